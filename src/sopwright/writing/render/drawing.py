"""What stands on the page? A drawing of the process map: bands, lanes, shapes, lines and labels in pixels.

In: nothing; these are the types. ``layout.lay_out`` fills them from a ``ProcessMap``; SVG and BPMN are written from
them.

Law: ``x`` grows to the right and ``y`` downwards; every length is in pixels.
"""

from dataclasses import dataclass

from sopwright.mining.graph import Node, ProcessMap
from sopwright.writing.render.stamps import Part, Rect

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node, or a connector to another place of the drawing.

    Attributes:
        key: The node's id; for a connector a name that no node has.
        node: The node; ``None`` for a connector.
        lane: Id of its lane.
        box: The shape itself.
        lines: Its text.
        text: The room of the text.
        refers: For a connector: ids of the nodes at the other end.
        leaving: For a connector: whether the way leaves here, rather than arrives.
        tag: Name of the lane in lines, where the drawing has one lane for all.
    """

    key: str
    node: Node | None
    lane: str
    box: Rect
    lines: tuple[str, ...]
    text: Rect
    refers: tuple[str, ...] = ()
    leaving: bool = False
    tag: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands at a line: condition, status, wait, count from top to bottom."""

    parts: tuple[Part, ...]
    room: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from shape to shape.

    Attributes:
        edges: Places in ``ProcessMap.edges`` of the edges that it draws.
        source: Key of the shape it leaves.
        target: Key of the shape it reaches.
        points: Its turns, on the border of the shapes at both ends.
        label: Its label; ``None`` without.
        handover: Where it crosses into another lane, when the work changes hands there; else ``None``.
    """

    edges: tuple[int, ...]
    source: str
    target: str
    points: tuple[Pair, ...]
    label: Label | None = None
    handover: Pair | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A lane or a phase of a band: its area, and its heading.

    Attributes:
        name: Id of the lane; title of the phase.
        area: The whole area, heading included.
        head: The room of the heading.
        lines: The heading.
    """

    name: str
    area: Rect
    head: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One part of a long map: all its lanes, over some of its columns."""

    area: Rect
    lanes: tuple[Strip, ...]
    phases: tuple[Strip, ...]
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The map on a page of ``w`` by ``h`` pixels; ``vertical`` when the flow runs downwards."""

    chart: ProcessMap
    vertical: bool
    w: float
    h: float
    bands: tuple[Band, ...]
