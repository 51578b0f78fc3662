"""What of a name may be kept? The one policy on text: where a security review begins.

In: a raw label with the place it was read from. Out: what may be kept of it, and what was done to it.

Law: what an author of the application wrote passes; what a user, customer or colleague wrote does not. Nobody can tell
by the letters alone, so the source and the place decide first, and what is in doubt is withheld. E-mail addresses,
web addresses, numbers and long texts never pass, wherever they were read.

Source: ``research/recorder.md`` section 4.4.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from sopwright.recording.fields import words_of
from sopwright.recording.options import PEOPLE, takes_words
from sopwright.recording.patterns import (
    BADGE,
    CHIP,
    MASK,
    MASKS,
    NUMERAL,
    ORDINAL,
    QUOTED,
    SENTENCE_END,
    SEPARATOR,
    is_code,
    is_forbidden,
    seen,
    tidy,
    without_addresses,
)
from sopwright.recording.proper import SAYS_WHOSE, Proper
from sopwright.recording.schema import NameSource, NameState
from sopwright.recording.vocabulary import Vocabulary

MOST_CHARACTERS = 80
MOST_WORDS = 11
MOST_OPTIONS = 50
MOST_OPTION_CHARACTERS = 40


class Place(StrEnum):
    """Where on the page a text stands, as far as it can be told."""

    STATIC = "static"
    """Navigation, header, menu, tool bar, dialog: written by the application's author."""
    CONTENT = "content"
    """Row, card, picture, heading: written by anybody."""
    LIST = "list"
    """Item of a list, which may be a menu or a list of records."""
    UNKNOWN = "unknown"


class Named(NamedTuple):
    """What is kept of a name, where it was read, and what was done to it."""

    name: str
    state: NameState
    source: NameSource


FIELDS = frozenset({"textbox", "searchbox", "spinbutton", "combobox", "listbox", "slider"})
CONTROLS = frozenset(
    {
        *("button", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "checkbox", "radio", "switch"),
        *("dialog", "alertdialog", "columnheader", "toolbar", "group", "form", "tabpanel", "navigation", "search"),
    }
)
CONTENTS = frozenset(
    {
        *("cell", "gridcell", "row", "rowheader", "listitem", "option", "heading", "img", "image", "figure"),
        *("article", "paragraph", "treeitem", "document", "log", "table", "grid", "list", "feed"),
    }
)
_LAST_NUMBER = re.compile(r" \d$")

ABSENT = Named("", NameState.ABSENT, NameSource.NONE)
_WITHHELD = ("", NameState.WITHHELD)


