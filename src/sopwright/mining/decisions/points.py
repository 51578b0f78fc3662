"""Where in a log do cases go different ways, and what decides?

In: an event log. Out: its decision points, the most frequent first, each with what was found to decide.

Law: only what the log states before the decision, or in the row of the activity itself, is looked at; cases are
independent of each other, and where a case comes to the point more than once, its first time counts.
"""

from sopwright.log.event_log import EventLog
from sopwright.mining.decisions.rules import DecisionPoint


def decision_points(log: EventLog) -> tuple[DecisionPoint, ...]:
    """Return the points at which cases go different ways; start and complete rows should have been paired before."""
    raise NotImplementedError(log)
