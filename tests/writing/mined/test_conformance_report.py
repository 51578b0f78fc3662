"""What the report of a check says, and what it never says."""

import re
from dataclasses import replace

import polars as pl
import pytest
from tests.mining.conformance.leads import GOOD, TEXT, log_of, sop

from sopwright.log.event_log import EventLog
from sopwright.log.reading import SOURCE
from sopwright.mining.conformance.check import Conformance, Told, check
from sopwright.mining.conformance.matching import matching
from sopwright.sop.document import Sop
from sopwright.writing.mined.conformance_report import html, report_of
from sopwright.writing.mined.conformance_tables import tables
from sopwright.writing.mined.conformance_words import (
    drift,
    looked_up,
    percent,
    two,
    verdict_of,
    warnings_of,
    who_stands_out,
)
from sopwright.writing.reporting import Paragraph, Table

NO_TIMES = sop(TEXT.replace(", within: 2 working days", ""), without="first-contact")
SKIPPED = "create-lead call-lead accept-lead book-demo"


def checked(log: EventLog, agreed: Sop = NO_TIMES, **told: object) -> Conformance:
    return check(log, agreed, matching(log, agreed), Told(**told))  # type: ignore[arg-type]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_a_log_in_which_all_is_well_says_so_without_empty_tables() -> None:
    found = checked(log_of(*[GOOD] * 3))
    page = words(html(found))
    assert "3 leads of 3 (100 %) went exactly as the SOP allows" in page
    assert "Nothing deviates" in page
    assert "The SOP sets no time limit." in page
    assert verdict_of(found) == (
        "3 leads of 3 (100 %) went exactly as the SOP allows, from its first step to an end; fitness is 1.00.",
    )


def test_every_deviation_can_be_looked_up() -> None:
    found = checked(log_of(GOOD, SKIPPED, SKIPPED))
    section = report_of(found).sections[0]
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == [
        "skipped",
        "assign-owner",
        "2",
        "2",
        "lead 2 (leads.csv:7), lead 3 (leads.csv:11)",
    ]
    assert table.rows[0][2].under == "21 % to 94 %"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [(["q1/leads.csv", "q1/calls.csv"], "leads.csv:7"), (["q1/leads.csv", "q2/leads.csv"], "q1/leads.csv:7")],
)
def test_a_file_is_called_by_its_name_unless_two_have_the_same(sources: list[str], expected: str) -> None:
    found = checked(log_of(GOOD, SKIPPED, SKIPPED))
    named = found.deviations.with_columns(pl.Series(SOURCE, sources))
    row = next(found.steps.iter_rows(named=True))
    assert f"lead 2 ({expected})" in looked_up(replace(found, deviations=named), row)


def test_what_cannot_be_observed_is_said_before_any_number() -> None:
    hidden, little, unjudged = warnings_of(checked(log_of("create-lead call-lead", "Coffee")))
    names = "enrich-lead, assign-owner, accept-lead, book-demo, reject-lead, forget-lead"
    assert hidden == f"6 steps of 8 cannot be observed in this log ({names}): neither called done nor skipped."
    assert little == "Fitness says little: it rests on 2 steps of the SOP only. Match more activities."
    assert unjudged == "1 case without any step of the SOP could not be judged."


def test_a_person_who_stands_out_is_named_with_the_others_beside_and_nobody_else_is() -> None:
    people = (
        (["R", "R", "Ann", "Ann", "Ann"] * 12)
        + (["R", "Bob", "Bob", "Bob"] * 12)
        + (["R", "R", "Cyd", "Cyd", "Cyd"] * 12)
    )
    found = checked(log_of(*[GOOD] * 12, *[SKIPPED] * 12, *[GOOD] * 12, resource=people))
    (said,) = who_stands_out(found)
    assert said == (
        "“assign-owner” skipped, with Bob: 12 of 12 leads (100 %), against 0 of 24 (0 %) with others, more than "
        "chance explains."
    )
    page = html(found)
    assert "12 of 12 leads (100 %)" in page
    for word in ("best", "worst", "caused", "because of"):
        assert not re.search(rf"\b{word}\b", words(page))


def test_a_change_over_time_is_told_when_it_is_more_than_chance() -> None:
    day = 24 * 60 // 5
    steady = checked(log_of(*[GOOD] * 40, minutes=day))
    assert drift(steady) == ""
    changed = checked(log_of(*[GOOD] * 20, *[SKIPPED] * 20, minutes=day))
    assert drift(changed).startswith(
        "The share of leads that fit in full changed by more than chance explains: 86 % in 2026-W12"
    )


def test_time_limits_are_told_with_n_and_unknown_ones_with_the_reason() -> None:
    found = checked(log_of(*[GOOD] * 4), sop())
    section = next(each for each in report_of(found).sections if each.id == "limits")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == [
        "first-contact",
        "assign-owner",
        "call-lead",
        "1 h",
        "100 %",
        "1 min",
        "0",
    ]
    assert table.rows[0][4].under == "51 % to 100 %, n = 4"
    hidden = checked(log_of("create-lead accept-lead"), sop())
    section = next(each for each in report_of(hidden).sections if each.id == "limits")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.rows[0][4].under == "the log shows no “assign-owner” and “call-lead”"
    assert table.rows[0][4].unknown


def test_where_the_goal_is_unknown_the_page_says_why() -> None:
    slow = "create-lead create-lead assign-owner"
    found = checked(log_of(*["create-lead assign-owner"] * 6, *[slow] * 6))
    section = next(each for each in report_of(found).sections if each.id == "along")
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("Which leads reached the goal is unknown: no step that ends the SOP") for text in texts)


def test_text_of_a_log_is_escaped_and_nothing_is_loaded() -> None:
    page = html(checked(log_of(f"{GOOD} <script>alert(1)</script>")))
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)


def test_the_tables_are_whole() -> None:
    found = checked(log_of(GOOD, SKIPPED, resource=["Ann"] * 9))
    made = tables(found)
    assert {name: table.height for name, table in made.items()} == {
        "deviations": 1,
        "leads": 2,
        "steps": 1,
        "people": 0,
        "standing-out": 0,
        "periods": 1,
        "along": 0,
        "limits": 0,
        "matching": 8,
    }


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 %"), (0.004, "0.4 %"), (0.5, "50 %"), (0.996, "99.6 %"), (1.0, "100 %"), (None, "unknown")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float | None, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(("fitness", "said"), [(1.0, "1.00"), (0.9999, "0.99+"), (0.5, "0.50"), (None, "unknown")])
def test_fitness_is_1_only_where_nothing_deviates(fitness: float | None, said: str) -> None:
    assert two(fitness) == said
