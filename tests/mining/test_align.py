"""Runs of the same work side by side."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.align import Alignment, align, common
from sopwright.recording.schema import Page
from sopwright.recording.work import Run, Step


def step(name: str, number: int) -> Step:
    """Return a step whose signature is a letter; a lower-case letter is a refused attempt at the upper-case one."""
    return Step(
        number=number,
        id=name,
        signature=name.upper(),
        verb="do",
        object="",
        title=name,
        do=name,
        result="",
        result_events=(),
        failed=name.islower(),
        acts=(),
        events=(number,),
        app="crm",
        page=Page(),
        times=None,
        before=None,
    )


def aligned(*runs: str) -> Alignment:
    return align([Run(number=1, steps=tuple(step(name, at) for at, name in enumerate(run, 1))) for run in runs])


def main_of(found: Alignment) -> str:
    return " ".join(f"{one.seen[0].step.signature}{one.runs}" for one in found.main)


def ways_of(found: Alignment) -> list[str]:
    shown = []
    for way in found.ways:
        steps = "".join(seen[0].step.signature for seen in way.steps)
        shown.append(f"{way.after}>{steps}>{way.rejoin} x{len(way.runs)} -{list(way.skipped)}")
    return shown


@pytest.mark.parametrize(
    ("runs", "main", "ways"),
    [
        pytest.param(["ABC"], "A1 B1 C1", [], id="one run is its own path"),
        pytest.param(["ABC", "ABC"], "A2 B2 C2", [], id="equal runs"),
        pytest.param(["ABC", "ABC", "AC"], "A3 B2 C3", [], id="a step left out"),
        pytest.param(["ABC", "ABC", "ABXC"], "A3 B3 C3", ["1>X>2 x1 -[]"], id="a step put in"),
        pytest.param(["ABC", "ABC", "AXC"], "A3 B2 C3", ["0>X>2 x1 -[1]"], id="a step instead of another"),
        pytest.param(["ABC", "ABC", "ABX"], "A3 B3 C2", ["1>X>None x1 -[2]"], id="another end"),
        pytest.param(["ABC", "ABC", "XABC"], "A3 B3 C3", ["-1>X>0 x1 -[]"], id="another beginning"),
        pytest.param(["ABC", "ABC", "ABAC"], "A3 B3 C3", [], id="a rare repeat belongs to the step it repeats"),
        pytest.param(["ABAC", "ABAC", "ABC"], "A3 B3 A2 C3", [], id="a usual repeat is a step of its own"),
        pytest.param(
            ["ABXYZC", "ABDEC", "ADEC"],
            "A3 B2 D2 E2 C3",
            ["1>XYZ>4 x1 -[2, 3]"],
            id="of runs that all differ the one that has most in common with the others",
        ),
        pytest.param(["AB", "CD"], "A1 B1", ["-1>CD>None x1 -[0, 1]"], id="runs with nothing in common"),
    ],
)
def test_runs_align(runs: list[str], main: str, ways: list[str]) -> None:
    found = aligned(*runs)
    assert main_of(found) == main
    assert ways_of(found) == ways


def test_what_is_done_after_a_refusal_is_a_detour_not_a_step() -> None:
    found = aligned("AbXYBC", "ABC")
    assert main_of(found) == "A2 B2 C2"
    (detour,) = found.detours
    assert (detour.rejoin, [one.signature for one in detour.steps], detour.run) == (1, ["X", "Y"], 0)


def test_what_is_taken_back_at_once_is_a_detour_with_what_took_it_back() -> None:
    runs = [Run(number=1, steps=tuple(step(name, at) for at, name in enumerate(run, 1))) for run in ("ALUB", "ALUBLU")]
    found = align(runs, undoes=lambda one, before: (before.signature, one.signature) == ("L", "U"))
    assert main_of(found) == "A2 B2"
    told = [(one.rejoin, one.failure.signature, [each.signature for each in one.steps]) for one in found.detours]
    assert told == [(1, "L", ["U"]), (1, "L", ["U"]), (None, "L", ["U"])]


def test_a_refusal_that_is_never_tried_again_stays_in_the_run() -> None:
    assert main_of(aligned("Ab")) == "A1 B1"


def test_the_higher_rank_decides_between_equally_common_runs() -> None:
    runs = [Run(number=1, steps=tuple(step(name, at) for at, name in enumerate(run, 1))) for run in ("ABCX", "ABD")]
    found = align(runs, lambda run: int(run.steps[-1].signature == "D"))
    assert main_of(found) == "A2 B2 D1"


SEQUENCES = st.text("ABCD", max_size=9)


def longest(one: str, other: str) -> int:
    """The oracle: tries every subsequence of the shorter text, the longest first."""
    short, long = sorted((one, other), key=len)
    for size in range(len(short), 0, -1):
        for picked in combinations(short, size):
            rest = iter(long)
            if all(letter in rest for letter in picked):
                return size
    return 0


@given(SEQUENCES, SEQUENCES)
def test_the_common_subsequence_is_common_ascending_and_longest(one: str, other: str) -> None:
    pairs = common(one, other)
    assert all(one[left] == other[right] for left, right in pairs)
    assert pairs == sorted(pairs)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs) == longest(one, other)


@given(st.lists(st.text("ABCDabc", min_size=1, max_size=8), min_size=1, max_size=6))
def test_every_step_of_every_run_is_told_exactly_once(runs: Sequence[str]) -> None:
    found = aligned(*runs)
    told = [(seen.run, seen.step.number) for one in found.main for seen in one.seen]
    told += [(seen.run, seen.step.number) for way in found.ways for column in way.steps for seen in column]
    told += [(one.run, each.number) for one in found.detours for each in (one.failure, *one.steps)]
    assert sorted(told) == [(at, number) for at, run in enumerate(runs) for number in range(1, len(run) + 1)]


@given(st.lists(st.text("ABCD", min_size=1, max_size=8), min_size=1, max_size=6))
def test_the_most_common_run_is_within_the_main_path(runs: Sequence[str]) -> None:
    most = max(runs.count(run) for run in runs)
    main = "".join(one.seen[0].step.signature for one in aligned(*runs).main)
    assert any(longest(run, main) == len(run) for run in runs if runs.count(run) == most)
