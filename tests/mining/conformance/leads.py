"""A small procedure and logs of it, written as tests read best."""

from collections.abc import Iterable
from datetime import UTC, datetime

import polars as pl

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import ACTIVITY, CASE, MOMENT, RESOURCE, ROW, SOURCE, TIME, Reading, nothing_refused
from sopwright.sop.document import Sop
from sopwright.sop.form import parse

TEXT = """
sop: 1
id: lead
title: Qualify a lead
calendars:
  office: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: Europe/Berlin, holidays: DE}
sla:
  first-contact: {from: assign-owner, to: call-lead, within: 1 h, calendar: office, role: SDR}
procedure:
  - id: take
    phase: Take the lead in
    steps:
      - {id: create-lead, do: Create the lead., role: Automation}
      - {id: enrich-lead, do: Enrich the lead., optional: true, only_if: fields are missing}
      - {id: assign-owner, do: Set the owner., role: Automation, updates: {Lead Owner: whoever is next}}
  - id: work
    phase: Work on it
    steps:
      - {id: call-lead, do: Call the lead., role: SDR, system: Phone, within: 2 working days,
         next: [{go: call-lead}, {go: accept-lead}, {go: reject}]}
      - {id: accept-lead, do: Accept the lead., role: SDR, updates: {Lead Status: SQL – Accepted}}
      - {id: book-demo, do: Book the demo., role: SDR, next: [{go: end}]}
exceptions:
  - {id: reject, title: Reject, when: It does not fit., rejoin: end,
     steps: [{id: reject-lead, do: Reject the lead., updates: {Lead Status: Rejected}}]}
  - {id: opt-out, title: Opt out, when: The person says so., rejoin: end,
     steps: [{id: forget-lead, do: Forget the lead.}]}
"""
GOOD = "create-lead assign-owner call-lead accept-lead book-demo"


def sop(text: str = TEXT, *, without: str = "") -> Sop:
    """The small procedure; ``without`` drops the lines that hold it."""
    return parse("lead.sop.yaml", "\n".join(line for line in text.splitlines() if not without or without not in line))


def log_of(*cases: str, minutes: int = 1, **columns: Iterable[object]) -> EventLog:
    """Cases of activities, words apart by space; the events of all follow each other by some minutes.

    They begin on Monday, 2 March 2026, at 10:00 in Berlin. Further columns have one value an event.
    """
    rows = [(f"lead {place + 1}", activity) for place, case in enumerate(cases) for activity in case.split()]
    began = int(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()) * 1_000_000
    frame = pl.DataFrame(
        {
            CASE: [case for case, _ in rows],
            ACTIVITY: [activity.replace("_", " ") for _, activity in rows],
            TIME: pl.Series([began + 60_000_000 * minutes * place for place in range(len(rows))]).cast(MOMENT),
            ROW: list(range(1, len(rows) + 1)),
            SOURCE: ["leads.csv"] * len(rows),
            **{name: list(values) for name, values in columns.items()},
        }
    )
    return encoded([Reading(rows=frame, refused=nothing_refused())])


def times_of(*events: str, resource: str = "") -> EventLog:
    """One case of events, each written ``2026-03-02T10:00+01:00 activity``."""
    parts = [event.split(maxsplit=1) for event in events]
    frame = pl.DataFrame(
        {
            CASE: ["lead 1"] * len(parts),
            ACTIVITY: [activity for _, activity in parts],
            TIME: pl.Series([datetime.fromisoformat(at) for at, _ in parts]).cast(MOMENT),
            ROW: list(range(1, len(parts) + 1)),
            SOURCE: ["leads.csv"] * len(parts),
            **({RESOURCE: [resource] * len(parts)} if resource else {}),
        }
    )
    return encoded([Reading(rows=frame, refused=nothing_refused())])
