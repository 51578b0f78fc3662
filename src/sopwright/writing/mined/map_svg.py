"""How does a mined map look? One SVG, from top to bottom, thick where much goes.

In: a ``Flow``. Out: SVG text for a page, or a file that stands alone.

Law: nothing is drawn that the flow does not hold; each way and each activity carries its codes, by which the page's
script finds it. The same flow gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from sopwright.mining.history.flow import END, START, Flow, Stop, Way
from sopwright.writing.amounts import counted
from sopwright.writing.mined.layered import Box, Layout, Link, Room, lay_out
from sopwright.writing.mined.words import count, name, share, span
from sopwright.writing.render.lettering import text_width, wrap
from sopwright.writing.render.markup import content
from sopwright.writing.render.stamps import Rect

_BOX, _PAD, _NAME, _LINE, _SMALL = 168.0, 12.0, 13.0, 17.0, 11.5
_ROUND = 24.0
_LOOP = 26.0
_MARGIN = 14.0
_HEAD = 30.0
_TIP = 7.0
_PORTS = 17.0
_STRAIGHT = 9.0
"""A way may pass a room so far beside its middle, where it then needs no bend; rooms are more than twice that apart."""
_THIN, _THICK = 1.2, 6.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sized:
    """An activity with the room it needs: its box at the left, its loop at the right."""

    stop: Stop
    lines: tuple[str, ...]
    h: float
    loop: Way | None
    loop_w: float


def map_svg(flow: Flow, title: str, *, alone: bool = False, id_: str = "mm") -> str:
    """Return the map as SVG.

    Args:
        flow: What is shown.
        title: What the map is called.
        alone: Whether it brings its own colours, as a file needs.
        id_: How the ids in it begin, where a page holds several maps.
    """
    return _Drawing(flow).svg(title, alone=alone, id_=id_)


def style() -> str:
    """Return the map's style sheet, for light, dark and print."""
    sheet = files(__package__).joinpath("map.css").read_text(encoding="utf-8")
    light, dark, rules = (part.strip() for part in sheet.split("/* --- */"))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n@media print {{\n{light}\n}}\n{rules}\n"


def says(flow: Flow) -> str:
    """Return in words what the map shows and what it leaves out."""
    shown = f"{count(len(flow.stops))} of {counted(flow.activities, 'activity', 'activities')}"
    if flow.whole:
        return f"The map shows everything: {shown} and all {count(len(flow.ways))} ways between them."
    ways = f"{count(len(flow.ways))} of {count(flow.ways_in_all)} ways"
    return (
        f"The map shows {shown}, which hold {share(flow.events_shown, flow.events)} of all events, and {ways}, on"
        f" which "
        f"{share(flow.moves_shown, flow.moves)} of all going on from one activity to the next happens. "
        "What is rarer is left out of the drawing, never out of the numbers."
    )


