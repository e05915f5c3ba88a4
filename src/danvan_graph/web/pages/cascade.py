"""``/cay``: how an instrument is carried out, unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.cascade.exchange import to_graphml
from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.lookup.index import Known
from danvan_graph.web.graph_view import render_network
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import EditionNow, PagesNow, by_key
from danvan_graph.web.tables.table import as_file
from danvan_graph.web.unit_tree.answers import TIES, answers_to
from danvan_graph.web.unit_tree.branch import ALL, Branches, Row
from danvan_graph.web.unit_tree.evidence import Proof, proof_of
from danvan_graph.web.unit_tree.listed import as_records, as_table
from danvan_graph.web.unit_tree.reading import tree_over
from danvan_graph.web.unit_tree.tree import STATES, UnitTree, Wanted

router = APIRouter()

_SUFFIXES = (".json", ".graphml", ".html", ".csv", ".xlsx")
_MOST_OPEN = 60
_MOST_FOUND = 300
_Path = Annotated[str, Query(max_length=100)]


def roots(edition: Edition) -> list[tuple[str, int]]:
    """Returns the instruments that others carry out, with how many do, the most first."""
    query = """PREFIX dv: <https://w3id.org/danvan/ontology#>
        SELECT ?root (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x dv:implements ?root }
        GROUP BY ?root ORDER BY DESC(?n) ?root LIMIT 200"""
    found = edition.kept(("roots",), lambda: edition.store.select(query).rows)
    return [(str(row[0]), int(str(row[1]))) for row in found]


@router.get("/cay")
def choice(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the instruments that have a cascade."""
    return pages.render(request, "cascades.html", roots=roots(edition))


@router.get("/cay.json")
def choice_as_json(edition: EditionNow) -> Response:
    """Answers with the instruments that have a cascade, as JSON."""
    items = [
        {"iri": iri, "label": edition.label(iri), "page": edition.addresses.page(iri), "carried": n}
        for iri, n in roots(edition)
    ]
    return JSONResponse({"total": len(items), "items": items})


@dataclass(frozen=True, slots=True)
class TreeForm:
    """What of a cascade is shown: the state of the page, all of it in the address."""

    level: Annotated[str, Query(alias="cap", pattern="^(tinh|huyen|xa)?$")] = ""
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = ""
    state: Annotated[str, Query(alias="tinh-trang", max_length=20)] = ""
    tie: Annotated[str, Query(alias="theo", max_length=30)] = ""
    chosen_map: Annotated[str, Query(alias="ban-do", pattern="^(truoc|sau)?$")] = ""
    branch: Annotated[_Path, Query(alias="nhanh")] = ""
    target: Annotated[_Path, Query(alias="toi")] = ""
    proof: Annotated[str, Query(alias="chung", max_length=400)] = ""
    part: Annotated[_Path, Query(alias="phan")] = ""
    opened: Annotated[list[str], Query(alias="mo", max_length=_MOST_OPEN)] = ()  # type: ignore[assignment]
    overdue: Annotated[bool, Query(alias="qua-han")] = False
    unseen: Annotated[bool, Query(alias="chua-thay")] = False
    weak: Annotated[bool, Query(alias="yeu")] = False

    @property
    def wanted(self) -> Wanted:
        """The rows that are asked for."""
        return Wanted(self.level, self.state, self.overdue, self.unseen)

    def fields(self) -> dict[str, str]:
        """Returns the fields of the form as parameters, without what is opened."""
        return {
            "cap": self.level,
            "nam": self.year,
            "tinh-trang": self.state,
            "theo": self.relation if self.relation != "thuc-hien" else "",
            "ban-do": self.chosen_map,
            "nhanh": self.branch,
            "qua-han": "true" if self.overdue else "",
            "chua-thay": "true" if self.unseen else "",
        }

    @property
    def relation(self) -> str:
        """The relation by which documents belong."""
        return "moi" if self.weak and not self.tie else self.tie or "thuc-hien"

    def check(self) -> None:
        """Nothing happens when the state and the relation are ones there are.

        Raises:
            InvalidQuery: one of them is not.
        """
        for said, known in ((self.state, ("", *STATES)), (self.relation, TIES)):
            if said not in known:
                raise InvalidQuery(
                    f"Không có lựa chọn “{said[:40]}”; hãy chọn trong biểu mẫu của trang.",
                    f"There is no choice “{said[:40]}”.",
                )


Form = Annotated[TreeForm, Depends()]


