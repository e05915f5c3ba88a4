"""The graph for people and programs: pages, a JSON API, SPARQL and linked data, from one server.

The face is :func:`danvan_graph.web.application.create_app`::

    request ──guards──▶ look-ups · sparql ──behind──▶ freshness (ETag, 304) ──▶ api · pages · …
                                                                                └──▶ reading

The look-ups and SPARQL answer as soon as the server listens; the rest is loaded behind them.
``reading`` asks the graph and returns plain records; ``api`` and ``pages`` only show them. What a
stranger writes as SPARQL never runs in this process.
"""
