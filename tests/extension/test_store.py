"""Does a recording stay in the browser as it was put there?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.serving import served

pytestmark = pytest.mark.browser


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


def test_entries_come_back_by_time_whatever_order_they_came_in(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1 });
          await store.add("r", [{ key: "b.1", at: 30 }, { key: "a.1", at: 10 }]);
          await store.add("r", [{ key: "a.2", at: 20 }]);
          return [await store.entriesAfter("r"), await store.entriesAfter("r", 20), await store.count("r")];
        }"""
    )
    assert found == [
        [{"key": "a.1", "at": 10}, {"key": "a.2", "at": 20}, {"key": "b.1", "at": 30}],
        [{"key": "a.2", "at": 20}, {"key": "b.1", "at": 30}],
        3,
    ]


def test_putting_entries_twice_is_putting_them_once(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          await store.create({ id: "r", started: 1 });
          for (let times = 0; times < 2; times += 1) await store.add("r", [{ key: "a.1", at: 1 }]);
          return store.count("r");
        }"""
    )
    assert found == 1


def test_it_says_which_entries_it_has(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          for (const id of ["r", "s"]) await store.create({ id, started: 1 });
          await store.add("r", [{ key: "a.1", at: 1 }, { key: "a.2", at: 1 }]);
          await store.add("s", [{ key: "a.3", at: 1 }]);
          return [...await store.known("r", ["a.2", "a.3", "a.4"])];
        }"""
    )
    assert found == ["a.2"]


def test_recordings_keep_apart_and_the_newest_is_first(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          for (const [id, started] of [["r", 1], ["rr", 3], ["s", 2]]) await store.create({ id, started });
          await store.add("r", [{ key: "a.1", at: 1 }]);
          await store.add("rr", [{ key: "a.1", at: 2 }]);
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
          return [await store.add("r", [{ key: "a.1", at: 1 }]), await store.change("r", (head) => head),
            await store.count("r")];
        }"""
    )
    assert found == [False, None, 0]


def test_what_was_put_there_survives_the_page(page: Page) -> None:
    page.evaluate("store.create({ id: 'r', started: 1 }).then(() => store.add('r', [{ key: 'a.1', at: 1 }]))")
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
          await store.add("r", [{ key: "a.1", at: 1 }]);
          await store.change("r", (head) => head);
          await store.remove("r");
          return [...asked];
        }"""
    )
    assert found == ["readwrite strict"]
