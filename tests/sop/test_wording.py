from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import conditions

from sopwright.evidence import Sentence, absent
from sopwright.sop.contract import (
    AllOf,
    AnyOf,
    Condition,
    Criterion,
    Escalation,
    EventTest,
    FieldTest,
    HandOff,
    Not,
    Operator,
    OutcomeRule,
    PointRule,
    RouteTarget,
    RoutingRule,
    Scalar,
    TimeLimit,
    Touch,
)
from sopwright.sop.duration import Duration
from sopwright.sop.wording import (
    criterion_sentence,
    handoff_sentence,
    limit_sentence,
    points_sentence,
    routing_sentence,
    sentence_of,
    touch_sentence,
)


def field(name: str, operator: str, value: Scalar | tuple[Scalar, ...]) -> FieldTest:
    return FieldTest(field=name, operator=Operator(operator), value=value)


def all_of(*parts: Condition) -> AllOf:
    return AllOf(parts=parts)


def any_of(*parts: Condition) -> AnyOf:
    return AnyOf(parts=parts)


def no(part: Condition) -> Not:
    return Not(part=part)


BIG = field("company.employees", "more_than", 50)
VIP = field("title", "contains", "VP")
HERE = field("country", "in", ("US", "CA"))
TWICE = EventTest(event="visit", within_days=1, at_least=2)
SEEN = EventTest(event="pricing page viewed", within_days=14)
A, B, C = (field(name, "known", value=True) for name in "abc")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        pytest.param(field("country", "is", "US"), "country is US", id="is"),
        pytest.param(field("status", "is", "SQL – Accepted"), "status is “SQL – Accepted”", id="is a phrase"),
        pytest.param(field("opted_in", "is", value=True), "opted in is true", id="is true"),
        pytest.param(field("zip", "is", "01234"), "zip is 01234", id="is digits"),
        pytest.param(field("zip", "is", "1234"), "zip is “1234”", id="is a text that looks like a number"),
        pytest.param(field("country", "is_not", "US"), "country is not US", id="is not"),
        pytest.param(field("country", "in", ("US",)), "country is US", id="in one"),
        pytest.param(HERE, "country is US or CA", id="in two"),
        pytest.param(field("country", "in", ("US", "CA", "MX")), "country is US, CA or MX", id="in three"),
        pytest.param(field("country", "not_in", ("US", "CA")), "country is neither US nor CA", id="not in"),
        pytest.param(BIG, "company employees is more than 50", id="more than"),
        pytest.param(field("score", "at_least", 75), "score is at least 75", id="at least"),
        pytest.param(field("score", "less_than", 75), "score is less than 75", id="less than"),
        pytest.param(field("score", "at_most", 75), "score is at most 75", id="at most"),
        pytest.param(VIP, "title contains “VP”", id="contains"),
        pytest.param(field("title", "starts_with", "Head of"), "title starts with “Head of”", id="starts with"),
        pytest.param(field("email", "known", value=True), "email is known", id="known"),
        pytest.param(field("email", "known", value=False), "email is not known", id="not known"),
        pytest.param(EventTest(event="demo booked"), "demo booked", id="event"),
        pytest.param(SEEN, "pricing page viewed in the last 14 days", id="event in a window"),
        pytest.param(
            EventTest(event="visit", within_days=1, at_least=2), "visit at least 2 times in the last day", id="often"
        ),
        pytest.param(no(BIG), "company employees is not more than 50", id="not more than"),
        pytest.param(no(VIP), "title does not contain “VP”", id="does not contain"),
        pytest.param(no(HERE), "country is neither US nor CA", id="not in, said with not"),
        pytest.param(no(A), "a is not known", id="not known, said with not"),
        pytest.param(no(SEEN), "pricing page viewed never in the last 14 days", id="never"),
        pytest.param(no(EventTest(event="visit", at_least=2)), "visit fewer than 2 times", id="seldom"),
        pytest.param(no(all_of(A, B)), "not (a is known and b is known)", id="not all"),
        pytest.param(no(no(A)), "not (a is not known)", id="not not"),
        pytest.param(all_of(BIG, VIP), "company employees is more than 50 and title contains “VP”", id="two"),
        pytest.param(all_of(A, B, C), "a is known, b is known, and c is known", id="three"),
        pytest.param(any_of(A, HERE), "a is known or (country is US or CA)", id="a list within"),
        pytest.param(
            all_of(A, any_of(B, C)), "a is known, and either b is known or c is known", id="either within and"
        ),
        pytest.param(any_of(A, all_of(B, C)), "a is known, or both b is known and c is known", id="both within or"),
        pytest.param(
            any_of(all_of(A, B), all_of(B, C)),
            "both a is known and b is known, or both b is known and c is known",
            id="both or both",
        ),
        pytest.param(
            all_of(A, any_of(A, B, C)), "a is known, and (a is known, b is known, or c is known)", id="three within"
        ),
        pytest.param(all_of(A), "a is known", id="all of one"),
    ],
)
def test_a_condition_in_words(condition: Condition, words: str) -> None:
    assert sentence_of(condition) == words


