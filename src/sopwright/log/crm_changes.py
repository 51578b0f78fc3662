"""What happened to the records of a CRM? One event for each change of a field, or for each version of a record.

In: a table of changes or versions, who ids are. Out: rows with the record's object and id, before records are joined.

Law: each row is an event, or is refused with its line and the reason. Salesforce writes a change of a reference twice,
with names and with ids: such a pair is one event.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.columns import by_plain_name
from sopwright.log.crm_fields import VALUE_NAMES, Kind, field_of
from sopwright.log.crm_tables import HUBSPOT, CrmTable
from sopwright.log.instants import Instants, instants
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, MOMENT, OLD_OWNER, OWNER, RESOURCE, ROW, SOURCE, SYSTEM, TIME
from sopwright.log.table import Check, checked

OBJECT, KEY, ID, KIND, CHANGE_SOURCE = "object", "key", "id", "kind", "change source"
_WORDS = (OBJECT, KEY, ID, KIND, ACTIVITY, RESOURCE, SYSTEM, OWNER, OLD_OWNER, CHANGE_SOURCE, SOURCE)
SCHEMA = pl.Schema({**dict.fromkeys(_WORDS, pl.String()), TIME: MOMENT, "dated": pl.Boolean(), ROW: pl.Int64()})
"""Events of records: ``key`` is the id as tables are joined by it, ``dated`` whether only a day is known."""
_CAPS = {"Contact": 45}
_CAP = 20
"""Changes of a property that HubSpot keeps: 45 of a contact, 20 of others (its help, "Export property history")."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Happened:
    """What a table says that happened.

    Attributes:
        events: As ``SCHEMA``.
        refused: As ``reading.REFUSED``.
        notes: What must be said.
        told_twice: How many rows tell with ids what another row tells with names; each pair is one event.
        fields: Labels, in lower case, of the fields that changed.
    """

    events: pl.DataFrame
    refused: pl.DataFrame
    notes: tuple[str, ...]
    told_twice: int = 0
    fields: frozenset[str] = frozenset()


def key_of(ids: pl.Expr) -> pl.Expr:
    """Return the form in which ids are joined: Salesforce writes the same one with 15 letters or with 18."""
    long = ids.str.contains(r"^[a-zA-Z0-9]{15}[A-Z0-5]{3}$")
    return pl.when(long).then(ids.str.slice(0, 15)).otherwise(ids)


def text_of(column: pl.Series) -> pl.Series:
    """Return what is written in a column, without space around it; null for nothing."""
    text = column.cast(pl.String).str.strip_chars()
    return pl.select(pl.when(text != "").then(text)).to_series()


def lacking(column: str, values: pl.Series, what: str) -> Check:
    """Return the check that something is stated."""
    return Check(failed=values.is_null(), column=column, values=values, reason=f"expected {what}, found nothing")


def untimed(column: str, written: pl.Series, when: Instants) -> tuple[Check, Check]:
    """Return the checks that a time is stated, and is one."""
    nothing = when.values.is_null() & ~when.wrong
    return (
        Check(failed=nothing, column=column, values=written, reason="expected a time, found nothing"),
        Check(failed=when.wrong, column=column, values=written, reason="expected a time, found something else"),
    )


def changes(crm: CrmTable, options: Options, people: Mapping[str, str], stages: Mapping[str, str]) -> Happened:
    """Return an event for each change of a field."""
    table, columns = crm.table, crm.columns
    time = instants(table.name, {columns["time"]: table.rows[columns["time"]]}, options.zone, options.date_order)
    when = time[columns["time"]]
    parts = {ours: text_of(table.rows[theirs]) for ours, theirs in columns.items() if ours != "time"}
    frame = pl.DataFrame({ours: parts[ours] for ours in parts}).with_columns(when.values.alias(TIME))
    if "old" not in frame.columns:
        frame = _with_old(frame)
    written = table.rows[columns["time"]]
    twice = _told_twice(frame)
    kept, refused = checked(
        table,
        (
            lacking(columns["id"], frame["id"], "a record"),
            lacking(columns["field"], frame["field"], "a field"),
            *untimed(columns["time"], written, when),
        ),
    )
    again = int((twice & kept).sum())
    frame = frame.with_columns(table.lines.alias(ROW), when.dates.alias("dated")).filter(kept & ~twice)
    events = _events(crm, frame, options, people, stages)
    notes = [f"{table.name}: {note}" for note in when.notes]
    if again:
        told = f"{counted(again, 'change is', 'changes are')} told twice, with names and with ids"
        notes.append(f"{table.name}: {told}; each is one event, with the names.")
    notes += _cap_notes(crm, frame)
    fields = frozenset(field_of(each, crm.object, ()).label.lower() for each in frame["field"].unique())
    return Happened(events=events, refused=refused, notes=tuple(notes), told_twice=again, fields=fields)


