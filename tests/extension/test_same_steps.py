"""Do recordings of the same work by different recorders give the same steps?

Ours, rrweb's and Playwright's are made at once, of the same trusted input. Chrome's Recorder and Selenium IDE cannot be
driven by a test: their files are written here as these tools write them for the same acts.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.extension.recorder import Recorder
from tests.extension.served import Served

from sopwright.api import read, understand
from sopwright.recording.schema import Recording

pytestmark = pytest.mark.browser

RRWEB = Path(__file__).parents[2] / ".make" / "node" / "node_modules" / "rrweb" / "dist" / "rrweb.umd.cjs"
SITE = "http://crm.localhost:8000"


def work(page: Page) -> None:
    """Create a lead, by trusted input at a person's pace."""
    page.get_by_role("button", name="New lead").click()
    page.locator("#name").click()
    page.keyboard.type("Reyes")
    page.locator("#company").click()
    page.keyboard.type("Acme Robotics")
    page.locator("#status").focus()
    page.keyboard.press("q")
    page.locator("#stage").click()
    page.get_by_role("option", name="Converted").click()
    page.locator("#budget").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Lead saved")).to_be_visible()


def work_at_desk(page: Page) -> None:
    """Search by Enter, fill in shadow trees and a frame, answer a dialog."""
    page.locator("#company").click()
    page.keyboard.type("Acme Robotics")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Search finished")).to_be_visible()
    page.get_by_label("Phone").click()
    page.keyboard.type("030 1234567")
    page.get_by_label("Rating").focus()
    page.keyboard.press("h")
    page.get_by_label("Budget confirmed").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Lead saved")).to_be_visible()
    frame = page.frame_locator("iframe")
    frame.get_by_label("Call notes").click()
    page.keyboard.type("Decides in June.")
    frame.get_by_role("button", name="Add note").click()
    expect(frame.get_by_text("Note added")).to_be_visible()
    page.get_by_role("button", name="Convert lead").click()
    page.get_by_label("Reason").click()
    page.keyboard.type("Budget")
    page.get_by_role("button", name="Convert", exact=True).click()
    expect(page.get_by_text("Lead converted")).to_be_visible()


DESK = [
    "Complete Company name and send the form",
    "Set Rating to Hot and save",
    "Add a note",
    "Convert the lead",
    "Complete Reason",
    "Convert",
]


def titles(recordings: Sequence[Recording]) -> list[str]:
    return [step.title for recording in recordings for run in understand(recording).runs for step in run.steps]


def results(recordings: Sequence[Recording]) -> list[str]:
    return [step.result for recording in recordings for run in understand(recording).runs for step in run.steps]


def followed_by_rrweb(page: Page) -> None:
    page.evaluate(RRWEB.read_text(encoding="utf-8"))
    page.evaluate("() => { window.seen = []; rrweb.record({ emit: (event) => void window.seen.push(event) }); }")


