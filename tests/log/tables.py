"""Files for tests, written as text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sopwright.log.formats import read_all
from sopwright.log.options import Options
from sopwright.log.reading import Reading


def written(folder: Path, **files: str | bytes) -> list[tuple[Path, str]]:
    """Return paths and names of files with these contents."""
    found = []
    for name, content in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found.append((path, path.name))
    return found


def readings(folder: Path, options: Options | None = None, **files: str | bytes) -> tuple[Reading, ...]:
    """Return what is read of files with these contents."""
    return read_all(written(folder, **files), options or Options())


def events(reading: Reading | Sequence[Reading], *columns: str) -> list[tuple[object, ...]]:
    """Return the columns of all rows, sorted by time as the log would be."""
    found = [reading] if isinstance(reading, Reading) else list(reading)
    rows = [row for each in found for row in each.rows.rows(named=True)]
    return [
        tuple(row.get(name) for name in columns) for row in sorted(rows, key=lambda row: (row["case"], row["time"]))
    ]


def refusals(reading: Reading) -> list[tuple[int, str, str, str]]:
    """Return line, column, value and reason of what was refused."""
    return [(r["row"], r["column"], r["value"], r["reason"]) for r in reading.refused.rows(named=True)]


def at(text: str) -> datetime:
    """Return an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
