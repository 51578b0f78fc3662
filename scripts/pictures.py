"""Draw docs/images/ from demo/: the first page of a real SOP, and its process map.

Chromium shows the page as a reader sees it; the map is the SVG file itself.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "demo" / "bottle-crm"
IMAGES = ROOT / "docs" / "images"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1.5",
)


def screenshot(page: Path, picture: Path, width: int, height: int) -> None:
    """Draw the top of a page."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium",
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours


def main() -> int:
    """Draw all pictures."""
    if not (DEMO / "sop.html").exists():
        print("demo/ is not there. Run: make demo", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    screenshot(DEMO / "sop.html", IMAGES / "sop.png", 1100, 1250)
    screenshot(DEMO / "report.html", IMAGES / "report.png", 1100, 1000)
    shutil.copyfile(DEMO / "map.svg", IMAGES / "map.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