@router.get("/cay/{key:path}")
def cascade(
    request: Request, edition: EditionNow, pages: PagesNow, key: str, form: Form
) -> Response:
    """Answers with a cascade as a page, or as JSON, GraphML, one HTML file, CSV or XLSX to keep.

    With ``phan`` only the rows below that unit are sent, with ``chung`` beside it only the
    evidence of a row.
    """
    form.check()
    for suffix in _SUFFIXES:
        if key.endswith(suffix):
            return _download(edition, by_key(edition, key.removesuffix(suffix)), suffix, form)
    known = by_key(edition, key)
    tree = _tree(edition, known, form)
    shown = _shown(edition, tree, form)
    proof = _proof(edition, tree, form)
    common: dict[str, Any] = {
        "known": known,
        "form": form,
        "fields": form.fields(),
        "proof": proof,
        "opened": _paths(edition, shown.opened),
        "states": STATES,
        "target": edition.addresses.unit(form.target) if form.target else "",
    }
    if form.part and form.proof:
        return pages.render(request, "tree_proof.html", **common)
    if form.part:
        place = _unit(edition, tree, form.part)
        depth = 3 + sum(1 for _ in tree.units.upwards(place))
        return pages.render(
            request, "tree_rows.html", rows=shown.rows_below(place, depth), **common
        )
    rows = _rows(edition, tree, shown, form)
    return pages.render(request, "cascade.html", rows=rows, tree=tree, all=ALL, **common)


def _tree(edition: Edition, known: Known, form: TreeForm) -> UnitTree:
    target = edition.names.units.get(edition.addresses.unit(form.target)) if form.target else None
    return tree_over(
        edition,
        answers_to(edition, known, form.relation),
        int(form.year) if form.year else None,
        form.chosen_map,
        target,
    )


def _rows(edition: Edition, tree: UnitTree, shown: Branches, form: TreeForm) -> Sequence[Row]:
    if not form.branch:
        return [shown.root(), *shown.rows_below("", 2)]
    return shown.alone(_unit(edition, tree, form.branch))


def _shown(edition: Edition, tree: UnitTree, form: TreeForm) -> Branches:
    """Returns what makes the rows that the form asks for."""
    found = tree.matching(form.wanted) if form.wanted else None
    kept = None if found is None else tree.with_ways(found)
    everything = ALL in form.opened
    opened = {edition.addresses.unit(p) for p in form.opened if p != ALL}
    if found is not None and len(found) <= _MOST_FOUND and not form.opened:
        opened |= tree.with_ways(found) - set(found)
    if form.target:
        target = _unit(edition, tree, form.target)
        opened |= set(tree.units.upwards(target))
        if kept is not None:
            kept |= {target, *tree.units.upwards(target)}
    if form.branch:
        opened.add(_unit(edition, tree, form.branch))
    return Branches(edition, tree, kept, frozenset(opened), everything)


def _unit(edition: Edition, tree: UnitTree, path: str) -> str:
    """Returns the address of a unit of the map.

    Raises:
        UnknownName: the map has none there.
    """
    iri = edition.addresses.unit(path.strip("/"))
    if iri not in tree.units.units:
        raise UnknownName(
            f"Bản đồ ngày {tree.units.day:%d/%m/%Y} không có đơn vị “{path[:80]}”; "
            "hãy đổi bản đồ hành chính hoặc mở lại từ gốc.",
            f"The map of {tree.units.day} has no unit “{path[:80]}”.",
        )
    return iri


def _paths(edition: Edition, iris: frozenset[str]) -> list[str]:
    paths = (edition.addresses.path(iri) or "" for iri in iris)
    return sorted(path.removeprefix("territory/") for path in paths)


def _proof(edition: Edition, tree: UnitTree, form: TreeForm) -> Proof | None:
    if not form.proof:
        return None
    return proof_of(edition, tree, edition.addresses.iri(form.proof))


def _download(edition: Edition, known: Known, suffix: str, form: TreeForm) -> Response:
    name = f"cay-{known.key.replace('/', '_')}{suffix}"
    if suffix in {".csv", ".xlsx", ".json"}:
        tree = _tree(edition, known, form)
        shown = _shown(edition, tree, form)
        whole = Branches(edition, tree, shown.kept, frozenset(), everything=True)
        rows = _rows(edition, tree, whole, form)
        if suffix == ".json":
            return JSONResponse(as_records(edition, tree, rows))
        return as_file(as_table(edition, rows), suffix.removeprefix("."))
    graph = edition.cascade(known.iri, weak=form.relation == "moi")
    if suffix == ".graphml":
        return _attached(to_graphml(graph), "application/graphml+xml", name)
    return _attached(render_network(graph), "text/html; charset=utf-8", name)


def _attached(content: bytes | str, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)
