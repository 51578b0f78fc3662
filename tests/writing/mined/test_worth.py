"""Does the page say what is worth automating with its reasons, and for whom leads wait longer?"""

from dataclasses import replace

import pytest
from scripts.made_history import Truths, made
from tests.synthetic.made_log import log_of

from sopwright.log.event_log import EventLog
from sopwright.mining.decisions.points import decision_points
from sopwright.mining.measures.slow import slow_waits
from sopwright.mining.measures.stakes import stakes_of
from sopwright.writing.mined.worth import slow_section, slow_told, worth_section


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return a log with a bottleneck on Mondays and a biased router."""
    return log_of(made(1, 300, Truths(monday_wait=True, biased_router=True)))


def test_candidates_come_with_class_score_hours_and_reasons(log: EventLog) -> None:
    section = worth_section(stakes_of(log, decision_points(log)))
    candidates = section.tables[0]
    passed_on = next(line for line in candidates.lines if line.cells[0].startswith("Owner changed, passed on"))
    assert passed_on.cells[1:4] == ("remove", "60 of 60", "unknown")
    assert (
        "Hours are unknown where the log does not state when work on it began, and a wait is no work." in section.says
    )
    assert "keep human" not in {line.cells[1] for line in candidates.lines}
    assert {line.cells[0] for line in section.tables[1].lines} >= {"Suggest the owner"}


def test_slow_waits_are_told_first_and_listed(log: EventLog) -> None:
    found = slow_waits(log)
    told = [one.text for one in slow_told(found)]
    assert told[0].startswith(
        "Waits between “Lead Status: Qualified” and “Lead Status: Handed over” that begin on a Monday"
    )
    assert slow_section(found).tables[0].lines[0].cells[1] == "Monday (weekday on which the wait began)"


def test_where_nobody_waits_longer_the_page_says_so() -> None:
    section = slow_section(())
    assert section.says == ("No weekday, person or group of cases waits longer than the others by more than chance.",)
    assert section.tables[0].lines == ()


def test_one_group_is_told_of_once_however_many_waits_are_longer() -> None:
    one = slow_waits(log_of(made(1, 300, Truths(monday_wait=True))))[0]
    elsewhere = replace(one, source="Lead created")
    assert len(list(slow_told((one, elsewhere)))) == 1
