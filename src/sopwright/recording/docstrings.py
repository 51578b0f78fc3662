"""What does a type's docstring say of its attributes?

In: a class with a docstring in Google form. Out: its summary, and one plain sentence or more for each attribute.
"""

import re
from inspect import cleandoc

_ENTRY = re.compile(r"^    (\w+): (.*)$")


def summary_of(kind: type) -> str:
    """Return the first paragraph of a class's docstring.

    Examples:
        >>> from sopwright.recording.schema import App
        >>> summary_of(App)
        'An application that the recording saw.'
    """
    return _plain(cleandoc(kind.__doc__ or "").partition("\n\n")[0])


def attributes_of(kind: type) -> dict[str, str]:
    """Return what the ``Attributes:`` section says of each attribute.

    Examples:
        >>> from sopwright.recording.schema import App
        >>> attributes_of(App)["known"]
        'Whether the vocabulary knows the application.'
    """
    section = cleandoc(kind.__doc__ or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        entry = _ENTRY.match(line)
        if entry is not None:
            name = entry[1]
            found[name] = entry[2]
        elif name:
            found[name] += " " + line.strip()
    return {key: _plain(text) for key, text in found.items()}


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
