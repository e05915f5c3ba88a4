"""The JSON API: answers with evidence, problems in Vietnamese, cursors, freshness."""

import csv
import gzip
import io
import json

import httpx
import pytest

from danvan_graph.web.api import examples

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"


def test_plans_that_cite(client: httpx.Client) -> None:
    """Every plan tells how it cites, with section, offsets and confidence."""
    found = client.get(f"{API}/plans", params={"cites": "chi thi so 33/CT-TTg"}).json()
    assert found["cites"]["key"] == CT33
    assert found["total"] == len(found["items"]) >= 5
    first = found["items"][0]
    assert first["plan"]["level"] == "tinh"
    assert first["direct"] is True
    for item in found["items"]:
        assert item["plan"]["label"]
        assert item["role_labels"]
        for passage in item["evidence"]:
            assert 0 <= passage["start"] < passage["end"]
            assert 0 < passage["confidence"] <= 1
            assert passage["section"]


@pytest.mark.parametrize("most", [0, 1, 3, 1000])
def test_passages_of_a_plan(client: httpx.Client, most: int) -> None:
    """Of each plan the strongest passages are shown, and how many there are."""
    asked = {"cites": CT33, "evidence": str(most)}
    some = client.get(f"{API}/plans", params=asked).json()["items"]
    every = client.get(f"{API}/plans", params=asked | {"evidence": "1000"}).json()["items"]
    assert [p["evidence"] for p in some] == [p["evidence"][:most] for p in every]
    assert [p["passages"] for p in some] == [len(p["evidence"]) for p in every]
    assert max(p["passages"] for p in every) > 1
    lines = client.get(f"{API}/plans", params=asked, headers={"Accept": "application/x-ndjson"})
    assert [json.loads(line) for line in lines.text.splitlines()] == some


def test_plans_filtered(client: httpx.Client) -> None:
    """Level, year and role narrow the list; each may be given more than once."""
    every = client.get(f"{API}/plans", params={"cites": CT33}).json()["items"]
    some = client.get(f"{API}/plans?cites={CT33}&level=huyen&level=xa&year=2023").json()["items"]
    wanted = [
        p["plan"]["key"]
        for p in every
        if p["plan"]["level"] in {"huyen", "xa"} and p["plan"]["year"] == 2023
    ]
    assert [p["plan"]["key"] for p in some] == wanted
    implementing = client.get(f"{API}/plans?cites={CT33}&role=thuc-hien").json()["items"]
    assert 0 < len(implementing) < len(every)


def test_transitive_plans_show_the_way(client: httpx.Client) -> None:
    """A plan that cites only through others names the documents between."""
    asked = {"cites": "43-KL/TW", "transitive": "true"}
    found = client.get(f"{API}/plans", params=asked).json()["items"]
    assert all(len(p["path"]) > 1 for p in found if not p["direct"])
    assert all(len(p["path"]) == 1 for p in found if p["direct"])


