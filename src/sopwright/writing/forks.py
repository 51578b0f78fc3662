"""Where do the runs of a story part, and what decides there?

In: a story. Out: ``Forks``: for fields that only some runs edit in a step, options that differ, steps that some leave
out and ways off the main path, what was found to decide, if anything.

Law: every fork is looked at once, and all share the chance of a false rule; few runs show nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sopwright.mining.align import Seen, Way
from sopwright.mining.decisions.facts import facts_of
from sopwright.mining.decisions.forks import FEWEST, Decided, Fork, decided
from sopwright.recording.naming import is_secret, option_of, plain
from sopwright.recording.pages import kept
from sopwright.recording.schema import Kind
from sopwright.recording.segments import EDITS
from sopwright.recording.work import Act
from sopwright.writing.approach import is_approach
from sopwright.writing.story import Story

RARE = 0.05
"""Of many runs, a way that fewer than this share took, or only one, is counted but not written out."""
MANY = 20
CERTAIN = 2
"""A decision is observed when each way was taken by so many runs, otherwise it is a candidate."""

DONE, LEFT = 0, 1
"""The ways at a fork about a field or a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forks:
    """What was found to decide.

    Attributes:
        fields: By position of the main step and label of a field: whether the field is edited.
        options: The same for which option is chosen; the ways are the options.
        steps: By position of the main step: whether it is done.
        ways: By position of the main step after which ways leave: the first way is to go on, the others are
            ``leaving`` in order.
        detours: By position in the alignment of a way that comes back to where it left: whether it is taken.
    """

    fields: Mapping[tuple[int, str], Decided] = field(default_factory=dict)
    options: Mapping[tuple[int, str], Decided] = field(default_factory=dict)
    steps: Mapping[int, Decided] = field(default_factory=dict)
    ways: Mapping[int, Decided] = field(default_factory=dict)
    detours: Mapping[int, Decided] = field(default_factory=dict)


def is_rare(story: Story, runs: int) -> bool:
    """Whether so few of many runs did something that it is not written out."""
    return story.alignment.runs >= MANY and runs < max(CERTAIN, RARE * story.alignment.runs)


def leaving(story: Story) -> dict[int, list[Way]]:
    """Return the ways off the main path between which somebody decides, by the step after which they leave."""
    found: dict[int, list[Way]] = {}
    for way in story.alignment.ways:
        told = not is_rare(story, len(way.runs)) and not is_approach(way)
        if told and way.after >= 0 and (way.rejoin is None or way.skipped):
            found.setdefault(way.after, []).append(way)
    return found


def left_out(story: Story, position: int) -> frozenset[int]:
    """Return the runs to the usual end that left a main step out without another way around it.

    The way from one case to the next is left out by nobody who had no case before; a step that was only done once the
    system had refused to go on without it was done late, and not left out.
    """
    main = story.alignment.main
    done = {seen.run for seen in main[position].seen}
    around = {run for way in story.alignment.ways if position in way.skipped for run in way.runs}
    arriving = all(step.seen[0].step.verb == "go" for step in main[: position + 1])
    first = {at for at, case in enumerate(story.cases) if case.run.number == 1} if arriving else set()
    signature = main[position].seen[0].step.signature
    late = {one.run for one in story.alignment.detours if any(step.signature == signature for step in one.steps)}
    return frozenset(story.alignment.usual) - done - around - first - late


def forks_of(story: Story) -> Forks:
    """Return what decides where the runs part."""
    if story.alignment.runs < FEWEST:
        return Forks()
    fields: dict[tuple[int, str], Fork] = {}
    options: dict[tuple[int, str], Fork] = {}
    for at, step in enumerate(story.alignment.main):
        first = _first(step.seen)
        names = dict.fromkeys(name for one in first.values() for act in one.step.acts if (name := field_of(act)))
        for name in names:
            if (fork := _of_field(story, first, name)) is not None:
                fields[at, name] = fork
            if (fork := _of_option(first, name)) is not None:
                options[at, name] = fork
    steps = {at: fork for at in range(len(story.alignment.main)) if (fork := _of_step(story, at)) is not None}
    ways = {after: _of_ways(story, after, taken) for after, taken in sorted(leaving(story).items())}
    detours = {
        at: _of_detour(story, way)
        for at, way in enumerate(story.alignment.ways)
        if way.after >= 0 and way.rejoin is not None and not way.skipped and not is_rare(story, len(way.runs))
    }
    facts = facts_of(story.cases)
    forks = len(fields) + len(options) + len(steps) + len(ways) + len(detours)
    look = partial(decided, facts=facts, forks=forks)
    return Forks(
        fields={key: found for key, fork in fields.items() if (found := look(fork)) is not None},
        options={key: found for key, fork in options.items() if (found := look(fork)) is not None},
        steps={key: found for key, fork in steps.items() if (found := look(fork)) is not None},
        ways={key: found for key, fork in ways.items() if (found := look(fork)) is not None},
        detours={key: found for key, fork in detours.items() if (found := look(fork)) is not None},
    )


