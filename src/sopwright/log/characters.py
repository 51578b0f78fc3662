"""Which characters do these bytes mean? A text in UTF-8, and where it is none.

In: the content of a file. Out: bytes of UTF-8 without a mark at the beginning.

Law: nothing is guessed without being said. A file that is UTF-8 but for some lines stays UTF-8, and those lines are
refused; one that is not is read as Windows-1252, and a note says so.
"""

import codecs
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sopwright.errors import InputError, refuse
from sopwright.log.amounts import counted

ZIP = b"PK\x03\x04"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_LOOKED_AT = 65_536
_BLOCK = 1 << 24
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The text in a file.

    Attributes:
        data: The text in UTF-8; not so at ``wrong``.
        wrong: Where bytes stand that are no UTF-8, ascending.
        notes: What was found on the way.
    """

    data: bytes
    wrong: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def characters(name: str, data: bytes) -> Characters:
    """Return the text in ``data``.

    Raises:
        InputError: It is no text.
    """
    for mark, codec, called in _MARKS:
        if data.startswith(mark):
            return _recoded(name, data[len(mark) :], codec, called)
    data = data.removeprefix(codecs.BOM_UTF8)
    codec = _wide(data[:_LOOKED_AT])
    if codec:
        return _recoded(name, data, codec, "UTF-16 without a mark at its beginning")
    if _binary(data[:_LOOKED_AT]):
        raise _no_text(name)
    if _is_utf_8(data):
        return Characters(data=data)
    wrong, right = _lines_with_marks(data)
    if right >= len(wrong):
        return Characters(data=data, wrong=tuple(wrong))
    return _western(name, data)


def _recoded(name: str, data: bytes, codec: str, called: str) -> Characters:
    try:
        return Characters(data=data.decode(codec).encode(), notes=(f"{name} is {called}.",))
    except UnicodeError as error:
        found = f"expected whole {called}, found a text that is cut short or damaged"
        raise refuse(name, found, "Save it as UTF-8") from error


def _no_text(name: str) -> InputError:
    found = "expected a table as text, found a binary file"
    return refuse(name, found, "Export it as CSV, Parquet, XES or OCEL")


def _wide(head: bytes) -> str:
    """Return the codec of a text whose every other byte is zero; empty when it is not so."""
    bytes_ = np.frombuffer(head[: len(head) // 2 * 2], dtype=np.uint8)
    zeros = bytes_.reshape(-1, 2) == 0
    if len(zeros) < 2:  # noqa: PLR2004 - two letters say nothing
        return ""
    first, second = zeros.mean(axis=0)
    few, many = 0.1, 0.6
    if second > many and first < few:
        return "utf-16-le"
    return "utf-16-be" if first > many and second < few else ""


def _binary(head: bytes) -> bool:
    """Return whether more than one byte in a hundred, and more than a few, are no part of any text."""
    counts = np.bincount(np.frombuffer(head, dtype=np.uint8), minlength=256)
    few = 3
    return sum(int(counts[each]) for each in _CONTROLS) > max(len(head) // 100, few)


def _is_utf_8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for begin in range(0, len(data), _BLOCK):
            decoder.decode(view[begin : begin + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines_with_marks(data: bytes) -> tuple[list[int], int]:
    """Return where each line begins to be no UTF-8, and how many lines with more than ASCII are UTF-8."""
    text = np.frombuffer(data, dtype=np.uint8)
    breaks = np.flatnonzero(text == ord("\n"))
    high: npt.NDArray[np.int64] = np.flatnonzero(text >= 0x80)  # noqa: PLR2004 - the end of ASCII
    wrong: list[int] = []
    right = 0
    for line in np.unique(np.searchsorted(breaks, high)):
        begin = int(breaks[line - 1]) + 1 if line else 0
        end = int(breaks[line]) if line < len(breaks) else len(data)
        try:
            data[begin:end].decode()
        except UnicodeDecodeError as error:
            wrong.append(begin + error.start)
        else:
            right += 1
    return wrong, right


def _western(name: str, data: bytes) -> Characters:
    text = data.decode("cp1252", errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    notes = [f"{name} is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if letters look wrong."]
    if lost:
        notes.append(
            f"{name}: {counted(lost, 'byte')} that Windows-1252 does not know became \N{REPLACEMENT CHARACTER}."
        )
    return Characters(data=text.encode(), notes=tuple(notes))
