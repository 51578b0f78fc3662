"""Along which gutters, channels and free cells does each line run, and where is there room for its label?

In: a sheet of the grid. Out: for each link the turns of its line, the sides where it meets its boxes, and the home of
its label.

The grid has two kinds of streets. *Gutters* run between the columns, *channels* between the rows; both hold as many
tracks as they need. Places are counted in half cells: along the flow, gutter ``g`` is ``2g`` and column ``c`` is
``2c + 1``; across it, each lane is channel, row, channel, …, row, channel, so that levels count through all lanes.

Law: a line stays in gutters, channels and cells that are free and its own; so it cannot pass through a box. Two lines
share a stretch only right at a box that both leave or both reach.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sopwright.writing.render.grid import Link, Sheet, Spot

Point = tuple[int, int]
"""A place on the grid: half cells along the flow, level across it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the label of a line stands.

    Attributes:
        street: ``in`` or ``out`` (in a gutter, at the end or the beginning of the line), ``channel`` or ``cell``.
        place: Half cell along the flow: the gutter or the column.
        level: The channel or the row.
        half: In a column that another line crosses: only its later half is free.
        below: The label stands on the other side of the line, because its own side is taken.
    """

    street: str
    place: int
    level: int
    half: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of one line over the grid.

    Attributes:
        link: The link it draws.
        turns: Source, corners and target; neighbours share a coordinate.
        home: Where the label stands; ``None`` without label.
        port: At the target: 0 in the middle, -1 and 1 beside it.
    """

    link: Link
    turns: tuple[Point, ...]
    home: Home | None = None
    port: int = 0

    @property
    def sideways(self) -> bool:
        """Whether the line leaves its source across the flow."""
        return self.turns[0][0] == self.turns[1][0]

    @property
    def straight(self) -> bool:
        """Whether the line has no corner."""
        return len(self.turns) == 2  # noqa: PLR2004 - its two ends


