"""Puts the server together: the front first, everything else after."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from danvan_graph.store.untrusted.pool import QueryPool
from danvan_graph.web.freshness import made_of
from danvan_graph.web.front.behind import Behind
from danvan_graph.web.front.first_answers import FirstAnswers
from danvan_graph.web.front.ready import ReadyAnswers
from danvan_graph.web.front.sparql import SparqlEndpoint
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.wire.guards import RequestGuard
from danvan_graph.web.wire.problems import unforeseen
from danvan_graph.web.wire.safety import SAFE_LINES

if TYPE_CHECKING:
    from danvan_graph.adding.workplace import Workplace
    from danvan_graph.web.site.framework import Framework


class Application:
    """The server of a store folder, as an ASGI application.

    Look-ups and SPARQL are answered as soon as it is made. The framework, the pages and all that
    they need are read right afterwards; whoever asks for one of them sooner waits for it.

    Args:
        publication: tells which edition is served.
        pool: the workers.
        load: makes the framework's application.
        failed: told the error when that cannot be made.
        own_pool: whether the workers end with the server.
    """

    def __init__(
        self,
        publication: Publication,
        pool: QueryPool,
        load: Callable[[], "Framework"],
        failed: Callable[[BaseException], None],
        *,
        own_pool: bool,
    ) -> None:
        self._publication, self._pool, self._own_pool = publication, pool, own_pool
        self.behind = Behind(load, failed)
        digest = made_of()
        endpoint = SparqlEndpoint(self.behind, publication, pool, digest)
        guarded = RequestGuard(endpoint, self._allowance)
        first = FirstAnswers(guarded, publication, digest)
        self._front = ServerErrorMiddleware(ReadyAnswers(first, publication), _unforeseen)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lives from the beginning of the server to its end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._front(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.behind.begin_soon()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.behind.end()
        self.close()
        await send({"type": "lifespan.shutdown.complete"})

    def close(self) -> None:
        """Everything that goes on beside the requests has ended."""
        if self.behind.app:
            self.behind.app.close()
        self._publication.close()
        if self._own_pool:
            self._pool.close()

    def turned(self, edition: Edition) -> None:
        """Everything speaks of a new edition from now on."""
        self._pool.switch(edition.store.generation.engine)
        if self.behind.app:
            self.behind.app.warm(edition)

    def _allowance(self, scope: Scope) -> int | None:
        """Returns how large a body may be; before the framework is there, nobody is signed in."""
        return self.behind.app.allowance(scope) if self.behind.app else None


def _unforeseen(request: Request, _: Exception) -> Response:
    response = unforeseen(request.url.path)
    response.raw_headers.extend(SAFE_LINES)
    return response


def create_app(  # noqa: PLR0913 - each can be chosen apart from the others
    store_folder: Path,
    *,
    queries: Path | None = None,
    workers: int = 2,
    deadline: float = 10.0,
    pool: QueryPool | None = None,
    work: "Callable[[], Workplace] | None" = None,
    failed: Callable[[BaseException], None] | None = None,
) -> Application:
    """Returns the server of a store folder; it turns to newer editions by itself.

    Args:
        store_folder: where ``danvan build`` published the graph.
        queries: a folder of named queries; the shipped ones by default.
        workers: how many strangers' SPARQL queries run at once.
        deadline: seconds after which such a query is stopped.
        pool: workers made by the caller, who closes them; otherwise the server makes its own.
        work: gives the collection that editors may add to and review, when the pages are loaded;
            without it the server only shows.
        failed: told the error when the pages cannot be loaded: the server has to stop.

    Raises:
        StoreError: the folder holds no edition that is whole.
    """

    def turned(edition: Edition) -> None:
        app.turned(edition)

    publication = Publication(store_folder, turned)
    engine = publication.edition.store.generation.engine
    answering = pool or QueryPool(engine, workers, deadline)
    answering.switch(engine)  # a publication may have come between

    def load() -> "Framework":
        from danvan_graph.web.site.framework import framework  # noqa: PLC0415 - after the front

        return framework(publication, answering, queries, work() if work else None)

    app = Application(publication, answering, load, failed or _raise, own_pool=pool is None)
    return app


def _raise(error: BaseException) -> None:
    raise error
