"""What do the tables of a CRM say together? The history of each record, from its creation to its end.

In: tables of changes, versions, records, people and stages, in any order and number. Out: a ``Reading`` a table.

Law: a row of any table is an event, or is used by others, or is refused. A record is created once, converted once and
closed once: where the history tells it, the table of records does not tell it again. An opportunity goes on with the
case of the lead from which it came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.crm_changes import (
    CHANGE_SOURCE,
    ID,
    KEY,
    KIND,
    OBJECT,
    Happened,
    changes,
    key_of,
    no_events,
    text_of,
    versions,
)
from sopwright.log.crm_fields import Kind
from sopwright.log.crm_records import Records, no_conversions, records
from sopwright.log.crm_tables import CrmTable, Rows
from sopwright.log.crm_tasks import tasks
from sopwright.log.options import Options
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    CREATED,
    OF_CASE,
    OLD_OWNER,
    OWNER,
    RESOURCE,
    ROW,
    SOURCE,
    SYSTEM,
    TIME,
    Reading,
    nothing_refused,
)
from sopwright.log.table import all_refused, refusals

_CLOSED = r"(?i)^(?:Deal )?Stage: .*(?:closed|won|lost)"
_AT = "at"


def read_crm(tables: Sequence[CrmTable], options: Options) -> tuple[Reading, ...]:
    """Return what the tables say together, one reading each, in their order.

    Raises:
        InputError: The order of day and month cannot be told.
    """
    people, stages = _people(tables), _stages(tables)
    happened: dict[int, Happened] = {}
    for number, each in enumerate(tables):
        if each.rows is Rows.CHANGES:
            happened[number] = changes(each, options, people, stages)
        elif each.rows is Rows.VERSIONS:
            happened[number] = versions(each, options, people)
        elif each.rows is Rows.TASKS:
            happened[number] = tasks(each, options, people)
    tracked = frozenset(field for each in happened.values() for field in each.fields)
    known = {
        number: records(each, options, people, tracked)
        for number, each in enumerate(tables)
        if each.rows is Rows.RECORDS
    }
    told = pl.concat([no_events(), *(each.events for each in happened.values())])
    numbered = [(number, each.events) for number, each in sorted((happened | known).items())]
    events = pl.concat(
        [
            no_events().with_columns(pl.lit(0).alias(_AT)),
            *(each.with_columns(pl.lit(number).alias(_AT)) for number, each in numbered),
        ]
    )
    events = events.filter(~_told_before(events, told, set(known)))
    events, notes = _as_cases(events, known)
    events = _with_first_owner(_on_their_day(events))
    rows = _with_attributes(events, known)
    return tuple(
        _reading(number, each, rows, happened.get(number) or known.get(number), notes if number == 0 else ())
        for number, each in enumerate(tables)
    )


def _people(tables: Sequence[CrmTable]) -> dict[str, str]:
    """Return who ids are."""
    found: dict[str, str] = {}
    for each in tables:
        if each.rows is Rows.PEOPLE:
            columns = {ours: text_of(each.table.rows[theirs]) for ours, theirs in each.columns.items()}
            name = columns["name"] if "name" in columns else _joined(columns["first"], columns["last"])
            keyed = (
                pl.DataFrame({ID: columns["id"], "name": name}).drop_nulls().with_columns(key_of(pl.col(ID)).alias(KEY))
            )
            found |= dict(keyed.select(KEY, "name").iter_rows())
    return found


def _joined(first: pl.Series, last: pl.Series) -> pl.Series:
    return pl.select(pl.concat_str(pl.lit(first), pl.lit(last), separator=" ", ignore_nulls=True)).to_series()


def _stages(tables: Sequence[CrmTable]) -> dict[str, str]:
    """Return what HubSpot's stages are called."""
    found: dict[str, str] = {}
    for each in tables:
        if each.rows is Rows.STAGES:
            ids, labels = text_of(each.table.rows[each.columns["id"]]), text_of(each.table.rows[each.columns["name"]])
            found |= dict(pl.DataFrame({ID: ids, "name": labels}).drop_nulls().iter_rows())
    return found


