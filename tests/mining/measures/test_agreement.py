"""Do leads go where the table sends them, as far as the log can tell?"""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of

from sopwright.log.event_log import EventLog
from sopwright.mining.measures.agreement import routing_agreement
from sopwright.mining.measures.conditions import attribute_of, truth
from sopwright.sop.contract import (
    AllOf,
    AnyOf,
    Condition,
    EventTest,
    FieldTest,
    Not,
    Operator,
    RouteTarget,
    RoutingRule,
    Scalar,
)


def leads(*rows: tuple[str, str | None, float | None]) -> EventLog:
    """Return leads of (first owner, region, employees)."""
    events: list[Event] = []
    for number, (owner, region, employees) in enumerate(rows):
        more = {"case:Region__c": region, "case:NumberOfEmployees": employees}
        events.append((f"L{number}", 0, "created", "Web form", {"owner": None, **more}))
        events.append((f"L{number}", 1, "Owner", "Web form", {"owner": owner, **more}))
    return log_of(events)


def field(name: str, operator: Operator, value: Scalar | tuple[Scalar, ...]) -> FieldTest:
    return FieldTest(field=name, operator=operator, value=value)


LARGE = field("company.employees", Operator.MORE_THAN, 1000)
WEST = field("lead.region", Operator.IS, "west")
TABLE = (
    RoutingRule(id="large", when=LARGE, to=RouteTarget(pool="Enterprise", by="rotation")),
    RoutingRule(when=WEST, to=RouteTarget(owner="Dana")),
    RoutingRule(otherwise=True, to=RouteTarget(queue="Rest")),
)


def test_the_first_rule_that_holds_decides_and_what_cannot_be_told_is_not_counted() -> None:
    log = leads(
        ("Ada", "West", 2000), ("Dana", "West", 10), ("Ada", "West", 10), ("Bo", "North", 10), ("Bo", "West", None)
    )
    found = routing_agreement(log, TABLE, members={"Enterprise": frozenset({"Ada", "Cy"})})
    assert (found.measure.figure.value, found.measure.figure.n, found.measure.cases) == (2 / 3, 3, ("L2",))
    assert [(rule.group, rule.figure.value, rule.figure.n) for rule in found.rules] == [
        ("large → Enterprise", 1, 1),
        ("2 → Dana", 0.5, 2),
    ]
    assert found.notes == (
        "Not counted because “company.employees” is not stated: 1 leads.",
        "Not counted because who belongs to “Rest” is not stated: 1 leads.",
    )


def test_without_a_table_or_owners_nothing_is_claimed() -> None:
    log = leads(("Ada", "West", 2000))
    assert routing_agreement(log, ()).measure.figure.unknown == "the SOP has no routing table"
    other = log_of([("a", 0, "created", "Web form"), ("a", 4, "Called", "Ada")])
    assert routing_agreement(other, TABLE).measure.figure.unknown.startswith("no event states the owner")


def test_what_leads_do_is_not_in_the_log() -> None:
    table = (
        RoutingRule(when=EventTest(event="pricing page viewed"), to=RouteTarget(owner="Ada")),
        RoutingRule(otherwise=True, to=RouteTarget(owner="Bo")),
    )
    found = routing_agreement(leads(("Ada", "West", 3)), table)
    assert found.measure.figure.value is None
    assert found.notes == ("Not counted because what leads do (“pricing page viewed”) is not in the log: 1 leads.",)


