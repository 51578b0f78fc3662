"""Do the measures say of BPI 2012 what plain loops over its events give?

Its resource 112 is the bank's website: it submits, and declines, at every hour.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import polars as pl
import pytest

from sopwright.log.encoding import encoded
from sopwright.log.xes import read_xes
from sopwright.mining.history.instances import instances
from sopwright.mining.measures.first_touch import first_touch
from sopwright.mining.measures.reps import rep_variance
from sopwright.mining.measures.routing import routing_accuracy
from sopwright.mining.measures.stakes import stakes_of

pytestmark = pytest.mark.realdata


def plain_queue(rows: pl.DataFrame) -> tuple[int, float]:
    """The oracle: goes through all events; how many leads a person touched, and the middle wait of these in ms."""
    created: dict[str, datetime] = {}
    touched: dict[str, datetime] = {}
    for case, time, who, part in (
        rows.sort("time", maintain_order=True).select("case", "time", "resource", "lifecycle").iter_rows()
    ):
        created.setdefault(case, time.astimezone(UTC))
        if who not in (None, "112") and (part or "").lower() != "schedule":
            touched.setdefault(case, time.astimezone(UTC))
    return len(touched), median((touched[case] - created[case]) / timedelta(milliseconds=1) for case in touched)


def test_first_touch_of_a_bank_with_a_website(realdata: Path) -> None:
    reading = read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012")
    found = first_touch(encoded([reading]))
    touched, wait = plain_queue(reading.rows)
    by_label = {one.figure.label: one.figure for one in found.measures}
    untouched = by_label["Leads that nobody has touched"]
    assert (untouched.n, untouched.value) == (13_087, (13_087 - touched) / 13_087)
    queue = by_label["Time to first touch: wait in the queue, clock time"]
    assert queue.n == touched
    assert queue.value == pytest.approx(wait)
    assert "Taken for machines, because they act at every hour of the day: 112." in found.notes


def test_people_of_a_bank_and_of_a_helpdesk(realdata: Path) -> None:
    bank = rep_variance(encoded([read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012")]))
    desk = rep_variance(encoded([read_xes(realdata / "logs" / "helpdesk.xes.gz", "helpdesk")]))
    assert [(len(one.people), one.measures[0].figure.n) for one in (bank, desk)] == [(57, 9651), (21, 4580)]
    assert all(one.measures[0].unusual for one in (bank, desk))


def test_what_a_log_without_people_or_owners_cannot_say(realdata: Path) -> None:
    log = encoded([read_xes(realdata / "logs" / "sepsis.xes.gz", "sepsis")])
    reasons = [question(log).measures[0].figure.unknown for question in (first_touch, routing_accuracy, rep_variance)]
    assert all(reasons)


def test_work_is_counted_where_the_log_states_it(realdata: Path) -> None:
    log = instances(encoded([read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012")]))
    found = {one.title: one for one in stakes_of(log).stakes}
    calls = found["W_Nabellen offertes"]
    assert calls.hours.usual is not None
    assert 10 < calls.hours.usual < 40
    assert found["A_ACCEPTED"].hours.usual is None
    assert all(0 <= one.judgement.score <= one.judgement.reachable <= 80 for one in found.values())
