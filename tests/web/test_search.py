"""The search of the API and of the page: best first, whole in steps, safe."""

import httpx
import pytest


def test_best_first(client: httpx.Client) -> None:
    """What is meant comes first, with the page that shows it."""
    first = client.get("/api/v1/search", params={"q": "thanh ha"}).json()["items"][0]
    assert first["label"] == "Huyện Thanh Hà"
    assert client.get(first["page"]).status_code == 200


def test_steps_hold_everything_once(client: httpx.Client) -> None:
    """Following ``next`` shows every hit once."""
    path: str | None = "/api/v1/search?q=son&kind=co-quan&limit=7"
    seen: list[str] = []
    total = 0
    while path:
        answer = client.get(path).json()
        seen += [item["iri"] for item in answer["items"]]
        total, path = answer["total"], answer["next"]
    assert len(seen) == len(set(seen)) == total > 7


def test_kinds(client: httpx.Client) -> None:
    """A kind that is none is told."""
    assert client.get("/api/v1/search?q=a&kind=xe-may").status_code == 422
    kinds = {i["kind"] for i in client.get("/api/v1/search?q=xa&kind=dia-ban").json()["items"]}
    assert kinds == {"dia-ban"}


@pytest.mark.parametrize("text", ["33/CT-TTg", "chi thi 33", "CT 33"])
def test_page_shows_what_is_meant_first(client: httpx.Client, text: str) -> None:
    """The one document a spelling means is the first of the page."""
    page = client.get("/tim", params={"q": text}).text
    listed = page.partition('<ul class="links">')[2]
    assert listed.startswith('<li><a href="/van-ban/vn/2021-11-26/33-ct-ttg">')


def test_json_beside_the_page(client: httpx.Client) -> None:
    """``/tim.json`` leads to the API."""
    assert client.get("/tim.json?q=dan+van").headers["location"] == "/api/v1/search?q=dan+van"


def test_hostile_names_are_found_as_text(hostile: httpx.Client) -> None:
    """A hostile name is found by its words and stays text."""
    answer = hostile.get("/api/v1/search", params={"q": "script alert"})
    assert answer.json()["total"] >= 1
    assert answer.headers["content-type"] == "application/json"
