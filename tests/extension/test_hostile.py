"""Can a page that means harm find the recorder, stop it, or make it say more?"""

# ruff: noqa: E501 - a page is read as it is written

import json
import time

import pytest
from playwright.sync_api import Page
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served

pytestmark = pytest.mark.browser

PICTURES = (
    *("activeElement", "body", "createRange", "designMode", "documentElement", "elementsFromPoint", "getElementById"),
    *("getSelection", "querySelector", "querySelectorAll", "readyState", "visibilityState", "defaultView", "hasFocus"),
)
"""Names of pictures that stand in a page's document before the browser's own properties."""

NAMED = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Named</title>
{"".join(f'<img name="{name}" alt="">' for name in PICTURES)}
<label>Last Name <input id="last" aria-describedby="refused"></label><p id="refused" hidden>Complete this field</p>
<label>Lead Status <select id="status"><option>--None--</option><option>Qualified</option></select></label>
<div id="stage" role="combobox" tabindex="0" aria-label="Stage" aria-controls="stages" aria-expanded="true">x</div>
<div id="stages" role="listbox"><div id="won" role="option">Closed Won</div></div>
<b id="called">Save lead</b><button id="save" aria-labelledby="called">x</button>
<form onsubmit="return false"><button id="create">Create</button></form>
<script>
"use strict";
addEventListener("click", (event) => {{
  if (event.target.id !== "save") return;
  const box = Object.assign(document.createElement("div"), {{ textContent: "Lead saved" }});
  box.setAttribute("role", "status");
  document.documentElement.append?.(box);
  event.target.after(box);
}});
</script></html>"""

WATCHING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Watching</title>
<script>
"use strict";
window.asked = [];
for (const [kind, names] of [
  [Element, ["getAttribute", "closest", "matches", "checkVisibility", "getBoundingClientRect", "querySelectorAll", "getRootNode"]],
  [Document, ["querySelectorAll", "getElementById", "elementsFromPoint", "createRange"]],
  [EventTarget, ["addEventListener"]], [Event, ["composedPath"]], [MutationObserver, ["observe"]],
  [String, ["normalize", "replaceAll", "codePointAt"]], [RegExp, ["exec"]], [Map, ["get"]], [Array, ["flatMap"]],
]) for (const name of names) {
  const plain = kind.prototype[name];
  kind.prototype[name] = function (...given) { window.asked.push(name); return plain.apply(this, given); };
}
for (const [kind, name] of [[HTMLInputElement, "value"], [Node, "textContent"], [Event, "isTrusted"], [Document, "activeElement"]]) {
  const { get, set } = Object.getOwnPropertyDescriptor(kind.prototype, name) ?? {};
  if (get) Object.defineProperty(kind.prototype, name, { get() { window.asked.push(name); return get.call(this); }, set });
}
Object.defineProperty(Navigator.prototype, "webdriver", { get() { window.asked.push("webdriver"); return true; } });
</script>
<label>Company <input id="company" value="Quarmby"></label><button id="save">Save</button>
<script>
"use strict";
window.known = new Set(Object.getOwnPropertyNames(window));
window.seen = [];
new MutationObserver((changes) => window.seen.push(...changes.map(({ type, attributeName }) => attributeName ?? type)))
  .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener("message", () => window.seen.push("message"));
addEventListener("pointerdown", () => { window.asked.length = 0; }, { once: true });
document.getElementById("save").onclick = () => setTimeout(() => { window.told = [[...window.asked], [...window.seen]]; }, 400);
</script></html>"""

HUGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Huge</title>
<button id="long">x</button><button id="names">x</button><input id="field"><button id="deep">Save</button><div id="rest"></div>
<script>
"use strict";
const long = document.getElementById("long");
long.setAttribute("aria-label", "Save " + "a.".repeat(500_000));
long.setAttribute("aria-labelledby", "x ".repeat(300_000));
for (const name of ["class", "id", "name", "title", "data-testid"]) document.getElementById("names").setAttribute(name, "aB1-".repeat(250_000));
const field = document.getElementById("field");
for (const name of ["placeholder", "autocomplete", "aria-label", "name", "role"]) field.setAttribute(name, "(1x@ ".repeat(200_000));
let at = document.getElementById("rest");
for (let level = 0; level < 400; level += 1) {
  const host = document.createElement("div");
  at.append(host);
  at = level % 2 ? host : host.attachShadow({ mode: "open" });
}
at.append(Object.assign(document.createElement("button"), { textContent: "Deep" }));
const many = document.createDocumentFragment();
for (let row = 0; row < 60_000; row += 1) many.append(Object.assign(document.createElement("i"), { textContent: "row" }));
document.body.append(many);
document.getElementById("deep").addEventListener("click", () => {
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  document.body.append(live);
  let left = 400;
  const storm = () => {
    live.textContent = `Lead saved ${"x(".repeat(50_000)}${left}`;
    if ((left -= 1) > 0) setTimeout(storm, 1);
  };
  storm();
});
</script></html>"""


@pytest.fixture(scope="module", autouse=True)
def _pages(served: Served) -> None:
    served.more |= {"/hostile/named.html": NAMED, "/hostile/watching.html": WATCHING, "/hostile/huge.html": HUGE}


def test_pictures_that_are_called_as_what_is_asked_stop_nothing(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    page = recorder.open(served.at("/hostile/named.html"))
    page.locator("#last").fill("Quarmby")
    page.locator("#status").focus()
    page.locator("#status").select_option("Qualified")
    page.locator("#won").click()
    page.locator("#save").click()
    page.wait_for_timeout(300)
    page.locator("#create").click()
    page.wait_for_timeout(300)
    page.close()
    told = lines(recorder.stop())
    assert [line.partition(" <-")[0] for line in told if not line.startswith(("page_shown", "navigate"))] == [
        'enter textbox "Last Name" = filled',
        'choose combobox "Lead Status" = "Qualified"',
        'choose combobox "Stage" = "Closed Won"',
        'activate button "Save lead"',
        'toast "Lead saved"',
        'activate button "Create"',
    ]
    assert "quarmby" not in recorder.all_storage().lower()


def test_a_page_does_not_notice_that_it_is_recorded(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    page = recorder.open(served.at("/hostile/watching.html"))
    company, save = _middle(page, "#company"), _middle(page, "#save")
    page.mouse.click(*company)
    page.keyboard.insert_text("Zielke")
    page.keyboard.press("Tab")
    page.mouse.click(*save)
    page.wait_for_timeout(600)
    assert page.evaluate("() => window.told") == [[], []]
    new = page.evaluate("() => Object.getOwnPropertyNames(window).filter((name) => !window.known.has(name))")
    assert set(new) <= {"known", "seen", "told"}
    assert page.evaluate("() => typeof globalThis.chrome?.runtime?.sendMessage") == "undefined"
    page.close()
    told = lines(recorder.stop())
    assert 'enter textbox "Company" = filled' in told
    assert 'activate button "Save"' in told


def test_a_page_reaches_no_file_of_the_extension_and_is_not_answered(recorder: Recorder, served: Served) -> None:
    page = recorder.open(served.at("/hostile/named.html"))
    asked = """async (id) => {
      const loads = (path) => fetch(`chrome-extension://${id}/${path}`).then(() => path, () => "");
      const framed = document.createElement("iframe");
      framed.src = `chrome-extension://${id}/panel/panel.html`;
      document.querySelector.call?.(document, "html");
      Document.prototype.querySelector.call(document, "html").append(framed);
      await new Promise((done) => setTimeout(done, 500));
      window.postMessage({ type: "stop" }, "*");
      dispatchEvent(new CustomEvent("sopwright", { detail: { type: "stop" } }));
      let inner = "none";
      try { inner = framed.contentWindow.location.href; } catch { inner = "closed"; }
      return [await loads("manifest.json"), await loads("panel/panel.html"), await loads("capture/acts.js"), inner];
    }"""
    *loaded, inner = page.evaluate(asked, recorder.id)
    assert loaded == ["", "", ""]
    assert inner in {"closed", "about:blank"}
    page.close()


def test_a_page_of_monstrous_names_is_recorded_in_time_and_says_nothing(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    page = recorder.open(served.at("/hostile/huge.html"))
    began = time.monotonic()
    for control in ("#long", "#field", "#deep"):
        page.locator(control).click()
    page.mouse.click(*_middle(page, "button:nth-of-type(2)"))
    page.keyboard.insert_text("x")
    page.wait_for_timeout(1500)
    assert time.monotonic() - began < 10
    page.close()
    recorder.stop()
    kept = json.dumps(recorder.entries())
    assert [entry["kind"] for entry in recorder.entries()].count("activate") >= 3
    assert max(len(json.dumps(entry)) for entry in recorder.entries()) < 1200
    assert "a.a." not in kept
    assert "aB1" not in kept


def _middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + min(box["width"] / 2, 20), box["y"] + box["height"] / 2
