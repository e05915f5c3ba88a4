"""A cascade as files: tables and graphs of all of it, pictures of what is shown."""

from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse, Response

from danvan_graph.cascade.exchange import to_graphml
from danvan_graph.web.files.graph_view import render_network
from danvan_graph.web.files.word_file import MEDIA
from danvan_graph.web.pages.tree_view import TreeView
from danvan_graph.web.tables.table import as_file
from danvan_graph.web.templating import Pages
from danvan_graph.web.unit_tree.listed import as_records, as_table
from danvan_graph.web.unit_tree.network import MOST_DRAWN, Network, network_of
from danvan_graph.web.unit_tree.picture import TreePicture
from danvan_graph.web.unit_tree.report import as_word
from danvan_graph.web.unit_tree.tree import STATES

SUFFIXES = (".json", ".graphml", ".html", ".csv", ".xlsx", ".svg", ".docx")
_MEDIA = {
    ".graphml": "application/graphml+xml",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".docx": MEDIA,
}


def kept(request: Request, pages: Pages, view: TreeView, suffix: str) -> Response:
    """Returns the answer that gives a cascade as a file to keep.

    Args:
        request: what is answered.
        pages: draws the picture.
        view: the part that is asked for; tables and graphs hold all of it, opened or not.
        suffix: one of :data:`SUFFIXES`.
    """
    if suffix in {".csv", ".xlsx", ".json"}:
        rows = view.rows(whole=True)
        if suffix == ".json":
            return JSONResponse(as_records(view.edition, view.tree, rows))
        return as_file(as_table(view.edition, rows), suffix.removeprefix("."))
    name = f"cay-{view.known.key.replace('/', '_')}{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = _content(request, pages, view, suffix)
    return Response(content, media_type=_MEDIA[suffix], headers=headers)


def _content(request: Request, pages: Pages, view: TreeView, suffix: str) -> bytes | str:
    if suffix == ".graphml":
        return to_graphml(_network(view, None).graph)
    if suffix == ".html":
        found = _network(view, MOST_DRAWN)
        return render_network(found.graph, limit=MOST_DRAWN, beyond=found.left_out)
    if suffix == ".docx":
        return as_word(view.edition, view.tree, view.rows())
    picture = TreePicture.of(view.tree, view.rows(), country=view.country)
    told: dict[str, Any] = {"known": view.known, "picture": picture, "states": STATES}
    return bytes(pages.render(request, "tree.svg", **told).body)


def _network(view: TreeView, most: int | None) -> Network:
    return network_of(view.edition, view.tree, view.part, view.form.relation, most)
