"""Do recordings of the same work by different recorders give the same steps? Ours, rrweb and Playwright's, at once."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.extension.recorder import Recorder
from tests.extension.served import Served

from sopwright.api import read, understand
from sopwright.recording.schema import Recording

pytestmark = pytest.mark.browser

RRWEB = Path(__file__).parents[2] / ".make" / "node" / "node_modules" / "rrweb" / "dist" / "rrweb.umd.cjs"


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


def titles(recordings: Sequence[Recording]) -> list[str]:
    return [step.title for recording in recordings for run in understand(recording).runs for step in run.steps]


def results(recordings: Sequence[Recording]) -> list[str]:
    return [step.result for recording in recordings for run in understand(recording).runs for step in run.steps]


@pytest.mark.skipif(not RRWEB.exists(), reason="rrweb is not installed: make extension")
def test_rrweb_and_ours_give_the_same_steps(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("lead.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    page.evaluate(RRWEB.read_text(encoding="utf-8"))
    page.evaluate("() => { window.seen = []; rrweb.record({ emit: (event) => void window.seen.push(event) }); }")
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
    generated = following(recorder)
    work(page)
    page.mouse.click(5, 600)  # the generator tells of a click when the next one comes
    ours = (recorder.stop(),)
    page.close()
    theirs = read("generated.jsonl", "\n".join([json.dumps({"browserName": "chromium"}), *generated.lines()]).encode())
    assert titles(ours) == titles(theirs)


class Generated:
    """What Playwright's own code generator makes of the same acts, a line of JSON each."""

    def __init__(self) -> None:
        self._actions: list[str] = []

    def action_added(self, _page: object, _data: object, code: str) -> None:
        self._actions.append(code)

    def action_updated(self, _page: object, _data: object, code: str) -> None:
        self._actions[-1:] = [code]

    def lines(self) -> list[str]:
        return [action for action in self._actions if action.strip()]


def following(recorder: Recorder) -> Generated:
    """Let the generator follow along; it has no public name in Python."""
    generated = Generated()
    context = recorder.context._impl_obj  # noqa: SLF001 - the generator has no public door in Python
    recorder.context._sync(context._start_recording({"language": "jsonl"}, generated))  # noqa: SLF001 - as above
    return generated
