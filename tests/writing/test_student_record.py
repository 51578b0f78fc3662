"""Fifty real runs with a hidden decision, an exception from it and 504 pastes: ``data/SOURCES.md``."""

from pathlib import Path

import pytest

from sopwright import api
from sopwright.evidence import Origin
from sopwright.recording.vocabulary import with_own
from sopwright.sop.document import DecisionStatus, Sop
from sopwright.writing.decided import decided
from sopwright.writing.reporting import Paragraph, Table

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def sop(realdata: Path) -> Sop:
    data = (realdata / "recordings" / "ui-log" / "StudentRecord.csv").read_bytes()
    return api.write([api.understand(one) for one in api.read("StudentRecord.csv", data)])


def test_the_hidden_decision_is_found_with_its_counts(sop: Sop) -> None:
    decision = sop.decisions[0]
    assert (decision.question.text, decision.status) == ("Tick **Decision box**?", DecisionStatus.OBSERVED)
    assert [(option.when.text, option.go, option.seen and option.seen.runs) for option in decision.options] == [
        ("**Single line 1** holds any value except one (*withheld*), as in 40 of 41 such runs",
         "tick-decision-box", 40),
        ("**Single line 1** holds one particular value (*withheld*), as in 9 of 9 such runs", "submit", 10),
    ]  # fmt: skip
    assert {option.when.origin for option in decision.options} == {Origin.DERIVED}


def test_the_step_says_when_it_is_done_and_names_the_run_that_breaks_the_rule(sop: Sop) -> None:
    step = next(step for step in sop.steps if step.id == "tick-decision-box")
    assert step.do.text == "In Zoho Forms, on the form, tick **Decision box**."
    assert step.only_if == ("**Single line 1** holds any value except one (*withheld; seen in 9 of 50 runs*)")
    assert step.observed is not None
    assert (step.observed.runs, step.observed.of) == (40, 50)
    (remark,) = step.remarks
    assert remark.text == "Found by comparing the runs: 49 of 50 went by it; run 40 of rec1 did not."
    assert [str(ref) for ref in remark.evidence] == ["rec1#1228"]


def test_the_submit_step_is_told_without_the_box(sop: Sop) -> None:
    step = next(step for step in sop.steps if step.id == "submit")
    assert step.do.text == "In Zoho Forms, on the form, select **Submit**."
    assert (step.observed and step.observed.runs, step.remarks) == (50, ())


def test_the_pastes_are_counted(sop: Sop) -> None:
    assert [sentence.text for sentence in sop.scope.in_][1:] == [
        "Values are carried by hand: 504 pastes, each of a value copied earlier in the same run."
    ]


def test_the_exceptions_come_back_to_the_path(sop: Sop) -> None:
    assert [(path.title, path.rejoin, path.observed and path.observed.runs) for path in sop.exceptions] == [
        ("Another beginning: copy column A", "add-another-response", 3),
        ("Instead: Paste column A into Single line", "copy-column-b-into-single-line", 3),
    ]


def test_the_report_tells_the_decision_and_the_run_that_breaks_it(sop: Sop) -> None:
    (section,) = decided(sop)
    text, table = section.blocks
    assert isinstance(text, Paragraph)
    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows] == [
        "Single line 1 holds any value except one (withheld), as in 40 of 41 such runs",
        "Single line 1 holds one particular value (withheld), as in 9 of 9 such runs",
    ]
    assert [(row[0].text, row[2].text, row[3].text) for row in table.rows] == [
        ("Tick Decision box?", "In Zoho Forms, on the form, tick Decision box.", "40"),
        ("", "In Zoho Forms, on the form, select Submit.", "10"),
    ]
    assert table.rows[0][0].under == "Found by comparing the runs: 49 of 50 went by it; run 40 of rec1 did not."


def test_nothing_that_was_typed_or_pasted_is_in_the_document(sop: Sop, realdata: Path) -> None:
    assert "Australia" in (realdata / "recordings" / "ui-log" / "StudentRecord.csv").read_text()
    assert "Australia" not in api.render("md", sop).decode()


def test_the_value_is_said_where_the_user_lets_it_be(realdata: Path) -> None:
    data = (realdata / "recordings" / "ui-log" / "StudentRecord.csv").read_bytes()
    vocabulary = with_own("own.toml", '[values]\ncontrolled = ["Single line 1"]\n')
    works = [api.understand(one, vocabulary) for one in api.read("StudentRecord.csv", data, vocabulary)]
    step = next(step for step in api.write(works, vocabulary).steps if step.id == "tick-decision-box")
    assert step.only_if == "**Single line 1** is not *Australia*"
