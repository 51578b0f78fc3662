"""Is each piece of work judged by what the log shows, and silent about what it does not?"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of, us

from sopwright.log.event_log import EventLog
from sopwright.mining.decisions.points import decision_points
from sopwright.mining.judging import WEIGHTS, Class, Factor, Gate
from sopwright.mining.measures.stakes import Stake, Stakes, stakes_of
from sopwright.mining.measures.weekly import hours, whole_weeks

DAY = 24 * 60
WEEK = 7 * DAY


def cases(n: int, make: Callable[[str, int], list[Event]]) -> EventLog:
    """Return a log of so many cases, one a day."""
    return log_of([event for number in range(n) for event in make(f"L{number:03}", number)])


def stake(found: Stakes, title: str) -> Stake:
    return next(one for one in found.stakes if one.title == title)


def usual(case: str, number: int) -> list[Event]:
    begin = number * DAY + 600
    return [
        (case, begin, "created", "Web form"),
        (case, begin + 30, "Call", "Ada", {"start": begin + 20}),
        (case, begin + 90, "E-mail sent", "Ada", {"start": begin + 85}),
        (case, begin + 90.5, "Task closed", "Ada", {"start": begin + 90.2}),
        (case, begin + 300, "Rejected" if number % 3 else "Won", "Bo", {"start": begin + 280}),
    ]


def test_pieces_of_work_are_those_of_people_seen_often_enough() -> None:
    found = stakes_of(cases(40, usual))
    assert {one.title for one in found.stakes} == {
        "Call",
        "E-mail sent",
        "Task closed",
        "Rejected",
        "Call → E-mail sent → Task closed",
    }
    assert found.notes == (
        "By their names, these are no persons: Web form.",
        "Nothing is claimed of 1 steps that were seen in fewer than 20 cases.",
    )
    assert stakes_of(cases(19, usual)).stakes == ()


@pytest.mark.parametrize(
    ("title", "by_nature", "verdict", "gates"),
    [
        pytest.param("Call", Class.HUMAN, Class.HUMAN, [], id="what is done in it is not known"),
        pytest.param("E-mail sent", Class.DRAFT, Class.DRAFT, [Gate.EFFECT], id="text is written"),
        pytest.param("Task closed", Class.SUGGEST, Class.SUGGEST, [Gate.DECISION], id="a decision without a rule"),
        pytest.param("Rejected", Class.HUMAN, Class.HUMAN, [Gate.EFFECT], id="an effect"),
    ],
)
def test_each_class_has_a_reason_in_the_log(title: str, by_nature: Class, verdict: Class, gates: list[Gate]) -> None:
    def apart(case: str, number: int) -> list[Event]:
        rows = usual(case, number)
        return [*rows[:3], (case, number * DAY + 740, "Task closed", "Ada", {"start": number * DAY + 730}), rows[4]]

    judgement = stake(stakes_of(cases(40, apart)), title).judgement
    assert (judgement.by_nature, judgement.verdict) == (by_nature, verdict)
    assert [stop.gate for stop in judgement.stops] == gates


def test_what_always_follows_at_once_and_decides_nothing_can_be_automated() -> None:
    found = stakes_of(cases(40, lambda case, number: usual(case, number)[:4]))
    judgement = stake(found, "Task closed").judgement
    assert (judgement.verdict, judgement.why) == (
        Class.RULE,
        "it follows within a minute upon “E-mail sent” by the same person, 40 of 40 times",
    )


def test_one_of_several_things_that_follow_at_once_is_a_choice_and_no_bookkeeping() -> None:
    def coded(case: str, number: int) -> list[Event]:
        code = "Code: small" if number % 2 else "Code: budget"
        return [(case, number * DAY, "Status: closed", "Ada"), (case, number * DAY + 0.2, code, "Ada")]

    found = stakes_of(cases(60, coded))
    assert stake(found, "Code: small").judgement.verdict is Class.HUMAN


def test_a_step_done_twice_within_a_minute_is_removed_and_one_done_again_tomorrow_is_not() -> None:
    def twice(case: str, number: int) -> list[Event]:
        at = number * DAY
        return [
            (case, at, "Call", "Ada"),
            (case, at + DAY / 2, "Call", "Ada"),
            (case, at + DAY / 2 + 60, "Save", "Ada"),
            (case, at + DAY / 2 + 60.5, "Save", "Ada"),
        ]

    found = stakes_of(cases(40, twice))
    assert stake(found, "Save, done twice").judgement.verdict is Class.REMOVE
    assert "Call, done twice" not in {one.title for one in found.stakes}


def test_leads_passed_on_by_people_are_work_that_routing_removes() -> None:
    def passed(case: str, number: int) -> list[Event]:
        at = number * DAY
        return [
            (case, at, "created", "Web form"),
            (case, at + 1, "Owner changed", "Web form"),
            (case, at + 60, "Owner changed", "Ada"),
            (case, at + 90, "Call", "Bo"),
        ]

    found = stakes_of(cases(40, passed))
    assert stake(found, "Owner changed, passed on").judgement.verdict is Class.REMOVE
    assert [(use.title, use.times, use.of) for use in found.uses] == [("Suggest the owner", 40, 40)]


def test_a_mined_rule_is_a_factor_and_lets_the_class_go_further() -> None:
    def ruled(case: str, number: int) -> list[Event]:
        at, small = number * DAY, number % 3 == 0
        more = {"case:employees": 10.0 + number % 7 if small else 100.0 + number}
        then = "Park" if small else "Call"
        return [
            (case, at, "Check", "Ada", more),
            (case, at + 200, then, "Ada", more),
            (case, at + 300, "Close", "Bo", more),
        ]

    log = cases(90, ruled)
    without, with_rule = (stake(stakes_of(log, points), "Check").judgement for points in ((), decision_points(log)))
    assert (without.verdict, with_rule.verdict) == (Class.SUGGEST, Class.RULE)
    assert with_rule.reachable - without.reachable == WEIGHTS[Factor.RULE]
    assert with_rule.score == without.score + WEIGHTS[Factor.RULE]


def test_what_a_log_cannot_say_adds_nothing_and_lowers_the_reachable_maximum() -> None:
    with_starts = stake(stakes_of(cases(40, usual)), "Call").judgement
    without = stake(
        stakes_of(cases(40, lambda case, number: [(*one[:4],) for one in usual(case, number)])), "Call"
    ).judgement
    inputs, time = WEIGHTS[Factor.INPUTS], WEIGHTS[Factor.TIME]
    assert (with_starts.reachable, without.reachable) == (100 - inputs, 100 - inputs - time)
    assert with_starts.score == with_starts.reachable


def test_hours_are_work_and_never_a_wait() -> None:
    found = stake(stakes_of(cases(60, usual)), "Call")
    assert (found.work.value, found.work.n) == (10 * 60_000, 60)
    assert found.hours.usual == pytest.approx(7 * 10 / 60)
    assert found.hours.arithmetic == (
        "10 min × 7 a week = 1.17 hours (medians of 60 cases and 7 weeks); from 10 min × 7 a week = 1.17 hours (lower "
        "quartiles) to 10 min × 7 a week = 1.17 hours (upper quartiles)"
    )
    no_start = stake(stakes_of(cases(60, lambda case, number: [(*one[:4],) for one in usual(case, number)])), "Call")
    assert (no_start.hours.usual, no_start.work.value) == (None, None)
    assert no_start.hours.arithmetic == "the log does not state when work on it began, and a wait is no work"


@pytest.mark.parametrize(
    ("work", "weeks", "reason"),
    [
        pytest.param([1.0] * 19, 10, "cases whose work time is known: 19, and 20 are needed", id="too few cases"),
        pytest.param([1.0] * 20, 3, "whole weeks that the log covers: 3, and 4 are needed", id="too short a log"),
    ],
)
def test_hours_of_too_little_are_unknown(work: list[float], weeks: int, reason: str) -> None:
    found = hours(np.array([us(0)]), work, (10, 10 + weeks))
    assert (found.usual, found.arithmetic) == (None, reason)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(-3, 3))
def test_whole_weeks_begin_and_end_within_the_log(begin: int, length: int, shift: int) -> None:
    first, last = us(begin * DAY + shift * 60), us((begin + length) * DAY + shift * 60)
    start, end = whole_weeks(np.array([first, last]))
    mondays = [us(number * WEEK) for number in range(-2, 9)]
    expected = sum(first <= one and other <= last for one, other in pairwise(mondays))
    assert end - start == expected


def test_a_lead_taken_up_only_to_be_rejected_is_one_to_score_first() -> None:
    def rejected(case: str, number: int) -> list[Event]:
        at = number * DAY
        rows: list[Event] = [(case, at, "created", "Web form"), (case, at + 5, "Status: Working", "Ada")]
        return [*rows, (case, at + 9, "Call", "Ada"), (case, at + 20, "Status: Rejected", "Ada")] if number % 2 else [
            *rows, (case, at + 20, "Status: Rejected", "Ada")
        ]  # fmt: skip

    found = stakes_of(cases(60, rejected))
    assert [(use.title, use.times) for use in found.uses] == [("Score before a person opens the lead", 30)]


def test_a_log_that_names_nobody_says_so() -> None:
    found = stakes_of(cases(40, lambda case, number: [(case, number, "Call", None), (case, number + 1, "Close", None)]))
    assert found.notes == ("The log does not say who did what: all of it is taken for people's work.",)


def test_that_one_person_goes_on_in_one_way_is_no_criterion() -> None:
    def by_person(case: str, number: int) -> list[Event]:
        at, who = number * DAY, "Ada" if number % 3 else "Bo"
        return [
            (case, at, "Check", who),
            (case, at + 200, "Park" if who == "Bo" else "Call", who),
            (case, at + 300, "Close", who),
        ]

    log = cases(90, by_person)
    points = decision_points(log)
    assert any(point.finding.rules for point in points)
    judgement = stake(stakes_of(log, points), "Check").judgement
    assert [stop.gate for stop in judgement.stops] == [Gate.DECISION]
    assert "no rule on what is known of the case was mined" in judgement.stops[0].because
