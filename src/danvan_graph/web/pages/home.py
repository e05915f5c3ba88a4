"""``/``: the answer first."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.cascade import words
from danvan_graph.lookup.index import Known
from danvan_graph.web.meaning import by_key
from danvan_graph.web.pages.cascade import roots
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.deadlines import Due, due_around
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.places import place_ended
from danvan_graph.web.reading.quality import counts
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.table import Suffix, Table, as_file
from danvan_graph.web.unit_tree.answers import answers_to
from danvan_graph.web.unit_tree.reading import tree_over
from danvan_graph.web.unit_tree.ties import Ties, became
from danvan_graph.web.unit_tree.tiles import Tile, tiles_of
from danvan_graph.web.unit_tree.tree import STATES, UnitTree

router = APIRouter()

DIRECTIVE = "vn/2021-11-26/33-ct-ttg"
_MOST_CITED = 8
_MOST_LISTED = 12
_MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one instrument was answered over the country.

    Attributes:
        root: the instrument.
        tree: the cascade over the map of its newest year.
        tiles: the provinces in the order of a dictionary.
    """

    root: Known
    tree: UnitTree
    tiles: Sequence[Tile]


def coverage(edition: Edition, key: str = "", chosen_map: str = "") -> Coverage | None:
    """Returns how an instrument was answered, or None where the graph has no instrument.

    Args:
        edition: the graph.
        key: the instrument; for an empty one the directive of the mission, and where the graph
            does not hold it, the most cited instrument.
        chosen_map: ``truoc`` or ``sau`` the reform; otherwise the newest year decides.
    """
    root = by_key(edition, key) if key else _first(edition)
    if root is None:
        return None
    tree = tree_over(edition, answers_to(edition, root, "thuc-hien"), None, chosen_map)
    return edition.kept(("coverage", id(tree)), lambda: Coverage(root, tree, tiles_of(tree)))


def _first(edition: Edition) -> Known | None:
    instruments = edition.index.instruments
    root = instruments.get(edition.addresses.instrument(DIRECTIVE))
    cited = (k for k in instruments.values() if k.cited_by)
    return root or max(cited, key=lambda k: (k.cited_by, k.iri), default=None)


def warm(edition: Edition) -> None:
    """The answer of the first page is read, so that nobody waits for it."""
    found = coverage(edition)
    if found:
        found.tree.totals()
    _counts(edition)
    _due(edition)
    roots(edition)


def warm_trees(edition: Edition) -> None:
    """The trees of the first page are laid over both maps, so that nobody waits for the other."""
    root = _first(edition)
    if root is None:
        return
    answers = answers_to(edition, root, "thuc-hien")
    Ties.of(edition)
    became(edition)
    for chosen_map in ("truoc", "sau"):
        tree_over(edition, answers, None, chosen_map).totals()


def _counts(edition: Edition) -> dict[str, int]:
    return edition.kept(("counts",), lambda: counts(edition.store))


def _due(edition: Edition) -> Due:
    day, ended = today(), partial(place_ended, edition)
    return edition.kept(
        ("due", day), lambda: due_around(edition.store, edition.adjacency, day, ended)
    )


Directive = Annotated[str, Query(alias="chi-dao", max_length=300)]
ChosenMap = Annotated[str, Query(alias="ban-do", pattern="^(truoc|sau)?$")]


@router.get("/")
def home(
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    directive: Directive = "",
    chosen_map: ChosenMap = "",
) -> Response:
    """Answers with the state of the whole country."""
    known = edition.index.all()
    collected = [k for k in known if k.collected]
    return pages.render(
        request,
        "home.html",
        coverage=coverage(edition, directive, chosen_map),
        chosen=directive,
        directives=_directives(edition, directive),
        states=STATES,
        counts=_counts(edition),
        collected_count=len(collected),
        collected=sorted(collected, key=lambda k: (k.date or "", k.iri), reverse=True)[
            :_MOST_LISTED
        ],
        most_cited=sorted(known, key=lambda k: (-k.cited_by, k.iri))[:_MOST_CITED],
        due=_due(edition),
    )


def _directives(edition: Edition, chosen: str) -> list[tuple[str, str]]:
    """Returns the key and the name of what others carry out, what most do first."""
    answered = [(edition.index.by_iri(iri), n) for iri, n in roots(edition)[:_MOST_OFFERED]]
    found = {k.key: f"{k.label} – {words.number_words(n)} văn bản thực hiện" for k, n in answered}
    if chosen and chosen not in found:
        found[chosen] = by_key(edition, chosen).label
    return [*found.items()]


@router.get("/toan-quoc.{suffix}")
def table(
    edition: EditionNow, suffix: Suffix, directive: Directive = "", chosen_map: ChosenMap = ""
) -> Response:
    """Answers with the provinces as a file, or with the whole page as JSON."""
    found = coverage(edition, directive, chosen_map)
    if suffix != "json":
        return as_file(_table(found), suffix)
    if found is None:
        return JSONResponse({"root": None, "totals": [], "provinces": []})
    provinces = [
        {
            "unit": t.unit.iri,
            "name": t.unit.label,
            "state": t.standing.state,
            "plans": [p.iri for p in t.standing.plans],
            "answered_below": t.answered,
            "below": t.below,
        }
        for t in found.tiles
    ]
    due = _due(edition)
    totals = [asdict(t) for t in found.tree.totals()]
    return JSONResponse(
        {
            "root": found.root.iri,
            "map": found.tree.units.day.isoformat(),
            "totals": totals,
            "provinces": provinces,
            "due": [asdict(item) for item in due.coming],
            "passed": [asdict(item) for item in due.passed],
            "overdue": due.overdue,
        }
    )


def _table(found: Coverage | None) -> Table:
    columns = ("Tỉnh, thành phố", "Trạng thái", "Văn bản", "Cấp dưới đã có", "Số đơn vị cấp dưới")
    rows = tuple(
        (
            t.unit.label,
            STATES[t.standing.state],
            "; ".join(p.label for p in t.standing.plans) or None,
            t.answered,
            t.below,
        )
        for t in (found.tiles if found else ())
    )
    return Table("toan-quoc", columns, rows)
