"""Adding documents to the user's own collection, and reviewing what the machine read in them.

The faces are :func:`danvan_graph.adding.add.add_files` and
:class:`danvan_graph.adding.review.Review`. Nothing in the collection changes before the whole graph
was built with the change and found valid.
"""
