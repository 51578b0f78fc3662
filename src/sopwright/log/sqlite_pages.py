"""What do the tables of a SQLite file hold? Read from its pages, without a database.

In: the bytes of a file. Out: tables by name, each with its columns and rows in the order of their row ids.

Law: every row of every table is returned as SQLite would, or the file is refused. Tables without row ids, and changes
that still stand in a write-ahead log beside the file, are not read: whoever needs them is told.

Source: *Database File Format*, https://www.sqlite.org/fileformat2.html.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MARK = b"SQLite format 3\0"
_ENCODINGS = {0: "utf-8", 1: "utf-8", 2: "utf-16-le", 3: "utf-16-be"}
_INNER, _LEAF = 5, 13
_HEADER = 100
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of whole numbers, by their code in a record."""
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12
_CREATE = re.compile(r"\A\s*create\s+(?:temp\s+|temporary\s+)?table\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout\s+rowid\b", re.IGNORECASE)
_NAME = re.compile(
    r"""\s*(?:"((?:[^"]|"")*)"|`([^`]*)`|\[([^\]]*)\]|'((?:[^']|'')*)'|([^\s,()"'`\[]+))\s*(.*)\Z""", re.DOTALL
)
_CONSTRAINTS = frozenset({"primary", "unique", "check", "foreign", "constraint"})
_TYPE = re.compile(r"[A-Za-z_ ]*")
_CLAUSE = re.compile(r"\b(?:constraint|primary|not|null|unique|check|default|collate|references|generated|as)\b")
"""What may follow the type of a column."""

Value = str | int | float | bytes | None


class DamagedError(ValueError):
    """The file is no SQLite database, is damaged, or holds what is not read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table.

    Attributes:
        columns: Its columns in order, each with the type that it declares, in lower case.
        rows: Its rows by row id.
    """

    columns: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """A file in pages.

    Attributes:
        data: The whole file.
        size: Bytes of a page.
        usable: Bytes of a page that are used.
        encoding: Of its texts.
    """

    data: bytes
    size: int
    usable: int
    encoding: str

    def page(self, number: int) -> memoryview:
        """Return a page, counted from 1."""
        begin = (number - 1) * self.size
        if number < 1 or begin + self.size > len(self.data):
            message = f"page {number} is missing"
            raise DamagedError(message)
        return memoryview(self.data)[begin : begin + self.size]


def sheets(data: bytes) -> dict[str, Sheet]:
    """Return the tables of a SQLite file by name.

    Raises:
        DamagedError: It is none, is damaged, or holds tables without row ids.
    """
    try:
        pages = _pages(data)
        found = {}
        for _, row in _records(pages, 1):
            match row:
                case ("table", str(name), _, int(root), str(sql)) if _is_own(name, sql):
                    found[name] = _sheet(pages, name, root, sql)
    except (struct.error, IndexError, ValueError) as error:
        if isinstance(error, DamagedError):
            raise
        message = "a page cannot be read"
        raise DamagedError(message) from error
    return found


def _is_own(name: str, sql: str) -> bool:
    """Return whether a table is one of the user, and not SQLite's own or a virtual one."""
    return not name.startswith("sqlite_") and _CREATE.match(sql) is not None


def _pages(data: bytes) -> _Pages:
    if len(data) < _HEADER or not data.startswith(MARK):
        message = "it does not begin as SQLite does"
        raise DamagedError(message)
    (size,) = struct.unpack_from(">H", data, 16)
    size = 65536 if size == 1 else size
    (encoding,) = struct.unpack_from(">I", data, 56)
    if size < 512 or size & (size - 1) or encoding not in _ENCODINGS:  # noqa: PLR2004 - the smallest page
        message = "its header is damaged"
        raise DamagedError(message)
    return _Pages(data=data, size=size, usable=size - data[20], encoding=_ENCODINGS[encoding])


def _sheet(pages: _Pages, name: str, root: int, sql: str) -> Sheet:
    body = sql[sql.index("(") + 1 : sql.rindex(")")] if "(" in sql else ""
    if _WITHOUT.search(sql[sql.rfind(")") :]):
        message = f"table {name} has no row ids"
        raise DamagedError(message)
    columns, key = _columns(body)
    width = len(columns)
    rows = []
    for rowid, row in _records(pages, root):
        values = [*row[:width], *([None] * (width - len(row)))]
        if key is not None and values[key] is None:
            values[key] = rowid
        rows.append(tuple(values))
    return Sheet(columns=columns, rows=tuple(rows))


