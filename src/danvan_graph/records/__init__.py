"""The records: what a careful reader, a person or the extractor, finds in one document.

Frozen dataclasses and nothing else: no file, no graph, no library. A record states only what the
text says and where it says it; ``instrument`` and ``bodies`` hold what a resolver, a person or the
machine, took a mention to mean, and stay empty where nobody knows.
"""
