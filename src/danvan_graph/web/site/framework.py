"""The framework's application: pages, the whole API with its description, linked data."""

from pathlib import Path
from threading import Timer

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Scope

from danvan_graph import __version__, resources
from danvan_graph.adding.workplace import Workplace
from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.web.answers import work as work_answers
from danvan_graph.web.answers.counts import most_cited
from danvan_graph.web.api.router import DESCRIPTION, api_router, root_router
from danvan_graph.web.editing.desk import Desk
from danvan_graph.web.editing.door import Door
from danvan_graph.web.freshness import Freshness, made_of
from danvan_graph.web.front import service_description
from danvan_graph.web.pages import quality, units
from danvan_graph.web.pages.home import warm, warm_trees
from danvan_graph.web.pages.router import pages_router
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.reading import owed
from danvan_graph.web.site import linked_data, swagger
from danvan_graph.web.site.error_pages import handle_problems
from danvan_graph.web.site.synthetic_mark import SyntheticMark
from danvan_graph.web.static_files import Assets
from danvan_graph.web.templating import Pages
from danvan_graph.web.wire.packing import PACKED, SMALL
from danvan_graph.web.wire.safety import OPEN_TO_ALL, SafetyHeaders

_FIRST_ANSWERS_SECONDS = 1.0
"""So long a new edition answers what it is asked before it reads what it may be asked."""


class Framework(FastAPI):
    """The framework's application, and what goes on beside its requests."""

    _warming: Timer | None = None

    def warm(self, edition: Edition) -> None:
        """What the first pages show will soon be read; meanwhile everything else answers."""

        def read() -> None:
            warm(edition)
            warm_trees(edition)
            owed.warm(edition)
            edition.reviewed.read()
            most_cited(edition, year=None, level="", limit=1)
            work_answers.warm(edition)
            quality.warm(edition)
            units.warm(edition)

        self._warming = Timer(_FIRST_ANSWERS_SECONDS, read)
        self._warming.daemon = True  # what is read for later keeps no server from ending
        self._warming.start()

    def allowance(self, scope: Scope) -> int | None:
        """Returns how large the body of a request may be, None for the usual limit."""
        door: Door | None = self.state.door
        return door.allowance(scope) if door else None

    def close(self) -> None:
        """Nothing goes on any more."""
        if self._warming:
            self._warming.cancel()
        if self.state.desk:
            self.state.desk.close()


def framework(
    publication: Publication, pool: QueryPool, queries: Path | None, work: Workplace | None
) -> Framework:
    """Returns the framework's application of a store folder.

    Args:
        publication: tells which edition is served.
        pool: the workers that answer strangers' SPARQL.
        queries: a folder of named queries; the shipped ones by default.
        work: the collection that editors may add to; without it the pages only show.

    Raises:
        DanvanError: a named query is broken, or the search index cannot be read.
        FileNotFoundError: a style sheet or script is missing.
    """
    assert publication.edition.searcher is not None  # noqa: S101 - raises where it cannot be read
    assets = Assets()
    app = Framework(
        title="Đồ thị dân vận chính quyền",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.pool = pool
    app.state.publication = publication
    app.state.door = Door(work.own.folder) if work else None
    app.state.desk = Desk(work) if work else None
    app.state.catalogue = read_catalogue(queries or resources.queries_folder())
    app.state.pages = Pages(publication, assets)
    swagger.describe_for_swagger(app)
    _add_routes(app, assets)
    _add_layers(app, publication)
    handle_problems(app, app.state.pages)
    app.warm(publication.edition)
    return app


def _add_routes(app: FastAPI, assets: Assets) -> None:
    for router in (
        api_router(),
        root_router(),
        swagger.router,
        service_description.router,
        assets.router(),
        pages_router(),
        linked_data.router,  # last, for it takes any two segments
    ):
        app.include_router(router)


def _add_layers(app: FastAPI, publication: Publication) -> None:
    """Adds the layers around the application, the innermost first."""
    app.add_middleware(Freshness, publication=publication, made_of=made_of())
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=PACKED)
    app.add_middleware(CORSMiddleware, **OPEN_TO_ALL)
    app.add_middleware(SafetyHeaders)
    app.add_middleware(SyntheticMark, publication=publication)
