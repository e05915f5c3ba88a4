"""Value classes for the standard strings of the field: parse, validate, format, compare.

Each class either holds a valid value or raises :class:`~danvan_graph.errors.InvalidIdentifier`.
"""
