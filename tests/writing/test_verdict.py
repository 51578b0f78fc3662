from tests.made import choose, click, enter, message
from tests.made_work import step, work

from sopwright.mining.figures import figures_of
from sopwright.recording.schema import Kind, Pace
from sopwright.recording.work import Work
from sopwright.writing.verdict import verdict_of, warnings_of

FILL = step("Complete the form", enter("Company"), work=9000)
SAVE = step("Save the lead", click("Save", ends=True), work=1000, wait=10_000)
STATUS = step("Set the status", choose("Status", "Qualified"), work=5000)


def said(*works: Work) -> list[str]:
    return list(verdict_of(figures_of(works)))


def test_one_run_of_a_person() -> None:
    assert said(work((FILL, SAVE))) == [
        "This rests on 1 run in 1 recording of 1 person, 2 events in all.",
        "The run took 19.0 s; 50 % of the recorded time was work, the rest waiting or idle.",
        "One run cannot show what is usual, so nothing here says how often anything happens.",
        "Nothing here can be called ready to automate yet, above all because steps were seen in one run only.",
    ]


def test_two_runs_give_both_times() -> None:
    assert said(work((STATUS,), (STATUS, SAVE)))[1:3] == [
        "The runs took 0 s and 15.0 s; 52 % of the recorded time was work, the rest waiting or idle.",
        "The two runs went different ways: of 2 different steps, 1 occurs in both.",
    ]


def test_a_script_gets_no_sentence_about_time() -> None:
    scripted = work((FILL, SAVE), pace=Pace.SCRIPT)
    assert said(scripted)[0] == "This rests on 1 run in 1 recording performed by a script, 2 events in all."
    assert not any("recorded time" in sentence for sentence in said(scripted))
    assert warnings_of(figures_of([scripted])) == ("Performed by a script: think times are not a person's.",)


def test_one_script_among_several_recordings_is_named() -> None:
    mixed = [work((FILL,)), work((FILL,), pace=Pace.SCRIPT), work((step("Open", work=None),))]
    assert warnings_of(figures_of(mixed)) == (
        "Performed by a script in rec2: think times are not a person's.",
        "Times were not recorded in rec3: durations are unknown, not zero.",
    )


def test_an_untimed_source_gets_no_sentence_about_time() -> None:
    untimed = work((step("Open", work=None),))
    assert len(said(untimed)) == 3
    assert warnings_of(figures_of([untimed])) == ("Times were not recorded: durations are unknown, not zero.",)


def test_many_runs_say_the_middle_how_regular_they_are_and_where_to_look_first() -> None:
    assert said(work(*[(STATUS, SAVE)] * 9, (STATUS, STATUS, SAVE))) == [
        "This rests on 10 runs in 1 recording of 1 person, 21 events in all.",
        "Half of the 10 runs take 15.0 s or less; 39 % of the recorded time was work, the rest waiting or idle.",
        (
            "The work is mostly done the same way: 9 of 10 runs take exactly the same steps, and two runs are on "
            "average 93 % alike."
        ),
        (
            "Look first at “Set the status”: it takes 5.0 s of work per run (median of 10 runs), and a rule could "
            "do it (score 99 of 100)."
        ),
    ]


def test_refusals_are_said_at_the_end() -> None:
    refused = step("Save the lead", click("Save"), message(Kind.ERROR, "Company is required"), failed=True)
    assert said(work((FILL, refused, SAVE)))[-1].endswith(
        "The system refused 1 attempt, which should be understood first."
    )


def test_no_run_at_all_says_only_what_there_is() -> None:
    assert said(work()) == ["This rests on 0 runs in 1 recording of 1 person, 0 events in all."]
