"""Runs with another outcome leave the main path once."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.test_align import main_of, step

from sopwright.mining.align import Alignment, Way, align
from sopwright.mining.outcomes import OTHER, USUAL, Outcome
from sopwright.mining.sides import laid_out
from sopwright.recording.work import Run


def runs_of(*names: str) -> list[Run]:
    return [Run(number=1, steps=tuple(step(name, at) for at, name in enumerate(run, 1))) for run in names]


def sided(usual: Sequence[str], others: Sequence[str], kind: str = "disqualify") -> Alignment:
    """Return usual runs beside runs of another outcome, which the letter L decides where there is one."""
    runs = runs_of(*usual, *others)
    outcomes = [Outcome()] * len(usual)
    for run in runs[len(usual) :]:
        outcomes.append(Outcome(kind=kind, by=next((one for one in run.steps if one.signature == "L"), None)))
    return laid_out(runs, outcomes, lambda _run: 0)


def told(way: Way) -> str:
    steps = "".join(seen[0].step.signature for seen in way.steps)
    beside = "".join(f" ({told(other)})" for other in way.beside)
    return f"{way.after}>{steps}>{way.rejoin} x{len(way.runs)}{' apart' * way.apart}{beside}"


@pytest.mark.parametrize(
    ("usual", "others", "main", "ways"),
    [
        pytest.param(["ABC"], ["ABL"], "A2 B2 C1", ["1>L>None x1 apart"], id="another end"),
        pytest.param(
            ["ABCDE"], ["ABLDE"], "A2 B2 C1 D1 E1", ["1>LDE>None x1 apart"], id="what follows is told to the end"
        ),
        pytest.param(
            ["ABCDE"] * 2,
            ["ABLDE", "ABXLDE"],
            "A4 B4 C2 D2 E2",
            ["1>LDE>None x2 apart (-1>X>0 x1)"],
            id="runs to one end go together, the nearest first",
        ),
        pytest.param(["ABC"], ["ACL"], "A2 B1 C1", ["0>CL>None x1 apart"], id="a step left out is a difference"),
        pytest.param(
            ["ABC", "AC", "ADC"],
            ["ACL"],
            "A4 B1 C4",
            ["0>D>2 x1", "2>L>None x1 apart"],
            id="unless most usual runs leave it out",
        ),
        pytest.param(["ABC"], ["BL"], "A1 B2 C1", ["1>L>None x1 apart"], id="a run may begin later"),
        pytest.param(["ABC"], ["XYL"], "A1 B1 C1", ["-1>XYL>None x1 apart"], id="nothing in common"),
        pytest.param(["ALC"], ["ALX"], "A2 L1 C1", ["0>LX>None x1 apart"], id="what decides is never on the main path"),
        pytest.param(
            ["ABC"] * 3,
            ["ABL", "AXBL", "ABL"],
            "A6 B6 C3",
            ["1>L>None x3 apart", "0>X>1 x1"],
            id="a slip before is a way",
        ),
    ],
)
def test_another_outcome_leaves_once(usual: list[str], others: list[str], main: str, ways: list[str]) -> None:
    found = sided(usual, others)
    assert main_of(found) == main
    assert [told(way) for way in found.ways] == ways
    assert found.usual == tuple(range(len(usual)))


def test_how_many_runs_are_still_on_the_way_is_known_at_each_step() -> None:
    found = sided(["ABC", "ABC"], ["ABL"])
    assert [sorted(found.going_on(at)) for at in range(3)] == [[0, 1, 2], [0, 1, 2], [0, 1]]


def test_a_refusal_on_the_way_to_another_end_keeps_its_place() -> None:
    found = sided(["ABC"], ["AbXBL", "ABLmYM"])
    assert [(one.rejoin, one.failure.signature, one.run) for one in found.detours] == [(1, "B", 1), (None, "M", 2)]


RUNS = st.lists(st.text("ABCDabc", min_size=1, max_size=8), min_size=1, max_size=4)


@given(RUNS)
def test_with_one_outcome_nothing_changes(runs: list[str]) -> None:
    assert laid_out(runs_of(*runs), [Outcome()] * len(runs), lambda _run: 0) == align(runs_of(*runs))


@given(RUNS, RUNS, RUNS)
def test_every_step_of_every_run_is_told_exactly_once(usual: list[str], lost: list[str], others: list[str]) -> None:
    runs = runs_of(*usual, *lost, *others)
    outcomes = [Outcome(kind=USUAL)] * len(usual) + [Outcome(kind="disqualify")] * len(lost)
    outcomes += [Outcome(kind=OTHER, by=run.steps[-1]) for run in runs[len(outcomes) :]]
    found = laid_out(runs, outcomes, lambda _run: 0)
    ways = [way for one in found.ways for way in (one, *one.beside)]
    listed = [(seen.run, seen.step.number) for one in found.main for seen in one.seen]
    listed += [(seen.run, seen.step.number) for way in ways for column in way.steps for seen in column]
    listed += [(one.run, each.number) for one in found.detours for each in (one.failure, *one.steps)]
    assert sorted(listed) == [(at, one.number) for at, run in enumerate(runs) for one in run.steps]
    assert all(0 <= way.after + 1 <= len(found.main) and way.steps for way in found.ways)
    assert all((other.rejoin or 0) < len(one.steps) for one in found.ways for other in one.beside)
