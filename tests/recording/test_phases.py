"""Steps become phases with a goal as title."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import LEADS, NEW_LEAD, choose, click, edit_lead, enter, lead, recording, shown

from sopwright.recording.phases import MOST_STEPS, phases_of
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Page, PageKind
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Step

TASK = Page(template="/tasks/new", kind=PageKind.FORM, object="task", instance=1)
PROJECTS = Page(template="/projects", kind=PageKind.LIST, object="project", instance=1)


def steps(*events: Event) -> list[Step]:
    return [step for run in work_of(recording(*events), builtin()).runs for step in run.steps]


def phases(*events: Event, about: str = "lead") -> list[tuple[str, int]]:
    found = steps(*events)
    return [(phase.title, phase.steps[1] - phase.steps[0]) for phase in phases_of(found, about, builtin())]


def test_the_work_on_a_lead_has_the_documented_phases() -> None:
    assert phases(
        click("New lead", LEADS, "link"),
        shown(NEW_LEAD),
        *(enter(name) for name in ("First name", "Last name", "Company", "Email")),
        click("Create lead", NEW_LEAD, ends=True),
        shown(LEADS),
        click("?", LEADS, "link"),
        shown(lead()),
        choose("Lead status", "Qualified", lead()),
        click("Save", lead(), ends=True),
        choose("Owner", "Round robin", lead()),
        click("Save", lead(), ends=True),
        click("Log a call", lead()),
        shown(TASK),
        enter("Subject", TASK),
        click("Save", TASK, ends=True),
    ) == [
        ("Capture the lead", 3),
        ("Qualify the lead", 2),
        ("Route and assign the lead", 1),
        ("Log the outcome and set the next step", 2),
    ]


def test_a_note_before_the_verdict_serves_the_verdict() -> None:
    assert phases(enter("Notes", lead()), click("Add note", lead()), click("Convert lead", lead())) == [
        ("Qualify the lead", 2)
    ]


def test_a_status_among_the_fields_of_a_new_form_serves_the_form() -> None:
    assert phases(enter("Company"), choose("Status", "Open"), click("Create lead", NEW_LEAD, ends=True)) == [
        ("Capture the lead", 1)
    ]


def test_changing_the_status_of_a_lead_qualifies_it() -> None:
    form = edit_lead()
    assert phases(choose("Status", "Closed", form), click("Save changes", form, ends=True)) == [("Qualify the lead", 1)]


def test_other_work_is_named_after_what_completes_it() -> None:
    assert phases(
        click("New project", PROJECTS),
        enter("Project name", PROJECTS),
        click("Create project", PROJECTS, ends=True),
        about="project",
    ) == [("Create the project", 2)]


def other(*verbs: str) -> list[str]:
    """Return the phases of work that is none of sales, told by verbs; ``!`` marks a refused step."""
    (made,) = steps(click("Help", PROJECTS))
    found = [
        replace(made, verb=verb.strip("!"), object="project", title=f"{verb.strip('!')} it", failed=verb.endswith("!"))
        for verb in verbs
    ]
    return [f"{phase.title}: {phase.steps[1] - phase.steps[0]}" for phase in phases_of(found, "project", builtin())]


@pytest.mark.parametrize(
    ("verbs", "expected"),
    [
        pytest.param(
            ["go", "create", "go", "create"], ["create it (1 of 2): 2", "create it (2 of 2): 2"], id="two goals"
        ),
        pytest.param(["create!", "go", "create"], ["create it: 3"], id="a refused attempt reaches no goal"),
        pytest.param(["go", "create", "go"], ["create it: 3"], id="one small step is no phase of its own"),
        pytest.param(["go", "create", "create"], ["create it (1 of 2): 2", "create it (2 of 2): 1"], id="a goal is"),
        pytest.param(["copy", "copy", "go"], ["Copy the values over: 3"], id="mostly copying"),
        pytest.param(["copy", "go"], ["go it: 2"], id="half copying"),
    ],
)
def test_other_work_is_divided_by_what_it_completes(verbs: list[str], expected: list[str]) -> None:
    assert other(*verbs) == expected


@pytest.mark.parametrize("count", [MOST_STEPS, MOST_STEPS + 1, 5 * MOST_STEPS])
def test_no_phase_has_more_than_seven_steps(count: int) -> None:
    pages = [Page(template=f"/{at}", instance=1) for at in range(count)]
    sizes = [size for _, size in phases(*(click(f"Button {at}", page) for at, page in enumerate(pages)), about="")]
    assert sum(sizes) == count
    assert max(sizes) <= MOST_STEPS


def test_nothing_has_no_phases() -> None:
    assert phases_of([], "lead", builtin()) == ()


@given(st.lists(st.sampled_from(["create", "convert", "assign", "send", "go", "complete", "set"]), max_size=30))
def test_every_step_is_in_one_phase_in_order(verbs: list[str]) -> None:
    (made,) = steps(click("Save", lead()))
    found = [replace(made, verb=verb, object="lead") for verb in verbs]
    bounds = [phase.steps for phase in phases_of(found, "lead", builtin())]
    assert [at for first, last in bounds for at in range(first, last)] == list(range(len(found)))
    assert all(0 < last - first <= MOST_STEPS for first, last in bounds)
