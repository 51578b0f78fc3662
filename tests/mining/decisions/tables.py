"""Tables with a planted rule, or with none."""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from sopwright.log.encoding import coded
from sopwright.log.event_log import Coded, Numbers
from sopwright.mining.decisions.rules import Feature

Random = np.random.Generator


def words(values: Sequence[str | None]) -> Coded:
    """Return a column of words."""
    return coded(pl.Series(values, dtype=pl.String))


def numbers(values: Iterable[float]) -> Numbers:
    """Return a column of numbers."""
    return Numbers(values=np.array([float(value) for value in values]))


def noise(random: Random, rows: int, columns: int = 5) -> dict[str, Feature]:
    """Return columns that have nothing to do with anything: words of 2 to 9 values, and numbers with ties."""
    found: dict[str, Feature] = {}
    for at in range(columns):
        found[f"word {at}"] = words([f"v{value}" for value in random.integers(0, 2 + at % 8, rows)])
        found[f"number {at}"] = numbers(random.normal(size=rows).round(at % 3))
    return found


def disturbed(random: Random, ways: Sequence[str], share: float) -> list[str]:
    """Return the ways with some of them replaced by another one."""
    names = sorted(set(ways))
    return [
        str(random.choice([name for name in names if name != way])) if random.random() < share else way for way in ways
    ]
