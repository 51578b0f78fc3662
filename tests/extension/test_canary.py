"""Does anything private get out? 260 secrets in all places of a page, acts on each, and everything that is kept.

The oracle is ``canary.leaks``: it knows the secrets, and nothing of how the extension hides them.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.canary import TEMPLATES, Plant, leaks, pages, plants
from tests.extension.recorder import Recorder
from tests.extension.served import Served

from sopwright.api import dumped, understand, write

pytestmark = pytest.mark.browser

AT = """number => {
  const element = document.querySelector(`[data-go="${number}"]`);
  element.scrollIntoView({ block: "center" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + Math.min(width / 2, 12), y + height / 2];
}"""


def act(page: Page, plant: Plant, folder: Path) -> None:
    """Do what is done at a plant, by trusted input."""
    kind, _, rest = plant.act.partition(" ")
    inner = page.locator(f"#plant-{plant.number}")
    if kind == "frame":
        perform(page, inner.frame_locator("iframe").locator(rest).first)
        return
    if kind == "shadow":
        perform(page, inner.locator(rest).last)
        return
    if kind == "upload":
        file = folder / rest
        file.write_text("x", encoding="utf-8")
        inner.locator("input").set_input_files(file)
        return
    x, y = page.evaluate(AT, plant.number)
    if kind == "drag":
        drag(page, plant, x, y)
        return
    page.mouse.click(x, y, click_count=2 if kind == "double" else 3 if kind == "copy" else 1)
    if kind == "type":
        page.keyboard.insert_text(rest)
        page.keyboard.press("Tab")
    elif kind == "choose":
        page.keyboard.press("Escape")
        page.locator(f'[data-go="{plant.number}"]').focus()
        page.keyboard.press("ArrowDown")
    elif kind == "copy":
        page.keyboard.press("Control+C")
    elif kind == "paste":
        page.evaluate("text => navigator.clipboard.writeText(text)", rest)
        page.keyboard.press("Control+V")
        page.keyboard.press("Tab")
    elif kind == "dialog":
        page.locator("#confirm").click()


def perform(page: Page, element: Any) -> None:  # noqa: ANN401 - a locator of a page or of a frame
    element.click(position={"x": 4, "y": 4})
    if element.evaluate("element => element.localName") == "input":
        page.keyboard.insert_text("x")
        page.keyboard.press("Tab")


def drag(page: Page, plant: Plant, x: float, y: float) -> None:
    zone = page.locator(f"#plant-{plant.number} .zone")
    box = zone.bounding_box() if zone.count() else None
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 4, steps=2)
    end = (box["x"] + 20, box["y"] + 10) if box is not None else (x + 200, y + 60)
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def told(found: list[Plant]) -> list[str]:
    return [f"{plant.page}: {plant.where} ({plant.html[:80]}, {plant.act})" for plant in found]


def test_each_secret_would_be_found() -> None:
    assert len(plants()) >= 200
    found = leaks("\n".join(f"“{plant.needles[0].upper()}”, y" for plant in plants()))
    assert found == list(plants())
    assert leaks("Lead Status saved by nobody") == []


@pytest.fixture(scope="module")
def leaked(recorder: Recorder, served: Served, tmp_path_factory: pytest.TempPathFactory) -> list[Plant]:
    """Act on every plant, and return those that were kept at any time or would be sent."""
    served.more |= pages()
    recorder.context.grant_permissions(["clipboard-read", "clipboard-write"])
    recorder.start(served.origins("crm.localhost", "tools.localhost"))
    found = []
    for name in TEMPLATES:
        page = recorder.open(served.at(f"/canary/{name}.html"))
        page.on("dialog", lambda dialog: dialog.accept())
        for plant in plants():
            if plant.page == name:
                act(page, plant, tmp_path_factory.getbasetemp())
        found.append(recorder.all_storage())
        page.close()
    recording = recorder.stop()
    done = sum(entry["actor"] == "human" for entry in recorder.entries())
    assert done >= 200, f"{done} acts were recorded: there is too little to find a leak in"
    found += [recorder.all_storage(), recorder.text, dumped(recording), str(write([understand(recording)]))]
    return leaks("\n".join(found))


def test_none_of_the_secrets_is_kept_or_would_be_sent(leaked: list[Plant]) -> None:
    assert told(leaked) == []


def test_the_panel_keeps_no_secret_that_the_performer_writes(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    panel = recorder.open(f"chrome-extension://{recorder.id}/panel/panel.html")
    for plant in plants():
        if plant.page == "notes":
            panel.locator("#note").fill(plant.html)
            add = panel.get_by_role("button", name="Add note")
            add.click()
            add.click()
    titles = [plant.html for plant in plants() if plant.page == "titles"]
    assert panel.evaluate("titles => titles.map((title) => redaction.title(title))", titles) == [""] * len(titles)
    panel.close()
    recorder.stop()
    assert [entry["kind"] for entry in recorder.entries()].count("annotate") == 3
    written = [plant for plant in leaks(recorder.all_storage() + recorder.text) if plant.page in ("notes", "titles")]
    assert told(written) == []
