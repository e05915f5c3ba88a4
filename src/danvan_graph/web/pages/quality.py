"""``/chat-luong``: what is doubtful or missing."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from danvan_graph.web.reading.quality import quality
from danvan_graph.web.requests import EditionNow, PagesNow

router = APIRouter()


@router.get("/chat-luong")
def doubts(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the doubts of the graph."""
    known = edition.index.all()
    return pages.render(
        request,
        "quality.html",
        quality=quality(edition.store, edition.index),
        collected=[k for k in known if k.collected],
        undated=[k for k in known if not k.date],
    )
