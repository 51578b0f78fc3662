"""What is a procedure built from? Steps in sequence, choices, options, loops and parallel work.

In: blocks. Out: an ``Automaton`` that allows the same orders.

Law: the automaton allows exactly the sequences of the block: a sequence its parts one after the other, a choice one of
its parts, an option its part or nothing, a loop its part and then any number of ``again`` and part, parallel work every
mixture of its parts in which each keeps its own order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sopwright.mining.conformance.automaton import MOST_STATES, Automaton, automaton

Edge = tuple[int, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    """One step.

    Attributes:
        step: Its id; empty for work that no log shows.
    """

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder:
    """Parts one after the other; none is no work at all."""

    parts: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of several parts; at least one."""

    parts: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maybe:
    """A part that may be left out."""

    part: "Block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A part that may be repeated.

    Attributes:
        part: What is done at least once.
        again: What is done before it is repeated; ``InOrder(parts=())`` for nothing.
    """

    part: "Block"
    again: "Block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Parts that are all done, in any mixture."""

    parts: "tuple[Block, ...]"


Block = Do | InOrder | OneOf | Maybe | Again | Together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """States 0 to ``states - 1`` that are entered at 0 and left at the last one."""

    states: int
    edges: tuple[Edge, ...]

    @property
    def last(self) -> int:
        return self.states - 1

    def moved(self, by: int) -> list[Edge]:
        return [(source + by, label, target + by) for source, label, target in self.edges]


def automaton_of(block: Block) -> Automaton:
    """Return the automaton of a block.

    Raises:
        ValueError: It would need too many states, as many parallel parts do.
    """
    piece = _piece(block)
    return automaton(piece.states, 0, (piece.last,), piece.edges)


def _piece(block: Block) -> _Piece:
    match block:
        case Do():
            return _Piece(states=2, edges=((0, block.step, 1),))
        case InOrder():
            return _in_order([_piece(part) for part in block.parts])
        case OneOf():
            return _one_of([_piece(part) for part in block.parts])
        case Maybe():
            return _one_of([_piece(block.part), _in_order(())])
        case Again():
            part, again = _piece(block.part), _piece(block.again)
            edges = [(0, "", 1), *part.moved(1), (part.last + 1, "", part.states + 1)]
            back = again.moved(part.states + 1)
            leaving = (part.states + 1 + again.last, "", 1)
            out = part.states + again.states + 1
            return _Piece(states=out + 1, edges=(*edges, *back, leaving, (part.last + 1, "", out)))
        case Together():
            return _together([_piece(part) for part in block.parts])


def _in_order(parts: Sequence[_Piece]) -> _Piece:
    edges: list[Edge] = []
    at = 0
    for part in parts:
        edges += part.moved(at)
        at += part.last
    return _Piece(states=at + 1, edges=tuple(edges))


def _one_of(parts: Sequence[_Piece]) -> _Piece:
    edges: list[Edge] = []
    ends: list[int] = []
    at = 1
    for part in parts:
        edges += [(0, "", at), *part.moved(at)]
        ends.append(at + part.last)
        at += part.states
    return _Piece(states=at + 1, edges=(*edges, *((end, "", at) for end in ends)))


def _together(parts: Sequence[_Piece]) -> _Piece:
    sizes = [part.states for part in parts]
    whole = 1
    for size in sizes:
        whole *= size
    if whole > MOST_STATES:
        message = f"expected at most {MOST_STATES:,} states, found {whole:,} of parallel work"
        raise ValueError(message)
    strides = [1] * len(parts)
    for place in range(len(parts) - 2, -1, -1):
        strides[place] = strides[place + 1] * sizes[place + 1]
    edges = [
        (at + (source - state[place]) * strides[place], label, at + (target - state[place]) * strides[place])
        for at, state in enumerate(product(*map(range, sizes)))
        for place, part in enumerate(parts)
        for source, label, target in part.edges
        if source == state[place]
    ]
    return _Piece(states=whole, edges=tuple(edges))