def _columns(body: str) -> tuple[dict[str, str], int | None]:
    """Return columns with their types, and which of them is the row id itself."""
    columns: dict[str, str] = {}
    key = None
    for part in _parts(body):
        match = _NAME.match(part)
        if match is None or (match[5] or "").lower() in _CONSTRAINTS:
            continue
        name = next(group for group in match.groups()[:5] if group is not None)
        declared = match[6].lower()
        if declared.startswith("integer") and "primary key" in " ".join(declared.split()):
            key = len(columns)
        found = _TYPE.match(declared)
        columns[name.replace('""', '"')] = _CLAUSE.split(found[0])[0].strip() if found else ""
    return columns, key


def _parts(body: str) -> Iterator[str]:
    """Return what stands between the commas that are neither in brackets nor in quotes."""
    depth, begin, quote = 0, 0, ""
    for at, letter in enumerate(body):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'`[":
            quote = "]" if letter == "[" else letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "," and depth == 0:
            yield body[begin:at]
            begin = at + 1
    yield body[begin:]


def _records(pages: _Pages, root: int) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Return the rows of a table, each with its row id, in the order of row ids."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in seen:
            message = f"page {number} is used twice"
            raise DamagedError(message)
        seen.add(number)
        page = pages.page(number)
        begin = _HEADER if number == 1 else 0
        kind, (cells,) = page[begin], struct.unpack_from(">H", page, begin + 3)
        if kind == _LEAF:
            for (at,) in struct.iter_unpack(">H", page[begin + 8 : begin + 8 + 2 * cells]):
                yield _cell(pages, page, at)
        elif kind == _INNER:
            places = struct.iter_unpack(">H", page[begin + 12 : begin + 12 + 2 * cells])
            below = [struct.unpack_from(">I", page, at)[0] for (at,) in places]
            waiting += [*struct.unpack_from(">I", page, begin + 8), *reversed(below)]
        else:
            message = f"page {number} is no page of a table"
            raise DamagedError(message)


def _cell(pages: _Pages, page: memoryview, at: int) -> tuple[int, tuple[Value, ...]]:
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    most = pages.usable - 35
    local = length
    if length > most:
        least = (pages.usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (pages.usable - 4)
        local = local if local <= most else least
    payload = bytes(page[at : at + local])
    if local < length:
        payload += _overflow(pages, struct.unpack_from(">I", page, at + local)[0], length - local)
    if len(payload) != length:
        message = "a row is cut off"
        raise DamagedError(message)
    return rowid - (1 << 64) if rowid >> 63 else rowid, _record(memoryview(payload), pages.encoding)


def _overflow(pages: _Pages, number: int, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        page = pages.page(number)
        part = bytes(page[4 : min(pages.usable, 4 + length)])
        parts.append(part)
        length -= len(part)
        (number,) = struct.unpack_from(">I", page, 0)
    return b"".join(parts)


def _record(payload: memoryview, encoding: str) -> tuple[Value, ...]:
    size, at = _varint(payload, 0)
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = size
    for kind in kinds:
        width = _width(kind)
        if at + width > len(payload):
            message = "a value is cut off"
            raise DamagedError(message)
        values.append(_value(kind, payload[at : at + width], encoding))
        at += width
    return tuple(values)


def _width(kind: int) -> int:
    if kind >= _FIRST_BLOB:
        return (kind - _FIRST_BLOB) // 2
    return 8 if kind == _FLOAT else _SIZES.get(kind, 0)


def _value(kind: int, content: memoryview, encoding: str) -> Value:
    if kind in _SIZES:
        return int.from_bytes(content, "big", signed=True)
    if kind >= _FIRST_BLOB:
        return str(content, encoding) if kind % 2 else bytes(content)
    if kind == _FLOAT:
        return float(struct.unpack(">d", content)[0])
    return {_ZERO: 0, _ONE: 1}.get(kind)


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(8):
        octet = content[at + place]
        value = value << 7 | octet & 0x7F
        if octet < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9
