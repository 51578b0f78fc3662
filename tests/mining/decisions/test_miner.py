from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mining.decisions.tables import disturbed, noise, numbers, words

from sopwright.log.event_log import Coded, Numbers
from sopwright.mining.decisions.exact import LogFactorials, wilson
from sopwright.mining.decisions.miner import counted_in, mine_rules
from sopwright.mining.decisions.rules import Between, Feature, Finding, LeftOut, Test, Words


def told(finding: Finding, ways: Coded) -> list[tuple[tuple[Test, ...], str, str]]:
    """Return each rule with its way and count in words."""
    return [(rule.tests, ways.labels[rule.way], f"{rule.right} of {rule.of}") for rule in finding.rules]


def test_one_value_sends_cases_another_way_and_the_exception_is_named() -> None:
    country = words(["Australia"] * 10 + [f"Land {at % 20}" for at in range(40)])
    ways = words(["leave"] * 9 + ["tick"] * 41)
    finding = mine_rules({"country": country, "other": words(["x", "y"] * 25)}, ways)
    assert told(finding, ways) == [((Words(feature="country", words=("Australia",)),), "leave", "9 of 10")]
    assert list(finding.rules[0].exceptions) == [9]
    assert (finding.rest, finding.otherwise, finding.off.tolist()) == ((0, 40), 1, [])
    assert (finding.right, finding.of) == (49, 50)


def test_a_rule_for_the_usual_way_is_told_where_it_leaves_less_to_guess() -> None:
    small, large = [10.0 + at for at in range(136)], [51.0 + 200 + at for at in range(132)]
    others = ["unreachable", "no need", "no authority", "no budget", "no time", "no plan", "too small", "no lead"]
    ways = words(["too small"] * 70 + ["no need"] + ["too small"] * 65 + (others * 17)[:132])
    finding = mine_rules({"employees": numbers([*small, *large])}, ways)
    assert [(way, count) for _, way, count in told(finding, ways)] == [("too small", "135 of 136")]


def test_a_threshold_is_told_with_the_values_between_which_it_lies() -> None:
    amount = numbers([float(at) for at in range(0, 6000, 100)])
    ways = words(["call" if value >= 5000 else "mail" for value in amount.values])
    finding = mine_rules({"amount": amount}, ways)
    test = Between(feature="amount", least=5000.0, seen_below=4900.0, seen_last=5900.0)
    assert told(finding, ways) == [((test,), "call", "10 of 10")]
    assert finding.rest == (0, 50)


def test_a_range_is_told_as_a_range() -> None:
    score = numbers([float(at) for at in range(100)])
    ways = words(["nurture" if 30 <= value < 60 else "pass" for value in score.values])
    finding = mine_rules({"score": score}, ways)
    (rule,) = finding.rules
    (test,) = rule.tests
    assert isinstance(test, Between)
    assert (test.least, test.below, rule.right, rule.of) == (30, 60, 30, 30)


def test_three_ways_by_one_number_are_told_apart() -> None:
    score = numbers([float(at) for at in range(120)])
    ways = words(["reject" if value < 30 else "call" if value >= 80 else "mail" for value in score.values])
    finding = mine_rules({"score": score}, ways)
    assert {way: count for _, way, count in told(finding, ways)} == {"reject": "30 of 30", "call": "40 of 40"}
    assert finding.rest == (0, 50, 0)


def test_the_most_common_way_is_what_is_expected_otherwise() -> None:
    segment = words(["small"] * 30 + ["large"] * 30 + ["other", "public"] * 30)
    ways = words(["a"] * 30 + ["b"] * 30 + ["c"] * 60)
    finding = mine_rules({"segment": segment}, ways)
    assert told(finding, ways) == [
        ((Words(feature="segment", words=("small",)),), "a", "30 of 30"),
        ((Words(feature="segment", words=("large",)),), "b", "30 of 30"),
    ]


