"""How is XES read fast? By the places of its angle brackets and quotes, many at once.

In: the bytes of an XES file in UTF-8. Out: ``Traces``, or ``None`` where the file is not written in the plain form in
which tools write XES; ``xes_walk`` then reads it as XML, element by element, and says what is wrong if it is broken.

Law: what is returned equals what ``xes_walk`` returns. Every tag is checked against the plain form, every quote must be
one of the four of an attribute, tags must be nested as traces and events are: one doubt, and ``None`` is returned.

The plain form is ``<string key="…" value="…"/>`` (a blank before ``/``, or an end tag that follows at once, are fine)
within ``<event>`` within ``<trace>``, without nested attributes, comments and the like.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from sopwright.log.event_log import Flags, Int64
from sopwright.log.xes_stated import KINDS, Kinds, Stated, Traces, joined
from sopwright.log.xes_walk import header_of

_BLOCK = 1 << 22
"""Bytes looked at together; what fits in a cache is faster."""
_PAD = b"\0" * 16
_PLAIN = KINDS[:6]
_ENDED = 8
"""Added to the code of a type: its end tag."""
_TRACE, _TRACE_END, _EVENT, _EVENT_END, _NO_EVENT = range(16, 21)
_TAGS = {
    **{f"{name} key=": code for code, name in enumerate(_PLAIN)},
    **{f"/{name}>": code + _ENDED for code, name in enumerate(_PLAIN)},
    "trace>": _TRACE,
    "/trace>": _TRACE_END,
    "event>": _EVENT,
    "/event>": _EVENT_END,
    "event/>": _NO_EVENT,
}
_UNPLAIN = ["\t", "\n", "\r", "&"]
"""Characters for which XML has rules of its own within a value."""
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LEGAL = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""Characters that XML allows, first and last."""
_BLANK = re.compile("\r\n|[\t\r\n]")
_INLINE = 12
"""Bytes of a text that stand in its view itself (Arrow's layout of views)."""
_MASKS = np.array(
    [[(1 << (8 * min(max(n - 4 * word, 0), 4))) - 1 for word in range(3)] for n in range(_INLINE + 1)], dtype=np.uint32
)

_BYTE, _SEVEN = np.uint64(8), np.uint64(56)
_ONE, _TWO = np.uint64(0xFF), np.uint64(0xFFFF)

Codes = npt.NDArray[np.int8]
Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]


def scan(data: bytes) -> Traces | None:
    """Return what an XES file in UTF-8 states; ``None`` where it is not written in the plain form."""
    first, last = data.find(b"<trace"), data.rfind(b"<")
    if first < 0 or data[last:].strip() != b"</log>" or not _is_closed(data[:first]):
        return None
    header = header_of(data[:first])
    if header is None:
        return None
    parts = []
    for begin, end in _blocks(data, first, last):
        part = _block(data[begin:end])
        if part is None:
            return None
        parts.append(part)
    return joined(parts, header)


def _is_closed(start: bytes) -> bool:
    """Return whether what stands before the first trace leaves nothing open in which tags would be no tags."""
    declares = b"<!DOCTYPE" in start or b"<![" in start
    closed = start.count(b"<!--") == start.count(b"-->") and start.count(b"<?") == start.count(b"?>")
    return closed and not declares and start.rstrip().endswith(b">") and _is_text(start)


