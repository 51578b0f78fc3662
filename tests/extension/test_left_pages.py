"""What is recorded of pages that are left before anybody looked, hang, or come back from the browser's memory?"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Playwright
from tests.extension.recorder import Recorder, recording_in
from tests.extension.served import Served

pytestmark = pytest.mark.browser

LEADS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Leads</title><h1>Leads</h1>
<button>Refresh</button> <a href="/reports/">Reports</a></html>"""
REPORTS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Reports</title><h1>Reports</h1>
<button>Print</button> <a href="/leads">Leads</a></html>"""
HANGING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Charts</title><h1>Charts</h1>
<script>const until = Date.now() + 3_600_000; setTimeout(() => { while (Date.now() < until); }, 50);</script></html>"""
OPENER = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Leads</title><h1>Leads</h1>
<button onclick="window.open('/leads/pop')">Look up</button></html>"""
POPUP = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Leads</title><h1>Leads</h1>
<button>Refresh</button> <button onclick="window.close()">Select</button></html>"""
BUSY_MS = 1_500
PATIENCE_S = 60
OBEYING = "async () => (await chrome.storage.session.get('session')).session.asked !== null"
RUNNING = "async () => (await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length"


@pytest.fixture(scope="module")
def pages(served: Served) -> Served:
    served.more |= {
        "/leads": LEADS,
        "/reports/": REPORTS,
        "/charts/": HANGING,
        "/leads/all": OPENER,
        "/leads/pop": POPUP,
    }
    return served


