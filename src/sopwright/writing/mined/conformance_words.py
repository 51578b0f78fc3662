"""How is the check of a log against an SOP put into words? Verdict, warnings, and single rows.

In: ``Conformance``. Out: sentences.

Law: a share is said with how many it is of; one that is not all is never rounded to all.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import polars as pl

from sopwright.log.reading import CASE, ROW, SOURCE
from sopwright.mining.conformance.check import Conformance
from sopwright.mining.conformance.deviations import KIND, PERSON, STEP
from sopwright.mining.conformance.moves import Kind
from sopwright.writing.amounts import counted
from sopwright.writing.mined.words import span

_EXAMPLES = 3
_TOLD = 3
_LINES = 10
_A_THOUSANDTH = 0.001


def verdict_of(found: Conformance) -> tuple[str, ...]:
    """Return two to six sentences that say it all."""
    fits, cases = int(found.cases["fits"].sum()), len(found.cases)
    first = (
        f"{counted(fits, 'lead')} of {cases:,} ({percent(found.fitting.value)}) went exactly as the SOP allows, from "
        f"its first step to an end; fitness is {two(found.fitness.value)}."
    )
    said = [first]
    order = found.steps.filter(~pl.col(KIND).is_in([Kind.LATE.value, Kind.UNFINISHED.value])).head(_TOLD)
    if len(order):
        parts = "; ".join(in_words(row) for row in order.iter_rows(named=True))
        said.append(f"Most often: {parts}.")
    late = found.steps.filter(pl.col(KIND) == Kind.LATE.value)
    if len(late):
        row = late.row(0, named=True)
        by = span_of(row["median_over_us"])
        said.append(f"“{row[STEP]}” was late in {leads(row, cases)}, half of the times by {by} or more.")
    if standing := next(who_stands_out(found), ""):
        said.append(standing)
    if open_ones := int(found.cases["unfinished"].sum()):
        they = "it" if open_ones == 1 else "they"
        said.append(
            f"{counted(open_ones, 'lead')} of {cases:,} stopped before an end of the SOP; {they} may be under way."
        )
    return tuple(said)


def warnings_of(found: Conformance) -> tuple[str, ...]:
    """Return what a reader must know before any number."""
    said = []
    if found.matching.hidden:
        of = f"{counted(len(found.matching.hidden), 'step')} of {len(found.sop.all_steps)}"
        names = ", ".join(found.matching.hidden)
        said.append(f"{of} cannot be observed in this log ({names}): neither called done nor skipped.")
    shown = len(found.sop.all_steps) - len(found.matching.hidden)
    if shown < len(found.matching.hidden):
        said.append(
            f"Fitness says little: it rests on {counted(shown, 'step')} of the SOP only. Match more activities."
        )
    if found.unjudged:
        said.append(f"{counted(found.unjudged, 'case')} without any step of the SOP could not be judged.")
    return tuple(said)


def in_lines(found: Conformance) -> Iterator[tuple[str, str]]:
    """Yield the most frequent deviations, each with leads and rows in which it can be looked up."""
    for row in found.steps.head(_LINES).iter_rows(named=True):
        yield f"{row[KIND]} “{row[STEP]}” in {leads(row, len(found.cases))}", looked_up(found, row)


def who_stands_out(found: Conformance) -> Iterator[str]:
    """Yield what stands beside one person more often than beside others."""
    for row in found.outstanding.iter_rows(named=True):
        own, others = percent(row["cases"] / row["n"]), percent(row["of_others"] / row["n_others"])
        yield (
            f"“{row[STEP]}” {row[KIND]}, with {row[PERSON]}: {row['cases']:,} of {row['n']:,} leads ({own}), against "
            f"{row['of_others']:,} of {row['n_others']:,} ({others}) with others, more than chance explains."
        )


def drift(found: Conformance) -> str:
    """Return which two neighbouring periods differ by more than chance explains; empty when none do."""
    known = found.periods.drop_nulls("share").sort("period").to_dicts()
    apart = [
        f"{percent(one['share'])} in {one['period']} and {percent(other['share'])} in {other['period']}"
        for one, other in pairwise(known)
        if one["high"] < other["low"] or other["high"] < one["low"]
    ]
    return (
        f"The share of leads that fit in full changed by more than chance explains: {'; '.join(apart)}."
        if apart
        else ""
    )


def in_words(row: Mapping[str, Any]) -> str:
    """Return a deviation of a step in words."""
    how = {Kind.WRONG_ROLE.value: "done by the wrong role", Kind.WRONG_SYSTEM.value: "done in the wrong system"}
    return f"“{row[STEP]}” {how.get(row[KIND], row[KIND])} in {counted(row['cases'], 'lead')} ({percent(row['share'])})"


def leads(row: Mapping[str, Any], cases: int) -> str:
    """Return in how many leads a deviation is."""
    return f"{row['cases']:,} of {cases:,} leads ({percent(row['share'])})"


def looked_up(found: Conformance, row: Mapping[str, Any]) -> str:
    """Return some leads and rows that show a deviation."""
    some = found.deviations.filter((pl.col(KIND) == row[KIND]) & (pl.col(STEP) == row[STEP])).head(_EXAMPLES)
    short = _short(found)
    return ", ".join(f"{each[CASE]} ({short[each[SOURCE]]}:{each[ROW]})" for each in some.iter_rows(named=True))


def _short(found: Conformance) -> dict[str, str]:
    """Return what to call each source: its file's name, or all of its path where two files have the same name."""
    sources = [str(one) for one in found.deviations[SOURCE].unique().to_list()]
    names = [one.rpartition("/")[2] for one in sources]
    return {one: name if names.count(name) == 1 else one for one, name in zip(sources, names, strict=True)}


def do_of(found: Conformance, step: str) -> str:
    """Return what a step says."""
    return next((each.do.text.replace("*", "") for each in found.sop.all_steps if each.id == step), "")


def range_of(row: Mapping[str, Any]) -> str:
    """Return an interval."""
    return f"{percent(row['low'])} to {percent(row['high'])}"


def percent(value: float | None) -> str:
    """Return a share; what is only nearly all or nothing is not called so.

    Examples:
        >>> percent(0.0002), percent(0.004), percent(0.5), percent(0.9999)
        ('under 0.1 %', '0.4 %', '50 %', 'over 99.9 %')
    """
    if value is None:
        return "unknown"
    if 0 < value < _A_THOUSANDTH:
        return "under 0.1 %"
    if 1 - _A_THOUSANDTH < value < 1:
        return "over 99.9 %"
    if 0 < value < 0.01 or 0.99 < value < 1:  # noqa: PLR2004 - where whole per cents would say nothing or all
        return f"{100 * value:.1f} %"
    return f"{100 * value:.0f} %"


def two(value: float | None) -> str:
    """Return a fitness; never 1.00 as long as something deviates."""
    if value is None:
        return "unknown"
    return "0.99+" if 0.995 <= value < 1 else f"{value:.2f}"  # noqa: PLR2004 - not 1.00 as long as something deviates


def span_of(microseconds: float | None) -> str:
    """Return an amount of time."""
    return span(None if microseconds is None else microseconds / 1000)


def longer(microseconds: float) -> str:
    """Return a difference of two times."""
    return f"{span_of(abs(microseconds))} {'longer' if microseconds > 0 else 'shorter'}"
