"""What does an XES file state? Its attributes by name, with whose they are; before anything is made of them.

In: nothing; these are the types. ``xes_scan`` fills them fast from XES as tools write it, ``xes_walk`` from any XML.

Law: each attribute of each trace and event is here once, under the type and with the text that the file gives it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from sopwright.log.event_log import Int64

KINDS = ("string", "date", "int", "float", "boolean", "id", "list", "container")
"""The types of attributes in XES; a code is the position in here."""
STRING, DATE, INT, FLOAT, BOOLEAN = range(5)
NESTING = "/"
"""What stands between the name of an attribute and the name of one nested in it."""
AND = "; "
"""What stands between the values of an attribute that is stated several times."""

Kinds = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stated:
    """One attribute, wherever it is stated.

    Attributes:
        owner: For each value the number of its event or trace in the file, from 0; never falling.
        value: The values as the file writes them.
        kind: The type of each value, as a position in ``KINDS``.
    """

    owner: Int64
    value: pl.Series
    kind: Kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands before the first trace.

    Attributes:
        prefixes: For each extension that is known, the prefix that its attributes have in this file.
        classifiers: Names of classifiers, each with the attributes it is made of.
    """

    prefixes: dict[str, str] = field(default_factory=dict)
    classifiers: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traces:
    """What an XES file states.

    Attributes:
        header: What stands before the first trace.
        traces: Number of traces.
        trace: For each event the number of its trace, from 0.
        of_trace: The attributes of traces by name.
        of_event: The attributes of events by name.
    """

    header: Header = field(default_factory=Header)
    traces: int
    trace: Int64
    of_trace: dict[str, Stated]
    of_event: dict[str, Stated]


def joined(parts: Sequence[Traces], header: Header) -> Traces:
    """Return what consecutive parts of a file state together; each counts its traces and events from 0."""
    traces = np.cumsum([0, *(part.traces for part in parts)])
    events = np.cumsum([0, *(len(part.trace) for part in parts)])
    return Traces(
        header=header,
        traces=int(traces[-1]),
        trace=np.concatenate(
            [np.zeros(0, np.int64), *(part.trace + at for part, at in zip(parts, traces, strict=False))]
        ),
        of_trace=_joined([part.of_trace for part in parts], traces),
        of_event=_joined([part.of_event for part in parts], events),
    )


def _joined(parts: Sequence[dict[str, Stated]], before: Int64) -> dict[str, Stated]:
    found: dict[str, list[tuple[int, Stated]]] = {}
    for at, part in zip(before, parts, strict=False):
        for name, stated in part.items():
            found.setdefault(name, []).append((int(at), stated))
    return {
        name: Stated(
            owner=np.concatenate([stated.owner + at for at, stated in each]),
            value=pl.concat([stated.value for _, stated in each], rechunk=False),
            kind=np.concatenate([stated.kind for _, stated in each]),
        )
        for name, each in found.items()
    }
