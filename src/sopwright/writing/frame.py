"""What stands around the procedure? Purpose, scope, roles, records, what was not captured, and the basis.

In: a story. Out: the sections that frame the steps.

Law: what recordings cannot show is asked, never written; what they show is counted. Nothing here is canned: a section
without an observation is a question.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sopwright.evidence import EventRef, Origin, Sentence, absent
from sopwright.mining.cases import name_of
from sopwright.recording.naming import bold, listed, plain
from sopwright.recording.pages import kept, plural, with_article
from sopwright.recording.schema import Kind, NameSource, NameState, Pace, PageKind
from sopwright.recording.segments import EDITS
from sopwright.recording.work import Act, Run, Step, Times, Work
from sopwright.sop.contract import HandOff
from sopwright.sop.document import (
    Basis,
    OpenQuestion,
    Record,
    Role,
    Scope,
    Source,
    System,
    TimeSplit,
)
from sopwright.writing.amounts import counted
from sopwright.writing.branches import rare_ways
from sopwright.writing.carried import carried
from sopwright.writing.story import Story, derived

_NO_AIM = ("Select ", "Check ", "Go to ")
"""With such words begins what was done last for want of anything that completes the work."""
_KEPT_ON = frozenset({PageKind.RECORD, PageKind.FORM, PageKind.LIST})


def title_of(story: Story, phases: Sequence[str]) -> str:
    """Return what the performers called the work, if all say the same, or else what it accomplishes."""
    systems = apps_of(story)
    place = f" in {listed(systems)}" if systems and len(systems) <= 2 else ""  # noqa: PLR2004 - more would not fit a title
    given = {work.recording.title for work in story.works}
    if len(given) == 1 and given != {""}:
        return given.pop()
    if story.sales and any(phase.startswith(("Qualify", "Capture", "Route")) for phase in phases):
        verb = next(
            (word for word in ("Qualify", "Route", "Capture") if any(phase.startswith(word) for phase in phases)), ""
        )
        return f"{verb} {with_article(story.about)}{place}"
    goals = [phase.partition(" (")[0] for phase in phases]
    aims = [goal for goal in goals if goal != "Sign in"] or goals
    aims = [goal for goal in aims if not goal.startswith(_NO_AIM)] or aims
    return f"Sign in to {place.removeprefix(' in ')}" if aims[-1] == "Sign in" and place else f"{aims[-1]}{place}"


def apps_of(story: Story) -> tuple[str, ...]:
    """Return the names of the applications in which steps were done, in order of first use."""
    used: list[str] = []
    for case in story.cases:
        for step in case.run.steps:
            name = case.work.recording.app_name(step.app)
            if name and name not in used:
                used.append(name)
    return tuple(used)


def purpose(story: Story) -> Sentence:
    """Return the question for the purpose."""
    protects = ", and which pipeline quality does it protect" if story.sales else ""
    return absent(f"Not stated. Why does this procedure exist{protects}?")


def scope(story: Story) -> Scope:
    """Return what was observed, and the question for what is out of scope."""
    systems = apps_of(story)
    where = f" in {listed(systems)}" if systems else ""
    about = f"work on {plural(story.about)}" if story.about else "the work"
    inside = derived(f"Observed: {about}{where}, {counted(story.alignment.runs, 'run')}.", story.everything())
    more = carried(story)
    return Scope(in_=(inside,) if more is None else (inside, more), out=(absent("Not stated. What is out of scope?"),))


def roles(story: Story) -> tuple[Role, ...]:
    """Return the roles that the recordings state, or the question for the performer's."""
    stated = list(dict.fromkeys(work.recording.role for work in story.works if work.recording.role))
    if not stated:
        return (Role(name="Performer", does=absent("Role not stated. Who does this work?")),)
    return tuple(Role(name=role, does=derived("Performed the recorded work.", story.everything())) for role in stated)


