"""How is a recording written to a file and read back?"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopwright.errors import InputError
from sopwright.recording.form import dump, identified, json_schema, parse
from sopwright.recording.schema import (
    App,
    Arrival,
    Event,
    Kind,
    NameSource,
    NameState,
    Page,
    PageKind,
    Recording,
    Target,
    Value,
    ValueClass,
    ValueState,
)

Compare = Callable[[str, str | bytes], None]
ROOT = Path(__file__).parent.parent.parent
SCHEMA_FILE = ROOT / "docs" / "reference" / "recording.schema.json"
EXAMPLES = sorted((ROOT / "examples").glob("*.recording.json"))


def written(*events: dict[str, Any], **head: object) -> bytes:
    """Return a file with these events, numbered."""
    numbered = [{"number": number, "kind": "activate"} | event for number, event in enumerate(events, start=1)]
    return json.dumps(
        {"sopwright_recording": 1, "id": "x", "recorder": "a test"} | head | {"events": numbered}
    ).encode()


def refused(data: bytes) -> list[str]:
    """Return the problems with which ``data`` is refused."""
    with pytest.raises(InputError) as caught:
        parse("lead.recording.json", data)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_an_example_is_read_and_written_to_the_byte(file: Path) -> None:
    assert dump(parse(file.name, file.read_bytes())) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_an_example_fits_the_published_schema(file: Path) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(file.read_bytes()))


def test_the_published_schema_is_that_of_the_types(request: pytest.FixtureRequest) -> None:
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--golden-update"):
        SCHEMA_FILE.write_text(text, encoding="utf-8")
    assert SCHEMA_FILE.read_text(encoding="utf-8") == text


def test_everything_in_the_schema_is_described() -> None:
    schema = json_schema()
    for part in [schema, *schema["$defs"].values()]:
        assert part["description"]
        assert all(entry["description"] for entry in part.get("properties", {}).values())


def test_one_event_stands_on_one_line_without_defaults() -> None:
    recording = parse("x", written({"t_ms": 5}, {"t_ms": 9, "kind": "press", "key": "Enter"}, duration_ms=9))
    assert dump(recording).splitlines()[-5:] == [
        ' "events": [',
        '  {"number": 1, "kind": "activate", "t_ms": 5},',
        '  {"number": 2, "kind": "press", "t_ms": 9, "key": "Enter"}',
        " ]",
        "}",
    ]


def test_the_id_comes_from_the_events_alone() -> None:
    one, other = parse("x", written({}, id="a")), parse("x", written({}, id="b", recorder="another tool"))
    assert one.id == other.id
    assert one.id != parse("x", written({}, {})).id
    assert len(one.id) == 12


WORDS = st.sampled_from(["Save", "Leads", "Remove …", "New lead", "Status"])
TARGETS = st.builds(
    lambda role, name, source, element: Target(
        role=role,
        name=name,
        name_source=source,
        name_state=NameState.MASKED if "…" in name else NameState.CLEAR,
        element=element,
    ),
    st.sampled_from(["button", "link", "textbox", "tab"]),
    WORDS,
    st.sampled_from([NameSource.ARIA, NameSource.LABEL, NameSource.TECHNICAL]),
    st.integers(0, 9),
)
VALUES = st.builds(
    Value,
    state=st.sampled_from(ValueState),
    value_class=st.sampled_from([ValueClass.TEXT, ValueClass.OPTION, ValueClass.FLAG]),
    option_state=st.just(NameState.ABSENT),
)
PAGES = st.builds(
    Page,
    template=st.sampled_from(["", "/leads/:id", "/#/leads"]),
    kind=st.sampled_from(PageKind),
    object=st.sampled_from(["", "lead"]),
    name=st.sampled_from(["", "Leads"]),
    instance=st.integers(0, 5),
    record=st.integers(0, 5),
)


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Any recording that has passed the screen."""
    timed = draw(st.booleans())
    gaps = draw(st.lists(st.integers(0, 10_000), max_size=8))
    events = tuple(
        Event(
            number=number,
            kind=draw(st.sampled_from(Kind)),
            t_ms=sum(gaps[:number]) if timed else None,
            app=draw(st.sampled_from(["", "a-crm"])),
            page=draw(PAGES),
            target=draw(st.none() | TARGETS),
            value=draw(st.none() | VALUES),
            arrival=draw(st.sampled_from(Arrival)),
            caused_by=draw(st.integers(0, number - 1)),
            tab=draw(st.integers(0, 3)),
        )
        for number, _ in enumerate(gaps, start=1)
    )
    duration = sum(gaps) if timed else None
    apps = (App(id="a-crm", name="a crm"),)
    return identified(Recording(id="", recorder="a test", events=events, duration_ms=duration, apps=apps))


