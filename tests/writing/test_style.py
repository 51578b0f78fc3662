import re

import pytest

from sopwright.writing.render.style import TOKENS

GROUNDS = {
    "ink": ("ground", "raised"),
    "quiet": ("ground", "raised"),
    "accent": ("ground", "accent-soft"),
    "warn": ("ground", "warn-soft"),
    "absent": ("ground",),
}
SCHEMES = dict(
    zip(
        ("light", "dark", "print"),
        [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in TOKENS.split(":root")[1:]],
        strict=True,
    )
)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), [(text, ground) for text, many in GROUNDS.items() for ground in many])
def test_every_text_can_be_read_on_every_ground_it_stands_on(scheme: str, text: str, ground: str) -> None:
    light, dark = sorted((luminance(SCHEMES[scheme][text]), luminance(SCHEMES[scheme][ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