class _Drawing:
    """The map while it is drawn."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.most = max((way.count for way in flow.ways), default=1)
        self.busiest = max((stop.count for stop in flow.stops), default=1)
        loops = {way.source: way for way in flow.ways if way.source == way.target}
        self.sized = {stop.code: _sized(stop, loops.get(stop.code)) for stop in flow.stops}
        self.ways = [way for way in flow.ways if way.source != way.target]
        self.layout = self._laid_out()
        self.ports = self._ports()

    def _laid_out(self) -> Layout:
        first = self.flow.stops[0].lane if self.flow.stops else 0
        last = self.flow.stops[-1].lane if self.flow.stops else 0
        boxes = [
            Box(key=START, w=_ROUND, h=_ROUND, lane=first),
            *(
                Box(key=code, w=_BOX + sized.loop_w, h=sized.h, lane=sized.stop.lane)
                for code, sized in self.sized.items()
            ),
            Box(key=END, w=_ROUND, h=_ROUND, lane=last),
        ]
        links = [
            Link(
                source=way.target if way.back else way.source,
                target=way.source if way.back else way.target,
                weight=(way.count / self.most) ** 0.5,
                label_w=text_width(_told(way), _SMALL) + 4,
            )
            for way in self.ways
        ]
        return lay_out(boxes, links, max(len(self.flow.lanes), 1))

    def svg(self, title: str, *, alone: bool, id_: str) -> str:
        w, h = self.layout.w + 2 * _MARGIN, self.layout.h + 2 * _MARGIN + self._head
        kind = "mm laned" if self.flow.lanes else "mm"
        sheet = f"<style>\n{style()}</style>\n" if alone else ""
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="group" width="{_n(w)}" height="{_n(h)}"',
                f' viewBox="0 0 {_n(w)} {_n(h)}" aria-labelledby="{id_}-title {id_}-desc">\n',
                f'<title id="{id_}-title">{content(title)}</title>\n',
                f'<desc id="{id_}-desc">{content(says(self.flow))}</desc>\n{sheet}',
                f'<rect class="paper" width="{_n(w)}" height="{_n(h)}"/>\n',
                *self._lanes(h),
                f'<g transform="translate({_n(_MARGIN)} {_n(_MARGIN + self._head)})">\n',
                *(line for place, way in enumerate(self.ways) for line in self._way(place, way)),
                *(line for sized in self.sized.values() for line in self._loop(sized)),
                *self._ends(),
                *(line for sized in self.sized.values() for line in self._stop(sized)),
                "</g>\n</svg>\n",
            )
        )

    @property
    def _head(self) -> float:
        return _HEAD if self.flow.lanes else 0.0

    def _lanes(self, h: float) -> Iterator[str]:
        for lane, (left, right) in zip(self.flow.lanes, self.layout.lanes, strict=False):
            x, w = left + _MARGIN, right - left
            yield (
                f'<rect class="lane" x="{_n(x + 3)}" y="6" width="{_n(w - 6)}" height="{_n(h - 12)}" rx="8"/>'
                f'<text class="lane-name" x="{_n(x + w / 2)}" y="27" text-anchor="middle">'
                f"{content(' '.join(wrap(lane, w - 24, 12.5, lines=1, bold=True)))}</text>\n"
            )

    # -- activities ---------------------------------------------------------------------------------------------------

    def _middle(self, key: int) -> float:
        """Return the middle of the box itself, without the room of its loop."""
        room = self.layout.boxes[key]
        return room.x - (self.sized[key].loop_w / 2 if key >= 0 else 0)

    def _ends(self) -> Iterator[str]:
        for key, kind, word in ((START, "start", "Start"), (END, "end", "End")):
            room = self.layout.boxes[key]
            yield f'<g class="{kind}-of-cases"><title>{word}</title><circle class="{kind}" cx="{_n(room.x)}" '
            yield f'cy="{_n(room.y)}" r="{_n(_ROUND / 2 - 2)}"/>'
            yield f'<text class="much" x="{_n(room.x + _ROUND / 2 + 5)}" y="{_n(room.y + 4)}">{word}</text></g>\n'

    def _stop(self, sized: _Sized) -> Iterator[str]:
        stop, room = sized.stop, self.layout.boxes[sized.stop.code]
        x, y = self._middle(stop.code) - _BOX / 2, room.y - sized.h / 2
        yield f'<g class="stop" data-code="{stop.code}"><title>{content(name(stop.label))}</title>'
        yield f'<rect class="box" x="{_n(x)}" y="{_n(y)}" width="{_n(_BOX)}" height="{_n(sized.h)}" rx="8"/>'
        yield f'<rect class="fill" x="{_n(x + _PAD)}" y="{_n(y + sized.h - 9)}" height="3" rx="1.5" '
        yield f'data-full="{_n(_BOX - 2 * _PAD)}" width="{_n((_BOX - 2 * _PAD) * stop.count / self.busiest)}"/>'
        for place, line in enumerate(sized.lines):
            yield f'<text class="name" x="{_n(x + _PAD)}" y="{_n(y + 20 + _LINE * place)}">{content(line)}</text>'
        below = y + 20 + _LINE * len(sized.lines)
        told = stop_told(stop.count, stop.work_us)
        yield f'<text class="much" x="{_n(x + _PAD)}" y="{_n(below - 2)}">{told}</text>'
        yield f'<rect class="hit" x="{_n(x)}" y="{_n(y)}" width="{_n(_BOX)}" height="{_n(sized.h)}" rx="8"/></g>\n'

    def _loop(self, sized: _Sized) -> Iterator[str]:
        if sized.loop is None:
            return
        x, y = self._middle(sized.stop.code) + _BOX / 2, self.layout.boxes[sized.stop.code].y
        path = (
            f"M{_n(x)} {_n(y - 11)}C{_n(x + _LOOP)} {_n(y - 20)} {_n(x + _LOOP)} {_n(y + 20)} {_n(x + _TIP)}"
            f" {_n(y + 11)}"
        )
        tip = f"M{_n(x)} {_n(y + 10)}l{_n(_TIP + 1.5)} -2.5l-1.2 6.6Z"
        label = f'x="{_n(x + _LOOP)}" y="{_n(y + 4)}"'
        yield from self._drawn(sized.loop, (path, tip), label, None, back=True)

    # -- ways ---------------------------------------------------------------------------------------------------------

    def _ports(self) -> dict[tuple[int, bool], float]:
        """Return for each way where it leaves its upper and reaches its lower box: beside each other as they go on."""
        ends: dict[tuple[int, bool], list[tuple[float, int]]] = {}
        for place, way in enumerate(self.ways):
            upper, lower = (way.target, way.source) if way.back else (way.source, way.target)
            passes = self.layout.passes[place]
            ends.setdefault((upper, False), []).append((passes[0].x, place))
            ends.setdefault((lower, True), []).append((passes[-1].x, place))
        found: dict[tuple[int, bool], float] = {}
        for (key, top), ways in ends.items():
            room = _BOX - 36 if key >= 0 else 0.0
            step = min(_PORTS, room / max(len(ways) - 1, 1))
            for at, (_, place) in enumerate(sorted(ways)):
                found[place, top] = self._middle(key) + step * (at - (len(ways) - 1) / 2)
        return found

    def _way(self, place: int, way: Way) -> Iterator[str]:
        upper, lower = (way.target, way.source) if way.back else (way.source, way.target)
        one, two = self.layout.boxes[upper], self.layout.boxes[lower]
        begin, end = (self.ports[place, False], one.y + one.h / 2), (self.ports[place, True], two.y - two.h / 2)
        passes = self.layout.passes[place]
        if way.back:
            path = _curve((end[0], end[1]), passes[::-1], (begin[0], begin[1] + _TIP), up=True)
            tip = f"M{_n(begin[0])} {_n(begin[1])}l4.2 {_n(_TIP + 2)}h-8.4Z"
        else:
            path = _curve(begin, passes, (end[0], end[1] - _TIP), up=False)
            tip = f"M{_n(end[0])} {_n(end[1])}l4.2 -{_n(_TIP + 2)}h-8.4Z"
        room = self.layout.label[place]
        label = f'x="{_n(room.x)}" y="{_n(room.y + 4)}" text-anchor="middle"'
        pad = Rect(x=room.x - room.w / 2, y=room.y - 8, w=room.w, h=16)
        yield from self._drawn(way, (path, tip), label, pad, back=way.back)

    def _drawn(self, way: Way, paths: tuple[str, str], label: str, pad: Rect | None, *, back: bool) -> Iterator[str]:
        """Yield a way: its line and tip, and what is said of it on a ground of its own."""
        path, tip = paths
        kind = "way back" if back else "way"
        yield (
            f'<g class="{kind}" data-from="{way.source}"'
            f' data-to="{way.target}"><title>{content(self._title(way))}</title>'
        )
        yield f'<path class="line" d="{path}" stroke-width="{_n(thickness(way.count, self.most))}"/>'
        yield f'<path class="tip" d="{tip}"/>'
        if pad is not None:
            area = f'x="{_n(pad.x)}" y="{_n(pad.y)}" width="{_n(pad.w)}" height="{_n(pad.h)}"'
            yield f'<rect class="pad" {area} rx="4"/>'
        yield f'<text class="tell" {label}>{_told(way)}</text><path class="hit" d="{path}"/></g>\n'

    def _title(self, way: Way) -> str:
        names = {START: "Start", END: "End"} | {code: name(sized.stop.label) for code, sized in self.sized.items()}
        return f"{names[way.source]} → {names[way.target]}"


def _sized(stop: Stop, loop: Way | None) -> _Sized:
    lines = wrap(name(stop.label), _BOX - 2 * _PAD, _NAME, lines=3, bold=True)
    loop_w = 0.0 if loop is None else _LOOP + text_width(_told(loop), _SMALL) + 6
    return _Sized(stop=stop, lines=lines, h=36.0 + _LINE * len(lines), loop=loop, loop_w=loop_w)


def _told(way: Way) -> str:
    return way_told(way.count, way.wait_us)


def way_told(times: int, wait_us: float | None) -> str:
    """Return what stands at a way: how often, and the median wait."""
    return count(times) if wait_us is None else f"{count(times)} · {span(wait_us / 1000)}"


def stop_told(times: int, work_us: float | None) -> str:
    """Return what stands in an activity: how often, and the median work where it is known."""
    return f"{count(times)} ×" if work_us is None else f"{count(times)} × · works {span(work_us / 1000)}"


def thickness(times: int, most: int) -> float:
    """Return how thick a way is drawn."""
    return _THIN + (_THICK - _THIN) * (times / most) ** 0.5 if most else _THIN


def _curve(begin: tuple[float, float], passes: Sequence[Room], end: tuple[float, float], *, up: bool) -> str:
    """Return a path that is upright wherever it passes a row."""
    sign = -1.0 if up else 1.0
    x, y = begin
    found = [f"M{_n(x)} {_n(y)}"]
    for room in passes:
        top, bottom = room.y - sign * room.h / 2, room.y + sign * room.h / 2
        over = x if abs(room.x - x) <= _STRAIGHT else room.x
        over = end[0] if room is passes[-1] and abs(room.x - end[0]) <= _STRAIGHT else over
        found.append(_bend((x, y), (over, top)))
        found.append(f"L{_n(over)} {_n(bottom)}")
        x, y = over, bottom
    found.append(_bend((x, y), end))
    return "".join(found)


def _bend(one: tuple[float, float], two: tuple[float, float]) -> str:
    if abs(one[0] - two[0]) < 0.5:  # noqa: PLR2004 - half a pixel
        return f"L{_n(two[0])} {_n(two[1])}"
    half = (one[1] + two[1]) / 2
    return f"C{_n(one[0])} {_n(half)} {_n(two[0])} {_n(half)} {_n(two[0])} {_n(two[1])}"


def _n(number: float) -> str:
    """Return a number with at most one decimal."""
    return f"{round(number * 10) / 10 + 0.0:.1f}".removesuffix(".0")
