"""Which words of a label may be somebody's name?

In: the words of a label, in order. Out: which of them stand together as a name does.

Law: it looks at how words are written and which are known, never at a list of people. Words that are both a name and a
word of the interface (*Will*, *Mark*) are told by what stands beside them; where that does not tell, they are a name.
"""

import re
from collections.abc import Sequence

from sopwright.recording.patterns import JOINT, is_code
from sopwright.recording.vocabulary import Vocabulary

SAYS_WHOSE = frozenset(
    {
        *("about", "at", "by", "for", "from", "of", "to", "with"),
        *("avec", "chez", "con", "för", "für", "med", "met", "mit", "para", "pour", "voor"),
    }
)
"""Behind these stands whose a thing is."""

_GIVEN = frozenset({"bill", "don", "mark", "max", "rich", "will"})
"""First names that are interface words too; tests/recording/test_proper.py holds that the vocabulary has no others."""

_FAMILY = frozenset(
    {
        *("bank", "baker", "blue", "branch", "case", "cross", "day", "driver", "field", "gate", "good", "green"),
        *("gross", "guard", "head", "holder", "holiday", "junk", "key", "law", "light", "low", "major", "master"),
        *("merchant", "page", "parent", "post", "power", "quick", "rich", "room", "short", "small", "street"),
        *("strong", "town", "trade", "train", "walk", "watch", "weeks", "worth"),
    }
)
"""Last names that are interface words too, as far as they are none of what a first name of the above is said of."""

_SAID_OF_PEOPLE = frozenset({"and", "assigned", "created", "deleted", "had", "has", "is", "saved", "updated", "was"})
_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lord", "lady", "dame", "herr", "frau", "fräulein"),
        *("mme", "mlle", "madame", "monsieur", "sra", "señor", "señora", "dott", "sig", "signor", "signora"),
        *("mevrouw"),
    }
)
_PARTICLES = frozenset(
    {
        *("van", "von", "vom", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "los", "las"),
        *("el", "al", "bin", "ibn", "ter", "zu", "zum"),
    }
)
"""Small words between the parts of one name."""

_TIMES = frozenset({"day", "week", "month", "quarter", "year", "today", "tomorrow", "yesterday"})

_OPENING = re.compile(r"^[\W_]+")
_SIGN = re.compile(r"[:,;|·•–—>\-]$")
_SIGNS = re.compile(r"[:;|·•–—>\-]+")
_BARE = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?$")


