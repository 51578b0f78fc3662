"""Which goal does a step serve? Steps become phases with a goal as title and at most seven steps.

In: steps in the order of the procedure. Out: the phase of each, as consecutive groups.

Law: the order of steps is kept and every step is in one phase; a phase of the lead's work is told by the vocabulary's
hints, any other by the act that completes it; no phase has more than ``MOST_STEPS`` steps.

Source: at most seven steps a procedure is the Microsoft Style Guide's rule (research/recorder.md section 6.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sopwright.recording.schema import PageKind
from sopwright.recording.segments import EDITS
from sopwright.recording.steps import completes
from sopwright.recording.vocabulary import PhaseHint, PhaseRule, Vocabulary
from sopwright.recording.work import Step

MOST_STEPS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Consecutive steps with one goal.

    Attributes:
        id: Id of the vocabulary's phase; empty for other work.
        title: The goal.
        steps: Positions of the first step and after the last, from 0.
    """

    id: str
    title: str
    steps: tuple[int, int]


def phases_of(steps: Sequence[Step], about: str, vocabulary: Vocabulary) -> tuple[Stretch, ...]:
    """Return the phases of a procedure.

    Args:
        steps: The steps, in order.
        about: What the case is, singular, such as ``lead``; may be empty.
        vocabulary: The hints.
    """
    if not steps:
        return ()
    goals = _goals(steps, vocabulary, sales=about in vocabulary.sales)
    stretches: list[Stretch] = []
    start = 0
    for hint, group in groupby(goals, key=lambda goal: goal):
        length = len(list(group))
        title = hint.title.format(object=about or "case") if hint is not None else ""
        stretches += _within(steps, (start, start + length), hint.id if hint is not None else "", title, vocabulary)
        start += length
    return tuple(stretches)


def _goals(steps: Sequence[Step], vocabulary: Vocabulary, *, sales: bool) -> list[PhaseHint | None]:
    """Return the phase of each step: its own, or that of the next step which has one, or of the last before it."""
    hints = [hint for hint in vocabulary.phases if sales or not hint.sales]
    own = [_own(step, hints, vocabulary) for step in steps]
    last_open = max((at for at, hint in enumerate(own) if hint is not None and not hint.closing), default=-1)
    own = [None if hint is not None and hint.closing and at < last_open else hint for at, hint in enumerate(own)]
    goals: list[PhaseHint | None] = [None] * _way_in(steps, own)
    for at, hint in enumerate(own[len(goals) :], start=len(goals)):
        following = next((later for later in own[at:] if later is not None), None)
        previous = goals[-1] if goals else None
        goals.append(hint or following or previous)
    return goals


def _way_in(steps: Sequence[Step], own: Sequence[PhaseHint | None]) -> int:
    """Return how many steps lead to the case in one application before the first phase begins in another."""
    first = next((at for at, hint in enumerate(own) if hint is not None), 0)
    leads = all(step.app != steps[first].app for step in steps[:first])
    return first if leads and first > 1 else 0


def _own(step: Step, hints: Sequence[PhaseHint], vocabulary: Vocabulary) -> PhaseHint | None:
    return next((hint for hint in hints if any(_fits(rule, step, vocabulary) for rule in hint.rules)), None)


def _fits(rule: PhaseRule, step: Step, vocabulary: Vocabulary) -> bool:
    fields = {vocabulary.field_kind(name) for name, _ in step.updates}
    if rule.fields and step.page.kind is PageKind.FORM and step.verb == "complete":
        return False  # a status that is filled in among a form's other fields serves the form
    return (
        (not rule.verbs or step.verb in rule.verbs)
        and (not rule.objects or step.object in rule.objects)
        and (not rule.fields or bool(fields & rule.fields))
        and (not rule.pages or step.page.kind in rule.pages)
        and (not rule.unsaved or not step.page.record)
        and (not rule.app_kinds or vocabulary.app_kind(step.app) in rule.app_kinds)
    )


def _within(
    steps: Sequence[Step], bounds: tuple[int, int], phase: str, title: str, vocabulary: Vocabulary
) -> list[Stretch]:
    """Return one phase, or several where it has no known goal or too many steps."""
    start, end = bounds
    cuts = [start]
    for at in range(start + 1, end):
        full = at - cuts[-1] >= MOST_STEPS
        done = not title and _completed(steps[at - 1], vocabulary) and not _leftover(steps, at, end, vocabulary)
        if full or done:
            cuts.append(at)
    parts = list(zip(cuts, [*cuts[1:], end], strict=True))
    titles = [title or _title(steps[first:last], vocabulary) for first, last in parts]
    return [Stretch(id=phase, title=_numbered(titles, at), steps=bound) for at, bound in enumerate(parts)]


def _completed(step: Step, vocabulary: Vocabulary) -> bool:
    return completes(step.verb, step.acts, vocabulary) and not step.failed


def _leftover(steps: Sequence[Step], at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether only one small step would be left for a phase of its own."""
    return end - at == 1 and not _completed(steps[at], vocabulary)


def _title(steps: Sequence[Step], vocabulary: Vocabulary) -> str:
    """Return the goal of steps outside the known phases: what completes them, or what most of them do."""
    completing = [step for step in steps if _completed(step, vocabulary)]
    if completing:
        return goal_of(completing[-1], vocabulary)
    if 2 * sum(step.verb == "copy" for step in steps) > len(steps):
        return "Copy the values over"
    longest = max(steps, key=_edited)
    return longest.title if _edited(longest) > 1 else steps[-1].title


def _edited(step: Step) -> int:
    """Return how many fields a step edits."""
    return sum(act.kind in EDITS for act in step.acts)


def goal_of(step: Step, vocabulary: Vocabulary) -> str:
    """Return what a completing step accomplishes; a bare ``Submit`` says what is submitted."""
    about = step.object or ("email" if vocabulary.app_kind(step.app) == "mail" else "form")
    return step.title if " " in step.title else f"{step.title} the {about}"


def _numbered(titles: Sequence[str], at: int) -> str:
    same = [index for index, title in enumerate(titles) if title == titles[at]]
    return titles[at] if len(same) == 1 else f"{titles[at]} ({same.index(at) + 1} of {len(same)})"
