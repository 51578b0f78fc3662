"""The questions are put to engines that cannot run here as SQL that is reviewed."""

import pytest
from tests.conftest import Compare

from sopwright.errors import InputError
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.texts import DIALECTS, texts

COLUMNS = Columns(
    case="lead_id",
    activity="step",
    time="done_at",
    row="event_id",
    start="began_at",
    resource="owner",
    lifecycle="part",
    attributes=("segment",),
)
QUESTIONS = {
    "left_out",
    "totals",
    "activities",
    "edges",
    "durations",
    "days",
    "variants",
    "cases",
    "work",
    "resources",
    "handovers",
}


@pytest.mark.parametrize("dialect", ["bigquery", "snowflake"])
def test_each_question_compiles_as_reviewed(dialect: str, golden: Compare) -> None:
    found = texts(dialect, "project.crm.leads_events", COLUMNS)
    assert set(found) == QUESTIONS
    for name, text in found.items():
        golden(f"engines/{dialect}/{name}.sql", text)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_question_compiles_the_same_each_time_and_none_is_answered_by_guess(dialect: str) -> None:
    first = texts(dialect, "leads_events", COLUMNS)
    assert set(first) == QUESTIONS
    assert first == texts(dialect, "leads_events", COLUMNS)
    said = " ".join(first.values()).lower()
    assert "approx" not in said
    assert "hash" not in said


@pytest.mark.parametrize(
    ("table", "shown"),
    [("events", "`events`"), ("crm.events", "`crm`.`events`"), ("project.crm.events", "`project`.`crm`.`events`")],
)
def test_the_table_is_named_with_what_it_lies_in(table: str, shown: str) -> None:
    assert f"FROM {shown} AS" in texts("bigquery", table, COLUMNS)["totals"]


def test_questions_that_need_a_column_are_asked_only_with_it() -> None:
    few = texts("duckdb", "events", Columns(case="a", activity="b", time="c"))
    assert QUESTIONS - set(few) == {"work", "resources", "handovers"}


def test_a_dialect_that_is_not_known_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        texts("sqlite", "events", COLUMNS)
    expected = (
        "events: expected bigquery, databricks, duckdb, postgres, pyspark or snowflake as dialect, found 'sqlite'. "
        "Name one of these."
    )
    assert str(refused.value) == expected
