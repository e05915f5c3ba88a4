"""One behaviour on every engine: memory, a folder, an Oxigraph server, Virtuoso."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from tests.engines import oxigraph_server, virtuoso_server

from danvan_graph.errors import InvalidQuery, QueryTooExpensive, StoreError
from danvan_graph.store.engines.address import read_server
from danvan_graph.store.engines.channel import Channel
from danvan_graph.store.engines.copied import copy_graph
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader, Writer
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.store.opening import open_store, open_writer

pytestmark = pytest.mark.xdist_group("engines")
BASE = "https://example.org/"
A, B, C, D, P, Q = (URIRef(f"{BASE}{name}") for name in "abcdpq")
ONE, TWO = URIRef(f"{BASE}graph/1"), URIRef(f"{BASE}graph/2")
SERVERS = ["oxigraph", "virtuoso"]
WRITERS = ["memory", *SERVERS]
VALUES = [
    Literal("dân vận khéo 🎋", lang="vi"),
    Literal('a "quoted" \\ line\nand\ttab'),
    Literal("2021-11-26", datatype=XSD.date),
    Literal("0.95", datatype=XSD.decimal),
    Literal(True),  # noqa: FBT003 - an RDF literal
    Literal(False),  # noqa: FBT003
    Literal(5),
    Literal("0005"),
    Literal("x" * 5000),
    URIRef(f"{BASE}th%C3%B4ng?x=1&y=2#z"),
]

Fill = Callable[[WorkingDataset], Reader]


def diamond() -> WorkingDataset:
    """Returns a → b → d and a → c → d, one statement twice, and values of every kind."""
    made = WorkingDataset()
    made.add(ONE, [(A, P, B), (A, P, C), (B, P, D), (C, P, D)])
    made.add(TWO, [(A, P, B), *((A, Q, value) for value in VALUES)])
    return made


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Gives the address of an engine, which is started when it is first asked for."""
    started: dict[str, str] = {"memory": "memory:"}
    closing = []

    def address(name: str) -> str:
        if name not in started:
            make = oxigraph_server if name == "oxigraph" else virtuoso_server
            running = make(tmp_path_factory.mktemp(name))
            started[name] = running.__enter__()
            closing.append(running)
        return started[name]

    yield address
    for running in closing:
        running.__exit__(None, None, None)


def copied(made: WorkingDataset, folder: Path, writer: Writer) -> int:
    """Returns how many graphs were sent when a dataset was published and copied."""
    return copy_graph(Store(publish(made, folder, BASE)), writer, lambda _: None)


@pytest.fixture(params=["folder", *WRITERS])
def fill(request: pytest.FixtureRequest, tmp_path: Path, addresses: Callable[[str], str]) -> Fill:
    """Puts a graph into an engine and opens it for reading."""
    if request.param == "folder":

        def published(made: WorkingDataset) -> Reader:
            publish(made, tmp_path, BASE)
            return open_store(f"oxigraph://{tmp_path}")

        return published
    writer = open_writer(addresses(request.param))

    def sent(made: WorkingDataset) -> Reader:
        copied(made, tmp_path, writer)
        return writer

    return sent


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest, addresses: Callable[[str], str]) -> Writer:
    """An engine that takes graphs one by one."""
    return open_writer(addresses(request.param))


def test_a_path_gives_each_end_once(fill: Fill) -> None:
    """Two ways through a diamond are one answer, when the query says DISTINCT as ours do."""
    graph = fill(diamond())
    answer = graph.select(f"SELECT DISTINCT ?x {{ <{A}> <{P}>+ ?x }} ORDER BY ?x")
    assert answer.rows == ((B,), (C,), (D,))
    counted = graph.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x <{P}>+ <{D}> }}")
    assert [str(n) for (n,) in counted.rows] == ["3"]


def test_every_value_comes_back_as_it_went(fill: Fill) -> None:
    """Letters, quotation marks, dates, decimals, truth values and long texts survive."""
    graph = fill(diamond())
    found = {row[0] for row in graph.select(f"SELECT ?o {{ <{A}> <{Q}> ?o }}").rows}
    assert found == set(VALUES)
    assert set(graph.about(A).objects(A, Q)) == set(VALUES)


