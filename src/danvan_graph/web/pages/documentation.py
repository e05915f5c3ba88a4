"""``/tro-giup``: what the words and signs mean, and how to ask."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from danvan_graph.web.site.requests import PagesNow

router = APIRouter()


@router.get("/tro-giup")
def guide(request: Request, pages: PagesNow) -> Response:
    """Answers with the guide."""
    return pages.render(request, "help.html")
