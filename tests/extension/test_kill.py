"""What is lost when something dies? The service worker, a tab, the browser or the receiver, in the middle of the work."""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright
from tests.extension.recorder import Recorder, recording_in
from tests.extension.served import Served

pytestmark = pytest.mark.browser

PACE_MS = 40
"""Between two acts: about as quick as a person who tabs through a form."""


def recorded_acts(entries: list[dict[str, Any]]) -> list[str]:
    """Return what a person did, in order of time, without what only moved the cursor."""
    acts = sorted((entry for entry in entries if entry["actor"] == "human"), key=lambda entry: entry["at"])
    return [f"{entry['kind']} {(entry['target'] or {}).get('name', '')}" for entry in acts]


def fill(page: Page, rounds: int) -> list[str]:
    """Fill in a form some times over; return what has to be recorded of it."""
    done = []
    for _ in range(rounds):
        for label in ("Company", "Title"):
            page.get_by_label(label, exact=True).click()
            page.keyboard.type("Ac")
            page.wait_for_timeout(PACE_MS)
            done.append(f"enter {label}")
        page.get_by_role("button", name="Refresh").click()
        done.append("activate Refresh")
    return done


def only(acts: list[str], *names: str) -> list[str]:
    """Return the entries and clicks on these names; a click into a field is no more than a moved cursor."""
    kinds = ("enter", "toggle", "activate")
    wanted = [f"{kind} {name}" for kind in kinds for name in names]
    return [act for act in acts if act in wanted and act not in ("activate Company", "activate Title")]


def assert_nothing_is_lost_or_twice(recorder: Recorder, done: list[str]) -> None:
    entries = recorder.entries()
    assert only(recorded_acts(entries), "Company", "Title", "Refresh") == done
    assert [key for key, times in Counter(entry["key"] for entry in entries).items() if times > 1] == []


def test_a_service_worker_that_is_stopped_again_and_again_loses_nothing(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("keys.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    done = []
    for _ in range(12):
        done += fill(page, 1)
        recorder.stop_worker()
    recorder.stop()
    page.close()
    assert_nothing_is_lost_or_twice(recorder, done)


@pytest.mark.parametrize("delay_ms", [0, 30, 60, 90, 120, 150, 200])
def test_a_service_worker_that_is_stopped_at_any_moment_after_an_act_loses_nothing(
    recorder: Recorder, served: Served, delay_ms: int
) -> None:
    page = recorder.open(served.at("keys.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    done = fill(page, 1)
    page.wait_for_timeout(delay_ms)
    recorder.stop_worker()
    done += fill(page, 1)
    recorder.stop()
    page.close()
    assert_nothing_is_lost_or_twice(recorder, done)


def test_a_worker_that_was_stopped_still_knows_records_elements_and_equal_values(
    recorder: Recorder, served: Served
) -> None:
    page = recorder.open(served.at("carry.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    page.get_by_label("Company").click()
    page.keyboard.type("Acme Robotics")
    page.get_by_label("Website").click()
    page.wait_for_timeout(300)
    recorder.stop_worker()
    page.keyboard.type("Acme Robotics")
    page.get_by_label("Company").click()
    page.keyboard.type("!")
    recording = recorder.stop()
    page.close()
    entries = [event for event in recording.events if event.kind.value == "enter"]
    assert [
        event.target.element == entries[0].target.element for event in entries if event.target and entries[0].target
    ] == [
        True,
        False,
        True,
    ]
    assert [event.value.same_as for event in entries if event.value] == [0, entries[0].number, 0]


@pytest.mark.parametrize("end", ["close", "crash", "leave"])
def test_what_was_done_in_a_tab_before_it_ended_is_kept(recorder: Recorder, served: Served, end: str) -> None:
    page = recorder.open(served.at("keys.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    done = fill(page, 2)
    page.get_by_label("Company", exact=True).click()
    page.keyboard.type("In the middle")
    if end == "close":
        page.close(run_before_unload=True)
        done.append("enter Company")
    elif end == "leave":
        page.goto("about:blank")
        done.append("enter Company")
    else:
        page.wait_for_timeout(1_000)  # what is older than a second is on the disk
        crash(page)
    recorder.stop()
    recorder.close_pages()
    entries = recorder.entries()
    found = only(recorded_acts(entries), "Company", "Title", "Refresh")
    assert found[: len(done)] == done


def crash(page: Page) -> None:
    """Crash a tab's process."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash", timeout=5_000)


def test_a_browser_that_is_killed_keeps_all_but_the_last_second(
    playwright: Playwright, served: Served, tmp_path: Path
) -> None:
    with recording_in(playwright, tmp_path) as recorder:
        page = recorder.open(served.at("keys.html"))
        recorder.start(served.origins("crm.localhost"), title="Qualify a lead")
        page.bring_to_front()
        done = fill(page, 3)
        page.wait_for_timeout(1_000)
        recorder.kill()
        assert_nothing_is_lost_or_twice(recorder, done)
        head = recorder.head()
        assert (head["phase"], head["title"]) == ("stopped", "Qualify a lead")
        recording = recorder.recording()
        assert recording.duration_ms is not None
        assert recording.duration_ms >= max(event.t_ms or 0 for event in recording.events)
        # And the next one can begin.
        page = recorder.open(served.at("keys.html"))
        recorder.start(served.origins("crm.localhost"))
        page.bring_to_front()
        done = fill(page, 1)
        recorder.stop()
        assert_nothing_is_lost_or_twice(recorder, done)


def test_what_is_done_while_paused_is_not_kept_although_the_worker_dies(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("keys.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    done = fill(page, 1)
    recorder.pause()
    recorder.stop_worker()
    fill(page, 1)
    recorder.stop_worker()
    recorder.resume()
    done += fill(page, 1)
    recording = recorder.stop()
    page.close()
    assert_nothing_is_lost_or_twice(recorder, done)
    assert [event.kind.value for event in recording.events].count("paused") == 1


@pytest.mark.xfail(
    strict=True, reason="its change event comes after the pause, and is taken for an edit: forget the field"
)
def test_what_is_typed_while_paused_is_not_told_when_the_field_is_left_later(
    recorder: Recorder, served: Served
) -> None:
    page = recorder.open(served.at("keys.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    recorder.pause()
    page.get_by_label("Comment").click()
    page.keyboard.type("Private")
    recorder.resume()
    done = fill(page, 1)
    recorder.stop()
    page.close()
    assert_nothing_is_lost_or_twice(recorder, done)
    assert "Comment" not in recorder.text