def test_rrweb_and_ours_give_the_same_steps(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("lead.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    followed_by_rrweb(page)
    work(page)
    stream = json.dumps(page.evaluate("window.seen")).encode()
    ours = (recorder.stop(),)
    page.close()
    theirs = read("stream.json", stream)
    assert titles(ours) == titles(theirs)
    assert results(ours) == results(theirs)


def test_what_playwright_generates_and_ours_give_the_same_steps(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("lead.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    with following(recorder) as generated:
        work(page)
        page.mouse.click(5, 600)  # the generator tells of a click when the next one comes
    ours = (recorder.stop(),)
    page.close()
    assert titles(ours) == titles(generated.recordings())


def test_in_shadow_trees_and_frames_three_recorders_give_the_same_steps(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("desk.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    followed_by_rrweb(page)
    with following(recorder) as generated:
        work_at_desk(page)
        stream = json.dumps(page.evaluate("window.seen")).encode()
        page.get_by_role("link", name="Leads").click()
        page.wait_for_url("**/leads")
        page.mouse.click(300, 600)
    ours = (recorder.stop(),)
    page.close()
    of_rrweb, of_playwright = read("stream.json", stream), generated.recordings()
    assert titles(ours) == [*DESK, "Go to Leads"]
    # Playwright's file does not tell that another page came: it cannot be said that the link leads there.
    assert titles(of_playwright) == [*DESK, "Select Leads"]
    # rrweb keeps no keys, so that a form sent by Enter is not seen to be sent; it was looked at before the last click.
    assert titles(of_rrweb) == ["Complete Company name, Phone, Rating and 1 more", "Save", *DESK[2:]]
    assert results(of_rrweb)[-4:] == results(ours)[2:-1]


# --- files of tools that no test can drive --------------------------------------------------------------------------


def chrome_recorder() -> str:
    """Return what Chrome's Recorder exports as JSON: selectors in ladders, frames by their position."""

    def step(kind: str, name: str, css: str, **more: object) -> dict[str, object]:
        return {
            "type": kind,
            "target": "main",
            "selectors": [[f"aria/{name}"], css.split(" "), [f"pierce/{css}"]],
            **more,
        }

    in_shadow, in_rating = "lead-editor", "lead-editor rating-field"
    steps = [
        {"type": "setViewport", "width": 1280, "height": 720},
        {"type": "navigate", "url": f"{SITE}/desk.html"},
        step("click", "Company name", "#company"),
        step("change", "Company name", "#company", value="Acme Robotics"),
        {"type": "keyDown", "target": "main", "key": "Enter"},
        {"type": "keyUp", "target": "main", "key": "Enter"},
        step("click", "Phone", f"{in_shadow} #phone"),
        step("change", "Phone", f"{in_shadow} #phone", value="030 1234567"),
        step("change", "Rating", f"{in_rating} select", value="Hot"),
        step("click", "Budget confirmed", f"{in_shadow} input[type=checkbox]"),
        step("click", "Save", f"{in_shadow} button"),
        step("click", "Call notes", "textarea", frame=[0]),
        step("change", "Call notes", "textarea", frame=[0], value="Decides in June."),
        step("click", "Add note", "button", frame=[0]),
        step("click", "Convert lead", "#convert"),
        step("click", "Reason", "#reason"),
        step("change", "Reason", "#reason", value="Budget"),
        step("click", "Convert", "[role=dialog] button"),
    ]
    return json.dumps({"title": "Qualify a lead", "steps": steps})


def selenium_ide() -> str:
    """Return what Selenium IDE saves: one target a command, with the others that it thought of."""

    def command(verb: str, target: str = "", value: str = "", *others: str) -> dict[str, object]:
        targets = [[each, each.partition("=")[0]] for each in (target, *others)]
        return {"id": verb, "comment": "", "command": verb, "target": target, "targets": targets, "value": value}

    commands = [
        command("open", "/desk.html"),
        command("click", "id=company"),
        command("type", "id=company", "Acme Robotics"),
        command("sendKeys", "id=company", "${KEY_ENTER}"),
        command("click", "id=convert", "", "css=#convert", "xpath=//button[contains(.,'Convert lead')]"),
        command("type", "id=reason", "Budget"),
        command("click", "css=div button", "", "xpath=//button[contains(.,'Convert')]"),
    ]
    tests = [{"id": "t", "name": "Qualify a lead", "commands": commands}]
    suites = [{"id": "s", "name": "Default", "tests": ["t"], "timeout": 300}]
    head = {"id": "p", "version": "2.0", "name": "Leads", "url": SITE, "urls": [f"{SITE}/"], "plugins": []}
    return json.dumps({**head, "suites": suites, "tests": tests})


def test_a_file_of_chromes_recorder_gives_the_same_steps_but_for_what_it_does_not_hold() -> None:
    assert (
        titles(read("chrome.json", chrome_recorder().encode()))
        == [
            "Open the start page of local application",
            DESK[0],
            "Complete Phone and Rating",  # it holds an option's value, not its words
            "Select Budget confirmed",  # it holds no roles: a checkbox is clicked like a button
            "Save",
            *DESK[2:],
        ]
    )


def test_a_file_of_selenium_ide_gives_the_same_steps_but_for_names_that_it_does_not_hold() -> None:
    assert (
        titles(read("leads.side", selenium_ide().encode()))
        == [
            "Open the start page of local application",
            "Complete Company and send the form",  # it holds ids, not labels
            *DESK[3:],
        ]
    )


class Generated:
    """What Playwright's own code generator makes of the same acts, a line of JSON each."""

    def __init__(self) -> None:
        self._actions: list[str] = []

    def action_added(self, _page: object, _data: object, code: str) -> None:
        self._actions.append(code)

    def action_updated(self, _page: object, _data: object, code: str) -> None:
        self._actions[-1:] = [code]

    def recordings(self) -> Sequence[Recording]:
        lines = [json.dumps({"browserName": "chromium"}), *(action for action in self._actions if action.strip())]
        return read("generated.jsonl", "\n".join(lines).encode())


@contextmanager
def following(recorder: Recorder) -> Iterator[Generated]:
    """Let the generator follow along; it has no public name in Python."""
    generated = Generated()
    context: Any = recorder.context._impl_obj  # noqa: SLF001 - the generator has no public door in Python
    recorder.context._sync(context._start_recording({"language": "jsonl"}, generated))  # noqa: SLF001 - as above
    yield generated
    recorder.context._sync(context._stop_recording())  # noqa: SLF001 - as above
