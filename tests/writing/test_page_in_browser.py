"""The page in a real browser: it asks for nothing, complains of nothing and never scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.writing.test_documents import hostile_sop
from tests.written import AGREED, DRAFT, HOSTILE

from sopwright.sop.document import Sop
from sopwright.writing.render.html import html

pytestmark = pytest.mark.browser

WIDTHS = [320, 390, 768, 1440]
SOPS = {"draft": DRAFT, "agreed": AGREED, "long word": hostile_sop(HOSTILE[10]), "script": hostile_sop(HOSTILE[0])}


def shown(chromium: Browser, sop: Sop, folder: Path, width: int) -> tuple[int, list[str], list[str]]:
    """Return how wide the page became, what it complained of and what it asked for."""
    file = folder / "sop.html"
    file.write_text(html(sop), encoding="utf-8")
    complaints: list[str] = []
    requests: list[str] = []
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    page.close()
    return wide, complaints, [url for url in requests if url != file.as_uri()]


@pytest.mark.parametrize("name", SOPS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_quiet_and_fits(chromium: Browser, tmp_path: Path, name: str, width: int) -> None:
    assert shown(chromium, SOPS[name], tmp_path, width) == (width, [], [])


def test_the_tall_map_is_for_phones_and_the_wide_one_for_the_rest(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "sop.html"
    file.write_text(html(AGREED), encoding="utf-8")
    for width, kind in ((390, "narrow"), (1440, "wide")):
        page = chromium.new_page(viewport={"width": width, "height": 844})
        page.goto(file.as_uri())
        visible = [each.get_attribute("class") for each in page.locator(".map").all() if each.is_visible()]
        page.close()
        assert visible == [f"map {kind}"]


def test_the_wide_map_fits_the_column(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "sop.html"
    file.write_text(html(AGREED), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 844})
    page.goto(file.as_uri())
    inner, needed = page.locator(".map.wide").evaluate("each => [each.clientWidth, each.scrollWidth]")
    page.close()
    assert needed <= inner


def test_evidence_is_shown_to_the_keyboard(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "sop.html"
    file.write_text(html(DRAFT), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.locator("#step-new-lead .mark").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    tip = "getComputedStyle(document.activeElement, '::after').content"
    assert page.evaluate(tip) == '"Observed in rec1#3–#6"'
    page.close()
