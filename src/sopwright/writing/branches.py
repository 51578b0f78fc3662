"""Where can the work go another way? Ways off the main path and what follows a refusal, as exceptions and decisions.

In: a story and the ids of its main steps. Out: exceptions that rejoin or end, and decisions with counts.

Law: a decision's criterion is asked for unless it is known; a single run suggests decisions but draws no branch; every
way is counted in runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sopwright.evidence import Origin, Sentence, absent
from sopwright.mining.align import Detour, MainStep, Seen, Way
from sopwright.recording.naming import listed
from sopwright.recording.steps import slug
from sopwright.sop.document import (
    Branch,
    Decision,
    DecisionStatus,
    ExceptionPath,
    Observation,
    OpenQuestion,
    Option,
    Phase,
    Step,
)
from sopwright.writing.approach import is_approach
from sopwright.writing.procedure import Names, questions_of, step_of, typical
from sopwright.writing.story import Story, derived, ending_of, said

_TITLES = {
    "disqualify": "The {case} is not pursued",
    "duplicate": "The {case} is a duplicate",
    "nurture": "The {case} goes to nurture",
}
RARE = 0.05
"""Of many runs, a way that fewer than this share took, or only one, is counted but not written out."""
MANY = 20
CERTAIN = 2
"""A decision is observed when each way was taken by so many runs, otherwise it is a candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """Where the work leaves the main path.

    Attributes:
        paths: The exceptions.
        decisions: The decisions that lead to them.
        refusals: Ids of main steps that the system refused, with the exception that follows.
        questions: What they leave open.
    """

    paths: tuple[ExceptionPath, ...]
    decisions: tuple[Decision, ...]
    refusals: tuple[tuple[str, ExceptionPath], ...]
    questions: tuple[OpenQuestion, ...]


def branches_of(story: Story, ids: Sequence[str], names: Names) -> Branches:
    """Return where the work leaves the main path; ``ids`` are those of the main steps, in order."""
    paths: list[ExceptionPath] = []
    questions: list[OpenQuestion] = []
    leaving: dict[int, list[tuple[Way, ExceptionPath]]] = {}
    for way in story.alignment.ways:
        if _is_rare(story, len(way.runs)) or is_approach(way):
            continue
        path, open_ = _way(story, way, ids, names)
        paths.append(path)
        questions += open_
        if way.after >= 0 and (way.rejoin is None or way.skipped):
            leaving.setdefault(way.after, []).append((way, path))
    refusals: list[tuple[str, ExceptionPath]] = []
    for group in _alike(story.alignment.detours):
        path, open_ = _refusal(story, group, ids, names)
        paths.append(path)
        questions += open_
        refusals += [(path.rejoin, path)] if path.rejoin else []
    decisions = [_decision(story, ids, after, taken) for after, taken in sorted(leaving.items())]
    return Branches(
        paths=tuple(paths), decisions=tuple(decisions), refusals=tuple(refusals), questions=tuple(questions)
    )


def with_refusals(phases: Sequence[Phase], refusals: Sequence[tuple[str, ExceptionPath]]) -> tuple[Phase, ...]:
    """Return the phases with the way out of each step that the system refused."""
    order = [step.id for phase in phases for step in phase.steps]
    following = dict(zip(order, [*order[1:], "end"], strict=True))
    leaves = {
        step: (
            Branch(if_="the system refuses it", go=path.id, seen=path.observed),
            Branch(else_=True, go=following[step]),
        )
        for step, path in refusals
    }
    return tuple(
        replace(phase, steps=tuple(replace(step, next=leaves.get(step.id, ())) for step in phase.steps))
        for phase in phases
    )


def _is_rare(story: Story, runs: int) -> bool:
    return story.alignment.runs >= MANY and runs < max(CERTAIN, RARE * story.alignment.runs)


def rare_ways(story: Story) -> tuple[Way, ...]:
    """Return the ways that are too rare to be written out."""
    return tuple(way for way in story.alignment.ways if _is_rare(story, len(way.runs)))


def _way(story: Story, way: Way, ids: Sequence[str], names: Names) -> tuple[ExceptionPath, list[OpenQuestion]]:
    shown = [typical(seen) for seen in way.steps]
    ending = next((found for seen in shown if (found := ending_of(seen.step, story.vocabulary))), "")
    last = shown[-1].step.title
    if ending:
        title = _TITLES[ending].format(case=story.case)
    elif way.after < 0:
        title = f"Another beginning: {shown[0].step.title[0].lower()}{shown[0].step.title[1:]}"
    else:
        title = last
    evidence = story.refs([seen for step in way.steps for seen in step[:1]])
    when = absent("When is this way taken? The recordings do not show what decides.")
    steps, questions = _steps(story, way.steps, names, len(way.runs))
    path = ExceptionPath(
        id=names.unique(ending or f"way-{slug(last)}"),
        title=title,
        kind=ending or "other",
        when=when,
        steps=steps,
        rejoin=ids[way.rejoin] if way.rejoin is not None else "end",
        observed=Observation(runs=len(way.runs), of=story.alignment.runs, times=len(way.runs), evidence=evidence[:1]),
    )
    return path, questions


