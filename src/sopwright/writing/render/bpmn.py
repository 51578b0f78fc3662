"""How does another modeller open the process map? As BPMN 2.0 with the same lanes and lines as our own drawing.

In: a ``ProcessMap``. Out: BPMN 2.0 XML with its diagram, in one band.

Law: every node is a flow node in exactly one lane and has a shape; every edge is a sequence flow and has an edge in the
diagram; every reference names something that is there; ids depend on the ids of the map only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sopwright.mining.graph import Edge, Node, NodeKind, ProcessMap
from sopwright.writing.render.drawing import Drawing
from sopwright.writing.render.layout import lay_out
from sopwright.writing.render.lettering import wait_words
from sopwright.writing.render.markup import attribute, content
from sopwright.writing.render.stamps import Rect

_TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.TRIGGER: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.STEP: "userTask",
    NodeKind.DECISION: "exclusiveGateway",
}
_NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_HEAD = 30
"""Width of the strip that holds the title of the pool."""


def bpmn(process_map: ProcessMap) -> str:
    """Return the map as a BPMN 2.0 file with one pool, its lanes and its diagram."""
    chart = process_map
    ids = _ids([node.id for node in chart.nodes])
    flows = [f"Flow_{place}" for place in range(1, len(chart.edges) + 1)]
    drawing = lay_out(chart, whole=True)
    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in _NAMES.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<bpmn:definitions {spaces} id="Definitions_1" targetNamespace="https://sopwright.example/bpmn">',
        '  <bpmn:collaboration id="Collaboration_1">',
        f'    <bpmn:participant id="Participant_1" name={attribute(chart.title)} processRef="Process_1" />',
        "  </bpmn:collaboration>",
        f'  <bpmn:process id="Process_1" name={attribute(chart.title)} isExecutable="false">',
        *_lane_set(chart, ids),
        *(line for node in chart.nodes for line in _flow_node(chart, node, ids, flows)),
        *(line for place, edge in enumerate(chart.edges) for line in _flow(edge, flows[place], ids)),
        "  </bpmn:process>",
        '  <bpmndi:BPMNDiagram id="Diagram_1">',
        '    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Collaboration_1">',
        *_shapes(drawing, ids),
        *_edges(drawing, flows),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>",
        "</bpmn:definitions>",
    ]
    return "\n".join(lines) + "\n"


def _ids(names: Sequence[str]) -> Mapping[str, str]:
    """Return an id for each name that XML accepts; different names stay different."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        id_ = "Node_" + re.sub(r"[^A-Za-z0-9_.-]", "_", name)
        while id_ in taken:
            id_ += "_"
        taken.add(id_)
        found[name] = id_
    return found


def _lane_set(chart: ProcessMap, ids: Mapping[str, str]) -> Iterable[str]:
    yield '    <bpmn:laneSet id="LaneSet_1">'
    for place, lane in enumerate(chart.lanes, start=1):
        yield f'      <bpmn:lane id="Lane_{place}" name={attribute(lane.name)}>'
        for node in chart.nodes:
            if node.lane == lane.id:
                yield f"        <bpmn:flowNodeRef>{ids[node.id]}</bpmn:flowNodeRef>"
        yield "      </bpmn:lane>"
    yield "    </bpmn:laneSet>"


def _flow_node(chart: ProcessMap, node: Node, ids: Mapping[str, str], flows: Sequence[str]) -> Iterable[str]:
    tag = _TAGS[node.kind]
    nameless = "Optional" if node.optional else "Decision"
    name = " ".join(text for text in (node.number, node.label) if text) or nameless
    yield f'    <bpmn:{tag} id="{ids[node.id]}" name={attribute(name)}>'
    yield from (f"      <bpmn:documentation>{content(text)}</bpmn:documentation>" for text in _notes(node))
    for way, role in (("incoming", "target"), ("outgoing", "source")):
        for place, edge in enumerate(chart.edges):
            if getattr(edge, role) == node.id:
                yield f"      <bpmn:{way}>{flows[place]}</bpmn:{way}>"
    if node.kind is NodeKind.TRIGGER:
        yield f'      <bpmn:conditionalEventDefinition id="When_{ids[node.id]}">'
        yield f'        <bpmn:condition xsi:type="bpmn:tFormalExpression">{content(node.label)}</bpmn:condition>'
        yield "      </bpmn:conditionalEventDefinition>"
    yield f"    </bpmn:{tag}>"


