"""How does the process map look? One SVG that stands alone or inside a page, in light, dark and print.

In: a ``ProcessMap``. Out: SVG text.

Law: the drawing is what ``layout`` says; nothing here moves a line. The same map gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from math import hypot
from typing import Literal

from sopwright.mining.graph import Node, NodeKind, ProcessMap
from sopwright.writing.render.drawing import Band, Drawing, Label, Line, Pair, Shape, Strip
from sopwright.writing.render.layout import LONGEST_BAND, lay_out
from sopwright.writing.render.legend import Entry, legend
from sopwright.writing.render.lettering import text_width
from sopwright.writing.render.map_text import describe
from sopwright.writing.render.markup import attribute, content
from sopwright.writing.render.stamps import GLYPH, PART_GAP, SMALL, SMALL_LINE, TEXT, TEXT_LINE, Part, Rect

_CORNER = 8.0
_HEAD = 9.0
_FRAME = 10


def svg(
    process_map: ProcessMap,
    *,
    orientation: Literal["horizontal", "vertical"] = "horizontal",
    links: bool = True,
    adaptive: bool = True,
    longest: int = LONGEST_BAND,
) -> str:
    """Return the map as SVG.

    Args:
        process_map: The map.
        orientation: ``horizontal`` flows to the right in lanes below each other, and turns into a new band where it
            grows too long; ``vertical`` flows down in lanes side by side, for phones and portrait pages.
        links: Whether each step links to ``#step-<id>`` in the page around the drawing.
        adaptive: Whether colours follow the reader's light or dark mode; without, they are plain light colours that
            also programs without CSS variables understand, such as PDF writers.
        longest: About how many pixels a horizontal band may be long.
    """
    drawing = lay_out(process_map, vertical=orientation == "vertical", longest=longest)
    entries, legend_h = legend(drawing)
    h = drawing.h + legend_h
    name = f"map-{orientation}"
    size = f'width="{_n(drawing.w)}" height="{_n(h)}"'
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pm" role="{"group" if links else "img"}" {size}',
        f' aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {_n(drawing.w)} {_n(h)}">',
        f'<title id="{name}-title">{content(process_map.title)}</title>',
        f'<desc id="{name}-desc">{content(describe(process_map))}</desc>',
        f"<style>{_style(adaptive=adaptive)}</style>",
        f'<rect class="pm-paper" {size}/>',
        *(part for band in drawing.bands for part in _band(drawing, band, links=links)),
        *(part for entry in entries for part in _entry(entry, drawing.h)),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _style(*, adaptive: bool) -> str:
    """Return the style sheet; without ``adaptive``, every variable replaced by its light colour."""
    sheet = files(__package__).joinpath("map.css").read_text(encoding="utf-8")
    light, dark, rules = (part.strip() for part in sheet.split("/* --- */"))
    values = {
        key.strip(): value.strip()
        for key, value in (each.split(":", 1) for each in light[light.index("{") + 1 : -1].split(";") if ":" in each)
    }
    if not adaptive:
        for key in sorted(values, key=len, reverse=True):
            rules = rules.replace(f"var({key})", values[key])
        return f"\n{rules}\n"
    inner = light[light.index("{") :]
    return f"\n{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n@media print {{\n.pm {inner}\n}}\n{rules}\n"


def _n(number: float) -> str:
    """Return a number with at most one decimal."""
    return (
        f"{number:.1f}".removesuffix(".0").replace("-0", "0") if abs(number) < 1 else f"{number:.1f}".removesuffix(".0")
    )


def _rect(kind: str, area: Rect, radius: float = 0) -> str:
    rx = f' rx="{_n(radius)}"' if radius else ""
    return f'<rect class="{kind}" x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.w)}" height="{_n(area.h)}"{rx}/>'


def _text(kind: str, lines: Sequence[str], x: float, top: float, *, line: float, anchor: str = "") -> str:
    """Return lines of text whose room begins at ``top``."""
    if not lines:
        return ""
    at = f' text-anchor="{anchor}"' if anchor else ""
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(top + line * place + line * 0.76)}">{content(each)}</tspan>'
        for place, each in enumerate(lines)
    )
    return f'<text class="{kind}"{at}>{spans}</text>'


# -- bands ------------------------------------------------------------------------------------------------------------


def _band(drawing: Drawing, band: Band, *, links: bool) -> Iterable[str]:
    yield "<g>"
    yield _rect("pm-sheet", band.area, _FRAME)
    for place, lane in enumerate(band.lanes):
        yield from _lane(drawing, band, lane, place)
    for place, phase in enumerate(band.phases):
        yield from _phase(drawing, phase, first=place == 0)
    yield _rect("pm-frame", band.area, _FRAME)
    for line in band.lines:
        yield _path(drawing, line)
    for line in band.lines:
        yield from _marks(drawing, line)
    for shape in band.shapes:
        yield from _shape(drawing, shape, links=links)
    yield "</g>"


def _lane(drawing: Drawing, band: Band, lane: Strip, place: int) -> Iterable[str]:
    area, head = lane.area, lane.head
    top, left = (place == 0 and not band.phases), place == 0
    if drawing.vertical:
        if place:
            yield f'<path class="pm-rule" d="M{_n(area.x)} {_n(area.y)}V{_n(area.bottom)}"/>'
        first = left and not band.phases
        last = lane is band.lanes[-1]
        yield f'<path class="pm-head" d="{_rounded(head, tl=first, tr=last, bl=False)}"/>'
        middle = head.y + (head.h - len(lane.lines) * SMALL_LINE) / 2
        if len(band.lanes) == 1:
            yield _text("pm-lane", lane.lines, head.x + 14, middle, line=SMALL_LINE)
        else:
            yield _text("pm-lane", lane.lines, head.x + head.w / 2, middle, line=SMALL_LINE, anchor="middle")
        return
    if place:
        yield f'<path class="pm-rule" d="M{_n(area.x)} {_n(area.y)}H{_n(area.right)}"/>'
    yield f'<path class="pm-head" d="{_rounded(head, tl=top, tr=False, bl=lane is band.lanes[-1])}"/>'
    middle = head.y + (head.h - len(lane.lines) * TEXT_LINE) / 2
    yield _text("pm-lane", lane.lines, head.x + 14, middle, line=TEXT_LINE)


def _rounded(area: Rect, *, tl: bool, tr: bool, bl: bool) -> str:
    """Return a path around the area with some corners as round as the frame's."""
    a, b, c = (_FRAME * corner for corner in (tl, tr, bl))
    left, top, right, bottom = _n(area.x), _n(area.y), _n(area.right), _n(area.bottom)
    return (
        f"M{_n(area.x + a)} {top}H{_n(area.right - b)}Q{right} {top} {right} {_n(area.y + b)}V{bottom}"
        f"H{_n(area.x + c)}Q{left} {bottom} {left} {_n(area.bottom - c)}"
        f"V{_n(area.y + a)}Q{left} {top} {_n(area.x + a)} {top}Z"
    )