def systems(story: Story) -> tuple[System, ...]:
    """Return the applications with the number of steps done in each."""
    steps: dict[str, list[tuple[int, Step]]] = {}
    for at, case in enumerate(story.cases):
        for step in case.run.steps:
            name = case.work.recording.app_name(step.app)
            if name:
                steps.setdefault(name, []).append((at, step))
    total = sum(len(found) for found in steps.values())
    return tuple(
        System(
            name=name,
            used_for=derived(
                f"{len(found)} of {total} recorded steps.", story.run_refs(found[0][0], found[0][1].events[:1])
            ),
        )
        for name, found in steps.items()
    )


def handoffs(story: Story, performer: str) -> tuple[HandOff, ...]:
    """Return the hand-off of a lead as a question; other work is not assumed to have one."""
    if not story.sales:
        return ()
    who = absent(f"Not observed. Who receives the {story.about} afterwards, and within which time?")
    return (HandOff(id="hand-off", from_=performer, to=who),)


def completion(story: Story) -> tuple[Sentence, ...]:
    """Return with what the runs ended, counted."""
    ends: dict[str, list[int]] = {}
    last = [_last_done(case.run) for case in story.cases]
    for at, (case, step) in enumerate(zip(story.cases, last, strict=True)):
        if case.run.complete and step is not None:
            ends.setdefault(step.title, []).append(at)
    sentences = []
    for title, runs in sorted(ends.items(), key=lambda row: (-len(row[1]), row[1])):
        done = [(run, last[run]) for run in runs[:5]]
        refs = tuple(ref for run, step in done if step is not None for ref in story.run_refs(run, step.events))
        text = f"The last step was “{title}” in {len(runs)} of {story.alignment.runs} runs."
        sentences.append(derived(text, tuple(sorted(set(refs)))))
    question = absent("How is it seen that the work is done, and done well?")
    return (*sentences, question)


def _last_done(run: Run) -> Step | None:
    """Return the last step of a run that was more than the way to somewhere else."""
    return next((step for step in reversed(run.steps) if step.verb != "go"), None)


def records(story: Story) -> tuple[Record, ...]:
    """Return which fields were filled in, by the kind of record."""
    fields: dict[tuple[str, str], dict[str, list[EventRef]]] = {}
    for case in story.cases:
        for act in case.acts:
            field = plain(kept(act.target))
            if act.kind in EDITS and field and act.page.object and act.page.kind in _KEPT_ON:
                place = (act.page.object, case.work.recording.app_name(act.app))
                refs = fields.setdefault(place, {}).setdefault(field, [])
                refs.append(EventRef(recording=case.name, number=act.number))
    return tuple(
        Record(
            name=f"{about.capitalize()} record" + ("" if _one_app(fields, about) else f" in {app}"),
            holds=Sentence(
                text=f"{listed([bold(field) for field in found])}.",
                origin=Origin.OBSERVED,
                evidence=tuple(sorted(ref for refs in found.values() for ref in refs[:1])),
            ),
            system=app,
        )
        for (about, app), found in fields.items()
    )


def _one_app(places: Iterable[tuple[str, str]], about: str) -> bool:
    return sum(place[0] == about for place in places) == 1


def not_captured(story: Story) -> tuple[Sentence, ...]:
    """Return what the recordings could not show."""
    recordings = [work.recording for work in story.works]
    missing: dict[str, list[str]] = {}
    for recording in recordings:
        missing.setdefault(recording.recorder, []).extend(recording.coverage.not_recorded)
    options = [bold(name) for name in _options_missing(story)]
    withheld = sum(recording.coverage.withheld for recording in recordings)
    blind = sum(recording.coverage.frames_blind or 0 for recording in recordings)
    rare = sum(len(way.runs) for way in rare_ways(story))
    outside = listed(apps_of(story)) if apps_of(story) else "the recorded pages"
    technical = len({kept(act.target) for act in _acts(story) if _named_by_code(act)})
    scripted = any(recording.pace is Pace.SCRIPT for recording in recordings)
    facts = [
        *(
            f"The recorder ({recorder}) does not hold {listed(_once(things))}."
            for recorder, things in missing.items()
            if things
        ),
        "A script performed the work: think times are not a person's." if scripted else "",
        f"Which option was chosen in {listed(options)} was not recorded." if options else "",
        f"On-screen names of {technical} field{'s'[: technical != 1]}: the names given here are the page's code."
        if technical
        else "",
        f"Withheld as run-time content: {withheld} name{'s'[: withheld != 1]} or text{'s'[: withheld != 1]}."
        if withheld
        else "",
        f"Frames that could not be seen into: {blind}." if blind else "",
        f"Ways taken in fewer than 5 % of the runs are not written out: {rare}; the report lists them." if rare else "",
        f"Anything done outside {outside}, by phone or in person.",
        f"Waiting between the capture of the {story.about} and its first touch: not observable from recordings alone."
        if story.sales
        else "",
    ]
    whole = story.everything()
    return tuple(derived(fact, whole) for fact in facts if fact)


