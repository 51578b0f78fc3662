import pytest
from tests.mining.conformance.leads import GOOD, TEXT, log_of, sop

from sopwright.errors import InputError
from sopwright.mining.conformance.matching import Basis, matching


@pytest.mark.parametrize(
    ("activity", "steps", "by"),
    [
        pytest.param("create-lead", "create-lead", Basis.ID, id="the id"),
        pytest.param("Create Lead", "create-lead", Basis.ID, id="the id in other letters"),
        pytest.param("Lead created", "create-lead", Basis.WORDS, id="the same words otherwise"),
        pytest.param("Created", "create-lead", Basis.WORDS, id="one word with which one step begins"),
        pytest.param("Create the lead.", "create-lead", Basis.WORDS, id="the sentence"),
        pytest.param("Lead Status: SQL – Accepted", "accept-lead", Basis.SETS, id="what it sets"),
        pytest.param("Status: SQL - Accepted", "accept-lead", Basis.SETS, id="by a shorter name"),
        pytest.param("SQL – Accepted", "accept-lead", Basis.SETS, id="the value that it sets"),
        pytest.param("Owner changed", "assign-owner", Basis.SETS, id="the field that it sets"),
        pytest.param("Lead Status: Working", "", None, id="another value"),
        pytest.param("Lead", "", None, id="a word that every step has"),
    ],
)  # fmt: skip
def test_an_activity_is_a_step_by_what_the_sop_says(activity: str, steps: str, by: Basis | None) -> None:
    found = matching(log_of(f"book-demo {activity.replace(' ', '_')}"), sop())
    matched = {each.activity: (" ".join(each.steps), each.by) for each in found.matches}
    assert matched.get(activity) == ((steps, by) if steps else None)
    assert [each.activity for each in found.unknown] == ([] if steps else [activity])


def test_what_the_user_says_wins_then_what_the_sop_says() -> None:
    text = TEXT.replace("do: Call the lead.,", "do: Call the lead., activities: [Dialled, Lead accepted],")
    log = log_of("create-lead Dialled Lead_accepted Working call-lead")
    found = matching(log, sop(text), {"Working": "accept-lead", "call-lead": "-"})
    assert {each.activity: (each.steps, each.by) for each in found.matches} == {
        "Dialled": (("call-lead",), Basis.STATED),
        "Lead accepted": (("call-lead",), Basis.STATED),
        "Working": (("accept-lead",), Basis.TOLD),
        "create-lead": (("create-lead",), Basis.ID),
    }
    assert [(each.activity, each.events, each.cases, each.told) for each in found.unknown] == [
        ("call-lead", 1, 1, True)
    ]
    assert found.hidden == ("enrich-lead", "assign-owner", "book-demo", "reject-lead", "forget-lead")


def test_events_that_an_sop_was_written_from_are_its_steps() -> None:
    text = TEXT.replace(
        "do: Create the lead., role: Automation}",
        "do: {text: Create the lead., origin: observed, evidence: rec1#1-2}}",
    )
    text += "basis: {sources: {rec1: {recording: abc, recorder: Sopwright, events: 9, runs: 1, performer: p}}}\n"
    log = log_of("Select_Save Select_Send", recording=["abc"] * 2)
    found = matching(log, sop(text))
    assert [(each.activity, each.steps, each.by) for each in found.matches] == [
        ("Select Save", ("create-lead",), Basis.RECORDED),
        ("Select Send", ("create-lead",), Basis.RECORDED),
    ]


def test_a_log_of_something_else_is_refused_with_both_sides_and_the_nearest_pairs() -> None:
    with pytest.raises(InputError) as refused:
        matching(log_of("Bake Rejoice Fry"), sop())
    assert str(refused.value) == (
        "Qualify a lead: expected at least one activity of the log that is a step of the SOP, found none: the log has "
        "Bake, Fry, Rejoice; the SOP has create-lead, enrich-lead, assign-owner, call-lead, accept-lead, book-demo, "
        "reject-lead, forget-lead; Rejoice may be reject-lead. Say which is which with --match 'ACTIVITY=STEP', or in "
        "the SOP under activities of the step."
    )


def test_what_the_user_says_wrongly_is_refused_all_at_once() -> None:
    with pytest.raises(InputError) as refused:
        matching(log_of(GOOD), sop(), {"cal-lead": "call-lead", "call-lead": "cal-lead"})
    assert str(refused.value).splitlines() == [
        "--match: expected an activity of the log, found 'cal-lead'. Write call-lead.",
        "--match call-lead: expected the id of a step, found 'cal-lead'. Write call-lead.",
    ]


def test_an_sop_without_steps_is_refused() -> None:
    with pytest.raises(InputError, match="expected an SOP with steps, found none"):
        matching(log_of(GOOD), sop("sop: 1\nid: lead\ntitle: Qualify a lead"))
