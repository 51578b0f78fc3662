"""What is done, step by step? The main path of all runs as the SOP's procedure.

In: a story. Out: the phases with their steps, and what each step leaves open.

Law: a step says what was seen in most runs; what differs is counted in a remark; a result stands only where one was
seen; an option that was not recorded is asked for, not guessed.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sopwright.evidence import EventRef, Origin, Sentence, absent
from sopwright.mining.align import MainStep, Seen
from sopwright.mining.decisions.forks import Decided
from sopwright.mining.outcomes import reaching
from sopwright.recording.naming import bold, field_name, listed, option_of
from sopwright.recording.phases import phases_of
from sopwright.recording.schema import Kind
from sopwright.recording.segments import EDITS
from sopwright.recording.steps import slug
from sopwright.recording.work import Step as SeenStep
from sopwright.recording.work import Weakness
from sopwright.sop.document import Decision, OpenQuestion, Phase, Step, Update
from sopwright.writing.amounts import counted
from sopwright.writing.approach import approaches
from sopwright.writing.deciding import condition, exceptions, options_told, run_name
from sopwright.writing.forks import DONE, Forks, field_of, is_rare, leaving, left_out
from sopwright.writing.splitting import decision, id_of, part, parts_of, remaining, told
from sopwright.writing.story import Story, derived, said

_NO_RESULT = "No result was observed."
_BY_WHICH = ": by which criterion?"
_CHOICE = re.compile(r" to \*[^*]+\*")
_QUIET = frozenset({Kind.COPY, Kind.VERIFY, Kind.NAVIGATE})
"""Acts that no system answers, or that say themselves what is seen then."""
_MOST_OPTIONS = 6
_AGREED = 0.8
"""Share of the times an option must be chosen to be named in the step itself."""
FEW = 3
"""From so many runs on, a step that some runs leave out is called optional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The main path as steps.

    Attributes:
        phases: The phases.
        ids: Id of each main step, by its position.
        questions: What the steps leave open.
        decisions: What decides on a part of a step.
    """

    phases: tuple[Phase, ...]
    ids: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]
    decisions: tuple[Decision, ...] = ()


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


def procedure_of(story: Story, names: Names, forks: Forks) -> Procedure:
    """Return the main path as phases of steps."""
    main = story.alignment.main
    parts = [parts_of(forks, at) for at in range(len(main))]
    without = [remaining(step, found) if found else () for step, found in zip(main, parts, strict=True)]
    shown = [typical(rest or step.seen) for step, rest in zip(main, without, strict=True)]
    ids = tuple(names.unique(_bare(seen.step.id)) for seen in shown)
    groups: list[tuple[Step, ...]] = []
    decisions: list[Decision] = []
    for at, (step, seen) in enumerate(zip(main, shown, strict=True)):
        split = parts[at] if without[at] else dict[str, Decided]()
        written = _written(story, forks, at, seen, ids[at])
        own = [part(story, step, seen, name, found, names.unique(id_of(step, name))) for name, found in split.items()]
        chosen = None
        if len(own) == 1 and at and at - 1 not in leaving(story):
            chosen = decision(story, own[0], after=ids[at - 1], otherwise=ids[at])
        decisions += [chosen] if chosen is not None else []
        groups.append((*(replace(one.step, optional=chosen is None) for one in own), written))
    phases: list[Phase] = []
    phase_names = Names()
    for stretch in phases_of([seen.step for seen in shown], story.about, story.vocabulary):
        first, last = stretch.steps
        wish = stretch.id or slug(stretch.title)
        steps = tuple(step for group in groups[first:last] for step in group)
        phases.append(Phase(id=phase_names.unique(wish), phase=stretch.title, steps=steps))
    questions = [
        question
        for at, (step, seen, id_) in enumerate(zip(main, shown, ids, strict=True))
        for question in questions_of(story, seen, id_, step.seen)
        if not (is_criterion(question) and is_told(story, forks, at))
    ]
    questions += _seen_once(story, shown, ids)
    return Procedure(phases=tuple(phases), ids=ids, questions=tuple(_asked_once(questions)), decisions=tuple(decisions))


def _seen_once(story: Story, shown: Sequence[Seen], ids: Sequence[str]) -> list[OpenQuestion]:
    """Return the questions about steps that one of two runs left out: too few to call them optional."""
    if len(story.alignment.usual) >= FEW:
        return []
    questions = []
    for missing, places in groupby(range(len(ids)), key=lambda at: left_out(story, at)):
        if missing:
            one, *others = stretch = list(places)
            of = len(story.alignment.going_on(one))
            names = listed([f"“{shown[at].step.title}”" for at in stretch])
            were, are = ("were", "are they") if others else ("was", "is it")
            ask = f"{names} {were} done in {of - len(missing)} of {counted(of, 'run')}: when {are} done?"
            evidence = story.run_refs(shown[one].run, shown[one].step.events[:1])
            questions.append(OpenQuestion(ask=ask, about=f"steps.{ids[one]}", evidence=evidence))
    return questions


def is_told(story: Story, forks: Forks, at: int) -> bool:
    """Whether it is known by which criterion runs come to a main step, and others to another end."""
    apart = {after for after, ways in leaving(story).items() if any(way.apart for way in ways)}
    return any(after < at for after in apart & set(forks.ways))


def is_criterion(question: OpenQuestion) -> bool:
    """Whether a question asks by which criterion something was chosen."""
    return question.ask.endswith(_BY_WHICH)


def _written(story: Story, forks: Forks, at: int, shown: Seen, id_: str) -> Step:
    """Return one step of the main path, with what is known of when it is done and how."""
    main = story.alignment.main[at]
    parts = parts_of(forks, at)
    missing = left_out(story, at)
    optional = missing if not is_rare(story, len(missing)) else ()
    step = step_of(story, main, shown, id_, of=len(story.alignment.going_on(at)), left_out=optional, elsewhere=parts)
    remarks = [*step.remarks]
    found = forks.steps.get(at)
    if found is not None:
        remarks.append(exceptions(story, found))
    elif missing and not optional and len(story.alignment.usual) >= FEW:
        remarks.append(_left_out_by(story, at, sorted(missing)))
    if not remaining(main, parts):
        remarks += [sentence for name, part_ in parts.items() for sentence in told(story, main, name, part_)]
    for (place, _), choice in forks.options.items():
        remarks += options_told(story, choice) if place == at else ()
    return replace(
        step,
        only_if=condition(found, DONE) if found is not None and step.optional else "",
        remarks=(*remarks, *approaches(story, at), *_counted_from_here(story, at)),
    )


def _left_out_by(story: Story, at: int, runs: Sequence[int]) -> Sentence:
    """Return by which few of many runs a step was left out."""
    done = len(story.alignment.going_on(at))
    named = listed([run_name(story, run) for run in runs])
    ends = tuple(sorted({ref for run in runs for ref in story.run_refs(run, story.cases[run].run.steps[0].events[:1])}))
    return derived(f"Left out in {len(runs)} of {counted(done, 'run')}: {named}.", ends)


def _asked_once(questions: Sequence[OpenQuestion]) -> list[OpenQuestion]:
    """Return the questions without one that repeats the last, as where a button opens the dialog that confirms it."""
    before = [None, *(question.ask for question in questions)]
    return [
        question for question, last in zip(questions, before, strict=False) if not question.rule or question.ask != last
    ]


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
    """Return the step as it was most often done, options aside; of equals one that fills in a field, then the first."""
    shapes = Counter(_shape(one.step.do) for one in seen)
    counts = Counter(one.step.do for one in seen)
    return max(seen, key=lambda one: (shapes[_shape(one.step.do)], counts[one.step.do], bool(field_names(one.step))))


def _shape(do: str) -> str:
    """Return what is done without the options that are chosen."""
    return _CHOICE.sub("", do)


def _bare(step_id: str) -> str:
    """Return a step's id without the number that its run gave to a repetition."""
    head, _, tail = step_id.rpartition("-")
    return head if head and tail.isdigit() else step_id


