"""Which parts of a text are addresses, numbers, codes or decoration?

In: a label or a message. Out: the same without its decoration, or with ``…`` where something was taken out.

Law: what a pattern can catch never gets by, wherever the text was read. What it cannot catch is for the screen.
"""

import re

MASK = "…"
"""Stands where a part was taken out."""

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Format characters: between the letters of a word they change nothing that is seen."""

_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u2800\ud800-\uf8ff]")
JOINT = re.compile(r"(?<=[^\W\d_]{2})[_./,&+|;](?=[^\W\d_]{2})|(?<=[a-z]{2})(?=[A-Z][a-z])")
"""Between words that are written as one."""

_LIGATURE = re.compile(r"(?:^|(?<=\s))[a-z]+(?:_[a-z0-9]+)+(?=\s|$)")
_ICON = re.compile(
    r"^(add|check|close|delete|done|edit|home|menu|person|save|search|settings|star|visibility)\s+(?=[A-Z])"
)
_REQUIRED = re.compile(r"\s*\((?:required|optional)\)\s*$", re.IGNORECASE)
_SHORTCUT = re.compile(r"\s*\((?:Ctrl|Cmd|Alt|Shift|Command|Option|Meta|\u2318|\u2325)[^()]{0,20}\)\s*$", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w(\"'“\u2018¿¡…]+|[^\w)\"'”’%!?….]+$")
_LOOSE_LETTER = re.compile(r"^[^\x00-\x7f]\s+|\s+[^\x00-\x7f…]$")
BADGE = re.compile(r"(?:\s+|(?<=\w))[(\[]\s*\d[\d.,]*\+?\s*[)\]]\s*$|\s+\d[\d.,]*\+?\s*$")
_ENDING = re.compile(r"\s*(?:(?<=\S)(?:…|\.\.\.)|[:*])+\s*$")

_MAIL = re.compile(r"\S*@\S+")
_WEB = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,12}://\S*|\bwww\.\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co|eu|de|uk|us|info|biz|ai|app|dev|example|test|invalid|local|au|br|ca|ch|cn"
    r"|cz|dk|es|fi|fr|ie|jp|kr|mx|nl|nz|online|pl|pt|ru|se|shop|site|store|tech|tr|tv|ua|xyz|za)\b\S*",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S+\.(?:7z|avi|csv|docx?|eml|gif|html?|ics|jpe?g|json|key|m4a|mov|mp[34]|msg|numbers|od[pst]|pages|pdf|png|pptx?|rar"
    r"|rtf|svg|tiff?|txt|vcf|wav|webp|xlsx?|xml|ya?ml|zip)\b|\S*\\\S+",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\(?\d(?:[\s().\-/]*\d){5,}")
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<!\w)'[^']{2,}'(?!\w)|(?<!\w)\u2018[^’]{2,}’(?!\w)")
NUMERAL = re.compile(r"\w*\d[\w.,:/-]*")
ORDINAL = re.compile(r"(?<![\w.,-])\d(?![\w.,-])")
SEPARATOR = re.compile(r"\s+[-–—|:·]\s+|:\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\b[A-Z]\.)\s+")
CHIP = re.compile(r"\s[\xd7\u2715\u2716\u2717\u2718\u2a2f]\s*$")
"""What takes away the thing that stands before it."""

MASKS = re.compile(rf"{MASK}(?:\s*[,.]?\s*{MASK})+")
_ODD_CAPITALS = re.compile(r"[A-Z]{2,}[a-z]{2,}|[a-z][A-Z]{2,}")


def seen(text: str) -> str:
    """Return a text without unseen characters and runs of blanks."""
    return " ".join(_UNSEEN.sub(" ", _INVISIBLE.sub("", text)).split())


def tidy(text: str) -> str:
    """Return a label without what is no part of its words: icons, stars, colons, ellipses, unseen characters.

    Examples:
        >>> tidy("person_outline Alice"), tidy("Convert \u0425"), tidy("+ New project"), tidy("Type of company:")
        ('Alice', 'Convert', 'New project', 'Type of company')
    """
    without = " ".join(_LIGATURE.sub(" ", seen(text)).split())
    text = _ICON.sub("", _SHORTCUT.sub("", _REQUIRED.sub("", without)))
    before = None
    while before != text:
        before = text
        text = _EDGES.sub("", _ENDING.sub("", text)).strip()
        if any("a" <= letter.lower() <= "z" for letter in _LOOSE_LETTER.sub("", text)):
            text = _LOOSE_LETTER.sub("", text)
    return text


def is_forbidden(text: str) -> bool:
    """Whether a text holds an e-mail address, a web address, a file's name or a number like a telephone's."""
    return any(pattern.search(text) for pattern in (_MAIL, _WEB, _FILE, _PHONE))


def without_addresses(text: str) -> str:
    """Return a text with the addresses, names of files and long numbers in it masked."""
    for pattern in (_MAIL, _WEB, _FILE, _PHONE):
        text = pattern.sub(MASK, text)
    return MASKS.sub(MASK, text)


def is_code(word: str) -> bool:
    """Whether a word is made of letters and digits, or of capitals inside: a code, a key, a planted name."""
    return bool(_ODD_CAPITALS.search(word)) or bool(re.search(r"[^\W\d_]\d|\d[^\W\d_]{2,}", word))