def test_the_default_graph_holds_each_statement_once(fill: Fill) -> None:
    """A statement in two named graphs is one row and one line."""
    graph = fill(diamond())
    assert len(graph.select(f"SELECT ?o {{ <{A}> <{P}> ?o }}").rows) == 2
    assert len(graph.lines(None)) == 4 + len(VALUES)
    assert graph.graph_names() == [str(ONE), str(TWO)]
    assert sum(len(graph.lines(name)) for name in graph.graph_names()) == 5 + len(VALUES)


def test_rows_unbound_values_and_order(fill: Fill) -> None:
    """Columns and rows keep the order of the query; an unbound value is None."""
    graph = fill(diamond())
    query = f"SELECT ?x ?y {{ ?x <{P}> <{D}> OPTIONAL {{ ?x <{Q}> ?y }} }} ORDER BY DESC(?x)"
    answer = graph.select(query)
    assert (answer.columns, answer.rows) == (("x", "y"), ((C, None), (B, None)))
    assert list(graph.strings(query)) == [(str(C), None), (str(B), None)]
    assert graph.select(f"SELECT ?x {{ ?x <{P}> <{A}> }}").rows == ()


def test_triples_and_what_is_known(fill: Fill) -> None:
    """A CONSTRUCT gives triples; a thing is known when something is said of it."""
    graph = fill(diamond())
    built = graph.construct(f"CONSTRUCT {{ ?y <{Q}> ?x }} WHERE {{ ?x <{P}> ?y }}")
    assert set(built) == {(B, Q, A), (C, Q, A), (D, Q, B), (D, Q, C)}
    assert (graph.knows(A), graph.knows(D), len(graph.about(D))) == (True, False, 0)
    assert graph.base == BASE


def test_a_later_graph_takes_the_place_of_the_one_before(fill: Fill) -> None:
    """Nothing of the older graph is left, in no named graph and not in the default graph."""
    fill(diamond())
    made = WorkingDataset()
    made.add(TWO, [(A, P, D)])
    graph = fill(made)
    assert graph.graph_names() == [str(TWO)]
    assert graph.lines(str(TWO)) == graph.lines(None) == [f"<{A}> <{P}> <{D}> .\n".encode()]
    assert graph.lines(str(ONE)) == []


def test_only_what_changed_is_sent(writer: Writer, tmp_path: Path) -> None:
    """Sending the same graph again sends nothing; a changed graph is sent alone."""
    copied(WorkingDataset(), tmp_path, writer)
    assert copied(diamond(), tmp_path, writer) == 2
    assert copied(diamond(), tmp_path, writer) == 0
    made = diamond()
    made.add(TWO, [(D, P, A)])
    assert copied(made, tmp_path, writer) == 1
    assert writer.knows(D)


class _Broken(Exception):
    pass