def step_of(
    story: Story,
    main: MainStep,
    shown: Seen,
    id_: str,
    *,
    of: int,
    left_out: Collection[int] = (),
    elsewhere: Collection[str] = (),
) -> Step:
    """Return one step of the procedure or of another way.

    Args:
        story: The story.
        main: The step with all that was seen of it.
        shown: The one that stands for all.
        id_: The step's id.
        of: Out of how many runs it was seen.
        left_out: Runs that left the step out without taking another way.
        elsewhere: Labels of fields that a step of their own tells.
    """
    step = shown.step
    recording = story.cases[shown.run].work.recording
    does = _does(main, shown)
    alike = _shape if does != step.do else str
    same = [one for one in main.seen if alike(one.step.do) == alike(step.do)]
    return Step(
        id=id_,
        do=Sentence(text=said(does), origin=Origin.OBSERVED, evidence=story.refs(same)),
        result=result_of(story, main.seen),
        role=recording.role,
        system=recording.app_name(step.app),
        optional=len(story.alignment.usual) >= FEW and bool(left_out),
        updates=_updates(main.seen),
        remarks=_remarks(story, main, shown, {bold(name) for name in elsewhere}),
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


def _remarks(story: Story, main: MainStep, shown: Seen, apart: Collection[str]) -> tuple[Sentence, ...]:
    remarks: list[Sentence] = []
    elsewhere = Counter(one.step.do for one in main.seen if one.step.do != shown.step.do and not field_names(one.step))
    for do, count in sorted(elsewhere.items(), key=lambda row: (-row[1], row[0])):
        refs = story.refs([one for one in main.seen if one.step.do == do])
        remarks.append(derived(f"In {count} of {len(main.seen)}: {do[0].lower()}{do[1:]}.", refs))
    remarks += _fields_that_differ(story, main, shown, apart)
    for name, ways in _options(main.seen).items():
        if len(ways) > 1:
            counts = [
                f"*{option}* ({count})" for option, count in sorted(ways.items(), key=lambda row: (-row[1], row[0]))
            ]
            more = [counted(len(counts) - _MOST_OPTIONS, "other option")] if len(counts) > _MOST_OPTIONS else []
            text = f"**{name}** was set to {listed([*counts[:_MOST_OPTIONS], *more])}."
            remarks.append(derived(text, story.refs(main.seen)))
    noted, events = notes_of(story, main.seen)
    if noted:
        remarks.append(Sentence(text=f"Noted while recording: {noted}.", evidence=events))
    return tuple(remarks)


def notes_of(story: Story, seen: Sequence[Seen]) -> tuple[str, tuple[EventRef, ...]]:
    """Return what the performers noted at some steps, each note once, and where; empty when they noted nothing."""
    noted = [(one.run, act.number, note) for one in seen for act in one.step.acts for note in act.notes]
    text = "; ".join(f"“{note.removesuffix('.')}”" for note in dict.fromkeys(note for _, _, note in noted))
    return text, tuple(sorted({ref for run, number, _ in noted for ref in story.run_refs(run, [number])}))


def _fields_that_differ(story: Story, main: MainStep, shown: Seen, apart: Collection[str]) -> list[Sentence]:
    """Return which fields only some of the times are edited, those that the step names and those that it does not."""
    times = len(main.seen)
    edited = Counter(name for one in main.seen for name in set(field_names(one.step)) - set(apart))
    own = set(field_names(shown.step))
    some = sorted((row for row in edited.items() if row[1] < times), key=lambda row: (-row[1], row[0]))
    remarks = []
    for lead, names in (
        ("Not always", [f"{name} ({count} of {times})" for name, count in some if name in own]),
        ("Sometimes also", [f"{name} ({count} of {times})" for name, count in some if name not in own]),
    ):
        if names:
            remarks.append(derived(f"{lead}: {listed(names)}.", story.refs(main.seen)))
    return remarks


def _options(seen: Sequence[Seen]) -> dict[str, Counter[str]]:
    """Return how often each option of each field was chosen."""
    found: dict[str, Counter[str]] = {}
    for one in seen:
        chosen = dict(one.step.updates)
        chosen |= {field_of(act): option_of(act.value) for act in one.step.acts if act.kind is Kind.CHOOSE}
        for name, option in chosen.items():
            if name and option:
                found.setdefault(name, Counter())[option] += 1
    return found


def _does(main: MainStep, shown: Seen) -> str:
    """Return what is done; an option that the runs do not agree on is not named."""
    do = shown.step.do
    for name, ways in _options(main.seen).items():
        option, times = ways.most_common(1)[0]
        if times < _AGREED * ways.total():
            for option in ways:
                do = do.replace(f"{bold(name)} to *{option}*", f"{bold(name)} to the option that applies")
    return do


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
        (f"{said(step.choice).removesuffix('.')}{_BY_WHICH}" if decided else "", decided, "SOP301"),
    )
    return [
        OpenQuestion(ask=ask, about=f"steps.{id_}", rule=rule, evidence=story.run_refs(shown.run, numbers))
        for ask, numbers, rule in asks
        if numbers
    ]


def _always(seen: Sequence[Seen]) -> bool:
    """Whether every run chose the same, so that no run shows the other choice."""
    return len({one.step.choice for one in seen}) == 1
