"""Does every name in an SOP that points to something point to something that is there, and to one thing only?

In: an SOP. Out: for each name that does not, the path where it stands, the fact and the remedy.

Law: ``end`` and an empty name point nowhere and are always right; whether a path is wise is the linter's business.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sopwright.sop.document import Sop, Step

END = "end"
"""The name of the place where the work is done."""

_ID = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A name that is wrong.

    Attributes:
        path: Where it stands, counted from 1, such as ``procedure[1].steps[2].next[1].go``.
        problem: What was expected and found.
        remedy: What to do.
    """

    path: str
    problem: str
    remedy: str


def dangling(sop: Sop, place: Callable[[str], str] = str) -> tuple[Dangling, ...]:
    """Return every name of ``sop`` that is wrong; ``place`` shows the place of another path, with its line, say."""
    return (*_names(sop, place), *_pointers(sop), *_routing(sop))


def located_steps(sop: Sop) -> Iterator[tuple[str, Step]]:
    """Yield each step with its path, in the order of the document."""
    for n, phase in enumerate(sop.procedure, start=1):
        yield from ((f"procedure[{n}].steps[{m}]", step) for m, step in enumerate(phase.steps, start=1))
    for n, path in enumerate(sop.exceptions, start=1):
        yield from ((f"exceptions[{n}].steps[{m}]", step) for m, step in enumerate(path.steps, start=1))


def _names(sop: Sop, place: Callable[[str], str]) -> Iterator[Dangling]:
    exceptions = [(f"exceptions[{n}]", path.id) for n, path in enumerate(sop.exceptions, start=1)]
    steps = [(path, step.id) for path, step in located_steps(sop)]
    touches = [
        [(f"cadences.{cadence.id}.touches[{n}]", touch.id) for n, touch in enumerate(cadence.touches, start=1)]
        for cadence in sop.cadences
    ]
    spaces = [
        ("", [("", sop.id)]),
        ("step or exception", steps + exceptions),
        ("phase", _ids("procedure", [phase.id for phase in sop.procedure])),
        ("decision", _ids("decisions", [decision.id for decision in sop.decisions])),
        ("rule for points", _ids("criteria.points", [rule.id for rule in sop.criteria.points])),
        ("criterion", _ids("criteria.minimum", [criterion.id for criterion in sop.criteria.minimum])),
        ("question", _ids("criteria.questions", [question.id for question in sop.criteria.questions])),
        ("routing rule", [named for named in _ids("routing", [rule.id for rule in sop.routing]) if named[1]]),
        *(("touch", named) for named in touches),
    ]
    for kind, named in spaces:
        seen: dict[str, str] = {}
        for path, name in named:
            at = f"{path}.id" if path else "id"
            if _ID.fullmatch(name) is None:
                problem = f"expected an id of letters, digits, - and _, found {name!r}"
                yield Dangling(path=at, problem=problem, remedy=f"Write {_suggested(name)}")
            elif name in seen:
                problem = f"expected an id that no other {kind} has, found {name!r}, which is also {place(seen[name])}"
                yield Dangling(path=at, problem=problem, remedy="Rename one of them")
            elif name == END and "step" in kind:
                problem = f"expected an id other than {END}, which ends the work, found {name!r}"
                yield Dangling(path=at, problem=problem, remedy="Rename it")
            seen.setdefault(name, at)


def _ids(path: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"{path}[{n}]", name) for n, name in enumerate(ids, start=1)]


def _suggested(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "a short name such as check-criteria"


def _pointers(sop: Sop) -> Iterator[Dangling]:
    assets = {asset.id for asset in sop.assets}
    yield from _ways(sop)
    for path, step in located_steps(sop):
        for n, asset in enumerate(step.uses, start=1):
            yield from _missing(f"{path}.uses[{n}]", asset, assets, "the id of an asset")
    for cadence in sop.cadences:
        for n, touch in enumerate(cadence.touches, start=1):
            at = f"cadences.{cadence.id}.touches[{n}].asset"
            yield from _missing(at, touch.asset, assets | {""}, "the id of an asset")
    calendars = {calendar.name for calendar in sop.calendars} | {""}
    for limit in sop.sla:
        yield from _missing(f"sla.{limit.id}.calendar", limit.calendar, calendars, "the name of a calendar")
    codes = {code.code for code in sop.disqualification} | {""}
    for n, criterion in enumerate(sop.criteria.minimum, start=1):
        yield from _missing(f"criteria.minimum[{n}].else_code", criterion.else_code, codes, "a disqualification code")


def _ways(sop: Sop) -> Iterator[Dangling]:
    steps = {step.id for step in sop.all_steps}
    onward = steps | {path.id for path in sop.exceptions} | {END}
    for path, step in located_steps(sop):
        for n, branch in enumerate(step.next, start=1):
            yield from _missing(f"{path}.next[{n}].go", branch.go, onward, "the id of a step or exception, or end")
    for n, decision in enumerate(sop.decisions, start=1):
        yield from _missing(f"decisions[{n}].after", decision.after, steps, "the id of a step")
        for m, option in enumerate(decision.options, start=1):
            at = f"decisions[{n}].options[{m}].go"
            yield from _missing(at, option.go, onward, "the id of a step or exception, or end")
    for n, exception in enumerate(sop.exceptions, start=1):
        at = f"exceptions[{n}].rejoin"
        yield from _missing(at, exception.rejoin, steps | {END, ""}, "the id of a step, or end")
    for handoff in sop.handoffs:
        yield from _missing(f"handoffs.{handoff.id}.after", handoff.after, steps | {""}, "the id of a step")


def _missing(path: str, name: str, known: set[str], expected: str) -> Iterator[Dangling]:
    if name not in known:
        near = get_close_matches(name, sorted(known), n=1)
        remedy = f"Write {near[0]}, or add {name}" if near and near[0] else "Correct the name, or add what it names"
        yield Dangling(path=path, problem=f"expected {expected}, found {name!r}", remedy=remedy)


def _routing(sop: Sop) -> Iterator[Dangling]:
    for n, rule in enumerate(sop.routing, start=1):
        path = f"routing[{n}]"
        if rule.otherwise and n < len(sop.routing):
            problem = f"expected otherwise in the last row, {len(sop.routing)}, found it in row {n}"
            yield Dangling(path=f"{path}.otherwise", problem=problem, remedy="Move the row to the end")
        if rule.otherwise and rule.when is not None:
            problem = "expected either when or otherwise, found both"
            yield Dangling(path=path, problem=problem, remedy="Remove one of them")
        if not rule.otherwise and rule.when is None:
            remedy = "Add when, or otherwise: true in the last row"
            yield Dangling(path=path, problem="expected when or otherwise, found neither", remedy=remedy)
