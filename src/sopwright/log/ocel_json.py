"""Which events and objects does an OCEL file in JSON state? Version 2.0, and version 1.0 (``.jsonocel``).

In: the bytes of the file. Out: a ``Gathering``.

Law: a value of the wrong shape is named with its place; what is stated twice under one name is counted in a note.

Source: https://www.ocel-standard.org, OCEL 2.0 specification, and OCEL 1.0 (https://ocel-standard.org/1.0).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sopwright.errors import InputError, refuse
from sopwright.log.amounts import counted
from sopwright.log.ocel_gathering import Gathering, kind_of
from sopwright.log.xes_stated import BOOLEAN, FLOAT, INT, STRING

_REMEDY = "Export it again as OCEL 2.0 JSON"
_OLD = "ocel:"


def gathered(data: bytes, name: str, zone: str = "") -> Gathering:
    """Return what the file states.

    Raises:
        InputError: It is no JSON, no OCEL, or a part of it has the wrong shape.
    """
    gathering = Gathering(name, zone)
    doubled: list[str] = []

    def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            doubled.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return found

    try:
        document = json.loads(data, object_pairs_hook=each_once)
    except (ValueError, RecursionError) as error:
        raise _no_json(data, name, error) from error
    if not isinstance(document, dict):
        raise _misshapen(document, name, "an object with events and objects")
    if "ocel:events" in document:
        _first_version(document, gathering, name)
    elif "events" in document and "objects" in document:
        _second_version(document, gathering, name)
    else:
        found = f"expected OCEL with events and objects, found JSON with {', '.join(sorted(document)[:6]) or 'nothing'}"
        raise refuse(name, found, "Choose an OCEL file")
    if doubled:
        gathering.notes.append(
            f"{counted(len(doubled), 'name')} stated twice, such as “{doubled[0]}”; the last was kept"
        )
    return gathering


def _no_json(data: bytes, name: str, error: Exception) -> InputError:
    if isinstance(error, json.JSONDecodeError):
        where = f"{name}:{error.lineno}"
        if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
            return refuse(where, "expected the whole of a JSON file, found one that is cut off", "Export it again")
        return refuse(where, f"expected JSON, found an error in it ({error.msg.lower()})", _REMEDY)
    return refuse(name, f"expected JSON in UTF-8, found {len(data):,} bytes that are not", _REMEDY)


def _second_version(document: Mapping[str, Any], gathering: Gathering, name: str) -> None:
    """Take a file of version 2.0."""
    event_kinds = _declared(document, "eventTypes", name)
    object_kinds = _declared(document, "objectTypes", name)
    for place, entry in _entries(document, "objects", name):
        identity, kind = _text(entry.get("id")), _text(entry.get("type"))
        gathering.object(identity, kind)
        for at, attribute in _entries(entry, "attributes", place):
            value = attribute.get("value")
            if value is not None:
                field = _word(attribute, "name", at)
                declared = object_kinds.get((kind, field))
                since = _text(attribute.get("time")) or None
                gathering.object_attribute(identity, field, _text(value), _kind(value, declared), since)
        for at, relation in _entries(entry, "relationships", place):
            gathering.related(identity, _word(relation, "objectId", at), _text(relation.get("qualifier")))
    for place, entry in _entries(document, "events", name):
        kind = _text(entry.get("type"))
        event = gathering.event(_text(entry.get("id")), kind, _text(entry.get("time")))
        for at, attribute in _entries(entry, "attributes", place):
            value = attribute.get("value")
            if value is not None:
                field = _word(attribute, "name", at)
                gathering.event_attribute(event, field, _text(value), _kind(value, event_kinds.get((kind, field))))
        for at, relation in _entries(entry, "relationships", place):
            gathering.relation(event, _word(relation, "objectId", at), _text(relation.get("qualifier")))


def _first_version(document: Mapping[str, Any], gathering: Gathering, name: str) -> None:
    """Take a file of version 1.0."""
    for identity, entry in _named(document, "ocel:objects", name):
        gathering.object(identity, _text(entry.get("ocel:type")))
        for field, value in _named_values(entry, "ocel:ovmap", f"{name}: ocel:objects.{identity}"):
            gathering.object_attribute(identity, field, _text(value), _kind(value, None))
    for identity, entry in _named(document, "ocel:events", name):
        place = f"{name}: ocel:events.{identity}"
        event = gathering.event(identity, _text(entry.get("ocel:activity")), _text(entry.get("ocel:timestamp")))
        for field, value in _named_values(entry, "ocel:vmap", place):
            gathering.event_attribute(event, field, _text(value), _kind(value, None))
        objects = entry.get("ocel:omap") or []
        if not isinstance(objects, list):
            raise _misshapen(objects, f"{place}.ocel:omap", "a list of objects")
        for taking_part in objects:
            gathering.relation(event, _text(taking_part), "")


def _declared(document: Mapping[str, Any], part: str, name: str) -> dict[tuple[str, str], int]:
    """Return the type that is declared for each attribute of each type of event or object."""
    return {
        (_text(entry.get("name")), _text(attribute.get("name"))): kind_of(_text(attribute.get("type")))
        for place, entry in _entries(document, part, name)
        for _, attribute in _entries(entry, "attributes", place)
    }


def _entries(parent: Mapping[str, Any], part: str, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the entries of a list, each with its place; a list that is missing is empty."""
    found = parent.get(part) or []
    where = f"{place}.{part}" if "[" in place else f"{place}: {part}"
    if not isinstance(found, list):
        raise _misshapen(found, where, "a list")
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, dict):
            raise _misshapen(entry, f"{where}[{number}]", "an object")
        yield f"{where}[{number}]", entry


def _named(parent: Mapping[str, Any], part: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for identity, entry in _named_values(parent, part, name):
        if not isinstance(entry, dict):
            raise _misshapen(entry, f"{name}: {part}.{identity}", "an object")
        yield identity, entry


def _named_values(parent: Mapping[str, Any], part: str, place: str) -> Iterator[tuple[str, Any]]:
    found = parent.get(part) or {}
    if not isinstance(found, dict):
        raise _misshapen(found, f"{place}: {part}", "an object")
    yield from ((name, value) for name, value in found.items() if value is not None)


def _word(entry: Mapping[str, Any], part: str, place: str) -> str:
    found = _text(entry.get(part))
    if not found:
        raise refuse(place, f"expected {part}, found none", _REMEDY)
    return found


def _kind(value: object, declared: int | None) -> int:
    """Return the declared type, or that of the value itself where none is declared."""
    if declared is not None:
        return declared
    if isinstance(value, bool):
        return BOOLEAN
    return INT if isinstance(value, int) else FLOAT if isinstance(value, float) else STRING


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _misshapen(found: object, where: str, expected: str) -> InputError:
    return refuse(where, f"expected {expected}, found {_shape(found)}", _REMEDY)


def _shape(value: object) -> str:
    """Return what a person calls a value of JSON."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value)[:40]
