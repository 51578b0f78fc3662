"""A made history as an event log, without the detour over files.

Law: equal to what the reader of Salesforce histories makes of the files, as far as it matters here: the same events in
the same order, under the same names; ``test_example.py`` holds it to that.
"""

from datetime import UTC

import polars as pl
from scripts.made_history import History

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused

NAMES = {
    "created": "Lead created",
    "Owner": "Owner changed",
    "Status": "Lead Status",
    "Rating": "Rating",
    "DisqualificationCode__c": "Disqualification Code",
    "leadConverted": "Lead converted",
}
BY_VALUE = frozenset({"Status", "Rating", "DisqualificationCode__c"})


def log_of(history: History) -> EventLog:
    """Return the log of a made history."""
    leads = {lead.number: lead for lead in history.leads}
    rows: list[dict[str, object]] = []
    for number, change in enumerate(history.changes, start=1):
        lead = leads[change.lead]
        rows.append(
            {
                "case": f"{lead.number:05}",
                "activity": NAMES[change.field] + (f": {change.new}" if change.field in BY_VALUE else ""),
                "time": change.at.astimezone(UTC),
                "resource": change.by,
                "row": number,
                "source": "made",
                "owner": change.new if change.field == "Owner" else None,
                "old owner": change.old if change.field == "Owner" else None,
                "case:created": lead.created,
                "case:region": lead.region,
                "case:lead source": lead.source,
                "case:industry": lead.industry,
                "case:number of employees": lead.employees,
            }
        )
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame = frame.with_columns(pl.col("time", "case:created").cast(MOMENT))
    return encoded([Reading(rows=frame, refused=nothing_refused())])
