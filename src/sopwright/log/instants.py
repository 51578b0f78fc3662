"""When was it? Instants in UTC of times as tools and people write them.

In: columns of text (or of a file's own times), the zone of times that state none, the order of day and month. Out:
microseconds since 1970 in UTC, which values are no times, and what must be noted.

Law: a value is understood by its own form, or refused; whether ``03/04/2026`` is in March or in April is decided by the
other values of the file (a first number above 12, or a second one), or by the user, and never guessed. Of a local time
that a changed clock shows twice, the first is taken; one that it never shows is read by the clock before the change.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.date_order import decided_order
from sopwright.log.options import DateOrder
from sopwright.log.reading import MOMENT
from sopwright.log.time_forms import EPOCH, FORMS, MONTHS, MONTHS_OF_YEAR, NUMBERS, PLAIN, SERIAL
from sopwright.log.zones import offset_of

_NAIVE = pl.Datetime("us")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instants:
    """A column of times, understood.

    Attributes:
        values: ``MOMENT``; null where nothing is stated, or where it is no time.
        wrong: Whether something is stated that is no time.
        dates: Whether only a date is stated, without a time of day.
        notes: What must be said of the column.
    """

    values: pl.Series
    wrong: pl.Series
    dates: pl.Series
    notes: tuple[str, ...]


def instants(name: str, columns: Mapping[str, pl.Series], zone: str, order: DateOrder | None) -> dict[str, Instants]:
    """Return the instants in columns of one file.

    Args:
        name: The file, for messages.
        columns: By their names; they decide together what ``03/04/2026`` means.
        zone: The zone of times that state none; UTC when empty.
        order: What ``03/04/2026`` means, where the user said so.

    Raises:
        InputError: Nothing decides between day and month, or the columns contradict each other.
    """
    texts = {each: _text(column) for each, column in columns.items() if not column.dtype.is_temporal()}
    decided, why = decided_order(name, texts, order)
    found = {}
    for each, column in columns.items():
        if column.dtype.is_temporal():
            found[each] = _typed(each, column, zone)
        else:
            found[each] = _written(each, texts[each], zone, decided, why)
    return found


def are_times(column: pl.Series, share: float) -> bool:
    """Return whether that share of some values are written as times are; nothing is decided about day and month."""
    if column.dtype.is_temporal():
        return True
    text = _text(column).drop_nulls()
    if text.is_empty():
        return False
    forms = (*FORMS.values(), *(pattern for pattern, _, _ in EPOCH.values()))
    known = pl.Series([False]).new_from_index(0, len(text))
    for form in forms:
        known |= text.str.contains(form)
    return int(known.sum()) >= share * len(known)


def _text(column: pl.Series) -> pl.Series:
    text = column.cast(pl.String).str.strip_chars()
    text = text.str.replace(r"[\u{00A0}\u{202F}]", " ")
    return pl.select(pl.when(text != "").then(text)).to_series()


def _typed(name: str, column: pl.Series, zone: str) -> Instants:
    """Return the instants of a column that its file calls times."""
    nothing = column.is_null() & False
    if column.dtype == pl.Date:
        values, changed = _localised(column.cast(_NAIVE), zone)
        return Instants(
            values=values,
            wrong=nothing,
            dates=column.is_not_null(),
            notes=_said(name, len(column) - column.null_count(), zone, "dates without a time of day", changed),
        )
    if not isinstance(column.dtype, pl.Datetime):
        return Instants(
            values=pl.Series([None], dtype=MOMENT).new_from_index(0, len(column)),
            wrong=column.is_not_null(),
            dates=nothing,
            notes=(),
        )
    if column.dtype.time_zone is not None:
        return Instants(values=column.cast(MOMENT), wrong=nothing, dates=nothing, notes=())
    values, changed = _localised(column.cast(_NAIVE), zone)
    return Instants(
        values=values,
        wrong=nothing,
        dates=nothing,
        notes=_said(name, len(column) - column.null_count(), zone, "times", changed),
    )


def _written(name: str, text: pl.Series, zone: str, order: DateOrder, why: str) -> Instants:
    """Return the instants of a column of text."""
    frame = pl.DataFrame({"text": text}).with_row_index("at")
    left = frame.filter(pl.col("text").is_not_null())
    notes: list[str] = []
    parts = [_plain(left)]
    left = left.join(parts[0], on="at", how="anti") if len(parts[0]) < len(left) else left.clear()
    for form, pattern in FORMS.items():
        matches = left["text"].str.contains(pattern)
        if not matches.any():
            continue
        fitting = left.filter(matches)
        left = left.filter(~matches)
        parts.append(_parsed(fitting, pattern, order))
        if form == NUMBERS:
            notes.append(_taken(fitting["text"], "date", name, f"{_SPOKEN[order]}{why}"))
    numbers = {f"{unit} since 1970": _epoch(left, unit) for unit in EPOCH}
    numbers["a spreadsheet's days since 1899-12-30"] = _serial(left)
    parts += numbers.values()
    notes += [_taken(each["text"], "number", name, words) for words, each in numbers.items() if len(each)]
    both = pl.concat([each.select(_PARTS.columns) for each in parts])
    return _joined(name, frame, both, zone, notes)


def _taken(texts: pl.Series, what: str, name: str, words: str) -> str:
    were = "was" if len(texts) == 1 else "were"
    return f"{counted(len(texts), what)} in {name} such as {texts[0]} {were} taken as {words}."


_SPOKEN = {DateOrder.DMY: "day, month, year", DateOrder.MDY: "month, day, year"}
_PARTS = pl.DataFrame(schema={"at": pl.UInt32, "naive": _NAIVE, "zoned": pl.Boolean, "dated": pl.Boolean})
"""For each value that has the form of a time: as written, or in UTC where zoned, and whether only a date."""


def _plain(left: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of the values that have the form which most of them have, where that is a plain one."""
    example = next(iter(left["text"].head(1)), "")
    form = next((form for form, pattern in PLAIN.items() if re.match(pattern, example)), "")
    if not form:
        return _PARTS
    times = left["text"].str.to_datetime(form, time_unit="us", strict=False)
    zoned = form.endswith(("z", "Z"))
    found = left.select("at", naive=times.dt.replace_time_zone(None), zoned=pl.lit(zoned), dated=pl.lit(value=False))
    return found.filter(pl.col("naive").is_not_null())