def _is_text(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _blocks(data: bytes, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Return where parts of about the same length begin and end; each begins with a trace."""
    while first < last:
        end = data.find(b"<trace", first + _BLOCK, last)
        end = last if end < 0 else end
        yield first, end
        first = end


def _block(data: bytes) -> Traces | None:
    """Return what whole traces state."""
    octets = np.frombuffer(data, np.uint8)
    if _has_controls(octets) or not _is_text(data):
        return None
    tag = np.flatnonzero(octets == ord("<"))
    quotes = np.flatnonzero(octets == ord('"'))
    data += _PAD
    words = np.ndarray((len(data) - 7,), "<u8", buffer=data, strides=(1,))
    code = _codes(words, tag)
    states = (code >= 0) & (code < _ENDED)
    if len(quotes) != 4 * np.count_nonzero(states) or not _is_nested(code):
        return None
    quote = quotes.reshape(-1, 4)
    if not _are_plain(words, tag, code, states, quote):
        return None
    buffer = pa.py_buffer(data)
    keys = _texts(data, buffer, quote[:, 0] + 1, quote[:, 1])
    written = _texts(data, buffer, quote[:, 2] + 1, quote[:, 3])
    values = _as_xml_reads(written) if _is_plain_between(data, written) else None
    if values is None or keys.str.contains_any(_UNPLAIN).any() or (quote[:, 1] == quote[:, 0] + 1).any():
        return None
    begins = (code == _EVENT) | (code == _NO_EVENT)
    event, trace = np.cumsum(begins) - 1, np.cumsum(code == _TRACE) - 1
    of_event = _depth(code, _EVENT, _EVENT_END)[states] == 1
    names, name = _named(keys)
    kind = code[states].astype(np.uint8)
    return Traces(
        traces=int(trace[-1]) + 1,
        trace=trace[begins],
        of_trace=_by_name(names, np.where(of_event, -1, name), trace[states], values, kind),
        of_event=_by_name(names, np.where(of_event, name, -1), event[states], values, kind),
    )


def _has_controls(octets: Octets) -> bool:
    """Return whether there is a character that XML forbids."""
    blanks = sum(np.count_nonzero(octets == octet) for octet in b"\t\n\r")
    return bool(np.count_nonzero(octets < ord(" ")) != blanks)


def _codes(words: Words, tag: Int64) -> Codes:
    """Return for each tag what it is; -1 for any that is none of ``_TAGS``."""
    first = words[tag + 1]
    codes = np.full(len(tag), -1, dtype=np.int8)
    for text, code in _TAGS.items():
        value, mask = _literal(text[:8])
        found = (first & mask) == value
        if len(text) > 8:  # noqa: PLR2004 - bytes in a word
            rest, mask = _literal(text[8:])
            places = np.flatnonzero(found)
            found[places] = (words[tag[places] + 9] & mask) == rest
        codes[found] = code
    return codes


def _literal(text: str) -> tuple[np.uint64, np.uint64]:
    """Return a text of at most eight characters as a word, and which bytes of a word it fills."""
    return np.uint64(int.from_bytes(text.encode(), "little")), np.uint64((1 << (8 * len(text))) - 1)


def _depth(code: Codes, begin: int, end: int) -> Codes:
    return np.cumsum((code == begin).astype(np.int8) - (code == end).astype(np.int8), dtype=np.int8)


def _is_nested(code: Codes) -> bool:
    """Return whether tags are known, and are traces that hold events that hold attributes, and nothing else."""
    if len(code) == 0 or (code < 0).any():
        return False
    traces, events = _depth(code, _TRACE, _TRACE_END), _depth(code, _EVENT, _EVENT_END)
    outside = (traces == 0) & (code != _TRACE_END)
    crossed = (events == 1) & ((code == _TRACE_END) | (code == _TRACE) | (code == _NO_EVENT))
    level = (traces >= 0) & (traces <= 1) & (events >= 0) & (events <= 1)
    return bool(level.all()) and not outside.any() and not crossed.any() and traces[-1] == 0 and events[-1] == 0


def _are_plain(words: Words, tag: Int64, code: Codes, states: Flags, quote: Int64) -> bool:
    """Return whether all attributes are written in the plain form, each with its four quotes."""
    lengths = np.array([len(f"<{name} key=") for name in _PLAIN])
    after = words[quote[:, 3] + 1]
    blank = (after & _ONE) == ord(" ")
    after = np.where(blank, after >> _BYTE, after)
    closed, left_open = (after & _TWO) == _literal("/>")[0], (after & _ONE) == ord(">")
    ends = (code >= _ENDED) & (code < _TRACE)
    opened = np.flatnonzero(states)[left_open]
    return bool(
        (quote[:, 0] == tag[states] + lengths[code[states]]).all()
        and (words[quote[:, 1] + 1] == _literal(" value=")[0] + (np.uint64(ord('"')) << _SEVEN)).all()
        and (quote[:, 2] == quote[:, 1] + len(' value="')).all()
        and (closed | left_open).all()
        and len(opened) == np.count_nonzero(ends)
        and (code[opened + 1] == code[opened] + _ENDED).all()
    )


def _texts(data: bytes, buffer: pa.Buffer, begin: Int64, end: Int64) -> pl.Series:
    """Return pieces of ``data`` as texts, without copying them."""
    words = np.ndarray((len(data) - 3,), "<u4", buffer=data, strides=(1,))
    length = end - begin
    short = length <= _INLINE
    inline = np.minimum(length, _INLINE)
    views = np.zeros((len(begin), 4), dtype=np.uint32)
    views[:, 0] = length
    views[:, 1] = words[begin] & _MASKS[inline, 0]
    views[:, 2] = np.where(short, words[begin + 4] & _MASKS[inline, 1], 0)
    views[:, 3] = np.where(short, words[begin + 8] & _MASKS[inline, 2], begin)
    array = pa.Array.from_buffers(pa.string_view(), len(begin), [None, pa.py_buffer(views), buffer])
    return pl.Series(array)


def _is_plain_between(data: bytes, written: pl.Series) -> bool:
    """Return whether there is nothing between the tags that XML could object to."""
    if b"]]>" in data:
        return False
    return b"&" not in data or data.count(b"&") == written.str.count_matches("&", literal=True).sum()


def _as_xml_reads(values: pl.Series) -> pl.Series | None:
    """Return values with references resolved and line ends made blanks; ``None`` where XML forbids one."""
    touched = values.str.contains_any(_UNPLAIN)
    if not touched.any():
        return values
    read: dict[str, str] = {}
    for value in values.filter(touched).unique():
        if "&" in _REFERENCE.sub("", value):
            return None
        try:
            read[value] = _REFERENCE.sub(_resolved, _BLANK.sub(" ", value))
        except ValueError:
            return None
    return values.replace(read)


def _resolved(reference: re.Match[str]) -> str:
    """Return the character that a reference means.

    Raises:
        ValueError: XML forbids it.
    """
    if reference[1]:
        return _NAMED[reference[1]]
    code = int(reference[2]) if reference[2] else int(reference[3], 16)
    if not any(first <= code <= last for first, last in _LEGAL):
        raise ValueError(code)
    return chr(code)


def _named(keys: pl.Series) -> tuple[list[str], Int64]:
    """Return the different names, and the position of each key among them."""
    names = keys.unique(maintain_order=True)
    if names.is_empty():
        return [], np.zeros(0, dtype=np.int64)
    return names.to_list(), keys.cast(pl.Enum(names)).to_physical().cast(pl.Int64).to_numpy()


def _by_name(names: list[str], name: Int64, owner: Int64, values: pl.Series, kind: Kinds) -> dict[str, Stated]:
    """Return attributes by name; those with the name -1 are left out."""
    order = np.argsort(name.astype(np.int16) if len(names) < (1 << 15) else name, kind="stable")
    ends = np.searchsorted(name[order], np.arange(-1, len(names)), side="right")
    values, owner, kind = values.gather(order), owner[order], kind[order]
    return {
        names[at]: Stated(owner=owner[begin:end], value=values[int(begin) : int(end)], kind=kind[begin:end])
        for at, (begin, end) in enumerate(pairwise(ends))
        if end > begin
    }
