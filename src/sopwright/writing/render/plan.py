"""How much room does everything on a sheet need, and where does that put columns, rows, gutters and channels?

In: a sheet and what is written on it. Out: a ``Plan`` in pixels.

The arithmetic knows two axes only: along the flow and across it. A horizontal drawing flows to the right and has its
labels above the lines; a vertical one flows down and has them to the right.

Law: every column, row, gutter and channel is as large as what stands in it, so nothing overlaps by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sopwright.mining.graph import NodeKind, ProcessMap
from sopwright.writing.render.drawing import Pair
from sopwright.writing.render.grid import Sheet, Spot
from sopwright.writing.render.routing import Point, Route, levels, routes
from sopwright.writing.render.stamps import (
    Part,
    Sizes,
    Stamp,
    grown,
    label_size,
    stamp,
)
from sopwright.writing.render.tracks import Stretch, arrange

PORT = 9
GAP = 5
EDGE_PAD = 16
ROW_PAD = 9
BEFORE_TRACKS, AFTER_TRACKS = 11, 18


@dataclass(slots=True, kw_only=True)
class _Room:
    """How far something reaches before and after its middle, growing with what is put there."""

    before: float = 0
    after: float = 0

    def hold(self, before: float, after: float) -> None:
        self.before = max(self.before, before)
        self.after = max(self.after, after)


@dataclass(slots=True, kw_only=True)
class _Gutter:
    """A street between columns: labels of lines that leave, tracks, labels of lines that arrive."""

    leaving: float = 0
    arriving: float = 0
    tracks: float = 0
    at: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is written on every sheet of a drawing.

    Attributes:
        chart: The map.
        sizes: Widths of texts and boxes.
        labels: Elements of the labels, by place of the edge.
        tags: Names of lanes that steps carry themselves, by node id.
    """

    chart: ProcessMap
    sizes: Sizes
    labels: Mapping[int, tuple[Part, ...]]
    tags: Mapping[str, str]


