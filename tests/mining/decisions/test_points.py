from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.mining.decisions.logs import Event, log_of

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.xes import read_xes
from sopwright.mining.decisions.points import decision_points
from sopwright.mining.decisions.rules import Between, DecisionPoint, Words
from sopwright.mining.decisions.wording import said_all
from sopwright.mining.history.instances import instances


def planted(seed: int, noise: float = 0.05, cases: int = 200) -> EventLog:
    """Return leads that are called when their amount, stated by Score, is 5,000 or more, and mailed otherwise."""
    random = np.random.default_rng(seed)
    found: list[list[Event]] = []
    for _ in range(cases):
        amount = float(random.integers(0, 10_000))
        called = (amount >= 5000) != (random.random() < noise)
        of_case = {"case:segment": str(random.choice(["small", "large"])), "case:status": "won" if called else "lost"}
        found.append(
            [
                ("Receive", {**of_case, "resource": str(random.choice(["ann", "bob"]))}),
                ("Score", {"amount": amount}),
                ("Call" if called else "Mail", {"outcome": "called" if called else "mailed"}),
                ("Close", {}),
            ]
        )
    return log_of(found)


def point(log: EventLog, label: str) -> DecisionPoint:
    return next(one for one in decision_points(log) if one.label == label)


def test_an_amount_that_decides_is_found_and_its_exceptions_are_rows_of_the_log() -> None:
    log = planted(1)
    (found,) = decision_points(log)
    (rule,) = found.finding.rules
    (test,) = rule.tests
    assert (found.label, test.feature, found.first_only, found.times) == ("Score", "last amount", True, 200)
    assert isinstance(test, Between)
    assert min(abs(end - 5000) for end in (test.least, test.below)) < 400
    amounts = log.event_attributes["amount"].values  # type: ignore[union-attr]
    for at in rule.exceptions:
        row = int(found.rows[at])
        called = log.activity.word(row + 1) == "Call"
        assert called is not bool(amounts[row] >= 5000)


def test_what_became_of_the_case_is_left_out_and_said() -> None:
    (found,) = decision_points(planted(1, noise=0))
    assert {one.feature: one.reason for one in found.finding.left_out} == {
        "status": "“status” in its name may mean what became of the case"
    }


def test_what_a_later_row_states_is_never_used() -> None:
    random = np.random.default_rng(5)
    ways = ["Call" if one else "Mail" for one in random.random(200) < 0.5]
    log = log_of([[("Score", {}), (way, {"how": way.lower()}), ("Close", {"how": way.lower()})] for way in ways])
    found = point(log, "Score")
    assert found.finding.rules == ()


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        pytest.param("IsConverted", ["true", "false"], "“converted” in its name", id="a flag of the outcome"),
        pytest.param("lead", ["{number}", "{number}"], "another value in most cases", id="an id"),
        pytest.param("channel", ["CALL", "mail"], "names of what comes next", id="the way's own name"),
        pytest.param("tier", ["x", "y"], "the same thing in every case", id="equal to the way"),
        pytest.param("phone script", ["A", None], "whether it is stated goes with the way", id="stated one way only"),
        pytest.param("events in all", ["", ""], "it measures the whole case", id="the length"),
    ],
)
def test_a_column_that_may_be_written_afterwards_is_left_out(name: str, values: list[str | None], reason: str) -> None:
    random = np.random.default_rng(5)
    cases: list[list[Event]] = []
    for number, call in enumerate(random.random(120) < 0.5):
        waits = 0 if call else 1 + int(random.integers(0, 2))
        value = values[0] if call else values[1]
        stated = float(3 + waits) if name == "events in all" else value and value.format(number=number)
        tail: list[Event] = [("Wait", {})] * waits
        cases.append([("Score", {f"case:{name}": stated}), ("Call" if call else "Mail", {}), *tail, ("Close", {})])
    found = point(log_of(cases), "Score")
    assert found.finding.rules == ()
    assert [one.feature for one in found.finding.left_out] == [name]
    assert reason in found.finding.left_out[0].reason


