"""One fault is told once: a document that lacks something everywhere is told so in one place."""

from dataclasses import replace
from pathlib import Path

from sopwright.evidence import Sentence, absent
from sopwright.sop.contract import HandOff
from sopwright.sop.document import Decision, DecisionStatus, ExceptionPath, Observation, Option, Phase, Role, Sop, Step
from sopwright.sop.form import parse
from sopwright.sop.lint import Finding, lint

BASE = parse("base", (Path(__file__).parent / "base.sop.yaml").read_text(encoding="utf-8"))
ROLES = tuple(Role(name=name, does=Sentence(text="does its part")) for name in ("SDR", "AE"))


def found(sop: Sop, code: str) -> list[Finding]:
    return [finding for finding in lint(sop) if finding.rule == code]


def of_steps(*steps: Step, roles: tuple[Role, ...] = ROLES) -> Sop:
    return Sop(id="a", title="Do the work", roles=roles, procedure=(Phase(id="p", phase="Work", steps=steps),))


def step(name: str, *, role: str = "", optional: bool = False, seen: int = 0, result: str = "") -> Step:
    return Step(
        id=name,
        do=Sentence(text=f"Open {name}."),
        role=role,
        optional=optional,
        observed=Observation(runs=seen, of=9) if seen else None,
        result=Sentence(text=result) if result else None,
    )


def test_steps_that_all_lack_a_role() -> None:
    [finding] = found(of_steps(step("one"), step("two")), "SOP202")
    assert (finding.path, "all 2 steps" in finding.message) == ("procedure", True)


def test_one_of_two_steps_that_lacks_a_role() -> None:
    [finding] = found(of_steps(step("one", role="AE"), step("two")), "SOP202")
    assert finding.path == "steps.two.role"


def test_steps_without_a_role_where_there_is_only_one() -> None:
    assert found(of_steps(step("one"), step("two"), roles=ROLES[:1]), "SOP202") == []


def test_recorded_steps_that_all_lack_a_result() -> None:
    [finding] = found(of_steps(step("one", seen=9), step("two", seen=9)), "SOP406")
    assert finding.path == "procedure"


def test_recorded_steps_of_which_one_lacks_a_result() -> None:
    [finding] = found(of_steps(step("one", seen=9, result="It is open."), step("two", seen=9), step("three")), "SOP406")
    assert finding.path == "steps.two.result"


def test_optional_steps_that_were_left_out_together() -> None:
    steps = [step(name, optional=True, seen=seen) for name, seen in (("one", 8), ("two", 8), ("three", 2))]
    first, last = found(of_steps(*steps), "SOP407")
    assert (first.path, last.path) == ("steps.one.only_if", "steps.three.only_if")
    assert first.message == "expected when an optional step is done, found no condition, on 2 steps from here on"
    assert last.message == "expected when an optional step is done, found no condition"


def test_a_way_whose_criterion_nobody_knows() -> None:
    asked = absent("When is this way taken?")
    path = ExceptionPath(id="other-way", title="Another way", when=asked, steps=(step("three"),), rejoin="end")
    option = Option(when=asked, go="other-way")
    decision = Decision(id="d", question=asked, after="one", options=(option,), status=DecisionStatus.OBSERVED)
    sop = replace(of_steps(step("one"), step("two")), exceptions=(path,), decisions=(decision,))
    assert len(found(sop, "SOP301")) == 1
    assert found(sop, "SOP510") == []
    assert len(found(replace(sop, decisions=()), "SOP510")) == 1


def test_a_hand_off_that_nobody_observed() -> None:
    sop = replace(BASE, handoffs=(HandOff(id="h", from_="SDR", to=absent("Who receives the lead?")),))
    assert [finding.rule for finding in lint(sop) if finding.rule.startswith("SOP6")] == ["SOP601"]


def test_a_role_that_is_not_known_is_no_missing_hand_off() -> None:
    sop = of_steps(step("one", role="SDR"), step("two", role="Rep"))
    assert [len(found(sop, code)) for code in ("SOP203", "SOP605")] == [1, 0]


def test_an_abbreviation_used_twice() -> None:
    steps = (Step(id="one", do=Sentence(text="Call the KAM.")), Step(id="two", do=Sentence(text="Write to the KAM.")))
    [finding] = found(of_steps(*steps), "SOP007")
    assert finding.path == "steps.one.do"


def test_phases_that_all_lack_a_time_limit() -> None:
    sop = of_steps(step("one"))
    again = Phase(id="q", phase="More", steps=(step("two"),))
    assert [finding.path for finding in found(sop, "SOP701")] == ["procedure.p.steps"]
    assert [f.path for f in found(replace(sop, procedure=(*sop.procedure, again)), "SOP701")] == ["procedure"]
