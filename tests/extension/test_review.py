"""What does the performer see of a recording's texts, and what does a decision do?"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from tests.extension.serving import served

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[2] / "golden" / "extension"
STORY = json.loads((GOLDEN / "qualified" / "entries.json").read_text(encoding="utf-8"))
FIXED = {"kind", "actor", "arrival", "press", "text_state", "name_source", "name_state", "role", "state"}
FIXED |= {"value_class", "option_state", "object", "key", "cause", "same", "at"}
"""Attributes whose texts come from a fixed list of words, or are keys that stay in the browser."""

Json = dict[str, Any]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page in which the review and the assembly are loaded as ``review`` and ``assembly``."""
    with served() as address:
        page = chromium.new_page()
        page.goto(f"{address}/extension/recording/review.js")
        page.evaluate(
            """async (address) => {
              window.review = await import(`${address}/review.js`);
              window.assembly = await import(`${address}/assemble.js`);
            }""",
            f"{address}/extension/recording",
        )
        yield page
        page.close()


def strings(page: Page, head: Json, entries: list[Json]) -> list[Json]:
    found: list[Json] = page.evaluate("([head, entries]) => review.strings(head, entries)", [head, entries])
    return found


def texts_in(part: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON tree
    """The oracle: yield every text of a tree that is not from a fixed list."""
    if isinstance(part, str) and part:
        yield part
    elif isinstance(part, list):
        for item in part:
            yield from texts_in(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in FIXED or not isinstance(value, str):
                yield from texts_in(value)


def test_every_text_of_a_story_is_listed_as_often_as_it_stands_there(page: Page) -> None:
    names = {app["id"]: app["name"] for app in STORY["head"]["apps"]}
    wanted = Counter(names.get(text, text) for text in texts_in(STORY["entries"]))
    wanted.update([STORY["head"]["title"], STORY["head"]["role"]])
    found: Counter[str] = Counter()
    for text in strings(page, STORY["head"], STORY["entries"]):
        found[text["text"]] += text["count"]
    assert found == wanted


def test_a_text_read_in_two_places_is_listed_under_both(page: Page) -> None:
    found = [text for text in strings(page, STORY["head"], STORY["entries"]) if text["text"] == "Company"]
    assert [(text["source"], text["count"], text["steps"]) for text in found] == [
        ("label", 1, ["a1.6"]),
        ("placeholder", 2, ["b7.2", "b7.3"]),
    ]


def test_texts_of_deleted_entries_are_not_listed(page: Page) -> None:
    review = {"withheld": [], "deleted": ["a1.6", "b7.2"], "named": {}}
    found = strings(page, STORY["head"] | {"review": review}, STORY["entries"])
    assert [(text["source"], text["count"]) for text in found if text["text"] == "Company"] == [("placeholder", 1)]


def test_decisions_are_taken_back_as_if_never_made(page: Page) -> None:
    found = page.evaluate(
        """() => {
          const none = { withheld: [], deleted: [], named: {} };
          const { withhold, restore, remove, putBack, name } = review;
          return [
            withhold(withhold(none, "A"), "A"), restore(withhold(none, "A"), "A"),
            remove(none, ["a.1", "a.1"]), putBack(remove(none, ["a.1", "a.2"]), ["a.1"]),
            name(none, 3, "Menu"), name(name(none, 3, "Menu"), 3, ""), none,
          ];
        }"""
    )
    none: Json = {"withheld": [], "deleted": [], "named": {}}
    assert found == [
        none | {"withheld": ["A"]},
        none,
        none | {"deleted": ["a.1"]},
        none | {"deleted": ["a.2"]},
        none | {"named": {"3": "Menu"}},
        none,
        none,
    ]


def test_a_secret_field_and_one_that_has_a_name_take_no_name(page: Page) -> None:
    entry = STORY["entries"][-2]
    secret = entry | {
        "target": entry["target"] | {"name": "", "name_source": "none", "name_state": "absent"},
        "value": {"state": "filled", "value_class": "secret", "option": "", "option_state": "absent", "same_as": 0},
    }
    review = {"withheld": [], "deleted": [], "named": {str(entry["target"]["element"]): "Open details"}}
    named = page.evaluate(
        "([entries, given]) => entries.map((one) => review.named(one, given))", [[entry, secret], review]
    )
    assert named == [entry, secret]


TEXTS = sorted(set(texts_in(STORY["entries"])) | {STORY["head"]["title"], "SDR", "Salesforce"})


@settings(max_examples=30)
@given(st.sets(st.sampled_from(TEXTS), max_size=6))
def test_what_is_withheld_stands_nowhere_in_the_file(page: Page, withheld: set[str]) -> None:
    review = {"withheld": sorted(withheld), "deleted": [], "named": {}}
    text: str = page.evaluate(
        "async ([head, entries]) => assembly.dump(await assembly.assemble(head, entries))",
        [STORY["head"] | {"review": review}, STORY["entries"]],
    )
    recording = json.loads(text)
    left = set(texts_in([recording["events"], recording["apps"], recording.get("title"), recording.get("role")]))
    ids = {app["id"] for app in STORY["head"]["apps"]}
    assert not left & (withheld - ids)


@settings(max_examples=30)
@given(st.sets(st.sampled_from(TEXTS), max_size=3), st.sets(st.sampled_from([row["key"] for row in STORY["entries"]])))
def test_the_list_is_what_leaves_and_what_is_withheld(page: Page, withheld: set[str], deleted: set[str]) -> None:
    review = {"withheld": sorted(withheld), "deleted": sorted(deleted), "named": {}}
    head = STORY["head"] | {"review": review}
    listed = strings(page, head, STORY["entries"])
    text: str = page.evaluate(
        "async ([head, entries]) => assembly.dump(await assembly.assemble(head, entries))", [head, STORY["entries"]]
    )
    recording = json.loads(text)
    names = {app["id"]: app["name"] for app in recording["apps"]}
    leaving = {names.get(part, part) for part in texts_in(recording["events"])}
    leaving |= {recording.get("title", ""), recording.get("role", "")} - {""}
    shown = {entry["text"] for entry in listed if not entry["withheld"]}
    assert {part for part in leaving if not part.startswith("Withheld site")} == shown
