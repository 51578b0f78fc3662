import pytest
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, log_of, moment, rows

from sopwright.mining.history.trends import Unit, trend

DAY = 24 * 60


@pytest.mark.parametrize(
    ("days", "unit", "labels"),
    [
        pytest.param([0, 2], Unit.DAY, ("2026-03-02", "2026-03-03", "2026-03-04"), id="days"),
        pytest.param([0, 60], Unit.WEEK, tuple(f"2026-W{n}" for n in range(10, 19)), id="weeks, from Monday"),
        pytest.param([0, 400], Unit.MONTH, ("2026-03", "2026-04"), id="months"),
        pytest.param([0, 2000], Unit.QUARTER, ("2026-Q1", "2026-Q2"), id="quarters"),
    ],
)
def test_the_span_of_the_log_chooses_the_period(days: list[int], unit: Unit, labels: tuple[str, ...]) -> None:
    found = trend(log_of([Row(case=str(day), activity="a", at=day * DAY) for day in days]))
    assert found.unit is unit
    assert found.labels[: len(labels)] == labels
    assert (found.arrivals[0], found.arrivals[-1], found.arrivals.sum()) == (1, 1, 2)


def test_a_day_begins_at_midnight_of_the_zone() -> None:
    log = log_of([Row(case="1", activity="a", at=23 * 60 + 30)])
    assert trend(log, "Europe/Berlin").labels == ("2026-03-03",)
    assert trend(log, "UTC").labels == ("2026-03-02",)
    assert trend(log, "Europe/Berlin").start.tolist() == [moment(23 * 60)]


def test_a_case_belongs_to_the_period_in_which_it_began() -> None:
    log = log_of(
        [Row(case=case, activity="a", at=at) for case, span in {"1": (0, DAY), "2": (5, 9)}.items() for at in span]
    )
    found = trend(log)
    assert (found.arrivals.tolist(), found.finished.tolist(), found.events.tolist()) == ([2, 0], [1, 1], [3, 1])
    assert found.in_progress.tolist() == [1, 0]
    assert (found.duration.n.tolist(), found.duration.most[0]) == ([2, 0], DAY * MINUTE)
    assert found.unfinished.tolist() == [True, True]


def test_periods_long_before_the_end_are_finished() -> None:
    log = log_of([Row(case=str(n), activity="a", at=n * DAY + more) for n in range(9) for more in (0, 60)])
    assert trend(log).unfinished.tolist() == [False] * 8 + [True]


@given(rows())
def test_each_case_arrives_once_and_ends_once(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    for unit in Unit:
        found = trend(log, unit=unit)
        assert found.arrivals.sum() == found.finished.sum() == found.duration.n.sum() == log.cases
        assert found.events.sum() == log.events
        assert found.in_progress[-1] == 0
        assert len(set(found.labels)) == len(found.labels)
