"""Which step of the SOP does each activity of a log show?

In: a log, an SOP, what the user says. Out: for each activity the steps that it shows, and how that was found.

Law: what the user says wins, then what the SOP says, then the recorded events that a step rests on, then the step's
id, then what the step sets, then its words; the first of these that finds a step decides. An activity that shows no
step is listed as unknown; a step that no activity shows cannot be observed in this log, and is never called skipped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

import numpy as np

from sopwright.errors import InputError, Problem, refuse
from sopwright.evidence import EventRef
from sopwright.log.event_log import Coded, EventLog
from sopwright.mining.conformance import wording
from sopwright.sop.document import Sop, Step

RECORDING = "recording"
"""The attribute of a case in which the log of our own recordings says which recording it is from."""
NOTHING = "-"
"""What the user writes in place of a step for an activity that is none."""
_LISTED = 12
_PAIRS = 5
_NEAR = 0.5


class Basis(StrEnum):
    """How an activity was found to show a step."""

    TOLD = "told by you"
    STATED = "stated in the SOP"
    RECORDED = "recorded events of the step"
    ID = "id of the step"
    SETS = "what the step sets"
    WORDS = "words of the step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One activity that shows a step.

    Attributes:
        activity: The activity, as in the log.
        steps: Ids of the steps that it may be.
        by: How this was found.
        events: How many events of the log have this activity.
    """

    activity: str
    steps: tuple[str, ...]
    by: Basis
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One activity that shows no step.

    Attributes:
        activity: The activity, as in the log.
        events: How many events have it.
        cases: In how many cases.
        told: Whether the user said that it is no step.
    """

    activity: str
    events: int
    cases: int
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What the log shows of the SOP.

    Attributes:
        shows: For each activity label of the log the ids of the steps that it may be.
        matches: The activities that show a step, as in the log.
        unknown: The activities that show none, the most frequent first.
        hidden: Ids of the steps that no activity shows, in the order of the SOP.
    """

    shows: tuple[tuple[str, ...], ...]
    matches: tuple[Match, ...]
    unknown: tuple[Unknown, ...]
    hidden: tuple[str, ...]

    def activities_of(self, step: str) -> tuple[int, ...]:
        """Return the codes of the activities that may be this step."""
        return tuple(code for code, steps in enumerate(self.shows) if step in steps)


def matching(log: EventLog, sop: Sop, told: Mapping[str, str | Sequence[str]] | None = None) -> Matching:
    """Return which steps each activity shows.

    Args:
        log: The log.
        sop: The SOP, with at least one step.
        told: What the user says: activity to id of a step, several ids, or ``-`` for what is no step.

    Raises:
        InputError: The SOP has no step, what the user says names an activity or step that is not there, or no activity
            shows any step.
    """
    if not sop.all_steps:
        raise refuse(sop.title, "expected an SOP with steps, found none", "Choose another SOP, or write its procedure")
    said = _told(log, sop, told or {})
    events = np.bincount(log.activity.codes, minlength=len(log.activity.labels))
    recorded = _recorded(log, sop)
    shows: list[tuple[str, ...]] = []
    matches: list[Match] = []
    unknown: list[Unknown] = []
    cases = _cases(log)
    for code, label in enumerate(log.activity.labels):
        steps, by = _found(label, sop, said, recorded.get(code, ()))
        shows.append(steps if events[code] else ())
        if not events[code]:
            continue
        if steps:
            matches.append(Match(activity=label, steps=steps, by=by, events=int(events[code])))
        else:
            told_so = label in said
            unknown.append(Unknown(activity=label, events=int(events[code]), cases=int(cases[code]), told=told_so))
    if not matches:
        raise _nothing_matches(sop, unknown)
    shown = {step for steps in shows for step in steps}
    return Matching(
        shows=tuple(shows),
        matches=tuple(matches),
        unknown=tuple(sorted(unknown, key=lambda each: (-each.events, each.activity))),
        hidden=tuple(step.id for step in sop.all_steps if step.id not in shown),
    )


