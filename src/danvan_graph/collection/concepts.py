"""The closed lists a record may choose from: the concept schemes of the ontology."""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import SKOS

from danvan_graph.vocabulary import CONCEPT

_INTERNAL = {
    "nguoi-doc": frozenset({"person", "extractor"}),
    "cho-dung": frozenset({"basis", "mention"}),
    "loai-phan-quyet": frozenset({"same-instrument", "place-of-document", "expected-answer"}),
}


def read_concepts(folder: Path) -> dict[str, frozenset[str]]:
    """Returns the slugs of every scheme in ``ontology/concepts``, by scheme.

    The files are parsed again only when one of them changed.
    """
    files = sorted(folder.glob("*.ttl"))
    return dict(_read(tuple((p, p.stat().st_mtime_ns, p.stat().st_size) for p in files)))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> dict[str, frozenset[str]]:
    """Returns the slugs of the schemes in files, known by name, time and size."""
    graph = Graph()
    for path, _, _ in files:
        graph.parse(path, format="turtle")
    found: dict[str, set[str]] = defaultdict(set)
    for concept in graph.subjects(SKOS.inScheme):
        scheme, _, slug = str(concept).removeprefix(str(CONCEPT)).partition("/")
        found[scheme].add(slug)
    return {scheme: frozenset(slugs) for scheme, slugs in found.items()} | _INTERNAL
