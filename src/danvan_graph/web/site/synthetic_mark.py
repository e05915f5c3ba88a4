"""Every answer made of invented data says so in its head, for programs that see no banner."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_graph.web.publication import Publication


class SyntheticMark:
    """Gives answers the header ``Danvan-Synthetic: true`` while the graph is an invented one."""

    def __init__(self, app: ASGIApp, publication: Publication) -> None:
        self._app = app
        self._publication = publication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, marked where it has to be."""
        if scope["type"] != "http" or not self._publication.edition.synthetic:
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Danvan-Synthetic"] = "true"
            await send(message)

        await self._app(scope, receive, marked)