def _phase(drawing: Drawing, phase: Strip, *, first: bool) -> Iterable[str]:
    head, area = phase.head, phase.area
    if drawing.vertical:
        if not first:
            yield f'<path class="pm-phase-rule" d="M{_n(area.x)} {_n(area.y)}H{_n(area.right)}"/>'
        x, y = head.x + head.w / 2 + 4, head.y + 10
        yield (
            f'<text class="pm-phase" text-anchor="end" transform="translate({_n(x)} {_n(y)}) rotate(-90)">'
            f"{content(' '.join(phase.lines))}</text>"
        )
        return
    if not first:
        yield f'<path class="pm-phase-rule" d="M{_n(area.x)} {_n(area.y)}V{_n(area.bottom)}"/>'
    yield _text("pm-phase", phase.lines, head.x + 12, head.y + 8, line=SMALL_LINE)


# -- lines ------------------------------------------------------------------------------------------------------------


def _manner(drawing: Drawing, line: Line) -> str:
    """Return the classes of a line."""
    nodes = {node.id: node for node in drawing.chart.nodes}
    edge = drawing.chart.edges[line.edges[0]]
    source, target = nodes[edge.source], nodes[edge.target]
    found = ["pm-line"]
    if len(line.edges) > 1:
        return found[0]
    if source.kind is NodeKind.DECISION and source.optional and edge.label:
        found.append("pm-skip")
    if edge.handover:
        found.append("pm-over")
    elif source.exception or target.exception:
        found.append("pm-aside")
    return " ".join(found)


def _path(drawing: Drawing, line: Line) -> str:
    manner = _manner(drawing, line)
    (x0, y0), (x1, y1) = line.points[-2], line.points[-1]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    short = (x1 - dx * _HEAD * 0.7, y1 - dy * _HEAD * 0.7)
    bx, by = x1 - dx * _HEAD, y1 - dy * _HEAD
    wing = _HEAD * 0.42
    tip = f"M{_n(x1)} {_n(y1)}L{_n(bx - dy * wing)} {_n(by + dx * wing)}L{_n(bx + dy * wing)} {_n(by - dx * wing)}Z"
    return f'<g class="{manner}"><path d="{_bends((*line.points[:-1], short))}"/><path class="pm-tip" d="{tip}"/></g>'


