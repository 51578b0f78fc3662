"""Draw docs/images/: pages of a real SOP, its report, its map and of many leads from demo/, and the extension's panel.

Chromium shows the pages as a reader sees them; the map is the SVG file itself. The panel is the real one, beside the
stand-ins of the examples.
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from scripts.examples.record import SITES, TITLE, recorder
from scripts.examples.standins import server

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "demo"
SOP, LEADS = DEMO / "lead-qualification", DEMO / "many-leads"
IMAGES = ROOT / "docs" / "images"
WIDTH, WIDE, HEIGHT, MARGIN = 1000, 1360, 1000, 32


def draw(browser: Browser, page_file: Path, anchor: str, picture: str, width: int = WIDTH) -> None:
    """Draw what a reader sees from ``anchor`` on."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, device_scale_factor=1.5)
    page.goto(page_file.as_uri())
    box = page.locator(anchor).first.bounding_box()
    top = max(0, box["y"] - MARGIN) if box else 0
    clip = {"x": 0, "y": top, "width": width, "height": HEIGHT}
    page.screenshot(path=IMAGES / picture, full_page=True, clip=clip)  # type: ignore[arg-type]  # it is a FloatRect
    page.close()


def draw_panel(playwright: Playwright) -> None:
    """Draw the panel before, while and after it records, side by side."""
    with server.running(), recorder(playwright) as extension:
        panel = extension.panel
        panel.set_viewport_size({"width": 380, "height": 860})
        sites = [{"pattern": f"{origin}/*", "name": name} for name, origin in SITES.items()]
        panel.evaluate("(sites) => chrome.storage.local.set({ sites })", sites)
        panel.reload()
        panel.get_by_label("What is this work called?").fill(TITLE)
        panel.get_by_label("Your role").fill("SDR")
        for name in SITES:
            panel.get_by_role("checkbox", name=name).check()
        panel.get_by_role("heading", level=1).scroll_into_view_if_needed()
        panel.locator("body").click()
        pictures = [shot(panel)]
        extension.start("performer-1")
        mail = extension.context.new_page()
        mail.goto(server.address("enrichment"))
        mail.get_by_label("Company name").click()
        mail.keyboard.type("Brightwater", delay=200)
        mail.get_by_role("button", name="Search").click()
        mail.get_by_role("link").last.wait_for()
        mail.goto(server.address("mail"))
        mail.get_by_role("button", name="Compose").click()
        mail.get_by_label("To").click()
        mail.keyboard.type("someone@example.test", delay=150)
        mail.get_by_label("Template").select_option(index=1)
        mail.locator("#body").click()
        mail.keyboard.type("Hello, would Tuesday suit you?", delay=150)
        extension.note("They asked for a meeting on the phone.")
        mail.get_by_role("button", name="Send").click()
        panel.get_by_text("Message sent").wait_for()
        pictures.append(shot(panel))
        extension.stop()
        panel.get_by_role("tab", name="Texts").click()
        pictures.append(shot(panel))
        beside = extension.context.new_page()
        beside.set_viewport_size({"width": 3 * 380 + 80, "height": 900})
        style = "margin:20px;display:flex;gap:20px;background:#e9edf3"
        shown = "".join(f'<img width=380 src="data:image/png;base64,{picture}">' for picture in pictures)
        beside.set_content(f'<body style="{style}">{shown}</body>')
        beside.screenshot(path=IMAGES / "panel.png")


def shot(page: Page) -> str:
    """Return what is in sight, as PNG in base64."""
    return base64.b64encode(page.screenshot()).decode()


def main() -> int:
    """Draw all pictures."""
    if not (SOP / "sop.html").exists():
        print("demo/ is not there. Run: make demo", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        draw(browser, SOP / "sop.html", "#procedure h2", "sop.png")
        draw(browser, SOP / "report.html", "h1", "report.png")
        draw(browser, LEADS / "report.html", "h1", "mined.png", WIDE)
        browser.close()
        draw_panel(playwright)
    shutil.copyfile(SOP / "map.svg", IMAGES / "map.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
