"""What do the numbers rest on, and what could the recordings not show?

In: the works of several recordings. Out: the sources, their counts, and what is missing.

Law: what a source does not say is unknown with its reason, never 0.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sopwright.evidence import Figure
from sopwright.mining.cases import UNTIMED, name_of
from sopwright.mining.quantiles import count
from sopwright.recording.schema import Coverage
from sopwright.recording.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One recording.

    Attributes:
        name: Its short name, such as ``rec1``.
        recorder: The tool that made it.
        performer: Alias of the performer.
        events: Number of events.
        runs: Number of runs.
        complete: Runs with a completing act.
        duration_ms: Its length; ``None`` when times were not recorded.
        pace: ``person``, ``script`` or ``unknown``.
        started: Its day; ``None`` when not recorded.
    """

    name: str
    recorder: str
    performer: str
    events: int
    runs: int
    complete: int
    duration_ms: int | None
    pace: str
    started: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that recordings do not hold, or that was left out.

    Attributes:
        what: What it is, in words.
        recordings: Where, by short name.
        times: How often; 0 when it is not a matter of counting.
    """

    what: str
    recordings: tuple[str, ...]
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisFigures:
    """What the numbers rest on.

    Attributes:
        sources: The recordings.
        figures: Recordings, performers, events, runs, complete runs, recorded time.
        coverage: Blind frames, unlabelled controls, withheld names, events in no step.
        not_recorded: What the formats do not hold.
        dropped: Entries of the sources that are no acts of a person.
        left_out: Events that are in no step, by reason.
    """

    sources: tuple[SourceLine, ...]
    figures: tuple[Figure, ...]
    coverage: tuple[Figure, ...]
    not_recorded: tuple[Gap, ...]
    dropped: tuple[Gap, ...]
    left_out: tuple[Gap, ...]


def basis_of(works: Sequence[Work]) -> BasisFigures:
    """Return what the numbers rest on."""
    sources = tuple(_source(name_of(index), work) for index, work in enumerate(works))
    return BasisFigures(
        sources=sources,
        figures=_figures(sources),
        coverage=_coverage(works),
        not_recorded=_gaps(works, lambda coverage: coverage.not_recorded),
        dropped=_gaps(works, lambda coverage: coverage.dropped),
        left_out=_left_out(works),
    )


def _source(name: str, work: Work) -> SourceLine:
    recording = work.recording
    return SourceLine(
        name=name,
        recorder=recording.recorder,
        performer=recording.performer,
        events=len(recording.events),
        runs=len(work.runs),
        complete=sum(run.complete for run in work.runs),
        duration_ms=recording.duration_ms,
        pace=str(recording.pace),
        started=recording.started.date() if recording.started else None,
    )


def performers_in(sources: Sequence[SourceLine]) -> int | None:
    """Return the number of performers: one recording has one; of several it is unknown unless all say."""
    named = {source.performer for source in sources}
    return 1 if len(sources) == 1 else len(named) if all(named) else None


def _performers(sources: Sequence[SourceLine]) -> Figure:
    people = performers_in(sources)
    if people is not None:
        return count("Performers", people, n=len(sources), definition="Different aliases.")
    reason = "not every recording says who performed it"
    return Figure(label="Performers", value=None, unit="count", n=0, unknown=reason, definition="Different aliases.")


def _figures(sources: Sequence[SourceLine]) -> tuple[Figure, ...]:
    n = len(sources)
    runs = sum(source.runs for source in sources)
    events = sum(source.events for source in sources)
    lengths = [source.duration_ms for source in sources if source.duration_ms is not None]
    return (
        count("Recordings", n, n=n),
        _performers(sources),
        count("Events", events, n=events),
        count("Runs", runs, n=runs, definition="The work on one case, from its first step to its last."),
        count(
            "Complete runs",
            sum(source.complete for source in sources),
            n=runs,
            definition="Runs in which a completing act was seen, such as saving, sending or converting.",
        ),
        Figure(
            label="Recorded time",
            value=sum(lengths) if lengths else None,
            unit="ms",
            n=len(lengths),
            unknown="" if lengths else UNTIMED,
            definition="From start to end of each recording that holds times.",
        ),
    )


def _coverage(works: Sequence[Work]) -> tuple[Figure, ...]:
    blind = [work.recording.coverage.frames_blind for work in works]
    told = [frames for frames in blind if frames is not None]
    n = sum(len(work.recording.events) for work in works)
    return (
        Figure(
            label="Frames that could not be entered",
            value=sum(told) if told else None,
            unit="count",
            n=len(told),
            unknown="" if told else "no source says which frames it could not enter",
            definition="Parts of pages, often from another site, whose content the recorder cannot see.",
        ),
        count(
            "Controls without a usable name",
            sum(work.recording.coverage.unlabelled for work in works),
            n=n,
            definition="Elements that were acted on and have no name that a person could read.",
        ),
        count(
            "Names withheld",
            sum(work.recording.coverage.withheld for work in works),
            n=n,
            definition="Names, options and texts that the privacy screen did not keep.",
        ),
        count(
            "Events in no step",
            sum(len(work.left_out) for work in works),
            n=n,
            definition="Events that were left out of the steps, each with its reason.",
        ),
    )


def _gaps(works: Sequence[Work], said: Callable[[Coverage], tuple[str, ...]]) -> tuple[Gap, ...]:
    where: dict[str, list[str]] = {}
    for index, work in enumerate(works):
        for what in said(work.recording.coverage):
            where.setdefault(what, []).append(name_of(index))
    return tuple(Gap(what=what, recordings=tuple(names)) for what, names in where.items())


def _left_out(works: Sequence[Work]) -> tuple[Gap, ...]:
    times: Counter[str] = Counter()
    where: dict[str, dict[str, None]] = {}
    for index, work in enumerate(works):
        for _, reason in work.left_out:
            times[reason] += 1
            where.setdefault(reason, {})[name_of(index)] = None
    return tuple(Gap(what=what, recordings=tuple(where[what]), times=n) for what, n in times.most_common())
