"""How probable is a count where nothing decides? Exact, by the hypergeometric distribution, in logarithms.

In: counts. Out: logarithms of probabilities, and Wilson's interval.

Law: nothing here is an approximation but the interval, which is Wilson's (1927) at 95 %.
"""

import math

import numpy as np

from sopwright.log.event_log import Float64, Int64

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


class LogFactorials:
    """Logarithms of 0!, 1! … n!."""

    def __init__(self, most: int) -> None:
        """Reckon up to ``most``."""
        self._of: Float64 = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1, dtype=np.float64)))))

    def choose(self, among: Int64, taken: Int64) -> Float64:
        """Return the logarithms of how many ways there are to take some of several."""
        found: Float64 = self._of[among] - self._of[taken] - self._of[among - taken]
        return found

    def hits(self, cases: int, marked: Int64, drawn: Int64, hit: Int64) -> Float64:
        """Return log P(hit): of ``cases``, of which ``marked`` are marked, ``drawn`` are drawn by chance."""
        return (
            self.choose(marked, hit)
            + self.choose(cases - marked, drawn - hit)
            - self.choose(np.asarray(cases, dtype=np.int64), drawn)
        )

    def tail(self, cases: int, marked: int, drawn: int, hit: int) -> float:
        """Return the logarithm of the probability of so many hits or more: Fisher's exact test, one-sided."""
        hits = np.arange(hit, min(marked, drawn) + 1, dtype=np.int64)
        each = self.hits(cases, np.asarray(marked), np.asarray(drawn), hits)
        top = float(each.max())
        return min(0.0, top + math.log(float(np.exp(each - top).sum())))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Examples:
        >>> [round(end, 3) for end in wilson(40, 41)]
        [0.874, 0.996]
    """
    if not of:
        return (0.0, 1.0)
    share, spread = right / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return (0.0 if right == 0 else max(0.0, middle - half), 1.0 if right == of else min(1.0, middle + half))
