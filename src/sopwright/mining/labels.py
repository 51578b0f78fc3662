"""What does a sentence of the SOP say inside a small box? Plain text without Markdown, without the place.

In: sentences with light Markdown. Out: plain words, whole and shortened.

Law: shortening only leaves out; it never adds or changes a word, except that the first letter becomes a capital.
"""

import re

_MARKS = re.compile(r"\*{1,3}")
_PLACE = re.compile(r"^(?:On|In|At|From|Under|Inside|Within|Back on|Still on)\s[^,]{1,60},\s+(?=[^\W\d_])")
_NOT_IMPERATIVE = ("and ", "or ", "but ", "then ", "if ", "when ", "which ", "who ")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
_LONG = 90


def plain(text: str) -> str:
    """Return the text without Markdown marks and with single spaces.

    Examples:
        >>> plain("On **Leads**, select  **New lead**.")
        'On Leads, select New lead.'
    """
    return " ".join(_MARKS.sub("", text).split())


def short(text: str) -> str:
    """Return the text as a box says it: no place before the imperative, no full stop, the first sentence when long.

    Examples:
        >>> short("On **Leads**, select **New lead**.")
        'Select New lead'
        >>> short("In **Sales, EMEA**, open the lead.")
        'Open the lead'
        >>> short("Call the lead.")
        'Call the lead'
    """
    masked = re.sub(r"\*\*[^*]*\*\*", lambda name: name[0].replace(",", "\0"), text)
    rest = _without_place(" ".join(masked.split())).replace("\0", ",")
    words = plain(rest)
    if len(words) > _LONG:
        words = _SENTENCE_END.split(words, maxsplit=1)[0]
    return words.removesuffix(".") or plain(text)


def _without_place(text: str) -> str:
    match = _PLACE.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    if rest.startswith(_NOT_IMPERATIVE):
        return text
    return _without_place(rest[:1].upper() + rest[1:])
