"""The automaton of a block allows what the block says, written out by hand in a second way."""

from itertools import product

import pytest

from sopwright.mining.conformance.automaton import SILENT, Automaton, automaton
from sopwright.mining.conformance.blocks import Again, Block, Do, InOrder, Maybe, OneOf, Together, automaton_of

A, B, C = (Do(step=step) for step in "abc")
WITHOUT_AA = {word for length in range(5) for word in map("".join, product("ab", repeat=length)) if "aa" not in word}


def allowed(model: Automaton, longest: int) -> set[str]:
    """Every word of at most so many letters that the automaton takes, found by trying all."""

    edges = list(zip(model.source.tolist(), model.label.tolist(), model.target.tolist(), strict=True))

    def reached(states: set[int], wanted: int) -> set[int]:
        return {target for source, label, target in edges if source in states and label == wanted}

    def rest(states: set[int]) -> set[int]:
        while not (more := reached(states, SILENT)) <= states:
            states = states | more
        return states

    found = set()
    for length in range(longest + 1):
        for letters in product(sorted(model.labels), repeat=length):
            states = rest({model.start})
            for letter in letters:
                states = rest(reached(states, model.labels.index(letter)))
            if states & set(model.finals):
                found.add("".join(letters))
    return found


@pytest.mark.parametrize(
    ("block", "words"),
    [
        pytest.param(InOrder(parts=(A, B)), {"ab"}, id="one after the other"),
        pytest.param(InOrder(parts=()), {""}, id="no work"),
        pytest.param(OneOf(parts=(A, B)), {"a", "b"}, id="a choice"),
        pytest.param(Maybe(part=A), {"", "a"}, id="an option"),
        pytest.param(Again(part=A, again=InOrder(parts=())), {"a", "aa", "aaa", "aaaa"}, id="repeated"),
        pytest.param(Again(part=A, again=B), {"a", "aba"}, id="repeated after something"),
        pytest.param(Together(parts=(A, B)), {"ab", "ba"}, id="in parallel"),
        pytest.param(Together(parts=(InOrder(parts=(A, B)), C)), {"abc", "acb", "cab"}, id="each keeps its order"),
        pytest.param(InOrder(parts=(A, Do(step=""), B)), {"ab"}, id="work that nobody sees"),
        pytest.param(
            OneOf(parts=(Again(part=A, again=InOrder(parts=())), B)),
            {"a", "aa", "aaa", "aaaa", "b"},
            id="a loop in a choice",
        ),
        pytest.param(Again(part=Maybe(part=A), again=B), WITHOUT_AA, id="an option in a loop"),
    ],
)
def test_a_block_allows_exactly_its_sequences(block: Block, words: set[str]) -> None:
    assert {word for word in allowed(automaton_of(block), 4) if len(word) <= 4} == words


def test_too_much_parallel_work_is_refused() -> None:
    block = Together(parts=tuple(Do(step=f"s{number}") for number in range(13)))
    with pytest.raises(ValueError, match="expected at most 6,000 states, found 8,192 of parallel work"):
        automaton_of(block)
    with pytest.raises(ValueError, match="expected at most 6,000 states, found 6,001"):
        automaton(6001, 0, (1,), [])


def test_a_way_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="a way from state 1 to state 0, found none"):
        automaton(2, 0, (1,), [(0, "a", 1)]).way(1, 0)
