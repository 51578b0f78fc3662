"""What was refused, done again, taken back or decided anew, what followed, and what did it cost?

In: the runs. Out: incidents, gathered by kind and place.

Law: an incident names its events; a cost is measured between recorded times or unknown, never estimated.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import INPUTS, Case, field_key, field_label, place_label
from sopwright.recording.schema import Arrival, Kind
from sopwright.recording.work import Act, Step, Times

TAKING_BACK = frozenset({"cancel", "discard", "reset", "undo"})
"""Verbs of steps that take back what was being done."""


class Sort(StrEnum):
    """What sort of rework it is."""

    REFUSED = "refused by the system"
    AGAIN = "field edited again"
    REPEATED = "step done again"
    BACK = "went back"
    CHANGED = "changed mind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One time that work was done in vain or again.

    Attributes:
        sort: What sort it is.
        what: The step or field.
        place: Where it happened.
        case: The run.
        events: The events.
        followed: What followed, in a few words.
        cost_ms: Milliseconds until it was made good; ``None`` when it cannot be told.
    """

    sort: Sort
    what: str
    place: str
    case: Case
    events: tuple[int, ...]
    followed: str
    cost_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkLine:
    """All incidents of one sort at one place.

    Attributes:
        sort: What sort they are.
        what: The step or field.
        place: Where they happened.
        times: How often.
        runs: In how many runs.
        followed: What followed, with how often.
        cost: Time they cost in all.
        evidence: Their events.
    """

    sort: Sort
    what: str
    place: str
    times: int
    runs: int
    followed: tuple[tuple[str, int], ...]
    cost: Figure
    evidence: tuple[EventRef, ...]


Sources = Mapping[tuple[str, int], str]
"""Where the value that an event received was carried from, by recording and number of the event."""


def rework_of(cases: Sequence[Case], sources: Sources | None = None) -> tuple[ReworkLine, ...]:
    """Return what was done in vain or again: by sort, most frequent first.

    Args:
        cases: The runs.
        sources: Where carried values came from: what received values from two places is not counted as edited again,
            since two fields may share a name.
    """
    groups: dict[tuple[Sort, str, str], list[Incident]] = {}
    for case in cases:
        for incident in incidents_of(case, sources or {}):
            groups.setdefault((incident.sort, incident.what, incident.place), []).append(incident)
    order = list(Sort)
    lines = [_line(group) for group in groups.values()]
    return tuple(sorted(lines, key=lambda line: (order.index(line.sort), -line.times)))


def _line(group: Sequence[Incident]) -> ReworkLine:
    first = group[0]
    costs = [incident.cost_ms for incident in group if incident.cost_ms is not None]
    evidence = tuple(ref for incident in group for ref in incident.case.refs(incident.events))
    reason = "times were not recorded, or what it cost cannot be told from what was recorded"
    return ReworkLine(
        sort=first.sort,
        what=first.what,
        place=first.place,
        times=len(group),
        runs=len({incident.case.key for incident in group}),
        followed=tuple(Counter(incident.followed for incident in group).most_common()),
        cost=Figure(
            label="Time it cost",
            value=sum(costs) if costs else None,
            unit="ms",
            n=len(costs),
            evidence=evidence,
            unknown="" if costs else reason,
            definition=COSTS[first.sort],
        ),
        evidence=evidence,
    )


COSTS = {
    Sort.REFUSED: "From the refused attempt to the beginning of the next attempt, waits included.",
    Sort.AGAIN: "From the act before the new edit to the new edit.",
    Sort.REPEATED: "Time of the repeated step and the time just before it.",
    Sort.BACK: "Cannot be told apart from looking something up.",
    Sort.CHANGED: "From the act before the change to the change; for a step, its time.",
}


def incidents_of(case: Case, sources: Sources) -> Iterator[Incident]:
    """Yield every incident of one run: steps first, then fields, then ways back."""
    yield from _steps(case)
    yield from _fields(case, sources)
    yield from _backs(case)


