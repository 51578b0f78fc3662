"""Which recordings are in this file, whoever wrote it?"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.recording.form import dump, parse
from sopwright.recording.reading import read
from sopwright.recording.vocabulary import builtin

Compare = Callable[[str, str | bytes], None]
GOLDEN = Path(__file__).parent.parent.parent / "golden" / "recording"
STORIES = sorted(file for file in GOLDEN.glob("*/in.*"))
KNOWN = builtin()


def dumped(data: bytes) -> str:
    """Return all recordings in ``data`` as text."""
    return "".join(dump(recording) for recording in read("a file", data, KNOWN))


def refused(data: bytes, name: str = "a file") -> str:
    """Return the words with which ``data`` is refused."""
    with pytest.raises(InputError) as caught:
        read(name, data, KNOWN)
    return str(caught.value)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_a_foreign_recording_is_read(file: Path, golden: Compare) -> None:
    golden(f"recording/{file.parent.name}/out.recording.json", dumped(file.read_bytes()))


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_no_planted_word_gets_out(file: Path) -> None:
    assert "canary" in file.read_text(encoding="utf-8").lower()
    text = dumped(file.read_bytes()).lower()
    assert not any(secret in text for secret in ("canary", "jane", "hunter2", "4711", "1234", "4111", "@"))


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_what_was_read_is_a_recording_in_our_own_form(file: Path) -> None:
    for recording in read(file.name, file.read_bytes(), KNOWN):
        assert parse("again", dump(recording).encode()) == recording
        assert read("again", dump(recording).encode(), KNOWN) == (recording,)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_the_name_of_a_file_says_nothing(file: Path) -> None:
    data = file.read_bytes()
    assert read("a.txt", data, KNOWN) == read("b.side", data, KNOWN)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_a_mark_before_the_text_and_utf_16_are_read(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert dumped(text.encode("utf-8-sig")) == dumped(text.encode("utf-16")) == dumped(text.encode())


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
@given(data=st.data())
def test_a_file_cut_off_anywhere_never_crashes(file: Path, data: st.DataObject) -> None:
    whole = file.read_bytes()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with suppress(InputError):
        read("cut", cut, KNOWN)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
SHAPES: list[Callable[[Any], Any]] = [
    lambda value: {"title": "x", "steps": [{"type": "click", "selectors": value}, {"type": "change", "value": value}]},
    lambda value: {"title": value, "steps": [{"type": value, "assertedEvents": value, "target": value, "url": value}]},
    lambda value: {"tests": [{"name": value, "commands": [{"command": "click", "targets": value, "target": value}]}]},
    lambda value: {"tests": [{"commands": [value, {"command": "open", "target": value, "comment": value}]}]},
    lambda value: [{"type": 2, "timestamp": 1, "data": {"node": value}}, {"type": 3, "timestamp": 2, "data": value}],
    lambda value: [
        {"type": 2, "timestamp": 1, "data": {"node": {"type": 2, "id": 1, "tagName": "div", "childNodes": value}}},
        {"type": 3, "timestamp": 2, "data": {"source": 0, "adds": value, "removes": value, "attributes": value}},
        {"type": 3, "timestamp": 2, "data": {"source": 5, "id": 1, "text": value}},
        {"type": 3, "timestamp": 3, "data": {"source": 2, "type": 2, "id": 1}},
    ],
    lambda value: {"name": "click", "selector": value, "locator": value, "signals": value, "framePath": value},
    lambda value: {"name": "select", "selector": "#x", "options": value, "pageAlias": value},
]


@given(st.sampled_from(SHAPES), JSON)
def test_a_file_of_a_known_shape_with_anything_in_it_never_crashes(shape: Callable[[Any], Any], value: Any) -> None:  # noqa: ANN401 - any JSON
    data = json.dumps(shape(value)).encode()
    try:
        recordings = read("odd", data, KNOWN)
    except InputError:
        return
    for recording in recordings:
        assert parse("again", dump(recording).encode()) == recording


@pytest.mark.parametrize("timestamp", ["NaN", "1e308", "Infinity", "-5", "true", "9" * 400])
def test_a_time_that_is_none_never_crashes(timestamp: str) -> None:
    click = '{"type": 3, "timestamp": 1, "data": {"source": 2, "type": 2, "id": 1}}'
    page = '{"type": 2, "timestamp": 0, "data": {"node": {"type": 2, "id": 1, "tagName": "button"}}}'
    recordings = read("x", f'[{page}, {click}, {{"type": 4, "timestamp": {timestamp}, "data": {{}}}}]'.encode(), KNOWN)
    assert [event.t_ms for event in recordings[0].events] == [1]


def test_half_a_character_gets_no_further(tmp_path: Path) -> None:
    flow = r'{"title": "\ud800", "steps": [{"type": "click", "selectors": ["aria/Save\ud800"]}, '
    flow += r'{"type": "navigate", "url": "https://a\ud800.com/\ud800"}]}'
    text = dumped(flow.encode())
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert '"Save"' in text


SECRETS = st.from_regex(r"[bcdfghjk]{2}[aeiou]x[bcdfghjk]{2}[aeiou]q", fullmatch=True)
"""Words of no language."""


def _chrome(secret: str) -> str:
    click = {"type": "click", "selectors": [[f"aria/{secret}"], ["table > tbody > tr > td > a"], [f"text/{secret}"]]}
    change = {"type": "change", "value": secret, "selectors": [["aria/Company"], [f"#{secret}"]]}
    url = f"https://x.example/leads/{secret}?q={secret}#{secret}"
    navigation = {"type": "navigation", "url": url, "title": secret}
    steps = [{"type": "navigate", "url": url, "assertedEvents": [navigation]}, click, change]
    steps += [{"type": "keyDown", "key": secret}, {"type": "waitForElement", "selectors": [f"aria/{secret}"]}]
    steps += [{"type": "customStep", "name": secret, "parameters": {secret: secret}}, {"type": secret}]
    return json.dumps({"title": secret, "steps": steps})


def _selenium(secret: str) -> str:
    rows = [
        ("open", f"/leads/{secret}?q={secret}", "", secret),
        ("click", f"linkText={secret}", "", ""),
        ("type", f"id={secret}", secret, ""),
        ("select", "id=owner", f"label={secret}", ""),
        ("assertText", "css=.flash", f"Lead {secret} was saved", ""),
        ("assertTitle", secret, "", ""),
        ("if", f"'{secret}'", "", ""),
        ("executeScript", secret, secret, ""),
        (secret, secret, secret, ""),
    ]
    commands = [
        {"command": command, "target": target, "value": value, "comment": comment, "targets": [[target, "x"]]}
        for command, target, value, comment in rows
    ]
    return json.dumps(
        {"url": f"https://{secret}.example.com", "name": secret, "tests": [{"name": secret, "commands": commands}]}
    )


def _playwright(secret: str) -> str:
    actions: list[dict[str, Any]] = [
        {"name": "navigate", "url": f"https://x.example/leads/{secret}?q={secret}"},
        {"name": "click", "selector": f'internal:role=link[name="{secret}"i]'},
        {"name": "fill", "selector": f'internal:attr=[placeholder="{secret}"i]', "text": secret},
        {"name": "fill", "selector": 'internal:label="Company"i', "text": secret},
        {"name": "select", "selector": 'internal:label="Lead Owner"i', "options": [secret]},
        {"name": "assertText", "selector": "internal:role=alert", "text": f"Lead {secret} was saved"},
        {"name": "click", "locator": f"getByText('{secret}')"},
        {"name": "press", "selector": f"#{secret}", "key": secret},
        {"name": secret},
    ]
    return "\n".join(json.dumps(action) for action in actions)


def _rrweb(secret: str) -> str:
    link = {"type": 2, "id": 5, "tagName": "a", "attributes": {"href": f"/{secret}", "id": secret}, "childNodes": []}
    link["childNodes"] = [{"type": 3, "id": 6, "textContent": secret}]
    field = {"type": 2, "id": 7, "tagName": "input", "attributes": {"placeholder": secret, "title": secret}}
    toast = {"type": 2, "id": 8, "tagName": "div", "attributes": {"class": "toast"}, "childNodes": []}
    body = {"type": 2, "id": 2, "tagName": "body", "attributes": {}, "childNodes": [link, field, toast]}
    added = {"parentId": 8, "nextId": None, "node": {"type": 3, "id": 9, "textContent": f"Lead {secret} was saved"}}
    events: list[tuple[int, dict[str, Any]]] = [
        (4, {"href": f"https://x.example/leads/{secret}?q={secret}"}),
        (2, {"node": {"type": 0, "id": 1, "childNodes": [body]}}),
        (3, {"source": 2, "type": 2, "id": 6}),
        (3, {"source": 5, "id": 7, "text": secret}),
        (3, {"source": 0, "adds": [added], "removes": [], "texts": [], "attributes": []}),
        (5, {"tag": secret, "payload": {secret: secret}}),
    ]
    return json.dumps([{"type": kind, "data": data, "timestamp": at} for at, (kind, data) in enumerate(events)])


def _log(secret: str) -> str:
    head = "timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,"
    head += "target.tagName,target.type,target.name,target.value,target.innerText,target.option,target.title"
    at = "2026-01-05T09:00:00Z"
    rows = [
        f"{at},{secret},Excel,copyCell,,{secret},{secret},{secret},A2,,,,{secret},,,",
        f"{at},{secret},Chrome,paste,https://x.example/{secret},{secret},,,{secret},INPUT,text,{secret},{secret},,,{secret}",
        f"{at},{secret},Chrome,clickLink,https://x.example/{secret},,,,,A,,,,{secret},,{secret}",
        f"{at},{secret},Chrome,editField,https://x.example/{secret},,,,owner,SELECT,,,,,{secret},",
        f"{at},{secret},Chrome,{secret},,,,,,,,,,,,",
    ]
    return "\n".join([head, *rows])


def _own(secret: str) -> str:
    target = {"role": "link", "name": f"{secret}@x.example", "name_state": "clear", "name_source": "technical"}
    event = {
        "number": 1,
        "kind": "activate",
        "target": target,
        "page": {"template": f"/leads/{secret}", "object": secret},
    }
    toast = {"number": 2, "kind": "toast", "text": f"Lead {secret} was saved", "text_state": "clear"}
    head = {"sopwright_recording": 1, "id": secret, "recorder": "a test", "performer": secret}
    return json.dumps(head | {"events": [event, toast]})


@pytest.mark.parametrize("form", [_chrome, _selenium, _playwright, _rrweb, _log, _own], ids=lambda form: form.__name__)
@given(secret=SECRETS)
def test_what_a_person_typed_named_or_saw_never_gets_out(form: Callable[[str], str], secret: str) -> None:
    assert secret not in dumped(form(secret).encode()).lower()


HUGE = b"[" * 200_000
STREAM = json.dumps([{"type": 2, "timestamp": 1, "data": {}}, {"type": 4, "timestamp": 2, "data": {"href": "x"}}])
REFUSED = {
    "empty": b"",
    "only a mark": b"\xef\xbb\xbf",
    "truncated": b'{"title": "x", "steps": [{"type": "click"',
    "another encoding": '{"title": "\u00e4"}'.encode("latin-1"),
    "a zero byte": b'{"title": "x\x00"}',
    "nested deeply": HUGE,
    "nested deeply in a flow": b'{"title": "x", "steps": [' + HUGE,
    "prose": b"Call Alice tomorrow",
    "other JSON": b'{"a": 1}',
    "a list of other things": b"[1, 2]",
    "a number": b"12",
    "other CSV": b"name,phone\nAlice,1\n",
    "other lines of JSON": b'{"a": 1}\n{"b": 2}\n',
    "a line cut off": b'{"browserName": "chromium"}\n{"name": "click", "sel',
    "a Playwright trace": b"PK\x03\x04rest",
    "a packed rrweb stream": b'["x\\u009c", "x\\u009c"]',
    "a packed rrweb stream of version 1": b'[{"v": "v1", "type": 2}]',
    "a flow without an act": b'{"title": "x", "steps": [{"type": "setViewport"}]}',
    "a project without a test": b'{"name": "x", "tests": []}',
    "a stream without an act": STREAM.encode(),
    "half a character": b'{"sopwright_recording": 1, "id": "\\ud800"}',
    "a number of thousands of digits": b'{"title": ' + b"1" * 5_000 + b"}",
}


def test_what_cannot_be_read_is_refused_in_plain_words(golden: Compare) -> None:
    said = "".join(f"{title}\n  {refused(data)}\n" for title, data in REFUSED.items())
    golden("recording/reading-refusals/out.txt", said)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopwright.recording.source_text.LARGEST", 2 * 1024 * 1024)
    assert refused(b" " * 3 * 1024 * 1024) == (
        "a file: expected a recording of at most 2 MiB, found 3 MiB. Record a shorter piece of work."
    )


def test_a_label_around_a_list_does_not_hold_what_the_list_offers() -> None:
    def element(number: int, tag: str, *children: dict[str, Any]) -> dict[str, Any]:
        return {"type": 2, "id": number, "tagName": tag, "attributes": {}, "childNodes": list(children)}

    def text(number: int, words: str) -> dict[str, Any]:
        return {"type": 3, "id": number, "textContent": words}

    listed = element(5, "select", element(6, "option", text(7, "New")), element(8, "option", text(9, "Qualified")))
    tree = {"type": 0, "id": 1, "childNodes": [element(2, "body", element(3, "label", text(4, "Lead Status"), listed))]}
    events = [
        (4, {"href": "https://x.example/"}),
        (2, {"node": tree}),
        (3, {"source": 5, "id": 5, "text": "Qualified"}),
    ]
    stream = json.dumps([{"type": kind, "data": data, "timestamp": at} for at, (kind, data) in enumerate(events)])
    (recording,) = read("stream.json", stream.encode(), builtin())
    assert [event.target.name for event in recording.events if event.target is not None] == ["Lead Status"]
