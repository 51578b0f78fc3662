"""Where does everything of a mined map stand? In layers from top to bottom, lanes side by side.

In: boxes, ways between them, and their sizes. Out: places in pixels.

Each way has a room of its own for its label: between two layers of boxes lies a layer of labels. A way that spans
several layers passes them in rooms that nothing else uses. Layers are those of Sugiyama, Tagawa and Toda (IEEE SMC 11,
1981): the longest path, rows sorted by the mean of their neighbours, and places as near to the neighbours as the order
allows.

Law: no two rooms of a layer overlap; each lies in its lane; a way passes its own rooms only. The same graph gives the
same places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

GAP = 22.0
ROW_GAP = 12.0
_SLOPE = 0.1
_MOST_GAP = 46.0
LABEL_ROW = 16.0
_LANE_PAD = 18.0
_PASSING = 8.0
_SWEEPS = 24
_SETTLING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something to be placed.

    Attributes:
        key: Its name.
        w: Width.
        h: Height.
        lane: Place of its lane.
    """

    key: int
    w: float
    h: float
    lane: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way between two boxes that are not the same.

    Attributes:
        source: Key of the box above.
        target: Key of the box below; later in the order of the boxes.
        weight: How much it wants to be short and straight.
        label_w: Width of its label.
    """

    source: int
    target: int
    weight: float
    label_w: float


@dataclass(slots=True, kw_only=True)
class Room:
    """A place in a layer: of a box, of a label, or of a way that passes.

    Attributes:
        w: Width.
        h: Height; 0 for a way.
        lane: Its lane.
        layer: Its layer, from 0; labels are in the odd ones.
        weight: How strongly its neighbours pull.
        x: Its middle.
        y: Its middle.
        above: Rooms of the layer above that are joined to it, with the weight of the way.
        below: The same of the layer below.
    """

    w: float
    h: float
    lane: int
    layer: int
    x: float = 0.0
    y: float = 0.0
    above: list[tuple[int, float]] = field(default_factory=list)
    below: list[tuple[int, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All places.

    Attributes:
        w: Width of everything.
        h: Height.
        boxes: For each key its room.
        passes: For each link the rooms it passes between its boxes, from above.
        label: For each link the room of its label.
        lanes: Left and right of each lane.
    """

    w: float
    h: float
    boxes: Mapping[int, Room]
    passes: tuple[tuple[Room, ...], ...]
    label: tuple[Room, ...]
    lanes: tuple[tuple[float, float], ...]


def lay_out(boxes: Sequence[Box], links: Sequence[Link], lanes: int = 1) -> Layout:
    """Return where everything stands.

    Args:
        boxes: In an order in which every link leads from an earlier one to a later one.
        links: The ways.
        lanes: How many lanes there are.
    """
    layer = _layers(boxes, links)
    rooms = [Room(w=box.w, h=box.h, lane=box.lane, layer=layer[box.key]) for box in boxes]
    at = {box.key: place for place, box in enumerate(boxes)}
    passes, label = [], []
    for link in links:
        made = _passing(rooms, at[link.source], at[link.target], link)
        passes.append(made)
        label.append(made[_label_place(len(made))])
    rows = _rows(rooms)
    _sort(rooms, rows)
    spans = _place(rooms, rows, lanes)
    height = _heights(rooms, rows)
    return Layout(
        w=spans[-1][1],
        h=height,
        boxes={key: rooms[place] for key, place in at.items()},
        passes=tuple(tuple(rooms[one] for one in made) for made in passes),
        label=tuple(rooms[one] for one in label),
        lanes=tuple(spans),
    )


def _layers(boxes: Sequence[Box], links: Sequence[Link]) -> dict[int, int]:
    """Return the layer of each box, even numbers: below all that lead to it, and then as near to them as it can be."""
    layer: dict[int, int] = {}
    above: dict[int, list[Link]] = {}
    below: dict[int, list[Link]] = {}
    for link in links:
        above.setdefault(link.target, []).append(link)
        below.setdefault(link.source, []).append(link)
    for box in boxes:
        layer[box.key] = max((layer[link.source] + 2 for link in above.get(box.key, ())), default=0)
    for box in reversed(boxes):
        down = below.get(box.key, ())
        if not down:
            continue
        pull = sum(link.weight for link in down) - sum(link.weight for link in above.get(box.key, ()))
        if pull > 0:
            layer[box.key] = min(layer[link.target] for link in down) - 2
    return layer


def _passing(rooms: list[Room], source: int, target: int, link: Link) -> list[int]:
    """Add the rooms that a link passes, and join them."""
    first, last = rooms[source], rooms[target]
    count = last.layer - first.layer - 1
    middle = _label_place(count)
    made, before = [], source
    for place in range(count):
        w = link.label_w if place == middle else _PASSING
        lane = first.lane if place <= middle else last.lane
        rooms.append(Room(w=w, h=LABEL_ROW if place == middle else 0.0, lane=lane, layer=first.layer + 1 + place))
        made.append(len(rooms) - 1)
    for one in (*made, target):
        straight = 4.0 if before != source and one != target else 1.0
        rooms[before].below.append((one, link.weight * straight))
        rooms[one].above.append((before, link.weight * straight))
        before = one
    return made


