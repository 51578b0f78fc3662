"""A column that cannot say what it should is refused before the engine is asked anything."""

import ibis  # type: ignore[import-untyped]
import pytest

from sopwright.errors import InputError
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.events import events

TABLE = ibis.table(
    {
        "lead": "int64",
        "step": "string",
        "at": "timestamp('UTC')",
        "text": "string",
        "amount": "float64",
        "tags": "array<string>",
        "open": "boolean",
    },
    name="leads",
)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        pytest.param(
            Columns(case="Lead", activity="step", time="at"),
            "crm: expected a column 'Lead' for the case, found lead, step, at, text, amount, tags, open. "
            "Name one of these; capitals count.",
            id="no such column",
        ),
        pytest.param(
            Columns(case="lead", activity="lead", time="at"),
            "crm: expected text in the column 'lead' for the activity, found int64. "
            "Name another column, or a view that turns it into one.",
            id="an activity that is a number",
        ),
        pytest.param(
            Columns(case="lead", activity="step", time="text"),
            "crm: expected a time or a date in the column 'text' for the time, found string. "
            "Name another column, or a view that turns it into one.",
            id="a time that is text",
        ),
        pytest.param(
            Columns(case="amount", activity="step", time="at"),
            "crm: expected text or a whole number in the column 'amount' for the case, found float64. "
            "Name another column, or a view that turns it into one.",
            id="a case that is no whole number",
        ),
        pytest.param(
            Columns(case="lead", activity="step", time="at", row="open"),
            "crm: expected a number, text or a time in the column 'open' for the order of equal times, found boolean. "
            "Name another column, or a view that turns it into one.",
            id="an order that orders nothing",
        ),
        pytest.param(
            Columns(case="lead", activity="step", time="at", attributes=("text", "tags")),
            "crm: expected text, a number, a time or a flag in the column 'tags' for the attribute, found "
            "array<string>. Name another column, or a view that turns it into one.",
            id="an attribute of many values",
        ),
    ],
)
def test_a_column_that_cannot_be_used_is_refused_in_words(columns: Columns, message: str) -> None:
    with pytest.raises(InputError) as refused:
        events(TABLE, columns, "crm")
    assert str(refused.value) == message


def test_of_many_columns_some_are_named() -> None:
    table = ibis.table({f"c{number}": "string" for number in range(20)}, name="wide")
    with pytest.raises(InputError) as refused:
        events(table, Columns(case="x", activity="c1", time="c2"))
    found = ", ".join(f"c{number}" for number in range(12))
    assert f"found {found} and 8 more. Name one" in str(refused.value)
