"""How does a long process map fit on paper? As several drawings, each of some of its bands, all in one scale.

In: a ``ProcessMap``. Out: SVG texts in plain light colours, one for each wide page.

Law: no band is cut, and every part of the drawing is on exactly one page.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from sopwright.mining.graph import ProcessMap
from sopwright.writing.render.drawing import Band
from sopwright.writing.render.layout import lay_out
from sopwright.writing.render.svg import svg

_VIEW = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_HEIGHT = re.compile(r' height="[\d.]+"')
_PAGE_RATIO = 0.56
"""Height of the room on a wide A4 page against its width, below the heading."""


def printed_map(process_map: ProcessMap) -> tuple[str, ...]:
    """Return the drawings of the map, one for each page."""
    whole = svg(process_map, links=False, adaptive=False)
    width, height = _size(whole)
    edges = (0.0, *_breaks(lay_out(process_map).bands, width * _PAGE_RATIO), height)
    return tuple(_window(whole, top, bottom) for top, bottom in pairwise(edges))


def _breaks(bands: Sequence[Band], most: float) -> tuple[float, ...]:
    """Return where to cut between bands so that no piece is higher than ``most``, unless one band alone is."""
    found: list[float] = []
    for before, band in pairwise(bands):
        if band.area.bottom - (found[-1] if found else 0) > most:
            found.append((before.area.bottom + band.area.y) / 2)
    return tuple(found)


def _size(drawing: str) -> tuple[float, float]:
    """Return width and height of a drawing, as its first tag states them."""
    found = _VIEW.search(drawing)
    assert found is not None, "a drawing states its size"  # noqa: S101 - for us: a change of svg.py
    return float(found["width"]), float(found["height"])


def _window(drawing: str, top: float, bottom: float) -> str:
    """Return the drawing as seen through a window of its full width."""
    width, _ = _size(drawing)
    lower = _HEIGHT.sub(f' height="{bottom - top:.1f}"', drawing, count=1)
    return _VIEW.sub(f'viewBox="0 {top:.1f} {width:.1f} {bottom - top:.1f}"', lower, count=1)
