"""Where in its band does everything of one sheet stand? From cells and streets to pixels.

In: a sheet and what is written on it. Out: a ``Band``.

The arithmetic knows two axes only: along the flow and across it. A horizontal drawing flows to the right and has its
labels above the lines; a vertical one flows down and has them to the right.

Law: every column, row, gutter and channel is as large as what stands in it, so nothing overlaps by construction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sopwright.mining.graph import NodeKind, ProcessMap
from sopwright.writing.render.drawing import Band, Label, Line, Pair, Shape, Strip
from sopwright.writing.render.grid import Sheet, Spot
from sopwright.writing.render.lettering import wrap
from sopwright.writing.render.routing import Point, Route, levels, routes
from sopwright.writing.render.stamps import (
    SMALL,
    SMALL_LINE,
    TEXT,
    Part,
    Rect,
    Sizes,
    Stamp,
    grown,
    label_size,
    stamp,
)
from sopwright.writing.render.tracks import Stretch, arrange

LANE_HEAD = 120
PHASE_HEAD = 30
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


def band_of(
    chart: ProcessMap, sheet: Sheet, given: Sizes, labels: Mapping[int, tuple[Part, ...]], *, corner: Pair
) -> Band:
    """Return the band of a sheet whose upper left corner is ``corner``."""
    return _Page(chart, sheet, given, labels).band(corner)


class _Page:
    """One sheet while it is measured: first what everything needs, then where everything is."""

    def __init__(self, chart: ProcessMap, sheet: Sheet, given: Sizes, labels: Mapping[int, tuple[Part, ...]]) -> None:
        self.chart, self.sheet, self.given, self.labels = chart, sheet, given, labels
        self.vertical = given.vertical
        self.side = 1 if given.vertical else -1
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
        found = {
            spot.key: stamp(spot, tuple(dict.fromkeys(self._name(id_, spot) for id_ in spot.refers)), self.given)
            for spot in self.sheet.spots
        }
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
        return nodes[id_].label if fork and nodes[id_].label else nodes[here].number or nodes[id_].label

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

    def _size(self, route: Route) -> Pair:
        """Return the length of the route's label along the flow and its height across it."""
        w, h = label_size(self.labels[route.link.edges[0]])
        return (h, w) if self.vertical else (w, h)

    def _hold_labels(self) -> None:
        for route in self.routes:
            home = route.home
            if home is None:
                continue
            along, across = self._size(route)
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
                        room=self._size(route)[1] + 2 * GAP if labelled else 0,
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

    def _place_along(self, start: float) -> float:
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

    def _place_across(self, start: float, heads: Mapping[int, float]) -> float:
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

    def _along(self, place: int, name: str) -> float:
        if place % 2:
            return self.middle[place // 2]
        gutter = self.gutters[place // 2]
        zone = gutter.leaving + 2 * GAP if gutter.leaving else 0
        return self.gutter_start[place // 2] + BEFORE_TRACKS + zone + gutter.at[name]

    def _across(self, level: int, name: str) -> float:
        return self.level[level] + (self.channel_at[level][name] if level not in self.rows else 0)

    def _xy(self, along: float, across: float) -> Pair:
        return (across, along) if self.vertical else (along, across)

    # -- the band -------------------------------------------------------------------------------------------------

    def band(self, corner: Pair) -> Band:
        """Return everything in its place."""
        heads = self._lane_heads()
        x, y = corner
        phased = any(spot.node is not None and spot.node.phase for spot in self.sheet.spots)
        phase = PHASE_HEAD if phased else 0
        if self.vertical:
            head = 16 + SMALL_LINE * max(len(lines) for lines in heads)
            along, across = y + head, x + phase
            end = self._place_along(along)
            side = self._place_across(across, dict.fromkeys(range(len(heads)), 96.0))
            area = Rect(x=x, y=y, w=side - x, h=end - y)
        else:
            head = LANE_HEAD
            along, across = x + head, y + phase
            end = self._place_along(along)
            needs = {lane: 24.0 + SMALL_LINE * len(lines) for lane, lines in enumerate(heads)}
            side = self._place_across(across, needs)
            area = Rect(x=x, y=y, w=end - x, h=side - y)
        return Band(
            area=area,
            lanes=tuple(self._lane(lane, lines, area, head) for lane, lines in enumerate(heads)),
            phases=tuple(self._phases(area, head)) if phased else (),
            shapes=tuple(self._shape(spot) for spot in self.sheet.spots),
            lines=tuple(self._line(route) for route in self.routes),
        )

    def _lane_heads(self) -> list[tuple[str, ...]]:
        names = {lane.id: lane.name for lane in self.chart.lanes}
        w = self.given.box - 8 if self.vertical else LANE_HEAD - 26
        return [
            wrap(names[lane], w, TEXT if not self.vertical else SMALL, lines=6, bold=True) for lane in self.sheet.lanes
        ]

    def _lane(self, lane: int, lines: tuple[str, ...], area: Rect, head: float) -> Strip:
        begin, end = self.lane_span[lane]
        if self.vertical:
            whole = Rect(x=begin, y=area.y, w=end - begin, h=area.h)
            top = Rect(x=begin, y=area.y, w=end - begin, h=head)
        else:
            whole = Rect(x=area.x, y=begin, w=area.w, h=end - begin)
            top = Rect(x=area.x, y=begin, w=head, h=end - begin)
        return Strip(name=self.sheet.lanes[lane], area=whole, head=top, lines=lines)

    def _phases(self, area: Rect, head: float) -> Iterable[Strip]:
        """Yield the stretches of columns that belong to one phase."""
        names: dict[int, str] = {}
        for spot in self.sheet.spots:
            if spot.node is not None and spot.node.phase and not spot.node.exception:
                names.setdefault(spot.column, spot.node.phase)
        starts: list[tuple[float, str]] = []
        for column, name in sorted(names.items()):
            if not starts or starts[-1][1] != name:
                gutter = self.gutter_start[column]
                before = self.middle[column] - self.columns[column].before
                starts.append(((gutter + before) / 2 if starts else gutter, name))
        begin = area.y + head if self.vertical else area.x + head
        end = area.bottom if self.vertical else area.right
        if starts:
            starts[0] = (begin, starts[0][1])
        for (low, name), (high, _) in pairwise([*starts, (end, "")]):
            room = high - low - 20
            lines = wrap(name, room, SMALL, lines=1, bold=True)
            if self.vertical:
                whole = Rect(x=area.x, y=low, w=area.w, h=high - low)
                top = Rect(x=area.x, y=low, w=PHASE_HEAD, h=high - low)
            else:
                whole = Rect(x=low, y=area.y, w=high - low, h=area.h)
                top = Rect(x=low, y=area.y, w=high - low, h=PHASE_HEAD)
            yield Strip(name=name, area=whole, head=top, lines=lines)

    def _centre(self, key: str) -> Pair:
        column, level = self.at[key]
        return self._xy(self.middle[column // 2], self.level[level])

    def _shape(self, spot: Spot) -> Shape:
        x, y = self._centre(spot.key)
        each = self.stamps[spot.key]
        return Shape(
            key=spot.key,
            node=spot.node,
            lane=self.sheet.lanes[spot.lane],
            box=each.box.moved(x, y),
            lines=each.lines,
            text=each.text.moved(x, y),
            refers=spot.refers,
            leaving=spot.leaving,
        )

    # -- lines ----------------------------------------------------------------------------------------------------

    def _line(self, route: Route) -> Line:
        link = route.link
        offset = -self.side * self.port[link.name] * PORT
        corners = self._corners(route, offset)
        points = tuple(self._xy(*corner) for corner in corners)
        edge = self.chart.edges[link.edges[0]]
        return Line(
            edges=link.edges,
            source=link.source,
            target=link.target,
            points=points,
            label=self._label(route, corners),
            handover=self._handover(corners) if edge.handover else None,
        )

    def _corners(self, route: Route, offset: float) -> list[Pair]:
        """Return the turns along and across the flow, in pixels."""
        turns, name = route.turns, route.link.name
        found: list[Pair] = []
        last = len(turns) - 1
        straight = offset if route.straight else 0.0
        for place, (along, across) in enumerate(turns):
            if place == 0:
                found.append((self.middle[along // 2], self.level[across] + straight))
                continue
            if place == last:
                found.append((self.middle[along // 2], self.level[across] + offset))
                continue
            before, after = f"{name} {place - 1}", f"{name} {place}"
            upright = turns[place - 1][0] == along
            m = self._along(along, before if upright else after)
            c = self._across(across, after if upright else before)
            if place == last - 1 and upright:
                c += offset
            found.append((m, c))
        source, target = self.stamps[route.link.source].box, self.stamps[route.link.target].box
        found[0] = self._border(route.link.source, source, found[0], sideways=route.sideways)
        found[last] = (self._far_side(route.link.target, target, found[last], -1, offset), found[last][1])
        return found

    def _border(self, key: str, box: Rect, at: Pair, *, sideways: bool) -> Pair:
        if sideways:
            return (at[0], at[1] + (box.w if self.vertical else box.h) / 2)
        level = self.at[key][1]
        return (self._far_side(key, box, at, 1, at[1] - self.level[level]), at[1])

    def _far_side(self, key: str, box: Rect, at: Pair, sign: int, offset: float) -> float:
        """Return where the border of a shape is along the flow, ``offset`` beside its middle."""
        half = (box.h if self.vertical else box.w) / 2
        node = self.spot_node[key]
        if node is NodeKind.DECISION:
            half -= abs(offset)
        elif node in (NodeKind.START, NodeKind.END, NodeKind.TRIGGER):
            half = (half**2 - offset**2) ** 0.5
        return at[0] + sign * half

    @property
    def spot_node(self) -> dict[str, NodeKind | None]:
        """The kind of node at each spot."""
        return {spot.key: spot.node.kind if spot.node else None for spot in self.sheet.spots}

    def _handover(self, corners: list[Pair]) -> Pair | None:
        """Return where the line first crosses into another lane."""
        for one, two in pairwise(corners):
            low, high = sorted((one[1], two[1]))
            for _, border in self.lane_span[:-1]:
                if one[0] == two[0] and low < border < high:
                    return self._xy(one[0], border)
        return None

    def _label(self, route: Route, corners: list[Pair]) -> Label | None:
        home = route.home
        if home is None:
            return None
        given = self.labels[route.link.edges[0]]
        along, across = self._size(route)
        gutter = home.place // 2
        height = next(
            corner[1]
            for corner, turn, following in zip(corners, route.turns, route.turns[1:], strict=False)
            if turn[1] == following[1] == home.level
        )
        if home.street == "in":
            height = corners[-1][1]
            zone = self.gutters[gutter].arriving
            end = self.middle[gutter] - self.columns[gutter].before
            start = end - AFTER_TRACKS - zone + (zone - along) / 2 + GAP
        elif home.street == "out":
            zone = self.gutters[gutter].leaving
            start = self.gutter_start[gutter] + BEFORE_TRACKS - GAP + (zone - along) / 2
        elif home.half:
            start = self.middle[gutter] + GAP
        else:
            start = self.middle[gutter] - along / 2
        side = -self.side if home.below else self.side
        top = height + GAP if side > 0 else height - GAP - across
        x, y = self._xy(start, top)
        w, h = self._xy(along, across)
        return Label(parts=given, room=Rect(x=x, y=y, w=w, h=h))
