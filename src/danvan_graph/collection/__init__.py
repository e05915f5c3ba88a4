"""Reads ``data/``: the reviewed records, the registers, the units, the judgements.

The face is :func:`danvan_graph.collection.folder.read_collection`. Everything wrong in the files
is found in one pass and raised together, each fault with its file, line and field.
"""
