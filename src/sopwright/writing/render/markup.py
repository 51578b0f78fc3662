"""How is a text written into XML? Escaped, and without the characters that XML forbids.

In: any text. Out: text for the content of an element, or a quoted attribute.
"""

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    """Return the text as the content of an element.

    Examples:
        >>> content(f"R&D{chr(0)} <lead>")
        'R&amp;D &lt;lead&gt;'
    """
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """Return the text as an attribute, quotes included."""
    return quoteattr(_FORBIDDEN.sub("", text))
