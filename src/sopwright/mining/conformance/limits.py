"""What was done late? The SOP's time limits, held against each case in the hours that count.

In: a log, the steps that its events are, and an SOP. Out: for each limit each time that its clock ran.

Law: a clock starts with the first event that starts it and stops with the first one after that which stops it; while
it runs it does not start again. A step that was done once more counts like any other. Exactly at the limit is in time.
A limit whose beginning or end the log does not show is listed with the reason, and is never said to be kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from sopwright.hours import OpeningHours, working_us
from sopwright.log.event_log import EventLog, Flags, Int32, Int64
from sopwright.mining.conformance import wording
from sopwright.mining.conformance.automaton import SILENT
from sopwright.mining.conformance.calendars import Allowed, allowed, opening_hours
from sopwright.mining.conformance.matching import Matching
from sopwright.mining.conformance.procedure import procedure
from sopwright.sop.contract import TimeLimit
from sopwright.sop.document import Sop, Step
from sopwright.sop.duration import Duration

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SANE = (1900, 2200)
"""Holidays are known for these years; a wrong clock may lie far outside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """One time limit, and how it was kept.

    Attributes:
        name: Its id in the SOP, or that of the step.
        step: Id of the step that stops its clock; empty when it is none.
        from_: What starts the clock, in words.
        to: What stops it.
        within: The time allowed, as written.
        calendar: Name of the working hours that count; empty when every hour does.
        started: Row of the log in which each clock started.
        stopped: Row in which it stopped.
        took: Microseconds that each took, of the hours that count.
        allowed: Microseconds that each may take.
        open: How many clocks never stopped.
        unknown: Why the limit cannot be held against this log; empty when it can.
    """

    name: str
    step: str
    from_: str
    to: str
    within: Duration
    calendar: str = ""
    started: Int64
    stopped: Int64
    took: Int64
    allowed: int = 0
    open: int = 0
    unknown: str = ""

    @property
    def late(self) -> Flags:
        """Which of the clocks ran longer than allowed."""
        return self.took > self.allowed


def limits_of(log: EventLog, sop: Sop, found: Matching, steps: tuple[str, ...], step: Int32) -> tuple[Limit, ...]:
    """Return the time limits of an SOP and how they were kept.

    Args:
        log: The log, with one row a completed piece of work.
        sop: The SOP.
        found: What the activities show.
        steps: Ids of the steps, by label.
        step: For each row the label of the step that it is; -1 for none.

    Raises:
        InputError: A calendar that a limit names is none.
    """
    checking = _Checking(log, sop, found, steps, step)
    return (*map(checking.promise, sop.sla), *checking.of_steps())


