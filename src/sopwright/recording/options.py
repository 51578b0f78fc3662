"""Are a field's options words of the application, or the names of people and companies?

In: what a field is called. Out: whether an option of it that is no interface language may be kept.

Law: it has to be known that a field takes words; of all others only interface language is kept.
"""

from sopwright.recording.fields import words_of
from sopwright.recording.vocabulary import Vocabulary

PEOPLE = frozenset(
    {
        *("owner", "assignee", "assigned", "party", "representative", "salesperson", "supplier", "vendor", "partner"),
        *("ae", "aes", "sdr", "sdrs", "bdr", "csm", "rep", "reps", "seller", "reports", "approver", "champion"),
        *("manager", "attendee", "attendees", "recipient", "parent", "member", "members", "responsible", "person"),
    }
)
_RECORDS = frozenset({"contact", "account", "user", "campaign", "opportunity", "deal", "lead", "case", "project"})
"""Objects whose names people write."""
_KINDS = frozenset({"type", "status", "kind", "category", "role", "size", "source", "rating", "stage", "priority"})
_PICKED = frozenset(
    {
        *("channel", "class", "color", "colour", "country", "currency", "department", "disposition", "fit"),
        *("format", "frequency", "gender", "grade", "industry", "interest", "language", "level", "method"),
        *("mode", "outcome", "period", "phase", "plan", "position", "process", "product", "purpose"),
        *("reason", "region", "result", "salutation", "score", "sector", "segment", "seniority", "severity"),
        *("state", "team", "temperature", "template", "territory", "tier", "topic", "timeframe", "timeline"),
        *("timezone", "unit", "urgency", "visibility", "zone", "answer", "authority", "budget", "choice"),
        *("confidence", "consent", "continent", "delivery", "duration", "edition", "environment", "forecast"),
        *("intent", "license", "market", "medium", "month", "option", "order", "package", "payment"),
        *("persona", "platform", "preference", "quarter", "risk", "shipping", "subscription", "suffix"),
        *("terms", "theme", "timing", "usage", "vertical", "view", "weekday", "year", "anrede", "art"),
        *("branche", "grund", "herkunft", "kategorie", "land", "quelle", "rolle", "sprache", "estado"),
        *("motivo", "origen", "pays", "raison", "secteur", "statut"),
    }
)
"""What the options of a field are words of, where it is not a person's or a company's."""


def takes_words(field: str, vocabulary: Vocabulary) -> bool:
    """Whether the options of a field with this name are words of the application.

    Examples:
        >>> from sopwright.recording.vocabulary import builtin
        >>> [takes_words(field, builtin()) for field in ("Lead Status", "Type of company", "Company", "Interviewer")]
        [True, True, False, False]
    """
    words = set(words_of(field))
    if words & _KINDS or vocabulary.is_controlled(field):
        return True
    kind = vocabulary.field_kind(field)
    records = {vocabulary.objects.get(word, "") for word in words} & _RECORDS
    if kind == "owner" or records or words & PEOPLE:
        return False
    return bool(words & _PICKED) or kind in ("status", "reason", "source")
