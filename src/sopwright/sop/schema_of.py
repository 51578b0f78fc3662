"""How does an editor check an SOP file while it is typed? The file form as JSON Schema 2020-12, read off the types.

In: the types and their docstrings. Out: the schema as plain ``dict``.

Law: every file that ``dump_yaml`` or ``dump_json`` writes is valid. ``parse`` is stricter, as it knows references, and
kinder, as it takes a key without a value for one that is not there, and any word for a text.
"""

import re
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from inspect import getdoc
from typing import Any

from sopwright.evidence import EventRef
from sopwright.sop.contract import EventTest, Operator
from sopwright.sop.document import FORM_VERSION, Sop
from sopwright.sop.duration import Duration
from sopwright.sop.shape import Slot, is_condition, is_record, item_of, key_slot, short_slot, slots

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EVENTS = r"^[A-Za-z0-9_.-]+#[1-9][0-9]*(-[1-9][0-9]*)?([ ,]+[A-Za-z0-9_.-]*#[1-9][0-9]*(-[1-9][0-9]*)?)*$"
_UNITS = "min|minutes?|h|hours?|days?|weeks?|months?|working hours?|working days?"
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_ATTRIBUTE = re.compile(r"^ {4}(?P<name>\w+): (?P<text>.*(?:\n {8}.*)*)", re.MULTILINE)
_WORDS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Duration: {"type": "string", "pattern": f"^[0-9]{{1,4}} ({_UNITS})$", "examples": ["5 min", "2 working days"]},
}


def schema() -> Schema:
    """Return the JSON Schema of an SOP file."""
    found: dict[str, Schema] = {}
    top = _record(Sop, found)
    top["properties"]["sop"] |= {"const": FORM_VERSION}
    return {
        "$schema": _DIALECT,
        "title": "Sopwright SOP",
        **top,
        "$defs": {name: found[name] for name in sorted(found)},
    }


def _value(hint: Any, found: dict[str, Schema]) -> Schema:  # noqa: ANN401, PLR0911 - one line for each kind of type
    if is_condition(hint):
        return _referred("Condition", found, _condition)
    item = item_of(hint)
    if item is EventRef:
        line: Schema = {"type": "string", "pattern": _EVENTS, "examples": ["rec1#3-5 rec2#8"]}
        return {"anyOf": [line, {"type": "array", "items": line}]}
    if item is not None and is_record(item) and key_slot(item) is not None:
        return {"type": "object", "additionalProperties": _value(item, found)}
    if item is not None:
        return {"type": "array", "items": _value(item, found)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(member) for member in hint]}
    if is_record(hint):
        return _referred(hint.__name__, found, lambda _: _short_or_record(hint, found))
    return dict(_WORDS[hint])


def _referred(name: str, found: dict[str, Schema], make: Any) -> Schema:  # noqa: ANN401 - a function of this module
    if name not in found:
        found[name] = {}
        found[name] |= make(found)
    return {"$ref": f"#/$defs/{name}"}


def _short_or_record(kind: type, found: dict[str, Schema]) -> Schema:
    record = _record(kind, found)
    short = short_slot(kind)
    if short is None:
        return record
    description = record.pop("description")
    return {"description": description, "anyOf": [_value(short.hint, found), record]}


def _record(kind: type, found: dict[str, Schema]) -> Schema:
    named = key_slot(kind)
    texts = _attribute_texts(kind)
    properties = {slot.key: _property(slot, texts, found) for slot in slots(kind) if slot != named}
    required = [slot.key for slot in slots(kind) if slot.required and slot != named]
    return {
        "description": _sentence(kind),
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _property(slot: Slot, texts: dict[str, str], found: dict[str, Schema]) -> Schema:
    value = _value(slot.hint, found)
    if slot.attribute in texts:
        value = {"description": texts[slot.attribute], **value}
    if isinstance(slot.default, str | int) and slot.default not in ("", False) and not slot.required:
        value["default"] = str(slot.default) if isinstance(slot.default, str) else slot.default
    return value


def _condition(found: dict[str, Schema]) -> Schema:
    condition = {"$ref": "#/$defs/Condition"}
    parts: Schema = {"type": "array", "items": condition, "minItems": 1}
    return {
        "description": "A condition: a comparison of one field, something that the lead did, or several of them.",
        "anyOf": [
            _comparison(),
            _value(EventTest, found),
            *({"type": "object", "properties": {key: value}, "required": [key], "additionalProperties": False}
              for key, value in (("all", parts), ("any", parts), ("not", condition))),
        ],
    }  # fmt: skip


def _comparison() -> Schema:
    number: Schema = {"type": "number"}
    several: Schema = {"type": "array", "items": _SCALAR, "minItems": 1}
    values = {
        Operator.IS: _SCALAR,
        Operator.IS_NOT: _SCALAR,
        Operator.IN: several,
        Operator.NOT_IN: several,
        Operator.CONTAINS: {"type": "string", "minLength": 1},
        Operator.STARTS_WITH: {"type": "string", "minLength": 1},
        Operator.KNOWN: {"type": "boolean"},
    }
    return {
        "description": "A comparison of one field of the lead, such as {field: company.employees, more_than: 50}.",
        "type": "object",
        "properties": {"field": {"type": "string"}, **{str(name): values.get(name, number) for name in Operator}},
        "required": ["field"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": False,
    }


def _sentence(kind: type) -> str:
    assert is_dataclass(kind)  # noqa: S101 - else there are no attributes
    return _plain((getdoc(kind) or "").split("\n\n")[0])


def _attribute_texts(kind: type) -> dict[str, str]:
    attributes = (getdoc(kind) or "").partition("Attributes:\n")[2]
    return {match["name"]: _plain(match["text"]) for match in _ATTRIBUTE.finditer(attributes)}


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "").split())
