"""What is said of leads that go right and wrong, from the log to the single row."""

import numpy as np
import polars as pl
import pytest
from tests.mining.conformance.leads import GOOD, TEXT, log_of, sop, times_of

from sopwright.errors import InputError
from sopwright.log.event_log import EventLog
from sopwright.mining.conformance.check import Conformance, Told, check
from sopwright.mining.conformance.matching import matching
from sopwright.sop.document import Sop

PLAIN = sop(TEXT.replace(", within: 2 working days", ""), without="first-contact")


def checked(log: EventLog, agreed: Sop | None = None, **told: object) -> Conformance:
    agreed = agreed or PLAIN
    return check(log, agreed, matching(log, agreed), Told(**told))  # type: ignore[arg-type]


def deviations(found: Conformance) -> list[str]:
    return [" ".join(row) for row in found.deviations.select("deviation", "step").rows()]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        pytest.param(GOOD, [], id="all as it should be"),
        pytest.param(GOOD.replace("assign-owner", "enrich-lead assign-owner call-lead"), [], id="an option and a loop"),
        pytest.param("create-lead assign-owner call-lead reject-lead", [], id="an exception that ends"),
        pytest.param("create-lead forget-lead", [], id="an exception that may begin anywhere"),
        pytest.param("create-lead call-lead accept-lead book-demo", ["skipped assign-owner"], id="skipped"),
        pytest.param("create-lead assign-owner call-lead", ["stopped after call-lead"], id="under way"),
        pytest.param(
            "create-lead create-lead assign-owner call-lead accept-lead book-demo", ["extra create-lead"], id="extra"
        ),
        pytest.param(
            "create-lead call-lead assign-owner accept-lead book-demo", ["out of order assign-owner"], id="out of order"
        ),
        pytest.param(
            "create-lead assign-owner call-lead accept-lead book-demo enrich-lead", ["extra enrich-lead"], id="too late"
        ),
        pytest.param("book-demo", ["stopped after nothing"], id="the last step first"),
    ],
)  # fmt: skip
def test_each_way_of_going_wrong_has_its_name(case: str, said: list[str]) -> None:
    everything = "create-lead enrich-lead assign-owner call-lead accept-lead book-demo reject-lead forget-lead"
    found = checked(log_of(case, everything), PLAIN)
    own = found.deviations.filter(pl.col("case") == "lead 1")
    if case != "book-demo":
        assert [f"{row['deviation']} {row['step']}" for row in own.iter_rows(named=True)] == said
    lead = found.cases.row(0, named=True)
    assert (lead["cost"] == 0) is not bool(said)
    assert lead["fits"] is not bool(said)


def test_fitness_is_one_minus_cost_over_the_cost_of_doing_everything_apart() -> None:
    found = checked(log_of(GOOD, "create-lead call-lead accept-lead book-demo", "reject-lead"), PLAIN)
    # the shortest way is create, assign, call, reject: four steps
    assert found.cases["cost"].to_list() == [0, 1, 3]
    assert found.cases["fitness"].to_list() == pytest.approx([1.0, 1 - 1 / 8, 1 - 3 / 5])
    assert found.fitness.value == pytest.approx(1 - 4 / (9 + 8 + 5))
    assert found.fitness_of_cases.value == pytest.approx((1 + 7 / 8 + 2 / 5) / 3)
    assert found.fitting.value == pytest.approx(1 / 3)
    assert found.fitting.n == 3


def test_a_deviation_names_lead_row_file_and_person() -> None:
    people = ["Robot", "Ann", "Ann", "Bob"]
    found = checked(log_of("create-lead call-lead accept-lead book-demo", resource=people), PLAIN)
    assert (
        found.deviations.select(
            "case", "deviation", "step", "activity", "person", "expected", "found", "source", "row"
        ).rows()
        == []
    )
    found = checked(
        log_of("create-lead call-lead accept-lead book-demo", GOOD, resource=[*people, *["Ann"] * 5]), PLAIN
    )
    assert found.deviations.drop("time", "over_us", "steps").rows() == [
        ("lead 1", "skipped", "assign-owner", "call-lead", "Ann", "done before this", "not done", "leads.csv", 2)
    ]  # fmt: skip


def test_a_step_that_no_activity_shows_is_never_called_skipped() -> None:
    found = checked(log_of("create-lead call-lead accept-lead"), PLAIN)
    assert deviations(found) == []
    assert found.matching.hidden == ("enrich-lead", "assign-owner", "book-demo", "reject-lead", "forget-lead")
    assert found.notes[0].startswith("The log shows no step of the exception “Opt out”, and no step leads there")


