from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import LEADS, NEW_LEAD, choose, click, enter, lead, target
from tests.made_work import Draft, in_app, step, work

from sopwright.evidence import EventRef, Figure, Origin, Sentence, absent
from sopwright.mining.carrying import all_carries
from sopwright.mining.cases import cases_of, seen_in
from sopwright.mining.judging import CAPS, ORDER, WEIGHTS, Class, Factor, Gate, Judgement, Measured, Stop
from sopwright.mining.opportunities import Opportunity, opportunities_of
from sopwright.recording.schema import Event, Kind, Pace, Value, ValueClass, ValueState
from sopwright.recording.work import Weakness, Work
from sopwright.sop.document import Decision, DecisionStatus, Option, Phase, Sop, Step

STATUS = step("Set the status", choose("Status", "Qualified"))


def judged(*works: Work, sop: Sop | None = None) -> dict[str, Opportunity]:
    cases = cases_of(works)
    return {one.title: one for one in opportunities_of(cases, seen_in(cases), all_carries(works), sop)}


def gates(one: Opportunity) -> set[Gate]:
    return {stop.gate for stop in one.judgement.stops}


def test_a_chosen_step_in_every_run_scores_100() -> None:
    best = judged(work(*[(STATUS,)] * 10))["Set the status"]
    assert best.judgement.score == 100
    assert best.judgement.reachable == 100
    assert best.judgement.verdict is Class.RULE
    assert best.judgement.changed_by == ()


def test_the_weights_add_up_to_100() -> None:
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("draft", "gate", "verdict"),
    [
        pytest.param(
            replace(STATUS, verb="convert"), Gate.EFFECT, Class.DRAFT, id="converting cannot be taken back: drafted"
        ),
        pytest.param(
            step("Enter the password", enter("?", secret=True)), Gate.SENSITIVE, Class.HUMAN, id="a secret: kept human"
        ),
        pytest.param(
            replace(STATUS, choice="the status was chosen"),
            Gate.DECISION,
            Class.SUGGEST,
            id="an open decision: suggested",
        ),
        pytest.param(
            replace(STATUS, weaknesses=(Weakness.UNLABELLED,)),
            Gate.UNLABELLED,
            Class.SUGGEST,
            id="an unnamed control: suggested",
        ),
        pytest.param(replace(STATUS, failed=True), Gate.ERRORS, Class.DRAFT, id="a refusal: drafted"),
    ],
)
def test_a_gate_caps_the_class_whatever_the_score(draft: Draft, gate: Gate, verdict: Class) -> None:
    one = next(iter(judged(work(*[(draft,)] * 10)).values()))
    assert gates(one) == {gate}
    assert one.judgement.verdict is verdict
    assert one.judgement.changed_by


def test_a_secret_stays_with_the_person_however_well_a_rule_would_do() -> None:
    secret = Stop(gate=Gate.SENSITIVE, because="a password")
    assert Judgement(by_nature=Class.RULE, why="", factors=(), stops=(secret,)).verdict is Class.HUMAN


def test_what_was_seen_in_one_run_is_only_suggested() -> None:
    one = judged(work((STATUS, STATUS)))["Set the status"]
    assert gates(one) == {Gate.ONE_RUN}
    assert one.judgement.verdict is Class.SUGGEST
    assert one.judgement.stops[0].because == "1 run, 2 times"


def test_what_only_a_script_did_is_only_suggested_and_time_counts_for_nothing() -> None:
    one = judged(work((STATUS,), (STATUS,), pace=Pace.SCRIPT))["Set the status"]
    assert gates(one) == {Gate.SCRIPTED}
    assert one.judgement.reachable == 100 - WEIGHTS[Factor.TIME]


def test_typed_values_of_unknown_source_stay_with_a_person() -> None:
    one = judged(work(*[(step("Fill", enter("Company")),)] * 3))["Fill"]
    assert one.judgement.verdict is Class.HUMAN
    assert "Company" in one.judgement.why


def test_free_text_may_be_drafted() -> None:
    note = replace(enter("Note"), value=Value(state=ValueState.FILLED, value_class=ValueClass.LONG_TEXT))
    assert judged(work(*[(step("Add a note", note),)] * 3))["Add a note"].judgement.verdict is Class.DRAFT


def test_a_visit_that_changed_nothing_may_be_removed() -> None:
    run = (
        step("Open the list", click("Leads", LEADS)),
        step("Look at the lead", click("Back", lead(1))),
        step("Create a lead", click("New", LEADS)),
    )
    one = judged(work(run, run))["Look at the lead"]
    assert one.judgement.verdict is Class.REMOVE
    assert "keep it if something was read there" in one.judgement.why


