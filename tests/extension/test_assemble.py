"""Is a recording that the extension puts together, to the byte, one that Python wrote?"""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from tests.extension.serving import served

from sopwright.recording.form import dump, parse
from sopwright.recording.schema import (
    Actor,
    Arrival,
    Coverage,
    Kind,
    NameState,
    Pace,
    PageKind,
    ValueClass,
    ValueState,
)

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[2] / "golden" / "extension"
STORIES = sorted(folder.name for folder in GOLDEN.iterdir())
START = 1793610000250
"""2026-11-02T09:00:00.250Z."""

Json = dict[str, Any]
Assemble = Callable[[Json, list[Json]], str]
Compare = Callable[[str, str | bytes], None]


@pytest.fixture(scope="module")
def assemble(chromium: Browser) -> Iterator[Assemble]:
    """Return what gives the text of the recording file for a head and entries, made in the browser."""
    with served() as address:
        page = chromium.new_page()
        page.goto(f"{address}/extension/recording/assemble.js")
        page.evaluate("async (address) => { window.module = await import(address); }", page.url)

        def assembled(head: Json, entries: list[Json]) -> str:
            text: str = page.evaluate(
                "async ([head, entries]) => module.dump(await module.assemble(head, entries))", [head, entries]
            )
            return text

        yield assembled
        page.close()


def head(**parts: object) -> Json:
    """Return the head of a recording that was stopped after a minute."""
    return {
        "id": "r1",
        "title": "Qualify a lead",
        "performer": "performer-1",
        "role": "SDR",
        "phase": "stopped",
        "started": START,
        "ended": START + 60_000,
        "sites": [],
        "apps": [{"id": "a-crm", "name": "A CRM", "known": False}],
        "frames": {"seen": 1, "blind": 0},
        "dropped": {},
        "pace": "person",
        "equality": False,
        "review": {"withheld": [], "deleted": [], "named": {}},
        "sent": None,
    } | parts


def entry(key: str, at: float, **parts: object) -> Json:
    """Return an entry: a click on nothing known, so long after the start."""
    return {
        "key": key,
        "at": START + at,
        "kind": "activate",
        "actor": "human",
        "app": "a-crm",
        "page": {"template": "/leads", "kind": "list", "object": "lead", "name": "", "instance": 1, "record": 0},
        "target": None,
        "value": None,
        "arrival": "unknown",
        "press": "",
        "text": "",
        "text_state": "absent",
        "cause": "",
        "same": "",
        "tab": 1,
    } | parts


def target(name: str = "", element: int = 1, role: str = "button") -> Json:
    return {
        "role": role,
        "name": name,
        "name_source": "text" if name else "none",
        "name_state": "clear" if name else "absent",
        "container": [],
        "element": element,
        "column": "",
        "finalises": False,
    }


def events(text: str) -> list[Json]:
    found: list[Json] = json.loads(text)["events"]
    return found


@pytest.mark.parametrize("story", STORIES)
def test_a_story_becomes_its_recording(story: str, assemble: Assemble, golden: Compare) -> None:
    kept = json.loads((GOLDEN / story / "entries.json").read_text(encoding="utf-8"))
    golden(f"extension/{story}/recording.json", assemble(kept["head"], kept["entries"]))


@pytest.mark.parametrize("story", STORIES)
def test_python_reads_a_storys_recording_and_changes_nothing(story: str) -> None:
    text = (GOLDEN / story / "recording.json").read_text(encoding="utf-8")
    assert dump(parse(story, text.encode())) == text


def test_events_stand_in_order_of_time_then_of_their_document(assemble: Assemble) -> None:
    rows = [entry("d.10", 5, tab=3), entry("d.9", 5, tab=2), entry("e.1", 1, tab=9), entry("c.11", 5, tab=1)]
    found = events(assemble(head(), rows))
    assert [event["t_ms"] for event in found] == [1, 5, 5, 5]
    assert [event["number"] for event in found] == [1, 2, 3, 4]
    assert [event["tab"] for event in found] == [1, 2, 3, 4], "tabs are numbered by first sight: e.1, c.11, d.9, d.10"