def test_an_unknown_activity_neither_raises_nor_lowers_fitness() -> None:
    plain, noisy = checked(log_of(GOOD), PLAIN), checked(log_of(GOOD.replace(" ", " Coffee ") + " Coffee"), PLAIN)
    assert noisy.fitness.value == plain.fitness.value == 1
    assert [(each.activity, each.events) for each in noisy.matching.unknown] == [("Coffee", 5)]


def test_cases_without_any_step_are_counted_apart() -> None:
    found = checked(log_of(GOOD, "Coffee", "Coffee Tea"), PLAIN)
    assert (found.unjudged, found.fitness.n, len(found.cases)) == (2, 1, 1)


def test_several_rows_that_show_one_step_are_one() -> None:
    agreed = sop(
        TEXT.replace("do: Accept the lead.,", "do: Accept the lead., activities: [Accepted, Task made],"),
        without="first-contact",
    )
    assert deviations(checked(log_of("create-lead Accepted Task_made"), agreed)) == []
    assert deviations(checked(log_of("create-lead Task_made Accepted"), agreed)) == []
    assert deviations(checked(log_of("create-lead Accepted Accepted Task_made"), agreed)) == ["extra accept-lead"]


def test_a_clock_runs_in_the_hours_that_count() -> None:
    agreed = sop(TEXT.replace(", within: 2 working days", ""))
    kept = times_of(
        "2026-03-06T16:30+01:00 create-lead", "2026-03-06T16:30+01:00 assign-owner", "2026-03-09T09:30+01:00 call-lead",
    )  # fmt: skip
    late = times_of(
        "2026-03-06T16:30+01:00 create-lead", "2026-03-06T16:30+01:00 assign-owner", "2026-03-09T09:31+01:00 call-lead",
    )  # fmt: skip
    assert deviations(checked(kept, agreed)) == []
    found = checked(late, agreed)
    assert found.deviations.drop("time", "person", "case", "activity").rows() == [
        ("late", "call-lead", "within 1 h from assign-owner", "first-contact", 60_000_000, 1, "leads.csv", 3)
    ]
    assert found.fitting.value == 1
    assert found.clean.value == 0


def test_the_limit_of_a_step_counts_from_the_step_directly_before_it() -> None:
    agreed = sop(without="first-contact")
    soon = ("2026-03-02T10:00+01:00 create-lead", "2026-03-02T10:00+01:00 assign-owner")
    found = checked(times_of(*soon, "2026-03-04T10:01+01:00 call-lead"), agreed)
    assert deviations(found) == ["late call-lead"]
    assert [(each.name, each.calendar, each.took.tolist()) for each in found.limits] == [
        ("call-lead", "office", [16 * 3_600_000_000 + 60_000_000])
    ]
    skipped = checked(times_of("2026-03-02T10:00+01:00 create-lead", "2026-03-09T10:01+01:00 call-lead"), agreed)
    assert [each.unknown for each in skipped.limits] == [
        "the log shows no step that the SOP has directly before “call-lead”"
    ]


def test_a_limit_that_the_log_cannot_show_is_unknown_with_the_reason() -> None:
    found = checked(log_of("create-lead accept-lead"), sop())
    assert [(each.name, each.unknown) for each in found.limits] == [
        ("first-contact", "the log shows no “assign-owner” and “call-lead”"),
        ("call-lead", "the log shows no “call-lead”"),
    ]


def test_a_clock_that_is_never_stopped_is_counted_as_not_reached() -> None:
    found = checked(log_of(GOOD, "create-lead assign-owner reject-lead", "assign-owner assign-owner call-lead"), sop())
    promise = found.limits[0]
    assert (len(promise.took), promise.open, promise.late.sum()) == (2, 1, 0)
    assert promise.took.tolist() == [60_000_000, 120_000_000]


def test_the_wrong_role_is_told_by_the_log_or_by_a_table_of_people() -> None:
    roles = ["Automation", "Automation", "AE", "sdr", None]
    assert deviations(checked(log_of(GOOD, role=roles), PLAIN)) == ["wrong role call-lead"]
    people = ["Robot", "Robot", "Ann", "Bob", "Cyd"]
    told = {"Robot": ("Automation",), "Ann": ("AE", "Trainer"), "Bob": ("AE", "SDR")}
    found = checked(log_of(GOOD, resource=people), PLAIN, roles=told)
    assert found.deviations.select("step", "person", "expected", "found").rows() == [
        ("call-lead", "Ann", "SDR", "AE, Trainer")
    ]


def test_roles_that_cannot_be_compared_are_said_to_be_so() -> None:
    note = "Roles were not compared: the log's roles (1, 2) are none of the SOP's (Automation, SDR)."
    assert note in checked(log_of(GOOD, role=["1", "1", "1", "2", "2"]), PLAIN).notes
    assert "Roles were not compared: the log does not state roles." in checked(log_of(GOOD), PLAIN).notes


