"""What is an event log, once it can be asked questions? Sorted integers, with the words kept beside them.

In: nothing; these are the types. ``encoding.encoded`` makes an ``EventLog`` from what readers read, ``store.load`` from
our own file.

Law: rows are sorted by case, then by time, then by the order in which they were read (the one rule for ties); the rows
of case ``i`` are ``offsets[i]:offsets[i + 1]`` and never empty; cases are sorted by id, labels by Unicode, so that the
same rows give the same log in whatever order of cases they came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import polars as pl

Flags = npt.NDArray[np.bool_]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

UNKNOWN = np.iinfo(np.int64).min
"""A time that is not known; NumPy's NaT."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coded:
    """A column of words.

    Attributes:
        codes: For each row the position of its word in ``labels``; -1 where nothing is stated.
        labels: The words, ascending, each once.
    """

    codes: Int32
    labels: tuple[str, ...]

    def at(self, rows: Flags | Int64 | slice) -> "Coded":
        """Return the same column for some rows; the labels stay."""
        return Coded(codes=self.codes[rows], labels=self.labels)

    def word(self, row: int) -> str:
        """Return the word of one row; empty where nothing is stated."""
        code = int(self.codes[row])
        return "" if code < 0 else self.labels[code]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """A column of numbers.

    Attributes:
        values: For each row its number; NaN where nothing is stated.
    """

    values: Float64

    def at(self, rows: Flags | Int64 | slice) -> "Numbers":
        """Return the same column for some rows."""
        return Numbers(values=self.values[rows])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """A column of times.

    Attributes:
        values: For each row microseconds since 1970 in UTC; ``UNKNOWN`` where nothing is stated.
    """

    values: Int64

    def at(self, rows: Flags | Int64 | slice) -> "Moments":
        """Return the same column for some rows."""
        return Moments(values=self.values[rows])


Column = Coded | Numbers | Moments


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventLog:
    """Events of cases, encoded and sorted.

    Attributes:
        offsets: Where the rows of each case begin, and the number of rows at the end: ``cases + 1`` integers.
        activity: What was done; stated in every row.
        time: When it was done, or completed: microseconds since 1970 in UTC; known in every row.
        start: When the work on it began; ``None`` when no row states it, ``UNKNOWN`` where a row does not.
        resource: Who did it; ``None`` when no row states it, as for the columns that follow.
        role: In which role.
        system: In which application.
        lifecycle: Which part of an activity it was, such as ``start`` and ``complete``, in lower case.
        row: Number of the row in its source, from 1.
        source: The file it was read from.
        case_ids: What each case is called in its source: text, ascending.
        case_attributes: What is known of each case, by name: one value a case.
        event_attributes: What is known of each event, by name: one value a row.
        notes: What whoever reads figures from this log must know, one sentence each.
    """

    offsets: Int64
    activity: Coded
    time: Int64
    start: Int64 | None = None
    resource: Coded | None = None
    role: Coded | None = None
    system: Coded | None = None
    lifecycle: Coded | None = None
    row: Int64
    source: Coded
    case_ids: pl.Series
    case_attributes: Mapping[str, Column] = field(default_factory=dict)
    event_attributes: Mapping[str, Column] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> int:
        """Number of rows."""
        return len(self.time)

    @property
    def cases(self) -> int:
        """Number of cases."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Int64:
        """Number of rows of each case."""
        return np.diff(self.offsets)

    def case_of(self) -> Int64:
        """Return for each row the position of its case."""
        return np.repeat(np.arange(self.cases), self.lengths)

    def with_cases(self, kept: Flags) -> "EventLog":
        """Return the log of the cases where ``kept`` is true; labels stay, so that codes mean the same."""
        lengths = self.lengths
        found = self._rows(np.repeat(kept, lengths))
        return replace(
            found,
            offsets=np.concatenate(([0], np.cumsum(lengths[kept]))),
            case_ids=self.case_ids.filter(pl.Series(kept)),
            case_attributes={name: column.at(kept) for name, column in self.case_attributes.items()},
        )

    def with_events(self, kept: Flags) -> "EventLog":
        """Return the log of the rows where ``kept`` is true; cases that keep no row are left out."""
        before = np.concatenate(([0], np.cumsum(kept)))
        lengths = before[self.offsets[1:]] - before[self.offsets[:-1]]
        left = lengths > 0
        found = self._rows(kept)
        return replace(
            found,
            offsets=np.concatenate(([0], np.cumsum(lengths[left]))),
            case_ids=self.case_ids if left.all() else self.case_ids.filter(pl.Series(left)),
            case_attributes={name: column.at(left) for name, column in self.case_attributes.items()},
        )

    def _rows(self, kept: Flags) -> "EventLog":
        """Return the same cases with some rows; whoever calls this sets the offsets."""
        return replace(
            self,
            activity=self.activity.at(kept),
            time=self.time[kept],
            start=None if self.start is None else self.start[kept],
            resource=None if self.resource is None else self.resource.at(kept),
            role=None if self.role is None else self.role.at(kept),
            system=None if self.system is None else self.system.at(kept),
            lifecycle=None if self.lifecycle is None else self.lifecycle.at(kept),
            row=self.row[kept],
            source=self.source.at(kept),
            event_attributes={name: column.at(kept) for name, column in self.event_attributes.items()},
        )
