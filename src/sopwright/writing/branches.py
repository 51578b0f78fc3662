"""Where can the work go another way? Ways off the main path and what was done in vain, as exceptions and decisions.

In: a story and the ids of its main steps. Out: exceptions that rejoin or end, and decisions with counts.

Law: a decision's criterion is asked for unless it is known; a single run suggests decisions but draws no branch; every
way is counted in runs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sopwright.evidence import Origin, Sentence, absent
from sopwright.mining.align import Detour, MainStep, Seen, Way
from sopwright.mining.decisions.forks import Decided
from sopwright.mining.outcomes import OTHER, ending_of, reaching
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
from sopwright.writing.deciding import exceptions, when
from sopwright.writing.forks import CERTAIN, Forks, is_rare, leaving
from sopwright.writing.procedure import FEW, Names, is_criterion, notes_of, questions_of, step_of, typical
from sopwright.writing.story import Story, derived, said

_TITLES = {
    "disqualify": "The {case} is not pursued",
    "duplicate": "The {case} is a duplicate",
    "nurture": "The {case} goes to nurture",
}


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


def branches_of(story: Story, ids: Sequence[str], names: Names, forks: Forks) -> Branches:
    """Return where the work leaves the main path; ``ids`` are those of the main steps, in order."""
    paths: list[ExceptionPath] = []
    aside: list[tuple[Way, ExceptionPath]] = []
    questions: list[OpenQuestion] = []
    for way in story.alignment.ways:
        if is_rare(story, len(way.runs)) or is_approach(way):
            continue
        path, open_ = _way(story, way, ids, names)
        known = _known(story, way, forks)
        path = replace(path, when=known or path.when)
        paths.append(path)
        aside.append((way, path))
        questions += [question for question in open_ if known is None or not is_criterion(question)]
    refusals: list[tuple[str, ExceptionPath]] = []
    for group in _alike(story.alignment.detours):
        path, open_ = _refusal(story, group, ids, aside, names)
        paths.append(path)
        questions += open_
        refusals += [(path.rejoin, path)] if path.rejoin and group[0].failure.failed else []
    told = {id(way): path for way, path in aside}
    decisions = [
        _decision(story, ids, after, [(way, told[id(way)]) for way in taken], forks.ways.get(after))
        for after, taken in sorted(leaving(story).items())
    ]
    return Branches(
        paths=tuple(_refused_in(path, refusals) for path in paths),
        decisions=tuple(decisions),
        refusals=tuple(refusals),
        questions=tuple(questions),
    )


def with_refusals(phases: Sequence[Phase], refusals: Sequence[tuple[str, ExceptionPath]]) -> tuple[Phase, ...]:
    """Return the phases with the way out of each step that the system refused."""
    order = [step.id for phase in phases for step in phase.steps]
    following = dict(zip(order, [*order[1:], "end"], strict=True))
    return tuple(replace(phase, steps=_with_ways_out(phase.steps, following, refusals)) for phase in phases)


def _refused_in(path: ExceptionPath, refusals: Sequence[tuple[str, ExceptionPath]]) -> ExceptionPath:
    """Return the path with the way out of each of its steps that the system refused."""
    order = [step.id for step in path.steps]
    following = dict(zip(order, [*order[1:], path.rejoin], strict=True))
    return replace(path, steps=_with_ways_out(path.steps, following, refusals))


def _with_ways_out(
    steps: Sequence[Step], following: Mapping[str, str], refusals: Sequence[tuple[str, ExceptionPath]]
) -> tuple[Step, ...]:
    leaves = {
        step: (
            Branch(if_="the system refuses it", go=path.id, seen=path.observed),
            Branch(else_=True, go=following[step]),
        )
        for step, path in refusals
        if following.get(step)
    }
    return tuple(replace(step, next=leaves.get(step.id, ())) for step in steps)


def rare_ways(story: Story) -> tuple[Way, ...]:
    """Return the ways that are too rare to be written out."""
    return tuple(way for way in story.alignment.ways if is_rare(story, len(way.runs)))


def _way(story: Story, way: Way, ids: Sequence[str], names: Names) -> tuple[ExceptionPath, list[OpenQuestion]]:
    title, kind, name = _called(story, way)
    evidence = story.refs([seen for step in way.steps for seen in step[:1]])
    steps, questions = _steps(story, way.steps, names, len(way.runs))
    path = ExceptionPath(
        id=names.unique(name),
        title=title,
        kind=kind,
        when=_when_taken(story, [seen for step in way.steps for seen in step]),
        steps=_with_beside(story, way, steps),
        rejoin=ids[way.rejoin] if way.rejoin is not None else "end",
        observed=Observation(runs=len(way.runs), of=story.alignment.runs, times=len(way.runs), evidence=evidence[:1]),
    )
    return path, questions


def _when_taken(story: Story, seen: Sequence[Seen]) -> Sentence:
    """Return the question when a way is taken, with what the performers noted on it: their words, and no rule yet."""
    noted, evidence = notes_of(story, seen)
    if not noted:
        return absent("When is this way taken? The recordings do not show what decides.")
    text = f"The performer noted: {noted}. Is that when this way is taken?"
    return Sentence(text=text, origin=Origin.ABSENT, evidence=evidence)


def _called(story: Story, way: Way) -> tuple[str, str, str]:
    """Return the title of a way, its kind and its id."""
    shown = [typical(seen) for seen in way.steps]
    last = shown[-1].step.title
    outcome = story.outcomes[way.runs[0]]
    if way.apart and outcome.kind == OTHER:
        return _other_end(story, way)
    ending = outcome.kind if way.apart else ""
    ending = ending or next((found for seen in shown if (found := ending_of(seen.step, story.vocabulary))), "")
    if ending:
        return _TITLES[ending].format(case=story.case), ending, ending
    if way.after < 0:
        return (
            f"Another beginning: {shown[0].step.title[0].lower()}{shown[0].step.title[1:]}",
            "other",
            f"way-{slug(last)}",
        )
    how = "Instead" if way.skipped else "In addition"
    return f"{how}: {last}", "other", f"way-{slug(last)}"


def _other_end(story: Story, way: Way) -> tuple[str, str, str]:
    """Return what an end is called that no label speaks of: by the act or the field that the usual runs do not have."""
    outcome = story.outcomes[way.runs[0]]
    usual = reaching([story.cases[at].run for at in story.alignment.usual], story.vocabulary)
    if outcome.by is None:
        return "Another end", OTHER, "another-end"
    if outcome.field and story.vocabulary.field_kind(outcome.field) == "owner":
        return f"The {story.case} is assigned: {outcome.field} is filled in", OTHER, f"set-{slug(outcome.field)}"
    does = f"Fill in {outcome.field}" if outcome.field else outcome.by.title
    instead = f" instead of {usual.title}" if usual is not None else ""
    return f"{does}{instead}", OTHER, f"way-{slug(does)}"


def _with_beside(story: Story, way: Way, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps of a way with what some of its runs did in between as remarks."""
    remarks: dict[int, list[Sentence]] = {}
    for other in way.beside:
        does = [typical(seen).step.do for seen in other.steps]
        last = other.rejoin is None
        text = f"In {len(other.runs)} of {len(way.runs)} runs, {'afterwards' if last else 'first'}: "
        text += "; ".join(f"{do[0].lower()}{do[1:]}" for do in does) + "."
        evidence = story.refs([seen for column in other.steps for seen in column])
        at = len(steps) - 1 if other.rejoin is None else other.rejoin
        remarks.setdefault(at, []).append(derived(text, evidence))
    return tuple(replace(step, remarks=(*step.remarks, *remarks.get(at, ()))) for at, step in enumerate(steps))