def test_most_values_are_told_by_those_that_are_left_out() -> None:
    country = words([f"c{at % 10}" for at in range(200)])
    ways = words(["a" if at % 10 in (0, 1, 2) else "b" for at in range(200)])
    finding = mine_rules({"country": country}, ways)
    assert [rule.tests for rule in finding.rules] == [(Words(feature="country", words=("c0", "c1", "c2")),)]
    more = words(["a" if at % 10 in (0, 1, 2) or at < 20 else "b" for at in range(200)])
    assert mine_rules({"country": country}, more).rules[0].tests == finding.rules[0].tests


def test_what_is_not_stated_can_decide() -> None:
    email = words([None if at % 4 == 0 else "x" for at in range(80)])
    ways = words(["ask" if at % 4 == 0 else "send" for at in range(80)])
    finding = mine_rules({"email": email}, ways)
    assert told(finding, ways) == [((Words(feature="email", words=("",)),), "ask", "20 of 20")]


def test_a_second_condition_is_found_where_it_is_needed() -> None:
    random = np.random.default_rng(7)
    amount, segment = random.integers(0, 100, 300), random.choice(["small", "large"], 300)
    ways = words(
        ["call" if value >= 40 and name == "large" else "mail" for value, name in zip(amount, segment, strict=True)]
    )
    features = {**noise(random, 300), "amount": numbers(amount), "segment": words(list(segment))}
    finding = mine_rules(features, ways)
    (rule,) = finding.rules
    assert {test.feature for test in rule.tests} == {"amount", "segment"}
    assert rule.right == rule.of == finding.ways[0]
    assert finding.off.tolist() == []


def test_a_second_condition_is_not_told_where_one_is_enough() -> None:
    for seed in range(20):
        random = np.random.default_rng(seed)
        features = noise(random, 200)
        plan = random.choice(["gold", "basic", "none"], 200)
        ways = words(disturbed(random, ["call" if value == "gold" else "mail" for value in plan], 0.05))
        finding = mine_rules({**features, "plan": words(list(plan))}, ways)
        assert [rule.tests for rule in finding.rules] == [(Words(feature="plan", words=("gold",)),)], seed


@pytest.mark.parametrize("share", [0.5, 0.2, 0.12], ids=["balanced", "one in five", "one in eight"])
def test_a_rule_with_one_case_in_twenty_against_it_is_found_in_a_hundred_and_fifty_cases(share: float) -> None:
    for seed in range(20):
        random = np.random.default_rng(seed)
        features = noise(random, 150)
        score = random.permutation(np.arange(150.0))
        ways = words(disturbed(random, ["a" if value < share * 150 else "b" for value in score], 0.05))
        finding = mine_rules({**features, "score": numbers(score)}, ways)
        (rule,) = finding.rules
        assert [test.feature for test in rule.tests] == ["score"], seed
        (test,) = rule.tests
        assert isinstance(test, Between)
        assert min(test.below, max(test.least, 0) or 150) == pytest.approx(share * 150, abs=12)


