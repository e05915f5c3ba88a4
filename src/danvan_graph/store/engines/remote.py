"""A graph on a server that speaks SPARQL 1.1: query, update, and the Graph Store Protocol."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import httpx
import pyoxigraph as ox
from rdflib import Graph, URIRef

from danvan_graph.errors import QueryTooExpensive, StoreError
from danvan_graph.store.engines.address import Server
from danvan_graph.store.engines.channel import Channel
from danvan_graph.store.engines.copied import base_in, graphs_in
from danvan_graph.store.engines.dialect import counting, dialect_of
from danvan_graph.store.engines.oxigraph import Answer, answer_of, graph_of

_PIECE = 20_000
_JSON = "application/sparql-results+json"
_NTRIPLES = "application/n-triples"
_GREETING = "SELECT (1 AS ?one) {}"
_TRUTH = re.compile(  # Virtuoso writes true as 1
    r'("datatype":\s*"http://www\.w3\.org/2001/XMLSchema#boolean",\s*"value":\s*")([01])(?=")'
)


class RemoteStore:
    """A graph on a server; the server is greeted when the store is opened.

    Args:
        server: where it is, and who asks.

    Attributes:
        names_itself: the header ``Server`` of its answers.

    Raises:
        StoreError: the server cannot be reached, or does not speak SPARQL.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._channel = Channel(server.credentials, server.timeout)
        greeting = self._asked({"query": _GREETING}, _JSON)
        self._parsed(greeting)
        self.names_itself = greeting.headers.get("Server", "")
        self._dialect = dialect_of(server, self.names_itself)

    @property
    def base(self) -> str:
        """The base of the graph's addresses.

        Raises:
            StoreError: no graph has been published here.
        """
        return base_in(self, self._server.query)

    def select(self, query: str) -> Answer:
        """Returns the solutions of a SELECT over the default graph.

        Raises:
            QueryTooExpensive: the server cut the answer.
            StoreError: the server cannot be reached, or answers with something else.
        """
        return answer_of(self._solutions(query))

    def construct(self, query: str) -> Graph:
        """Returns the triples of a CONSTRUCT over the default graph; errors as of `select`."""
        if self._dialect.cuts_unsaid:
            self._count_first(query)
        return graph_of(self._triples(self._asked(self._fields(query), _NTRIPLES)))

    def strings(self, query: str) -> Iterator[tuple[str | None, ...]]:
        """Yields the solutions of a SELECT, each value as its bare text; errors as of `select`."""
        for row in self._solutions(query):
            yield tuple(None if term is None else term.value for term in row)

    def about(self, iri: URIRef) -> Graph:
        """Returns every triple whose subject is the thing."""
        thing = ox.NamedNode(str(iri))
        return self.construct(f"CONSTRUCT {{ {thing} ?p ?o }} WHERE {{ {thing} ?p ?o }}")

    def knows(self, iri: URIRef) -> bool:
        """Returns whether the graph says anything about the thing."""
        thing = ox.NamedNode(str(iri))
        return bool(self.select(f"SELECT ?p {{ {thing} ?p ?o }} LIMIT 1").rows)

    def graph_names(self) -> Sequence[str]:
        """Returns the addresses of the named graphs of the published graph, sorted."""
        return sorted(graphs_in(self))

    def lines(self, graph: str | None) -> list[bytes]:
        """Returns a graph as N-Triples lines sorted by their bytes; None is the default graph."""
        answer = self._channel.ask(
            "GET",
            self._dialect.data,
            params=self._named(graph),
            headers={"Accept": _NTRIPLES},
            missing=True,
        )
        if answer.status_code == httpx.codes.NOT_FOUND:
            return []
        triples = self._triples(answer)
        if self._dialect.cuts_unsaid and len(triples) >= self._most_rows:
            raise self._cut()
        found = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        return sorted(found.splitlines(keepends=True))

    def update(self, text: str) -> None:
        """A SPARQL 1.1 Update of the project itself has been carried out.

        A server without a default graph of its own carries it out on named graphs only.
        """
        self._channel.ask("POST", self._dialect.update, data={"update": text})

    def put(self, graph: str | None, lines: Sequence[bytes]) -> None:
        """A graph holds exactly these N-Triples lines; None is the default graph.

        Large graphs go in pieces; what speaks of blank nodes goes first and in one piece, for a
        label means another node in each request.
        """
        ordered = sorted(lines, key=lambda line: b"_:" not in line)
        blank = sum(b"_:" in line for line in lines)
        first = max(blank, _PIECE)
        self._send("PUT", graph, ordered[:first])
        for start in range(first, len(ordered), _PIECE):
            self._send("POST", graph, ordered[start : start + _PIECE])

    def delete(self, graph: str | None) -> None:
        """A graph holds nothing."""
        self._channel.ask("DELETE", self._dialect.data, params=self._named(graph), missing=True)

    def close(self) -> None:
        """The connection is closed."""
        self._channel.close()

    def _send(self, method: str, graph: str | None, lines: Sequence[bytes]) -> None:
        self._channel.ask(
            method,
            self._dialect.data,
            params=self._named(graph),
            headers={"Content-Type": _NTRIPLES},
            content=b"".join(lines),
        )

    def _named(self, graph: str | None) -> dict[str, str]:
        name = self._dialect.union if graph is None else graph
        return {"default": ""} if name is None else {"graph": name}

    def _fields(self, query: str) -> dict[str, str]:
        union = self._dialect.union
        return {"query": query} | ({"default-graph-uri": union} if union else {})

    def _asked(self, fields: dict[str, str], wanted: str) -> httpx.Response:
        return self._channel.ask(
            "POST", self._server.query, data=fields, headers={"Accept": wanted}
        )

    def _solutions(self, query: str) -> ox.QuerySolutions:
        answer = self._asked(self._fields(query), _JSON)
        if "X-SPARQL-MaxRows" in answer.headers:
            raise self._cut()
        return self._parsed(answer)

    def _parsed(self, answer: httpx.Response) -> ox.QuerySolutions:
        text = _TRUTH.sub(lambda m: m[1] + ("true" if m[2] == "1" else "false"), answer.text)
        try:
            found = ox.parse_query_results(text, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._garbage(error) from error
        if not isinstance(found, ox.QuerySolutions):
            raise self._garbage(TypeError(type(found)))
        return found

    def _triples(self, answer: httpx.Response) -> list[ox.Triple]:
        try:
            quads = list(ox.parse(answer.content, ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise self._garbage(error) from error
        return [quad.triple for quad in quads]

    def _count_first(self, query: str) -> None:
        """Returns when the server will not cut the answer of a CONSTRUCT, which it never tells."""
        ((count,),) = self.strings(counting(query))
        if int(count or 0) >= self._most_rows:
            raise self._cut()

    @cached_property
    def _most_rows(self) -> int:
        """After how many rows the server cuts."""
        probe = "SELECT (1 AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        answer = self._asked({"query": probe}, "text/csv")
        return int(answer.headers.get("X-SPARQL-MaxRows", "10000"))

    def _cut(self) -> QueryTooExpensive:
        url = self._server.query
        return QueryTooExpensive(
            f"Máy chủ “{url}” cắt kết quả ở số dòng tối đa của nó; phần đã nhận không được dùng. Hãy "
            "thêm điều kiện, hoặc tăng ResultSetMaxRows trong virtuoso.ini.",
            f"The server “{url}” cuts answers at its greatest number of rows.",
        )

    def _garbage(self, error: Exception) -> StoreError:
        url = self._server.query
        return StoreError(
            f"Máy chủ “{url}” trả lời không đúng chuẩn SPARQL 1.1 ({str(error)[:200]}); hãy kiểm tra "
            "đường dẫn của địa chỉ kho.",
            f"The server “{url}” does not answer as SPARQL 1.1 wants ({str(error)[:200]}).",
        )
