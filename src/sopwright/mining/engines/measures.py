"""How large are the values of each group, by what the engine says of them?

In: one row a group, as ``questions`` asks for it. Out: ``Statistics``.

Law: equal, to the last digit, to ``history.statistics`` of the same values.
"""

import numpy as np
import polars as pl

from sopwright.log.event_log import UNKNOWN, Float64, Int64
from sopwright.mining.engines.questions import COUNT, HALF
from sopwright.mining.history.statistics import P90, Statistics


def measured(answered: pl.DataFrame, group: Int64, groups: int) -> Statistics:
    """Return what the values of each group amount to.

    Args:
        answered: One row a group.
        group: For each row the number of its group.
        groups: How many groups there are; some may have no row.
    """
    n = _placed(answered, COUNT, group, np.zeros(groups, dtype=np.int64))
    total, mean = np.zeros(groups), np.full(groups, np.nan)
    if len(answered):
        total[group] = answered["high"].to_numpy() * float(HALF) + answered["low"].to_numpy()
        mean[group] = total[group] / n[group]
    return Statistics(
        n=n,
        mean=mean,
        median=_quantile(answered, "median", 0.5, group, n),
        p90=_quantile(answered, "p90", P90, group, n),
        least=_placed(answered, "least", group, np.full(groups, UNKNOWN)),
        most=_placed(answered, "most", group, np.full(groups, UNKNOWN)),
        total=total,
    )


def _placed(answered: pl.DataFrame, name: str, group: Int64, found: Int64) -> Int64:
    if len(answered):
        found[group] = answered[name].to_numpy()
    return found


def _quantile(answered: pl.DataFrame, name: str, share: float, group: Int64, n: Int64) -> Float64:
    """Return a quantile of each group, between its two neighbours among the values."""
    found = np.full(len(n), np.nan)
    if len(answered):
        below, above = answered[f"{name}_below"].to_numpy(), answered[f"{name}_above"].to_numpy()
        place = np.clip((n[group] + 1) * share, 1.0, n[group])
        found[group] = below + (above - below) * (place - place.astype(np.int64))
    return found
