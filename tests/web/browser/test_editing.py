"""An editor's whole way in a real browser: in, sending, answering by keyboard, publishing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.editing_desk import DIRECTIVE, PASSWORD, editing

from .conftest import Visit, visit_of

WIDTHS = (1366, 360, 320)


@pytest.fixture(scope="module")
def desk(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with editing(store_folder, tmp_path_factory.mktemp("editing")) as (address, _):
        yield address


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/nap")
    page.get_by_label("Tên của bạn").fill("Lan")
    page.get_by_label("Mật khẩu biên tập").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nap")


def _send(page: Page, number: str, tmp_path: Path) -> None:
    file = tmp_path / f"ghe-cho-{number}.txt"
    file.write_text(DIRECTIVE.replace("8123", number), "utf-8")
    page.get_by_label(re.compile("Tệp văn bản")).set_input_files(file)
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_selector(".outcome", timeout=120_000)


def _sees_no_fault(context: BrowserContext, address: str, paths: tuple[str, ...]) -> None:
    for width in WIDTHS:
        visit = visit_of(context, address)
        visit.page.set_viewport_size({"width": width, "height": 768})
        for path in paths:
            visit.open(path)
            assert visit.violations() == [], path
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert visit.faults == []
        visit.page.close()


def test_the_way_of_an_editor(browser: Browser, desk: str, tmp_path: Path) -> None:
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        visit = visit_of(context, desk)
        page = visit.page
        _sign_in(page, desk)
        _send(page, "8201", tmp_path)
        page.get_by_role("link", name="Duyệt ngay").click()
        page.wait_for_selector("#diem")
        where = page.url
        _sees_no_fault(context, desk, ("/nap", "/duyet", where.removeprefix(desk)))
        left = _answer_by_keyboard(page)
        assert left == 0
        page.get_by_role("button", name="Công bố").click()
        page.wait_for_url("**/nap/*")
        page.wait_for_selector("#viec[data-over=co]", timeout=120_000)
        assert "công bố" in page.inner_text("#viec")
        assert visit.faults == []
        _sees_no_fault(context, desk, ("/dang-nhap", where.removeprefix(desk)))


def _answer_by_keyboard(page: Page) -> int:
    """Returns how many findings are left after pressing d (đ) for each, and b and s once."""
    page.keyboard.press("b")
    page.wait_for_url("**diem=**")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.tagName") in {"INPUT", "SELECT"}
    page.keyboard.press("x")  # a letter in the field, no answer
    page.keyboard.press("Escape")
    page.reload()
    page.uncheck("#phim")
    page.locator("#phim").blur()
    asked = page.inner_text("#diem h2")
    page.keyboard.press("d")  # switched off: only a letter
    page.reload()
    assert page.inner_text("#diem h2") == asked
    page.check("#phim")
    page.locator("#phim").blur()
    for _ in range(40):
        if page.locator("#diem").count() == 0:
            return 0
        assert page.locator("details.answered[open]").count() == 0
        before = page.get_by_role("heading", level=2).first.inner_text()
        page.keyboard.press("d")  # the driver knows no đ
        page.wait_for_function(
            "before => document.querySelector('main h2').innerText !== before", arg=before
        )
    return page.locator("#diem").count()


def test_what_waits_is_chosen_reopened_and_thrown_away(
    browser: Browser, desk: str, tmp_path: Path
) -> None:
    """Choices instead of free text, an answer taken back, and an upload that was a mistake."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        visit = visit_of(context, desk)
        page = visit.page
        _sign_in(page, desk)
        _send(page, "8204", tmp_path)
        page.get_by_role("link", name="Duyệt ngay").click()
        page.wait_for_selector("#diem")
        review = page.url.partition("?")[0]
        visit.open(f"{review.removeprefix(desk)}?diem=header")
        page.get_by_label("Loại văn bản").select_option("Kế hoạch")
        page.get_by_role("button", name="Giữ chỗ đã sửa").click()
        page.get_by_text("1 điểm đã trả lời").click()
        assert "Phần đầu văn bản: 8204/CT-UBND" in page.inner_text("details.answered")
        assert visit.violations() == []
        page.get_by_role("button", name="Mở lại").click()
        page.wait_for_url("**diem=header")
        assert page.get_by_text("điểm đã trả lời").count() == 0
        assert page.get_by_label("Loại văn bản").input_value() == "ke-hoach"
        visit.open("/duyet")
        row = page.get_by_role("row").filter(has_text="8204")
        assert "Chờ công bố" in row.inner_text()
        row.get_by_text("Bỏ", exact=False).first.click()
        row.get_by_role("button", name="Bỏ bản chờ này").click()
        page.wait_for_selector("#viec[data-over=co]", timeout=120_000)
        visit.open("/duyet")
        assert page.get_by_role("row").filter(has_text="8204").count() == 0
        assert visit.faults == []


def test_it_works_without_scripts(browser: Browser, desk: str, tmp_path: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _sign_in(page, desk)
        _send(page, "8202", tmp_path)
        page.get_by_role("link", name="Duyệt ngay").click()
        first = page.get_by_role("heading", level=2).first.inner_text()
        page.get_by_role("button", name="Đúng").click()
        assert page.get_by_role("heading", level=2).first.inner_text() != first
        page.get_by_role("button", name="Đăng xuất").click()
        page.goto(f"{desk}/duyet")
        assert page.url.startswith(f"{desk}/dang-nhap")


def test_hostile_texts_stay_texts(browser: Browser, desk: str, tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    text = (
        DIRECTIVE.replace("8123", "8203")
        .replace("ghế chờ", hostile)
        .replace("Lò Thị Thử", "Lò Thử")
    )
    with browser.new_context() as context:
        visit = visit_of(context, desk)
        page = visit.page
        _sign_in(page, desk)
        file = tmp_path / "xau.txt"
        file.write_text(text, "utf-8")
        page.get_by_label(re.compile("Tệp văn bản")).set_input_files(file)
        page.get_by_role("button", name="Gửi", exact=True).click()
        page.wait_for_selector(".outcome", timeout=120_000)
        hrefs = [a.get_attribute("href") or "" for a in page.locator(".outcome a").all()]
        reviews = [href for href in hrefs if href.startswith("/duyet")]
        assert reviews
        for review in reviews:
            visit.open(review)
            assert page.locator("main img").count() == 0
            assert "<script>" in page.inner_text("main")
        visit.open("/duyet")
        assert visit.faults == []


def test_faults_are_seen(browser: Browser, desk: str) -> None:
    """The visit of these tests would tell of a fault: this one makes some."""
    with browser.new_context() as context:
        visit: Visit = visit_of(context, desk)
        visit.page.goto(f"{desk}/dang-nhap")
        visit.page.evaluate("console.error('x')")
        assert visit.faults
