"""Which events and objects does an OCEL file in SQLite state? Version 2.0.

In: the bytes of the file. Out: a ``Gathering``.

Law: events are in the order of the table ``event``; each is there, also where the table of its type does not have it:
it then has no time, and is refused.

Source: https://www.ocel-standard.org, OCEL 2.0 specification, section on the relational form.
"""

from collections.abc import Iterator, Mapping

from sopwright.errors import refuse
from sopwright.log.amounts import counted
from sopwright.log.ocel_gathering import Gathering, kind_of
from sopwright.log.sheets import DamagedError, Sheet, Value, sheets

_NEEDED = ("event", "object", "event_map_type", "object_map_type", "event_object")
_REMEDY = "Export it again as OCEL 2.0"
_OWN = frozenset({"ocel_id", "ocel_time", "ocel_changed_field"})
_NUMBERS = (("int", "integer"), ("real", "float"), ("floa", "float"), ("doub", "float"), ("num", "float"))
"""How declared types begin, and what they are."""


def gathered(data: bytes, name: str, zone: str = "") -> Gathering:
    """Return what the file states.

    Raises:
        InputError: It is damaged, or no OCEL.
    """
    try:
        tables = {table.lower(): sheet for table, sheet in sheets(data).items()}
    except DamagedError as error:
        found = f"expected a whole SQLite file, found one that cannot be read: {error}"
        raise refuse(name, found, _REMEDY) from error
    missing = [table for table in _NEEDED if table not in tables]
    if missing:
        found = ", ".join(sorted(tables)[:6]) or "none"
        message = f"expected the tables of OCEL 2.0 ({', '.join(_NEEDED)}), found {found}"
        raise refuse(name, message, "Choose an OCEL 2.0 file")
    gathering = Gathering(name, zone)
    _objects(tables, gathering)
    number = _events(tables, gathering)
    lost = 0
    for event, taking_part, qualifier in _texts(tables["event_object"], "event_id", "object_id", "qualifier"):
        if event in number:
            gathering.relation(number[event], taking_part, qualifier)
        else:
            lost += 1
    if lost:
        gathering.notes.append(f"{counted(lost, 'relation')} to events that the file does not have, left out")
    if "object_object" in tables:
        for identity, other, qualifier in _texts(tables["object_object"], "source_id", "target_id", "qualifier"):
            gathering.related(identity, other, qualifier)
    return gathering


def _objects(tables: Mapping[str, Sheet], gathering: Gathering) -> None:
    known = dict.fromkeys(identity for identity, _ in _texts(tables["object"], "id", "type"))
    for identity, kind in _texts(tables["object"], "id", "type"):
        gathering.object(identity, kind)
    for sheet in _typed(tables, "object"):
        kinds = _kinds(sheet)
        for row in _rows(sheet):
            identity, changed = _text(row["ocel_id"]), row.get("ocel_changed_field")
            since = _text(row.get("ocel_time")) or None
            for field, code in kinds.items():
                stated = row[field] is not None and changed in {None, "", field}
                if stated and identity in known:
                    gathering.object_attribute(identity, field, _text(row[field]), code, since)


def _events(tables: Mapping[str, Sheet], gathering: Gathering) -> dict[str, int]:
    """Take events, and return the number of each by its id."""
    more: dict[str, tuple[str, list[tuple[str, str, int]]]] = {}
    for sheet in _typed(tables, "event"):
        kinds = _kinds(sheet)
        for row in _rows(sheet):
            attributes = [(field, _text(row[field]), kind) for field, kind in kinds.items() if row[field] is not None]
            more[_text(row["ocel_id"])] = (_text(row.get("ocel_time")), attributes)
    number = {}
    for identity, kind in _texts(tables["event"], "id", "type"):
        time, attributes = more.get(identity, ("", []))
        number[identity] = gathering.event(identity, kind, time)
        for field, value, code in attributes:
            gathering.event_attribute(number[identity], field, value, code)
    return number


def _typed(tables: Mapping[str, Sheet], sort: str) -> Iterator[Sheet]:
    """Return the table of each type of event or object."""
    for _, mapped in _texts(tables[f"{sort}_map_type"], "type", "type_map"):
        sheet = tables.get(f"{sort}_{mapped}".lower())
        if sheet is not None and "ocel_id" in sheet.columns:
            yield sheet


def _kinds(sheet: Sheet) -> dict[str, int]:
    """Return the attributes of a table, each with the code of its type."""
    return {name: kind_of(_declared(kind)) for name, kind in sheet.columns.items() if name not in _OWN}


def _declared(kind: str) -> str:
    return next((word for start, word in _NUMBERS if kind.startswith(start)), "time" if "time" in kind else kind)


def _rows(sheet: Sheet) -> Iterator[dict[str, Value]]:
    return (dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)


def _texts(sheet: Sheet, *names: str) -> Iterator[tuple[str, ...]]:
    """Return columns of a table as texts; one that is missing is empty."""
    columns = list(sheet.columns)
    places = [columns.index(f"ocel_{name}") if f"ocel_{name}" in columns else -1 for name in names]
    return (tuple("" if place < 0 else _text(row[place]) for place in places) for row in sheet.rows)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
