"""Which events are one act? Clicks that only focus a field, key strokes and echoes are folded into what was done.

In: the events of a recording. Out: its acts, each with all the events that belong to it and the system's answers, and
the events that are no part of the work, with the reason.

Law: every event is in exactly one act or left out with a reason; nothing is invented. A paste into a field is an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sopwright.recording.schema import (
    ACTS,
    OUTCOMES,
    Actor,
    Arrival,
    Event,
    Kind,
    NameState,
    Recording,
    Target,
    Value,
    ValueClass,
    ValueState,
)
from sopwright.recording.work import Act

ANSWER_WITHIN_MS = 4_000
"""An outcome without a stated cause belongs to the last act within this time (research/recorder.md section 6.2)."""

AT_ONCE_MS = 500
"""What a button does by itself comes within this time."""

_TYPED_INTO = frozenset({"textbox", "searchbox", "spinbutton", "combobox", "listbox", "checkbox", "radio", "switch"})
_EDITS = frozenset({Kind.ENTER, Kind.CHOOSE, Kind.TOGGLE, Kind.UPLOAD})
_MARKS = {
    Kind.AWAY_STARTED: "left the recorded pages",
    Kind.AWAY_ENDED: "came back to the recorded pages",
    Kind.PAUSED: "paused the recording",
    Kind.RESUMED: "resumed the recording",
    Kind.BUSY_STARTED: "the system was busy",
    Kind.BUSY_ENDED: "the system was busy",
}


@dataclass(slots=True)
class _Draft:
    """An act while its events are being collected."""

    main: Event
    events: list[int]
    target: Target | None
    value: Value | None
    outcomes: list[Event] = field(default_factory=list)
    repeats: int = 1
    notes: list[str] = field(default_factory=list)
    pasted: bool = False

    def finished(self, earlier: Mapping[int, Event]) -> Act:
        """Return the act; ``earlier`` are the events by number, among them the one that held the same value."""
        return Act(
            number=self.main.number,
            events=tuple(sorted({*self.events, *(outcome.number for outcome in self.outcomes)})),
            kind=Kind.ENTER if self.main.kind is Kind.PASTE else self.main.kind,
            app=self.main.app,
            page=self.main.page,
            target=self.target,
            value=self.value,
            at_ms=self.main.t_ms,
            outcomes=tuple(self.outcomes),
            repeats=self.repeats,
            notes=tuple(self.notes),
            key=self.main.key,
            text=self.main.text,
            pasted=self.pasted or self.main.kind is Kind.PASTE,
            source=earlier.get(self.value.same_as) if self.value is not None else None,
        )


class _Cleaner:
    """Walks once over the events; ``drafts`` grows, the last draft may still take events in."""

    def __init__(self, recording: Recording) -> None:
        self.drafts: list[_Draft] = []
        self.left_out: list[tuple[int, str]] = []
        self.holder: dict[int, _Draft] = {}
        self.notes: list[Event] = []
        self.events = {event.number: event for event in recording.events}
        self.pasted_from = {
            event.value.same_as for event in recording.events if event.value is not None and event.value.same_as
        }

    def take(self, event: Event) -> None:
        """Give one event its place."""
        if event.kind in OUTCOMES or (event.kind is Kind.DOWNLOAD and event.actor is Actor.SYSTEM):
            self._answer(event)
        elif event.kind in _MARKS:
            self.left_out.append((event.number, _MARKS[event.kind]))
        elif event.kind is Kind.ANNOTATE:
            self.notes.append(event)
        elif event.kind in ACTS and event.actor is Actor.HUMAN:
            self._act(event)
        else:
            self.left_out.append((event.number, "not done by a person"))

    def _act(self, event: Event) -> None:
        last = self.drafts[-1] if self.drafts else None
        reason = self._needless(event)
        if reason:
            self.left_out.append((event.number, reason))
        elif last is not None and _belongs(last, event):
            self._fold(last, event)
        elif (pasted := self._pasted_before(event)) is not None:
            pasted.events.append(event.number)  # the act stays where the paste was, before the copy
            self.holder[event.number] = pasted
        else:
            draft = _Draft(main=event, events=[event.number], target=event.target, value=event.value)
            if self.notes:
                draft.notes += [note.text for note in self.notes if note.text]
                draft.events += [note.number for note in self.notes]
                self.notes.clear()
            self._hold(draft)

    def _pasted_before(self, event: Event) -> _Draft | None:
        """Return the paste whose edit comes late: a field reports it when it is left, which may be to copy again."""
        if len(self.drafts) < 2 or self.drafts[-1].main.kind is not Kind.COPY:  # noqa: PLR2004 - paste and copy
            return None
        before = self.drafts[-2]
        return before if before.main.kind is Kind.PASTE and _belongs(before, event) else None

    def _hold(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        for number in draft.events:
            self.holder[number] = draft

    def _needless(self, event: Event) -> str:
        if event.kind is Kind.PRESS and event.key == "Tab":
            return "moved to the next field"
        if event.kind is Kind.COPY and self.pasted_from and event.number not in self.pasted_from:
            return "copied, but not pasted in this recording"
        return ""

    def _fold(self, last: _Draft, event: Event) -> None:
        last.events.append(event.number)
        last.pasted = last.pasted or Kind.PASTE in (last.main.kind, event.kind)
        self.holder[event.number] = last
        if event.kind is Kind.COPY:
            last.main, last.target = event, event.target
            return
        if event.kind is Kind.SUBMIT:
            if last.target is not None:
                last.target = replace(last.target, finalises=True)
            return
        if event.kind in _EDITS and (last.main.kind not in _EDITS or event.kind is not last.main.kind):
            pasted = last.value.same_as if last.value is not None else 0
            last.main, last.target = event, event.target or last.target
            last.value = event.value
            if pasted and event.value is not None and not event.value.same_as:
                last.value = replace(event.value, same_as=pasted)
        elif event.kind in _EDITS:
            last.repeats += 1
            last.value = _later(last.value, event.value)

    def _answer(self, event: Event) -> None:
        cause = self.holder.get(event.caused_by) if event.caused_by else self._recent(event)
        if cause is None:
            self.left_out.append((event.number, "shown without a recorded cause"))
            return
        cause.outcomes.append(event)
        self.holder[event.number] = cause

    def _recent(self, event: Event) -> _Draft | None:
        """Return the last act, when it is near enough in time, or next to the outcome where there are no times."""
        if not self.drafts or event.arrival in (Arrival.TYPED, Arrival.RELOAD):
            return None
        last = self.drafts[-1]
        if event.t_ms is None or last.main.t_ms is None:
            return last if event.number - max(last.events[-1], *(o.number for o in last.outcomes), 0) == 1 else None
        return last if event.t_ms - last.main.t_ms <= ANSWER_WITHIN_MS else None

    def finish(self) -> tuple[tuple[Act, ...], tuple[tuple[int, str], ...]]:
        """Return the acts and what was left out."""
        if self.notes and self.drafts:
            self.drafts[-1].notes += [note.text for note in self.notes if note.text]
            self.drafts[-1].events += [note.number for note in self.notes]
        elif self.notes:
            self.left_out += [(note.number, "a note without any act") for note in self.notes]
        acts: list[Act] = []
        for draft in self.drafts:
            reason = _idle_click(draft)
            if reason:
                act = draft.finished(self.events)
                self.left_out += [(number, reason) for number in act.events]
            else:
                acts.append(draft.finished(self.events))
        return tuple(acts), tuple(sorted(self.left_out))


def _belongs(last: _Draft, event: Event) -> bool:
    """Whether ``event`` is part of what ``last`` did."""
    before = last.main
    if event.kind is Kind.SUBMIT:
        caused = event.caused_by in last.events
        return caused or (
            _same_place(before, event) and not last.outcomes and before.kind in (Kind.ACTIVATE, Kind.PRESS)
        )
    if last.outcomes or not _same_place(before, event):
        return False
    same = _same_element(last.target, event.target)
    if event.kind is Kind.COPY:
        return _copies(before, event)
    if event.kind in _EDITS:
        picked = before.kind is Kind.ENTER and event.kind is Kind.CHOOSE
        ticked = before.kind is Kind.ACTIVATE and event.kind is Kind.TOGGLE
        opened = before.kind is Kind.ACTIVATE and _takes_input(last.target)
        pasted = before.kind is Kind.PASTE and event.kind is Kind.ENTER
        again = before.kind is event.kind
        return (same and (opened or pasted or picked or again)) or (
            (picked or ticked) and _same_name(last.target, event.target)
        )
    if event.kind is Kind.ACTIVATE:
        clicked_what_changed = before.kind is Kind.TOGGLE
        focus_again = before.kind in _EDITS and _takes_input(event.target)
        return same and (clicked_what_changed or focus_again)
    return same and event.kind is Kind.PASTE and before.kind is Kind.ACTIVATE and _takes_input(last.target)


def _copies(button: Event, copy: Event) -> bool:
    """Whether an act was the press of the button that copies: a button says so, and the copy comes at once."""
    name = button.target.name if button.target is not None else ""
    at_once = button.t_ms is None or copy.t_ms is None or copy.t_ms - button.t_ms <= AT_ONCE_MS
    return button.kind is Kind.ACTIVATE and name.lower().startswith("copy") and at_once


def _same_place(one: Event, other: Event) -> bool:
    return one.app == other.app and one.page == other.page and one.tab == other.tab


def _same_element(one: Target | None, other: Target | None) -> bool:
    if one is None or other is None:
        return False
    if one.element and other.element:
        return one.element == other.element
    return bool(one.name) and (one.role, one.name, one.container) == (other.role, other.name, other.container)


def _same_name(one: Target | None, other: Target | None) -> bool:
    return one is not None and other is not None and bool(one.name) and one.name == other.name


def _takes_input(target: Target | None) -> bool:
    return target is not None and target.role in _TYPED_INTO


def _later(earlier: Value | None, later: Value | None) -> Value | None:
    if later is None or later.state is ValueState.UNKNOWN:
        return earlier
    if earlier is not None and earlier.same_as and not later.same_as:
        return replace(later, same_as=earlier.same_as)
    return later


def _idle_click(draft: _Draft) -> str:
    """Return why a click is no act of its own, or nothing."""
    if draft.main.kind is not Kind.ACTIVATE or draft.outcomes or draft.notes:
        return ""
    if (
        _takes_input(draft.target)
        and draft.target is not None
        and draft.target.role not in ("checkbox", "radio", "switch")
    ):
        return "only moved the cursor into a field"
    if draft.value is not None and draft.value.value_class is ValueClass.SECRET:
        return "only moved the cursor into a field"
    unnamed = draft.target is None or draft.target.name_state is NameState.ABSENT
    bare = unnamed and (draft.target is None or draft.target.role in ("", "generic", "none", "presentation"))
    return "a click on nothing that can be named, without a visible result" if bare else ""


def acts_of(recording: Recording) -> tuple[tuple[Act, ...], tuple[tuple[int, str], ...]]:
    """Return the acts of a recording in order, and the numbers of the events left out with the reason."""
    cleaner = _Cleaner(recording)
    for event in recording.events:
        cleaner.take(event)
    return cleaner.finish()
