"""The cheapest alignment against Dijkstra's search on the product of sequence and model."""

import heapq
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.mining.conformance.alignment import EXTRA, Alignments, align
from sopwright.mining.conformance.automaton import FAR, SILENT, Automaton, automaton
from sopwright.mining.conformance.blocks import Again, Block, Do, InOrder, Maybe, OneOf, Together, automaton_of

LEAD = InOrder(
    parts=(
        Do(step="capture"),
        Maybe(part=Do(step="enrich")),
        Again(part=Do(step="call"), again=InOrder(parts=())),
        OneOf(parts=(InOrder(parts=(Do(step="accept"), Do(step="demo"))), Do(step="reject"))),
    )
)
ALL = ("capture", "enrich", "call", "accept", "demo", "reject", "unknown")


def aligned(model: Automaton, shows: Sequence[Sequence[str]], traces: Sequence[Sequence[int]]) -> Alignments:
    offsets = np.cumsum([0, *map(len, traces)]).astype(np.int64)
    return align(model, shows, offsets, np.array([each for trace in traces for each in trace], dtype=np.int32))


def told(model: Automaton, found: Alignments, trace: int) -> list[str]:
    """What the alignment of a trace says: steps done, ``+`` for what is extra, ``-step`` for what is skipped."""
    said: list[str] = []
    state = model.start
    for edge in found.edge[found.offsets[trace] : found.offsets[trace + 1]].tolist():
        if edge == EXTRA:
            said.append("+")
            continue
        said += [f"-{model.labels[model.label[each]]}" for each in model.way(state, int(model.source[edge]))]
        said.append(model.labels[model.label[edge]])
        state = int(model.target[edge])
    return said + [f"-{model.labels[model.label[each]]}" for each in model.way(state, model.end_from(state))]


@pytest.mark.parametrize(
    ("trace", "said"),
    [
        pytest.param("capture call accept demo", "capture call accept demo", id="as it should be"),
        pytest.param("capture enrich call call call reject", "capture enrich call call call reject", id="with a loop"),
        pytest.param("capture accept demo", "capture -call accept demo", id="a step skipped"),
        pytest.param("capture call accept", "capture call accept -demo", id="not finished"),
        pytest.param("capture capture call reject", "+ capture call reject", id="a step too many: the last one counts"),
        pytest.param("capture call unknown reject", "capture call + reject", id="what the model does not know"),
        pytest.param("capture call enrich reject", "capture call + reject", id="too late"),
        pytest.param("", "-capture -call -reject", id="nothing at all"),
    ],
)
def test_an_alignment_says_what_was_done_skipped_and_too_much(trace: str, said: str) -> None:
    model = automaton_of(LEAD)
    found = aligned(model, [(each,) for each in ALL], [[ALL.index(each) for each in trace.split()]])
    assert told(model, found, 0) == said.split()
    assert found.cost.tolist() == [sum(each[0] in "+-" for each in said.split())]


def cheapest(model: Automaton, shows: Sequence[Sequence[str]], trace: Sequence[int]) -> int:
    """The oracle: the shortest path in the product of sequence and model, edge by edge."""
    waiting = [(0, 0, model.start)]
    done: set[tuple[int, int]] = set()
    edges = list(zip(model.source.tolist(), model.label.tolist(), model.target.tolist(), strict=True))
    while True:
        cost, at, state = heapq.heappop(waiting)
        if (at, state) in done:
            continue
        done.add((at, state))
        if at == len(trace) and state in model.finals:
            return cost
        if at < len(trace):
            heapq.heappush(waiting, (cost + 1, at + 1, state))
        for source, label, target in edges:
            if source == state:
                heapq.heappush(waiting, (cost + (label != SILENT), at, target))
                if at < len(trace) and label != SILENT and model.labels[label] in shows[trace[at]]:
                    heapq.heappush(waiting, (cost, at + 1, target))


BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.sampled_from(["a", "b", "c", "d", "e", ""]).map(lambda step: Do(step=step)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: InOrder(parts=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: OneOf(parts=tuple(parts))),
        inner.map(lambda part: Maybe(part=part)),
        st.tuples(inner, inner).map(lambda both: Again(part=both[0], again=both[1])),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: Together(parts=tuple(parts))),
    ),
    max_leaves=7,
)
SHOWS = (("a",), ("b",), ("c",), ("d", "e"), ())


@given(BLOCKS, st.lists(st.lists(st.integers(0, 4), max_size=6), min_size=1, max_size=5))
@settings(max_examples=120, deadline=None)
def test_no_alignment_is_cheaper_and_the_one_told_costs_what_is_said(block: Block, traces: list[list[int]]) -> None:
    model = automaton_of(block)
    found = aligned(model, SHOWS, traces)
    assert found.cost.tolist() == [cheapest(model, SHOWS, trace) for trace in traces]
    for place, trace in enumerate(traces):
        said = told(model, found, place)
        assert sum(each[:1] in ("+", "-") for each in said) == found.cost[place]
        done = [each for each in said if each[:1] != "-"]
        assert all(each == "+" or each in SHOWS[activity] for each, activity in zip(done, trace, strict=True))


def test_a_portion_at_a_time_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    model = automaton_of(LEAD)
    draw = np.random.default_rng(4)
    traces = [draw.integers(0, 7, size=draw.integers(0, 12)).tolist() for _ in range(200)]
    whole = aligned(model, [(each,) for each in ALL], traces)
    monkeypatch.setattr("sopwright.mining.conformance.alignment._CELLS", 200)
    parts = aligned(model, [(each,) for each in ALL], traces)
    assert parts.cost.tolist() == whole.cost.tolist()
    assert parts.edge.tolist() == whole.edge.tolist()


def test_a_procedure_without_an_end_is_refused() -> None:
    model = automaton(2, 0, (1,), [(0, "call", 0)])
    assert model.shortest == FAR
    with pytest.raises(ValueError, match="a procedure that can come to its end"):
        aligned(model, [("call",)], [[0]])
