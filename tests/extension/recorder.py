"""How is the real extension driven in a real browser? As its side panel does, by the messages of ``wire.d.ts``."""

import json
import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from sopwright.recording.form import parse
from sopwright.recording.schema import Event, Kind, NameState, Recording, ValueClass

EXTENSION = Path(__file__).parents[2] / "extension"
QUIET = frozenset({Kind.AWAY_STARTED, Kind.AWAY_ENDED, Kind.BUSY_STARTED, Kind.BUSY_ENDED})
"""Kinds that come and go with the machine's speed; a row shows them when it is about them."""

FOCUSED = frozenset({"textbox", "searchbox", "spinbutton", "combobox", "listbox"})
"""Roles of which a click only moves the cursor or opens a list."""

_EVERYTHING = """async () => {
  const found = { local: await chrome.storage.local.get(null), session: await chrome.storage.session.get(null) };
  found.sync = chrome.storage.sync ? await chrome.storage.sync.get(null) : {};
  const wait = (asked) => new Promise((good, bad) => {
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await wait(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      found[`${name}/${store}`] = [await wait(rows.getAllKeys()), await wait(rows.getAll())];
    }
    database.close();
  }
  return JSON.stringify(found);
}"""
_NEWEST = """async () => {
  const store = await import("/recording/store.js");
  const head = (await store.heads())[0];
  return head ? [head, await store.entriesAfter(head.id)] : null;
}"""
_ASSEMBLED = """async () => {
  const [store, { assemble, dump }] = [await import("/recording/store.js"), await import("/recording/assemble.js")];
  const head = (await store.heads())[0];
  return dump(await assemble(head, await store.entriesAfter(head.id)));
}"""

_SAID = """message => Promise.race([
  chrome.runtime.sendMessage(message),
  new Promise((late) => setTimeout(() => late("nothing within a minute"), 60_000)),
])"""


class Recorder:
    """The extension in a browser of its own."""

    def __init__(self, playwright: Playwright, folder: Path, *, remembers: bool = False) -> None:
        """Launch a browser with a copy of the extension.

        Args:
            playwright: What drives it.
            folder: Keeps the copy and the profile.
            remembers: Whether pages that are left stay in memory to come back, as they do for people; what waits for
                pages to load does not know of that.
        """
        self._playwright = playwright
        self._remembers = remembers
        self.profile = folder / "profile"
        self._copy = folder / "extension"
        if not self._copy.exists():
            _copied(self._copy)
        self.text = ""
        self._launch()

    def _launch(self) -> None:
        self.context: BrowserContext = self._playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path="/usr/bin/chromium",
            headless=True,
            ignore_default_args=["--disable-back-forward-cache"] if self._remembers else None,
            args=[
                "--no-sandbox",
                "--site-per-process",
                f"--load-extension={self._copy}",
                f"--disable-extensions-except={self._copy}",
            ],
        )
        self.context.set_default_timeout(60_000)
        worker = self.worker()
        self.id = worker.url.split("/")[2]
        self.panel = self._panel()

    def worker(self) -> Worker:
        """Return the extension's service worker, once there is one."""
        running = self.context.service_workers
        return running[0] if running else self.context.wait_for_event("serviceworker")

    def _panel(self) -> Page:
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        page.goto(f"chrome-extension://{self.id}/bare.html")
        return page

    def tell(self, **message: object) -> None:
        """Send the worker a message as the panel does; it has to agree."""
        answer = self.panel.evaluate(_SAID, message)
        assert answer == {"ok": True}, f"the worker answered {answer} to {message}"

    def start(self, origins: Sequence[str], *, equality: bool = True, title: str = "") -> None:
        """Start a recording that may see these sites."""
        granted = [
            {"pattern": f"{origin}/*", "name": origin.partition("//")[2].partition(":")[0]} for origin in origins
        ]
        self.tell(type="stop")  # a test that failed may have left one going on
        head = {"title": title, "performer": "performer-1", "role": "SDR", "pace": "script"}
        self.tell(type="start", sites=granted, equality=equality, **head)

    def pause(self) -> None:
        """Pause the recording."""
        self.tell(type="pause")

    def resume(self) -> None:
        """Go on with the recording."""
        self.tell(type="resume")

    def note(self, text: str) -> None:
        """Write a note into the recording."""
        self.tell(type="note", text=text)

    def stop(self) -> Recording:
        """Stop and return the recording; its file is in ``text``."""
        self.tell(type="stop")
        return self.recording()

    def recording(self) -> Recording:
        """Return the newest recording as it would be saved now."""
        self.text = str(self.panel.evaluate(_ASSEMBLED))
        return parse("test.recording.json", self.text.encode())

    def head(self) -> dict[str, Any]:
        """Return the newest recording but for its entries."""
        return dict(self.panel.evaluate(_NEWEST)[0])

    def entries(self) -> list[dict[str, Any]]:
        """Return the newest recording's entries, as they are kept."""
        newest = self.panel.evaluate(_NEWEST)
        return list(newest[1]) if newest else []

    def all_storage(self) -> str:
        """Return everything that the extension keeps anywhere, as JSON."""
        return str(self.panel.evaluate(_EVERYTHING))

    def stop_worker(self) -> None:
        """Stop the service worker, as the browser does after half a minute without work."""
        session = self.context.new_cdp_session(self.panel)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def open(self, url: str) -> Page:
        """Open a page in a new tab in front."""
        page = self.context.new_page()
        page.goto(url)
        return page

    def close_pages(self) -> None:
        """Close every tab but the panel."""
        for page in self.context.pages:
            if page != self.panel:
                page.close()

    def kill(self) -> None:
        """End the browser as a power cut does, and launch it again with the same profile."""
        lock = self.profile / "SingletonLock"
        os.kill(int(str(lock.readlink()).rpartition("-")[2]), signal.SIGKILL)
        self.context.wait_for_event("close") if self.context.pages else None
        for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
            (self.profile / name).unlink(missing_ok=True)
        self._launch()

    def close(self) -> None:
        """Close the browser."""
        self.context.close()