def field_of(act: Act) -> str:
    """Return the label of the field that an act edits; empty when it edits none, or one without a label."""
    return plain(kept(act.target)) if act.kind in EDITS and not is_secret(act) else ""


def _first(seen: Sequence[Seen]) -> dict[int, Seen]:
    """Return the first time that each run did a step."""
    return {one.run: one for one in reversed(seen)}


def _of_field(story: Story, first: Mapping[int, Seen], name: str) -> Fork | None:
    """Return the fork of runs that edit a field in a step, and those that edit it nowhere."""
    edits = {run: [act.number for act in one.step.acts if field_of(act) == name] for run, one in first.items()}
    done = {run for run, numbers in edits.items() if numbers}
    without = {run for run in first if run not in done}
    elsewhere = any(field_of(act) == name for run in without for act in story.cases[run].acts)
    if elsewhere or min(len(done), len(without)) < CERTAIN:
        return None
    until = {run: one.step.acts[-1].number for run, one in first.items()}
    return Fork(
        ways=("done", "left out"),
        taken={run: DONE if run in done else LEFT for run in first},
        before={run: edits[run][0] if run in done else until[run] for run in first},
        until=until,
    )


def _of_option(first: Mapping[int, Seen], name: str) -> Fork | None:
    """Return the fork of runs that choose different options of a field in a step."""
    chosen: dict[int, Act] = {}
    for run, one in first.items():
        acts = [act for act in one.step.acts if act.kind is Kind.CHOOSE and field_of(act) == name]
        if acts and option_of(acts[-1].value):
            chosen[run] = acts[-1]
    options = sorted({option_of(act.value) for act in chosen.values()})
    if len(options) < 2:  # noqa: PLR2004 - one option is no choice
        return None
    return Fork(
        ways=tuple(options),
        taken={run: options.index(option_of(act.value)) for run, act in chosen.items()},
        before={run: act.number for run, act in chosen.items()},
        until={run: first[run].step.acts[-1].number for run in chosen},
    )


def _of_step(story: Story, at: int) -> Fork | None:
    """Return the fork of runs that do a main step and those that leave it out."""
    first = _first(story.alignment.main[at].seen)
    missing = left_out(story, at)
    if min(len(first), len(missing)) < CERTAIN:
        return None
    before = {run: one.step.events[0] for run, one in first.items() if run in story.alignment.usual}
    for run in missing:
        later = [_first(step.seen)[run] for step in story.alignment.main[at + 1 :] if run in _first(step.seen)]
        before[run] = later[0].step.events[0] if later else _end(story, run)
    taken = {run: LEFT if run in missing else DONE for run in before}
    return Fork(ways=("done", "left out"), taken=taken, before=before, until=before)


def _of_ways(story: Story, after: int, taken: Sequence[Way]) -> Fork:
    """Return the fork of runs that go on along the main path and those that take a way off it."""
    main = story.alignment.main
    last = {seen.run: seen for step in main[: after + 1] for seen in step.seen}
    way_of = {run: place for place, way in enumerate(taken, start=1) for run in way.runs}
    stayed = {seen.run for step in main[after + 1 :] for seen in step.seen} - set(way_of)
    way_of |= dict.fromkeys(stayed, 0)
    before: dict[int, int] = {}
    for run in sorted(way_of):
        if run in last:
            following = story.cases[run].run.steps[last[run].step.number :]
            before[run] = following[0].events[0] if following else _end(story, run)
    names = ("goes on", *(f"way {place}" for place in range(1, len(taken) + 1)))
    return Fork(ways=names, taken={run: way_of[run] for run in before}, before=before, until=before)


def _of_detour(story: Story, way: Way) -> Fork:
    """Return the fork of runs that do something in addition, and those that go straight on."""
    away = {run for other in leaving(story).get(way.after, []) for run in other.runs}
    fork = _of_ways(story, way.after, [way])
    runs = [run for run in fork.taken if run not in away]
    return Fork(
        ways=("goes on", "does this first"),
        taken={run: fork.taken[run] for run in runs},
        before={run: fork.before[run] for run in runs},
        until={run: fork.until[run] for run in runs},
    )


def _end(story: Story, run: int) -> int:
    """Return the number after the last event of a run."""
    return max(number for step in story.cases[run].run.steps for number in step.events) + 1
