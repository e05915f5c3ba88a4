"""First answers: what comes without the framework is what the framework gives."""

import httpx
import pytest
from pydantic import BaseModel, RootModel

from danvan_graph.lookup.index import Match
from danvan_graph.web.answers.plans import json_of
from danvan_graph.web.api import models
from danvan_graph.web.api.counts import Counts, CoverageAnswer, Top
from danvan_graph.web.api.deadlines import Deadline
from danvan_graph.web.api.lookup import Looked
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.paging import Span
from danvan_graph.web.publication import Publication

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"
SLOWER = {"Range": "bytes=0-"}
"""What only the framework answers; nothing of the server gives a part of an answer."""
WAYS = (
    {"Accept-Encoding": "identity"},
    {"Accept-Encoding": "gzip"},
    {"Accept-Encoding": "gzip", "Origin": "https://khac.example"},
    {"Accept-Encoding": "identity", "If-None-Match": 'W/"x"', "Accept": "application/json"},
)
ASKED: dict[str, type[BaseModel]] = {
    f"/plans?cites={CT33}": models.PlansAnswer,
    f"/plans?cites={CT33}&limit=2&khac=1": models.PlansAnswer,
    f"/plans?cites={CT33}&evidence=0": models.PlansAnswer,
    f"/plans?cites={CT33}&evidence=1000": models.PlansAnswer,
    "/plans?cites=33/CT-TTg&limit=200": models.PlansAnswer,
    "/plans?cites=chỉ thị 33": models.PlansAnswer,
    f"/instruments/{CT33}/counts": Counts,
    "/top-cited": Top,
    "/top-cited?limit=3&level=xa&year=2023": Top,
    f"/coverage?instrument={CT33}": CoverageAnswer,
    f"/coverage?instrument={CT33}&territory=02/open&year=2022&limit=2": CoverageAnswer,
    "/deadlines?unit=294/open/ubnd&year=2022": models.Listing[Deadline],
    "/deadlines?unit=294/open/ubnd&year=2022&limit=1": models.Listing[Deadline],
    "/tasks": models.Listing[models.Task],
    "/tasks?plan=02/2022-01-07/9-kh-ubnd&limit=3": models.Listing[models.Task],
    "/tasks?unit=294/open/phong-noi-vu&role=chu-tri&theme=tuyen-truyen": models.Listing[
        models.Task
    ],
    "/tasks?kind=nhiem-vu&year=khong-doc": models.Listing[models.Task],
    "/duties": models.Listing[models.Duty],
    "/duties?year=2023&kind=bao-cao&limit=2": models.Listing[models.Duty],
    "/duties?unit=294/open&role=khong-doc": models.Listing[models.Duty],
    "/search?q=dan van": models.Listing[models.Hit],
    "/search?q=Sơn Trường&kind=dia-ban&limit=2": models.Listing[models.Hit],
    "/search?q=k&limit=3&offset=3": models.Listing[models.Hit],
    "/search?q=khongcotunay": models.Listing[models.Hit],
    "/lookup?text=33/CT-TTg": RootModel[tuple[Looked, ...]],
    "/lookup?text=999/QĐ-KHONGCO": RootModel[tuple[Looked, ...]],
    "/lookup?text=33": RootModel[tuple[Looked, ...]],
}


def _said(answer: httpx.Response) -> tuple[int, dict[str, object], bytes]:
    headers: dict[str, object] = {n: v for n, v in answer.headers.items() if n != "date"}
    assert "Accept" in str(headers.pop("vary")).split(", ")
    headers.pop("content-length", None)  # a compressed answer holds when it was made
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", ASKED)
def test_like_the_framework(client: httpx.Client, path: str, way: dict[str, str]) -> None:
    """The answer has the status, the headers and the bytes that the framework gives it."""
    first = client.get(f"{API}{path}", headers=way)
    slower = client.get(f"{API}{path}", headers=way | SLOWER)
    assert first.status_code == 200
    assert _said(first) == _said(slower)


