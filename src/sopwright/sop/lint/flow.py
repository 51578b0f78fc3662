"""Which step can follow which? The ways through an SOP, as far as its text states them.

In: an SOP. Out: what is reached from the beginning, and what never reaches an end.

Law: an exception can begin at any time; a way to something that does not exist, or that nobody observed, ends.
"""

from collections.abc import Iterable, Mapping

from sopwright.sop.document import DecisionStatus, Sop, Step
from sopwright.sop.references import END

_TWO = 2


def ways(sop: Sop) -> Mapping[str, frozenset[str]]:
    """Return, for each step, what can come next: ids of steps, or ``end``."""
    entry = {step.id: step.id for step in sop.all_steps}
    entry |= {path.id: path.steps[0].id if path.steps else END for path in sop.exceptions}
    found: dict[str, set[str]] = {}
    _follow(sop, sop.steps, END, found)
    for path in sop.exceptions:
        _follow(sop, path.steps, path.rejoin or END, found)
    return {step: frozenset(entry.get(target, END) for target in targets) for step, targets in found.items()}


def _follow(sop: Sop, steps: tuple[Step, ...], last: str, found: dict[str, set[str]]) -> None:
    for n, step in enumerate(steps):
        following = steps[n + 1].id if n + 1 < len(steps) else last
        targets = found.setdefault(step.id, set())
        targets |= {branch.go for branch in step.next}
        chosen = False
        for decision in sop.decisions:
            if decision.after == step.id:
                targets |= {option.go for option in decision.options}
                chosen |= decision.status is not DecisionStatus.CANDIDATE and len(decision.options) >= _TWO
        decided = any(branch.else_ or not branch.if_ for branch in step.next) or len(step.next) >= _TWO
        if not (chosen or decided):
            targets.add(following)


def reached(next_of: Mapping[str, frozenset[str]], roots: Iterable[str]) -> frozenset[str]:
    """Return everything that can be reached from ``roots``, themselves included."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting.extend(next_of.get(place, ()))
    return frozenset(found)


def unreachable(sop: Sop) -> frozenset[str]:
    """Return the steps of the procedure to which no way leads."""
    roots = [step.id for step in sop.steps[:1]]
    roots += [path.steps[0].id for path in sop.exceptions if path.steps]
    return frozenset(step.id for step in sop.steps) - reached(ways(sop), roots)


def endless(sop: Sop) -> tuple[str, ...]:
    """Return the first step of each loop that nobody leaves."""
    next_of = ways(sop)
    before: dict[str, set[str]] = {}
    for place, targets in next_of.items():
        for target in targets:
            before.setdefault(target, set()).add(place)
    ending = reached({place: frozenset(sources) for place, sources in before.items()}, [END])
    first: list[str] = []
    seen: set[str] = set()
    for step in sop.all_steps:
        if step.id in ending or step.id in seen:
            continue
        loop = reached(next_of, [step.id])
        if not loop & seen:
            first.append(step.id)
        seen |= loop
    return tuple(first)