def test_times_count_from_the_start_and_never_run_backwards(assemble: Assemble) -> None:
    found = events(assemble(head(), [entry("a.1", -900), entry("a.2", -20), entry("a.3", 10.4), entry("a.4", 10.6)]))
    assert [event["t_ms"] for event in found] == [0, 0, 10, 11]


def test_a_cause_that_is_later_or_deleted_or_unknown_is_none(assemble: Assemble) -> None:
    review = {"withheld": [], "deleted": ["a.1"], "named": {}}
    rows = [
        entry("a.1", 1),
        entry("a.2", 2, cause="a.1"),
        entry("a.3", 3, cause="a.4"),
        entry("a.4", 4, cause="a.3"),
        entry("a.5", 5, cause="z.1"),
    ]
    text = assemble(head(review=review), rows)
    assert [event.get("caused_by", 0) for event in events(text)] == [0, 0, 2, 0]
    assert json.loads(text)["coverage"]["dropped"] == ["1 × event deleted at review"]


def test_an_equal_value_points_to_the_earlier_event(assemble: Assemble) -> None:
    value = {"state": "filled", "value_class": "text", "option": "", "option_state": "absent", "same_as": 0}
    rows = [entry("a.1", 1, kind="enter", value=value), entry("b.1", 9, kind="enter", value=value, same="a.1")]
    assert [event["value"].get("same_as", 0) for event in events(assemble(head(), rows))] == [0, 1]


def test_a_recording_that_was_interrupted_ends_with_its_last_event(assemble: Assemble) -> None:
    assert json.loads(assemble(head(ended=None), [entry("a.1", 7000)]))["duration_ms"] == 7000


def test_a_site_that_is_withheld_is_told_by_a_number_alone(assemble: Assemble) -> None:
    review = {"withheld": ["A CRM"], "deleted": [], "named": {}}
    text = assemble(head(review=review), [entry("a.1", 1)])
    assert json.loads(text)["apps"] == [{"id": "withheld-site-1", "name": "Withheld site 1"}]
    assert "a-crm" not in text


def test_a_name_given_by_the_performer_is_said_to_be_theirs(assemble: Assemble) -> None:
    review = {"withheld": [], "deleted": [], "named": {"7": "Open details"}}
    text = assemble(head(review=review), [entry("a.1", 1, target=target(element=7)), entry("a.2", 2, target=target())])
    assert [event["target"] for event in events(text)] == [
        {
            "role": "button",
            "name": "Open details",
            "name_source": "performer",
            "name_state": "clear",
            "element": 1,
        },
        {"role": "button", "element": 2},
    ]
    assert json.loads(text)["coverage"]["unlabelled"] == 1


def test_a_withheld_text_stands_nowhere(assemble: Assemble) -> None:
    place = {"role": "dialog", "name": "Zebra"}
    page = {"template": "/leads", "kind": "list", "object": "lead", "name": "Zebra", "instance": 1, "record": 0}
    value = {"state": "chosen", "value_class": "option", "option": "Zebra", "option_state": "clear", "same_as": 0}
    rows = [
        entry(
            "a.1",
            1,
            kind="choose",
            page=page,
            target=target("Zebra") | {"container": [place], "column": "Zebra"},
            value=value,
        ),
        entry("a.2", 2, kind="toast", actor="system", text="Zebra", text_state="clear"),
    ]
    review = {"withheld": ["Zebra"], "deleted": [], "named": {}}
    apps = [{"id": "zebra", "name": "Zebra", "known": False}]
    rows = [row | {"app": "zebra"} for row in rows]
    text = assemble(head(review=review, title="Zebra", role="Zebra", apps=apps), rows)
    assert "zebra" not in text.lower()
    assert json.loads(text)["coverage"]["withheld"] == 3


WORDS = st.sampled_from(["Save", "Leads", "Remove …", "New lead", "Status"])
PAGES = st.fixed_dictionaries(
    {
        "template": st.sampled_from(["", "/leads/:id", "/leads"]),
        "kind": st.sampled_from([*map(str, PageKind)]),
        "object": st.sampled_from(["", "lead"]),
        "name": st.sampled_from(["", "Leads"]),
        "instance": st.integers(0, 3),
        "record": st.integers(0, 3),
    }
)


