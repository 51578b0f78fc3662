"""What does a recording say of hard pages? Each row: what was done, and the lines that it has to come out as."""

# mypy: disable-error-code="func-returns-value"
# What is done on a page is a row of calls, one after the other.

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served

from sopwright.api import understand
from sopwright.recording.schema import Kind, Recording

pytestmark = pytest.mark.browser


@dataclass(frozen=True, kw_only=True)
class Row:
    """A page, what is done on it, and what has to be said of it.

    Attributes:
        id: A word or two.
        page: Path of the page on ``crm.localhost``.
        do: What is done, by trusted input.
        lines: The events, see ``recorder.lines``.
        steps: Titles of the steps that Python makes of it; ``None`` when the row is not about them.
        show: Kinds that are shown although they depend on the machine.
        wrong: What is wrong today; the row is expected to fail, always or ``sometimes: …``.
        holds: More that must be true of the recording.
    """

    id: str
    page: str
    do: Callable[[Page], object]
    lines: Sequence[str]
    steps: Sequence[str] | None = None
    show: Sequence[Kind] = ()
    wrong: str = ""
    holds: Callable[[Recording], bool] = lambda _: True


def typed(page: Page | Frame, label: str, text: str) -> None:
    """Type into a field, key by key, as a person does."""
    page.get_by_label(label, exact=True).first.click()
    page.get_by_label(label, exact=True).first.press_sequentially(text)


def button(page: Page | Frame, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def seen(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


def dragged(page: Page, what: str, onto: str) -> None:
    """Drag with the real mouse, in small moves."""
    start, end = page.locator(what).bounding_box(), page.locator(onto).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=3)
    page.mouse.move(end["x"] + 100, end["y"] + 100, steps=5)
    page.mouse.up()


def dropped(page: Page, onto: str) -> None:
    """Drop a file as from the desktop: trusted events with a real file."""
    session = page.context.new_cdp_session(page)
    box = page.locator(onto).bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(Path(__file__))], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at: dict[str, Any] = {"x": box["x"] + 20, "y": box["y"] + 20}
        session.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})


def frame(page: Page, query: str) -> Frame:
    """Return the frame whose address ends so, once it is there."""
    page.wait_for_function("count => frames.length >= count", arg=6)
    found = next(each for each in page.frames if each.url.endswith(query))
    found.wait_for_load_state()
    return found


def in_frame(frame: Frame, label: str, verb: str) -> None:
    typed(frame, label, "Acme")
    button(frame, verb)


def each_frame(page: Page) -> None:
    page.wait_for_load_state()
    in_frame(frame(page, "?same"), "Company", "Save")
    in_frame(frame(page, "?granted"), "Revenue", "Enrich")
    in_frame(frame(page, "?foreign"), "Budget", "Pay")
    in_frame(frame(page, "?sandboxed"), "Phone", "Call")
    for name, label, verb in (("srcdoc", "Industry", "Apply"), ("written", "Comment", "Post")):
        handle = page.locator(f"#{name}").element_handle()
        inner = handle.content_frame() if handle is not None else None
        assert inner is not None
        in_frame(inner, label, verb)


def hop(page: Page, act: Callable[[], object]) -> None:
    """Do what opens a tab, do something there, and come back."""
    with page.context.expect_page() as opened:
        act()
    other = opened.value
    other.wait_for_load_state()
    other.bring_to_front()
    button(other, "Enrich")
    other.close()
    page.bring_to_front()


def saved_by_server(page: Page, name: str) -> None:
    typed(page, "Last Name", name)
    button(page, "Save")
    page.wait_for_load_state()
    seen(page, "Lead created" if name else "Complete this field")


def keys(page: Page, selector: str, *pressed: str) -> None:
    page.locator(selector).focus()
    for key in pressed:
        page.keyboard.press(key)


