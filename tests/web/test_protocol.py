"""The SPARQL 1.1 Protocol, case by case as the W3C's list of protocol tests has it, and caches."""

from urllib.parse import urlencode

import httpx
import pytest
from rdflib import URIRef

from .conftest import parsed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
NAME = URIRef("http://www.w3.org/ns/sparql-service-description#name")
GRAPH = "https://w3id.org/danvan/graph/judgements"


@pytest.fixture(scope="module")
def graphs(client: httpx.Client) -> list[str]:
    """Two named graphs of the server."""
    told = parsed(client.get("/sparql", headers={"Accept": "text/turtle"}).text, "turtle")
    names = {str(name) for name in told.objects(None, NAME)}
    return [GRAPH, min(name for name in names if "/graph/instrument/" in name)]


def _number(answer: httpx.Response) -> int:
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_several_default_graphs(client: httpx.Client, graphs: list[str]) -> None:
    """Several ``default-graph-uri`` are merged, by GET, by form and by direct POST."""
    alone = [
        _number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": g}))
        for g in graphs
    ]
    both = {"default-graph-uri": graphs}
    by_get = _number(client.get("/sparql", params={"query": COUNT, **both}))
    content = urlencode({"query": COUNT, **both}, doseq=True)
    by_form = _number(client.post("/sparql", content=content, headers=FORM))
    by_body = _number(client.post("/sparql", params=both, content=COUNT, headers=DIRECT))
    assert by_get == by_form == by_body
    assert max(alone) < by_get <= sum(alone)


def test_several_named_graphs(client: httpx.Client, graphs: list[str]) -> None:
    """Several ``named-graph-uri`` are the named graphs, and the default graph is empty."""
    both = {"named-graph-uri": graphs}
    by_get = client.get("/sparql", params={"query": NAMES, **both}).json()
    by_body = client.post("/sparql", params=both, content=NAMES, headers=DIRECT).json()
    assert [r["g"]["value"] for r in by_get["results"]["bindings"]] == sorted(graphs)
    assert by_get == by_body
    assert _number(client.get("/sparql", params={"query": COUNT, **both})) == 0


def test_default_and_named_graphs(client: httpx.Client, graphs: list[str]) -> None:
    """Both kinds may be given together."""
    asked = {"default-graph-uri": graphs[0], "named-graph-uri": graphs[1]}
    names = client.get("/sparql", params={"query": NAMES, **asked}).json()["results"]["bindings"]
    assert [row["g"]["value"] for row in names] == [graphs[1]]
    assert _number(client.get("/sparql", params={"query": COUNT, **asked})) > 0


