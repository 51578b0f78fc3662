from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import choose, click, enter
from tests.made_work import Draft, in_app, step, work

from sopwright.evidence import EventRef, Figure, Origin, Sentence
from sopwright.mining.figures import Figures, figures_of
from sopwright.mining.spending import BETWEEN, OUTSIDE
from sopwright.recording.schema import Coverage, Pace
from sopwright.recording.work import Times, Work
from sopwright.sop.document import Phase, Sop, Step

OPEN = step("Open the lead", work=2000, system=500)
FILL = step("Complete the form", enter("Company"), enter("Email"), work=6000, wait=20_000)
SAVE = step("Save the lead", click("Save", ends=True), work=1000)
RUN = (OPEN, FILL, SAVE)


def figures_in(value: object) -> Iterator[Figure]:
    """Every figure, wherever it stands."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))


def by_label(figures: Figures) -> dict[str, Figure]:
    return {figure.label: figure for figure in figures_in(figures)}


def test_one_run_lists_its_duration_and_compares_nothing() -> None:
    figures = figures_of([work(RUN)])
    assert [figure.value for figure in figures.spending.listed] == [28_500]
    known = by_label(figures)
    assert known["Median run"].unknown == "needs 3 values; there are 1"
    assert known["Similarity"].unknown == "needs 2 runs; there is 1"
    assert known["Rep variance"].unknown == (
        "needs two people with three runs each; there are 1 person with 1 run in all"
    )


def test_two_runs_are_compared_and_both_durations_listed() -> None:
    figures = figures_of([work(RUN, (OPEN, SAVE))])
    known = by_label(figures)
    assert len(figures.spending.listed) == 2
    assert known["Variants of the path"].value == 2
    assert known["Similarity"].value == pytest.approx(2 / 3)
    assert known["Runs on the most common path"].value == 0.5


def test_without_times_durations_are_unknown_and_never_zero() -> None:
    untimed = step("Open the lead", work=None)
    figures = figures_of([work((untimed,), (untimed,), (untimed,))])
    assert figures.spending.whole is None
    assert figures.spending.untimed == ("rec1",)
    assert by_label(figures)["Median run"].unknown == "times were not recorded"
    assert figures.steps[0].work.unknown == "times were not recorded"
    assert figures.steps[0].times == 3


def test_a_script_is_named_and_its_times_count_for_nothing_in_the_score() -> None:
    figures = figures_of([work(RUN, pace=Pace.SCRIPT)])
    assert figures.spending.scripted == ("rec1",)
    shares = [m for one in figures.opportunities for m in one.judgement.factors if m.factor.name == "TIME"]
    assert {m.figure.unknown for m in shares} == {"a script's times are not a person's"}


def test_steps_come_by_work_with_the_wait_before_them() -> None:
    line = figures_of([work(RUN, RUN)]).steps[0]
    assert (line.title, line.times, line.runs, line.of) == ("Complete the form", 2, 2, 2)
    assert line.work.value == 12_000
    assert line.wait.value == 20_500
    assert line.share.value == pytest.approx(6 / 9)


def test_the_wait_before_a_step_is_the_answer_to_the_one_before_and_what_passed_until_its_first_act() -> None:
    lines = {line.title: line for line in figures_of([work((OPEN, FILL))]).steps}
    assert lines["Complete the form"].wait.value == 20_500
    assert lines["Open the lead"].wait.unknown == "nothing came before it in its run"


def test_what_came_before_the_first_act_is_unknown_and_no_work_of_nothing() -> None:
    first = figures_of([work((step("Go to Leads", work=0), FILL))]).steps[-1]
    assert {first.work.unknown, first.median.unknown, first.share.unknown} == {
        "what was done before a run's first act is no part of the run"
    }


def test_recordings_are_named_in_the_order_given() -> None:
    figures = figures_of([work((OPEN,)), work((SAVE,))])
    assert [source.name for source in figures.basis.sources] == ["rec1", "rec2"]
    assert figures.steps[1].evidence == (EventRef(recording="rec2", number=1),)


def test_what_the_sources_do_not_hold_is_listed_with_the_recordings() -> None:
    silent = Coverage(not_recorded=("chosen options",), unlabelled=2, frames_blind=1)
    basis = figures_of([work(RUN), work(RUN, coverage=silent)]).basis
    assert [(gap.what, gap.recordings) for gap in basis.not_recorded] == [("chosen options", ("rec2",))]
    assert [(figure.value, figure.n) for figure in basis.coverage] == [(1, 1), (2, 8), (0, 8), (0, 8)]


def test_the_longest_pause_names_the_act_that_ended_it() -> None:
    longest, long = figures_of([work(RUN, (step("Open the lead", wait=40_000),))]).spending.pauses
    assert longest.value == 41_000
    assert longest.evidence == long.evidence == (EventRef(recording="rec1", number=5),)
    assert (long.value, long.n) == (1, 4)


def test_durations_are_those_of_complete_runs_where_there_are_any() -> None:
    figures = figures_of([work(RUN, (OPEN,), incomplete=(2,))])
    assert [figure.label for figure in figures.spending.listed] == ["Run 1 of rec1"]
    assert "complete runs" in figures.spending.listed[0].definition


def sop_of(*numbers: int) -> Sop:
    """An SOP with one phase that rests on these events of the first recording."""
    evidence = tuple(EventRef(recording="rec1", number=number) for number in numbers)
    sentence = Sentence(text="Open the lead.", origin=Origin.OBSERVED, evidence=evidence)
    return Sop(id="x", title="X", procedure=(Phase(id="qualify", phase="Qualify", steps=(Step(id="a", do=sentence),)),))


def test_a_step_that_the_sop_does_not_name_goes_where_its_like_is() -> None:
    figures = figures_of([work((OPEN, SAVE), (OPEN,), between=300)], sop_of(1))
    assert [(row.title, row.times.total) for row in figures.spending.phases] == [
        ("Qualify", 5000),
        (OUTSIDE, 1000),
        (BETWEEN, 300),
    ]


def test_a_step_that_the_sop_tells_as_a_remark_belongs_where_it_is_told() -> None:
    told = sop_of(1)
    (phase,) = told.procedure
    remark = Sentence(
        text="In 1 of 2 runs, first: save.", origin=Origin.DERIVED, evidence=(EventRef(recording="rec1", number=2),)
    )
    remarked = replace(told, procedure=(replace(phase, steps=(replace(phase.steps[0], remarks=(remark,)),)),))
    figures = figures_of([work((OPEN, SAVE), (OPEN,))], remarked)
    assert [(row.title, row.times.total) for row in figures.spending.phases] == [("Qualify", 6000)]


def test_time_to_first_touch_is_what_passed_in_the_run_before_qualifying() -> None:
    known = by_label(figures_of([work((OPEN, FILL))], sop_of(2)))
    assert known["Time to first touch: work within the run"].value == 2000
    assert known["Time to first touch: wait within the run"].value == 20_500
    assert known["Time to first touch: wait in the queue"].value is None
    assert known["Routing accuracy"].unknown.startswith("needs the owner history")


def test_what_passed_before_a_run_began_is_no_wait_within_it() -> None:
    known = by_label(figures_of([work((replace(OPEN, wait=90_000), FILL))], sop_of(2)))
    assert known["Time to first touch: wait within the run"].value == 20_500


def test_people_are_compared_when_two_have_three_runs_each() -> None:
    same = work(RUN, RUN, RUN)
    other = work((SAVE, OPEN), (SAVE, OPEN), (SAVE, OPEN), performer="performer-2")
    people = by_label(figures_of([same, other]))["Rep variance"]
    assert people.n == 6
    # three edits, all of its length, lie between RUN and (save, open); everybody is like themself
    assert people.value == 1.0


def test_people_are_not_compared_on_two_runs_each() -> None:
    people = by_label(figures_of([work(RUN, RUN), work(RUN, RUN, performer="performer-2")]))["Rep variance"]
    assert people.value is None
    assert people.unknown == "needs two people with three runs each; there are 2 people with 4 runs in all"


def test_switches_and_lookups_are_told_from_the_main_application() -> None:
    look = in_app("zoominfo", click("Search"))
    figures = figures_of([work((step("Look up", enter("A"), look, enter("Company"), enter("Email")),))])
    assert [(m.source, m.target, m.times) for m in figures.places.switches] == [
        ("CRM", "ZoomInfo", 1),
        ("ZoomInfo", "CRM", 1),
    ]
    assert [(m.source, m.target, m.times) for m in figures.places.lookups] == [("CRM", "ZoomInfo", 1)]
    assert [chance.title for chance in figures.chances] == ["Enrich from a second source"]


def test_setting_the_owner_is_a_chance_and_counted() -> None:
    figures = figures_of([work((step("Assign the lead", choose("Lead Owner", "Queue")),))])
    assert by_label(figures)["Owners set by hand"].value == 1
    assert [chance.title for chance in figures.chances] == ["Suggest the owner"]


def test_no_recording_at_all_has_no_numbers_but_reasons() -> None:
    known = by_label(figures_of([]))
    assert known["Recordings"].value == 0
    assert known["Recorded time"].unknown == "times were not recorded"


TITLES = st.sampled_from(["Open", "Fill", "Save", "Send"])
DRAFTS = st.builds(
    lambda title, work, wait, system: step(title, work=work, wait=wait, system=system),
    TITLES,
    st.integers(0, 9999),
    st.integers(0, 9999),
    st.integers(0, 999),
)
RUNS = st.lists(st.lists(DRAFTS, min_size=1, max_size=5).map(tuple), min_size=1, max_size=4)


@st.composite
def made_works(draw: st.DrawFn) -> Work:
    runs: list[tuple[Draft, ...]] = draw(RUNS)
    return work(*runs, between=draw(st.integers(0, 999)), pace=draw(st.sampled_from(Pace)))


def parts(times: Times) -> tuple[int, ...]:
    return (times.work, times.system, times.idle, times.away, times.paused)


@given(st.lists(made_works(), min_size=1, max_size=3), st.booleans())
def test_the_times_of_the_phases_add_up_to_the_recordings(works: list[Work], described: bool) -> None:  # noqa: FBT001 - drawn
    figures = figures_of(works, sop_of(1) if described else None)
    for bucket in range(5):
        of_phases = sum(parts(row.times)[bucket] for row in figures.spending.phases)
        of_works = sum(parts(one.times)[bucket] for one in works if one.times)
        assert of_phases == of_works
    assert sum(sum(parts(row.times)) for row in figures.spending.phases) == sum(
        one.recording.duration_ms or 0 for one in works
    )


@given(st.lists(made_works(), min_size=1, max_size=3))
def test_every_figure_has_n_and_a_value_or_a_reason_and_shares_are_shares(works: list[Work]) -> None:
    for figure in figures_in(figures_of(works)):
        assert (figure.value is None) == bool(figure.unknown)
        assert figure.n > 0 or figure.value is None or figure.value == 0
        if figure.unit == "share" and figure.value is not None:
            assert 0 <= figure.value <= 1


@given(st.lists(made_works(), min_size=1, max_size=3))
def test_all_steps_and_variants_are_counted_once(works: list[Work]) -> None:
    figures = figures_of(works)
    runs = [run for one in works for run in one.runs]
    assert sum(line.times for line in figures.steps) == sum(len(run.steps) for run in runs)
    assert sum(variant.runs for variant in figures.variation.variants) == len(runs)
    assert sum(app.acts for app in figures.places.apps) == sum(len(one.acts) for run in runs for one in run.steps)
