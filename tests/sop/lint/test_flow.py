"""The ways through an SOP: what is reached, and what never ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.evidence import Sentence
from sopwright.sop.document import Branch, Decision, DecisionStatus, ExceptionPath, Option, Phase, Sop, Step
from sopwright.sop.lint.flow import endless, unreachable, ways

SAY = Sentence(text="Do it.")


def step(name: str, *go: str, always: bool = True) -> Step:
    return Step(id=name, do=SAY, next=tuple(Branch(go=to, if_="" if always else "it holds") for to in go))


def sop(*steps: Step, exceptions: tuple[ExceptionPath, ...] = (), decisions: tuple[Decision, ...] = ()) -> Sop:
    phase = Phase(id="p", phase="Work", steps=steps)
    return Sop(id="a", title="A", procedure=(phase,), exceptions=exceptions, decisions=decisions)


def test_steps_follow_each_other_to_the_end() -> None:
    assert ways(sop(step("a"), step("b"))) == {"a": {"b"}, "b": {"end"}}


def test_a_branch_without_condition_leaves_out_what_it_jumps_over() -> None:
    assert unreachable(sop(step("a", "c"), step("b"), step("c"))) == {"b"}


def test_a_branch_with_a_condition_does_not() -> None:
    assert unreachable(sop(step("a", "c", always=False), step("b"), step("c"))) == set()


def test_a_candidate_decision_takes_nothing_away() -> None:
    option = Option(when=SAY, go="end")
    asked = Decision(id="d", question=SAY, after="a", options=(option, option), status=DecisionStatus.CANDIDATE)
    assert unreachable(sop(step("a"), step("b"), decisions=(asked,))) == set()
    stated = Decision(id="d", question=SAY, after="a", options=(option, option))
    assert unreachable(sop(step("a"), step("b"), decisions=(stated,))) == {"b"}


def test_an_exception_can_bring_the_work_back() -> None:
    path = ExceptionPath(id="e", title="E", when=SAY, steps=(step("x"),), rejoin="b")
    assert unreachable(sop(step("a", "end"), step("b"), exceptions=(path,))) == set()


def test_each_loop_without_exit_is_told_once_at_its_first_step() -> None:
    assert endless(sop(step("a"), step("b"), step("c", "b"))) == ("a",)
    assert endless(sop(step("a", "end"), step("b"), step("c", "b"), step("d", "d"))) == ("b", "d")


def test_a_loop_with_a_condition_ends() -> None:
    assert endless(sop(step("a"), step("b", "a", always=False))) == ()


@settings(max_examples=200, deadline=None)
@given(jumps=st.lists(st.lists(st.integers(0, 6), max_size=2), min_size=1, max_size=6))
def test_law_the_ways_agree_with_walking_them_all(jumps: list[list[int]]) -> None:
    """The oracle walks from every step as many steps as there are, keeping the set of places."""
    count = len(jumps)
    targets = [{min(count, to) for to in go} or {n + 1} for n, go in enumerate(jumps)]
    steps = [step(f"s{n}", *(f"s{to}" if to < count else "end" for to in go)) for n, go in enumerate(jumps)]
    seen = [{n} for n in range(count)]
    for _ in range(count + 1):
        seen = [places | {to for place in places if place < count for to in targets[place]} for places in seen]
    document = sop(*steps)
    assert unreachable(document) == {f"s{n}" for n in range(count) if n not in seen[0]}
    stuck = {f"s{n}" for n in range(count) if count not in seen[n]}
    assert set(endless(document)) <= stuck
    assert bool(endless(document)) is bool(stuck)
