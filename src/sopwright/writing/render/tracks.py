"""In which order do the lines in one street lie beside each other, and how wide does the street become?

In: the stretches that lines run along one street. Out: the distance of each from the street's near side, and the width.

Law: stretches that lie beside each other are at least ``SPACING`` apart, and a label has its own room between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

SPACING = 14.0
_OVERLAP, _CROSSING, _TOUCH = 20, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a line along a street.

    Attributes:
        name: Unique in the street.
        low: Where it begins, in half cells or levels.
        high: Where it ends, inclusive.
        ends: For each end, its place and on which side of the street the line goes on: -1 near, 1 far.
        room: Pixels that its label needs beside it; 0 without label.
    """

    name: str
    low: int
    high: int
    ends: tuple[tuple[int, int], ...]
    room: float = 0


def arrange(stretches: Sequence[Stretch], stubs: frozenset[int], *, label_near: bool) -> tuple[dict[str, float], float]:
    """Return the distance of each stretch from the near side, and the width of them all.

    Args:
        stretches: What runs along the street.
        stubs: Places where lines enter the street from both sides on one height and must not run over each other.
        label_near: Whether labels stand on the near side of their line rather than on the far side.
    """
    at: dict[str, float] = {}
    width = 0.0
    laid: list[Stretch] = []
    for each in _ordered(stretches, stubs):
        beside = [other for other in laid if other.low <= each.high and each.low <= other.high]
        near = max((at[other.name] + SPACING + (0 if label_near else other.room) for other in beside), default=0.0)
        at[each.name] = near + (each.room if label_near else 0)
        width = max(width, at[each.name] + (0 if label_near else each.room))
        laid.append(each)
    return at, width


def _ordered(stretches: Sequence[Stretch], stubs: frozenset[int]) -> list[Stretch]:
    """Return the stretches from near to far with few crossings: neighbours change places while that helps."""
    order = list(stretches)
    cost = {
        (one.name, two.name): _cost(one, two, stubs) - _cost(two, one, stubs)
        for pair in combinations(stretches, 2)
        for one, two in (pair, pair[::-1])
    }
    for _ in range(len(order)):
        moved = False
        for place in range(len(order) - 1):
            one, two = order[place], order[place + 1]
            if cost[one.name, two.name] > 0:
                order[place], order[place + 1] = two, one
                moved = True
        if not moved:
            break
    return order


def _cost(near: Stretch, far: Stretch, stubs: frozenset[int]) -> int:
    """Return how bad it is that ``near`` lies on the near side of ``far``."""
    cost = 0
    for place, side in far.ends:
        if side < 0 and near.low <= place <= near.high:
            cost += _CROSSING if near.low < place < near.high else _meeting(near, place, stubs)
    for place, side in near.ends:
        if side > 0 and far.low < place < far.high:
            cost += _CROSSING
    return cost


def _meeting(near: Stretch, place: int, stubs: frozenset[int]) -> int:
    """Return how bad it is that a line from the near side ends where ``near`` ends."""
    if not any(at == place and side > 0 for at, side in near.ends):
        return 0
    return _OVERLAP if place in stubs else _TOUCH