def test_the_request_wins_over_the_query(client: httpx.Client, graphs: list[str]) -> None:
    """Where query and request both name graphs, those of the request count (section 2.1.4)."""
    asked = f"SELECT (COUNT(*) AS ?n) FROM <{graphs[1]}> {{ ?s ?p ?o }}"  # noqa: S608 - our own name
    request = {"query": asked, "default-graph-uri": graphs[0]}
    plain = {"query": COUNT, "default-graph-uri": graphs[0]}
    other = {"query": COUNT, "default-graph-uri": graphs[1]}
    numbers = [_number(client.get("/sparql", params=p)) for p in (request, plain, other)]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize(
    ("method", "headers", "content", "status"),
    [
        ("PUT", DIRECT, ASK.encode(), 405),
        ("DELETE", {}, b"", 405),
        ("PATCH", DIRECT, ASK.encode(), 405),
        ("POST", {}, urlencode({"query": ASK}).encode(), 415),
        ("POST", {"Content-Type": "text/plain"}, ASK.encode(), 415),
        ("POST", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ("POST", DIRECT, ASK.encode("utf-16"), 400),
        ("POST", {"Content-Type": "application/sparql-query; charset=utf-16"}, b"x", 415),
        ("POST", FORM, b"query=%FF%FE", 400),
        ("POST", FORM, b"", 400),
        ("POST", DIRECT, b"", 400),
        ("POST", FORM, urlencode([("query", ASK), ("query", ASK)]).encode(), 400),
        ("POST", FORM, b"&".join([b"a=1"] * 20_000), 400),
        ("POST", DIRECT, b"ASK { ?s ?p", 400),
    ],
)
def test_refused(
    client: httpx.Client, method: str, headers: dict[str, str], content: bytes, status: int
) -> None:
    """What the protocol does not know is refused with its own code, in two languages."""
    answer = client.request(method, "/sparql", headers=headers, content=content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")
    assert answer.json()["detail_en"]
    assert "content-security-policy" in answer.headers
    assert status != 405 or "POST" in answer.headers["allow"]


def test_two_places_for_one_query(client: httpx.Client) -> None:
    """A query in the address beside one in the body is refused: which was meant?"""
    answer = client.post("/sparql", params={"query": ASK}, content=ASK, headers=DIRECT)
    assert answer.status_code == 400
    assert client.get("/sparql?query=%FF").status_code == 400


def test_charset_of_the_body(client: httpx.Client) -> None:
    """UTF-8 may be named; letters beyond ASCII arrive."""
    text = 'SELECT ("dân vận" AS ?x) {}'
    named = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    answer = client.post("/sparql", content=text.encode(), headers=named)
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "dân vận"


def test_head_tells_what_get_would(client: httpx.Client) -> None:
    """HEAD has the headers of GET, the length too, and no body."""
    params = {"query": "ASK { <x:head> ?p ?o }"}
    got, head = client.get("/sparql", params=params), client.head("/sparql", params=params)
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == got.headers[name]
    assert head.content == b""


def test_options(client: httpx.Client) -> None:
    """OPTIONS tells the methods, and what may be posted."""
    answer = client.options("/sparql")
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "application/sparql-query" in answer.headers["accept-post"]


@pytest.mark.parametrize("gzip", ["identity", "gzip"])
def test_other_sites_may_ask(client: httpx.Client, gzip: str) -> None:
    """Answers and errors may be read by pages of other sites, packed or not."""
    headers = {"Origin": "https://khac.example", "Accept-Encoding": gzip}
    for query, status in ((ASK, 200), ("ASK {", 400)):
        answer = client.get("/sparql", params={"query": query}, headers=headers)
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ],
)
def test_service_description(client: httpx.Client, accept: str, form: str) -> None:
    """The service describes itself in the form that a program wants; none of ours is 406."""
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert any("SPARQL11Query" in str(o) for o in parsed(answer.text, form).objects())
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_long_answers_are_packed(client: httpx.Client) -> None:
    """A long answer is the same, packed or not, the first time and again."""
    params = {"query": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000"}
    texts = []
    for encoding in ("gzip", "identity") * 2:
        answer = client.get("/sparql", params=params, headers={"Accept-Encoding": encoding})
        assert answer.status_code == 200
        assert answer.headers.get("content-encoding", "identity") == encoding
        texts.append(answer.content)
    assert len(set(texts)) == 1
    assert len(texts[0]) > 100_000


def test_an_answer_has_its_mark(client: httpx.Client) -> None:
    """What cannot change within an edition need not be sent again."""
    params = {"query": "ASK { <x:mark> ?p ?o }"}
    first = client.get("/sparql", params=params)
    again = client.get("/sparql", params=params)
    held = {"If-None-Match": first.headers["etag"]}
    unchanged = client.get("/sparql", params=params, headers=held)
    other = client.get("/sparql", params=params, headers=held | {"Accept": "text/csv"})
    assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (other.status_code, other.text.strip()) == (200, "false")


@pytest.mark.parametrize("what", ["RAND()", "UUID()", "STRUUID()", "NOW()", "rand ( )"])
def test_what_changes_is_asked_again(client: httpx.Client, what: str) -> None:
    """A query whose answer is another one each time is answered anew."""
    params = {"query": f"SELECT ({what} AS ?x) {{}}"}
    answers = [client.get("/sparql", params=params) for _ in range(3)]
    assert len({a.text for a in answers}) == 3
    assert not any("etag" in a.headers for a in answers)