@st.composite
def targets(draw: st.DrawFn) -> Json:
    """Any target that has passed the screen."""
    name = draw(st.just("") | WORDS)
    unnamed = st.sampled_from([("none", "absent"), ("content", "withheld")])
    source, state = draw(unnamed) if not name else ("aria", "masked" if "…" in name else "clear")
    containers = st.fixed_dictionaries({"role": st.just("dialog"), "name": st.sampled_from(["", "Edit lead"])})
    return {
        "role": draw(st.sampled_from(["", "button", "link", "textbox"])),
        "name": name,
        "name_source": source,
        "name_state": state,
        "container": draw(st.lists(containers, max_size=3)),
        "element": draw(st.integers(0, 4)),
        "column": draw(st.sampled_from(["", "B", "Status"])),
        "finalises": draw(st.booleans()),
    }


VALUES = st.fixed_dictionaries(
    {
        "state": st.sampled_from([*map(str, ValueState)]),
        "value_class": st.sampled_from([str(sort) for sort in ValueClass if sort is not ValueClass.SECRET]),
        "option": st.just(""),
        "option_state": st.sampled_from([str(NameState.ABSENT), str(NameState.WITHHELD)]),
        "same_as": st.just(0),
    }
)
KEYS = st.builds("{}.{}".format, st.sampled_from("abc"), st.integers(1, 12))


@st.composite
def entries(draw: st.DrawFn) -> list[Json]:
    """Any entries that have passed the screen, in any order."""
    return [
        entry(
            key,
            draw(st.integers(-50, 500) | st.floats(0, 9e6)),
            kind=draw(st.sampled_from([*map(str, Kind)])),
            actor=draw(st.sampled_from([*map(str, Actor)])),
            app=draw(st.sampled_from(["", "a-crm", "b-mail"])),
            page=draw(PAGES),
            target=draw(st.none() | targets()),
            value=draw(st.none() | VALUES),
            arrival=draw(st.sampled_from([*map(str, Arrival)])),
            press=draw(st.sampled_from(["", "Enter", "Escape", "Tab"])),
            text=(text := draw(st.sampled_from(["", "Lead saved.", "Lead … saved."]))),
            text_state="absent" if not text else "masked" if "…" in text else "clear",
            cause=draw(st.just("") | KEYS),
            same=draw(st.just("") | KEYS),
            tab=draw(st.integers(0, 3)),
        )
        for key in draw(st.lists(KEYS, unique=True, max_size=12))
    ]


@st.composite
def heads(draw: st.DrawFn) -> Json:
    """Any head that has passed the screen, with any review."""
    words = ["Save", "Leads", "Edit lead", "/leads", "A CRM", "Lead saved.", "SDR", "Qualify a lead", "Status", "B"]
    return head(
        title=draw(st.sampled_from(["", "Qualify a lead"])),
        performer=draw(st.sampled_from(["", "performer-1", "performer-9999", "Jane"])),
        role=draw(st.sampled_from(["", "SDR", "AE"])),
        started=START + draw(st.integers(-10_000, 10_000)),
        ended=draw(st.none() | st.integers(START - 20_000, START + 10_000_000)),
        apps=[{"id": "b-mail", "name": "Gmail", "known": True}, {"id": "a-crm", "name": "A CRM", "known": False}],
        frames={"seen": draw(st.integers(0, 9)), "blind": draw(st.integers(0, 9))},
        dropped=draw(st.dictionaries(st.sampled_from(["click of a script", "é key", "Zed"]), st.integers(0, 5))),
        pace=draw(st.sampled_from([*map(str, Pace)])),
        review={
            "withheld": draw(st.lists(st.sampled_from(words), unique=True, max_size=3)),
            "deleted": draw(st.lists(KEYS, unique=True, max_size=3)),
            "named": {str(number): "Open details" for number in draw(st.sets(st.integers(1, 4), max_size=2))},
        },
    )


@given(heads(), entries())
def test_python_changes_nothing_in_what_the_extension_wrote(assemble: Assemble, kept: Json, rows: list[Json]) -> None:
    text = assemble(kept, rows)
    recording = parse("lead.recording.json", text.encode())
    assert dump(recording) == text
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=kept["started"])
    assert recording.started == moment
    assert len(recording.events) == len([row for row in rows if row["key"] not in kept["review"]["deleted"]])
    assert {entry.name for entry in fields(Coverage)} >= set(json.loads(text)["coverage"])
