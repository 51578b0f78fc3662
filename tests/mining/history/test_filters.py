import numpy as np
import pytest
from tests.mining.history.made_logs import MINUTE, Row, log_of, moment

from sopwright.mining.history.filters import (
    AtEnd,
    Attribute,
    End,
    Field,
    Filter,
    Following,
    Having,
    InPeriod,
    Measure,
    Measuring,
    OfVariant,
    Span,
    filtered,
)

LOG = log_of(
    [
        Row(case="1", activity="a", at=0, person="Ann", more={"segment": "Big", "amount": 10, "channel": "mail"}),
        Row(case="1", activity="b", at=10, person="Bob", more={"segment": "Big", "amount": 10, "channel": "phone"}),
        Row(case="2", activity="a", at=5, person="Ann", more={"segment": "Small", "amount": 50}),
        Row(case="2", activity="c", at=7, more={"segment": "Small", "amount": 50}),
        Row(case="2", activity="b", at=20, person="Ann", more={"segment": "Small", "amount": 50, "channel": "mail"}),
        Row(case="3", activity="b", at=30),
        Row(case="4", activity="a", at=40, person="Eve", more={"segment": "Big", "amount": 100}),
        Row(case="4", activity="b", at=41, person="Eve", more={"segment": "Big", "amount": 100}),
    ]
)


def period(start: int | None, end: int | None, span: Span = Span.BEGUN) -> InPeriod:
    return InPeriod(
        start=None if start is None else moment(start),
        end=None if end is None else moment(end),
        words="then",
        span=span,
    )


@pytest.mark.parametrize(
    ("one", "kept", "sentence"),
    [
        (period(5, 30), "2", "Period then: only cases that began in it."),
        (period(10, 31, Span.ENDED), "123", "Period then: only cases that ended in it."),
        (period(0, 20, Span.WITHIN), "1", "Period then: only cases that began and ended in it."),
        (period(20, 31, Span.TOUCHING), "23", "Period then: only cases that were in progress at some time in it."),
        (period(None, None), "1234", "Period then: only cases that began in it."),
        (
            Having(field=Field.PERSON, words=("Ann", "Eve")),
            "124",
            "Only cases in which at least one event has the person “Ann” or “Eve”.",
        ),
        (
            Having(field=Field.PERSON, words=("Ann",), present=False),
            "34",
            "Only cases in which no event has the person “Ann”.",
        ),
        (
            Having(field=Field.SYSTEM, words=("CRM",)),
            "",
            "Only cases in which at least one event has the system “CRM”.",
        ),
        (
            Having(field=Field.ACTIVITY, words=("c",)),
            "2",
            "Only cases in which at least one event has the activity “c”.",
        ),
        (AtEnd(end=End.FIRST, activities=("a",)), "124", "Only cases whose first activity is “a”."),
        (AtEnd(end=End.LAST, activities=("b",), present=False), "", "Only cases whose last activity is not “b”."),
        (Following(source="a", target="b"), "14", "Only cases in which “b” follows directly upon “a”."),
        (
            Following(source="a", target="b", directly=False),
            "124",
            "Only cases in which “b” comes at some time after “a”.",
        ),
        (Following(source="a", target="b", present=False), "23", "No case in which “b” follows directly upon “a”."),
        (OfVariant(numbers=(1,)), "14", "Only cases of variant 1, 1 being the most frequent."),
        (OfVariant(numbers=(2, 3), present=False), "14", "No cases of variant 2 or 3, 1 being the most frequent."),
        (
            Measuring(measure=Measure.DURATION, least=10 * MINUTE, most=None, words="at least 10 min"),
            "12",
            "Only cases that take at least 10 min from the first event to the last.",
        ),
        (
            Measuring(measure=Measure.EVENTS, least=2, most=2, words="exactly 2"),
            "14",
            "Only cases with exactly 2 events.",
        ),
        (Attribute(name="segment", words=("Big",), text="“Big”"), "14", "Only cases whose segment is “Big”."),
        (
            Attribute(name="segment", words=("Big",), text="“Big”", present=False),
            "2",
            "Only cases whose segment is stated and not “Big”.",
        ),
        (Attribute(name="amount", least=50, text=">= 50"), "24", "Only cases whose amount is >= 50."),
        (Attribute(name="amount", above=50, text="> 50"), "4", "Only cases whose amount is > 50."),
        (Attribute(name="amount", most=50, text="<= 50"), "12", "Only cases whose amount is <= 50."),
        (Attribute(name="amount", below=50, text="< 50"), "1", "Only cases whose amount is < 50."),
        (Attribute(name="channel", words=("mail",), text="“mail”"), "12", "Only cases whose channel is “mail”."),
        (
            Attribute(name="channel", words=("phone",), text="“phone”", present=False),
            "2",
            "Only cases whose channel is stated and not “phone”.",
        ),
    ],
)
def test_a_filter_keeps_whole_cases_and_says_so(one: Filter, kept: str, sentence: str) -> None:
    found = filtered(LOG, [one])
    assert "".join(found.case_ids) == kept
    assert found.events == sum(LOG.lengths[int(case) - 1] for case in kept)
    assert one.sentence == sentence
    assert np.array_equal(found.time, LOG.time[np.repeat(one.kept(LOG), LOG.lengths)])


def test_filters_hold_together() -> None:
    found = filtered(LOG, [Having(field=Field.PERSON, words=("Ann",)), OfVariant(numbers=(1,))])
    assert found.case_ids.to_list() == ["1"]
    assert filtered(LOG, []) is LOG


def test_a_log_that_nothing_passes_can_be_filtered_again() -> None:
    empty = filtered(LOG, [Having(field=Field.SYSTEM, words=("CRM",))])
    again: list[Filter] = [Following(source="a", target="b", directly=False), OfVariant(numbers=(1,)), period(0, 9)]
    assert filtered(empty, again).cases == 0
