"""How much room does a text need? Estimated without a font, so that wrapped text never leaves its box.

In: plain text, a font size, a width in pixels. Out: widths and lines.

Law: the estimate is an upper bound for the system fonts that the drawings name: the widths are those of DejaVu Sans,
the widest of them, or of Arial where Arial is wider (advance widths, in thousandths of an em, rounded up).
"""

import unicodedata

_WIDTHS = {
    280: "il'",
    320: " .,I",
    355: "/:;\\|jf",
    415: "()[]-rt!·",
    500: "–*_J",
    530: 'sz?"',
    555: "c",
    580: "LFk",
    620: "vxyaeo",
    640: "0123456789bdghnpqu{}P€£$",
    690: "SETXYZABVK",
    755: "CRUHN",
    790: "GDOQ&",
    840: "w+=<>~#^",
    870: "M",
    990: "mW%",
    1030: "@…—→←",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_CAPITAL, _LETTER, _IDEOGRAPH = 800, 660, 1050
_BOLD, _BOLD_MORE = 1.1, 45
_SOFT_BREAKS = "-/–—_.@"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return an upper bound of the width of one line in pixels."""
    units = sum(_letter_width(letter) for letter in text)
    return (units * _BOLD + len(text) * _BOLD_MORE if bold else units) * size / 1000


def _letter_width(letter: str) -> int:
    if letter in _WIDTH:
        return _WIDTH[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter).startswith("S"):
        return _IDEOGRAPH
    return _CAPITAL if letter.isupper() else _LETTER


def wrap(text: str, width: float, size: float, *, lines: int = 0, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than ``width``; more than ``lines`` of them end in an ellipsis (0: no limit).

    Words too long for a line are broken with a hyphen, after a hyphen or slash of their own where there is one.

    Examples:
        >>> wrap("Select New lead", 60, 12)
        ('Select', 'New lead')
        >>> wrap("Leadqualifizierungsprozess", 80, 12)
        ('Leadqualifi-', 'zierungspro-', 'zess')
        >>> wrap("one two three", 40, 12, lines=2)
        ('one', 'two …')
    """
    found: list[str] = []
    line = ""
    for word in text.split():
        wider = f"{line} {word}" if line else word
        if text_width(wider, size, bold=bold) <= width:
            line = wider
            continue
        if line:
            found.append(line)
        *full, line = _pieces(word, width, size, bold=bold)
        found += full
    if line:
        found.append(line)
    if lines and len(found) > lines:
        found = [*found[: lines - 1], _ended(found[lines - 1], width, size, bold=bold)]
    return tuple(found)


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """Return a word in pieces that each fit on a line."""
    pieces = []
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        fits = max(
            (at for at in range(1, len(word)) if text_width(word[:at] + "-", size, bold=bold) <= width),
            default=1,
        )
        fits = max(min(fits, len(word) - 3), 1)
        own = max((at for at in range(1, fits + 1) if word[at - 1] in _SOFT_BREAKS), default=0)
        at = own or _syllable(word, fits)
        pieces.append(word[:at] if own else f"{word[:at]}-")
        word = word[at:]
    return [*pieces, word]


def _syllable(word: str, fits: int) -> int:
    """Return a place at or shortly before ``fits`` where a break reads well: between a vowel and a consonant."""
    vowels = "aeiouyäöü"
    for at in range(fits, max(fits - 3, 2), -1):
        if len(word) - at > 2 and word[at - 1].lower() in vowels and word[at].lower() not in vowels:  # noqa: PLR2004 - leave no widow
            return at
    return fits


def _ended(line: str, width: float, size: float, *, bold: bool) -> str:
    """Return the line with an ellipsis, shortened by words, or letters, until it fits."""
    words = line.split()
    while len(words) > 1 and text_width(" ".join(words) + " …", size, bold=bold) > width:
        words.pop()
    text = " ".join(words)
    while len(text) > 1 and text_width(f"{text} …", size, bold=bold) > width:
        text = text[:-1].rstrip()
    return f"{text} …"


_UNITS = ((1000, "ms"), (60, "s"), (60, "min"), (48, "h"), (0, "days"))


def wait_words(milliseconds: int) -> str:
    """Return a wait as people say it, in one unit, with one decimal where that is more than rounding.

    Examples:
        >>> [wait_words(ms) for ms in (0, 350, 3_400, 12_700, 90_000, 3_600_000, 260_000_000)]
        ['0 ms', '350 ms', '3.4 s', '13 s', '1.5 min', '1 h', '3 days']
    """
    amount = float(milliseconds)
    for size, unit in _UNITS:
        if not size or round(amount) < size:
            exact = unit != "ms" and amount < 10  # noqa: PLR2004 - below ten the decimal matters
            shown = f"{amount:.1f}".removesuffix(".0") if exact else f"{amount:.0f}"
            return f"{shown} {unit}"
        amount /= 24 if unit == "h" else size
    raise AssertionError
