"""What must be said of rows that were read, whatever they were read from? Repeated rows, clocks that are wrong.

In: what readers read. Out: the same, with notes; without repeated rows where the user wants that.

Law: nothing is changed, and nothing dropped unless the user asked for it; what is dropped is refused with its line.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.clocks import clocks
from sopwright.log.event_log import UNKNOWN
from sopwright.log.reading import ACTIVITY, CASE, ROW, SOURCE, TIME, Reading
from sopwright.log.table import LONGEST_VALUE, all_refused

_AT = "sopwright: at"
_OF = "sopwright: of"
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MANY = 200
"""Activities from which on their number is told where few of them come twice."""
_ENOUGH = 20
"""Events from which on it can be said what is far from the rest."""


def with_findings(readings: Sequence[Reading], *, drop_duplicates: bool) -> tuple[Reading, ...]:
    """Return readings with notes on repeated rows and wrong clocks; repeated rows refused where that is asked for."""
    found = tuple(readings)
    repeated = _repeated(found)
    if drop_duplicates:
        found = tuple(_without(each, rows) for each, rows in zip(found, repeated, strict=True))
    notes = _duplicate_notes(sum(int(rows.sum()) for rows in repeated), dropped=drop_duplicates)
    notes += _shape_notes(found)
    notes += _clock_notes(pl.concat([each.rows[TIME] for each in found])) if found else []
    if not found or not notes:
        return found
    return (*found[:-1], replace(found[-1], notes=(*found[-1].notes, *notes)))


def _repeated(readings: Sequence[Reading]) -> list[pl.Series]:
    """Return for each reading which rows say the same as an earlier row, in every column but line and file."""
    frames = [
        reading.rows.drop(ROW, SOURCE).with_columns(pl.lit(number).alias(_OF), pl.int_range(pl.len()).alias(_AT))
        for number, reading in enumerate(readings)
    ]
    if len(frames) > 1:
        kinds: dict[str, set[pl.DataType]] = {}
        for frame in frames:
            for name, kind in frame.schema.items():
                kinds.setdefault(name, set()).add(kind)
        mixed = [name for name, each in kinds.items() if len(each) > 1]
        frames = [
            frame.with_columns(pl.col([n for n in mixed if n in frame.columns]).cast(pl.String)) for frame in frames
        ]
    together = pl.concat(frames, how="diagonal")
    columns = [name for name in together.columns if name not in (_OF, _AT)]
    first = together.unique(columns, keep="first", maintain_order=True).select(_OF, _AT)
    found = []
    for number, reading in enumerate(readings):
        rows = pl.Series([True]).new_from_index(0, len(reading.rows))
        kept = first.filter(pl.col(_OF) == number)[_AT]
        found.append(rows.scatter(kept, values=False) if len(kept) else rows)
    return found


def _without(reading: Reading, repeated: pl.Series) -> Reading:
    dropped = reading.rows.filter(repeated)
    refused = dropped.select(
        SOURCE,
        pl.col(ROW).cast(pl.Int64),
        pl.lit("").alias("column"),
        pl.concat_str(CASE, pl.lit(", "), ACTIVITY).str.slice(0, LONGEST_VALUE).alias("value"),
        pl.lit("expected a row of its own, found one that repeats an earlier row").alias("reason"),
    )
    return replace(reading, rows=reading.rows.filter(~repeated), refused=all_refused([reading.refused, refused]))


def _duplicate_notes(amount: int, *, dropped: bool) -> list[str]:
    if not amount:
        return []
    rows = f"{counted(amount, 'event')} {'repeats' if amount == 1 else 'repeat'} an earlier one in every column"
    return [
        f"{rows} and {'was' if amount == 1 else 'were'} refused."
        if dropped
        else f"{rows}; --drop-duplicates refuses such."
    ]


def _shape_notes(readings: Sequence[Reading]) -> list[str]:
    """Return what to note where cases or activities look as if another column should be theirs."""
    rows = pl.concat([each.rows.select(CASE, ACTIVITY) for each in readings])
    cases, activities = rows[CASE].n_unique(), rows[ACTIVITY].n_unique()
    notes = []
    if len(rows) >= _ENOUGH and cases == len(rows):
        notes.append(
            f"Each of {counted(cases, 'case')} has one event: look whether the column of the case is the right one."
        )
    if activities > _MANY and activities * 2 > len(rows):
        words = f"{counted(activities, 'activity', 'activities')} in {counted(len(rows), 'event')}"
        notes.append(f"{words}: look whether the column of the activity is the right one.")
    alike = rows[ACTIVITY].unique().to_frame().with_columns(plain=pl.col(ACTIVITY).str.strip_chars().str.to_lowercase())
    alike = (
        alike.sort(ACTIVITY)
        .group_by("plain", maintain_order=True)
        .agg(ACTIVITY)
        .filter(pl.col(ACTIVITY).list.len() > 1)
    )
    if len(alike):
        pairs = "; ".join(" and ".join(repr(each) for each in labels[:2]) for labels in alike[ACTIVITY].to_list()[:3])
        notes.append(f"Activities that differ only in capitals or space are different ones: {pairs}.")
    return notes


def _clock_notes(times: pl.Series) -> list[str]:
    """Return what to note of times that no clock can have shown when the rest was done."""
    found = clocks(times.to_physical().fill_null(UNKNOWN).to_numpy())
    early, late = int(found.unset.sum()), int(found.endless.sum())
    notes = []
    if early:
        notes.append(f"{counted(early, 'event')} before 1971, as clocks say that were never set; kept.")
    if late:
        notes.append(f"{counted(late, 'event')} after the year 2199; kept.")
    for amount, word in ((int(found.after.sum()), "after"), (int(found.before.sum()), "before")):
        if amount:
            rest = f"nearly all others ({_day(found.low)} to {_day(found.high)})"
            notes.append(f"{counted(amount, 'event')} long {word} {rest}; kept.")
    return notes


def _day(time: int) -> str:
    return f"{_EPOCH + time * _MICROSECOND:%Y-%m-%d}"
