"""Does every measure answer for any log, however odd, and the same each time?"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of

from sopwright.evidence import Figure
from sopwright.log.event_log import EventLog
from sopwright.mining.measures.first_touch import first_touch
from sopwright.mining.measures.measure import Measure
from sopwright.mining.measures.reps import rep_variance
from sopwright.mining.measures.routing import routing_accuracy
from sopwright.mining.measures.slow import slow_waits
from sopwright.mining.measures.stakes import stakes_of

Asked = Callable[[EventLog], object]
QUESTIONS: list[Asked] = [first_touch, routing_accuracy, rep_variance, stakes_of, slow_waits]

who = st.sampled_from(["Ada", "Bo", "Integration User", None])
events = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(-10, 2000),
        st.sampled_from(["created", "Owner changed", "Call", "Call", "Status: Qualified", "E-mail sent", "1234567"]),
        who,
        st.fixed_dictionaries(
            {
                "start": st.none() | st.integers(-20, 2000),
                "owner": who,
                "old owner": who,
                "case:created": st.none() | st.integers(-100, 100),
                "case:region": st.sampled_from(["N", "S", None]),
                "lifecycle": st.sampled_from(["start", "complete", None]),
            }
        ),
    ),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("question", QUESTIONS)
@given(rows=events)
def test_any_log_is_answered_and_answered_the_same_again(question: Asked, rows: list[Event]) -> None:
    log = log_of(rows)
    assert question(log) == question(log)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_log_from_which_everything_was_filtered_is_answered(question: Asked) -> None:
    log = log_of([("a", 0, "created", "Web form"), ("a", 5, "Call", "Ada", {"owner": "Ada", "start": 3})])
    question(log.with_cases(np.zeros(1, dtype=np.bool_)))


@given(rows=events)
def test_a_value_lies_in_its_interval_and_n_is_never_more_than_there_is(rows: list[Event]) -> None:
    log = log_of(rows)
    touch, routing, reps = first_touch(log), routing_accuracy(log), rep_variance(log)
    groups = [one for _, some in routing.groups for one in some]
    measures: list[Measure] = [*touch.measures, *touch.by_month, *touch.by_person, *routing.measures, *groups]
    for one in (*measures, *reps.measures, *reps.people):
        figure: Figure = one.figure
        assert figure.n <= log.cases
        if one.interval is not None and figure.value is not None:
            assert one.interval.low <= figure.value + 1e-9
            assert one.interval.high is None or figure.value <= one.interval.high + 1e-9
