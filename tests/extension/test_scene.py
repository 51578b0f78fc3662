"""What does a recording say of a page that changes while nobody acts?"""

import pytest
from playwright.sync_api import Page
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served
from tests.extension.test_hard_pages import after_arrival, button, seen

pytestmark = pytest.mark.browser

QUIET_MS = 5_500
"""Longer than an act is waited for: see WATCH_MS in capture/outcomes.js."""

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Quiet</title>
<button id="first">Refresh</button> <button id="second">Save</button> <label>Company <input id="company"></label>
<div id="list"></div><div id="region" role="status"></div>
<script>
"use strict";
const at = (id) => document.getElementById(id);
const say = (where, words) => {
  const box = document.createElement("p");
  box.setAttribute("role", "status");
  box.textContent = words;
  where.append(box);
};
at("first").addEventListener("click", () => setTimeout(quiet, QUIET));
function quiet() {
  DO
  document.title = "ready";
}
at("second").addEventListener("click", () => say(globalThis.tree ?? document.body, "Lead saved"));
</script></html>"""

ROWS = {
    "a few changes": 'at("list").append("one"); at("region").textContent = "Leads refreshed";',
    "more changes than are followed": (
        'for (let n = 0; n < 2000; n += 1) at("list").append(document.createElement("p"));'
        'at("region").textContent = "Leads refreshed";'
    ),
    "a tree that was added": (
        'const host = document.createElement("x-toasts"); at("list").append(host);'
        'globalThis.tree = host.attachShadow({ mode: "open" }); say(tree, "Leads refreshed");'
    ),
    "a message that goes by itself": (
        'at("region").style.animation = "none"; at("region").textContent = "Leads refreshed";'
        'at("region").style.visibility = "hidden";'
    ),
}


def opened(recorder: Recorder, served: Served, page: str) -> Page:
    """Open a page in a recording that begins."""
    served.more["/quiet"] = page.replace("QUIET", str(QUIET_MS))
    recorder.start(served.origins("crm.localhost"))
    found = recorder.context.new_page()
    found.goto(served.at("quiet"))
    return found


@pytest.mark.parametrize("change", ROWS.values(), ids=ROWS)
def test_what_came_while_nobody_acted_is_no_answer_and_what_comes_then_is(
    recorder: Recorder, served: Served, change: str
) -> None:
    page = opened(recorder, served, PAGE.replace("DO", change))
    button(page, "Refresh")
    page.wait_for_function("document.title === 'ready'", timeout=20_000)
    button(page, "Save")
    seen(page, "Lead saved")
    page.close()
    assert after_arrival(lines(recorder.stop())) == [
        'activate button "Refresh"',
        'activate button "Save"',
        'toast "Lead saved" <- activate "Save"',
    ]


def test_a_field_that_is_refused_again_is_told_again(recorder: Recorder, served: Served) -> None:
    change = """
      const mark = (on) => () => at("company").setAttribute("aria-invalid", String(on));
      at("second").addEventListener("click", mark(true)); at("first").addEventListener("click", mark(false));
    """
    page = opened(recorder, served, PAGE.replace("DO", "").replace("function quiet", f"{change}\nfunction quiet"))
    for name in ("Save", "Refresh", "Save"):
        button(page, name)
        page.wait_for_timeout(300)
    page.close()
    told = after_arrival(lines(recorder.stop()))
    assert [line for line in told if line.startswith("error")] == ['error textbox "Company" <- activate "Save"'] * 2
