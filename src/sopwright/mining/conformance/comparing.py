"""Where do leads deviate most: at which step, with whom, when, and does it go along with more time or fewer sales?

In: cases and their deviations as tables. Out: tables with n and intervals.

Law: a share has its Wilson interval (95 %), a median the interval between two of its own observations that holds the
true one 95 times in 100 (by the binomial distribution). A difference that goes along with a deviation is called so, and
never its effect: leads that deviate may differ in other ways as well. Groups of fewer than three cases get no number.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import comb

import numpy as np
import polars as pl

from sopwright.log.event_log import Flags, Float64, Int64
from sopwright.log.reading import ACTIVITY, CASE
from sopwright.mining.conformance.deviations import KIND, PERSON, STEP
from sopwright.mining.conformance.moves import Kind
from sopwright.mining.measures.measure import FEWEST, by_chance, wilson

FEWEST_COMPARED = 5
"""Cases on each side below which a difference is not shown."""
_RARE = 0.05
_LARGE = 1_000
"""From so many observations on the binomial distribution is taken as normal."""
_Z = 1.959963984540054


def by_step(deviations: pl.DataFrame, cases: int) -> pl.DataFrame:
    """Return each deviation of each step: how often, in how many cases, and in which, the most frequent first."""
    found = deviations.group_by(KIND, STEP).agg(
        pl.len().cast(pl.Int64).alias("times"),
        pl.col(CASE).n_unique().cast(pl.Int64).alias("cases"),
        pl.col(CASE).unique(maintain_order=True).head(5).alias("examples"),
        pl.col("over_us").median().alias("median_over_us"),
    )
    return _with_share(found, "cases", cases).sort("cases", "times", KIND, STEP, descending=[True, True, False, False])


def by_person(deviations: pl.DataFrame, doing: pl.DataFrame) -> pl.DataFrame:
    """Return for each person in how many of the leads with a step of theirs they stand beside a deviation.

    Args:
        deviations: The deviations; those that merely are not finished do not count.
        doing: For each person, case and activity one row.
    """
    if doing.is_empty():
        return pl.DataFrame(schema={PERSON: pl.String, "n": pl.Int64, "cases": pl.Int64, "share": pl.Float64})
    counting = deviations.filter(pl.col(KIND) != Kind.UNFINISHED, pl.col(PERSON).is_not_null())
    whole = doing.group_by(PERSON).agg(pl.col(CASE).n_unique().cast(pl.Int64).alias("n")).filter(pl.col("n") >= FEWEST)
    part = counting.group_by(PERSON).agg(pl.col(CASE).n_unique().cast(pl.Int64).alias("cases"))
    most = _most(counting, PERSON)
    found = whole.join(part, on=PERSON, how="left").join(most, on=PERSON, how="left")
    return _with_share(found.with_columns(pl.col("cases").fill_null(0)), "cases", "n").sort(PERSON)


def standing_out(deviations: pl.DataFrame, doing: pl.DataFrame) -> pl.DataFrame:
    """Return the deviations beside which a person stands more often than the others, by more than chance explains.

    People are compared by the leads in which they did what shows the deviation, such as the step that came instead.

    Args:
        deviations: The deviations; those that merely are not finished do not count.
        doing: For each person, case and activity one row.
    """
    counting = deviations.filter(pl.col(KIND) != Kind.UNFINISHED, pl.col(PERSON).is_not_null())
    found = counting.group_by(KIND, STEP, PERSON).agg(pl.col(CASE).n_unique().alias("cases"))
    compared = max(1, len(found))
    rows = []
    for (kind, step), some in counting.group_by(KIND, STEP):
        acting = doing.filter(pl.col(ACTIVITY).is_in(some[ACTIVITY].unique().implode()))
        counts = dict(acting.group_by(PERSON).agg(pl.col(CASE).n_unique()).rows())
        parts = dict(some.group_by(PERSON).agg(pl.col(CASE).n_unique()).rows())
        everybody, total = sum(counts.values()), sum(parts.values())
        for person, part in parts.items():
            n, rest, others = counts[person], everybody - counts[person], total - part
            often = min(n, rest) >= FEWEST and part * rest > others * n
            if often and by_chance(part, n, others, rest) * compared < _RARE:
                told = {"cases": part, "n": n, "of_others": others, "n_others": rest}
                rows.append({KIND: kind, STEP: step, PERSON: person, **told})
    schema = {KIND: pl.String, STEP: pl.String, PERSON: pl.String}
    whole = pl.DataFrame(rows, schema={**schema, **dict.fromkeys(("cases", "n", "of_others", "n_others"), pl.Int64)})
    return whole.sort("cases", KIND, STEP, PERSON, descending=[True, False, False, False])


def by_period(cases: pl.DataFrame) -> pl.DataFrame:
    """Return for each period of the cases' beginnings how well they fit; the last ones may still be under way."""
    found = cases.group_by("period").agg(
        pl.len().cast(pl.Int64).alias("n"),
        pl.col("fitness").mean().alias("fitness"),
        pl.col("fits").sum().cast(pl.Int64).alias("fitting"),
        (pl.col("late") > 0).sum().cast(pl.Int64).alias("late"),
    )
    shown = pl.col("n") >= FEWEST
    found = _with_share(found, "fitting", "n").sort("period")
    return found.with_columns(
        pl.when(shown).then(pl.col(name)).alias(name) for name in ("fitness", "share", "low", "high")
    )


