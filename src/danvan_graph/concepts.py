"""The closed lists of a published graph: words for relations, levels, roles and kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from danvan_graph.errors import UnknownName
from danvan_graph.identifiers.folding import fold
from danvan_graph.store.engines.reader import Reader
from danvan_graph.vocabulary import CONCEPT

_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?name WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel|skos:notation ?name
}
ORDER BY ?concept ?name"""

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label FILTER (LANG(?label) = "vi")
}
ORDER BY ?concept"""


@dataclass(frozen=True)
class Concepts:
    """Every concept of every scheme of one generation of the graph.

    Attributes:
        labels: Vietnamese label by scheme and slug.
        names: slug by scheme and folded name: labels in both languages, codes, the slug itself.
    """

    labels: Mapping[tuple[str, str], str]
    names: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, store: Reader) -> "Concepts":
        """Returns the concepts of a store."""
        labels = {_place(iri): str(label) for iri, label in store.select(_LABELS).rows}
        names: dict[tuple[str, str], str] = {}
        for iri, name in store.select(_CONCEPTS).rows:
            scheme, slug = _place(iri)
            names.setdefault((scheme, fold(str(name))), slug)
        names.update({(scheme, slug): slug for scheme, slug in labels})
        return cls(labels, names)

    def label(self, scheme: str, slug: str) -> str:
        """Returns the Vietnamese word for a concept, or its slug when it has none."""
        return self.labels.get((scheme, slug), slug)

    def slug(self, scheme: str, name: str) -> str:
        """Returns the slug of a concept by slug, label or code, in either language.

        Raises:
            UnknownName: the scheme has no such concept; its slugs are told.
        """
        found = self.names.get((scheme, fold(name)))
        if found is None:
            known = sorted(slug for s, slug in self.labels if s == scheme)
            raise UnknownName(
                f"“{name[:60]}” không có trong bảng “{scheme}”; hãy chọn một trong: {', '.join(known)}.",
                f"“{name[:60]}” is not in the list “{scheme}”; choose one of: {', '.join(known)}.",
                known,
            )
        return found

    def slugs(self, scheme: str, names: Iterable[str]) -> frozenset[str]:
        """Returns the slugs of several names; see :meth:`slug`."""
        return frozenset(self.slug(scheme, name) for name in names)


def _place(iri: object) -> tuple[str, str]:
    scheme, _, slug = str(iri).removeprefix(str(CONCEPT)).partition("/")
    return scheme, slug