def _joined(name: str, frame: pl.DataFrame, parts: pl.DataFrame, zone: str, notes: Sequence[str]) -> Instants:
    """Return all values in their order, local ones placed in their zone."""
    whole = frame.join(parts, on="at", how="left", maintain_order="left")
    local = pl.select(pl.when(~whole["zoned"]).then(whole["naive"])).to_series()
    placed, changed = _localised(local, zone)
    stated = whole["naive"].dt.replace_time_zone("UTC")
    values = pl.select(pl.when(whole["zoned"]).then(stated).otherwise(placed)).to_series()
    values = pl.select(pl.when(values.is_between(_FIRST, _LAST)).then(values)).to_series()
    dates = whole["dated"].fill_null(value=False) & values.is_not_null()
    unzoned = len(local) - local.null_count()
    clocks = unzoned - int((dates & local.is_not_null()).sum())
    said = [
        *notes,
        *_said(name, clocks, zone, "times", changed, len(values) - values.null_count() - unzoned),
        *_said(name, unzoned - clocks, zone, "dates without a time of day", {}),
    ]
    return Instants(
        values=values.cast(MOMENT), wrong=frame["text"].is_not_null() & values.is_null(), dates=dates, notes=tuple(said)
    )


def _said(name: str, amount: int, zone: str, what: str, changed: Mapping[str, int], zoned: int = 0) -> tuple[str, ...]:
    """Return what must be said of times without a zone."""
    notes = []
    were = "was" if amount == 1 else "were"
    advice = "" if zone else "; give --zone if that is wrong"
    if amount and what == "times":
        beside = f", while {zoned:,} {'states' if zoned == 1 else 'state'} one," if zoned else ""
        stated = f"{counted(amount, 'time')} in {name} {'states' if amount == 1 else 'state'} no zone"
        notes.append(f"{stated}{beside} and {were} taken as {zone or 'UTC'}{advice}.")
    elif amount:
        stated = f"{counted(amount, 'date')} in {name} without a time of day {were} taken as midnight"
        notes.append(f"{stated} in {zone or 'UTC'}{advice}.")
    notes += [
        f"{counted(count, 'time')} in {name} {'is' if count == 1 else 'are'} {why}."
        for why, count in changed.items()
        if count
    ]
    return tuple(notes)