class Plan:
    """One sheet while it is measured: first what everything needs, then where everything is.

    Attributes are in pixels along and across the flow once ``place_along`` and ``place_across`` were called.
    """

    def __init__(self, sheet: Sheet, contents: Contents) -> None:
        """Measure everything on the sheet."""
        self.sheet, self.tags = sheet, contents.tags
        self.chart, self.given, self.labels = contents.chart, contents.sizes, contents.labels
        self.vertical = self.given.vertical
        self.side = 1 if self.vertical else -1
        self.bounds = levels(sheet)
        self.at: dict[str, Point] = {
            spot.key: (2 * spot.column + 1, self.bounds[spot.lane][0] + 2 * spot.row + 1) for spot in sheet.spots
        }
        self.routes = routes(sheet)
        self.port = {route.link.name: route.port for route in self.routes}
        self.stamps = self._stamps()
        self.columns = [_Room() for _ in range(1 + max(spot.column for spot in sheet.spots))]
        self.rows = {level: _Room() for first, last in self.bounds for level in range(first + 1, last, 2)}
        self.gutters = [_Gutter() for _ in range(len(self.columns) + 1)]
        self._hold_stamps()
        self._hold_labels()
        self._lay_gutters()
        self._part_stubs()
        self.channel_at, self.channel_size = self._lay_channels()

    # -- what everything needs ------------------------------------------------------------------------------------

    def _stamps(self) -> dict[str, Stamp]:
        found = {}
        for spot in self.sheet.spots:
            names = dict.fromkeys(self._name(id_, spot) for id_ in spot.refers)
            found[spot.key] = stamp(spot, tuple(names), self.tags.get(spot.key, ""), self.given)
        if self.vertical:
            return found
        steps = [spot for spot in self.sheet.spots if spot.node is not None and spot.node.kind is NodeKind.STEP]
        tallest: dict[int, float] = {}
        for spot in steps:
            level = self.at[spot.key][1]
            tallest[level] = max(tallest.get(level, 0), found[spot.key].box.h)
        return found | {spot.key: grown(found[spot.key], tallest[self.at[spot.key][1]]) for spot in steps}

    def _name(self, id_: str, connector: Spot) -> str:
        """Return the number of the step at the other end, or of the next one that way; else the node's label."""
        nodes = {node.id: node for node in self.chart.nodes}
        here, visited = id_, {""}
        while not nodes[here].number and here not in visited:
            visited.add(here)
            beyond = [
                edge.target if connector.leaving else edge.source
                for edge in self.chart.edges
                if (edge.source if connector.leaving else edge.target) == here
            ]
            here = beyond[0] if beyond else here
        fork = nodes[id_].kind is NodeKind.DECISION and not nodes[id_].optional and connector.leaving
        if fork and nodes[id_].label:
            return nodes[id_].label
        return nodes[here].number or nodes[id_].label or nodes[here].label

    def _hold_stamps(self) -> None:
        for spot in self.sheet.spots:
            each = self.stamps[spot.key]
            west = max(-each.box.x, -each.text.x)
            east = max(each.box.right, each.text.right)
            north = max(-each.box.y, -each.text.y)
            south = max(each.box.bottom, each.text.bottom)
            along, across = ((north, south), (west, east)) if self.vertical else ((west, east), (north, south))
            self.columns[spot.column].hold(*along)
            self.rows[self.at[spot.key][1]].hold(*across)

    def size(self, route: Route) -> Pair:
        """Return the length of the route's label along the flow and its height across it."""
        w, h = label_size(self.labels[route.link.edges[0]])
        return (h, w) if self.vertical else (w, h)

    def _hold_labels(self) -> None:
        for route in self.routes:
            home = route.home
            if home is None:
                continue
            along, across = self.size(route)
            if home.street == "in":
                gutter = self.gutters[home.place // 2]
                gutter.arriving = max(gutter.arriving, along)
            elif home.street == "out":
                gutter = self.gutters[home.place // 2]
                gutter.leaving = max(gutter.leaving, along)
            elif home.half:
                self.columns[home.place // 2].hold(0, along + 2 * GAP)
            else:
                self.columns[home.place // 2].hold(along / 2 + GAP, along / 2 + GAP)
            if home.street != "channel":
                reach = across + GAP + PORT + 3
                near = (self.side < 0) is not home.below
                self.rows[home.level].hold(reach if near else 0, 0 if near else reach)

    def _stretches(self, axis: int) -> dict[int, list[Stretch]]:
        """Return what runs along each gutter (axis 0) or channel (axis 1)."""
        found: dict[int, list[Stretch]] = {}
        for route in self.routes:
            turns = route.turns
            for place in range(len(turns) - 1):
                one, two = turns[place], turns[place + 1]
                street = one[axis]
                is_street = street % 2 == 0 if axis == 0 else street not in self.rows
                if one[axis] != two[axis] or not is_street:
                    continue
                ends = []
                for end, other in ((one, turns[place - 1] if place else one), (two, (*turns, two)[place + 2])):
                    ends.append((end[1 - axis], 1 if other[axis] > street else -1))
                home = route.home
                labelled = axis == 1 and home is not None and home.street == "channel" and home.level == street
                low, high = sorted((one[1 - axis], two[1 - axis]))
                found.setdefault(street, []).append(
                    Stretch(
                        name=f"{route.link.name} {place}",
                        low=low,
                        high=high,
                        ends=tuple(ends),
                        room=self.size(route)[1] + 2 * GAP if labelled else 0,
                    )
                )
        return found

    def _lay_gutters(self) -> None:
        for place, stretches in self._stretches(0).items():
            gutter = self.gutters[place // 2]
            gutter.at, gutter.tracks = arrange(stretches, frozenset(self.rows), label_near=True)

    def _lay_channels(self) -> tuple[dict[int, dict[str, float]], dict[int, float]]:
        at: dict[int, dict[str, float]] = {}
        size: dict[int, float] = {}
        runs = self._stretches(1)
        for first, last in self.bounds:
            for level in range(first, last + 1, 2):
                places, width = arrange(runs.get(level, []), frozenset(), label_near=self.side < 0)
                pad = EDGE_PAD if level in (first, last) else ROW_PAD
                at[level] = {name: place + pad for name, place in places.items()}
                size[level] = width + 2 * pad if places else pad
        return at, size

    def _part_stubs(self) -> None:
        """Give an arriving line a port of its own where a leaving line would run over its last stretch."""
        leaving: dict[Point, list[float]] = {}
        arriving: list[tuple[Point, float, Route, int]] = []
        for route in self.routes:
            for place, (one, two) in enumerate(pairwise(route.turns)):
                if one[0] != two[0] or one[0] % 2:
                    continue
                at = self.gutters[one[0] // 2].at[f"{route.link.name} {place}"]
                if one[1] in self.rows and route.turns[place - 1][0] < one[0]:
                    leaving.setdefault(one, []).append(at)
                if two[1] in self.rows:
                    arriving.append((two, at, route, 1 if two[1] < one[1] else -1))
        labelled = {route.link.target for route in self.routes if route.home is not None and route.home.street == "in"}
        for point, at, route, coming in arriving:
            over = any(other > at for other in leaving.get(point, ()))
            if over and not self.port[route.link.name]:
                crowded = route.link.target in labelled and route.home is None
                self.port[route.link.name] = 1 if crowded else -coming * self.side

    # -- where everything is --------------------------------------------------------------------------------------

    def place_along(self, start: float) -> float:
        """Fix columns and gutters from ``start`` on; return the end."""
        self.middle: list[float] = []
        self.gutter_start: list[float] = []
        last = len(self.gutters) - 1
        least = 30 if self.vertical else 40
        for place, gutter in enumerate(self.gutters):
            self.gutter_start.append(start)
            used = gutter.leaving or gutter.arriving or gutter.at
            if used:
                spread = gutter.leaving + gutter.arriving + gutter.tracks
                start += max(BEFORE_TRACKS + spread + AFTER_TRACKS + self._between(gutter), least)
            else:
                start += EDGE_PAD if place in (0, last) else least
            if place < last:
                room = self.columns[place]
                self.middle.append(start + room.before)
                start += room.before + room.after
        self.gutter_start.append(start)
        return start

    @staticmethod
    def _between(gutter: _Gutter) -> float:
        """Return the gaps between the tracks and the labels on both sides of them."""
        if not gutter.at:
            return GAP if gutter.leaving and gutter.arriving else 0
        return (2 * GAP if gutter.leaving else 0) + (2 * GAP if gutter.arriving else 0)

    def place_across(self, start: float, heads: Mapping[int, float]) -> float:
        """Fix rows, channels and lanes from ``start`` on; return the end."""
        self.level: dict[int, float] = {}
        self.lane_span: list[Pair] = []
        for lane, (first, last) in enumerate(self.bounds):
            begin = start
            for level in range(first, last + 1):
                if level in self.rows:
                    room = self.rows[level]
                    self.level[level] = start + room.before
                    start += room.before + room.after
                else:
                    self.level[level] = start
                    start += self.channel_size[level]
            start = max(start, begin + heads[lane])
            self.lane_span.append((begin, start))
        return start

    def along(self, place: int, name: str) -> float:
        """Return where the middle of a column, or a stretch in a gutter, is along the flow."""
        if place % 2:
            return self.middle[place // 2]
        gutter = self.gutters[place // 2]
        zone = gutter.leaving + 2 * GAP if gutter.leaving else 0
        return self.gutter_start[place // 2] + BEFORE_TRACKS + zone + gutter.at[name]

    def across(self, level: int, name: str) -> float:
        """Return where the middle of a row, or a stretch in a channel, is across the flow."""
        return self.level[level] + (self.channel_at[level][name] if level not in self.rows else 0)

    def xy(self, along: float, across: float) -> Pair:
        """Return a place on the page."""
        return (across, along) if self.vertical else (along, across)