@given(recordings())
def test_what_is_written_is_read_back(recording: Recording) -> None:
    assert parse("x", dump(recording).encode()) == recording


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        pytest.param(
            {"target": {"role": "button", "name": "Call jane@canary.example", "name_state": "clear"}},
            {"name": "Call …", "name_state": "masked", "role": "button"},
            id="an e-mail address in a name",
        ),
        pytest.param(
            {"target": {"role": "tab", "name": "Jane Canary", "name_state": "clear", "name_source": "text"}},
            {"name_source": "content", "name_state": "withheld", "role": "tab"},
            id="a person's name as a name",
        ),
        pytest.param(
            {
                "target": {"role": "textbox", "name": "Password", "name_state": "clear"},
                "value": {"value_class": "secret"},
            },
            {},
            id="the name of a secret field",
        ),
        pytest.param(
            {"target": {"role": "cell", "column": "jane@canary.example"}}, {"role": "cell"}, id="an address as a column"
        ),
        pytest.param(
            {"target": {"role": "cell", "container": [{"role": "row", "name": "Jane Canary"}]}},
            {"role": "cell", "container": [{"role": "row"}]},
            id="a person's name around it",
        ),
    ],
)
def test_a_file_made_by_hand_is_screened(event: dict[str, Any], kept: dict[str, Any]) -> None:
    text = dump(parse("x", written(event)))
    assert json.loads(text)["events"][0]["target"] == kept


def test_a_secret_that_was_chosen_loses_its_option() -> None:
    value = {"state": "chosen", "value_class": "secret", "option": "Qualified", "option_state": "clear"}
    text = dump(parse("x", written({"value": value})))
    assert json.loads(text)["events"][0]["value"] == {"state": "chosen", "value_class": "secret"}


def test_nothing_planted_anywhere_in_a_file_made_by_hand_gets_out() -> None:
    event = {
        "page": {"template": "/leads/jane-canary", "name": "Jane Canary", "object": "canary"},
        "text": "Jane Canary saved it",
        "text_state": "clear",
        "value": {"option": "Jane Canary", "option_state": "clear", "value_class": "option"},
    }
    note = {"kind": "annotate", "text": "ask jane@canary.example", "text_state": "clear"}
    head = {
        "title": "Jane Canary, 4711",
        "performer": "jane.canary",
        "role": "Jane Canary",
        "recorder": "jane@canary.example",
        "apps": [{"id": "a", "name": "https://canary.example/x"}],
        "coverage": {"dropped": ["1 × jane@canary.example"], "not_recorded": ["https://canary.example"]},
    }
    assert "canary" not in dump(parse("x", written(event, note, **head))).lower()


def test_times_that_run_backwards_are_raised_and_said() -> None:
    recording = parse("x", written({"t_ms": -5}, {"t_ms": 90}, {"t_ms": 40}, {"t_ms": 95}, duration_ms=10))
    assert [event.t_ms for event in recording.events] == [0, 90, 90, 95]
    assert recording.duration_ms == 95
    assert recording.coverage.dropped == ("2 × time that ran backwards; raised to the time before it",)


def test_more_than_twenty_problems_are_counted() -> None:
    problems = refused(written(*({"tab": "x"} for _ in range(25))))
    assert len(problems) == 21
    assert problems[-1] == "lead.recording.json: expected no problems, found 5 more. Correct these first."


REFUSED = {
    "empty": b"",
    "blank": b"\xef\xbb\xbf \n",
    "another encoding": b'{"a": "\xff"}',
    "a zero byte": b'{"a":\x00 1}',
    "cut off": b'{"id": "x",\n "events": [',
    "cut off within a text": b'{"id": "x',
    "no JSON": b'{"id": ?}',
    "nested deeply": b"[" * 100_000,
    "null": b"null",
    "a list": b"[]",
    "a later version": written({}, sopwright_recording=2),
    "a later version with keys of its own": written({}, sopwright_recording=2, colour="red"),
    "a wrong number": written({"number": 7}),
    "caused by itself": written({"caused_by": 1}),
    "equal to a later event": written({"value": {"same_as": 4}}),
    "a time without a duration": written({"t_ms": 4}),
    "an event without a time": written({"t_ms": 4}, {}, duration_ms=9),
    "an application that is not listed": written({"app": "crm"}),
    "a key that says what was typed": written({"kind": "press", "key": "x"}),
    "a time without a zone": written({}, started="2026-01-05T09:00:00"),
    "an application's id in prose": written({}, apps=[{"id": "Jane Canary", "name": "x"}]),
    "a name that was withheld": written({"target": {"name": "x"}}),
    "a missing key": b'{"sopwright_recording": 1, "id": "x"}',
    "three problems in one event": written({}, {"number": "two", "kind": "levitate", "colour": 1}, {}),
    "problems on their lines": b'{"id": "x", "recorder": "y",\n "events": [\n  {"number": 1}\n]}',
}


def test_a_file_that_is_no_recording_is_refused_in_plain_words(golden: Compare) -> None:
    said = "".join(f"{title}\n" + "".join(f"  {line}\n" for line in refused(data)) for title, data in REFUSED.items())
    golden("recording/form-refusals/out.txt", said)


def test_utf_16_with_its_mark_is_read() -> None:
    data = written({})
    assert parse("x", data.decode().encode("utf-16")) == parse("x", data)


def test_the_same_recording_gives_the_same_text() -> None:
    recording = parse("x", written({}, {"tab": 2}))
    assert dump(recording) == dump(replace(recording))
