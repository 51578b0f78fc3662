"""What work does a user-interface log of the Action Logger show?

In: CSV with the logger's twenty columns: one row for each act in a spreadsheet, the clipboard or a web form. Out: one
recording for each user, with times.

Law: contents of cells and fields are compared while the file is read, so that a paste names the copy it came from;
none of them is kept, but where the user's vocabulary says that a field takes one of a few words, and those pass the
screen that options pass. Users become aliases.

Source: ``research/recorder.md`` section 3.5; the log of Leno et al. that Robidium ships.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from sopwright.errors import refuse
from sopwright.recording.drafting import Draft, Element
from sopwright.recording.schema import (
    App,
    Arrival,
    Kind,
    NameSource,
    Pace,
    Page,
    PageKind,
    Recording,
    Value,
    ValueState,
)
from sopwright.recording.vocabulary import Vocabulary

RECORDER = "Action Logger"
_COLUMNS = frozenset({"timeStamp", "targetApp", "eventType"})
_NOT_RECORDED = ("results on the page", "labels that people see at fields")
_SHEETS = frozenset({"excel", "googlesheets", "google sheets", "sheets"})
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_LONGEST_HEADER = 4_000
_LEAST_COMPARED = 4
"""Characters; shorter contents are equal by chance."""

_KINDS = {
    "copycell": Kind.COPY,
    "copyrange": Kind.COPY,
    "copy": Kind.COPY,
    "cut": Kind.COPY,
    "paste": Kind.PASTE,
    "pasteintocell": Kind.PASTE,
    "pasteintorange": Kind.PASTE,
    "editfield": Kind.ENTER,
    "editcell": Kind.ENTER,
    "editrange": Kind.ENTER,
    "clickbutton": Kind.ACTIVATE,
    "clicklink": Kind.ACTIVATE,
    "clickcheckbox": Kind.ACTIVATE,
    "clickradiobutton": Kind.ACTIVATE,
    "clicktextfield": Kind.ACTIVATE,
    "mouseclick": Kind.ACTIVATE,
    "click": Kind.ACTIVATE,
    "selectoption": Kind.CHOOSE,
    "select": Kind.CHOOSE,
    "submit": Kind.SUBMIT,
    "download": Kind.DOWNLOAD,
    "navigate": Kind.NAVIGATE,
    "navigateto": Kind.NAVIGATE,
    "openurl": Kind.NAVIGATE,
}
_ROLES = {"button": "button", "a": "link", "textarea": "textbox", "select": "combobox", "td": "cell", "img": "img"}
_INPUTS = {"checkbox": "checkbox", "radio": "radio", "submit": "button", "button": "button", "number": "spinbutton"}

Row = Mapping[str, str]


def is_log(text: str) -> bool:
    """Whether a text begins with the header of an Action Logger log."""
    header = text[:_LONGEST_HEADER].partition("\n")[0]
    return set(next(csv.reader([header], delimiter=_delimiter(header)), [])) >= _COLUMNS


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


def read(name: str, text: str, vocabulary: Vocabulary) -> tuple[Recording, ...]:
    """Return the recordings in a log, one for each user in order of first sight.

    Raises:
        InputError: It is no CSV.
    """
    try:
        rows = list(csv.DictReader(StringIO(text), delimiter=_delimiter(text.partition("\n")[0]), restval=""))
    except csv.Error as error:
        raise refuse(name, f"expected CSV, found a problem: {error}", "Export the log again") from None
    users: dict[str, list[Row]] = {}
    for row in rows:
        users.setdefault(row.get("userID", ""), []).append(row)
    return tuple(
        _Reader(vocabulary).recording(of_user, f"performer-{number}")
        for number, of_user in enumerate(users.values(), start=1)
    )


class _Reader:
    """Walks once over the rows of one user."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.draft = Draft(vocabulary)
        self.copies: dict[str, list[int]] = {}
        self.pasted: set[int] = set()

    def recording(self, rows: Sequence[Row], performer: str) -> Recording:
        """Return what the rows show."""
        for row in rows:
            self._take(row)
        self._link_copies()
        return self.draft.finish(recorder=RECORDER, performer=performer, pace=Pace.PERSON, not_recorded=_NOT_RECORDED)

    def _take(self, row: Row) -> None:
        at = _milliseconds(row["timeStamp"])
        kind = _KINDS.get(row["eventType"].lower().replace("_", ""))
        if at is None:
            self.draft.drop("row without a time that can be read")
        elif kind is None:
            self.draft.drop_unknown(row["eventType"])
        else:
            self._go(row)
            self._add(kind, at, row)

    def _go(self, row: Row) -> None:
        """Move to the sheet and its row, or to the page, on which a row of the log happened."""
        if row["targetApp"].lower() not in _SHEETS:
            self.draft.go(row.get("url", ""))
            return
        known = self.draft.vocabulary.app_at(row["targetApp"].lower())
        app = App(id=known.id, name=known.name, known=True) if known else App(id="spreadsheet", name="spreadsheet")
        sheet = f"{_cell(row, 'workbookName')}\n{_cell(row, 'sheetName')}"
        page = self.draft.instance(Page(kind=PageKind.SHEET), sheet)
        match = _CELL.match(_cell(row, "id"))
        self.draft.place(app, self.draft.record(page, f"{sheet}\n{match[2]}") if match else page)

    def _add(self, kind: Kind, at: float, row: Row) -> None:
        element = _element(row)
        content = row.get("content", "").strip()
        if kind is Kind.ENTER and element.role in ("checkbox", "radio"):
            state = ValueState.UNCHECKED if _cell(row, "checked") == "false" else ValueState.CHECKED
            self.draft.add(Kind.TOGGLE, at=at, element=element, value=self.draft.value(element, state))
        elif kind is Kind.ENTER and element.role == "combobox":
            self._choose(at, row, element)
        elif kind is Kind.ENTER:
            entered = _cell(row, "value").strip()
            state = ValueState.FILLED if entered else ValueState.CLEARED
            value = self.draft.value(element, state, self._shown(element, entered))
            self.draft.add(Kind.ENTER, at=at, element=element, value=value)
        elif kind is Kind.CHOOSE:
            self._choose(at, row, element)
        elif kind is Kind.COPY:
            number = self.draft.add(kind, at=at, element=element)
            if content:
                self.copies.setdefault(content, []).append(number)
        elif kind is Kind.PASTE:
            self._paste(at, element, content)
        elif kind is Kind.NAVIGATE:
            self.draft.add(kind, at=at, arrival=Arrival.TYPED)
        else:
            self.draft.add(kind, at=at, element=element)

    def _choose(self, at: float, row: Row, element: Element) -> None:
        option = _cell(row, "option") or _cell(row, "innerText")
        value = self.draft.value(element, ValueState.CHOSEN, option if "\n" not in option else "")
        self.draft.add(Kind.CHOOSE, at=at, element=element, value=value)

    def _paste(self, at: float, element: Element, content: str) -> None:
        value = self.draft.value(element, ValueState.FILLED, self._shown(element, content))
        source = self.copies.get(content, [0])[-1] if content else 0
        self.pasted.add(source)
        self.draft.add(Kind.PASTE, at=at, element=element, value=replace(value, same_as=source))

    def _shown(self, element: Element, content: str) -> str:
        """Return what was put into a field if the user says that it takes one of a few words; else nothing."""
        named = self.draft.screen.best(element.labels, element.role, element.place).name
        return content if self.draft.vocabulary.is_controlled(named, *element.hints) else ""

    def _link_copies(self) -> None:
        """Point each copy to the first earlier one of equal content that was pasted, so that cases can be compared."""
        for content, numbers in self.copies.items():
            used = [number for number in numbers if number in self.pasted]
            if len(content) < _LEAST_COMPARED or not used:
                continue
            for number in numbers:
                if used[0] < number:
                    self.draft.change(number, value=Value(state=ValueState.FILLED, same_as=used[0]))


