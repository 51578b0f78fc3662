"""How do files of any kind become one event log? Each is read, all that was refused is counted, rows are encoded once.

In: paths, options, the vocabulary for recordings. Out: the log, every refusal, and for each file how many of its rows
were read, kept and refused.

Law: read = kept + refused for every file; otherwise this is a defect of ours, and no log is made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sopwright.errors import InputError, Problem, refuse
from sopwright.log.amounts import counted
from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.findings import with_findings
from sopwright.log.formats import Format, NamedFile, format_of, read_all
from sopwright.log.options import Options
from sopwright.log.reading import ROW, SOURCE, Reading, nothing_refused
from sopwright.log.store import load
from sopwright.log.table import all_refused
from sopwright.log.unpacking import content
from sopwright.mining.recorded import reading_of
from sopwright.recording.reading import read as recordings_in
from sopwright.recording.runs import work_of
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Work

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the rows of one file.

    Attributes:
        name: The file, as the user named it.
        read: Rows that it has.
        kept: Rows that gave an event, or were used otherwise.
        refused: Rows that could not be used.
        events: Events in the log.
    """

    name: str
    read: int
    kept: int
    refused: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Collected:
    """One log, and what did not get into it.

    Attributes:
        log: The log.
        refused: Every refused row, as ``log.reading.REFUSED``, by file and line.
        tallies: For each file what became of its rows.
    """

    log: EventLog
    refused: pl.DataFrame
    tallies: tuple[Tally, ...]

    def reasons(self) -> list[tuple[str, int, str]]:
        """Return for each reason how many rows were refused, and the first place, most frequent first."""
        found = self.refused.group_by("reason", maintain_order=True).agg(
            pl.len().alias("rows"), pl.col(SOURCE).first(), pl.col(ROW).first()
        )
        rows = found.sort("rows", descending=True, maintain_order=True).rows(named=True)
        return [(str(each["reason"]), int(each["rows"]), f"{each[SOURCE]}:{each[ROW]}") for each in rows]


def collected(
    files: Sequence[NamedFile], options: Options, vocabulary: Vocabulary, advance: Callable[[str], None]
) -> Collected:
    """Return the log of all files.

    Args:
        files: Paths, and what the user calls them; at least one, in the order that decides between equal times.
        options: How they are read.
        vocabulary: What is known of applications and interface words, for recordings.
        advance: Is told what is being done, at most three times.

    Raises:
        InputError: A file cannot be used, or no row of any can; says why.
    """
    advance("Reading")
    if len(files) == 1 and options == Options() and format_of(*files[0]) is Format.LOG:
        return _as_it_is(files[0])
    names, readings = _read(files, options, vocabulary)
    advance("Counting")
    readings = with_findings(readings, drop_duplicates=options.drop_duplicates)
    refused = all_refused([each.refused for each in readings])
    tallies = tuple(_tally(name, each) for name, each in zip(names, readings, strict=True))
    if not any(len(each.rows) for each in readings):
        raise _nothing(tallies, refused)
    advance("Sorting")
    log = encoded([each for each in readings if len(each.rows)])
    notes = tuple(dict.fromkeys(note for each in readings for note in each.notes))
    return Collected(log=replace(log, notes=notes), refused=refused, tallies=tallies)


def _as_it_is(file: NamedFile) -> Collected:
    """Return a log that was made before, without encoding it once more."""
    path, name = file
    log = load(path)
    tally = Tally(name=name, read=log.events, kept=log.events, refused=0, events=log.events)
    return Collected(log=log, refused=nothing_refused(), tallies=(tally,))


def _read(
    files: Sequence[NamedFile], options: Options, vocabulary: Vocabulary
) -> tuple[list[str], tuple[Reading, ...]]:
    """Return what was read, each with its name; all recordings together, because the same step has one name in all.

    Raises:
        InputError: Some files cannot be used; names each of them.
    """
    others: list[NamedFile] = []
    works: dict[str, list[Work]] = {}
    problems: list[Problem] = []
    for path, name in files:
        try:
            if format_of(path, name) is Format.RECORDING:
                found = recordings_in(name, content(path, name), vocabulary)
                works[name] = [work_of(each, vocabulary) for each in found]
            else:
                others.append((path, name))
        except InputError as error:
            problems += error.problems
    readings: list[Reading] = []
    try:
        readings += read_all(others, options)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(*problems)
    names = [name for _, name in others]
    if works:
        names.append(next(iter(works)) if len(works) == 1 else f"{len(works)} recordings")
        readings.append(reading_of([work for each in works.values() for work in each], names[-1], vocabulary))
    return names, tuple(readings)


def _tally(name: str, reading: Reading) -> Tally:
    """Return what became of the rows of a file.

    Raises:
        AssertionError: Some were lost on the way.
    """
    lines = reading.rows.select(SOURCE, ROW).unique() if reading.read >= 0 else reading.rows.select(SOURCE, ROW)
    kept = len(lines) + reading.looked_up
    refused = len(reading.refused.select(SOURCE, ROW).unique().join(lines, on=[SOURCE, ROW], how="anti"))
    read = kept + refused if reading.read < 0 else reading.read
    if read != kept + refused:
        message = f"{read} rows read, {kept} kept and {refused} refused"
        raise AssertionError(message)
    return Tally(name=name, read=read, kept=kept, refused=refused, events=len(reading.rows))


def _nothing(tallies: Sequence[Tally], refused: pl.DataFrame) -> InputError:
    """Return the refusal of files of which no row can be used, with the first reasons."""
    names = ", ".join(tally.name for tally in tallies)
    if refused.is_empty():
        return refuse(names, "expected at least one row under the names of the columns, found none", "Export it again")
    reasons = refused.group_by("reason", maintain_order=True).agg(pl.len(), pl.all().first()).rows(named=True)
    problems = []
    for row in reasons[:_SHOWN]:
        value = f" ({row['value']!r})" if row["value"] else ""
        problems.append(
            Problem(
                where=":".join(str(part) for part in (row[SOURCE], row[ROW], row["column"]) if part),
                problem=f"{row['reason']}{value} in {counted(row['len'], 'row')}",
                remedy="Correct the file, or say with --case, --activity and --time which columns to use",
            )
        )
    return InputError(*problems)