LETTERS = ("a", "b", "c", "d")
small = st.recursive(
    st.sampled_from(LETTERS).map(lambda name: field(name, "known", value=True)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: all_of(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: any_of(*parts)),
        inner.map(no),
    ),
    max_leaves=5,
)


def decides(condition: Condition, known: Mapping[str, bool]) -> bool:
    """The oracle: what the condition decides on a lead with these fields."""
    match condition:
        case AllOf():
            return all(decides(part, known) for part in condition.parts)
        case AnyOf():
            return any(decides(part, known) for part in condition.parts)
        case Not():
            return not decides(condition.part, known)
        case FieldTest():
            return known[condition.field]
    raise AssertionError(condition)


def table(condition: Condition) -> Iterator[bool]:
    return (decides(condition, dict(zip(LETTERS, row, strict=True))) for row in product((True, False), repeat=4))


READ: dict[str, tuple[bool, ...]] = {}


@given(small)
def test_conditions_that_read_alike_decide_alike(condition: Condition) -> None:
    decided = tuple(table(condition))
    assert READ.setdefault(sentence_of(condition), decided) == decided


@given(conditions)
def test_every_condition_has_words(condition: Condition) -> None:
    assert sentence_of(condition).strip()


def minutes(amount: int) -> Duration:
    return Duration.parse(f"{amount} min")


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        pytest.param(
            points_sentence(PointRule(id="a", when=SEEN, points=25, half_life_days=30)),
            "25 points when pricing page viewed in the last 14 days; half of them after 30 days.",
            id="points",
        ),
        pytest.param(
            points_sentence(PointRule(id="a", when=A, points=-1)), "1 point off when a is known.", id="points off"
        ),
        pytest.param(
            criterion_sentence(Criterion(id="a", when=BIG, else_code="D-TooSmall")),
            "Required: company employees is more than 50; else D-TooSmall.",
            id="criterion",
        ),
        pytest.param(
            routing_sentence(RoutingRule(to=RouteTarget(pool="north", by="rotation"), when=HERE)),
            "When country is US or CA: pool north, by rotation.",
            id="routing",
        ),
        pytest.param(
            routing_sentence(RoutingRule(to=RouteTarget(queue="rest", owner="Ops"), otherwise=True)),
            "Every other lead: queue rest, emptied by Ops.",
            id="all other leads",
        ),
        pytest.param(
            routing_sentence(RoutingRule(to=RouteTarget(owner="AE"), when=A)), "When a is known: AE.", id="to a role"
        ),
        pytest.param(
            limit_sentence(
                TimeLimit(
                    id="a",
                    from_="hand-off",
                    to="first touch",
                    within=minutes(5),
                    calendar="sales-hours",
                    role="SDR",
                    missed=(
                        Escalation(after=minutes(0), do="alert", to="manager"),
                        Escalation(after=minutes(5), do="reassign"),
                    ),
                )
            ),
            "SDR: within 5 min, counting sales-hours, from hand-off to first touch. "
            "Missed: alert (to manager). Missed by 5 min: reassign.",
            id="limit",
        ),
        pytest.param(
            touch_sentence(
                Touch(
                    id="a",
                    day=1,
                    channel="phone",
                    do="Call.",
                    within=minutes(5),
                    asset="script-a",
                    only_if="known",
                    outcomes=(
                        OutcomeRule(outcome="Connected", then="qualify"),
                        OutcomeRule(outcome="No answer", then="e-mail 1"),
                    ),
                )
            ),
            "Day 1, within 5 min, phone, only if known: Call (with script-a). Connected: qualify. No answer: e-mail 1.",
            id="touch",
        ),
        pytest.param(
            handoff_sentence(
                HandOff(
                    id="a",
                    from_="SDR",
                    to=Sentence(text="AE"),
                    after="b",
                    within=minutes(5),
                    status="SQL – Accepted",
                    includes=("notes", "answers", "promises"),
                )
            ),
            "SDR hands the lead to AE after step b, who must act within 5 min; the status is “SQL – Accepted”; "
            "handed over: notes, answers and promises.",
            id="hand-off",
        ),
        pytest.param(
            handoff_sentence(HandOff(id="a", from_="SDR", to=absent("Who receives it?"))),
            "SDR hands the lead to a receiver not stated. To be answered: Who receives it?",
            id="nobody",
        ),
    ],
)
def test_a_rule_in_words(actual: str, words: str) -> None:
    assert actual == words
