"""What is a field of a CRM called, and may its values be named? Pick lists yes, free text no, owners are people.

In: the name of a field as Salesforce, HubSpot or a report writes it. Out: its label, and of which kind it is.

Law: a value becomes part of an activity only where the field is known to be a pick list, or the user named it; of any
other field it is only said that it changed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sopwright.log.attributes import allowed
from sopwright.log.columns import plain


class Kind(StrEnum):
    """What a change of a field says."""

    VALUE = "value"
    """The new value may be named."""
    OWNER = "owner"
    CREATED = "created"
    """The record was made."""
    EVENT = "event"
    """Something happened that has no value, such as a conversion."""
    PRIVATE = "private"
    """The field changed; its values are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmField:
    """A field of a CRM.

    Attributes:
        label: What people call it.
        kind: What its changes say.
    """

    label: str
    kind: Kind


_PICK_LISTS = {
    "lead status": "Lead Status", "hs lead status": "Lead Status", "stage name": "Stage", "stage": "Stage",
    "deal stage": "Deal Stage", "dealstage": "Deal Stage", "lifecycle stage": "Lifecycle Stage",
    "lifecyclestage": "Lifecycle Stage", "hs pipeline stage": "Ticket Status", "pipeline": "Pipeline",
    "hs pipeline": "Pipeline", "lead source": "Lead Source", "rating": "Rating", "industry": "Industry",
    "forecast category": "Forecast Category", "forecast category name": "Forecast Category", "type": "Type",
    "priority": "Priority", "record type": "Record Type", "account source": "Account Source",
    "hs analytics source": "Original Source", "original source": "Original Source", "deal type": "Deal Type",
    "dealtype": "Deal Type", "country": "Country", "disqualification code": "Disqualification Code",
    "disqualification reason": "Disqualification Reason", "unqualified reason": "Unqualified Reason",
    "lost reason": "Lost Reason", "loss reason": "Loss Reason", "closed lost reason": "Closed Lost Reason",
    "rejection reason": "Rejection Reason", "rejection code": "Rejection Code", "recycle reason": "Recycle Reason",
    "is converted": "Converted", "is closed": "Closed", "is won": "Won",
}  # fmt: skip
_OWNERS = frozenset({
    "owner", "owner id", "lead owner", "contact owner", "deal owner", "company owner", "ticket owner", "account owner",
    "opportunity owner", "hubspot owner id", "owner assignment", "owner accepted", "owner escalated", "case owner",
})  # fmt: skip
_EVENTS = {
    "lead converted": "Lead converted", "lead merged": "Lead merged", "locked": "Record locked",
    "unlocked": "Record unlocked", "opportunity created from lead": "Opportunity created from lead",
    "contact created from lead": "Contact created from lead", "account created from lead": "Account created from lead",
    "contact updated by lead": "Contact updated by lead", "account updated by lead": "Account updated by lead",
    "account merged": "Account merged", "contact merged": "Contact merged",
}  # fmt: skip
_CREATED = frozenset({"created", "createdate", "create date", "created date", "hs createdate"})
_HUBSPOT_VALUES = {
    "subscriber": "Subscriber", "lead": "Lead", "marketingqualifiedlead": "Marketing Qualified Lead",
    "salesqualifiedlead": "Sales Qualified Lead", "opportunity": "Opportunity", "customer": "Customer",
    "evangelist": "Evangelist", "other": "Other", "NEW": "New", "OPEN": "Open", "IN_PROGRESS": "In Progress",
    "OPEN_DEAL": "Open Deal", "UNQUALIFIED": "Unqualified", "ATTEMPTED_TO_CONTACT": "Attempted to Contact",
    "CONNECTED": "Connected", "BAD_TIMING": "Bad Timing", "appointmentscheduled": "Appointment Scheduled",
    "qualifiedtobuy": "Qualified to Buy", "presentationscheduled": "Presentation Scheduled",
    "decisionmakerboughtin": "Decision Maker Bought-In", "contractsent": "Contract Sent", "closedwon": "Closed Won",
    "closedlost": "Closed Lost",
}  # fmt: skip
VALUE_NAMES = _HUBSPOT_VALUES
"""HubSpot's own values of its standard properties, and what its pages call them."""


def field_of(name: str, object_: str, values: Collection[str]) -> CrmField:
    """Return what is known of a field.

    Args:
        name: As the export writes it.
        object_: The object whose field it is, such as ``Lead``.
        values: Fields that the user named as not private.

    Examples:
        >>> field_of("Status", "Lead", ()).label, field_of("MQL_Reason__c", "Lead", ()).label
        ('Lead Status', 'MQL Reason')
        >>> field_of("Reason__c", "Lead", ()).kind.value, field_of("Reason__c", "Lead", ["Reason"]).kind.value
        ('private', 'value')
    """
    words = plain(re.sub(r"__c$|^property_", "", name))
    if words in _CREATED:
        return CrmField(label=f"{object_} created", kind=Kind.CREATED)
    if words in _OWNERS:
        return CrmField(label="Owner", kind=Kind.OWNER)
    if words in _EVENTS:
        return CrmField(label=_EVENTS[words], kind=Kind.EVENT)
    if words == "status":
        return CrmField(label=f"{object_} Status", kind=Kind.VALUE)
    if words in _PICK_LISTS:
        return CrmField(label=_PICK_LISTS[words], kind=Kind.VALUE)
    known = words.endswith((" status", " stage")) or allowed(name, values) or allowed(words, values)
    return CrmField(label=labelled(name), kind=Kind.VALUE if known else Kind.PRIVATE)


def labelled(name: str) -> str:
    """Return a field's name as people read it.

    Examples:
        >>> labelled("NumberOfEmployees"), labelled("num_notes"), labelled("Disqualification_Code__c")
        ('Number Of Employees', 'Num Notes', 'Disqualification Code')
    """
    short = re.sub(r"__c$|^property_", "", name)
    if not re.fullmatch(r"\w+", short):
        return short
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", short).replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or name
