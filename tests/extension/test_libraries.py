"""What does a recording say of the parts that popular component libraries draw, and of a page that is hostile?

Each page has the markup and the behaviour of the library that it is named after, as seen in the library itself.
"""

# mypy: disable-error-code="func-returns-value"
# What is done on a page is a row of calls, one after the other.

import pytest
from playwright.sync_api import Page
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served
from tests.extension.test_hard_pages import Row, after_arrival, button, dragged, drags, recorded, seen, typed

from sopwright.recording.schema import Kind

pytestmark = pytest.mark.browser

ROWS = [
    Row(
        id="Ant Design",
        page="antd.html",
        do=lambda page: (
            page.locator("#status").click(),
            page.locator("[title=Qualified]").click(),
            *(button(page, "Save"), seen(page, "Lead saved"), page.wait_for_timeout(400)),
            *(button(page, "Delete"), seen(page, "Lead could not be deleted"), page.wait_for_timeout(400)),
        ),
        lines=[
            'choose combobox "Lead Status" = "Qualified"',
            *('activate button "Save"', 'toast "Lead saved" <- activate "Save"'),
            *('activate button "Delete"', 'error "Lead could not be deleted" <- activate "Delete"'),
        ],
    ),
    Row(
        id="Material UI",
        page="mui.html",
        do=lambda page: (
            button(page, "Edit"),
            button(page, "Actions"),
            page.get_by_role("menuitem").click(),
            typed(page, "Company", "Acme"),
            button(page, "Save"),
            page.wait_for_timeout(600),
        ),
        lines=[
            'activate button "Edit" column "Status"',
            'activate button "Actions"',
            'activate menuitem "Convert"',
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'enter textbox "Company" in dialog "Convert lead" = filled',
            'activate button "Save" in dialog "Convert lead"',
            'dialog_closed dialog "Convert lead" <- activate "Save"',
            'toast "Lead converted" <- activate "Save"',
        ],
    ),
    Row(
        id="Select2",
        page="select2.html",
        do=lambda page: (
            page.get_by_role("combobox").click(),
            page.get_by_role("option", name="Qualified").last.click(),
        ),
        lines=['choose combobox "Lead Status" = "Qualified"'],
    ),
    Row(
        id="Sonner and React-Toastify",
        page="sonner.html",
        do=lambda page: (
            *(button(page, "Assign"), seen(page, "Lead assigned")),
            *(button(page, "Send"), seen(page, "Lead could not be sent")),
            *(button(page, "Update"), seen(page, "Lead updated")),
            *(button(page, "Log call"), seen(page, "Call logged")),
        ),
        show=[Kind.BUSY_STARTED, Kind.BUSY_ENDED],
        lines=[
            *('activate button "Assign"', 'toast "Lead assigned" <- activate "Assign"'),
            *('activate button "Send"', 'error "Lead could not be sent" <- activate "Send"'),
            *('activate button "Update"', 'toast "Lead updated" <- activate "Update"'),
            *('activate button "Log call"', 'error "Call logged. …" <- activate "Log call"'),
        ],
    ),
    Row(
        id="Shoelace and Material Web",
        page="shoelace.html",
        do=lambda page: (
            page.get_by_role("option", name="Qualified").click(),
            page.get_by_text("Need confirmed").click(),
            button(page, "Convert"),
            button(page, "Confirm"),
            button(page, "Save"),
            seen(page, "Lead saved"),
        ),
        lines=[
            'choose combobox "Lead Status" = "Qualified"',
            'toggle checkbox "Need confirmed" = checked',
            'activate button "Convert"',
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'activate button "Confirm" in dialog "Convert lead"',
            'dialog_closed dialog "Convert lead" <- activate "Confirm"',
            'activate button "Save"',
            'toast "Lead saved" <- activate "Save"',
        ],
    ),
    Row(
        id="SortableJS",
        page="sortable.html",
        do=lambda page: dragged(page, "li", "#qualified"),
        lines=["drag listitem (withheld)"],
        holds=lambda recording: [box.name for event in drags(recording) for box in event] == ["Qualified", "Qualified"],
    ),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in ROWS])
def test_what_is_done_with_a_library_comes_out_as_it_was(recorder: Recorder, served: Served, row: Row) -> None:
    recording = recorded(recorder, served, row)
    assert after_arrival(lines(recording, *row.show)) == list(row.lines)
    assert row.holds(recording)


ASKED = """
id localName parentElement parentNode getAttribute hasAttribute matches closest children firstChild firstElementChild
nextSibling previousElementSibling nextElementSibling contains querySelector querySelectorAll getRootNode shadowRoot
assignedSlot nodeType nodeName isConnected isContentEditable labels elements attributes textContent checkVisibility
getBoundingClientRect getElementsByTagName ariaLabelledByElements childElementCount ownerDocument tagName childNodes
type name value role title style className classList tabIndex hidden dataset
""".split()  # noqa: SIM905 - a list of names is read, not typed
FIELDS = "".join(f'<input type="hidden" name="{name}" value="Quarmby">' for name in ASKED)
HOSTILE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Hostile</title>
<form onsubmit="return false">{FIELDS}<label>Company <input id="company"></label>
<button type="button" id="save" onclick="said.textContent = 'Lead saved'">Save</button></form>
<form role="alert">{FIELDS}<span id="said" role="status"></span></form>
<div role="dialog" aria-label="Edit lead"><form>{FIELDS}<button type="button" id="apply">Apply</button></form></div>
<button id="long" aria-label="{"Quarmby " * 50_000}">Long</button><div id="deep"></div>
<script>
let deep = document.getElementById("deep");
for (let left = 300; left > 0; left -= 1) {{
  deep.setAttribute("aria-labelledby", "deep");
  deep = deep.appendChild(document.createElement("div"));
}}
deep.innerHTML = '<button id="reopen">Reopen</button>';
const entries = [{{ kind: "annotate", text: "Quarmby" }}];
const told = {{ type: "told", document: "x", entries, dropped: {{}}, welcome: true }};
window.postMessage(told, "*");
dispatchEvent(new CustomEvent("told", {{ detail: told }}));
for (const kind of ["pointerdown", "click", "input", "change"]) {{
  document.querySelector("input").dispatchEvent(new PointerEvent(kind, {{ bubbles: true, composed: true }}));
}}
Event.prototype.composedPath = () => [];
Object.defineProperty(Element.prototype, "localName", {{ get() {{ throw new Error("Quarmby"); }} }});
Object.prototype.text = "Quarmby";
String.prototype.slice = () => "Quarmby";
</script></html>"""


def on_hostile(page: Page) -> None:
    for name in ("company", "save", "apply", "reopen", "long"):
        # The page broke what Playwright clicks by.
        box = page.locator(f"#{name}").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 4, box["y"] + 4)
        if name == "company":
            page.keyboard.type("Quarmby")
        page.wait_for_timeout(300)


def test_a_hostile_page_is_recorded_and_nothing_gets_out(recorder: Recorder, served: Served) -> None:
    served.more["/hostile.html"] = HOSTILE
    recording = recorded(recorder, served, Row(id="hostile", page="hostile.html", do=on_hostile, lines=[]))
    assert after_arrival(lines(recording)) == [
        'enter textbox "Company" = filled',
        'activate button "Save"',
        'toast "Lead saved" <- activate "Save"',
        'activate button "Apply" in dialog "Edit lead"',
        'activate button "Reopen"',
        "activate button (withheld)",
    ]
    assert "quarmby" not in (recorder.all_storage() + recorder.text).lower()
