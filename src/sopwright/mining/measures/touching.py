"""When was a lead created, and when did somebody first touch it?

In: a log, and what the caller knows. Out: for each lead its creation, the first event of a person and the first touch.

Law: what the caller states wins. What is recognised is recognised by the name of an activity or of a resource, or
because no person did it, and is said in a note. A creation is no touch, nor is an assignment.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int64, Moments
from sopwright.log.reading import CREATED
from sopwright.mining.measures import performers

_DAY = 24 * 3600 * 1_000_000
_QUARTER = 15 * 60 * 1_000_000
_FEWEST_TO_TELL_DAYS = 5
_PLANNED = frozenset({"schedule", "assign", "reassign"})
"""Parts of an activity, as XES names them, in which nobody works on it yet."""
NO_PERSON = (
    "no event says who did it, so a touch cannot be told from what a machine did; say which activities are touches"
)
NO_CREATION = "no lead states when it was created, and no first event is a creation; export the creation times as well"
ONLY_DAYS = "leads state the day of their creation only, not the time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touching:
    """What the caller knows; ``None`` leaves it to be recognised.

    Attributes:
        creations: Activities that are the creation of a lead.
        touches: Activities that are a touch, whoever does them.
        machines: Resources that are no persons.
        now: Until when leads that nobody has touched have waited; the last time in the log when ``None``.
    """

    creations: frozenset[str] | None = None
    touches: frozenset[str] | None = None
    machines: frozenset[str] | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Touches:
    """What was found for each lead; times ``UNKNOWN`` and rows -1 where there is none.

    Attributes:
        created: When it was created.
        row: Row of the first touch.
        begun: Row of the first event of a person.
        notes: What was recognised.
        uncreated: Why no creation is known of any lead; empty when one is.
    """

    created: Int64
    row: Int64
    begun: Int64
    notes: tuple[str, ...]
    uncreated: str = ""


def touches_of(log: EventLog, told: Touching) -> Touches | str:
    """Return creation and touch of each lead, or why no touch can be told."""
    if log.resource is None and told.touches is None:
        return NO_PERSON
    person = np.ones(log.events, dtype=np.bool_)
    who: tuple[str, ...] = ()
    if log.resource is not None:
        flags, who = performers.persons(log, told.machines)
        person = performers.rows_of(log.resource, flags)
    created = _created(log, told, person)
    uncreated = created if isinstance(created, str) else ""
    if isinstance(created, str):
        created = np.full(log.cases, UNKNOWN, dtype=np.int64), np.full(log.cases, -1, dtype=np.int64), ""
    times, row_of_creation, note = created
    labels = log.activity
    if told.touches is None:
        assigning = np.array([performers.assigns(label) for label in labels.labels], dtype=np.bool_)
        touch = person & ~performers.rows_of(labels, assigning)
        notes = [f"A touch is the first event of a person that is no assignment ({_or_none(log, assigning)}).", *who]
    else:
        touch = performers.rows_of(labels, performers.labels_where(labels, told.touches, np.zeros(0, dtype=np.bool_)))
        notes = []
    if log.lifecycle is not None:
        planned = np.array([word in _PLANNED for word in log.lifecycle.labels], dtype=np.bool_)
        touch &= ~performers.rows_of(log.lifecycle, planned)
    not_creation = np.ones(log.events, dtype=np.bool_)
    not_creation[row_of_creation[row_of_creation >= 0]] = False
    row = first_rows(log, touch & not_creation)
    begun = first_rows(log, person & not_creation)
    begun = np.where((begun < 0) | ((row >= 0) & (row < begun)), row, begun)
    said = (note, *notes) if note else tuple(notes)
    return Touches(created=times, row=row, begun=begun, notes=said, uncreated=uncreated)


def _or_none(log: EventLog, labels: Flags) -> str:
    return performers.named(log.activity, labels) or "none is named like one"


def _created(log: EventLog, told: Touching, person: Flags) -> tuple[Int64, Int64, str] | str:
    """Return when each lead was created, the row that is its creation or -1, and what was recognised; or why not."""
    stated = log.case_attributes.get(CREATED)
    labels = log.activity
    looks = np.array([performers.creates(label) for label in labels.labels], dtype=np.bool_)
    creating = performers.rows_of(labels, performers.labels_where(labels, told.creations, looks))
    first = log.offsets[:-1]
    row = first_rows(log, creating) if told.creations is not None else np.where(creating[first], first, -1)
    if told.creations is None and isinstance(stated, Moments):
        if _days_only(stated.values):
            return ONLY_DAYS
        return stated.values, row, "The creation of a lead is the time that it states."
    note = "The creation of a lead is its first event with an activity that was named as one."
    if told.creations is None:
        by_machine = ~person[first]
        row = np.where((row < 0) & by_machine, first, row)
        begin = np.zeros(len(labels.labels), dtype=np.bool_)
        begin[labels.codes[row[row >= 0]]] = True
        which = _or_none(log, begin)
        note = f"The creation of a lead is its first event, where its name says so or no person did it ({which})."
    if (row < 0).all():
        return NO_CREATION
    times = np.where(row >= 0, log.time[row], UNKNOWN)
    if _days_only(times):
        return ONLY_DAYS
    return times, row, note


def _days_only(values: Int64) -> bool:
    """Return whether times are days: all at midnight in UTC or, of five and more, at one or two times such as 22:00."""
    known = values[values != UNKNOWN]
    times = np.unique(known % _DAY)
    if not len(times):
        return False
    few = len(known) >= _FEWEST_TO_TELL_DAYS and len(times) <= 2 and not (times % _QUARTER).any()  # noqa: PLR2004 - DST
    return few or (len(times) == 1 and times[0] == 0)


def first_rows(log: EventLog, rows: Flags) -> Int64:
    """Return the first of these rows in each case; -1 where it has none."""
    places = np.flatnonzero(rows)
    found = np.searchsorted(places, log.offsets)
    place = np.append(places, -1)[found[:-1]]
    return np.where(found[:-1] < found[1:], place, -1)
