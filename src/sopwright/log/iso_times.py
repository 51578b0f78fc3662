"""Which instants do texts in the form of ISO 8601 name? The form that XES and OCEL prescribe.

In: texts such as ``2011-10-01T00:38:44.546+02:00``. Out: instants in UTC, and how many texts named no zone.

Law: a text without a zone is read in the zone that the user named, or UTC, and counted; a text that is no time becomes
null, never another time. Digits beyond microseconds are cut off.
"""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import polars as pl

from sopwright.log.reading import MOMENT

_USUAL = "%Y-%m-%dT%H:%M:%S%.f%:z"
_WITHOUT_ZONE = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f")
_LONG_FRACTION = re.compile(r"(?<=[.,][0-9]{6})[0-9]+")


def instants(texts: pl.Series, zone: str = "") -> tuple[pl.Series, int]:
    """Return the instants that texts name, null where one names none, and how many of them name no zone.

    Args:
        texts: The texts.
        zone: IANA time zone of texts that name none; UTC when empty. Of a local time that a changed clock shows twice,
            the first is taken; one that it never shows is read by the clock before the change.

    Examples:
        >>> found, zoneless = instants(pl.Series(["2026-03-02T10:00:00+01:00", "2026-03-02 10:00", "today"]))
        >>> [str(one) for one in found], zoneless
        (['2026-03-02 09:00:00+00:00', '2026-03-02 10:00:00+00:00', 'None'], 1)
    """
    found = texts.str.to_datetime(_USUAL, strict=False, time_unit="us").cast(MOMENT)
    zoneless = pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)  # noqa: FBT003 - the value that is repeated
    for form in _WITHOUT_ZONE:
        missing = found.is_null() & texts.is_not_null()
        if not missing.any():
            return found, int(zoneless.sum())
        local = texts.str.to_datetime(form, strict=False, time_unit="us")
        here = local.dt.replace_time_zone(zone or "UTC", ambiguous="earliest", non_existent="null").cast(MOMENT)
        zoneless |= missing & here.is_not_null()
        found = found.fill_null(here)
    return _others(texts, found, zoneless, ZoneInfo(zone) if zone else UTC)


def _others(texts: pl.Series, found: pl.Series, zoneless: pl.Series, zone: tzinfo) -> tuple[pl.Series, int]:
    """Return the same with what is written in rarer forms."""
    rest = texts.filter(found.is_null() & texts.is_not_null()).unique()
    read = {text: _instant(text, zone) for text in rest}
    named = pl.Series(list(read), dtype=pl.String)
    moments = pl.Series([one and one[0] for one in read.values()], dtype=MOMENT)
    without = [text for text, one in read.items() if one is not None and not one[1]]
    others = texts.replace_strict(named, moments, default=None, return_dtype=MOMENT)
    return found.fill_null(others), int((zoneless | texts.is_in(without).fill_null(value=False)).sum())


def _instant(text: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    """Return the instant, and whether the text names its zone."""
    try:
        read = datetime.fromisoformat(_LONG_FRACTION.sub("", text.strip()))
        if read.tzinfo is None:
            return read.replace(tzinfo=zone).astimezone(UTC), False
        return read.astimezone(UTC), True
    except (ValueError, OverflowError):
        return None
