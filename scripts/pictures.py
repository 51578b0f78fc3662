"""Draw docs/images/ from demo/: a page of a real SOP, its report, and its process map.

Chromium shows the pages as a reader sees them; the map is the SVG file itself.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "demo" / "bottle-crm"
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT, MARGIN = 1000, 1000, 32


def draw(browser: Browser, page_file: str, anchor: str, picture: str) -> None:
    """Draw what a reader sees from ``anchor`` on."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5)
    page.goto((DEMO / page_file).as_uri())
    box = page.locator(anchor).first.bounding_box()
    top = max(0, box["y"] - MARGIN) if box else 0
    clip = {"x": 0, "y": top, "width": WIDTH, "height": HEIGHT}
    page.screenshot(path=IMAGES / picture, full_page=True, clip=clip)  # type: ignore[arg-type]  # it is a FloatRect
    page.close()


def main() -> int:
    """Draw all pictures."""
    if not (DEMO / "sop.html").exists():
        print("demo/ is not there. Run: make demo", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        draw(browser, "sop.html", "#procedure h2", "sop.png")
        draw(browser, "report.html", "h1", "report.png")
        browser.close()
    shutil.copyfile(DEMO / "map.svg", IMAGES / "map.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
