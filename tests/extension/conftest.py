"""What the tests of the extension may ask for: a page in which capture scripts are loaded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright
from tests.extension.recorder import Recorder, recording_in
from tests.extension.served import Served, serving

CAPTURE = Path(__file__).parents[2] / "extension" / "capture"

CapturePage = Callable[..., Page]
"""Names of capture scripts to a fresh page in which they are loaded, in this order."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Return the server of the proof pages."""
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def recorder(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """Return the real extension in a browser of its own."""
    with recording_in(playwright, tmp_path_factory.mktemp("recorder")) as launched:
        yield launched


@pytest.fixture
def capture_page(chromium: Browser) -> Iterator[CapturePage]:
    """Return what opens a page and loads capture scripts in it, in the page's own world."""
    pages: list[Page] = []

    def opened(*names: str, html: str = "<!doctype html><title>Test</title>") -> Page:
        page = chromium.new_page()
        pages.append(page)
        page.set_content(html)
        for name in names:
            page.add_script_tag(content=(CAPTURE / name).read_text(encoding="utf-8"))
        return page

    yield opened
    for page in pages:
        page.close()
