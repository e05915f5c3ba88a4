"""The graph for people and programs: pages, a JSON API, SPARQL and linked data, from one server.

The face is :func:`danvan_graph.web.application.create_app`::

    request ──guards──▶ freshness (ETag, 304) ──▶ api · pages · sparql · linked data
                                                     └──▶ reading ──▶ edition (store, index, words)

``reading`` asks the graph and returns plain records; ``api`` and ``pages`` only show them. What a
stranger writes as SPARQL never runs in this process.
"""
