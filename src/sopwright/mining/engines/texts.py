"""How are the questions put to an engine that nobody is connected to? As SQL, to be read or run there.

In: a dialect, the name of a table and its columns. Out: one statement a question.

Law: the same expressions that are run on connected engines.
"""

import re
from collections.abc import Callable, Mapping

import ibis  # type: ignore[import-untyped]

from sopwright.errors import refuse
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, RESOURCE, ROW, START, TIME
from sopwright.mining.engines import questions
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.events import Events, Relation, events

DIALECTS = ("bigquery", "databricks", "duckdb", "postgres", "pyspark", "snowflake")
"""The dialects in which every question can be put."""
_TYPES: Mapping[str, str] = {
    CASE: "string",
    ACTIVITY: "string",
    TIME: "timestamp('UTC')",
    ROW: "int64",
    START: "timestamp('UTC')",
    RESOURCE: "string",
    LIFECYCLE: "string",
}
_CHANCE = re.compile(r"ibis_bq_arr_[a-z0-9]+")
"""Names that Ibis draws by chance."""


def texts(dialect: str, table: str, columns: Columns) -> dict[str, str]:
    """Return the SQL of each question, by its name.

    Args:
        dialect: One of ``DIALECTS``.
        table: Name of the table; parts joined by points, as ``project.dataset.events``.
        columns: Which of its columns say what; ids and resources are taken as text, times as instants.

    Raises:
        InputError: The questions cannot be put in this dialect.
    """
    if dialect not in DIALECTS:
        found = f"expected {', '.join(DIALECTS[:-1])} or {DIALECTS[-1]} as dialect, found {dialect!r}"
        raise refuse(table, found, "Name one of these")
    asked = events(_unbound(table, columns), columns, table)
    return {name: _text(question(asked), dialect) for name, question in _asked(columns).items()}


def _unbound(table: str, columns: Columns) -> Relation:
    kinds = {name: _TYPES[what] for what, name in columns.named().items()}
    kinds = {**dict.fromkeys(columns.attributes, "string"), **kinds}
    *where, name = table.split(".")
    place = {"catalog": where[-2], "database": where[-1]} if len(where) > 1 else {"database": ".".join(where) or None}
    return ibis.table(kinds, name=name, **place)


def _asked(columns: Columns) -> Mapping[str, Callable[[Events], Relation]]:
    """Return the questions that these columns can answer."""
    found: dict[str, Callable[[Events], Relation]] = {
        "left_out": questions.left_out,
        "totals": questions.totals,
        "activities": questions.activities,
        "edges": questions.edges,
        "durations": questions.durations,
        "days": questions.days,
        "variants": questions.variants,
        "cases": questions.cases,
    }
    if columns.start:
        found["work"] = questions.work
    if columns.resource:
        found |= {"resources": questions.resources, "handovers": questions.handovers}
    return found


def _text(question: Relation, dialect: str) -> str:
    """Return the SQL of a question, with names that are the same each time."""
    text = str(ibis.to_sql(question, dialect=dialect))
    drawn = dict.fromkeys(_CHANCE.findall(text))
    for number, name in enumerate(drawn, start=1):
        text = text.replace(name, f"item_{number}")
    return f"{text}\n"
