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

_HEAD = 200
"""Characters within which our own form names itself, as we write it."""
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
    if form.MARK in text[:_HEAD]:
        return (form.parse(name, data, vocabulary),)
    trees = _trees(name, text)
    if len(trees) == 1 and isinstance(trees[0], dict) and form.MARK.strip('"') in trees[0]:
        return (form.parse(name, data, vocabulary),)
    return _that_show_work(name, _from_trees(name, trees, vocabulary))


def _trees(name: str, text: str) -> list[Any]:
    """Return the JSON value in a text, or the values of its lines where each line holds one."""
    rows = [(number, row) for number, row in enumerate(text.split("\n"), start=1) if row.strip()]
    if len(rows) > 1 and _is_json(rows[0][1]):
        return [tree_of(name, row, line=number) for number, row in rows]
    return [tree_of(name, text)]


def _is_json(row: str) -> bool:
    try:
        json.loads(row)
    except (ValueError, RecursionError):
        return False
    return True


def _from_trees(name: str, trees: list[Any], vocabulary: Vocabulary) -> tuple[Recording, ...]:
    if playwright.is_generated(trees):
        return (playwright.read(trees, vocabulary),)
    tree = trees[0] if len(trees) == 1 else trees
    if rrweb.is_stream(tree):
        return (rrweb.read(name, tree, vocabulary),)
    if chrome.is_flow(tree):
        return (chrome.read(tree, vocabulary),)
    if selenium.is_project(tree):
        return selenium.read(tree, vocabulary)
    raise _unknown(name, "other JSON" if len(trees) == 1 else "other lines of JSON")


def _that_show_work(name: str, recordings: tuple[Recording, ...]) -> tuple[Recording, ...]:
    shown = tuple(recording for recording in recordings if recording.events)
    if shown:
        return shown
    raise refuse(name, "expected a recording of work, found one without any act", "Record the work again")


def _unknown(name: str, found: str) -> InputError:
    return refuse(name, f"expected a recording, found {found}", f"Choose one of what can be read: {READABLE}")
