"""Which acts are one step? Consecutive acts in one place with one aim, found by scored cues.

In: the acts of a recording. Out: groups of acts, each of which becomes one step.

Law: every act is in exactly one group, the order is kept. Two neighbours are parted when the weights of the cues
between them add up to ``CUT_AT`` or more.

Source: the cues and their weights follow research/recorder.md section 6.2, without its change of field group, whose 0.3
could tip no sum; single-act steps and short forms that take in their finishing button follow the Microsoft Style Guide
as quoted in section 6.1 there.
"""

from collections.abc import Sequence
from enum import StrEnum

from sopwright.recording.pages import dialog_of, in_menu, kept
from sopwright.recording.schema import Arrival, Kind, NameState
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Act

CUT_AT = 1.0
LONG_FORM = 3
"""Above so many fields the finishing button is a step of its own."""
FULL_STEP = 8
"""So many fields fill a step; the next one begins another."""

EDITS = frozenset({Kind.ENTER, Kind.CHOOSE, Kind.TOGGLE, Kind.UPLOAD})
JUDGES = frozenset({"accept", "approve", "assign", "convert", "disqualify", "mark", "merge", "qualify", "reject"})
"""Verbs of verdicts: they end a case's stage and are a step of their own, whatever was filled in before."""
_NAMELESS = frozenset({NameState.WITHHELD, NameState.ABSENT})
_OFFERED = frozenset({"link", "option", "menuitem"})
_MENU = frozenset({"menuitem", "menuitemradio", "menuitemcheckbox", "option"})


class Cue(StrEnum):
    """What speaks for a new step, or against it, between two neighbouring acts."""

    ACT_ENDED = "the earlier act is no edit: an activation is a step"
    ANOTHER_AIM = "the later act neither edits nor finishes what was edited"
    APP_CHANGED = "another application"
    RECORD_CHANGED = "another record"
    PAGE_CHANGED = "another page"
    DIALOG_CHANGED = "a dialog opened or closed"
    LONG_PAUSE = "a pause above the performer's own threshold"
    LONG_FORM = "the later act finishes a long form"
    STEP_FULL = "the step is full"
    CARRY_BEGINS = "the later act copies, or brings a value that another act of the group did not"
    CARRIED = "the later act brings the very value that the group copied"
    SAME_FORM = "the same form"
    MENU_OPENED = "the earlier act opened the menu from which the later one chooses"


WEIGHTS = {
    Cue.ACT_ENDED: 1.0,
    Cue.ANOTHER_AIM: 1.0,
    Cue.APP_CHANGED: 0.8,
    Cue.RECORD_CHANGED: 0.9,
    Cue.PAGE_CHANGED: 0.6,
    Cue.DIALOG_CHANGED: 0.6,
    Cue.LONG_PAUSE: 0.5,
    Cue.LONG_FORM: 1.0,
    Cue.STEP_FULL: 1.6,
    Cue.CARRY_BEGINS: 1.6,
    Cue.CARRIED: -4.0,
    Cue.SAME_FORM: -0.6,
    Cue.MENU_OPENED: -1.0,
}


def groups_of(acts: Sequence[Act], vocabulary: Vocabulary, threshold_ms: int | None) -> tuple[tuple[Act, ...], ...]:
    """Return the acts in groups, in order."""
    groups: list[list[Act]] = []
    for act in acts:
        weight = sum(WEIGHTS[cue] for cue in cues(groups[-1], act, vocabulary, threshold_ms)) if groups else CUT_AT
        if weight < CUT_AT and not _tries_again(groups, act):
            groups[-1].append(act)
        else:
            groups.append([act])
    return tuple(tuple(group) for group in groups)