def _steps(
    story: Story, columns: Sequence[Sequence[Seen]], names: Names, of: int
) -> tuple[tuple[Step, ...], list[OpenQuestion]]:
    """Return the steps of a path; which of them are optional is judged among the runs that took the path."""
    steps: list[Step] = []
    questions: list[OpenQuestion] = []
    for seen in columns:
        shown = typical(seen)
        id_ = names.unique(shown.step.id)
        runs = len({one.run for one in seen})
        step = step_of(story, MainStep(seen=tuple(seen), runs=runs), shown, id_, of=of)
        steps.append(replace(step, optional=of >= FEW and runs < of))
        questions += questions_of(story, shown, id_, seen)
    return tuple(steps), questions


def _known(story: Story, way: Way, forks: Forks) -> Sentence | None:
    """Return when a way is taken, where that was found."""
    found = forks.ways.get(way.after)
    at = next((at for at, other in enumerate(leaving(story).get(way.after, []), start=1) if other is way), None)
    if at is None:
        found = forks.detours.get(next(place for place, one in enumerate(story.alignment.ways) if one is way))
    sentence = None if found is None else when(story, found, at or 1, ())
    if found is None or sentence is None:
        return None
    return replace(
        sentence, text=f"{said(sentence.text)} {exceptions(story, found).text}" if at is None else said(sentence.text)
    )