@pytest.fixture
def remembering(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    with recording_in(playwright, tmp_path_factory.mktemp("remembering"), remembers=True) as launched:
        yield launched


def told(recorder: Recorder) -> list[str]:
    """Return what was done and which pages came, in order of time."""
    kinds = ("activate", "page_shown", "navigate", "paused", "resumed")
    kept = [entry for entry in sorted(recorder.entries(), key=lambda one: one["at"]) if entry["kind"] in kinds]
    return [f"{one['kind']} {(one['target'] or {}).get('name') or one['page']['template']}".strip() for one in kept]


def eventually(recorder: Recorder, expected: Callable[[list[str]], bool]) -> None:
    """Wait until what is recorded is as expected."""
    until = time.monotonic() + PATIENCE_S
    while not expected(found := told(recorder)):
        assert time.monotonic() < until, found
        recorder.panel.wait_for_timeout(50)


def ends_with(what: str) -> Callable[[list[str]], bool]:
    return lambda found: found[-1:] == [what]


def await_phase(recorder: Recorder, phase: str) -> None:
    """Wait until the recording is in this phase."""
    until = time.monotonic() + PATIENCE_S
    while (found := recorder.head()["phase"]) != phase:
        assert time.monotonic() < until, found
        recorder.panel.wait_for_timeout(50)


def await_worker(recorder: Recorder) -> None:
    """Wait until the page has woken the worker that was stopped."""
    until = time.monotonic() + PATIENCE_S
    while recorder.panel.evaluate(RUNNING) == 0:
        assert time.monotonic() < until, "the worker was not woken"
        recorder.panel.wait_for_timeout(50)


def hurried(recorder: Recorder, page: Page, pages: Served) -> None:
    """Load a page, act on it and leave it, all while the worker is too busy to answer."""
    recorder.worker().evaluate(
        "ms => void setTimeout(() => { const until = Date.now() + ms; while (Date.now() < until); }, 0)", BUSY_MS
    )
    page.goto(pages.at("/leads"), wait_until="commit")
    page.get_by_role("button", name="Refresh").click()
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("button", name="Print").click()


def test_what_is_done_before_the_worker_has_answered_is_recorded_when_the_page_is_left(
    recorder: Recorder, pages: Served
) -> None:
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost"))
    page.bring_to_front()
    hurried(recorder, page, pages)
    recorder.stop()
    page.close()
    done = [what for what in told(recorder) if what.startswith("activate")]
    assert done == ["activate Refresh", "activate Reports", "activate Print"]


def test_what_is_done_on_a_page_that_came_during_a_pause_is_not_recorded_however_quickly_it_is_left(
    recorder: Recorder, pages: Served
) -> None:
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost"))
    page.bring_to_front()
    recorder.pause()
    hurried(recorder, page, pages)
    recorder.resume()
    page.get_by_role("button", name="Print").click()
    recorder.stop()
    page.close()
    pause = told(recorder).index("paused")
    assert told(recorder)[pause:] == ["paused", "resumed", "page_shown /reports", "activate Print"]


def test_a_page_that_asked_a_worker_that_was_stopped_asks_again(recorder: Recorder, pages: Served) -> None:
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost"))
    page.bring_to_front()
    for delay_ms in range(0, 60, 10):
        page.goto(pages.at("/leads"), wait_until="commit")
        page.wait_for_timeout(delay_ms)
        recorder.stop_worker()
        page.get_by_role("button", name="Refresh").click()
        page.wait_for_timeout(600)  # it is not left before it has asked again
    recorder.stop()
    page.close()
    assert told(recorder).count("activate Refresh") == 6


def test_a_click_that_leaves_the_page_at_once_finds_a_worker_that_is_awake(recorder: Recorder, pages: Served) -> None:
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost"))
    page.bring_to_front()
    for name in ("Reports", "Leads") * 2:
        recorder.stop_worker()
        await_worker(recorder)
        page.get_by_role("link", name=name).click()
        eventually(recorder, ends_with(f"page_shown /{name.lower()}"))
    recorder.stop()
    page.close()
    done = [what for what in told(recorder) if what.startswith("activate")]
    assert done == ["activate Reports", "activate Leads"] * 2


def test_a_worker_that_is_stopped_while_it_obeys_does_so_when_it_is_woken(recorder: Recorder, pages: Served) -> None:
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost", "mail.localhost"))
    hanging = recorder.open(pages.at("/charts/", "mail.localhost"))  # it is waited for, so that there is time
    page.bring_to_front()
    for kind, phase in (("pause", "paused"), ("resume", "recording"), ("stop", "stopped")):
        recorder.panel.evaluate("type => void chrome.runtime.sendMessage({ type }).catch(() => {})", kind)
        recorder.panel.wait_for_function(OBEYING)
        recorder.stop_worker()
        recorder.panel.evaluate("chrome.runtime.sendMessage({ type: 'hello' }).catch(() => {})")
        await_phase(recorder, phase)
    hanging.close()
    page.close()
    assert [what for what in told(recorder) if what in ("paused", "resumed")] == ["paused", "resumed"]


def test_a_page_that_hangs_holds_up_nobody(recorder: Recorder, pages: Served) -> None:
    hanging = recorder.open(pages.at("/charts/", "mail.localhost"))
    page = recorder.open(pages.at("/leads"))
    recorder.start(pages.origins("crm.localhost", "mail.localhost"))
    page.bring_to_front()
    page.get_by_role("button", name="Refresh").click()
    eventually(recorder, lambda found: "activate Refresh" in found)
    recorder.pause()
    recorder.resume()
    page.get_by_role("button", name="Refresh").click()
    recorder.stop()
    hanging.close()
    page.close()
    assert told(recorder).count("activate Refresh") == 2


def test_what_is_done_in_a_window_that_closes_itself_at_once_is_recorded(recorder: Recorder, pages: Served) -> None:
    page = recorder.open(pages.at("/leads/all"))
    recorder.start(pages.origins("crm.localhost"))
    page.bring_to_front()
    with recorder.context.expect_page() as opened:
        page.get_by_role("button", name="Look up").click()
    popup = opened.value
    popup.get_by_role("button", name="Refresh").click()
    eventually(recorder, lambda found: "activate Refresh" in found)
    recorder.stop_worker()
    await_worker(recorder)
    with popup.expect_event("close"), suppress(Error):
        popup.get_by_role("button", name="Select").click()
    eventually(recorder, lambda found: "activate Select" in found)
    recorder.stop()
    page.close()
    done = [what for what in told(recorder) if what.startswith("activate")]
    assert done == ["activate Look up", "activate Refresh", "activate Select"]


class Remembered:
    """A tab whose pages stay in memory: it is driven by the protocol alone, which does not wait for pages to load."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._page = page

    def _found(self, script: str) -> object:
        try:
            answer = self._session.send("Runtime.evaluate", {"expression": script, "returnByValue": True})
        except Exception:  # noqa: BLE001 - the page is just being exchanged
            return None
        return answer["result"].get("value")

    def await_heading(self, text: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while self._found("document.readyState === 'complete' && document.querySelector('h1').textContent") != text:
            assert time.monotonic() < until, f"the page never showed {text}"
            self._page.context.pages[0].wait_for_timeout(50)

    def click(self, text: str) -> None:
        one = f"[...document.querySelectorAll('a, button')].find((one) => one.textContent === {json.dumps(text)})"
        box = self._found(f"(({{ x, y }}) => [x + 4, y + 4])({one}.getBoundingClientRect())")
        assert isinstance(box, list)
        for event in ("mousePressed", "mouseReleased"):
            at = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
            self._session.send("Input.dispatchMouseEvent", {"type": event, **at})

    def mark(self) -> None:
        """Leave something in the page that is gone when the page is loaded again."""
        self._found("globalThis.marked = true")

    def back(self, heading: str) -> None:
        """Go back to a page that was marked; it comes from memory."""
        self._found("void setTimeout(() => history.back(), 0)")
        self.await_heading(heading)
        assert self._found("globalThis.marked") is True


def test_a_page_that_comes_back_from_memory_knows_what_became_of_the_recording(
    remembering: Recorder, pages: Served
) -> None:
    tab = Remembered(remembering.open(pages.at("/leads")))
    remembering.start(pages.origins("crm.localhost"))
    tab.mark()
    tab.click("Reports")
    tab.await_heading("Reports")
    tab.back("Leads")
    tab.click("Refresh")
    eventually(remembering, lambda found: found[-2:] == ["page_shown /leads", "activate Refresh"])
    tab.click("Reports")
    tab.await_heading("Reports")
    remembering.pause()
    tab.back("Leads")
    tab.click("Refresh")
    tab.click("Reports")
    tab.await_heading("Reports")
    remembering.resume()
    eventually(remembering, ends_with("page_shown /reports"))
    assert told(remembering)[-3:] == ["paused", "resumed", "page_shown /reports"]
    remembering.stop()
    remembering.start(pages.origins("crm.localhost"))
    tab.back("Leads")
    tab.click("Refresh")
    eventually(remembering, ends_with("activate Refresh"))
    remembering.stop()
