"""How is the work itself written down: phases of steps, decisions, exceptions?

In: the steps, decisions and exceptions of an SOP. Out: sections of the outline.

Law: what recordings saw is what they did not see is said; a fact shared by every step is said once.
"""

from collections.abc import Sequence

from sopwright.evidence import Sentence
from sopwright.sop.document import (
    Branch,
    Decision,
    DecisionStatus,
    ExceptionPath,
    Observation,
    Option,
    Phase,
    Sop,
    Step,
    Update,
)
from sopwright.writing.amounts import counted, duration
from sopwright.writing.render.outline import Block, Detail, Fact, Facts, Item, Items, Line, Paragraph, Phrase, Section
from sopwright.writing.render.phrasing import Footnotes, blank, cell, glue, marked_up, words
from sopwright.writing.render.references import Places, anchor

_SURE = {
    DecisionStatus.CANDIDATE: "suspected, seen too rarely to be sure",
    DecisionStatus.OBSERVED: "seen several times each way",
    DecisionStatus.STATED: "",
}


LEAST_SHOWN_MS = 1_000
"""A shorter time of a step is left out: nobody plans by it."""


_THIS_WAY = " that went this way"
"""What the runs are that are counted from, when they are not all that were recorded."""


def procedure(sop: Sop, places: Places, notes: Footnotes) -> Section:
    """Return the phases and their steps."""
    shared = _shared(sop.all_steps)
    phases = tuple(
        _phase(f"Phase {index}", phase, places, notes, shared, runs=sop.basis.runs if sop.basis else 0)
        for index, phase in enumerate(sop.procedure, start=1)
    )
    return Section(anchor="procedure", title=words("Procedure"), blocks=_said_once(shared), parts=phases)


def decisions(sop: Sop, places: Places, notes: Footnotes) -> Section:
    """Return the places where the work can go different ways."""
    items = tuple(_decision(decision, places, notes) for decision in sop.decisions)
    return Section(anchor="decisions", title=words("Decisions"), blocks=(Items(items=items),) if items else ())


def exceptions(sop: Sop, places: Places, notes: Footnotes) -> Section:
    """Return what to do when the work does not go the usual way."""
    return Section(
        anchor="exceptions",
        title=words("Exceptions"),
        parts=tuple(_exception(path, places, notes, _shared(sop.all_steps)) for path in sop.exceptions),
    )


def seen(observation: Observation | None, notes: Footnotes, *, own: bool = True, whole: str = "") -> Line:
    """Return how often something was seen; nothing when one run was recorded and it was seen once in it.

    Args:
        observation: The counts, if recordings say anything.
        notes: Where the evidence is noted.
        own: Whether the counts carry their own evidence note.
        whole: What the runs are that are counted from, when not all recorded ones.
    """
    if observation is None or (observation.of <= 1 and observation.times <= 1):
        return ()
    of = "both runs" if observation.of == observation.runs == 2 and whole else ""  # noqa: PLR2004 - a pair
    said = f"in {of or f'{observation.runs:,} of ' + counted(observation.of, 'run')}{whole}"
    if observation.times > observation.runs:
        said += f", {counted(observation.times, 'time')} in all"
    if (observation.work_ms or 0) >= LEAST_SHOWN_MS:
        said += f"; median work {duration(observation.work_ms or 0)}"
    if (observation.wait_ms or 0) >= LEAST_SHOWN_MS:
        said += f"; median wait before it {duration(observation.wait_ms or 0)}"
    note = notes.number(observation.evidence) if own else 0
    return tuple(Phrase(runs=phrase.runs, note=note) for phrase in words(said))


def _shared(steps: Sequence[Step]) -> tuple[str, str]:
    roles, systems = {step.role for step in steps}, {step.system for step in steps}
    if len(steps) < 2:  # noqa: PLR2004 - one step shares nothing
        return "", ""
    return roles.pop() if len(roles) == 1 else "", systems.pop() if len(systems) == 1 else ""


def _said_once(shared: tuple[str, str]) -> tuple[Block, ...]:
    role, system = (words(name, strong=True) for name in shared)
    if not role and not system:
        return ()
    by = (*glue(" by "), *role) if role else ()
    where = (*glue(" in "), *system) if system else ()
    return (Paragraph(line=(*glue("Every step is done"), *by, *where, *glue(".")), aside=True),)


def _phase(
    number: str, phase: Phase, places: Places, notes: Footnotes, shared: tuple[str, str], *, runs: int
) -> Section:
    steps = tuple(_step(step, places, notes, shared, whole=_of_some(step, runs)) for step in phase.steps)
    return Section(
        anchor=anchor("phase", phase.id),
        title=(*glue(f"{number} · "), *marked_up(phase.phase)),
        blocks=(Items(items=steps),) if steps else (),
    )


def _of_some(step: Step, runs: int) -> str:
    """Return what to say where a step is counted among fewer runs than were recorded."""
    return _THIS_WAY if step.observed is not None and step.observed.of < runs else ""


