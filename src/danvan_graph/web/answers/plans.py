"""The answer of ``/plans`` written straight from the look-up index: no model stands between.

What it writes is what :class:`danvan_graph.web.api.models.PlansAnswer` would: the tests hold the
two against each other.
"""

from functools import lru_cache
from json.encoder import encode_basestring as quoted

from starlette.requests import Request
from starlette.responses import Response

from danvan_graph.citing.answer import CitingPlan, place, strength, strongest
from danvan_graph.citing.mapped import CitingPlans
from danvan_graph.lookup.index import Known, Match
from danvan_graph.web.answers.written import JSON, instrument, written
from danvan_graph.web.meaning import meant
from danvan_graph.web.paging import Key, Span, link_header, next_path, span_of
from danvan_graph.web.publication import Edition

_MOST_KEPT = 20_000


def plans_of(
    request: Request, edition: Edition, named: str, *, limit: int, cursor: str | None
) -> Response:
    """Returns one page of the plans that cite an instrument themselves.

    Raises:
        DanvanError: nothing or several things answer to the name.
    """
    match = meant(edition, named)
    return page(request, edition, match, edition.citing(match.known.iri), limit, cursor)


def page(  # noqa: PLR0913, PLR0917 - what makes a page
    request: Request,
    edition: Edition,
    match: Match,
    plans: CitingPlans,
    limit: int,
    cursor: str | None,
) -> Response:
    """Returns one page of plans that cite an instrument."""
    span = span_of(len(plans), lambda at: _key(plans.place(at)), limit, cursor)
    following = next_path(request, span.cursor)
    body = json_of(edition).answer(match, plans, span, following)
    return Response(body, media_type=JSON, headers=link_header(following))


def order(found: CitingPlan) -> Key:
    """Returns the key by which plans are listed: upper levels first, then the newest."""
    return _key(place(found))


def _key(found: tuple[int, int, str, str]) -> Key:
    level, steps, *rest = found
    return str(level), f"{steps:03d}", *rest


def json_of(edition: Edition) -> "PlansJson":
    """Returns what writes the plans of an edition."""
    return edition.kept(("plans as JSON",), lambda: PlansJson(edition))


class PlansJson:
    """Writes plans that cite, of one edition; words that come again and again are kept as written.

    Args:
        edition: gives names and tells what was checked.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._index = edition.adjacency
        self._text = lru_cache(_MOST_KEPT)(self._written_text)
        self._document = lru_cache(_MOST_KEPT)(self._written_document)
        self._slugs = [quoted(slug) for slug in self._index.relation_slugs]
        self._relation = lru_cache(_MOST_KEPT)(self._written_relation)
        self._plan = lru_cache(_MOST_KEPT)(self._written_instrument)

    def answer(self, match: Match, plans: CitingPlans, span: Span, following: str | None) -> bytes:
        """Returns one page of an answer.

        Args:
            match: the instrument that was asked for.
            plans: all that cite it, in their order.
            span: the places of the page.
            following: the path of the next page.
        """
        items = ",".join(self._item(plans.chain(at)) for at in range(span.begin, span.end))
        namesakes = ",".join(map(_instrument, match.namesakes))
        return (
            f'{{"cites":{_instrument(match.known)},"namesakes":[{namesakes}],'
            f'"total":{len(plans)},"items":[{items}],'
            f'"next":{"null" if following is None else quoted(following)}}}'
        ).encode("utf-8", "replace")

    def _item(self, chain: list[int]) -> str:
        index, edge = self._index, chain[0]
        slugs = sorted(index.relations_of(edge), key=strength)
        return (
            f'{{"plan":{self._plan(int(index.source[edge]))},"direct":{_truth(len(chain) == 1)},'
            f'"roles":[{",".join(map(quoted, slugs))}],'
            f'"role_labels":[{",".join(map(self._relation, slugs))}],'
            f'"path":[{",".join(map(self._hop, chain))}],'
            f'"evidence":[{self._evidence(edge)}]}}'
        )

    def _hop(self, edge: int) -> str:
        index = self._index
        target = self._edition.index.by_iri(index.iris[int(index.target[edge])])
        slug = strongest(set(index.relations_of(edge)))
        return (
            f'{{"iri":{quoted(target.iri)},"label":{quoted(target.label)},'
            f'"relation":{quoted(slug)},"relation_label":{self._relation(slug)}}}'
        )

    def _evidence(self, edge: int) -> str:
        text, texts, document = self._text, self._index.texts, self._document
        pieces = []
        for row in self._index.passages(edge):
            citation, source, label, section, heading, start, end, basis, sure, slug, quote = row
            iri, checked = document(source)
            pieces.append(
                f'{{"citation":{quoted(texts[int(citation)])},"document":{iri},'
                f'"document_label":{text(label)},"section":{text(section)},'
                f'"section_label":{text(heading)},"start":{start},"end":{end},'
                f'"basis":{"true" if basis else "false"},"confidence":{sure!r},'
                f'"relation":{self._slugs[int(slug)]},"quote":{text(quote)},"checked":{checked}}}'
            )
        return ",".join(pieces)

    def _written_text(self, number: float) -> str:
        found = self._index.texts.get(int(number))
        return "null" if found is None else quoted(found)

    def _written_document(self, number: float) -> tuple[str, str]:
        iri = self._index.iris[int(number)]
        return quoted(iri), _truth(iri in self._edition.reviewed)

    def _written_relation(self, slug: str) -> str:
        return quoted(self._edition.names.concept("quan-he", slug))

    def _written_instrument(self, number: int) -> str:
        return _instrument(self._edition.index.by_iri(self._index.iris[number]))


def _instrument(known: Known) -> str:
    return written(instrument(known)).decode()


def _truth(value: object) -> str:
    return "true" if value else "false"
