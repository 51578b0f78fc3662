"""What does the text of an SOP file say, and on which line? YAML or JSON as one tree of nodes with places.

In: text. Out: mappings, lists and scalars with their places. Scalars keep their text and whether they were quoted; what
a scalar means is decided by the type that reads it, so ``no``, ``09:00`` and ``1.10`` stay what was written.

Law: nothing in the text can make reading expensive or ambiguous: aliases, anchors, tags, several documents, deep
nesting and oversized files are refused.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sopwright.errors import InputError, refuse

MAX_BYTES = 5 * 1024 * 1024
"""More than any SOP; Sopwright's own limit."""
MAX_DEPTH = 40
"""More than any SOP nests; Sopwright's own limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in the text, half-open; lines and columns from 0.

    Attributes:
        line: First line.
        column: First column in it.
        end_line: Line of the end.
        end_column: First column in it that no longer belongs to the place.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarNode:
    """One text, number or word.

    Attributes:
        text: As written, without quotes; after ``|`` and ``>`` without the line breaks at the end.
        plain: Whether it stood without quotes, and may therefore be a number, ``true`` or nothing.
        span: Its place.
    """

    text: str
    plain: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode:
    """Several nodes in order.

    Attributes:
        items: The nodes.
        span: Its place.
        flow: Whether it is written in brackets.
    """

    items: "tuple[Node, ...]"
    span: Span
    flow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """Keys and their nodes, in order; a key may be there twice, which the reader must refuse.

    Attributes:
        entries: Keys and nodes.
        span: Its place.
        flow: Whether it is written in braces.
    """

    entries: "tuple[tuple[ScalarNode, Node], ...]"
    span: Span
    flow: bool


Node = ScalarNode | ListNode | MapNode

_SHOWN = 48
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def line_of(node: Node) -> int:
    """Return the line of the node as people count, from 1."""
    return node.span.line + 1


def shown(text: object) -> str:
    """Return a value found in a file, short enough for a message.

    Examples:
        >>> shown("a" * 100)
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    words = " ".join(str(text).split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def read(name: str, text: str) -> Node:
    """Return the tree of a YAML or JSON text, recognised by its content.

    Raises:
        InputError: The text is neither, or holds what no SOP file may hold.
    """
    text = text.removeprefix("\ufeff")
    if found := _UNPRINTABLE.search(text):
        _refuse_unprintable(f"{name}:{text.count(chr(10), 0, found.start()) + 1}", found.group())
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise _too_large(name, size)
    if not text.strip():
        raise refuse(name, "expected an SOP, found an empty file", "Start from a template")
    if text.lstrip()[0] not in "{[":
        return _Yaml(name, text).read()
    try:
        return _Json(name, text).read()
    except InputError as refused_json:
        try:
            return _Yaml(name, text).read()
        except InputError:
            raise refused_json from None


def _refuse_unprintable(name: str, text: str) -> None:
    if found := _UNPRINTABLE.search(text):
        raise refuse(name, f"expected text, found the character U+{ord(found.group()):04X}", "Remove it")


def _scalar(name: str, text: str, span: Span, *, plain: bool) -> ScalarNode:
    """Return the node, with escaped halves of a character joined and escaped control characters refused."""
    if _UNPRINTABLE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        _refuse_unprintable(f"{name}:{span.line + 1}", text)
    return ScalarNode(text=text, plain=plain, span=span)


def _too_large(name: str, size: int) -> InputError:
    found = f"expected at most {MAX_BYTES // 1024 // 1024} MiB, found {size / 1024 / 1024:.1f} MiB"
    return refuse(name, found, "Move long texts out of the SOP")


def _too_deep(name: str, line: int) -> InputError:
    where = f"{name}:{line + 1}"
    return refuse(where, f"expected at most {MAX_DEPTH} levels, found more", "Write the section with fewer levels")


class _Yaml:
    """Builds nodes from the events of ruamel's parser, which never resolves, constructs or follows anything."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.events = self._checked(text)

    def read(self) -> Node:
        try:
            for event in self.events:
                if isinstance(event, NodeEvent):
                    node = self._node(event, depth=1)
                    break
            else:
                raise refuse(self.name, "expected an SOP, found only comments", "Start from a template")
            for event in self.events:
                if isinstance(event, DocumentStartEvent):
                    self._refuse(event, "one document, found a second", "Keep one SOP in one file")
        except YAMLError as error:
            raise self._unreadable(error) from None
        return node

    def _checked(self, text: str) -> Iterator[Event]:
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, DocumentStartEvent) and (event.tags or event.version not in (None, (1, 2))):
                self._refuse(
                    event, "YAML 1.2 without directives, found a directive", "Remove the line that begins with %"
                )
            if isinstance(event, AliasEvent):
                self._refuse(
                    event, f"plain values, found the alias *{shown(event.anchor)}", "Write the value out, or quote it"
                )
            if isinstance(event, NodeEvent) and event.anchor is not None:
                self._refuse(
                    event, f"plain values, found the anchor &{shown(event.anchor)}", "Remove it, or quote the value"
                )
            tag = getattr(event, "tag", None)
            if tag is not None:
                self._refuse(event, f"plain values, found the tag {shown(tag)}", "Remove it, or quote the value")
            yield event

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            span = _span(event, event)
            text = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
            return _scalar(self.name, text, span, plain=event.style is None)
        if depth > MAX_DEPTH:
            raise _too_deep(self.name, event.start_mark.line)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), CollectionEndEvent):
                items.append(self._node(inner, depth + 1))
            return ListNode(items=tuple(items), span=_span(event, inner), flow=bool(event.flow_style))
        assert isinstance(event, MappingStartEvent), event  # noqa: S101 - aliases were refused before
        entries = []
        while not isinstance(inner := next(self.events), CollectionEndEvent):
            key = self._node(inner, depth + 1)
            if not isinstance(key, ScalarNode):
                self._refuse(inner, "a word as key, found a list or mapping", "Write the key as a word")
            entries.append((key, _beside(key, self._node(next(self.events), depth + 1))))
        return MapNode(entries=tuple(entries), span=_span(event, inner), flow=bool(event.flow_style))

    def _refuse(self, event: Event, found: str, remedy: str) -> NoReturn:
        where = f"{self.name}:{event.start_mark.line + 1}"
        raise refuse(where, f"expected {found}", remedy)

    def _unreadable(self, error: YAMLError) -> InputError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = self.name if mark is None else f"{self.name}:{mark.line + 1}"
        found = getattr(error, "problem", None) or getattr(error, "reason", None) or "text that YAML cannot read"
        if "'\\t'" in found:
            return refuse(where, "expected spaces, found a tab", "Replace the tab with spaces")
        return refuse(where, f"expected YAML, found a mistake: {found}", "Correct this line or the one before it")


def _span(first: Event, last: Event) -> Span:
    start, end = first.start_mark, last.end_mark
    return Span(line=start.line, column=start.column, end_line=end.line, end_column=end.column)


def _beside(key: ScalarNode, node: Node) -> Node:
    """Return the value of ``key`` with its place; ruamel sees a value that was left out on the line below."""
    if not isinstance(node, ScalarNode) or node.text or not node.plain or node.span.line == key.span.end_line:
        return node
    line, column = key.span.end_line, key.span.end_column
    return replace(node, span=Span(line=line, column=column, end_line=line, end_column=column))


_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_SCAN = json.JSONDecoder()


class _Json:
    """Reads JSON with places, as the standard library's reader gives none."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.at = 0
        self.line = 0
        self.line_start = 0

    def read(self) -> Node:
        node = self._node(depth=1)
        self._skip()
        if self.at < len(self.text):
            self._refuse("the end of the file")
        return node

    def _node(self, depth: int) -> Node:
        self._skip()
        if self._sees('"'):
            return self._string()
        if not self._sees("{", "["):
            return self._plain()
        if depth > MAX_DEPTH:
            raise _too_deep(self.name, self.line)
        start = self._place()
        if self._sees("["):
            items = tuple(self._node(depth + 1) for _ in self._members("]"))
            return ListNode(items=items, span=self._span(start), flow=True)
        entries = tuple((self._key(), self._node(depth + 1)) for _ in self._members("}"))
        return MapNode(entries=entries, span=self._span(start), flow=True)

    def _members(self, end: str) -> Iterator[None]:
        """Step from member to member up to the closing bracket; the caller reads each member."""
        self.at += 1
        self._skip()
        if not self._sees(end):
            yield
            self._skip()
            while self._sees(","):
                self.at += 1
                yield
                self._skip()
        if not self._sees(end):
            self._refuse(f"a comma or {end}")
        self.at += 1

    def _key(self) -> ScalarNode:
        self._skip()
        if not self._sees('"'):
            self._refuse("a key in double quotes")
        key = self._string()
        self._skip()
        if not self._sees(":"):
            self._refuse("a colon")
        self.at += 1
        return key

    def _string(self) -> ScalarNode:
        start, begin = self._place(), self.at
        try:
            text, self.at = _SCAN.raw_decode(self.text, begin)
        except json.JSONDecodeError:
            self._refuse("a text that ends in a double quote, without line breaks")
        return _scalar(self.name, text, self._span(start), plain=False)

    def _plain(self) -> ScalarNode:
        start = self._place()
        match = _PLAIN.match(self.text, self.at)
        if match is None:
            self._refuse("a value")
        self.at = match.end()
        return ScalarNode(text=match.group(), plain=True, span=self._span(start))

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None  # noqa: S101 - the pattern matches nothing, too
        breaks = match.group().count("\n")
        if breaks:
            self.line += breaks
            self.line_start = match.start() + match.group().rindex("\n") + 1
        self.at = match.end()

    def _sees(self, *characters: str) -> bool:
        return self.text.startswith(characters, self.at)

    def _place(self) -> tuple[int, int]:
        return self.line, self.at - self.line_start

    def _span(self, start: tuple[int, int]) -> Span:
        line, column = self._place()
        return Span(line=start[0], column=start[1], end_line=line, end_column=column)

    def _refuse(self, expected: str) -> NoReturn:
        found = repr(self.text[self.at : self.at + 12]) if self.at < len(self.text) else "the end of the file"
        where = f"{self.name}:{self.line + 1}"
        raise refuse(where, f"expected {expected}, found {found}", "Correct the JSON here")