def going_along(cases: pl.DataFrame, deviations: pl.DataFrame, done: Mapping[str, Flags], *, won: bool) -> pl.DataFrame:
    """Return how leads with a deviation differ from those that did the step: median duration, and share that was won.

    Args:
        cases: One row a case, with ``duration_us`` and ``won``.
        deviations: The deviations.
        done: For each step in which cases it was done in its place; others did not come so far and are not compared.
        won: Whether it is known which cases were won.
    """
    names = cases[CASE]
    duration = cases["duration_us"].to_numpy()
    success = cases["won"].to_numpy() if won else None
    rows = []
    pairs = deviations.filter(pl.col(KIND) != Kind.UNFINISHED).select(KIND, STEP).unique().sort(KIND, STEP)
    for kind, step in pairs.iter_rows():
        within = deviations.filter((pl.col(KIND) == kind) & (pl.col(STEP) == step))[CASE].unique()
        has = names.is_in(within.implode()).to_numpy()
        has_not = done.get(step, np.zeros(len(has), dtype=np.bool_)) & ~has
        if min(int(has.sum()), int(has_not.sum())) >= FEWEST_COMPARED:
            rows.append({KIND: kind, STEP: step, **_difference(duration, success, has, has_not)})
    return pl.DataFrame(rows, schema=_GOING_ALONG)


_GOING_ALONG = pl.Schema(
    {
        KIND: pl.String(),
        STEP: pl.String(),
        "n_with": pl.Int64(),
        "n_without": pl.Int64(),
        "median_with_us": pl.Float64(),
        "median_without_us": pl.Float64(),
        "longer_us": pl.Float64(),
        "longer_low_us": pl.Float64(),
        "longer_high_us": pl.Float64(),
        "won_with": pl.Float64(),
        "won_without": pl.Float64(),
        "won_more": pl.Float64(),
        "won_more_low": pl.Float64(),
        "won_more_high": pl.Float64(),
    }
)


def _difference(duration: Int64, success: Flags | None, has: Flags, has_not: Flags) -> dict[str, float | int | None]:
    one, other = (np.sort(duration[each].astype(np.float64)) for each in (has, has_not))
    (low, high), (other_low, other_high) = _median_interval(one), _median_interval(other)
    found: dict[str, float | int | None] = {
        "n_with": len(one),
        "n_without": len(other),
        "median_with_us": float(np.median(one)),
        "median_without_us": float(np.median(other)),
        "longer_us": float(np.median(one) - np.median(other)),
        "longer_low_us": low - other_high,
        "longer_high_us": high - other_low,
    }
    if success is not None:
        found |= _won(int(success[has].sum()), len(one), int(success[has_not].sum()), len(other))
    return found


def _won(part: int, whole: int, other_part: int, other_whole: int) -> dict[str, float | int | None]:
    """Return the difference of two shares with Newcombe's interval (Statistics in Medicine 17, 1998, method 10)."""
    one, other = part / whole, other_part / other_whole
    first, second = wilson(part, whole), wilson(other_part, other_whole)
    first_high, second_high = first.high or 0.0, second.high or 0.0
    below = ((one - first.low) ** 2 + (second_high - other) ** 2) ** 0.5
    above = ((first_high - one) ** 2 + (other - second.low) ** 2) ** 0.5
    return {
        "won_with": one,
        "won_without": other,
        "won_more": one - other,
        "won_more_low": one - other - below,
        "won_more_high": one - other + above,
    }


def _median_interval(ordered: Float64) -> tuple[float, float]:
    """Return the interval of a median: the narrowest pair of observations, equally far from both ends, that holds it.

    With fewer than six observations no pair holds it 95 times in 100; then the least and the greatest are returned.
    """
    n = len(ordered)
    if n > _LARGE:
        below = int(np.floor(n / 2 - _Z * n**0.5 / 2)) - 1
    else:
        below, tail = -1, 0.0
        while (tail := tail + comb(n, below + 1) / 2**n) <= 0.025:  # noqa: PLR2004 - half of what 95 % leave
            below += 1
    low = max(0, below)
    return float(ordered[low]), float(ordered[n - 1 - low])


def _most(deviations: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return the most frequent deviation of each group, in words."""
    counts = deviations.group_by(by, KIND, STEP).agg(pl.col(CASE).n_unique().alias("times"))
    first = counts.sort(by, "times", KIND, STEP, descending=[False, True, False, False]).unique(by, keep="first")
    return first.select(
        by, pl.format("{} {}", KIND, STEP).alias("most"), pl.col("times").cast(pl.Int64).alias("most_cases")
    )


def _with_share(frame: pl.DataFrame, part: str, whole: str | int) -> pl.DataFrame:
    """Return the table with a share and its interval."""
    wholes = frame[whole].to_list() if isinstance(whole, str) else [whole] * len(frame)
    shares = list(_shares(frame[part].to_list(), wholes))
    columns = zip(*shares, strict=True) if shares else ((), (), ())
    named = [
        pl.Series(name, values, dtype=pl.Float64)
        for name, values in zip(("share", "low", "high"), columns, strict=True)
    ]
    return frame.with_columns(named)


def _shares(parts: Sequence[int], wholes: Sequence[int]) -> Iterator[tuple[float | None, float | None, float | None]]:
    for part, whole in zip(parts, wholes, strict=True):
        if whole:
            interval = wilson(part, whole)
            yield part / whole, interval.low, interval.high
        else:
            yield None, None, None
