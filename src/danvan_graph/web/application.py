"""Puts the server together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Timer

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from danvan_graph import __version__, resources
from danvan_graph.adding.workplace import Workplace
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.store.pool import QueryPool
from danvan_graph.web import linked_data, swagger
from danvan_graph.web.api.router import DESCRIPTION, api_router, root_router
from danvan_graph.web.editing.desk import Desk
from danvan_graph.web.editing.door import Door
from danvan_graph.web.first_answers import FirstAnswers
from danvan_graph.web.freshness import Freshness
from danvan_graph.web.guards import RequestGuard
from danvan_graph.web.pages import quality
from danvan_graph.web.pages.home import warm, warm_trees
from danvan_graph.web.pages.router import pages_router
from danvan_graph.web.problems import handle_problems
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.ready import ReadyAnswers
from danvan_graph.web.safety import OPEN_TO_ALL, SafetyHeaders
from danvan_graph.web.sparql import SparqlEndpoint
from danvan_graph.web.static_files import Assets
from danvan_graph.web.synthetic_mark import SyntheticMark
from danvan_graph.web.templating import Pages

_FIRST_ANSWERS_SECONDS = 1.0
"""So long a new edition answers what it is asked before it reads what it may be asked."""


class Application(FastAPI):
    """The framework's application, and before it what mostly answers without it."""

    front: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == "http":
            scope["app"] = self
            await self.front(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def put_before(self, publication: Publication) -> None:
        """What stands before the framework is put there."""
        door = self.state.door
        made_of = self.state.pages.made_of
        endpoint = SparqlEndpoint(super().__call__, publication, self.state.pool, made_of)
        first = FirstAnswers(endpoint, publication, made_of)
        guarded = RequestGuard(first, door.allowance if door else None)
        unforeseen = self.exception_handlers[Exception]
        self.front = ServerErrorMiddleware(ReadyAnswers(guarded, publication), unforeseen)


def create_app(  # noqa: PLR0913 - each can be chosen apart from the others
    store_folder: Path,
    *,
    queries: Path | None = None,
    workers: int = 2,
    deadline: float = 10.0,
    pool: QueryPool | None = None,
    work: Workplace | None = None,
) -> Application:
    """Returns the server of a store folder; it turns to newer editions by itself.

    Args:
        store_folder: where ``danvan build`` published the graph.
        queries: a folder of named queries; the shipped ones by default.
        workers: how many strangers' SPARQL queries run at once.
        deadline: seconds after which such a query is stopped.
        pool: workers made by the caller, who closes them; otherwise the server makes its own.
        work: the collection that editors may add to and review; without it the server only shows.

    Raises:
        StoreError: the folder holds no edition that is whole.
    """
    catalogue = read_catalogue(queries or resources.queries_folder())
    assets = Assets()
    publication = Publication(store_folder, turned=lambda edition: _switch(app, edition))
    engine = publication.edition.store.generation.engine

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        warming = _warm(publication.edition)
        yield
        warming.cancel()
        publication.close()
        if pool is None:
            app.state.pool.close()
        if app.state.desk:
            app.state.desk.close()

    app = Application(
        title="Đồ thị dân vận chính quyền",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=alive,
        redirect_slashes=False,
    )
    app.state.pool = pool or QueryPool(engine, workers, deadline)
    app.state.pool.switch(engine)  # a publication may have come between
    app.state.publication = publication
    app.state.door = Door(work.own.folder) if work else None
    app.state.desk = Desk(work) if work else None
    app.state.catalogue = catalogue
    app.state.pages = Pages(publication, assets)
    swagger.describe_for_swagger(app)
    _add_routes(app, assets)
    _add_layers(app, publication)
    handle_problems(app, app.state.pages)
    app.put_before(publication)
    return app


def _switch(app: FastAPI, edition: Edition) -> None:
    app.state.pool.switch(edition.store.generation.engine)
    _warm(edition)


def _warm(edition: Edition) -> Timer:
    """What the first pages show will soon be read; meanwhile everything else answers."""

    def read() -> None:
        warm(edition)
        warm_trees(edition)
        quality.warm(edition)

    timer = Timer(_FIRST_ANSWERS_SECONDS, read)
    timer.start()
    return timer


def _add_routes(app: FastAPI, assets: Assets) -> None:
    for router in (
        api_router(),
        root_router(),
        swagger.router,
        assets.router(),
        pages_router(),
        linked_data.router,  # last, for it takes any two segments
    ):
        app.include_router(router)


def _add_layers(app: FastAPI, publication: Publication) -> None:
    """Adds the layers around the application, the innermost first."""
    made_of = app.state.pages.made_of
    app.add_middleware(Freshness, publication=publication, made_of=made_of)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(CORSMiddleware, **OPEN_TO_ALL)
    app.add_middleware(SafetyHeaders)
    app.add_middleware(SyntheticMark, publication=publication)