def _told_before(events: pl.DataFrame, told: pl.DataFrame, of_records: set[int]) -> pl.Series:
    """Return which events of tables of records a history tells as well."""
    closed = told.filter(pl.col(ACTIVITY).str.contains(_CLOSED)).select(OBJECT, KEY).unique()
    once = (
        told.filter(pl.col(KIND).is_in([Kind.CREATED.value, Kind.EVENT.value])).select(OBJECT, KEY, ACTIVITY).unique()
    )
    frame = events.select(OBJECT, KEY, ACTIVITY, _AT).with_columns(
        pl.col(_AT).is_in(list(of_records)).alias("of record"),
        pl.col(ACTIVITY).str.contains(" closed: ").alias("closing"),
    )
    frame = frame.join(once.with_columns(told=True), on=[OBJECT, KEY, ACTIVITY], how="left", maintain_order="left")
    frame = frame.join(closed.with_columns(ended=True), on=[OBJECT, KEY], how="left", maintain_order="left")
    again = pl.col("told").fill_null(value=False) | (pl.col("closing") & pl.col("ended").fill_null(value=False))
    return frame.select(pl.col("of record") & again).to_series()


def _as_cases(events: pl.DataFrame, known: Mapping[int, Records]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return events with the case to which they belong, and what must be said of that."""
    longest = (
        events.select(OBJECT, KEY, ID).unique().sort(pl.col(ID).str.len_bytes(), ID, descending=[True, False])
        .unique([OBJECT, KEY], keep="first", maintain_order=True).rename({ID: CASE})
    )  # fmt: skip
    links = pl.concat([no_conversions(), *(each.converted for each in known.values())])
    links = links.unique([OBJECT, KEY], keep="first", maintain_order=True).rename({"lead": "of"})
    leads = longest.filter(pl.col(OBJECT) == "Lead").select(pl.col(KEY).alias("of"), pl.col(CASE).alias("lead"))
    links = links.join(leads, on="of", how="inner").drop("of")
    cases = longest.join(links, on=[OBJECT, KEY], how="left").with_columns(pl.coalesce("lead", CASE).alias(CASE))
    notes = []
    for object_, many in (("Opportunity", "opportunities go"), ("Contact", "contacts go")):
        joined = len(cases.filter(pl.col("lead").is_not_null() & (pl.col(OBJECT) == object_)))
        if joined:
            noun = counted(joined, f"{object_.lower()} goes", many)
            notes.append(f"{noun} on with the case of the lead that was converted.")
    own = cases.filter(pl.col("lead").is_null())
    if own.select(OBJECT, CASE).unique().height != own[CASE].n_unique():
        cases = cases.with_columns(
            pl.when(pl.col("lead").is_null())
            .then(pl.col(OBJECT) + " " + pl.col(CASE))
            .otherwise(pl.lit("Lead ") + pl.col(CASE))
            .alias(CASE)
        )
        notes.append("Records of several objects have the same ids; each case is called by its object and id.")
    called = cases.select(OBJECT, KEY, CASE)
    return events.join(called, on=[OBJECT, KEY], how="left", maintain_order="left"), tuple(notes)


def _on_their_day(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events; one of which only the day is known is not before what the same case did on that day."""
    if not events["dated"].any():
        return events
    day = pl.duration(days=1)
    clocked = events.filter(~pl.col("dated")).select(CASE, pl.col(TIME).alias("clock")).sort("clock")
    if clocked.is_empty():
        return events
    dated = events.with_row_index("order").with_columns((pl.col(TIME) + day).alias("until")).sort("until")
    found = dated.join_asof(
        clocked,
        left_on="until",
        right_on="clock",
        by=CASE,
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,
    )
    later = pl.col("dated") & (pl.col("clock") > pl.col(TIME))
    return (
        found.with_columns(pl.when(later).then(pl.col("clock")).otherwise(pl.col(TIME)).alias(TIME))
        .sort("order")
        .drop("order", "until", "clock")
    )


def _with_first_owner(events: pl.DataFrame) -> pl.DataFrame:
    """Return events in which a creation names its owner: the one before the first change."""
    moved = events.filter(pl.col(OLD_OWNER).is_not_null() | (pl.col(KIND) == Kind.OWNER.value))
    first = moved.sort(TIME, maintain_order=True).unique([OBJECT, KEY], keep="first", maintain_order=True)
    first = first.select(OBJECT, KEY, pl.col(OLD_OWNER).alias("first"), pl.lit(value=True).alias("moved"))
    found = events.join(first, on=[OBJECT, KEY], how="left", maintain_order="left")
    owner = pl.when(pl.col("moved").fill_null(value=False)).then(pl.col("first")).otherwise(pl.col(OWNER))
    created = pl.col(KIND) == Kind.CREATED.value
    return found.with_columns(pl.when(created).then(owner).otherwise(pl.col(OWNER)).alias(OWNER)).drop("first", "moved")


def _with_attributes(events: pl.DataFrame, known: Mapping[int, Records]) -> pl.DataFrame:
    """Return rows as a ``Reading`` has them, with what is known of each case."""
    rows = events.select(
        CASE, ACTIVITY, TIME, RESOURCE, SYSTEM, OWNER, OLD_OWNER, CHANGE_SOURCE, ROW, SOURCE, _AT, OBJECT, KEY, KIND
    )
    cases = rows.select(OBJECT, KEY, CASE).unique(maintain_order=True)
    objects = cases[OBJECT].unique()
    for each in known.values():
        object_ = each.attributes[OBJECT].first()
        lead_too = object_ == "Opportunity" and "Lead" in objects
        prefix = f"{OF_CASE}opportunity " if lead_too else OF_CASE
        names = [name for name in each.attributes.columns if name not in (OBJECT, KEY)]
        named = each.attributes.rename({name: f"{prefix}{name}" for name in names})
        with_case = cases.join(named, on=[OBJECT, KEY], how="inner", maintain_order="left")
        with_case = with_case.drop(OBJECT, KEY).unique(CASE, keep="first", maintain_order=True)
        fresh = [name for name in with_case.columns if name == CASE or name not in rows.columns]
        rows = rows.join(with_case.select(fresh), on=CASE, how="left", maintain_order="left")
    made = rows.filter(pl.col(KIND) == Kind.CREATED.value).group_by(CASE).agg(pl.col(TIME).min().alias("made"))
    rows = rows.join(made, on=CASE, how="left", maintain_order="left")
    column = f"{OF_CASE}{CREATED}"
    stated = pl.col(column) if column in rows.columns else pl.lit(None, dtype=pl.Datetime("us", "UTC"))
    rows = rows.with_columns(pl.coalesce(stated, "made").alias(column)).drop("made", KEY, KIND)
    return rows.rename({OBJECT: "object"}) if len(objects) > 1 else rows.drop(OBJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    """How many rows of a table of people or stages could be used, and the others."""

    rows: int
    refused: pl.DataFrame


def _reading(
    number: int, crm: CrmTable, rows: pl.DataFrame, found: Happened | Records | None, notes: tuple[str, ...]
) -> Reading:
    table = crm.table
    mine = rows.filter(pl.col(_AT) == number).drop(_AT)
    refused, said, looked_up = nothing_refused(), tuple[str, ...](), 0
    if found is None:
        used = _used(crm)
        refused, looked_up = used.refused, used.rows
    else:
        refused, said = found.refused, found.notes
        looked_up = len(found.attributes) - mine[ROW].n_unique() if isinstance(found, Records) else found.told_twice
    what = f"{table.name}: {crm.rows} of {crm.system}" + (f", {crm.object}" if found is not None else "")
    return Reading(
        rows=mine,
        refused=all_refused([table.refused, refused]).sort(ROW, maintain_order=True),
        notes=(*table.notes, f"{what}: {_recognised(crm)}.", *said, *_private_note(crm, mine), *notes),
        read=table.read,
        looked_up=looked_up,
    )


def _recognised(crm: CrmTable) -> str:
    return ", ".join(f"{ours} is {theirs}" for ours, theirs in crm.columns.items())


def _private_note(crm: CrmTable, rows: pl.DataFrame) -> tuple[str, ...]:
    if crm.rows is not Rows.CHANGES:
        return ()
    changed = rows.filter(
        pl.col(ACTIVITY).str.ends_with(" changed") & pl.col(OWNER).is_null() & pl.col(OLD_OWNER).is_null()
    )
    fields = sorted(name.removesuffix(" changed") for name in changed[ACTIVITY].unique() if name != "Owner changed")
    if not fields:
        return ()
    most = 8
    more = f" and {counted(len(fields) - most, 'more field')}" if len(fields) > most else ""
    what = f"{', '.join(fields[:most])}{more}"
    return (f"{crm.table.name}: values of {what} are withheld; --values names fields whose values may be kept.",)


def _used(crm: CrmTable) -> _Used:
    """Return which rows of a table of people or stages say who or what an id is."""
    ids = text_of(crm.table.rows[crm.columns["id"]])
    missing = ids.is_null()
    refused = nothing_refused()
    if missing.any():
        lines = crm.table.lines.filter(missing)
        refused = refusals(
            crm.table.name, lines, crm.columns["id"], ids.filter(missing), "expected an id, found nothing"
        )
    return _Used(rows=len(ids) - int(missing.sum()), refused=refused)
