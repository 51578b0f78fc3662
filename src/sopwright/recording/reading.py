"""Which recordings are in this file, whoever wrote it?

In: the bytes of a file of any known format, recognised by its content and never by its name. Out: its recordings, in
order; a refusal that lists what can be read when it is none.

Law: no file crashes it; what cannot be read is refused in one sentence.
"""

from typing import Any

from sopwright.errors import InputError, refuse
from sopwright.recording import form
from sopwright.recording.readers import action_logger, chrome, selenium
from sopwright.recording.schema import Recording
from sopwright.recording.source_text import text_of, tree_of
from sopwright.recording.vocabulary import Vocabulary

READABLE = (
    "Sopwright's own recordings, flows of the Chrome DevTools Recorder, rrweb streams, Selenium IDE projects (.side), "
    "Playwright codegen JSONL and Action Logger CSV"
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
    text = text_of(name, data)
    if text.lstrip()[:1] in ("{", "["):
        return _from_json(name, text, vocabulary)
    if action_logger.is_log(text):
        return _that_show_work(name, action_logger.read(name, text, vocabulary))
    raise _unknown(name, "other text")


def _from_json(name: str, text: str, vocabulary: Vocabulary) -> tuple[Recording, ...]:
    tree: Any = tree_of(name, text)
    if isinstance(tree, dict) and "sopwright_recording" in tree:
        return (form.parse(name, text.encode(), vocabulary),)
    if chrome.is_flow(tree):
        return _that_show_work(name, (chrome.read(tree, vocabulary),))
    if selenium.is_project(tree):
        return _that_show_work(name, selenium.read(tree, vocabulary))
    raise _unknown(name, "other JSON")


def _that_show_work(name: str, recordings: tuple[Recording, ...]) -> tuple[Recording, ...]:
    shown = tuple(recording for recording in recordings if recording.events)
    if shown:
        return shown
    raise refuse(name, "expected a recording of work, found one without any act", "Record the work again")


def _unknown(name: str, found: str) -> InputError:
    return refuse(name, f"expected a recording, found {found}", f"Choose one of what can be read: {READABLE}")
