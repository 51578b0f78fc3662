"""How does a tree look as YAML that people like to edit? Plain words, few quotes, short things on one line.

In: a tree of ``encoding``. Out: lines of YAML 1.2, without any feature that another reader could take differently.

Law: reading the lines gives the tree; a text is quoted exactly when a YAML reader, of 1.1 or 1.2, could take it for
something else.
"""

import re
from decimal import Decimal
from typing import Any

from sopwright.sop.encoding import Day, Keyed, Prose

WIDTH = 100
"""Columns of a line; a longer word or name stays whole."""

_LONGEST_IN_LINE = 48
"""A text longer than this gets a line of its own."""
_LONGEST_KEY = 1000
"""YAML reads a key without a question mark up to 1,024 characters."""
_LIST_DEPTH = 3
"""Lists of mappings are written one item a line down to this depth."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<~."
_AMBIGUOUS = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n"
    r"|[-+]?\.?[0-9][0-9_,.:]*(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[-+]?\.?(?:nan|inf|infinity)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?",
    re.IGNORECASE,
)
_FOLD = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def lines_of(tree: Any, column: int = 0, depth: int = 0) -> list[str]:  # noqa: ANN401 - any tree
    """Return the lines of a mapping or list that is not empty, indented by ``column``."""
    lines: list[str] = []
    if isinstance(tree, dict):
        for key, value in tree.items():
            lines += entry(key, value, column, depth + 1)
    else:
        for value in tree:
            lines += item(value, column, depth + 1)
    return lines


def section(key: str, value: Any) -> list[str]:  # noqa: ANN401 - any tree
    """Return the lines of one part of the document, after a blank line when there are several."""
    lines = entry(key, value, 0, 1)
    return ["", *lines] if len(lines) > 1 and isinstance(value, dict | list) else lines


def entry(key: str, value: Any, column: int, depth: int) -> list[str]:  # noqa: ANN401 - any tree
    """Return the lines of one key with its value; ``depth`` counts from 1 at the top of the document."""
    name = " " * column + word(key, flow=True)
    if len(name) > _LONGEST_KEY:
        return [f"{' ' * column}? {word(key, flow=True)}", *_valued(" " * column + ":", value, column, depth)]
    return _valued(f"{name}:", value, column, depth)


def item(value: Any, column: int, depth: int) -> list[str]:  # noqa: ANN401 - any tree
    """Return the lines of one item of a list, with its dash in ``column``."""
    if not isinstance(value, dict | list) or _in_line(value, column + 2, depth):
        return _valued(" " * column + "-", value, column, depth)
    lines = lines_of(value, column + 2, depth)
    return [f"{' ' * column}- {lines[0][column + 2 :]}", *lines[1:]]


def scalar(prefix: str, value: Any, column: int) -> list[str]:  # noqa: ANN401 - any scalar of a tree
    """Return the lines of ``prefix`` and a scalar after it; further lines are indented by ``column`` and two."""
    indent = " " * (column + 2)
    if isinstance(value, str) and _is_block(value):
        return [f"{prefix} |-", *(f"{indent}{line}" if line else "" for line in value.split("\n"))]
    lines = []
    current = prefix
    for n, part in enumerate(_FOLD.split(word(value, flow=False))):
        if len(current) + 1 + len(part) > WIDTH and n > 0:
            lines.append(current)
            current = indent + part
        else:
            current = f"{current} {part}"
    return [*lines, current]


def word(value: Any, *, flow: bool) -> str:  # noqa: ANN401 - any scalar of a tree
    """Return a scalar on one line, quoted when needed; ``flow`` is true within braces and for keys.

    Examples:
        >>> word("SQL – Accepted", flow=True), word("no", flow=True), word("a, b", flow=True), word(5, flow=True)
        ('SQL – Accepted', '"no"', '"a, b"', '5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | Day):
        return str(value)
    return value if _is_plain(value, flow=flow) else f'"{"".join(map(_escaped, value))}"'


def _valued(prefix: str, value: Any, column: int, depth: int) -> list[str]:  # noqa: ANN401 - any tree
    if not isinstance(value, dict | list):
        return scalar(prefix, value, column)
    if _in_line(value, len(prefix) + 1, depth):
        return [f"{prefix} {_flow(value)}"]
    return [prefix, *lines_of(value, column + 2, depth)]


def _in_line(tree: dict[str, Any] | list[Any], column: int, depth: int) -> bool:
    """Return whether a mapping or list is written in braces or brackets."""
    if not tree:
        return True
    if depth == 1 and isinstance(tree, Keyed):
        return False
    return _is_short(tree, depth) and column + len(_flow(tree)) <= WIDTH


def _is_short(tree: Any, depth: int) -> bool:  # noqa: ANN401 - any tree
    if isinstance(tree, dict):
        return all(_is_short(value, depth + 1) for value in tree.values())
    if isinstance(tree, list):
        if depth <= _LIST_DEPTH and any(isinstance(value, dict) for value in tree):
            return False
        return all(_is_short(value, depth + 1) for value in tree)
    return not isinstance(tree, str) or (
        not isinstance(tree, Prose) and len(tree) <= _LONGEST_IN_LINE and "\n" not in tree
    )


def _flow(tree: Any) -> str:  # noqa: ANN401 - any tree
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{word(key, flow=True)}: {_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(_flow, tree)) + "]"
    return word(tree, flow=True)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or not text.isprintable() or text[0] in _INDICATORS:
        return False
    if ": " in text or " #" in text or text.endswith(":") or _AMBIGUOUS.fullmatch(text):
        return False
    return not flow or not any(character in text for character in ",[]{}:")


def _is_block(text: str) -> bool:
    """Return whether a text of several lines can be written as it is, each line on its own."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(line.isprintable() and line == line.rstrip() for line in lines)
        and not lines[0].startswith(" ")
        and bool(lines[0])
        and bool(lines[-1])
    )


def _escaped(character: str) -> str:
    if character in _ESCAPES or character.isprintable():
        return _ESCAPES.get(character, character)
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - what two and four digits hold
