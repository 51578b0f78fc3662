"""How is a page measured in the real browser, with a recorder in it and without?

In: a variant, which is a host of its own, with or without a recorder. Out: what the same trusted input cost there.

Law: all variants run in one browser, one after the other, on the same page with the same input. Processor times come
from the kernel and the browser; other work on the machine disturbs them less than the clock.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import CDPSession, Page
from tests.extension.recorder import Recorder

PAGES = Path(__file__).parent / "pages"
RRWEB = Path(__file__).parents[1] / ".make/node/node_modules/rrweb/umd/rrweb.min.js"
WORK = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")

ARRAY = """
;globalThis.kept = [];
if (window === top) rrweb.record({ emit: (event) => void kept.push(event) });"""
POSTED = """
;globalThis.kept = [];
globalThis.bytes = 0;
globalThis.post = () => {
  if (kept.length === 0) return;
  const body = JSON.stringify(kept);
  bytes += body.length;
  kept = [];
  void fetch("/taken", { method: "POST", body, keepalive: body.length < 60000 });
};
if (window === top) {
  rrweb.record({ emit: (event) => void kept.push(event) });
  setInterval(post, 2000);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to look at the page.

    Attributes:
        name: What the results call it.
        host: Where the page is served for it, so that it has a process of its own.
        script: What is put into the page before its own scripts.
    """

    name: str
    host: str
    script: str = ""


def variants() -> tuple[Variant, ...]:
    """Return the page as it is, with our recorder, and with rrweb, kept in memory and sent."""
    rrweb = RRWEB.read_text(encoding="utf-8")
    return (
        Variant(name="none", host="none.localhost"),
        Variant(name="ours", host="crm.localhost"),
        Variant(name="rrweb, in memory", host="array.localhost", script=rrweb + ARRAY),
        Variant(name="rrweb, sent", host="posted.localhost", script=rrweb + POSTED),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What some input cost.

    Attributes:
        thread_ms: Processor time of the page's main thread.
        work_ms: The part of it spent in scripts, styles and layout.
        script_ms: The part of that spent in scripts.
        browser_ms: Processor time of all processes of the browser.
        extension_ms: Processor time of the extension's own process, which is part of it.
        wall_ms: Time until the last input was taken.
        worst_ms: Longest time that one input's listeners took, all of the page included.
        long_tasks: Tasks of 50 ms or more.
    """

    thread_ms: float
    work_ms: float
    script_ms: float
    browser_ms: float
    extension_ms: float
    wall_ms: float
    worst_ms: float = 0.0
    long_tasks: float = 0


class Desk:
    """One page of a variant in a tab in front, driven by trusted input."""

    def __init__(self, recorder: Recorder, variant: Variant) -> None:
        """Open a tab."""
        self.recorder = recorder
        self.variant = variant
        self.page: Page = recorder.context.new_page()
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.cdp: CDPSession = recorder.context.new_cdp_session(self.page)
        self.cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        if variant.script:
            self.cdp.send("Page.enable")
            self.cdp.send("Page.addScriptToEvaluateOnNewDocument", {"source": variant.script})

    def go(self, port: int, path: str) -> None:
        """Load a page."""
        self.page.goto(f"http://{self.variant.host}:{port}/{path}")

    def metrics(self) -> dict[str, float]:
        """Return what the browser counts of this page; times in seconds."""
        found = self.cdp.send("Performance.getMetrics")["metrics"]
        return {one["name"]: float(one["value"]) for one in found}

    def click(self, x: float, y: float) -> None:
        """Click as a mouse does."""
        at = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self.cdp.send("Input.dispatchMouseEvent", {"type": "mousePressed", **at})
        self.cdp.send("Input.dispatchMouseEvent", {"type": "mouseReleased", **at})

    def key(self, letter: str) -> None:
        """Type a letter as a keyboard does."""
        at = {
            "key": letter,
            "text": letter,
            "code": f"Key{letter.upper()}",
            "windowsVirtualKeyCode": ord(letter.upper()),
        }
        self.cdp.send("Input.dispatchKeyEvent", {"type": "keyDown", **at})
        self.cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})

    def clicks(self, times: int) -> None:
        """Click on the page's controls in turn."""
        points = self.page.evaluate("controls()")
        for at in range(times):
            self.click(*points[at % len(points)])

    def keys(self, times: int, each: int = 20) -> None:
        """Fill in field after field with letters."""
        points = self.page.evaluate("inputs()")
        for at in range(times):
            if at % each == 0:
                self.click(*points[at // each % len(points)])
            self.key("abcdefghij"[at % 10])

    @contextmanager
    def measured(self, settle_ms: int = 1_000) -> Iterator[list[Cost]]:
        """Measure what happens in the block and in the moment after it; the cost is put into the list at its end."""
        found: list[Cost] = []
        processes = Processes(self.recorder.profile)
        before, start = self.metrics(), time.perf_counter()
        yield found
        wall = time.perf_counter() - start
        self.page.wait_for_timeout(settle_ms)
        after, used = self.metrics(), processes.used()
        slowness: dict[str, float] = self.page.evaluate("globalThis.slowness ? slowness() : { worst: 0, long: 0 }")
        found.append(
            Cost(
                thread_ms=(after["ThreadTime"] - before["ThreadTime"]) * 1000,
                work_ms=sum(after[name] - before[name] for name in WORK) * 1000,
                script_ms=(after["ScriptDuration"] - before["ScriptDuration"]) * 1000,
                browser_ms=used[0],
                extension_ms=used[1],
                wall_ms=wall * 1000,
                worst_ms=slowness["worst"],
                long_tasks=slowness["long"],
            )
        )

    def heap(self) -> tuple[float, float]:
        """Return the JavaScript heap in MB, after its unused part was thrown away, and the living DOM nodes."""
        for _ in range(2):
            self.cdp.send("HeapProfiler.collectGarbage")
        counted = self.cdp.send("Memory.getDOMCounters")
        return self.metrics()["JSHeapUsedSize"] / 1e6, float(counted["nodes"])

    def close(self) -> None:
        """Close the tab."""
        self.page.close()


class Processes:
    """The processes of a browser, and how much processor time they used since this was made."""

    def __init__(self, profile: Path) -> None:
        """Begin to count."""
        self._root = int(str((profile / "SingletonLock").readlink()).rpartition("-")[2])
        self._before = self._read()

    def used(self) -> tuple[float, float]:
        """Return milliseconds of all processes and, of these, of the extension's."""
        now = self._read()
        spent = {pid: ms - self._before.get(pid, (0.0, False))[0] for pid, (ms, _) in now.items()}
        return sum(spent.values()), sum(ms for pid, ms in spent.items() if now[pid][1])

    def _read(self) -> dict[int, tuple[float, bool]]:
        parents: dict[int, int] = {}
        times: dict[int, tuple[float, bool]] = {}
        tick = 1000 / os.sysconf("SC_CLK_TCK")
        for place in Path("/proc").glob("[0-9]*"):
            try:
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                command = (place / "cmdline").read_bytes()
            except OSError:
                continue
            pid = int(place.name)
            parents[pid] = int(fields[1])
            times[pid] = ((int(fields[11]) + int(fields[12])) * tick, b"--extension-process" in command)
        ours = {self._root}
        while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return {pid: times[pid] for pid in ours if pid in times}


class _Pages(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[int]:
    """Serve the pages on a free port of loopback until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=PAGES))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
