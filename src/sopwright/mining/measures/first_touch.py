"""How long does a lead wait until somebody touches it?

In: a log, and what counts as creation, as touch and as a person, where the caller knows. Out: the time to first touch
and its parts, the share within five minutes, by month and by person.

Law: time to first touch = wait in the queue (creation to the first event of a person) + what lies between that event
and the touch, work and waiting. A lead that nobody has touched yet has waited at least until now and is counted so.
What was recognised rather than told is said in a note; what the data cannot say is unknown with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sopwright.evidence import Figure
from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int64
from sopwright.mining.history.times import begins, elapsed
from sopwright.mining.measures.measure import FEWEST, Measure, case_names, in_ms, share_measure
from sopwright.mining.measures.periods import months
from sopwright.mining.measures.spans import parts
from sopwright.mining.measures.survival import survival
from sopwright.mining.measures.touching import Touching, touches_of

FIVE_MINUTES = 5 * 60 * 1_000_000

DEFINITION = "From the creation of a lead to the first event of a person that is neither its creation nor an assignment"
CENSORED = "a lead that nobody has touched counts as still waiting at the end of the log (Kaplan–Meier)"
STILL = "Leads that a machine closed without a person count as waiting as well; filter them out if they are settled."
OPEN, CLOCK = "working time", "clock time"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTouch:
    """How long leads wait until somebody touches them.

    Attributes:
        measures: Of all leads: median, 90th percentile, share within five minutes, leads that nobody has touched, and
            the parts of the time.
        by_month: Median by the month in which leads were created, in order.
        by_person: Median of touched leads by who touched them first, the most leads first.
        notes: What was recognised, left out or assumed.
    """

    measures: tuple[Measure, ...]
    by_month: tuple[Measure, ...] = ()
    by_person: tuple[Measure, ...] = ()
    notes: tuple[str, ...] = ()


def first_touch(log: EventLog, touching: Touching | None = None, hours: OpeningHours | None = None) -> FirstTouch:
    """Return how long leads wait until somebody touches them.

    Args:
        log: The log; its cases are leads.
        touching: What counts as what; all is recognised by default.
        hours: Working hours; with them, working time is given beside clock time.
    """
    told = touching or Touching()
    found = touches_of(log, told)
    if isinstance(found, str):
        return FirstTouch(measures=tuple(_unknown(found, hours)))
    if found.uncreated:
        within = () if told.touches is None else tuple(parts(log, found))
        return FirstTouch(measures=(*_unknown(found.uncreated, hours), *within), notes=found.notes if within else ())
    now = int(log.time.max()) if told.now is None else told.now
    touched = found.row >= 0
    at = np.where(touched, begins(log)[found.row], now)
    known = found.created != UNKNOWN
    kept = known & (at >= found.created)
    notes = [*found.notes, *_left_out(known, kept, touched)]
    if (kept & ~touched).any():
        notes.append(STILL)
    if not kept.any():
        return FirstTouch(measures=tuple(_unknown("no lead has both a creation and a time after it", hours)))
    cases = _Cases(
        log=log,
        cases=np.flatnonzero(kept),
        created=found.created[kept],
        at=at[kept],
        touched=touched[kept],
        row=found.row[kept],
    )
    return FirstTouch(
        measures=(*cases.overall(hours), *parts(log, replace(found, row=np.where(kept, found.row, -1)))),
        by_month=tuple(cases.by_month(hours)),
        by_person=tuple(cases.by_person(hours)),
        notes=tuple(notes),
    )


def _left_out(known: Flags, kept: Flags, touched: Flags) -> Iterator[str]:
    if not known.all():
        yield f"{_leads(int((~known).sum()))} without a known creation left out."
    early = known & ~kept & touched
    if early.any():
        yield f"{_leads(int(early.sum()))} touched before the stated creation left out: their clocks disagree."
    late = known & ~kept & ~touched
    if late.any():
        yield f"{_leads(int(late.sum()))} created after the end of the log left out."


def _leads(n: int) -> str:
    return f"{n:,} lead" if n == 1 else f"{n:,} leads"


def _unknown(reason: str, hours: OpeningHours | None) -> Iterator[Measure]:
    for kind in (CLOCK, OPEN) if hours else (CLOCK,):
        figure = Figure(
            label=f"Time to first touch: median, {kind}",
            value=None,
            unit="ms",
            n=0,
            unknown=reason,
            definition=f"{DEFINITION}.",
        )
        yield Measure(figure=figure)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cases:
    """The leads that are counted: all arrays have one value a lead."""

    log: EventLog
    cases: Int64
    created: Int64
    at: Int64
    touched: Flags
    row: Int64

    def overall(self, hours: OpeningHours | None) -> Iterator[Measure]:
        """Yield what is said of all leads."""
        everyone = np.ones(len(self.cases), dtype=np.bool_)
        for kind, calendar in ((CLOCK, None), (OPEN, hours)):
            if calendar is None and kind is OPEN:
                continue
            waited = elapsed(self.created, self.at, calendar)
            yield self._quantile("median", 0.5, waited, everyone, kind)
            yield self._quantile("90th percentile", 0.1, waited, everyone, kind)
            yield self._within_five(waited, kind)
        yield share_measure(
            "Leads that nobody has touched",
            int((~self.touched).sum()),
            len(self.cases),
            definition="Leads without a touch until the end of the log, of all leads with a known creation.",
            unknown="there is no lead",
        )

    def _quantile(self, name: str, still: float, waited: Int64, which: Flags, kind: str, group: str = "") -> Measure:
        label = f"Time to first touch: {name}, {kind}"
        n = int(which.sum())
        untouched = int((~self.touched[which]).sum())
        definition = f"{DEFINITION}; {CENSORED}: {untouched:,} of {n:,}." if untouched else f"{DEFINITION}."
        if n < FEWEST:
            reason = f"needs {FEWEST} leads; there {'is' if n == 1 else 'are'} {n}"
            figure = Figure(label=label, value=None, unit="ms", n=n, unknown=reason, definition=definition)
            return Measure(figure=figure, group=group, cases=self._names(which))
        curve = survival(waited[which], self.touched[which])
        value, interval = curve.after(still), curve.interval(still)
        reason = "" if value is not None else f"{untouched:,} of {n:,} leads still wait, too many to tell"
        figure = Figure(
            label=label,
            value=None if value is None else value / 1000,
            unit="ms",
            n=n,
            unknown=reason,
            definition=definition,
        )
        if value is None or interval is None:
            return Measure(figure=figure, group=group, cases=self._names(which))
        return Measure(figure=figure, interval=in_ms(interval), group=group, cases=self._names(which))

    def _names(self, which: Flags) -> tuple[str, ...]:
        return case_names(self.log, self.cases[which])

    def _within_five(self, waited: Int64, kind: str) -> Measure:
        counted = self.touched | (waited >= FIVE_MINUTES)
        within = self.touched & (waited <= FIVE_MINUTES)
        return share_measure(
            f"Leads touched within 5 minutes, {kind}",
            int(within.sum()),
            int(counted.sum()),
            definition="Touched within 5 minutes of creation, of all leads that were touched or have waited so long.",
            unknown="no lead was touched or has waited 5 minutes",
        )

    def by_month(self, hours: OpeningHours | None) -> Iterator[Measure]:
        """Yield the median by month of creation."""
        kind = OPEN if hours else CLOCK
        waited = elapsed(self.created, self.at, hours)
        names, month = months(self.created, hours)
        for number, name in enumerate(names):
            yield self._quantile("median", 0.5, waited, month == number, kind, group=name)

    def by_person(self, hours: OpeningHours | None) -> Iterator[Measure]:
        """Yield the median of touched leads by who touched them."""
        if self.log.resource is None:
            return
        kind = OPEN if hours else CLOCK
        waited = elapsed(self.created, self.at, hours)
        who = np.where(self.touched, self.log.resource.codes[self.row], -1)
        codes, counts = np.unique(who[who >= 0], return_counts=True)
        for code in codes[np.argsort(-counts, kind="stable")]:
            yield self._quantile("median", 0.5, waited, who == code, kind, group=self.log.resource.labels[code])
