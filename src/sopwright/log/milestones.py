"""Which events are in a table with one row a case and one column a date? Each date is an event, called as its column.

In: a table such as ``lead id, created, first call, qualified``. Out: a ``Reading``.

Law: each row gives an event for each of its dates, or is refused because it has none. A date that says how things stand
now (last modified, last viewed) is no event; one that is only planned (the close date of an open deal) is none either.
"""

import re

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.attributes import attribute, withheld
from sopwright.log.columns import CERTAIN, KNOWN, by_plain_name, plain, times_in
from sopwright.log.instants import Instants, instants
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, CASE, CREATED, NAMES, OF_CASE, RESOURCE, ROW, SOURCE, TIME, Reading
from sopwright.log.table import Check, Table, all_refused, checked

_AT_LEAST = 2
_STATE = re.compile(
    r"\b(?:last|latest|next|modified|updated|modstamp|synced|viewed|referenced|due|expected|exported|until)\b"
)
_CLOSE = frozenset({"close date", "closedate", "closed date", "property closedate", "date closed"})
_ENTERED = re.compile(r'^date entered "?(?P<what>.+?)"?$', re.IGNORECASE)
_BECAME = re.compile(r"^(?P<what>became an? .+?) date$", re.IGNORECASE)
_STAGES = ("stage", "stage name", "deal stage", "property dealstage", "status", "outcome", "result")
_OVER = re.compile(r"\b(?:won|lost|closed)", re.IGNORECASE)


def are_milestones(table: Table, options: Options) -> str:
    """Return the column with the case when each row is a case with dates of its own; empty when it is not so."""
    if options.activity or options.time or len(table.rows) < _AT_LEAST:
        return ""
    names = by_plain_name(table.rows.columns)
    if not CERTAIN.isdisjoint(names):
        return ""
    wanted = options.case or next((names[name] for name in (*KNOWN[CASE], "id") if name in names), "")
    case = wanted if wanted in table.rows.columns else names.get(plain(wanted), "")
    if not case or table.rows[case].drop_nulls().n_unique() < len(table.rows[case].drop_nulls()):
        return ""
    return case if len(dates_of(table)) >= _AT_LEAST else ""


def dates_of(table: Table) -> list[str]:
    """Return the columns whose dates are events."""
    return [column for column in times_in(table) if not _STATE.search(plain(column)) and not column.startswith("_")]


def named(column: str) -> str:
    """Return what happened on the date in a column.

    Examples:
        >>> named("engage_date"), named("Became a Marketing Qualified Lead Date"), named("first_call_at")
        ('Engage', 'Became a Marketing Qualified Lead', 'First call')
        >>> named('Date entered "Demo (Sales Pipeline)"'), named("Create Date"), named("MQLDate")
        ('Entered Demo (Sales Pipeline)', 'Created', 'MQL')
    """
    entered = _ENTERED.match(column)
    if entered:
        return f"Entered {entered['what']}"
    became = _BECAME.match(column)
    if became:
        return became["what"]
    words = plain(column.removeprefix("property_"))
    if words in {"create", "create date", "createdate", "created", "created at", "created date", "created on"}:
        return "Created"
    kept = re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", column)).strip()
    short = re.sub(r"^(?:date|time) (?:of )?|[ ](?:date|time|at|on|timestamp|c)$", "", kept, flags=re.IGNORECASE)
    short = re.sub(r"[ ](?:date|time|at|on|timestamp)$", "", short, flags=re.IGNORECASE) or kept
    return short[:1].upper() + short[1:]


