"""Works made by hand: steps with stated times, so that a figure can be computed in the head.

Law: nothing here asks the segmenter; a step is what the test says it is.
"""

from dataclasses import dataclass, replace

from tests.made import LEADS

from sopwright.recording.schema import ACTS, App, Coverage, Event, Kind, Pace, Recording
from sopwright.recording.work import Act, Run, Step, Times, Weakness, Work


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A step before its events are numbered; times in milliseconds, ``None`` for not recorded."""

    title: str
    events: tuple[Event, ...]
    work: int | None
    wait: int
    system: int
    failed: bool
    verb: str
    choice: str
    weaknesses: tuple[Weakness, ...]


def step(  # noqa: PLR0913 - a test names the two or three that it is about
    title: str,
    *events: Event,
    work: int | None = 1000,
    wait: int = 0,
    system: int = 0,
    failed: bool = False,
    verb: str = "",
    choice: str = "",
    weaknesses: tuple[Weakness, ...] = (),
) -> Draft:
    """Return a step of these events."""
    return Draft(
        title=title,
        events=events or (Event(number=1, kind=Kind.ACTIVATE, app="crm", page=LEADS),),
        work=work,
        wait=wait,
        system=system,
        failed=failed,
        verb=verb or title.split(maxsplit=1)[0].lower(),
        choice=choice,
        weaknesses=weaknesses,
    )


def in_app(app: str, event: Event) -> Event:
    """Return the event in another application."""
    return replace(event, app=app)


def work(
    *runs: tuple[Draft, ...],
    between: int = 0,
    pace: Pace = Pace.PERSON,
    performer: str = "performer-1",
    coverage: Coverage | None = None,
    incomplete: tuple[int, ...] = (),
) -> Work:
    """Return the work of these runs; untimed when a step is."""
    timed = all(draft.work is not None for run in runs for draft in run)
    clock, number = 0, 1
    events: list[Event] = []
    made: list[Run] = []
    for at, drafts in enumerate(runs, start=1):
        steps: list[Step] = []
        for draft in drafts:
            clock += draft.wait
            numbered = [
                replace(event, number=number + place, t_ms=clock + (draft.work or 0) * place // len(draft.events))
                for place, event in enumerate(draft.events)
            ]
            numbered = numbered if timed else [replace(event, t_ms=None) for event in numbered]
            number += len(numbered)
            events += numbered
            clock += (draft.work or 0) + draft.system
            steps.append(_step(draft, tuple(numbered), len(steps) + 1, timed=timed))
        moments = [
            event.t_ms for one in steps for event in events if event.number in one.events and event.t_ms is not None
        ]
        made.append(
            Run(
                number=at,
                steps=tuple(steps),
                complete=at not in incomplete,
                start_ms=min(moments, default=None),
                end_ms=max(moments, default=None),
            )
        )
    recording = Recording(
        id="made-by-hand",
        recorder="hand",
        events=tuple(events),
        duration_ms=clock + between if timed else None,
        pace=pace,
        performer=performer,
        apps=(App(id="crm", name="CRM"), App(id="excel", name="Excel"), App(id="zoominfo", name="ZoomInfo")),
        coverage=coverage or Coverage(),
    )
    whole = Times(idle=between)
    for run in made:
        for one in run.steps:
            whole += (one.times or Times()) + (one.before or Times())
    return Work(
        recording=recording,
        runs=tuple(made),
        times=whole if timed else None,
        between=Times(idle=between) if timed else None,
        threshold_ms=15_000 if timed else None,
    )


def _step(draft: Draft, events: tuple[Event, ...], number: int, *, timed: bool) -> Step:
    first = events[0]
    acts: list[Act] = []
    for event in events:
        if event.kind in ACTS:
            acts.append(
                Act(
                    number=event.number,
                    events=(event.number,),
                    kind=event.kind,
                    app=event.app,
                    page=event.page,
                    target=event.target,
                    value=event.value,
                    at_ms=event.t_ms,
                )
            )
        else:
            acts[-1] = replace(acts[-1], events=(*acts[-1].events, event.number), outcomes=(*acts[-1].outcomes, event))
    return Step(
        number=number,
        id=f"{draft.title.lower().replace(' ', '-')}-{number}",
        signature=f"{draft.title}|{first.app}",
        verb=draft.verb,
        object="",
        title=draft.title,
        do=f"On **Leads**, {draft.title.lower()}",
        result="",
        result_events=(),
        failed=draft.failed,
        acts=tuple(acts),
        events=tuple(event.number for event in events),
        app=first.app,
        page=first.page,
        times=Times(work=draft.work or 0, system=draft.system) if timed else None,
        before=Times(idle=draft.wait) if timed else None,
        weaknesses=tuple((weakness, first.number) for weakness in draft.weaknesses),
        choice=draft.choice,
    )
