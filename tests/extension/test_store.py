"""Does a recording stay in the browser as it was put there?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.serving import served

pytestmark = pytest.mark.browser

ENTRY: dict[str, object] = {
    "key": "a.1",
    "at": 1,
    "kind": "activate",
    "actor": "human",
    "app": "crm",
    "value": None,
    "arrival": "unknown",
    "press": "",
    "text": "",
    "text_state": "absent",
    "cause": "",
    "same": "",
    "tab": 1,
    "page": {"template": "/leads", "kind": "other", "object": "", "name": "", "instance": 1, "record": 0},
    "target": {
        "role": "button",
        "name": "Save",
        "name_source": "text",
        "name_state": "clear",
        "container": [],
        "column": "",
        "finalises": False,
        "element": 1,
    },
}
UNUSUAL: dict[str, object] = {
    "key": "a.2",
    "at": 2,
    "kind": "enter",
    "actor": "system",
    "app": "crm",
    "arrival": "link",
    "press": "Enter",
    "text": "Saved",
    "text_state": "clear",
    "cause": "a.1",
    "same": "a.0",
    "tab": 2,
    "value": {"state": "filled", "value_class": "text", "option": "", "option_state": "absent", "same_as": 0},
    "page": {"template": "/leads", "kind": "list", "object": "lead", "name": "Leads", "instance": 1, "record": 2},
    "target": {
        "role": "textbox",
        "name": "",
        "name_source": "none",
        "name_state": "absent",
        "column": "Status",
        "container": [{"role": "form", "name": ""}],
        "finalises": True,
        "element": 1,
    },
}
"""An entry in which nothing is usual."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a fresh profile in which the store is loaded."""
    with served() as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/extension/recording/store.js")
        loaded(page)
        yield page
        context.close()


def loaded(page: Page) -> None:
    page.evaluate("async (address) => { window.store = await import(address); }", page.url)
    page.evaluate("(whole) => void (window.entry = (key, at) => ({ ...whole, key, at }))", ENTRY)


def test_entries_come_back_by_time_whatever_order_they_came_in(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1 });
          await store.add("r", [entry("b.1", 30), entry("a.1", 10)]);
          await store.add("r", [entry("a.2", 20)]);
          return [await store.entriesAfter("r"), await store.entriesAfter("r", 20), await store.count("r")];
        }"""
    )
    in_time = [ENTRY | {"key": "a.1", "at": 10}, ENTRY | {"key": "a.2", "at": 20}, ENTRY | {"key": "b.1", "at": 30}]
    assert found == [in_time, in_time[1:], 3]


def test_what_is_usual_is_not_written_and_comes_back(page: Page) -> None:
    said: list[list[dict[str, object]]] = page.evaluate(
        """async (entries) => {
          await store.create({ id: "r", started: 1 });
          await store.add("r", entries);
          const asked = indexedDB.open("sopwright");
          await new Promise((next) => void (asked.onsuccess = next));
          const rows = asked.result.transaction("entries").objectStore("entries").getAll();
          await new Promise((next) => void (rows.onsuccess = next));
          return [rows.result, await store.entriesAfter("r")];
        }""",
        [ENTRY, UNUSUAL],
    )
    usual, unusual = said[0]
    assert said[1] == [ENTRY, UNUSUAL]
    assert usual == {
        "recording": "r",
        "key": "a.1",
        "at": 1,
        "kind": "activate",
        "app": "crm",
        "tab": 1,
        "page": {"template": "/leads", "instance": 1},
        "target": {"role": "button", "name": "Save", "container": [], "element": 1},
    }
    assert unusual == UNUSUAL | {"recording": "r"}


def test_putting_entries_twice_is_putting_them_once(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1 });
          for (let times = 0; times < 2; times += 1) await store.add("r", [entry("a.1", 1)]);
          return store.count("r");
        }"""
    )
    assert found == 1


def test_it_says_which_entries_it_has(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          for (const id of ["r", "s"]) await store.create({ id, started: 1 });
          await store.add("r", [entry("a.1", 1), entry("a.2", 1)]);
          await store.add("s", [entry("a.3", 1)]);
          return [...await store.known("r", ["a.2", "a.3", "a.4"])];
        }"""
    )
    assert found == ["a.2"]


def test_recordings_keep_apart_and_the_newest_is_first(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          for (const [id, started] of [["r", 1], ["rr", 3], ["s", 2]]) await store.create({ id, started });
          await store.add("r", [entry("a.1", 1)]);
          await store.add("rr", [entry("a.1", 2)]);
          await store.remove("r");
          return [(await store.heads()).map((head) => head.id), await store.head("r"), await store.count("r"),
            await store.count("rr")];
        }"""
    )
    assert found == [["rr", "s"], None, 0, 1]


def test_two_changes_at_once_lose_nothing_of_each_other(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1, count: 0 });
          const once = () => store.change("r", (head) => ({ ...head, count: head.count + 1 }));
          await Promise.all(Array.from({ length: 20 }, once));
          return (await store.head("r")).count;
        }"""
    )
    assert found == 20


def test_a_recording_that_was_removed_takes_no_entries_and_no_change(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1 });
          await store.remove("r");
          return [await store.add("r", [entry("a.1", 1)]), await store.change("r", (head) => head),
            await store.count("r")];
        }"""
    )
    assert found == [False, None, 0]


def test_what_was_put_there_survives_the_page(page: Page) -> None:
    page.evaluate("store.create({ id: 'r', started: 1 }).then(() => store.add('r', [entry('a.1', 1)]))")
    page.reload()
    loaded(page)
    assert page.evaluate("store.count('r')") == 1


def test_every_write_asks_for_strict_durability(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          const asked = new Set();
          const before = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (stores, mode, options) {
            asked.add(`${mode} ${options?.durability}`);
            return before.call(this, stores, mode, options);
          };
          await store.create({ id: "r", started: 1 });
          await store.add("r", [entry("a.1", 1)]);
          await store.change("r", (head) => head);
          await store.remove("r");
          return [...asked];
        }"""
    )
    assert found == ["readwrite strict"]