def read_milestones(table: Table, case: str, options: Options) -> Reading:
    """Return an event for each date of each row."""
    columns = dates_of(table)
    understood = instants(
        table.name, {column: table.rows[column] for column in columns}, options.zone, options.date_order
    )
    ids = _text(table.rows[case])
    nothing = pl.Series([True]).new_from_index(0, len(ids))
    for each in understood.values():
        nothing &= each.values.is_null()
    over = _closed(table)
    kept, refused = checked(
        table,
        (
            Check(failed=ids.is_null(), column=case, values=ids, reason="expected a case, found nothing"),
            Check(
                failed=nothing, column="", values=ids, reason=f"expected a date in {' or '.join(columns)}, found none"
            ),
        ),
    )
    attributes, private = _attributes(table, case, columns, options)
    frame = pl.DataFrame({CASE: ids, ROW: table.lines} | attributes)
    parts = [
        frame.with_columns(
            _activity(column, over).alias(ACTIVITY),
            understood[column].values.alias(TIME),
            kept.alias("kept"),
        ).filter(pl.col("kept") & pl.col(TIME).is_not_null() & pl.col(ACTIVITY).is_not_null())
        for column in columns
    ]
    rows = pl.concat(parts).drop("kept").with_columns(pl.lit(table.name).alias(SOURCE))
    unused = kept & ~table.lines.is_in(rows[ROW].implode())
    reason = "expected a date that has come, found only a planned one"
    _, planned = checked(table, (Check(failed=unused, column="", values=ids, reason=reason),))
    return Reading(
        rows=rows.sort(ROW, TIME, maintain_order=True),
        refused=all_refused([table.refused, refused, planned]).sort(ROW, maintain_order=True),
        notes=tuple(_notes(table, case, understood, private)),
        read=table.read,
    )


def _activity(column: str, over: pl.Series | None) -> pl.Series | pl.Expr:
    """Return what a date in a column means; null where it is only planned."""
    return pl.lit(named(column)) if over is None or plain(column) not in _CLOSE else over


def _text(column: pl.Series) -> pl.Series:
    text = column.cast(pl.String)
    return pl.select(pl.when(text.str.strip_chars() != "").then(text)).to_series()


def _closed(table: Table) -> pl.Series | None:
    """Return what the close date of each row says: closed with which stage, or null where it is only planned."""
    names = by_plain_name(table.rows.columns)
    stage = next((names[name] for name in _STAGES if name in names), None)
    if stage is None:
        return None
    text = table.rows[stage].cast(pl.String)
    if not text.str.contains(f"(?i){_OVER.pattern}").any():
        return None
    closed = text.str.contains(f"(?i){_OVER.pattern}").fill_null(value=False)
    label = pl.when(text.str.contains(r"(?i)^closed")).then(text).otherwise(pl.lit("Closed: ") + text)
    return pl.select(pl.when(closed).then(label)).to_series()


def _attributes(table: Table, case: str, dates: list[str], options: Options) -> tuple[dict[str, pl.Series], list[str]]:
    parts: dict[str, pl.Series] = {}
    private: list[str] = []
    resource = options.resource or next(
        (column for name, column in by_plain_name(table.rows.columns).items() if name in KNOWN[RESOURCE]), ""
    )
    for column in table.rows.columns:
        if column in (case, *dates):
            continue
        if column == resource:
            parts[RESOURCE] = _text(table.rows[column])
            continue
        found = attribute(column, table.rows[column], options)
        if found is None:
            private.append(column)
        else:
            parts[f"{OF_CASE}{f'{column} (attribute)' if column in (*NAMES, CREATED) else column}"] = found
    return parts, private


def _notes(table: Table, case: str, understood: dict[str, Instants], private: list[str]) -> list[str]:
    events = ", ".join(f"{named(column)} ({column})" for column in understood)
    rows = f"{table.name}: one row a case and {counted(len(understood), 'column')} of dates; case is {case}"
    notes = [*table.notes, f"{rows}, and each date is an event: {events}."]
    notes += [f"{table.name}: {note}" for each in understood.values() for note in each.notes]
    for column, each in understood.items():
        if each.wrong.any():
            line = table.lines.filter(each.wrong)[0]
            amount = counted(int(each.wrong.sum()), "value")
            notes.append(f"{table.name}: {amount} in {column} not understood and left out, the first on line {line}.")
    return notes + ([withheld(table.name, private)] if private else [])
