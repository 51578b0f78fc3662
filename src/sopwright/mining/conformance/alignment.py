"""How does each sequence of work fit best to what is allowed? The cheapest alignment, for all sequences at once.

In: an automaton, which of its steps each activity shows, and sequences of activities. Out: for each sequence its cost
and which step each of its events is.

Law: a step that the sequence and the automaton do together costs 0, as does an unseen move; an event that fits nowhere
costs 1, and so does a visible step that is not in the sequence; no alignment is cheaper. Of several cheapest ones one
is told with the fewest extra events; of these the one which, read from the end, takes an event as a step rather than
as extra, and by the first edge that fits.

How: sequences share their beginnings, so they are walked as a tree, level by level. For each node the least cost of
every state is kept, in which an automaton can be right after an event; the next level is a few operations on whole
columns, because an extra event adds 1 everywhere, and a step reaches its target from the cheapest state before it, all
skipped steps included. States from which all ways on cost the same are one column. Costs are kept times a unit that is
larger than any number of events, plus the number of extra events, so that both are least at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sopwright.mining.conformance.automaton import FAR, SILENT, Automaton

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Costs = npt.NDArray[np.signedinteger]

EXTRA = -1
"""The edge of an event that is no step."""
_CELLS = 40_000_000
"""Costs kept at one time: 160 MB."""
_AT_ONCE = 1_000_000
"""Costs compared at one time, so that they stay in the processor's cache."""
_SOME = 8
"""So many edges of an activity are taken one by one; more are taken together."""
_SMALL = 2**29
"""Costs below this one need 32 bits, also when several are added."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alignments:
    """The cheapest alignment of each sequence.

    Attributes:
        cost: Its cost: events that are no step, and steps that are not in the sequence.
        edge: For each event of all sequences, one after the other, the edge of the automaton that it is; ``EXTRA`` for
            none.
        offsets: Where the events of each sequence begin.
    """

    cost: Int64
    edge: Int32
    offsets: Int64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Table:
    """An automaton as columns.

    Attributes:
        first: Column of the start.
        columns: How many there are.
        landing: Column of the target of each visible edge, by place in ``edges``.
        edges: The visible edges.
        unit: What one visible step costs that is not in the sequence; an extra event costs one more.
        far: The cost of what cannot be.
        ways: Cost from each column to the source of each visible edge: one row an edge.
        to_end: Cost from each column to an end.
        of_activity: For each activity the places in ``edges`` that it may be, those that land in one column together,
            and each way to a column once.
    """

    first: int
    columns: int
    landing: Int64
    edges: Int64
    unit: int
    far: int
    ways: Costs
    to_end: Costs
    of_activity: tuple["_Fitting", ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fitting:
    """What an activity may be.

    Attributes:
        places: Places of the edges, by the column in which they land.
        columns: The columns in which they land, ascending.
        starts: Where the edges of each of these columns begin in ``places``.
    """

    places: Int64
    columns: Int64
    starts: Int64


def align(model: Automaton, shows: Sequence[Sequence[str]], offsets: Int64, activity: Int32) -> Alignments:
    """Return the cheapest alignment of each sequence.

    Args:
        model: What is allowed.
        shows: For each activity the labels of the automaton that it may be; none for what is always extra.
        offsets: Where each sequence begins, and the number of events at the end.
        activity: The activity of each event, as a place in ``shows``.

    Raises:
        ValueError: The automaton never comes to an end.
    """
    if model.shortest >= FAR:
        message = "expected a procedure that can come to its end, found none"
        raise ValueError(message)
    table = _table(model, shows, int(np.diff(offsets).max(initial=0)) + 1)
    cost = np.empty(len(offsets) - 1, dtype=np.int64)
    edge = np.full(len(activity), EXTRA, dtype=np.int32)
    for some in _portions(offsets, activity, table.columns):
        _align(table, offsets, activity, some, cost, edge)
    return Alignments(cost=cost, edge=edge, offsets=offsets)


def _table(model: Automaton, shows: Sequence[Sequence[str]], unit: int) -> _Table:
    wanted = {label for labels in shows for label in labels}
    named = [label > SILENT and model.labels[label] in wanted for label in model.label.tolist()]
    edges = np.flatnonzero(named).astype(np.int64)
    states = np.unique(np.concatenate(([model.start], model.target[edges])))
    sources, of_edge = np.unique(model.source[edges], return_inverse=True)
    ahead = np.concatenate((model.distances[np.ix_(states, sources)], model.to_end[states, None]), axis=1)
    alike, column = np.unique(ahead, axis=0, return_inverse=True)
    column = column.reshape(-1)
    costs = alike.astype(np.int64) * unit
    far = max(int(costs[alike < FAR].max(initial=0)) + model.shortest * unit, unit) * 2 + (unit + 1) * unit
    kind = np.int32 if far < _SMALL else np.int64
    costs = np.where(alike < FAR, costs, far).astype(kind)
    labels = model.label[edges]
    place = {label: number for number, label in enumerate(model.labels)}
    ways = np.ascontiguousarray(costs[:, :-1].T)
    landing = column[np.searchsorted(states, model.target[edges])].astype(np.int64)
    return _Table(
        first=int(column[np.searchsorted(states, model.start)]),
        columns=len(alike),
        landing=landing,
        edges=edges,
        unit=unit,
        far=far,
        ways=ways[of_edge],
        to_end=costs[:, -1],
        of_activity=tuple(
            _fitting(
                np.flatnonzero(np.isin(labels, [place[label] for label in each if label in place])), landing, of_edge
            )
            for each in shows
        ),
    )


def _fitting(places: Int64, landing: Int64, of_edge: Int64) -> _Fitting:
    """Return some edges by the column in which they land; of several from the same sources only the first."""
    pairs = np.stack((landing[places], of_edge.reshape(-1)[places]))
    _, first = np.unique(pairs, axis=1, return_index=True)
    once = np.sort(places[first])
    once = once[np.argsort(landing[once], kind="stable")]
    columns, starts = np.unique(landing[once], return_index=True)
    return _Fitting(places=once.astype(np.int64), columns=columns, starts=starts.astype(np.int64))


def _portions(offsets: Int64, activity: Int32, columns: int) -> Iterator[Int64]:
    """Yield the sequences in portions whose costs fit into memory, those that begin alike together."""
    lengths = np.diff(offsets)
    order = np.argsort(lengths, kind="stable") if len(lengths) else np.zeros(0, dtype=np.int64)
    if int(lengths.sum()) * columns > _CELLS:
        keys = [tuple(activity[offsets[one] : offsets[one + 1]].tolist()) for one in range(len(lengths))]
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    room = max(1, _CELLS // columns)
    begin = 0
    taken = np.cumsum(lengths[order])
    while begin < len(order):
        before = taken[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(taken, before + room, side="right")))
        some = order[begin:end]
        yield some[np.argsort(lengths[some], kind="stable")]
        begin = end


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Level:
    """The nodes of a tree of sequences at one depth, those of one activity side by side.

    Attributes:
        node: The node of each sequence that is at least so long; sequences are in order of length.
        parent: The node above each node.
        spans: Each activity with its first node and the one after its last.
        cost: Least cost of each node (row) and column right after its event.
    """

    node: Int64
    parent: Int64
    spans: tuple[tuple[int, int, int], ...]
    cost: Costs


def _align(table: _Table, offsets: Int64, activity: Int32, some: Int64, cost: Int64, edge: Int32) -> None:
    """Align the sequences ``some``, which are in order of length, and write their costs and edges."""
    lengths = np.diff(offsets)[some]
    begins = offsets[:-1][some]
    levels = list(_levels(table, begins, lengths, activity))
    ended = np.searchsorted(lengths, np.arange(len(levels) + 1))
    at = np.empty(len(some), dtype=np.int64)
    for depth, level in enumerate(levels):
        until = ended[depth + 1] if depth + 1 < len(levels) else len(some)
        ending = slice(ended[depth], until)
        whole = level.cost[level.node[: until - ended[depth]]] + table.to_end
        at[ending] = whole.argmin(axis=1)
        cost[some[ending]] = whole.min(axis=1) // table.unit
    for depth in range(len(levels) - 1, 0, -1):
        rows = slice(ended[depth], len(some))
        at[rows], edge[begins[rows] + depth - 1] = _back(table, levels[depth], levels[depth - 1].cost, at[rows])


def _levels(table: _Table, begins: Int64, lengths: Int64, activity: Int32) -> Iterator[_Level]:
    """Yield the levels of the tree, the root first."""
    root = np.full((1, table.columns), table.far, dtype=table.ways.dtype)
    root[0, table.first] = 0
    level = _Level(node=np.zeros(len(begins), dtype=np.int64), parent=np.zeros(1, dtype=np.int64), spans=(), cost=root)
    yield level
    activities = len(table.of_activity)
    long_before = 0
    for depth in range(1, int(lengths.max(initial=0)) + 1):
        long = int(np.searchsorted(lengths, depth))
        doing = activity[begins[long:] + depth - 1].astype(np.int64)
        key = doing * len(level.cost) + level.node[long - long_before :]
        keys, node = np.unique(key, return_inverse=True)
        does, parent = np.divmod(keys, len(level.cost))
        bounds = np.searchsorted(does, np.arange(activities + 1))
        spans = tuple((each, int(bounds[each]), int(bounds[each + 1])) for each in np.unique(does).tolist())
        above = level.cost[parent]
        found = above + (table.unit + 1)
        for each, low, high in spans:
            _step(table, table.of_activity[each], above[low:high], found[low:high])
        level = _Level(node=node.reshape(-1), parent=parent, spans=spans, cost=np.minimum(found, table.far))
        long_before = long
        yield level


def _step(table: _Table, fitting: _Fitting, above: Costs, found: Costs) -> None:
    """Lower the costs ``found`` of nodes where their event is a step, from the costs ``above`` them."""
    if len(fitting.places) <= _SOME:
        for place in fitting.places.tolist():
            column = found[:, table.landing[place]]
            np.minimum(column, (above + table.ways[place]).min(axis=1), out=column)
        return
    ways = table.ways[fitting.places]
    rows = max(1, _AT_ONCE // ways.size)
    for begin in range(0, len(above), rows):
        some = slice(begin, begin + rows)
        reached = (above[some, None, :] + ways).min(axis=2)
        least = np.minimum.reduceat(reached, fitting.starts, axis=1)
        found[some, fitting.columns] = np.minimum(found[some, fitting.columns], least)


def _back(table: _Table, level: _Level, above: Costs, at: Int64) -> tuple[Int64, Int32]:
    """Return in which column each sequence was before an event, and which edge the event is."""
    before = at.copy()
    edge = np.full(len(at), EXTRA, dtype=np.int32)
    now = level.cost[level.node, at]
    for each, low, high in level.spans:
        rows = np.flatnonzero((level.node >= low) & (level.node < high)) if len(level.spans) > 1 else np.arange(len(at))
        for left, places in _landing(table.of_activity[each], rows, at[rows]):
            for place in places:
                costs = above[level.parent[level.node[left]]] + table.ways[place]
                taken = costs.min(axis=1) == now[left]
                edge[left[taken]] = table.edges[place]
                before[left[taken]] = costs[taken].argmin(axis=1)
                left = left[~taken]  # noqa: PLW2901 - what is left after the first edges
    return before, edge


def _landing(fitting: _Fitting, rows: Int64, at: Int64) -> Iterator[tuple[Int64, list[int]]]:
    """Yield the rows that are in a column in which an edge of an activity lands, with the places of these edges."""
    if len(fitting.columns) <= _SOME:
        columns = fitting.columns.tolist()
    else:
        columns = np.intersect1d(at, fitting.columns).tolist()
    for column in columns:
        group = int(np.searchsorted(fitting.columns, column))
        end = fitting.starts[group + 1] if group + 1 < len(fitting.starts) else len(fitting.places)
        here = rows[at == column]
        if len(here):
            yield here, fitting.places[fitting.starts[group] : end].tolist()