class Proper:
    """Tells names from interface language, by one vocabulary; remembers what it found."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Tell by the words of this vocabulary."""
        self._vocabulary = vocabulary
        self._known: dict[str, bool] = {}

    def is_language(self, text: str) -> bool:
        """Whether every word of a text is interface language, wherever it stands."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._vocabulary.is_interface_language(text)
        return known

    def is_plain(self, text: str) -> bool:
        """Whether every word of a text is interface language, and none a name where it stands."""
        words = text.split()
        named = any(self.is_given(words, at) or _is_owner(words, at) for at in range(len(words)))
        return self.is_language(text) and not named

    def is_mute(self, word: str) -> bool:
        """Whether a word is interface language, or no word at all."""
        return self.is_language(word) or not any(map(str.isalpha, word))

    def is_joined(self, word: str) -> bool:
        """Whether a word is made of several, none of them interface language: ``MayaReyes``, ``maya.reyes``."""
        parts = JOINT.split(word)
        return len(parts) > 1 and not any(map(self.is_language, parts))

    def is_given(self, words: Sequence[str], at: int) -> bool:
        """Whether a word that is also a first name is one here."""
        word = _OPENING.sub("", words[at])
        plain = _BARE.match(word)
        if not plain or plain[0].lower() not in _GIVEN or not word[0].isupper():
            return False
        behind = word[plain.end() :].replace(".", "")
        before = _bare(words[at - 1]) if at > 0 else ""
        if _POSSESSIVE.match(behind) or (at == len(words) - 1 and not _BARE.search(behind)):
            return True
        led = at > 0 and (not before or bool(_SIGN.search(words[at - 1])))
        if behind or led or before in self._vocabulary.verbs or before in SAYS_WHOSE:
            return not _BARE.search(behind)
        after = _OPENING.sub("", words[at + 1])
        if not self.is_mute(after) or not any(map(str.isalpha, after)) or _bare(after) in _SAID_OF_PEOPLE:
            return True
        return after[:1].isupper() and _bare(after) in _FAMILY

    def runs(self, words: Sequence[str]) -> list[list[int]]:
        """Return runs of neighbouring words of which at least one is no interface language.

        Words count that are capitalised, or written in letters that know no capitals, and small words between them.
        """
        runs: list[list[int]] = [[]]
        between: list[int] = []
        for at, word in enumerate(words):
            letters = _OPENING.sub("", word)
            caseless = letters[:1].isalpha() and letters[:1].lower() == letters[:1].upper()
            if letters[:1].isupper() or caseless or is_code(letters):
                runs[-1] += [*between, at]
                between = []
            elif runs[-1] and word in _PARTICLES:
                between.append(at)
            elif runs[-1]:
                runs.append([])
                between = []
        return [run for run in runs if any(self._may_be_name(words, at) for at in run)]

    def _may_be_name(self, words: Sequence[str], at: int) -> bool:
        word = words[at]
        if word in _PARTICLES:
            return False
        return not self.is_language(word) or is_code(word) or self.is_given(words, at) or _is_owner(words, at)

    def ends_as_a_name(self, words: Sequence[str], run: Sequence[int]) -> bool:
        """Whether a run ends in no interface language, or has a title or a first name in it."""
        if any(self.is_given(words, at) or _is_owner(words, at) for at in run):
            return True
        titled = any(_bare(words[at]) in _TITLES for at in run[:-1])
        return len(run) > 1 and (titled or not self.is_language(words[run[-1]]))

    def small_names(self, words: Sequence[str], people: frozenset[str]) -> set[int]:
        """Return which unknown words of a field's label are a name, though they are not written as one.

        They stand behind a verb, a sign, a number, a word that says whose or one of ``people``, or before a sign.
        Where a label has no capitals at all, or begins as interface language, two in a row are one.
        """
        unknown = [not self.is_mute(word) for word in words]
        led = bool(words) and words[0].lower() in self._vocabulary.verbs
        small = not any(map(str.isupper, "".join(words))) or (bool(words) and self.is_language(words[0]))
        found: set[int] = set()
        for at, word in enumerate(words):
            if not unknown[at]:
                continue
            before = words[at - 1] if at > 0 else ""
            after = words[at + 1] if at + 1 < len(words) else ""
            apart = bool(_SIGN.search(before)) or bool(_SIGNS.fullmatch(after)) or word.endswith(",")
            apart = apart or any(map(str.isdigit, before))
            whose = _bare(before) in SAYS_WHOSE or _bare(before) in people or at - 1 in found
            paired = small and ((at > 0 and unknown[at - 1]) or (bool(after) and unknown[at + 1]))
            if led or apart or whose or paired:
                found.add(at)
        for at in reversed(range(len(words) - 1)):
            if unknown[at] and at + 1 in found:
                found.add(at)
        return found


def _is_owner(words: Sequence[str], at: int) -> bool:
    """Whether two capitalised words end as whose something is: ``Major Bank's``, but not ``Last Week's``."""
    word, before = words[at], words[at - 1] if at > 0 else ""
    owns = word[:1].isupper() and before[:1].isupper() and word.endswith(("'s", "’s"))
    return owns and _bare(word) not in _TIMES


def _bare(word: str) -> str:
    """Return the first letters of a word, in lower case."""
    found = _BARE.search(word)
    return found[0].lower() if found else ""
