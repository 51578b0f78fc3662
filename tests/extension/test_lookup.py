"""What does a recording say of the look-ups of CRM and enrichment products? Each was met in Tryton or beside it."""

import pytest
from playwright.sync_api import Page, expect
from tests.extension.recorder import Recorder, lines
from tests.extension.served import Served

pytestmark = pytest.mark.browser


def opened(recorder: Recorder, served: Served) -> Page:
    recorder.close_pages()
    page = recorder.open(served.at("lookup.html"))
    recorder.start(served.origins("crm.localhost"))
    page.bring_to_front()
    return page


def said(recorder: Recorder) -> list[str]:
    return [line for line in lines(recorder.stop()) if not line.startswith(("page_shown", "navigate"))]


def test_a_link_that_a_list_offers_has_its_words_and_a_record_in_it_has_none(
    recorder: Recorder, served: Served
) -> None:
    page = opened(recorder, served)
    page.get_by_label("Party").click()
    page.keyboard.type("acme")
    page.get_by_text("Create...").click()
    page.get_by_label("Party").click()
    page.keyboard.type("x")
    page.get_by_text("Acme Robotics").click()

    assert [line for line in said(recorder) if "link" in line] == ['activate link "Create"', "activate link (withheld)"]


def test_a_message_says_only_what_is_in_sight(recorder: Recorder, served: Served) -> None:
    page = opened(recorder, served)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Companies found")).to_be_visible()

    assert said(recorder) == ['activate button "Search"', 'toast "Companies found" <- activate "Search"']


def test_a_field_names_what_was_copied_and_not_the_paste(recorder: Recorder, served: Served) -> None:
    page = opened(recorder, served)
    page.get_by_role("button", name="Copy").click()
    page.get_by_label("Reference").click()
    page.keyboard.press("Control+v")
    page.keyboard.press("Tab")

    assert said(recorder) == [
        'activate button "Copy"',
        'copy textbox "Company number"',
        'paste textbox "Reference"',
        'enter textbox "Reference" = filled same as textbox "Company number"',
        'press Tab textbox "Reference"',
    ]
