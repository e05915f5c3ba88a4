"""First answers: what comes without the framework is what the framework gives."""

import httpx
import pytest

from danvan_graph.lookup.index import Match
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import json_of
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.paging import Span
from danvan_graph.web.publication import Publication

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"
UNKNOWN = {"If-None-Match": 'W/"x"', "Accept-Encoding": "identity"}
"""A mark that nothing has: the framework answers."""
PLAIN = {"Accept-Encoding": "identity"}


def _said(answer: httpx.Response) -> tuple[int, dict[str, object], bytes]:
    headers: dict[str, object] = {n: v for n, v in answer.headers.items() if n != "date"}
    headers["vary"] = set(answer.headers["vary"].split(", "))
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize(
    "path",
    [
        f"/plans?cites={CT33}",
        f"/plans?cites={CT33}&limit=2&khac=1",
        "/plans?cites=33/CT-TTg&limit=200",
        "/plans?cites=chỉ thị 33",
        "/plans?cites=43-KL/TW",
        f"/instruments/{CT33}/counts",
        "/top-cited",
        "/top-cited?limit=3",
    ],
)
def test_like_the_framework(client: httpx.Client, path: str) -> None:
    """The answer has the status, the headers and the bytes that the framework gives it."""
    first = client.get(f"{API}{path}", headers=PLAIN)
    slower = client.get(f"{API}{path}", headers=UNKNOWN)
    assert first.status_code == 200
    assert _said(first) == _said(slower)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/plans", 422),
        ("/plans?cites=", 422),
        ("/plans?cites=33/CT-TTg&limit=0", 422),
        ("/plans?cites=33/CT-TTg&limit=201", 422),
        ("/plans?cites=33/CT-TTg&limit=²", 422),
        ("/plans?cites=33/CT-TTg&limit=" + "9" * 5000, 422),
        ("/plans?cites=999/QĐ-KHONGCO", 404),
        ("/plans?cites=33/CT-TTg&level=xa", 200),
        ("/instruments/khong-co/counts", 404),
        ("/top-cited?limit=x", 422),
    ],
)
def test_out_of_the_ordinary(client: httpx.Client, path: str, status: int) -> None:
    """What is wrong or rare is answered by the framework."""
    assert client.get(f"{API}{path}", headers=PLAIN).status_code == status


@pytest.mark.parametrize("transitive", [False, True])
@pytest.mark.parametrize("graph", ["store_folder", "hostile_folder"])
def test_as_the_models_have_it(
    request: pytest.FixtureRequest,
    graph: str,
    transitive: bool,  # noqa: FBT001 - a parameter
) -> None:
    """The JSON written by hand is that of the models, hostile texts included."""
    publication = Publication(request.getfixturevalue(graph))
    edition, shown = publication.edition, Shown(publication.edition)
    seen = 0
    for known in edition.index.all():
        found = edition.citing(known.iri, transitive=transitive)
        span = Span(0, min(len(found), 40), None)
        written = json_of(edition).answer(Match(known, (known,)), found, span, "/a?b=1&c=“2”")
        model = models.PlansAnswer(
            cites=shown.instrument(known),
            namesakes=(shown.instrument(known),),
            total=len(found),
            items=tuple(shown.plan(plan) for plan in found[:40]),
            next="/a?b=1&c=“2”",
        )
        assert written.decode() == model.model_dump_json()
        seen += len(found)
    assert seen > 0
    publication.close()
