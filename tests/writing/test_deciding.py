"""Many runs that part for a reason: the reason is told with its counts, and nothing is told where there is none."""

import random

import pytest
from tests.made import LEADS, NEW_LEAD, choose, click, enter, lead, message, recording, shown, tick

from sopwright.evidence import EventRef, Origin
from sopwright.mining.graph import NodeKind
from sopwright.mining.map import draw
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Kind, Recording
from sopwright.recording.vocabulary import builtin
from sopwright.sop.document import DecisionStatus, Sop
from sopwright.sop.form import dump_yaml, parse
from sopwright.writing.compose import compose
from sopwright.writing.decided import decided
from sopwright.writing.render.markdown import markdown
from sopwright.writing.reporting import Table

BEGIN = (click("New lead", LEADS), shown(NEW_LEAD))
SAVE = (click("Save", NEW_LEAD, ends=True), shown(lead(1)))
CHECK = (click("Check duplicates", lead(1)), message(Kind.TOAST, "No duplicate found", lead(1)))
CONVERT = click("Convert lead", lead(1))
LOSE = click("Mark as lost", lead(1))
COUNTRIES = ("Austria", "Chile", "France")


def written(runs: list[Recording]) -> Sop:
    sop = compose([work_of(one, builtin()) for one in runs], builtin())
    assert parse("made.sop.yaml", dump_yaml(sop)) == sop
    assert markdown(sop)
    return sop


def run(country: str, *then: Event, form: tuple[Event, ...] = ()) -> Recording:
    return recording(*BEGIN, enter("Name"), choose("Country", country), *form, *SAVE, *then)


def countries(runs: int) -> list[str]:
    return [COUNTRIES[at % 3] for at in range(runs)]


def test_where_runs_come_to_different_ends_the_option_that_decides_is_told_with_its_counts() -> None:
    sop = written(
        [run(one, LOSE if (one == "France") != (at == 4) else CONVERT) for at, one in enumerate(countries(30))]
    )
    (decision,) = sop.decisions
    assert decision.status is DecisionStatus.OBSERVED
    assert [
        (option.when.text, option.when.origin, option.seen and option.seen.runs) for option in decision.options
    ] == [
        ("**Country** is not *France*, as in 19 of 20 such runs", Origin.DERIVED, 19),
        ("**Country** is *France*, as in 10 of 10 such runs", Origin.DERIVED, 11),
    ]
    assert decision.question.text == (
        "Which way: “Convert the lead” or “The lead is not pursued”? Found by comparing the runs: 29 of 30 went by it; "
        "rec5 did not."
    )
    assert {ref.recording for ref in decision.question.evidence} == {"rec5"}
    (path,) = sop.exceptions
    assert path.when.text == "**Country** is *France*, as in 10 of 10 such runs."
    assert not [question for question in sop.questions if "by which criterion" in question.ask]


def test_a_step_that_is_left_out_says_when_it_is_done() -> None:
    sop = written([run(one, *(() if one == "Chile" else CHECK), CONVERT) for one in countries(30)])
    step = next(step for step in sop.steps if "Check duplicates" in step.do.text)
    assert (step.optional, step.only_if) == (True, "**Country** is not *Chile*")
    assert [remark.text for remark in step.remarks] == ["Found by comparing the runs: all 30 went by it."]
    assert (step.observed and step.observed.runs) == 20


def test_what_few_runs_do_in_addition_says_when() -> None:
    sop = written([run(one, *(CHECK if one == "Austria" else ()), CONVERT) for one in countries(30)])
    (path,) = sop.exceptions
    assert path.when.text == (
        "**Country** is *Austria*, as in 10 of 10 such runs. Found by comparing the runs: all 30 went by it."
    )


def test_a_field_of_a_form_says_in_a_remark_when_it_is_set() -> None:
    sop = written([run(one, CONVERT, form=(tick("Partner"),) * (one == "Austria")) for one in countries(30)])
    step = next(step for step in sop.steps if "Country" in step.do.text)
    assert step.do.text == (
        "On the new-lead form, complete **Name**; set **Country** to the option that applies, and select **Save**."
    )
    assert [remark.text for remark in step.remarks] == [
        "**Country** was set to *Austria* (10), *Chile* (10) and *France* (10).",
        (
            "Tick **Partner** only if **Country** is *Austria*: so in 10 of 10 such runs, and left out in 20 of the 20 "
            "others."
        ),
        "Found by comparing the runs: all 30 went by it.",
    ]


def test_a_field_by_itself_becomes_a_step_with_a_decision_before_it() -> None:
    ends = (click("Confirm", lead(1), ends=True), message(Kind.TOAST, "Confirmed", lead(1)))
    runs = [
        run(one, *((tick("Partner", lead(1)),) if (one == "Austria") != (at == 3) else ()), *ends)
        for at, one in enumerate(countries(45))
    ]
    sop = written(runs)
    step = next(step for step in sop.steps if "Partner" in step.do.text)
    assert (step.do.text, step.only_if, step.optional) == (
        "On the lead, tick **Partner**.",
        "**Country** is *Austria*",
        False,
    )
    assert [remark.text for remark in step.remarks] == [
        "Found by comparing the runs: 44 of 45 went by it; rec4 did not."
    ]
    (decision,) = sop.decisions
    assert (decision.question.text, decision.status) == ("Tick **Partner**?", DecisionStatus.OBSERVED)
    assert [
        (option.when.text, option.go == step.id, option.seen and option.seen.runs) for option in decision.options
    ] == [
        ("**Country** is *Austria*, as in 14 of 15 such runs", True, 14),
        ("**Country** is not *Austria*, as in 30 of 30 such runs", False, 31),
    ]


