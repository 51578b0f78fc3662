"""Which events are in a table whose rows are events? Rows under our names.

In: a table, the columns that were recognised. Out: a ``Reading``.

Law: each row is an event, or is refused with its line and the reason; a case is called what is written there. Columns
that are none of ours are attributes, but for those whose names say that they hold what is private. A column with the
owner, the old owner or the creation of a record is the attribute that measures know by that name.
"""

from collections.abc import Mapping

import polars as pl

from sopwright.errors import refuse
from sopwright.log.amounts import counted
from sopwright.log.attributes import attribute, withheld
from sopwright.log.columns import Recognised, plain, recognise
from sopwright.log.instants import Instants, instants
from sopwright.log.options import Options
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    CREATED,
    LIFECYCLE,
    MOMENT,
    NAMES,
    OF_CASE,
    OLD_OWNER,
    OWNER,
    RESOURCE,
    ROLE,
    ROW,
    SOURCE,
    START,
    SYSTEM,
    TIME,
    Reading,
)
from sopwright.log.table import Check, Table, all_refused, checked

_OWNERS = frozenset({"owner", "owner name", "lead owner", "deal owner", "contact owner", "new owner", "owner id"})
_OLD_OWNERS = frozenset({"old owner", "previous owner", "former owner", "from owner", "old owner id"})
_CREATED = frozenset(
    {"created", "created at", "created date", "create date", "created on", "createdate", "lead created"}
)
_LETTER = "!"
"""The first sign of ASCII after the space: what begins with a space or a sign before it, and nothing, come before."""
_NO_ASCII = "\x80"
"""Spaces that are not in ASCII come after this."""
_WORDS = (RESOURCE, ROLE, SYSTEM, LIFECYCLE)


def read_events(table: Table, options: Options) -> Reading:
    """Return the events in a table.

    Raises:
        InputError: A column that is needed cannot be told, or the order of day and month.
    """
    found = recognise(table, options)
    return read_recognised(table, found, options)


def read_recognised(table: Table, found: Recognised, options: Options) -> Reading:
    """Return the events in a table whose columns are known."""
    columns = found.columns
    times = {columns[ours]: table.rows[columns[ours]] for ours in (TIME, START) if ours in columns}
    understood = instants(table.name, times, options.zone, options.date_order)
    case, activity = _words(table.rows[columns[CASE]]), _words(table.rows[columns[ACTIVITY]])
    kept, refused = checked(table, _checks(table, columns, case, activity, understood[columns[TIME]]))
    if not kept.any() and len(kept) and bool(understood[columns[TIME]].wrong.all()):
        problem = f"expected times in {columns[TIME]}, found such as {table.rows[columns[TIME]][0]!r}"
        raise refuse(table.name, problem, "Say with --time COLUMN where the times are")
    parts: dict[str, pl.Series] = {CASE: case, ACTIVITY: activity, TIME: understood[columns[TIME]].values}
    if START in columns:
        parts[START] = understood[columns[START]].values
    parts |= {ours: _words(table.rows[columns[ours]]) for ours in _WORDS if ours in columns}
    parts |= {ROW: table.lines, SOURCE: pl.repeat(table.name, len(table.lines), eager=True, dtype=pl.String)}
    attributes, private = _attributes(table, columns, options)
    notes = [*table.notes, found.note(table.name)]
    notes += [f"{table.name}: {note}" for each in understood.values() for note in each.notes]
    notes += _unread_starts(table, columns, understood, kept)
    if private:
        notes.append(withheld(table.name, private))
    rows = pl.DataFrame(parts | attributes)
    return Reading(
        rows=rows if kept.all() else rows.filter(kept),
        refused=all_refused([table.refused, refused]).sort(ROW, maintain_order=True),
        notes=tuple(notes),
        read=table.read,
    )


def _words(column: pl.Series) -> pl.Series:
    """Return the text of a column; null where nothing but space is written.

    Whole numbers that a file keeps as floating ones, as pandas does where some are missing, are whole numbers.
    """
    if column.dtype.is_float() and (column.drop_nulls().floor() == column.drop_nulls()).all():
        column = column.cast(pl.Int64, strict=False)
    text = column.cast(pl.String)
    return (
        text if _begins_with_letters(text) else pl.select(pl.when(text.str.strip_chars() != "").then(text)).to_series()
    )


def _begins_with_letters(text: pl.Series) -> bool:
    """Whether the least and the greatest text show that none begins with a space; false where they leave it open."""
    least, most = text.min(), text.max()
    return least is None or (isinstance(least, str) and isinstance(most, str) and least >= _LETTER and most < _NO_ASCII)


def _checks(
    table: Table, columns: Mapping[str, str], case: pl.Series, activity: pl.Series, time: Instants
) -> tuple[Check, ...]:
    written = table.rows[columns[TIME]]
    nothing = time.values.is_null() & ~time.wrong
    return (
        Check(failed=case.is_null(), column=columns[CASE], values=case, reason="expected a case, found nothing"),
        Check(
            failed=activity.is_null(),
            column=columns[ACTIVITY],
            values=activity,
            reason="expected an activity, found nothing",
        ),
        Check(failed=nothing, column=columns[TIME], values=written, reason="expected a time, found nothing"),
        Check(failed=time.wrong, column=columns[TIME], values=written, reason="expected a time, found something else"),
    )


def _unread_starts(
    table: Table, columns: Mapping[str, str], understood: Mapping[str, Instants], kept: pl.Series
) -> list[str]:
    """Return what to note of starts that are no times; their rows are kept."""
    if START not in columns:
        return []
    wrong = understood[columns[START]].wrong & kept
    amount = int(wrong.sum())
    if not amount:
        return []
    line = table.lines.filter(wrong)[0]
    return [f"{table.name}: {counted(amount, 'start')} in {columns[START]} not understood, the first on line {line}."]


def _attributes(table: Table, columns: Mapping[str, str], options: Options) -> tuple[dict[str, pl.Series], list[str]]:
    """Return the columns that are none of ours, and the names of those that are withheld."""
    parts: dict[str, pl.Series] = {}
    private: list[str] = []
    for name in table.rows.columns:
        words = plain(name)
        if words in _OWNERS and OWNER not in parts:
            parts[OWNER] = _words(table.rows[name])
        elif name in columns.values():
            continue
        elif words in _OLD_OWNERS and OLD_OWNER not in parts:
            parts[OLD_OWNER] = _words(table.rows[name])
        else:
            column = attribute(name, table.rows[name], options)
            if column is None:
                private.append(name)
            elif words in _CREATED and column.dtype == MOMENT:
                parts[f"{OF_CASE}{CREATED}"] = column
            else:
                parts[f"{name} (attribute)" if name in NAMES else name] = column
    return parts, private
