"""Which text, and which JSON, is in these bytes?

In: the bytes of a person's file. Out: its text or its tree, or a refusal that says what was found.

Law: every way for a file to be no text or no JSON has its own sentence; none of them crashes.
"""

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

from sopwright.errors import InputError, refuse

LARGEST = 256 * 1024 * 1024
"""Bytes; a recording of a working day is a hundredth of this, so that a larger file is something else."""

_UTF16 = {BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


def text_of(name: str, data: bytes) -> str:
    """Return the text in ``data``: UTF-8, or UTF-16 with its mark, without the mark.

    Raises:
        InputError: It is empty, too large, or no text.
    """
    if len(data) > LARGEST:
        most, found = (f"{size / 1024 / 1024:.0f} MiB" for size in (LARGEST, len(data)))
        raise refuse(name, f"expected a recording of at most {most}, found {found}", "Record a shorter piece of work")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refuse(name, "expected a recording, found an empty file", "Export the recording again")
    encoding = _UTF16.get(data[:2], "utf-8")
    try:
        text = data.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        found = f"expected text in UTF-8, found other bytes at position {error.start + 1}"
        raise refuse(name, found, "Save it in UTF-8, or choose the file that the recorder wrote") from None
    if "\x00" in text:
        at = text.index("\x00") + 1
        found = f"expected text, found a zero byte at position {at}"
        raise refuse(name, found, "Choose the file that the recorder wrote")
    return text


def tree_of(name: str, text: str, *, line: int = 0) -> Any:  # noqa: ANN401 - JSON is any tree; readers look before they take
    """Return the JSON value in ``text``.

    Args:
        name: The file's name, for messages.
        text: JSON.
        line: The line of the file that ``text`` is, from 1, where it is one line of many; 0 for the whole file.

    Raises:
        InputError: It is no JSON, is cut off, or is nested too deeply.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise not_json(name, text, error.pos, line) from None
    except RecursionError:
        raise too_deep(name) from None
    except ValueError:
        raise refuse(name, "expected numbers of a usual size, found one with thousands of digits", _AGAIN) from None


_AGAIN = "Export the recording again"


def not_json(name: str, text: str, position: int, line: int = 0) -> InputError:
    """Return the refusal of a text that stops being JSON at ``position``."""
    row = line or text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    if _is_cut_off(text, position):
        return refuse(f"{name}:{row}", "expected the rest of the JSON, found the end of the file", _AGAIN)
    return refuse(f"{name}:{row}:{column}", f"expected JSON, found {text[position]!r}", _AGAIN)


def _is_cut_off(text: str, position: int) -> bool:
    """Whether the text ends at ``position``, or within a string that begins there."""
    if text[position : position + 1] != '"':
        return position >= len(text.rstrip())
    try:
        json.JSONDecoder().raw_decode(text, position)
    except json.JSONDecodeError as error:
        return "Unterminated" in error.msg
    return False


def too_deep(name: str) -> InputError:
    """Return the refusal of JSON that is nested more deeply than any recording."""
    return refuse(name, "expected a recording, found JSON nested too deeply to be one", "Choose another file")


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line, from 1, on which the JSON value at ``path`` begins; of the nearest one when it is missing.

    Examples:
        >>> line_of('{"a": 1,' + chr(10) + '"b": 2}', ("b",))
        2
    """
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    for part in path:
        if text[at : at + 1] not in ("{", "["):
            break
        inner = _skip(text, at + 1)
        index = 0
        while text[inner : inner + 1] not in ("", "}", "]"):
            key: str | int = index
            if text[at] == "{":
                key, inner = decoder.raw_decode(text, inner)
                inner = _skip(text, _skip(text, inner) + 1)
            if key == part:
                at = inner
                break
            inner = _skip(text, decoder.raw_decode(text, inner)[1])
            inner = _skip(text, inner + (text[inner : inner + 1] == ","))
            index += 1
        else:
            break
    return text.count("\n", 0, at) + 1


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in " \t\r\n":
        at += 1
    return at