def _notes(node: Node) -> Iterable[str]:
    """Yield what the drawing cannot show: the whole sentence, the phase, what recordings say."""
    if node.text and node.text != node.label:
        yield node.text
    if node.phase and node.kind is NodeKind.STEP:
        yield f"Phase: {node.phase}"
    if node.optional and node.kind is NodeKind.STEP:
        yield "Optional step"
    if node.candidate:
        yield "Suspected decision" if node.kind is NodeKind.DECISION else "How it goes on was not observed"
    if node.seen is not None:
        yield f"Seen in {node.seen.runs} of {node.seen.of} runs"
        if node.seen.evidence:
            yield f"Evidence: {' '.join(str(ref) for ref in node.seen.evidence)}"


def _flow(edge: Edge, flow: str, ids: Mapping[str, str]) -> Iterable[str]:
    named = f" name={attribute(edge.label)}" if edge.label else ""
    start = f'    <bpmn:sequenceFlow id="{flow}"{named} sourceRef="{ids[edge.source]}" targetRef="{ids[edge.target]}"'
    notes = [
        f"Sets {edge.status}" if edge.status else "",
        f"Median wait {wait_words(edge.wait_ms)}" if edge.wait_ms is not None else "",
        f"Seen in {edge.runs} of {edge.of} runs" if edge.runs is not None and edge.of else "",
        "Hand-over" if edge.handover else "",
    ]
    told = [note for note in notes if note]
    if not told:
        yield f"{start} />"
        return
    yield f"{start}>"
    yield from (f"      <bpmn:documentation>{content(note)}</bpmn:documentation>" for note in told)
    yield "    </bpmn:sequenceFlow>"


# -- diagram ----------------------------------------------------------------------------------------------------------


def _bounds(area: Rect, indent: str) -> str:
    x, y, w, h = (f"{number:.1f}".removesuffix(".0") for number in (area.x, area.y, area.w, area.h))
    return f'{indent}<dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}" />'


def _shapes(drawing: Drawing, ids: Mapping[str, str]) -> Iterable[str]:
    (band,) = drawing.bands
    top, bottom = band.lanes[0].area.y, band.lanes[-1].area.bottom
    yield from _shape("Participant_1", Rect(x=band.area.x, y=top, w=band.area.w, h=bottom - top), upright=False)
    for place, lane in enumerate(band.lanes, start=1):
        area = Rect(x=lane.area.x + _HEAD, y=lane.area.y, w=lane.area.w - _HEAD, h=lane.area.h)
        yield from _shape(f"Lane_{place}", area, upright=False)
    for shape in band.shapes:
        inside = shape.node is not None and shape.node.kind is NodeKind.STEP
        text = shape.text if shape.lines else Rect(x=shape.box.x - 14, y=shape.box.y - 18, w=shape.box.w + 28, h=14)
        yield from _shape(ids[shape.key], shape.box, label=None if inside else text)


def _shape(element: str, area: Rect, *, upright: bool = True, label: Rect | None = None) -> Iterable[str]:
    flat = "" if upright else ' isHorizontal="true"'
    yield f'      <bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}"{flat}>'
    yield _bounds(area, "        ")
    yield from _label(label)
    yield "      </bpmndi:BPMNShape>"


def _label(room: Rect | None) -> Iterable[str]:
    if room is not None:
        yield "        <bpmndi:BPMNLabel>"
        yield _bounds(room, "          ")
        yield "        </bpmndi:BPMNLabel>"


def _edges(drawing: Drawing, flows: Sequence[str]) -> Iterable[str]:
    (band,) = drawing.bands
    for line in band.lines:
        (place,) = line.edges
        yield f'      <bpmndi:BPMNEdge id="{flows[place]}_di" bpmnElement="{flows[place]}">'
        for x, y in line.points:
            across, down = (f"{number:.1f}".removesuffix(".0") for number in (x, y))
            yield f'        <di:waypoint x="{across}" y="{down}" />'
        named = line.label is not None and drawing.chart.edges[place].label
        yield from _label(line.label.room if line.label is not None and named else None)
        yield "      </bpmndi:BPMNEdge>"
