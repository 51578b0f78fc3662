"""What do the tables of a SQLite file hold?

In: the bytes of a file. Out: tables by name, each with its columns and rows in the order of their row ids.

Law: nothing is written, and only the bytes are read: changes that still stand in a write-ahead log beside the file are
not seen, so that whoever reads a file looks for one first.
"""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

MARK = b"SQLite format 3\0"
_HEADER = 100
_VERSIONS = slice(18, 20)
"""Where the header says how changes are written; 1 is: into the file itself."""
_ARGUMENTS = re.compile(r"\s*\(.*", re.DOTALL)

Value = str | int | float | bytes | None


class DamagedError(ValueError):
    """The file is no SQLite database, or is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table.

    Attributes:
        columns: Its columns in order, each with the type that it declares, in lower case and without its length.
        rows: Its rows by row id.
    """

    columns: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]


def sheets(data: bytes) -> dict[str, Sheet]:
    """Return the tables of a SQLite file by name; SQLite's own and virtual ones are left out.

    Raises:
        DamagedError: It is none, or is damaged.
    """
    if len(data) < _HEADER or not data.startswith(MARK):
        message = "it does not begin as SQLite does"
        raise DamagedError(message)
    settled = bytearray(data)
    settled[_VERSIONS] = b"\x01\x01"
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(bytes(settled))
            database.execute("pragma query_only = on")
            _check(database)
            return {name: _sheet(database, name) for name in _names(database)}
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DamagedError(str(error)) from error


def _check(database: sqlite3.Connection) -> None:
    """Refuse a file of which pages are missing or contradict each other."""
    ((found,),) = database.execute("pragma quick_check(1)")
    if found != "ok":
        raise DamagedError(str(found).splitlines()[-1])


def _names(database: sqlite3.Connection) -> list[str]:
    asked = (
        "select name from sqlite_schema where type = 'table' and rootpage > 0 and name not like 'sqlite^_%' escape '^'"
    )
    return [name for (name,) in database.execute(asked)]


def _sheet(database: sqlite3.Connection, name: str) -> Sheet:
    told = database.execute("select name, type from pragma_table_info(?)", (name,)).fetchall()
    quoted = '"' + name.replace('"', '""') + '"'
    return Sheet(
        columns={column: _ARGUMENTS.sub("", kind.lower()) for column, kind in told},
        rows=tuple(database.execute(f"select * from {quoted}")),  # noqa: S608 - a name cannot be a parameter; it is quoted
    )
