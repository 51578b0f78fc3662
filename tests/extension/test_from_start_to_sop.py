"""From Start to a readable SOP, as a person does it: the real panel, the real extension, a real receiver."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from tests.cli.listener import Listener
from tests.extension.recorder import Recorder, recording_in
from tests.extension.served import Served, serving

from sopwright.recording.form import dump, parse
from sopwright.recording.schema import Kind, NameSource

pytestmark = pytest.mark.browser

TITLE = "Qualify MQLs from a webinar"
ALT_SHIFT = 1 | 8
"""Modifiers of a key, as the DevTools protocol counts them."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def recorder(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    with recording_in(playwright, tmp_path_factory.mktemp("recorder")) as launched:
        yield launched


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Listener]:
    listener = Listener(tmp_path / "leads", "--write")
    yield listener
    listener.kill()


def panel_of(recorder: Recorder) -> Page:
    panel = recorder.context.new_page()
    panel.goto(f"chrome-extension://{recorder.id}/panel/panel.html")
    return panel


def worked(recorder: Recorder, served: Served) -> None:
    """Do some work in the page."""
    page = recorder.open(served.at("fields.html"))
    page.locator("#status").focus()
    page.keyboard.press("q")
    page.get_by_label("E-mail").click()
    page.keyboard.type("maya@acme.example")
    page.get_by_label("Password").click()
    page.keyboard.type("hunter2hunter2")
    page.locator("#bare").click()
    page.keyboard.type("Reyes")
    page.locator("#area").click()
    page.goto(served.at("toasts.html"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Lead saved")).to_be_visible()
    page.close()


def test_from_start_to_a_readable_sop(recorder: Recorder, served: Served, receiver: Listener) -> None:
    panel = panel_of(recorder)
    panel.locator("#title").fill(TITLE)
    panel.locator("#role").fill("SDR")
    panel.locator("#site-address").fill(served.at("").rstrip("/"))
    panel.get_by_role("button", name="Add").click()
    expect(panel.locator("#sites input[type=checkbox]")).to_be_checked()
    panel.get_by_text("More options").click()
    panel.locator("#performer").fill("1")
    panel.get_by_role("button", name="Start recording").click()
    expect(panel.get_by_text("Recording", exact=True)).to_be_visible()

    worked(recorder, served)
    panel.bring_to_front()
    expect(panel.get_by_text("Lead saved")).to_be_visible()
    panel.get_by_label("Add a note").fill("Attended to the end. Mail maya@acme.example or call 030 1234567.")
    panel.get_by_role("button", name="Add note").click()
    panel.get_by_role("button", name="Stop").click()

    panel.get_by_role("button", name="Name this control").first.click()
    panel.keyboard.type("Campaign")
    panel.keyboard.press("Enter")
    panel.get_by_role("tab", name="Texts").click()
    panel.get_by_role("button", name="Withhold: Lead saved").click()
    panel.get_by_role("tab", name="Finish").click()
    assert receiver.stored() == []

    panel.locator("#connection").fill(f"{receiver.address}/#token={receiver.token}")
    panel.get_by_role("button", name="Connect").click()
    panel.get_by_role("button", name="Send").click()
    link = panel.get_by_role("link", name="SOP")
    expect(link).to_be_visible(timeout=30_000)  # another program writes it, on a machine that may be busy

    (stored,) = receiver.folder.glob("*.recording.json")
    text = stored.read_text(encoding="utf-8")
    recording = parse(stored.name, text.encode())
    assert dump(recording) == text
    assert (recording.title, recording.role, recording.performer) == (TITLE, "SDR", "performer-1")
    named = [event.target.name for event in recording.events if event.target and event.target.name]
    assert "Campaign" in named
    assert NameSource.PERFORMER in {event.target.name_source for event in recording.events if event.target}
    notes = [event.text for event in recording.events if event.kind is Kind.ANNOTATE]
    assert notes == ["Attended to the end. Mail … or call …."]
    assert not any(secret in text for secret in ("maya", "hunter2", "Reyes", "Lead saved", "1234567"))

    with recorder.context.expect_page() as opened:
        link.click()
    sop = opened.value
    expect(sop.locator("h1")).to_contain_text("Qualify")
    expect(sop.locator("body")).to_contain_text("set Lead Status to Qualified")
    sop.close()
    panel.close()


def test_a_key_pauses_and_resumes_on_any_page_and_the_badge_says_so(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    page = recorder.open(served.at("fields.html"))
    badge = "async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]"

    def says(*wanted: str) -> None:
        recorder.panel.wait_for_function(
            f"async (wanted) => String(await ({badge})()) === wanted", arg=",".join(wanted)
        )

    says("REC", "Sopwright: recording")
    for text, title in (("II", "Sopwright: paused"), ("REC", "Sopwright: recording")):
        keys = recorder.context.new_cdp_session(page)
        for kind in ("rawKeyDown", "keyUp"):
            key = {"modifiers": ALT_SHIFT, "windowsVirtualKeyCode": ord("H"), "key": "H", "code": "KeyH"}
            keys.send("Input.dispatchKeyEvent", {"type": kind, **key})
        says(text, title)
        recorder.stop_worker()
        says(text, title)
    recorder.stop()
    says("", "Sopwright: record how this work is done")
    page.close()


def test_pages_that_are_open_when_the_extension_is_updated_need_not_be_loaded_again(
    playwright: Playwright, served: Served, tmp_path: Path
) -> None:
    preferences = tmp_path / "profile" / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text('{"extensions": {"ui": {"developer_mode": true}}}', encoding="utf-8")
    with recording_in(playwright, tmp_path) as recorder:
        page = recorder.open(served.at("lead.html"))
        recorder.start(served.origins("crm.localhost"), title="Before the update")
        page.get_by_role("button", name="New lead").click()
        with recorder.context.expect_event("serviceworker"):
            recorder.worker().evaluate("void setTimeout(() => chrome.runtime.reload(), 100)")
        panel = panel_of(recorder)
        expect(panel.get_by_text("Your recording of Before the update was interrupted.")).to_be_visible()
        recorder.panel = panel
        recorder.start(served.origins("crm.localhost"), title="After it")
        page.bring_to_front()
        page.get_by_role("button", name="New lead").click()
        expect(panel.locator("#feed")).to_contain_text("Select New lead")
        assert [event.kind for event in recorder.stop().events if event.kind is Kind.ACTIVATE] == [Kind.ACTIVATE]