def _steps(
    story: Story, columns: Sequence[Sequence[Seen]], names: Names, of: int
) -> tuple[tuple[Step, ...], list[OpenQuestion]]:
    """Return the steps of a path; they are no optional steps, however few runs took the path."""
    steps: list[Step] = []
    questions: list[OpenQuestion] = []
    for seen in columns:
        shown = typical(seen)
        id_ = names.unique(shown.step.id)
        step = step_of(story, MainStep(seen=tuple(seen), runs=story.alignment.runs), shown, id_)
        steps.append(_counted(step, story.observation(seen, of=of)))
        questions += questions_of(story, shown, id_, seen)
    return tuple(steps), questions


def _counted(step: Step, observed: Observation) -> Step:
    return Step(
        id=step.id,
        do=step.do,
        result=step.result,
        role=step.role,
        system=step.system,
        updates=step.updates,
        remarks=step.remarks,
        observed=observed,
    )


def _decision(story: Story, ids: Sequence[str], after: int, taken: Sequence[tuple[Way, ExceptionPath]]) -> Decision:
    main = story.alignment.main
    following = main[after + 1] if after + 1 < len(main) else None
    elsewhere = {run for way, _ in taken for run in way.runs}
    stayed = {seen.run for step in main[after + 1 :] for seen in step.seen} - elsewhere
    options: list[Option] = []
    if following is not None and stayed:
        options.append(
            Option(
                when=_criterion(),
                go=ids[after + 1],
                seen=_count(story, sorted(stayed), [seen for seen in following.seen if seen.run in stayed]),
            )
        )
    options += [
        Option(
            when=_criterion(), go=path.id, seen=_count(story, way.runs, [seen for step in way.steps for seen in step])
        )
        for way, path in taken
    ]
    names = [f"“{typical(following.seen).step.title}”"] if following is not None and stayed else []
    names += [f"“{path.title}”" for _, path in taken]
    certain = all(option.seen is not None and option.seen.runs >= CERTAIN for option in options)
    return Decision(
        id=f"after-{ids[after]}",
        question=absent(_what_decides(names)),
        after=ids[after],
        options=tuple(options),
        status=DecisionStatus.OBSERVED if certain and len(options) > 1 else DecisionStatus.CANDIDATE,
    )


def _criterion() -> Sentence:
    return absent("What decides is not visible in the recordings.")


def _what_decides(names: Sequence[str]) -> str:
    return f"What decides between {listed(list(names))}?" if len(names) > 1 else f"What decides on {names[0]}?"


def _count(story: Story, runs: Sequence[int], seen: Sequence[Seen]) -> Observation:
    earliest = {one.run: one for one in reversed(seen)}
    first = next((earliest[run] for run in runs if run in earliest), None)
    evidence = () if first is None else story.run_refs(first.run, first.step.events[:1])
    return Observation(runs=len(runs), of=story.alignment.runs, times=len(runs), evidence=evidence)


def _alike(detours: Sequence[Detour]) -> list[list[Detour]]:
    """Return detours after the same refusal together."""
    groups: dict[str, list[Detour]] = {}
    for detour in detours:
        groups.setdefault(detour.failure.signature, []).append(detour)
    return list(groups.values())


def _refusal(
    story: Story, group: Sequence[Detour], ids: Sequence[str], names: Names
) -> tuple[ExceptionPath, list[OpenQuestion]]:
    first = max(group, key=lambda detour: len(detour.steps))
    failure = first.failure
    runs = sorted({detour.run for detour in group})
    events = story.run_refs(first.run, failure.events)
    steps, questions = _steps(story, [_mends(group, step.signature) for step in first.steps], names, len(runs))
    rejoin = ids[first.refused] if first.refused is not None else ""
    path = ExceptionPath(
        id=names.unique(f"{slug(failure.title)}-refused"),
        title=f"“{failure.title}” is refused",
        kind="error",
        when=Sentence(text=said(f"{failure.do}: {failure.result}"), origin=Origin.OBSERVED, evidence=events),
        steps=steps or (_again(story, first, names),),
        rejoin=rejoin,
        observed=Observation(runs=len(runs), of=story.alignment.runs, times=len(group), evidence=events[:1]),
    )
    return path, questions


def _mends(group: Sequence[Detour], signature: str) -> list[Seen]:
    """Return what was done with one signature after the same refusal, once for each time it was refused."""
    found = (
        (detour.run, next((step for step in detour.steps if step.signature == signature), None)) for detour in group
    )
    return [Seen(run=run, step=step) for run, step in found if step is not None]


def _again(story: Story, detour: Detour, names: Names) -> Step:
    """Return the step of a performer who just tried again."""
    text = "Do the refused step again; nothing else was seen to be done about it."
    return Step(id=names.unique("try-again"), do=derived(text, story.run_refs(detour.run, detour.failure.events)))
