"""What does the recorder cost the person whose work it records, beside rrweb and beside no recorder?

Drives a page in the real Chromium by trusted input, in variants that take turns: as it is, with our extension
recording, with rrweb's `record()` that keeps its events, and with one that also sends them. Writes its part of
docs/benchmarks.md.
Start it with ``make benchrecorder``.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks import results
from benchmarks.browser import Cost, Desk, Processes, Variant, served, variants
from playwright.sync_api import sync_playwright
from tests.extension.recorder import Recorder

ROUNDS = 3
TIMES = 1_000
TIMES_HEAVY = 50
WARM = 40
LOADS = 30
PACED = 8
PAUSE_MS = 4_500
GROWTH = (1_000, 5_000, 10_000)

_STORED = """async () => {
  const store = await import("/recording/store.js");
  const { id } = (await store.heads())[0];
  const asked = indexedDB.open("sopwright");
  await new Promise((next) => void (asked.onsuccess = next));
  const rows = asked.result.transaction("entries").objectStore("entries").getAll(IDBKeyRange.bound([id], [id, []]));
  await new Promise((next) => void (rows.onsuccess = next));
  const entries = rows.result;
  const acts = entries.filter(({ kind }) => kind === "activate" || kind === "toggle");
  return [entries.length, new Blob([JSON.stringify(entries)]).size, acts.length];
}"""
_ON_DISK = """async () => {
  const store = await import("/recording/store.js");
  const { id } = (await store.heads())[0];
  let [seen, at, quiet] = [await store.count(id), Date.now(), performance.now()];
  while (performance.now() - quiet < 1500) {
    const now = await store.count(id);
    if (now !== seen) [seen, at, quiet] = [now, Date.now(), performance.now()];
    await new Promise((next) => setTimeout(next, 5));
  }
  const entries = await store.entriesAfter(id);
  return [at - entries.at(-1).at, entries.length];
}"""
_SENT = (
    "() => { globalThis.post?.(); return globalThis.bytes || new Blob([JSON.stringify(globalThis.kept ?? [])]).size; }"
)


class Bench:
    """One browser, its pages, and the variants that take turns."""

    def __init__(self, recorder: Recorder, port: int) -> None:
        """Begin with a recording that goes on."""
        self.recorder = recorder
        self.port = port
        self.variants = variants()
        self.recorder.start([f"http://{self.ours.host}:{port}"], equality=True)

    @property
    def ours(self) -> Variant:
        """The variant that is recorded."""
        return next(one for one in self.variants if one.name == "ours")

    def opened(self, variant: Variant, path: str) -> Desk:
        """Open a page of a variant in front."""
        desk = Desk(self.recorder, variant)
        desk.go(self.port, path)
        return desk

    def taking_turns(self, rounds: int, once: Callable[[Variant], Cost]) -> dict[str, list[Cost]]:
        """Measure each variant in each round, in an order that turns around."""
        found: dict[str, list[Cost]] = {one.name: [] for one in self.variants}
        for number in range(rounds):
            for one in self.variants if number % 2 == 0 else reversed(self.variants):
                found[one.name].append(once(one))
        return found


def _middle(costs: Sequence[Cost], name: str, times: int = 1) -> float:
    return median(float(getattr(one, name)) for one in costs) / times


def interactions(bench: Bench, title: str, path: str, what: str, times: int) -> str:
    """Measure what one interaction costs."""

    def once(variant: Variant) -> Cost:
        desk = bench.opened(variant, path)
        work = desk.clicks if what == "clicks" else desk.keys
        work(WARM)
        with desk.measured() as cost:
            work(times)
        desk.close()
        return cost[0]

    return _table(f"{title}, {times:,} {what}", bench.taking_turns(ROUNDS, once), times)


def paced(bench: Bench) -> str:
    """Measure clicks that are far enough apart for everything that follows a click to come to its end."""

    def once(variant: Variant) -> Cost:
        desk = bench.opened(variant, "crm.html")
        desk.clicks(WARM)
        desk.page.wait_for_timeout(PAUSE_MS)
        points = desk.page.evaluate("controls()")
        with desk.measured() as cost:
            for at in range(PACED):
                desk.click(*points[at % len(points)])
                desk.page.wait_for_timeout(PAUSE_MS)
        desk.close()
        return cost[0]

    title = f"300 rows, {PACED} clicks, one each {PAUSE_MS / 1000:.1f} s, one round"
    return _table(title, bench.taking_turns(1, once), PACED)


def _table(title: str, found: dict[str, list[Cost]], times: int) -> str:
    base = found["none"]
    rows = ""
    for name, costs in found.items():
        work = _middle(costs, "work_ms", times)
        added = "" if name == "none" else f"**{work - _middle(base, 'work_ms', times):.3f} ms**"
        rows += (
            f"| {name} | {work:.3f} ms | {added} | {_middle(costs, 'script_ms', times):.3f} ms | "
            f"{_middle(costs, 'thread_ms', times):.2f} ms | {_middle(costs, 'browser_ms', times):.2f} ms | "
            f"{_middle(costs, 'wall_ms', times):.1f} ms | {_middle(costs, 'worst_ms'):.0f} ms | "
            f"{_middle(costs, 'long_tasks'):.0f} |\n"
        )
    head = "| Recorder | Work each | Added | Scripts alone | Whole main thread | Whole browser | Wall | Worst input "
    head += "| Long tasks |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    return f"### {title}\n\n{head}{rows}"


def loads(bench: Bench, title: str, path: str) -> str:
    """Measure what loading a page costs."""
    ready: dict[str, list[float]] = {one.name: [] for one in bench.variants}
    work: dict[str, list[float]] = {one.name: [] for one in bench.variants}
    for number in range(LOADS):
        for one in bench.variants if number % 2 == 0 else reversed(bench.variants):
            desk = bench.opened(one, path)  # in a new tab, so in a new process, whose time is that of this load
            desk.page.wait_for_timeout(300)
            work[one.name].append(desk.metrics()["ThreadTime"] * 1000)
            timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
            ready[one.name].append(float(desk.page.evaluate(timing)))
            desk.close()
    rows = "".join(
        f"| {name} | {median(ready[name]):.0f} ms | {median(ready[name]) - median(ready['none']):+.0f} ms | "
        f"{median(work[name]):.0f} ms | {median(work[name]) - median(work['none']):+.0f} ms |\n"
        for name in ready
    )
    head = "| Recorder | DOMContentLoaded | Added | Main thread | Added |\n|---|---:|---:|---:|---:|\n"
    return f"### {title}, {LOADS} loads, each in a new tab\n\n{head}{rows}"


def sizes(bench: Bench) -> str:
    """Measure what is stored, how soon, and what the extension's own process does for it."""
    bench.recorder.start([f"http://{bench.ours.host}:{bench.port}"], equality=True)
    desk = bench.opened(bench.ours, "crm.html")
    processes = Processes(bench.recorder.profile)
    start = time.perf_counter()
    desk.clicks(TIMES)
    took = time.perf_counter() - start
    behind, count = bench.recorder.panel.evaluate(_ON_DISK)
    extension = processes.used()[1]
    desk.close()
    stored = bench.recorder.panel.evaluate(_STORED)
    events = len(bench.recorder.stop().events)
    file = len(bench.recorder.text.encode())
    rows = f"| ours, in the browser's store | {stored[0]} | {stored[1] / stored[0]:.0f} | {stored[1] / 1000:.0f} kB |\n"
    rows += f"| ours, the recording file | {events} | {file / events:.0f} | {file / 1000:.0f} kB |\n"
    bench.recorder.start([f"http://{bench.ours.host}:{bench.port}"], equality=True)
    for path, title in (("crm.html", "300 rows"), ("crm.html?heavy", "10,000 nodes")):
        variant = next(one for one in bench.variants if one.name == "rrweb, in memory")
        desk = bench.opened(variant, path)
        times = TIMES if path == "crm.html" else TIMES_HEAVY
        before = desk.page.evaluate(_SENT)
        desk.clicks(times)
        desk.page.wait_for_timeout(500)
        size = (desk.page.evaluate(_SENT) - before) * TIMES / times
        number = desk.page.evaluate("kept.length")
        rows += f"| rrweb, {title}, without its first picture | {number * TIMES / times:.0f} | "
        rows += f"{size * times / TIMES / number:.0f} | {size / 1000:.0f} kB |\n"
        desk.close()
    head = "| What | Events | Bytes each | Per 1,000 clicks |\n|---|---:|---:|---:|\n"
    note = (
        f"The {TIMES:,} clicks came at {TIMES / took:.0f} a second, as fast as the browser took them.\n"
        f"{stored[2]:,} of them were stored, the last one **{behind:.0f} ms** after it happened.\n"
        f"The extension's own process took **{extension / count:.2f} ms** of processor time for each of the {count:,} "
        "entries.\n"
    )
    return f"### Bytes, and time until they are on the disk\n\n{head}{rows}\n{note}"