@pytest.mark.parametrize(
    ("name", "fields", "attribute"),
    [
        pytest.param("lead.region", {}, "Region__c", id="the last part, without Salesforce's ending"),
        pytest.param("company.employees", {}, "NumberOfEmployees", id="the end of a name"),
        pytest.param("company.size", {"company.size": "NumberOfEmployees"}, "NumberOfEmployees", id="told"),
        pytest.param("company.size", {"company.size": "Size"}, "", id="told wrongly"),
        pytest.param("company.size", {}, "", id="unknown"),
    ],
)
def test_a_field_of_the_sop_is_found_in_the_log(name: str, fields: dict[str, str], attribute: str) -> None:
    assert attribute_of(name, leads(("Ada", "West", 3)), fields) == attribute


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        pytest.param(field("region", Operator.IS, "West"), "TF?", id="is"),
        pytest.param(field("region", Operator.IS_NOT, "West"), "FT?", id="is not"),
        pytest.param(field("region", Operator.IN, ("West", "East")), "TF?", id="in"),
        pytest.param(field("region", Operator.NOT_IN, ("West", "East")), "FT?", id="not in"),
        pytest.param(field("region", Operator.CONTAINS, "ORT"), "FT?", id="contains, whatever the case"),
        pytest.param(field("region", Operator.STARTS_WITH, "we"), "TF?", id="starts with"),
        pytest.param(field("region", Operator.KNOWN, value=True), "TTF", id="known"),
        pytest.param(field("region", Operator.KNOWN, value=False), "FFT", id="not known"),
        pytest.param(field("region", Operator.MORE_THAN, 3), "???", id="a text is not more than a number"),
        pytest.param(field("employees", Operator.AT_LEAST, Decimal("50.0")), "T?F", id="at least"),
        pytest.param(field("employees", Operator.LESS_THAN, 50), "F?T", id="less than"),
        pytest.param(field("employees", Operator.AT_MOST, 50), "T?T", id="at most"),
        pytest.param(field("employees", Operator.IS, 50), "T?F", id="is a number"),
    ],
)
def test_each_operator(condition: Condition, answers: str) -> None:
    log = leads(("Ada", "West", 50), ("Ada", "North", None), ("Ada", None, 49))
    found = truth(condition, log, {})
    assert "".join("T" if t else "F" if f else "?" for t, f in zip(found.true, found.false, strict=True)) == answers


tests = st.sampled_from([WEST, LARGE, field("lead.region", Operator.KNOWN, value=True)])
conditions = st.recursive(
    tests,
    lambda inner: (
        st.builds(lambda part: Not(part=part), inner)
        | st.builds(lambda parts: AllOf(parts=tuple(parts)), st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda parts: AnyOf(parts=tuple(parts)), st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=6,
)


def plainly(condition: Condition, region: str | None, employees: float | None) -> float:
    """The oracle: Kleene's logic in numbers, 1 true, 0 false, a half unknown."""
    if isinstance(condition, FieldTest):
        if condition.operator is Operator.KNOWN:
            return float(region is not None)
        value = region if condition is WEST else employees
        return 0.5 if value is None else float(value == "West" if condition is WEST else (employees or 0) > 1000)
    if isinstance(condition, Not):
        return 1 - plainly(condition.part, region, employees)
    assert isinstance(condition, AllOf | AnyOf)
    parts = [plainly(part, region, employees) for part in condition.parts]
    return min(parts) if isinstance(condition, AllOf) else max(parts)


@given(
    conditions,
    st.lists(st.tuples(st.sampled_from(["West", "North", None]), st.sampled_from([5, 5000, None])), min_size=1),
)
def test_conditions_follow_kleenes_logic(condition: Condition, rows: list[tuple[str | None, float | None]]) -> None:
    fixed: list[tuple[str, str | None, float | None]] = [("Ada", "West", 1), ("Ada", "North", 2)]
    log = leads(*fixed, *(("Ada", region, employees) for region, employees in rows))
    found = truth(condition, log, {})
    order = log.case_ids.str.slice(1).cast(int).to_numpy()
    expected = [plainly(condition, *row[1:]) for row in [*fixed, *(("Ada", *row) for row in rows)]]
    seen = np.where(found.true, 1.0, np.where(found.false, 0.0, 0.5))
    assert seen.tolist() == [expected[place] for place in order]
