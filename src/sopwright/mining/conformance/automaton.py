"""In which orders may steps be done? States, steps that lead from one to the next, and moves that nobody sees.

In: edges. Out: an ``Automaton``, and how far each state is from each other in steps that can be seen.

Law: the distance from a state to another is the least number of visible steps on any way between them; the way that is
told has that many, then as few unseen moves as possible; which of several such ways it is depends on the automaton
alone.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

SILENT = -1
"""The label of a move that no log shows."""
FAR = np.int32(1 << 28)
"""The distance of what cannot be reached."""
MOST_STATES = 6_000
"""More would take hundreds of megabytes; no procedure that people wrote has a tenth of it."""

Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Automaton:
    """States with moves between them.

    Attributes:
        states: How many states there are; they are called 0, 1 and so on.
        start: The state in which every case begins.
        finals: The states in which a case may end.
        labels: What each visible label stands for, such as the id of a step.
        source: The state that each edge leaves.
        label: Position in ``labels`` of the step that each edge does; ``SILENT`` for an unseen move.
        target: The state that each edge leads to.
    """

    states: int
    start: int
    finals: tuple[int, ...]
    labels: tuple[str, ...]
    source: Int32
    label: Int32
    target: Int32

    @cached_property
    def distances(self) -> Int32:
        """Least number of visible steps from each state (row) to each other (column); ``FAR`` where there is no way."""
        found = np.full((self.states, self.states), FAR, dtype=np.int32)  # by target, so that rows are whole
        np.fill_diagonal(found, 0)
        cost = (self.label != SILENT).astype(np.int32)
        while True:
            before = found.copy()
            for edge in self._ahead:
                reached = found[self.target[edge]]
                np.minimum(reached, found[self.source[edge]] + cost[edge], out=reached)
            np.minimum(found, FAR, out=found)
            if (before == found).all():
                return np.ascontiguousarray(found.T)

    @cached_property
    def to_end(self) -> Int32:
        """Least number of visible steps from each state to a state in which a case may end."""
        if not self.finals:
            return np.full(self.states, FAR, dtype=np.int32)
        nearest: Int32 = self.distances[:, list(self.finals)].min(axis=1)
        return nearest

    @cached_property
    def shortest(self) -> int:
        """The least number of visible steps of any whole case; ``FAR`` when none can end."""
        return int(self.to_end[self.start])

    def end_from(self, state: int) -> int:
        """Return the state in which a case ends that goes from ``state`` the shortest way; the first of equals."""
        return min(self.finals, key=lambda final: (int(self.distances[state, final]), final))

    def way(self, source: int, target: int) -> tuple[int, ...]:
        """Return the visible edges on the way that is told from one state to another.

        Raises:
            ValueError: There is no way.
        """
        key = (source, target)
        if key not in self._ways:
            self._ways[key] = self._shortest_way(source, target)
        return self._ways[key]

    @cached_property
    def _ways(self) -> dict[tuple[int, int], tuple[int, ...]]:
        return {}

    @cached_property
    def _leaving(self) -> tuple[tuple[int, ...], ...]:
        """Edges that leave each state, in the order of the automaton."""
        found: list[list[int]] = [[] for _ in range(self.states)]
        for edge, source in enumerate(self.source.tolist()):
            found[source].append(edge)
        return tuple(map(tuple, found))

    @cached_property
    def _ahead(self) -> list[int]:
        """Edges into a state before those out of it, loops apart: so distances settle in few rounds."""
        done: set[int] = set()
        left: list[int] = []  # states in the order in which a walk in depth leaves them for good
        for first in (self.start, *range(self.states)):
            if first in done:
                continue
            done.add(first)
            walk = [(first, iter(self._leaving[first]))]
            while walk:
                state, edges = walk[-1]
                target = next((t for t in (int(self.target[edge]) for edge in edges) if t not in done), None)
                if target is None:
                    left.append(state)
                    walk.pop()
                else:
                    done.add(target)
                    walk.append((target, iter(self._leaving[target])))
        return [edge for state in reversed(left) for edge in self._leaving[state]]

    def _shortest_way(self, source: int, target: int) -> tuple[int, ...]:
        if self.distances[source, target] >= FAR:
            message = f"expected a way from state {source} to state {target}, found none"
            raise ValueError(message)
        weight = self.states + 1  # one visible step weighs more than any number of unseen moves
        best = {source: 0}
        came: dict[int, int] = {}
        waiting = deque([source])
        while waiting:
            state = waiting.popleft()
            for edge in self._leaving[state]:
                reached = int(self.target[edge])
                if self.distances[reached, target] >= FAR:
                    continue
                cost = best[state] + (1 if self.label[edge] == SILENT else weight)
                if cost < best.get(reached, cost + 1):
                    best[reached], came[reached] = cost, edge
                    waiting.append(reached)
        edges: list[int] = []
        state = target
        while state != source:
            edges.append(came[state])
            state = int(self.source[came[state]])
        return tuple(edge for edge in reversed(edges) if self.label[edge] != SILENT)


def automaton(
    states: int, start: int, finals: Sequence[int], edges: Sequence[tuple[int, str, int]], labels: Sequence[str] = ()
) -> Automaton:
    """Return the automaton of some edges, each a source, a step (empty for an unseen move) and a target.

    Args:
        states: How many states there are.
        start: The first state.
        finals: Where a case may end.
        edges: The edges; equal ones count once.
        labels: The steps in the order in which to number them; those of the edges, as met, when left out.

    Raises:
        ValueError: There are too many states.
    """
    if states > MOST_STATES:
        message = f"expected at most {MOST_STATES:,} states, found {states:,}"
        raise ValueError(message)
    once = list(dict.fromkeys(edges))
    named = tuple(dict.fromkeys([*labels, *(label for _, label, _ in once if label)]))
    place = {label: number for number, label in enumerate(named)} | {"": SILENT}
    return Automaton(
        states=states,
        start=start,
        finals=tuple(sorted(set(finals))),
        labels=named,
        source=np.array([source for source, _, _ in once], dtype=np.int32),
        label=np.array([place[label] for _, label, _ in once], dtype=np.int32),
        target=np.array([target for _, _, target in once], dtype=np.int32),
    )
