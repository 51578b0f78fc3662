"""What is in the middle, and how far do the others lie from it?

In: numbers. Out: quantiles by one stated rule, and figures that say when there are too few numbers for one.

Law: a quantile lies between the smallest and the largest number, and grows with its share.
"""

from collections.abc import Sequence

from sopwright.evidence import EventRef, Figure

FEWEST_FOR_MEDIAN = 3
FEWEST_FOR_QUARTILES = 4
FEWEST_FOR_P90 = 10

RULE = "interpolated at place (n + 1) × p of the sorted values, never beyond the smallest or the largest"


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie: place (n + 1) × share, interpolated.

    Args:
        values: At least one number, in any order.
        share: From 0 to 1.

    Examples:
        >>> quantile([1, 2, 3, 4], 0.5), quantile([5], 0.9)
        (2.5, 5.0)
    """
    ordered = sorted(values)
    place = min(max((len(ordered) + 1) * share, 1.0), float(len(ordered)))
    below = int(place)
    above = min(below, len(ordered) - 1)
    return ordered[below - 1] + (ordered[above] - ordered[below - 1]) * (place - below)


def spread(label: str, values: Sequence[float], *, definition: str, why_none: str) -> tuple[Figure, ...]:
    """Return smallest, quartiles, median, 90th percentile and largest value in milliseconds, as far as n allows.

    Args:
        label: What is measured, in lower case.
        values: Milliseconds.
        definition: How one value is measured.
        why_none: Why there are no values, when there are none.
    """
    wanted = (
        ("Shortest", 0.0, 1),
        ("Lower quartile of", 0.25, FEWEST_FOR_QUARTILES),
        ("Median", 0.5, FEWEST_FOR_MEDIAN),
        ("Upper quartile of", 0.75, FEWEST_FOR_QUARTILES),
        ("90th percentile of", 0.9, FEWEST_FOR_P90),
        ("Longest", 1.0, 1),
    )
    figures = []
    for name, share, fewest in wanted:
        enough = len(values) >= fewest
        reason = why_none if not values else f"needs {fewest} values; there are {len(values)}"
        figures.append(
            Figure(
                label=f"{name} {label}",
                value=quantile(values, share) if enough else None,
                unit="ms",
                n=len(values),
                unknown="" if enough else reason,
                definition=f"{definition} Quantiles: {RULE}." if 0 < share < 1 else definition,
            )
        )
    return tuple(figures)


def median_ms(
    label: str, values: Sequence[int | None], *, definition: str, why_none: str, evidence: tuple[EventRef, ...] = ()
) -> Figure:
    """Return the median of the known values in milliseconds; of one or two values their mean, n saying so."""
    known = [value for value in values if value is not None]
    return Figure(
        label=label,
        value=quantile(known, 0.5) if known else None,
        unit="ms",
        n=len(known),
        evidence=evidence,
        unknown="" if known else why_none,
        definition=definition,
    )


def total_ms(
    label: str, values: Sequence[int | None], *, definition: str, why_none: str, evidence: tuple[EventRef, ...] = ()
) -> Figure:
    """Return the sum of the known values in milliseconds."""
    known = [value for value in values if value is not None]
    return Figure(
        label=label,
        value=sum(known) if known else None,
        unit="ms",
        n=len(known),
        evidence=evidence,
        unknown="" if known else why_none,
        definition=definition,
    )


def count(label: str, value: int, *, n: int, definition: str = "", evidence: tuple[EventRef, ...] = ()) -> Figure:
    """Return a counted number that rests on ``n`` observations."""
    return Figure(label=label, value=value, unit="count", n=n, evidence=evidence, definition=definition)


def share(label: str, part: float, whole: float, *, n: int, unknown: str = "", definition: str = "") -> Figure:
    """Return ``part`` of ``whole`` from 0 to 1; unknown with a reason when there is no whole."""
    return Figure(
        label=label,
        value=part / whole if whole else None,
        unit="share",
        n=n if whole else 0,
        unknown="" if whole else unknown or "nothing to take a share of",
        definition=definition,
    )
