"""Every question has an answer for a log of which a filter left nothing, and for one of a single event."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.mining.history.made_logs import Row, log_of

from sopwright.log.event_log import Coded, EventLog
from sopwright.mining.history.bottlenecks import Where, bottlenecks
from sopwright.mining.history.drift import changes
from sopwright.mining.history.edges import edges, ends, starts
from sopwright.mining.history.handovers import handovers
from sopwright.mining.history.instances import instances
from sopwright.mining.history.overlap import at_once, in_progress, overlaps
from sopwright.mining.history.people import people
from sopwright.mining.history.rework import loops, rework
from sopwright.mining.history.stagnation import stagnation
from sopwright.mining.history.times import durations, edge_times, work_times
from sopwright.mining.history.trends import trend
from sopwright.mining.history.variants import variants


def person(log: EventLog) -> Coded:
    assert log.resource is not None
    return log.resource


QUESTIONS: dict[str, Callable[[EventLog], object]] = {
    "edges": edges,
    "starts": starts,
    "ends": ends,
    "variants": variants,
    "edge_times": edge_times,
    "work_times": work_times,
    "durations": durations,
    "instances": instances,
    "rework": rework,
    "loops": loops,
    "handovers": lambda log: handovers(log, person(log)),
    "between": lambda log: bottlenecks(log, Where.BETWEEN),
    "before": lambda log: bottlenecks(log, Where.BEFORE),
    "work": lambda log: bottlenecks(log, Where.WORK),
    "stagnation": stagnation,
    "people": lambda log: people(log, person(log), variants(log)),
    "in_progress": in_progress,
    "at_once": lambda log: at_once(log, person(log)),
    "overlaps": overlaps,
    "trend": trend,
    "changes": changes,
}
ONE = log_of([Row(case="1", activity="a", at=0, start=-5, person="Ann", part="start")])


@pytest.mark.parametrize(
    "log", [pytest.param(ONE, id="one"), pytest.param(ONE.with_cases(np.array([False])), id="none")]
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_little_or_nothing_has_an_answer(question: str, log: EventLog) -> None:
    QUESTIONS[question](log)
