"""Are the example recordings what the captures show, and nothing of what was planted in them?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sopwright.recording.form import parse
from sopwright.recording.schema import Arrival, Kind, NameState, Pace, Recording

ROOT = Path(__file__).parent.parent.parent
CAPTURES = ROOT / "tests" / "captures"
NAMES = ("bottle-crm", "django-crm", "tryton-1", "tryton-2")


def example(name: str) -> Recording:
    return parse(name, (CAPTURES / f"{name}.recording.json").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_planted_survives(name: str) -> None:
    text = (CAPTURES / f"{name}.recording.json").read_text(encoding="utf-8").lower()
    planted = (
        "secret",
        "alice",
        "smith",
        "maya",
        "reyes",
        "sam seller",
        "leadflow",
        "127.0.0.1",
        "9b524018",
        "e6e6bfe5",
    )
    assert not [word for word in planted if word in text]


@pytest.mark.parametrize("name", NAMES)
def test_a_script_set_the_pace_and_no_option_was_recorded(name: str) -> None:
    recording = example(name)
    assert recording.pace is Pace.SCRIPT
    assert "chosen options" in recording.coverage.not_recorded
    assert all(event.value.option == "" for event in recording.events if event.value is not None)


def test_the_lead_of_bottlecrm_is_created_converted_and_another_closed() -> None:
    recording = example("bottle-crm")
    said = [event.target.name for event in recording.events if event.kind is Kind.SUBMIT and event.target]
    assert said == ["Create lead", "Add note", "Convert lead", "Save changes"]
    assert [event.page.record for event in recording.events if event.kind is Kind.SUBMIT] == [0, 1, 1, 2]
    assert recording.duration_ms == 17_507
    withheld = [e for e in recording.events if e.target and e.target.name_state is NameState.WITHHELD]
    assert [event.page.name for event in withheld] == ["Leads", "Leads"]


def test_the_conversion_of_djangocrm_is_refused_once() -> None:
    recording = example("django-crm")
    shown = [event for event in recording.events if event.kind is Kind.PAGE_SHOWN]
    assert [event.arrival for event in shown] == [Arrival.LINK, Arrival.LINK, Arrival.SUBMITTED, Arrival.REDIRECTED]
    convert = [event.number for event in recording.events if event.kind is Kind.ACTIVATE][-2:]
    assert [event.caused_by for event in shown][-2:] == convert
    busy = [event.kind for event in recording.events if event.kind in (Kind.BUSY_STARTED, Kind.BUSY_ENDED)]
    assert busy == [Kind.BUSY_STARTED, Kind.BUSY_ENDED] * 4


@pytest.mark.parametrize("name", ["tryton-1", "tryton-2"])
def test_one_opportunity_of_tryton_is_converted_and_another_lost(name: str) -> None:
    recording = example(name)
    pressed = [event.target.name for event in recording.events if event.kind is Kind.ACTIVATE and event.target]
    assert [label for label in pressed if label in ("Convert to Opportunity", "Mark as Lost")] == [
        "Convert to Opportunity",
        "Mark as Lost",
    ]
    picked = [event for event in recording.events if event.kind is Kind.CHOOSE]
    assert [(e.target and e.target.name, e.value and e.value.option_state) for e in picked] == [
        ("Party", NameState.WITHHELD),
        ("Party", NameState.WITHHELD),
    ]
    assert {event.page.object for event in recording.events} == {"opportunity"}


@pytest.mark.realdata
def test_the_examples_are_what_the_script_makes_of_the_captures(realdata: Path, tmp_path: Path) -> None:
    (tmp_path / "vocabulary.toml").write_bytes((CAPTURES / "vocabulary.toml").read_bytes())
    script = ROOT / "scripts" / "convert_captures.py"
    command = [sys.executable, str(script), str(realdata / "recordings" / "crm"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own script
    for name in NAMES:
        file = f"{name}.recording.json"
        assert json.loads((tmp_path / file).read_bytes()) == json.loads((CAPTURES / file).read_bytes())
