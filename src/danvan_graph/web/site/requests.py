"""What the framework gives each function that answers: the edition, the workers, the pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Form, Request
from starlette.responses import Response

from danvan_graph.errors import UnknownName
from danvan_graph.queries.catalogue import Catalogue
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.web.editing.desk import Desk
from danvan_graph.web.editing.door import Door
from danvan_graph.web.publication import Edition
from danvan_graph.web.templating import Pages

Given = TypeVar("Given")


def edition_of(request: Request) -> Edition:
    """Returns the edition that a request is answered from."""
    return cast("Edition", request.state.edition)


def pool_of(request: Request) -> QueryPool:
    """Returns the workers that answer strangers' SPARQL."""
    return cast("QueryPool", request.app.state.pool)


def _pages(request: Request) -> Pages:
    return cast("Pages", request.app.state.pages)


def _catalogue(request: Request) -> Catalogue:
    return cast("Catalogue", request.app.state.catalogue)


def door_of(request: Request) -> Door:
    """Returns what lets editors in.

    Raises:
        UnknownName: this server was started without a collection to edit.
    """
    if request.app.state.door is None:
        raise UnknownName(
            "Máy chủ này chỉ để đọc: nó được mở mà không có bộ sưu tập để biên tập.",
            "This server is for reading only.",
        )
    return cast("Door", request.app.state.door)


@dataclass(frozen=True, slots=True)
class Editing:
    """What the pages of editors work with: the request, who may come in, and the desk."""

    request: Request
    pages: Pages
    door: Door
    desk: Desk

    def page(self, template: str, status: int = 200, **context: object) -> Response:
        """Returns a page."""
        made = self.pages.render(self.request, template, **context)
        made.status_code = status
        return made


def _editing(request: Request) -> Editing:
    return Editing(request, _pages(request), door_of(request), request.app.state.desk)


def _at_once(given: Callable[[Request], Given]) -> Callable[[Request], Awaitable[Given]]:
    """Returns a dependency for which the framework uses no thread."""

    async def found(request: Request) -> Given:
        return given(request)

    return found


EditionNow = Annotated[Edition, Depends(_at_once(edition_of))]
PoolNow = Annotated[QueryPool, Depends(_at_once(pool_of))]
PagesNow = Annotated[Pages, Depends(_at_once(_pages))]
EditingNow = Annotated[Editing, Depends(_at_once(_editing))]
Mark = Annotated[str, Form(alias="dau", max_length=100)]
"""What a form carries to show that this server made it for this session."""
CatalogueNow = Annotated[Catalogue, Depends(_at_once(_catalogue))]
