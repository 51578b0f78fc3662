"""What do recordings look like as an event log? Each run is a case, each step a row.

In: the works of recordings. Out: a ``Reading``, as the readers of files give it.

Law: each step of each run is a row or refused. The same step, by its signature, is the same activity in every run, and
different steps are different activities. A row spans the step's work, from the thinking just before its first act to
its last act; ``work_ms`` and ``system_ms`` say what was measured in it. Nothing is dated that was not timed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    MOMENT,
    REFUSED,
    RESOURCE,
    ROLE,
    ROW,
    SOURCE,
    START,
    SYSTEM,
    TIME,
    Reading,
)
from sopwright.mining.cases import UNTIMED, place_label
from sopwright.mining.outcomes import Outcome, outcomes_of
from sopwright.recording.schema import Pace
from sopwright.recording.vocabulary import Vocabulary, builtin
from sopwright.recording.work import Run, Step, Work

_ROWS: Mapping[str, type[pl.DataType] | pl.DataType] = {
    CASE: pl.String,
    ACTIVITY: pl.String,
    START: MOMENT,
    TIME: MOMENT,
    RESOURCE: pl.String,
    ROLE: pl.String,
    SYSTEM: pl.String,
    ROW: pl.Int64,
    SOURCE: pl.String,
    "step": pl.String,
    "page": pl.String,
    "sets": pl.String,
    "failed": pl.Boolean,
    "work_ms": pl.Int64,
    "system_ms": pl.Int64,
    "case:recording": pl.String,
    "case:title": pl.String,
    "case:run": pl.Int64,
    "case:object": pl.String,
    "case:complete": pl.Boolean,
    "case:outcome": pl.String,
    "case:pace": pl.String,
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMED = 3
"""How many recordings a note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """When a step was worked on, in milliseconds from the start of the recording."""

    start: int
    end: int


