"""What tests in a real browser share: the system's Chromium, and a page that tells on itself."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AXE = Path(sys.prefix) / "browser" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one these tests are skipped, but never in CI."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium; .ci/run installs it")
        pytest.skip("no Chromium on this machine: install the package chromium to run these tests")
    with sync_playwright() as player:
        made = player.chromium.launch(executable_path=found, args=list(_QUIET))
        yield made
        made.close()


@dataclass
class Visit:
    """A page of a server, open in the browser, with everything it did that it must not do.

    Attributes:
        page: the page.
        address: the server's address.
        faults: what it asked of others, failed at, or had refused by its policy.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """The page of a path is loaded and at rest."""
        self.page.goto(f"{self.address}{path}", wait_until="networkidle")

    def violations(self) -> list[str]:
        """Returns what axe finds wrong, with the places."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = self.page.evaluate(f"axe.run({{runOnly: {_RULES}}})")
        return [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]


def visit_of(context: BrowserContext, address: str) -> Visit:
    """Returns a new page that writes down what it must not do."""
    visit = Visit(context.new_page(), address)

    def told(kind: str, text: str) -> None:
        visit.faults.append(f"{kind}: {text}")

    def asked(url: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            told("asked another host", url)

    def dismissed(dialog: Dialog) -> None:
        told("dialog", dialog.message)
        dialog.dismiss()

    visit.page.on("request", lambda request: asked(request.url))
    visit.page.on("pageerror", lambda error: told("script", str(error)))
    visit.page.on(
        "console", lambda said: told("console", said.text) if said.type == "error" else None
    )
    visit.page.on("dialog", dismissed)
    return visit


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A page of the shipped data at 1366 × 768."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        yield visit_of(context, address)
