"""Questions to the graph: ``.rq`` files with a head, typed parameters, safe binding, answers.

The face is :func:`danvan_graph.queries.catalogue.read_catalogue` for what can be asked and
:func:`danvan_graph.queries.run.run` for asking it. A query file runs as it lies in any SPARQL 1.1
tool; here only the block ``VALUES ?param { … }`` of each parameter is exchanged.
"""