def _with_old(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the changes with the value before each; HubSpot writes only the new one."""
    numbered = frame.with_row_index("at").sort("id", "field", TIME, "at")
    return numbered.with_columns(old=pl.col("new").shift(1).over("id", "field")).sort("at").drop("at")


def _told_twice(frame: pl.DataFrame) -> pl.Series:
    """Return which rows tell a change with ids that another row tells with names."""
    as_id = r"^[0-9][a-zA-Z0-9]{14}(?:[a-zA-Z0-9]{3})?$"
    stated = pl.col(KIND) == "EntityId" if KIND in frame.columns else pl.lit(value=True)
    ids = stated & pl.coalesce("new", "old").str.contains(as_id)
    marked = frame.select("id", TIME, "field", ids.fill_null(value=False).alias("ids")).with_row_index("at")
    suspects = marked.filter(pl.col("ids"))
    same = ["id", TIME, "field"]
    named = marked.filter(~pl.col("ids")).join(suspects, on=same, how="semi")
    twice = suspects.join(named, on=same, how="semi")["at"]
    return marked["at"].is_in(twice.implode())


def _events(
    crm: CrmTable, frame: pl.DataFrame, options: Options, people: Mapping[str, str], stages: Mapping[str, str]
) -> pl.DataFrame:
    known = {each: field_of(each, crm.object, options.values) for each in frame["field"].unique()}
    label = pl.col("field").replace_strict({each: field.label for each, field in known.items()}, return_dtype=pl.String)
    kind = pl.col("field").replace_strict(
        {each: field.kind.value for each, field in known.items()}, return_dtype=pl.String
    )
    names = {**stages, **(VALUE_NAMES if crm.system == HUBSPOT else {})}
    value = pl.col("new").replace(names)
    activity = (
        pl.when(pl.col(KIND) == Kind.VALUE)
        .then(pl.when(value.is_null()).then(pl.col("label") + " cleared").otherwise(pl.col("label") + ": " + value))
        .when(pl.col(KIND) == Kind.OWNER)
        .then(pl.when(pl.col("new").is_null()).then(pl.lit("Owner removed")).otherwise(pl.lit("Owner changed")))
        .when(pl.col(KIND) == Kind.PRIVATE)
        .then(pl.col("label") + " changed")
        .otherwise(pl.col("label"))
    )
    owner = pl.col(KIND) == Kind.OWNER
    who = _who(frame, people) if "who" in frame.columns else pl.lit(None, dtype=pl.String)
    return shaped(
        frame.with_columns(label.alias("label"), kind.alias(KIND))
        .with_columns(
            pl.lit(crm.object).alias(OBJECT),
            key_of(pl.col("id")).alias(KEY),
            activity.alias(ACTIVITY),
            who.alias(RESOURCE),
            pl.lit(crm.system).alias(SYSTEM),
            pl.when(owner).then(person(pl.col("new"), people)).alias(OWNER),
            pl.when(owner).then(person(pl.col("old"), people)).alias(OLD_OWNER),
            (pl.col("source") if "source" in frame.columns else pl.lit(None, dtype=pl.String)).alias(CHANGE_SOURCE),
        )
        .with_columns(pl.lit(crm.table.name).alias(SOURCE))
    )


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Return events with the columns of ``SCHEMA``."""
    return frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def person(ids: pl.Expr, people: Mapping[str, str]) -> pl.Expr:
    """Return who ids are; the id itself where nobody says."""
    return key_of(ids).replace_strict(people, default=ids, return_dtype=pl.String) if people else ids


def _who(frame: pl.DataFrame, people: Mapping[str, str]) -> pl.Expr:
    """Return who made a change; nobody where a HubSpot source is no user."""
    written = pl.col("who")
    if "source" not in frame.columns:
        return person(written, people)
    user = written.str.extract(r"(?i)^user_?id:\s*(\d+)$")
    plain_user = written.str.contains(r"^\d+$|^[^=:/]+$") & ~written.str.contains(r"==$|^[a-f0-9]{16,}$")
    return person(pl.coalesce(user, pl.when(plain_user).then(written)), people)


def _cap_notes(crm: CrmTable, frame: pl.DataFrame) -> list[str]:
    """Return what must be said where HubSpot no longer keeps earlier changes."""
    if crm.system != HUBSPOT:
        return []
    cap = _CAPS.get(crm.object, _CAP)
    full = len(frame.group_by("id", "field").len().filter(pl.col("len") >= cap))
    if not full:
        return []
    what = f"{counted(full, 'property', 'properties')} of a {crm.object.lower()}"
    return [
        f"{crm.table.name}: {what} changed {cap} times or more; HubSpot keeps no more, earlier ones may be missing."
    ]


_WATCHED = ("amount", "close date", "forecast category name", "forecast category", "probability")


def versions(crm: CrmTable, options: Options, people: Mapping[str, str]) -> Happened:
    """Return an event for each version of a record: its new stage, or what else changed since the one before."""
    table, columns = crm.table, crm.columns
    names = by_plain_name(table.rows.columns)
    when = instants(table.name, {columns["time"]: table.rows[columns["time"]]}, options.zone, options.date_order)[
        columns["time"]
    ]
    ids = text_of(table.rows[columns["id"]])
    written = table.rows[columns["time"]]
    kept, refused = checked(table, (lacking(columns["id"], ids, "a record"), *untimed(columns["time"], written, when)))
    stage = names.get("stage name") or names.get("to stage") or names["status"]
    watched = [names[name] for name in _WATCHED if name in names]
    owner = names.get("owner id", "")
    parts = {"id": ids, ROW: table.lines, TIME: when.values, "dated": when.dates}
    parts |= {column: text_of(table.rows[column]) for column in (stage, owner, *watched) if column}
    if "who" in columns:
        parts["who"] = text_of(table.rows[columns["who"]])
    frame = pl.DataFrame(parts).filter(kept).sort("id", TIME, ROW)
    first = pl.int_range(pl.len()).over("id") == 0
    label = field_of(stage, crm.object, ()).label
    staged = pl.when(first | _changed(stage)).then(pl.lit(f"{label}: ") + pl.col(stage).fill_null("(none)"))
    said = {owner: "Owner changed"} if owner else {}
    said |= {column: f"{field_of(column, crm.object, ()).label} changed" for column in watched}
    others = [pl.when(_changed(column)).then(pl.lit(words)) for column, words in said.items()]
    activity = pl.coalesce(staged, *others, pl.lit(f"{crm.object} changed"))
    new_owner = person(pl.col(owner), people) if owner else pl.lit(None, dtype=pl.String)
    moved = (~first & _changed(owner)) if owner else pl.lit(value=False)
    events = frame.with_columns(
        pl.lit(crm.object).alias(OBJECT),
        key_of(pl.col("id")).alias(KEY),
        pl.when(first | _changed(stage)).then(pl.lit("value")).otherwise(pl.lit("private")).alias(KIND),
        activity.alias(ACTIVITY),
        (person(pl.col("who"), people) if "who" in columns else pl.lit(None, dtype=pl.String)).alias(RESOURCE),
        pl.lit(crm.system).alias(SYSTEM),
        pl.when(first | moved).then(new_owner).alias(OWNER),
        pl.when(moved).then(new_owner.shift(1).over("id")).alias(OLD_OWNER),
        pl.lit(None, dtype=pl.String).alias(CHANGE_SOURCE),
        pl.lit(table.name).alias(SOURCE),
    )
    notes = tuple(f"{table.name}: {note}" for note in when.notes)
    return Happened(events=shaped(events).sort(ROW), refused=refused, notes=notes, fields=frozenset({label.lower()}))


def _changed(column: str) -> pl.Expr:
    """Return whether a version differs from the one before it."""
    return pl.col(column).ne_missing(pl.col(column).shift(1)).over("id")


def no_events() -> pl.DataFrame:
    """Return the table of events without a row."""
    return pl.DataFrame(schema=SCHEMA)
