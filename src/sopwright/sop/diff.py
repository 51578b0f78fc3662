"""What changed between two SOPs? Told by step and field, as people talk about them, not by line of a file.

In: two SOPs. Out: changes with their place, their kind, and what stood there before and after.

Law: equal documents have no changes; every field that differs is reported once, by itself or with the part that was
added or removed; a step is the same step wherever it stands. Seals of generated sentences are no content.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass, replace
from enum import StrEnum
from typing import Any

from sopwright.evidence import EventRef, Sentence
from sopwright.sop.contract import (
    AllOf,
    AnyOf,
    Criterion,
    EventTest,
    FieldTest,
    HandOff,
    Not,
    PointRule,
    RoutingRule,
    TimeLimit,
    Touch,
)
from sopwright.sop.document import ExceptionPath, Phase, Sop, Step
from sopwright.sop.encoding import encode
from sopwright.sop.json_text import canonical
from sopwright.sop.lint.places import name_of, places
from sopwright.sop.shape import is_record, slots
from sopwright.sop.wording import (
    criterion_sentence,
    handoff_sentence,
    limit_sentence,
    points_sentence,
    routing_sentence,
    sentence_of,
    touch_sentence,
)


class ChangeKind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    Attributes:
        path: The place as a path, such as ``steps.convert-lead.do``; in the old document when it was removed.
        kind: What became of it.
        before: What stood there, in words; empty when it was added.
        after: What stands there, in words; empty when it was removed.
        where: The place as people call it, such as ``step 4 “Convert the lead”``.
    """

    path: str
    kind: ChangeKind
    before: str
    after: str
    where: str = ""

    def __str__(self) -> str:
        where = self.where or self.path
        if self.kind is ChangeKind.ADDED:
            return f"{where} added: {self.after}"
        if self.kind is ChangeKind.REMOVED:
            return f"{where} removed: {self.before}"
        verb = " moved" if self.kind is ChangeKind.MOVED else ""
        return f"{where}{verb}: {self.before} → {self.after}"


_CONDITIONS = (FieldTest, EventTest, AllOf, AnyOf, Not)
_SENTENCES: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys(_CONDITIONS, sentence_of),
    Criterion: criterion_sentence,
    HandOff: handoff_sentence,
    PointRule: points_sentence,
    RoutingRule: routing_sentence,
    Sentence: lambda sentence: sentence.text,
    Step: lambda step: step.do.text,
    TimeLimit: limit_sentence,
    Touch: touch_sentence,
}


def diff(old: Sop, new: Sop) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``, in the order of the documents."""
    named = [{at.path: at.where for at in places(sop)} for sop in (old, new)]
    found = _record(replace(old, generated=()), replace(new, generated=()), "")
    return tuple(replace(change, where=_where(change, *named)) for change in (*found, *_steps(old, new)))


def words(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the changes as lines for a terminal.

    Examples:
        >>> words(diff(Sop(id="a", title="A"), Sop(id="a", title="A", owner="Sales Operations Manager")))
        ('owner added: Sales Operations Manager',)
    """
    return tuple(map(str, changes))


def _where(change: Change, old: dict[str, str], new: dict[str, str]) -> str:
    named = old if change.kind is ChangeKind.REMOVED else new
    path, rest = change.path, ""
    while path and path not in named:
        path, _, last = path.rpartition(".")
        rest = f", {last}{rest}"
    return f"{named.get(path, '')}{rest}".removeprefix(", ")


def _record(old: Any, new: Any, path: str) -> Iterator[Change]:  # noqa: ANN401 - any record of the document
    for slot in slots(type(old)):
        if slot.attribute == "steps" and isinstance(old, Phase | ExceptionPath):
            continue
        at = f"{path}.{slot.key}" if path else slot.key
        yield from _value(getattr(old, slot.attribute), getattr(new, slot.attribute), at)


def _value(old: Any, new: Any, path: str) -> Iterator[Change]:  # noqa: ANN401 - any value of the document
    if isinstance(old, Sentence) and isinstance(new, Sentence):
        yield from _leaf(old.text, new.text, path)
        yield from _leaf(old.origin, new.origin, f"{path}.origin")
        yield from _leaf(old.evidence, new.evidence, f"{path}.evidence")
    elif _is_parts(old) or _is_parts(new):
        yield from _parts(old, new, path)
    elif type(old) is type(new) and is_record(type(old)) and not isinstance(old, _CONDITIONS):
        yield from _record(old, new, path)
    else:
        yield from _leaf(old, new, path)