def test_an_option_that_follows_from_another_says_so() -> None:
    owner = {"Austria": "Vienna", "Chile": "Lima", "France": "Lima"}
    sop = written([run(one, CONVERT, form=(choose("Team", owner[one]),)) for one in countries(30)])
    step = next(step for step in sop.steps if "Country" in step.do.text)
    told = [remark.text for remark in step.remarks if "when" in remark.text]
    assert " ".join(told) == (
        "*Lima* when **Country** is not *Austria* (20 of 20 such runs); "
        "*Vienna* when **Country** is *Austria* (10 of 10 such runs)."
    )


def test_what_follows_the_choice_does_not_explain_it() -> None:
    forms = [
        (tick("Partner"), choose("Discount", "High")) if at % 2 else (choose("Discount", "Low"),) for at in range(40)
    ]
    sop = written([run("Austria", CONVERT, form=form) for form in forms])
    step = next(step for step in sop.steps if "Country" in step.do.text)
    assert not [remark.text for remark in step.remarks if "only if" in remark.text]


def test_few_runs_and_chance_tell_nothing() -> None:
    sop = written([run(one, LOSE if one == "France" else CONVERT) for one in countries(6)])
    assert not [option for decision in sop.decisions for option in decision.options if option.when.known]
    dice = random.Random(4)  # noqa: S311 - a fixed row of numbers
    runs = [run(dice.choice(COUNTRIES), dice.choice((CONVERT, LOSE))) for _ in range(60)]
    (decision,) = written(runs).decisions
    assert not decision.question.known
    assert not [option for option in decision.options if option.when.known]


@pytest.mark.parametrize("runs", [60, 200])
def test_one_or_two_of_many_runs_that_leave_a_step_out_do_not_make_it_optional(runs: int) -> None:
    sop = written([run("Austria", *(() if at == 7 else CHECK), CONVERT) for at in range(runs)])
    step = next(step for step in sop.steps if "Check duplicates" in step.do.text)
    assert not step.optional
    assert [remark.text for remark in step.remarks] == [f"Left out in 1 of {runs} runs: rec8."]
    assert step.remarks[0].evidence[0] == EventRef(recording="rec8", number=1)


def test_runs_that_left_an_optional_step_out_decide_too_and_the_map_leads_them_there() -> None:
    runs = [
        run(one, *(CHECK if at % 4 else ()), LOSE if one == "France" else CONVERT)
        for at, one in enumerate(countries(60))
    ]
    sop = written(runs)
    (decision,) = sop.decisions
    assert [option.seen and (option.seen.runs, option.seen.of) for option in decision.options] == [(40, 60), (20, 60)]
    assert [option.when.text.partition(", as in ")[2] for option in decision.options] == [
        "40 of 40 such runs",
        "20 of 20 such runs",
    ]
    drawn = draw(sop)
    gate = next((node for node in drawn.nodes if node.optional and node.kind is NodeKind.DECISION), None)
    if gate is not None:
        skips = [edge.target for edge in drawn.edges if edge.source == gate.id]
        assert any(target.startswith("decision.") for target in skips)


def test_the_report_tells_conditions_of_steps_and_in_steps() -> None:
    runs = [
        run(one, *(() if one == "Chile" else CHECK), CONVERT, form=(tick("Partner"),) * (one == "Austria"))
        for one in countries(30)
    ]
    (section,) = decided(written(runs))
    table = section.blocks[1]
    assert isinstance(table, Table)
    assert [(row[0].text, row[1].text) for row in table.rows] == [
        (
            "In step 2",
            "Tick Partner only if Country is Austria: so in 10 of 10 such runs, and left out in 20 of the 20 others.",
        ),
        ("Step 3", "Country is not Chile"),
    ]
    assert decided(written([run("Austria", CONVERT)])) == ()


def test_what_one_of_two_runs_left_out_is_asked_once() -> None:
    call = (click("Log a call", lead(1)), message(Kind.TOAST, "Logged", lead(1)))
    sop = written([run("Chile", *call, click("Print", lead(1)), CONVERT), run("Chile", CONVERT)])
    assert [question.ask for question in sop.questions if "runs" in question.ask] == [
        "“Log a call” and “Print” were done in 1 of 2 runs: when are they done?"
    ]


def test_a_field_that_is_not_always_edited_is_not_told_as_if_it_were() -> None:
    sop = written([run("Chile", CONVERT, form=(tick("Partner"),)), run("Chile", CONVERT)])
    step = next(step for step in sop.steps if "Partner" in step.do.text)
    assert [remark.text for remark in step.remarks] == ["Not always: **Partner** (1 of 2)."]
