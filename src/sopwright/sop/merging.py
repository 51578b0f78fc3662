"""Which of two versions of a part stands: what a person made of it, or what the recordings now say?

In: the seals of what was generated before, the existing document and a newly generated one, part by part. Out: the part
that stands, and a note of everything that could not stand as a person wrote it.

Law: what a person wrote or removed stands; what nobody touched is as newly generated. Nothing goes without a note.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sopwright.evidence import Origin, Sentence
from sopwright.sop.diff import in_words
from sopwright.sop.document import ExceptionPath, Phase, Sop
from sopwright.sop.sealing import (
    OWN,
    fingerprint,
    is_default,
    is_divided,
    is_identity,
    is_named,
    is_said,
    leaves,
    named,
    part_path,
)
from sopwright.sop.shape import Slot, slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Something that a person changed.

    Attributes:
        path: Where, such as ``steps.convert-lead.do``.
        before: What was generated there, as far as known; in a conflict what the recordings now say.
        after: What the person wrote; empty when the person removed it.
    """

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.after:
            return f"{self.path} removed: {self.before}" if self.before else f"{self.path} removed"
        return f"{self.path}: {self.after}" + (f" (recorded: {self.before})" if self.before else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What a merge leaves to tell.

    Attributes:
        orphans: Edits whose place is no more.
        conflicts: Edits that stand although the recordings now say something else there.
        deleted: Generated parts that stay away because a person removed them.
    """

    orphans: list[Edit] = field(default_factory=list)
    conflicts: list[Edit] = field(default_factory=list)
    deleted: list[Edit] = field(default_factory=list)


class Merger:
    """Merges parts of an existing and a newly generated document, by the seals of the former."""

    def __init__(self, existing: Sop, generated: Sop) -> None:
        """Take the seals from the existing document, and compare what both rest on."""
        self.seals: Mapping[str, str] = {seal.path: seal.seal for seal in existing.generated}
        self.notes = Notes()
        self._sealed = bool(existing.generated)
        self._stale = {name for name, _ in _sources(existing) - _sources(generated)}

    def has(self, path: str) -> bool:
        """Return whether something at or below ``path`` was generated before."""
        return path in self.seals or any(known.startswith((f"{path}.", f"{path}[")) for known in self.seals)

    def record(self, old: Any, new: Any, path: str) -> Any:  # noqa: ANN401 - any record of the document
        """Return a part that both documents have; its steps are those of ``new`` and to be placed by others."""
        chosen = {}
        for slot in slots(type(new)):
            mine, theirs = getattr(old, slot.attribute), getattr(new, slot.attribute)
            at = f"{path}.{slot.key}" if path else slot.key
            own = slot.attribute in OWN or slot.attribute == "steps" or is_identity(type(new), slot)
            chosen[slot.attribute] = theirs if own else self._value(slot, mine, theirs, at)
        return type(new)(**chosen)

    def added(self, part: Any) -> Any:  # noqa: ANN401 - any value of the document
        """Return a part that a person added, with its claims to have been observed taken back."""
        if isinstance(part, Sentence):
            return self._worded(part, None)
        if isinstance(part, tuple):
            return tuple(map(self.added, part))
        if not is_divided(type(part)):
            return part
        chosen = {}
        for slot in slots(type(part)):
            claimed = self._sealed and slot.attribute in OWN
            chosen[slot.attribute] = slot.default if claimed else self.added(getattr(part, slot.attribute))
        return replace(part, **chosen)

    def orphaned(self, part: Any, path: str) -> None:  # noqa: ANN401 - any record of the document
        """Note every edit within a part that finds no place; its steps find theirs by themselves."""
        if isinstance(part, Phase | ExceptionPath):
            part = replace(part, steps=())
        for leaf in leaves(part, path):
            known = [seal for at, seal in self.seals.items() if at == leaf.path or at.startswith(f"{leaf.listed}[")]
            if fingerprint(leaf.value) not in known:
                self.notes.orphans.append(Edit(path=leaf.path, before="", after=in_words(leaf.value)))

    def section(self, old: Sequence[Any], new: Sequence[Any], path: str) -> tuple[Any, ...]:
        """Return a list of named parts."""
        mine, theirs = named(old), named(new)
        parts: dict[str, Any] = {}
        for name, part in theirs.items():
            at = part_path(path, name, part)
            if name in mine:
                parts[name] = self.record(mine[name], part, at)
            elif self.has(at):
                self.notes.deleted.append(Edit(path=at, before=in_words(part), after=""))
            else:
                parts[name] = part
        for name, part in mine.items():
            at = part_path(path, name, part)
            if name not in theirs and self.has(at):
                self.orphaned(part, at)
            elif name not in theirs:
                parts[name] = self.added(part)
        order = [name for name in self.order(list(mine), list(theirs), path) if name in parts]
        return tuple(parts[name] for name in order)

    def order(self, old: Sequence[str], new: Sequence[str], path: str) -> list[str]:
        """Return all names in the order that stands: the new one, unless a person changed the order before."""
        seals = list(self.seals)
        before = {name: n for name in old for n, at in enumerate(seals) if at.startswith(f"{path}.{name}.")}
        return arranged(old, new, sorted(before, key=before.__getitem__))

    def _value(self, slot: Slot, old: Any, new: Any, path: str) -> Any:  # noqa: ANN401 - any value of the document
        if is_said(slot.hint):
            return self._said(old, new, path)
        if is_named(slot.hint):
            return self.section(old, new, path)
        if is_divided(slot.hint) and old is not None and new is not None:
            return self.record(old, new, path)
        if is_divided(slot.hint) and new is None:
            own = () if old is None else leaves(old, path)
            return (
                self.added(old) if any(fingerprint(leaf.value) != self.seals.get(leaf.path) for leaf in own) else None
            )
        if is_divided(slot.hint):
            return old if self.has(path) else new
        return self._leaf(slot, old, new, path)

    def _leaf(self, slot: Slot, old: Any, new: Any, path: str) -> Any:  # noqa: ANN401 - any value of the document
        before = self.seals.get(path)
        removed, nothing_new = is_default(slot, old), is_default(slot, new)
        if (None if removed else fingerprint(old)) == before or (type(old) is type(new) and old == new):
            return new
        edit = Edit(path=path, before=in_words(new), after="" if removed else in_words(old))
        if not nothing_new and not self._is_as_before(old, new, before):
            self.notes.conflicts.append(edit)
        elif removed and not nothing_new:
            self.notes.deleted.append(edit)
        return self._worded(old, new) if isinstance(old, Sentence) else old

    def _is_as_before(self, old: Any, new: Any, before: str | None) -> bool:  # noqa: ANN401 - any value of the document
        """Return whether the recordings say the same as before, be it in other events."""
        if fingerprint(new) == before:
            return True
        if not isinstance(old, Sentence) or not isinstance(new, Sentence) or not old.evidence:
            return False
        return fingerprint(replace(new, evidence=old.evidence)) == before

    def _worded(self, old: Sentence, new: Sentence | None) -> Sentence:
        """Return a person's sentence: authored, unless it was drafted or is a question, with evidence that holds."""
        evidence = tuple(ref for ref in old.evidence if ref.recording not in self._stale)
        if isinstance(new, Sentence):
            evidence = new.evidence
        origin = old.origin
        if self._sealed and (origin in _CLAIMED or (origin is Origin.ABSENT and not _is_question(old))):
            origin = Origin.AUTHORED
        return Sentence(
            text=old.text, origin=Origin.AUTHORED if origin in _CLAIMED and not evidence else origin, evidence=evidence
        )

    def _said(self, old: Sequence[Any], new: Sequence[Any], path: str) -> tuple[Any, ...]:
        """Return a list whose items are known by what they say."""
        removed = Counter(seal for at, seal in self.seals.items() if at.startswith(f"{path}["))
        free = {f"old {n}": item for n, item in enumerate(old)}
        names = list(free)
        by_hand = [name for name in names if not _taken(removed, fingerprint(free[name]))]
        kept: dict[str, Any] = {}
        for n, item in enumerate(new):
            same = next((name for name, other in free.items() if _says(other, item)), None)
            if same is not None:
                kept[same] = item
                del free[same]
            elif _taken(removed, fingerprint(item)):
                self.notes.deleted.append(Edit(path=f"{path}[{n + 1}]", before=in_words(item), after=""))
            else:
                kept[f"new {n}"] = item
        generated = list(kept)
        kept |= {name: self.added(item) for name, item in free.items() if name in by_hand}
        order = fill_in(generated, [name for name in names if name in kept])
        return tuple(kept[name] for name in order)


_CLAIMED = (Origin.OBSERVED, Origin.DERIVED)


def arranged(old: Sequence[str], new: Sequence[str], before: Sequence[str]) -> list[str]:
    """Return all names of ``old`` and ``new`` in one order.

    That of ``new``, unless a person changed the order that was generated ``before``; names that only one of them has
    stand after the name that they stood after.

    Examples:
        >>> arranged(["a", "mine", "b"], ["a", "late", "b"], ["a", "b"])
        ['a', 'mine', 'late', 'b']
    """
    common = [name for name in old if name in new]
    was = [name for name in before if name in common]
    by_hand = [name for name in common if name in was] != was
    return fill_in(fill_in(common if by_hand else new, new), old)


def fill_in(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return ``some`` with what they miss of ``others``, each after the name that it stands after there."""
    order, at = list(some), 0
    for name in others:
        if name in order:
            at = order.index(name) + 1
        else:
            order.insert(at, name)
            at += 1
    return order


def _taken(counted: Counter[str], one: str) -> bool:
    """Take one off, and return whether there was any."""
    counted[one] -= 1
    return counted[one] >= 0


def _says(old: Any, new: Any) -> bool:  # noqa: ANN401 - a sentence or a question
    if isinstance(old, Sentence) and isinstance(new, Sentence):
        return (old.text, old.origin) == (new.text, new.origin)
    return bool(replace(old, evidence=()) == replace(new, evidence=()))


def _is_question(sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith("?")


def _sources(sop: Sop) -> set[tuple[str, str]]:
    """Return which recording each short name stands for."""
    return {(source.name, source.recording) for source in sop.basis.sources} if sop.basis else set()
