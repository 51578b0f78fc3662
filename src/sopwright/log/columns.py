"""Which column is the case, which the activity, which the time? Told by the names of the field, then by content.

In: a table and what the user mapped. Out: a column for each of our names; or one sentence that lists the columns and
says which option to give.

Law: the user's choice comes first, then names in a fixed order, then content, and content only where exactly one column
fits. What was recognised is said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.instants import are_times
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, RESOURCE, ROLE, START, SYSTEM, TIME
from sopwright.log.table import Table

KNOWN: Mapping[str, tuple[str, ...]] = {
    CASE: (
        "case concept name", "case id", "case", "caseid", "case key", "case number", "case identifier", "trace",
        "trace id", "process instance", "process instance id", "instance id", "lead id", "leadid", "lead", "lead no",
        "opportunity id", "deal id", "contact id", "ticket id", "record id", "object id", "parent id", "application id",
        "order id", "request id", "customer id", "account id", "company id", "fall", "fall id", "fallnummer", "vorgang",
        "vorgang id",
    ),
    ACTIVITY: (
        "concept name", "activity", "activity name", "activity id", "event", "event name", "event type", "eventname",
        "task", "task name", "step", "step name", "action", "action name", "operation", "stage", "stage name",
        "new stage", "to stage", "deal stage", "lead status", "lifecycle stage", "status", "new status", "to status",
        "state", "new value", "what", "aktivität", "tätigkeit", "schritt",
    ),
    TIME: (
        "time timestamp", "timestamp", "time stamp", "complete timestamp", "completed at", "complete time",
        "completion time", "complete date", "completed date", "completed", "complete", "end timestamp", "end time",
        "end date", "ended at", "end", "finished at", "finish time", "finish", "time", "date time", "datetime",
        "event time", "event timestamp", "event date", "eventtime", "occurred at", "occurred on", "happened at",
        "logged at", "recorded at", "performed at", "changed at", "change date", "changed on", "created at",
        "created date", "create date", "createdate", "created on", "created", "updated at", "modified at", "edit date",
        "date", "when", "ts", "zeitstempel", "zeitpunkt", "zeit", "datum", "ende",
    ),
    START: (
        "start timestamp", "start time", "starttime", "started at", "start date", "start", "time start", "begin time",
        "began at", "begin", "beginn", "startzeit",
    ),
    RESOURCE: (
        "org resource", "resource", "resource name", "res", "user", "user name", "username", "user id", "performer",
        "actor", "agent", "sales agent", "employee", "worker", "assignee", "assigned to", "rep", "sales rep", "sdr",
        "owner", "owner name", "lead owner", "contact owner", "deal owner", "opportunity owner", "owner id",
        "performed by",
        "done by", "completed by", "created by", "created by name", "created by id", "changed by", "updated by",
        "modified by", "edited by", "who", "person", "bearbeiter", "mitarbeiter",
    ),
    ROLE: ("org role", "role", "role name", "rolle"),
    SYSTEM: ("system", "application", "app", "app name", "tool", "source system", "anwendung"),
    LIFECYCLE: ("lifecycle transition", "lifecycle", "life cycle", "transition", "event lifecycle"),
}  # fmt: skip
NEEDED = (CASE, ACTIVITY, TIME)
CERTAIN = frozenset(KNOWN[ACTIVITY][: KNOWN[ACTIVITY].index("stage")])
"""Names of columns that say what was done, and not in which state a record is."""
_UNCERTAIN = ("id", "key", "number", "no", "nr", "name", "email")
_SAMPLE = 2000
_FEW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The columns of a table by our names.

    Attributes:
        columns: For each of our names the column of the file.
        told: Those of our names that the user mapped.
    """

    columns: Mapping[str, str]
    told: frozenset[str]

    def note(self, name: str) -> str:
        """Return what was recognised as what."""
        parts = [
            f"{ours} is {theirs}{' (as you said)' if ours in self.told else ''}"
            for ours, theirs in self.columns.items()
        ]
        return f"{name}: {', '.join(parts)}."


_TOGETHER = {
    name.replace(" ", ""): name
    for name in (
        "lead id", "opportunity id", "contact id", "account id", "case id", "parent id", "owner id", "who id",
        "what id", "created date", "created by id", "last modified date", "last modified by id", "system modstamp",
        "old value", "new value", "data type", "converted date", "converted opportunity id", "converted contact id",
        "is converted", "is closed", "is won", "is deleted", "is active", "is unread by owner", "stage name",
        "close date", "lead source", "forecast category", "forecast category name", "completed date time",
        "task subtype", "activity date", "user type", "number of employees", "annual revenue", "postal code",
        "first name", "last name", "mobile phone", "photo url", "record type id", "mailing city",
        "mailing country", "reports to id", "account source", "next step",
    )
}  # fmt: skip
"""Names of Salesforce that its Data Loader writes in capitals, so that nothing shows where words begin."""


