"""``/cay``: how an instrument is carried out, unit by unit."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.lookup.index import Known
from danvan_graph.web.meaning import by_key
from danvan_graph.web.pages.tree_files import SUFFIXES, kept
from danvan_graph.web.pages.tree_form import TreeForm
from danvan_graph.web.pages.tree_view import TreeView, unit_on
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import questions
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.table import Suffix, Table, as_file
from danvan_graph.web.unit_tree.branch import ALL
from danvan_graph.web.unit_tree.evidence import proof_of
from danvan_graph.web.unit_tree.tree import STATES, UnitTree

router = APIRouter()


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
    question = questions.of_roots()
    return pages.render(request, "cascades.html", roots=roots(edition), question=question)


@router.get("/cay.{suffix}")
def choice_as_file(edition: EditionNow, suffix: Suffix) -> Response:
    """Answers with the instruments that have a cascade, as JSON or as a file."""
    if suffix != "json":
        rows = tuple((edition.label(iri), n, iri) for iri, n in roots(edition))
        return as_file(Table("cay", ("Văn bản", "Số văn bản thực hiện", "Địa chỉ"), rows), suffix)
    items = [
        {"iri": iri, "label": edition.label(iri), "page": edition.addresses.page(iri), "carried": n}
        for iri, n in roots(edition)
    ]
    return JSONResponse({"total": len(items), "items": items})


Form = Annotated[TreeForm, Depends()]


@router.get("/cay/{key:path}")
def cascade(
    request: Request, edition: EditionNow, pages: PagesNow, key: str, form: Form
) -> Response:
    """Answers with a cascade as a page, or as a table, graph, picture or Word file to keep.

    With ``phan`` only the rows below that unit are sent, with ``chung`` beside it only the
    evidence of a row.
    """
    form.check()
    for suffix in SUFFIXES:
        if key.endswith(suffix):
            view = TreeView.of(edition, by_key(edition, key.removesuffix(suffix)), form)
            return kept(request, pages, view, suffix)
    known = by_key(edition, key)
    view = TreeView.of(edition, known, form)
    tree, shown = view.tree, view.shown
    proof = proof_of(edition, tree, edition.addresses.iri(form.proof)) if form.proof else None
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
        place = unit_on(edition, tree, form.part)
        depth = 3 + sum(1 for _ in tree.units.upwards(place))
        return pages.render(
            request, "tree_rows.html", rows=shown.rows_below(place, depth), **common
        )
    question = _question(known, tree, form)
    return pages.render(
        request, "cascade.html", rows=view.rows(), tree=tree, all=ALL, question=question, **common
    )


def _question(known: Known, tree: UnitTree, form: TreeForm) -> str:
    """Returns the SPARQL behind the tree; it tells in words what it leaves out."""
    besides = {
        "trạng thái": form.state or form.overdue,
        "quan hệ": form.relation != "thuc-hien",
        "nhánh đang mở": form.branch,
        "năm của văn bản yêu cầu": form.unseen and form.year,
    }
    return questions.of_tree(
        known.iri,
        tree.units.day,
        form.level,
        form.year,
        unseen=form.unseen,
        besides=[what for what, asked in besides.items() if asked],
    )


def _paths(edition: Edition, iris: frozenset[str]) -> list[str]:
    paths = (edition.addresses.path(iri) or "" for iri in iris)
    return sorted(path.removeprefix("territory/") for path in paths)
