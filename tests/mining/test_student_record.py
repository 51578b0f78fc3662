"""Figures of fifty real runs against numbers that were computed elsewhere: ``data/SOURCES.md``."""

from pathlib import Path

import pytest

from sopwright.mining.cases import field_label
from sopwright.mining.figures import Figures, figures_of
from sopwright.mining.quantiles import quantile
from sopwright.mining.similarity import mean_similarity, variants
from sopwright.recording.reading import read
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Recording
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Work

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def recording(realdata: Path) -> Recording:
    name = "StudentRecord.csv"
    (one,) = read(name, (realdata / "recordings" / "ui-log" / name).read_bytes(), builtin())
    return one


@pytest.fixture(scope="module")
def work(recording: Recording) -> Work:
    return work_of(recording, builtin())


@pytest.fixture(scope="module")
def figures(work: Work) -> Figures:
    return figures_of([work])


def cut_at_submit(recording: Recording) -> list[list[Event]]:
    """The runs as the source defines them: everything up to and including Submit."""
    runs: list[list[Event]] = [[]]
    for event in recording.events:
        runs[-1].append(event)
        if field_label(event.target) == "Submit":
            runs.append([])
    return [run for run in runs if run]


def test_there_are_fifty_runs_with_the_known_durations(recording: Recording) -> None:
    durations = [((run[-1].t_ms or 0) - (run[0].t_ms or 0)) / 1000 for run in cut_at_submit(recording)]
    assert len(durations) == 50
    assert quantile(durations, 0.5) == pytest.approx(69.65, abs=0.005)
    assert sum(durations) / 50 == pytest.approx(71.4, abs=0.05)
    assert quantile(durations, 0.9) == pytest.approx(82.1, abs=0.05)
    assert max(durations) == pytest.approx(108.1, abs=0.05)


def test_there_are_nine_exact_variants_and_the_runs_are_known_to_be_this_alike(recording: Recording) -> None:
    sequences = [
        tuple(
            f"{event.app}|{event.kind}|{field_label(event.target)}"
            for event in run
            if not field_label(event.target).startswith("Add another response")
        )
        for run in cut_at_submit(recording)
    ]
    groups = {sequence: len(indices) for sequence, indices in variants(sequences).items()}
    assert len(groups) == 9
    assert next(iter(groups.values())) == 33
    assert mean_similarity(groups)[0] == pytest.approx(0.962, abs=0.0005)


def test_all_pastes_carry_a_value_copied_earlier(figures: Figures) -> None:
    carried = {figure.label: figure.value for figure in figures.carrying.figures}
    assert carried["Pastes"] == 504
    assert carried["Values carried by hand"] == 504
    assert carried["Pastes whose source was not recorded"] == 0


def test_one_pause_is_longer_than_thirty_seconds(figures: Figures) -> None:
    longest, long = figures.spending.pauses
    assert longest.value == pytest.approx(52_300, abs=50)
    assert long.value == 1


def test_carrying_the_values_is_the_candidate_that_takes_the_work(figures: Figures) -> None:
    span = next(one for one in figures.opportunities if one.title.startswith("Carry values from Excel"))
    assert span.runs == 50
    assert str(span.judgement.verdict) == "automate by rule"
    assert span.judgement.score >= figures.opportunities[0].judgement.score - 5


def test_the_times_of_the_phases_add_up_to_the_recording(work: Work, figures: Figures) -> None:
    assert sum(row.times.total for row in figures.spending.phases) == work.recording.duration_ms
