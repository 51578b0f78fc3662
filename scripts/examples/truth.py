"""Does a recording agree with what the applications themselves wrote down?

In: a recording, and Tryton's history table with what was sent and booked in the stand-ins. Out: every disagreement, in
words; none when they agree.

Law: this looks both ways, at the events alone and at nothing that was understood of them. Every change that an
application wrote down has its recorded act within ``SECONDS``, and every act and every answer that claims a change has
one there. Which fields and which states, never their values: so the truth can be kept beside the recordings.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sopwright.recording.pages import dialog_of
from sopwright.recording.schema import Event, Kind, PageKind, Recording

SECONDS = timedelta(seconds=5)
"""So long may lie between an act and the row that an application writes because of it."""
CLOCK = timedelta(milliseconds=500)
"""So much earlier than its act a row may seem to be: clocks are read at both ends of a request."""
TOLD = {"Record saved.": "saved", "Message sent": "message", "Meeting booked": "meeting"}
"""What an application says when it did what was asked."""
ASKED = {"saved": "Save", "party": "Save", "message": "Send", "meeting": "Book"}
"""What is pressed for it."""
MOVES = frozenset({"Set as Lead", "Convert to Opportunity", "Mark as Lost", "Cancel"})
"""Tryton's buttons that put an opportunity into another state."""
_EDITS = frozenset({Kind.ENTER, Kind.PASTE, Kind.CHOOSE, Kind.TOGGLE})
_UNASKED = frozenset({"id", "create_date", "create_uid", "write_date", "write_uid", "state"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One thing that an application wrote down.

    Attributes:
        at: When, in UTC.
        what: ``saved`` and ``moved`` for the opportunity, ``party``, ``message``, ``meeting``.
        names: Labels of the fields that were changed; of a move, the button that leads to the new state.
    """

    at: datetime
    what: str
    names: tuple[str, ...] = ()


def written_in(database: Path, opportunity: int, since: datetime) -> list[Written]:
    """Return what Tryton's own tables say of one opportunity, and of parties, from a time on."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as tryton:
        tryton.row_factory = sqlite3.Row
        fields = dict(tryton.execute("SELECT name, string FROM ir_model_field WHERE model = 'sale.opportunity'"))
        buttons = dict(tryton.execute("SELECT name, string FROM ir_model_button WHERE model = 'sale.opportunity'"))
        query = "SELECT * FROM sale_opportunity__history WHERE id = ? ORDER BY __id"
        rows = [dict(row) for row in tryton.execute(query, (opportunity,))]
        made = [row[0] for row in tryton.execute("SELECT create_date FROM party_party")]
    found = [one for before, after in pairwise(rows) for one in _changes(before, after)]
    named = [
        Written(
            at=one.at, what=one.what, names=tuple(sorted(_label(name, one.what, fields, buttons) for name in one.names))
        )
        for one in found
    ]
    parties = [Written(at=at, what="party") for text in made if (at := _utc(text)) >= since]
    return sorted([*named, *parties], key=lambda one: one.at)


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Written]:
    at = _utc(str(after["write_date"]))
    if before["state"] != after["state"]:
        yield Written(at=at, what="moved", names=(str(after["state"]),))
        return  # what a move sets besides, such as the end's date, is Tryton's doing
    changed = [key for key in after if before[key] != after[key] and key not in _UNASKED and not key.startswith("__")]
    if changed:
        yield Written(at=at, what="saved", names=tuple(changed))


def _label(name: str, what: str, fields: Mapping[str, str], buttons: Mapping[str, str]) -> str:
    """Return what the client calls a field, or the button that leads to a state."""
    if what == "saved":
        return fields[name]
    return next(label for button, label in buttons.items() if name.startswith(button))


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def disagreements(recording: Recording, truth: Sequence[Written]) -> list[str]:
    """Return what was written down and not recorded, and what was recorded and not written down."""
    assert recording.started is not None  # noqa: S101 - the extension always says when it started
    start = recording.started
    acts = [_Timed(at=start + timedelta(milliseconds=event.t_ms or 0), event=event) for event in recording.events]
    return [*_unrecorded(acts, truth), *_untrue(acts, truth)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    at: datetime
    event: Event

    @property
    def name(self) -> str:
        return self.event.target.name if self.event.target is not None else ""


def _unrecorded(acts: Sequence[_Timed], truth: Sequence[Written]) -> Iterator[str]:
    """Yield what was written down without an act that asked for it, and fields that nobody was seen to edit."""
    since = acts[0].at
    for one in truth:
        asked = one.names[0] if one.what == "moved" else ASKED[one.what]
        pressed = [act for act in acts if act.event.kind is Kind.ACTIVATE and act.name == asked]
        if not any(one.at - SECONDS <= act.at <= one.at + CLOCK for act in pressed):
            yield f"{_said(one)}: expected {asked!r} recorded in the {SECONDS.seconds} s before, found none"
        if one.what == "saved":
            edited = {act.name for act in acts if act.event.kind in _EDITS and since <= act.at <= one.at + CLOCK}
            if missing := sorted(set(one.names) - edited):
                yield f"{_said(one)}: expected {missing} edited in the recording, found {sorted(edited)}"
            since = one.at


def _untrue(acts: Sequence[_Timed], truth: Sequence[Written]) -> Iterator[str]:
    """Yield acts and answers that claim what was not written down."""
    refused = {act.event.caused_by for act in acts if act.event.kind is Kind.ERROR}
    for act in acts:
        event = act.event
        after = [one for one in truth if act.at - CLOCK <= one.at <= act.at + SECONDS]
        if event.kind is Kind.TOAST and event.text in TOLD:
            near = [one for one in truth if abs(one.at - act.at) <= SECONDS and one.what == TOLD[event.text]]
            if not near:
                yield f"#{event.number}: expected {TOLD[event.text]!r} written down at {event.text!r}, found none"
        elif event.kind is Kind.ACTIVATE and act.name in MOVES and dialog_of(event.target) is None:
            moved = any(one.what == "moved" and act.name in one.names for one in after)
            if moved is (event.number in refused):
                yield f"#{event.number}: expected {act.name!r} {'refused' if not moved else 'done'}, found the other"
        elif event.kind is Kind.ACTIVATE and act.name == ASKED["party"] and dialog_of(event.target) is not None:
            if not any(one.what == "party" for one in after):
                yield f"#{event.number}: expected a party made by {act.name!r} in the dialog, found none"
        elif event.kind in _EDITS and event.page.object == "opportunity" and event.page.kind is PageKind.RECORD:
            saved = next((one for one in truth if one.what == "saved" and one.at >= act.at), None)
            if saved is None or act.name not in saved.names:
                yield f"#{event.number}: expected {act.name!r} changed by the next save, found {saved and saved.names}"


def _said(one: Written) -> str:
    return f"{one.at:%H:%M:%S} {one.what} {', '.join(one.names)}".strip()


def dump(truth: Mapping[str, Sequence[Written]]) -> str:
    """Return the truth behind several recordings as the text of a file."""
    told = {
        name: [{**asdict(one), "at": one.at.isoformat(timespec="milliseconds")} for one in truth[name]]
        for name in sorted(truth)
    }
    return json.dumps(told, indent=1) + "\n"


def load(text: str) -> dict[str, list[Written]]:
    """Return the truth behind several recordings, by their names."""
    return {
        name: [
            Written(at=datetime.fromisoformat(one["at"]), what=one["what"], names=tuple(one["names"])) for one in found
        ]
        for name, found in json.loads(text).items()
    }
