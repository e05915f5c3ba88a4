"""Two plans side by side, the month, and the Word report of a unit."""

import io

import httpx
import pytest
from docx import Document

HA_GIANG = "02/2022-01-07/9-kh-ubnd"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
PAIR = {"tren": HA_GIANG, "duoi": THANH_HA}


def test_comparison_holds_every_task(client: httpx.Client) -> None:
    """Page and file tell each task of both plans once."""
    told = client.get("/so-sanh.json", params=PAIR).json()
    uppers = [i["Nhiệm vụ cấp trên"] for i in told["items"] if i["Nhiệm vụ cấp trên"]]
    wanted = client.get(
        "/api/v1/tasks", params={"plan": HA_GIANG, "kind": "nhiem-vu", "limit": 200}
    )
    assert sorted(uppers) == sorted(i["summary"] for i in wanted.json()["items"])
    page = client.get("/so-sanh", params=PAIR).text
    assert "chưa ai kiểm tra" in page
    assert all(word in page for word in ("Tiếp nhận", "Điều chỉnh", "Chưa thấy ở cấp dưới", "Thêm"))


def test_comparison_of_nothing(client: httpx.Client) -> None:
    """Without plans the page offers the choice; an unknown plan is told."""
    assert "chọn một kế hoạch" in client.get("/so-sanh").text
    assert client.get("/so-sanh?tren=vn/2000/khong-co").status_code == 404
    assert client.get("/so-sanh.csv?tren=x&duoi=y").status_code == 404


def test_month(client: httpx.Client) -> None:
    """What falls due stands on its day, year after year, until the place is no more."""
    page = client.get("/nhiem-vu?xem=lich&thang=2023-11").text
    cell = page.partition('<time datetime="2023-11-30">')[2].partition("</td>")[0]
    assert "duty/" in cell
    assert "thang=2023-12" in page
    assert "thang=2024-01" in client.get("/nhiem-vu?xem=lich&thang=2023-12").text
    assert client.get("/nhiem-vu?xem=lich&thang=2023-13").status_code == 422


def _report(client: httpx.Client, unit: str, query: str) -> list[str]:
    answer = client.get(f"/don-vi/{unit}.docx{query}")
    assert answer.status_code == 200
    made = Document(io.BytesIO(answer.content))
    cells = [c.text for t in made.tables for row in t.rows for c in row.cells]
    return [*(p.text for p in made.paragraphs), *cells]


def test_report(client: httpx.Client) -> None:
    """The report names the unit, the period, the grounds, the deadlines of the period, the tasks."""
    told = _report(client, "294/open/phong-noi-vu", "?tu=2023-01-01&den=2023-12-31")
    text = "\n".join(told)
    assert "Phòng Nội vụ huyện Thanh Hà" in text
    assert "từ 01/01/2023 đến 31/12/2023" in text
    assert "I. Căn cứ" in text
    assert "Kế hoạch năm 2023 của Ủy ban nhân dân huyện Thanh Hà" in told
    assert "III. Việc không rõ ngày đến hạn" in told


def test_report_tells_days(client: httpx.Client) -> None:
    """What comes every year stands in the report of each year, on its day."""
    for year in (2023, 2024):
        told = _report(client, "02/open/so-noi-vu", f"?tu={year}-01-01&den={year}-12-31")
        assert f"10/12/{year}" in told
    assert not any(
        "10/12/" in t for t in _report(client, "02/open/so-noi-vu", "?tu=2023-01-01&den=2023-06-30")
    )


@pytest.mark.parametrize(
    "query", ["?tu=2023-02-01&den=2023-01-01", "?tu=1900-01-01&den=2900-01-01"]
)
def test_report_of_no_period(client: httpx.Client, query: str) -> None:
    """A period that runs backwards or never ends is refused."""
    assert client.get(f"/don-vi/294/open.docx{query}").status_code in {400, 422}


def test_hostile_report(hostile: httpx.Client) -> None:
    """A hostile text is text in the report."""
    made = Document(io.BytesIO(hostile.get("/don-vi/vn/ke-xau.docx").content))
    cells = [c.text for t in made.tables for row in t.rows for c in row.cells]
    assert any("<script>alert(1)</script>" in c for c in cells)
