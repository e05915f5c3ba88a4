"""From records to triples with provenance, and from triples to a verdict.

The face is :func:`danvan_graph.rdf.mapping.to_graphs`: one named graph for each document, one for
the register, the units and the judgements. No blank node is ever made, so sorted N-Quads are
canonical.
"""