def reading_of(works: Sequence[Work], name: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Return the steps of all runs of all recordings as rows of an event log.

    Args:
        works: The works of recordings, in any number.
        name: What the user calls the file or files they come from.
        vocabulary: By whose words runs are seen to end; the built-in one when left out.
    """
    once = list({work.recording.id: work for work in reversed(works)}.values())[::-1]
    labels = _labels(once)
    runs = [(work, run) for work in once for run in work.runs]
    outcomes = outcomes_of([run for _, run in runs], vocabulary or builtin())
    rows: list[Mapping[str, object]] = []
    refused: list[tuple[str, int, str, str, str]] = []
    for (work, run), outcome in zip(runs, outcomes, strict=True):
        about = _about(work, run, _outcome(outcome, len(runs)), name)
        for step, span in zip(run.steps, _spans(run), strict=True):
            if span is None:
                refused.append((name, step.events[0], TIME, "", f"recording {work.recording.id}: {UNTIMED}"))
            else:
                rows.append({**about, **_row(work, step, span, labels[step.signature])})
    return Reading(
        rows=pl.DataFrame(rows, schema=pl.Schema(_ROWS)),
        refused=pl.DataFrame(refused, schema=REFUSED, orient="row"),
        notes=tuple(f"{name}: {note}." for note in _notes(works, once)),
    )


def _outcome(outcome: Outcome, runs: int) -> str | None:
    """Return what became of the case; unknown where there is only one run."""
    return outcome.kind or ("usual" if runs > 1 else None)


def _about(work: Work, run: Run, outcome: str | None, name: str) -> Mapping[str, object]:
    """Return what all rows of a run have in common."""
    recording = work.recording
    return {
        CASE: f"{recording.id}-{run.number}",
        RESOURCE: recording.performer or None,
        ROLE: recording.role or None,
        SOURCE: name,
        "case:recording": recording.id,
        "case:title": recording.title or None,
        "case:run": run.number,
        "case:object": run.object or None,
        "case:complete": run.complete,
        "case:outcome": outcome,
        "case:pace": recording.pace.value,
    }


def _row(work: Work, step: Step, span: _Span, label: str) -> Mapping[str, object]:
    """Return what a row says of its step."""
    began = work.recording.started or _EPOCH
    return {
        ACTIVITY: label,
        START: began + timedelta(milliseconds=span.start),
        TIME: began + timedelta(milliseconds=span.end),
        SYSTEM: work.recording.app_name(step.app) if step.app else None,
        ROW: step.events[0],
        "step": step.signature,
        "page": place_label(work, "", step.page) if step.page.name or step.page.object else step.page.template or None,
        "sets": "; ".join(f"{field} = {option or '?'}" for field, option in step.updates) or None,
        "failed": step.failed,
        "work_ms": None if step.times is None else step.times.work,
        "system_ms": None if step.times is None else step.times.system,
    }


def _spans(run: Run) -> Iterator[_Span | None]:
    """Return when each step was worked on; ``None`` where its times were not recorded.

    The gap before a step is the system's answer to the step before, then waiting, then thinking. What the system took
    follows from the buckets of the step before: all its time that lies outside of its acts and its own thinking.
    """
    ended, answered = 0, 0
    for number, step in enumerate(run.steps):
        moments = [act.at_ms for act in step.acts if act.at_ms is not None]
        if not moments or step.times is None or step.before is None:
            yield None
            continue
        first, last = min(moments), max(moments)
        start = first if number == 0 else min(first, max(ended, ended + answered + step.before.total))
        yield _Span(start=start, end=last)
        ended, answered = last, step.times.total - (last - first) - (first - start)


def _labels(works: Sequence[Work]) -> Mapping[str, str]:
    """Return the activity that each step is, by signature: its most frequent title, told apart where two are alike."""
    titles: dict[str, Counter[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for work in works:
        for step in (step for run in work.runs for step in run.steps):
            titles.setdefault(step.signature, Counter())[step.title] += 1
            app = work.recording.app_name(step.app) if step.app else ""
            places.setdefault(step.signature, (app, step.page.name or step.page.template))
    labels = {signature: min(found, key=lambda title: (-found[title], title)) for signature, found in titles.items()}
    alike: dict[str, list[str]] = {}
    for signature, label in labels.items():
        alike.setdefault(label, []).append(signature)
    for label, signatures in alike.items():
        if len(signatures) > 1:
            tells = _tells([places[signature] for signature in signatures])
            labels |= {signature: f"{label} ({tell})" for signature, tell in zip(signatures, tells, strict=True)}
    return labels


def _tells(steps: Sequence[tuple[str, str]]) -> list[str]:
    """Return what tells steps of one title apart: their application, their page, both, or else a number."""
    apps, pages = ([step[at] for step in steps] for at in range(2))
    both = [", ".join(filter(None, step)) for step in steps]
    found = (tells for tells in (apps, pages, both) if all(tells) and len(set(tells)) == len(tells))
    return next(found, [f"{tell}, {number}".removeprefix(", ") for number, tell in enumerate(both, start=1)])


def _notes(works: Sequence[Work], once: Sequence[Work]) -> Iterator[str]:
    """Return what whoever reads figures from these rows must know."""
    twice = len(works) - len(once)
    if twice:
        yield f"{counted(twice, 'recording')} given more than once; each was taken once"
    yield from _note((work for work in once if not work.recording.timed), f"without times: no rows, because {UNTIMED}")
    undated = (work for work in once if work.recording.timed and work.recording.started is None)
    yield from _note(undated, "without a date: times count from 1970-01-01, so only durations mean something")
    scripts = (work for work in once if work.recording.pace is Pace.SCRIPT)
    yield from _note(scripts, "performed by a script: times of work are not a person’s")


def _note(works: Iterable[Work], what: str) -> Iterator[str]:
    found = [work.recording.id for work in works]
    more = " …" if len(found) > _NAMED else ""
    if found:
        yield f"{counted(len(found), 'recording')} {what} ({', '.join(found[:_NAMED])}{more})"
