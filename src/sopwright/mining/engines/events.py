"""Which rows of a table are events, and in what order? The table under our names, and the count of what is left out.

In: an Ibis table and the names of its columns. Out: expressions; nothing is asked of the engine yet.

Law: a row is an event when its case, activity and time are stated and its time lies in the years 1 to 9999, and, where
a column of life cycle is named, its state is one of those asked for. Each other row is counted under the first of
these that it lacks. Times are microseconds since 1970 in UTC. The order in a case is time, then the column
``row``, then the activity in the engine's own order of texts; where the last had to decide, that is counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis  # type: ignore[import-untyped]

from sopwright.errors import refuse
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, RESOURCE, ROW, START, TIME
from sopwright.mining.engines.columns import Columns

Relation = Any
"""An Ibis table; Ibis states no types that a checker can follow."""
Value = Any
"""An Ibis column or value."""
Kind = Any
"""An Ibis type, or the types of a table."""

SPARK = "pyspark"
"""What Ibis calls Spark."""
N = "n"
"""Position of an event in its case, from 0."""
BEFORE = "before_"
"""How the names of columns begin that hold what the event before in the same case says."""
LAST = "last"
STATE = "state"
NO_CASE, NO_ACTIVITY, NO_TIME, OTHER_STATE = "no case", "no activity", "no time", "other life cycle state"
_FIRST, _LATEST = "0001-01-02 00:00:00", "9999-12-30 00:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Events in an engine, not yet asked anything.

    Attributes:
        rows: Every row under our names, and in ``state`` why it is no event, empty when it is one.
        columns: Which columns say what.
        notes: What whoever reads figures from these events must know, one sentence each.
    """

    rows: Relation
    columns: Columns
    notes: tuple[str, ...] = ()

    def numbered(self, *kept: str, before: tuple[str, ...] = (), last: bool = False) -> Relation:
        """Return the events with their position in the case.

        Args:
            kept: The columns wanted besides case, activity and time; a column that is not there is left out.
            before: The columns of which the value in the event before is wanted too.
            last: Whether to say in ``last`` which event of a case is its last.
        """
        found = self.rows.filter(self.rows[STATE] == "")
        deciding = [found[ROW]] if ROW in found.columns else []
        order = ibis.window(group_by=found[CASE], order_by=[found[TIME], *deciding, found[ACTIVITY]])
        return found.select(
            *(found[name] for name in (CASE, ACTIVITY, TIME, *kept) if name in found.columns),
            ibis.row_number().over(order).name(N),
            *(found[name].lag().over(order).name(f"{BEFORE}{name}") for name in before if name in found.columns),
            *([found[TIME].lead().over(order).isnull().name(LAST)] if last else []),
        )


def events(table: Relation, columns: Columns, name: str = "the table", *, all_states: bool = False) -> Events:
    """Return the events in ``table``.

    Args:
        table: An Ibis table.
        columns: Which of its columns say what.
        name: What to call the table in messages.
        all_states: Whether every part of an activity counts, rather than ``columns.states`` alone.

    Raises:
        InputError: A column is not there or cannot say what it should; the first such.
    """
    schema = table.schema()
    for what, column in (columns.named() | columns.of_case()).items():
        _check(schema, what, column, name)
    rows = _renamed(table, schema, columns, all_states=all_states)
    return Events(rows=rows, columns=columns, notes=_notes(table, columns, all_states=all_states))


def _check(schema: Kind, what: str, column: str, name: str) -> None:
    if column not in schema:
        found = f"expected a column {column!r} for the {_words(what)}, found {_listed(schema.names)}"
        raise refuse(name, found, "Name one of these; capitals count")
    wanted, fits = _KINDS.get(what, _ANY)
    if not fits(schema[column]):
        found = f"expected {wanted} in the column {column!r} for the {_words(what)}, found {_kind(schema[column])}"
        raise refuse(name, found, "Name another column, or a view that turns it into one")


def _words(what: str) -> str:
    return {LIFECYCLE: "life cycle", ROW: "order of equal times"}.get(what, what.split("_", maxsplit=1)[0])


def _listed(names: tuple[str, ...]) -> str:
    shown = 12
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return (", ".join(names[:shown]) or "no columns") + more


def _kind(kind: Kind) -> str:
    return str(kind).removeprefix("!")


def _is_time(kind: Kind) -> bool:
    return bool(kind.is_timestamp() or kind.is_date())


def _is_text(kind: Kind) -> bool:
    return bool(kind.is_string())


