"""How large is each node and each label, and how does its text break into lines?

In: nodes and edges of the map. Out: stamps, which are shapes and texts around the point where lines meet them.

Law: every line of text fits the width given to it; nothing is smaller than 12 pixels.
"""

from dataclasses import dataclass

from sopwright.mining.graph import Edge, Node, NodeKind
from sopwright.writing.render.grid import Spot
from sopwright.writing.render.lettering import text_width, wait_words, wrap

TEXT, TEXT_LINE = 13, 17
SMALL, SMALL_LINE = 12, 15
BOX_PAD = 12
HEAD = 20
DIAMOND, CIRCLE = 20, 15
CHIP_PAD = 7
GLYPH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    def moved(self, x: float, y: float) -> "Rect":
        """Return it moved by ``x`` and ``y``."""
        return Rect(x=self.x + x, y=self.y + y, w=self.w, h=self.h)

    @property
    def right(self) -> float:
        """The right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y + self.h


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A shape and its text, placed around the point (0, 0) where lines meet the shape's middle.

    Attributes:
        box: The shape.
        lines: The text.
        text: The room of the text; inside the box for a step, beside it for the rest.
        tag: Name of the lane in lines, for a step that stands in no lane of its own.
    """

    box: Rect
    lines: tuple[str, ...]
    text: Rect
    tag: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One element of a label.

    Attributes:
        kind: ``condition``, ``status``, ``wait`` or ``count``.
        lines: Its text.
        w: Width in pixels.
        h: Height in pixels.
    """

    kind: str
    lines: tuple[str, ...]
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Widths of one drawing in pixels.

    Attributes:
        vertical: Whether the flow runs downwards.
        box: Width of a step.
        beside: Widest text at a decision or event.
        label: Widest label of a line.
    """

    vertical: bool
    box: int
    beside: int
    label: int


def sizes(*, vertical: bool, lanes: int) -> Sizes:
    """Return the widths that suit the orientation; lanes side by side are narrower."""
    if not vertical:
        return Sizes(vertical=False, box=168, beside=136, label=116)
    if lanes == 1:
        return Sizes(vertical=True, box=144, beside=70, label=80)
    return Sizes(vertical=True, box=120, beside=72, label=80)


def stamp(spot: Spot, names: tuple[str, ...], tag: str, given: Sizes) -> Stamp:
    """Return the stamp of a spot; ``names`` are what a connector refers to, ``tag`` names the lane if it must."""
    if spot.node is None:
        return _connector(spot, names)
    if spot.node.kind is NodeKind.STEP:
        return _step(spot.node, tag, given)
    half = DIAMOND if spot.decision else CIRCLE
    lines = wrap(spot.node.label, given.beside, SMALL, lines=6)
    w = max((text_width(line, SMALL) for line in lines), default=0)
    h = len(lines) * SMALL_LINE
    if given.vertical:
        x = -half - 6 - w if spot.decision else half + 6
        text = Rect(x=x, y=-h / 2, w=w, h=h)
    else:
        text = Rect(x=-w / 2, y=-half - 5 - h if spot.decision else half + 4, w=w, h=h)
    return Stamp(box=Rect(x=-half, y=-half, w=2 * half, h=2 * half), lines=lines, text=text)


def _step(node: Node, tag: str, given: Sizes) -> Stamp:
    w = given.box
    lines = wrap(node.label, w - 2 * BOX_PAD, TEXT, lines=6)
    tagged = wrap(tag, w - 2 * BOX_PAD, SMALL, lines=2)
    head = HEAD + len(tagged) * SMALL_LINE
    h = BOX_PAD + head + len(lines) * TEXT_LINE + BOX_PAD - 3
    box = Rect(x=-w / 2, y=-h / 2, w=w, h=h)
    text = Rect(x=box.x + BOX_PAD, y=box.y + BOX_PAD - 2 + head, w=w - 2 * BOX_PAD, h=len(lines) * TEXT_LINE)
    return Stamp(box=box, lines=lines, text=text, tag=tagged)


def grown(each: Stamp, h: float) -> Stamp:
    """Return the stamp of a step with a box of height ``h``, its text still at the top."""
    box = Rect(x=each.box.x, y=-h / 2, w=each.box.w, h=h)
    return Stamp(box=box, lines=each.lines, text=each.text.moved(0, box.y - each.box.y), tag=each.tag)


def _connector(spot: Spot, names: tuple[str, ...]) -> Stamp:
    text = f"to {names[0]}" if spot.leaving else f"from {', '.join(names)}"
    lines = wrap(text, 110, SMALL, lines=3)
    w = max(text_width(line, SMALL) for line in lines) + 26
    h = len(lines) * SMALL_LINE + 11
    box = Rect(x=-w / 2, y=-h / 2, w=w, h=h)
    return Stamp(box=box, lines=lines, text=Rect(x=-w / 2 + 13, y=-h / 2 + 5, w=w - 26, h=h - 11))


def parts(edge: Edge, given: Sizes, *, forks: bool) -> tuple[Part, ...]:
    """Return the elements of the edge's label from top to bottom; ``forks`` when it leaves a decision."""
    found = []
    if edge.label:
        found.append(_text("condition", wrap(edge.label, given.label, SMALL, lines=4, bold=True), pad=0))
    if edge.status:
        found.append(_text("status", wrap(edge.status, given.label - 2 * CHIP_PAD, SMALL, lines=4), pad=CHIP_PAD))
    if edge.wait_ms:
        words = wait_words(edge.wait_ms)
        w = text_width(words, SMALL) + GLYPH
        found.append(Part(kind="wait", lines=(words,), w=w, h=SMALL_LINE + 1))
    if edge.runs is not None and edge.of and edge.of > 1 and (forks or edge.runs < edge.of):
        found.append(_text("count", (f"{edge.runs} of {edge.of}",), pad=0))
    return tuple(found)


def _text(kind: str, lines: tuple[str, ...], *, pad: int) -> Part:
    bold = kind == "condition"
    w = max(text_width(line, SMALL, bold=bold) for line in lines) + 2 * pad
    return Part(kind=kind, lines=lines, w=w, h=len(lines) * SMALL_LINE + (5 if pad else 0))


PART_GAP = 3


def label_size(given: tuple[Part, ...]) -> tuple[float, float]:
    """Return width and height of a label."""
    return max(part.w for part in given), sum(part.h for part in given) + PART_GAP * (len(given) - 1)