def _decision(
    story: Story,
    ids: Sequence[str],
    after: int,
    taken: Sequence[tuple[Way, ExceptionPath]],
    found: Decided | None,
) -> Decision:
    main = story.alignment.main
    following = main[after + 1] if after + 1 < len(main) else None
    elsewhere = {run for way, _ in taken for run in way.runs}
    stayed = {seen.run for step in main[after + 1 :] for seen in step.seen} - elsewhere
    options: list[Option] = []
    if following is not None and stayed:
        options.append(
            Option(
                when=_criterion(story, found, 0, _up_to_end(story, after, stayed)),
                go=ids[after + 1],
                seen=_count(story, sorted(stayed), [seen for seen in following.seen if seen.run in stayed]),
            )
        )
    options += [
        Option(
            when=_criterion(story, found, at, [seen for step in way.steps for seen in step]),
            go=path.id,
            seen=_count(story, way.runs, [seen for step in way.steps for seen in step]),
        )
        for at, (way, path) in enumerate(taken, start=1)
    ]
    names = [f"“{_going_on(story, following, taken)}”"] if following is not None and stayed else []
    names += [f"“{path.title}”" for _, path in taken]
    certain = all(option.seen is not None and option.seen.runs >= CERTAIN for option in options)
    return Decision(
        id=f"after-{ids[after]}",
        question=_asked(story, names, found),
        after=ids[after],
        options=tuple(options),
        status=DecisionStatus.OBSERVED if certain and len(options) > 1 else DecisionStatus.CANDIDATE,
    )


def _asked(story: Story, names: Sequence[str], found: Decided | None) -> Sentence:
    """Return what is decided; how well the rule holds, and the runs off it, where one was found."""
    if found is None:
        return absent(_what_decides(names))
    told = exceptions(story, found)
    return replace(told, text=f"Which way: {' or '.join(names)}? {told.text}")


def _going_on(story: Story, following: MainStep, taken: Sequence[tuple[Way, ExceptionPath]]) -> str:
    """Return what the main path is called beside other ways: its end, where other ends leave it, or its next step."""
    usual = [story.cases[at].run for at in story.alignment.usual]
    end = reaching(usual, story.vocabulary) if any(way.apart for way, _ in taken) else None
    return end.title if end is not None else typical(following.seen).step.title


def _criterion(story: Story, found: Decided | None, way: int, taken: Sequence[Seen]) -> Sentence:
    """Return by what a way is taken: a rule that was found, else what the performers noted on it, else the blank."""
    known = None if found is None else when(story, found, way, ())
    if known is not None:
        return known
    noted, evidence = notes_of(story, taken)
    if not noted:
        return absent("What decides is not visible in the recordings.")
    return Sentence(text=f"The performer noted: {noted}.", origin=Origin.ABSENT, evidence=evidence)