def _is_id(kind: Kind) -> bool:
    return bool(kind.is_string() or kind.is_integer() or kind.is_uuid() or _is_whole(kind))


def _is_whole(kind: Kind) -> bool:
    return bool(kind.is_decimal() and kind.scale == 0)


def _is_ordered(kind: Kind) -> bool:
    return bool(kind.is_numeric() or kind.is_string() or _is_time(kind))


def _is_plain(kind: Kind) -> bool:
    return bool(kind.is_primitive() or _is_time(kind) or kind.is_string() or kind.is_decimal() or kind.is_uuid())


_TIME = ("a time or a date", _is_time)
_ID = ("text or a whole number", _is_id)
_ANY: tuple[str, Callable[[Kind], bool]] = ("text, a number, a time or a flag", _is_plain)
_KINDS: Mapping[str, tuple[str, Callable[[Kind], bool]]] = {
    CASE: _ID,
    ACTIVITY: ("text", _is_text),
    TIME: _TIME,
    START: _TIME,
    ROW: ("a number, text or a time", _is_ordered),
    RESOURCE: _ID,
    LIFECYCLE: ("text", _is_text),
}


def _notes(table: Relation, columns: Columns, *, all_states: bool) -> tuple[str, ...]:
    schema = table.schema()
    found = [
        f"Times in {column} have no zone and are taken as UTC."
        for column in (columns.time, columns.start)
        if column and not _has_zone(schema[column], engine_name(table))
    ]
    if not columns.row:
        found.append(
            "No column decides between events of a case at the same time: they are ordered by activity, as the engine "
            "orders texts, which is not the order in which they happened."
        )
    if columns.lifecycle and not all_states:
        found.append(f"Rows count as events where {columns.lifecycle} is {' or '.join(columns.states)}.")
    return tuple(found)


def _has_zone(kind: Kind, engine: str) -> bool:
    """Return whether a time is an instant; Ibis says that of no time in Spark, where ``TIMESTAMP`` is one."""
    return bool(kind.is_timestamp() and (kind.timezone or engine == SPARK))


def engine_name(table: Relation) -> str:
    """Return what Ibis calls the engine in which a table lies; empty for a table that lies in none."""
    try:
        return str(table.get_backend().name)
    except ibis.common.exceptions.IbisError:
        return ""


def _renamed(table: Relation, schema: Kind, columns: Columns, *, all_states: bool) -> Relation:
    """Return every row under our names, with the reason why it is no event."""
    kept = {
        CASE: _id(table[columns.case], schema[columns.case]),
        ACTIVITY: table[columns.activity].cast("string"),
        TIME: _microseconds(table[columns.time]),
    }
    if columns.row:
        kept[ROW] = table[columns.row]
    if columns.start:
        kept[START] = _microseconds(table[columns.start])
    if columns.resource:
        kept[RESOURCE] = _id(table[columns.resource], schema[columns.resource]).cast("string").nullif("")
    kept.update({what: table[name] for what, name in columns.of_case().items()})
    lacks = [
        (_unstated(kept[CASE]), NO_CASE),
        (_unstated(kept[ACTIVITY]), NO_ACTIVITY),
        (kept[TIME].isnull(), NO_TIME),
    ]
    if columns.lifecycle:
        kept[LIFECYCLE] = table[columns.lifecycle].cast("string").nullif("")
    if columns.lifecycle and not all_states:
        state = kept[LIFECYCLE].lower()
        lacks.append((state.isnull() | state.notin(columns.states), OTHER_STATE))
    kept[STATE] = ibis.cases(*lacks, else_="")
    return table.select(**kept)


def _id(column: Value, kind: Kind) -> Value:
    """Return an id as it is compared: a whole number as it is, all else as text."""
    return column if kind.is_integer() else column.cast("string")


def _unstated(column: Value) -> Value:
    return column.isnull() | (column == "") if column.type().is_string() else column.isnull()


def _microseconds(column: Value) -> Value:
    """Return a time as microseconds since 1970 in UTC; null where it lies outside the years that all engines know."""
    at = column.cast("timestamp") if column.type().is_date() else column
    zone = at.type().timezone
    if zone is not None:
        at = at.cast("timestamp('UTC')")

    def instant(text: str) -> Value:
        return ibis.timestamp(text, timezone="UTC") if zone is not None else ibis.timestamp(text)

    known = at.between(instant(_FIRST), instant(_LATEST))
    return ibis.cases((known, at), else_=None).delta(instant("1970-01-01 00:00:00"), unit="microsecond")