def test_the_wrong_system_is_told_where_the_log_states_it() -> None:
    systems = ["CRM", "CRM", "Zoom", "CRM", "CRM"]
    assert deviations(checked(log_of(GOOD, "call-lead", system=[*systems, "Phone"]), PLAIN))[:1] == [
        "wrong system call-lead"
    ]


def test_people_stand_beside_the_deviations_of_their_events_and_nobody_with_less_than_three_leads() -> None:
    cases = [GOOD] * 3 + ["create-lead call-lead accept-lead book-demo"] * 3
    people = (
        ["Robot", "Robot", "Ann", "Ann", "Ann"] * 3
        + ["Robot", "Bob", "Bob", "Bob"] * 2
        + ["Robot", "Cyd", "Cyd", "Cyd"]
    )
    found = checked(log_of(*cases, resource=people), PLAIN)
    assert found.people.select("person", "n", "cases").rows() == [("Ann", 3, 0), ("Robot", 6, 0)]


def test_what_goes_along_with_a_deviation_is_compared_with_leads_that_did_the_step() -> None:
    slow = "create-lead create-lead assign-owner call-lead call-lead call-lead call-lead accept-lead book-demo"
    found = checked(log_of(*[GOOD] * 8, *[slow] * 8, *["create-lead assign-owner"] * 9), PLAIN)
    row = found.along.row(0, named=True)
    assert (row["deviation"], row["step"], row["n_with"], row["n_without"]) == ("extra", "create-lead", 8, 17)
    assert (row["won_with"], row["won_without"]) == (1.0, pytest.approx(8 / 17))
    assert row["longer_us"] == 60_000_000 * (8 - 1)


def test_won_is_what_the_user_says_or_else_the_last_step_of_the_sop() -> None:
    log = log_of(GOOD, "create-lead assign-owner call-lead reject-lead Signed")
    assert checked(log, PLAIN).cases["won"].to_list() == [True, False]
    assert checked(log, PLAIN, won=("Signed",)).cases["won"].to_list() == [False, True]
    unknown = checked(log_of("create-lead assign-owner"), PLAIN)
    assert unknown.cases["won"].to_list() == [None]
    assert unknown.won == "no step that ends the SOP is in the log; name the activities that mean success with --won"
    with pytest.raises(InputError, match="--won Sold: expected an activity of the log, found 'Sold'"):
        checked(log, PLAIN, won=("Sold",))


def test_a_wrong_clock_in_the_year_9999_changes_nothing_else() -> None:
    log = log_of(*[GOOD] * 9)
    time = log.time.copy()
    time[-1] = 253_402_300_700_000_000
    wrong = EventLog(**{name: getattr(log, name) for name in EventLog.__slots__} | {"time": time})
    assert checked(wrong, sop()).fitness.value == 1


def test_work_that_was_begun_and_not_completed_is_not_done() -> None:
    log = log_of(
        "create-lead assign-owner call-lead call-lead", lifecycle=["complete", "complete", "start", "complete"]
    )
    assert deviations(checked(log, PLAIN)) == []
    begun = log_of("create-lead assign-owner call-lead", lifecycle=["complete", "complete", "start"])
    found = checked(begun, PLAIN)
    assert found.cases["steps_done"].to_list() == [2]
    assert any("begun and not completed" in note for note in found.notes)


def test_a_procedure_in_which_every_way_leads_back_is_refused() -> None:
    agreed = sop(
        "sop: 1\nid: a\ntitle: Turn\nprocedure: [{id: p, phase: P, steps: [{id: turn, do: Turn., next: [{go: turn}]}]}]"
    )
    with pytest.raises(
        InputError, match="Turn: expected a procedure that comes to its end, found one in which every way"
    ):
        checked(log_of("turn"), agreed)


def test_the_same_log_in_another_order_of_cases_gives_the_same() -> None:
    draw = np.random.default_rng(7)
    steps = ["create-lead", "enrich-lead", "assign-owner", "call-lead", "accept-lead", "book-demo", "reject-lead"]
    cases = [" ".join(draw.choice(steps, size=draw.integers(1, 9))) for _ in range(60)]
    found = checked(log_of(*cases), PLAIN)
    again = checked(log_of(*cases), PLAIN)
    assert found.deviations.equals(again.deviations)
    moves = found.deviations.filter(~pl.col("deviation").is_in(["late", "wrong role", "wrong system"]))
    weight = pl.when(pl.col("deviation") == "out of order").then(2).otherwise(pl.col("steps"))
    costs = moves.group_by("case").agg(weight.sum().alias("sum"))
    joined = found.cases.join(costs, on="case", how="left").with_columns(pl.col("sum").fill_null(0))
    assert joined["sum"].to_list() == joined["cost"].to_list()
