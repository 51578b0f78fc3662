"""Clocks against an oracle that walks through each case event by event."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mining.conformance.leads import log_of, sop

from sopwright.mining.conformance.limits import limits_of
from sopwright.mining.conformance.matching import matching

MINUTE = 60_000_000
WORDS = ("assign-owner", "call-lead", "create-lead")


def clocks(cases: list[list[str]]) -> tuple[list[tuple[int, int]], int]:
    """The oracle: one clock a case, started where none runs, stopped where one does; rows are counted from 0."""
    found, still, row = [], 0, 0
    for case in cases:
        began = None
        for activity in case:
            if activity == "assign-owner" and began is None:
                began = row
            elif activity == "call-lead" and began is not None:
                found.append((began, row))
                began = None
            row += 1
        still += began is not None
    return found, still


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_each_clock_starts_and_stops_where_it_should(cases: list[list[str]]) -> None:
    everything = ["create-lead", "assign-owner", "call-lead"]
    log = log_of(*(" ".join(case) for case in [*cases, everything]))
    agreed = sop(without="xxx")
    steps = tuple(step.id for step in agreed.all_steps)
    label = np.array([steps.index(name) for name in log.activity.labels], dtype=np.int32)[log.activity.codes]
    promise = limits_of(log, agreed, matching(log, agreed), steps, label)[0]
    found, still = clocks([*cases, everything])
    assert list(zip(promise.started.tolist(), promise.stopped.tolist(), strict=True)) == found
    assert promise.open == still
    assert promise.allowed == 60 * MINUTE