def cues(group: Sequence[Act], act: Act, vocabulary: Vocabulary, threshold_ms: int | None) -> tuple[Cue, ...]:
    """Return the cues between a group and the act that follows it."""
    last = group[-1]
    same_page = (last.app, last.page) == (act.app, act.page)
    carried = act.carried and act.source is not None and _brought_by(group, act.source.number)
    tests = (
        (Cue.CARRIED, carried),
        (
            Cue.CARRY_BEGINS,
            not carried and (act.kind is Kind.COPY or act.carried or any(before.carried for before in group)),
        ),
        (Cue.ACT_ENDED, last.kind not in EDITS),
        (Cue.MENU_OPENED, _opened_menu(last, act)),
        (Cue.ANOTHER_AIM, last.kind in EDITS and act.kind not in EDITS and not _finishes(last, act, vocabulary)),
        (Cue.LONG_FORM, len(group) > LONG_FORM and last.kind in EDITS and _finishes(last, act, vocabulary)),
        (Cue.STEP_FULL, len(group) >= FULL_STEP and act.kind in EDITS),
        (Cue.APP_CHANGED, last.app != act.app),
        (Cue.RECORD_CHANGED, last.page.record != act.page.record),
        (Cue.PAGE_CHANGED, not same_page),
        (Cue.DIALOG_CHANGED, dialog_of(last.target) != dialog_of(act.target)),
        (Cue.LONG_PAUSE, _pause(last, act, threshold_ms)),
        (Cue.SAME_FORM, same_page and last.kind in EDITS and act.kind in EDITS),
    )
    return tuple(cue for cue, holds in tests if holds)


def _tries_again(groups: Sequence[Sequence[Act]], act: Act) -> bool:
    """Whether the act repeats what was refused before the last group: what lies between is a mend."""
    if len(groups) < 2 or act.kind in EDITS:  # noqa: PLR2004 - the attempt and the mend
        return False
    before = groups[-2][-1]
    if not any(answer.kind is Kind.ERROR or answer.arrival is Arrival.SUBMITTED for answer in before.outcomes):
        return False
    return (before.kind, before.app, before.page, kept(before.target)) == (
        act.kind,
        act.app,
        act.page,
        kept(act.target),
    )


def _brought_by(group: Sequence[Act], number: int) -> bool:
    return any(number in act.events or (act.value is not None and act.value.same_as == number) for act in group)


def _opened_menu(last: Act, act: Act) -> bool:
    if in_menu(last.target) and in_menu(act.target) and last.page == act.page and last.app == act.app:
        return last.kind is Kind.ACTIVATE is act.kind and not last.outcomes  # it unfolded a part of the navigation
    picks = act.target is not None and act.target.role in _MENU and act.kind in (Kind.ACTIVATE, Kind.CHOOSE)
    return picks and last.kind is Kind.ACTIVATE and last.page == act.page and not _is_menu_item(last)


def _is_menu_item(act: Act) -> bool:
    return act.target is not None and act.target.role in _MENU


def _finishes(last: Act, act: Act, vocabulary: Vocabulary) -> bool:
    """Whether the act sends or saves what the edit before it was part of."""
    if (last.app, last.page, dialog_of(last.target)) != (act.app, act.page, dialog_of(act.target)):
        return False
    if act.kind is Kind.SUBMIT or (act.kind is Kind.PRESS and act.key == "Enter"):
        return True
    if is_pick(last, act):
        return True
    named = kept(act.target)
    sends = act.target is not None and act.target.finalises
    if vocabulary.verb_of(named) in JUDGES:
        return False
    return act.kind is Kind.ACTIVATE and (sends or vocabulary.completes(vocabulary.verb_of(named)) or _searches(named))


def is_pick(last: Act, act: Act) -> bool:
    """Whether the act picks what a field offered for what was typed: something without a static name beside it."""
    if act.kind is not Kind.ACTIVATE or act.target is None or last.target is None or last.kind is not Kind.ENTER:
        return False
    leads_on = any(answer.kind is Kind.PAGE_SHOWN for answer in act.outcomes)
    offered = act.target.role in _OFFERED and act.target.name_state in _NAMELESS and not leads_on
    return offered and last.page == act.page and act.target.container == last.target.container


def _searches(label: str) -> bool:
    return label.lower().startswith(("search", "find", "log in", "sign in", "continue", "next"))


def _pause(last: Act, act: Act, threshold_ms: int | None) -> bool:
    if threshold_ms is None or last.at_ms is None or act.at_ms is None:
        return False
    return act.at_ms - last.at_ms > threshold_ms
