"""``/kham-pha``: the graph opened step by step from any of its things."""

from dataclasses import dataclass
from typing import Annotated

import networkx as nx
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from danvan_graph.web.explorer.exploring import MOST_NODES, Explored, explore
from danvan_graph.web.explorer.neighbours import MOST_OPENED, Relation, relations_of
from danvan_graph.web.explorer.picture import draw
from danvan_graph.web.explorer.standalone import to_html
from danvan_graph.web.explorer.state import Opening, State
from danvan_graph.web.pages.home import DIRECTIVE
from danvan_graph.web.publication import Edition
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.templating import Pages

router = APIRouter()

_LONGEST = 600


@dataclass(frozen=True, slots=True)
class ExplorerForm:
    """The parameters of a state."""

    start: Annotated[str, Query(alias="tu", max_length=_LONGEST)] = ""
    opened: Annotated[list[str], Query(alias="mo", max_length=100)] = ()  # type: ignore[assignment]
    chosen: Annotated[str, Query(alias="chon", max_length=_LONGEST)] = ""

    def state(self) -> State:
        """Returns the state; without a beginning it begins at the directive of the mission."""
        return State.read(self.start or f"instrument/{DIRECTIVE}", self.opened, self.chosen)


Form = Annotated[ExplorerForm, Depends()]


@dataclass(frozen=True, slots=True)
class Choice:
    """A relation of the thing that is looked at, to open or to close."""

    relation: Relation
    step: Opening
    is_open: bool


def choices(edition: Edition, state: State) -> list[Choice]:
    """Returns the relations of the thing that is looked at."""
    found = relations_of(edition.store, edition.addresses.iri(state.chosen))
    steps = [Opening(state.chosen, r.term, r.direction) for r in found]
    return [Choice(r, s, s in state.opened) for r, s in zip(found, steps, strict=True)]


@router.get("/kham-pha")
def explorer(request: Request, edition: EditionNow, pages: PagesNow, form: Form) -> Response:
    """Answers with the picture of a state and what can be opened next."""
    state = form.state()
    found = explore(edition, state)
    return pages.render(
        request,
        "explorer.html",
        state=state,
        found=found,
        picture=draw(found.graph, edition.label),
        choices=choices(edition, state),
        most_nodes=MOST_NODES,
        most_opened=MOST_OPENED,
    )


@router.get("/kham-pha.{suffix}")
def download(
    request: Request, edition: EditionNow, pages: PagesNow, form: Form, suffix: str
) -> Response:
    """Answers with the graph of a state as JSON, GraphML, SVG or one HTML file."""
    state = form.state()
    found = explore(edition, state)
    if suffix == "html":
        start = edition.addresses.iri(state.start)
        page = to_html(edition, found, draw(found.graph, edition.label), start)
        return _kept(page, "text/html; charset=utf-8", "kham-pha.html")
    if suffix == "json":
        return JSONResponse(_as_json(edition, found))
    if suffix == "graphml":
        text = "\n".join(nx.generate_graphml(_labelled(edition, found.graph)))
        return _kept(text, "application/graphml+xml", "kham-pha.graphml")
    if suffix == "svg":
        return _kept(_as_svg(request, edition, pages, found), "image/svg+xml", "kham-pha.svg")
    return Response(status_code=404)


def _kept(text: str, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media, headers=headers)


def _as_json(edition: Edition, found: Explored) -> dict[str, object]:
    return {
        "nodes": [{"id": node, "label": edition.label(node)} for node in found.graph],
        "edges": [
            {"source": a, "target": b, "property": term, "label": label}
            for a, b, term, label in (
                (a, b, d["term"], d["label"]) for a, b, d in found.graph.edges(data=True)
            )
        ],
        "not_all_drawn": [str(step) for step in found.cut],
    }


def _labelled(edition: Edition, graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    made = graph.copy()
    for node in made:
        made.nodes[node]["label"] = edition.label(node)
    return made


def _as_svg(request: Request, edition: Edition, pages: Pages, found: Explored) -> str:
    picture = draw(found.graph, edition.label)
    return bytes(pages.render(request, "picture.svg", picture=picture).body).decode()
