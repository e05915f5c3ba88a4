"""What people come for, tried as a new user would: at most three clicks or one search."""

import re

from .conftest import Visit

THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"


def _search(visit: Visit, text: str) -> None:
    visit.page.fill("#tim", text)
    visit.page.press("#tim", "Enter")
    visit.page.wait_for_url("**/tim?**")


def test_which_provinces_have_not_answered(visit: Visit) -> None:
    """One click from the first page: the provinces of which no plan is seen, and none other."""
    visit.open("/")
    visit.page.click("text=Tỉnh nào chưa thấy văn bản?")
    visit.page.wait_for_selector("table.units")
    names = visit.page.locator("table.units tbody th").all_inner_texts()
    assert len(names) == 1 + 61
    assert not {"Tỉnh Hà Giang", "Tỉnh Bình Định"} & {name.strip() for name in names}
    assert visit.faults == []


def test_what_the_home_affairs_office_reports(visit: Visit) -> None:
    """One search and one click: what the office owes and by which day."""
    visit.open("/")
    _search(visit, "phòng nội vụ huyện Thanh Hà")
    visit.page.click("main a:text-is('Phòng Nội vụ huyện Thanh Hà') >> nth=0")
    visit.page.wait_for_url("**/don-vi/294/open/phong-noi-vu")
    said = visit.page.inner_text("main")
    assert "Thời hạn" in said
    assert "Báo cáo" in said
    assert "6 tháng, hằng năm" in said
    assert visit.faults == []


def test_which_plans_cite_a_decision(visit: Visit) -> None:
    """One click and one search: the plans, each with the place in its text."""
    visit.open("/")
    visit.page.click("nav >> text=Tra cứu trích dẫn")
    visit.page.fill("main input[name=so]", "217-QĐ/TW")
    visit.page.press("main input[name=so]", "Enter")
    visit.page.wait_for_url("**/trich-dan?so=**")
    said = visit.page.inner_text("main")
    assert "huyện Thanh Hà" in said
    assert "ký tự" in said
    assert visit.faults == []


def test_what_changed_for_a_commune(visit: Visit) -> None:
    """One search and one click: what the commune became, and when."""
    visit.open("/")
    _search(visit, "xã Sơn Trường")
    visit.page.click("main a:text-is('Xã Sơn Trường') >> nth=0")
    visit.page.wait_for_url("**/don-vi/**")
    said = visit.page.inner_text("main")
    assert "Đã trở thành" in said
    assert visit.faults == []


def test_the_query_behind_a_table(visit: Visit) -> None:
    """One click below a table: the question that can be changed and asked again."""
    for path in ("/", "/cay/vn/2021-11-26/33-ct-ttg"):
        visit.open(path)
        visit.page.click("main .downloads >> text=Câu truy vấn")
        visit.page.wait_for_url(re.compile("/truy-van[/?]"))
        assert "SELECT" in (visit.page.text_content("main") or "")
    assert visit.faults == []