ROWS = [
    Row(
        id="nested shadow roots",
        page="shadow.html",
        do=lambda page: (
            typed(page, "*Last Name", "Reyes"),
            page.get_by_role("combobox").click(),
            page.get_by_role("option", name="Qualified")
            .or_(page.locator('x-item[data-value="Qualified"]'))
            .first.click(),
            page.locator("x-button").click(),
            seen(page, "Lead saved"),
        ),
        lines=[
            'enter textbox "Last Name" = filled',
            'choose combobox "Lead Status" = "Qualified"',
            'activate button "Save"',
            'toast "Lead saved" <- activate "Save"',
        ],
    ),
    Row(
        id="a closed shadow root",
        page="closed.html",
        do=lambda page: (
            # Selectors do not reach in: by the keyboard and by the mouse.
            page.keyboard.press("Tab"),
            page.keyboard.type("Acme"),
            page.keyboard.press("Tab"),
            page.keyboard.press("b"),
            page.keyboard.press("Tab"),
            page.keyboard.press("Enter"),
            seen(page, "Lead saved"),
        ),
        lines=[
            "press Tab",
            'enter textbox "Company" = filled',
            'press Tab textbox "Company"',
            'choose combobox "Industry" = "Banking"',
            'press Tab combobox "Industry"',
            'activate button "Save"',
            'toast "Lead saved" <- activate "Save"',
        ],
    ),
    Row(
        id="frames",
        page="frames.html",
        do=each_frame,
        lines=[
            *('enter textbox "Company" = filled', 'activate button "Save"'),
            *('enter textbox "Revenue" = filled same as textbox "Company"', 'activate button "Enrich"'),
            *('enter textbox "Phone" = filled same as textbox "Revenue"', 'activate button "Call"'),
            *('enter textbox "Industry" = filled same as textbox "Phone"', 'activate button "Apply"'),
            *('enter textbox "Comment" = filled same as textbox "Industry"', 'activate button "Post"'),
        ],
        holds=lambda recording: recording.coverage.frames_blind == 1,
    ),
    Row(
        id="routes of a single page",
        page="app/home",
        do=lambda page: (
            page.get_by_role("link", name="Leads").click(),
            button(page, "Open"),
            button(page, "Edit"),
            button(page, "Details"),
            page.go_back(),
        ),
        lines=[
            'activate link "Leads"',
            'page_shown /app/leads (script) <- activate "Leads"',
            'activate button "Open"',
            'page_shown /app/leads/:id (script) <- activate "Open"',
            'activate button "Edit"',
            'page_shown /app/leads/:id/edit (script) <- activate "Edit"',
            'activate button "Details"',
            'page_shown /app/leads/:id/edit#/details (script) <- activate "Details"',
            'page_shown /app/leads/:id/edit (back_forward) <- activate "Details"',
        ],
    ),
    Row(
        id="a query that changes by itself is no other page",
        page="app/leads",
        do=lambda page: (
            button(page, "Filter"),
            button(page, "Refresh"),
            page.wait_for_url("**page=3"),
        ),
        lines=['activate button "Filter"', 'activate button "Refresh"'],
    ),
    Row(
        id="a list at the end of the body",
        page="portal.html",
        do=lambda page: (
            page.locator("#stage").click(),
            page.get_by_role("option", name="Qualified").click(),
            page.locator("#priority").click(),
            page.get_by_role("option", name="High").click(),
        ),
        lines=[
            'choose combobox "Stage" = "Qualified"',
            'activate button "Priority"',
            'choose button "Priority" = "High"',
        ],
    ),
    Row(
        id="a list that is gone at pointer down",
        page="portal.html",
        do=lambda page: (
            page.locator("#rating").click(),
            page.get_by_role("option", name="Warm").click(no_wait_after=True),
            page.locator("#more").click(),
            page.get_by_role("menuitem", name="Disqualify").click(no_wait_after=True),
        ),
        lines=[
            'choose combobox "Rating" = "Warm"',
            'activate button "More actions"',
            'activate menuitem "Disqualify"',
        ],
    ),
    Row(
        id="a person who is looked up",
        page="portal.html",
        do=lambda page: (
            page.locator("#owner").click(),
            page.keyboard.type("Pri"),
            page.get_by_role("option", name="Priya Raman").click(),
        ),
        lines=[
            'enter combobox "Lead Owner" = filled',
            'choose combobox "Lead Owner" = withheld',
        ],
    ),
    Row(
        id="a list of 5,000 rows in 14 nodes",
        page="virtual.html",
        do=lambda page: (
            page.locator("[role=row] button").nth(2).click(),
            page.locator("#box").evaluate("box => box.scrollTo(0, 60000)"),
            page.locator("[role=row] button").nth(2).click(),
            page.locator("[role=row] input").nth(3).click(),
            page.locator("[role=row] a").nth(4).click(),
        ),
        lines=[
            'activate button "Edit"',
            'activate button "Edit"',
            'toggle checkbox "Select Person …" column "Name" = checked',
            'activate link (withheld) column "Name"',
        ],
    ),
    Row(
        id="editable content",
        page="editable.html",
        do=lambda page: (
            page.locator("#rich").click(),
            page.keyboard.type("Maya called"),
            page.locator("#plain").click(),
            page.keyboard.type("Call back"),
            page.locator("#empty").click(),
            page.keyboard.press("Control+A"),
            page.keyboard.press("Delete"),
            button(page, "Save"),
        ),
        lines=[
            'enter textbox "Call notes" = filled',
            'enter textbox "Next step" = filled',
            'enter textbox "Summary" = cleared',
            'activate button "Save"',
        ],
    ),
    Row(
        id="files",
        page="files.html",
        do=lambda page: (
            page.locator("#one").set_input_files(__file__),
            dropped(page, "#zone"),
            seen(page, "File uploaded"),
        ),
        lines=[
            'upload button "Attachment" = filled',
            'upload region "Drop files here" = filled',
            'toast "File uploaded" <- upload "Drop files here"',
        ],
    ),
    Row(
        id="dialogs",
        page="dialogs.html",
        do=lambda page: (
            button(page, "New lead"),
            typed(page, "Company", "Acme"),
            button(page, "Cancel"),
            button(page, "Convert lead"),
            page.get_by_label("Create opportunity").click(),
            button(page, "Convert"),
            button(page, "Delete lead"),
            button(page, "Delete"),
        ),
        lines=[
            'activate button "New lead"',
            'dialog_opened dialog "New lead" <- activate "New lead"',
            'enter textbox "Company" in dialog "New lead" = filled',
            'activate button "Cancel" in dialog "New lead"',
            'dialog_closed dialog "New lead" <- activate "Cancel"',
            'activate button "Convert lead"',
            'dialog_opened dialog "Convert lead" <- activate "Convert lead"',
            'toggle checkbox "Create opportunity" in dialog "Convert lead" = checked',
            'activate button "Convert" in dialog "Convert lead"',
            'dialog_closed dialog "Convert lead" <- activate "Convert"',
            'activate button "Delete lead"',
            'dialog_opened dialog "Delete lead" <- activate "Delete lead"',
            'activate button "Delete" in dialog "Delete lead"',
            'dialog_closed dialog "Delete lead" <- activate "Delete"',
        ],
    ),
    Row(
        id="a dialog that Escape closes",
        page="dialogs.html",
        do=lambda page: (button(page, "New lead"), page.keyboard.press("Escape")),
        lines=[
            'activate button "New lead"',
            'dialog_opened dialog "New lead" <- activate "New lead"',
            'press Escape textbox "Company" in dialog "New lead"',
            'dialog_closed dialog "New lead" <- press "Company"',
        ],
    ),
    Row(
        id="toasts",
        page="toasts.html",
        do=lambda page: (
            *(button(page, "Save"), seen(page, "Lead saved")),
            *(button(page, "Assign"), seen(page, "Lead could not be assigned")),
            *(button(page, "Approve"), seen(page, "Lead approved")),
            *(button(page, "Archive"), seen(page, "Lead archived")),
            *(button(page, "Convert"), seen(page, "was converted")),
            *(button(page, "Import"), seen(page, "Leads imported")),
            *(button(page, "Export"), seen(page, "Export finished")),
        ),
        lines=[
            *('activate button "Save"', 'toast "Lead saved" <- activate "Save"'),
            *('activate button "Assign"', 'error "Lead could not be assigned" <- activate "Assign"'),
            *('activate button "Approve"', 'toast "Lead approved" <- activate "Approve"'),
            *('activate button "Archive"', 'toast "Lead archived" <- activate "Archive"'),
            *('activate button "Convert"', 'toast "Lead … was converted" <- activate "Convert"'),
            *('activate button "Import"', 'toast "Leads imported" <- activate "Import"'),
            *('activate button "Export"', 'toast "Export finished" <- activate "Export"'),
        ],
    ),
    Row(
        id="a form that the page refuses",
        page="validation.html",
        do=lambda page: (
            button(page, "Save"),
            typed(page, "E-mail", "maya"),
            button(page, "Create"),
            seen(page, "Enter a valid e-mail"),
        ),
        lines=[
            'activate button "Save"',
            'error textbox "Last Name" <- activate "Save"',
            'enter textbox "E-mail" = filled',
            'activate button "Create"',
            'error textbox "E-mail" "Enter a valid e-mail" <- activate "Create"',
        ],
    ),
    Row(
        id="a form that the server shows again, then takes",
        page="leads/new",
        do=lambda page: (saved_by_server(page, ""), saved_by_server(page, "Reyes")),
        lines=[
            'activate button "Save"',
            'page_shown /leads/create (submitted) <- activate "Save"',
            'error "Complete this field" <- activate "Save"',
            'enter textbox "Last Name" = filled',
            'activate button "Save"',
            'page_shown /leads/:id (redirected) <- activate "Save"',
            'toast "Lead created" <- activate "Save"',
        ],
    ),
    Row(
        id="busy",
        page="busy.html",
        do=lambda page: (
            button(page, "Enrich"),
            seen(page, "Lead enriched"),
            button(page, "Import"),
            expect(page.get_by_role("progressbar")).to_be_visible(),
            expect(page.get_by_role("progressbar")).to_have_count(0),
            page.get_by_role("link", name="Reports").click(),
            page.wait_for_load_state(),
        ),
        show=[Kind.BUSY_STARTED, Kind.BUSY_ENDED],
        lines=[
            'activate button "Enrich"',
            'busy_started <- activate "Enrich"',
            'busy_ended <- activate "Enrich"',
            'toast "Lead enriched" <- activate "Enrich"',
            'activate button "Import"',
            'busy_started <- activate "Import"',
            'busy_ended <- activate "Import"',
            'activate link "Reports"',
            'busy_started <- activate "Reports"',
            'page_shown /:id (link) <- activate "Reports"',
            'busy_ended <- activate "Reports"',
        ],
    ),
    Row(
        id="other tabs",
        page="tabs.html",
        do=lambda page: (
            hop(page, lambda: page.get_by_text("Calendar").click()),
            hop(page, lambda: page.get_by_text("Mail").click()),
            hop(page, lambda: page.get_by_text("Open").click()),
            hop(page, lambda: page.get_by_text("Reports").click(button="middle")),
        ),
        lines=[
            *('activate link "Calendar"', 'page_shown /:id (link) <- activate "Calendar"', 'activate button "Enrich"'),
            *('activate link "Mail"', 'page_shown /:id (link) <- activate "Mail"', 'activate button "Enrich"'),
            *('activate button "Open"', 'page_shown /:id (link) <- activate "Open"', 'activate button "Enrich"'),
            *('activate link "Reports"', 'page_shown /:id (link) <- activate "Reports"', 'activate button "Enrich"'),
        ],
        holds=lambda recording: (
            [event.tab for event in recording.events if event.kind is Kind.ACTIVATE] == [1, 2, 1, 3, 1, 4, 1, 5]
        ),
    ),
    Row(
        id="a page that draws itself anew on each key",
        page="rewrite.html",
        do=lambda page: (
            page.locator("#company").click(),
            page.keyboard.type("Acme Robotics"),
            page.locator("#status").focus(),
            page.keyboard.press("q"),
            button(page, "Save"),
            seen(page, "Lead saved"),
        ),
        lines=[
            'enter textbox "Company" = filled',
            'choose combobox "Status" = "Qualified"',
            'activate button "Save"',
            'toast "Lead saved" <- activate "Save"',
        ],
    ),
    Row(
        id="downloads",
        page="downloads.html",
        do=lambda page: [
            downloaded(page, lambda: page.get_by_text("Download report").click()),
        ],
        lines=['activate link "Download report"', 'download <- activate "Download report"'],
    ),
    Row(
        id="downloads that no link announces",
        page="downloads.html",
        do=lambda page: [
            downloaded(page, lambda: page.get_by_text("Export leads").click()),
            downloaded(page, lambda: page.get_by_text("Download contract").click()),
        ],
        lines=[
            *('activate button "Export leads"', 'download <- activate "Export leads"'),
            *('activate link "Download contract"', 'download <- activate "Download contract"'),
        ],
    ),
    Row(
        id="drag and drop",
        page="kanban.html",
        do=lambda page: (dragged(page, "#card", "#qualified"), seen(page, "Lead moved")),
        lines=["drag (withheld)", 'toast "Lead moved" <- drag (withheld)'],
        holds=lambda recording: [box.name for event in drags(recording) for box in event] == ["Qualified"],
    ),
    Row(
        id="drag by pointer events",
        page="kanban.html",
        do=lambda page: dragged(page, "#pointed", "#lost"),
        lines=["drag (withheld)"],
        holds=lambda recording: [box.name for event in drags(recording) for box in event] == ["Lost"],
    ),
    Row(
        id="toggles",
        page="toggles.html",
        do=lambda page: (
            *(page.locator("#c").click(), page.get_by_text("Budget confirmed").click()),
            *(page.locator("#dl").click(), page.locator("#custom").click(), page.locator("#switch").click()),
            *(page.get_by_label("High").click(), page.get_by_text("Cold").click()),
            *(page.get_by_role("menuitemcheckbox").click(), page.locator("#pressed").click()),
        ),
        lines=[
            'toggle checkbox "Budget confirmed" = checked',
            'toggle checkbox "Budget confirmed" = unchecked',
            'toggle checkbox "Authority confirmed" = checked',
            'toggle checkbox "Need confirmed" = checked',
            'toggle switch "Do not call" = unchecked',
            'toggle radio "High" = checked',
            'toggle radio "Cold" = checked',
            'toggle menuitemcheckbox "Open leads" = checked',
            'activate button "Follow"',
        ],
    ),
    Row(
        id="keys",
        page="keys.html",
        do=lambda page: (
            page.get_by_label("Search leads").click(),
            page.keyboard.type("Reyes"),
            page.keyboard.press("Enter"),
            seen(page, "Search finished"),
            typed(page, "Company", "Acme"),
            page.keyboard.press("Tab"),
            page.keyboard.type("VP"),
            page.keyboard.press("Enter"),
            seen(page, "Lead saved"),
            keys(page, "#button", "Enter", "Space"),
            page.locator("#twice").dblclick(),
            seen(page, "Lead updated"),
            typed(page, "Comment", "one"),
            page.keyboard.press("Enter"),
            page.keyboard.type("two"),
            page.keyboard.press("Escape"),
        ),
        lines=[
            'enter searchbox "Search leads" = filled',
            'submit searchbox "Search leads"',
            'toast "Search finished" <- submit "Search leads"',
            'enter textbox "Company" = filled',
            'press Tab textbox "Company"',
            'enter textbox "Title" = filled',
            'submit button "Save"',
            'toast "Lead saved" <- submit "Save"',
            'activate button "Refresh"',
            'activate button "Refresh"',
            'activate button "Expand"',
            'toast "Lead updated" <- activate "Expand"',
            'enter textbox "Comment" = filled',
            'press Escape textbox "Comment"',
        ],
    ),
    Row(
        id="a grid of records",
        page="grid.html",
        do=lambda page: (
            page.get_by_role("button", name="Name", exact=True).click(),
            page.get_by_text("Maya Reyes").click(),
            page.get_by_text("Tomasz Okafor").click(),
            page.get_by_role("button", name="Edit Maya Reyes").click(),
            keys(page, "select", "q"),
            page.locator("#cell").dblclick(),
            page.locator("#cell input").fill("Working"),
            page.get_by_role("button", name="Edit", exact=True).click(),
        ),
        lines=[
            'activate button "Name"',
            'activate link (withheld) column "Name"',
            "page_shown /:id#/:id (script) <- activate (withheld)",
            'activate link (withheld) column "Owner"',
            "page_shown /:id#/:id/:id (script) <- activate (withheld)",
            'activate button "Edit …"',
            'choose combobox "Status of …" column "Status" = "Qualified"',
            'activate cell (withheld) column "Status"',
            'enter textbox (absent) column "Status" = filled',
            'activate button "Edit"',
        ],
    ),
    Row(
        id="a strict content security policy",
        page="csp.html",
        do=lambda page: (typed(page, "Company", "Acme"), button(page, "Save")),
        lines=['enter textbox "Company" = filled', 'activate button "Save"'],
    ),
    Row(
        id="fields of every kind",
        page="fields.html",
        do=lambda page: (
            keys(page, "#status", "q"),
            keys(page, "#owner", "t"),
            page.locator("#industry").press_sequentially("Banking"),
            page.locator("#products option").first.click(),
            keys(page, "#date", *"03042026"),
            typed(page, "Employees", "120"),
            keys(page, "#range", "ArrowRight", "ArrowRight", "ArrowRight"),
            typed(page, "E-mail", "maya@acme.example"),
            typed(page, "Password", "hunter2hunter2"),
            typed(page, "Card number", "4111111111111111"),
            page.locator("#placeholder").fill("Reyes"),
            page.locator("#bare").fill("Reyes"),
            typed(page, "Description", "Long"),
            page.locator("#prefilled").fill(""),
            page.locator("#area").focus(),
        ),
        lines=[
            'choose combobox "Lead Status" = "Qualified"',
            'choose combobox "Lead Owner" = withheld',
            'enter combobox "Industry" = filled',
            'choose listbox "Products" = "CRM"',
            'enter textbox "Close Date" = filled',
            'enter spinbutton "Employees" = filled',
            'enter slider "Interest" = filled',
            'enter textbox "E-mail" = filled',
            "enter (secret) = unknown",
            "enter (secret) = unknown",
            'enter textbox "Search" = filled',
            'enter textbox (absent) = filled same as textbox "Search"',
            'enter textbox "Description" = filled',
            'enter textbox "Company" = cleared',
        ],
    ),
    Row(
        id="what the page fills in itself is nobody's act",
        page="fields.html",
        do=lambda page: button(page, "Enrich"),
        lines=['activate button "Enrich"'],
    ),
    Row(
        id="a field that is not left before the page is",
        page="fields.html",
        do=lambda page: (
            page.locator("#mail").click(),
            page.keyboard.type("maya"),
            page.evaluate("location.href = '/grid.html'"),
            page.wait_for_url("**/grid.html"),
        ),
        lines=['enter textbox "E-mail" = filled', "page_shown /:id (link)"],
    ),
    Row(
        id="a field that is being filled in when the recording stops",
        page="fields.html",
        do=lambda page: (page.locator("#mail").click(), page.keyboard.type("maya")),
        lines=['enter textbox "E-mail" = filled'],
    ),
    Row(
        id="a page that is busy when the recording stops",
        page="fields.html",
        do=lambda page: (
            page.locator("#prefill").click(),
            page.evaluate("void setTimeout(() => { for (const end = Date.now() + 1800; Date.now() < end; ); })"),
        ),
        lines=['activate button "Enrich"'],
    ),
    Row(
        id="menus, tabs, icons",
        page="menus.html",
        do=lambda page: (
            page.get_by_role("button", name="Actions").hover(),
            page.get_by_text("Convert").click(),
            page.mouse.move(400, 400),
            page.get_by_role("tab", name="Activity").click(),
            page.get_by_text("System information").click(),
            page.get_by_role("treeitem").click(),
            page.locator("#plain").click(),
            page.locator("img").click(),
            page.locator("[title]").click(),
            page.get_by_text("Add contact").click(),
            page.mouse.click(700, 500),
        ),
        lines=[
            'activate link "Convert"',
            'activate tab "Activity"',
            'activate button "System information"',
            "activate treeitem (withheld)",
            "activate (withheld)",
            "activate link (withheld)",
            'activate button "Refresh"',
            'activate button "Add contact"',
        ],
    ),
]


