"""Where in an SOP is something? Every place of a document, with its path and with the words people find it by.

In: an SOP. Out: its places in the order of the document.

Law: a path names one place: items that have an id or a name go by it (``steps.convert-lead.do``, ``roles.SDR``), ways
by where they lead (``decisions.fit.options.reject-lead``), all others by their number from 1 (``routing[2]``); steps go
by their id alone, wherever they stand.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from sopwright.evidence import EventRef, Sentence
from sopwright.sop.contract import Criteria, RoutingRule, Touch
from sopwright.sop.document import Branch, Decision, ExceptionPath, Option, Phase, Sop, Step
from sopwright.sop.duration import Duration
from sopwright.sop.lint.language import main_clause
from sopwright.sop.numbering import numbered

T = TypeVar("T")

_LEAVES = (Sentence, Duration, EventRef, Enum)
_MARKS = re.compile(r"\*{1,2}")
_SHORT = 40
_NOUNS = {
    "Asset": "asset",
    "Cadence": "cadence",
    "Calendar": "calendar",
    "Code": "code",
    "Criterion": "minimum",
    "Decision": "decision",
    "Definition": "definition",
    "HandOff": "hand-off",
    "Metric": "metric",
    "OpenQuestion": "question",
    "PointRule": "point rule",
    "Question": "question to the lead",
    "Record": "record",
    "Role": "role",
    "RoutingRule": "routing row",
    "Seal": "seal",
    "Source": "recording",
    "Stage": "stage",
    "Suppression": "suppression",
    "System": "system",
    "TimeLimit": "time limit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a rule found at one place.

    Attributes:
        path: The place as a path.
        message: What was expected and what was found, without a full stop.
        remedy: The next action as an order, without a full stop.
    """

    path: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class At(Generic[T]):
    """A value of the document and its place.

    Attributes:
        it: The value.
        path: Such as ``steps.convert-lead.do``.
        where: Such as ``step 4 “Convert the lead”``.
        owner: What holds the value.
        field: The attribute of the owner that holds it.
    """

    it: T
    path: str
    where: str
    owner: object = None
    field: str = ""

    def fault(self, part: str, message: str, remedy: str) -> Fault:
        """Return a fault at ``part`` of this place, or at the place itself when ``part`` is empty."""
        path = f"{self.path}.{part}" if part and self.path else part or self.path
        return Fault(path=path, message=message, remedy=remedy)


def plain(text: str) -> str:
    """Return ``text`` without the marks of light Markdown."""
    return _MARKS.sub("", text)


def short(text: str) -> str:
    """Return the beginning of a sentence, to recognise it by.

    Examples:
        >>> short("Select **Convert lead**.")
        'Select Convert lead'
    """
    words = " ".join(plain(text).split()).rstrip(".")
    return words if len(words) <= _SHORT else words[:_SHORT].rstrip(" ,;:") + "…"


def places(sop: Sop) -> tuple[At[object], ...]:
    """Return every place of ``sop``, parents before parts, in the order of the document."""
    names = _numbers(sop)
    return tuple(_parts(sop, "", "", names))


def rewrite(sop: Sop, path: str, change: Callable[[object], object]) -> Sop:
    """Return ``sop`` with the values at ``path`` changed; unchanged when there is no such place."""
    return cast("Sop", _rewritten(sop, "", {path: change}))


def _rewritten(owner: object, path: str, changes: Mapping[str, Callable[[object], object]]) -> object:
    new: dict[str, object] = {}
    for name in _attributes(owner):
        old = getattr(owner, name)
        at = _below(path, name)
        value = _changed(old, at, changes)
        if isinstance(value, tuple):
            items = tuple(_changed(item, _item_path(at, item, n), changes) for n, item in enumerate(value, 1))
            value = items if items != value else value
        if value != old:
            new[name] = value
    return replace(cast("Any", owner), **new) if new else owner


def _changed(value: object, path: str, changes: Mapping[str, Callable[[object], object]]) -> object:
    if path in changes:
        value = changes[path](value)
    return _rewritten(value, path, changes) if _has_parts(value) else value


def _numbers(sop: Sop) -> dict[int, str]:
    """Return the words for phases, steps and exceptions, which people know by their numbers."""
    names: dict[int, str] = {}
    for number, step in numbered(sop):
        clause = main_clause(plain(step.do.text))
        names[id(step)] = f"step {number} “{short(clause[:1].upper() + clause[1:])}”"
    for n, phase in enumerate(sop.procedure, 1):
        names[id(phase)] = f"phase {n} “{short(phase.phase)}”"
    for n, exception in enumerate(sop.exceptions, 1):
        names[id(exception)] = f"exception {n} “{short(exception.title)}”"
    return names


def _parts(owner: object, path: str, where: str, names: Mapping[int, str]) -> Iterator[At[object]]:
    for name in _attributes(owner):
        value = getattr(owner, name)
        at = _below(path, name)
        said = where if name == "do" else ", ".join(piece for piece in (where, _spoken(name)) if piece)
        yield At(it=value, path=at, where=said, owner=owner, field=name)
        if isinstance(value, tuple):
            for n, item in enumerate(value, 1):
                below = _item_path(at, item, n)
                called = _called(item, n, said, where, names)
                yield At(it=item, path=below, where=called, owner=owner, field=name)
                if _has_parts(item):
                    yield from _parts(item, below, called, names)
        elif _has_parts(value):
            yield from _parts(value, at, said if not isinstance(value, Criteria) else "", names)


def _attributes(owner: object) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in fields(cast("Any", owner)))


def _has_parts(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type) and not isinstance(value, _LEAVES)


def _below(path: str, name: str) -> str:
    name = name.rstrip("_")
    return f"{path}.{name}" if path else name


def _item_path(path: str, item: object, number: int) -> str:
    if isinstance(item, Step):
        return f"steps.{item.id}"
    name = name_of(item)
    return f"{path}.{name}" if name else f"{path}[{number}]"


def name_of(item: object) -> str:
    """Return the id or name that ``item`` goes by, a way where it leads; empty when it has none."""
    if isinstance(item, Branch | Option):
        return item.go
    key = getattr(item, "KEY", "id")
    return "" if isinstance(item, RoutingRule) else str(getattr(item, key, "") or "")


def _called(item: object, number: int, said: str, where: str, names: Mapping[int, str]) -> str:
    if isinstance(item, (Phase, Step, ExceptionPath)):
        return names[id(item)]
    if isinstance(item, Decision):
        return f"decision “{short(item.question.text)}”"
    if isinstance(item, RoutingRule):
        return f"routing row {number}"
    if isinstance(item, Touch):
        return f"{where}, touch “{item.id}” on day {item.day}"
    noun, name = _NOUNS.get(type(item).__name__, said), name_of(item)
    return f"{noun} “{name}”" if name and noun != said else f"{noun} {number}"


def _spoken(name: str) -> str:
    return name.rstrip("_").replace("_", " ")