def _once(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _acts(story: Story) -> list[Act]:
    return [act for case in story.cases for act in case.acts]


def _named_by_code(act: Act) -> bool:
    return act.target is not None and act.target.name_source is NameSource.TECHNICAL


def _options_missing(story: Story) -> list[str]:
    names = [
        plain(kept(act.target))
        for act in _acts(story)
        if act.kind is Kind.CHOOSE
        and kept(act.target)
        and (act.value is None or act.value.option_state is NameState.ABSENT)
    ]
    return list(dict.fromkeys(names))


def strangers(story: Story) -> tuple[OpenQuestion, ...]:
    """Return the question whether recordings that share no step with any other show the same work."""
    if len(story.works) == 1:
        return ()
    steps = [{step.signature for run in work.runs for step in run.steps} for work in story.works]
    alone = [
        name_of(at)
        for at, own in enumerate(steps)
        if own and not any(own & other for index, other in enumerate(steps) if index != at)
    ]
    if not alone:
        return ()
    share = "shares no step with another recording: is it" if len(alone) == 1 else "share no step: are they"
    return (OpenQuestion(ask=f"{listed(alone)} {share} the same work?", about="basis"),)


def usual_questions(story: Story, kinds: set[str]) -> tuple[OpenQuestion, ...]:
    """Return the questions that the field asks of any lead procedure and that no run answered."""
    if not story.sales:
        return ()
    about = with_article(story.about)
    asks = (
        ("disqualify", "SOP502", f"Not observed: how is {about} disqualified, and with which codes?"),
        ("duplicate", "SOP503", f"Not observed: what is done when {about} is a duplicate?"),
        ("nurture", "SOP504", f"Not observed: which {plural(story.about)} go to nurture, and how?"),
    )
    return tuple(OpenQuestion(ask=ask, about="exceptions", rule=rule) for kind, rule, ask in asks if kind not in kinds)


def basis(story: Story) -> Basis:
    """Return what the document rests on."""
    timed = [work for work in story.works if work.times is not None]
    total = sum((work.times for work in timed if work.times is not None), Times())
    return Basis(
        sources=tuple(_source(name, work) for name, work in zip(_names(story), story.works, strict=True)),
        time=TimeSplit(
            total_ms=total.total,
            work_ms=total.work,
            system_ms=total.system,
            idle_ms=total.idle,
            away_ms=total.away,
            paused_ms=total.paused,
        )
        if timed and len(timed) == len(story.works)
        else None,
        performers=_performers(story),
        runs=story.alignment.runs,
    )


def _performers(story: Story) -> int:
    """Return the number of performers; one recording has one, several have an unknown number unless all say."""
    named = [work.recording.performer for work in story.works]
    return 1 if len(named) == 1 else len(set(named)) if all(named) else 0


def _names(story: Story) -> list[str]:
    return [name_of(at) for at in range(len(story.works))]


def _source(name: str, work: Work) -> Source:
    recording = work.recording
    started: date | None = recording.started.date() if recording.started else None
    return Source(
        name=name,
        recording=recording.id,
        recorder=recording.recorder,
        events=len(recording.events),
        runs=len(work.runs),
        performer=recording.performer,
        duration_ms=recording.duration_ms,
        pace=str(recording.pace),
        started=started,
    )