def _step(step: Step, places: Places, notes: Footnotes, shared: tuple[str, str], *, whole: str = "") -> Item:
    line = notes.statement(step.do)
    if step.optional:
        line = (*glue("Optional: "), *line)
    details = (
        Detail(label="Only if", line=marked_up(step.only_if)),
        _result(step, notes),
        Detail(label="Sets", line=_joined(*(_update(update) for update in step.updates))),
        Detail(label="Use", line=_joined(*(places.asset(asset) for asset in step.uses))),
        *(_branch(branch, places, notes) for branch in step.next),
        *(Detail(label="Note", line=notes.statement(remark)) for remark in step.remarks),
        Detail(label="Seen", line=seen(step.observed, notes, own=not _same_evidence(step), whole=whole)),
    )
    here = places.steps[step.id]
    return Item(
        number=here.number,
        anchor=here.anchor,
        line=line,
        chips=_chips(step, shared),
        details=tuple(detail for detail in details if detail.line),
    )


def _same_evidence(step: Step) -> bool:
    return step.observed is not None and set(step.observed.evidence) <= set(step.do.evidence)


def _chips(step: Step, shared: tuple[str, str]) -> tuple[Line, ...]:
    role, system = shared
    return cell(
        words(step.role) if step.role != role else (),
        words(step.system) if step.system != system else (),
        words(f"within {step.within}") if step.within else (),
    )


def _result(step: Step, notes: Footnotes) -> Detail:
    if step.result is None:
        return Detail(label="", line=())
    return Detail(label="Result" if step.result.known else "", line=notes.statement(step.result))


def _update(update: Update) -> Line:
    return (*words(update.field, strong=True), *glue(" to "), *marked_up(update.to))


def _joined(*lines: Line) -> Line:
    return tuple(phrase for index, line in enumerate(lines) for phrase in (*glue("; " * bool(index)), *line))


def _branch(branch: Branch, places: Places, notes: Footnotes) -> Detail:
    label = "Otherwise" if branch.else_ else "If" if branch.if_ else "Next"
    way = _leading(marked_up(branch.if_), branch.go, places)
    return Detail(label=label, line=(*way, *_counts(branch.seen, notes)))


def _leading(condition: Line, go: str, places: Places) -> Line:
    """Return where a condition leads; a condition that is a whole sentence is followed by another."""
    if not condition:
        return places.way(go)
    whole = condition[-1].text.rstrip().endswith((".", "?", "!"))
    return (*condition, *glue(" "), *places.way(go, "Go to")) if whole else (*condition, *glue(": "), *places.way(go))


def _counts(observation: Observation | None, notes: Footnotes) -> Line:
    said = seen(observation, notes)
    return (*glue(" (seen "), *said, *glue(")")) if said else ()


def _decision(decision: Decision, places: Places, notes: Footnotes) -> Item:
    here = places.decisions[decision.id]
    shared = _shared_blank(decision.options, notes)
    options = (
        Detail(
            label="If" if option.when.known else "",
            line=(
                *(
                    places.way(option.go, "Go to")
                    if shared
                    else _leading(notes.statement(option.when), option.go, places)
                ),
                *_counts(option.seen, notes),
            ),
        )
        for option in decision.options
    )
    return Item(
        number=here.number,
        anchor=here.anchor,
        line=notes.statement(decision.question),
        chips=cell(
            (*glue("after "), *places.step(decision.after)) if decision.after else (), words(_SURE[decision.status])
        ),
        details=(*(Detail(label="", line=line) for line in (shared,) if line), *options),
    )


def _shared_blank(options: Sequence[Option], notes: Footnotes) -> Line:
    """Return what is not known of any option, when it is the same of all."""
    said = {option.when for option in options}
    return notes.statement(options[0].when) if len(options) > 1 and len(said) == 1 and not said.pop().known else ()


def _exception(path: ExceptionPath, places: Places, notes: Footnotes, shared: tuple[str, str]) -> Section:
    here = places.exceptions[path.id]
    facts = (
        Fact(label=words("When"), lines=cell(notes.statement(path.when))),
        Fact(label=words("Kind"), lines=cell(words(path.kind) if path.kind != "other" else ())),
        Fact(label=words("Seen"), lines=cell(seen(path.observed, notes))),
    )
    steps = tuple(_step(step, places, notes, shared, whole=_THIS_WAY) for step in path.steps)
    afterwards = places.way(path.rejoin, "Go to") if path.rejoin else blank(_unknown_rejoin(path.when, path.observed))
    return Section(
        anchor=here.anchor,
        title=(*glue(f"{here.number} · "), *marked_up(path.title)),
        blocks=(
            Facts(rows=tuple(fact for fact in facts if fact.lines)),
            *((Items(items=steps),) if steps else ()),
            Facts(rows=(Fact(label=words("Then"), lines=(afterwards,)),)),
        ),
    )


def _unknown_rejoin(when: Sentence, observation: Observation | None) -> str:
    seen_done = observation is not None or bool(when.evidence)
    return "Where the work goes on was not observed." if seen_done else "Where the work goes on is not stated."
