"""Which act does an answer belong to? Pages that answer late, and results that announce themselves."""

import pytest
from playwright.sync_api import expect
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served

pytestmark = pytest.mark.browser

SLOW = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Leads</title><button type="button">{name}</button>
<script>document.querySelector("button").addEventListener("click", () => {{ {does} }});</script></html>"""
ROUTE = "setTimeout(() => { history.pushState(null, '', '/leads/17'); document.title = 'Lead'; }, 5_000);"
LATE_DIALOG = """fetch('/api/slow').then(() => fetch('/api/slow')).then(() => setTimeout(() => {
  document.body.insertAdjacentHTML('beforeend', '<div role=dialog aria-label="Convert lead">Sure?</div>');
}, 3_000));"""
RESULTS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Companies</title>
<button type="button">Search</button><div aria-live="polite"><p></p><table hidden></table></div><script>
document.querySelector("button").addEventListener("click", () => {
  const [said, table] = document.querySelectorAll("p, table");
  said.textContent = "Search finished";
  table.innerHTML = "<tr><th>Company<th>Place<tr><td>Acme Robotics<td>Leeds";
  table.hidden = false;
});</script></html>"""


def test_a_page_that_comes_late_answers_the_last_act_and_not_the_one_that_led_there(
    recorder: Recorder, served: Served
) -> None:
    served.more["/first"] = SLOW.format(name="Show list", does="location.href = '/second';")
    served.more["/second"] = SLOW.format(name="Show lead", does=ROUTE)
    page = recorder.open(served.at("first"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    page.get_by_role("button", name="Show list").click()
    page.get_by_role("button", name="Show lead").click()
    page.wait_for_url("**/leads/17")
    told = lines(recorder.stop())
    page.close()
    assert told[1] == 'activate button "Show list"'
    assert told[-2:] == ['activate button "Show lead"', 'page_shown /leads/:id (script) <- activate "Show lead"']


def test_what_comes_long_after_an_act_answers_it_when_the_page_was_busy_for_it(
    recorder: Recorder, served: Served
) -> None:
    served.more["/lead"] = SLOW.format(name="Convert", does=LATE_DIALOG)
    page = recorder.open(served.at("lead"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    page.get_by_role("button", name="Convert").click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(300)
    told = lines(recorder.stop())
    page.close()
    assert told[1:] == ['activate button "Convert"', 'dialog_opened dialog "Convert lead" <- activate "Convert"']


def test_a_table_of_results_is_no_message_where_it_announces_itself(recorder: Recorder, served: Served) -> None:
    served.more["/companies"] = RESULTS
    page = recorder.open(served.at("companies"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Leeds")).to_be_visible()
    page.wait_for_timeout(300)
    told = lines(recorder.stop())
    page.close()
    assert told[1:] == ['activate button "Search"', 'toast "Search finished" <- activate "Search"']
