"""What did the system answer? The outcomes of a step in words, and whether it refused.

In: the outcomes tied to the acts of a step. Out: one result sentence with the events behind it.

Law: only what was seen is a result; where nothing was seen there is no result. A form that was sent and shown again at
the same address without a redirect counts as a refusal, and the sentence says why; so does a message that says so.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sopwright.recording.naming import bold, listed, plain
from sopwright.recording.pages import Places, kept
from sopwright.recording.schema import Arrival, Event, Kind, NameState
from sopwright.recording.work import Act

_REFUSES = re.compile(
    r"\b((is|are) required|must be|cannot|could not|not allowed|not valid|invalid|failed)\b", re.IGNORECASE
)
"""What a message says by which the system refuses, when it is shown as a message and not as an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of a step.

    Attributes:
        text: What was seen, with light Markdown and without a full stop; empty when nothing was seen.
        events: Numbers of the events behind it.
        failed: Whether the system refused.
    """

    text: str = ""
    events: tuple[int, ...] = ()
    failed: bool = False


def answer_of(acts: Sequence[Act], places: Places, seen: AbstractSet[tuple[str, str, int]]) -> Answer:
    """Return what the system answered to a step.

    Args:
        acts: The step's acts.
        places: Names of pages.
        seen: Pages shown before this step, as application, template and instance.
    """
    outcomes = [(act, outcome) for act in acts for outcome in act.outcomes]
    pages = [(act, outcome) for act, outcome in outcomes if outcome.kind is Kind.PAGE_SHOWN]
    parts = [(_message(outcome), outcome.number) for _, outcome in outcomes if outcome.kind in (Kind.TOAST, Kind.ERROR)]
    parts += [(_dialog(outcome), outcome.number) for _, outcome in outcomes if outcome.kind is Kind.DIALOG_OPENED]
    parts += [("a file was downloaded", outcome.number) for _, outcome in outcomes if outcome.kind is Kind.DOWNLOAD]
    if not pages:
        closed = [outcome for _, outcome in outcomes if outcome.kind is Kind.DIALOG_CLOSED]
        parts += [(f"{_dialog_noun(outcome)} closed", outcome.number) for outcome in closed]
    refused = any(outcome.kind is Kind.ERROR or _refuses(outcome) for _, outcome in outcomes)
    if pages:
        act, shown = pages[-1]
        again = shown.arrival is Arrival.SUBMITTED and _place(shown) == (act.app, act.page.template, act.page.instance)
        refused = refused or again
        parts.append((_page(shown, places, seen, again=again), shown.number))
    said = list(dict.fromkeys(text for text, _ in parts))
    return Answer(
        text=listed(said) if said else "",
        events=tuple(sorted({number for _, number in parts})),
        failed=refused,
    )


def _refuses(outcome: Event) -> bool:
    return outcome.kind is Kind.TOAST and bool(_REFUSES.search(outcome.text))


def _place(event: Event) -> tuple[str, str, int]:
    return (event.app, event.page.template, event.page.instance)


def _message(outcome: Event) -> str:
    noun = "the error" if outcome.kind is Kind.ERROR else "the message"
    field = f" at {bold(kept(outcome.target))}" if outcome.kind is Kind.ERROR and kept(outcome.target) else ""
    if outcome.text_state in (NameState.CLEAR, NameState.MASKED) and outcome.text:
        return f"{noun} *{plain(outcome.text)}* appeared{field}"
    which = "an error message" if outcome.kind is Kind.ERROR else "a message"
    remark = " (*text withheld*)" if outcome.text_state is NameState.WITHHELD else ""
    return f"{which} appeared{field}{remark}"


def _dialog(outcome: Event) -> str:
    return f"{_dialog_noun(outcome)} opened"


def _dialog_noun(outcome: Event) -> str:
    name = kept(outcome.target) or (outcome.text if outcome.text_state is NameState.CLEAR else "")
    return f"the {bold(name)} dialog" if name else "a dialog"


def _page(shown: Event, places: Places, seen: AbstractSet[tuple[str, str, int]], *, again: bool) -> str:
    noun = places.noun(shown.app, shown.page)
    if again:
        return f"{noun} was shown again (*sent without being led on: usually a refusal*)"
    if shown.arrival is Arrival.RELOAD:
        return f"{noun} was loaded again"
    return f"back on {noun}" if _place(shown) in seen else f"{noun} opened"
