"""A country of invented plans over the real units and the real calendar, to try and to measure.

The face is :func:`danvan_graph.synthetic.country.publish_country`. Everything is computed from a
seed: the same scale gives the same graph, statement by statement. Every document says of its
source that it is invented (``dv:synthetic``), and so does its title; nothing of it is a fact.
"""