def test_carrying_values_between_applications_is_judged_as_one_span() -> None:
    copied = step("Copy a cell", Event(number=1, kind=Kind.COPY, app="excel", target=target("Name", "gridcell")))
    pasted = step(
        "Paste it", Event(number=1, kind=Kind.PASTE, app="crm", page=NEW_LEAD, target=target("Company", "textbox"))
    )
    one = judged(work(*[(copied, pasted)] * 5))["Carry values from Excel to CRM"]
    assert (one.times, one.runs) == (10, 5)
    assert one.judgement.verdict is Class.RULE
    assert one.work.value == 2000


def decided(status: DecisionStatus, *criteria: str) -> Sop:
    """An SOP with a decision after its only step; an empty criterion is not known."""
    evidence = tuple(EventRef(recording="rec1", number=number) for number in range(1, 4))
    options = tuple(
        Option(when=Sentence(text=criterion) if criterion else absent("By which criterion?"), go="end")
        for criterion in criteria
    )
    do = Sentence(text="Set the status.", origin=Origin.OBSERVED, evidence=evidence)
    return Sop(
        id="x",
        title="X",
        procedure=(Phase(id="qualify", phase="Qualify", steps=(Step(id="a", do=do),)),),
        decisions=(Decision(id="d", question=absent("Which?"), after="a", options=options, status=status),),
    )


@pytest.mark.parametrize(
    ("sop", "value", "verdict"),
    [
        pytest.param(decided(DecisionStatus.CANDIDATE), None, Class.SUGGEST, id="only suspected"),
        pytest.param(decided(DecisionStatus.OBSERVED, "budget", ""), 0.5, Class.SUGGEST, id="one way unexplained"),
        pytest.param(decided(DecisionStatus.OBSERVED, "budget", "no budget"), 1, Class.RULE, id="all ways explained"),
        pytest.param(decided(DecisionStatus.STATED), 1, Class.RULE, id="stated by a person"),
    ],
)
def test_a_decision_needs_a_known_criterion(sop: Sop, value: float | None, verdict: Class) -> None:
    one = judged(work((STATUS,), (STATUS,), (STATUS,)), sop=sop)["Set the status"]
    assert next(m.figure.value for m in one.judgement.factors if m.factor is Factor.RULE) == value
    assert one.judgement.verdict is verdict


def test_work_per_run_is_given_so_that_hours_can_be_computed() -> None:
    one = judged(work((STATUS, STATUS), (STATUS,), (step("Else"),)))["Set the status"]
    assert (one.work.value, one.work.n) == (1500, 2)


def test_untimed_work_has_no_stake_and_says_why() -> None:
    one = judged(work(*[(step("Set", choose("Status", "x"), work=None),)] * 3))["Set"]
    assert one.work.unknown == "times were not recorded"
    assert one.judgement.reachable == 80
    assert "Learn “share of work”: times were not recorded." in one.judgement.changed_by


def test_a_lookup_is_in_another_application() -> None:
    found = judged(work((step("Look", in_app("zoominfo", click("Search"))),)))
    assert found["Look"].place == "lead list in ZoomInfo"


FACTORS = st.lists(st.none() | st.floats(0, 1), min_size=len(Factor), max_size=len(Factor))


def judgement(values: list[float | None], stops: tuple[Gate, ...] = (), nature: Class = Class.RULE) -> Judgement:
    factors = tuple(
        Measured(
            factor=factor,
            figure=Figure(label=str(factor), value=value, unit="share", n=1, unknown="" if value is not None else "?"),
            detail="",
        )
        for factor, value in zip(Factor, values, strict=True)
    )
    return Judgement(
        by_nature=nature, why="", factors=factors, stops=tuple(Stop(gate=gate, because="") for gate in stops)
    )


@given(FACTORS, st.integers(0, len(Factor) - 1), st.floats(0, 1))
def test_the_score_grows_with_every_factor(values: list[float | None], place: int, more: float) -> None:
    raised = [*values[:place], max(more, values[place] or 0), *values[place + 1 :]]
    assert judgement(raised).score >= judgement(values).score
    assert 0 <= judgement(values).score <= judgement(values).reachable + 1e-9


@given(st.lists(st.sampled_from(Gate), unique=True).map(tuple), st.sampled_from(Class))
def test_a_gate_never_raises_the_class(stops: tuple[Gate, ...], nature: Class) -> None:
    verdict = judgement([1.0] * len(Factor), stops, nature).verdict
    assert ORDER.index(verdict) == max(ORDER.index(one) for one in [nature, *(CAPS[gate] for gate in stops)])


def test_a_factor_outside_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a factor from 0 to 1, found"):
        judgement([2.0, 0, 0, 0, 0, 0])
