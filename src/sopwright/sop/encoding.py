"""How is an SOP written as plain mappings, lists and words? The inverse of ``decoding``, driven by the same types.

In: a value. Out: a tree of ``dict``, ``list``, ``str``, ``int``, ``Decimal`` and ``bool``, in the order of attributes.

Law: defaults are left out, except the version of the file form, which opens every file; the shortest form is taken.
"""

from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sopwright.evidence import EventRef, Sentence
from sopwright.sop.contract import AllOf, AnyOf, FieldTest, Not
from sopwright.sop.document import Sop
from sopwright.sop.duration import Duration
from sopwright.sop.scalars import reference_text
from sopwright.sop.shape import key_slot, short_slot, slots

Tree = dict[str, Any] | list[Any] | str | int | Decimal | bool


class Keyed(dict[str, Any]):
    """A section whose keys are names that people chose; their order counts."""


class Prose(str):
    """The text of a sentence, which deserves lines of its own."""

    __slots__ = ()


class Day(str):
    """A date, which needs no quotes."""

    __slots__ = ()


class Literal(str):
    """A text where a number would be allowed, too."""

    __slots__ = ()


def encode(value: object) -> Tree:  # noqa: PLR0911 - one line for each kind of value, in one list
    """Return the tree of any value of ``document`` or ``contract``."""
    if isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return Day(value.isoformat())
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, tuple):
        return _section(value)
    if isinstance(value, FieldTest):
        return {"field": value.field, str(value.operator): _compared(value.value)}
    if isinstance(value, AllOf | AnyOf):
        return {"all" if isinstance(value, AllOf) else "any": [encode(part) for part in value.parts]}
    if isinstance(value, Not):
        return {"not": encode(value.part)}
    return _record(value)


def _section(values: tuple[Any, ...]) -> Tree:
    if values and all(isinstance(value, EventRef) for value in values):
        return reference_text(values)
    key = key_slot(type(values[0])) if values and is_dataclass(values[0]) else None
    if key is None:
        return [encode(value) for value in values]
    return Keyed({getattr(value, key.attribute): _record(value) for value in values})


def _record(value: Any) -> Tree:  # noqa: ANN401 - any dataclass of the document
    kind = type(value)
    key, short = key_slot(kind), short_slot(kind)
    written = {
        slot.key: encode(getattr(value, slot.attribute))
        for slot in slots(kind)
        if slot != key and (slot.required or getattr(value, slot.attribute) != slot.default)
    }
    if kind is Sentence:
        written["text"] = Prose(value.text)
    if short is not None and set(written) == {short.key}:
        return written[short.key]
    return {"sop": value.sop, **written} if isinstance(value, Sop) else written


def _compared(value: Any) -> Tree:  # noqa: ANN401 - a scalar or a tuple of them
    if isinstance(value, tuple):
        return [_compared(item) for item in value]
    return Literal(value) if isinstance(value, str) else encode(value)
