"""Does this tree of nodes state an SOP, and which? Driven by the types; every problem is collected with its place.

In: nodes with places. Out: the value, the line of every path, and all problems in the order of the file.

Law: a value comes out only where there is no problem below it; nothing in the tree is passed over in silence.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from sopwright.errors import Problem
from sopwright.evidence import EventRef, Sentence
from sopwright.sop.contract import AllOf, AnyOf, Condition, EventTest, FieldTest, Not, Operator, Scalar
from sopwright.sop.nodes import ListNode, MapNode, Node, ScalarNode, line_of, shown
from sopwright.sop.scalars import NOTHING, Wrong, literal, references, wanted, word
from sopwright.sop.shape import Slot, is_condition, is_record, item_of, key_slot, short_slot, slots

T = TypeVar("T")

_FAILED: Any = object()
"""Stands for a value that could not be read; the problem is noted."""

_OPERATORS = tuple(str(operator) for operator in Operator)
_CONDITION_REMEDY = "Write a condition such as {field: company.employees, more_than: 50}"


class Decoder:
    """Reads values from nodes, and notes problems and places on the way.

    Attributes:
        lines: The line of every path that was read, from 1.
    """

    def __init__(self, name: str) -> None:
        """Read the file that people know as ``name``."""
        self.name = name
        self._problems: list[tuple[int, Problem]] = []
        self.lines: dict[str, int] = {}

    def decode(self, kind: type[T], node: Node) -> T | None:
        """Return the value of ``kind`` that ``node`` states, or ``None`` when there were problems."""
        value = self._value(kind, node, "")
        return None if self._problems else value

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong, in the order of the file."""
        return tuple(problem for _, problem in sorted(self._problems, key=lambda noted: noted[0]))

    def note(self, path: str, problem: str, remedy: str) -> None:
        """Add a problem about something that was read well as such."""
        known = path
        while known not in self.lines:
            known = known.rpartition(".")[0]
        self._note(self.lines[known], path, problem, remedy)

    def place(self, path: str) -> str:
        """Return a path with its line, for messages that name a second place."""
        return f"{path} in line {self.lines[path]}" if path in self.lines else path

    def _note(self, line: int, path: str, problem: str, remedy: str) -> Any:  # noqa: ANN401 - the mark of failure
        where = f"{self.name}:{line}" if line else self.name
        where = f"{where}: {path}" if path else where
        self._problems.append((line, Problem(where=where, problem=problem, remedy=remedy)))
        return _FAILED

    def _wrong(self, node: Node, path: str, expected: str, remedy: str) -> Any:  # noqa: ANN401 - the mark of failure
        return self._note(line_of(node), path, f"expected {expected}, found {_found(node)}", remedy)

    def _value(self, hint: Any, node: Node, path: str) -> Any:  # noqa: ANN401 - the value is of the type asked for
        self.lines[path] = line_of(node)
        if is_condition(hint):
            return self._condition(node, path)
        if item_of(hint) is EventRef:
            return self._evidence(node, path)
        if item_of(hint) is not None:
            return self._section(item_of(hint), node, path)
        if is_record(hint):
            return self._record(hint, node, path)
        value = None
        if isinstance(node, ScalarNode) and not _is_nothing(node):
            value = word(hint, node.text, plain=node.plain)
        return self._wrong(node, path, wanted(hint).expected, wanted(hint).remedy) if value is None else value

    def _section(self, item: Any, node: Node, path: str) -> Any:  # noqa: ANN401 - a tuple of what was asked for
        key = key_slot(item) if is_record(item) else None
        if key is not None:
            if not isinstance(node, MapNode):
                return self._wrong(node, path, f"a mapping from {key.key}", f"Write each as {key.key}: …")
            entries = self._entries(node, path)
            values = [self._record(item, inner, at, given=(key, name)) for name, inner, at in entries]
        else:
            if not isinstance(node, ListNode):
                return self._wrong(node, path, "a list", "Write each item on a line of its own after a dash")
            values = [self._value(item, inner, f"{path}[{n}]") for n, inner in enumerate(node.items, start=1)]
        return _FAILED if _FAILED in map(_mark, values) else tuple(values)

    def _record(self, kind: type, node: Node, path: str, given: tuple[Slot, str] | None = None) -> Any:  # noqa: ANN401 - any record
        self.lines[path] = line_of(node)
        known = {slot.key: slot for slot in slots(kind) if given is None or slot != given[0]}
        short = short_slot(kind)
        if short is not None and _stands_alone(node, short, known):
            found = {short.attribute: self._value(short.hint, node, path)}
        elif isinstance(node, MapNode):
            found = {}
            for key, inner, at in self._entries(node, path, known):
                slot = known[key]
                if slot.required or not _is_nothing(inner):
                    found[slot.attribute] = self._value(slot.hint, inner, at)
        else:
            needed = [slot.key for slot in known.values() if slot.required] or list(known)
            return self._wrong(node, path, f"a mapping with {' and '.join(needed)}", "Write each as key: value")
        return self._construct(kind, node, path, found if given is None else {given[0].attribute: given[1], **found})

    def _construct(self, kind: type, node: Node, path: str, found: dict[str, Any]) -> Any:  # noqa: ANN401 - any record
        missing = [slot.key for slot in slots(kind) if slot.required and slot.attribute not in found]
        for key in missing:
            self._note(line_of(node), _join(path, key), f"expected {key}, found nothing", f"Add {key}")
        if missing or _FAILED in map(_mark, found.values()):
            return _FAILED
        try:
            return kind(**found)
        except ValueError as error:
            return self._note(line_of(node), path, str(error), "Correct it here")

    def _entries(
        self, node: MapNode, path: str, known: dict[str, Slot] | None = None
    ) -> Iterator[tuple[str, Node, str]]:
        """Yield key, node and path of each entry that may be read; note the others."""
        lines: dict[str, int] = {}
        for key, inner in node.entries:
            at = _join(path, key.text)
            if key.text in lines:
                problem = f"expected each key once, found {shown(key.text)!r} in line {lines[key.text]} before"
                self._note(line_of(key), at, problem, "Remove one of them")
            elif known is not None and key.text not in known:
                near = get_close_matches(key.text, known, n=1)
                remedy = f"Write {near[0]}" if near else f"Remove it, or choose from {', '.join(known)}"
                self._note(line_of(key), at, f"expected a key that exists, found {shown(key.text)!r}", remedy)
            elif not key.text.strip():
                self._note(line_of(key), at, f"expected a name, found {key.text!r}", "Write a name before the colon")
            else:
                lines[key.text] = line_of(key)
                yield key.text, inner, at

    def _evidence(self, node: Node, path: str) -> Any:  # noqa: ANN401 - events, or the mark of failure
        nodes = node.items if isinstance(node, ListNode) else (node,)
        texts = [inner.text for inner in nodes if isinstance(inner, ScalarNode)]
        refs = references(texts)
        if isinstance(refs, Wrong) or len(texts) < len(nodes):
            return self._wrong(node, path, "events such as rec1#3-5 rec2#8", "Name events as recording#number")
        return refs

    def _condition(self, node: Node, path: str) -> Condition:
        self.lines[path] = line_of(node)
        keys = [key.text for key, _ in node.entries] if isinstance(node, MapNode) else []
        failed: Condition = _FAILED
        if not isinstance(node, MapNode) or not keys:
            failed = self._wrong(node, path, "a condition", _CONDITION_REMEDY)
        elif "field" in keys:
            return self._field_test(node, path)
        elif "event" in keys:
            test: Condition = self._record(EventTest, node, path)
            return test
        elif keys == ["not"]:
            part = self._condition(node.entries[0][1], _join(path, "not"))
            return part if part is _FAILED else Not(part=part)
        elif keys in (["all"], ["any"]):
            return self._parts(AllOf if keys == ["all"] else AnyOf, node.entries[0][1], _join(path, keys[0]))
        else:
            problem = f"expected field, event, all, any or not, found {shown(', '.join(keys))!r}"
            failed = self._note(line_of(node), path, problem, _CONDITION_REMEDY)
        return failed

    def _parts(self, kind: type[AllOf | AnyOf], node: Node, path: str) -> Condition:
        if not isinstance(node, ListNode) or not node.items:
            failed: Condition = self._wrong(node, path, "a list of conditions", _CONDITION_REMEDY)
            return failed
        parts = [self._condition(inner, f"{path}[{n}]") for n, inner in enumerate(node.items, start=1)]
        return _FAILED if _FAILED in map(_mark, parts) else kind(parts=tuple(parts))

    def _field_test(self, node: MapNode, path: str) -> Condition:
        known = dict.fromkeys(("field", *_OPERATORS), slots(FieldTest)[0])
        entries = {key: (inner, at) for key, inner, at in self._entries(node, path, known)}
        operators = [key for key in entries if key != "field"]
        field = self._value(str, *entries["field"])
        failed: Condition = _FAILED
        if len(operators) != 1:
            if len(entries) == len(node.entries):
                problem = f"expected one comparison, found {', '.join(operators) or 'none'}"
                self._note(line_of(node), path, problem, _CONDITION_REMEDY)
            return failed
        inner, at = entries[operators[0]]
        value = self._literals(inner, at)
        if field is _FAILED or value is _FAILED:
            return failed
        try:
            return FieldTest(field=field, operator=Operator(operators[0]), value=value)
        except ValueError as error:
            self._note(line_of(inner), at, str(error), "Correct the value or the comparison")
            return failed

    def _literals(self, node: Node, path: str) -> Scalar | tuple[Scalar, ...]:
        self.lines[path] = line_of(node)
        failed: Scalar = _FAILED
        if isinstance(node, ListNode):
            values = [self._literals(inner, f"{path}[{n}]") for n, inner in enumerate(node.items, start=1)]
            scalars = tuple(value for value in values if not isinstance(value, tuple))
            if len(scalars) < len(values):
                return self._wrong(node, path, "a list of texts or numbers", "Write them in one list")  # type: ignore[no-any-return]
            return failed if _FAILED in map(_mark, scalars) else scalars
        value = literal(node.text, plain=node.plain) if isinstance(node, ScalarNode) else None
        if value is None or isinstance(value, Wrong):
            remedy = _CONDITION_REMEDY if value is None else value.remedy
            return self._wrong(node, path, "a text or a number", remedy)  # type: ignore[no-any-return]
        return value


def _mark(value: object) -> object:
    """Return the mark of failure or nothing, so that values are compared by identity only."""
    return value if value is _FAILED else None


def _join(path: str, key: str) -> str:
    return f"{path}.{shown(key)}" if path else shown(key)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.plain and node.text in NOTHING


def _stands_alone(node: Node, short: Slot, known: dict[str, Slot]) -> bool:
    """Return whether ``node`` states the short form alone: a word, or a sentence with its origin."""
    if not isinstance(node, MapNode):
        return isinstance(node, ScalarNode)
    keys = {key.text for key, _ in node.entries}
    return short.hint is Sentence and "text" in keys and "text" not in known


def _found(node: Node) -> str:
    if isinstance(node, MapNode):
        return "a mapping"
    if isinstance(node, ListNode):
        return "a list"
    return "nothing" if _is_nothing(node) else repr(shown(node.text))
