"""How is any XES read, and what is wrong with a file that is none? As XML, element by element.

In: the bytes of a file. Out: ``Traces``, or a refusal with the line.

Law: whatever XML allows is understood: any encoding, any order, comments, nested attributes, prefixes. An attribute
nested in another is called ``outer/inner``, one of a list ``list/inner``. It is several times slower than ``xes_scan``,
which reads the form in which tools write XES.
"""

from typing import Final
from xml.parsers import expat

import numpy as np
import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.xes_stated import KINDS, NESTING, Header, Stated, Traces

_CODES: Final = {name: code for code, name in enumerate(KINDS)}
_CUT_OFF = frozenset({"no element found", "unclosed token", "unclosed CDATA section", "partial character"})
_UNNAMED = "unnamed"

Found = dict[str, tuple[list[int], list[str], list[int]]]


def walk(data: bytes, name: str) -> Traces:
    """Return what an XES file states.

    Raises:
        InputError: It is broken XML, or XML of another kind.
    """
    seen = _Walk()
    parser = _parser(seen, None)
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise _broken(error, name, seen) from error
    except LookupError as error:
        raise refuse(name, f"expected XML in a known encoding, found {error}", "Save it in UTF-8") from error
    if seen.root != "log":
        found = f"expected an XES log, found XML that begins with <{seen.root[:40]}>"
        raise refuse(name, found, "Choose an XES file, or export the log as CSV")
    return Traces(
        header=seen.header(),
        traces=seen.traces,
        trace=np.array(seen.trace, dtype=np.int64),
        of_trace=_stated(seen.of_trace),
        of_event=_stated(seen.of_event),
    )


def header_of(start: bytes) -> Header | None:
    """Return what stands before the first trace, in UTF-8; ``None`` where a trace cannot follow."""
    seen = _Walk()
    try:
        _parser(seen, "UTF-8").Parse(start, False)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError:
        return None
    return seen.header() if seen.root == "log" and seen.depth == 1 and not seen.trace else None


def _parser(seen: "_Walk", encoding: str | None) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    return parser


def _broken(error: expat.ExpatError, name: str, seen: "_Walk") -> InputError:
    reason = expat.ErrorString(error.code) or "not XML"
    if not seen.root:
        return refuse(name, "expected an XES log, found a file that is not XML", "Choose an XES file (.xes or .xes.gz)")
    if reason in _CUT_OFF:
        found = f"expected </log> at the end, found a file that is cut off after {len(seen.trace)} events"
        return refuse(f"{name}:{error.lineno}", found, "Export or download it again")
    return refuse(f"{name}:{error.lineno}", f"expected XML, found an error in it ({reason})", "Export it again")


def _stated(found: Found) -> dict[str, Stated]:
    return {
        name: Stated(
            owner=np.array(owner, dtype=np.int64),
            value=pl.Series(value, dtype=pl.String),
            kind=np.array(kind, dtype=np.uint8),
        )
        for name, (owner, value, kind) in found.items()
    }


class _Walk:
    """Hears of each element in turn."""

    def __init__(self) -> None:
        self.root = ""
        self.depth = 0
        self.traces = 0
        self.trace: list[int] = []
        self.of_trace: Found = {}
        self.of_event: Found = {}
        self._prefixes: dict[str, str] = {}
        self._classifiers: list[tuple[str, tuple[str, ...]]] = []
        self._scope: Found | None = None
        self._owner = 0
        self._path: list[str] = []
        self._in_trace = False

    def header(self) -> Header:
        return Header(prefixes=dict(self._prefixes), classifiers=tuple(self._classifiers))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        name = tag.rpartition(":")[2]
        code = _CODES.get(name)
        if code is not None:
            if self._scope is not None:
                self._attribute(code, attributes)
        elif name == "event":
            self._scope, self._owner = self.of_event, len(self.trace)
            self.trace.append(self.traces - 1 if self._in_trace else -1)
        elif name == "trace":
            self._scope, self._owner, self._in_trace = self.of_trace, self.traces, True
            self.traces += 1
        elif self.depth == 1:
            self.root = name
        elif name == "extension":
            self._prefixes[attributes.get("name", "").lower()] = attributes.get("prefix", "")
        elif name == "classifier":
            keys = _keys(attributes.get("keys", ""))
            self._classifiers.append((attributes.get("name", ""), keys))

    def end(self, tag: str) -> None:
        self.depth -= 1
        name = tag.rpartition(":")[2]
        if name in _CODES:
            if self._scope is not None:
                self._path.pop()
        elif name == "event":
            self._scope, self._owner = (self.of_trace, self.traces - 1) if self._in_trace else (None, 0)
        elif name == "trace":
            self._scope, self._in_trace = None, False

    def _attribute(self, code: int, attributes: dict[str, str]) -> None:
        self._path.append(attributes.get("key") or _UNNAMED)
        value = attributes.get("value")
        if value is None:
            return
        name = self._path[0] if len(self._path) == 1 else NESTING.join(self._path)
        found = self._scope.get(name) if self._scope is not None else None
        if found is None:
            assert self._scope is not None  # noqa: S101 - for us, never for input
            found = self._scope[name] = ([], [], [])
        found[0].append(self._owner)
        found[1].append(value)
        found[2].append(code)


def _keys(text: str) -> tuple[str, ...]:
    """Return the attributes of a classifier; those with blanks stand in quotes.

    Examples:
        >>> _keys("concept:name 'two words'")
        ('concept:name', 'two words')
    """
    parts = text.split("'")
    return tuple(
        key for at, part in enumerate(parts) for key in ((part.strip(),) if at % 2 else tuple(part.split())) if key
    )
