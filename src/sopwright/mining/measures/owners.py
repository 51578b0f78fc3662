"""Who had each lead first, and who has it some days later?

In: a log whose events state owners, and what the caller knows. Out: for each lead its first owner and the one it has at
the end of its time on trial.

Law: a lead is on trial from its first assignment to a person for so many days, or until it is handed over on purpose,
whichever comes first. Leads whose days are not over by the end of the log are not judged, right or wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import UNKNOWN, Coded, EventLog, Flags, Int64, Moments
from sopwright.log.reading import CREATED, OLD_OWNER, OWNER
from sopwright.mining.measures import performers

DAY = 24 * 3600 * 1_000_000
NO_OWNERS = "no event states the owner of a lead; export the history of the owner"
NO_LEAD = "there is no lead"
ONE_OWNER = "the log states one owner a lead and no change of it; export the history of the owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """What the caller knows; ``None`` leaves it to be recognised.

    Attributes:
        days: How long a first owner is on trial, in days of 24 hours, at least 1.
        owner: Attribute of an event that states the owner from then on.
        old_owner: Attribute of an event that states the owner until then.
        machines: Owners that are no persons: queues and integration users.
        handed_over: Activities after which another owner is right.
        now: Until when the log knows what happened; its last time when ``None``.
    """

    days: int = 7
    owner: str = OWNER
    old_owner: str = OLD_OWNER
    machines: frozenset[str] | None = None
    handed_over: frozenset[str] | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Owners:
    """The owners of all leads that were routed to a person and whose trial is over; one value a lead.

    Attributes:
        labels: The names.
        cases: Which leads.
        first: Code of the first owner that is a person.
        then: Code of the owner at the end of the trial.
        changes: How often the owner changed within the trial.
        notes: What was recognised or left out.
    """

    labels: tuple[str, ...]
    cases: Int64
    first: Int64
    then: Int64
    changes: Int64
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line:
    """Who owned what from when on: rows sorted by lead and time."""

    case: Int64
    time: Int64
    owner: Int64
    offsets: Int64

    def first(self, rows: Flags) -> Int64:
        """Return the first of these rows for each lead, or -1."""
        places = np.flatnonzero(rows)
        found = np.searchsorted(places, self.offsets)
        return np.where(found[:-1] < found[1:], np.append(places, -1)[found[:-1]], -1)

    def last(self, rows: Flags) -> Int64:
        """Return the last of these rows for each lead, or -1."""
        places = np.flatnonzero(rows)
        found = np.searchsorted(places, self.offsets)
        return np.where(found[:-1] < found[1:], np.append(places, -1)[found[1:] - 1], -1)


def owners_of(log: EventLog, routed: Routed) -> Owners | str:
    """Return the owners of all leads whose trial is over, or why they cannot be told."""
    stated = log.event_attributes.get(routed.owner)
    if not isinstance(stated, Coded):
        return ONE_OWNER if routed.owner in log.case_attributes else NO_OWNERS
    if not log.cases:
        return NO_LEAD
    labels, line = _line(log, stated, log.event_attributes.get(routed.old_owner))
    person = performers.people(Coded(codes=stated.codes, labels=labels), routed.machines)
    now = int(log.time.max()) if routed.now is None else routed.now
    begin = line.first(person[line.owner])
    given = begin >= 0
    since = np.where(given, line.time[begin], UNKNOWN)
    over = given & (np.where(given, since, now) + routed.days * DAY <= now)
    handed, told = _handed_over(log, routed, since)
    within = (line.time <= np.where(given, since, 0)[line.case] + routed.days * DAY) & (line.time < handed[line.case])
    on_trial = within & (np.arange(len(line.time)) >= np.where(given, begin, 0)[line.case])
    on_trial[begin[given]] = True
    end = line.last(on_trial)
    changed = np.zeros(len(line.time), dtype=np.int64)
    changed[1:] = on_trial[1:] & on_trial[:-1] & (line.case[1:] == line.case[:-1]) & (line.owner[1:] != line.owner[:-1])
    changes = np.bincount(line.case, weights=changed, minlength=log.cases).astype(np.int64)
    return Owners(
        labels=labels,
        cases=np.flatnonzero(over),
        first=line.owner[begin[over]],
        then=line.owner[end[over]],
        changes=changes[over],
        notes=(told, *_left_out(labels, person, line, given=given, over=over, routed=routed)),
    )


def _line(log: EventLog, owner: Coded, old: object) -> tuple[tuple[str, ...], _Line]:
    """Return all owners by name, and who owned what from when on.

    The owner before the first change had the lead from its creation on, where the source says who that was.
    """
    rows = np.flatnonzero(owner.codes >= 0)
    case = log.case_of()[rows]
    time, codes = log.time[rows], owner.codes[rows].astype(np.int64)
    labels = owner.labels
    if isinstance(old, Coded):
        labels = tuple(sorted({*owner.labels, *old.labels}))
        place = {label: number for number, label in enumerate(labels)}
        ours = np.array([place[label] for label in owner.labels], dtype=np.int64)
        theirs = np.array([*(place[label] for label in old.labels), -1], dtype=np.int64)
        codes = ours[codes]
        before = theirs[old.codes[rows]]
        first = np.append(True, case[1:] != case[:-1])
        known = first & (before >= 0) & (before != codes)
        begun = _created(log)
        rows = np.concatenate((log.offsets[case[known]] - 1, rows))
        time = np.concatenate((np.minimum(begun[case[known]], time[known]), time))
        codes = np.concatenate((before[known], codes))
        case = np.concatenate((case[known], case))
        order = np.lexsort((rows, case))
        case, time, codes = case[order], time[order], codes[order]
    offsets = np.searchsorted(case, np.arange(log.cases + 1))
    return labels, _Line(case=case, time=time, owner=codes, offsets=offsets)


def _created(log: EventLog) -> Int64:
    first = log.time[log.offsets[:-1]]
    stated = log.case_attributes.get(CREATED)
    if not isinstance(stated, Moments):
        return first
    return np.where(stated.values == UNKNOWN, first, stated.values)


def _handed_over(log: EventLog, routed: Routed, since: Int64) -> tuple[Int64, str]:
    """Return when each lead was handed over on purpose, after the end of time where it was not; and what counts so."""
    labels = log.activity
    looks = np.array([performers.hands_over(label) for label in labels.labels], dtype=np.bool_)
    chosen = performers.labels_where(labels, routed.handed_over, looks)
    rows = np.flatnonzero(performers.rows_of(labels, chosen))
    case = log.case_of()[rows]
    after = (since[case] != UNKNOWN) & (log.time[rows] > since[case])
    when = np.full(log.cases, np.iinfo(np.int64).max)
    np.minimum.at(when, case[after], log.time[rows][after])
    names = performers.named(labels, chosen)
    said = f"A new owner at or after one of these is a hand-over and no correction: {names}."
    return when, said if names else "No activity is a hand-over by its name, so that every new owner is a correction."


def _left_out(
    labels: tuple[str, ...], person: Flags, line: _Line, *, given: Flags, over: Flags, routed: Routed
) -> Iterator[str]:
    if routed.machines is None:
        used = np.unique(line.owner)
        names = ", ".join(labels[code] for code in used if not person[code])
        yield (
            f"By their names, these owners are no persons: {names}."
            if names
            else "By their names, all owners are persons."
        )
    none = int((~given).sum())
    if none:
        yield f"Not counted because the log names no person who owned them: {none:,} of {len(given):,} leads."
    young = int((given & ~over).sum())
    if young:
        of = f"{young:,} of {len(given):,} leads"
        yield f"Not counted because {routed.days} days had not passed by the end of the log: {of}."
