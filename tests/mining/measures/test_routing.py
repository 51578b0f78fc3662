"""Is routing accuracy what a person would count, lead by lead?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of, us

from sopwright.mining.measures.owners import NO_OWNERS, Routed
from sopwright.mining.measures.routing import NOBODY, routing_accuracy

DAY = 24 * 60


def owned(case: str, minute: float, new: str, old: str = "Inbound Queue", **more: object) -> Event:
    return (case, minute, "Owner", "Integration User", {"owner": new, "old owner": old, **more})


def history(case: str, *changes: Event, end: float = 20 * DAY, region: str | None = None) -> list[Event]:
    more = {"case:Region__c": region}
    return [(case, 0, "created", "Web form", more), *changes, (case, end, "Status: Rejected", "Ada", more)]


def test_a_lead_that_stays_was_routed_right_and_one_that_is_passed_on_was_not() -> None:
    log = log_of(
        [
            *history("a", owned("a", 1, "Ada")),
            *history("b", owned("b", 1, "Ada"), owned("b", DAY, "Bo", "Ada")),
            *history("c", owned("c", 1, "Bo")),
        ]
    )
    found = routing_accuracy(log)
    accuracy = found.measures[0]
    assert (accuracy.figure.value, accuracy.figure.n, accuracy.cases) == (2 / 3, 3, ("b",))
    assert accuracy.interval is not None
    assert (round(accuracy.interval.low, 4), round(accuracy.interval.high or 0, 4)) == (0.2077, 0.9385)
    assert [(way.first, way.then, way.leads, way.cases) for way in found.ways] == [("Ada", "Bo", 1, ("b",))]
    assert found.measures[1].figure.value == 1 / 3
    assert found.notes == (
        "No activity is a hand-over by its name, so that every new owner is a correction.",
        "By their names, these owners are no persons: Inbound Queue.",
    )


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        pytest.param([owned("a", 1, "Ada"), owned("a", 8 * DAY, "Bo", "Ada")], 1, id="changed on the eighth day"),
        pytest.param(
            [owned("a", 1, "Ada"), owned("a", 1 + 7 * DAY, "Bo", "Ada")], 0, id="after seven days to the minute"
        ),
        pytest.param(
            [owned("a", 1, "Ada"), owned("a", 5, "Bo", "Ada"), owned("a", 9, "Ada", "Bo")], 1, id="there and back"
        ),
        pytest.param([owned("a", 1, "Ada"), owned("a", 5, "Inbound Queue", "Ada")], 0, id="back to the queue"),
        pytest.param(
            [owned("a", 1, "Ada"), ("a", 50, "Status: Qualified", "Ada"), owned("a", 60, "Bo", "Ada")],
            1,
            id="handed over",
        ),
        pytest.param(
            [owned("a", 1, "Ada"), owned("a", 60, "Bo", "Ada"), ("a", 60, "Status: Qualified", "Ada")],
            1,
            id="handed over in the same moment, noted after",
        ),
        pytest.param(
            [owned("a", 1, "Ada"), owned("a", 40, "Bo", "Ada"), ("a", 60, "Status: Qualified", "Bo")],
            0,
            id="passed on before the hand-over",
        ),
        pytest.param(
            [owned("a", 1, "Ada"), ("a", 50, "Status: Disqualified", "Ada"), owned("a", 60, "Bo", "Ada")],
            0,
            id="disqualified is no hand-over",
        ),
        pytest.param([owned("a", 60, "Bo", "Ada")], 0, id="the first owner is known from the first change only"),
        pytest.param([owned("a", 60, "Bo", "Integration User")], 1, id="a machine is no first owner"),
    ],
)
def test_each_way_a_lead_can_go(changes: list[Event], right: int) -> None:
    assert routing_accuracy(log_of(history("a", *changes))).measures[0].figure.value == right


def test_leads_younger_than_the_days_are_not_counted_even_if_already_wrong() -> None:
    log = log_of(
        [
            *history("a", owned("a", 1, "Ada")),
            *history("b", owned("b", 15 * DAY, "Ada"), owned("b", 16 * DAY, "Bo", "Ada")),
            *history("c", end=3),
        ]
    )
    found = routing_accuracy(log)
    assert (found.measures[0].figure.value, found.measures[0].figure.n) == (1, 1)
    assert "Not counted because 7 days had not passed by the end of the log: 1 of 3 leads." in found.notes
    assert "Not counted because the log names no person who owned them: 1 of 3 leads." in found.notes
    assert routing_accuracy(log, Routed(now=us(60 * DAY))).measures[0].figure.n == 2


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        pytest.param([("a", 0, "created", "Ada"), ("a", 9, "Won", "Ada")], NO_OWNERS, id="no owner anywhere"),
        pytest.param(history("a", owned("a", 1, "Inbound Queue", "None")), NOBODY, id="only queues"),
    ],
)
def test_what_the_log_cannot_say_is_unknown_with_its_reason(events: list[Event], reason: str) -> None:
    assert routing_accuracy(log_of(events)).measures[0].figure.unknown == reason


def test_a_region_whose_leads_go_to_the_wrong_person_is_named_and_no_other() -> None:
    rows: list[Event] = []
    for number in range(120):
        case, region = f"L{number:03}", ("North", "South", "West")[number % 3]
        wrong = region == "West" and number % 2
        changes = [owned(case, 1, "Ada")] + ([owned(case, 9, "Bo", "Ada")] if wrong else [])
        rows += history(case, *changes, region=region)
    found = dict(routing_accuracy(log_of(rows)).groups)
    regions = found["Region__c"]
    assert [(one.group, one.figure.n, one.figure.value) for one in regions] == [
        ("West", 40, 0.5),
        ("North", 40, 1),
        ("South", 40, 1),
    ]
    assert regions[0].unusual.startswith("lower than elsewhere: 20 of 40 against 80 of 80; chance alone does this ")
    assert [(one.group, one.figure.n) for one in found["first owner"]] == [("Ada", 120)]


def plainly(changes: list[tuple[int, str]], days: int, now: int) -> bool | None:
    """The oracle: walks through one lead."""
    people = [(at, who) for at, who in sorted(changes, key=lambda one: one[0]) if who != "Queue"]
    if not people or people[0][0] + days > now:
        return None
    owner, began = people[0][1], people[0][0]
    for at, who in sorted(changes, key=lambda one: one[0]):
        if began <= at <= began + days:
            owner = who
    return owner == people[0][1]


changes = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from(["Ada", "Bo", "Queue"])), max_size=6, unique_by=lambda one: one[0]
)


@given(st.lists(changes, min_size=1, max_size=8), st.integers(1, 9))
def test_it_is_what_walking_through_every_lead_gives(leads: list[list[tuple[int, str]]], days: int) -> None:
    rows: list[Event] = [("L0", 30 * DAY, "seen", "Ada", {"owner": None})]
    for number, one in enumerate(leads):
        rows.append((f"L{number}", 0, "created", "Web form", {"owner": None}))
        rows += [(f"L{number}", at * DAY, "Owner", "x", {"owner": who}) for at, who in one]
    expected = [right for one in leads if (right := plainly(one, days, 30)) is not None]
    figure = routing_accuracy(log_of(rows), Routed(days=days)).measures[0].figure
    assert (figure.n, figure.value) == (len(expected), sum(expected) / len(expected) if expected else None)