def test_nothing_is_found_in_pure_noise() -> None:
    found = 0
    for seed in range(200):
        random = np.random.default_rng(1000 + seed)
        rows = (40, 100, 300)[seed % 3]
        shares = ([0.5, 0.5], [0.9, 0.1], [0.6, 0.3, 0.1])[seed // 3 % 3]
        ways = words(list(random.choice(["a", "b", "c"][: len(shares)], rows, p=shares)))
        found += bool(mine_rules(noise(random, rows), ways).rules)
    assert found == 0


def test_six_runs_are_too_few_for_any_rule() -> None:
    finding = mine_rules({"country": words(["x"] * 3 + ["y"] * 3)}, words(["a"] * 3 + ["b"] * 3))
    assert finding.rules == ()
    assert finding.unknown == "no condition on what was known before tells the ways apart better than chance would"


def test_a_tendency_is_no_rule() -> None:
    random = np.random.default_rng(3)
    side = random.choice(["x", "y"], 5000)
    ways = words(["a" if random.random() < (0.65 if value == "x" else 0.35) else "b" for value in side])
    assert mine_rules({"side": words(list(side))}, ways).rules == ()


def test_what_is_left_out_is_not_used_and_is_told() -> None:
    left_out = (LeftOut(feature="status", reason="it is written afterwards"),)
    ways = words(["a", "b"] * 50)
    finding = mine_rules({"status": words(["x", "y"] * 50)}, ways, left_out=left_out)
    assert (finding.rules, finding.left_out, finding.tried) == ((), left_out, 0)
    assert finding.unknown == "nothing is known of the cases before this point"


def test_a_rule_of_a_part_is_counted_in_the_whole_and_dropped_where_it_does_not_hold() -> None:
    side, ways = words(["x"] * 30 + ["y"] * 30), words(["a"] * 30 + ["b"] * 30)
    found = mine_rules({"side": side}, ways)
    whole = words(["x", "y"] * 100)
    again = counted_in(found, {"side": whole}, words(["a", "b"] * 95 + ["b", "a"] * 5))
    assert [(rule.right, rule.of, len(rule.exceptions)) for rule in again.rules] == [(95, 100, 5)]
    assert (again.rest, again.off.tolist()) == ((95, 5), [190, 192, 194, 196, 198])
    lost = counted_in(found, {"side": whole}, words(["a", "a", "b", "b"] * 50))
    assert (lost.rules, lost.of, lost.unknown != "") == ((), 200, True)


def test_one_way_is_no_decision() -> None:
    assert mine_rules({"x": words(["a", "b"])}, words(["go", "go"])).unknown == "all cases go the same way"


def test_many_rows_of_one_case_weigh_as_one() -> None:
    ways = words(["a"] * 12 + ["b"] * 12)
    side = {"side": words(["x"] * 12 + ["y"] * 12)}
    assert mine_rules(side, ways).rules
    assert not mine_rules(side, ways, weight=0.25).rules


@given(
    values=st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc")), min_size=1, max_size=60),
    seed=st.integers(0, 5),
)
@settings(max_examples=60)
def test_each_row_is_counted_once_whatever_the_table(values: list[tuple[int, str]], seed: int) -> None:
    number = [float("nan") if value == 4 else float(value) for value, _ in values]
    features: dict[str, Feature] = {
        "number": Numbers(values=np.array(number)),
        "word": words([None if value == 0 else str(value % 3) for value, _ in values]),
        **noise(np.random.default_rng(seed), len(values), 2),
    }
    ways = words([way for _, way in values])
    finding = mine_rules(features, ways)
    covered = [row for rule in finding.rules for row in rule.cases.tolist()]
    assert len(covered) == len(set(covered))
    assert sum(finding.rest) + len(covered) == finding.of == len(values)
    for rule in finding.rules:
        rows = [ways.word(row) for row in rule.cases]
        assert (len(rows), rows.count(ways.labels[rule.way])) == (rule.of, rule.right)
        assert [ways.word(row) == ways.labels[rule.way] for row in rule.exceptions] == [False] * (rule.of - rule.right)
        assert rule.least <= rule.right / rule.of <= rule.most
    assert finding.right == finding.of - len(finding.off) - sum(len(rule.exceptions) for rule in finding.rules)
    assert repr(told(finding, ways)) == repr(told(mine_rules(features, ways), ways))


@given(st.integers(1, 30), st.data())
@settings(max_examples=60)
def test_the_tail_is_fishers_exact_one(cases: int, data: st.DataObject) -> None:
    marked, drawn = data.draw(st.integers(0, cases)), data.draw(st.integers(0, cases))
    hit = data.draw(st.integers(max(0, marked + drawn - cases), min(marked, drawn)))
    found = np.exp(LogFactorials(cases).tail(cases, marked, drawn, hit))
    assert found == pytest.approx(_tail_by_pascal(cases, marked, drawn, hit), rel=1e-9)


def _tail_by_pascal(cases: int, marked: int, drawn: int, hit: int) -> float:
    """The oracle: counts the draws in whole numbers, by Pascal's triangle."""
    rows = [[1]]
    for _ in range(cases):
        rows.append([1, *(one + other for one, other in pairwise(rows[-1])), 1])

    def choose(among: int, taken: int) -> int:
        return rows[among][taken] if 0 <= taken <= among else 0

    ways = sum(choose(marked, got) * choose(cases - marked, drawn - got) for got in range(hit, drawn + 1))
    return ways / choose(cases, drawn)


def test_wilsons_interval_is_as_in_the_tables() -> None:
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(0, 0) == (0, 1)
