"""``/cay``: how an instrument is carried out, unit by unit."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.cascade import metrics, totals, tree_of
from danvan_graph.cascade.branch import Branch, pruned
from danvan_graph.cascade.exchange import to_dict, to_graphml
from danvan_graph.errors import UnknownName
from danvan_graph.web.graph_view import render_network
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import EditionNow, PagesNow, by_key
from danvan_graph.web.tables.listed import of_cascade
from danvan_graph.web.tables.table import as_file

router = APIRouter()

_ON_ONE_PAGE = 600
_MISSING_SHOWN = 200
_SUFFIXES = (".json", ".graphml", ".html", ".csv", ".xlsx")

Weak = Annotated[bool, Query(alias="yeu")]


def roots(edition: Edition) -> list[tuple[str, int]]:
    """Returns the instruments that others carry out, with how many do, the most first."""
    query = """PREFIX dv: <https://w3id.org/danvan/ontology#>
        SELECT ?root (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x dv:implements ?root }
        GROUP BY ?root ORDER BY DESC(?n) ?root"""
    return [(str(row[0]), int(str(row[1]))) for row in edition.store.select(query).rows]


@router.get("/cay")
def choice(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the instruments that have a cascade."""
    return pages.render(request, "cascades.html", roots=roots(edition))


def _attached(content: bytes | str, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)


@router.get("/cay/{key:path}")
def cascade(  # noqa: PLR0913, PLR0917 - the fields of one form
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    key: str,
    level: Annotated[str, Query(alias="cap")] = "",
    below: Annotated[str, Query(alias="nhanh", max_length=500)] = "",
    *,
    weak: Weak = False,
    missing: Annotated[bool, Query(alias="chua-thay")] = False,
) -> Response:
    """Answers with a cascade as a page, or as JSON, GraphML, one HTML file, CSV or XLSX to keep.

    A cascade too large for one page shows one branch at a time.
    """
    for suffix in _SUFFIXES:
        if key.endswith(suffix):
            return _download(edition, key.removesuffix(suffix), suffix, weak=weak)
    known = by_key(edition, key)
    graph = edition.cascade(known.iri, weak=weak)
    tree = _filtered(_branch(tree_of(graph), below), level, missing=missing)
    return pages.render(
        request,
        "cascade.html",
        known=known,
        tree=tree,
        large=sum(1 for _ in tree.walk()) > _ON_ONE_PAGE,
        most_missing=_MISSING_SHOWN,
        totals=totals(graph),
        metrics=metrics(graph),
        notes=graph.graph["notes"],
        fields={
            "cap": level,
            "nhanh": below,
            "chua-thay": "true" if missing else "",
            "yeu": "true" if weak else "",
        },
    )


def _branch(tree: Branch, iri: str) -> Branch:
    """Returns the branch of an address, or the whole tree for an empty one.

    Raises:
        UnknownName: the tree has no such branch.
    """
    if not iri:
        return tree
    for _, branch in tree.walk():
        if branch.iri == iri:
            return branch
    raise UnknownName(
        f"Cây này không có nhánh “{iri[:200]}”; hãy mở lại từ gốc.",
        f"This cascade has no branch “{iri[:200]}”.",
    )


def _filtered(tree: Branch, level: str, *, missing: bool) -> Branch:
    if not missing and not level:
        return tree

    def kept(branch: Branch) -> bool:
        node = branch.node
        return (not missing or node.kind == "missing") and (not level or node.level == level)

    return pruned(tree, kept)


def _download(edition: Edition, key: str, suffix: str, *, weak: bool) -> Response:
    known = by_key(edition, key)
    graph = edition.cascade(known.iri, weak=weak)
    name = f"cay-{known.key.replace('/', '_')}{suffix}"
    if suffix in {".csv", ".xlsx"}:
        return as_file(of_cascade(tree_of(graph)), suffix.removeprefix("."))
    if suffix == ".json":
        return JSONResponse(to_dict(graph))
    if suffix == ".graphml":
        return _attached(to_graphml(graph), "application/graphml+xml", name)
    return _attached(render_network(graph), "text/html; charset=utf-8", name)
