"""Does the worker take what capture scripts tell, and nothing that a site made up in their place?"""

import copy
import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.recorder import Recorder
from tests.extension.served import Served
from tests.extension.serving import served as serving

from sopwright.recording import schema

pytestmark = pytest.mark.browser

TOLD: dict[str, Any] = {
    "key": "0123456789ab.000001",
    "at": 1_790_000_000_000,
    "kind": "choose",
    "actor": "human",
    "address": {
        "page": {
            "template": "/leads/:id/edit",
            "kind": "form",
            "object": "lead",
            "name": "",
            "instance": 0,
            "record": 0,
        },
        "identity": "crm.example\nleads\n42",
        "record": "lead\n42",
    },
    "target": {
        "role": "combobox",
        "name": "Lead status",
        "name_source": "label",
        "name_state": "clear",
        "container": [{"role": "dialog", "name": "Edit lead"}],
        "column": "",
        "finalises": False,
        "element": "#status",
    },
    "value": {"state": "chosen", "value_class": "option", "option": "Tier 12", "option_state": "clear"},
    "arrival": "unknown",
    "press": "",
    "text": "",
    "text_state": "absent",
    "cause": "",
    "tag": "",
}
ENUMS: dict[str, tuple[type[StrEnum], set[str]]] = {
    "kind": (schema.Kind, {"navigate", "verify", "annotate", "away_started", "away_ended", "paused", "resumed"}),
    "actor": (schema.Actor, {"recorder"}),
    "source": (schema.NameSource, {"dictionary", "performer"}),
    "state": (schema.NameState, set()),
    "value": (schema.ValueState, set()),
    "valueClass": (schema.ValueClass, set()),
    "page": (schema.PageKind, set()),
    "arrival": (schema.Arrival, set()),
}
"""The schema's words, and those that no page may say: they are the worker's, the performer's or other recorders'."""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page that may load the worker's modules."""
    with serving() as origin:
        opened = chromium.new_page()
        opened.goto(f"{origin}/tests/extension/pages/fields.html")
        yield opened
        opened.close()


def admitted(page: Page, entries: object) -> Any:  # noqa: ANN401 - whatever comes back
    asked = "async entries => (await import('/extension/worker/admitted.js')).admitted(entries)"
    return page.evaluate(asked, entries)


def test_what_a_capture_script_tells_is_taken_as_it_is(page: Page) -> None:
    assert admitted(page, [TOLD]) == [TOLD]


def test_the_words_are_the_schemas(page: Page) -> None:
    asked = """async () => {
      const { WORDS } = await import("/extension/worker/admitted.js");
      return Object.fromEntries(Object.entries(WORDS).map(([name, words]) => [name, [...words]]));
    }"""
    known = page.evaluate(asked)
    for name, (enum, others) in ENUMS.items():
        assert (name, set(known[name])) == (name, {str(word) for word in enum} - others)


def changed(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(told: dict[str, Any]) -> None:
        at: Any = told
        for name in path[:-1]:
            at = at[name]
        at[path[-1]] = to

    return change


MADE_UP = [
    pytest.param(changed("key", to="../../x"), id="a key of its own"),
    pytest.param(changed("kind", to="annotate"), id="a note in the performer's name"),
    pytest.param(changed("actor", to="recorder"), id="the recorder's voice"),
    pytest.param(changed("at", to="now"), id="a time that is none"),
    pytest.param(changed("address", "page", "template", to="/leads/maya reyes"), id="a template with a blank"),
    pytest.param(changed("address", "page", "name", to="Maya"), id="a page's name"),
    pytest.param(changed("address", "page", "record", to=7), id="a number of its own"),
    pytest.param(changed("target", "role", to="<script>"), id="a role that is markup"),
    pytest.param(changed("target", "name", to="x" * 401), id="a name too long"),
    pytest.param(changed("target", "name", to="call 4711"), id="a number"),
    pytest.param(changed("target", "container", to=[{"role": "row", "name": "maya@reyes"}]), id="an address around it"),
    pytest.param(changed("target", "column", to="https://acme"), id="a web address"),
    pytest.param(changed("value", "option", to={"toString": "x"}), id="an option that is no text"),
    pytest.param(changed("value", "value_class", to="maya"), id="a class that is none"),
    pytest.param(changed("text", to="line\nfeed"), id="two lines"),
    pytest.param(changed("cause", to="maya"), id="a cause that is no key"),
    pytest.param(changed("tag", to="x" * 65), id="a long tag"),
]


@pytest.mark.parametrize("change", MADE_UP)
def test_what_is_made_up_is_dropped(page: Page, change: Callable[[dict[str, Any]], None]) -> None:
    told = copy.deepcopy(TOLD)
    change(told)
    assert admitted(page, [told, TOLD]) == [TOLD]


@pytest.mark.parametrize("entries", [None, "x", {"length": 3}, [None, 1, "x", [], {}]])
def test_what_is_no_list_of_entries_is_nothing(page: Page, entries: object) -> None:
    assert admitted(page, entries) == []


def test_nothing_comes_along_beside_what_is_known(page: Page) -> None:
    told = copy.deepcopy(TOLD)
    for one in (told, told["address"], told["address"]["page"], told["target"], told["value"]):
        one["extra"] = "Maya"
    told["target"]["container"][0]["extra"] = "Maya"
    assert admitted(page, [told]) == [TOLD]


def test_the_worker_keeps_nothing_that_a_site_made_up(recorder: Recorder, served: Served) -> None:
    recorder.start(served.origins("crm.localhost"))
    made_up = [{**TOLD, "text": "Maya 4711 was here"}, {"key": "Maya"}]
    message = {"type": "told", "document": "Maya", "welcome": True, "entries": made_up, "dropped": {"Maya": 3}}
    assert recorder.panel.evaluate("message => chrome.runtime.sendMessage(message)", message) is True
    recorder.stop()
    assert "Maya" not in recorder.all_storage() + json.dumps(recorder.entries()) + recorder.text
