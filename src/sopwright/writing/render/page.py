"""Where in its band does everything of one sheet stand? From the plan of its streets to shapes, lines and labels.

In: a sheet and what is written on it. Out: a ``Band``.

Law: a line begins and ends on the border of its shapes; a label stands in the home that its route gave it.
"""

from collections.abc import Iterable
from itertools import pairwise

from sopwright.mining.graph import NodeKind
from sopwright.writing.render.drawing import Band, Label, Line, Pair, Shape, Strip
from sopwright.writing.render.grid import Sheet, Spot
from sopwright.writing.render.lettering import wrap
from sopwright.writing.render.plan import AFTER_TRACKS, BEFORE_TRACKS, GAP, PORT, Contents, Plan
from sopwright.writing.render.routing import Route
from sopwright.writing.render.stamps import SMALL, SMALL_LINE, TEXT, Rect

LANE_HEAD = 120
PHASE_HEAD = 30


def band_of(sheet: Sheet, contents: Contents, *, corner: Pair) -> Band:
    """Return the band of a sheet whose upper left corner is ``corner``."""
    return _Page(sheet, contents).band(corner)


class _Page(Plan):
    """One sheet, drawn on its plan."""

    def band(self, corner: Pair) -> Band:
        """Return everything in its place."""
        heads = self._lane_heads()
        x, y = corner
        phased = any(spot.node is not None and spot.node.phase for spot in self.sheet.spots)
        phase = PHASE_HEAD if phased else 0
        if self.vertical:
            head = 16 + SMALL_LINE * max(len(lines) for lines in heads)
            along, across = y + head, x + phase
            end = self.place_along(along)
            side = self.place_across(across, dict.fromkeys(range(len(heads)), 96.0))
            area = Rect(x=x, y=y, w=side - x, h=end - y)
        else:
            head = LANE_HEAD
            along, across = x + head, y + phase
            end = self.place_along(along)
            needs = {lane: 24.0 + SMALL_LINE * len(lines) for lane, lines in enumerate(heads)}
            side = self.place_across(across, needs)
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
                street = self.gutters[column]
                clear = gutter + GAP if street.leaving or street.arriving else (gutter + before) / 2
                starts.append((clear, name))
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
        return self.xy(self.middle[column // 2], self.level[level])

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
            tag=each.tag,
        )

    # -- lines ----------------------------------------------------------------------------------------------------

    def _line(self, route: Route) -> Line:
        link = route.link
        offset = -self.side * self.port[link.name] * PORT
        corners = self._corners(route, offset)
        points = tuple(self.xy(*corner) for corner in corners)
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
            m = self.along(along, before if upright else after)
            c = self.across(across, after if upright else before)
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
                    return self.xy(one[0], border)
        return None

    def _label(self, route: Route, corners: list[Pair]) -> Label | None:
        home = route.home
        if home is None:
            return None
        given = self.labels[route.link.edges[0]]
        along, across = self.size(route)
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
        x, y = self.xy(start, top)
        w, h = self.xy(along, across)
        return Label(parts=given, room=Rect(x=x, y=y, w=w, h=h))