def levels(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """Return the first and the last level of each lane; both are channels."""
    found = []
    first = 0
    for lane in range(len(sheet.lanes)):
        rows = 1 + max(spot.row for spot in sheet.spots if spot.lane == lane)
        found.append((first, first + 2 * rows))
        first += 2 * rows + 1
    return tuple(found)


def routes(sheet: Sheet) -> tuple[Route, ...]:
    """Return the way of each link, in the order of the links."""
    survey = _Survey(sheet)
    order = sorted(sheet.links, key=survey.urgency)
    found = {link.name: survey.route(link) for link in order}
    return _with_homes([found[link.name] for link in sheet.links])


class _Survey:
    """What is free while lines are laid one after the other."""

    def __init__(self, sheet: Sheet) -> None:
        self.bounds = levels(sheet)
        self.at = {spot.key: (spot.column, self.bounds[spot.lane][0] + 2 * spot.row + 1) for spot in sheet.spots}
        self.spot: Mapping[str, Spot] = {spot.key: spot for spot in sheet.spots}
        self.taken: set[tuple[int, int]] = set(self.at.values())
        self.side_used: set[str] = set()
        self.laid: list[tuple[Point, Point]] = []
        self.channels = [
            level for first, last in self.bounds for level in range(first, last + 1) if (level - first) % 2 == 0
        ]

    def urgency(self, link: Link) -> tuple[int, int, int, str]:
        """Return the order of laying: straight neighbours first, then short ways, ways back last."""
        (ca, la), (cb, lb) = self.at[link.source], self.at[link.target]
        back = int(cb <= ca)
        return (back, abs(cb - ca), abs(lb - la), link.name)

    def route(self, link: Link) -> Route:
        """Return the best way for the link and take the cells it needs."""
        _, turns, cells = min(self._ways(link), key=lambda way: way[0])
        self.taken |= cells
        if turns[0][0] == turns[1][0]:
            self.side_used.add(link.source)
        self.laid += list(pairwise(turns))
        return Route(link=link, turns=turns)

    def _ways(self, link: Link) -> Iterator[tuple[tuple[float, int], tuple[Point, ...], set[tuple[int, int]]]]:
        (ca, la), (cb, lb) = self.at[link.source], self.at[link.target]
        for order, (turns, cells) in enumerate(self._candidates(link, ca, la, cb, lb)):
            if not cells & self.taken:
                yield (self._cost(turns), order), turns, cells

    def _candidates(
        self, link: Link, ca: int, la: int, cb: int, lb: int
    ) -> Iterator[tuple[tuple[Point, ...], set[tuple[int, int]]]]:
        start, goal = (2 * ca + 1, la), (2 * cb + 1, lb)
        after, before = 2 * ca + 2, 2 * cb
        between = range(ca + 1, cb)
        side = self.spot[link.source].decision and link.source not in self.side_used
        if cb > ca and la == lb:
            yield (start, goal), {(column, la) for column in between}
        if cb > ca and la != lb:
            if side and lb > la:
                down = {(ca, level) for level in range(la + 1, lb + 1)}
                yield (start, (2 * ca + 1, lb), goal), down | {(column, lb) for column in between}
            yield (start, (after, la), (after, lb), goal), {(column, lb) for column in between}
            yield (start, (before, la), (before, lb), goal), {(column, la) for column in between}
        if side and cb != ca:
            yield (start, (2 * ca + 1, la + 1), (before, la + 1), (before, lb), goal), set()
        if after != before:
            near = {la - 1, la + 1, lb - 1, lb + 1}
            for level in self.channels:
                if level in near or min(la, lb) < level < max(la, lb):
                    yield (start, (after, la), (after, level), (before, level), (before, lb), goal), set()

    def _cost(self, turns: Sequence[Point]) -> float:
        cost = 3.0 * (len(turns) - 2)
        for one, two in pairwise(turns):
            cost += abs(one[1] - two[1]) + 0.3 * abs(one[0] - two[0])
            cost += sum(1.2 for other in self.laid if _alongside((one, two), other))
            cost += sum(0.8 for other in self.laid if _crossing((one, two), other))
        return cost


def _alongside(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Return whether two stretches run in the same street side by side."""
    for axis in (0, 1):
        if one[0][axis] == one[1][axis] == two[0][axis] == two[1][axis]:
            first, second = sorted(point[1 - axis] for point in one), sorted(point[1 - axis] for point in two)
            return first[0] < second[1] and second[0] < first[1]
    return False


def _crossing(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    for across, along in ((one, two), (two, one)):
        if across[0][0] == across[1][0] and along[0][1] == along[1][1]:
            low, high = sorted((across[0][1], across[1][1]))
            left, right = sorted((along[0][0], along[1][0]))
            if low < along[0][1] < high and left < across[0][0] < right:
                return True
    return False


# -- labels -----------------------------------------------------------------------------------------------------------


def _with_homes(laid: Sequence[Route]) -> tuple[Route, ...]:
    """Return the routes with a home for each label, clear of every other line by the way streets are built."""
    arriving = Counter(route.link.target for route in laid)
    leaving = Counter(route.link.source for route in laid if not route.sideways)
    drops = {
        (route.turns[0][0], level)
        for route in laid
        if route.sideways
        for level in range(route.turns[0][1] + 1, route.turns[1][1] + 1)
    }
    housed = []
    shared: dict[str, list[Route]] = {}
    for route in laid:
        if not route.link.labelled:
            housed.append(route)
            continue
        own_end = arriving[route.link.target] == 1
        own_start = leaving[route.link.source] == 1 and not route.sideways
        homes = _homes(route, drops, own_end=own_end, own_start=own_start)
        home = next(iter(homes), None)
        if home is None:
            shared.setdefault(route.link.target, []).append(route)
        housed.append(replace(route, home=home))
    return _with_ports(housed, shared)


def _homes(route: Route, drops: Iterable[Point], *, own_end: bool, own_start: bool) -> Iterator[Home]:
    """Yield the places for the label, the best first: near the source, where the reader decides."""
    turns = route.turns
    near = turns[-1][0] - turns[0][0] == 2  # noqa: PLR2004 - half cells to the next column
    end = Home(street="in", place=turns[-1][0] - 1, level=turns[-1][1])
    if own_end and (near or not own_start):
        drop = route.sideways and not near
        if not drop:
            yield end
    if own_start:
        yield Home(street="out", place=turns[0][0] + 1, level=turns[0][1])
    crossed = set(drops)
    own = {(turns[0][0], turns[1][1])} if route.sideways else set()
    for one, two in pairwise(turns):
        if one[1] != two[1]:
            continue
        step = 1 if two[0] > one[0] else -1
        inner = [place for place in range(one[0] + step, two[0], step) if place % 2 == 1]
        street = "channel" if _is_channel(turns, one[1]) else "cell"
        free = [place for place in inner if (place, one[1]) not in crossed]
        if free:
            yield Home(street=street, place=free[0], level=one[1])
        if street == "channel" and inner:
            yield Home(street=street, place=inner[0], level=one[1], half=True)
        corner = (one[0], one[1])
        if corner in own and two[0] > one[0]:
            yield Home(street=street, place=one[0], level=one[1], half=True)
    if own_end:
        yield end


def _is_channel(turns: Sequence[Point], level: int) -> bool:
    return level not in (turns[0][1], turns[-1][1])


def _with_ports(housed: Sequence[Route], shared: Mapping[str, Sequence[Route]]) -> tuple[Route, ...]:
    """Return the routes so that labels at a shared target stand at arrows of their own, one on each side."""
    done = []
    for route in housed:
        crowd = shared.get(route.link.target)
        done.append(route if crowd is None else _ported(route, crowd, housed))
    return tuple(done)


def _ported(route: Route, crowd: Sequence[Route], housed: Sequence[Route]) -> Route:
    names = [each.link.name for each in crowd]
    straight = next((each for each in housed if each.link.target == route.link.target and each.straight), None)
    first = straight.link.name if straight is not None and straight.link.name in names else names[0]
    place = route.turns[-1][0] - 1
    level = route.turns[-1][1]
    if route.link.name == first:
        port = 0 if straight is None or route.straight else -1
        return replace(route, home=Home(street="in", place=place, level=level), port=port)
    if route.link.name in names:
        return replace(route, home=Home(street="in", place=place, level=level, below=True), port=1)
    return route if route.straight else replace(route, port=1)
