"""Does what stands out begin with what is particular, tell each person once, and call no result a cause?"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sopwright import api
from sopwright.log.event_log import Coded, EventLog
from sopwright.mining.history.overview import overview
from sopwright.writing.mined.making import Asked, made
from sopwright.writing.mined.standouts import Standout, standouts

MADE = Path(__file__).parents[3] / "examples" / "made-history"


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return the made history."""
    found: EventLog = api.event_log([MADE / name for name in ("Lead.csv", "LeadHistory.csv", "User.csv")]).log
    return found


@pytest.fixture(scope="module")
def told(log: EventLog) -> list[str]:
    """Return what stands out in the made history, in words."""
    return [one.text for one in made(log, Asked(title="Leads", forms=())).told.standouts]


@pytest.mark.parametrize(
    "words",
    [
        "Routing accuracy is 58 % where first owner is Avery Example",
        "that begin on a Monday take longer",
        "Since 2026-05-18 “Lead Status: Discovery” follows",
        "Casey Example works another way than the others",
        "open cases lie still",
        "if number of employees is below 51, it goes on to “Disqualification Code: D-TooSmall” in 135 of 136",
        "Work goes from “Lead Status: Qualified” to “Lead Status: Working” and back in 46 of the 239 cases",
    ],
)
def test_each_planted_truth_is_told_once_and_before_the_general_shape(told: list[str], words: str) -> None:
    (place,) = [at for at, text in enumerate(told) if words in text]
    shape = next(at for at, text in enumerate(told) if text.startswith("No way is usual"))
    assert place < shape


def test_what_a_record_says_at_its_export_sets_no_cases_apart(told: list[str]) -> None:
    assert not [text for text in told if "current " in text]


def test_of_one_person_only_the_weightiest_is_told(log: EventLog) -> None:
    heavy, light = (
        Standout(text=f"Ann {weight}.", n=20, of="cases", cases=(), weight=weight, about=("Ann",))
        for weight in (0.9, 0.8)
    )
    texts = [one.text for one in standouts(overview(log), (light, heavy))]
    assert "Ann 0.9." in texts
    assert "Ann 0.8." not in texts


def test_an_attribute_known_from_the_start_sets_cases_apart_and_a_result_does_not(log: EventLog) -> None:
    found = overview(log)
    slow = (found.durations > np.median(found.durations)).astype(np.int32)
    for name, expected in (("plan", True), ("outcome", False), ("current plan", False)):
        column = Coded(codes=slow, labels=("free", "paid"))
        with_it = replace(log, case_attributes={name: column})
        texts = [one.text for one in standouts(overview(with_it))]
        assert any(f"Cases whose {name} is" in text for text in texts) is expected, name
