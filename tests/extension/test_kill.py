"""What is lost when something dies in the middle of the work? The worker, a tab, the browser or the receiver."""

import socket
import struct
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        with page.expect_event("close"):
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
        page.goto("chrome://crash")


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


@contextmanager
def listening(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], str, str]]:
    """Run ``sopwright listen``; the process, its address and its token."""
    command = [sys.executable, "-m", "sopwright", "listen", str(folder), "--port", str(port), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own command
        assert process.stdout is not None
        address, _, token = process.stdout.readline().decode().strip().partition("/#token=")
        yield process, address, token
        process.kill()


def send(recorder: Recorder, address: str, token: str) -> dict[str, Any]:
    """Send the recording as the panel does, by its own module."""
    script = "async ([receiver, text]) => (await import('/panel/sending.js')).send(receiver, text)"
    sent = recorder.panel.evaluate(script, [{"address": address, "token": token}, recorder.text])
    assert isinstance(sent, dict)
    return sent


def dying(port: int) -> threading.Thread:
    """Take a connection, read a part of what is sent, and break it off."""
    server = socket.create_server(("127.0.0.1", port))

    def take() -> None:
        with server, server.accept()[0] as connection:
            connection.recv(1_000)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    thread = threading.Thread(target=take)
    thread.start()
    return thread


def test_a_receiver_that_dies_while_recording_and_while_receiving_loses_nothing(
    recorder: Recorder, served: Served, tmp_path: Path
) -> None:
    page = recorder.open(served.at("keys.html"))
    with listening(tmp_path) as (process, address, token):
        recorder.start(served.origins("crm.localhost"))
        page.bring_to_front()
        done = fill(page, 1)
        process.kill()
        process.wait()
        done += fill(page, 1)
        recorder.stop()
        page.close()
        assert_nothing_is_lost_or_twice(recorder, done)
        lost = send(recorder, address, token)
    assert lost["ok"] is False
    unheard = "cannot be reached. Start sopwright listen there, and try again; nothing is lost."
    assert lost["problem"] == f"{address.removeprefix('http://')} {unheard}"
    port = int(address.rpartition(":")[2])
    breaking = dying(port)
    assert send(recorder, address, token)["ok"] is False
    breaking.join()
    with listening(tmp_path, port) as (_, address, token):
        assert send(recorder, address, token)["ok"] is True
        assert send(recorder, address, token)["ok"] is True
    (file,) = tmp_path.glob("*.recording.json")
    assert file.read_text(encoding="utf-8") == recorder.text


def test_what_a_page_tells_twice_is_kept_once_and_still_equals_what_it_equalled(
    recorder: Recorder, served: Served
) -> None:
    recorder.start(served.origins("crm.localhost"))
    address = {"page": {"template": "/leads", "kind": "list", "object": "lead", "name": "", "instance": 0, "record": 0}}
    told: dict[str, Any] = {"kind": "enter", "actor": "human", "target": None}
    told |= {"value": {"state": "filled", "value_class": "text", "option": "", "option_state": "absent"}}
    told |= {"address": address | {"identity": "x", "record": ""}, "arrival": "unknown", "press": "", "text": ""}
    told |= {"text_state": "absent", "cause": "", "tag": "equal"}
    at = recorder.panel.evaluate("Date.now()")
    one, two = "0123456789ab.000001", "0123456789ab.000002"
    entries = [told | {"key": key, "at": at + count} for count, key in enumerate((one, two))]
    message = {"type": "told", "document": "0123456789ab", "dropped": {}, "welcome": True}
    for some in (entries[:1], entries, entries[1:]):
        assert recorder.panel.evaluate("told => chrome.runtime.sendMessage(told)", message | {"entries": some}) is True
    recorder.tell(type="stop")
    kept = [entry for entry in recorder.entries() if entry["kind"] == "enter"]
    assert [(entry["key"], entry["same"]) for entry in kept] == [(one, ""), (two, one)]
