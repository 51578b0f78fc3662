"""Tables with one row a case and one column a date."""

from pathlib import Path

import pytest
from tests.log.tables import at, events, readings, refusals

from sopwright.log.encoding import encoded
from sopwright.log.formats import read_any
from sopwright.log.options import Options

DEALS = """opportunity_id,sales_agent,deal_stage,engage_date,close_date,last_modified
A,Ana,Won,2026-01-05,2026-02-01,2026-03-01
B,Ben,Engaging,2026-01-06,,2026-03-01
C,Ben,Prospecting,,,2026-03-01
D,Ben,Engaging,2026-01-08,2026-12-31,2026-03-01
E,Ben,Prospecting,,2026-12-31,2026-03-01
"""


def test_each_date_is_an_event_and_a_planned_one_is_none(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, a=DEALS)
    assert events(reading, "case", "activity", "time", "resource") == [
        ("A", "Engage", at("2026-01-05"), "Ana"),
        ("A", "Closed: Won", at("2026-02-01"), "Ana"),
        ("B", "Engage", at("2026-01-06"), "Ben"),
        ("D", "Engage", at("2026-01-08"), "Ben"),
    ]
    assert refusals(reading) == [
        (4, "", "C", "expected a date in engage_date or close_date, found none"),
        (6, "", "E", "expected a date that has come, found only a planned one"),
    ]


def test_a_table_that_says_what_was_done_is_a_table_of_events(tmp_path: Path) -> None:
    text = "case,activity,start,end\nA,x,2026-01-05,2026-01-06\nB,y,2026-01-05,2026-01-06\n"
    (reading,) = readings(tmp_path, a=text)
    assert len(reading.rows) == 2


def test_a_date_that_is_none_is_noted(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, a=DEALS.replace("B,Ben,Engaging,2026-01-06,,", "B,Ben,Won,soon,2026-02-03,"))
    assert "a.csv: 1 value in engage_date not understood and left out, the first on line 3." in reading.notes


@pytest.mark.realdata
def test_a_pipeline_of_8800_deals_gives_what_its_columns_hold(realdata: Path) -> None:
    path = realdata / "leads" / "maven-pipeline" / "sales_pipeline.csv"
    reading = read_any(path, path.name, Options())
    log = encoded([reading])
    assert (reading.read, log.events, log.cases, len(reading.refused)) == (8800, 15_011, 8300, 500)
    assert log.activity.labels == ("Closed: Lost", "Closed: Won", "Engage")
