"""Is 03/04/2026 in March or in April? What the other dates of the file say.

In: the texts of all columns of times of one file. Out: the order of day and month, and why; or a refusal.

Law: nothing is guessed. A first number above 12 shows that the day comes first, a second one that the month does. Only
dates with dots are taken as day, month, year without further evidence, because nobody writes them otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sopwright.errors import refuse
from sopwright.log.options import DateOrder
from sopwright.log.time_forms import FORMS, MONTHS_OF_YEAR, NUMBERS


def decided_order(name: str, texts: Mapping[str, pl.Series], chosen: DateOrder | None) -> tuple[DateOrder, str]:
    """Return whether the day or the month comes first in dates of two numbers and a year, and why."""
    if chosen is not None:
        return chosen, ", as you said"
    slashed, dotted = _evidence(texts, dots=False), _evidence(texts, dots=True)
    for found in (slashed, dotted):
        if found.days and found.months:
            problem = (
                f"expected dates in one order of day and month, found {found.days:,} with a first number above 12 and "
                f"{found.months:,} with a second one above 12"
            )
            raise refuse(
                name, problem, "Say with --date-order dmy or mdy which is right; rows that do not fit are refused"
            )
    if slashed.open and not slashed.days and not slashed.months and not (dotted.days or dotted.months):
        problem = f"expected dates whose order of day and month can be told, found only such as {slashed.example}"
        raise refuse(name, problem, "Say with --date-order dmy or mdy which comes first")
    days, months = slashed.days + dotted.days, slashed.months + dotted.months
    if months > days:
        return DateOrder.MDY, f": a second number is above 12 in {months:,}"
    return DateOrder.DMY, f": a first number is above 12 in {days:,}" if days else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """How many dates have a first, a second number above 12; how many could be read both ways, and one of these."""

    days: int
    months: int
    open: int
    example: str


def _evidence(texts: Mapping[str, pl.Series], *, dots: bool) -> _Evidence:
    pattern = FORMS[NUMBERS]
    days = months = either = 0
    example = ""
    for text in texts.values():
        fitting = text.filter(text.str.contains(pattern).fill_null(value=False))
        groups = fitting.str.extract_groups(pattern).struct.unnest().with_columns(text=fitting)
        groups = groups.filter((pl.col("sep") == ".") == dots)
        first, second = groups["a"].cast(pl.Int32), groups["b"].cast(pl.Int32)
        days += int(((first > MONTHS_OF_YEAR) & (second <= MONTHS_OF_YEAR)).sum())
        months += int(((second > MONTHS_OF_YEAR) & (first <= MONTHS_OF_YEAR)).sum())
        unclear = groups.filter((first <= MONTHS_OF_YEAR) & (second <= MONTHS_OF_YEAR) & (first != second))
        either += len(unclear)
        example = example or (unclear["text"][0] if len(unclear) else "")
    return _Evidence(days=days, months=months, open=either, example=example)
