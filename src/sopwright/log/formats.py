"""Which format is a file in, whatever it is called? What its content says.

In: paths, names, options. Out: a ``Reading`` a file; tables of one CRM, which only make sense together, are one.

Law: the content decides and never the name. Recordings are recognised, and left to those who know them: this room does
not.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from sopwright.errors import InputError, Problem, refuse
from sopwright.log.characters import ZIP
from sopwright.log.crm import read_crm
from sopwright.log.crm_tables import CrmTable, crm_table
from sopwright.log.delimited import read_delimited
from sopwright.log.events import read_events
from sopwright.log.milestones import are_milestones, read_milestones
from sopwright.log.ocel import read_ocel
from sopwright.log.options import Options
from sopwright.log.parquet import MARK, read_again, read_parquet
from sopwright.log.reading import Reading
from sopwright.log.store import is_log
from sopwright.log.table import Table
from sopwright.log.unpacking import beginning, content
from sopwright.log.xes import read_xes

_HEAD = 1 << 16
_SQLITE = b"SQLite format 3\0"
_ACTION_LOGGER = ("timeStamp", "targetApp", "eventType")
_OBJECTS = (b"<object-types", b"<objects", b'scope="object"', b"<object ", b"<events>")


NamedFile = tuple[Path, str]
"""Where a file is, and what the user calls it."""


def named_files(files: Sequence[object]) -> list[NamedFile]:
    """Return files that are given as paths, as text, or already with a name."""
    return [each if isinstance(each, tuple) else (Path(str(each)), str(each)) for each in files]


class Format(StrEnum):
    """What a file is."""

    LOG = "event log"
    PARQUET = "Parquet"
    XES = "XES"
    OCEL = "OCEL"
    RECORDING = "recording"
    TABLE = "table"


def format_of(path: Path, name: str) -> Format:
    """Return what a file is, by its content.

    Raises:
        InputError: It cannot be read, is empty, or is of a kind that holds no events, such as a workbook.
    """
    head = beginning(path, name, _HEAD)
    if not head.strip():
        raise refuse(name, "expected content, found an empty file", "Export it again")
    if head.startswith(MARK):
        return Format.LOG if is_log(path) else Format.PARQUET
    if head.startswith(_SQLITE):
        return Format.OCEL
    if head.startswith(ZIP):
        found = "expected a table as text, found a ZIP archive, which may be an Excel workbook"
        raise refuse(name, found, "Save the sheet as CSV, or unpack the archive")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return Format.OCEL if any(mark in head for mark in _OBJECTS) and b"<trace" not in head else Format.XES
    if start.startswith((b"{", b"[")):
        return (
            Format.OCEL
            if b'"ocel:' in head or b'"objectTypes"' in head or b'"eventTypes"' in head
            else Format.RECORDING
        )
    header = start.partition(b"\n")[0].decode(errors="replace")
    return Format.RECORDING if all(word in header for word in _ACTION_LOGGER) else Format.TABLE


def read_any(path: Path, name: str, options: Options) -> Reading:
    """Return the events in one file.

    Args:
        path: Where it is.
        name: As the user named it.
        options: How it is to be read.

    Raises:
        InputError: It cannot be used; says why. A recording is refused too.
    """
    (reading,) = read_all([(path, name)], options)
    return reading


def read_all(files: Sequence[NamedFile], options: Options) -> tuple[Reading, ...]:
    """Return the events in several files, one reading each, in their order.

    Raises:
        InputError: Some cannot be used; names each of them.
    """
    found: dict[int, Reading] = {}
    of_crm: dict[int, CrmTable] = {}
    problems: list[Problem] = []
    for number, (path, name) in enumerate(files):
        try:
            read = _read(path, name, options)
        except InputError as error:
            problems += error.problems
            continue
        if isinstance(read, Reading):
            found[number] = read
        else:
            of_crm[number] = read
    if problems:
        raise InputError(*problems)
    found |= zip(of_crm, read_crm(tuple(of_crm.values()), options), strict=True)
    return tuple(found[number] for number in range(len(files)))


def _read(path: Path, name: str, options: Options) -> Reading | CrmTable:
    """Return the events in a file; a table of a CRM as it is, because others may belong to it."""
    match format_of(path, name):
        case Format.LOG:
            return read_again(path, name)
        case Format.XES:
            return read_xes(path, name, options.zone)
        case Format.PARQUET:
            return _events(read_parquet(path, name), options)
        case Format.TABLE:
            return _events(read_delimited(name, content(path, name)), options)
        case Format.OCEL:
            return read_ocel(path, name, options.case_type, options.zone)
        case Format.RECORDING:
            raise refuse(name, "expected a table or an event log, found a recording", "Name another file")


def _events(table: Table, options: Options) -> Reading | CrmTable:
    if not options.columns:
        crm = crm_table(table)
        if crm is not None:
            return crm
    case = are_milestones(table, options)
    return read_milestones(table, case, options) if case else read_events(table, options)
