"""How do people's edits survive a new recording? They lie over what is generated, and are laid over again.

In: an existing SOP, which people may have edited, and a newly generated one. Out: the new one with the edits, and a
list of those that found no place or that now contradict what was observed.

Law: without edits the new document stands as it is. Whatever a person wrote is in the result or among the orphans; what
a person removed stays away. Doing it twice changes nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sopwright.sop.diff import in_words, longest_rise
from sopwright.sop.digest import digest
from sopwright.sop.document import ExceptionPath, Phase, Sop, Status, Step
from sopwright.sop.mending import mended
from sopwright.sop.merging import Edit, Merger, fill_in
from sopwright.sop.sealing import fingerprint, leaves, seal, standing

__all__ = ["Edit", "Kept", "edits_of", "keep_edits", "seal"]

G = TypeVar("G", Phase, ExceptionPath)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A new document with a person's edits.

    Attributes:
        sop: The document; one version later when its content changed, and then a draft again.
        orphans: Edits whose place is no more.
        conflicts: Edits that stand although the recordings now say something else there.
        deleted: Generated parts that stay away because a person removed them.
    """

    sop: Sop
    orphans: tuple[Edit, ...] = ()
    conflicts: tuple[Edit, ...] = ()
    deleted: tuple[Edit, ...] = ()


def edits_of(existing: Sop) -> tuple[Edit, ...]:
    """Return what people changed since the document was generated; all of it when it has no seals."""
    seals = {seal.path: seal.seal for seal in existing.generated}
    found = tuple(leaves(existing))
    listed = {leaf.listed: [seal for at, seal in seals.items() if at.startswith(f"{leaf.listed}[")] for leaf in found}
    edits = [
        Edit(path=leaf.path, before="", after=in_words(leaf.value))
        for leaf in found
        if fingerprint(leaf.value) not in (listed[leaf.listed] if leaf.listed else [seals.get(leaf.path)])
    ]
    there = {leaf.path for leaf in found}
    steps = {step.id for step in existing.all_steps}
    gone = (path for path in seals if path not in there)
    removed = dict.fromkeys(_topmost(path, steps) for path in gone)
    edits += [Edit(path=path, before="", after="") for path in removed]
    return (*edits, *_moved(existing, standing(seals)))


def keep_edits(generated: Sop, existing: Sop) -> Kept:
    """Return ``generated`` with everything that people changed in ``existing``.

    Args:
        generated: What the recordings say now; its seals are set if they are not.
        existing: The document as people left it, with the seals from when it was generated.
    """
    generated = seal(generated)
    merger = Merger(existing, generated)
    merged = _placed(merger, merger.record(existing, generated, ""), existing, generated)
    merged = mended(merged, (existing, generated), merger.notes.orphans)
    sop = replace(merged, version=existing.version, status=existing.status, lint=existing.lint)
    if digest(sop) != digest(existing):
        sop = replace(sop, version=existing.version + 1, status=Status.DRAFT)
    notes = merger.notes
    return Kept(sop=sop, orphans=tuple(notes.orphans), conflicts=tuple(notes.conflicts), deleted=tuple(notes.deleted))


def _topmost(path: str, steps: set[str]) -> str:
    """Return the step that is gone as a whole, or else the path itself."""
    section, name, *_ = [*path.split("."), ""]
    return f"steps.{name}" if section == "steps" and name not in steps else path


def _moved(existing: Sop, before: dict[str, list[str]]) -> list[Edit]:
    groups = {step: group for group, steps in before.items() for step in steps}
    order = {step: n for n, step in enumerate(groups)}
    now = {step: group for group, steps in _groups(existing).items() for step in steps if step in groups}
    still = longest_rise([order[step] for step, group in now.items() if group == groups[step]])
    return [
        Edit(path=f"steps.{step}", before=f"in {groups[step]}", after=f"moved to another place in {group}")
        for step, group in now.items()
        if group != groups[step] or order[step] not in still
    ]


