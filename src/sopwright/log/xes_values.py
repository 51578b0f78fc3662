"""Which types do the values of an XES attribute have? Texts become numbers, times and flags where all of them are.

In: an attribute as stated. Out: the same with typed values, and one value an event or trace.

Law: nothing is changed to fit: an attribute with a single value that does not fit its type is text, as the file
writes it, and a note says so. So are whole numbers of more digits than a number here holds.
"""

import numpy as np
import polars as pl

from sopwright.log.iso_times import instants
from sopwright.log.xes_stated import AND, BOOLEAN, DATE, FLOAT, INT, KINDS, Stated

_EXACT = 2**53
"""The largest whole number up to which each has a number of its own in 64 bits of floating point."""
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def merged(stated: Stated) -> Stated:
    """Return an attribute with one value an owner; several become one text."""
    again = np.diff(stated.owner, prepend=-1) == 0
    if not again.any():
        return stated
    frame = pl.DataFrame({"owner": stated.owner, "value": stated.value})
    texts = frame.group_by("owner", maintain_order=True).agg(pl.col("value").str.join(AND))
    kind = np.where(np.append(again[1:], False)[~again], np.uint8(0), stated.kind[~again])
    return Stated(owner=stated.owner[~again], value=texts["value"], kind=kind)


def dense(stated: Stated, length: int) -> pl.Series:
    """Return one value an owner, null where nothing is stated."""
    if len(stated.owner) == length:
        return stated.value
    places = np.full(length, -1, dtype=np.int64)
    places[stated.owner] = np.arange(len(stated.owner))
    return stated.value.gather(pl.Series(places).replace(-1, None))


def column_of(name: str, stated: Stated, notes: list[str], zone: str = "") -> Stated:
    """Return an attribute with typed values, where they all are of their type."""
    kinds = {int(kind) for kind in np.unique(stated.kind)}
    found = _typed(stated.value, kinds, zone)
    if found is None:
        return stated
    typed, zoneless = found
    unfit = typed.is_null()
    if unfit.any():
        kind = KINDS[min(kinds)]
        example = stated.value.filter(unfit)[0][:80]
        count = f"{unfit.sum()} of {len(unfit)} values of “{name}” are no {kind}, such as “{example}”"
        notes.append(f"{count}; the attribute was kept as text")
        return stated
    if zoneless:
        notes.append(f"{zoneless} of {len(typed)} values of “{name}” name no zone; they were read as {zone or 'UTC'}")
    return Stated(owner=stated.owner, value=typed, kind=stated.kind)


def _typed(texts: pl.Series, kinds: set[int], zone: str) -> tuple[pl.Series, int] | None:
    """Return the values, null where one does not fit, and how many times name no zone; ``None`` for texts."""
    if kinds == {DATE}:
        return instants(texts, zone)
    if kinds == {BOOLEAN}:
        return texts.str.to_lowercase().replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean), 0
    if kinds == {INT}:
        numbers = texts.str.strip_chars().cast(pl.Int64, strict=False)
        return numbers.set(numbers.abs() > _EXACT, None), 0
    if kinds in ({FLOAT}, {INT, FLOAT}):
        return texts.str.strip_chars().cast(pl.Float64, strict=False), 0
    return None
