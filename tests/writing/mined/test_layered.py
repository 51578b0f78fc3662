from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sopwright.writing.mined.layered import Box, Layout, Link, lay_out

Drawn = tuple[list[Box], list[Link], int]


@st.composite
def graphs(draw: st.DrawFn) -> Drawn:
    lanes = draw(st.integers(1, 3))
    count = draw(st.integers(2, 9))
    boxes = [
        Box(key=key, w=draw(st.integers(20, 200)), h=draw(st.integers(20, 90)), lane=draw(st.integers(0, lanes - 1)))
        for key in range(count)
    ]
    pairs = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=16))
    links = [
        Link(
            source=min(one, two),
            target=max(one, two),
            weight=draw(st.floats(0.01, 1)),
            label_w=draw(st.integers(0, 120)),
        )
        for one, two in sorted(pairs)
        if one != two
    ]
    return boxes, links, lanes


def rooms(found: Layout) -> list[tuple[int, float, float, int]]:
    """Return layer, left, right and lane of every room."""
    every = [*found.boxes.values(), *(room for passes in found.passes for room in passes)]
    return [(room.layer, room.x - room.w / 2, room.x + room.w / 2, room.lane) for room in every]


@given(graphs())
def test_nothing_overlaps_and_everything_is_in_its_lane(drawn: Drawn) -> None:
    boxes, links, lanes = drawn
    found = lay_out(boxes, links, lanes)
    for (layer, _, right, _), (other, left, _, _) in pairwise(sorted(rooms(found))):
        assert layer != other or left > right
    for _, left, right, lane in rooms(found):
        assert found.lanes[lane][0] <= left <= right <= found.lanes[lane][1]
    for place, link in enumerate(links):
        heights = [found.boxes[link.source].y, *(room.y for room in found.passes[place]), found.boxes[link.target].y]
        assert heights == sorted(heights)
        assert found.label[place] in found.passes[place]
    assert all(room.y + room.h / 2 <= found.h + 0.001 for room in found.boxes.values())


@given(graphs())
def test_the_same_graph_gives_the_same_places(drawn: Drawn) -> None:
    assert lay_out(*drawn) == lay_out(*drawn)


def test_a_chain_stands_straight() -> None:
    boxes = [Box(key=key, w=100, h=40) for key in range(4)]
    links = [Link(source=key, target=key + 1, weight=1, label_w=50) for key in range(3)]
    found = lay_out(boxes, links)
    assert len({round(room.x, 3) for room in found.boxes.values()}) == 1