def _leaf(old: Any, new: Any, path: str) -> Iterator[Change]:  # noqa: ANN401 - any value of the document
    if _same(old, new):
        return
    before, after = in_words(old), in_words(new)
    kind = ChangeKind.ADDED if not before else ChangeKind.REMOVED if not after else ChangeKind.CHANGED
    if before == after:  # two conditions that read alike
        before, after = (canonical(encode(value)) for value in (old, new))
    yield Change(path=path, kind=kind, before=before, after=after)


def _parts(old: Sequence[Any], new: Sequence[Any], path: str) -> Iterator[Change]:
    """Compare parts that have a name by it, others by what they say, then by their place."""
    pairs = _paired(old, new)
    taken = {n for n, _ in pairs}
    for n, part in enumerate(old):
        if n not in taken:
            yield from _leaf(part, None, _at(path, old, n))
    kept = {new_n: old_n for old_n, new_n in pairs}
    still = longest_rise([kept[n] for n in sorted(kept)])
    for n, part in enumerate(new):
        at = _at(path, new, n)
        if n not in kept:
            yield from _leaf(None, part, at)
            continue
        if kept[n] not in still:
            yield Change(path=at, kind=ChangeKind.MOVED, before=f"place {kept[n] + 1}", after=f"place {n + 1}")
        yield from _value(old[kept[n]], part, at)


def _steps(old: Sop, new: Sop) -> Iterator[Change]:
    """Compare the steps of both documents, wherever they stand."""
    there, here = _standing(old), _standing(new)
    for id_, (step, *_) in there.items():
        if id_ not in here:
            yield from _leaf(step, None, f"steps.{id_}")
    order = {id_: n for n, id_ in enumerate(there)}
    still = longest_rise([order[id_] for id_, (_, group, _) in here.items() if id_ in there and group == there[id_][1]])
    for id_, (step, group, place) in here.items():
        at = f"steps.{id_}"
        if id_ not in there:
            yield from _leaf(None, step, at)
            continue
        earlier, earlier_group, earlier_place = there[id_]
        if order[id_] not in still or group != earlier_group:
            yield Change(path=at, kind=ChangeKind.MOVED, before=earlier_place, after=place)
        yield from _record(earlier, step, at)


def _standing(sop: Sop) -> dict[str, tuple[Step, str, str]]:
    """Return each step by its id, with the id of the phase or exception that it stands in, and its place in words."""
    phases = [(f"procedure.{phase.id}", phase.phase, phase.steps) for phase in sop.procedure]
    paths = [(f"exceptions.{path.id}", path.title, path.steps) for path in sop.exceptions]
    return {
        step.id: (step, group, f"place {n} in “{title}”")
        for group, title, steps in (*phases, *paths)
        for n, step in enumerate(steps, start=1)
    }


def _paired(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Return which part of ``old`` is which of ``new``, by their places from 0."""
    free = dict(enumerate(old))
    pairs: list[tuple[int, int]] = []
    rest: list[int] = []
    for n, part in enumerate(new):
        name = _name(part)
        match = next((m for m, other in free.items() if _name(other) == name and (name or _same(other, part))), None)
        if match is None:
            rest.append(n)
        else:
            del free[match]
            pairs.append((match, n))
    for n in rest:
        if n in free and not _name(new[n]) and not _name(free[n]):
            del free[n]
            pairs.append((n, n))
    return pairs


def longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Return a longest ascending choice of different numbers: the parts that may count as standing still."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        chain = (*chains[at - 1], number) if at else (number,)
        ends[at : at + 1] = [number]
        chains[at : at + 1] = [chain]
    return frozenset(chains[-1]) if chains else frozenset()


def _at(path: str, parts: Sequence[Any], n: int) -> str:
    return f"{path}.{_name(parts[n])}" if _name(parts[n]) else f"{path}[{n + 1}]"


def _name(part: object) -> str:
    return name_of(part) if is_dataclass(part) else ""


def _is_parts(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and not isinstance(value[0], str | EventRef)


def _same(old: object, new: object) -> bool:
    if old is None or new is None:
        return old is new
    return type(old) is type(new) and canonical(encode(old)) == canonical(encode(new))


def in_words(value: Any) -> str:  # noqa: ANN401 - any value of the document
    """Return a value in words, empty for nothing."""
    if value is None:
        return ""
    if type(value) in _SENTENCES:
        return _SENTENCES[type(value)](value)
    return _told(encode(value)) or ("" if isinstance(value, str | tuple) else "as usual")


def _told(tree: Any) -> str:  # noqa: ANN401 - any tree of ``encoding``
    if isinstance(tree, dict):
        return ", ".join(f"{key} {_told(value)}" for key, value in tree.items() if key != "id")
    if isinstance(tree, list):
        return ", ".join(map(_told, tree))
    return {True: "yes", False: "no"}[tree] if isinstance(tree, bool) else str(tree)
