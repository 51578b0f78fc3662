"""Which runs of which recordings are looked at together, and what is each of their events called?

In: the works of several recordings. Out: cases and the times each step was seen, with evidence such as ``rec2#41``.

Law: recordings are named ``rec1``, ``rec2`` … in the order given; nothing is filtered and nothing reordered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef
from sopwright.recording.schema import Event, Kind, Page, Target
from sopwright.recording.work import Act, Run, Step, Times, Work

INPUTS = frozenset({Kind.ENTER, Kind.CHOOSE, Kind.TOGGLE, Kind.PASTE, Kind.UPLOAD})
"""Acts that put something into a field."""

UNTIMED = "times were not recorded"
"""Why a time is unknown that the source does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run, with the name of its recording.

    Attributes:
        name: The recording's short name, such as ``rec1``.
        work: The work it belongs to.
        run: The run.
        evidence: The events of each of its steps.
        times: Buckets of each of its steps and of the time before it; ``None`` when times were not recorded.
    """

    name: str
    work: Work
    run: Run
    evidence: tuple[tuple[EventRef, ...], ...]
    times: tuple[Times | None, ...]

    @property
    def key(self) -> tuple[str, int]:
        """What tells this run from all others."""
        return (self.name, self.run.number)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts of all steps, in order."""
        return tuple(act for step in self.run.steps for act in step.acts)

    @property
    def all_evidence(self) -> tuple[EventRef, ...]:
        """The events of all steps, in order."""
        return tuple(ref for step in self.evidence for ref in step)

    @property
    def duration_ms(self) -> int | None:
        """From the first act to the last; ``None`` when times were not recorded."""
        if self.run.start_ms is None or self.run.end_ms is None:
            return None
        return self.run.end_ms - self.run.start_ms

    def refs(self, numbers: Iterable[int]) -> tuple[EventRef, ...]:
        """Return these events of the recording as evidence."""
        return refs(self.name, numbers)

    def seen(self, index: int) -> "Seen":
        """Return the step at ``index``, counted from 0, as it was seen in this run."""
        return Seen(case=self, step=self.run.steps[index], index=index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One time that a step was seen.

    Attributes:
        case: The run it was seen in.
        step: The step.
        index: Its place in the run, from 0.
    """

    case: Case
    step: Step
    index: int

    @property
    def evidence(self) -> tuple[EventRef, ...]:
        """All events of the step."""
        return self.case.evidence[self.index]

    @property
    def times(self) -> Times | None:
        """Buckets of the step and of the time before it; ``None`` when times were not recorded."""
        return self.case.times[self.index]

    @property
    def is_first_act(self) -> bool:
        """Whether this is the run's first act and nothing else: what was thought before it is no part of the run."""
        return self.index == 0 and len(self.step.acts) == 1

    @property
    def work_ms(self) -> int | None:
        """Working time of the step, the thinking just before it included; ``None`` when it was not measured."""
        if self.times is None or (self.is_first_act and not self.times.work):
            return None
        return self.times.work

    @property
    def wait_ms(self) -> int | None:
        """Time after the step before, until its first act, in which nobody worked; ``None`` for a run's first step."""
        if self.index == 0 or self.step.before is None:
            return None
        previous = self.case.run.steps[self.index - 1].times
        return self.step.before.waiting + (previous.system if previous is not None else 0)


def name_of(index: int) -> str:
    """Return the short name of the recording at ``index``, counted from 0.

    Examples:
        >>> name_of(0)
        'rec1'
    """
    return f"rec{index + 1}"


def refs(name: str, numbers: Iterable[int]) -> tuple[EventRef, ...]:
    """Return these events of the recording ``name`` as evidence, ascending and each once."""
    return tuple(EventRef(recording=name, number=number) for number in sorted(set(numbers)))


def cases_of(works: Sequence[Work]) -> tuple[Case, ...]:
    """Return every run of every recording, in order."""
    return tuple(
        Case(
            name=name,
            work=work,
            run=run,
            evidence=tuple(refs(name, step.events) for step in run.steps),
            times=tuple(times_of(step) for step in run.steps),
        )
        for name, work in ((name_of(index), work) for index, work in enumerate(works))
        for run in work.runs
    )


def times_of(step: Step) -> Times | None:
    """Return the buckets of the step and of the time before it; ``None`` when times were not recorded."""
    return None if step.times is None or step.before is None else step.times + step.before


def why_unmeasured(seen: Iterable[Seen]) -> str:
    """Return why none of these has a working time."""
    if all(one.times is None for one in seen):
        return UNTIMED
    return "what was done before a run's first act is no part of the run"


def seen_in(cases: Sequence[Case]) -> tuple[Seen, ...]:
    """Return every time that any step was seen, in order."""
    return tuple(case.seen(index) for case in cases for index in range(len(case.run.steps)))


def grouped(seen: Sequence[Seen]) -> dict[str, tuple[Seen, ...]]:
    """Return the times seen by step signature, in order of first sight."""
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(one.step.signature, []).append(one)
    return {signature: tuple(group) for signature, group in groups.items()}


def runs_of(seen: Iterable[Seen]) -> int:
    """Return in how many different runs these were seen."""
    return len({one.case.key for one in seen})


def field_label(target: Target | None) -> str:
    """Return what the element may be called in a report, without any run-time content.

    Examples:
        >>> field_label(Target(role="textbox")), field_label(None)
        ('unnamed textbox', 'no element')
    """
    if target is None:
        return "no element"
    if target.name:
        return target.name
    if target.column:
        return f"column {target.column}"
    return f"unnamed {target.role or 'element'}"


def field_key(app: str, page: Page, target: Target | None) -> tuple[object, ...] | None:
    """Return what tells this field from others of the same record; ``None`` when it cannot be told."""
    if target is None or not (target.element or target.name or target.column):
        return None
    return (app, page.template, page.instance, target.element, target.name, target.column)


def place_label(work: Work, app: str, page: Page) -> str:
    """Return where something happened, such as ``Leads in BottleCRM``."""
    name = work.recording.app_name(app) if app else ""
    page_name = page.name or (f"{page.object} {page.kind}" if page.object else "")
    return " in ".join(part for part in (page_name, name) if part) or "unknown place"


def events_by_number(work: Work) -> dict[int, Event]:
    """Return the recording's events by number."""
    return {event.number: event for event in work.recording.events}
