"""Which recordings are in this file, whoever wrote it?

In: the bytes of a file of any known format, recognised by its content and never by its name. Out: its recordings, in
order; a refusal that lists what can be read when it is none.

Law: no file crashes it; what cannot be read is refused in one sentence.
"""

import json
from typing import Any

from sopwright.errors import InputError, refuse
from sopwright.recording import form
from sopwright.recording.readers import action_logger, chrome, playwright, rrweb, selenium
from sopwright.recording.schema import Recording
from sopwright.recording.source_text import text_of, tree_of
from sopwright.recording.vocabulary import Vocabulary

READABLE = (
    "Sopwright's own recordings, flows of the Chrome DevTools Recorder, rrweb streams, Selenium IDE projects (.side), "
    "Playwright codegen JSONL and Action Logger CSV"
)

_ZIP = b"PK\x03\x04"
_NO_TRACE = (
    "A trace holds screenshots and copies of pages and is not read: record with playwright codegen --target=jsonl"
)


def read(name: str, data: bytes, vocabulary: Vocabulary) -> tuple[Recording, ...]:
    """Return the recordings in ``data``, at least one; a Selenium IDE project holds one for each test.

    Args:
        name: The file's name, for messages.
        data: The file's content.
        vocabulary: The words that are interface language, and the applications that are known.

    Raises:
        InputError: The file is none of ``READABLE``, is damaged, or shows no work.
    """
    if data.startswith(_ZIP):
        raise refuse(name, "expected a recording, found a ZIP archive, which may be a Playwright trace", _NO_TRACE)
    text = text_of(name, data)
    if action_logger.is_log(text):
        return _that_show_work(name, action_logger.read(name, text, vocabulary))
    if text.lstrip()[:1] not in ("{", "["):
        raise _unknown(name, "other text")
    lines = _json_lines(name, text)
    if lines is not None:
        return _that_show_work(name, (_from_lines(name, lines, vocabulary),))
    return _from_json(name, text, vocabulary)


def _json_lines(name: str, text: str) -> list[object] | None:
    """Return the values of a file that holds one on each line; ``None`` when it is one JSON value."""
    rows = [(number, row) for number, row in enumerate(text.splitlines(), start=1) if row.strip()]
    try:
        json.loads(rows[0][1])
    except (ValueError, RecursionError):
        return None
    if len(rows) == 1:
        only = tree_of(name, rows[0][1])
        return [only] if playwright.is_generated([only]) else None
    return [tree_of(name, row, line=number) for number, row in rows]


def _from_lines(name: str, lines: list[object], vocabulary: Vocabulary) -> Recording:
    if playwright.is_generated(lines):
        return playwright.read(lines, vocabulary)
    if rrweb.is_stream(lines):
        return rrweb.read(name, lines, vocabulary)
    raise _unknown(name, "other lines of JSON")


def _from_json(name: str, text: str, vocabulary: Vocabulary) -> tuple[Recording, ...]:
    tree: Any = tree_of(name, text)
    if isinstance(tree, dict) and "sopwright_recording" in tree:
        return (form.parse(name, text.encode(), vocabulary),)
    if chrome.is_flow(tree):
        return _that_show_work(name, (chrome.read(tree, vocabulary),))
    if selenium.is_project(tree):
        return _that_show_work(name, selenium.read(tree, vocabulary))
    if rrweb.is_stream(tree):
        return _that_show_work(name, (rrweb.read(name, tree, vocabulary),))
    raise _unknown(name, "other JSON")


def _that_show_work(name: str, recordings: tuple[Recording, ...]) -> tuple[Recording, ...]:
    shown = tuple(recording for recording in recordings if recording.events)
    if shown:
        return shown
    raise refuse(name, "expected a recording of work, found one without any act", "Record the work again")


def _unknown(name: str, found: str) -> InputError:
    return refuse(name, f"expected a recording, found {found}", f"Choose one of what can be read: {READABLE}")
