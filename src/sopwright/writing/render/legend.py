"""Which signs does the drawing of the map need to explain? Only those that occur in it.

In: a ``Drawing``. Out: the entries of the legend with their places below the drawing.
"""

from dataclasses import dataclass

from sopwright.mining.graph import NodeKind
from sopwright.writing.render.drawing import Drawing
from sopwright.writing.render.lettering import text_width
from sopwright.writing.render.stamps import SMALL

_MARGIN, _SIGN, _BETWEEN, _ROW = 16, 30, 26, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sign and its meaning; ``x`` and ``y`` are its upper left corner, from the lower end of the drawing."""

    sign: str
    text: str
    x: float
    y: float


def legend(drawing: Drawing) -> tuple[tuple[Entry, ...], float]:
    """Return the entries, row by row, and the height they need."""
    found: list[Entry] = []
    x, y = float(_MARGIN), 2.0
    for sign, text in _signs(drawing):
        w = _SIGN + text_width(text, SMALL)
        if x > _MARGIN and x + w > drawing.w - _MARGIN:
            x, y = float(_MARGIN), y + _ROW
        found.append(Entry(sign=sign, text=text, x=x, y=y))
        x += w + _BETWEEN
    return tuple(found), y + _ROW if found else 0


def _signs(drawing: Drawing) -> list[tuple[str, str]]:
    nodes = drawing.chart.nodes
    lines = [line for band in drawing.bands for line in band.lines]
    kinds = {part.kind for line in lines if line.label for part in line.label.parts}
    decisions = [node for node in nodes if node.kind is NodeKind.DECISION and not node.optional]
    known = {
        "decision": (any(not node.candidate for node in decisions), "Decision"),
        "suspected": (any(node.candidate for node in decisions), "Suspected decision"),
        "optional": (any(node.optional and node.kind is NodeKind.STEP for node in nodes), "Optional step"),
        "exception": (any(node.exception and node.number for node in nodes), "Exception"),
        "handover": (any(line.handover for line in lines), "Hand-over"),
        "status": ("status" in kinds, "CRM field set"),
        "wait": ("wait" in kinds, "Wait before (median)"),
        "count": ("count" in kinds or any(node.seen and node.seen.of > 1 for node in nodes), "Seen in n of m runs"),
        "link": (any(shape.node is None for band in drawing.bands for shape in band.shapes), "Goes on elsewhere"),
    }
    return [(sign, text) for sign, (occurs, text) in known.items() if occurs]
