"""Which events and objects does an OCEL file in XML state? Version 2.0, and version 1.0 (``.xmlocel``).

In: the bytes of the file. Out: a ``Gathering``.

Law: elements are understood by their names and nesting; others are passed over. Broken XML is refused with its line.

Source: https://www.ocel-standard.org, OCEL 2.0 specification, and OCEL 1.0 (https://ocel-standard.org/1.0).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser

from sopwright.errors import refuse
from sopwright.log.ocel_gathering import Gathering, kind_of

_REMEDY = "Export it again as OCEL 2.0"
_CUT_OFF = (3, 5)
"""Expat's codes for a file that ends before its root does."""


def gathered(data: bytes, name: str, zone: str = "") -> Gathering:
    """Return what the file states.

    Raises:
        InputError: It is broken XML, or no OCEL.
    """
    parser = XMLParser()  # noqa: S314 - expat resolves nothing outside the file, and limits what it expands
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        found = "found a file that is cut off" if error.code in _CUT_OFF else f"found an error in it ({error.msg})"
        where = f"{name}:{error.position[0]}"
        raise refuse(where, f"expected XML, {found}", _REMEDY) from error
    events, objects = _child(root, "events"), _child(root, "objects")
    if _tag(root) != "log" or events is None or objects is None:
        found = f"expected OCEL with events and objects, found XML that begins with <{_tag(root)[:40]}>"
        raise refuse(name, found, "Choose an OCEL file")
    gathering = Gathering(name, zone)
    if _child(root, "object-types") is not None or _child(root, "event-types") is not None:
        _second_version(root, gathering, objects, events)
    else:
        _first_version(gathering, objects, events)
    return gathering


def _second_version(root: Element, gathering: Gathering, objects: Element, events: Element) -> None:
    """Take a file of version 2.0."""
    kinds = _declared(root)
    for entry in objects:
        identity, kind = entry.get("id", ""), entry.get("type", "")
        gathering.object(identity, kind)
        for attribute in _parts(entry, "attributes"):
            field = attribute.get("name", "")
            if field:
                declared = kind_of(kinds.get(("object-type", kind, field), ""))
                gathering.object_attribute(
                    identity, field, attribute.text or "", declared, attribute.get("time") or None
                )
        for relation in _parts(entry, "objects"):
            gathering.related(identity, relation.get("object-id", ""), relation.get("qualifier", ""))
    for entry in events:
        kind = entry.get("type", "")
        event = gathering.event(entry.get("id", ""), kind, entry.get("time", ""))
        for attribute in _parts(entry, "attributes"):
            field = attribute.get("name", "")
            if field:
                declared = kind_of(kinds.get(("event-type", kind, field), ""))
                gathering.event_attribute(event, field, attribute.text or "", declared)
        for relation in _parts(entry, "objects"):
            gathering.relation(event, relation.get("object-id", ""), relation.get("qualifier", ""))


def _first_version(gathering: Gathering, objects: Element, events: Element) -> None:
    """Take a file of version 1.0."""
    for entry in objects:
        stated = {part.get("key", ""): part for part in entry}
        identity = _value(stated, "id")
        gathering.object(identity, _value(stated, "type"))
        for part in stated.get("ovmap", ()):
            gathering.object_attribute(identity, part.get("key", ""), part.get("value", ""), kind_of(_tag(part)))
    for entry in events:
        stated = {part.get("key", ""): part for part in entry}
        event = gathering.event(*(_value(stated, key) for key in ("id", "activity", "timestamp")))
        for part in stated.get("vmap", ()):
            gathering.event_attribute(event, part.get("key", ""), part.get("value", ""), kind_of(_tag(part)))
        for part in stated.get("omap", ()):
            gathering.relation(event, part.get("value", ""), "")


def _declared(root: Element) -> dict[tuple[str, str, str], str]:
    """Return the declared type by sort of thing, type and attribute."""
    return {
        (_tag(kind), kind.get("name", ""), attribute.get("name", "")): attribute.get("type", "")
        for part in ("object-types", "event-types")
        for kind in _parts(root, part)
        for attribute in _parts(kind, "attributes")
    }


def _value(stated: dict[str, Element], key: str) -> str:
    return stated[key].get("value", "") if key in stated else ""


def _child(parent: Element, tag: str) -> Element | None:
    return next((child for child in parent if _tag(child) == tag), None)


def _parts(parent: Element, tag: str) -> Iterator[Element]:
    child = _child(parent, tag)
    return iter(()) if child is None else iter(child)


def _tag(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
