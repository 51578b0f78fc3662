"""Is each truth that is planted in a log found, and found where it is?

Each log has one truth and no other; the seeds are not chosen: they are the first three.
"""

from datetime import UTC, datetime, timedelta

import pytest
from scripts.made_history import (
    DRIFT,
    LAST_DAY,
    MISROUTED,
    OWN_WAY,
    TAKEN_BY,
    TERRITORY,
    TOO_SMALL,
    History,
    Truths,
    made,
)
from tests.synthetic.made_log import log_of

from sopwright.mining.decisions.points import decision_points
from sopwright.mining.decisions.rules import Between
from sopwright.mining.history.bottlenecks import Where, bottlenecks
from sopwright.mining.history.drift import changes
from sopwright.mining.history.rework import rework
from sopwright.mining.history.stagnation import stagnation
from sopwright.mining.measures.first_touch import first_touch
from sopwright.mining.measures.reps import rep_variance
from sopwright.mining.measures.routing import routing_accuracy
from sopwright.mining.measures.slow import slow_waits

LEADS = 400
pytestmark = pytest.mark.parametrize("seed", [1, 2, 3])


def planted(seed: int, **truths: bool) -> History:
    return made(seed, LEADS, Truths(**truths))


def test_the_wait_before_the_hand_over_on_mondays(seed: int) -> None:
    log = log_of(planted(seed, monday_wait=True))
    found = slow_waits(log)
    assert [(one.source, one.target, one.group) for one in found] == [
        ("Lead Status: Qualified", "Lead Status: Handed over", "Monday")
    ]
    assert found[0].median > 3 * found[0].others_median
    held = {(one.source, one.target): one for one in bottlenecks(log, Where.BETWEEN)}
    line = held["Lead Status: Qualified", "Lead Status: Handed over"]
    assert line.share > 1.3 * line.often


def test_the_region_whose_leads_go_to_the_wrong_person_first(seed: int) -> None:
    found = routing_accuracy(log_of(planted(seed, biased_router=True)))
    groups = dict(found.groups)
    assert [one.group for one in groups["region"] if one.unusual] == [MISROUTED]
    assert [one.group for one in groups["first owner"] if one.unusual] == [TAKEN_BY]
    assert [(way.first, way.then) for way in found.ways] == [(TAKEN_BY, TERRITORY[MISROUTED])]
    assert not [one for by in ("lead source", "industry") for one in groups[by] if one.unusual]


def test_routing_accuracy_is_what_was_planted(seed: int) -> None:
    history = planted(seed, biased_router=True)
    owners: dict[int, list[tuple[datetime, str]]] = {}
    for change in history.changes:
        if change.field == "Owner":
            owners.setdefault(change.lead, []).append((change.at, change.new))
    last = max(change.at for change in history.changes)
    old = [lead for lead in history.leads if owners[lead.number][0][0] + timedelta(days=7) <= last]
    right = sum(
        not any(
            who in TERRITORY.values()
            for at, who in owners[lead.number][1:]
            if at <= owners[lead.number][0][0] + timedelta(days=7)
        )
        for lead in old
    )
    figure = routing_accuracy(log_of(history)).measures[0].figure
    assert (figure.n, figure.value) == (len(old), right / len(old))


def test_the_person_who_works_another_way(seed: int) -> None:
    found = rep_variance(log_of(planted(seed, own_way=True)))
    assert found.measures[0].unusual
    assert [one.group for one in found.people if one.unusual] == [OWN_WAY]
    assert {one.person for one in found.habits} == {OWN_WAY}
    assert "Lead Status: Contacted" in {one.step for one in found.habits if one.by_some_only}


def test_the_day_on_which_the_rule_changed(seed: int) -> None:
    found = changes(log_of(planted(seed, rule_change=True)))
    assert "Lead Status: Discovery" in {one.target for one in found}
    for one in found:
        assert abs(datetime.fromtimestamp(one.at / 1e6, UTC) - DRIFT) < timedelta(days=4)


def test_the_rule_with_five_per_cent_noise(seed: int) -> None:
    points = {point.label: point for point in decision_points(log_of(planted(seed, too_small=True)))}
    finding = points["Lead Status: Contacted"].finding
    test = finding.rules[0].tests[0]
    assert isinstance(test, Between)
    assert test.feature == "number of employees"
    assert abs(test.below - TOO_SMALL) <= 3
    assert len(finding.rules[0].exceptions) > 0
    assert 0.9 <= finding.rules[0].right / finding.rules[0].of < 1


def test_leads_that_go_back_to_be_worked_again(seed: int) -> None:
    log = log_of(planted(seed, rework=True))
    again = dict(zip(log.activity.labels, rework(log).again_cases.tolist(), strict=True))
    back = {
        change.lead
        for change in planted(seed, rework=True).changes
        if change.old == "Qualified" and change.new == "Working"
    }
    assert again["Lead Status: Working"] == len(back) > LEADS / 20


def test_leads_that_are_left_lying(seed: int) -> None:
    history = planted(seed, stagnation=True)
    log = log_of(history)
    last = {change.lead: change for change in history.changes}
    long_ago = LAST_DAY - timedelta(days=30)
    left = {f"{lead:05}" for lead, change in last.items() if change.new == "Working" and change.at < long_ago}
    found = stagnation(log, int(LAST_DAY.timestamp() * 1_000_000))
    assert left
    assert left <= set(log.case_ids.gather(found.case))


def test_the_time_to_first_touch_is_what_was_planted(seed: int) -> None:
    history = planted(seed)
    touched: dict[int, datetime] = {}
    for change in history.changes:
        if change.field == "Status":
            touched.setdefault(change.lead, change.at)
    waits = sorted(
        (touched[lead.number] - lead.created) / timedelta(milliseconds=1)
        for lead in history.leads
        if lead.number in touched
    )
    found = first_touch(log_of(history))
    figure = found.measures[0].figure
    assert figure.n == LEADS
    if len(waits) == LEADS:
        middle = LEADS // 2
        assert figure.value == (waits[middle - 1] + waits[middle]) / 2
    else:
        assert figure.value is not None
        assert figure.value >= waits[len(waits) // 2 - 1]
