"""Measures the pages in a real browser on a store of the country's size, and prints a table.

    danvan demo --scale national --no-serve
    python benchmarks/pages.py var/demo-national

Times depend on the machine; the sizes and counts do not.
"""

import argparse
import gzip
import io
import shutil
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import openpyxl
import pypdfium2
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from danvan_graph.web.application import create_app

TREE = "/cay/vn/2021-11-26/33-ct-ttg"
STATIC = Path(__file__).parents[1] / "src" / "danvan_graph" / "web" / "static"
_STEP = "instrument/vn/2021-11-26/33-ct-ttg|directlyImplements|nguoc"
_WATCH = """new PerformanceObserver(list => { window.longTasks = (window.longTasks || [])
  .concat(list.getEntries().map(e => e.duration)); }).observe({type: "longtask", buffered: true})"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_BYTES = """performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
  .reduce((sum, e) => sum + e.transferSize, 0)"""
_EXPANDED = """async row => { const begin = performance.now(); row.querySelector('.turn').click();
  while (!row.nextElementSibling || Number(row.nextElementSibling.dataset.l) <= Number(row.dataset.l))
    await new Promise(r => setTimeout(r, 1));
  return performance.now() - begin; }"""
_SEARCHES = ("33/CT", "thanh ha", "ha giang", "noi vu", "ke hoach 2023", "son truong", "cao bang")


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serves a store on a free port and gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(store, workers=1), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def told(what: str, value: float, limit: float, unit: str) -> None:
    """Prints one figure beside what it has to reach."""
    sign = "ok " if value <= limit else "OVER"
    print(f"{sign:5}{what:52}{value:10.1f} {unit:8} (≤ {limit:g})", flush=True)


def percentile(values: list[float]) -> float:
    """Returns the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def opened(page: Page, address: str, path: str) -> None:
    """Opens a page and waits until it rests."""
    page.add_init_script(_WATCH)
    page.goto(f"{address}{path}", wait_until="networkidle")


def tree_figures(browser: Browser, address: str) -> None:
    """Prints what the tree costs to see and to open."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        opened(page, address, TREE)
        told("tree: first contentful paint, cold", page.evaluate(_PAINT), 500, "ms")
        told("tree: transferred with style and scripts", page.evaluate(_BYTES) / 1024, 30, "KB")
        tasks: list[float] = page.evaluate("window.longTasks || []")
        told("tree: longest task", max(tasks, default=0), 50, "ms")
        closed = page.query_selector_all("tr[data-o='0']")[:30]
        told(
            "tree: open a province, p95",
            percentile([r.evaluate(_EXPANDED) for r in closed]),
            100,
            "ms",
        )
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        opened(page, address, f"{TREE}?nam=2023&mo=tat-ca")
        page.evaluate("window.longTasks = []")
        begun = time.perf_counter()
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(500)
        frozen: list[float] = page.evaluate("window.longTasks || []")
        told("tree: all rows, longest freeze when scrolled", max(frozen, default=0), 200, "ms")
        print(f"     all rows: {page.locator('table.units tbody tr').count()} rows, "
              f"{time.perf_counter() - begun:.1f} s to scroll")  # fmt: skip


def paper(browser: Browser, address: str) -> None:
    """Prints how many sheets a province takes."""
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, address, f"{TREE}?nam=2023&nhanh=30/open&mo=tat-ca")
        told(
            "a province on A4",
            len(pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))),
            5,
            "pages",
        )


def timed(ask: Callable[[], object]) -> float:
    """Returns how long something takes, in milliseconds."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def files(client: httpx.Client) -> None:
    """Prints what search and downloads take."""
    asked = [
        timed(partial(client.get, "/api/v1/search", params={"q": q, "limit": 8}))
        for q in _SEARCHES * 5
    ]
    told("search while one types, p95", percentile(asked), 100, "ms")
    begun = time.perf_counter()
    kept = client.get(f"{TREE}.xlsx?nam=2023").content
    took = time.perf_counter() - begun
    rows = openpyxl.load_workbook(io.BytesIO(kept), read_only=True).active
    told(f"XLSX of {rows.max_row if rows else 0} rows", took, 3, "s")
    page = "/kham-pha.html"
    client.get(page)
    told("pyvis", timed(lambda: client.get(page, params={"mo": _STEP})) / 1000, 1, "s")


def sizes() -> None:
    """Prints how large our own scripts and styles are as sent."""
    for suffix, limit in (("js", 10), ("css", 8)):
        found = sum(len(gzip.compress(p.read_bytes())) for p in STATIC.glob(f"*.{suffix}"))
        told(f"own {suffix.upper()}, gzip", found / 1024, limit, "KB")


def main() -> None:
    """Measures every figure of the design."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, help="a store folder of the country's size")
    chosen = parser.parse_args()
    sizes()
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with served(chosen.store) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        asked = timed(partial(httpx.get, f"{address}{TREE}", timeout=120, trust_env=False))
        print(f"     first tree of a server that just started: {asked / 1000:.1f} s", flush=True)
        tree_figures(browser, address)
        paper(browser, address)
        browser.close()
        with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
            files(client)


if __name__ == "__main__":
    main()