def _steps(case: Case) -> Iterator[Incident]:
    steps = case.run.steps
    for index, step in enumerate(steps):
        place = place_label(case.work, step.app, step.page)
        later = next((at for at in range(index + 1, len(steps)) if steps[at].signature == step.signature), None)
        earlier = next((one for one in reversed(steps[:index]) if one.signature == step.signature), None)
        if step.failed:
            yield Incident(
                sort=Sort.REFUSED,
                what=step.title,
                place=place,
                case=case,
                events=step.events if later is None else (*step.events, *steps[later].events),
                followed=_after(steps, later),
                cost_ms=None if later is None else _spent(steps[index:later]),
            )
        if earlier is not None and not earlier.failed and _same_record(earlier, step) and _redoes(earlier, step):
            followed = "refused" if step.failed else "accepted or not answered"
            yield Incident(
                sort=Sort.REPEATED,
                what=step.title,
                place=place,
                case=case,
                events=(*earlier.events, *step.events),
                followed=followed,
                cost_ms=_spent((step,)),
            )
        if step.verb in TAKING_BACK:
            yield Incident(
                sort=Sort.CHANGED,
                what=step.title,
                place=place,
                case=case,
                events=step.events,
                followed="the run ended" if index + 1 == len(steps) else f"next: {steps[index + 1].title}",
                cost_ms=_spent((step,)),
            )


def _after(steps: Sequence[Step], later: int | None) -> str:
    if later is None:
        return "not tried again in this run"
    return "tried again, refused again" if steps[later].failed else "tried again, not refused"


def _spent(steps: Sequence[Step]) -> int | None:
    total = Times()
    for step in steps:
        if step.times is None or step.before is None:
            return None
        total += step.times + step.before
    return total.total - total.paused


def _same_record(one: Step, other: Step) -> bool:
    records = {one.page.record, other.page.record} - {0}
    return len(records) < 2  # noqa: PLR2004 - two known records are two records


def _redoes(one: Step, other: Step) -> bool:
    """Whether a field or a final button of the earlier step was used again; going somewhere twice is no rework."""
    return bool(_touched(one) & _touched(other))


def _touched(step: Step) -> set[tuple[object, ...]]:
    return {
        key
        for act in step.acts
        if act.kind in INPUTS or (act.target is not None and act.target.finalises)
        if (key := field_key(act.app, act.page, act.target)) is not None
    }


def _fields(case: Case, sources: Sources) -> Iterator[Incident]:
    edits: dict[tuple[object, ...], Act] = {}
    refused = {act.number for step in case.run.steps if step.failed for act in step.acts}
    last_refusal = 0
    before: Act | None = None
    for act in case.acts:
        if act.number in refused:
            last_refusal = act.number
        key = _edited(act)
        if key is not None:
            earlier = edits.get(key)
            if earlier is not None and earlier is not before and not _from_elsewhere(case, earlier, act, sources):
                yield _edit(case, earlier, act, before, after_refusal=last_refusal > earlier.number)
            elif act.repeats > 1:
                yield _edit(case, act, act, None, after_refusal=False)
            edits[key] = act
        before = before if act.kind is Kind.PRESS else act


def _from_elsewhere(case: Case, earlier: Act, act: Act, sources: Sources) -> bool:
    first, second = (
        {sources[case.name, number] for number in one.events if (case.name, number) in sources}
        for one in (earlier, act)
    )
    return bool(first and second and first != second)


def _edited(act: Act) -> tuple[object, ...] | None:
    if act.kind not in INPUTS or act.target is None or not act.target.element:
        return None
    return field_key(act.app, act.page, act.target)


def _edit(case: Case, earlier: Act, act: Act, before: Act | None, *, after_refusal: bool) -> Incident:
    chosen = act.kind in (Kind.CHOOSE, Kind.TOGGLE) and not after_refusal
    timed = before is not None and before.at_ms is not None and act.at_ms is not None
    return Incident(
        sort=Sort.CHANGED if chosen else Sort.AGAIN,
        what=field_label(act.target),
        place=place_label(case.work, act.app, act.page),
        case=case,
        events=(*earlier.events, *act.events),
        followed=_why(earlier, act, after_refusal=after_refusal),
        cost_ms=(act.at_ms or 0) - (before.at_ms or 0) if timed and before is not None else None,
    )


def _why(earlier: Act, act: Act, *, after_refusal: bool) -> str:
    if after_refusal:
        return "corrected after a refusal"
    if earlier is act:
        return f"edited {act.repeats} times in a row"
    return "edited again without a refusal"


def _backs(case: Case) -> Iterator[Incident]:
    numbers = sorted({number for step in case.run.steps for number in step.events})
    if not numbers:
        return
    for event in case.work.recording.events[numbers[0] - 1 : numbers[-1]]:
        if event.arrival is Arrival.BACK_FORWARD:
            place = place_label(case.work, event.app, event.page)
            yield Incident(
                sort=Sort.BACK,
                what="Back or forward in the browser",
                place=place,
                case=case,
                events=(event.number,),
                followed="the page was shown again",
                cost_ms=None,
            )
