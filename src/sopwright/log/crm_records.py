"""What does the table of a CRM's records say? When each was made, converted and closed, and what is known of it.

In: a Lead, Opportunity, contact or deal table, who ids are. Out: events, and the attributes of each record.

Law: a record's table says how it is now. What may have changed since is called ``current …``; a close date is an event
only where the record is closed. Names, addresses and free text stay out, unless the user names the column.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sopwright.log.attributes import allowed, attribute, is_private
from sopwright.log.columns import by_plain_name, plain
from sopwright.log.crm_changes import (
    CHANGE_SOURCE,
    ID,
    KEY,
    KIND,
    OBJECT,
    SCHEMA,
    key_of,
    lacking,
    person,
    text_of,
    untimed,
)
from sopwright.log.crm_fields import VALUE_NAMES, Kind, field_of
from sopwright.log.crm_tables import CrmTable
from sopwright.log.instants import Instants, instants
from sopwright.log.milestones import named
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, CREATED, OLD_OWNER, OWNER, RESOURCE, ROW, SOURCE, SYSTEM, TIME
from sopwright.log.table import Check, checked

_OWNER_COLUMNS = (
    "owner id", "owner", "lead owner", "opportunity owner", "contact owner", "deal owner", "hubspot owner id",
    "property hubspot owner id",
)  # fmt: skip
_STAGES = ("stage name", "stage", "deal stage", "property dealstage", "status", "lead status")
_CLOSE = ("close date", "closedate", "property closedate")
_MILESTONE = re.compile(r"^(?:became an? |(?:date )?entered |hs (?:v2 )?date entered |hs lifecyclestage .* date$)")
_NOW = frozenset({
    "status", "stage name", "stage", "lead status", "deal stage", "dealstage", "lifecycle stage", "lifecyclestage",
    "amount", "probability", "forecast category", "forecast category name", "is won", "is closed", "is converted",
    "rating", "pipeline", "expected revenue",
})  # fmt: skip
_OF_SYSTEM = frozenset({
    "is deleted", "is unread by owner", "fivetran deleted", "fivetran active", "fiscal", "fiscal year",
    "fiscal quarter", "has opted out of email", "has open activity", "has overdue task",
    "has opportunity line item", "photo url",
})  # fmt: skip
_OVER = r"(?i)\b(?:closed|won|lost)|^closed"
_FEW = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """What a table of records says.

    Attributes:
        events: As ``crm_changes.SCHEMA``: creation, conversion, closing.
        attributes: ``object``, ``key`` and what is known of each record, by plain name.
        converted: What became of a lead: ``lead``, its key, and ``object`` and ``key`` of the opportunity or contact.
        refused: As ``reading.REFUSED``.
        notes: What must be said.
    """

    events: pl.DataFrame
    attributes: pl.DataFrame
    converted: pl.DataFrame
    refused: pl.DataFrame
    notes: tuple[str, ...]


def records(crm: CrmTable, options: Options, people: Mapping[str, str], tracked: frozenset[str]) -> Records:
    """Return what a table of records says.

    Args:
        crm: The table.
        options: How it is read.
        people: Who ids are.
        tracked: Labels, in lower case, of the fields whose history is known: their present value is no attribute.
    """
    table = crm.table
    names = by_plain_name(table.rows.columns)
    columns = _event_columns(crm, names)
    times = instants(table.name, {column: table.rows[column] for column in columns}, options.zone, options.date_order)
    made = crm.columns["time"]
    ids = text_of(table.rows[crm.columns["id"]])
    again = ~ids.is_first_distinct() & ids.is_not_null()
    twice = "expected one row a record, found another with this id"
    kept, refused = checked(
        table,
        (
            lacking(crm.columns["id"], ids, "a record"),
            Check(failed=again, column=crm.columns["id"], values=ids, reason=twice),
            *untimed(made, table.rows[made], times[made]),
        ),
    )
    owner = _column(table.rows, names, _OWNER_COLUMNS)
    plain_rows = pl.DataFrame({ID: ids, ROW: table.lines, "owned": owner}).with_columns(
        pl.lit(crm.object).alias(OBJECT), key_of(pl.col(ID)).alias(KEY), person(pl.col("owned"), people).alias(OWNER)
    )
    makers = _column(table.rows, names, ("created by id", "created by"))
    parts = [
        _event(crm, plain_rows, times[column], words).with_columns(
            person(pl.lit(makers), people).alias(RESOURCE)
            if column == made
            else pl.lit(None, dtype=pl.String).alias(RESOURCE)
        )
        for column, words in columns.items()
    ]
    events = pl.concat([each.filter(kept & each[TIME].is_not_null() & each[ACTIVITY].is_not_null()) for each in parts])
    attributes = plain_rows.select(OBJECT, KEY).with_columns(times[made].values.alias(CREATED))
    attributes = attributes.with_columns(plain_rows[OWNER].alias("current owner"))
    attributes = attributes.with_columns(**_attributes(crm, options, tracked, columns))
    return Records(
        events=events.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()),
        attributes=attributes.filter(kept),
        converted=_converted(crm, names, plain_rows.filter(kept)),
        refused=refused,
        notes=tuple(f"{table.name}: {note}" for each in times.values() for note in each.notes),
    )


def no_conversions() -> pl.DataFrame:
    """Return the table of what became of leads without a row."""
    return pl.DataFrame(schema={"lead": pl.String, OBJECT: pl.String, KEY: pl.String})


def _converted(crm: CrmTable, names: Mapping[str, str], rows: pl.DataFrame) -> pl.DataFrame:
    """Return the opportunity and the contact that came of each lead."""
    found = [no_conversions()]
    for object_ in ("Opportunity", "Contact"):
        column = names.get(f"converted {object_.lower()} id")
        if column is not None and crm.object == "Lead":
            ids = pl.DataFrame({ROW: crm.table.lines, "became": text_of(crm.table.rows[column])}).drop_nulls()
            both = rows.join(ids, on=ROW, how="inner", maintain_order="left")
            found.append(
                both.select(pl.col(KEY).alias("lead"), pl.lit(object_).alias(OBJECT), key_of(pl.col("became")))
            )
    return pl.concat([each.rename({each.columns[-1]: KEY}) for each in found])


def _column(rows: pl.DataFrame, names: Mapping[str, str], wanted: tuple[str, ...]) -> pl.Series:
    found = next((names[name] for name in wanted if name in names), None)
    if found is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(rows))
    return text_of(rows[found])


def _event_columns(crm: CrmTable, names: Mapping[str, str]) -> dict[str, pl.Expr]:
    """Return the columns with times of events, and what happened then; null where it has not happened."""
    rows = crm.table.rows
    found = {crm.columns["time"]: pl.lit(f"{crm.object} created")}
    if crm.object == "Lead" and "converted date" in names:
        found[names["converted date"]] = pl.lit("Lead converted")
    close = next((names[name] for name in _CLOSE if name in names), None)
    stage = next((names[name] for name in _STAGES if name in names), None)
    if close is not None and stage is not None and crm.object in ("Opportunity", "Deal"):
        text = text_of(rows[stage]).replace(VALUE_NAMES)
        closed = text.str.contains(_OVER).fill_null(value=False)
        if "is closed" in names:
            flag = text_of(rows[names["is closed"]]).str.to_lowercase()
            closed |= flag.is_in(["true", "1", "yes"]).fill_null(value=False)
        found[close] = pl.when(pl.lit(closed)).then(pl.lit(f"{crm.object} closed: ") + pl.lit(text))
    for name, column in names.items():
        if _MILESTONE.match(name) and column not in found:
            found[column] = pl.lit(named(column))
    return found


def _event(crm: CrmTable, rows: pl.DataFrame, when: Instants, words: pl.Expr) -> pl.DataFrame:
    made = rows.with_columns(words.alias(ACTIVITY))
    kind = pl.when(pl.col(ACTIVITY) == f"{crm.object} created").then(pl.lit(Kind.CREATED.value))
    made = made.with_columns(kind.otherwise(pl.lit(Kind.EVENT.value)).alias(KIND))
    created = pl.col(KIND) == Kind.CREATED.value
    return made.with_columns(
        when.values.alias(TIME),
        pl.lit(crm.system).alias(SYSTEM),
        pl.when(created).then(pl.col(OWNER)).alias(OWNER),
        pl.lit(None, dtype=pl.String).alias(OLD_OWNER),
        pl.lit(None, dtype=pl.String).alias(CHANGE_SOURCE),
        _dated(when).alias("dated"),
        pl.lit(crm.table.name).alias(SOURCE),
    )


def _dated(when: Instants) -> pl.Series:
    """Return which times are only days: those written so, and all of a column whose clock always shows midnight."""
    times = when.values.drop_nulls()
    midnight = len(times) > 0 and bool((times.dt.truncate("1d") == times).all())
    return when.values.is_not_null() if midnight else when.dates


def _attributes(
    crm: CrmTable, options: Options, tracked: frozenset[str], events: Mapping[str, pl.Expr]
) -> dict[str, pl.Series]:
    """Return what is known of each record, without what is private, an id, a time or the system's own."""
    found: dict[str, pl.Series] = {}
    for column in crm.table.rows.columns:
        words = plain(re.sub(r"__c$|_c$|^property_", "", column))
        wanted = allowed(column, options.values)
        if column in events or words in _OWNER_COLUMNS or (_left_out(words, column) and not wanted):
            continue
        kept = attribute(column, crm.table.rows[column], options)
        if (
            kept is None
            or kept.null_count() == len(kept)
            or not (wanted or _tells_groups(kept) or field_of(column, crm.object, ()).kind is Kind.VALUE)
        ):
            continue
        if kept.dtype == pl.String:
            kept = text_of(kept).replace(VALUE_NAMES)
        now = words in _NOW or words in tracked
        found[f"current {words}" if now else words] = kept
    found.pop(CREATED, None)
    return found


def _left_out(words: str, column: str) -> bool:
    ids = words == "id" or words.endswith((" id", " url", " date", " modstamp", " synced", " by", " time"))
    return ids or words in _OF_SYSTEM or is_private(column) or column.startswith("_")


def _tells_groups(column: pl.Series) -> bool:
    """Return whether a column is a number, or words of which many records have the same."""
    if column.dtype != pl.String:
        return not column.dtype.is_temporal()
    stated = column.drop_nulls()
    kinds = stated.n_unique()
    longest = 60
    short = not (stated.str.len_chars() > longest).any()
    return short and kinds <= _FEW and (kinds * 2 <= len(stated) or kinds == 1)
