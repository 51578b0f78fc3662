"""What excludes what is compared with trying values out."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.sop.contract import AllOf, AnyOf, EventTest, FieldTest, Not, Operator, PointRule, Scalar
from sopwright.sop.lint.conditions import exclude, required
from sopwright.sop.lint.criteria import highest

NUMBERS = range(-3, 8)
OPERATORS = (
    Operator.IS,
    Operator.IS_NOT,
    Operator.IN,
    Operator.NOT_IN,
    Operator.MORE_THAN,
    Operator.AT_LEAST,
    Operator.LESS_THAN,
    Operator.AT_MOST,
)


@st.composite
def size_tests(draw: st.DrawFn) -> FieldTest:
    operator = draw(st.sampled_from(OPERATORS))
    number = st.integers(0, 4)
    value: Scalar | tuple[Scalar, ...] = draw(number)
    if operator in (Operator.IN, Operator.NOT_IN):
        value = tuple(draw(st.lists(number, min_size=1, max_size=3)))
    return FieldTest(field="size", operator=operator, value=value)


def passes(test: FieldTest, size: int) -> bool:
    """The oracle: what each operator means, for one whole number."""
    value = test.value
    if isinstance(value, tuple):
        return (size in value) is (test.operator is Operator.IN)
    assert isinstance(value, int)
    return {
        Operator.IS: size == value,
        Operator.IS_NOT: size != value,
        Operator.MORE_THAN: size > value,
        Operator.AT_LEAST: size >= value,
        Operator.LESS_THAN: size < value,
        Operator.AT_MOST: size <= value,
    }[test.operator]


@settings(max_examples=400, deadline=None)
@given(one=size_tests(), other=size_tests())
def test_law_tests_that_exclude_each_other_pass_no_value(one: FieldTest, other: FieldTest) -> None:
    assert exclude(one, other) is exclude(other, one)
    if exclude(one, other):
        assert not any(passes(one, size) and passes(other, size) for size in NUMBERS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((Operator.MORE_THAN, 50), (Operator.LESS_THAN, 20), id="ranges apart"),
        pytest.param((Operator.MORE_THAN, 50), (Operator.AT_MOST, 50), id="ranges that touch"),
        pytest.param((Operator.IS, "US"), (Operator.IS, "CA"), id="two values"),
        pytest.param((Operator.IS, "US"), (Operator.IS_NOT, "US"), id="a value and its opposite"),
        pytest.param((Operator.IN, ("US", "CA")), (Operator.NOT_IN, ("CA", "US", "MX")), id="lists"),
        pytest.param((Operator.KNOWN, False), (Operator.AT_LEAST, 1), id="unknown and a number"),
        pytest.param((Operator.KNOWN, False), (Operator.KNOWN, True), id="unknown and known"),
        pytest.param((Operator.IS, 3), (Operator.MORE_THAN, 5), id="a value out of a range"),
    ],
)
def test_excluded(one: tuple[Operator, Scalar], other: tuple[Operator, Scalar]) -> None:
    first, second = (FieldTest(field="a", operator=operator, value=value) for operator, value in (one, other))
    assert exclude(first, second)
    assert not exclude(first, FieldTest(field="b", operator=second.operator, value=second.value))


def test_only_what_must_hold_is_required() -> None:
    size = FieldTest(field="size", operator=Operator.AT_LEAST, value=1)
    assert required(AllOf(parts=(size, AllOf(parts=(size,))))) == [size, size]
    assert required(AnyOf(parts=(size, size))) == []
    assert required(Not(part=size)) == []


@settings(max_examples=200, deadline=None)
@given(given_points=st.lists(st.tuples(st.sampled_from(("US", "CA", "MX")), st.integers(-30, 30)), max_size=6))
def test_law_the_highest_score_is_that_of_the_best_lead(given_points: list[tuple[str, int]]) -> None:
    rules = [
        PointRule(id=f"r{n}", when=FieldTest(field="country", operator=Operator.IS, value=country), points=points)
        for n, (country, points) in enumerate(given_points)
    ]
    events = [PointRule(id="seen", when=EventTest(event="page viewed"), points=10)]
    best = max(sum(max(0, points) for c, points in given_points if c == country) for country in ("US", "CA", "MX"))
    assert highest((*rules, *events)) == best + 10


def test_every_pair_of_ranges_is_decided_as_by_hand() -> None:
    ranges = [FieldTest(field="n", operator=op, value=v) for op in OPERATORS[4:] for v in (0, 1, 2)]
    for one, other in combinations(ranges, 2):
        halves = [n / 2 for n in range(-8, 12)]
        together = any(_in_range(one, n) and _in_range(other, n) for n in halves)
        assert exclude(one, other) is not together


def _in_range(test: FieldTest, number: float) -> bool:
    assert isinstance(test.value, int)
    return {
        Operator.MORE_THAN: number > test.value,
        Operator.AT_LEAST: number >= test.value,
        Operator.LESS_THAN: number < test.value,
        Operator.AT_MOST: number <= test.value,
    }[test.operator]