def _bends(points: Sequence[Pair]) -> str:
    """Return the path through the points with round corners."""
    found = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into, out = hypot(here[0] - before[0], here[1] - before[1]), hypot(after[0] - here[0], after[1] - here[1])
        r = min(_CORNER, into / 2, out / 2)
        if r < 1:
            found.append(f"L{_n(here[0])} {_n(here[1])}")
            continue
        a = (here[0] + (before[0] - here[0]) / into * r, here[1] + (before[1] - here[1]) / into * r)
        b = (here[0] + (after[0] - here[0]) / out * r, here[1] + (after[1] - here[1]) / out * r)
        found.append(f"L{_n(a[0])} {_n(a[1])}Q{_n(here[0])} {_n(here[1])} {_n(b[0])} {_n(b[1])}")
    found.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(found)


def _marks(drawing: Drawing, line: Line) -> Iterable[str]:
    if line.handover is not None:
        yield _handover(*line.handover)
    if line.label is not None:
        yield from _label(drawing, line.label)


def _handover(x: float, y: float) -> str:
    return (
        f'<g class="pm-hand" transform="translate({_n(x)} {_n(y)})"><circle r="6.5"/>'
        '<path d="M-3.2 -1.4H2.6L0.8 -3.2M3.2 1.4H-2.6L-0.8 3.2"/></g>'
    )


def _label(drawing: Drawing, label: Label) -> Iterable[str]:
    room = label.room
    top = room.y
    for part in label.parts:
        left = room.x if drawing.vertical else room.x + (room.w - part.w) / 2
        yield from _part(part, left, top)
        top += part.h + PART_GAP


def _part(part: Part, x: float, y: float) -> Iterable[str]:
    if part.kind == "status":
        yield _rect("pm-chip", Rect(x=x, y=y, w=part.w, h=part.h), min(9, part.h / 2))
        yield _text("pm-status", part.lines, x + part.w / 2, y + 2.5, line=SMALL_LINE, anchor="middle")
    elif part.kind == "wait":
        yield (
            f'<g class="pm-clock" transform="translate({_n(x + 6)} {_n(y + 7.5)})"><circle r="5.2"/>'
            '<path d="M0 -2.8V0L2.1 1.3"/></g>'
        )
        yield _text("pm-soft", part.lines, x + GLYPH, y, line=SMALL_LINE)
    elif part.kind == "count":
        yield _text("pm-soft", part.lines, x, y, line=SMALL_LINE)
    else:
        yield _text("pm-when", part.lines, x + part.w / 2, y, line=SMALL_LINE, anchor="middle")


# -- shapes -----------------------------------------------------------------------------------------------------------


def _shape(drawing: Drawing, shape: Shape, *, links: bool) -> Iterable[str]:
    goal = shape.refers[0] if shape.node is None else shape.key
    steps = {node.id for node in drawing.chart.nodes if node.kind is NodeKind.STEP}
    linked = links and goal in steps
    if linked:
        yield f"<a href={attribute('#step-' + goal)}>"
    yield "<g>"
    if shape.node is None:
        yield from _connector(shape)
    else:
        tip = " ".join(text for text in (shape.node.number, shape.node.text or shape.node.label) if text)
        if tip:
            yield f"<title>{content(tip)}</title>"
        if shape.node.kind is NodeKind.STEP:
            yield from _step(shape, shape.node)
        elif shape.node.kind is NodeKind.DECISION:
            yield from _decision(drawing, shape, shape.node)
        else:
            yield from _event(drawing, shape, shape.node)
    yield "</g>"
    if linked:
        yield "</a>"


def _step(shape: Shape, node: Node) -> Iterable[str]:
    box = shape.box
    manner = "pm-box" + (" pm-exc" if node.exception else "") + (" pm-opt" if node.optional else "")
    yield _rect(manner, box, 9)
    yield _text(
        "pm-no" + (" pm-exc" if node.exception else ""), (node.number,), shape.text.x, box.y + 9, line=TEXT_LINE
    )
    facts = _facts(node, shape.text.w)
    yield _text(
        "pm-soft", (" · ".join(facts),) if facts else (), shape.text.right, box.y + 10, line=SMALL_LINE, anchor="end"
    )
    yield _text("pm-tag", shape.tag, shape.text.x, box.y + 30, line=SMALL_LINE)
    yield _text("pm-do", shape.lines, shape.text.x, shape.text.y, line=TEXT_LINE)


def _facts(node: Node, w: float) -> list[str]:
    """Return what stands beside the number, as far as it fits; the dashes say ``optional`` too."""
    seen = [f"{node.seen.runs} of {node.seen.of}"] if node.seen is not None and node.seen.of > 1 else []
    facts = (["optional"] if node.optional else []) + seen
    room = w - text_width(node.number, TEXT, bold=True) - 10
    return facts if text_width(" · ".join(facts), SMALL) <= room else seen


