"""What was done for the records of a CRM? One event for each task that is done: a call, an e-mail, a meeting.

In: Salesforce's table of tasks, who ids are. Out: events of leads and opportunities, before records are joined.

Law: each row is an event, or is refused with its line and the reason; a task that is still open has not happened. A
task belongs to the lead or contact that it names, or else to the opportunity.
"""

from collections.abc import Mapping

import polars as pl

from sopwright.log.crm_changes import (
    CHANGE_SOURCE,
    ID,
    KEY,
    KIND,
    OBJECT,
    Happened,
    key_of,
    lacking,
    person,
    shaped,
    text_of,
    untimed,
)
from sopwright.log.crm_fields import Kind
from sopwright.log.crm_tables import CrmTable
from sopwright.log.instants import instants
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, OLD_OWNER, OWNER, RESOURCE, ROW, SOURCE, SYSTEM, TIME
from sopwright.log.table import Check, checked

_OBJECTS = {"00Q": "Lead", "006": "Opportunity", "003": "Contact", "001": "Account", "500": "Case"}
_DONE = frozenset({"completed", "done", "closed"})


def tasks(crm: CrmTable, options: Options, people: Mapping[str, str]) -> Happened:
    """Return an event for each task that is done."""
    table, columns = crm.table, crm.columns
    rows = table.rows
    moments = [columns[name] for name in ("done", "time") if name in columns]
    times = instants(table.name, {column: rows[column] for column in moments}, options.zone, options.date_order)
    made = times[columns["time"]]
    done = times[columns["done"]].values if "done" in columns else made.values
    when = pl.select(pl.coalesce(done, made.values)).to_series()
    ids = text_of(rows[columns["id"]])
    if "deal" in columns:
        ids = pl.select(pl.coalesce(ids, text_of(rows[columns["deal"]]))).to_series()
    status = text_of(rows[columns["status"]])
    still = ~_over(crm, status)
    reason = "expected a task that is done, found an open one"
    kept, refused = checked(
        table,
        (
            lacking(columns["id"], ids, "a record that the task is for"),
            *untimed(columns["time"], rows[columns["time"]], made),
            Check(failed=still, column=columns["status"], values=status, reason=reason),
        ),
    )
    nothing = pl.lit(None, dtype=pl.String)
    what = text_of(rows[columns["what"]]) if "what" in columns else None
    who = text_of(rows[columns["who"]]) if "who" in columns else None
    events = pl.DataFrame({ID: ids, ROW: table.lines, TIME: when}).with_columns(
        pl.col(ID).str.slice(0, 3).replace_strict(_OBJECTS, default="Record", return_dtype=pl.String).alias(OBJECT),
        key_of(pl.col(ID)).alias(KEY),
        pl.lit(Kind.VALUE.value).alias(KIND),
        (pl.lit("Task") if what is None else pl.lit(what).fill_null("Task")).alias(ACTIVITY),
        (nothing if who is None else person(pl.lit(who), people)).alias(RESOURCE),
        pl.lit(crm.system).alias(SYSTEM),
        nothing.alias(OWNER),
        nothing.alias(OLD_OWNER),
        nothing.alias(CHANGE_SOURCE),
        pl.lit(value=False).alias("dated"),
        pl.lit(table.name).alias(SOURCE),
    )
    notes = [f"{table.name}: {note}" for each in times.values() for note in each.notes]
    if "done" not in columns:
        notes.append(f"{table.name}: when tasks were completed is not stated; when they were made is taken.")
    return Happened(events=shaped(events).filter(kept), refused=refused, notes=tuple(notes))


def _over(crm: CrmTable, status: pl.Series) -> pl.Series:
    """Return which tasks are done."""
    by_status = status.str.to_lowercase().is_in(list(_DONE)).fill_null(value=False)
    if "closed" not in crm.columns:
        return by_status
    closed = text_of(crm.table.rows[crm.columns["closed"]]).str.to_lowercase()
    return by_status | closed.is_in(["true", "1", "yes"]).fill_null(value=False)