class Screen:
    """Decides on texts for one vocabulary; remembers what it decided, so that equal labels cost once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Decide by the words of this vocabulary."""
        self._vocabulary = vocabulary
        self._seen: dict[tuple[str, NameSource, str, Place], tuple[str, NameState]] = {}
        self._proper = Proper(vocabulary)

    def name(self, text: str, source: NameSource, role: str, place: Place) -> tuple[str, NameState]:
        """Return what may be kept of a label."""
        key = (text, source, role, place)
        if key not in self._seen:
            self._seen[key] = self._name(text, source, role, place)
        return self._seen[key]

    def best(self, labels: Iterable[tuple[str, NameSource]], role: str, place: Place) -> Named:
        """Return the first label of a ladder that may be kept, best first; that one was withheld, when none may.

        A technical name stands in for a label that is missing, not for one that was withheld, except at a field.
        """
        withheld = False
        for text, source in labels:
            if source is NameSource.TECHNICAL and withheld and role not in FIELDS:
                break
            name, state = self.name(text, source, role, place)
            if name:
                return Named(name, state, source)
            withheld = withheld or state is NameState.WITHHELD
        return Named("", NameState.WITHHELD, NameSource.CONTENT) if withheld else ABSENT

    def again(self, text: str, source: NameSource, role: str, state: NameState) -> tuple[str, NameState]:
        """Return what may be kept of a name that was screened before: the name itself, unless something slipped in."""
        if not text:
            return text, state
        inner = text.replace(MASK, " ")
        words = text.split()
        numbered = _LAST_NUMBER.sub("", inner) if source is NameSource.TECHNICAL else ORDINAL.sub("", inner, count=1)
        short = len(text.split()) <= MOST_WORDS and len(text) <= MOST_CHARACTERS
        named = any(len(run) > 1 for run in self._proper.runs(words)) or any(map(is_code, words))
        named = named or any(self._proper.is_given(words, at) for at in range(len(words)))
        named = named or (len(words) == 1 and role in CONTROLS and not self._proper.is_language(words[0]))
        if role in FIELDS:
            named = named or bool(self._proper.small_names(words, PEOPLE)) or any(map(self._proper.is_joined, words))
        if short and not named and not is_forbidden(inner) and not NUMERAL.search(numbered):
            return text, state
        place = Place.STATIC
        name, now = self.name(text, source if source is not NameSource.TECHNICAL else NameSource.TEXT, role, place)
        return name, NameState.MASKED if name and state is NameState.MASKED else now

    def option(self, text: str, field: str, count: int | None = None) -> tuple[str, NameState]:
        """Return what may be kept of a chosen option: only words of a short, controlled vocabulary.

        Args:
            text: The option.
            field: What the field is called, as it is kept; empty when it has no usable name.
            count: How many options there were; ``None`` when it is not known.
        """
        text = seen(text)
        if not any(letter.isalpha() for letter in text):
            return ("", NameState.ABSENT) if not text else _WITHHELD
        many = count is not None and count > MOST_OPTIONS
        digits = sum(letter.isdigit() for letter in text)
        words = text.split()
        if many or len(text) > MOST_OPTION_CHARACTERS or is_forbidden(text) or digits > 2:  # noqa: PLR2004 - number-like
            return _WITHHELD
        if any(is_code(word) or self._proper.is_joined(word) for word in words):
            return _WITHHELD
        if not self._proper.is_plain(text):
            named = any(self._names_in(words, run) for run in self._proper.runs(words))
            if named or self._proper.small_names(words, PEOPLE) or not takes_words(field, self._vocabulary):
                return _WITHHELD
        return text, NameState.CLEAR

    def text(self, text: str) -> tuple[str, NameState]:
        """Return what may be kept of a message: sentences in interface language, names and numbers taken out."""
        sentences = [tidy(part) for part in SENTENCE_END.split(seen(text))]
        sentences = [sentence for sentence in sentences if any(letter.isalpha() for letter in sentence)]
        if not sentences:
            return "", NameState.ABSENT
        kept = [self._message(sentence) for sentence in sentences]
        if all(kept) and not any(MASK in sentence for sentence in kept):
            return _joined(kept), NameState.CLEAR
        good = [sentence for sentence in kept if sentence]
        if not good or len(_joined(good)) > 2 * MOST_CHARACTERS:
            return _WITHHELD
        parts = [sentence or MASK for sentence in kept]
        return MASKS.sub(MASK, _joined(parts)), NameState.MASKED

    def text_again(self, text: str, state: NameState) -> tuple[str, NameState]:
        """Return what may be kept of a message that was screened before: itself, unless something slipped in."""
        words = text.replace(MASK, " ").split()
        digits = any(letter.isdigit() for letter in text)
        if not digits and not is_forbidden(text) and self._proper.is_plain(" ".join(words)):
            return text, state
        return self.text(text)

    def note(self, text: str) -> tuple[str, NameState]:
        """Return a note that the performer wrote: free words, but no address, no number, no run of names."""
        text = seen(text)[:500]
        if not text:
            return "", NameState.ABSENT
        words = without_addresses(text).split()
        for run in self._proper.runs(words):
            if len(run) > 1:
                words = [MASK if at in run else word for at, word in enumerate(words)]
        kept = MASKS.sub(MASK, re.sub(r"\d[\d.,]*\d", MASK, " ".join(words)))
        return kept, NameState.CLEAR if kept == text else NameState.MASKED

    def title(self, text: str) -> str:
        """Return what a recording may be called; empty when nothing safe was given."""
        name, state = self.name(text, NameSource.TITLE, "", Place.UNKNOWN)
        return name if state is NameState.CLEAR else ""

    def _name(self, text: str, source: NameSource, role: str, place: Place) -> tuple[str, NameState]:
        if source is NameSource.TECHNICAL:
            name = self._technical(text)
            return (name, NameState.CLEAR) if name else ("", NameState.ABSENT)
        removable = CHIP.search(text) is not None
        text = tidy(text).removesuffix(".")
        badge = BADGE.sub("", text).strip()
        if role not in FIELDS and not is_forbidden(text) and any(letter.isalpha() for letter in badge):
            text = tidy(badge)
        if not any(letter.isalpha() for letter in text):  # nothing, or an icon's name behind a badge or a sign
            return "", NameState.ABSENT
        if role in FIELDS:
            return self._field(text, source, place)
        removable = removable and not self._verb_head(text)[0]
        if removable or role in CONTENTS or source in (NameSource.CONTENT, NameSource.ALT):
            return _WITHHELD
        if role in CONTROLS or (role == "link" and place is Place.STATIC):
            return self._control(text, place, source)
        return self._guarded(text, place)

    def _field(self, text: str, source: NameSource, place: Place) -> tuple[str, NameState]:
        """Return the label of a field: written by an author, unless it names whose field it is, or stands in data."""
        if len(text.split()) > MOST_WORDS or len(text) > MOST_CHARACTERS or is_forbidden(text):
            return _WITHHELD
        guarded = source in (NameSource.PLACEHOLDER, NameSource.TITLE)
        if guarded and not self._proper.is_plain(text):
            return _WITHHELD
        words = text.split()
        if any(is_code(word) or self._proper.is_joined(word) for word in words):
            return _WITHHELD
        hidden = {at for run in self._proper.runs(words) for at in self._names_in(words, run)}
        hidden |= self._proper.small_names(words, PEOPLE)
        if place is Place.CONTENT:
            hidden |= {at for at, word in enumerate(words) if not self._proper.is_mute(word)}
        words = [MASK if at in hidden else word for at, word in enumerate(words)]
        masked = " ".join(words)
        numbers = NUMERAL.findall(masked)
        if len(numbers) != 1 or not ORDINAL.fullmatch(numbers[0]):
            masked = NUMERAL.sub(MASK, masked)
        masked = MASKS.sub(MASK, masked)
        return masked, NameState.MASKED if MASK in masked else NameState.CLEAR

    def _names_in(self, words: Sequence[str], run: Sequence[int]) -> Sequence[int]:
        """Return which of a run of capitalised words in a field's label may be a name."""
        if self._tells_whose(words, run):
            return run
        return [at for at in run if len(run) > 1 and not self._proper.is_mute(words[at])]

    def _tells_whose(self, words: Sequence[str], run: Sequence[int]) -> bool:
        """Whether a run of capitalised words in a field's label is a name: behind others, or with a surname."""
        first = words[run[0]]
        if first.endswith(("'s", "’s")) and not self._proper.is_language(first[:-2]):
            return True
        if run[0] == 0 or self._proper.ends_as_a_name(words, run):
            return self._proper.ends_as_a_name(words, run)
        return len(run) > 1 or words[run[0] - 1].lower() in SAYS_WHOSE

    def _control(self, text: str, place: Place, source: NameSource) -> tuple[str, NameState]:
        """Return the name of a button, tab, menu item or link of the navigation."""
        if place in (Place.CONTENT, Place.LIST) or source in (NameSource.PLACEHOLDER, NameSource.TITLE):
            return self._guarded(text, Place.UNKNOWN)
        head, rest = self._verb_head(text)
        if SEPARATOR.search(text) and head and rest and not self._proper.is_plain(text):
            return (head, NameState.MASKED) if SEPARATOR.match(f" {rest} ") else (f"{head} {MASK}", NameState.MASKED)
        if len(text.split()) > MOST_WORDS or len(text) > MOST_CHARACTERS or is_forbidden(text):
            return (f"{head} {MASK}", NameState.MASKED) if head else _WITHHELD
        words = text.split()
        if not head and not self._proper.is_plain(text):
            return _WITHHELD
        behind = len(head.split())
        hidden = {at for run in self._proper.runs(words) for at in run if at >= behind}
        hidden |= {at for at, word in enumerate(words) if at >= behind and not self._proper.is_mute(word)}
        masked = " ".join(MASK if at in hidden else word for at, word in enumerate(words))
        masked = MASKS.sub(MASK, NUMERAL.sub(MASK, masked))
        return masked, NameState.MASKED if MASK in masked else NameState.CLEAR

    def _guarded(self, text: str, place: Place) -> tuple[str, NameState]:
        """Return the text of what may be a record: only interface language, or the verb before the record's name."""
        head, rest = self._verb_head(text)
        short = len(text.split()) <= MOST_WORDS and len(text) <= MOST_CHARACTERS
        if self._proper.is_plain(text) and short and not is_forbidden(text):
            if place is Place.CONTENT and not (head and self._only_objects(text)):
                return _WITHHELD
            masked = NUMERAL.sub(MASK, text)
            return masked, NameState.MASKED if MASK in masked else NameState.CLEAR
        if not head or not rest:
            return _WITHHELD
        return (head if SEPARATOR.match(f" {rest} ") else f"{head} {MASK}"), NameState.MASKED

    def _message(self, sentence: str) -> str:
        """Return what may be kept of one sentence of a message; empty when it does not say enough."""
        if len(sentence.split()) > 2 * MOST_WORDS:
            return ""
        plain = MASKS.sub(MASK, NUMERAL.sub(MASK, without_addresses(QUOTED.sub(MASK, sentence))))
        words = plain.split()
        about = {0} if words and words[0].lower() in self._vocabulary.objects else set()
        runs = self._proper.runs(words)
        hidden = {at for run in runs if len(run) > 1 or run[0] > 0 or self._proper.is_given(words, 0) for at in run}
        hidden -= about
        hidden |= {
            at for at, word in enumerate(words) if not self._proper.is_language(word) and any(map(str.isalpha, word))
        }
        if MASK not in plain and not hidden:
            return plain
        if len(words) - len(hidden) - plain.count(MASK) < max(2, len(words) / 2):
            return ""
        return MASKS.sub(MASK, " ".join(MASK if at in hidden else word for at, word in enumerate(words)))

    def _technical(self, raw: str) -> str:
        """Return an id, name attribute or test id in words; empty when any of it is no interface language."""
        words = [part for word in words_of(raw) for part in self._apart(word)]
        while len(words) > 1 and words[0] in _PREFIXES:
            words = words[1:]
        while len(words) > 1 and words[-1] in _SUFFIXES:
            words = words[:-1]
        ordinal = words.pop() if len(words) > 1 and words[-1].isdigit() else ""
        words = [word for at, word in enumerate(words) if at == 0 or word != words[at - 1]]
        if len(ordinal) > 1 or not words or any(word.isdigit() for word in words):  # a generated id, a record's number
            return ""
        if not self._proper.is_plain(" ".join(word[0].upper() + word[1:] for word in words)):
            return ""
        if max(map(len, words)) < 3 or not all(self._proper.is_language(word) for word in words):  # noqa: PLR2004 - initials
            return ""
        spelled = " ".join(_SPELLED.get(word, word) for word in words)
        return spelled[0].upper() + spelled[1:] + (f" {ordinal}" if ordinal else "")

    def _apart(self, word: str) -> list[str]:
        """Return an object and what is said of it as two words, where a technical name runs them together."""
        if self._proper.is_language(word):
            return [word]
        cuts = (at for at in range(4, len(word) - 3) if word[:at] in self._vocabulary.objects)
        parts = ([word[:at], word[at:]] for at in cuts if self._proper.is_language(word[at:]))
        return next(parts, [word])

    def _only_objects(self, text: str) -> bool:
        """Whether a text is a verb, or a verb and what it is done to: ``Edit``, ``View lead``."""
        verb, *rest = words_of(text)
        return all(word in self._vocabulary.objects for word in rest) and (bool(rest) or verb != "mark")

    def _verb_head(self, text: str) -> tuple[str, str]:
        """Return the interface language with which a label begins, if with a verb, and what follows."""
        words = text.split()
        first = words[0].lower()
        if first not in self._vocabulary.verbs or (first == "mark" and [*words, ""][1].lower() != "as"):
            return "", text
        proper = {at for run in self._proper.runs(words) for at in run if at > 0}
        end = next(
            (
                at
                for at, word in enumerate(words)
                if at in proper or not self._proper.is_language(word) or NUMERAL.search(word)
            ),
            len(words),
        )
        head = " ".join(words[:end])
        if end > MOST_WORDS or len(head) > MOST_CHARACTERS:
            end = 1
        return " ".join(words[:end]), " ".join(words[end:])


_PREFIXES = frozenset(
    {"id", "txt", "input", "fld", "field", "lbl", "btn", "sel", "select", "form", "f", "data", "js", "cb"}
)
_SUFFIXES = frozenset({"label", "field", "input", "txt", "btn", "button", "select", "control", "text"})
_SPELLED = {
    "firstname": "first name",
    "lastname": "last name",
    "fullname": "full name",
    "countrycode": "country code",
    "contactus": "contact us",
    "zipcode": "zip code",
}


def _joined(sentences: Sequence[str]) -> str:
    closed = [sentence if sentence[-1] in ".!?…" else f"{sentence}." for sentence in sentences[:-1]]
    return " ".join([*closed, sentences[-1]])