def test_how_often_something_was_done_before_can_decide() -> None:
    random = np.random.default_rng(2)
    cases: list[list[Event]] = []
    for _ in range(80):
        tries = 3 if random.random() < 0.7 else int(random.integers(1, 3))
        end = "Give up" if tries == 3 else "Talk"
        cases.append([*([("Call", {})] * tries), (end, {})])
    found = point(log_of(cases), "Call")
    assert not found.first_only
    (rule,) = [rule for rule in found.finding.rules if found.ways[rule.way].label == "Give up"] or found.finding.rules
    assert said_all(rule.tests) == "times Call was done before is at least 2"
    assert (found.times, found.cases) == (len(found.rows), 80)


def test_that_something_done_once_is_not_done_again_is_no_decision() -> None:
    random = np.random.default_rng(3)
    cases: list[list[Event]] = []
    for _ in range(300):
        checks: list[Event] = [(str(name), {}) for name in random.permutation(["a", "b", "c", "d"])]
        cases.append([("Start", {}), *checks, ("End", {})])
    assert [found.finding.rules for found in decision_points(log_of(cases, timedelta()))] == [()] * 5


def test_few_cases_make_no_point() -> None:
    assert decision_points(planted(1, cases=19)) == ()


def test_nothing_is_found_in_pure_noise() -> None:
    told = 0
    for seed in range(25):
        random = np.random.default_rng(seed)
        cases: list[list[Event]] = []
        for _ in range(120):
            of_case = {f"case:word {at}": f"v{random.integers(0, 5)}" for at in range(6)}
            path = [str(random.choice(["a", "b", "c", "d"])) for _ in range(random.integers(2, 8))]
            cases.append(
                [
                    (name, {**of_case, "resource": f"p{random.integers(0, 6)}", "score": float(random.normal())})
                    for name in path
                ]
            )
        told += sum(bool(found.finding.rules) for found in decision_points(log_of(cases)))
    assert told == 0


def test_in_many_cases_a_rule_is_looked_for_in_some_and_counted_in_all() -> None:
    (found,) = decision_points(planted(1, cases=6_000))
    (rule,) = found.finding.rules
    assert (found.finding.of, sum(found.finding.rest) + rule.of) == (6_000, 6_000)
    assert found.finding.right == pytest.approx(0.95 * 6_000, rel=0.01)


def test_a_hundred_thousand_activities_and_cases_of_one_event_are_no_trouble() -> None:
    assert decision_points(log_of([[(f"a{at}", {})] for at in range(3000)])) == ()


def test_the_same_log_gives_the_same_points() -> None:
    one, other = (decision_points(planted(4))[0].finding for _ in range(2))
    assert [rule.tests for rule in one.rules] == [rule.tests for rule in other.rules]


@pytest.mark.realdata
def test_at_the_bank_those_who_are_not_the_machine_follow_up_leads(realdata: Path) -> None:
    log = instances(encoded([read_xes(realdata / "logs/bpic2012.xes.gz", "bpic2012.xes.gz")]))
    found = point(log, "A_PREACCEPTED")
    (rule,) = found.finding.rules
    assert rule.tests == (Words(feature="resource", words=("112",), negated=True),)
    assert (found.ways[rule.way].label, rule.right, rule.of) == ("W_Afhandelen leads", 2515, 2515)
    assert point(log, "A_PARTLYSUBMITTED").finding.rules == ()


@pytest.mark.realdata
def test_nothing_that_was_measured_decides_in_the_hospital(realdata: Path) -> None:
    log = encoded([read_xes(realdata / "logs/sepsis.xes.gz", "sepsis.xes.gz")])
    points = decision_points(log)
    assert (len(points), points[0].label, points[0].cases) == (13, "ER Registration", 1050)
    facts = [rule for one in points for rule in one.finding.rules if "last" in rule.tests[0].feature]
    assert facts == []
