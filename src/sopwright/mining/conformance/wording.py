"""Do an activity of a log and a step of an SOP mean the same? Compared by their plain words.

In: an activity as a log calls it, and what an SOP says of a step. Out: whether they agree.

Law: letter case, dashes, quotes and spaces do not count; nothing is guessed from letters that are merely alike.
"""

import re
from functools import lru_cache

_NO_WORD = re.compile(r"[^\w]+|_+", re.UNICODE)
_OBJECTS = ("lead", "contact", "opportunity", "opp", "deal", "account", "company", "case")
_CHANGED = re.compile(r"\b(?:was |is )?(?:changed|set|updated|assigned|reassigned|edited|modified)$")
_CUSTOM = re.compile(r"__c\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = frozenset({
    "a", "an", "the", "in", "on", "of", "to", "for", "from", "with", "and", "or", "is", "are", "was", "were", "be",
    "been", "by", "at", "as", "it", "its", "your", "yourself", "this", "that",
})  # fmt: skip
_ENDINGS = (("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
_SHORTEST = 3
_PLACE = re.compile(r"^(?:In|On|From|At|With|After|When|If|During|Outside|Within)\b[^,]*,\s*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the words of a text in lower case, with one space between them.

    Examples:
        >>> plain("Lead Status: SQL – Accepted"), plain("score-lead"), plain("DisqualificationCode__c")
        ('lead status sql accepted', 'score lead', 'disqualification code')
    """
    bare = _CAMEL.sub(" ", _CUSTOM.sub("", text))
    return _NO_WORD.sub(" ", bare).strip().casefold()


def same(one: str, other: str) -> bool:
    """Return whether two names have the same words.

    Examples:
        >>> same("Score lead", "score-lead"), same("Score", "score-lead")
        (True, False)
    """
    return plain(one) == plain(other) != ""


def is_set(activity: str, field: str, to: str) -> bool:
    """Return whether an activity says that a field was set to a value.

    Examples:
        >>> is_set("Status: Qualified", "Lead Status", "Qualified"), is_set("Qualified", "Lead Status", "Qualified")
        (True, True)
        >>> is_set("Status: Working", "Lead Status", "Qualified")
        False
    """
    if same(activity, to) or same(activity, f"{field} {to}"):
        return True
    name, colon, value = activity.partition(":")
    return bool(colon) and _field(name) == _field(field) and same(value, to)


def is_changed(activity: str, field: str) -> bool:
    """Return whether an activity says that a field was changed, without its value.

    Examples:
        >>> is_changed("Owner changed", "Lead Owner"), is_changed("Lead Owner", "Owner")
        (True, True)
        >>> is_changed("Status: Qualified", "Lead Status"), is_changed("Lead", "Lead")
        (False, False)
    """
    return ":" not in activity and _field(activity) == _field(field) != ""


def is_said(activity: str, step: str, do: str) -> bool:
    """Return whether an activity is what a step says: its first sentence, or the same words as its id or beginning.

    Examples:
        >>> is_said("Lead created", "capture-lead", "In the CRM, create the lead with the form's answers.")
        True
        >>> is_said("Lead captured", "capture-lead", "Create the lead."), is_said("Call", "call-lead", "Call the lead.")
        (True, False)
    """
    sentence = _sentence(do)
    if activity.strip() and plain(activity) in (plain(sentence), plain(_placeless(sentence))):
        return True
    stems = _stems(activity)
    if len(stems) < 2:  # noqa: PLR2004 - one word says too little
        return False
    said = (_stems(step), _stems(_placeless(sentence))[: len(stems)])
    return any(sorted(stems) == sorted(each) for each in said)


def is_verb(activity: str, step: str, do: str) -> bool:
    """Return whether an activity is one word, and a step begins with it.

    Examples:
        >>> is_verb("Called", "call-lead", "Call the lead."), is_verb("Lead called", "call-lead", "Call the lead.")
        (True, False)
    """
    stems = _stems(activity)
    return len(stems) == 1 and stems[0] in (*_stems(step)[:1], *_stems(_placeless(_sentence(do)))[:1])


@lru_cache(maxsize=4096)
def _sentence(do: str) -> str:
    """Return the first sentence without marks and full stop."""
    return re.split(r"(?<=[^.\s])\.(?:\s|$)", do.replace("*", ""), maxsplit=1)[0].strip()


@lru_cache(maxsize=4096)
def _placeless(sentence: str) -> str:
    """Return a sentence without the place with which it begins."""
    return _PLACE.sub("", sentence)


@lru_cache(maxsize=4096)
def _field(name: str) -> str:
    """Return a field's words without the thing it belongs to and without saying that it changed."""
    words = _CHANGED.sub("", plain(name)).split()
    while len(words) > 1 and words[0] in _OBJECTS:
        words = words[1:]
    return "" if words in ([each] for each in _OBJECTS) else " ".join(words)


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in plain(text).split() if word not in _SMALL)


def _stem(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending) + instead
    return word
