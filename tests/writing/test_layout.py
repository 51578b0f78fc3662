"""Is the drawing true and readable? A geometric oracle that shares no code with the layout."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawn import ALL
from tests.mining.test_map import sops

from sopwright.mining.graph import Edge, Lane, Node, NodeKind, ProcessMap
from sopwright.mining.map import draw as draw_map
from sopwright.sop.document import Observation, Sop
from sopwright.writing.render.drawing import Band, Drawing, Line, Shape
from sopwright.writing.render.layout import lay_out
from sopwright.writing.render.stamps import Rect

WORDS = st.sampled_from(
    ["Call", "Set **Status**", "Leadqualifizierungsprozessdokumentation prüfen", "Open the lead and read all notes", ""]
)


@st.composite
def charts(draw: st.DrawFn) -> ProcessMap:
    lanes = draw(st.integers(1, 4))
    count = draw(st.integers(0, 12))
    nodes = [Node(id="start", kind=NodeKind.START, lane="l0", label="Start")]
    for place in range(count):
        kind = draw(st.sampled_from([NodeKind.STEP, NodeKind.STEP, NodeKind.DECISION, NodeKind.TRIGGER]))
        aside = draw(st.booleans()) if place > count // 2 else False
        nodes.append(
            Node(
                id=f"n{place}",
                kind=kind,
                lane=f"l{draw(st.integers(0, lanes - 1))}",
                label=draw(WORDS),
                number=str(place + 1) if kind is NodeKind.STEP else "",
                phase="" if aside else f"Phase {place // 3}",
                exception=aside,
                optional=draw(st.booleans()),
                seen=draw(st.sampled_from([None, Observation(runs=4, of=5)])),
            )
        )
    nodes.append(Node(id="end", kind=NodeKind.END, lane=f"l{lanes - 1}", label="End"))
    ids = [node.id for node in nodes]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids[:-1]), st.sampled_from(ids[1:])), unique=True, max_size=20))
    pairs = list(dict.fromkeys([*pairwise(ids[: draw(st.integers(1, len(ids)))]), *pairs]))
    edges = tuple(
        Edge(
            source=source,
            target=target,
            label=draw(st.sampled_from(["", "", "Yes", "otherwise, when nobody was reached in time"])),
            status=draw(st.sampled_from(["", "", "Lead Status: SQL – Accepted"])),
            wait_ms=draw(st.sampled_from([None, None, 3400])),
            runs=draw(st.sampled_from([None, 4])),
            of=5,
            handover=True,
        )
        for source, target in pairs
    )
    used = dict.fromkeys(node.lane for node in nodes)
    return ProcessMap(
        title="Any",
        lanes_by="role",
        lanes=tuple(Lane(id=lane, name=f"Role number {lane}") for lane in used),
        nodes=tuple(nodes),
        edges=edges,
    )


STUB = 420
"""The farthest that lines which leave or reach the same box may share: one gutter with labels and half a column."""

WAYS = pytest.mark.parametrize(
    ("vertical", "whole"),
    [
        pytest.param(False, False, id="horizontal"),
        pytest.param(True, False, id="vertical"),
        pytest.param(False, True, id="in one band"),
    ],
)


def inside(inner: Rect, outer: Rect, slack: float = 0.01) -> bool:
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.x + inner.w <= outer.x + outer.w + slack
        and inner.y + inner.h <= outer.y + outer.h + slack
    )


def overlap(one: Rect, two: Rect) -> bool:
    return (
        min(one.x + one.w, two.x + two.w) - max(one.x, two.x) > 0.01
        and min(one.y + one.h, two.y + two.h) - max(one.y, two.y) > 0.01
    )


def segments(line: Line) -> list[Rect]:
    return [
        Rect(x=min(ax, bx), y=min(ay, by), w=abs(ax - bx), h=abs(ay - by))
        for (ax, ay), (bx, by) in pairwise(line.points)
    ]


def crosses(segment: Rect, box: Rect) -> bool:
    thick = Rect(x=segment.x - 0.2, y=segment.y - 0.2, w=segment.w + 0.4, h=segment.h + 0.4)
    smaller = Rect(x=box.x + 0.3, y=box.y + 0.3, w=box.w - 0.6, h=box.h - 0.6)
    return overlap(thick, smaller)


def shared(one: Rect, two: Rect) -> float:
    """The length that two segments run on top of each other."""
    if one.h == two.h == 0 and abs(one.y - two.y) < 1:
        return max(0.0, min(one.x + one.w, two.x + two.w) - max(one.x, two.x))
    if one.w == two.w == 0 and abs(one.x - two.x) < 1:
        return max(0.0, min(one.y + one.h, two.y + two.h) - max(one.y, two.y))
    return 0.0


def texts(shape: Shape) -> Rect | None:
    """The text beside a decision or event; that of a step or connector is inside its box."""
    beside = shape.node is not None and shape.node.kind is not NodeKind.STEP
    return shape.text if beside and shape.lines else None


def complaints(drawing: Drawing) -> list[str]:
    page = Rect(x=0, y=0, w=drawing.w, h=drawing.h)
    found = []
    for band in drawing.bands:
        found += [*box_complaints(band, page), *line_complaints(band), *label_complaints(band, page)]
    return found


def box_complaints(band: Band, page: Rect) -> list[str]:
    found = []
    areas = {lane.name: lane.area for lane in band.lanes}
    heads = {lane.name: lane.head for lane in band.lanes}
    for shape in band.shapes:
        if not inside(shape.box, areas[shape.lane]) or overlap(shape.box, heads[shape.lane]):
            found.append(f"{shape.key} is outside its lane")
        if not inside(shape.text, page):
            found.append(f"the text of {shape.key} is outside the page")
    solid = [(shape.key, area) for shape in band.shapes for area in (shape.box, texts(shape)) if area is not None]
    found += [f"{a} and {b} overlap" for (a, one), (b, two) in combinations(solid, 2) if overlap(one, two)]
    return found


def passing_complaints(line: Line, band: Band) -> Iterator[str]:
    for place, segment in enumerate(segments(line)):
        if segment.w and segment.h:
            yield "runs askew"
        last = place == len(line.points) - 2
        for shape in band.shapes:
            own = (shape.key == line.source and place == 0) or (shape.key == line.target and last)
            if crosses(segment, shape.box) and not own:
                yield f"runs through {shape.key}"
            text = texts(shape)
            if text is not None and crosses(segment, text):
                yield f"runs through the text of {shape.key}"


def line_complaints(band: Band) -> list[str]:
    found = []
    boxes = {shape.key: shape for shape in band.shapes}
    for line in band.lines:
        name = f"{line.source} -> {line.target}"
        found += [f"{name} {complaint}" for complaint in passing_complaints(line, band)]
        for at, key in ((line.points[0], line.source), (line.points[-1], line.target)):
            box = boxes[key].box
            if not inside(Rect(x=at[0], y=at[1], w=0, h=0), box, 0.5):
                found.append(f"{name} does not touch {key}")
    for one, two in combinations(band.lines, 2):
        length = max(shared(a, b) for a in segments(one) for b in segments(two))
        kin = one.source == two.source or one.target == two.target
        if length > (STUB if kin else 1):
            found.append(f"{one.source} -> {one.target} and {two.source} -> {two.target} share {length:.0f} px")
    return found


def label_complaints(band: Band, page: Rect) -> list[str]:
    found = []
    labels = [(f"{line.source} -> {line.target}", line.label.room) for line in band.lines if line.label is not None]
    for name, room in labels:
        if not inside(room, page):
            found.append(f"label of {name} is outside the page")
        found += [
            f"label of {name} covers {shape.key}"
            for shape in band.shapes
            for area in (shape.box, texts(shape))
            if area is not None and overlap(room, area)
        ]
        found += [
            f"label of {name} is crossed by {line.source} -> {line.target}"
            for line in band.lines
            if any(crosses(segment, room) for segment in segments(line))
        ]
    found += [f"labels of {a} and {b} overlap" for (a, one), (b, two) in combinations(labels, 2) if overlap(one, two)]
    return found


@WAYS
@settings(max_examples=60, deadline=None)
@given(chart=charts())
def test_no_drawing_gives_reason_to_complain(*, vertical: bool, whole: bool, chart: ProcessMap) -> None:
    assert complaints(lay_out(chart, vertical=vertical, whole=whole)) == []


@WAYS
@settings(max_examples=40, deadline=None)
@given(sop=st.one_of(sops(), st.sampled_from(list(ALL.values()))))
def test_no_map_of_a_document_gives_reason_to_complain(*, vertical: bool, whole: bool, sop: Sop) -> None:
    assert complaints(lay_out(draw_map(sop), vertical=vertical, whole=whole)) == []


@settings(max_examples=20, deadline=None)
@given(chart=charts())
def test_a_narrow_column_gives_no_reason_to_complain(chart: ProcessMap) -> None:
    assert complaints(lay_out(chart, longest=880)) == []


def edges_drawn(drawing: Drawing) -> list[tuple[int, str, str]]:
    """Every edge with the nodes at its ends, put together from its pieces."""
    leaving: dict[int, str] = {}
    arriving: dict[int, str] = {}
    found = []
    for band in drawing.bands:
        names = {shape.key: shape for shape in band.shapes}
        for line in band.lines:
            source, target = names[line.source], names[line.target]
            for edge in line.edges:
                if source.node is not None and target.node is not None:
                    found.append((edge, source.key, target.key))
                elif source.node is not None:
                    assert target.leaving
                    assert edge not in leaving
                    leaving[edge] = source.key
                    assert target.refers == (drawing.chart.edges[edge].target,)
                else:
                    assert edge not in arriving
                    arriving[edge] = line.target
                    assert drawing.chart.edges[edge].source in source.refers
    assert leaving.keys() == arriving.keys()
    return sorted(found + [(edge, leaving[edge], arriving[edge]) for edge in leaving])


@WAYS
@settings(max_examples=30, deadline=None)
@given(chart=charts())
def test_every_edge_is_drawn_once_between_its_nodes(*, vertical: bool, whole: bool, chart: ProcessMap) -> None:
    drawing = lay_out(chart, vertical=vertical, whole=whole)
    assert edges_drawn(drawing) == [(place, edge.source, edge.target) for place, edge in enumerate(chart.edges)]
    keys = [shape.key for band in drawing.bands for shape in band.shapes if shape.node is not None]
    assert sorted(keys) == sorted(node.id for node in chart.nodes)


@settings(max_examples=15, deadline=None)
@given(chart=charts())
def test_the_same_map_gives_the_same_drawing(chart: ProcessMap) -> None:
    assert lay_out(chart) == lay_out(chart)
