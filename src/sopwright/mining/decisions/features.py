"""What was known when an activity was done, before it was decided how to go on?

In: a log and some of its rows. Out: columns with one value for each of these rows.

Law: a value comes from the row itself or from an earlier row of the same case; what a later row states is never used.
What is stated of the case as a whole is kept apart, because the log does not say when it was written.
"""

from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np

from sopwright.log.event_log import Coded, Column, EventLog, Float64, Int64, Moments, Numbers
from sopwright.mining.decisions.rules import Feature

_HOUR_US = 3_600_000_000
_DAY_US = 24 * _HOUR_US
_MOST_ACTIVITIES = 30
"""So many activities, the most frequent, are counted among what was done before."""
_WEEKDAYS = ("Friday", "Monday", "Saturday", "Sunday", "Thursday", "Tuesday", "Wednesday")
_FROM_THURSDAY = np.array([4, 0, 2, 3, 1, 5, 6], dtype=np.int32)
"""Positions in ``_WEEKDAYS`` from Thursday on, which 1970 began with."""


class Known:
    """What a log states up to each of its rows."""

    def __init__(self, log: EventLog) -> None:
        """Look at ``log``; columns are made when they are first asked for."""
        self.log = log
        self.case = log.case_of()
        self.begin = log.offsets[:-1][self.case]

    @cached_property
    def _columns(self) -> dict[str, Feature]:
        """Columns of events, each with the last value stated in the case up to the row."""
        log = self.log
        own = {"resource": log.resource, "role": log.role, "system": log.system}
        stated: dict[str, Column] = {f"last {name}": column for name, column in log.event_attributes.items()}
        stated |= {name: column for name, column in own.items() if column is not None}
        return {name: self._filled(column) for name, column in stated.items() if not isinstance(column, Moments)}

    def _filled(self, column: Feature) -> Feature:
        """Return the column with the last value of the case where a row states none."""
        codes = isinstance(column, Coded)
        known = column.codes >= 0 if isinstance(column, Coded) else ~np.isnan(column.values)
        last = np.maximum.accumulate(np.where(known, np.arange(len(known)), -1))
        inside = last >= self.begin
        at = np.where(inside, last, 0)
        if codes:
            assert isinstance(column, Coded)  # noqa: S101 - for mypy
            return Coded(codes=np.where(inside, column.codes[at], -1).astype(np.int32), labels=column.labels)
        assert isinstance(column, Numbers)  # noqa: S101 - for mypy
        return Numbers(values=np.where(inside, column.values[at], np.nan))

    @cached_property
    def _counted(self) -> dict[int, Int64]:
        """For the most frequent activities: how often each had been done in the case before each row."""
        log = self.log
        often = np.bincount(log.activity.codes, minlength=len(log.activity.labels))
        found = {}
        for code in np.argsort(-often, kind="stable")[:_MOST_ACTIVITIES]:
            here = log.activity.codes == code
            before = np.cumsum(here) - here
            found[int(code)] = before - before[self.begin]
        return found

    def of_case(self, rows: Int64) -> dict[str, Feature]:
        """Return what is stated of the cases of some rows."""
        cases = self.case[rows]
        columns = self.log.case_attributes.items()
        return {name: column.at(cases) for name, column in columns if not isinstance(column, Moments)}

    def of_events(self, rows: Int64) -> dict[str, Feature]:
        """Return what earlier rows and the rows themselves state."""
        return {name: column.at(rows) for name, column in self._columns.items()}

    def of_clock(self, rows: Int64) -> dict[str, Feature]:
        """Return on which weekday, and at which hour, some rows happened."""
        time = self.log.time[rows]
        return {
            "hour of the day (UTC)": _numbers(time // _HOUR_US % 24),
            "weekday (UTC)": Coded(codes=_FROM_THURSDAY[time // _DAY_US % 7], labels=_WEEKDAYS),
        }

    def of_course(self, rows: Int64, but: AbstractSet[int] = frozenset()) -> dict[str, Feature]:
        """Return how the case had gone before some rows; activities with a code in ``but`` are not counted."""
        log = self.log
        first = self.begin[rows]
        before = np.maximum(rows - 1, first)
        time = log.time[rows]
        found: dict[str, Feature] = {
            "hours since the case began": _numbers((time - log.time[first]) / _HOUR_US),
            "hours since the event before": Numbers(
                values=np.where(rows > first, (time - log.time[before]) / _HOUR_US, np.nan)
            ),
            "activity before": Coded(
                codes=np.where(rows > first, log.activity.codes[before], -1).astype(np.int32),
                labels=log.activity.labels,
            ),
        }
        for code, counts in self._counted.items():
            if code not in but:
                found[f"times {log.activity.labels[code]} was done before"] = _numbers(counts[rows])
        return found

    def again(self, rows: Int64) -> dict[str, Feature]:
        """Return how often the activity of each row, the same in all, had been done in its case before."""
        begins = np.concatenate(([True], self.case[rows[1:]] != self.case[rows[:-1]]))
        at = np.arange(len(rows))
        earlier = at - np.maximum.accumulate(np.where(begins, at, 0))
        return {f"times {self.log.activity.word(int(rows[0]))} was done before": _numbers(earlier)}


def _numbers(values: Int64 | Float64) -> Numbers:
    return Numbers(values=np.asarray(values, dtype=np.float64))
