"""Recordings of the same work become one SOP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import LEADS, NEW_LEAD, choose, click, enter, lead, message, recording, shown, tick

from sopwright.errors import InputError
from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Arrival, Event, Kind, NameState, Recording
from sopwright.recording.vocabulary import builtin
from sopwright.sop.document import DecisionStatus, Sop
from sopwright.sop.form import dump_yaml, parse
from sopwright.sop.overlay import edits_of
from sopwright.sop.sealing import seal
from sopwright.writing.compose import compose

OPEN = (click("?", LEADS, "link"), shown(lead(1)))
CONVERT = click("Convert lead", lead(1))
LOSE = click("Mark as lost", lead(1))


def written(*recordings: Recording) -> Sop:
    return compose([work_of(one, builtin()) for one in recordings], builtin())


def steps_of(sop: Sop) -> list[str]:
    return [step.do.text for step in sop.steps]


def test_one_run_is_written_as_it_was_done() -> None:
    sop = written(recording(*OPEN, CONVERT))
    assert sop.title == "Qualify a lead in CRM"
    assert [phase.phase for phase in sop.procedure] == ["Qualify the lead"]
    assert steps_of(sop) == [
        "On the list of leads, open the lead (*name withheld*).",
        "On the lead, select **Convert lead**.",
    ]
    assert [step.result.text for step in sop.steps if step.result] == ["The lead opened.", "No result was observed."]
    assert [step.result.origin for step in sop.steps if step.result] == [Origin.OBSERVED, Origin.ABSENT]


def test_what_a_recording_cannot_say_is_asked() -> None:
    sop = written(recording(*OPEN, CONVERT))
    assert sop.purpose is not None
    assert not sop.purpose.known
    assert sop.trigger is not None
    assert not sop.trigger.known
    assert not sop.roles[0].does.known
    assert not sop.handoffs[0].to.known
    assert [question.ask for question in sop.questions] == [
        "**Convert lead** was selected: by which criterion?",
        "Not observed: how is a lead disqualified, and with which codes?",
        "Not observed: what is done when a lead is a duplicate?",
        "Not observed: which leads go to nurture, and how?",
    ]


def test_one_run_suggests_a_decision_but_draws_no_branch() -> None:
    sop = written(recording(*OPEN, CONVERT))
    assert sop.decisions == ()
    assert sop.exceptions == ()


def test_runs_that_end_differently_are_a_decision_with_counts() -> None:
    runs = [recording(*OPEN, end) for end in (CONVERT, CONVERT, LOSE, LOSE)]
    sop = written(*runs)
    (path,) = sop.exceptions
    assert (path.title, path.kind, path.rejoin) == ("The lead is not pursued", "disqualify", "end")
    (decision,) = sop.decisions
    assert decision.status is DecisionStatus.OBSERVED
    assert [(option.go, option.seen and option.seen.runs) for option in decision.options] == [
        ("convert-the-lead", 2),
        (path.id, 2),
    ]
    assert not any(step.optional for step in sop.steps)


def test_what_the_performer_noted_stands_where_it_is_asked_what_decides() -> None:
    note = Event(number=1, kind=Kind.ANNOTATE, text="Too small for us.", text_state=NameState.CLEAR)
    sop = written(recording(*OPEN, CONVERT), recording(*OPEN, note, LOSE), recording(*OPEN, CONVERT))
    (path,), (decision,) = sop.exceptions, sop.decisions
    assert path.when.text == "The performer noted: “Too small for us”. Is that when this way is taken?"
    assert [option.when.text for option in decision.options] == [
        "What decides is not visible in the recordings.",
        "The performer noted: “Too small for us”.",
    ]
    assert {path.when.origin, *(option.when.origin for option in decision.options)} == {Origin.ABSENT}
    assert path.when.evidence == (EventRef(recording="rec2", number=4),)


def test_a_change_of_mind_is_no_step_but_a_way_back() -> None:
    back = click("Set as Lead", lead(1))
    sop = written(recording(*OPEN, LOSE, back, CONVERT), recording(*OPEN, CONVERT))
    assert steps_of(sop) == [
        "On the list of leads, open the lead (*name withheld*).",
        "On the lead, select **Convert lead**.",
    ]
    (path,) = sop.exceptions
    assert (path.title, path.kind, path.rejoin) == ("“Mark as lost” is taken back", "other", "convert-the-lead")
    assert path.when.text == "On the lead, select **Mark as lost**, and decide otherwise."
    assert [step.do.text for step in path.steps] == ["On the lead, select **Set as Lead**."]
    assert [step.next for step in sop.steps] == [(), ()]


def test_what_the_system_asked_for_was_done_late_and_not_left_out() -> None:
    party, save = enter("Party", lead(1)), click("Save", lead(1))
    refused = message(Kind.ERROR, "Party is required", lead(1))
    late = recording(*OPEN, CONVERT, refused, party, save, CONVERT)
    sop = written(*[recording(*OPEN, party, save, CONVERT)] * 2, late)
    assert [(step.optional, step.observed and step.observed.runs) for step in sop.steps] == [
        (False, 3),
        (False, 2),
        (False, 3),
    ]


def test_a_sentence_names_the_events_of_five_runs_and_counts_them_all() -> None:
    sop = written(*[recording(*OPEN, CONVERT)] * 7)
    step = sop.steps[0]
    assert step.observed is not None
    assert (step.observed.runs, step.observed.of) == (7, 7)
    named = ["rec1", "rec2", "rec3", "rec4", "rec5"]
    assert [ref.recording for ref in step.observed.evidence] == named
    assert sorted({ref.recording for ref in step.do.evidence}) == named


def test_a_way_taken_once_is_a_candidate() -> None:
    sop = written(recording(*OPEN, CONVERT), recording(*OPEN, LOSE))
    assert [decision.status for decision in sop.decisions] == [DecisionStatus.CANDIDATE]


def test_a_step_that_some_of_three_runs_leave_out_is_optional_and_counted() -> None:
    full = recording(*OPEN, tick("Budget confirmed", lead(1)), CONVERT)
    sop = written(full, full, recording(*OPEN, CONVERT))
    assert [(step.id, step.optional, step.observed and step.observed.runs) for step in sop.steps] == [
        ("open-the-lead", False, 3),
        ("tick-budget-confirmed", True, 2),
        ("convert-the-lead", False, 3),
    ]


def test_of_two_runs_nobody_can_say_which_step_is_optional() -> None:
    sop = written(recording(*OPEN, tick("Budget confirmed", lead(1)), CONVERT), recording(*OPEN, CONVERT))
    assert [step.optional for step in sop.all_steps] == [False] * len(sop.all_steps)


def test_a_field_that_one_run_left_alone_is_not_set_by_the_step() -> None:
    note = enter("Note", lead(1))
    both = recording(*OPEN, note, choose("Status", "Open", lead(1)), CONVERT)
    sop = written(both, both, recording(*OPEN, note, CONVERT))
    assert [step.updates for step in sop.steps] == [()] * len(sop.steps)


def test_a_decision_with_one_known_way_is_a_candidate() -> None:
    short, long = recording(*OPEN, CONVERT), recording(*OPEN, CONVERT, enter("Note", lead(1)))
    (decision,) = written(short, short, short, long, long).decisions
    assert (len(decision.options), decision.status) == (1, DecisionStatus.CANDIDATE)


def test_a_run_that_went_the_other_way_is_not_counted_to_this_one() -> None:
    usual = recording(*OPEN, click("Assign lead", lead(1)), CONVERT)
    other = recording(*OPEN, click("Clone lead", lead(1)), CONVERT)
    (decision,) = written(usual, usual, usual, other, other).decisions
    assert [option.seen and option.seen.runs for option in decision.options] == [3, 2]


def test_what_follows_a_refusal_is_an_exception_that_rejoins() -> None:
    sop = written(
        recording(
            *OPEN,
            CONVERT,
            shown(lead(1), arrival=Arrival.SUBMITTED),
            enter("Company email", lead(1)),
            CONVERT,
            shown(LEADS, arrival=Arrival.REDIRECTED),
        )
    )
    (path,) = sop.exceptions
    assert path.title == "“Convert the lead” is refused"
    assert path.when.origin is Origin.OBSERVED
    assert [step.do.text for step in path.steps] == ["On the lead, complete **Company email**."]
    assert path.rejoin == "convert-the-lead"
    assert steps_of(sop)[-1] == "On the lead, select **Convert lead**."


def test_options_that_runs_choose_differently_are_counted_not_set() -> None:
    sop = written(*(recording(*OPEN, choose("Rating", option, lead(1))) for option in ("Hot", "Hot", "Cold")))
    assert [step.updates for step in sop.steps[1:]] == [()]
    assert [remark.text for remark in sop.steps[1].remarks] == ["**Rating** was set to *Hot* (2) and *Cold* (1)."]


def test_a_performers_note_is_kept_with_its_step() -> None:
    note = Event(number=1, kind=Kind.ANNOTATE, text="Budget was confirmed by phone", text_state="clear")  # type: ignore[arg-type]
    sop = written(recording(*OPEN, note, CONVERT))
    assert [remark.text for remark in sop.steps[1].remarks] == [
        "Noted while recording: “Budget was confirmed by phone”."
    ]


def test_a_performers_note_is_no_edit_of_the_sop() -> None:
    note = Event(number=1, kind=Kind.ANNOTATE, text="Budget was confirmed by phone.", text_state="clear")  # type: ignore[arg-type]
    sop = seal(written(recording(*OPEN, note, CONVERT)))
    assert [remark.text for remark in sop.steps[1].remarks] == [
        "Noted while recording: “Budget was confirmed by phone”."
    ]
    assert edits_of(sop) == ()


def test_recordings_without_a_common_step_are_asked_about() -> None:
    asked = [
        question.ask for question in written(recording(*OPEN, CONVERT), recording(tick("Hot", NEW_LEAD))).questions
    ]
    assert "rec1 and rec2 share no step: are they the same work?" in asked
    asked = [question.ask for question in written(recording(*OPEN, CONVERT), recording(*OPEN, LOSE)).questions]
    assert not any("same work" in ask for ask in asked)


def test_a_recording_without_any_act_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        written(recording(message(Kind.TOAST, "Hello")))
    assert str(refusal.value) == (
        "rec1: expected at least one thing that a person did, found none. "
        "Record the work again, or choose another file."
    )


def test_the_title_is_what_all_performers_called_the_work() -> None:
    titled = recording(*OPEN, CONVERT, title="Work a new lead")
    assert written(titled, titled).title == "Work a new lead"
    assert written(titled, recording(*OPEN, CONVERT, title="Convert")).title == "Qualify a lead in CRM"
    assert written(titled, recording(*OPEN, CONVERT)).title == "Qualify a lead in CRM"


CANCEL = click("Cancel", lead(1))
NOTE = (enter("Note", lead(1)), click("Save", lead(1)))


def test_runs_to_another_end_are_exceptions_with_their_own_steps() -> None:
    runs = [recording(*OPEN, *NOTE, CONVERT)] * 2
    runs += [recording(*OPEN, LOSE, *NOTE), recording(*OPEN, CANCEL, LOSE, *NOTE)]
    runs += [recording(*OPEN, enter("Owner", lead(1)), click("Save", lead(1)))]
    sop = written(*runs)
    assert [(step.optional, step.observed and (step.observed.runs, step.observed.of)) for step in sop.steps] == [
        (False, (5, 5)),
        (False, (2, 2)),
        (False, (2, 2)),
    ]
    assert [remark.text for remark in sop.steps[1].remarks] == [
        "From here on, counts are of the 2 of 5 runs that came to “Convert the lead”."
    ]
    assert [(path.title, path.kind, path.rejoin, path.observed and path.observed.runs) for path in sop.exceptions] == [
        ("The lead is not pursued", "disqualify", "end", 2),
        ("The lead is assigned: Owner is filled in", "other", "end", 1),
    ]
    assert [remark.text for remark in sop.exceptions[0].steps[0].remarks] == [
        "In 1 of 2 runs, first: on the lead, select **Cancel**."
    ]
    (decision,) = sop.decisions
    assert [option.seen and option.seen.runs for option in decision.options] == [2, 2, 1]


def test_an_end_that_no_label_speaks_of_is_called_by_the_act() -> None:
    sop = written(recording(*OPEN, CONVERT), recording(*OPEN, CANCEL, *NOTE, CANCEL))
    assert [path.title for path in sop.exceptions] == ["Cancel instead of Convert the lead"]


def test_an_equal_value_rests_on_the_event_that_held_it_before() -> None:
    step = written(recording(*OPEN, enter("Company", lead(1)), CONVERT, enter("Party", lead(1), same_as=3))).steps[-1]
    assert step.do.text == "On the lead, fill **Party** with the same value as in **Company**."
    assert [ref.number for ref in step.do.evidence] == [3, 5]


def test_what_was_refused_on_another_way_goes_back_there() -> None:
    refused = (click("Send", lead(1)), message(Kind.ERROR, "Required", lead(1)), enter("To", lead(1)))
    sop = written(recording(*OPEN, CONVERT), recording(*OPEN, LOSE, *refused, click("Send", lead(1))))
    lost, error = sop.exceptions
    assert error.rejoin == lost.steps[-1].id
    assert [branch.go for branch in lost.steps[-1].next] == [error.id, "end"]


EVENTS = st.lists(
    st.sampled_from(
        [
            *OPEN,
            CONVERT,
            LOSE,
            click("New lead", LEADS, "link"),
            shown(NEW_LEAD),
            shown(lead(2)),
            shown(lead(1), arrival=Arrival.SUBMITTED),
            enter("Company"),
            enter("", secret=True),
            choose("Status", "Duplicate", lead(2)),
            choose("Status", "", lead(1)),
            tick("Hot", lead(1)),
            message(Kind.ERROR, "Required"),
            click("", lead(1), "img"),
        ]
    ),
    min_size=1,
    max_size=25,
)


def sentences(value: object) -> list[Sentence]:
    """The oracle: finds every sentence by walking through whatever the document is made of."""
    if isinstance(value, Sentence):
        return [value]
    if isinstance(value, tuple):
        return [found for part in value for found in sentences(part)]
    names = getattr(type(value), "__slots__", ())
    return [found for name in names for found in sentences(getattr(value, name))]


@given(st.lists(EVENTS, min_size=1, max_size=4))
def test_every_sentence_rests_on_events_that_exist_or_asks(runs: list[list[Event]]) -> None:
    recordings = [recording(*events) for events in runs]
    try:
        sop = written(*recordings)
    except InputError:
        return
    known = {
        EventRef(recording=f"rec{at}", number=event.number)
        for at, one in enumerate(recordings, start=1)
        for event in one.events
    }
    for sentence in sentences(sop):
        assert sentence.origin in (Origin.OBSERVED, Origin.DERIVED, Origin.ABSENT)
        assert set(sentence.evidence) <= known
        assert sentence.evidence or not sentence.known
    assert parse("made.sop.yaml", dump_yaml(sop)) == sop
    assert written(*recordings) == sop
