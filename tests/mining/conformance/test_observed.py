"""Rows that show one step are one event: against an oracle that walks through a case."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mining.conformance.leads import TEXT, log_of, sop

from sopwright.mining.conformance.matching import matching
from sopwright.mining.conformance.observed import completed, observed
from sopwright.mining.conformance.procedure import procedure

AGREED = sop(TEXT.replace("do: Accept the lead.,", "do: Accept the lead., activities: [x, y, z],"))


def counted(case: str) -> list[int]:
    """The oracle: an event begins a step anew when its activity was already seen since the step began."""
    rows: list[int] = []
    seen: dict[str, int] = {}
    highest = 0
    for row, activity in enumerate(case, start=1):
        if activity == "c":
            rows.append(row)
            seen, highest = {}, 0
            continue
        seen[activity] = seen.get(activity, 0) + 1
        if seen[activity] > highest:
            highest = seen[activity]
            rows.append(row)
    return rows


@given(st.lists(st.text("xyzc", min_size=1, max_size=9), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_events_of_one_step_in_a_row_are_one(cases: list[str]) -> None:
    log = log_of(*(" ".join(case).replace("c", "call-lead") for case in [*cases, "xyzc"]))
    found = matching(log, AGREED)
    allowed = procedure(AGREED, {step for steps in found.shows for step in steps})
    seen = observed(completed(log), found, allowed)
    rows, start = [], 0
    for case in [*cases, "xyzc"]:
        rows += [start + row for row in counted(case)]
        start += len(case)
    assert seen.log.row.tolist() == rows
    assert seen.rows.tolist() == [row - 1 for row in rows]


def test_of_two_rows_at_one_instant_the_more_exact_one_counts() -> None:
    text = TEXT.replace("{Lead Status: SQL – Accepted}", "{Lead Status: SQL – Accepted, Lead Owner: yourself}")
    log = log_of("create-lead Owner_changed call-lead Owner_changed Lead_Status:_SQL_–_Accepted book-demo", minutes=0)
    agreed = sop(text)
    found = matching(log, agreed)
    allowed = procedure(agreed, {step for steps in found.shows for step in steps})
    seen = observed(log, found, allowed)
    assert [seen.labels[label] for label in seen.step] == [
        "create-lead",
        "assign-owner",
        "call-lead",
        "accept-lead",
        "book-demo",
    ]
