"""Which parts of an SOP were generated, and are they still as they were? Fingerprints of everything a generator wrote.

In: an SOP. Out: its parts by stable paths, and the seal of each.

Law: a path does not depend on the place of a step or of a named part. Sentences that a person or a model worded have no
seal, but for the notes of performers, which rest on their recordings; observations and the basis have none either,
because nobody edits them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.sop.contract import AllOf, AnyOf, EventTest, FieldTest, Not
from sopwright.sop.document import Basis, Branch, Observation, OpenQuestion, Option, Seal, Sop, Step
from sopwright.sop.encoding import encode
from sopwright.sop.json_text import canonical
from sopwright.sop.lint.places import name_of
from sopwright.sop.lint.sealing import seal_of
from sopwright.sop.shape import Slot, is_record, item_of, key_slot, slots

OWN = frozenset({"sop", "version", "status", "lint", "generated", "basis", "observed", "seen"})
"""Attributes that nobody words: the form, the state, and what recordings say."""

_GENERATED = (Origin.OBSERVED, Origin.DERIVED, Origin.ABSENT)
_WHOLE = (FieldTest, EventTest, AllOf, AnyOf, Not, Observation, Basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The smallest part that is kept or replaced: a sentence, a question, or the value of one field.

    Attributes:
        path: Its stable path, such as ``steps.convert-lead.do``.
        value: What it is.
        listed: Path of the list whose item it is, where items have no name; else empty.
    """

    path: str
    value: Any
    listed: str = ""


def seal(sop: Sop) -> Sop:
    """Return a generated document with the seals of everything in it, so that a change by hand will be seen."""
    seals = tuple(Seal(path=leaf.path, seal=fingerprint(leaf.value)) for leaf in leaves(sop) if _is_generated(leaf))
    return replace(sop, generated=seals)


def fingerprint(value: Any) -> str:  # noqa: ANN401 - any value of the document
    """Return 8 hexadecimal digits that stand for a value; of a sentence: for text, origin and evidence."""
    if isinstance(value, Sentence):
        return seal_of(value)
    return hashlib.sha256(canonical(encode(value)).encode(errors="surrogatepass")).hexdigest()[:8]


def leaves(value: Any, path: str = "") -> Iterator[Leaf]:  # noqa: ANN401 - any record of the document
    """Yield every filled leaf of a record, in the order of the document."""
    for slot in slots(type(value)):
        part = getattr(value, slot.attribute)
        if slot.attribute not in OWN and not is_identity(type(value), slot) and not is_default(slot, part):
            yield from _of_slot(slot, part, f"{path}.{slot.key}" if path else slot.key)


def _of_slot(slot: Slot, part: Any, path: str) -> Iterator[Leaf]:  # noqa: ANN401 - any value of the document
    if is_said(slot.hint):
        yield from (Leaf(path=f"{path}[{n}]", value=item, listed=path) for n, item in enumerate(part, start=1))
    elif is_named(slot.hint):
        for name, item in named(part).items():
            yield from leaves(item, part_path(path, name, item))
    elif is_divided(slot.hint):
        yield from leaves(part, path)
    else:
        yield Leaf(path=path, value=part)


def is_default(slot: Slot, value: object) -> bool:
    """Return whether a value is what the attribute has when nobody states anything."""
    return not slot.required and value == slot.default


def is_identity(kind: type, slot: Slot) -> bool:
    """Return whether the attribute is what a part is known by, rather than something stated about it."""
    return kind is not Sop and (
        slot == key_slot(kind) or slot.attribute == "id" or (kind in (Branch, Option) and slot.attribute == "go")
    )


def is_said(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no narrower type
    """Return whether the type is a list of items that are known by what they say."""
    return item_of(hint) in (Sentence, OpenQuestion)


def is_named(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no narrower type
    """Return whether the type is a list of parts that are known by a name."""
    item = item_of(hint)
    return is_record(item) and item not in (*_WHOLE, EventRef) and any(is_identity(item, slot) for slot in slots(item))


def is_divided(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no narrower type
    """Return whether the type is a record whose attributes are kept or replaced one by one."""
    return is_record(hint) and hint not in (*_WHOLE, Sentence)


def named(parts: Sequence[Any]) -> dict[str, Any]:
    """Return parts by their names; the second of one name, and one without a name, goes by its number, too."""
    seen: Counter[str] = Counter()
    found = {}
    for part in parts:
        name = name_of(part) or getattr(part, "id", "")
        seen[name] += 1
        found[name if name and seen[name] == 1 else f"{name}#{seen[name]}"] = part
    return found


def part_path(path: str, name: str, part: object) -> str:
    """Return the path of a named part of a section; a step's is the same wherever it stands."""
    return f"steps.{name}" if isinstance(part, Step) else f"{path}.{name}"


def standing(seals: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which steps stood in which phase or exception when the document was generated, in their order."""
    groups: dict[str, list[str]] = {}
    group = ""
    for path in seals:
        section, name, *_ = [*path.split("."), ""]
        if section in ("procedure", "exceptions"):
            group = f"{section}.{name}"
            groups.setdefault(group, [])
        elif section == "steps" and name not in groups.setdefault(group, []):
            groups[group].append(name)
    return groups


def _is_generated(leaf: Leaf) -> bool:
    """Whether a generator wrote it; a performer's note is a person's sentence, but a recording holds it."""
    value = leaf.value
    if not isinstance(value, Sentence) or value.origin in _GENERATED:
        return True
    return leaf.listed.endswith(".remarks") and value.origin is Origin.AUTHORED and bool(value.evidence)
