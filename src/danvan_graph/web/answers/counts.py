"""Counts: levels of a cascade, the most cited, who was told and has answered."""

from functools import lru_cache, partial

from starlette.requests import Request

from danvan_graph.adjacency.counts import (
    ONLY_CITED,
    SEEN,
    UNSEEN,
    Coverage,
    cascade_levels,
    coverage,
    top_cited,
)
from danvan_graph.adjacency.order import LEVELS
from danvan_graph.errors import InvalidQuery
from danvan_graph.web import wording
from danvan_graph.web.answers.written import (
    Record,
    Told,
    reference,
    references,
    told,
    written,
)
from danvan_graph.web.meaning import by_key, meant, unit_meant
from danvan_graph.web.paging import next_path, step_of
from danvan_graph.web.publication import Edition

MOST_LISTED = 200
_MOST_KEPT = 1000
STANDINGS = {
    SEEN: "Có trong bộ sưu tập",
    ONLY_CITED: "Chỉ được viện dẫn",
    UNSEEN: wording.NOT_SEEN,
}


def _number(edition: Edition, iri: str) -> int:
    number = edition.adjacency.number(iri)
    if number is None:
        raise InvalidQuery(
            f"Chỉ mục tra cứu không có “{iri[:200]}”; hãy chọn một văn bản hoặc địa bàn khác.",
            f"The look-up index does not hold “{iri[:200]}”.",
        )
    return number


def counts_of(edition: Edition, key: str) -> Told:
    """Returns how many cite an instrument and how many carry it out at each level.

    Raises:
        UnknownName: there is no instrument with that key.
    """
    number = _number(edition, by_key(edition, key).iri)
    counted = partial(_counted, edition)
    return edition.kept(("counts as JSON",), lambda: lru_cache(_MOST_KEPT)(counted))(number)


def _counted(edition: Edition, number: int) -> Told:
    index = edition.adjacency
    known = edition.index.by_iri(index.iris[number])
    record: Record = {
        "instrument": reference(edition, known.iri),
        "cited_by": known.cited_by,
        "plans": index.plans.count(number),
        "levels": [
            {
                "level": count.level,
                "level_label": edition.names.concept("cap", count.level),
                "documents": count.documents,
                "collected": count.collected,
                "direct": count.direct,
                "first_year": count.first_year,
                "last_year": count.last_year,
            }
            for count in cascade_levels(index, number)
        ],
    }
    return told(record)


def most_cited(edition: Edition, *, year: int | None, level: str, limit: int) -> Told:
    """Returns the instruments that most documents cite.

    Args:
        edition: the graph.
        year: only documents of this year.
        level: only documents of this level (slug).
        limit: how many to return, at most :data:`MOST_LISTED`.

    Raises:
        InvalidQuery: there is no such level.
    """
    if level and level not in LEVELS:
        raise InvalidQuery(
            f"“{level[:40]}” không phải là cấp; hãy chọn một trong: {', '.join(LEVELS)}.",
            f"“{level[:40]}” is no level; choose one of {', '.join(LEVELS)}.",
        )
    items = edition.kept(("most cited", year, level), lambda: _cited(edition, year, level))
    head = b'{"year":%b,"level":%b,"items":[' % (written(year), written(level or None))
    return Told(head + b",".join(items[:limit]) + b"]}")


def _cited(edition: Edition, year: int | None, level: str) -> list[bytes]:
    """Returns the most cited instruments as JSON, as many as a page may hold."""
    return [
        b'{"instrument":%b,"documents":%d,"citations":%d}'
        % (edition.written.instrument(found.number), found.documents, found.citations)
        for found in top_cited(edition.adjacency, year=year, level=level, most=MOST_LISTED)
    ]


def _territory(edition: Edition, text: str) -> str:
    iri = unit_meant(edition, text)
    if "/territory/" not in iri:
        raise InvalidQuery(
            f"“{text[:80]}” là một cơ quan, không phải địa bàn; hãy chọn địa bàn mà nó phục vụ.",
            f"“{text[:80]}” is a body, not a territory.",
        )
    return iri


def covered(  # noqa: PLR0913 - the parameters of one question
    request: Request,
    edition: Edition,
    named: str,
    *,
    territory: str,
    year: int | None,
    limit: int,
    cursor: str | None,
) -> Record:
    """Returns who was told or expected to answer an instrument, and what was seen of each.

    Raises:
        DanvanError: nothing or several things answer to the names.
    """
    known, index = meant(edition, named).known, edition.adjacency
    where = _territory(edition, territory) if territory else None
    within = _number(edition, where) if where else None
    found = coverage(index, _number(edition, known.iri), territory=within, year=year)
    bodies, iris = found.bodies, index.iris
    made = step_of(range(len(bodies)), lambda at: (iris[int(bodies[at])],), limit, cursor)
    return {
        "instrument": reference(edition, known.iri),
        "territory": reference(edition, where) if where else None,
        "year": year,
        "unlisted_groups": found.groups,
        "levels": _by_level(edition, found),
        "total": made.total,
        "items": [_body(edition, found, at) for at in made.items],
        "next": next_path(request, made.cursor),
    }


def _by_level(edition: Edition, found: Coverage) -> list[Record]:
    orders = edition.adjacency.level_order[found.bodies].tolist()
    standings = [(order, found.standing(at)) for at, order in enumerate(orders)]
    return [
        {
            "level": level,
            "level_label": edition.names.concept("cap", level),
            "expected": orders.count(order),
            "collected": standings.count((order, SEEN)),
            "only_cited": standings.count((order, ONLY_CITED)),
            "not_seen": standings.count((order, UNSEEN)),
        }
        for order, level in enumerate(LEVELS)
        if order in orders
    ]


def _body(edition: Edition, found: Coverage, at: int) -> Record:
    index, number, standing = edition.adjacency, int(found.bodies[at]), found.standing(at)
    return {
        "body": {"iri": index.iris[number], "label": index.text("label", number) or ""},
        "level": index.text("level", number) or "",
        "standing": standing,
        "standing_label": STANDINGS[standing],
        "documents": references(edition, (index.iris[plan] for plan in found.answers[at])),
    }
