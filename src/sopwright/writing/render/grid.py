"""In which column, lane and row does each node of the map stand, and where does a long map turn into a new band?

In: a ``ProcessMap`` and a rough width for each node. Out: sheets, one for each band: spots in cells, and links.

Law: no two spots share a cell; columns ascend along every way that does not lead back; the steps of a later phase stand
in later columns; a way that leaves its band, or reaches too far, becomes two links that end in connectors naming each
other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sopwright.mining.graph import Node, NodeKind, ProcessMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the parts of a drawing may reach before they are cut.

    Attributes:
        band: Length of a band in pixels.
        forward: Most columns that one line may lead on.
        back: Most columns that one line may lead back, counting the one it leaves.
    """

    band: float
    forward: int = 11
    back: int = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Something that stands in a cell of the grid: a node, or a connector to another place of the drawing.

    Attributes:
        key: The node's id; for a connector a name that no node has.
        lane: Place of its lane on the sheet, from 0.
        column: Place of its column on the sheet, from 0.
        row: Row within its lane, from 0.
        aside: Whether it belongs to an exception path.
        decision: Whether a way may leave it sideways.
        node: The node; ``None`` for a connector.
        refers: For a connector: ids of the nodes at the other end.
        leaving: For a connector: whether the way leaves here, rather than arrives.
    """

    key: str
    lane: int
    column: int
    row: int = 0
    aside: bool = False
    decision: bool = False
    node: Node | None = None
    refers: tuple[str, ...] = ()
    leaving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line to be drawn from spot to spot: an edge of the map, or one of its two pieces.

    Attributes:
        name: Unique on the sheet.
        edges: Places in ``ProcessMap.edges`` of the edges it draws; several where ways to one node arrive together.
        source: Key of the spot it leaves.
        target: Key of the spot it reaches.
        labelled: Whether the label of the edge belongs here.
    """

    name: str
    edges: tuple[int, ...]
    source: str
    target: str
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One band of the drawing.

    Attributes:
        lanes: Ids of the lanes in use, in the order of the map.
        spots: What stands on it.
        links: The lines.
    """

    lanes: tuple[str, ...]
    spots: tuple[Spot, ...]
    links: tuple[Link, ...]


def sheets(
    chart: ProcessMap, widths: Mapping[str, float], labelled: Collection[int], reach: Reach | None
) -> tuple[Sheet, ...]:
    """Return the bands of the map.

    Args:
        chart: The map.
        widths: Rough length along the flow of each node with the gap after it, in pixels, by node id.
        labelled: Places of the edges that carry a label.
        reach: How long bands and lines may become; ``None`` keeps the map in one band and every edge in one line.
    """
    ranks = _ranks(chart)
    breaks = () if reach is None else _breaks(chart, ranks, widths, reach.band)
    band = {id_: sum(1 for first in breaks if first <= rank) for id_, rank in ranks.items()}
    cut = set() if reach is None else _crowded(chart, ranks, labelled) | _far(chart, ranks, band, reach)
    return tuple(_sheet(chart, ranks, band, cut, number, labelled) for number in range(len(breaks) + 1))


# -- columns ----------------------------------------------------------------------------------------------------------


def _reading_order(chart: ProcessMap) -> dict[str, tuple[int, ...]]:
    """Return a key for each node: a way to a smaller key leads back; exceptions follow their first source."""
    keys: dict[str, tuple[int, ...]] = {}
    main = [node for node in chart.nodes if not node.exception and node.kind is not NodeKind.END]
    keys |= {node.id: (place,) for place, node in enumerate(main)}
    sources: dict[str, list[str]] = {}
    for edge in chart.edges:
        sources.setdefault(edge.target, []).append(edge.source)
    for place, node in enumerate(chart.nodes):
        if node.id not in keys:
            before = [keys[source] for source in sources.get(node.id, ()) if source in keys]
            lone = (len(main),) if node.kind is NodeKind.END else (0,)
            known = max(before) if node.kind is NodeKind.END and before else next(iter(before), lone)
            keys[node.id] = (*known, place)
    return keys


def _ranks(chart: ProcessMap) -> dict[str, int]:
    """Return the column of each node: the longest way to it that never leads back.

    Exceptions that rejoin do not push the usual way apart; their last line may run back a little instead.
    """
    keys = _reading_order(chart)
    order = sorted(chart.nodes, key=lambda node: keys[node.id])
    aside = {node.id for node in order if node.exception}
    arriving: dict[str, list[str]] = {node.id: [] for node in order}
    for edge in chart.edges:
        if keys[edge.source] < keys[edge.target] and (edge.source not in aside or edge.target in aside):
            arriving[edge.target].append(edge.source)
    ranks: dict[str, int] = {}
    barrier, deepest, phase, previous = 0, 0, "", 0
    for node in order:
        inner = not node.exception and node.kind in (NodeKind.STEP, NodeKind.DECISION)
        if inner and node.phase != phase:
            phase, barrier = node.phase, deepest
        least = [ranks[source] + 1 for source in arriving[node.id]]
        if inner:
            least.append(barrier)
            if not arriving[node.id]:
                least.append(previous + 1)
        ranks[node.id] = max(least, default=0)
        if inner:
            deepest = max(deepest, ranks[node.id] + 1)
            previous = ranks[node.id]
    _draw_near(chart, order, keys, ranks)
    dense = {rank: place for place, rank in enumerate(sorted(set(ranks.values())))}
    return {id_: dense[rank] for id_, rank in ranks.items()}


def _crowded(chart: ProcessMap, ranks: Mapping[str, int], labelled: Collection[int]) -> set[int]:
    """Return the edges whose label no end of a short line can hold: the last stretch before a node holds two."""
    leaving = Counter(edge.source for edge in chart.edges)
    arriving = Counter(edge.target for edge in chart.edges)
    held: Counter[str] = Counter()
    crowded = set()
    for place, edge in enumerate(chart.edges):
        near = ranks[edge.target] - ranks[edge.source] == 1
        if near and place in labelled and leaving[edge.source] > 1 and arriving[edge.target] > 1:
            held[edge.target] += 1
            if held[edge.target] > 2:  # noqa: PLR2004 - one on each side
                crowded.add(place)
    return crowded


def _draw_near(
    chart: ProcessMap, order: Sequence[Node], keys: Mapping[str, tuple[int, ...]], ranks: dict[str, int]
) -> None:
    """Move exceptions that nothing leads to next to the place where they rejoin."""
    ways: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}
    for edge in chart.edges:
        ways.setdefault(edge.source, []).append(edge.target)
        sources.setdefault(edge.target, []).append(edge.source)
    loose: set[str] = set()
    for node in order:
        before = sources.get(node.id, [])
        if node.exception and (node.kind is NodeKind.TRIGGER or (before and loose.issuperset(before))):
            loose.add(node.id)
    for node in reversed(order):
        after = [ranks[target] for target in ways.get(node.id, ()) if keys[target] > keys[node.id]]
        if node.id in loose and after:
            ranks[node.id] = max(ranks[node.id], min(after) - 1)


def _far(chart: ProcessMap, ranks: Mapping[str, int], band: Mapping[str, int], reach: Reach) -> set[int]:
    """Return the edges that leave their band, or reach too far."""
    found = set()
    for place, edge in enumerate(chart.edges):
        columns = ranks[edge.target] - ranks[edge.source]
        far = columns > reach.forward or (columns <= 0 and 1 - columns > reach.back)
        if far or band[edge.source] != band[edge.target]:
            found.add(place)
    return found


def _breaks(chart: ProcessMap, ranks: Mapping[str, int], widths: Mapping[str, float], budget: float) -> tuple[int, ...]:
    """Return the columns at which a new band begins: bands of like length, cut where a phase starts if one is near."""
    count = max(ranks.values()) + 1
    length = [max((widths[id_] for id_, rank in ranks.items() if rank == column), default=0) for column in range(count)]
    total = sum(length)
    bands = int(-(-total // budget))
    phases: dict[int, str] = {}
    only_ends = set(range(count))
    for node in chart.nodes:
        if node.phase:
            phases.setdefault(ranks[node.id], node.phase)
        if node.kind is not NodeKind.END:
            only_ends.discard(ranks[node.id])
    before = [sum(length[:column]) for column in range(count)]
    breaks: list[int] = []
    for band in range(1, bands):
        goal = total * band / bands
        cost = {
            column: abs(before[column] - goal) - (0.2 * total / bands if phases.get(column - 1) != phase else 0)
            for column in range(breaks[-1] + 1 if breaks else 1, count)
            for phase in (phases.get(column, phases.get(column - 1)),)
            if column not in only_ends
        }
        if cost:
            breaks.append(min(cost, key=lambda column: (cost[column], column)))
    return tuple(breaks)


# -- one band ---------------------------------------------------------------------------------------------------------


def _sheet(
    chart: ProcessMap,
    ranks: Mapping[str, int],
    band: Mapping[str, int],
    cut: Collection[int],
    number: int,
    labelled: Collection[int],
) -> Sheet:
    here = [node for node in chart.nodes if band[node.id] == number]
    used = {node.lane for node in here}
    lanes = tuple(lane.id for lane in chart.lanes if lane.id in used)
    spots = {
        node.id: Spot(
            key=node.id,
            lane=lanes.index(node.lane),
            column=ranks[node.id],
            aside=node.exception,
            decision=node.kind is NodeKind.DECISION,
            node=node,
        )
        for node in here
    }
    links: list[Link] = []
    arrivals: dict[str, list[int]] = {}
    for place, edge in enumerate(chart.edges):
        if place not in cut:
            if band[edge.source] == number:
                links.append(_link(f"{place}", (place,), edge.source, edge.target, labelled=place in labelled))
            continue
        if band[edge.source] == number:
            key = f"{place} >"
            spots[key] = _connector(key, spots[edge.source], 1, (edge.target,))
            links.append(_link(key, (place,), edge.source, key, labelled=place in labelled))
        if band[edge.target] == number:
            arrivals.setdefault(edge.target, []).append(place)
    for target, places in arrivals.items():
        key = f"> {target}"
        spots[key] = _connector(key, spots[target], -1, tuple(chart.edges[place].source for place in places))
        links.append(_link(key, tuple(places), key, target, labelled=False))
    return Sheet(lanes=lanes, spots=_in_rows(_close_up(spots.values()), links), links=tuple(links))


def _link(name: str, edges: tuple[int, ...], source: str, target: str, *, labelled: bool) -> Link:
    return Link(name=name, edges=edges, source=source, target=target, labelled=labelled)


def _connector(key: str, beside: Spot, step: int, refers: tuple[str, ...]) -> Spot:
    return Spot(
        key=key, lane=beside.lane, column=beside.column + step, aside=beside.aside, refers=refers, leaving=step > 0
    )


def _close_up(spots: Iterable[Spot]) -> list[Spot]:
    """Return the spots with columns that count from 0."""
    all_ = list(spots)
    first = min(spot.column for spot in all_)
    return [replace(spot, column=spot.column - first) for spot in all_]


def _in_rows(spots: Sequence[Spot], links: Sequence[Link]) -> tuple[Spot, ...]:
    """Return the spots with their rows: the usual way on top and straight, exceptions below it."""
    beside: dict[str, list[str]] = {spot.key: [] for spot in spots}
    for link in links:
        beside[link.target].append(link.source)
    for link in links:
        beside[link.source].append(link.target)
    taken: dict[tuple[int, int], set[int]] = {}
    placed: dict[str, Spot] = {}
    floor = {spot.lane: 0 for spot in spots}
    ordered = sorted(enumerate(spots), key=lambda pair: (pair[1].node is None, pair[1].aside, pair[1].column, pair[0]))
    for _, spot in ordered:
        near = [placed[key].row for key in beside[spot.key] if key in placed and placed[key].lane == spot.lane]
        least = floor[spot.lane] if spot.aside and spot.node is not None else 0
        wish = max(next(iter(near), least), least)
        busy = taken.setdefault((spot.lane, spot.column), set())
        row = next(row for row in _nearest(wish, least) if row not in busy)
        busy.add(row)
        placed[spot.key] = replace(spot, row=row)
        if not spot.aside and spot.node is not None:
            floor[spot.lane] = max(floor[spot.lane], row + 1)
    return tuple(placed[spot.key] for spot in spots)


def _nearest(wish: int, least: int) -> Iterable[int]:
    """Yield rows from the wished one outwards, below before above, never above ``least``."""
    yield wish
    distance = 0
    while True:
        distance += 1
        yield wish + distance
        if wish - distance >= least:
            yield wish - distance
