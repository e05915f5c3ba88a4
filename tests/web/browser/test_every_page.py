"""Every page in a real browser: at three widths, without scripts, on paper, with hostile texts."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Browser

from .conftest import AXE, Visit, visit_of

CT33 = "vn/2021-11-26/33-ct-ttg"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
STEP = quote(f"instrument/{CT33}|directlyImplements|nguoc")
PAGES = (
    "/",
    "/cay",
    f"/cay/{CT33}",
    f"/cay/{CT33}?chua-thay=true&cap=xa",
    "/van-ban",
    f"/van-ban/{CT33}",
    f"/van-ban/{THANH_HA}",
    "/don-vi",
    "/don-vi?q=Thanh+Ha",
    "/don-vi/294/open",
    "/don-vi/294/open/phong-noi-vu",
    "/nhiem-vu",
    "/nhiem-vu?xem=nhiem-vu",
    "/trich-dan",
    "/trich-dan?so=33/CT-TTg",
    "/trich-dan?so=khong-co-van-ban-nay",
    "/trich-dan?so=ke+hoach",
    "/truy-van",
    "/truy-van/lookup/plans-citing?chay=1&instrument=33/CT-TTg",
    f"/kham-pha?tu=instrument/{CT33}&mo={STEP}",
    "/chat-luong",
    "/tim?q=son+truong",
    "/so-sanh?duoi=02/2022-01-07/9-kh-ubnd",
    f"/so-sanh?tren=02/2022-01-07/9-kh-ubnd&duoi={THANH_HA}",
    "/nhiem-vu?xem=lich&thang=2023-11",
    "/nhiem-vu?don-vi=294/open&ngay=2023-11-30",
    "/truy-van/research/most-cited?chay=1",
    "/tro-giup",
    "/ontology",
    f"/instrument/{THANH_HA}/section/III",
    "/khong/co/trang/nay",
)
WIDTHS = (1366, 360, 320)
_EXPECTED = ("404", "422", "300")


def _allowed(fault: str) -> bool:
    """Chromium tells the status of a page that is an answer of its own, such as 404."""
    return fault.startswith("console: Failed to load resource") and any(
        code in fault for code in _EXPECTED
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page(browser: Browser, address: str, path: str, width: int) -> None:
    """A page fits its width, breaks no rule of WCAG 2.2 AA, and asks nothing of others."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        visit = visit_of(context, address)
        visit.open(path)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.violations() == []
        assert [f for f in visit.faults if not _allowed(f)] == []


def test_documentation_of_the_api(visit: Visit) -> None:
    """``/docs`` is drawn without asking another host."""
    visit.open("/docs")
    visit.page.wait_for_selector(".opblock")
    assert visit.faults == []


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts(browser: Browser, address: str, path: str) -> None:
    """Without JavaScript a page says the same, and its forms and links work."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        assert page.locator("h1").count() == 1
        assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize("path", [f"/cay/{CT33}", f"/van-ban/{CT33}"])
def test_picture_without_scripts(browser: Browser, address: str, path: str) -> None:
    """Without JavaScript the picture is offered as SVG, and no button that does nothing stands."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        assert page.locator("button.small").count() == 0
        link = page.locator("a[data-png]").get_attribute("href") or ""
        answer = context.request.get(f"{address}{link}")
        assert answer.headers["content-type"].startswith("image/svg+xml")