def test_a_copy_that_breaks_off_is_no_graph(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the last statement is there the engine counts as empty; the next copy mends it."""
    copied(diamond(), tmp_path, writer)
    made = diamond()
    made.add(ONE, [(D, P, A)])
    with monkeypatch.context() as broken:
        put = writer.put

        def breaking(graph: str | None, lines: list[bytes]) -> None:
            if graph is None:
                raise _Broken
            put(graph, lines)

        broken.setattr(writer, "put", breaking)
        with pytest.raises(_Broken):
            copied(made, tmp_path, writer)
    with pytest.raises(StoreError, match="danvan publish"):
        _ = writer.base
    copied(made, tmp_path, writer)
    assert writer.base == BASE
    assert writer.knows(D)


def test_graphs_of_others_stay(writer: Writer, tmp_path: Path) -> None:
    """A copy takes away only what an earlier copy brought."""
    foreign = f"{BASE}foreign"
    writer.put(foreign, [f"<{A}> <{P}> <{D}> .\n".encode()])
    copied(diamond(), tmp_path, writer)
    copied(WorkingDataset(), tmp_path, writer)
    assert len(writer.lines(foreign)) == 1
    assert writer.graph_names() == []
    writer.delete(foreign)
    assert writer.lines(foreign) == []
    writer.delete(foreign)


def test_updates_are_carried_out(writer: Writer) -> None:
    """SPARQL 1.1 Update inserts and deletes in a named graph."""
    name = f"{BASE}updated"
    writer.delete(name)
    writer.update(f'INSERT DATA {{ GRAPH <{name}> {{ <{A}> <{P}> "một", "hai" }} }}')
    writer.update(f'DELETE DATA {{ GRAPH <{name}> {{ <{A}> <{P}> "một" }} }}')
    assert writer.lines(name) == [f'<{A}> <{P}> "hai" .\n'.encode()]
    writer.delete(name)


@pytest.mark.parametrize("name", SERVERS)
def test_a_wrong_query_is_refused_with_its_reason(
    name: str, addresses: Callable[[str], str]
) -> None:
    """What the server says of the mistake is told."""
    with pytest.raises(InvalidQuery, match="không hiểu truy vấn"):
        open_store(addresses(name)).select("SELECT WHERE {")


def many(count: int) -> list[bytes]:
    """Returns statements about as many subjects."""
    return [f"<{BASE}s{i}> <{Q}> <{B}> .\n".encode() for i in range(count)]


def test_a_large_graph_arrives_whole(writer: Writer) -> None:
    """More statements than go into one request, and blank nodes that hang together."""
    name = f"{BASE}large"
    chain = [f"_:b{i} <{P}> _:b{i + 1} .\n".encode() for i in range(49)]
    writer.put(None, [*many(25_000), *chain, f"<{A}> <{P}> _:b0 .\n".encode()])
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s <{Q}> <{B}> }}"
    assert [str(n) for (n,) in writer.select(query).rows] == ["25000"]
    ends = f"SELECT (COUNT(DISTINCT ?z) AS ?n) {{ <{A}> <{P}>+ ?z }}"
    assert [str(n) for (n,) in writer.select(ends).rows] == ["50"]
    writer.put(None, [])
    assert [str(n) for (n,) in writer.select(query).rows] == ["0"]
    assert writer.lines(name) == []


def test_virtuoso_never_cuts_silently(addresses: Callable[[str], str]) -> None:
    """Ten thousand rows are where it cuts: one fewer comes whole, the rest is an error."""
    writer = open_writer(addresses("virtuoso"))
    writer.put(None, many(10_500))
    select = f"SELECT ?s {{ ?s <{Q}> <{B}> }}"
    construct = f"CONSTRUCT {{ <{B}> <{P}> ?o }} WHERE {{ ?s <{Q}> ?o }}"
    assert len(writer.select(f"{select} LIMIT 9999").rows) == 9999
    for ask in (
        lambda: writer.select(select),
        lambda: list(writer.strings(select)),
        lambda: writer.construct(construct),
        lambda: writer.lines(None),
    ):
        with pytest.raises(QueryTooExpensive, match="ResultSetMaxRows"):
            ask()
    writer.put(None, [])


def test_virtuoso_never_gives_a_part_for_the_whole(addresses: Callable[[str], str]) -> None:
    """A query that Virtuoso stops half-way (HTTP 200 with S1TAT, or 500 with SR203) is an error."""
    address = addresses("virtuoso")
    writer, server = open_writer(address), read_server(address)
    writer.put(None, many(3_000))
    product = f"SELECT (COUNT(*) AS ?n) {{ ?a <{Q}> ?b . ?c <{Q}> ?b . ?d <{Q}> ?b }}"
    channel = Channel(server.credentials, server.timeout)
    with pytest.raises(QueryTooExpensive, match=r"dừng truy vấn giữa chừng \((S1TAT|SR203)\)"):
        channel.ask("POST", server.query, data={"query": product, "timeout": "1000"})
    writer.put(None, [])
