"""What was known in a run, and from when on? Options, states and equal values of fields, and messages.

In: runs of recordings. Out: ``Fact``, of which each run knows a word from some event on.

Law: nothing that a recording withholds is told. Of a value no more is kept than that it was equal to another one of the
same recording; which ones are equal is told as one class of values, when at least ``LEAST_CLASS`` runs held it, and
without any number but that of the runs. All other values are one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

import polars as pl

from sopwright.log.encoding import coded
from sopwright.log.event_log import Coded
from sopwright.mining.cases import Case
from sopwright.recording.naming import is_secret, option_of, plain
from sopwright.recording.pages import kept
from sopwright.recording.schema import Event, Kind, NameState, ValueState
from sopwright.recording.segments import EDITS
from sopwright.recording.work import Act

LEAST_CLASS = 5
"""A value that fewer runs held is one of the other values."""
PARTICULAR = "particular"
"""How the word for a class of equal values begins; the most frequent class is number 1."""
OTHER = "other"

_MESSAGES = frozenset({Kind.TOAST, Kind.ERROR})
_KEPT = frozenset({NameState.CLEAR, NameState.MASKED})


class Sort(StrEnum):
    """What a fact is about."""

    VALUE = "value"
    OPTION = "option"
    STATE = "state"
    MESSAGE = "message"
    PERFORMER = "performer"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a run may know.

    Attributes:
        sort: What it is about.
        name: Label of the field, or text of the message; empty for performer and role.
        key: What tells it from all other facts.
        known: For each run the words, each with the number of the event from which on it holds, in order.
        runs: In how many runs each word was ever known.
    """

    sort: Sort
    name: str
    key: str
    known: tuple[tuple[tuple[int, str], ...], ...]
    runs: Mapping[str, int]

    def before(self, ends: Mapping[int, int]) -> Coded:
        """Return the last word before an event, for each run in ``ends``; nothing stated where there is none."""
        words = [
            next((word for number, word in reversed(self.known[run]) if number < end), None)
            for run, end in ends.items()
        ]
        return coded(pl.Series(words, dtype=pl.String))

    def first(self, run: int) -> int:
        """Return the event from which on a run knows anything of it; 0 when it never does."""
        return self.known[run][0][0] if self.known[run] else 0


Spoken = tuple[int, Sort, str, str, str]
"""Event, sort, name and key of the fact, and the word."""


def facts_of(cases: Sequence[Case]) -> tuple[Fact, ...]:
    """Return what the runs may know, in order of first sight."""
    roots = _Roots(cases)
    known: dict[tuple[Sort, str, str], dict[int, list[tuple[int, str]]]] = {}
    for run, case in enumerate(cases):
        for number, sort, name, key, word in (*_of_case(case), *_of_acts(case, roots)):
            known.setdefault((sort, name, key), {}).setdefault(run, []).append((number, word))
    return tuple(_fact(*about, held, len(cases)) for about, held in known.items())


def _fact(sort: Sort, name: str, key: str, held: Mapping[int, list[tuple[int, str]]], runs: int) -> Fact:
    """Return one fact; of values only the classes that enough runs hold are told apart."""
    counts = Counter(word for row in held.values() for word in {word for _, word in row})
    words = {word: word for word in counts}
    if sort is Sort.VALUE:
        often = sorted((word for word in counts if counts[word] >= LEAST_CLASS), key=lambda word: (-counts[word], word))
        words = dict.fromkeys(counts, OTHER) | {
            word: f"{PARTICULAR} {rank}" for word, rank in zip(often, count(1), strict=False)
        }
    rows = tuple(tuple((number, words[word]) for number, word in held.get(run, ())) for run in range(runs))
    told = Counter(word for row in rows for word in {word for _, word in row})
    return Fact(sort=sort, name=name, key=f"{sort} {key}", known=rows, runs=told)


def _of_case(case: Case) -> Iterable[Spoken]:
    recording = case.work.recording
    if recording.performer:
        yield 0, Sort.PERFORMER, "", "", recording.performer
    if recording.role:
        yield 0, Sort.ROLE, "", "", recording.role


def _of_acts(case: Case, roots: "_Roots") -> Iterable[Spoken]:
    for act in case.acts:
        if act.kind in EDITS and not is_secret(act) and kept(act.target):
            yield from _of_edit(case, act, roots)
        for outcome in act.outcomes:
            if outcome.kind in _MESSAGES and outcome.text and outcome.text_state in _KEPT:
                text = plain(outcome.text)
                yield outcome.number, Sort.MESSAGE, text, text, "appeared"


def _of_edit(case: Case, act: Act, roots: "_Roots") -> Iterable[Spoken]:
    name = plain(kept(act.target))
    key = roots.field(case, act)
    option = option_of(act.value)
    root = roots.of(case, act)
    if root and not option:
        yield act.number, Sort.VALUE, name, key, root
    if option:
        yield act.number, Sort.OPTION, name, key, option
    if act.value is not None and act.value.state is not ValueState.UNKNOWN:
        yield act.number, Sort.STATE, name, key, act.value.state.value


class _Roots:
    """Finds which values are equal, and which fields of one name are the same."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._roots: dict[str, dict[int, int]] = {}
        self._elements: dict[tuple[str, str, str], list[int]] = {}
        for case in cases:
            if case.name not in self._roots:
                self._roots[case.name] = _first_equals(case.work.recording.events)

    def of(self, case: Case, act: Act) -> str:
        """Return what equal values of a recording have in common; empty where none is known to be equal."""
        roots = self._roots[case.name]
        numbers = (act.number, *((act.source.number,) if act.source is not None else ()), *act.events)
        found = next((roots[number] for number in numbers if number in roots), 0)
        return f"{case.name}#{found}" if found else ""

    def field(self, case: Case, act: Act) -> str:
        """Return what tells a field from others, also from those that have the same name."""
        name = kept(act.target)
        element = act.target.element if act.target is not None else 0
        known = self._elements.setdefault((case.name, act.app, name), [])
        if element not in known:
            known.append(element)
        return f"{act.app} {name} {known.index(element)}"


def _first_equals(events: Sequence[Event]) -> dict[int, int]:
    """Return for each event that held a value equal to another's the first of them, that one included."""
    roots: dict[int, int] = {}
    for event in events:
        earlier = event.value.same_as if event.value is not None else 0
        if earlier:
            roots[event.number] = roots.setdefault(earlier, earlier)
    return roots
