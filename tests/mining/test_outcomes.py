"""What became of the case in each run."""

import pytest
from tests.made import LEADS, choose, click, enter, lead, message, recording, shown

from sopwright.mining.outcomes import Outcome, outcomes_of, undoes
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Kind
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Run

OPEN = (click("?", LEADS, "link"), shown(lead(1)))
CONVERT = click("Convert lead", lead(1))
LOSE = click("Mark as Lost", lead(1))
BACK = click("Set as Lead", lead(1))
SAVE = click("Save", lead(1))
CANCEL = click("Cancel", lead(1))


def run(*events: Event) -> Run:
    """Return the only run of a recording that begins with opening a lead."""
    (found,) = work_of(recording(*OPEN, *events), builtin()).runs
    return found


def told(*runs: tuple[Event, ...]) -> list[str]:
    """Return each outcome in short: its kind, and the step or field that shows it."""
    return [short(outcome) for outcome in outcomes_of([run(*events) for events in runs], builtin())]


def short(outcome: Outcome) -> str:
    shows = outcome.field or (outcome.by.title if outcome.by is not None else "")
    return " ".join(part for part in (outcome.kind, shows and f"({shows})") if part)


@pytest.mark.parametrize(
    ("runs", "outcomes"),
    [
        pytest.param([(CONVERT,)], [""], id="one run is the usual one"),
        pytest.param([(LOSE,)], [""], id="one run is the usual one, however it ends"),
        pytest.param([(CONVERT,), (LOSE,)], ["", "disqualify (Mark as Lost)"], id="an ending beside the usual end"),
        pytest.param([(LOSE,), (LOSE,)], ["", ""], id="where nothing else was seen an ending is all there is"),
        pytest.param(
            [(SAVE,), (LOSE,)], ["", "disqualify (Mark as Lost)"], id="without a word for it what is not an ending"
        ),
        pytest.param([(CONVERT,), (LOSE, CONVERT)], ["", ""], id="the last word counts: converted after all"),
        pytest.param(
            [(CONVERT,), (CANCEL, BACK, LOSE)],
            ["", "disqualify (Mark as Lost)"],
            id="the last word counts: lost after all",
        ),
        pytest.param(
            [(CONVERT,), (LOSE, BACK, SAVE, CANCEL)], ["", "other (Cancel)"], id="an ending that was taken back is none"
        ),
        pytest.param(
            [(CONVERT,), (choose("Status", "Closed", lead(1)), SAVE, choose("Status", "Open", lead(1)), SAVE)],
            ["", "other (Status)"],
            id="an option is taken back by another option of the field",
        ),
        pytest.param(
            [(CONVERT,), (enter("Owner", lead(1)), SAVE)],
            ["", "other (Owner)"],
            id="a field that says whose the case is",
        ),
        pytest.param(
            [(enter("Owner", lead(1)), CONVERT), (enter("Owner", lead(1)), SAVE)],
            ["", "other (Save)"],
            id="a field that the usual runs fill in too shows nothing",
        ),
        pytest.param([(CONVERT,), (SAVE,), (SAVE,)], ["", "", ""], id="more runs that say nothing are as usual"),
        pytest.param([(CONVERT,), (enter("Note", lead(1)),)], ["", ""], id="a run that broke off is no outcome"),
        pytest.param(
            [(CONVERT,), (LOSE, message(Kind.ERROR, "Required"))],
            ["", ""],
            id="what the system refused did not happen",
        ),
    ],
)
def test_an_outcome_is_shown_by_a_step(runs: list[tuple[Event, ...]], outcomes: list[str]) -> None:
    assert told(*runs) == outcomes


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        pytest.param((LOSE, BACK), True, id="an ending, set back at once"),
        pytest.param((CANCEL, BACK), True, id="what was cancelled, set back at once"),
        pytest.param((CONVERT, BACK), False, id="the usual end is no slip"),
        pytest.param((CANCEL, LOSE), False, id="an ending takes nothing back: it is where the case goes"),
        pytest.param((CANCEL, SAVE), False, id="a label that sets no state"),
        pytest.param((LOSE, click("Set as Lead", LEADS)), False, id="another page"),
        pytest.param((LOSE, message(Kind.ERROR, "Required"), BACK), False, id="what was refused ended nothing"),
    ],
)
def test_what_ended_a_case_is_taken_back_by_what_sets_its_state_right_after(
    acts: tuple[Event, ...], *, found: bool
) -> None:
    steps = run(*acts).steps
    assert undoes(steps[-1], steps[-2], builtin()) is found
