"""What is a number from a log worth? A figure, the interval in which it may lie, and the cases behind it.

In: nothing; these are the types, and the one interval that several questions share.

Law: a figure that is unknown has no interval; an interval holds its figure.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.evidence import Figure
from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.mining.decisions.exact import wilson as wilson_ends

Z95 = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""
FEWEST = 3
"""A person, a month or a region with fewer cases gets no number of its own."""
MOST_NAMED = 1000
"""As many cases are named behind one number; n says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where the true value lies, 95 times in 100, if these cases are a fair sample of all.

    Attributes:
        low: Lower end, in the unit of the figure.
        high: Upper end; ``None`` where the data set no upper end.
        method: How it was computed.
    """

    low: float
    high: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure with its interval and its cases.

    Attributes:
        figure: The value with n and definition, or why it is unknown.
        interval: Where the true value may lie; ``None`` where none can be given.
        cases: Ids of the cases behind it, in the order of the log, at most ``MOST_NAMED``.
        group: Of which person, month or region it is; empty for all.
        unusual: Why it differs from the others by more than chance, in words; empty when it does not.
    """

    figure: Figure
    interval: Interval | None = None
    cases: tuple[str, ...] = ()
    group: str = ""
    unusual: str = ""

    def __post_init__(self) -> None:
        if self.interval is not None and self.figure.value is None:
            message = f"expected no interval around {self.figure.label!r}, which is unknown"
            raise ValueError(message)


def case_names(log: EventLog, cases: Int64 | Flags) -> tuple[str, ...]:
    """Return the ids of some cases, given by position or by a flag each."""
    places = np.flatnonzero(cases) if cases.dtype == np.bool_ else cases
    return tuple(log.case_ids.gather(places[:MOST_NAMED]).to_list())


def in_ms(interval: Interval) -> Interval:
    """Return an interval of microseconds in milliseconds."""
    high = None if interval.high is None else interval.high / 1000
    return Interval(low=interval.low / 1000, high=high, method=interval.method)


def wilson(part: int, whole: int) -> Interval:
    """Return the 95 % interval of a share, by Wilson's score (JASA 22, 1927), without correction for continuity.

    Args:
        part: How many have it.
        whole: Out of how many, at least 1.

    Examples:
        >>> found = wilson(0, 10)
        >>> found.low, round(found.high, 4)
        (0.0, 0.2775)
    """
    low, high = wilson_ends(part, whole)
    return Interval(low=low, high=high, method="Wilson, 95 %")


def by_chance(part: int, whole: int, rest_part: int, rest_whole: int) -> float:
    """Return how likely two shares at least as far apart are if nothing but chance sets them apart.

    Fisher's exact test, two-sided: all tables with the same sums that are no more likely than the one seen.

    Args:
        part: How many of the group have it.
        whole: Out of how many.
        rest_part: How many of all others have it.
        rest_whole: Out of how many.

    Examples:
        >>> round(by_chance(3, 4, 1, 4), 4)
        0.4857
    """
    have = part + rest_part
    low, high = max(0, have - rest_whole), min(whole, have)
    k = np.arange(low, high, dtype=np.float64)
    steps = np.log((whole - k) * (have - k)) - np.log((k + 1) * (rest_whole - have + k + 1))
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    weights = np.exp(logs - logs.max())
    seen = weights[part - low]
    return float(weights[weights <= seen * (1 + 1e-7)].sum() / weights.sum())


def share_measure(label: str, part: int, whole: int, *, definition: str, unknown: str) -> Measure:
    """Return a share with its interval; unknown where there is nothing to take a share of."""
    figure = Figure(
        label=label,
        value=part / whole if whole else None,
        unit="share",
        n=whole,
        unknown="" if whole else unknown,
        definition=definition,
    )
    return Measure(figure=figure, interval=wilson(part, whole) if whole else None)