def _groups(sop: Sop) -> dict[str, list[str]]:
    """Return the steps of each phase and exception, by the path of the latter."""
    phases = {f"procedure.{phase.id}": [step.id for step in phase.steps] for phase in sop.procedure}
    return phases | {f"exceptions.{path.id}": [step.id for step in path.steps] for path in sop.exceptions}


def _placed(merger: Merger, merged: Sop, existing: Sop, generated: Sop) -> Sop:
    """Return the document with every step that stands in its phase or exception."""
    steps = _steps(merger, existing, generated)
    places = _places(merger, merged, existing, generated, steps)
    for id_ in steps.keys() - {id_ for group in places.values() for id_ in group}:
        merger.orphaned(steps[id_], f"steps.{id_}")

    def filled(section: str, groups: Sequence[G], known: Sequence[G]) -> tuple[G, ...]:
        kept = {group.id for group in known}
        full = [replace(group, steps=tuple(steps[id_] for id_ in places[f"{section}.{group.id}"])) for group in groups]
        return tuple(group for group in full if group.steps or group.id in kept)

    return replace(
        merged,
        procedure=filled("procedure", merged.procedure, existing.procedure),
        exceptions=filled("exceptions", merged.exceptions, (*existing.exceptions, *generated.exceptions)),
    )


def _steps(merger: Merger, existing: Sop, generated: Sop) -> dict[str, Step]:
    """Return every step that stands, by its id; note the others."""
    mine = {step.id: step for step in existing.all_steps}
    steps: dict[str, Step] = {}
    for step in generated.all_steps:
        path = f"steps.{step.id}"
        if step.id in mine:
            steps[step.id] = merger.record(mine[step.id], step, path)
        elif merger.has(path):
            merger.notes.deleted.append(Edit(path=path, before=step.do.text, after=""))
        else:
            steps[step.id] = step
    theirs = {step.id for step in generated.all_steps}
    for step in existing.all_steps:
        path = f"steps.{step.id}"
        if step.id not in theirs and merger.has(path):
            merger.orphaned(step, path)
        elif step.id not in theirs:
            steps[step.id] = merger.added(step)
    return steps


def _places(merger: Merger, merged: Sop, existing: Sop, generated: Sop, steps: dict[str, Step]) -> dict[str, list[str]]:
    """Return the steps of each phase and exception of ``merged``.

    A phase whose steps a person arranged keeps that arrangement; what a person added stands beside its neighbour.
    """
    before, mine = standing(merger.seals), _groups(existing)
    theirs = {group: [id_ for id_ in ids if id_ in steps] for group, ids in _groups(generated).items()}
    places = {group: theirs.get(group, []) for group in _groups(merged)}
    was = {id_: group for group, ids in before.items() for id_ in ids}
    for group, ids in mine.items():
        known = [id_ for id_ in ids if id_ in was]
        if group in places and known != [id_ for id_ in before.get(group, []) if id_ in known]:
            by_hand = [id_ for id_ in known if id_ in steps]
            earlier = places[group]
            places |= {other: [id_ for id_ in ids if id_ not in by_hand] for other, ids in places.items()}
            places[group] = fill_in(by_hand, [id_ for id_ in earlier if id_ in by_hand or id_ in places[group]])
    for group, ids in mine.items():
        _beside(places, group, [id_ for id_ in ids if id_ in steps])
    return places


def _beside(places: dict[str, list[str]], group: str, ids: list[str]) -> None:
    """Put each step that has no place yet after the one before it, or before the one after it."""
    for n, id_ in enumerate(ids):
        if any(id_ in placed for placed in places.values()):
            continue
        for neighbour, after in ((ids[n - 1] if n else "", 1), *((later, 0) for later in ids[n + 1 :])):
            found = next((placed for placed in places.values() if neighbour in placed), None)
            if found is not None:
                found.insert(found.index(neighbour) + after, id_)
                break
        else:
            if group in places:
                places[group].insert(0, id_)