@pytest.mark.parametrize(
    ("path", "status", "member"),
    [
        ("/plans?cites=ke+hoach", 300, "candidates"),
        ("/plans?cites=99/CT-TTg", 404, "nearest"),
        ("/plans?cites=,,,", 422, "detail"),
        ("/plans", 422, "errors"),
        ("/plans?cites=33/CT-TTg&limit=0", 422, "errors"),
        ("/plans?cites=33/CT-TTg&limit=201", 422, "errors"),
        ("/plans?cites=33/CT-TTg&year=x", 422, "errors"),
        ("/instruments?cursor=%C3%A9", 422, "detail"),
        ("/instruments?cursor=AAAA", 422, "detail"),
        ("/instruments/vn/2000/khong-co", 404, "detail"),
        ("/instruments/khong-phai-khoa", 404, "detail"),
        ("/instruments/vn/2000/khong-co/cascade", 404, "detail"),
        ("/units/khong-co-dau", 404, "detail"),
        ("/tasks?unit=khong-co-dau", 404, "detail"),
        ("/tasks?theme=%3E%3Cx", 422, "detail"),
        ("/duties?year=99999999999", 422, "errors"),
        ("/queries/lookup/plan-citing", 404, "nearest"),
        ("/queries/lookup/plans-citing", 400, "detail"),
        ("/khong-co", 404, "detail"),
    ],
)
def test_problems(client: httpx.Client, path: str, status: int, member: str) -> None:
    """An error is problem+json with a Vietnamese and an English sentence."""
    answer = client.get(API + path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    assert found[member]
    assert any(ord(c) > 0x7F for c in found["detail"])
    assert found["detail"].rstrip().endswith(".")
    assert found["detail_en"].isascii() or "“" in found["detail_en"]


@pytest.mark.parametrize("path", ["/instruments", "/tasks", "/duties", f"/plans?cites={CT33}"])
def test_cursors_walk_the_whole_list(client: httpx.Client, path: str) -> None:
    """Following ``next`` gives everything once, in the order of longer answers."""
    join = "&" if "?" in path else "?"
    long, total = _walked(client, f"{API}{path}{join}limit=200")
    short, _ = _walked(client, f"{API}{path}{join}limit=7")
    assert short == long
    assert len({str(item) for item in short}) == len(short) == total


def _walked(client: httpx.Client, target: str | None) -> tuple[list[dict[str, object]], int]:
    """Returns what all pages hold, and how much the last says there is."""
    seen, total = [], 0
    while target:
        answer = client.get(target)
        found = answer.json()
        seen += found["items"]
        target, total = found["next"], found["total"]
        assert (f'<{target}>; rel="next"' == answer.headers.get("link")) or target is None
    return seen, total


def test_instrument(client: httpx.Client) -> None:
    """An instrument tells what it cites, who cites it, and what is unresolved."""
    found = client.get(f"{API}/instruments/02/2022-01-07/9-kh-ubnd").json()
    assert found["instrument"]["number"] == "09/KH-UBND"
    assert found["checked"] is True
    relations = {link["other"]["iri"]: link["relations"] for link in found["cites"]}
    assert "thuc-hien" in relations[f"https://w3id.org/danvan/instrument/{CT33}"]
    assert found["tasks"] > 10
    assert {e["kind"] for e in found["source_errors"]} >= {"sai-ky-hieu"}


def test_cascade(client: httpx.Client) -> None:
    """A cascade lists nodes, edges, totals and the units of which nothing is held."""
    found = client.get(f"{API}/instruments/{CT33}/cascade").json()
    totals = {t["level"]: t for t in found["totals"]}
    assert totals["tinh"]["expected"] == 63
    assert any(n["kind"] == "missing" for n in found["nodes"])
    assert all(e["evidence"] for e in found["edges"])


def test_cascade_in_other_forms(client: httpx.Client) -> None:
    """JSON Lines hold the head, nodes and edges of the JSON; CSV holds a row for each node."""
    path = f"{API}/instruments/{CT33}/cascade"
    found = client.get(path).json()
    lines = client.get(path, headers={"Accept": "application/x-ndjson"})
    assert lines.headers["content-type"] == "application/x-ndjson"
    head, *rest = [json.loads(line) for line in lines.text.splitlines()]
    told = {"nodes": [r["node"] for r in rest if "node" in r]}
    told |= {"edges": [r["edge"] for r in rest if "edge" in r]}
    assert head | told == found
    table = client.get(path, headers={"Accept": "text/csv"})
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row[-1] for row in rows[1:]] == [node["iri"] for node in found["nodes"]]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_instruments_filtered(client: httpx.Client) -> None:
    """The list of instruments can be narrowed by words without diacritics and by facts."""
    found = client.get(f"{API}/instruments?q=giam+sat+phan+bien").json()
    assert found["total"] >= 1
    held = client.get(f"{API}/instruments?collected=true").json()
    assert held["total"] == 5
    assert {i["collected"] for i in held["items"]} == {True}
    none = client.get(f"{API}/instruments?kind=ke-hoach&level=xa&year=2022").json()
    assert none["total"] == 0


@pytest.mark.parametrize("path", ["294", "294/open", "Huy%E1%BB%87n%20Thanh%20H%C3%A0"])
def test_territory(client: httpx.Client, path: str) -> None:
    """A territory is found by code, path or name, and tells what it became."""
    found = client.get(f"{API}/units/{path}").json()
    assert found["unit"]["label"] == "Huyện Thanh Hà"
    assert found["valid_until"] == "2025-07-01"
    assert len(found["became"]) == 8
    assert found["tasks"]
    assert found["duties"]


def test_body(client: httpx.Client) -> None:
    """A body tells its duties, those of groups it is in included."""
    found = client.get(f"{API}/units/10846/open/ubnd").json()
    assert found["type"] == "body"
    assert {d["kind"] for d in found["duties"]} >= {"bao-cao", "ban-hanh-ke-hoach"}
    assert found["told_to_plan"][0]["explicit"] is True


