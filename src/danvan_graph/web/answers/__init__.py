"""What the API answers with, written straight from the look-up index: no framework, no models.

The functions of :mod:`danvan_graph.web.api` hand on what these return, and so does
:mod:`danvan_graph.web.front.first_answers`, which needs no framework to be there yet. Tests hold every
answer against the models that describe it.
"""
