"""Every address of the graph opens, in every form."""

import httpx
import pytest
from rdflib import URIRef

from .conftest import parsed

BASE = "https://w3id.org/danvan/"
DOC = "instrument/02/2022-01-07/9-kh-ubnd"

FORMS = {
    ".ttl": ("text/turtle", "turtle"),
    ".jsonld": ("application/ld+json", "json-ld"),
    ".nt": ("application/n-triples", "nt"),
    ".rdf": ("application/rdf+xml", "xml"),
    ".json": ("application/json", "json-ld"),
}

KINDS = {
    "instrument": DOC,
    "cited instrument": "instrument/vn/2021-11-26/33-ct-ttg",
    "territory": "territory/294/open",
    "body": "body/294/open/ubnd",
    "central body": "body/vn/thu-tuong-chinh-phu",
    "person": "person/nguyen-van-son",
    "judgement": "judgement/noi-dat-binh-dinh",
    "expectation": "expectation/tra-loi-chi-thi-33-cap-tinh",
    "change": "change/18223/open/18223/2025-01-01",
    "concept": "concept/quan-he/thuc-hien",
    "scheme": "concept/quan-he",
    "named graph": "graph/judgements",
    "graph of a document": f"graph/{DOC}",
}

PARTS = (
    "Provision", "Citation", "Task", "Duty", "DistributionEntry", "SourceError", "HeaderField",
    "MovementMention", "Assignment", "Signature", "Movement", "Source",
)  # fmt: skip


@pytest.fixture(scope="module")
def parts(client: httpx.Client) -> dict[str, str]:
    """The path of one thing of each class."""
    found = {}
    for name in PARTS:
        query = f"SELECT ?s {{ ?s a <{BASE}ontology#{name}> }} ORDER BY ?s LIMIT 1"
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        found[name] = rows[0]["s"]["value"].removeprefix(BASE)
    return found


def _opens(client: httpx.Client, path: str) -> None:
    for suffix, (media, form) in FORMS.items():
        by_suffix = client.get(f"/{path}{suffix}")
        assert by_suffix.status_code == 200, (path, suffix)
        graph = parsed(by_suffix.text, form)
        assert len(graph) > 0
        by_header = client.get(f"/{path}", headers={"Accept": media})
        assert by_header.headers["content-type"].partition(";")[0] == media.replace(
            "application/json", by_header.headers["content-type"].partition(";")[0]
        )
    page = client.get(f"/{path}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert page.status_code == 200
    assert '<html lang="vi">' in page.text
    named = client.get(f"/{path}.html", follow_redirects=True)
    assert named.status_code == 200


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_thing_opens_in_every_form(client: httpx.Client, path: str) -> None:
    """A thing opens as a page and as RDF that speaks of it."""
    _opens(client, path)
    if not path.startswith("graph/"):
        graph = parsed(client.get(f"/{path}.ttl").text, "turtle")
        assert (URIRef(BASE + path), None, None) in graph


@pytest.mark.parametrize("name", PARTS)
def test_part_opens_in_every_form(client: httpx.Client, parts: dict[str, str], name: str) -> None:
    """A part of a document opens in every form too."""
    _opens(client, parts[name])


def test_ontology(client: httpx.Client) -> None:
    """The ontology opens as the very file, as other RDF, and as a page of its terms."""
    file = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert "# The core ontology of danvan_graph" in file.text
    sizes = {len(parsed(client.get(f"/ontology{s}").text, f)) for s, (_, f) in FORMS.items()}
    assert len(sizes) == 1
    page = client.get("/ontology", headers={"Accept": "text/html"})
    assert 'id="implements"' in page.text


def test_page_of_an_instrument_is_the_one_for_people(client: httpx.Client) -> None:
    """Browsers are sent from the address of an instrument or unit to its page."""
    wanted = {
        DOC: "/van-ban/02/2022-01-07/9-kh-ubnd",
        "body/294/open/ubnd": "/don-vi/294/open/ubnd",
    }
    for path, page in wanted.items():
        answer = client.get(f"/{path}", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_unknown_things(client: httpx.Client) -> None:
    """An address nobody speaks of is 404, whatever it is made of."""
    for path in ("instrument/vn/2000/x", "person/khong-co", "graph/x", "concept/a%22b/c", "a/b"):
        page = client.get(f"/{path}", headers={"Accept": "text/html"})
        assert page.status_code == 404
        assert '<html lang="vi">' in page.text
        assert client.get(f"/{path}.ttl").status_code == 404


def test_no_form_wanted(client: httpx.Client) -> None:
    """A client that wants none of the forms gets 406."""
    answer = client.get(f"/{DOC}", headers={"Accept": "image/png"})
    assert answer.status_code == 406


def test_links_in_pages_are_local(client: httpx.Client) -> None:
    """Pages link to this server, not to the base of the addresses."""
    page = client.get(f"/van-ban/{DOC.removeprefix('instrument/')}")
    assert f'href="{BASE}' not in page.text
