"""Between which applications does the work move, and how much of it is in each?

In: the runs. Out: applications, switches between them, look-ups and tabs.

Law: the acts of all applications add up to the acts of all runs; a switch joins two different applications.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import Case, Seen, name_of, why_unmeasured
from sopwright.mining.quantiles import count, quantile, total_ms
from sopwright.recording.schema import Actor
from sopwright.recording.work import Act, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class AppLine:
    """One application.

    Attributes:
        id: Its id in the recordings.
        name: The name people use.
        acts: Acts done in it.
        runs: In how many runs.
        work: Working time of the steps that are done in it alone.
    """

    id: str
    name: str
    acts: int
    runs: int
    work: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A way between two applications.

    Attributes:
        source: Name of the application that was left.
        target: Name of the application that was entered.
        times: How often.
        runs: In how many runs.
        evidence: The first act after each switch; for a look-up all acts of the visit.
    """

    source: str
    target: str
    times: int
    runs: int
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the work was done.

    Attributes:
        apps: The applications, most acts first.
        switches: Changes of application within a run, most frequent first.
        lookups: Visits to another application that came back to the run's main one, most frequent first.
        figures: Switches in all, switches per run, look-ups, tabs.
    """

    apps: tuple[AppLine, ...]
    switches: tuple[Move, ...]
    lookups: tuple[Move, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Acts in a row in one application.

    Attributes:
        case: The run.
        app: Id of the application.
        acts: The acts.
    """

    case: Case
    app: str
    acts: tuple[Act, ...]

    @property
    def name(self) -> str:
        """The name people use for the application."""
        return self.case.work.recording.app_name(self.app) or "unknown application"


def visits_of(case: Case) -> tuple[Visit, ...]:
    """Return the acts of a run, cut where the application changes."""
    groups: list[list[Act]] = []
    for act in case.acts:
        if groups and groups[-1][-1].app == act.app:
            groups[-1].append(act)
        else:
            groups.append([act])
    return tuple(Visit(case=case, app=group[0].app, acts=tuple(group)) for group in groups)


def lookups_of(case: Case) -> tuple[tuple[Visit, Visit], ...]:
    """Return each visit that left the run's main application and came back: what was left, and the visit."""
    visits = visits_of(case)
    acts: dict[str, int] = {}
    for visit in visits:
        acts[visit.app] = acts.get(visit.app, 0) + len(visit.acts)
    home = max(acts, key=lambda app: acts[app], default="")
    homes = [index for index, visit in enumerate(visits) if visit.app == home]
    return tuple((visits[left], visit) for left, back in pairwise(homes) for visit in visits[left + 1 : back])


def places_of(works: Sequence[Work], cases: Sequence[Case], seen: Sequence[Seen]) -> Places:
    """Return where the work was done and how it moved."""
    visits = [visits_of(case) for case in cases]
    switches = [(one, two) for row in visits for one, two in pairwise(row)]
    lookups = [pair for case in cases for pair in lookups_of(case)]
    per_run = [len(row) - 1 for row in visits if row]
    figures = [
        count(
            "Switches between applications",
            len(switches),
            n=len(cases),
            definition="Two acts in a row of the same run that were done in different applications.",
        ),
        Figure(
            label="Switches per run, median",
            value=quantile(per_run, 0.5) if per_run else None,
            unit="count",
            n=len(per_run),
            unknown="" if per_run else "no run was seen",
            definition="The same, counted per run.",
        ),
        count(
            "Look-ups",
            len(lookups),
            n=len(cases),
            definition="Visits to another application between two visits to the one in which the run had most acts.",
        ),
        _work(
            "Work in steps across applications",
            [one for one in seen if len(_apps_of(one)) > 1],
            "Working time of steps whose acts were done in more than one application.",
        ),
        *_tabs(works),
    ]
    return Places(
        apps=_apps(seen),
        switches=_moves(switches, whole=False),
        lookups=_moves(lookups, whole=True),
        figures=tuple(figures),
    )


def _apps(seen: Sequence[Seen]) -> tuple[AppLine, ...]:
    names: dict[str, str] = {}
    acts: dict[str, int] = {}
    runs: dict[str, set[tuple[str, int]]] = {}
    for one in seen:
        for act in one.step.acts:
            if act.app not in names:
                names[act.app] = one.case.work.recording.app_name(act.app) or "unknown application"
            acts[act.app] = acts.get(act.app, 0) + 1
            runs.setdefault(act.app, set()).add(one.case.key)
    definition = "Working time of the steps that are done in this application alone."
    lines = [
        AppLine(
            id=app,
            name=names[app],
            acts=acts[app],
            runs=len(runs[app]),
            work=_work("Work", [one for one in seen if _apps_of(one) == {app}], definition),
        )
        for app in names
    ]
    return tuple(sorted(lines, key=lambda line: -line.acts))


def _work(label: str, steps: Sequence[Seen], definition: str) -> Figure:
    """Return the working time of these steps; where there are none, none was spent."""
    if not steps:
        return Figure(label=label, value=0, unit="ms", n=0, definition=definition)
    evidence = tuple(ref for one in steps for ref in one.evidence)
    work, why_none = [one.work_ms for one in steps], why_unmeasured(steps)
    return total_ms(label, work, definition=definition, why_none=why_none, evidence=evidence)


def _apps_of(one: Seen) -> set[str]:
    return {act.app for act in one.step.acts}


def _moves(pairs: Sequence[tuple[Visit, Visit]], *, whole: bool) -> tuple[Move, ...]:
    groups: dict[tuple[str, str], list[Visit]] = {}
    for left, entered in pairs:
        groups.setdefault((left.name, entered.name), []).append(entered)
    moves = [
        Move(
            source=source,
            target=target,
            times=len(group),
            runs=len({visit.case.key for visit in group}),
            evidence=tuple(
                ref
                for visit in group
                for act in (visit.acts if whole else visit.acts[:1])
                for ref in visit.case.refs([act.number])
            ),
        )
        for (source, target), group in groups.items()
    ]
    return tuple(sorted(moves, key=lambda move: -move.times))


def _tabs(works: Sequence[Work]) -> tuple[Figure, ...]:
    definition = "Browser tabs in which something was done; a switch is two acts in a row in different tabs."
    most, switches, told = 0, 0, 0
    evidence: list[EventRef] = []
    for index, work in enumerate(works):
        done = [event for event in work.recording.events if event.actor is Actor.HUMAN and event.tab]
        told += bool(done)
        most = max(most, len({event.tab for event in done}))
        for before, after in pairwise(done):
            if before.tab != after.tab:
                switches += 1
                evidence.append(EventRef(recording=name_of(index), number=after.number))
    if not told:
        reason = "no recording tells its tabs apart"
        return (Figure(label="Most tabs in use", value=None, unit="count", n=0, unknown=reason, definition=definition),)
    return (
        count("Most tabs in use", most, n=told, definition=definition),
        count("Switches between tabs", switches, n=told, definition=definition, evidence=tuple(evidence)),
    )