def plain(name: str) -> str:
    """Return the words of a column's name, as different tools spell it.

    Examples:
        >>> plain("LeadId"), plain("case:concept:name"), plain("Created_By.Id"), plain("LASTMODIFIEDDATE")
        ('lead id', 'case concept name', 'created by id', 'last modified date')
    """
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    words = " ".join(re.findall(r"[^\W_]+", parts.lower()))
    return _TOGETHER.get(words, words)


def by_plain_name(columns: Sequence[str]) -> dict[str, str]:
    """Return the columns by their plain names; the first of several that are alike."""
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(plain(column), column)
    return found


def chosen(table: Table, option: str, wanted: str) -> str:
    """Return the column that the user named.

    Raises:
        InputError: There is no such column.
    """
    if wanted in table.rows.columns:
        return wanted
    alike = by_plain_name(table.rows.columns).get(plain(wanted))
    if alike is None:
        raise _none(table, f"expected a column {wanted!r}, found {_listed(table)}", f"Give --{option} one of them")
    return alike


def recognise(table: Table, options: Options) -> Recognised:
    """Return which column is which.

    Raises:
        InputError: A column that is needed cannot be told; names those that there are.
    """
    told = {ours: chosen(table, ours, theirs) for ours, theirs in options.columns.items()}
    found = dict(told)
    for ours in KNOWN:
        if ours not in found:
            named = _by_name(table, ours, found)
            if named:
                found[ours] = named
    if TIME not in found and START in found:
        found[TIME] = found.pop(START)
    _by_content(table, found)
    missing = [ours for ours in NEEDED if ours not in found]
    if missing:
        if any(_is_time(column) for column in table.rows.columns):
            problem = "expected the names of columns in the first line, found what looks like a row"
            raise _none(table, problem, "Add a line with the names of the columns")
        wanted = " and ".join(f"a column with the {ours}" for ours in missing)
        options_ = " and ".join(f"--{ours} COLUMN" for ours in missing)
        raise _none(table, f"expected {wanted}, found {_listed(table)}", f"Say which it is with {options_}")
    return Recognised(columns={ours: found[ours] for ours in KNOWN if ours in found}, told=frozenset(told))


def _none(table: Table, problem: str, remedy: str) -> InputError:
    return refuse(table.name, problem, remedy)


def _is_time(name: str) -> bool:
    return len(name) >= len("1.1.2026") and are_times(pl.Series([name]), 1)


def _listed(table: Table) -> str:
    names = table.rows.columns
    most = 30
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"the columns {', '.join(names[:most])}{more}"


def _by_name(table: Table, ours: str, taken: Mapping[str, str]) -> str:
    """Return the column that is called as one of our name is in some tool; empty when none is."""
    names = by_plain_name([column for column in table.rows.columns if column not in taken.values()])
    called = [names[name] for name in KNOWN[ours] if name in names]
    if ours in (TIME, START):
        half = 0.5
        holding = [column for column in called if _holds_times(table.rows[column], half)]
        called = holding or (called if ours == TIME else [])
    return called[0] if called else ""


def _holds_times(column: pl.Series, share: float = 0.95) -> bool:
    return are_times(column.drop_nulls().head(_SAMPLE), share)


def times_in(table: Table) -> list[str]:
    """Return the columns that hold times; where the name says so, half of the values are enough."""
    called = re.compile(r"\b(?:date|at|on|time|timestamp|became|entered|datum)\b")
    half, nearly_all = 0.5, 0.95
    return [
        column
        for column in table.rows.columns
        if _holds_times(table.rows[column], half if called.search(plain(column)) else nearly_all)
    ]


def _by_content(table: Table, found: dict[str, str]) -> None:
    """Add what only one column can be."""
    free = [column for column in table.rows.columns if column not in found.values()]
    if TIME not in found:
        times = [column for column in free if _holds_times(table.rows[column])]
        if len(times) == 1:
            found[TIME] = times[0]
            free.remove(times[0])
    rows = len(table.rows)
    kinds = {column: table.rows[column].n_unique() for column in free}
    if CASE not in found:
        named = by_plain_name(free)
        weak = [named[name] for name in _UNCERTAIN if name in named and kinds[named[name]] < rows]
        others = [each for each in free if _FEW < kinds[each] < rows] if rows > _FEW else []
        candidates = weak[:1] or others
        if len(candidates) == 1:
            found[CASE] = candidates[0]
            free.remove(candidates[0])
    if ACTIVITY not in found and CASE in found:
        candidates = [each for each in free if 1 < kinds[each] <= _FEW and _is_words(table.rows[each])]
        if len(candidates) == 1:
            found[ACTIVITY] = candidates[0]


def _is_words(column: pl.Series) -> bool:
    """Return whether values are words rather than numbers or times."""
    text = column.drop_nulls().head(_SAMPLE).cast(pl.String)
    return (
        not text.is_empty() and int(text.str.contains(r"\p{L}{2}").sum()) * 2 > len(text) and not are_times(text, 0.5)
    )