def _parsed(fitting: pl.DataFrame, pattern: str, order: DateOrder) -> pl.DataFrame:
    """Return the parts of values of one form; null where they are no time, as 30 February."""
    found = fitting.with_columns(pl.col("text").str.extract_groups(pattern).struct.unnest())
    if "a" in found.columns:
        day, month = ("a", "b") if order is DateOrder.DMY else ("b", "a")
        found = found.with_columns(d=pl.col(day), mo=pl.col(month))
    if "mon" in found.columns:
        found = found.with_columns(
            mo=pl.col("mon").str.to_lowercase().replace_strict(MONTHS, default=None).cast(pl.String)
        )
    number = pl.Int32
    year = pl.col("y").cast(number)
    short = pl.col("y").str.len_bytes() == 2  # noqa: PLR2004 - two digits of a year
    century = pl.when(year < 70).then(2000).otherwise(1900)  # noqa: PLR2004 - as POSIX has it
    hour = pl.col("h").cast(number).fill_null(0)
    evening = pl.col("ap").str.to_lowercase().str.starts_with("p")
    found = found.with_columns(
        year=pl.when(short).then(year + century).otherwise(year),
        month=pl.col("mo").cast(number),
        day=pl.col("d").cast(number),
        hour=pl.when(pl.col("ap").is_null()).then(hour).otherwise(hour % 12 + pl.when(evening).then(12).otherwise(0)),
        minute=pl.col("mi").cast(number).fill_null(0),
        second=pl.col("s").cast(number).fill_null(0),
        micro=pl.col("f").str.strip_chars(".").str.pad_end(6, "0").str.slice(0, 6).cast(number).fill_null(0),
        offset=_offsets(found["z"]),
        dated=pl.col("h").is_null(),
    )
    valid = _valid(has_half=pl.col("ap").is_not_null(), hour=hour)
    day_parts = [pl.when(valid).then(pl.col(part)).otherwise(1) for part in ("year", "month", "day")]
    clock = [pl.when(valid).then(pl.col(part)).otherwise(0) for part in ("hour", "minute", "second", "micro")]
    naive = pl.when(valid).then(pl.datetime(*day_parts, *clock) - pl.duration(minutes=pl.col("offset").fill_null(0)))
    return found.select("at", "text", naive=naive.cast(_NAIVE), zoned=pl.col("z").is_not_null(), dated="dated")


def _valid(*, has_half: pl.Expr, hour: pl.Expr) -> pl.Expr:
    """Return whether the parts are those of a time that exists."""
    year, month = pl.col("year"), pl.col("month")
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = pl.when(month == 2).then(28 + leap.cast(pl.Int32))  # noqa: PLR2004 - the second month
    days = february.when(month.is_in([4, 6, 9, 11])).then(30).otherwise(31)
    half = ~has_half | (hour.is_between(1, MONTHS_OF_YEAR) & pl.col("h").is_not_null())
    return (
        (year >= 1)
        & month.is_between(1, MONTHS_OF_YEAR)
        & pl.col("day").is_between(1, days)
        & (hour < 24)  # noqa: PLR2004 - hours of a day
        & (pl.col("minute") < 60)  # noqa: PLR2004 - minutes of an hour
        & (pl.col("second") < 60)  # noqa: PLR2004 - seconds of a minute
        & half
        & (pl.col("z").is_null() | pl.col("offset").is_not_null())
    ).fill_null(value=False)


def _offsets(zones: pl.Series) -> pl.Series:
    """Return the minutes east of Greenwich of each zone as written; null where it is not known."""
    known = {zone: offset_of(zone) for zone in zones.drop_nulls().unique()}
    return zones.replace_strict(known, default=None, return_dtype=pl.Int64)


def _epoch(left: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Return values that count from 1970 in a unit."""
    pattern, times, over = EPOCH[unit]
    found = left.filter(pl.col("text").str.contains(pattern))
    whole = pl.col("text").str.extract(r"^(\d+)").cast(pl.Int64) * times // over
    part = pl.col("text").str.extract(r"(\.\d+)$").cast(pl.Float64).fill_null(0) * times / over
    naive = (whole + part.round().cast(pl.Int64)).cast(_NAIVE)
    return found.select("at", "text", naive=naive, zoned=pl.lit(value=True), dated=pl.lit(value=False))


def _serial(left: pl.DataFrame) -> pl.DataFrame:
    """Return values that are a spreadsheet's days since 30 December 1899."""
    found = left.filter(pl.col("text").str.contains(SERIAL))
    days = pl.col("text").cast(pl.Float64)
    second = (days * 86_400).round().cast(pl.Int64) * 1_000_000
    naive = pl.lit(0).cast(_NAIVE) - timedelta(days=25_569) + second.cast(pl.Duration("us"))
    whole = days == days.floor()
    return found.select("at", "text", naive=naive.cast(_NAIVE), zoned=pl.lit(value=False), dated=whole)


def _localised(local: pl.Series, zone: str) -> tuple[pl.Series, dict[str, int]]:
    """Return the instants of local times, and how many of them a changed clock shows twice or never."""
    if not zone or zone == "UTC":
        return local.dt.replace_time_zone("UTC"), {}
    once = local.dt.replace_time_zone(zone, ambiguous="null", non_existent="null")
    first = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    longer = timedelta(hours=6)
    before = (local - longer).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null") + longer
    twice = int((once.is_null() & first.is_not_null()).sum())
    never = int((first.is_null() & local.is_not_null()).sum())
    values = pl.select(pl.coalesce(first, before)).to_series().dt.convert_time_zone("UTC")
    words = {
        f"shown twice by the clock of {zone}, which is put back; the first was taken": twice,
        f"never shown by the clock of {zone}, which is put forward; read by the clock before": never,
    }
    return values, words
