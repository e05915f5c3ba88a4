"""The first page: another directive can be chosen, and what is overdue leads to the whole list."""

import re

import httpx

CT33 = "vn/2021-11-26/33-ct-ttg"


def _overdue(page: str) -> int:
    found = re.search(r"Cả ([\d.]+) thời hạn đã qua", page)
    assert found
    return int(found[1].replace(".", ""))


def test_a_directive_is_chosen(client: httpx.Client) -> None:
    """Every directive that is offered opens, with the one chosen selected."""
    page = client.get("/").text
    offered = re.findall(r'<option value="([^"]+)"', page)
    assert offered[0] == CT33
    assert len(offered) > 1
    for key in offered:
        shown = client.get("/", params={"chi-dao": key}).text
        assert f'<option value="{key}" selected>' in shown
        assert f'href="/cay/{key}"' in shown


def test_the_choice_stays(client: httpx.Client) -> None:
    """The other map and the tables keep the directive."""
    key = re.findall(r'<option value="([^"]+)"', client.get("/").text)[1]
    page = client.get("/", params={"chi-dao": key, "ban-do": "sau"}).text
    kept = key.replace("/", "%2F")
    assert f"ban-do=truoc&amp;chi-dao={kept}" in page.replace(key, kept)
    told = client.get("/toan-quoc.json", params={"chi-dao": key, "ban-do": "sau"}).json()
    assert told["root"].endswith(key)
    assert len(told["provinces"]) == 34


def test_an_unknown_directive(client: httpx.Client) -> None:
    """What is no directive is 404 with a sentence, and the form is not fooled by markup."""
    answer = client.get("/", params={"chi-dao": '"><script>'}, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace("<script src", "")


def test_overdue_leads_to_the_whole_list(client: httpx.Client) -> None:
    """The first page counts what the list, its file and its JSON hold."""
    number = _overdue(client.get("/").text)
    assert number > 0
    page = client.get("/nhiem-vu?tinh-trang=qua-han").text
    assert f"{number} nghĩa vụ có thời hạn" in page
    assert len(client.get("/nhiem-vu.csv?tinh-trang=qua-han").text.splitlines()) == 1 + number
    assert client.get("/nhiem-vu.json?tinh-trang=qua-han").json()["total"] == number


def test_the_states_are_apart(client: httpx.Client) -> None:
    """What is still owed has a next day; what has no day is neither."""
    rows = {
        state: client.get(f"/nhiem-vu.json?tinh-trang={state}").json()["items"]
        for state in ("qua-han", "trong-han", "khong-ro")
    }
    assert all(row["Lần tới"] for row in rows["trong-han"])
    assert all(row["Tình trạng"] == "Không rõ hạn" for row in rows["khong-ro"])
    overdue, unknown = ({r["Địa chỉ"] for r in rows[s]} for s in ("qua-han", "khong-ro"))
    assert not overdue & unknown


def test_the_steps_of_the_list(client: httpx.Client) -> None:
    """Walking the list shows each duty once, in the order of the file."""
    seen: list[str] = []
    path: str | None = "/nhiem-vu"
    while path:
        page = client.get(path).text
        table = page[page.index("<tbody>") : page.index("</tbody>")]
        seen += re.findall(r'<td data-label="Phải làm gì"><a href="([^"]+)"', table)
        more = re.search(r'class="button" href="(/nhiem-vu\?[^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else None
    assert len(seen) == len(set(seen)) == client.get("/api/v1/duties?limit=1").json()["total"]
