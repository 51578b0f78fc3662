"""Clicks that only focus, key strokes and echoes are folded into what was done."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import LEADS, NEW_LEAD, choose, click, enter, lead, message, recording, shown, tick

from sopwright.recording.cleaning import acts_of
from sopwright.recording.schema import Actor, Arrival, Event, Kind, NameState, Value, ValueState


def kinds(*events: Event) -> list[tuple[str, tuple[int, ...]]]:
    acts, _ = acts_of(recording(*events))
    return [(str(act.kind), act.events) for act in acts]


def test_a_click_into_a_field_and_its_entry_are_one_act() -> None:
    assert kinds(click("Company", NEW_LEAD, "textbox"), enter("Company")) == [("enter", (1, 2))]


def test_a_click_into_a_field_without_an_entry_is_left_out() -> None:
    acts, left_out = acts_of(recording(click("Company", NEW_LEAD, "textbox"), enter("Email")))
    assert [act.number for act in acts] == [2]
    assert left_out == ((1, "only moved the cursor into a field"),)


def test_the_same_edit_in_a_row_is_one_act_that_counts() -> None:
    acts, _ = acts_of(recording(enter("Company"), enter("Company"), enter("Company")))
    assert [(act.events, act.repeats) for act in acts] == [((1, 2, 3), 3)]


def test_typing_to_find_an_option_and_picking_it_is_a_choice() -> None:
    assert kinds(enter("Party"), choose("Party")) == [("choose", (1, 2))]


def test_a_submit_belongs_to_the_button_that_sent_it() -> None:
    submit = Event(number=1, kind=Kind.SUBMIT, app="crm", page=NEW_LEAD)
    acts, _ = acts_of(recording(click("Create lead", NEW_LEAD), submit))
    assert [(act.kind, act.events) for act in acts] == [(Kind.ACTIVATE, (1, 2))]
    assert acts[0].target is not None
    assert acts[0].target.finalises


def test_a_tab_key_is_no_act() -> None:
    tab = Event(number=1, kind=Kind.PRESS, key="Tab", app="crm", page=NEW_LEAD)
    _, left_out = acts_of(recording(enter("Company"), tab))
    assert left_out == ((2, "moved to the next field"),)


def test_a_paste_and_the_edit_after_it_are_one_entry_that_knows_its_source() -> None:
    copy = Event(number=1, kind=Kind.COPY, app="excel")
    paste = replace(enter("Company"), kind=Kind.PASTE, value=Value(state=ValueState.FILLED, same_as=1))
    acts, _ = acts_of(recording(copy, paste, enter("Company")))
    assert [(str(act.kind), act.events) for act in acts] == [("copy", (1,)), ("enter", (2, 3))]
    assert acts[1].value is not None
    assert acts[1].value.same_as == 1


def test_a_paste_without_an_edit_after_it_is_an_entry() -> None:
    paste = replace(enter("Company"), kind=Kind.PASTE, value=Value(state=ValueState.FILLED, same_as=1))
    assert kinds(Event(number=1, kind=Kind.COPY, app="excel"), paste) == [("copy", (1,)), ("enter", (2,))]


def test_an_edit_that_is_reported_after_the_next_copy_belongs_to_its_paste() -> None:
    copies = [Event(number=1, kind=Kind.COPY, app="excel"), Event(number=1, kind=Kind.COPY, app="excel")]
    paste = replace(enter("Company"), kind=Kind.PASTE, value=Value(state=ValueState.FILLED, same_as=1))
    assert kinds(copies[0], paste, copies[1], enter("Company"), enter("Email", same_as=3)) == [
        ("copy", (1,)),
        ("enter", (2, 4)),
        ("copy", (3,)),
        ("enter", (5,)),
    ]


def test_what_was_copied_but_not_pasted_is_left_out_where_equality_is_known() -> None:
    copies = [Event(number=1, kind=Kind.COPY, app="excel") for _ in range(2)]
    _, left_out = acts_of(recording(*copies, enter("Company", same_as=2)))
    assert left_out == ((1, "copied, but not pasted in this recording"),)


def test_an_answer_belongs_to_its_stated_cause_even_when_another_act_came_between() -> None:
    answer = replace(shown(lead()), caused_by=1)
    acts, _ = acts_of(recording(click("?", LEADS, "link"), tick("Done", LEADS), answer))
    assert [[outcome.number for outcome in act.outcomes] for act in acts] == [[3], []]


def test_an_answer_without_a_cause_belongs_to_the_last_act_within_four_seconds() -> None:
    acts, left_out = acts_of(
        recording(
            click("Save", t=0),
            message(Kind.TOAST, "Saved", t=4_000),
            message(Kind.TOAST, "New mail", t=4_001),
            end=5_000,
        )
    )
    assert [outcome.number for outcome in acts[0].outcomes] == [2]
    assert left_out == ((3, "shown without a recorded cause"),)


@pytest.mark.parametrize("arrival", [Arrival.TYPED, Arrival.RELOAD])
def test_a_page_that_was_asked_for_otherwise_is_no_answer_to_the_last_act(arrival: Arrival) -> None:
    acts, left_out = acts_of(recording(click("Save"), shown(LEADS, arrival=arrival)))
    assert acts[0].outcomes == ()
    assert left_out == ((2, "shown without a recorded cause"),)


def test_the_same_field_in_another_tab_is_another_act() -> None:
    assert kinds(replace(enter("Company"), tab=1), replace(enter("Company"), tab=2)) == [
        ("enter", (1,)),
        ("enter", (2,)),
    ]


def test_a_script_is_no_person() -> None:
    _, left_out = acts_of(recording(replace(click("Save"), actor=Actor.SYSTEM)))
    assert left_out == ((1, "not done by a person"),)


def test_a_note_goes_with_the_act_that_follows_it() -> None:
    note = Event(number=1, kind=Kind.ANNOTATE, text="Budget was confirmed", text_state=NameState.CLEAR)
    acts, _ = acts_of(recording(note, click("Convert lead")))
    assert acts[0].notes == ("Budget was confirmed",)
    assert acts[0].events == (1, 2)


ANY = st.sampled_from(
    [
        click("Save"),
        click("?", LEADS, "link"),
        click("", LEADS, ""),
        click("Company", NEW_LEAD, "textbox"),
        enter("Company"),
        enter("Email"),
        choose("Status", "Open"),
        tick("Hot"),
        shown(NEW_LEAD),
        shown(lead(2)),
        message(Kind.TOAST, "Saved"),
        message(Kind.ERROR, "Required"),
        Event(number=1, kind=Kind.SUBMIT, app="crm", page=NEW_LEAD),
        Event(number=1, kind=Kind.PRESS, key="Enter", app="crm", page=NEW_LEAD),
        Event(number=1, kind=Kind.ANNOTATE, text="A note", text_state=NameState.CLEAR),
        Event(number=1, kind=Kind.AWAY_STARTED),
        Event(number=1, kind=Kind.COPY, app="excel"),
    ]
)


@given(st.lists(ANY, max_size=30))
def test_every_event_is_in_one_act_or_left_out_with_a_reason(events: list[Event]) -> None:
    acts, left_out = acts_of(recording(*events))
    placed = [number for act in acts for number in act.events] + [number for number, _ in left_out]
    assert sorted(placed) == list(range(1, len(events) + 1))
    assert all(reason for _, reason in left_out)


@pytest.mark.parametrize(
    ("button", "later", "folded"),
    [
        pytest.param("Copy phone", 3, [("copy", (1, 2))], id="the button that copies"),
        pytest.param("Copy phone", 2_000, [("activate", (1,)), ("copy", (2,))], id="later, by hand"),
        pytest.param("Show phone", 3, [("activate", (1,)), ("copy", (2,))], id="another button"),
    ],
)
def test_a_button_that_copies_is_one_act_with_the_copy(
    button: str, later: int, folded: list[tuple[str, tuple[int, ...]]]
) -> None:
    copy = Event(number=1, kind=Kind.COPY, t_ms=later, app="crm", page=lead(), target=click("Phone").target)
    acts, _ = acts_of(recording(click(button, lead(), t=0), copy, end=5_000))
    assert [(str(act.kind), act.events) for act in acts] == folded


def test_an_act_knows_the_earlier_event_that_held_the_same_value() -> None:
    acts, _ = acts_of(recording(enter("Company"), enter("Party", same_as=1)))
    assert [act.source and act.source.number for act in acts] == [None, 1]
    assert [act.carried for act in acts] == [False, False]


def test_a_pasted_value_is_carried() -> None:
    paste = replace(enter("Party"), kind=Kind.PASTE, value=Value(state=ValueState.FILLED, same_as=1))
    acts, _ = acts_of(recording(enter("Company"), paste, enter("Party")))
    assert [act.carried for act in acts] == [False, True]
