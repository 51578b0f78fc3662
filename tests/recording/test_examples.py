"""Are the examples what the performances show, and nothing of what was typed or shown in them?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from scripts.examples import leads, truth
from scripts.examples.record import DECIDED, SITES

from sopwright.recording.form import dump, parse
from sopwright.recording.schema import Kind, NameState, Pace, Recording

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.recording.json"))
TOLD = truth.load((EXAMPLES / "lead-qualification.truth.json").read_text(encoding="utf-8"))
WORDS = {word.lower() for word in (EXAMPLES / "../src/sopwright/recording/vocabulary.toml").read_text().split()}


def example(file: Path) -> Recording:
    return parse(file.name, file.read_bytes())


def planted() -> set[str]:
    """Return the words of every made-up name, address and text that are no words of applications."""
    source = Path(leads.__file__).read_text(encoding="utf-8")
    texts = re.findall(r'"([^"\n]+)"', source)
    words = {word for text in texts for word in re.findall(r"[A-Z][a-z]{3,}|\d{4,}|\S+@\S+", text)}
    return {word.lower() for word in words} - WORDS


def test_there_are_seven_of_two_performers() -> None:
    found = [example(file) for file in FILES]
    assert [recording.performer for recording in found] == [f"performer-{number}" for number in (1, 1, 1, 2, 2, 2, 1)]
    assert {recording.pace for recording in found} == {Pace.SCRIPT}
    assert {app.name for recording in found for app in recording.apps} == set(SITES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_an_example_is_as_the_extension_saved_it(file: Path) -> None:
    assert dump(example(file)).encode() == file.read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_nothing_that_was_typed_or_shown_survives(file: Path) -> None:
    text = re.sub(r'"(t_ms|duration_ms|started|id)": [^,]+', "", file.read_text(encoding="utf-8").lower())
    assert len(planted()) > 20
    assert [word for word in sorted(planted()) if word in text] == []


@pytest.mark.parametrize(
    ("file", "lead"), list(zip(FILES, leads.LEADS, strict=True)), ids=lambda one: str(one)[-30:-15]
)
def test_what_became_of_the_lead_is_seen(file: Path, lead: leads.Lead) -> None:
    acts = {event.target.name for event in example(file).events if event.target is not None}
    assert DECIDED[lead.outcome] in acts


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_the_recording_and_the_applications_own_tables_tell_the_same(file: Path) -> None:
    name = file.name.partition(".")[0]
    assert TOLD[name]
    assert truth.disagreements(example(file), TOLD[name]) == []


def test_a_difference_between_a_recording_and_the_tables_is_found() -> None:
    recording, told = example(FILES[0]), TOLD["lead-qualification-1"]
    assert all(truth.disagreements(recording, told[:at] + told[at + 1 :]) for at in range(len(told)))
    for label in {label for one in told if one.what == "saved" for label in one.names}:
        events = tuple(event for event in recording.events if event.target is None or event.target.name != label)
        assert truth.disagreements(replace(recording, events=events), told)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_most_of_it_has_a_name_and_most_answers_a_cause(file: Path) -> None:
    events = example(file).events
    acts = [event for event in events if event.kind in (Kind.ACTIVATE, Kind.ENTER, Kind.CHOOSE)]
    named = [event for event in acts if event.target and event.target.name_state is NameState.CLEAR]
    toasts = [event for event in events if event.kind in (Kind.TOAST, Kind.ERROR)]
    assert len(named) / len(acts) > 0.75
    assert toasts
    assert all(event.caused_by for event in toasts)
