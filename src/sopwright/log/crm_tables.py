"""Which table of a CRM is this? Told by the names of columns, as Salesforce, HubSpot and copies of them spell these.

In: a table. Out: what its rows are, of which object, and where its id, time, field and values stand; or nothing, when
it is no table of a CRM.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopwright.log.columns import by_plain_name
from sopwright.log.table import Table

SALESFORCE, HUBSPOT = "Salesforce", "HubSpot"


class Rows(StrEnum):
    """What the rows of a table of a CRM are."""

    CHANGES = "changes of fields"
    VERSIONS = "versions of records"
    TASKS = "tasks"
    RECORDS = "records"
    PEOPLE = "people"
    STAGES = "stages"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmTable:
    """A table of a CRM.

    Attributes:
        table: The table.
        system: Whose it is.
        rows: What its rows are.
        object: The object that they are about, such as ``Lead``.
        columns: Which column is which: ``id``, ``time``, ``field``, ``old``, ``new``, ``who``, as far as it has them.
    """

    table: Table
    system: str
    rows: Rows
    object: str
    columns: Mapping[str, str]


_PARENTS = {
    "lead id": "Lead", "opportunity id": "Opportunity", "contact id": "Contact", "account id": "Account",
    "case id": "Case", "campaign member id": "Campaign Member", "parent id": "Record", "contract id": "Contract",
}  # fmt: skip
_OWNED = {
    "contact id": "Contact", "deal id": "Deal", "company id": "Company", "ticket id": "Ticket", "vid": "Contact",
    "record id": "Record", "object id": "Record", "hs object id": "Record",
}  # fmt: skip
_WHO = (
    "created by id", "created by name", "created by", "edited by", "changed by", "updated by", "updated by user id",
    "updated by user", "modified by", "user", "user id",
)  # fmt: skip
_WHEN = (
    "created date", "edit date", "created at", "timestamp", "timestamp instant", "time stamp", "change date",
    "changed at", "changed on", "date changed", "date of change", "updated at", "date time", "date", "time",
)  # fmt: skip
_FIELD = ("field", "field event", "field name", "property", "property name", "property label", "name")


def crm_table(table: Table) -> CrmTable | None:
    """Return what a table of a CRM holds; ``None`` when it is none."""
    names = by_plain_name(table.rows.columns)
    for look in (_changes, _properties, _versions, _tasks, _people, _stages, _records):
        found = look(table, names)
        if found is not None:
            return found
    return None


def _first(names: Mapping[str, str], wanted: Sequence[str]) -> str:
    return next((names[name] for name in wanted if name in names), "")


def _columns(**columns: str) -> dict[str, str]:
    return {ours: theirs for ours, theirs in columns.items() if theirs}


def _changes(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """LeadHistory, OpportunityFieldHistory and their reports: a field, its old and its new value."""
    parent = next((name for name in _PARENTS if name in names), "")
    time, field = _first(names, _WHEN), _first(names, _FIELD[:3])
    if not (parent and time and field and {"old value", "new value"} <= names.keys()):
        return None
    return CrmTable(
        table=table,
        system=SALESFORCE,
        rows=Rows.CHANGES,
        object=_PARENTS[parent],
        columns=_columns(
            id=names[parent], time=time, field=field, old=names["old value"], new=names["new value"],
            who=_first(names, _WHO), kind=names.get("data type", ""),
        ),
    )  # fmt: skip


def _properties(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """HubSpot's property history: a property and its value from some time on."""
    owner = next((name for name in _OWNED if name in names), "")
    value = _first(names, ("value", "property value", "new value"))
    time = _first(names, [name for name in _WHEN if name not in ("created date", "created at")])
    field = _first(names, ("property", "property name", "property label", "name"))
    source = _first(names, ("source", "source type", "change source", "source label"))
    told = source or "property" in field.lower()
    if not (owner and value and time and field and told) or "old value" in names:
        return None
    who = _first(names, _WHO) or names.get("source id", "")
    return CrmTable(
        table=table,
        system=HUBSPOT,
        rows=Rows.CHANGES,
        object=_object_in(table.name) or _OWNED[owner],
        columns=_columns(id=names[owner], time=time, field=field, new=value, who=who, source=source),
    )


