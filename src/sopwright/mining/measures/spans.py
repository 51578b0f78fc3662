"""Of what does the time to first touch consist?

In: for each lead its creation, the first event of a person, and the touch. Out: the wait in the queue, and work and
waiting between that first event and the touch.

Law: for each lead the parts add up to its time to first touch; their medians need not. Work is what recordings
measured, where the log holds that; else the time that lies within some event, counted once where events overlap. It is
known only where each event there states it.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from sopwright.evidence import Figure
from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int64, Numbers
from sopwright.mining.history.times import begins
from sopwright.mining.measures.measure import FEWEST, Measure, case_names
from sopwright.mining.measures.touching import Touches
from sopwright.mining.measures.working import WORK_MS
from sopwright.mining.quantiles import RULE, quantile

QUEUE = "From the creation of a lead to the first event of a person, its creation aside; leads that were touched"
WORK = "Time within events between the first event of a person and the touch; leads whose events there state a start"
WAIT = "What is left between the first event of a person and the touch when work is taken away"
NO_START = "the log states no start of the events between the first event of a person and the touch"


def parts(log: EventLog, found: Touches) -> Iterator[Measure]:
    """Yield the medians of the parts, of leads that were touched; rows of -1 are left out."""
    cases = np.flatnonzero(found.row >= 0)
    begun, row = found.begun[cases], found.row[cases]
    start = begins(log)
    touch = start[row]
    first = np.minimum(start[begun], touch)
    none = "no lead was touched"
    if found.uncreated:
        yield _median(log, "wait in the queue", first[:0], cases[:0], QUEUE, found.uncreated)
    else:
        yield _median(log, "wait in the queue", first - found.created[cases], cases, QUEUE, none)
    worked, known = _worked(log, begun, row, first, touch)
    why = NO_START if len(cases) else none
    yield _median(log, "work before the touch", worked[known], cases[known], WORK, why)
    yield _median(log, "waiting between", (touch - first - worked)[known], cases[known], WAIT, why)


def _median(log: EventLog, name: str, values: Int64, cases: Int64, definition: str, why: str) -> Measure:
    n = len(values)
    few = why if not n else f"needs {FEWEST} leads; there {'is' if n == 1 else 'are'} {n}"
    figure = Figure(
        label=f"Time to first touch: {name}, clock time",
        value=quantile((values / 1000).tolist(), 0.5) if n >= FEWEST else None,
        unit="ms",
        n=n,
        unknown="" if n >= FEWEST else few,
        definition=f"{definition}. The median, {RULE}.",
    )
    return Measure(figure=figure, cases=case_names(log, cases))


def _worked(log: EventLog, begun: Int64, row: Int64, first: Int64, touch: Int64) -> tuple[Int64, Flags]:
    """Return the work between first event and touch of each lead, and whether it is known."""
    sizes = row - begun
    measured = log.event_attributes.get(WORK_MS)
    stated = log.start
    if not len(sizes) or (stated is None and not isinstance(measured, Numbers)):
        return np.zeros(len(sizes), dtype=np.int64), np.zeros(len(sizes), dtype=np.bool_)
    lead = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.repeat(begun - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(int(sizes.sum()))
    known = np.ones(len(sizes), dtype=np.bool_)
    if isinstance(measured, Numbers):
        spent = measured.values[rows] * 1000
        known[lead[np.isnan(spent)]] = False
        total = np.bincount(lead, weights=np.nan_to_num(spent), minlength=len(sizes)).astype(np.int64)
        return np.minimum(total, touch - first), known
    assert stated is not None  # noqa: S101 - asked above
    start = begins(log)[rows]
    known[lead[stated[rows] == UNKNOWN]] = False
    return _covered(lead, np.maximum(start, first[lead]), np.minimum(log.time[rows], touch[lead]), len(sizes)), known


def _covered(lead: Int64, start: Int64, end: Int64, leads: int) -> Int64:
    """Return how much time lies within some interval of each lead."""
    frame = pl.DataFrame({"lead": lead, "start": start, "end": end})
    before = pl.col("end").cum_max().shift(1).over("lead")
    covered = (pl.col("end") - pl.max_horizontal("start", before)).clip(lower_bound=0)
    totals = frame.sort("lead", "start").select("lead", covered.alias("work"))
    work = np.zeros(leads, dtype=np.int64)
    np.add.at(work, totals["lead"].to_numpy(), totals["work"].to_numpy())
    return work
