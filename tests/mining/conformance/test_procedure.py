"""Which orders an SOP allows, tried out word by word."""

from itertools import permutations

import pytest
from tests.mining.conformance.test_alignment import aligned

from sopwright.mining.conformance.procedure import procedure
from sopwright.sop.document import Sop
from sopwright.sop.form import parse

HEAD = "sop: 1\nid: a\ntitle: A\nprocedure:\n  - id: p\n    phase: P\n    steps:\n"


def steps(*lines: str, more: str = "") -> Sop:
    return parse("a.sop.yaml", HEAD + "".join(f"      - {{{line}}}\n" for line in lines) + more)


def allowed(sop: Sop, hidden: str = "", longest: int = 4) -> set[str]:
    """Every word of at most so many different letters, and with one letter twice, that costs nothing."""
    names = sorted(step.id for step in sop.all_steps if step.id not in hidden)
    model = procedure(sop, set(names)).model
    pool = [*names, *names]
    words = {word for n in range(longest + 1) for word in permutations(pool, n)}
    listed = sorted(words)
    cost = aligned(model, [(name,) for name in names], [[names.index(each) for each in word] for word in listed]).cost
    return {"".join(word) for word, each in zip(listed, cost.tolist(), strict=True) if each == 0}


DECISION = "decisions: [{id: d, question: Q?, after: a, options: [{when: no, go: c}, {when: x, go: end}]}]"
CANDIDATE = "decisions: [{id: d, question: Q?, after: a, status: candidate, options: [{when: x, go: end}]}]"
GONE = "exceptions: [{id: x, title: Gone, when: W, steps: [{id: c, do: Do c.}]}]"
A, B, C = "id: a, do: Do a.", "id: b, do: Do b.", "id: c, do: Do c."


@pytest.mark.parametrize(
    ("sop", "words"),
    [
        pytest.param(steps(A, B, C), {"abc"}, id="one after the other"),
        pytest.param(steps(A, f"{B}, optional: true", C), {"abc", "ac"}, id="an optional step"),
        pytest.param(steps(A, f"{B}, only_if: it rains", C), {"abc", "ac"}, id="a step that is done only if"),
        pytest.param(steps(f"{A}, next: [{{go: c}}, {{go: b}}]", B, C), {"abc", "ac"}, id="a way past a step"),
        pytest.param(steps(A, f"{B}, next: [{{go: a}}, {{go: c}}]", C), {"abc"}, id="a way back, too long for this"),
        pytest.param(steps(A, f"{B}, next: [{{go: b}}, {{go: end}}]"), {"ab", "abb"}, id="a step again"),
        pytest.param(
            steps(A, B, C, more=DECISION),
            {"ac", "a"},
            id="a decision decides",
        ),
        pytest.param(
            steps(A, B, more=CANDIDATE),
            {"ab", "a"},
            id="a candidate of a decision does not",
        ),
        pytest.param(
            steps(A, B, more="exceptions: [{id: x, title: X, when: W, rejoin: b, steps: [{id: c, do: Do c.}]}]"),
            {"ab", "acb", "abcb"},
            id="an exception to which nothing leads may begin after any step",
        ),
        pytest.param(
            steps(A, f"{B}, next: [{{go: x}}, {{go: end}}]", more=GONE),
            {"ab", "abc"},
            id="an exception that does not say how it goes on ends the work",
        ),
    ],
)  # fmt: skip
def test_an_sop_allows_exactly_its_orders(sop: Sop, words: set[str]) -> None:
    assert {word for word in allowed(sop) if max(map(word.count, "abc"), default=0) <= 2} == words


def test_a_step_that_the_log_cannot_show_may_be_anywhere_in_its_place_unseen() -> None:
    assert allowed(steps(A, B, C), hidden="b") == {"ac"}
    assert allowed(steps(A, B, C), hidden="ac") == {"b"}


def test_an_exception_of_which_the_log_shows_nothing_excuses_nothing() -> None:
    more = "exceptions: [{id: x, title: Gone, when: W, rejoin: end, steps: [{id: c, do: Do c.}]}]"
    sop = steps(A, B, more=more)
    assert allowed(sop, hidden="c") == {"ab"}
    (note,) = procedure(sop, {"a", "b"}).notes
    assert note == (
        "The log shows no step of the exception “Gone”, and no step leads there: a lead that took it looks as if it "
        "had left the procedure."
    )


def test_an_exception_without_a_way_on_is_noted() -> None:
    sop = steps(A, more=GONE)
    assert procedure(sop, {"a", "c"}).notes == (
        "The SOP does not say how the work goes on after the exception “Gone”: it ends.",
    )


def test_the_last_steps_are_those_after_which_the_sop_asks_for_nothing_more() -> None:
    sop = steps(A, f"{B}, next: [{{go: c}}, {{go: end}}]", "id: c, do: Do c., optional: true")
    assert procedure(sop, {"a", "b", "c"}).last == ("b", "c")
    assert procedure(sop, {"a"}).last == ()
