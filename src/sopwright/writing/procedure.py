"""What is done, step by step? The main path of all runs as the SOP's procedure.

In: a story. Out: the phases with their steps, and what each step leaves open.

Law: a step says what was seen in most runs; what differs is counted in a remark; a result stands only where one was
seen; an option that was not recorded is asked for, not guessed.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sopwright.evidence import Origin, Sentence, absent
from sopwright.mining.align import MainStep, Seen
from sopwright.mining.outcomes import reaching
from sopwright.recording.naming import field_name, listed
from sopwright.recording.phases import phases_of
from sopwright.recording.schema import Kind
from sopwright.recording.segments import EDITS
from sopwright.recording.steps import slug
from sopwright.recording.work import Step as SeenStep
from sopwright.recording.work import Weakness
from sopwright.sop.document import OpenQuestion, Phase, Step, Update
from sopwright.writing.amounts import counted
from sopwright.writing.approach import approaches
from sopwright.writing.story import Story, derived, said

_NO_RESULT = "No result was observed."
_QUIET = frozenset({Kind.COPY, Kind.VERIFY, Kind.NAVIGATE})
"""Acts that no system answers, or that say themselves what is seen then."""
FEW = 3
"""From so many runs on, a step that some runs leave out is called optional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The main path as steps.

    Attributes:
        phases: The phases.
        ids: Id of each main step, by its position.
        questions: What the steps leave open.
    """

    phases: tuple[Phase, ...]
    ids: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]


class Names:
    """Gives each id once."""

    def __init__(self) -> None:
        """Begin without any name given."""
        self._given: Counter[str] = Counter()

    def unique(self, wish: str) -> str:
        """Return ``wish``, or ``wish-2``, ``wish-3`` … when it is taken."""
        self._given[wish] += 1
        count = self._given[wish]
        return wish if count == 1 else self.unique(f"{wish}-{count}")


def procedure_of(story: Story, names: Names) -> Procedure:
    """Return the main path as phases of steps."""
    main = story.alignment.main
    shown = [typical(step.seen) for step in main]
    ids = tuple(names.unique(_bare(seen.step.id)) for seen in shown)
    steps = [
        step_of(story, step, seen, ids[at], of=len(story.alignment.going_on(at)), left_out=_left_out(story, at))
        for at, (step, seen) in enumerate(zip(main, shown, strict=True))
    ]
    steps = [
        replace(step, remarks=(*step.remarks, *approaches(story, at), *_counted_from_here(story, at)))
        for at, step in enumerate(steps)
    ]
    phases: list[Phase] = []
    phase_names = Names()
    for stretch in phases_of([seen.step for seen in shown], story.about, story.vocabulary):
        first, last = stretch.steps
        wish = stretch.id or slug(stretch.title)
        phases.append(Phase(id=phase_names.unique(wish), phase=stretch.title, steps=tuple(steps[first:last])))
    questions = [
        question
        for step, seen, id_ in zip(main, shown, ids, strict=True)
        for question in questions_of(story, seen, id_, step.seen)
    ]
    return Procedure(phases=tuple(phases), ids=ids, questions=tuple(_asked_once(questions)))


def _asked_once(questions: Sequence[OpenQuestion]) -> list[OpenQuestion]:
    """Return the questions without one that repeats the last, as where a button opens the dialog that confirms it."""
    before = [None, *(question.ask for question in questions)]
    return [
        question for question, last in zip(questions, before, strict=False) if not question.rule or question.ask != last
    ]


def _left_out(story: Story, position: int) -> frozenset[int]:
    """Return the runs to the usual end that left a main step out without another way around it."""
    done = {seen.run for seen in story.alignment.main[position].seen}
    around = {run for way in story.alignment.ways if position in way.skipped for run in way.runs}
    return frozenset(story.alignment.usual) - done - around


def _counted_from_here(story: Story, position: int) -> tuple[Sentence, ...]:
    """Return a remark where the main path goes on with fewer runs than before, because others came to another end."""
    left = sorted(story.alignment.going_on(position))
    if (position and len(left) == len(story.alignment.going_on(position - 1))) or len(left) == story.alignment.runs:
        return ()
    runs = [story.cases[at].run for at in left]
    end = reaching(runs, story.vocabulary)
    came = f"that came to “{end.title}”" if end is not None and len(left) == len(story.alignment.usual) else ""
    came = came or "that had not left for another end"
    seen = [next(one for one in story.alignment.main[position].seen if one.run in left)]
    which = f"{len(left)} of {counted(story.alignment.runs, 'run')}"
    return (derived(f"From here on, counts are of the {which} {came}.", story.refs(seen)),)


def typical(seen: Sequence[Seen]) -> Seen:
    """Return the step as it was most often done; of equals one that fills in a field, then the earliest."""
    counts = Counter(one.step.do for one in seen)
    return max(seen, key=lambda one: (counts[one.step.do], bool(field_names(one.step))))


def _bare(step_id: str) -> str:
    """Return a step's id without the number that its run gave to a repetition."""
    head, _, tail = step_id.rpartition("-")
    return head if head and tail.isdigit() else step_id


def step_of(story: Story, main: MainStep, shown: Seen, id_: str, *, of: int, left_out: Collection[int] = ()) -> Step:
    """Return one step of the procedure or of another way.

    Args:
        story: The story.
        main: The step with all that was seen of it.
        shown: The one that stands for all.
        id_: The step's id.
        of: Out of how many runs it was seen.
        left_out: Runs that left the step out without taking another way.
    """
    step = shown.step
    recording = story.cases[shown.run].work.recording
    same = [one for one in main.seen if one.step.do == step.do]
    return Step(
        id=id_,
        do=Sentence(text=said(step.do), origin=Origin.OBSERVED, evidence=story.refs(same)),
        result=result_of(story, main.seen),
        role=recording.role,
        system=recording.app_name(step.app),
        optional=len(story.alignment.usual) >= FEW and bool(left_out),
        updates=_updates(main.seen),
        remarks=_remarks(story, main, shown),
        observed=story.observation(main.seen, of=of),
    )


