"""Which events and objects does an OCEL file hold, and which cases does it make?

In: a file of version 2.0 (JSON, XML, SQLite) or 1.0 (JSON, XML), compressed or not. Out: an ``ObjectLog``; and, for one
type of object, a ``Reading`` with its distortion in the notes.

Law: objects are kept; which of them is the case is chosen by the user, never guessed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from r4pm import df

from sopwright.errors import InputError, refuse
from sopwright.log import ocel_json, ocel_xml
from sopwright.log.amounts import counted
from sopwright.log.flattening import flatten
from sopwright.log.objects import ObjectLog, overview
from sopwright.log.ocel_gathering import Gathering, kind_of
from sopwright.log.reading import Reading
from sopwright.log.unpacking import content

_SQLITE = b"SQLite format 3\0"
_TYPES: Mapping[object, str] = {pl.Int64: "integer", pl.Float64: "float", pl.Boolean: "boolean", pl.Datetime: "time"}


def read_ocel(path: Path, name: str, case: str = "") -> Reading:
    """Return the events of an OCEL file, with one case for each object of a type.

    Args:
        path: The file.
        name: What the user calls it.
        case: The type of object that is the case.

    Raises:
        InputError: The file cannot be read, or ``case`` is none of its types: the message lists them.
    """
    objects = read_objects(path, name)
    if case not in set(objects.objects["type"]):
        raise _unchosen(objects, case)
    return flatten(objects, case)[0]


def read_objects(path: Path, name: str) -> ObjectLog:
    """Return the events and objects of an OCEL file.

    Raises:
        InputError: It is broken, no OCEL, or holds no event.
    """
    data = content(path, name)
    if data.startswith(_SQLITE):
        gathering = _from_sqlite(path, name)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        gathering = ocel_xml.gathered(data, name)
    else:
        gathering = ocel_json.gathered(data, name)
    log = gathering.object_log()
    if len(log.events) + len(log.refused) == 0:
        raise refuse(name, "expected at least one event, found none", "Choose another file")
    return log


def _unchosen(log: ObjectLog, case: str) -> InputError:
    """Return the refusal that lists the types, each with its objects and events."""
    types = "; ".join(
        f"{each.type} ({counted(each.objects, 'object')}, {counted(each.events, 'event')})"
        for each in overview(log).types
    )
    found = f"“{case}”, which is none of them" if case else "none"
    expected = f"expected the type of object that is the case, one of {types or 'none, since no object is declared'}"
    return refuse(log.source, f"{expected}; found {found}", "Choose one with --case-type")


def _from_sqlite(path: Path, name: str) -> Gathering:
    """Take a SQLite file of version 2.0 as r4pm reads it, which has events in no order but that of time."""
    try:
        found = df.import_ocel(str(path))
    except OSError as error:
        reason = str(error).rpartition(": ")[2]
        found_one = f"expected OCEL 2.0 in SQLite, in a file that ends in .sqlite, found something else ({reason})"
        raise refuse(name, found_one, "Export it again, or as OCEL 2.0 JSON") from error
    gathering = Gathering(name)
    gathering.notes.append(
        "SQLite has no order of rows, so events of one time are in the order of their ids; "
        "a row whose time could not be read is not known of"
    )
    _take_objects(gathering, found["objects"].sort("ocel:oid"), found["object_changes"])
    number = _take_events(gathering, found["events"].sort("ocel:timestamp", "ocel:eid"))
    for identity, taking_part, qualifier in _sorted(found["relations"], "ocel:eid", "ocel:oid"):
        gathering.relation(number[identity], taking_part, qualifier or "")
    for identity, other, qualifier in _sorted(found["o2o"], "ocel:oid", "ocel:oid_2"):
        gathering.related(identity, other, qualifier or "")
    return gathering


def _take_objects(gathering: Gathering, objects: pl.DataFrame, changes: pl.DataFrame) -> None:
    for identity, kind in objects.select("ocel:oid", "ocel:type").iter_rows():
        gathering.object(identity, kind)
    for name, kind in _attributes(objects):
        for identity, value in objects.select("ocel:oid", name).drop_nulls().iter_rows():
            gathering.object_attribute(identity, name, _text(value), kind)
    for name, kind in _attributes(changes):
        own = changes.filter(pl.col("ocel:field") == name).select("ocel:oid", name, "ocel:timestamp")
        for identity, value, since in own.drop_nulls().sort(pl.all()).iter_rows():
            gathering.object_attribute(identity, name, _text(value), kind, _text(since))


def _take_events(gathering: Gathering, events: pl.DataFrame) -> dict[str, int]:
    """Take events, and return the number of each by its id."""
    named = events.select("ocel:eid", "ocel:activity", "ocel:timestamp").iter_rows()
    number = {identity: gathering.event(identity, activity or "", _text(time)) for identity, activity, time in named}
    for name, kind in _attributes(events):
        for identity, value in events.select("ocel:eid", name).drop_nulls().iter_rows():
            gathering.event_attribute(number[identity], name, _text(value), kind)
    return number


def _attributes(frame: pl.DataFrame) -> list[tuple[str, int]]:
    """Return the columns that are attributes, by name, each with the code of its type."""
    own = [name for name in sorted(frame.columns) if not name.startswith("ocel:")]
    return [(name, kind_of(_TYPES.get(frame.schema[name].base_type(), ""))) for name in own]


def _sorted(frame: pl.DataFrame, *keys: str) -> list[tuple[str, str, str]]:
    return frame.select(*keys, "ocel:qualifier").sort(pl.all()).rows()


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