def growth(bench: Bench) -> str:
    """Measure whether memory grows with the number of interactions."""
    rows = ""
    for variant in bench.variants:
        if variant.name == "rrweb, in memory":
            continue  # it grows because it is told to
        desk = bench.opened(variant, "crm.html")
        desk.clicks(WARM)
        heaps = [desk.heap()]
        done = 0
        for number in GROWTH:
            desk.clicks(number - done)
            done = number
            desk.page.wait_for_timeout(5_000)
            heaps.append(desk.heap())
        desk.close()
        rows += f"| {variant.name} | " + " | ".join(f"{mb:.1f} MB, {nodes:,.0f}" for mb, nodes in heaps) + " |\n"
    head = "| Recorder | after the load | " + " | ".join(f"after {number:,} clicks" for number in GROWTH) + " |\n"
    head += "|---|---:|" + "---:|" * len(GROWTH) + "\n"
    return f"### JavaScript heap and living DOM nodes, 300 rows\n\n{head}{rows}"


def opening(recorder: Recorder, before: tuple[float, ...]) -> str:
    """Return how this was measured."""
    browser = recorder.context.browser
    version = browser.version if browser else "unknown"
    package = Path(".make/node/node_modules/rrweb/package.json")
    rrweb = json.loads(package.read_text(encoding="utf-8"))["version"]
    return (
        "## The recorder\n\n"
        f"{results.machine()}\n"
        f"Chromium {version} without a window, rrweb {rrweb} with its defaults in the top page; medians of {ROUNDS}\n"
        "rounds in one run, in turning order. Input is trusted and comes from the DevTools protocol.\n"
        f"The load average was {before[0]:.1f} at the beginning: above 1, other programs worked beside it\n"
        "and times by the clock are longer than they would be.\n\n"
        "*Work* is processor time of the page's main thread in scripts, styles and layout; *added* is against no\n"
        "recorder in the same run. *Whole browser* is all its processes, the extension's own and painting included.\n"
        "*Worst input* is the longest time that the listeners of one input took, by the clock, those of the page\n"
        "included; *long tasks* take 50 ms or more.\n"
    )


def main() -> None:
    """Measure everything and write the page."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, served() as port:
        recorder = Recorder(playwright, Path(name))
        bench = Bench(recorder, port)
        parts = [opening(recorder, os.getloadavg())]
        sections: tuple[Callable[[], str], ...] = (
            lambda: interactions(bench, "300 rows", "crm.html", "clicks", TIMES),
            lambda: interactions(bench, "300 rows", "crm.html", "keys", TIMES),
            lambda: interactions(
                bench, "10,000 nodes, 300 rows written anew at each click", "crm.html?heavy", "clicks", TIMES_HEAVY
            ),
            lambda: interactions(bench, "10,000 nodes", "crm.html?heavy", "keys", TIMES_HEAVY),
            lambda: paced(bench),
            lambda: loads(bench, "A page of 300 rows", "crm.html"),
            lambda: loads(bench, "A page with 20 frames", "frames.html"),
            lambda: sizes(bench),
            lambda: growth(bench),
        )
        for section in sections:
            parts.append(section())
            print(parts[-1], flush=True)
        recorder.close()
    results.put("recorder", "\n".join(parts))


if __name__ == "__main__":
    main()
