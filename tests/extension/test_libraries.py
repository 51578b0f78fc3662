"""What does a recording say of the component libraries that sales applications are made of, and of a hostile page?

The libraries are the real ones, from npm (``libraries/packages.txt``); the pages are ours, with names of customers.
"""

# mypy: disable-error-code="func-returns-value"
# What is done on a page is a row of calls, one after the other.

import re
from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from playwright.sync_api import Page, expect
from tests.extension.recorder import Recorder, lines
from tests.extension.served import MADE_OF_LIBRARIES, Served
from tests.extension.test_hard_pages import Row, after_arrival, dragged, drags, recorded

pytestmark = pytest.mark.browser

PACE_MS = 180
PRIVATE = ("quarmby", "vane", "tarn", "ilse", "acme")
Act = Callable[[Page], object]


def each(*acts: Act) -> Act:
    """Do one after the other, at the pace of a quick person."""

    def done(page: Page) -> None:
        for act in acts:
            act(page)
            page.wait_for_timeout(PACE_MS)

    return done


def on(role: str, name: str) -> Act:
    return lambda page: page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


def button(name: str) -> Act:
    return on("button", name)


def text(words: str) -> Act:
    return lambda page: page.get_by_text(words, exact=True).first.click()


def at(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click()


def option(page: Page, within: str, name: str) -> None:
    page.locator(within).get_by_role("option", name=name).first.click()


def seen(words: str) -> Act:
    return lambda page: expect(page.get_by_text(words).filter(visible=True).first).to_be_visible()


def twice(selector: str) -> Act:
    return lambda page: page.locator(selector).first.dblclick()


def typed(label: str, words: str) -> Act:
    def done(page: Page) -> None:
        page.get_by_label(label).first.click()
        page.keyboard.type(words)

    return done


def keys(*pressed: str) -> Act:
    return each(*((lambda page, key=key: page.keyboard.press(key)) for key in pressed))


def wait(page: Page) -> None:
    page.wait_for_timeout(400)


# Lightning brings: a path and a pair of lists beside a closed combobox; words for screen readers alone in options and
# messages; references and headings across shadow trees; a focus that moves within one; the state of a switch in its
# label; days of a calendar that fill in a field; boxes that the page ticks itself; records as row headers.
LIGHTNING = each(
    on("tab", "Details"),
    *(button("Save"), seen("Complete this field")),
    typed("Company", "Acme"),
    lambda page: page.get_by_label("Email", exact=True).first.fill(""),
    each(on("combobox", "Lead Status"), lambda page: option(page, "lightning-combobox", "Contacted")),
    each(
        lambda page: page.get_by_role("combobox", name="Lead Status").focus(), keys("ArrowDown", "ArrowDown", "Enter")
    ),
    text("Hot"),
    text("Training"),
    text("High Priority"),
    lambda page: option(page, "lightning-dual-listbox", "Premium"),
    button("Move selection to Selected"),
    typed("Description", "Quarmby called"),
    each(typed("Follow-up Date", ""), at("td[role=gridcell] >> nth=17")),
    *(button("Save"), seen("was saved"), at("lightning-toast button")),
    lambda page: option(page, "lightning-progress-step", "Qualified"),
    each(button("Show more actions"), on("menuitem", "Clone")),
    seen("Lead was cloned"),
    *(button("Edit"), seen("Record is locked")),
    button("Convert"),
    typed("Account Name", "Tarn"),
    each(on("combobox", "Stage"), on("option", "Proposal")),
    lambda page: page.locator("lightning-modal-footer").get_by_role("button", name="Convert").click(),
    seen("was converted"),
    on("link", "Ilse Tarn"),
    lambda page: page.get_by_role("button", name="Log a Call").nth(1).click(),
    seen("Call was logged"),
    at("lightning-datatable tbody .slds-checkbox_faux"),
    each(at("lightning-datatable tbody lightning-button-menu button"), on("menuitem", "Remove")),
    seen("Row was changed"),
)
RECORD_PAGE = [
    'activate tab "Details"',
    'activate button "Save"',
    'error textbox "Company" "Complete this field." <- activate "Save"',
    'enter textbox "Company" = filled',
    'enter textbox "Email" = cleared',
    'choose combobox "Lead Status" = "Contacted"',
    'choose combobox "Lead Status" = "Contacted"',
    'toggle radio "Hot" = checked',
    'toggle checkbox "Training" = checked',
    'toggle switch "High Priority" = checked',
    'choose listbox "Available" = "Premium"',
    'activate button "Move selection to Selected"',
    'enter textbox "Description" = filled',
    'dialog_opened dialog (withheld) <- activate "Follow-up Date"',
    'enter textbox "Follow-up Date" = filled',
    'dialog_closed dialog (withheld) <- enter "Follow-up Date"',
    *('activate button "Save"', 'toast "Lead … was saved." <- activate "Save"', 'activate button "Close"'),
    'choose listbox "Stage: New" = "Qualified"',
    *(
        'activate button "Show more actions"',
        'activate menuitem "Clone"',
        'toast "Lead was cloned" <- activate "Clone"',
    ),
    *('activate button "Edit"', 'error "Record is locked. You … edit this record now." <- activate "Edit"'),
    *('activate button "Convert"', 'dialog_opened dialog "Convert Lead" <- activate "Convert"'),
    'enter textbox "Account Name" in dialog "Convert Lead" = filled',
    'choose combobox "Stage" in dialog "Convert Lead" = "Proposal"',
    'activate button "Convert" in dialog "Convert Lead"',
    'dialog_closed dialog "Convert Lead" <- activate "Convert"',
    'toast "Lead … was converted." <- activate "Convert"',
    'activate link (withheld) column "Name"',
    "page_shown #/lead/:id (script) <- activate (withheld)",
    'activate button "Log a Call" column "Next Step"',
    'toast "Call was logged" <- activate "Log a Call"',
    'toggle checkbox "Select Item" = checked',
    *('activate button "Show actions" column "Actions"', 'activate menuitem "Remove" column "Actions"'),
    'toast "Row was changed" <- activate "Remove"',
]

ROWS = [
    *(
        Row(
            id=f"Salesforce Lightning, {kind} shadow trees",
            page=f"libraries/{page}.html",
            do=LIGHTNING,
            lines=RECORD_PAGE,
        )
        for kind, page in (("synthetic", "synthetic"), ("native", "lightning"))
    ),
    Row(
        id="Material UI",
        page="libraries/mui.html",
        do=each(
            on("tab", "Activities"),
            each(on("combobox", "Lead Status"), on("option", "Qualified")),
            each(typed("Account", "tar"), on("option", "Tarn Holdings")),
            *(text("Budget confirmed"), text("Email opt-out"), text("Hot")),
            each(button("Actions"), on("menuitem", "Convert")),
            *(button("Save"), seen("Enter a value"), typed("Opportunity Name", "Quarmby deal")),
            *(button("Save"), seen("Lead converted"), wait),
            each(button("Actions"), on("menuitem", "Delete"), seen("Lead could not be deleted")),
            *(button("Edit"), on("link", "Tarn Holdings")),
        ),
        lines=[
            'activate tab "Activities"',
            'choose combobox "Lead Status" = "Qualified"',
            *('enter combobox "Account" = filled', 'choose combobox "Account" = withheld'),
            'toggle checkbox "Budget confirmed" = checked',
            'toggle switch "Email opt-out" = checked',
            'toggle radio "Hot" = checked',
            *('activate button "Actions"', 'activate menuitem "Convert"'),
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'activate button "Save" in dialog "Convert lead"',
            'error textbox "Opportunity Name" in dialog "Convert lead" "Enter a value" <- activate "Save"',
            'enter textbox "Opportunity Name" in dialog "Convert lead" = filled',
            'activate button "Save" in dialog "Convert lead"',
            'toast "Lead converted" <- activate "Save"',
            'dialog_closed dialog "Convert lead" <- activate "Save"',
            *('activate button "Actions"', 'activate menuitem "Delete"'),
            'error "Lead could not be deleted" <- activate "Delete"',
            *('activate button "Edit" column "Change"', 'activate link (withheld) column "Name"'),
            "page_shown #/leads/:id (script) <- activate (withheld)",
        ],
    ),
    # Options without a role, beside a list for screen readers; lists that say “new-password”; days of a calendar.
    Row(
        id="Ant Design",
        page="libraries/antd.html",
        do=each(
            typed("Company", "Tarn"),
            each(at("#status"), at("[title=Qualified]")),
            each(
                at("#owner"), keys("i"), at(".ant-select-dropdown:not(.ant-select-dropdown-hidden) [title='Ilse Tarn']")
            ),
            each(at("#due"), at(".ant-picker-cell-in-view >> nth=16")),
            *(text("Training"), at("#hot"), button("Save"), seen("Lead saved")),
            each(button("Actions"), on("menuitem", "Delete"), seen("Lead could not be deleted")),
            each(button("Actions"), on("menuitem", "Convert")),
            *(typed("Opportunity Name", "Quarmby"), button("Convert"), seen("Lead converted"), wait),
            *(at("tbody .ant-checkbox-input"), at("thead .ant-table-column-has-sorters")),
            *(button("Log a call"), seen("Call logged"), on("link", "Ilse Tarn")),
        ),
        lines=[
            'enter textbox "Company" = filled',
            'choose combobox "Lead Status" = "Qualified"',
            *('enter combobox "Lead Owner" = filled', 'choose combobox "Lead Owner" = withheld'),
            'enter textbox "Follow-up Date" = filled',
            'toggle checkbox "Training" = checked',
            'toggle switch "High Priority" = checked',
            *('activate button "Save"', 'toast "Lead saved" <- activate "Save"'),
            *('activate button "Actions"', 'activate menuitem "Delete"'),
            'error "Lead could not be deleted" <- activate "Delete"',
            *('activate button "Actions"', 'activate menuitem "Convert"'),
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'enter textbox "Opportunity Name" in dialog "Convert lead" = filled',
            'activate button "Convert" in dialog "Convert lead"',
            'toast "Lead converted" <- activate "Convert"',
            'dialog_closed dialog "Convert lead" <- activate "Convert"',
            'toggle checkbox "Select row" = checked',
            'activate columnheader "Name"',
            'activate button "Log a call" column "Next Step"',
            'toast "Call logged" <- activate "Log a call"',
            'activate link (withheld) column "Name"',
        ],
    ),
    Row(
        id="react-select and Sonner",
        page="libraries/react.html",
        do=each(
            each(at("[class$=-control]"), on("option", "Qualified")),
            each(typed("Account", "tar"), on("option", "Tarn Holdings")),
            *(each(typed("Tags", "ev"), keys("Enter")), each(typed("Tags", "quarmby"), keys("Enter"))),
            *(button("Remove Event"), button("Assign"), seen("Lead assigned")),
            *(button("Save"), seen("Lead saved"), button("Send"), seen("Lead could not be sent")),
        ),
        lines=[
            'choose combobox "Lead Status" = "Qualified"',
            *('enter combobox "Account" = filled', 'choose combobox "Account" = withheld'),
            *('enter combobox "Tags" = filled', 'choose combobox "Tags" = "Event"'),
            *('enter combobox "Tags" = filled', 'choose combobox "Tags" = withheld'),
            'activate button "Remove Event"',
            *('activate button "Assign"', 'toast "Lead assigned. …" <- activate "Assign"'),
            *('activate button "Save"', 'toast "Saving" <- activate "Save"', 'toast "Lead saved" <- activate "Save"'),
            *('activate button "Send"', 'error "Lead could not be sent" <- activate "Send"'),
        ],
    ),
    Row(
        id="Bootstrap, Select2 and flatpickr",
        page="libraries/jquery.html",
        do=each(
            each(at("#select2-status-container"), on("option", "Qualified")),
            each(at(".select2-selection >> nth=1"), on("option", "Tarn Holdings")),
            each(at("#due"), at(".flatpickr-day >> nth=17")),
            each(button("Actions"), text("Clone"), seen("Lead cloned")),
            *(at("#hot"), on("tab", "Activities")),
            each(button("Actions"), text("Convert")),
            *(wait, typed("Opportunity Name", "Quarmby"), button("Save"), seen("Lead converted"), wait),
        ),
        lines=[
            'choose combobox "Lead Status" = "Qualified"',
            'choose combobox "Account" = withheld',
            'enter textbox "Follow-up Date" = filled',
            *('activate button "Actions"', 'activate link "Clone"', 'toast "CRM. Lead cloned" <- activate "Clone"'),
            *('toggle switch "High Priority" = checked', 'activate tab "Activities"'),
            *('activate button "Actions"', 'activate button "Convert"'),
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'enter textbox "Opportunity Name" in dialog "Convert lead" = filled',
            'activate button "Save" in dialog "Convert lead"',
            'dialog_closed dialog "Convert lead" <- activate "Save"',
            'toast "CRM. Lead converted" <- activate "Save"',
        ],
    ),
    Row(
        id="ProseMirror",
        page="libraries/editor.html",
        do=each(
            typed("Subject", "Quarmby"),
            each(
                at(".ProseMirror"),
                lambda page: page.keyboard.type("Dear Quarmby"),
                keys("Control+a"),
                at("[title*=strong]"),
            ),
            *(button("Send"), seen("Email sent")),
        ),
        lines=[
            *('enter textbox "Subject" = filled', 'enter textbox "Message Body" = filled'),
            'activate button "Toggle strong style"',
            *('activate button "Send"', 'toast "Email sent" <- activate "Send"'),
        ],
    ),
    Row(
        id="AG Grid",
        page="libraries/grid.html",
        do=each(
            *(at(".ag-row .ag-checkbox-input"), at("[col-id=name].ag-cell >> nth=1")),
            each(twice("[col-id=amount].ag-cell"), lambda page: page.keyboard.type("900"), keys("Enter")),
            *(at("[col-id=hot] input"), at(".ag-header-cell[col-id=stage] .ag-header-cell-text")),
        ),
        lines=[
            "toggle checkbox (withheld) = checked",
            'activate gridcell (withheld) column "Name"',
            'activate gridcell (absent) column "Amount"',
            'enter spinbutton "Input Editor" column "Amount" = filled',
            'press Enter spinbutton "Input Editor" column "Amount"',
            'toggle checkbox (withheld) column "High Priority" = checked',
            'activate columnheader "Stage"',
        ],
    ),
    Row(
        id="Web Awesome, which was Shoelace",
        page="libraries/awesome.html",
        do=each(
            *(text("Activities"), typed("Company", "Tarn")),
            each(at("wa-select [part~=combobox]"), wait, at("wa-option >> nth=2")),
            *(text("Hot"), text("Budget confirmed"), text("Email opt-out"), typed("Description", "Vane")),
            each(button("Actions"), wait, at("wa-dropdown-item >> nth=1")),
            *(wait, typed("Opportunity Name", "Quarmby"), at("#done"), wait),
        ),
        lines=[
            *('activate tab "Activities"', 'enter textbox "Company" = filled'),
            'choose combobox "Lead Status" = "Qualified"',
            'toggle radio "Hot" = checked',
            'toggle checkbox "Budget confirmed" = checked',
            'toggle switch "Email opt-out" = checked',
            'enter textbox "Description" = filled',
            *('activate button "Actions"', 'activate menuitem "Convert"'),
            'dialog_opened dialog "Convert lead" <- activate "Convert"',
            'enter textbox "Opportunity Name" in dialog "Convert lead" = filled',
            'activate button "Save" in dialog "Convert lead"',
            'dialog_closed dialog "Convert lead" <- activate "Save"',
        ],
    ),
    # A calendar draws what is dragged anew, and a click on what lies below follows.
    Row(
        id="SortableJS and FullCalendar",
        page="libraries/boards.html",
        do=each(
            lambda page: dragged(page, "#card", "section:nth-of-type(2) ul"),
            lambda page: dragged(page, ".fc-event", "[data-date='2026-03-19']"),
            button("Next month"),
        ),
        lines=["drag listitem (withheld)", "drag gridcell (withheld)", 'activate button "Next month"'],
        holds=lambda recording: "Qualified" in [box.name for box in drags(recording)[0]],
    ),
]


def as_answered(found: Sequence[str]) -> list[str]:
    """Leave out where a page of ours stands; put what one act brought about in one order: it fades in and out."""
    told = [re.sub(r"^page_shown \S+#", "page_shown #", line) for line in found]
    runs = groupby(told, key=lambda line: line.partition(" <- ")[2])
    return [line for cause, run in runs for line in (sorted(run) if cause else run)]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in ROWS])
def test_what_is_done_with_a_library_comes_out_as_it_was(recorder: Recorder, served: Served, row: Row) -> None:
    assert (MADE_OF_LIBRARIES / "lightning.js").exists(), "run: make .make/libraries/made"
    recording = recorded(recorder, served, row)
    assert as_answered(after_arrival(lines(recording, *row.show))) == as_answered(row.lines)
    assert row.holds(recording)
    assert [name for name in PRIVATE if name in (recorder.all_storage() + recorder.text).lower()] == []


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