def _told(log: EventLog, sop: Sop, told: Mapping[str, str | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the steps that the user names for an activity; none where it is said to be no step."""
    ids = {step.id for step in sop.all_steps}
    said: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for activity, wanted in told.items():
        steps = (wanted,) if isinstance(wanted, str) else tuple(wanted)
        if activity not in log.activity.labels:
            found = f"expected an activity of the log, found {activity!r}"
            problems.append(Problem(where="--match", problem=found, remedy=_instead(activity, log.activity.labels)))
        for step in steps:
            if step not in ids and step != NOTHING:
                found = f"expected the id of a step, found {step!r}"
                problems.append(Problem(where=f"--match {activity}", problem=found, remedy=_instead(step, sorted(ids))))
        said[activity] = tuple(step for step in steps if step != NOTHING)
    if problems:
        raise InputError(*problems)
    return said


def _instead(wrong: str, right: Sequence[str]) -> str:
    near = get_close_matches(wrong, right, n=1)
    return f"Write {near[0]}" if near else f"Write one of {_some(right)}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _found(
    label: str, sop: Sop, said: Mapping[str, tuple[str, ...]], recorded: tuple[str, ...]
) -> tuple[tuple[str, ...], Basis]:
    """Return the steps that an activity shows, by the first way that finds any."""
    if label in said:
        return said[label], Basis.TOLD
    ways: tuple[tuple[Basis, Callable[[Step], bool]], ...] = (
        (Basis.STATED, lambda step: any(wording.same(label, name) for name in step.activities)),
        (Basis.RECORDED, lambda step: step.id in recorded),
        (Basis.ID, lambda step: wording.same(label, step.id)),
        (Basis.SETS, lambda step: any(wording.is_set(label, each.field, each.to) for each in step.updates)),
        (Basis.SETS, lambda step: any(wording.is_changed(label, each.field) for each in step.updates)),
        (Basis.WORDS, lambda step: wording.is_said(label, step.id, step.do.text)),
    )
    for by, shows in ways:
        if steps := tuple(step.id for step in sop.all_steps if shows(step)):
            return steps, by
    verbs = tuple(step.id for step in sop.all_steps if wording.is_verb(label, step.id, step.do.text))
    return (verbs if len(verbs) == 1 else ()), Basis.WORDS


def _recorded(log: EventLog, sop: Sop) -> dict[int, tuple[str, ...]]:
    """Return for activities of our own recordings the steps that the SOP was written from by the same events."""
    column = log.case_attributes.get(RECORDING)
    if not isinstance(column, Coded) or sop.basis is None:
        return {}
    called = {source.recording: source.name for source in sop.basis.sources}
    names = [called.get(label, "") for label in column.labels]
    evidence = {ref: step.id for step in sop.all_steps for ref in step.do.evidence}
    evidence |= {ref: step.id for step in sop.all_steps if step.observed for ref in step.observed.evidence}
    found: dict[int, set[str]] = {}
    recording = column.codes[log.case_of()]
    for activity, code, row in zip(log.activity.codes.tolist(), recording.tolist(), log.row.tolist(), strict=True):
        if code >= 0 and names[code] and row > 0:
            step = evidence.get(EventRef(recording=names[code], number=row))
            if step is not None:
                found.setdefault(activity, set()).add(step)
    order = [step.id for step in sop.all_steps]
    return {activity: tuple(sorted(steps, key=order.index)) for activity, steps in found.items()}


def _cases(log: EventLog) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return in how many cases each activity is."""
    size = len(log.activity.labels)
    pairs = np.unique(log.case_of() * size + log.activity.codes)
    return np.bincount(pairs % size, minlength=size)


def _nothing_matches(sop: Sop, unknown: Sequence[Unknown]) -> InputError:
    activities = [each.activity for each in sorted(unknown, key=lambda each: (-each.events, each.activity))]
    pairs = "; ".join(f"{activity} may be {step}" for activity, step in _nearest(activities, sop)) or "no two are alike"
    problem = (
        f"expected at least one activity of the log that is a step of the SOP, found none: "
        f"the log has {_some(activities)}; the SOP has {_some([step.id for step in sop.all_steps])}; {pairs}"
    )
    remedy = "Say which is which with --match 'ACTIVITY=STEP', or in the SOP under activities of the step"
    return refuse(sop.title, problem, remedy)


def _nearest(activities: Sequence[str], sop: Sop) -> Iterator[tuple[str, str]]:
    """Yield the pairs of an activity and a step that are most alike in their letters."""
    scored = [
        (SequenceMatcher(None, wording.plain(activity), wording.plain(text)).ratio(), place, step.id, activity)
        for place, activity in enumerate(activities[:200])
        for step in sop.all_steps
        for text in (step.id, *(f"{each.field}: {each.to}" for each in step.updates))
    ]
    seen: set[str] = set()
    for score, _, step_id, activity in sorted(scored, key=lambda each: (-each[0], *each[1:])):
        if score >= _NEAR and activity not in seen and len(seen) < _PAIRS:
            seen.add(activity)
            yield activity, step_id
