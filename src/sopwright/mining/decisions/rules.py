"""What does a mined rule say? A condition on what was known before, the way taken then, and how often that held.

In: nothing; these are the types. ``miner.mine_rules`` finds rules in a table, ``points.decision_points`` in a log.

Law: a rule names every case it covers and every exception; what it does not cover is counted in ``Finding.rest``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from sopwright.log.event_log import Coded, Int64, Numbers

Feature = Coded | Numbers
"""What was known before the decision, one value a case: words (-1 where not stated) or numbers (NaN where not)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A test of a column of words: the value is one of some.

    Attributes:
        feature: Name of the column.
        words: The values, ascending; at least one. Empty text stands for "not stated".
        negated: Whether the value is none of them.
    """

    feature: str
    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A test of a column of numbers: the value lies in a half-open interval; a value that is not stated does not.

    Attributes:
        feature: Name of the column.
        least: Lower end, included.
        below: Upper end, not included.
        seen_below: The largest value seen below ``least``; the true limit lies anywhere above it, up to ``least``.
        seen_last: The largest value seen in the interval; the true upper limit lies above it, up to ``below``.
    """

    feature: str
    least: float = -math.inf
    below: float = math.inf
    seen_below: float = math.nan
    seen_last: float = math.nan


Test = Words | Between


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """When all tests hold, and no earlier rule of the list applies, this way is taken.

    Attributes:
        tests: One or two, all of which hold.
        way: Code of the way, as in the table's ways.
        of: To how many cases it applies.
        right: How many of them took the way.
        least: Lower end of the 95 % Wilson interval of ``right / of``.
        most: Upper end.
        chance: Highest probability that such a rule is found where nothing decides, for all rules tried together.
        cases: Rows of the table to which it applies, ascending.
        exceptions: Those of them that took another way, ascending.
    """

    tests: tuple[Test, ...]
    way: int
    of: int
    right: int
    least: float
    most: float
    chance: float
    cases: Int64
    exceptions: Int64


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was not used, and why.

    Attributes:
        feature: Name of the column.
        reason: Why, as part of a sentence: "it is stated only in cases that went one way".
    """

    feature: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """What decides in one table, as far as a rule could be found.

    Attributes:
        rules: Read in order, the first that applies decides; empty when nothing was found to decide.
        ways: How many cases took each way, by code.
        rest: The same for the cases to which no rule applies.
        otherwise: Code of the way that most of those took; -1 when there are none.
        off: Rows to which no rule applies and that did not take ``otherwise``, ascending.
        tried: How many columns were looked at.
        left_out: What was not used.
        unknown: Why no rule was found; empty when one was.
    """

    rules: tuple[Rule, ...]
    ways: tuple[int, ...]
    rest: tuple[int, ...]
    otherwise: int
    off: Int64
    tried: int
    left_out: tuple[LeftOut, ...] = ()
    unknown: str = ""

    @property
    def of(self) -> int:
        """Number of cases."""
        return sum(self.ways)

    @property
    def right(self) -> int:
        """How many cases took the way that the rules, or else ``otherwise``, say."""
        return sum(rule.right for rule in self.rules) + (self.rest[self.otherwise] if self.otherwise >= 0 else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What cases did next after an activity.

    Attributes:
        label: The next activity; "the case ends", or "something else" for all ways too rare to be told apart.
        activity: Its code in the log; -1 for the end of the case, -2 for something else.
        count: How many times it was taken, over all visits of all cases.
    """

    label: str
    activity: int
    count: int


ENDS = -1
ELSE = -2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecisionPoint:
    """An activity after which cases go different ways.

    Attributes:
        activity: Its code in the log.
        label: Its name.
        ways: The ways, the most frequent first; ``Rule.way`` is a position here.
        times: How many times the activity was followed by a way: the rows of the finding.
        cases: In how many cases.
        first_only: Whether only the first time in each case is looked at; otherwise every time.
        rows: For each row of the finding, the row of the log at which the activity stands.
        finding: What decides.
        described: What each feature of a rule says, in words for people, by its name.
    """

    activity: int
    label: str
    ways: tuple[Way, ...]
    times: int
    cases: int
    first_only: bool
    rows: Int64
    finding: Finding
    described: Mapping[str, str] = field(default_factory=dict)