def result_of(story: Story, seen: Sequence[Seen]) -> Sentence | None:
    """Return what was seen after a step, the honest blank, or nothing where no result is to be expected."""
    answered = [one for one in seen if one.step.result]
    if not answered:
        expects = any(act.kind not in EDITS and act.kind not in _QUIET for act in seen[0].step.acts)
        return absent(_NO_RESULT) if expects else None
    meanings = {one.step.result: _without_back(one.step.result) for one in answered}
    counts = Counter(meanings[one.step.result] for one in answered)
    text = max(answered, key=lambda one: counts[meanings[one.step.result]]).step.result
    with_it = [one for one in answered if meanings[one.step.result] == meanings[text]]
    if len({one.step.result for one in with_it}) > 1:
        text = meanings[text]
    part = f" (in {len(with_it)} of {len(seen)})" if len(with_it) < len(seen) else ""
    return Sentence(text=said(text + part), origin=Origin.OBSERVED, evidence=story.result_refs(with_it))


def _without_back(result: str) -> str:
    """Return a result without the remark that the page had been seen before."""
    return f"{result.removeprefix('back on ')} opened" if result.startswith("back on ") else result


def _updates(seen: Sequence[Seen]) -> tuple[Update, ...]:
    """Return the fields that every run set to the same option."""
    options: dict[str, list[str]] = {}
    for one in seen:
        for name, option in one.step.updates:
            options.setdefault(name, []).append(option)
    return tuple(
        Update(field=name, to=found[0])
        for name, found in options.items()
        if found[0] and len(set(found)) == 1 and len(found) == len(seen)
    )


def _remarks(story: Story, main: MainStep, shown: Seen) -> tuple[Sentence, ...]:
    remarks: list[Sentence] = []
    elsewhere = Counter(one.step.do for one in main.seen if one.step.do != shown.step.do and not field_names(one.step))
    for do, count in sorted(elsewhere.items(), key=lambda row: (-row[1], row[0])):
        refs = story.refs([one for one in main.seen if one.step.do == do])
        remarks.append(derived(f"In {count} of {len(main.seen)}: {do[0].lower()}{do[1:]}.", refs))
    fields = field_names(shown.step)
    others: Counter[str] = Counter()
    for one in main.seen:
        others.update(set(field_names(one.step)) - set(fields))
    if others:
        counted = [
            f"{name} ({count} of {len(main.seen)})"
            for name, count in sorted(others.items(), key=lambda row: (-row[1], row[0]))
        ]
        remarks.append(derived(f"Sometimes also: {listed(counted)}.", story.refs(main.seen)))
    chosen = Counter((name, option) for one in main.seen for name, option in one.step.updates if option)
    for name in dict.fromkeys(name for name, _ in chosen):
        ways = [(option, count) for (field, option), count in chosen.items() if field == name]
        if len(ways) > 1:
            counted = [f"*{option}* ({count})" for option, count in sorted(ways, key=lambda row: (-row[1], row[0]))]
            remarks.append(derived(f"**{name}** was set to {listed(counted)}.", story.refs(main.seen)))
    noted = [(one.run, act.number, note) for one in main.seen for act in one.step.acts for note in act.notes]
    if noted:
        text = "; ".join(f"“{note.removesuffix('.')}”" for note in dict.fromkeys(note for _, _, note in noted))
        events = {ref for run, number, _ in noted for ref in story.run_refs(run, [number])}
        remarks.append(Sentence(text=f"Noted while recording: {text}.", evidence=tuple(sorted(events))))
    return tuple(remarks)


def field_names(step: SeenStep) -> list[str]:
    """Return the fields that a step edits, once each."""
    return list(dict.fromkeys(field_name(act) for act in step.acts if act.kind in EDITS))


def questions_of(story: Story, shown: Seen, id_: str, seen: Sequence[Seen]) -> list[OpenQuestion]:
    """Return what only a person can say about a step, with the lint rule that asks for it where there is one."""
    step = shown.step
    weak = {kind: [number for found, number in step.weaknesses if found is kind] for kind in Weakness}
    where = f"in “{step.title}”"
    count = len(weak[Weakness.UNLABELLED])
    controls = "is the control without a label" if count == 1 else f"are the {count} controls without a label"
    chosen = {act.number: field_name(act) for act in step.acts if act.kind is Kind.CHOOSE}
    missing = [number for number in weak[Weakness.OPTION_NOT_RECORDED] if number in chosen]
    names = listed(list(dict.fromkeys(chosen[number] for number in missing))) if missing else ""
    decided = [step.acts[-1].number] if step.choice and not missing and _always(seen) else []
    asks = (
        (f"What {controls} {where} called on screen?", weak[Weakness.UNLABELLED], ""),
        (f"What sort of item is selected {where}?", weak[Weakness.WITHHELD], ""),
        (f"Which option is to be chosen in {names}, and by which criterion?", missing, "SOP301"),
        (f"{said(step.choice).removesuffix('.')}: by which criterion?" if decided else "", decided, "SOP301"),
    )
    return [
        OpenQuestion(ask=ask, about=f"steps.{id_}", rule=rule, evidence=story.run_refs(shown.run, numbers))
        for ask, numbers, rule in asks
        if numbers
    ]


def _always(seen: Sequence[Seen]) -> bool:
    """Whether every run chose the same, so that no run shows the other choice."""
    return len({one.step.choice for one in seen}) == 1
