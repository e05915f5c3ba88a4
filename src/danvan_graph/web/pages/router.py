"""All pages, in the order of the menu."""

from fastapi import APIRouter

from danvan_graph.web.pages import (
    cascade,
    citing,
    comparison,
    documentation,
    downloads,
    explorer,
    home,
    instruments,
    quality,
    search,
    units,
    work,
    workbench,
)


def pages_router() -> APIRouter:
    """Returns the routes of the pages."""
    router = APIRouter(include_in_schema=False)
    for page in (
        home,
        cascade,
        instruments,
        units,
        work,
        citing,
        comparison,
        workbench,
        explorer,
        quality,
        search,
        documentation,
        downloads,
    ):
        router.include_router(page.router)
    return router
