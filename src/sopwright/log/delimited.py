"""What does a CSV file say? Columns, rows with their true lines, and every row that cannot be read.

In: the content of a file whose values are delimited by commas, semicolons, tabs or pipes. Out: a ``Table``.

Law: each record is a row, or is refused with its line and the reason; an empty line is neither. Values are text, as
they are written. Whether a record can be read is decided here (``records``) and not by the parser, who agrees.
"""

import io
from dataclasses import dataclass

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.log.amounts import counted
from sopwright.log.characters import Characters, characters
from sopwright.log.records import WRONG_QUOTE, Flags, Int64, Records, records
from sopwright.log.table import LONGEST_VALUE, Table, all_refused, refusals, unique_names

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes"}
_LOOKED_AT = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text that begins with its header.

    Attributes:
        name: The file.
        found: Its characters.
        skipped: Lines before the header.
        delimiter: What stands between values.
    """

    name: str
    found: Characters
    skipped: int
    delimiter: str


def read_delimited(name: str, data: bytes) -> Table:
    """Return the table in a CSV file.

    Args:
        name: The file's name, for messages.
        data: The file's content.

    Raises:
        InputError: It is no table; says what it is instead.
    """
    text = _beginning(name, characters(name, data))
    content = text.found.data
    where = records(content, text.delimiter)
    names, notes, width = _header(text, where)
    body = np.ones(len(where.fields), dtype=np.bool_)
    body[: int(np.argmax(where.fields != 0)) + 1] = False
    body &= where.fields != 0
    refused, bad = _unreadable(text, where, body, width)
    good = body & ~bad
    rows = _parsed(content, where, good, text.delimiter, names)
    return Table(
        name=name,
        rows=rows,
        lines=pl.Series(where.lines[good] + text.skipped),
        refused=refused,
        read=int(body.sum()),
        notes=(*text.found.notes, *notes),
    )


def _beginning(name: str, found: Characters) -> _Text:
    """Return the text from its header on, with its delimiter."""
    data = found.data
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    if not data.strip():
        raise refuse(name, "expected content, found an empty file", "Export it again")
    begin, skipped, delimiter = 0, 0, ""
    first = data[: data.find(b"\n") + 1].strip().lower()
    if first.startswith(b"sep=") and len(first) == len(b"sep=;"):
        begin, skipped, delimiter = data.find(b"\n") + 1, 1, first[-1:].decode()
    wrong = tuple(each - begin for each in found.wrong)
    kept = Characters(data=data[begin:], wrong=wrong, notes=found.notes)
    return _Text(name=name, found=kept, skipped=skipped, delimiter=delimiter or _delimiter(name, kept.data))


def _delimiter(name: str, data: bytes) -> str:
    """Return what stands between the values: what gives most records the same number of fields."""
    head = data[:_LOOKED_AT]
    if len(data) > _LOOKED_AT:
        head = head[: head.rfind(b"\n") + 1] or head
    best, delimiter = (0.0, 0), ""
    for each in DELIMITERS:
        fields = records(head, each).fields
        fields = fields[fields != 0]
        if len(fields) == 0 or fields[0] < 2:  # noqa: PLR2004 - one column is no table
            continue
        usual = int(np.bincount(fields[fields > 0]).argmax())
        rank = (round(float((fields == usual).mean()), 1) * (usual > 1), usual)
        if rank > best:
            best, delimiter = rank, each
    if not delimiter:
        choices = ", ".join(DELIMITERS.values())
        found = f"expected a table with columns divided by {choices}, found one column or none"
        raise refuse(name, found, "Export it as CSV, Parquet, XES or OCEL")
    return delimiter


def _header(text: _Text, where: Records) -> tuple[list[str], tuple[str, ...], int]:
    """Return the names of columns, what to note of them, and how many fields a row must have."""
    first = int(np.argmax(where.fields != 0))
    data = text.found.data
    written = data[int(where.starts[first]) : int(where.starts[first + 1])]
    written = where.quoted.get(first, written).rstrip(b"\r\n") + b"\n"
    if where.fields[first] == WRONG_QUOTE or any(int(where.starts[first + 1]) > at for at in text.found.wrong[:1]):
        found = "expected a line with the names of columns, found one with a wrong quote or byte"
        line = f"{text.name}:{int(where.lines[first]) + text.skipped}"
        raise refuse(line, found, "Correct that line")
    header = [name or "" for name in _split(written, text.delimiter, int(where.fields[first])).row(0)]
    width = int(where.fields[first])
    if _trailing(data, where, first, text.delimiter):
        header, width = [*header, ""], width + 1
    names, notes = unique_names(header)
    return names, tuple(f"{text.name}: {note}" for note in notes), width


def _trailing(data: bytes, where: Records, first: int, delimiter: str) -> bool:
    """Return whether most rows have one field more than the header, and all of these end with a delimiter."""
    longer = np.flatnonzero(where.fields == where.fields[first] + 1)
    longer = longer[longer > first]
    if len(longer) * 2 <= int((where.fields[first + 1 :] != 0).sum()):
        return False
    ends = (
        data[begin:end].rstrip(b"\r\n")[-1:]
        for begin, end in zip(where.starts[longer], where.starts[longer + 1], strict=True)
    )
    return all(end == delimiter.encode() for end in ends)


def _unreadable(text: _Text, where: Records, body: Flags, width: int) -> tuple[pl.DataFrame, Flags]:
    """Return the refusals of records that cannot be read, and which these are."""
    content = np.frombuffer(text.found.data, dtype=np.uint8)
    at = {
        "not UTF-8": np.array(text.found.wrong, dtype=np.int64),
        "a NUL byte": np.flatnonzero(content == 0),
    }
    causes: list[tuple[Flags, str]] = []
    for reason, places in at.items():
        flags = np.zeros(len(body), dtype=np.bool_)
        flags[np.searchsorted(where.starts, places, side="right") - 1] = True
        causes.append((flags, f"expected text, found {reason}"))
    causes.append((where.fields == WRONG_QUOTE, "expected a quote that ends its value, found one that does not"))
    uneven = (where.fields != width) & (where.fields > 0)
    causes += [
        (uneven & (where.fields == each), f"expected {counted(width, 'value')}, found {each:,}")
        for each in np.unique(where.fields[uneven & body])
    ]
    bad = np.zeros(len(body), dtype=np.bool_)
    frames = []
    for flags, reason in causes:
        new = flags & body & ~bad
        bad |= new
        if new.any():
            frames.append(_refusals(text, where, np.flatnonzero(new), reason))
    return all_refused(frames).sort("row", maintain_order=True), bad


def _refusals(text: _Text, where: Records, which: Int64, reason: str) -> pl.DataFrame:
    data = text.found.data
    longest = LONGEST_VALUE * 4
    values = [
        data[begin : min(end, begin + longest)]
        .decode(errors="replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
        .rstrip()
        for begin, end in zip(where.starts[which].tolist(), where.starts[which + 1].tolist(), strict=True)
    ]
    lines = pl.Series(where.lines[which] + text.skipped)
    return refusals(text.name, lines, "", pl.Series(values, dtype=pl.String), reason)


def _parsed(data: bytes, where: Records, good: Flags, delimiter: str, names: list[str]) -> pl.DataFrame:
    """Return the values of the records that can be read."""
    amount = int(good.sum())
    if amount == 0:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    rows = _split(_joined(data, where, good), delimiter, len(names))
    if len(rows) != amount:
        message = f"{len(rows)} rows parsed, {amount} records found"
        raise AssertionError(message)
    return rows.rename(dict(zip(rows.columns, names, strict=True)))


def _joined(data: bytes, where: Records, good: Flags) -> bytes:
    """Return the text of the good records only."""
    change = np.diff(np.concatenate(([False], good, [False])).astype(np.int8))
    view = memoryview(data)
    if not where.quoted and good.all():
        return data
    parts: list[bytes | memoryview] = []
    quoted = np.array(sorted(where.quoted), dtype=np.int64)
    for begin, end in zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True):
        at = begin
        for special in quoted[np.searchsorted(quoted, begin) : np.searchsorted(quoted, end)].tolist():
            parts += [view[int(where.starts[at]) : int(where.starts[special])], where.quoted[special]]
            at = special + 1
        parts.append(view[int(where.starts[at]) : int(where.starts[end])])
    return b"".join(parts)


def _split(data: bytes, delimiter: str, width: int) -> pl.DataFrame:
    return pl.read_csv(
        io.BytesIO(data),
        has_header=False,
        schema={f"column_{number}": pl.String for number in range(width)},
        separator=delimiter,
        quote_char='"',
        infer_schema=False,
    )