def _element(row: Row) -> Element:
    tag, kind = _cell(row, "tagName").lower(), _cell(row, "type").lower()
    if row["targetApp"].lower() in _SHEETS:
        place = _cell(row, "id")
        match = _CELL.match(place)
        return Element(role="cell", key=place, column=match[1] if match else "")
    role = _INPUTS.get(kind, "textbox") if tag == "input" else _ROLES.get(tag, "")
    shown = _cell(row, "innerText") or (_cell(row, "value") if role == "button" else "")
    labels = [(shown, NameSource.TEXT)] if role in ("button", "link", "") else []
    labels += [(_cell(row, "title"), NameSource.TITLE)]
    hints = tuple(filter(None, (_cell(row, "name"), _cell(row, "id"))))
    return Element(
        labels=(
            *((text, source) for text, source in labels if text),
            *((hint, NameSource.TECHNICAL) for hint in hints),
        ),
        role=role,
        field_type=kind if tag == "input" else tag,
        key=f"{tag} {kind} {hints or shown}",
        hints=hints,
        finalises=kind == "submit",
    )


def _cell(row: Row, column: str) -> str:
    return row.get(f"target.{column}") or ""


def _milliseconds(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (aware - datetime.fromtimestamp(0, UTC)).total_seconds() * 1000
