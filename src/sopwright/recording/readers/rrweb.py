"""What work does an rrweb stream show?

In: the events of an unpacked stream. Out: a recording with times.

Law: the page is mirrored as plain data while the stream is read, and thrown away; typed text is only compared, so that
no label repeats it, and is never kept.

Source: rrweb ``packages/types``; ``research/recorder.md`` section 3.2.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sopwright.errors import refuse
from sopwright.recording.drafting import Draft, Element
from sopwright.recording.readers.mirror import Change, Mirror
from sopwright.recording.readers.nodes import Node
from sopwright.recording.schema import Actor, Kind, NameSource, NameState, Recording, Target, ValueState
from sopwright.recording.screen import Place
from sopwright.recording.vocabulary import Vocabulary

RECORDER = "rrweb"
_NOT_RECORDED = ("changes of view without a new page",)

_FULL, _INCREMENTAL, _META = 2, 3, 4
_MUTATION, _INTERACTION, _INPUT = 0, 2, 5
_CLICK, _DOUBLE_CLICK = 2, 4
_LEFT_OUT = {
    0: "report that a page was ready",
    1: "report that a page was ready",
    5: "mark of the recording application",
}
_LEFT_OUT |= {6: "report of a plug-in", 7: "picture or style sheet of the page"}
_TOGGLES = frozenset({"checkbox", "radio", "switch"})
_END_OF_TIME = 253_402_300_800_000
"""Milliseconds from 1970 to the year 10000."""
_LEAST_TYPED = 4
"""Characters; shorter texts are equal to a word of a label by chance."""


def is_stream(tree: object) -> bool:
    """Whether a JSON tree is a stream of events, or a wrapper of one, packed or not."""
    events = events_of(tree)
    return bool(events) and (_is_packed(events) or any(_is_event(event) for event in events[:20]))


def events_of(tree: object) -> list[Any]:
    """Return the list of events in a stream or its wrapper; empty when it is neither."""
    if isinstance(tree, dict):
        tree = tree.get("events")
    return tree if isinstance(tree, list) else []


def _is_event(event: object) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("type"), int):
        return False
    at = event.get("timestamp")
    return isinstance(at, (int, float)) and 0 <= at < _END_OF_TIME


def _is_packed(events: Sequence[object]) -> bool:
    return all(isinstance(event, str) or (isinstance(event, dict) and event.get("v") == "v1") for event in events)


def read(name: str, tree: object, vocabulary: Vocabulary) -> Recording:
    """Return the recording of a stream.

    Raises:
        InputError: The stream is packed.
    """
    events = events_of(tree)
    if _is_packed(events):
        raise refuse(name, "expected an unpacked rrweb stream, found a packed one", "Export it without packFn")
    return _Reader(vocabulary).recording(events)


class _Reader:
    """Walks once over the events of a stream."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.draft = Draft(vocabulary)
        self.mirror = Mirror()
        self.href = ""
        self.act = 0
        self.typing: tuple[int, int] = (0, 0)
        self.typed: set[str] = set()
        self.open: dict[int, str] = {}
        self.dialogs: dict[int, Target] = {}
        self.last_typed: dict[int, str] = {}

    def recording(self, events: Sequence[object]) -> Recording:
        """Return what the stream shows."""
        good = [event for event in events if isinstance(event, dict) and _is_event(event)]
        if len(good) < len(events):
            self.draft.drop("entry without a kind or a time", len(events) - len(good))
        ordered = sorted(good, key=lambda event: event["timestamp"])
        moved = sum(1 for one, other in zip(good, ordered, strict=True) if one is not other)
        if moved:
            self.draft.drop("place in the file that was not the order of time; put in order of time", moved)
        for event in ordered:
            data = event.get("data")
            self._take(int(event["type"]), data if isinstance(data, dict) else {}, float(event["timestamp"]))
        return self.draft.finish(
            recorder=RECORDER,
            frames=(1 + len(self.mirror.filled), self.mirror.blind_frames),
            not_recorded=_NOT_RECORDED,
            span=(float(ordered[0]["timestamp"]), float(ordered[-1]["timestamp"])) if ordered else None,
        )

    def _take(self, kind: int, data: Mapping[str, Any], at: float) -> None:
        if kind == _META:
            self._page(str(data.get("href", "")), at)
        elif kind == _FULL:
            self.mirror.load(data.get("node"))
        elif kind == _INCREMENTAL:
            self._increment(data, at)
        elif kind in _LEFT_OUT:
            self.draft.drop(_LEFT_OUT[kind])
        else:
            self.draft.drop("entry of an unknown kind")

    def _page(self, href: str, at: float) -> None:
        """Move to a page; the stream repeats its address at every checkpoint."""
        if href == self.href:
            return
        if self.href:
            self.draft.shown(href, at=at, cause=self.act)
        else:
            self.draft.go(href)
        self.href = href

    def _increment(self, data: Mapping[str, Any], at: float) -> None:
        source = data.get("source")
        if source == _MUTATION:
            self._changed(self.mirror.change(data), at)
        elif source == _INTERACTION and data.get("type") in (_CLICK, _DOUBLE_CLICK):
            self._click(data, at)
        elif source == _INPUT:
            self._input(data, at)
        elif source == _INTERACTION or (isinstance(source, int) and 0 < source <= 16):  # noqa: PLR2004 - IncrementalSource
            self.draft.drop("report of pointer, focus, scrolling or drawing")
        else:
            self.draft.drop("entry of an unknown kind")

    def _click(self, data: Mapping[str, Any], at: float) -> None:
        node = self.mirror.control(_number(data))
        self.typing = (0, 0)
        if node is None:
            self.draft.drop("click on something that the stream does not hold")
            return
        element = self._element(node)
        self.act = self.draft.activate(element, at=at)

    def _input(self, data: Mapping[str, Any], at: float) -> None:
        """Add what was done to a field; the strokes of one entry are one event, at the time of the last."""
        node = self.mirror.nodes.get(_number(data))
        if node is None or data.get("userTriggered") is False:
            self.draft.drop("change of a field by the application itself")
            return
        element, text = self._element(node), str(data.get("text") or "")
        if element.role in _TOGGLES:
            self._toggle(node, element, data, at)
        elif node.tag == "select":
            self._choose(node, element, text, at)
        else:
            self._enter(node, element, text, at)

    def _toggle(self, node: Node, element: Element, data: Mapping[str, Any], at: float) -> None:
        if element.role == "radio" and not data.get("isChecked"):
            return
        state = ValueState.CHECKED if data.get("isChecked") else ValueState.UNCHECKED
        self.act = self.draft.add(Kind.TOGGLE, at=at, element=element, value=self.draft.value(element, state))
        self.typing = (node.id, 0)

    def _choose(self, node: Node, element: Element, text: str, at: float) -> None:
        options = [one for one in node.below() if one.tag == "option"]
        chosen = next((one for one in options if (one.get("value") or one.content()) == text), None)
        option = chosen.content() if chosen is not None else ""
        value = self.draft.value(element, ValueState.CHOSEN, option, len(options))
        self.act = self.draft.add(Kind.CHOOSE, at=at, element=element, value=value)
        self.typing = (node.id, 0)

    def _enter(self, node: Node, element: Element, text: str, at: float) -> None:
        self.typed.discard(self.last_typed.get(node.id, ""))
        if len(text.strip()) >= _LEAST_TYPED:
            self.last_typed[node.id] = text.strip().casefold()
            self.typed.add(self.last_typed[node.id])
        value = self.draft.value(element, ValueState.FILLED if text else ValueState.CLEARED)
        if self.typing[0] == node.id and self.typing[1]:
            self.draft.change(self.typing[1], at=at, value=value)
            return
        self.act = self.draft.add(Kind.ENTER, at=at, element=element, value=value)
        self.typing = (node.id, self.act)

    def _element(self, node: Node) -> Element:
        return Element(
            labels=tuple((text, self._source(text, source)) for text, source in self.mirror.labels(node)),
            role=node.role,
            field_type=node.get("type").lower() if node.tag == "input" else node.tag if node.tag in _FIELD_TAGS else "",
            place=node.place,
            key=str(node.id),
            hints=tuple(filter(None, (node.get("name"), node.get("id"), node.get("autocomplete")))),
            container=self.mirror.containers(node),
            finalises=node.get("type").lower() == "submit" and node.role == "button",
        )

    def _source(self, text: str, source: NameSource) -> NameSource:
        """Return a label's source: run-time content, when it repeats what was typed."""
        folded = text.casefold()
        return NameSource.CONTENT if any(typed in folded for typed in self.typed) else source

    def _changed(self, change: Change, at: float) -> None:
        """Add the messages and the openings and closings of dialogs that a change of the page shows."""
        for number in sorted(change.gone & set(self.open)):
            if self.open.pop(number) == _DIALOG:
                target = self.dialogs.pop(number, None)
                self.draft.add(Kind.DIALOG_CLOSED, at=at, actor=Actor.SYSTEM, target=target, caused_by=self.act)
        for node in change.added:
            around = next((one for one in list(node.above())[:_NEAR] if one.is_message or one.is_error), None)
            self._came(around or node, node.below(), at)
        for node in change.shown:
            near = [node, *(inner for one in node.children for inner in (one, *one.children))]
            self._came(node, near, at)

    def _came(self, node: Node, inner: Iterable[Node], at: float) -> None:
        """Add what came into sight with a node: itself, the dialog in it, or the message in it."""
        if any(one.is_hidden for one in node.above()):
            return
        within = [node, *inner]
        dialog = next((one for one in within if one.is_dialog), None)
        message = next((one for one in within if one.is_message or one.is_error), None)
        inside = any(self.open.get(one.id) == _DIALOG for one in node.above())
        if message is not None and (dialog is None or inside):
            self._message(message, at)
        elif dialog is not None and not inside:
            self._dialog(dialog, at)

    def _dialog(self, node: Node, at: float) -> None:
        self.open[node.id] = _DIALOG
        title = self.mirror.title_of(node)
        name, state = self.draft.screen.name(title, self._source(title, NameSource.LABEL), "dialog", Place.STATIC)
        target = Target(role="dialog", name=name, name_state=state, name_source=_source_of(state))
        self.dialogs[node.id] = target
        self.draft.add(
            Kind.DIALOG_OPENED,
            at=at,
            actor=Actor.SYSTEM,
            target=target,
            caused_by=self.act,
            text=name,
            text_state=state,
        )

    def _message(self, node: Node, at: float) -> None:
        text = node.content()
        if not text or self.open.get(node.id) == text:
            return
        self.open[node.id] = text
        kind = Kind.ERROR if node.is_error else Kind.TOAST
        self.draft.message(kind, self._unlike_typed(text), at=at, cause=self.act, role=node.role or "status")

    def _unlike_typed(self, text: str) -> str:
        """Return a message with everything in quotation marks that repeats what was typed."""
        for typed in sorted(self.typed, key=len, reverse=True):
            text = re.sub(rf"\w*{re.escape(typed)}\w*", lambda hit: f"“{hit[0]}”", text, flags=re.IGNORECASE)
        return text


_DIALOG = "\x00dialog"
_NEAR = 3
_FIELD_TAGS = frozenset({"select", "textarea"})


def _source_of(state: NameState) -> NameSource:
    kept = state in (NameState.CLEAR, NameState.MASKED)
    return NameSource.LABEL if kept else NameSource.CONTENT if state is NameState.WITHHELD else NameSource.NONE


def _number(data: Mapping[str, Any]) -> int:
    value = data.get("id")
    return value if isinstance(value, int) else -1
