"""Which part of a step is done only sometimes, as far as it is known when? It becomes a step of its own.

In: a main step, and what decides whether a field of it is edited. Out: the step without that field, a step for the
field with its condition, and the decision between the two.

Law: nothing is split where nothing decides; the counts of both steps are those of the runs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from sopwright.evidence import Origin, Sentence
from sopwright.mining.align import MainStep, Seen
from sopwright.mining.decisions.forks import Decided
from sopwright.recording.naming import bold, edits_in_words
from sopwright.recording.schema import Kind
from sopwright.recording.segments import EDITS
from sopwright.recording.steps import slug
from sopwright.recording.work import Act
from sopwright.sop.document import Decision, DecisionStatus, Observation, Option, Step
from sopwright.writing.amounts import counted
from sopwright.writing.deciding import condition, events_of, exceptions, held, when
from sopwright.writing.forks import DONE, LEFT, Forks, field_of
from sopwright.writing.story import Story, derived, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field that is edited only sometimes, as a step of its own.

    Attributes:
        step: The step.
        field: Label of the field.
        found: What decides whether it is done.
    """

    step: Step
    field: str
    found: Decided


def parts_of(forks: Forks, at: int) -> dict[str, Decided]:
    """Return the fields of a main step of which it is known when they are edited."""
    return {name: found for (place, name), found in forks.fields.items() if place == at}


def remaining(main: MainStep, fields: Collection[str]) -> tuple[Seen, ...]:
    """Return the step as it was seen without some fields, where these can be told apart from it.

    They can where nothing else was edited; among other fields of a form, a condition is a remark.
    """
    without = tuple(one for one in main.seen if not any(field_of(act) in fields for act in one.step.acts))
    return () if any(act.kind in EDITS for one in without for act in one.step.acts) else without


def part(story: Story, main: MainStep, plain: Seen, name: str, found: Decided, id_: str) -> Part:
    """Return the step in which one field is edited.

    Args:
        story: The story.
        main: The whole step.
        plain: The step as it was seen without the field.
        name: Label of the field.
        found: What decides.
        id_: Id of the new step.
    """
    seen = [one for one in main.seen if any(field_of(act) == name for act in one.step.acts)]
    acts = {one.run: [act for act in one.step.acts if field_of(act) == name] for one in seen}
    refs = tuple(ref for run in list(acts)[:5] for act in acts[run][:1] for ref in story.run_refs(run, _events_of(act)))
    recording = story.cases[seen[0].run].work.recording
    does = edits_in_words(acts[seen[0].run][:1], {app.id: app.name for app in recording.apps})
    place = _place(seen[0].step.do, plain.step.do)
    step = Step(
        id=id_,
        do=Sentence(text=said(f"{place}{does}"), origin=Origin.OBSERVED, evidence=tuple(sorted(set(refs)))),
        role=recording.role,
        system=recording.app_name(seen[0].step.app),
        only_if=condition(found, DONE),
        remarks=(exceptions(story, found),),
        observed=Observation(
            runs=len(acts),
            of=len(story.alignment.going_on(story.alignment.main.index(main))),
            times=len(seen),
            evidence=refs[:1],
        ),
    )
    return Part(step=step, field=name, found=found)


def _events_of(act: Act) -> tuple[int, ...]:
    return tuple(number for number in act.events if act.source is None or number != act.source.number)


def _place(one: str, other: str) -> str:
    """Return the place with which two sentences begin, such as ``On the form, ``."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = "".join(left for left, _ in pairs)
    return shared[: shared.rfind(", ") + 2] if ", " in shared else ""


def told(story: Story, main: MainStep, name: str, found: Decided) -> tuple[Sentence, ...]:
    """Return as remarks when a field of a form is edited, and which runs did not go by that."""
    act = next(act for one in main.seen for act in one.step.acts if field_of(act) == name)
    does = edits_in_words([act], {}) if act.kind is not Kind.CHOOSE else f"choose {bold(name)}"
    done, of = held(found, DONE)
    left, others = held(found, LEFT)
    text = f"{does} only if {condition(found, DONE, seen=False)}: so in {done} of {counted(of, 'such run')}"
    text += f", and left out in {left} of the {others} others"
    return (derived(said(text), events_of(story, found)), exceptions(story, found))


def id_of(main: MainStep, name: str) -> str:
    """Return the id that a part wishes for, such as ``tick-decision-box``."""
    act = next(act for one in main.seen for act in one.step.acts if field_of(act) == name)
    return slug(edits_in_words([act], {}).replace("*", ""))


def decision(story: Story, one: Part, *, after: str, otherwise: str) -> Decision | None:
    """Return the decision whether a part is done.

    Args:
        story: The story.
        one: The part.
        after: Id of the step after which it is decided.
        otherwise: Id of the step that comes next when it is not done.
    """
    options = []
    for way, go in ((DONE, one.step.id), (LEFT, otherwise)):
        runs = [run for run in one.found.runs if one.found.fork.taken[run] == way]
        evidence = events_of(story, one.found, runs[:5])
        sentence = when(story, one.found, way, evidence)
        if sentence is None:
            return None
        count = Observation(runs=len(runs), of=story.alignment.runs, times=len(runs), evidence=evidence[:1])
        options.append(Option(when=sentence, go=go, seen=count))
    words = one.step.do.text.rpartition(", ")[2].removesuffix(".")
    return Decision(
        id=f"whether-{one.step.id}",
        question=derived(f"{words[0].upper()}{words[1:]}?", events_of(story, one.found)),
        after=after,
        options=tuple(options),
        status=DecisionStatus.OBSERVED,
    )
