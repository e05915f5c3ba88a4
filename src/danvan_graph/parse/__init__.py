"""From a text to the record of a careful reader: layout, citations, tasks, duties, recipients.

The face is :func:`danvan_graph.parse.document.parse_document`. Everything here is a pure function
of the text and the lexicon, so documents can be parsed in any order, on any machine.
"""
