"""Where did the time go? Buckets in all, by phase and by step, and how long the runs took.

In: the works of several recordings and, for the phases, their SOP. Out: times that add up, and durations.

Law: the times of all phases, the time outside them and the time between the runs add up exactly to the recordings.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import UNTIMED, Case, Seen, grouped, name_of, place_label, runs_of, why_unmeasured
from sopwright.mining.quantiles import count, median_ms, share, spread, total_ms
from sopwright.recording.schema import ACTS, Pace
from sopwright.recording.work import Times, Work
from sopwright.sop.document import Sop

OUTSIDE = "Steps that the SOP does not write out"
BETWEEN = "Before, between and after the runs"
LONG_PAUSE_MS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """The time of one phase, over all timed runs.

    Attributes:
        title: Title of the phase, or what the remaining time is.
        times: Its buckets.
        steps: How many times its steps were seen.
        evidence: The events of its steps.
    """

    title: str
    times: Times
    steps: int
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Where the time went.

    Attributes:
        timed: Names of the recordings that hold times.
        untimed: Names of those that do not.
        scripted: Names of those that a script performed.
        whole: Buckets of all timed recordings; ``None`` when none is timed.
        phases: The same by phase, in the order of the SOP.
        runs: Durations of runs: shortest, quartiles, median, 90th percentile, longest.
        listed: Duration of each run by itself, while there are too few for a median.
        pauses: Longest pause between two acts, and how many were longer than 30 s.
    """

    timed: tuple[str, ...]
    untimed: tuple[str, ...]
    scripted: tuple[str, ...]
    whole: Times | None
    phases: tuple[PhaseTime, ...]
    runs: tuple[Figure, ...]
    listed: tuple[Figure, ...]
    pauses: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step over all times it was seen.

    Attributes:
        signature: What makes it the same step in different runs.
        title: Its title where it was first seen.
        place: Where it is done.
        phase: Its phase; empty when there is no SOP.
        times: How often it was seen.
        runs: In how many runs.
        of: Out of how many runs.
        work: Working time in all.
        median: Working time in the middle.
        wait: Time that passed before it without work, in the middle.
        share: Its share of all working time.
        evidence: Its events.
    """

    signature: str
    title: str
    place: str
    phase: str
    times: int
    runs: int
    of: int
    work: Figure
    median: Figure
    wait: Figure
    share: Figure
    evidence: tuple[EventRef, ...]


def phase_titles(seen: Sequence[Seen], sop: Sop | None) -> tuple[str, ...]:
    """Return for each time a step was seen the phase that the SOP tells its events in, also as a remark.

    A step whose events the SOP does not name goes where most steps of its signature are; otherwise outside.
    """
    if sop is None:
        return ("",) * len(seen)
    homes = _homes(sop)
    votes = [Counter(homes[ref] for ref in one.evidence if ref in homes) for one in seen]
    by_signature: dict[str, Counter[str]] = {}
    for one, vote in zip(seen, votes, strict=True):
        by_signature.setdefault(one.step.signature, Counter()).update(vote)
    return tuple(_winner(vote or by_signature[one.step.signature]) for one, vote in zip(seen, votes, strict=True))


def _homes(sop: Sop) -> dict[EventRef, str]:
    homes: dict[EventRef, str] = {}
    parts = [(phase.phase, phase.steps) for phase in sop.procedure]
    parts += [(f"Exception: {path.title}", path.steps) for path in sop.exceptions]
    for title, steps in parts:
        for step in steps:
            seen = step.observed.evidence if step.observed else ()
            for ref in (*step.do.evidence, *seen):
                homes.setdefault(ref, title)
    for title, steps in parts:
        for ref in (ref for step in steps for remark in step.remarks for ref in remark.evidence):
            homes.setdefault(ref, title)
    return homes


def _winner(vote: Counter[str]) -> str:
    return min(vote, key=lambda title: (-vote[title], title)) if vote else OUTSIDE


def spending_of(works: Sequence[Work], cases: Sequence[Case], seen: Sequence[Seen], sop: Sop | None = None) -> Spending:
    """Return where the time of these recordings, of their runs and of the steps seen in them went."""
    named = [(name_of(index), work) for index, work in enumerate(works)]
    timed = [(name, work) for name, work in named if work.times is not None]
    lasting = [case for case in cases if case.run.complete] or list(cases)
    durations = [case.duration_ms for case in lasting if case.duration_ms is not None]
    which = "complete runs" if any(case.run.complete for case in cases) else "runs; none was seen to complete"
    definition = f"From the first act of a run to its last act or the answer to it; {which}."
    return Spending(
        timed=tuple(name for name, _ in timed),
        untimed=tuple(name for name, work in named if work.times is None),
        scripted=tuple(name for name, work in named if work.recording.pace is Pace.SCRIPT),
        whole=_sum([work.times for _, work in timed]) if timed else None,
        phases=_phases(works, seen, sop) if timed else (),
        runs=spread("run", durations, definition=definition, why_none=UNTIMED),
        listed=_listed(lasting, definition) if len(durations) <= 2 else (),  # noqa: PLR2004 - two are a list
        pauses=_pauses(timed),
    )


def _sum(times: Sequence[Times | None]) -> Times:
    known = [one for one in times if one is not None]
    return Times(
        work=sum(one.work for one in known),
        system=sum(one.system for one in known),
        idle=sum(one.idle for one in known),
        away=sum(one.away for one in known),
        paused=sum(one.paused for one in known),
    )


def _phases(works: Sequence[Work], seen: Sequence[Seen], sop: Sop | None) -> tuple[PhaseTime, ...]:
    titles = phase_titles(seen, sop)
    order = [phase.phase for phase in sop.procedure] if sop else []
    order += [f"Exception: {path.title}" for path in sop.exceptions] if sop else []
    rows: dict[str, list[Seen]] = {title: [] for title in dict.fromkeys(order)}
    for one, title in zip(seen, titles, strict=True):
        rows.setdefault(title or "All steps", []).append(one)
    phases = [_phase(title, group) for title, group in rows.items() if any(one.times for one in group)]
    between = _sum([work.between for work in works])
    if between.total:
        phases.append(PhaseTime(title=BETWEEN, times=between, steps=0, evidence=()))
    return tuple(phases)


def _phase(title: str, group: Sequence[Seen]) -> PhaseTime:
    evidence = tuple(ref for one in group for ref in one.evidence)
    times = _sum([one.times for one in group])
    return PhaseTime(title=title, times=times, steps=len(group), evidence=evidence)


def _listed(cases: Sequence[Case], definition: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            label=f"Run {case.run.number} of {case.name}",
            value=case.duration_ms,
            unit="ms",
            n=1,
            evidence=case.all_evidence,
            definition=definition,
        )
        for case in cases
        if case.duration_ms is not None
    )


def _pauses(timed: Sequence[tuple[str, Work]]) -> tuple[Figure, ...]:
    gaps: list[tuple[int, str, int]] = []
    for name, work in timed:
        acts = [event for event in work.recording.events if event.kind in ACTS and event.t_ms is not None]
        gaps += [((after.t_ms or 0) - (before.t_ms or 0), name, after.number) for before, after in pairwise(acts)]
    if not gaps:
        return ()
    longest = max(gaps, key=lambda gap: gap[0])
    long = tuple(EventRef(recording=name, number=number) for gap, name, number in gaps if gap > LONG_PAUSE_MS)
    definition = "Time between two acts that follow each other in a recording, whatever it was filled with."
    return (
        Figure(
            label="Longest pause between two acts",
            value=longest[0],
            unit="ms",
            n=len(gaps),
            evidence=(EventRef(recording=longest[1], number=longest[2]),),
            definition=definition,
        ),
        count("Pauses longer than 30 s", len(long), n=len(gaps), evidence=long, definition=definition),
    )


def step_lines(cases: Sequence[Case], seen: Sequence[Seen], sop: Sop | None = None) -> tuple[StepLine, ...]:
    """Return every step over all times it was seen: most work first, then most often seen, then first seen."""
    phases = dict(zip(((one.case.key, one.index) for one in seen), phase_titles(seen, sop), strict=True))
    whole = sum(one.work_ms or 0 for one in seen)
    lines = []
    for signature, group in grouped(seen).items():
        first = group[0]
        evidence = tuple(ref for one in group for ref in one.evidence)
        work = [one.work_ms for one in group]
        known = sum(value is not None for value in work)
        unmeasured = why_unmeasured(group)
        no_wait = UNTIMED if unmeasured == UNTIMED else "nothing came before it in its run"
        lines.append(
            StepLine(
                signature=signature,
                title=first.step.title,
                place=place_label(first.case.work, first.step.app, first.step.page),
                phase=phases[first.case.key, first.index],
                times=len(group),
                runs=runs_of(group),
                of=len(cases),
                work=total_ms("Work in all", work, definition=WORK, why_none=unmeasured, evidence=evidence),
                median=median_ms("Work, median", work, definition=WORK, why_none=unmeasured, evidence=evidence),
                wait=median_ms(
                    "Wait before, median",
                    [one.wait_ms for one in group],
                    definition=WAIT,
                    why_none=no_wait,
                    evidence=evidence,
                ),
                share=share(
                    "Share of work",
                    sum(value or 0 for value in work),
                    whole if known else 0,
                    n=known,
                    unknown="no working time was measured" if known else unmeasured,
                    definition="Working time of the step over the working time of all steps.",
                ),
                evidence=evidence,
            )
        )
    return tuple(sorted(lines, key=lambda line: (-(line.work.value or 0), -line.times)))


WORK = "Working time of the step, the thinking just before it included; system, idle and away time left out."
WAIT = "System, idle and away time after the step before it and until its first act."
