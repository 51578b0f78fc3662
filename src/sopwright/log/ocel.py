"""Which events and objects does an OCEL file hold, and which cases does it make?

In: a file of version 2.0 (JSON, XML, SQLite) or 1.0 (JSON, XML), compressed or not. Out: an ``ObjectLog``; and, for one
type of object, a ``Reading`` with its distortion in the notes.

Law: objects are kept; which of them is the case is chosen by the user, never guessed.
"""

from pathlib import Path

from sopwright.errors import InputError, refuse
from sopwright.log import ocel_json, ocel_sqlite, ocel_xml
from sopwright.log.amounts import counted
from sopwright.log.flattening import flatten
from sopwright.log.objects import ObjectLog, overview
from sopwright.log.reading import Reading
from sopwright.log.sheets import MARK
from sopwright.log.unpacking import content


def read_ocel(path: Path, name: str, case: str = "", zone: str = "") -> Reading:
    """Return the events of an OCEL file, with one case for each object of a type.

    Args:
        path: The file.
        name: What the user calls it.
        case: The type of object that is the case.
        zone: IANA time zone of times that name none; UTC when empty.

    Raises:
        InputError: The file cannot be read, or ``case`` is none of its types: the message lists them.
    """
    objects = read_objects(path, name, zone)
    if case not in set(objects.objects["type"]):
        raise _unchosen(objects, case)
    return flatten(objects, case)[0]


def read_objects(path: Path, name: str, zone: str = "") -> ObjectLog:
    """Return the events and objects of an OCEL file.

    Raises:
        InputError: It is broken, no OCEL, or holds no event.
    """
    data = content(path, name)
    if data.startswith(MARK):
        _check_closed(path, name)
        gathering = ocel_sqlite.gathered(data, name, zone)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        gathering = ocel_xml.gathered(data, name, zone)
    else:
        gathering = ocel_json.gathered(data, name, zone)
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


def _check_closed(path: Path, name: str) -> None:
    """Refuse a database with changes that are not yet in its file."""
    beside = path.with_name(f"{path.name}-wal")
    if beside.is_file() and beside.stat().st_size:
        found = f"expected a closed database, found changes beside it in {beside.name}"
        raise refuse(name, found, "Close the program that has it open, and try again")
