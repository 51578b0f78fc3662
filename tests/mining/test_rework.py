from dataclasses import replace

from tests.made import LEADS, choose, click, enter, lead, message, shown
from tests.made_work import step, work

from sopwright.mining.cases import cases_of
from sopwright.mining.rework import Sort, rework_of
from sopwright.recording.schema import Arrival, Event, Kind
from sopwright.recording.work import Times, Work

SAVE = click("Save", ends=True)


def found(*works: Work) -> list[tuple[Sort, str, int, tuple[tuple[str, int], ...], float | None]]:
    return [(line.sort, line.what, line.times, line.followed, line.cost.value) for line in rework_of(cases_of(works))]


def field(event: Event, element: int) -> Event:
    assert event.target is not None
    return replace(event, target=replace(event.target, element=element))


def test_a_refusal_costs_the_time_until_the_next_attempt() -> None:
    refused = step(
        "Save the lead", SAVE, message(Kind.ERROR, "Company is required"), work=2000, system=500, failed=True
    )
    mended = step("Complete Company", enter("Company"), work=3000, wait=10_000)
    saved = step("Save the lead", SAVE, work=1000)
    assert found(work((refused, mended, saved))) == [
        (Sort.REFUSED, "Save the lead", 1, (("tried again, not refused", 1),), 15_500)
    ]


def test_a_paused_recording_costs_nobody_anything() -> None:
    made = work((step("Save the lead", SAVE, work=2000, failed=True), step("Save the lead", SAVE)))
    (run,) = made.runs
    first = replace(run.steps[0], times=Times(work=2000, paused=60_000))
    paused = replace(made, runs=(replace(run, steps=(first, *run.steps[1:])),))
    assert [row[4] for row in found(paused)] == [2000]


def test_a_key_between_two_edits_of_a_field_is_no_other_edit() -> None:
    enter_key = Event(number=1, kind=Kind.PRESS, key="Enter", app="crm", page=LEADS)
    assert found(work((step("Fill", field(enter("Company"), 1), enter_key, field(enter("Company"), 1)),))) == []


def test_a_refusal_that_was_left_alone_has_no_cost() -> None:
    (line,) = rework_of(cases_of([work((step("Save the lead", SAVE, failed=True),))]))
    assert line.followed == (("not tried again in this run", 1),)
    assert line.cost.value is None
    assert line.cost.unknown


def test_a_refusal_that_is_refused_again_is_said_so() -> None:
    refused = step("Save the lead", SAVE, failed=True)
    (line,) = rework_of(cases_of([work((refused, refused))]))
    assert line.followed == (("tried again, refused again", 1), ("not tried again in this run", 1))


def test_a_field_that_is_edited_again_after_another_one() -> None:
    again = step("Fill", field(enter("Company"), 1), field(enter("Email"), 2), field(enter("Company"), 1), work=3000)
    assert found(work((again,))) == [(Sort.AGAIN, "Company", 1, (("edited again without a refusal", 1),), 1000)]


def test_a_field_that_is_edited_again_at_once_is_one_edit() -> None:
    assert found(work((step("Fill", field(enter("Company"), 1), field(enter("Company"), 1)),))) == []


def test_a_field_corrected_after_a_refusal_is_no_change_of_mind() -> None:
    first = step("Fill", field(choose("Status", "New"), 1))
    refused = step("Save", SAVE, failed=True)
    again = step("Choose Status", field(choose("Status", "Open"), 1))
    assert [(sort, followed) for sort, _, _, followed, _ in found(work((first, refused, again)))] == [
        (Sort.REFUSED, (("not tried again in this run", 1),)),
        (Sort.AGAIN, (("corrected after a refusal", 1),)),
    ]


def test_another_option_of_the_same_list_is_a_change_of_mind() -> None:
    chosen = (field(choose("Status", "New"), 1), field(enter("Company"), 2), field(choose("Status", "Lost"), 1))
    assert [row[0] for row in found(work((step("Fill", *chosen),)))] == [Sort.CHANGED]


def test_cancelling_is_a_change_of_mind_and_what_followed_is_named() -> None:
    cancelled = (step("Cancel the form", click("Cancel")), step("Open the lead"))
    assert [row[:4] for row in found(work(cancelled))] == [
        (Sort.CHANGED, "Cancel the form", 1, (("next: Open the lead", 1),))
    ]


def test_a_step_that_is_done_again_on_the_same_record_is_rework() -> None:
    note = step("Add a note", enter("Note", page=lead(1)))
    assert [row[:2] for row in found(work((note, step("Open the list"), note)))] == [(Sort.REPEATED, "Add a note")]


def test_a_step_that_is_done_on_another_record_is_not() -> None:
    notes = (step("Add a note", enter("Note", page=lead(1))), step("Add a note", enter("Note", page=lead(2))))
    assert found(work(notes)) == []


def test_a_step_on_another_record_of_the_same_page_is_not() -> None:
    first, second = (replace(lead(1), record=record) for record in (1, 2))
    notes = (step("Add a note", enter("Note", page=first)), step("Add a note", enter("Note", page=second)))
    assert found(work(notes)) == []


def test_going_to_the_same_place_twice_is_no_rework() -> None:
    assert found(work((step("Open the list"), step("Open the lead"), step("Open the list")))) == []


def test_going_back_in_the_browser_is_counted_and_its_cost_is_unknown() -> None:
    back = step("Open the lead", click("Lead"), shown(LEADS, arrival=Arrival.BACK_FORWARD))
    assert [(row[0], row[2], row[4]) for row in found(work((back,)))] == [(Sort.BACK, 1, None)]


def test_the_same_thing_in_another_run_is_no_rework() -> None:
    run = (step("Fill", field(enter("Company"), 1)),)
    assert found(work(run, run)) == []


def test_values_carried_from_two_places_into_fields_of_one_name_are_no_second_edit() -> None:
    twice = step("Fill", field(enter("Line"), 1), field(enter("Email"), 2), field(enter("Line"), 1))
    cases = cases_of([work((twice,))])
    assert len(rework_of(cases, {("rec1", 1): "column A", ("rec1", 3): "column A"})) == 1
    assert rework_of(cases, {("rec1", 1): "column A", ("rec1", 3): "column B"}) == ()