class _Checking:
    """Holds limits against one log."""

    def __init__(self, log: EventLog, sop: Sop, found: Matching, steps: tuple[str, ...], step: Int32) -> None:
        self._log = log
        self._sop = sop
        self._found = found
        self._step = step
        self._label = {name: number for number, name in enumerate(steps)}
        self._steps = steps
        self._hours: dict[str, OpeningHours] = {}
        self._leads = _leads(sop, steps)

    def promise(self, limit: TimeLimit) -> Limit:
        """Return how a service level agreement was kept."""
        start, stop = self._rows(limit.from_), self._rows(limit.to)
        name = limit.to if limit.to in {step.id for step in self._sop.all_steps} else ""
        shell = _Shell(name=limit.id, step=name, from_=limit.from_, to=limit.to, within=limit.within)
        missing = " and ".join(f"“{text}”" for text, rows in ((limit.from_, start), (limit.to, stop)) if not rows.any())
        if missing:
            return shell.unknown(f"the log shows no {missing}")
        if not (start & ~stop).any():
            return shell.unknown(f"the log shows “{limit.from_}” and “{limit.to}” as one and the same")
        calendar = limit.calendar or self._calendar_for(limit.within)
        return self._held(shell, calendar, *_clocks(self._log, start, stop & ~start))

    def of_steps(self) -> Iterator[Limit]:
        """Yield how the limits were kept that steps state: from the step before, where that was done before."""
        for step in self._sop.all_steps:
            if step.within is None:
                continue
            shell = _Shell(name=step.id, step=step.id, from_="the step before", to=step.id, within=step.within)
            if step.id not in self._label or not (here := self._step == self._label[step.id]).any():
                yield shell.unknown(f"the log shows no “{step.id}”")
                continue
            before = _step_before(self._log, self._step)
            stopped = np.flatnonzero(here & (before >= 0))
            stopped = stopped[self._leads[self._step[before[stopped]], self._label[step.id]]]
            if len(stopped) == 0:
                yield shell.unknown(f"the log shows no step that the SOP has directly before “{step.id}”")
                continue
            yield self._held(shell, self._calendar_of(step), before[stopped], stopped, 0)

    def _held(self, shell: "_Shell", calendar: str, started: Int64, stopped: Int64, still: int) -> Limit:
        hours = self._opening(calendar)
        counted = allowed(shell.within, hours)
        if not isinstance(counted, Allowed):
            return shell.unknown(counted)
        begin, end = self._log.time[started], self._log.time[stopped]
        took = end - begin if counted.hours is None else working_us(counted.hours, begin, end)
        return Limit(
            name=shell.name,
            step=shell.step,
            from_=shell.from_,
            to=shell.to,
            within=shell.within,
            calendar=calendar if counted.hours else "",
            started=started,
            stopped=stopped,
            took=took,
            allowed=counted.within,
            open=still,
        )

    def _opening(self, calendar: str) -> OpeningHours | None:
        if not calendar:
            return None
        if calendar not in self._hours:
            years = [(_EPOCH + timedelta(microseconds=int(at))).year for at in np.percentile(self._log.time, [0, 100])]
            first, last = (min(max(year, _SANE[0]), _SANE[1]) for year in years)
            one = next(each for each in self._sop.calendars if each.name == calendar)
            self._hours[calendar] = opening_hours(one, first, last)
        return self._hours[calendar]

    def _calendar_for(self, within: Duration) -> str:
        """Return the calendar for a limit that names none but is in working time: the SOP's first."""
        return self._sop.calendars[0].name if "working" in within.unit.value and self._sop.calendars else ""

    def _calendar_of(self, step: Step) -> str:
        """Return the calendar of a step: that of a promise that ends with it, or of its role, or the SOP's first."""
        named = [limit for limit in self._sop.sla if limit.calendar]
        ending = [limit.calendar for limit in named if limit.to == step.id]
        same = [limit.calendar for limit in named if step.role and limit.role == step.role]
        first = [calendar.name for calendar in self._sop.calendars]
        return next(iter([*ending, *same, *first]), "")

    def _rows(self, text: str) -> Flags:
        """Return the rows that are a step, a status or an event called so."""
        if text in {step.id for step in self._sop.all_steps}:
            if text not in self._label:
                return np.zeros(self._log.events, dtype=np.bool_)
            alone = [code for code in self._found.activities_of(text) if len(self._found.shows[code]) == 1]
            done: Flags = (self._step == self._label[text]) | np.isin(self._log.activity.codes, alone)
            return done
        labels = self._log.activity.labels
        fits = np.array([wording.same(label, text) or _is_status(label, text) for label in labels], dtype=np.bool_)
        if not fits.any():
            fits = np.array([wording.is_said(label, text, text) for label in labels], dtype=np.bool_)
        if fits.any():
            return fits[self._log.activity.codes]
        named = [step.id for step in self._sop.all_steps if _is_step(step, text) and step.id in self._label]
        found: Flags = np.isin(self._step, [self._label[name] for name in named])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shell:
    """What a limit says, before it was held against the log."""

    name: str
    step: str
    from_: str
    to: str
    within: Duration

    def unknown(self, reason: str) -> Limit:
        nothing = np.zeros(0, dtype=np.int64)
        return Limit(
            name=self.name,
            step=self.step,
            from_=self.from_,
            to=self.to,
            within=self.within,
            started=nothing,
            stopped=nothing,
            took=nothing,
            unknown=reason,
        )


def _is_status(label: str, text: str) -> bool:
    return wording.same(label.partition(":")[2], text)


def _is_step(step: Step, text: str) -> bool:
    return any(wording.is_set(text, each.field, each.to) for each in step.updates) or wording.is_said(
        text, step.id, step.do.text
    )


def _clocks(log: EventLog, start: Flags, stop: Flags) -> tuple[Int64, Int64, int]:
    """Return the rows where clocks started, those where they stopped, and how many still run."""
    marks = np.flatnonzero(start | stop)
    case = np.searchsorted(log.offsets, marks, side="right")
    starts = start[marks]
    new = np.ones(len(marks), dtype=np.bool_)
    new[1:] = case[1:] != case[:-1]
    turns = starts.copy()  # a clock starts where none runs
    turns[1:] = starts[1:] & (new[1:] | ~starts[:-1])
    stops = np.zeros(len(marks), dtype=np.bool_)
    stops[1:] = ~starts[1:] & starts[:-1] & ~new[1:]
    begun, ended = marks[turns], marks[stops]
    followed = np.searchsorted(begun, ended, side="left") - 1  # the clock that each end stops
    return begun[followed], ended, len(begun) - len(ended)


def _leads(sop: Sop, steps: tuple[str, ...]) -> Flags:
    """Return which step (row) the SOP lets lead to which other (column) with no step that must be done in between."""
    model = procedure(sop, {step.id for step in sop.all_steps}).model
    edge = {model.labels[label]: number for number, label in enumerate(model.label.tolist()) if label != SILENT}
    edges = [edge[step] for step in steps]
    found: Flags = model.distances[np.ix_(model.target[edges], model.source[edges])] == 0
    return found


def _step_before(log: EventLog, step: Int32) -> Int64:
    """Return for each row the row of the step that was done before it in its case; -1 for none."""
    rows = np.arange(log.events)
    last = np.maximum.accumulate(np.where(step >= 0, rows, -1))
    before = np.concatenate(([-1], last[:-1]))
    return np.where(before >= np.repeat(log.offsets[:-1], log.lengths), before, -1)
