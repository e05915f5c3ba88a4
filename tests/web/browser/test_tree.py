"""The tree of units in a real browser: keyboard, accessibility tree, one request an opening."""

import io
from urllib.parse import parse_qs, urlsplit

import pypdfium2
from playwright.sync_api import Browser

from .conftest import Visit

CT33 = "vn/2021-11-26/33-ct-ttg"
_LEVEL = "document.activeElement.getAttribute('aria-level')"
_NAME = "document.activeElement.querySelector('th') && document.activeElement.querySelector('th').innerText.trim()"


def _accessible_rows(visit: Visit) -> int:
    """Returns how many rows below the head the browser tells assistive technology."""
    session = visit.page.context.new_cdp_session(visit.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    rows = [n for n in nodes if n.get("role", {}).get("value") == "row" and not n["ignored"]]
    return len(rows) - 1


def _visible_rows(visit: Visit) -> int:
    return visit.page.locator("table.units tbody tr:visible").count()


def test_rows_are_told(visit: Visit) -> None:
    """Assistive technology is told as many rows as are seen, before and after an opening."""
    visit.open(f"/cay/{CT33}")
    assert visit.page.get_attribute("table.units", "role") == "treegrid"
    assert _accessible_rows(visit) == _visible_rows(visit) == 64
    visit.page.click("tr[data-nhanh='30/open'] .turn")
    visit.page.wait_for_selector("tr[data-nhanh='294/open']")
    assert _accessible_rows(visit) == _visible_rows(visit) == 76
    assert visit.violations() == []
    assert visit.faults == []


def test_one_request_for_an_opening(visit: Visit) -> None:
    """Opening a branch asks once, and the address then names it."""
    visit.open(f"/cay/{CT33}")
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.click("tr[data-nhanh='30/open'] .turn")
    visit.page.wait_for_selector("tr[data-nhanh='294/open']")
    assert len([url for url in asked if "/cay/" in url]) == 1
    assert parse_qs(urlsplit(visit.page.url).query)["mo"] == ["30/open"]
    visit.page.reload()
    assert visit.page.locator("tr[data-nhanh='294/open']").count() == 1
    visit.page.click("tr[data-nhanh='30/open'] .turn")
    assert visit.page.locator("tr[data-nhanh='294/open']").count() == 0
    assert "mo" not in parse_qs(urlsplit(visit.page.url).query)


def test_files_of_what_is_seen(visit: Visit) -> None:
    """The links to the picture and the Word file follow what is opened."""
    visit.open(f"/cay/{CT33}")
    visit.page.click("tr[data-nhanh='30/open'] .turn")
    visit.page.wait_for_selector("tr[data-nhanh='294/open']")
    for link in visit.page.locator("a.seen").all():
        address = link.evaluate("link => link.href")
        assert parse_qs(urlsplit(address).query)["mo"] == ["30/open"]
        assert visit.page.request.get(address).ok


def test_by_keyboard(visit: Visit) -> None:
    """The tree is one tab stop and follows the keys of a WAI-ARIA treegrid."""
    visit.open(f"/cay/{CT33}?cap=huyen&tinh-trang=toan-van")
    page, press = visit.page, visit.page.keyboard.press
    page.focus(".downloads a >> nth=-1")
    press("Tab")
    assert page.evaluate(_LEVEL) == "1"
    press("ArrowDown")
    assert page.evaluate(_NAME) == "Tỉnh Hải Dương"
    press("ArrowDown")
    assert page.evaluate(_NAME) == "Huyện Thanh Hà"
    press("ArrowRight")
    page.wait_for_function("document.activeElement.getAttribute('aria-expanded') === 'true'")
    press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    press("ArrowLeft")
    assert page.evaluate(_NAME) == "Tỉnh Hải Dương"
    press("End")
    assert page.evaluate(_NAME) == "Huyện Thanh Hà"
    press("Home")
    assert page.evaluate(_LEVEL) == "1"
    press("ArrowRight")
    assert page.evaluate("document.activeElement.tagName") == "A"
    press("ArrowLeft")
    assert page.evaluate("document.activeElement.tagName") == "TR"
    press("Tab")
    assert page.evaluate("document.activeElement.closest('table.units')") is None
    assert visit.faults == []


def test_evidence_on_click(visit: Visit) -> None:
    """The evidence of a row comes when it is asked for, and goes again."""
    visit.open(f"/cay/{CT33}?toi=294/open")
    link = visit.page.locator("tr.aim .why")
    link.click()
    visit.page.wait_for_selector("tr.aim .proof")
    assert "ký tự" in visit.page.inner_text("tr.aim .proof")
    link.click()
    assert visit.page.locator("tr.aim .proof").count() == 0
    assert visit.faults == []


def test_without_scripts(browser: Browser, address: str) -> None:
    """Rows open by their links, and the evidence too."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/cay/{CT33}")
        page.click("tr[data-nhanh='30/open'] .turn")
        assert page.locator("table.units tbody tr").count() == 76
        page.click("tr[data-nhanh='294/open'] .why")
        assert "Phần mở đầu" in page.inner_text("tr[data-nhanh='294/open'] .proof")
        assert page.locator("table.units tbody tr").count() == 76


def test_province_on_paper(visit: Visit) -> None:
    """A province with all its districts and communes takes at most five sheets of A4."""
    visit.open(f"/cay/{CT33}?nhanh=30/open&mo=tat-ca")
    assert _visible_rows(visit) >= 2 + 12 + 235
    sheets = pypdfium2.PdfDocument(io.BytesIO(visit.page.pdf(format="A4")))
    assert len(sheets) <= 5
    assert "Đơn vị" in sheets[len(sheets) - 1].get_textpage().get_text_range()