@pytest.mark.parametrize("path", ASKED)
def test_as_described(client: httpx.Client, path: str) -> None:
    """The answer is what its model, and so the description of the API, says."""
    answer = client.get(f"{API}{path}").content
    read = ASKED[path].model_validate_json(answer, strict=True)
    assert read.model_dump_json().encode() == answer


@pytest.mark.parametrize("way", WAYS[:3])
@pytest.mark.parametrize(
    "path",
    [
        "/plans?cites=999/QĐ-KHONGCO",
        "/plans?cites=nghị quyết",
        "/plans?cites=33/CT-TTg&cursor=hong",
        "/coverage?instrument=33/CT-TTg&territory=294/open/ubnd",
        "/deadlines?unit=khong-co&year=2022",
        "/top-cited?level=khong-co",
        "/instruments/khong-co/counts",
    ],
)
def test_problems_like_the_framework(client: httpx.Client, path: str, way: dict[str, str]) -> None:
    """What cannot be answered is told as the framework tells it."""
    first = client.get(f"{API}{path}", headers=way)
    slower = client.get(f"{API}{path}", headers=way | SLOWER)
    assert 300 <= first.status_code < 500
    assert _said(first) == _said(slower)


@pytest.mark.parametrize("path", ASKED)
def test_held_already(client: httpx.Client, path: str) -> None:
    """Who holds the answer is told that it still holds."""
    held = {"If-None-Match": client.get(f"{API}{path}").headers["etag"]}
    first = client.get(f"{API}{path}", headers=held)
    slower = client.get(f"{API}{path}", headers=held | SLOWER)
    assert (first.status_code, first.content) == (304, b"")
    assert _said(first) == _said(slower)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/plans", 422),
        ("/plans?cites=", 422),
        ("/plans?cites=33/CT-TTg&limit=0", 422),
        ("/plans?cites=33/CT-TTg&limit=201", 422),
        ("/plans?cites=33/CT-TTg&evidence=1001", 422),
        ("/plans?cites=33/CT-TTg&evidence=-1", 422),
        ("/plans?cites=33/CT-TTg&limit=²", 422),
        ("/plans?cites=33/CT-TTg&limit=" + "9" * 5000, 422),
        ("/plans?cites=999/QĐ-KHONGCO", 404),
        ("/plans?cites=33/CT-TTg&level=xa", 200),
        ("/instruments/khong-co/counts", 404),
        ("/top-cited?limit=x", 422),
        ("/search?q=", 422),
        ("/search?q=a&kind=xe-may", 422),
        ("/search?q=a&offset=10001", 422),
    ],
)
def test_out_of_the_ordinary(client: httpx.Client, path: str, status: int) -> None:
    """What is wrong or rare is answered by the framework."""
    assert client.get(f"{API}{path}", headers=WAYS[0]).status_code == status


@pytest.mark.parametrize("most", [1, 1000])
@pytest.mark.parametrize("transitive", [False, True])
@pytest.mark.parametrize("graph", ["store_folder", "hostile_folder"])
def test_as_the_models_have_it(
    request: pytest.FixtureRequest,
    graph: str,
    transitive: bool,  # noqa: FBT001 - a parameter
    most: int,
) -> None:
    """The JSON written by hand is that of the models, hostile texts included."""
    publication = Publication(request.getfixturevalue(graph))
    edition, shown = publication.edition, Shown(publication.edition)
    seen = 0
    for known in edition.index.all():
        found = edition.citing(known.iri, transitive=transitive)
        span = Span(0, min(len(found), 40), None)
        written = json_of(edition).answer(Match(known, (known,)), found, span, "/a?b=1&c=“2”", most)
        model = models.PlansAnswer(
            cites=shown.instrument(known),
            namesakes=(shown.instrument(known),),
            total=len(found),
            items=tuple(shown.plan(plan, most) for plan in found[:40]),
            next="/a?b=1&c=“2”",
        )
        assert written.decode() == model.model_dump_json()
        seen += len(found)
    assert seen > 0
    publication.close()