def _copied(folder: Path) -> None:
    """Copy the extension, with what a person would grant in Chrome's dialogs, and an empty page."""
    shutil.copytree(EXTENSION, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["host_permissions"] = [*manifest.get("host_permissions", ()), "http://*.localhost/*", "http://127.0.0.1/*"]
    manifest["permissions"] = [*manifest["permissions"], *manifest.get("optional_permissions", ())]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "bare.html").write_text("<!doctype html><title>Bare</title>", encoding="utf-8")


@contextmanager
def recording_in(playwright: Playwright, folder: Path, *, remembers: bool = False) -> Iterator[Recorder]:
    """Launch the extension in a browser that keeps its profile in ``folder``."""
    recorder = Recorder(playwright, folder, remembers=remembers)
    try:
        yield recorder
    finally:
        recorder.close()


def lines(recording: Recording, *show: Kind) -> list[str]:
    """Return the events as lines; what only moves the cursor and what comes with the machine's speed is left out."""
    events = {event.number: event for event in recording.events}
    kept = [event for event in recording.events if not _is_noise(event, frozenset(show))]
    return [_line(event, events) for event in kept]


def _is_noise(event: Event, show: frozenset[Kind]) -> bool:
    if event.kind in show:
        return False
    focused = event.target is not None and event.target.role in FOCUSED
    return event.kind in QUIET or (event.kind is Kind.ACTIVATE and focused)


def _line(event: Event, events: dict[int, Event]) -> str:
    parts: list[str] = [event.kind.value, event.key]
    if event.kind is Kind.PAGE_SHOWN or event.kind is Kind.NAVIGATE:
        parts += [event.page.template, f"({event.arrival.value})"]
    parts.append("" if event.kind is Kind.TOAST else _who(event))
    if event.text_state is not NameState.ABSENT:
        parts.append(f'"{event.text}"' if event.text else "withheld")
    if event.value is not None and event.kind is not Kind.ACTIVATE:
        if event.value.option_state is NameState.ABSENT:
            parts.append(f"= {event.value.state.value}")
        else:
            parts.append(f'= "{event.value.option}"' if event.value.option else "= withheld")
    if event.value is not None and event.value.same_as:
        parts.append(f"same as {_who(events[event.value.same_as])}")
    if event.caused_by:
        cause = events[event.caused_by]
        parts.append(f"<- {cause.kind.value} {_name(cause)}")
    return " ".join(part for part in parts if part)


def _who(event: Event) -> str:
    target = event.target
    if target is None:
        return ""
    inside = [f'in dialog "{box.name}"' for box in target.container if "dialog" in box.role][:1]
    column = [f'column "{target.column}"'] if target.column else []
    return " ".join([target.role, _name(event), *column, *inside]).strip()


def _name(event: Event) -> str:
    target = event.target
    if target is None:
        return event.key
    if event.value is not None and event.value.value_class is ValueClass.SECRET:
        return "(secret)"
    return f'"{target.name}"' if target.name else f"({target.name_state.value})"
