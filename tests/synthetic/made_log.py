"""A made history as an event log, without the detour over files.

Law: activities and attributes are called as the reader of Salesforce histories calls them, as far as it matters here: a
status by its value, any other field by its name.
"""

from datetime import UTC

import polars as pl
from scripts.made_history import History

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused


def log_of(history: History) -> EventLog:
    """Return the log of a made history."""
    leads = {lead.number: lead for lead in history.leads}
    rows = []
    for number, change in enumerate(history.changes, start=1):
        lead = leads[change.lead]
        named = change.field in {"Status", "DisqualificationCode__c"}
        rows.append(
            {
                "case": f"{lead.number:05}",
                "activity": f"{change.field}: {change.new}" if named else change.field,
                "time": change.at.astimezone(UTC),
                "resource": change.by,
                "row": number,
                "source": "made",
                "owner": change.new if change.field == "Owner" else None,
                "old owner": change.old if change.field == "Owner" else None,
                "case:created": lead.created,
                "case:Region__c": lead.region,
                "case:LeadSource": lead.source,
                "case:Industry": lead.industry,
                "case:NumberOfEmployees": lead.employees,
            }
        )
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame = frame.with_columns(pl.col("time", "case:created").cast(MOMENT))
    return encoded([Reading(rows=frame, refused=nothing_refused())])
