"""Which instants do texts in the form of ISO 8601 name? The form that XES and OCEL prescribe.

In: texts such as ``2011-10-01T00:38:44.546+02:00``. Out: instants in UTC, and how many texts named no zone.

Law: a text without a zone is read as UTC and counted; a text that is no time becomes null, never another time.
Digits beyond microseconds are cut off.
"""

import re
from datetime import UTC, datetime

import polars as pl

from sopwright.log.reading import MOMENT

_USUAL = "%Y-%m-%dT%H:%M:%S%.f%:z"
_LONG_FRACTION = re.compile(r"(?<=[.,][0-9]{6})[0-9]+")


def instants(texts: pl.Series) -> tuple[pl.Series, int]:
    """Return the instants that texts name, null where one names none, and how many of them name no zone.

    Examples:
        >>> found, zoneless = instants(pl.Series(["2026-03-02T10:00:00+01:00", "2026-03-02 10:00", "today"]))
        >>> [str(one) for one in found], zoneless
        (['2026-03-02 09:00:00+00:00', '2026-03-02 10:00:00+00:00', 'None'], 1)
    """
    found = texts.str.to_datetime(_USUAL, strict=False, time_unit="us").cast(MOMENT)
    rest = texts.filter(found.is_null() & texts.is_not_null()).unique()
    if rest.is_empty():
        return found, 0
    read = {text: _instant(text) for text in rest}
    named = pl.Series(list(read), dtype=pl.String)
    moments = pl.Series([one and one[0] for one in read.values()], dtype=MOMENT)
    zoneless = [text for text, one in read.items() if one is not None and not one[1]]
    others = texts.replace_strict(named, moments, default=None, return_dtype=MOMENT)
    return found.fill_null(others), int(texts.is_in(zoneless).sum())


def _instant(text: str) -> tuple[datetime, bool] | None:
    """Return the instant, and whether the text names its zone."""
    try:
        read = datetime.fromisoformat(_LONG_FRACTION.sub("", text.strip()))
        if read.tzinfo is None:
            return read.replace(tzinfo=UTC), False
        return read.astimezone(UTC), True
    except (ValueError, OverflowError):
        return None