def downloaded(page: Page, act: Callable[[], object]) -> None:
    with page.expect_download() as loaded:
        act()
    loaded.value.path()


def drags(recording: Recording) -> list[tuple[Any, ...]]:
    """Return the named parts around what was dragged, after it was put down."""
    events = [event for event in recording.events if event.kind is Kind.DRAG]
    return [tuple(event.target.container) for event in events if event.target is not None]


def parameter(row: Row) -> Any:  # noqa: ANN401 - a parameter set of pytest has no public type
    marks = [pytest.mark.xfail(strict=not row.wrong.startswith("sometimes"), reason=row.wrong)] if row.wrong else []
    return pytest.param(row, id=row.id, marks=marks)


def recorded(recorder: Recorder, served: Served, row: Row) -> Recording:
    page = recorder.open(served.at(row.page))
    try:
        recorder.start(served.origins("crm.localhost", "tools.localhost"))
        page.bring_to_front()
        row.do(page)
        return recorder.stop()
    finally:
        recorder.close_pages()


def after_arrival(found: list[str]) -> list[str]:
    """Leave out how the page came to be in front when the recording began: no act of the row."""
    while found and found[0].startswith(("page_shown", "navigate")) and "<-" not in found[0]:
        found = found[1:]
    return found


def test_what_a_page_tells_again_when_it_is_left_is_taken_as_it_was_told_first(
    recorder: Recorder, served: Served
) -> None:
    page = recorder.open(served.at("tabs.html"))
    try:
        recorder.start(served.origins("crm.localhost", "tools.localhost"))
        page.bring_to_front()
        with page.context.expect_page() as opened:
            page.get_by_text("Mail").click()
        opened.value.wait_for_load_state()
        # The worker takes what it is told, and is slow to say so.
        recorder.worker().evaluate(
            """() => {
              const took = IDBObjectStore.prototype.put;
              IDBObjectStore.prototype.put = function (...row) {
                const until = Date.now() + 150;
                while (Date.now() < until);
                return took.apply(this, row);
              };
            }"""
        )
        button(opened.value, "Enrich")
        opened.value.close(run_before_unload=False)
        found = lines(recorder.stop())
    finally:
        recorder.close_pages()
        recorder.stop_worker()  # the next one is as quick as ever
    assert after_arrival(found) == [
        *('activate link "Mail"', 'page_shown /:id (link) <- activate "Mail"', 'activate button "Enrich"'),
    ]


@pytest.mark.parametrize("row", [parameter(row) for row in ROWS])
def test_what_is_done_on_a_hard_page_comes_out_as_it_was(recorder: Recorder, served: Served, row: Row) -> None:
    recording = recorded(recorder, served, row)
    assert after_arrival(lines(recording, *row.show)) == list(row.lines)
    assert row.holds(recording)
    if row.steps is not None:
        (run,) = understand(recording).runs
        assert [step.title for step in run.steps] == list(row.steps)
