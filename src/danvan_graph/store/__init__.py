"""Where the published graph lives: immutable generations on disk, and engines that answer from them.

The face is :func:`danvan_graph.store.generations.generation.publish` for the one writer and
:func:`danvan_graph.store.engines.oxigraph.open_store` for readers. Untrusted SPARQL never runs in this
process; it goes through :mod:`danvan_graph.store.untrusted.pool`.
"""
