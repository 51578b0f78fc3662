"""How is a mined flow handed to modelling tools? As a graph in which a decision stands wherever ways part.

In: a ``Flow``. Out: a ``ProcessMap``.

Law: every stop and every way of the flow is in the graph once; what is not in the flow is not in it, but for the
decisions.
"""

from collections.abc import Iterator
from dataclasses import replace

from sopwright.mining.graph import Edge, Lane, Node, NodeKind, ProcessMap
from sopwright.mining.history.flow import END, START, Flow, Way

_LONGEST_NAME = 120
_END_ID = "end"


def process_map(shown: Flow, title: str) -> ProcessMap:
    """Return the flow as a graph for modelling tools: where ways part, a decision stands between."""
    lanes = tuple(Lane(id=f"lane-{at + 1}", name=_short(name)) for at, name in enumerate(shown.lanes or (title,)))
    leaving: dict[int, list[Way]] = {}
    for way in shown.ways:
        leaving.setdefault(way.source, []).append(way)
    first = shown.stops[0].lane if shown.stops else 0
    last = shown.stops[-1].lane if shown.stops else 0
    nodes = [Node(id="start", kind=NodeKind.START, lane=lanes[first].id, label="Start")]
    for stop in shown.stops:
        label = _short(stop.label)
        nodes.append(Node(id=f"a{stop.code}", kind=NodeKind.STEP, lane=lanes[stop.lane].id, label=label, text=label))
        if len(leaving.get(stop.code, ())) > 1:
            nodes.append(Node(id=f"after-{stop.code}", kind=NodeKind.DECISION, lane=lanes[stop.lane].id, label=""))
    nodes.append(Node(id=_END_ID, kind=NodeKind.END, lane=lanes[last].id, label="End"))
    if len(leaving.get(START, ())) > 1:
        nodes.insert(1, Node(id="after-start", kind=NodeKind.DECISION, lane=lanes[first].id, label=""))
    place = {node.id: at for at, node in enumerate(nodes)}
    lane = {node.id: node.lane for node in nodes}
    found = sorted(_graph_edges(shown, leaving), key=lambda edge: (place[edge.source], place[edge.target]))
    return ProcessMap(
        title=title,
        lanes_by=shown.lanes_by or "role",
        lanes=lanes,
        nodes=tuple(nodes),
        edges=tuple(replace(edge, handover=lane[edge.source] != lane[edge.target]) for edge in found),
    )


def _graph_edges(shown: Flow, leaving: dict[int, list[Way]]) -> Iterator[Edge]:
    names = {START: "start", END: _END_ID}
    for source, ways in leaving.items():
        name = names.get(source, f"a{source}")
        if len(ways) > 1:
            gate = "after-start" if source == START else f"after-{source}"
            yield Edge(source=name, target=gate)
            name = gate
        for way in ways:
            yield Edge(
                source=name,
                target=names.get(way.target, f"a{way.target}"),
                label=f"{way.count:,} ×" if len(ways) > 1 else "",
                runs=way.cases,
                of=shown.cases,
                wait_ms=None if way.wait_us is None else max(round(way.wait_us / 1000), 0),
            )


def _short(text: str) -> str:
    """Return a name that a box can hold."""
    words = " ".join(text.split()) or "(blank)"
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
