"""All pages, in the order of the menu."""

from fastapi import APIRouter

from danvan_graph.web.pages import (
    adding,
    cascade,
    citing,
    comparison,
    documentation,
    downloads,
    explorer,
    home,
    instruments,
    quality,
    reviewing,
    search,
    signing_in,
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
        signing_in,
        adding,
        reviewing,
        downloads,
    ):
        router.include_router(page.router)
    return router