def _up_to_end(story: Story, after: int, runs: Collection[int]) -> list[Seen]:
    """Return the main steps behind a fork, as seen in some runs, up to the one that reaches the usual end."""
    end = reaching([story.cases[at].run for at in story.alignment.usual], story.vocabulary)
    steps: list[Seen] = []
    for step in story.alignment.main[after + 1 :]:
        steps += [seen for seen in step.seen if seen.run in runs]
        if end is not None and step.seen[0].step.signature == end.signature:
            return steps
    return []


def _what_decides(names: Sequence[str]) -> str:
    return f"What decides between {listed(list(names))}?" if len(names) > 1 else f"What decides on {names[0]}?"


def _count(story: Story, runs: Sequence[int], seen: Sequence[Seen]) -> Observation:
    earliest = {one.run: one for one in reversed(seen)}
    first = next((earliest[run] for run in runs if run in earliest), None)
    evidence = () if first is None else story.run_refs(first.run, first.step.events[:1])
    return Observation(runs=len(runs), of=story.alignment.runs, times=len(runs), evidence=evidence)


def _alike(detours: Sequence[Detour]) -> list[list[Detour]]:
    """Return detours after the same refusal together, and those after the same change of mind."""
    groups: dict[tuple[str, bool, str], list[Detour]] = {}
    for detour in detours:
        to = "" if detour.failure.failed or detour.back is None else detour.back.signature
        groups.setdefault((detour.failure.signature, detour.failure.failed, to), []).append(detour)
    return list(groups.values())


def _refusal(
    story: Story,
    group: Sequence[Detour],
    ids: Sequence[str],
    aside: Sequence[tuple[Way, ExceptionPath]],
    names: Names,
) -> tuple[ExceptionPath, list[OpenQuestion]]:
    first = max(group, key=lambda detour: len(detour.steps))
    failure = first.failure
    runs = sorted({detour.run for detour in group})
    events = story.run_refs(first.run, failure.events)
    signatures = [step.signature for step in first.steps]
    mends = [_mends(group, name, signatures[:at].count(name)) for at, name in enumerate(signatures)]
    steps, questions = _steps(story, mends, names, len(runs))
    rejoin = ids[first.rejoin] if first.rejoin is not None else _back_aside(first, aside)
    what, kind, text = ("refused", "error", f"{failure.do}: {failure.result}")
    if not failure.failed:
        what, kind, text = ("taken back", "other", f"{failure.do}, and decide otherwise")
    path = ExceptionPath(
        id=names.unique(f"{slug(failure.title)}-{slug(what)}"),
        title=f"“{failure.title}” is {what}",
        kind=kind,
        when=Sentence(text=said(text), origin=Origin.OBSERVED, evidence=events),
        steps=steps or (_again(story, first, names),),
        rejoin=rejoin,
        observed=Observation(runs=len(runs), of=story.alignment.runs, times=len(group), evidence=events[:1]),
    )
    return path, questions


def _back_aside(detour: Detour, aside: Sequence[tuple[Way, ExceptionPath]]) -> str:
    """Return the id of the step of another way with which the run goes on, or nothing when none is told."""
    return next(
        (
            step.id
            for way, path in aside
            if detour.run in way.runs
            for column, step in zip(way.steps, path.steps, strict=True)
            if any(one.step is detour.back for one in column)
        ),
        "",
    )


def _mends(group: Sequence[Detour], signature: str, before: int) -> list[Seen]:
    """Return what was done with one signature after the same refusal, once for each time it was refused.

    Args:
        group: The detours.
        signature: What makes it the same step.
        before: How many such steps come before it.
    """
    found = (
        (detour.run, next(islice((s for s in detour.steps if s.signature == signature), before, None), None))
        for detour in group
    )
    return [Seen(run=run, step=step) for run, step in found if step is not None]


def _again(story: Story, detour: Detour, names: Names) -> Step:
    """Return the step of a performer who just tried again."""
    text = "Do the refused step again; nothing else was seen to be done about it."
    return Step(id=names.unique("try-again"), do=derived(text, story.run_refs(detour.run, detour.failure.events)))
