"""Where does each record of a delimited text begin and end? Known before anyone splits it into fields.

In: bytes of UTF-8, a delimiter. Out: for each record where it begins, on which line, and how many fields it has.

Law: every byte is in exactly one record. A quote opens a value only at its beginning and closes it only at its end; one
that is never closed spoils its own line and not the rest of the file.

Most files have quotes only where they belong: then a newline ends a record exactly where the number of quotes before
it is even, and delimiters count there only; that is arithmetic on whole arrays. Where a quote stands elsewhere, records
are walked one by one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

NEWLINE, RETURN, QUOTE = 0x0A, 0x0D, 0x22
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Int64 = npt.NDArray[np.int64]

LONGEST_VALUE = 1000
"""Lines that a quoted value may have before its quote is taken for one that was never closed."""
WRONG_QUOTE = -1
"""In place of a number of fields: a quote is not closed, or is closed before the end of the value."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """The records of a text.

    Attributes:
        starts: Where each begins, in bytes, and the length of the text at the end.
        lines: On which line each begins, from 1.
        fields: How many fields each has; 0 for an empty line, ``WRONG_QUOTE`` where a quote is wrong.
        quoted: Records that hold a quote inside an unquoted value, as they are written with that value quoted.
    """

    starts: Int64
    lines: Int64
    fields: Int64
    quoted: Mapping[int, bytes] = field(default_factory=dict)


def records(data: bytes, delimiter: str) -> Records:
    """Return the records of ``data``."""
    text = np.frombuffer(data, dtype=np.uint8)
    breaks = np.flatnonzero(text == NEWLINE)
    quotes = np.flatnonzero(text == QUOTE)
    separator = ord(delimiter)
    if len(quotes) == 0:
        ends, separators = breaks, np.flatnonzero(text == separator)
    elif _in_place(text, quotes, separator):
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        separators = np.flatnonzero(text == separator)
        separators = separators[np.searchsorted(quotes, separators) % 2 == 0]
    else:
        return _walked(data, delimiter)
    starts = _starts(ends, len(data))
    lines = np.searchsorted(breaks, starts)[:-1] + 1
    if (np.diff(lines) > LONGEST_VALUE).any():
        return _walked(data, delimiter)
    fields = np.diff(np.searchsorted(separators, starts)) + 1
    fields[_empty(text, starts)] = 0
    return Records(starts=starts, lines=lines, fields=fields)


def _starts(ends: Int64, size: int) -> Int64:
    starts = np.concatenate(([0], ends + 1)).astype(np.int64)
    return starts if starts[-1] == size else np.append(starts, size)


def _empty(text: Bytes, starts: Int64) -> Flags:
    """Return which records hold nothing but their own end."""
    lengths = np.diff(starts)
    first = text[starts[:-1]]
    second = text[np.minimum(starts[:-1] + 1, len(text) - 1)]
    alone: Flags = (lengths == 1) & ((first == NEWLINE) | (first == RETURN))
    alone |= (lengths == 2) & (first == RETURN) & (second == NEWLINE)  # noqa: PLR2004 - CR LF
    return alone


def _in_place(text: Bytes, quotes: Int64, separator: int) -> bool:
    """Return whether each quote opens a value, closes one, or is one of a pair inside."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    last = len(text) - 1
    before = np.where(opening > 0, text[np.maximum(opening - 1, 0)], NEWLINE)
    after = np.where(closing < last, text[np.minimum(closing + 1, last)], NEWLINE)
    pair = opening[1:] == closing[:-1] + 1
    opens = (before == separator) | (before == NEWLINE) | np.concatenate(([False], pair))
    closes = (after == separator) | (after == NEWLINE) | (after == RETURN) | np.concatenate((pair, [False]))
    return bool(opens.all() and closes.all())


def _walked(data: bytes, delimiter: str) -> Records:
    """Return the records, one after the other."""
    value = _value(delimiter)
    starts, lines, counts, quoted = [], [], [], {}
    at, line = 0, 1
    mark = delimiter.encode()
    while at < len(data):
        starts.append(at)
        lines.append(line)
        end = _next_line(data, at)
        if data.find(b'"', at, end) < 0:
            empty = not data[at:end].rstrip(b"\r\n")
            counts.append(0 if empty else data.count(mark, at, end) + 1)
            at, line = end, line + 1
            continue
        values, end = _record(data, at, value, mark)
        counts.append(WRONG_QUOTE if values is None else len(values))
        if values is not None and any(b'"' in each and not each.startswith(b'"') for each in values):
            quoted[len(starts) - 1] = mark.join(_quoted(each) for each in values) + b"\n"
        line += data.count(b"\n", at, end)
        at = end
    return Records(
        starts=np.array([*starts, len(data)], dtype=np.int64),
        lines=np.array(lines, dtype=np.int64),
        fields=np.array(counts, dtype=np.int64),
        quoted=quoted,
    )


def _quoted(value: bytes) -> bytes:
    """Return a value as it is written in quotes."""
    return value if value.startswith(b'"') else b'"' + value.replace(b'"', b'""') + b'"'


def _value(delimiter: str) -> re.Pattern[bytes]:
    """Return what a value is: quoted, or without a quote at its beginning; what follows it ends it."""
    separator = re.escape(delimiter.encode())
    plain = rb'[^"\n' + separator + rb"][^\n" + separator + rb"]*?"
    return re.compile(rb'("[^"]*(?:""[^"]*)*"|' + plain + rb"|)(?=" + separator + rb"|\r?(?:\n|\Z))")


def _record(data: bytes, at: int, value: re.Pattern[bytes], delimiter: bytes) -> tuple[list[bytes] | None, int]:
    """Return the values of the record at ``at``, ``None`` where a quote is wrong, and where the next begins."""
    values: list[bytes] = []
    place = at
    while True:
        found = value.match(data, place)
        if found is None or found[1].count(b"\n") > LONGEST_VALUE:
            return None, _next_line(data, place)
        values.append(found[1])
        place = found.end()
        if data[place : place + 1] != delimiter:
            return ([] if place == at else values), _next_line(data, place)
        place += 1


def _next_line(data: bytes, place: int) -> int:
    found = data.find(b"\n", place)
    return len(data) if found < 0 else found + 1
