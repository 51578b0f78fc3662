"""Is the SVG well formed, linked, the same each time, and readable in every mode?"""

import re
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Compare
from tests.drawn import ALL, LINEAR, LONG, ROLES, WILD, tree
from tests.mining.test_map import sops

from sopwright.mining.graph import NodeKind
from sopwright.mining.map import draw
from sopwright.sop.document import Sop
from sopwright.writing.render.svg import svg

NS = {"s": "http://www.w3.org/2000/svg"}
Orientation = Literal["horizontal", "vertical"]
BOTH = pytest.mark.parametrize("orientation", ["horizontal", "vertical"])


@pytest.mark.parametrize("name", ["linear", "roles", "long"])
@BOTH
def test_the_drawing_is_as_reviewed(name: str, orientation: Orientation, golden: Compare) -> None:
    golden(f"writing/map/{name}-{orientation}.svg", svg(draw(ALL[name]), orientation=orientation))


@BOTH
@settings(max_examples=40, deadline=None)
@given(sop=st.one_of(sops(), st.sampled_from(list(ALL.values()))))
def test_any_document_is_drawn_as_xml_with_a_link_for_each_step(orientation: Orientation, sop: Sop) -> None:
    chart = draw(sop)
    text = svg(chart, orientation=orientation)
    root = tree(text)
    links = {link.attrib["href"] for link in root.iterfind(".//s:a", NS)}
    assert links == {f"#step-{node.id}" for node in chart.nodes if node.kind is NodeKind.STEP}
    assert text == svg(chart, orientation=orientation)


@BOTH
def test_without_links_it_is_one_image(orientation: Orientation) -> None:
    root = tree(svg(draw(ROLES), orientation=orientation, links=False))
    assert root.attrib["role"] == "img"
    assert root.find(".//s:a", NS) is None
    title, description = root.attrib["aria-labelledby"].split()
    assert root.find(f"s:title[@id='{title}']", NS) is not None
    assert root.find(f"s:desc[@id='{description}']", NS) is not None


def test_plain_colours_use_no_variables() -> None:
    text = svg(draw(ROLES), adaptive=False)
    assert "var(" not in text
    assert "@media" not in text


def test_every_variable_has_a_light_and_a_dark_colour() -> None:
    text = svg(draw(LINEAR))
    used = set(re.findall(r"var\((--pm-[a-z-]+)\)", text))
    blocks = re.findall(r"\.pm \{([^}]*--pm-paper[^}]*)\}", text)
    assert len(blocks) == 3
    for block in blocks:
        assert used <= set(re.findall(r"(--pm-[a-z-]+):", block))


def test_no_letter_is_smaller_than_twelve_pixels() -> None:
    sizes = [float(size) for size in re.findall(r"font-size: ([0-9.]+)px", svg(draw(LONG)))]
    assert min(sizes) >= 12


def test_the_legend_names_only_what_occurs() -> None:
    plain = svg(draw(LINEAR))
    assert "CRM field set" in plain
    assert "Hand-over" not in plain
    assert "Exception" not in plain


def test_markup_in_a_title_stays_text() -> None:
    root = tree(svg(draw(WILD)))
    assert root.findtext("s:title", namespaces=NS) == "Loops & <loose> ends"
