"""What is worth automating, and who waits longer, as tables that other tools read.

In: what is at stake, and slow waits. Out: two tables.

Law: one row a piece of work, or a slow group; every piece of work is in, those that stay human as well. Times are
milliseconds; what is unknown is null, and its reason stands beside it.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from sopwright.mining.judging import Factor
from sopwright.mining.measures.slow import Slow
from sopwright.mining.measures.stakes import Stake, Stakes

_FACTORS = {
    Factor.REPETITION: "repeated",
    Factor.INPUTS: "inputs_digital",
    Factor.TIME: "share_of_work",
    Factor.STABILITY: "stable_place",
    Factor.RULE: "rule_known",
    Factor.LABELS: "labels_clear",
}
COLUMNS = {
    "worth": {
        "work": "the piece of work",
        "kind": "step, chain, done twice or passed on",
        "class": "what should become of it",
        "score": "weighted sum of the known factors",
        "reachable": "the highest score that the known factors allow, of 100",
        "times": "how often it was seen",
        "cases": "in how many cases",
        "why": "why its nature allows that class",
        "held_back": "gates that lower the class",
        **{column: f"factor from 0 to 1: {factor}; null when unknown" for factor, column in _FACTORS.items()},
        "work_median_ms": "median work in one case; null when no start is stated",
        "hours": "hours a week; null when unknown",
        "hours_low": "from lower quartiles",
        "hours_high": "from upper quartiles",
        "arithmetic": "how the hours were computed, or why they are unknown",
        "changed_by": "what would change the class or the score",
    },
    "slow": {
        "source": "the activity after which the wait began",
        "target": "the activity that ended it",
        "by": "what waits are grouped by",
        "group": "the group that waits longer",
        "n": "its waits",
        "median_ms": "its median wait",
        "others": "waits of the others, slower groups of the same pair left aside",
        "others_median_ms": "their median wait",
        "extra_ms": "by how much its waits exceed as many mean waits of the others",
        "chance": "how likely chance alone is to make such a difference, in this comparison",
        "compared": "number of comparisons",
    },
}
"""What each column of each table means."""
_NUMBERS = frozenset({
    "score", *_FACTORS.values(), "work_median_ms", "hours", "hours_low", "hours_high", "median_ms", "others_median_ms",
    "extra_ms", "chance",
})  # fmt: skip
_COUNTS = frozenset({"reachable", "times", "cases", "n", "others", "compared"})


def worth_tables(found: Stakes | None = None, slow: Sequence[Slow] = ()) -> dict[str, pl.DataFrame]:
    """Return both tables by name; without rows where nothing was looked for."""
    stakes = () if found is None else found.stakes
    return {"worth": _table("worth", map(_worth, stakes)), "slow": _table("slow", map(_slow, slow))}


def _table(name: str, rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    kinds: dict[str, type[pl.DataType]] = {
        column: pl.Float64 if column in _NUMBERS else pl.Int64 if column in _COUNTS else pl.String
        for column in COLUMNS[name]
    }
    return pl.DataFrame(list(rows), schema=kinds, orient="row")


def _worth(one: Stake) -> tuple[object, ...]:
    judgement, hours = one.judgement, one.hours
    factors = {measured.factor: measured.figure.value for measured in judgement.factors}
    return (
        one.title,
        str(one.kind),
        str(judgement.verdict),
        float(judgement.score),
        judgement.reachable,
        one.times,
        one.seen_in,
        judgement.why,
        "; ".join(f"{stop.gate} ({stop.because})" for stop in judgement.stops),
        *(factors.get(factor) for factor in _FACTORS),
        one.work.value,
        hours.usual,
        hours.low,
        hours.high,
        hours.arithmetic,
        " ".join(judgement.changed_by),
    )


def _slow(one: Slow) -> tuple[object, ...]:
    return (
        one.source,
        one.target,
        one.by,
        one.group,
        one.n,
        one.median / 1000,
        one.others,
        one.others_median / 1000,
        one.extra / 1000,
        one.chance,
        one.compared,
    )
