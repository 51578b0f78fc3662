"""What became of the case in each run? The runs that came to the usual end, and those that came to another.

In: runs and the vocabulary. Out: an ``Outcome`` for each run.

Law: an outcome other than the usual one is shown by a step of the run, never guessed; with one run, or where no run
came to the usual end, there is no other outcome to tell apart.

Rules: the last word counts. A step that speaks of an unusual ending (``Mark as Lost``) ends the run so, until a later
step takes it back: it says that the usual end is reached (``Convert``), sets the same field to something else, or sets
the case to another state with a label of the same form (``Set as Lead``). Runs that say they reached the usual end are
the usual ones, unless more runs say nothing of their end; where nobody says so, the runs without an unusual ending are.
A run that broke off, at a refusal or before anything was completed, is never an outcome of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sopwright.recording.naming import option_of, plain
from sopwright.recording.pages import kept
from sopwright.recording.schema import Kind
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Run, Step

USUAL = ""
OTHER = "other"
_SETS_STATE = re.compile(r"[^\W\d_]+ as [^\W\d_]+", re.IGNORECASE)
"""A label that puts the case into a state: ``Mark as Lost``, ``Set as Lead``."""
_LOOKS = frozenset({"", "close", "filter", "find", "go", "open", "search", "select", "show", "view"})
"""Verbs of steps that decide nothing: they look, or their label says nothing known."""
_STOPS = frozenset({"cancel", "close"})
"""Verbs that end a case without saying how, or end no more than what was begun: what follows tells."""
_DECIDING_FIELDS = frozenset({"owner", "reason", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the case in a run.

    Attributes:
        kind: Empty for the usual outcome; an ending of the vocabulary, or ``other``.
        by: The step that shows it; ``None`` for the usual outcome, and where no single step shows it.
        field: The field by which the step shows it; empty when the step itself does.
    """

    kind: str = USUAL
    by: Step | None = None
    field: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What runs have in common that came to the same end."""
        return (self.kind, self.by.signature + self.field if self.kind == OTHER and self.by is not None else "")


def ending_of(step: Step, vocabulary: Vocabulary) -> str:
    """Return the unusual ending that a step's button or option speaks of, or nothing."""
    return next((ending for text in _spoken(step) if text and (ending := vocabulary.ending_of(text))), "")


def outcomes_of(runs: Sequence[Run], vocabulary: Vocabulary) -> tuple[Outcome, ...]:
    """Return the outcome of each run."""
    last = [_last_word(run, vocabulary) for run in runs]
    ended = [outcome is not None and outcome.kind != USUAL for outcome in last]
    reached = [at for at, outcome in enumerate(last) if outcome is not None and not ended[at]]
    silent = [at for at, run in enumerate(runs) if last[at] is None and run.complete and not run.steps[-1].failed]
    if not reached and not silent:
        return (Outcome(),) * len(runs)
    apart = silent if reached and len(reached) >= len(silent) else []
    usual = [runs[at] for at in range(len(runs)) if not ended[at] and at not in apart]
    return tuple(
        outcome
        if outcome is not None and ended[at]
        else _own_end(runs[at], usual, vocabulary)
        if at in apart
        else Outcome()
        for at, outcome in enumerate(last)
    )


def reaching(runs: Sequence[Run], vocabulary: Vocabulary) -> Step | None:
    """Return a step with which one of these runs reached the usual end, or nothing when none says so."""
    found = (_last_word(run, vocabulary) for run in runs)
    return next((outcome.by for outcome in found if outcome is not None and outcome.kind == USUAL), None)


def _last_word(run: Run, vocabulary: Vocabulary) -> Outcome | None:
    """Return what the run says last about its end: an ending, the usual end, or nothing."""
    word: Outcome | None = None
    for step in run.steps:
        if step.failed or step.verb == "go":
            continue
        ending = ending_of(step, vocabulary)
        if ending:
            word = Outcome(kind=ending, by=step)
        elif any(text and vocabulary.reaches(text) for text in _spoken(step)):
            word = Outcome(by=step)
        elif word is not None and word.by is not None and _takes_back(step, word.by):
            word = None
    return word


def undoes(step: Step, before: Step, vocabulary: Vocabulary) -> bool:
    """Whether a step takes back the one right before it: that ended the case, and this one sets it to a state again."""
    labels = [kept(one.acts[-1].target) if len(one.acts) == 1 else "" for one in (before, step)]
    if not all(labels) or (before.app, before.page) != (step.app, step.page) or before.failed or step.failed:
        return False
    ended = vocabulary.ending_of(labels[0]) or vocabulary.verb_of(labels[0]) in _STOPS
    return bool(ended and _SETS_STATE.match(labels[1])) and not vocabulary.ending_of(labels[1])


def _takes_back(step: Step, before: Step) -> bool:
    """Whether a step puts the case into another state than the one before did."""
    same_field = {name for name, _ in step.updates} & {name for name, _ in before.updates}
    return bool(same_field) or all(_SETS_STATE.match(kept(one.acts[-1].target)) for one in (step, before))


def _own_end(run: Run, usual: Sequence[Run], vocabulary: Vocabulary) -> Outcome:
    """Return by which of its steps a run that says nothing about its end differs from the usual ones: the last."""
    end = reaching(usual, vocabulary)
    known = {step.signature for other in usual for step in other.steps}
    filled = {field for other in usual for step in other.steps for field in _fields(step, vocabulary)}
    for step in reversed(run.steps):
        if end is None or step.app != end.app or step.failed:
            continue
        own = next((field for field in _fields(step, vocabulary) if field not in filled), "")
        if own:
            return Outcome(kind=OTHER, by=step, field=own)
        if step.signature not in known and vocabulary.verb_of(kept(step.acts[-1].target)) not in _LOOKS:
            return Outcome(kind=OTHER, by=step)
    return Outcome(kind=OTHER)


def _fields(step: Step, vocabulary: Vocabulary) -> list[str]:
    """Return the fields of a step that say whose the case is, where it stands or why."""
    names = [kept(act.target) for act in step.acts if act.kind in (Kind.ENTER, Kind.CHOOSE)]
    return [plain(name) for name in names if vocabulary.field_kind(name) in _DECIDING_FIELDS]


def _spoken(step: Step) -> list[str]:
    """Return the label and the options in which a step may speak of an end."""
    last = step.acts[-1]
    return [kept(last.target), *(option for _, option in step.updates), option_of(last.value)]
