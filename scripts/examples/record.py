"""How do the performances become examples/*.recording.json?

In: nothing; names of examples on the command line to make only these. Out: one recording for each lead, made by the
real extension in a real browser, and written only when it and the CRM's own history agree on what was done.

Law: the extension is the one in ``extension/``, but for one line of its manifest: the sites are granted beforehand, in
place of the click on Chrome's own question, which no script can press. It is told to start and stop by the messages
of its own panel, from its own page, and the file is the text that its panel would save.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize, expect, sync_playwright
from scripts.examples import tryton
from scripts.examples.leads import EMPLOYEES, LEADS, Lead, Outcome
from scripts.examples.perform import problems, sit_down, work
from scripts.examples.standins import server
from scripts.examples.truth import Written, disagreements, dump, load, written_in

from sopwright.recording.form import parse
from sopwright.recording.schema import Recording

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "extension"
EXAMPLES = ROOT / "examples"
WORK = "lead-qualification"
TRUTH = EXAMPLES / f"{WORK}.truth.json"
"""What the applications themselves wrote down during each recording."""
FAILED = ROOT / ".make" / "failed.recording.json"
TITLE = "Qualify a new lead"
SITES = {
    "Tryton": f"http://{tryton.HOST}:{tryton.PORT}",
    **{f"Stand-in {app.capitalize()}": server.address(app).rstrip("/") for app in server.APPS},
}
PATIENCE_MS = 60_000
"""A machine that is busy is no reason for a performance to fail."""
SCREEN = ViewportSize(width=1366, height=900)
DECIDED = {
    Outcome.QUALIFIED: "Convert to Opportunity",
    Outcome.DISQUALIFIED: "Mark as Lost",
    Outcome.DUPLICATE: "Cancel",
    Outcome.MISROUTED: "Employee",
}
"""What the CRM calls the act, or the field, that decides."""

ASSEMBLED = """async () => {
  const [store, { assemble, dump }] = [await import("/recording/store.js"), await import("/recording/assemble.js")];
  const head = (await store.heads())[0];
  return dump(await assemble(head, await store.entriesAfter(head.id)));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """The extension in a browser of its own, driven from its own panel."""

    context: BrowserContext
    panel: Page

    def tell(self, **message: object) -> None:
        """Send the worker a message of ``wire.d.ts``, as the panel does."""
        answer = self.panel.evaluate("message => chrome.runtime.sendMessage(message)", message)
        if answer != {"ok": True}:
            sys.exit(f"make examples: expected the extension to agree to {message}, found {answer}")

    def start(self, performer: str) -> None:
        """Start a recording that may see the CRM and the stand-ins."""
        sites = [{"pattern": f"{origin}/*", "name": name} for name, origin in SITES.items()]
        self.tell(
            type="start", title=TITLE, performer=performer, role="SDR", sites=sites, equality=True, pace="script"
        )  # fmt: skip

    def note(self, text: str) -> None:
        """Write a note into the recording; the side panel is beside the page, so nobody goes away for it."""
        self.tell(type="note", text=text)

    def stop(self) -> str:
        """Stop, and return the text of the file."""
        self.tell(type="stop")
        return str(self.panel.evaluate(ASSEMBLED))


@contextmanager
def recorder(playwright: Playwright) -> Iterator[Recorder]:
    """Launch a browser with the extension."""
    with tempfile.TemporaryDirectory() as folder:
        extension = Path(folder) / "extension"
        shutil.copytree(EXTENSION, extension)
        manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
        manifest["host_permissions"] = [f"{origin}/*" for origin in SITES.values()]
        (extension / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        flags = ["--no-sandbox", f"--load-extension={extension}", f"--disable-extensions-except={extension}"]
        context = playwright.chromium.launch_persistent_context(
            f"{folder}/profile", executable_path=shutil.which("chromium"), args=flags, viewport=SCREEN, locale="en-US"
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        running = context.service_workers
        worker = running[0] if running else context.wait_for_event("serviceworker")
        panel = context.pages[0]
        panel.goto(f"chrome-extension://{worker.url.split('/')[2]}/panel/panel.html")
        try:
            yield Recorder(context=context, panel=panel)
        finally:
            context.close()


def record(playwright: Playwright, lead: Lead) -> tuple[str, list[Written]]:
    """Return the recording of a lead that is worked on in a fresh CRM, and what the applications wrote down."""
    with tryton.running(), server.running() as done, recorder(playwright) as extension:
        desk = sit_down(extension.context, lead, extension.note)
        extension.start(f"performer-{list(EMPLOYEES).index(lead.performer) + 1}")
        work(desk)
        text = extension.stop()
        recording = parse("examples", text.encode())
        truth = written_down(desk.number, recording, done)
        found = problems(desk, tryton.history(), done) + unseen(recording, lead) + disagreements(recording, truth)
        if found:
            FAILED.write_text(text, encoding="utf-8")
            sys.exit(f"make examples: {lead.performer}, {lead.outcome}: {'; '.join(found)}. The recording: {FAILED}")
        return text, truth


def written_down(opportunity: int, recording: Recording, done: server.Done) -> list[Written]:
    """Return what Tryton's history and the stand-ins say happened during a recording."""
    assert recording.started is not None  # noqa: S101 - the extension always says when it started
    found = written_in(tryton.DATABASE, opportunity, recording.started)
    told = {"message": done.messages, "meeting": done.meetings}
    found += [Written(at=datetime.fromisoformat(one["at"]), what=what) for what, all_ in told.items() for one in all_]
    return sorted(found, key=lambda one: one.at)


def unseen(recording: Recording, lead: Lead) -> list[str]:
    """Return what the recording should show and does not: the act that decided the lead."""
    acts = {event.target.name for event in recording.events if event.target is not None}
    decided = DECIDED[lead.outcome]
    return [] if decided in acts else [f"recording: expected {decided!r} among the acts, found {sorted(acts)}"]


def main(*names: str) -> None:
    """Make all examples, or those with these names."""
    tryton.set_up()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        for number, lead in enumerate(LEADS, 1):
            name = f"{WORK}-{number}"
            if names and name not in names:
                continue
            print(f"{name}: {lead.performer} works on a lead that is {lead.outcome}", flush=True)
            began = time.monotonic()
            text, written = record(playwright, lead)
            (EXAMPLES / f"{name}.recording.json").write_text(text, encoding="utf-8")
            known = load(TRUTH.read_text(encoding="utf-8")) if TRUTH.exists() else {}
            TRUTH.write_text(dump({**known, name: written}), encoding="utf-8")
            print(f"  {time.monotonic() - began:.0f} s; as Tryton's history says", flush=True)
    print("Recordings are in examples/. Write SOP, map and report of them: make demo")


if __name__ == "__main__":
    main(*sys.argv[1:])
