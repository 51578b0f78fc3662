"""Where on the page does everything of the process map stand? Pure geometry for the SVG and the BPMN drawing.

In: a ``ProcessMap`` and an orientation. Out: a ``Drawing`` of bands, shapes, lines and labels in pixels.

Law: no two boxes overlap, every box is inside its lane, no line passes through a box that it does not belong to, every
label and text is inside the drawing and clear of lines. The same map gives the same drawing.
"""

from collections.abc import Mapping
from dataclasses import replace

from sopwright.mining.graph import Lane, Node, NodeKind, ProcessMap
from sopwright.writing.render.drawing import Band, Drawing
from sopwright.writing.render.grid import Reach, sheets
from sopwright.writing.render.page import band_of
from sopwright.writing.render.plan import Contents
from sopwright.writing.render.stamps import Rect, Sizes, label_size, parts, sizes

MARGIN = 12
BAND_GAP = 26
LONGEST_BAND = 1560
"""Pixels after which a drawing that stands by itself turns into a new band."""
_ENDLESS = 10**6
_PHONE = 480


def lay_out(chart: ProcessMap, *, vertical: bool = False, whole: bool = False, longest: int = LONGEST_BAND) -> Drawing:
    """Return the drawing of the map.

    A vertical drawing that would be too wide for a phone has one lane, in which each step names its own, and leads far
    lines through connectors.

    Args:
        chart: The map.
        vertical: Whether the flow runs downwards, with lanes side by side.
        whole: Whether the map stays in one band and every edge in one line, however long.
        longest: About how many pixels a horizontal band may be long.
    """
    reach = None if whole else Reach(band=_ENDLESS if vertical else longest)
    drawing = _drawn(chart, {}, reach, vertical=vertical)
    if whole or not vertical or drawing.w <= _PHONE:
        return drawing
    names = {lane.id: lane.name for lane in chart.lanes}
    if len(chart.lanes) == 1:
        everyone, tags = chart.lanes[0], {}
    else:
        everyone = Lane(id="everyone", name=f"Each step names its {chart.lanes_by}")
        tags = {node.id: names[node.lane] for node in chart.nodes}
    nodes = tuple(replace(node, lane=everyone.id) for node in chart.nodes)
    single = replace(chart, lanes=(everyone,), nodes=nodes)
    narrow = Reach(band=_ENDLESS, forward=3, back=0)
    return replace(_drawn(single, tags, narrow, vertical=True), chart=chart)


def _drawn(chart: ProcessMap, tags: Mapping[str, str], reach: Reach | None, *, vertical: bool) -> Drawing:
    given = sizes(vertical=vertical, lanes=len(chart.lanes))
    forks = {node.id for node in chart.nodes if node.kind is NodeKind.DECISION}
    labels = {
        place: found
        for place, edge in enumerate(chart.edges)
        if (found := parts(edge, given, forks=edge.source in forks))
    }
    arrival = {chart.edges[place].target: label_size(found)[0] for place, found in labels.items()}
    widths = {node.id: _rough(node, given) + arrival.get(node.id, 0) for node in chart.nodes}
    contents = Contents(chart=chart, sizes=given, labels=labels, tags=tags)
    bands: list[Band] = []
    top = float(MARGIN)
    for sheet in sheets(chart, widths, labels, reach):
        bands.append(band_of(sheet, contents, corner=(MARGIN, top)))
        top = bands[-1].area.bottom + BAND_GAP
    widest = max(band.area.w for band in bands)
    return Drawing(
        chart=chart,
        vertical=vertical,
        w=widest + 2 * MARGIN,
        h=bands[-1].area.bottom + MARGIN,
        bands=tuple(bands if vertical else (_widened(band, widest) for band in bands)),
    )


def _rough(node: Node, given: Sizes) -> float:
    """Return about how long a node with the gap behind it is along the flow."""
    if node.kind is NodeKind.STEP:
        return given.box + 48.0
    return min(given.beside, 7.0 * len(node.label)) + 48.0


def _widened(band: Band, w: float) -> Band:
    """Return the band as wide as the widest, so that the bands of a drawing line up."""
    more = w - band.area.w

    def wider(area: Rect) -> Rect:
        return Rect(x=area.x, y=area.y, w=area.w + more, h=area.h)

    lanes = tuple(replace(lane, area=wider(lane.area)) for lane in band.lanes)
    phases = band.phases
    if phases:
        phases = (*phases[:-1], replace(phases[-1], area=wider(phases[-1].area), head=wider(phases[-1].head)))
    return replace(band, area=wider(band.area), lanes=lanes, phases=phases)
