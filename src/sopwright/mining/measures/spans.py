"""Of what does the time to first touch consist?

In: for each lead its creation, the first event of a person, and the touch. Out: the wait in the queue, and work and
waiting between that first event and the touch.

Law: for each lead the parts add up to its time to first touch; their medians need not. Work is the time that lies
within some event, counted once where events overlap, and is known only where each event there states its start.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from sopwright.evidence import Figure
from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int64
from sopwright.mining.history.times import begins
from sopwright.mining.measures.measure import FEWEST, Measure, case_names
from sopwright.mining.quantiles import RULE, quantile

QUEUE = "From the creation of a lead to the first event of a person, its creation aside; leads that were touched"
WORK = "Time within events between the first event of a person and the touch; leads whose events there state a start"
WAIT = "What is left between the first event of a person and the touch when work is taken away"
NO_START = "the log states no start of the events between the first event of a person and the touch"


def parts(log: EventLog, created: Int64, begun: Int64, row: Int64) -> Iterator[Measure]:
    """Yield the medians of the parts, of leads that were touched.

    Args:
        log: The log.
        created: For each lead when it was created.
        begun: Row of the first event of a person.
        row: Row of the first touch; -1 for leads that are left out.
    """
    cases = np.flatnonzero(row >= 0)
    start = begins(log)
    touch = start[row[cases]]
    first = np.minimum(start[begun[cases]], touch)
    yield _median(log, "wait in the queue", first - created[cases], cases, QUEUE, "no lead was touched")
    worked, known = _worked(log, begun[cases], row[cases], first, touch)
    why = NO_START if len(cases) else "no lead was touched"
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
    if log.start is None or not len(sizes):
        return np.zeros(len(sizes), dtype=np.int64), np.asarray(sizes == 0)
    lead = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.repeat(begun - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(int(sizes.sum()))
    known = np.ones(len(sizes), dtype=np.bool_)
    known[lead[log.start[rows] == UNKNOWN]] = False
    frame = pl.DataFrame(
        {
            "lead": lead,
            "start": np.maximum(log.start[rows], first[lead]),
            "end": np.minimum(log.time[rows], touch[lead]),
        }
    )
    before = pl.col("end").cum_max().shift(1).over("lead")
    covered = (pl.col("end") - pl.max_horizontal("start", before)).clip(lower_bound=0)
    totals = frame.sort("lead", "start").select("lead", covered.alias("work"))
    work = np.zeros(len(sizes), dtype=np.int64)
    np.add.at(work, totals["lead"].to_numpy(), totals["work"].to_numpy())
    return work, known
