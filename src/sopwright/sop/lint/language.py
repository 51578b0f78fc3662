"""What kind of sentence is it? The little the linter knows of English, on light Markdown.

In: the text of a sentence. Out: whether it begins with a verb, how many actions it asks for, which words it uses.

Law: words inside ``**interface text**`` and ``*options*`` are the application's, not the writer's; nobody judges them.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_INTERFACE = re.compile(r"\*\*.+?\*\*|(?<!\*)\*[^*]+\*(?!\*)|“[^”]*”|\"[^\"]*\"|`[^`]*`")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z▢(])")
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|if|when|whenever|where|until|unless|once|after|before|because|so|while|whether|how|what|as)\b"
)
_PARTICIPLE = (
    r"(?:\w{2,}ed|sent|done|made|given|taken|set|kept|put|written|chosen|shown|told|held|met|left|led|lost|brought|built"
    r"|bought|found|drawn|begun|run|read|seen|paid|sold|filled)"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|gets?)\s+(?:(?:not|then|also|always|never|\w+ly)\s+)?{_PARTICIPLE}\b",
    re.IGNORECASE,
)
_OBJECT = (
    r"(?:the|a|an|its|their|your|his|her|each|every|all|both|any|no|one|it|them|him|this|that|these|whether|who|what|▢)"
)


@cache
def words() -> dict[str, Any]:
    """Return the lists of ``words.toml``, those of single words as sets."""
    lists = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value.split()) if isinstance(value, str) else value for name, value in lists.items()}


def own_words(text: str) -> str:
    """Return ``text`` with each piece of interface text or quotation replaced by one sign.

    Examples:
        >>> own_words("On **Leads**, select **New lead**.")
        'On ▢, select ▢.'
    """
    return _INTERFACE.sub("▢", text)


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text`` in the writer's own words."""
    return [part for part in _SENTENCE_END.split(own_words(text).strip()) if part]


def main_clause(sentence: str) -> str:
    """Return the sentence without the clauses that say where, when or under which condition.

    Examples:
        >>> main_clause("In Salesforce, on the lead, open the record.")
        'open the record.'
    """
    rest = sentence.strip()
    while True:
        match = _WORD.match(rest)
        head, found, tail = _after_clause(rest)
        if match is None or not found or match.group().lower() not in words()["leading"] or not tail.strip():
            return rest
        del head
        rest = tail.strip()


def _after_clause(text: str) -> tuple[str, str, str]:
    cut = re.search(r"[,:](?=\s)", text)
    return (text, "", "") if cut is None else (text[: cut.start()], cut.group(), text[cut.end() :])


def asks_for_action(sentence: str) -> bool:
    """Return whether the sentence is an instruction: after its leading clauses it begins with a verb.

    A word that is not known counts as a verb when an object follows it, as in ``Ping the owner``.
    """
    rest = main_clause(sentence)
    found = _WORD.findall(rest)
    skipped = words()["before_verb"] | set(words()["filler"])
    while found and found[0].lower() in skipped:
        found = found[1:]
    if not found or not _WORD.match(rest):
        return False
    first = found[0].lower()
    if first in words()["verbs"]:
        return True
    if (
        first in words()["leading"]
        or re.search(r"[aeiouy].*ing$", first)
        or _inflected(first)
        or first in words()["not_verbs"]
    ):
        return False
    return re.match(rf"[\w'’-]+\s+{_OBJECT}(?=\W|$)", rest) is not None


def _inflected(word: str) -> bool:
    verbs = words()["verbs"]
    stems = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"))
    return any(stem != word and stem in verbs for stem in stems)


def is_passive(sentence: str) -> bool:
    """Return whether the main clause says what is done without saying who does it."""
    clause = main_clause(sentence)
    cut = _SUBORDINATE.search(clause)
    return _PASSIVE.search(clause[: cut.start()] if cut else clause) is not None


def actions(text: str) -> list[str]:
    """Return the verbs of the actions that an instruction asks for.

    A verb inside a sentence counts only with its object, so that ``phone and email`` is no second action.

    Examples:
        >>> actions("On **Leads**, open the lead, select **Edit** and change the status.")
        ['open', 'select', 'change']
    """
    found: list[str] = []
    for sentence in sentences(text):
        clause = main_clause(sentence)
        first = _WORD.match(clause)
        if first and first.group().lower() in words()["verbs"]:
            found.append(first.group().lower())
        later = re.findall(rf"(?:[,;]|\band|\bthen)\s+([a-z-]+)(?=\s+{_OBJECT}(?:\W|$))", clause)
        found += [verb for verb in later if verb in words()["verbs"]]
    return found


def vague_words(text: str) -> list[str]:
    """Return the words of ``text`` that leave the decision to the reader's mood, in order."""
    return [match.group().lower() for match in _vague().finditer(own_words(text)) if match.group() != "May"]


@cache
def _vague() -> re.Pattern[str]:
    longest_first = sorted(words()["vague"], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE)


def judgements(text: str) -> list[str]:
    """Return the words of a criterion on which two people would differ; none when a number stands beside them."""
    own = own_words(text)
    if re.search(r"\d", text):
        return []
    return [match.group().lower() for match in _judgement().finditer(own)]


@cache
def _judgement() -> re.Pattern[str]:
    listed = [word for line in words()["judgement"]["words"].split("\n") for word in line.split("|") if word]
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, listed)) + r")\w*", re.IGNORECASE)


def same(one: str, other: str) -> bool:
    """Return whether two texts differ only in spaces, capitals, marks and the final stop."""
    return bare(one) == bare(other)


def bare(text: str) -> str:
    """Return what two texts share that say the same."""
    return " ".join(text.replace("*", "").casefold().split()).rstrip(".")