def test_search_without_scripts(browser: Browser, address: str) -> None:
    """The search box is a plain form."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.fill("#tim", "chi thi 33")
        page.press("#tim", "Enter")
        assert page.url.endswith("/tim?q=chi+thi+33")
        page.click("main ul.links a >> nth=0")
        assert page.url.endswith(CT33)


def test_search_by_keyboard(visit: Visit) -> None:
    """What one means is offered while one types and reached with the arrow keys."""
    visit.open("/")
    visit.page.focus("#tim")
    visit.page.keyboard.type("thanh ha")
    whole = '#goi-y-0:has-text("Huyện Thanh Hà")'  # offers for "thanh h" may stand there first
    visit.page.wait_for_selector(whole)
    assert visit.page.get_attribute("#tim", "aria-expanded") == "true"
    visit.page.keyboard.press("ArrowDown")
    chosen = visit.page.get_attribute("#tim", "aria-activedescendant")
    assert visit.page.inner_text(f"#{chosen}").startswith("Huyện Thanh Hà")
    visit.page.keyboard.press("Escape")
    assert not visit.page.is_visible("#goi-y")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.type(" ")
    visit.page.wait_for_selector(whole)
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/don-vi/294/open")
    assert visit.faults == []


def test_query_by_keyboard(visit: Visit) -> None:
    """The editor offers the words of the ontology, runs with Ctrl+Enter, and lets Tab pass."""
    visit.open("/truy-van")
    visit.page.click(".CodeMirror")
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.type("PREFIX dv: <https://w3id.org/danvan/ontology#>\nASK { ?p a dv:Pl")
    visit.page.wait_for_selector(".CodeMirror-hint")
    assert visit.page.inner_text(".CodeMirror-hint >> nth=0") == "dv:Plan"
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.type(" }")
    visit.page.keyboard.press("Control+Enter")
    visit.page.wait_for_selector("#ket-qua .big")
    assert visit.page.inner_text("#ket-qua .big") == "Có"
    visit.page.click(".CodeMirror")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('.CodeMirror')") is None
    assert visit.faults == []


@pytest.mark.parametrize(
    "path",
    [f"/kham-pha?tu=instrument/{CT33}&mo={STEP}", f"/cay/{CT33}", f"/van-ban/{CT33}"],
)
def test_picture_as_png(visit: Visit, tmp_path: Path, path: str) -> None:
    """By keyboard a picture is kept as a PNG in twice its size, beside the link to the SVG."""
    visit.open(path)
    link = visit.page.locator("a[data-png]")
    drawn = visit.page.evaluate(
        "async (href) => { const i = new Image(); i.src = href; await i.decode(); return i.naturalWidth }",
        link.get_attribute("href"),
    )
    link.focus()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "PNG"
    with visit.page.expect_download() as waiting:
        visit.page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "a.png")
    held = (tmp_path / "a.png").read_bytes()
    assert held.startswith(b"\x89PNG")
    assert int.from_bytes(held[16:20]) == min(2 * drawn, 8000)
    assert visit.faults == []


@pytest.mark.parametrize("path", ["/", f"/cay/{CT33}", f"/van-ban/{THANH_HA}"])
def test_on_paper(visit: Visit, path: str) -> None:
    """Printed on A4 a page has no menu, and the cascade takes at most five sheets."""
    visit.open(path)
    sheets = pypdfium2.PdfDocument(io.BytesIO(visit.page.pdf(format="A4")))
    text = "".join(page.get_textpage().get_text_range() for page in sheets)
    assert "Truy vấn SPARQL" not in text
    assert "Chỉ thị 33/CT-TTg" in text or "Kế hoạch" in text
    if path.startswith("/cay"):
        assert len(sheets) <= 5


@pytest.fixture
def hostile_visit(browser: Browser, hostile: httpx.Client) -> Iterator[Visit]:
    """A page of the graph in which every text tries to become markup."""
    with browser.new_context() as context:
        yield visit_of(context, str(hostile.base_url).rstrip("/"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cay/vn/2021/1-ct-x",
        "/cay/vn/2021/1-ct-x.html",
        "/van-ban",
        "/van-ban/vn/2024/ke-hoach-xau",
        "/don-vi/vn/ke-xau",
        "/nhiem-vu",
        "/nhiem-vu?xem=nhiem-vu",
        "/trich-dan?so=01/CT-X",
        "/chat-luong",
        "/tim?q=script",
        "/kham-pha?tu=instrument/vn/2024/ke-hoach-xau",
        "/truy-van?query=%3C/textarea%3E%3Cscript%3Ealert(9)%3C/script%3E",
    ],
)
def test_hostile_texts_run_nowhere(hostile_visit: Visit, path: str) -> None:
    """No text of a document runs: no dialog, no script error, no request elsewhere."""
    if not path.endswith(".html"):
        hostile_visit.open(path)
    else:
        kept = hostile_visit.page.request.get(f"{hostile_visit.address}{path}").text()
        hostile_visit.page.set_content(kept)
    hostile_visit.page.wait_for_timeout(150)
    assert hostile_visit.page.evaluate("document.querySelectorAll('img[onerror]').length") == 0
    assert hostile_visit.faults == []


def test_hostile_suggestion(hostile_visit: Visit) -> None:
    """What is offered while one types is text."""
    hostile_visit.open("/")
    hostile_visit.page.focus("#tim")
    hostile_visit.page.keyboard.type("script alert")
    hostile_visit.page.wait_for_selector("#goi-y [role=option]")
    assert "<script>" in hostile_visit.page.inner_text("#goi-y")
    assert hostile_visit.page.locator("#goi-y script, #goi-y img").count() == 0
    assert hostile_visit.faults == []


def test_axe_is_the_one_that_was_chosen() -> None:
    """The rules are really there."""
    assert AXE.stat().st_size > 100_000


@pytest.mark.parametrize("path", ["/nhiem-vu", "/van-ban", f"/cay/{CT33}"])
def test_filters_are_folded_on_a_phone(browser: Browser, address: str, path: str) -> None:
    """On a phone the answer comes before the filters, which open by one touch; elsewhere they stand."""
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        button = page.locator("form.filters button[type=submit]")
        assert not button.is_visible()
        page.click(".fold > summary")
        assert button.is_visible()
        page.set_viewport_size({"width": 1366, "height": 800})
        page.goto(f"{address}{path}")
        assert button.is_visible()
        assert not page.locator(".fold > summary").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_part_one_reads_is_marked(browser: Browser, address: str, width: int) -> None:
    """The list of contents stays in sight, marks one part, and leads there by keyboard too."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        visit = visit_of(context, address)
        page = visit.page
        visit.open(f"/van-ban/{THANH_HA}")
        names = page.locator(".contents a").all_inner_texts()
        assert names == [
            "Tóm tắt", "Thuộc tính", "Lược đồ", "Văn bản liên quan", "Nhiệm vụ", "Lịch sử", "Nguồn",
        ]  # fmt: skip
        assert page.inner_text(".contents [aria-current]") == "Tóm tắt"
        for name in ("Nhiệm vụ", "Nguồn"):
            page.focus(f".contents a:text-is('{name}')")
            page.keyboard.press("Enter")
            page.wait_for_function(
                "name => document.querySelector('.contents [aria-current]').innerText === name",
                arg=name,
            )
            assert page.locator(".contents").bounding_box()["y"] >= 0  # type: ignore[index]
            assert page.locator(".contents [aria-current]").count() == 1
            assert page.locator(f"section h2:text('{name}')").first.is_visible()
        assert visit.violations() == []
        assert visit.faults == []