def test_tasks_by_role(client: httpx.Client) -> None:
    """A role together with a unit means the unit in that role."""
    unit = "294/open/phong-noi-vu"
    every = client.get(f"{API}/tasks?unit={unit}").json()
    lead = client.get(f"{API}/tasks?unit={unit}&role=tham-muu").json()
    assert 0 < lead["total"] <= every["total"]
    for task in lead["items"]:
        assert "tham-muu" in {a["role"] for a in task["assignments"]}


def test_duties_of_a_year(client: httpx.Client) -> None:
    """A yearly report without an end is owed in later years, as long as its place exists."""
    later = client.get(f"{API}/duties?year=2024&plan=02/2022-01-07/9-kh-ubnd").json()
    assert "P1Y" in {d["recurrence"] for d in later["items"]}
    merged = client.get(f"{API}/duties?year=2031").json()
    assert merged["items"] == []


def test_named_queries(client: httpx.Client) -> None:
    """Every named query is listed, and runs with the examples of its head."""
    for query in client.get(f"{API}/queries").json():
        params = {p["name"]: p["example"] for p in query["params"] if not p["optional"]}
        answer = client.get(f"{API}/queries/{query['name']}", params=params)
        assert answer.status_code == 200, query["name"]
        assert answer.json()["total"] == len(answer.json()["rows"])


def test_etag_and_304(client: httpx.Client) -> None:
    """An unchanged answer is not sent again; another form or page is another answer."""
    path = f"{API}/plans?cites=33/CT-TTg&limit=2"
    first = client.get(path)
    mark = first.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get(path, headers={"If-None-Match": f'"x", {mark}'})
    assert (again.status_code, again.content) == (304, b"")
    swapped = client.get(f"{API}/plans?limit=2&cites=33/CT-TTg")
    assert swapped.headers["etag"] == mark
    assert client.get(f"{path}&level=xa").headers["etag"] != mark
    assert "etag" not in client.get(f"{API}/plans?cites=99/CT-TTg").headers


def test_head_is_get_without_body(client: httpx.Client) -> None:
    """HEAD answers with the headers of GET."""
    head = client.head(f"{API}/instruments")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == client.get(f"{API}/instruments").headers["etag"]


def test_gzip_and_cors(client: httpx.Client) -> None:
    """Long answers are compressed, and scripts of other sites may read them."""
    with client.stream(
        "GET",
        f"{API}/instruments",
        headers={"Accept-Encoding": "gzip", "Origin": "https://khac.example"},
    ) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert json.loads(gzip.decompress(b"".join(answer.iter_raw())))["items"]


def test_openapi(client: httpx.Client) -> None:
    """The schema is one Swagger UI 4 can read, in Vietnamese, and its examples work."""
    schema = client.get(f"{API}/openapi.json").json()
    assert schema["openapi"] == "3.0.3"
    assert "null" not in json.dumps(schema["components"]).split('"')
    for path, calls in schema["paths"].items():
        call = calls["get"]
        assert any(ord(c) > 0x7F for c in call["summary"])
        given = {p["name"]: p["example"] for p in call.get("parameters", ()) if "example" in p}
        if "{" not in path:
            params = {name: value for name, value in given.items() if name != "cursor"}
            assert client.get(path, params=params).status_code == 200, path


def test_health(client: httpx.Client) -> None:
    """The probes answer, the second one through a worker that was really asked."""
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ok"
    assert ready["triples"] > 100_000


def test_examples_are_real(client: httpx.Client) -> None:
    """What the documentation shows is what the API answers."""
    live = client.get(f"{API}/plans", params={"cites": "33/CT-TTg"}).json()
    assert examples.CITED.items() <= live["cites"].items()
    assert live["total"] == examples.PLANS["total"]
    plan = next(p for p in live["items"] if p["plan"]["key"] == examples.CITING_PLAN["key"])
    assert examples.CITING_PLAN.items() <= plan["plan"].items()
    assert {name: plan[name] for name in examples.CITING} == examples.CITING
    assert plan["passages"] == examples.PLANS["items"][0]["passages"]
    assert examples.EVIDENCE.items() <= plan["evidence"][0].items()
    assert client.get(f"{API}/instruments/vn/2000/khong-co").json() == examples.PROBLEM_404
    assert examples.PROBLEM_422.items() <= client.get(f"{API}/plans").json().items()
