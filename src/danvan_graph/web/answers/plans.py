"""The answer of ``/plans``: pieces that lie ready in the look-up index, put together.

What it writes is what :class:`danvan_graph.web.api.models.PlansAnswer` would: the tests hold the
two against each other.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from starlette.requests import Request

from danvan_graph.adjacency.written import UNCHECKED
from danvan_graph.citing.answer import CitingPlan, place, strength, strongest
from danvan_graph.citing.mapped import CitingPlans
from danvan_graph.lookup.index import Match
from danvan_graph.web.answers.written import Told, instrument, written
from danvan_graph.web.meaning import meant
from danvan_graph.web.paging import Key, Span, next_path, span_of
from danvan_graph.web.publication import Edition

SHOWN, MOST_SHOWN = 3, 1000
"""How many passages of each plan a page shows unless it is asked for more, and at most."""
_MOST_KEPT = 20_000
_FIRST, _FURTHER = b'{"plan":', b',{"plan":'
_CHECKED = b"true},"
Piece = bytes | memoryview


def plans_of(  # noqa: PLR0913 - what makes a page
    request: Request, edition: Edition, named: str, *, limit: int, cursor: str | None, most: int
) -> Told:
    """Returns one page of the plans that cite an instrument themselves.

    Raises:
        DanvanError: nothing or several things answer to the name.
    """
    match = meant(edition, named)
    return page(request, edition, match, edition.citing(match.known.iri), limit, cursor, most)


def page(  # noqa: PLR0913, PLR0917 - what makes a page
    request: Request,
    edition: Edition,
    match: Match,
    plans: CitingPlans,
    limit: int,
    cursor: str | None,
    most: int,
) -> Told:
    """Returns one page of plans that cite an instrument, each with at most so many passages."""
    span = span_of(len(plans), lambda at: _key(plans.place(at)), limit, cursor)
    following = next_path(request, span.cursor)
    return Told(json_of(edition).answer(match, plans, span, following, most), following)


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
    """Writes plans that cite, of one edition.

    Args:
        edition: gives names and tells what was checked.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._index = edition.adjacency
        self._between = lru_cache(_MOST_KEPT)(self._written_between)
        self._checked = lru_cache(_MOST_KEPT)(self._is_checked)
        self._relation = lru_cache(_MOST_KEPT)(self._called)

    def answer(
        self, match: Match, plans: CitingPlans, span: Span, following: str | None, most: int
    ) -> bytes:
        """Returns one page of an answer.

        Args:
            match: the instrument that was asked for.
            plans: all that cite it, in their order.
            span: the places of the page.
            following: the path of the next page.
            most: how many passages of each plan are shown; how many there are is told with each.
        """
        pieces: list[Piece] = [b'{"cites":', instrument(self._edition, match.known)]
        namesakes = [instrument(self._edition, known) for known in match.namesakes]
        pieces += (b',"namesakes":[', b",".join(namesakes))
        pieces.append(b'],"total":%d,"items":[' % len(plans))
        pieces += self._items(plans.chains(span.begin, span.end), most)
        pieces += (b'],"next":', written(following), b"}")
        return b"".join(pieces)

    def _items(self, chains: Iterable[tuple[int, ...]], most: int) -> list[Piece]:
        """Returns of each chain of edges the plan that it begins with, the steps, the passages."""
        sources, targets, relations = self._index.edges
        begins, instruments = self._index.passages_from, self._edition.written.instrument
        told = self._edition.written.passages
        evidence = told if self._edition.reviewed.is_nobody else self._evidence
        pieces: list[Piece] = []
        lead = _FIRST
        for chain in chains:
            edge = chain[0]
            steps = tuple([(targets[step], relations[step]) for step in chain])
            begin, end = begins[edge], begins[edge + 1]
            pieces += (lead, instruments(sources[edge]), self._between(steps))
            pieces += (b'%d,"evidence":[' % (end - begin), evidence(begin, min(end, begin + most)))
            pieces.append(b"]}")
            lead = _FURTHER
        return pieces

    def _written_between(self, steps: Sequence[tuple[int, int]]) -> bytes:
        """Returns what stands between a plan and the number of its passages.

        Args:
            steps: the cited thing of each step, and the relations as the bits of a number.
        """
        slugs = sorted(self._index.slugs_of(steps[0][1]), key=strength)
        return (
            f',"direct":{"true" if len(steps) == 1 else "false"},'
            f'"roles":[{",".join(map(quoted, slugs))}],'
            f'"role_labels":[{",".join(map(self._relation, slugs))}],'
            f'"path":[{",".join(self._hop(*step) for step in steps)}],"passages":'
        ).encode("utf-8", "replace")

    def _hop(self, goal: int, relations: int) -> str:
        target = self._edition.index.by_iri(self._index.iris[goal])
        slug = strongest(set(self._index.slugs_of(relations)))
        return (
            f'{{"iri":{quoted(target.iri)},"label":{quoted(target.label)},'
            f'"relation":{quoted(slug)},"relation_label":{self._relation(slug)}}}'
        )

    def _called(self, slug: str) -> str:
        return quoted(self._edition.names.concept("quan-he", slug))

    def _evidence(self, begin: int, end: int) -> Piece:
        """Returns passages: as they lie, where nobody has checked their records."""
        ready = self._edition.written.passages
        documents = self._index.passage_document[begin:end].tolist()
        if not any(map(self._checked, documents)):
            return ready(begin, end)
        told = []
        for at, document in enumerate(documents, begin):
            one = bytes(ready(at, at + 1)) + b","
            told.append(one.removesuffix(UNCHECKED) + _CHECKED if self._checked(document) else one)
        return b"".join(told)[:-1]

    def _is_checked(self, document: int) -> bool:
        return self._index.iris[document] in self._edition.reviewed