def _label_place(count: int) -> int:
    """Return which of the rooms that a way passes holds its label: the middle one of the label layers."""
    return 2 * (count // 4)


def _rows(rooms: Sequence[Room]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(max(room.layer for room in rooms) + 1)]
    for place, room in enumerate(rooms):
        found[room.layer].append(place)
    return found


# -- order ------------------------------------------------------------------------------------------------------------


def _sort(rooms: Sequence[Room], rows: list[list[int]]) -> None:
    """Sort the rooms of each layer, lane by lane, so that few ways cross."""
    at = [0.0] * len(rooms)
    for row in rows:
        row.sort(key=lambda one: rooms[one].lane)
        for place, one in enumerate(row):
            at[one] = place
    best, best_rows = _crossings(rooms, rows, at), [list(row) for row in rows]
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            wish = {one: _mean(rooms[one].above if down else rooms[one].below, at) for one in row}
            row.sort(key=lambda one: (rooms[one].lane, at[one] if wish[one] is None else wish[one]))
            for place, one in enumerate(row):
                at[one] = place
        found = _crossings(rooms, rows, at)
        if found < best:
            best, best_rows = found, [list(row) for row in rows]
    rows[:] = best_rows


def _mean(joined: Sequence[tuple[int, float]], at: Sequence[float]) -> float | None:
    whole = sum(weight for _, weight in joined)
    return sum(at[one] * weight for one, weight in joined) / whole if whole else None


def _crossings(rooms: Sequence[Room], rows: Sequence[Sequence[int]], at: Sequence[float]) -> int:
    found = 0
    for row in rows[:-1]:
        ends = sorted((at[one], at[other]) for one in row for other, _ in rooms[one].below)
        for place, (left, low) in enumerate(ends):
            found += sum(1 for right, high in ends[place + 1 :] if right > left and high < low)
    return found


# -- places -----------------------------------------------------------------------------------------------------------


def _place(rooms: Sequence[Room], rows: Sequence[Sequence[int]], lanes: int) -> list[tuple[float, float]]:
    """Give every room its middle across; return left and right of each lane."""
    parts = [[[one for one in row if rooms[one].lane == lane] for row in rows] for lane in range(lanes)]
    spans: list[tuple[float, float]] = []
    left = 0.0
    for lane in parts:
        need = max((sum(rooms[one].w for one in part) + GAP * max(len(part) - 1, 0) for part in lane), default=0.0)
        spans.append((left, left + need + 2 * _LANE_PAD))
        left = spans[-1][1]
        for part in lane:
            _settle(rooms, part, [0.0] * len(part), spans[-1], start=True)
    for turn in range(_SETTLING):
        order = range(len(rows)) if turn % 2 == 0 else range(len(rows) - 1, -1, -1)
        for row in order:
            for lane, span in zip(parts, spans, strict=True):
                part = lane[row]
                wishes = [_wish(rooms, one, last=turn >= _SETTLING - 4, down=turn % 2 == 0) for one in part]
                _settle(rooms, part, wishes, span)
    return spans


def _wish(rooms: Sequence[Room], one: int, *, last: bool, down: bool) -> float:
    """Return where a room would like to be: at the mean of its neighbours."""
    room = rooms[one]
    joined = [*room.above, *room.below] if last else room.above if down else room.below
    whole = sum(weight for _, weight in joined)
    return sum(rooms[other].x * weight for other, weight in joined) / whole if whole else room.x


def _settle(
    rooms: Sequence[Room],
    part: Sequence[int],
    wishes: Sequence[float],
    span: tuple[float, float],
    *,
    start: bool = False,
) -> None:
    """Put the rooms of one layer in one lane as near to their wishes as their order and widths allow."""
    if not part:
        return
    offset, offsets = 0.0, []
    for place, one in enumerate(part):
        if place:
            offset += rooms[part[place - 1]].w / 2 + GAP + rooms[one].w / 2
        offsets.append(offset)
    low = span[0] + _LANE_PAD + rooms[part[0]].w / 2
    high = span[1] - _LANE_PAD - rooms[part[-1]].w / 2 - offset
    if start:
        found = [(low + high) / 2] * len(part)
    else:
        found = _isotonic(
            [wish - shift for wish, shift in zip(wishes, offsets, strict=True)], [_pull(rooms[one]) for one in part]
        )
    for one, x, shift in zip(part, found, offsets, strict=True):
        rooms[one].x = min(max(x, low), high) + shift


def _pull(room: Room) -> float:
    return 1e-9 + sum(weight for _, weight in room.above) + sum(weight for _, weight in room.below)


def _isotonic(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the ascending numbers nearest to the wishes (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight in zip(wishes, weights, strict=True):
        mean, whole, count = wish, weight, 1
        while pools and pools[-1][0] > mean:
            before, more, some = pools.pop()
            mean = (before * more + mean * whole) / (more + whole)
            whole, count = whole + more, count + some
        pools.append((mean, whole, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _heights(rooms: Sequence[Room], rows: Sequence[Sequence[int]]) -> float:
    """Give every room its middle along; a way passes a row as straight as the row is high. Return the whole height."""
    y = 0.0
    for number, row in enumerate(rows):
        h = max((rooms[one].h for one in row), default=0.0)
        for one in row:
            room = rooms[one]
            room.y = y + h / 2
            room.h = room.h or h
        aside = max((abs(rooms[one].x - rooms[other].x) for one in row for other, _ in rooms[one].below), default=0.0)
        y += h
        if number < len(rows) - 1:
            y += min(ROW_GAP + _SLOPE * aside, _MOST_GAP)
    return y