def _centre(box: Rect) -> Pair:
    return box.x + box.w / 2, box.y + box.h / 2


def _beside(drawing: Drawing, shape: Shape) -> str:
    """Return the text beside a decision or event."""
    text = shape.text
    if not drawing.vertical:
        return _text("pm-ask", shape.lines, text.x + text.w / 2, text.y, line=SMALL_LINE, anchor="middle")
    left = text.x < shape.box.x
    return _text(
        "pm-ask", shape.lines, text.right if left else text.x, text.y, line=SMALL_LINE, anchor="end" if left else ""
    )


def _diamond(x: float, y: float, half: float) -> str:
    r = _n(half)
    return f"M{_n(x)} {_n(y - half)}l{r} {r}l-{r} {r}l-{r} -{r}Z"


def _decision(drawing: Drawing, shape: Shape, node: Node) -> Iterable[str]:
    (x, y), half = _centre(shape.box), shape.box.w / 2
    manner = "pm-fork" + (" pm-maybe" if node.candidate else "") + (" pm-gate" if node.optional else "")
    yield f'<path class="{manner}" d="{_diamond(x, y, half)}"/>'
    if node.candidate:
        yield f'<text class="pm-badge" x="{_n(x)}" y="{_n(y + 4.8)}" text-anchor="middle">?</text>'
    yield _beside(drawing, shape)


def _event(drawing: Drawing, shape: Shape, node: Node) -> Iterable[str]:
    (x, y), r = _centre(shape.box), shape.box.w / 2
    kind = node.kind
    if kind is NodeKind.END:
        manner = "pm-end pm-open" if node.candidate else "pm-end"
        yield f'<circle class="{manner}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 1.5)}"/>'
        if node.candidate:
            yield f'<text class="pm-badge pm-quiet" x="{_n(x)}" y="{_n(y + 4.8)}" text-anchor="middle">?</text>'
        else:
            yield f'<circle class="pm-stop" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 7)}"/>'
    elif kind is NodeKind.START:
        yield f'<circle class="pm-start" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 1)}"/>'
        yield f'<path class="pm-go" d="M{_n(x - 3.6)} {_n(y - 5.4)}L{_n(x + 6)} {_n(y)}L{_n(x - 3.6)} {_n(y + 5.4)}Z"/>'
    else:
        yield f'<circle class="pm-trigger" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 1)}"/>'
        at = f"translate({_n(x)} {_n(y)})"
        yield f'<path class="pm-bolt" transform="{at}" d="M1.5 -8L-5 1.5H-0.5L-1.5 8L5 -1.5H0.5Z"/>'
    yield _beside(drawing, shape)


def _connector(shape: Shape) -> Iterable[str]:
    yield _rect("pm-link", shape.box, min(12, shape.box.h / 2))
    yield _text("pm-ref", shape.lines, shape.text.x + shape.text.w / 2, shape.text.y, line=SMALL_LINE, anchor="middle")


# -- legend -----------------------------------------------------------------------------------------------------------


def _entry(entry: Entry, top: float) -> Iterable[str]:
    x, y = entry.x, top + entry.y
    middle = y + SMALL_LINE / 2
    if entry.sign in ("optional", "exception"):
        manner = "pm-box pm-opt" if entry.sign == "optional" else "pm-box pm-exc"
        yield _rect(manner, Rect(x=x, y=middle - 7, w=22, h=14), 4)
    elif entry.sign in ("suspected", "decision"):
        manner = "pm-fork pm-maybe" if entry.sign == "suspected" else "pm-fork"
        yield f'<path class="{manner}" d="{_diamond(x + 11, middle, 9)}"/>'
        if entry.sign == "suspected":
            yield f'<text class="pm-badge" x="{_n(x + 11)}" y="{_n(middle + 4.4)}" text-anchor="middle">?</text>'
    elif entry.sign == "handover":
        yield _handover(x + 11, middle)
    elif entry.sign == "skip":
        yield f'<g class="pm-line pm-skip"><path d="M{_n(x)} {_n(middle)}h22"/></g>'
    elif entry.sign == "status":
        yield _rect("pm-chip", Rect(x=x, y=middle - 7, w=22, h=14), 7)
    elif entry.sign == "wait":
        yield from _part(Part(kind="wait", lines=("",), w=0, h=0), x + 5, y)
    elif entry.sign == "link":
        yield _rect("pm-link", Rect(x=x, y=middle - 7, w=22, h=14), 7)
    else:
        yield f'<text class="pm-soft" x="{_n(x)}" y="{_n(y + SMALL_LINE * 0.76)}">n/m</text>'
    yield _text("pm-soft", (entry.text,), x + 30, y, line=SMALL_LINE)
