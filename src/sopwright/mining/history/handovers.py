"""Who, or which system, hands work to whom, how often, and how long does it lie on the way?

In: a log and a column: people, roles or systems. Out: counts and waits of each way.

Law: a hand-over is two neighbouring rows of a case that state different words; where one of them states nothing it
cannot be told, and is counted as such. Stays, hand-overs and untold ones together are all pairs of neighbouring rows.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import Coded, EventLog, Int32, Int64
from sopwright.mining.history.edges import followed
from sopwright.mining.history.grouping import in_cases, numbered
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import begins, elapsed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Handovers:
    """Ways from one to another, sorted by source and target.

    Attributes:
        labels: What the codes mean.
        source: Code of who hands over.
        target: Code of who takes over.
        count: How often.
        cases: In how many cases.
        wait: From the end of the one's work to the beginning of the other's.
        stays: How often the next row states the same.
        stays_of: The same for each label.
        untold: How often one of the two rows states nothing.
    """

    labels: tuple[str, ...]
    source: Int32
    target: Int32
    count: Int64
    cases: Int64
    wait: Statistics
    stays: int
    stays_of: Int64
    untold: int

    @property
    def total(self) -> int:
        """Number of hand-overs."""
        return int(self.count.sum())

    def matrix(self) -> Int64:
        """Return the counts with one line and one column a label; the diagonal holds the stays."""
        found = np.diag(self.stays_of)
        found[self.source, self.target] = self.count
        return found


def handovers(log: EventLog, column: Coded, hours: OpeningHours | None = None) -> Handovers:
    """Return who hands work to whom.

    Args:
        log: The log.
        column: One of its columns, such as ``log.resource``.
        hours: Working hours, where only they shall count.
    """
    row, codes, labels = followed(log), column.codes, len(column.labels)
    one, other = codes[row], codes[row + 1]
    told = (one >= 0) & (other >= 0)
    given = row[told & (one != other)]
    kept = one[told & (one == other)]
    pair, group, count = numbered(codes[given].astype(np.int64) * labels + codes[given + 1], labels * labels)
    return Handovers(
        labels=column.labels,
        source=(pair // labels).astype(np.int32),
        target=(pair % labels).astype(np.int32),
        count=count,
        cases=in_cases(log.case_of()[given], group, len(pair)),
        wait=statistics(elapsed(log.time[given], begins(log)[given + 1], hours), group, len(pair)),
        stays=len(kept),
        stays_of=np.bincount(kept, minlength=labels),
        untold=len(row) - int(told.sum()),
    )
