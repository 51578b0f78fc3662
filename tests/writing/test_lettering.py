"""Does a wrapped text fit, and does it keep its letters?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.writing.render.lettering import text_width, wait_words, wrap

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"]) | st.just(" "), max_size=80)


@given(text=TEXT, width=st.integers(30, 200))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, 12)
    assert all(text_width(line, 12) <= width for line in lines)
    assert "".join(lines).replace("-", "") == "".join(text.split()).replace("-", "") or " " in " ".join(lines)
    assert [letter for letter in "".join(lines) if letter not in "- "] == [
        letter for letter in "".join(text.split()) if letter != "-"
    ]


@given(text=TEXT, width=st.integers(40, 200), most=st.integers(1, 4))
def test_a_text_cut_short_fits_and_says_so(text: str, width: int, most: int) -> None:
    whole, short = wrap(text, width, 12), wrap(text, width, 12, lines=most)
    assert len(short) <= most
    assert all(text_width(line, 12) <= width for line in short)
    assert short == whole or short[-1].endswith("…")


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        pytest.param(0, "0 ms", id="nothing"),
        pytest.param(999, "999 ms", id="milliseconds"),
        pytest.param(3_400, "3.4 s", id="seconds with a decimal"),
        pytest.param(59_700, "1 min", id="rounds up into the next unit"),
        pytest.param(3_600_000, "1 h", id="an hour"),
        pytest.param(172_800_000, "2 days", id="days"),
    ],
)
def test_waits_are_said_in_one_unit(milliseconds: int, words: str) -> None:
    assert wait_words(milliseconds) == words
