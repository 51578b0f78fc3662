from datetime import timedelta

import pytest
from tests.mining.history.made_logs import MONDAY, Row, log_of

from sopwright.errors import InputError
from sopwright.mining.history.filter_text import parsed
from sopwright.mining.history.filters import filtered

LOG = log_of(
    [
        Row(case="1", activity="Owner changed", at=0, person="Ann", more={"segment": "Big", "amount": 10, "events": 1}),
        Row(case="1", activity="Call", at=10, person="Doe, Bob", more={"segment": "Big", "amount": 10, "events": 1}),
        Row(case="2", activity="Call", at=5, person="Ann", more={"segment": "Small", "amount": 50, "events": 2}),
        Row(case="2", activity="Mail", at=60 * 24, more={"segment": "Small", "amount": 50, "events": 2}),
        Row(case="3", activity="Call", at=60 * 24 * 40),
        Row(case="3", activity="Call", at=60 * 24 * 40 + 1),
        Row(case="3", activity="Call", at=60 * 24 * 40 + 2),
    ]
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("segment=Big", "1"),
        ("segment = big", "1"),
        ("segment=Big,Small", "12"),
        ("segment!=Big", "2"),
        ("amount>=50", "2"),
        ("amount>10", "2"),
        ("amount<50", "1"),
        ("amount<=50", "12"),
        ("amount=10", "1"),
        ("amount=20..", "2"),
        ("amount=..20", "1"),
        ("amount!=10", "2"),
        ("person=Ann", "12"),
        ("person=Doe, Bob", "1"),
        ('person="Doe, Bob",Ann', "12"),
        ("person!=Ann", "3"),
        ('has="Owner changed"', "1"),
        ("has=owner changed", "1"),
        ('has!="Owner changed"', "23"),
        ("begins=Call", "23"),
        ("ends=Call", "13"),
        ('next="Owner changed -> Call"', "1"),
        ("next=Call→Call", "3"),
        ('later!="Call -> Mail"', "13"),
        ("variant=1", "3"),
        ("variant=2..3", "12"),
        ("duration>=10min", "12"),
        ("duration<10min", "3"),
        ("duration=1h..1d", "2"),
        ("duration=..0.5h", "13"),
        ("duration=10min", "1"),
        ("events>2", "3"),
        ("events=2..3", "123"),
        ("period=2026-03", "12"),
        ("period=2026-03-02..2026-03-02", "12"),
        ("period=2026-04..", "3"),
        ("period=..2026-W10", "12"),
        ("period=2026-Q2", "3"),
        ("ended=2026", "123"),
        ("within=2026-03-02", "1"),
        ("during=2026-03-03", "2"),
        ("attribute:events=1", "1"),
    ],
)
def test_a_filter_is_read_from_text(text: str, kept: str) -> None:
    one = parsed(text, LOG)
    assert "".join(filtered(LOG, [one]).case_ids) == kept
    assert one.sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("created=2026-03-02", "0"),
        ("created!=2026-03-02", "1"),
        ("created>2026-03-02", "1"),
        ("created<=2026-03", "01"),
        ("created>=2026-W10", "01"),
        ("created<2026", ""),
        ("created=2026-03-03..", "1"),
    ],
)
def test_a_time_among_the_attributes_is_compared_with_dates(text: str, kept: str) -> None:
    log = log_of(
        [
            Row(case=str(n), activity="a", at=0, more={"created": MONDAY + timedelta(days=n)} if n < 2 else {})
            for n in (0, 0, 1, 1, 2)
        ]
    )
    assert "".join(filtered(log, [parsed(text, log)]).case_ids) == kept


def test_days_begin_at_midnight_of_the_zone() -> None:
    assert filtered(LOG, [parsed("period=2026-03-01", LOG, "America/New_York")]).case_ids.to_list() == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "person=Anne",
            "filter person=Anne: expected a person of the log, found 'Anne'. Choose “Ann” or “Doe, Bob”.",
        ),
        (
            "has=Fax",
            "filter has=Fax: expected an activity of the log, found 'Fax'. Choose “Call”, “Mail” or “Owner changed”.",
        ),
        (
            "segment=Huge",
            "filter segment=Huge: expected a value of segment of the log, found 'Huge'. Choose “Big” or “Small”.",
        ),
        (
            "segmnt=Big",
            (
                "filter segmnt=Big: expected something to filter by, found 'segmnt'. Choose “segment”, "
                "“amount”, “events”, “period”, “ended”, “within”, “during” or “person” (there are 9 more)."
            ),
        ),
        (
            "system=CRM",
            (
                "filter system=CRM: expected a log that states a system, found none. "
                "Leave this filter out, or map a column to it with sopwright log."
            ),
        ),
        (
            "segment>=Big",
            "filter segment>=Big: expected = or != with segment, which holds words, found >=. Write segment=Big.",
        ),
        (
            "amount=much",
            "filter amount=much: expected a number, found 'much'. Write for example amount>=5000 or amount=100..500.",
        ),
        (
            "amount>=nan",
            "filter amount>=nan: expected a number, found 'nan'. Write for example amount>=5000 or amount=100..500.",
        ),
        (
            "variant=9",
            (
                "filter variant=9: expected numbers of variants from 1 to 3, found '9'. "
                "Write for example variant=1,2,5..8."
            ),
        ),
        (
            "period=March",
            (
                "filter period=March: expected dates such as 2026, 2026-Q1, 2026-03, 2026-W07 or 2026-03-15, "
                "found 'March'. "
                "Correct 'March'."
            ),
        ),
        (
            "period=2026-13",
            (
                "filter period=2026-13: expected dates such as 2026, 2026-Q1, 2026-03, 2026-W07 or 2026-03-15, "
                "found '2026-13'. Correct '2026-13'."
            ),
        ),
        (
            "period=2026-03..2026-01",
            (
                "filter period=2026-03..2026-01: expected a period whose end is not before its beginning, "
                "found '2026-03..2026-01'. Write for example 2026-01..2026-03."
            ),
        ),
        (
            "duration>=long",
            (
                "filter duration>=long: expected a number with s, min, h, d or w, found 'long'. "
                "Write for example duration>=2d, duration<4h, duration=1d..3d (s, min, h, d, w)."
            ),
        ),
        (
            "next=Call",
            (
                "filter next=Call: expected two activities with -> between, found 'Call'. "
                'Write for example next="A -> B".'
            ),
        ),
        (
            "period>2026",
            (
                "filter period>2026: expected period with =, found >. "
                "Write for example period=2026-01-15.., period=2026-Q1, period=2026-01..2026-03."
            ),
        ),
        (
            "person",
            (
                "filter person: expected a name, a comparison and a value, found 'person'. "
                "Write for example person=Ann, duration>=2d or segment=Enterprise."
            ),
        ),
        ("person=", "filter person=: expected a value, found ''. Write for example duration>=2d."),
        ("events=..", "filter events=..: expected a limit, found '..'. Write for example events>=5, events=2..4."),
    ],
)
def test_what_cannot_be_filtered_is_refused_with_what_there_is(text: str, message: str) -> None:
    with pytest.raises(InputError) as found:
        parsed(text, LOG)
    assert str(found.value) == message
