"""The published graph as files that others can take away, with what is needed to trust them.

The face is :func:`danvan_graph.export.folder.export`. The same generation gives the same bytes.
"""
