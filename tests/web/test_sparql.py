"""The SPARQL protocol: every way to ask, every form of answer, and what is refused."""

import json
import time
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import httpx
import pytest

from .conftest import parsed

SELECT = "SELECT ?s { ?s a <https://w3id.org/danvan/ontology#Plan> } ORDER BY ?s LIMIT 3"
BUILD = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 5"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_three_ways_to_ask(client: httpx.Client) -> None:
    """GET, a form and a plain body give the same answer."""
    by_get = client.get("/sparql", params={"query": SELECT})
    by_form = client.post("/sparql", content=urlencode({"query": SELECT}), headers=FORM)
    by_body = client.post(
        "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"}
    )
    assert by_get.status_code == by_form.status_code == by_body.status_code == 200
    assert by_get.json() == by_form.json() == by_body.json()
    assert len(by_get.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_tables(client: httpx.Client, accept: str, media: str) -> None:
    """A table comes in the form the client wants most."""
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media
    if media.endswith("json"):
        assert json.loads(answer.text)["head"]["vars"] == ["s"]
    elif media.endswith("xml"):
        assert ET.fromstring(answer.text).tag.endswith("sparql")  # noqa: S314 - our own answer
    else:
        assert len(answer.text.strip().splitlines()) == 4


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graphs(client: httpx.Client, accept: str, form: str) -> None:
    """A graph comes in the form the client wants, and parses."""
    answer = client.get("/sparql", params={"query": BUILD}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert len(parsed(answer.text, form)) == 5


def test_format_overrides_accept(client: httpx.Client) -> None:
    """``format=`` wins over the header; a form the answer cannot have is 406."""
    asked = {"query": SELECT, "format": "csv"}
    answer = client.get("/sparql", params=asked, headers={"Accept": "application/json"})
    assert answer.headers["content-type"].startswith("text/csv")
    wrong = client.get("/sparql", params={"query": SELECT, "format": "turtle"})
    assert wrong.status_code == 406
    unknown = client.get("/sparql", params={"query": SELECT, "format": "docx"})
    assert unknown.status_code == 400


def test_not_acceptable(client: httpx.Client) -> None:
    """A client that wants none of the forms is told which there are."""
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


def test_ask(client: httpx.Client) -> None:
    """ASK answers with a truth value."""
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def test_dataset_of_the_request(client: httpx.Client) -> None:
    """``default-graph-uri`` replaces the default graph; an unknown graph is refused."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = "https://w3id.org/danvan/graph/judgements"
    few = client.get("/sparql", params={"query": count, "default-graph-uri": graph}).json()
    assert 0 < int(few["results"]["bindings"][0]["n"]["value"]) < 1000
    named = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": graph}
    rows = client.get("/sparql", params=named).json()["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [graph]
    unknown = {"query": count, "default-graph-uri": "http://khac.example/g"}
    assert client.get("/sparql", params=unknown).status_code == 400


def test_wrong_query_names_the_place(client: httpx.Client) -> None:
    """A query that cannot be read is 400 with line and column."""
    answer = client.get("/sparql", params={"query": "SELECT ?s\nWHERE { ?s ?p"})
    found = answer.json()
    assert answer.status_code == 400
    assert found["line"] == 2
    assert found["column"] > 1
    assert "dòng 2" in found["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/>",
        "CLEAR ALL",
        "SELECT * FROM <http://khac.example/g> { ?s ?p ?o }",
        "",
        "{" * 3000,
    ],
)
def test_refused_queries(client: httpx.Client, query: str) -> None:
    """What goes out, changes something or breaks parsers is refused before any engine sees it."""
    answer = client.post("/sparql", content=urlencode({"query": query}), headers=FORM)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_updates_are_refused(client: httpx.Client) -> None:
    """The update part of the protocol is answered with 403."""
    update = "INSERT DATA { <http://a> <http://b> <http://c> }"
    by_form = client.post("/sparql", content=urlencode({"update": update}), headers=FORM)
    by_body = client.post(
        "/sparql", content=update, headers={"Content-Type": "application/sparql-update"}
    )
    by_get = client.get("/sparql", params={"update": update})
    assert by_form.status_code == by_body.status_code == by_get.status_code == 403


def test_malformed_requests(client: httpx.Client) -> None:
    """Several queries, no query, bad bytes and unknown types are told apart."""
    several = client.get("/sparql?query=ASK{?s ?p ?o}&query=ASK{?s ?p ?o}")
    assert several.status_code == 400
    assert client.post("/sparql", content="x=1", headers=FORM).status_code == 400
    raw = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"\xff\xfe", headers=raw).status_code == 400
    text = {"Content-Type": "text/plain"}
    assert client.post("/sparql", content="ASK {}", headers=text).status_code == 415
    assert client.put("/sparql", content="ASK {}").status_code == 405


def test_runaway_is_stopped_and_others_are_served(client: httpx.Client) -> None:
    """A query that would run for ever ends in 503 with Retry-After while pages answer."""
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    begin = time.monotonic()
    answer = client.get("/sparql", params={"query": runaway})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert time.monotonic() - begin < 10
    assert "giây" in answer.json()["detail"]
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code == 200


def test_service_description(client: httpx.Client) -> None:
    """Without a query, programs get a description and people the query page."""
    told = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = parsed(told.text, "turtle")
    assert len(list(graph.subjects())) > 10
    assert "SPARQL11Query" in told.text
    person = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (person.status_code, person.headers["location"]) == (303, "/truy-van")


def test_head_and_options(client: httpx.Client) -> None:
    """HEAD has no body, and a preflight from another site is allowed."""
    assert client.head("/sparql", params={"query": SELECT}).content == b""
    preflight = client.options(
        "/sparql",
        headers={"Origin": "https://khac.example", "Access-Control-Request-Method": "POST"},
    )
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]
