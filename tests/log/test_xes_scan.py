"""The fast reader of XES gives what the plain one gives, or gives up."""

import gzip
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.xes_scan import scan
from sopwright.log.xes_stated import KINDS, Stated, Traces
from sopwright.log.xes_walk import walk

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=20) | st.sampled_from(
    ["", "a&b", "<x>", 'say "so"', "it's", "é" * 7, "12 characters", "12 character", "13 characters"]
)
NAMES = TEXTS.filter(bool)
ATTRIBUTES = st.lists(st.tuples(st.sampled_from(KINDS[:6]), NAMES, TEXTS), max_size=4)
TRACES = st.lists(st.tuples(ATTRIBUTES, st.lists(ATTRIBUTES, max_size=4)), min_size=1, max_size=4)
STYLES = st.sampled_from(["<{0} key={1} value={2}/>", "<{0} key={1} value={2} />\n", "\t<{0} key={1} value={2}></{0}>"])


def quoted(text: str) -> str:
    return '"' + quoteattr(f"'{text}")[2:-1].replace('"', "&quot;") + '"'


@st.composite
def files(draw: st.DrawFn) -> bytes:
    style = draw(STYLES)

    def written(attributes: list[tuple[str, str, str]]) -> str:
        return "".join(style.format(kind, quoted(name), quoted(value)) for kind, name, value in attributes)

    traces = "".join(
        f"\n<trace>{written(own)}{''.join(f'<event>{written(event)}</event>' for event in events)}</trace>"
        for own, events in draw(TRACES)
    )
    return f'<?xml version="1.0"?><log><int key="n" value="1"><int key="m" value="2"/></int>{traces}</log>'.encode()


def same(left: dict[str, Stated], right: dict[str, Stated]) -> bool:
    return left.keys() == right.keys() and all(
        left[name].value.equals(right[name].value)
        and np.array_equal(left[name].owner, right[name].owner)
        and np.array_equal(left[name].kind, right[name].kind)
        for name in left
    )


def equal(left: Traces, right: Traces) -> bool:
    return (
        left.header == right.header
        and left.traces == right.traces
        and np.array_equal(left.trace, right.trace)
        and same(left.of_trace, right.of_trace)
        and same(left.of_event, right.of_event)
    )


@given(files())
def test_both_readers_state_the_same(data: bytes) -> None:
    fast = scan(data)

    assert fast is None or equal(fast, walk(data, "a.xes"))


PLAIN = (
    b'<log><trace><string key="concept:name" value="a &amp; b"/><event><string key="n" value="x"/>'
    b'<boolean key="f" value="true"></boolean></event>\n<event/></trace></log>'
)


def test_the_plain_form_is_read_fast() -> None:
    assert scan(PLAIN) is not None


@settings(max_examples=400)
@given(
    at=st.integers(0, len(PLAIN) - 1),
    length=st.integers(0, 8),
    by=st.sampled_from(
        [b"", b"<", b">", b'"', b"/", b"&", b"'", b"<event>", b"</trace>", b"\x00", b"\xff", b"<!--", b" x"]
    ),
)
def test_a_damaged_file_is_never_read_otherwise_than_xml_reads_it(at: int, length: int, by: bytes) -> None:
    data = PLAIN[:at] + by + PLAIN[at + length :]
    fast = scan(data)
    if fast is not None:
        assert equal(fast, walk(data, "a.xes"))


@pytest.mark.parametrize(
    "before",
    [b"<!-- <trace></trace> -->", b"<?x <trace></trace> ?>", b"<![CDATA[<trace></trace>]]>", b"<!-- a -->", b"<?x?>"],
)
def test_traces_that_are_commented_out_are_none(before: bytes) -> None:
    data = PLAIN.replace(b"<log>", b"<log>" + before)
    fast = scan(data)

    assert walk(data, "a.xes").traces == 1
    assert fast is None or fast.traces == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN[:-3], id="cut off"),
        pytest.param(PLAIN.replace(b"<trace>", b"<tra<trace>ce>"), id="a tag within a tag"),
        pytest.param(PLAIN.replace(b"&amp;", b"&#0;"), id="a character that XML forbids"),
        pytest.param(PLAIN.replace(b"</boolean>", b"</booleans>"), id="an end tag of another name"),
        pytest.param(PLAIN.replace(b"<event/>", b"]]>"), id="the end of a section that never began"),
    ],
)
def test_what_is_no_xml_is_left_to_the_reader_that_can_say_why(data: bytes) -> None:
    assert scan(data) is None
    with pytest.raises(InputError):
        walk(data, "a.xes")


@pytest.mark.realdata
@pytest.mark.parametrize("file", ["helpdesk", "sepsis"])
def test_real_logs_are_read_fast_and_the_same(realdata: Path, file: str) -> None:
    data = gzip.decompress((realdata / "logs" / f"{file}.xes.gz").read_bytes())
    fast = scan(data)

    assert fast is not None
    assert equal(fast, walk(data, file))
