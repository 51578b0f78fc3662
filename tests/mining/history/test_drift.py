import random
from fractions import Fraction
from itertools import combinations

import pytest
from tests.mining.history.made_logs import MINUTE, Row, log_of, moment

from sopwright.log.event_log import EventLog
from sopwright.mining.history.drift import CHANCE, COUNTED, chance_of, changes

DAY = 24 * 60


def made(seed: int, cases: int = 300, slower_from: int | None = None, other_way_from: int | None = None) -> EventLog:
    """Return a log with one case begun every six hours; from some case on it takes longer, or goes another way."""
    chance = random.Random(seed)  # noqa: S311 - a test's chance is no secret
    found = []
    for n in range(cases):
        begun, wait = n * 6 * 60 + chance.randrange(300), chance.expovariate(1 / DAY)
        if slower_from is not None and n >= slower_from:
            wait *= 3
        share = 0.75 if other_way_from is not None and n >= other_way_from else 0.35
        second = "mail" if chance.random() < share else "call"
        steps = [("ask", 0.0), (second, wait / 2), ("close", wait)]
        found += [Row(case=f"{n:05}", activity=what, at=begun + round(after)) for what, after in steps]
    return log_of(found)


def test_a_planted_change_of_the_duration_is_found_at_its_date() -> None:
    log = made(1, slower_from=150)
    (change,) = [one for one in changes(log) if one.what == "duration"]
    assert abs(change.at - moment(150 * 6 * 60)) < 5 * DAY * MINUTE
    assert change.after > 2 * change.before
    assert change.chance < CHANCE
    assert change.n_before + change.n_after <= log.cases


def test_a_planted_change_of_the_way_is_found_at_its_date() -> None:
    found = [one for one in changes(made(2, other_way_from=120)) if one.what == "next"]
    assert {(one.source, one.target) for one in found} == {("ask", "mail"), ("ask", "call")}
    for change in found:
        assert abs(change.at - moment(120 * 6 * 60)) < 6 * DAY * MINUTE
        assert abs(change.after - change.before) > 0.25


def test_the_share_that_is_told_counts_slow_followers_too() -> None:
    found: list[Row] = []
    for case in range(200):  # from the hundredth on c follows upon b each time, one time in eight after long
        steps = [("a", 0), ("b", 5), *([("c", 400 if case % 8 == 0 else 7)] if case >= 100 else []), ("d", 500)]
        found += [Row(case=f"{case:03}", activity=what, at=case * 60 + after) for what, after in steps]
    change = next(one for one in changes(log_of(found)) if (one.source, one.target) == ("b", "c"))
    assert (change.before, change.after) == (0.0, 1.0)
    assert change.n_before == 100


def test_noise_stays_silent() -> None:
    assert [seed for seed in range(60) if changes(made(seed, cases=200))] == []


def test_cases_cut_off_by_the_end_of_the_log_are_no_change() -> None:
    whole = made(3, cases=200)
    for day in (20, 30, 40):
        cut = whole.with_events(whole.time < moment(day * DAY))
        assert changes(cut) == ()


def test_a_log_hardly_longer_than_its_cases_says_nothing_of_durations() -> None:
    chance = random.Random(5)  # noqa: S311 - a test's chance is no secret
    found = [Row(case=f"{n:04}", activity="a", at=chance.randrange(10_000)) for n in range(400) for _ in range(6)]
    assert changes(log_of(found)) == ()


def test_a_certain_but_small_change_is_left_unsaid() -> None:
    steady = [
        Row(case=f"{n:04}", activity="a", at=n * 60 + more) for n in range(400) for more in (0, 50 + 5 * (n > 200))
    ]
    assert changes(log_of(steady)) == ()


def test_a_log_of_no_cases_says_nothing() -> None:
    log = made(4, cases=3)
    assert changes(log.with_cases(log.offsets[1:] < 0)) == ()


def test_a_log_of_few_cases_says_nothing() -> None:
    assert changes(made(4, cases=19)) == ()


def chance_by_listing(yes: int, no: int, distance: int) -> Fraction:
    """The oracle: every order is walked through."""
    orders = list(combinations(range(yes + no), yes))
    far = 0
    for order in orders:
        seen, largest = 0, 0
        for place in range(yes + no):
            seen += place in order
            largest = max(largest, abs(seen * no - (place + 1 - seen) * yes))
        far += largest >= distance
    return Fraction(far, len(orders))


@pytest.mark.parametrize("yes", range(1, 6))
@pytest.mark.parametrize("no", range(1, 6))
def test_the_chance_is_that_of_all_orders(yes: int, no: int) -> None:
    for distance in range(yes * no + 1):
        assert chance_of(yes, no, distance) == pytest.approx(float(chance_by_listing(yes, no, distance)), abs=1e-12)


def test_the_chance_of_many_cases_goes_over_into_the_limit() -> None:
    half = COUNTED // 2
    exact, limit = (
        chance_of(half, half, round(0.02 * half * half)),
        chance_of(half + 1, half, round(0.02 * half * half)),
    )
    assert exact == pytest.approx(limit, rel=0.02)


def test_without_both_answers_there_is_no_chance_to_speak_of() -> None:
    assert chance_of(0, 5, 1) == chance_of(5, 0, 1) == 1
    assert chance_of(40, 40, 1600) < 1e-9