def _object_in(name: str) -> str:
    """Return the object that a file is named after, where its columns do not say it."""
    lower = name.lower()
    return next((each for each in ("Contact", "Deal", "Company", "Ticket", "Lead") if each.lower() in lower), "")


def _versions(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """OpportunityHistory, or a warehouse's versions of records: the record as it was from some time on."""
    if "fivetran start" in names and "id" in names and ("stage name" in names or "status" in names):
        object_ = "Opportunity" if "stage name" in names else "Lead"
        return CrmTable(
            table=table,
            system=SALESFORCE,
            rows=Rows.VERSIONS,
            object=object_,
            columns=_columns(id=names["id"], time=names["fivetran start"], who=names.get("last modified by id", "")),
        )
    if {"opportunity id", "created date"} <= names.keys() and ("stage name" in names or "to stage" in names):
        return CrmTable(
            table=table,
            system=SALESFORCE,
            rows=Rows.VERSIONS,
            object="Opportunity",
            columns=_columns(id=names["opportunity id"], time=names["created date"], who=_first(names, _WHO)),
        )
    return None


def _tasks(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """Task: a call, an e-mail or another thing to do, for a lead or a deal."""
    about = _first(names, ("who id", "what id"))
    made = names.get("created date", "")
    if not (about and made and "status" in names and not names.keys().isdisjoint({"task subtype", "call disposition"})):
        return None
    return CrmTable(
        table=table,
        system=SALESFORCE,
        rows=Rows.TASKS,
        object="Task",
        columns=_columns(
            id=about, deal=names.get("what id", ""), done=names.get("completed date time", ""), time=made,
            closed=names.get("is closed", ""), status=names["status"], who=names.get("owner id", ""),
            what=_first(names, ("task subtype", "type")),
        ),
    )  # fmt: skip


def _people(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """Users and owners: who an id is."""
    marks = {"username", "user type", "alias", "is active"}
    of_users = {"id", "name"} <= names.keys() and not names.keys().isdisjoint(marks)
    owner = {"owner id", "first name", "last name"} <= names.keys() and "id" not in names
    if of_users and "status" not in names:
        columns = _columns(id=names["id"], name=names["name"])
    elif owner:
        first, last = names["first name"], names["last name"]
        columns = _columns(id=names["owner id"], first=first, last=last)
    else:
        return None
    system = SALESFORCE if of_users else HUBSPOT
    return CrmTable(table=table, system=system, rows=Rows.PEOPLE, object="User", columns=columns)


def _stages(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    if not ({"stage id", "label"} <= names.keys()):
        return None
    columns = _columns(id=names["stage id"], name=names["label"])
    return CrmTable(table=table, system=HUBSPOT, rows=Rows.STAGES, object="Stage", columns=columns)


_MADE = ("created date", "create date", "createdate", "property createdate", "property hs createdate")
_SALESFORCE = (
    ("Opportunity", ("opportunity id", "id"), ("stage name", "stage", "forecast category name")),
    ("Contact", ("contact id", "id"), ("mailing city", "mailing country", "reports to id")),
    ("Lead", ("lead id", "id"), ("is converted", "converted date", "is unread by owner", "lead status", "lead source")),
)
_HUBSPOT = (
    ("Deal", ("deal id", "record id", "id"), ("deal name", "deal stage", "property dealname", "property dealstage")),
    ("Ticket", ("ticket id", "record id", "id"), ("ticket name", "ticket status", "property hs pipeline stage")),
    (
        "Contact",
        ("contact id", "record id", "vid", "id"),
        ("lifecycle stage", "contact owner", "lead status", "email", "property lifecyclestage", "property email"),
    ),
)


def _records(table: Table, names: Mapping[str, str]) -> CrmTable | None:
    """Lead, Opportunity, contact and deal tables: one row a record."""
    made = _first(names, _MADE)
    hubspot = any(name.startswith("property ") for name in names) or "record id" in names or "createdate" in names
    for object_, ids, marks in _HUBSPOT if hubspot else _SALESFORCE:
        id_ = _first(names, ids)
        if made and id_ and not names.keys().isdisjoint(marks):
            system = HUBSPOT if hubspot else SALESFORCE
            columns = _columns(id=id_, time=made)
            return CrmTable(table=table, system=system, rows=Rows.RECORDS, object=object_, columns=columns)
    return None
