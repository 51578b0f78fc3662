"""What the report of a small story says, to the byte; what it says of logs that hold next to nothing."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from bpmn_io import BpmnModdle, check
from bpmn_io.lint import Linter
from bpmn_io.lint.linter import Resolver
from bpmn_io.lint.resolver import NodeResolver
from bpmn_io.moddle.base import ModdleElement
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Compare
from tests.writing.mined.logs import at_once, hostile, many_activities, one_event, story

from sopwright.errors import InputError
from sopwright.log.event_log import EventLog
from sopwright.mining.history.flow import flow
from sopwright.mining.history.flow_graph import process_map
from sopwright.mining.history.overview import overview
from sopwright.writing.mined import tables
from sopwright.writing.mined.embedding import embedded, packed, sampled, zigzag
from sopwright.writing.mined.making import Asked, made
from sopwright.writing.mined.map_svg import says
from sopwright.writing.mined.page import page
from sopwright.writing.mined.report import told_of
from sopwright.writing.mined.standouts import standouts
from sopwright.writing.render.bpmn import bpmn

LOGS = {"story": story(), "hostile": hostile(), "one event": one_event(), "all at once": at_once()}


def test_the_files_of_the_story_are_as_reviewed(golden: Compare) -> None:
    done = made(story(), Asked(title="Sixty leads"))
    for name, content in done.files.items():
        if name == "report.html":  # its style and script are files of their own, reviewed there
            text = re.sub(r"<style>.*?</style>", "<style></style>", content.decode(), flags=re.DOTALL)
            text = re.sub(r"<script>.*?</script>", "<script></script>", text, flags=re.DOTALL)
            golden(f"mined/story/{name}", re.sub(r"sha256-[^']+", "sha256-", text))
        elif not name.endswith(".parquet"):
            golden(f"mined/story/{name}", content)


def test_parquet_and_csv_and_their_words_hold_the_same_columns() -> None:
    files = made(story(), Asked(title="Sixty leads", forms=("parquet", "csv", "json"))).files
    for name, columns in tables.COLUMNS.items():
        table = pl.read_parquet(BytesIO(files[f"tables/{name}.parquet"]))
        known = [column for column in table.columns if not column.startswith("attribute:")]
        assert known == list(columns)
        assert files[f"tables/{name}.csv"].decode().partition("\n")[0] == ",".join(table.columns)
        assert json.loads(files["mined.json"])["rows"][name] == len(table)


@pytest.mark.parametrize("name", LOGS)
def test_the_same_log_gives_the_same_files(name: str) -> None:
    asked = Asked(title=name)
    assert made(LOGS[name], asked).files == made(LOGS[name], asked).files


@pytest.mark.parametrize("name", LOGS)
def test_no_name_ends_the_script_or_begins_an_element(name: str) -> None:
    text = page(told_of(LOGS[name], "A </title> log"))
    assert text.count("</script>") == 2
    assert len(re.findall(r"<script\b", text)) == 2
    data = json.loads(text.partition('<script id="data" type="application/json">')[2].partition("</script>")[0])
    assert data["cases"] == LOGS[name].cases
    assert "http" not in re.sub(r"http-equiv|http://www\.w3\.org/2000/svg", "", text)


@pytest.mark.parametrize("name", LOGS)
def test_bpmnlint_recommends_nothing_as_an_error(name: str) -> None:
    text = bpmn(process_map(flow(LOGS[name]), "A log"))
    report = check(text)
    assert (report.ok, report.errors, report.warnings) == (True, [], [])
    root = BpmnModdle().from_xml(text).root_element
    resolver = cast("Resolver", NodeResolver())
    found = Linter(config={"extends": "bpmnlint:recommended"}, resolver=resolver).lint(cast("ModdleElement", root))
    assert {rule for rule, reports in found.items() if reports} <= {"fake-join"}


def test_a_hundred_thousand_activities_are_a_map_that_people_can_read() -> None:
    log = many_activities(100_000)
    told = told_of(log, "Many")
    assert len(told.flow.stops) <= 140
    assert says(told.flow).startswith(f"The map shows {len(told.flow.stops)} of 100,000 activities")
    assert len(page(told)) < 30_000_000


def test_a_small_map_is_whole_and_says_so() -> None:
    found = flow(story())
    assert (len(found.stops), found.whole) == (5, True)
    assert says(found) == "The map shows everything: 5 of 5 activities and all 11 ways between them."


@given(st.lists(st.integers(-(2**50), 2**50)))
def test_packed_numbers_are_read_back(values: list[int]) -> None:
    from base64 import b64decode  # noqa: PLC0415 - the oracle's

    found, value, shift = [], 0, 0
    for byte in b64decode(packed(zigzag(np.array(values, dtype=np.int64)))):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append((value >> 1) ^ -(value & 1))
            value, shift = 0, 0
    assert found == values


def test_a_log_too_large_for_the_page_is_sampled_and_the_page_says_so() -> None:
    log = story()
    part, every = sampled(log, most=100)
    assert (every, part.case_ids.to_list()) == (3, [f"L{number:02}" for number in range(0, 60, 3)])
    carried = embedded(overview(log), most=100)
    assert (carried["cases"], carried["casesInAll"], carried["every"]) == (20, 60, 3)


def test_what_stands_out_in_the_story() -> None:
    texts = [one.text for one in standouts(overview(story()))]
    assert any("of all waiting lies between “Qualify” and “Close”" in text for text in texts)
    assert any("something is done again" in text and "“Call”" in text for text in texts)


def test_nothing_stands_out_where_nothing_does() -> None:
    assert standouts(overview(one_event())) == ()
    assert standouts(overview(at_once(5))) == ()


def test_a_clock_that_was_never_set_makes_no_wait_of_years() -> None:
    log = story()
    time = log.time.copy()
    time[log.offsets[3]] = 0
    time[log.offsets[8] - 1] = 8_000 * 366 * 86_400_000_000
    done = made(replace(log, time=time), Asked(title="Story", forms=("json",)))
    first, *others = done.told.standouts
    assert first.text.startswith("In 2 of 60 cases a clock is clearly wrong: 1970, beyond 2199, or years away")
    assert first.cases == ("L03", "L07")
    assert first.text in done.told.basis
    assert all(one.n <= 58 * 8 and "L03" not in one.cases for one in others)
    assert max(int(text.replace(",", "")) for one in others for text in re.findall(r"([\d,]+) days", one.text)) < 40
    assert done.told.overview.log.cases == 60


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (("person=Nobody",), "Nobody"),
        (("duration>=900d",), "expected a case that passes, found none of 60"),
    ],
)
def test_filters_that_cannot_be_used_are_refused(filters: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        made(story(), Asked(title="x", filters=filters))


def test_a_filter_is_told_in_words() -> None:
    done = made(story(), Asked(title="x", filters=("segment=large",), forms=("json",)))
    assert "Of 60 cases the report holds 15." in done.told.basis
    assert "Only cases whose segment is “large”." in done.told.basis


def figures(log: EventLog, name: str) -> dict[str, list[Any]]:
    return tables.tables(overview(log))[name].to_dict(as_series=False)


def test_edges_have_their_waits() -> None:
    found = figures(story(), "edges")
    place = list(zip(found["source"], found["target"], strict=True)).index(("Ask manager", "Qualify"))
    assert (found["count"][place], found["cases"][place]) == (15, 15)


def test_the_script_is_the_file_in_the_package() -> None:
    script = Path("src/sopwright/writing/mined/report.js").read_text(encoding="utf-8")
    assert script in page(told_of(one_event(), "x"))
