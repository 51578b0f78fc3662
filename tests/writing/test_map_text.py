"""Does the table say everything that the drawing says?"""

import pytest
from hypothesis import given, settings
from tests.drawn import EMPTY, LINEAR, ROLES
from tests.mining.test_map import sops

from sopwright.mining.map import draw
from sopwright.sop.document import Sop
from sopwright.writing.render.map_text import HEADINGS, describe, table


@pytest.mark.parametrize(
    ("sop", "words"),
    [
        pytest.param(
            LINEAR,
            "The process “Capture a lead” has 4 steps. It runs in 1 lane, by system: BottleCRM.",
            id="linear",
        ),
        pytest.param(
            ROLES,
            "The process “Qualify a lead” has 8 steps and 4 steps in exceptions. It runs in 3 lanes, by role: SDR, "
            "Operations and Account Executive; the work changes lanes 3 times. "
            "There are 3 decisions (1 only suspected) and 1 optional step.",
            id="roles",
        ),
        pytest.param(EMPTY, "The process “Nothing yet” has no steps yet.", id="empty"),
    ],
)
def test_the_description_counts_what_is_there(sop: Sop, words: str) -> None:
    assert describe(draw(sop)) == words


def test_a_row_says_where_it_comes_from_and_goes_to() -> None:
    rows = {row.id: row for row in table(draw(ROLES))}
    assert rows["set"].cells == (
        "5",
        "On the lead record, set Lead Status to SQL – Accepted.",
        "SDR",
        "Decision after 4 (Yes, 4 of 5)",
        "6",
        "Lead Status: SQL – Accepted",
        "",
        "4 of 5",
    )
    assert len(HEADINGS) == len(rows["set"].cells)


@settings(max_examples=60, deadline=None)
@given(sop=sops())
def test_every_node_has_a_row_and_every_edge_stands_in_two(sop: Sop) -> None:
    chart = draw(sop)
    rows = table(chart)
    assert [row.id for row in rows] == [node.id for node in chart.nodes]
    for row in rows:
        leaving = [edge for edge in chart.edges if edge.source == row.id]
        assert len([way for way in row.to.split("; ") if way]) == len(leaving)


def test_a_decision_is_named_by_the_step_beside_it_and_asks_something() -> None:
    rows = [row for row in table(draw(ROLES)) if row.number.startswith("Decision")]
    assert rows
    for row in rows:
        assert row.number.startswith(("Decision after ", "Decision before "))
        assert row.number.count("Decision") == 1
        assert row.text


@settings(max_examples=60, deadline=None)
@given(sop=sops())
def test_no_two_decisions_share_a_name(sop: Sop) -> None:
    names = [row.number for row in table(draw(sop)) if row.number.startswith("Decision ")]
    assert len(names) == len(set(names))
