"""Does the panel say what goes on, do what the performer asks, and let nothing leave unseen?

The panel runs in the browser from loopback, under the policy of the manifest, with ``fakes/chrome.js`` for what the
browser gives an extension. The extension as a whole is tested elsewhere.
"""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.extension.serving import ROOT, served

from sopwright.recording.form import dump, parse
from sopwright.recording.rescreening import _Again
from sopwright.recording.vocabulary import builtin

pytestmark = pytest.mark.browser

Json = dict[str, Any]
Open = Callable[..., Page]

FAKE = Path(__file__).parent / "fakes" / "chrome.js"
AXE = ROOT / ".make" / "node" / "node_modules" / "axe-core" / "axe.min.js"
STORY: Json = json.loads((ROOT / "golden" / "extension" / "qualified" / "entries.json").read_text(encoding="utf-8"))
HEAD: Json = STORY["head"]
CRM = {"pattern": "https://acme.lightning.force.com/*", "name": "Salesforce"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MAIL = {"pattern": "https://mail.google.com/*", "name": "Gmail"}
KNOWN = {"origins": [CRM["pattern"], MAIL["pattern"]], "local": {"sites": [CRM, MAIL]}}


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """Return what opens the panel in a fresh profile; a page fails the test when the panel's script fails."""
    failures: list[str] = []
    contexts = []
    with served() as address:

        def panel(before: Json | None = None) -> Page:
            context = chromium.new_context(viewport={"width": 360, "height": 800})
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: failures.append(str(error)))
            page.on("console", lambda said: failures.append(said.text) if "Content Security" in said.text else None)
            page.add_init_script(f"window.fakeBefore = {json.dumps(before or {})};")
            page.add_init_script(FAKE.read_text(encoding="utf-8"))
            page.goto(f"{address}/extension/panel/panel.html")
            expect(page.locator("main > section:visible")).to_have_count(1)
            return page

        yield panel
        for context in contexts:
            context.close()
    assert failures == []


def keep(page: Page, entries: list[Json] | None = None, **head: object) -> None:
    """Put a recording into the store, as the worker does."""
    page.evaluate(
        """async ([head, entries]) => {
          const store = await import("/extension/recording/store.js");
          await store.create(head);
          await store.add(head.id, entries);
        }""",
        [HEAD | head, STORY["entries"] if entries is None else entries],
    )


def publish(page: Page, **parts: object) -> None:
    """Publish what goes on, as the worker does."""
    live = {
        "recording": HEAD["id"],
        "phase": "recording",
        "started": HEAD["started"],
        "entries": len(STORY["entries"]),
        "here": True,
        "elsewhere": "",
        "frames": {"seen": 4, "blind": 1},
        "blind_origins": ["https://forms.partner.example"],
        "unlabelled": 1,
    }
    page.evaluate("(live) => chrome.storage.session.set({ live })", live | parts)


def heard(page: Page) -> list[Json]:
    """Return what the panel told the worker."""
    found: list[Json] = page.evaluate("fake.heard")
    return found


def kept(page: Page, id_: str = HEAD["id"]) -> Json | None:
    found: Json | None = page.evaluate("async (id) => (await import('/extension/recording/store.js')).head(id)", id_)
    return found


def running(page: Page) -> Page:
    keep(page, phase="recording", ended=None)
    publish(page)
    expect(page.locator("#feed .row").first).to_be_visible()
    return page


def reviewing(page: Page, entries: list[Json] | None = None) -> Page:
    """Bring the panel to review, by Stop."""
    keep(page, entries)
    publish(page)
    expect(page.locator("#running")).to_be_visible()
    publish(page, phase="stopped")
    expect(page.get_by_role("tab", name="Steps")).to_be_visible()
    return page


def part(page: Page, name: str) -> Page:
    page.get_by_role("tab", name=name).click()
    return page


# --- start -----------------------------------------------------------------------------------------------------------


def test_start_tells_the_worker_who_does_what_on_which_sites(opened: Open) -> None:
    page = opened(KNOWN)
    page.get_by_label("What is this work called?").fill("Qualify an inbound lead")
    page.get_by_label("Your role").fill("sdr")
    page.get_by_text("More options").click()
    page.get_by_label("Your number").fill("7")
    page.get_by_label("Salesforce", exact=False).first.check()
    page.get_by_label("Notice when a value is carried").check()
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("fake.heard.length > 0")
    assert heard(page) == [
        {
            "type": "start",
            "title": "Qualify an inbound lead",
            "performer": "performer-7",
            "role": "SDR",
            "sites": [CRM],
            "equality": True,
            "pace": "person",
        }
    ]


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        pytest.param(
            "title", "Call Jane Miller", "This may hold a name or a number. Use plain words only.", id="title"
        ),
        pytest.param("role", "Jane Miller", "Use a short role, such as SDR or AE.", id="role"),
        pytest.param("performer", "0", "Use a number from 1 to 9999.", id="number"),
        pytest.param("sites", "", "Tick at least one site, or add one by its address.", id="site"),
    ],
)
def test_what_may_not_be_kept_stops_the_start(opened: Open, field: str, text: str, problem: str) -> None:
    page = opened(KNOWN)
    if field != "sites":
        page.get_by_label("Salesforce", exact=False).first.check()
        page.get_by_text("More options").click()
        page.locator(f"#{field}").fill(text)
        page.get_by_text("More options").click()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator(f"#{field}-problem")).to_have_text(problem)
    expect(page.locator("#sites-field" if field == "sites" else f"#{field}")).to_be_focused()
    assert heard(page) == []


def test_the_roles_on_offer_are_kept_by_python(opened: Open) -> None:
    page = opened()
    roles = page.evaluate("async () => (await import('/extension/panel/start.js')).ROLES")
    assert [role for role in roles if _Again(builtin()).title(role) != role] == []


def test_a_problem_of_the_worker_is_shown(opened: Open) -> None:
    page = opened(KNOWN)
    page.evaluate("void (fake.worker = () => ({ ok: false, problem: 'A recording goes on already.' }))")
    page.get_by_label("Salesforce", exact=False).first.check()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#start-problem")).to_have_text("A recording goes on already.")


def test_a_worker_that_does_not_answer_is_said_so(opened: Open) -> None:
    page = opened(KNOWN)
    page.evaluate("void (fake.worker = () => { throw new Error('no receiving end'); })")
    page.get_by_label("Salesforce", exact=False).first.check()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#start-problem")).to_have_text("The recorder did not answer. Try again.")


@pytest.mark.parametrize(
    ("typed", "pattern", "name"),
    [
        pytest.param("acme.my.salesforce.com", "https://acme.my.salesforce.com/*", "Salesforce", id="known"),
        pytest.param(
            "https://www.acme.example/a?b#c", "https://www.acme.example/*", "acme.example", id="path falls away"
        ),
        pytest.param("http://localhost:8300", "http://localhost:8300/*", "localhost", id="local"),
    ],
)
def test_a_site_is_added_by_its_address_and_granted_at_start(opened: Open, typed: str, pattern: str, name: str) -> None:
    page = opened()
    page.get_by_label("Address of another site").fill(typed)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#sites li")).to_have_count(1)
    expect(page.locator("#sites input")).to_be_checked()
    expect(page.locator("#sites input")).to_be_focused()
    assert page.evaluate("[...fake.origins]") == []
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("fake.heard.length > 0")
    assert heard(page)[0]["sites"] == [{"pattern": pattern, "name": name}]
    assert page.evaluate("[...fake.origins]") == [pattern]
    assert page.evaluate("chrome.storage.local.get('sites')") == {"sites": [{"pattern": pattern, "name": name}]}


OPEN_TABS = ["https://b.example/x", "https://app.hubspot.com/contacts?q=Jane", "https://a.example/", "chrome://newtab/"]


def test_sites_of_open_tabs_are_offered_and_asked_for_at_once(opened: Open) -> None:
    page = opened({"tabs": [*OPEN_TABS, "https://a.example/2"]})
    assert [" ".join(row.split()) for row in page.locator("#sites li").all_inner_texts()] == [
        "b.example in front now",
        "HubSpot app.hubspot.com · open in a tab",
        "a.example open in a tab",
    ]
    expect(page.locator("#sites :checked")).to_have_count(0)
    page.get_by_label("HubSpot").check()
    page.get_by_label("a.example").check()
    page.evaluate("void (chrome.permissions.request = async (asked) => { fake.asked = asked; return true; })")
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("fake.heard.length > 0")
    assert page.evaluate("fake.asked") == {"origins": ["https://app.hubspot.com/*", "https://a.example/*"]}
    assert "Jane" not in json.dumps(heard(page))


def test_many_tabs_do_not_hide_the_form(opened: Open) -> None:
    page = opened({"tabs": [f"https://n{at}.example/" for at in range(12)]})
    expect(page.locator("#sites li")).to_have_count(5)
    page.get_by_role("button", name="Show 7 more open in tabs").click()
    expect(page.locator("#sites li")).to_have_count(12)
    expect(page.locator("#sites input").nth(5)).to_be_focused()


def test_a_tab_that_comes_to_the_front_is_offered_but_a_name_that_is_being_typed_stays(opened: Open) -> None:
    page = opened(KNOWN)
    page.evaluate("void fake.tabs.push('https://new.example/')")
    page.evaluate("fake.activated()")
    expect(page.get_by_text("in front now")).to_be_visible()
    page.get_by_role("button", name="Rename Gmail").click()
    page.evaluate("fake.activated()")
    expect(page.get_by_label("Name of mail.google.com")).to_be_focused()


def test_a_number_is_drawn_once_and_kept(opened: Open) -> None:
    page = opened(KNOWN)
    number = page.locator("#performer").input_value()
    assert 1 <= int(number) <= 9999
    page.get_by_label("Gmail", exact=False).first.check()
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("fake.heard.length > 0")
    assert page.evaluate("chrome.storage.local.get('performer')")["performer"]["performer"] == number


def test_what_the_work_was_called_before_is_on_offer(opened: Open) -> None:
    page = opened()
    keep(page)
    page.reload()
    expect(page.locator("#titles option")).to_have_attribute("value", "Qualify an inbound lead")


@pytest.mark.parametrize(
    "typed", ["", "acme", "chrome://settings", "file:///etc/passwd", "mailto:a@b.example", "a b.example"]
)
def test_what_is_no_site_is_refused(opened: Open, typed: str) -> None:
    page = opened()
    page.get_by_label("Address of another site").fill(typed)
    page.get_by_label("Address of another site").press("Enter")
    expect(page.locator("#sites-problem")).to_have_text(
        "Enter the address of a site, such as acme.lightning.force.com."
    )
    assert page.evaluate("[...fake.origins]") == []


def test_sites_that_the_person_does_not_grant_stop_the_start_and_can_be_asked_for_again(opened: Open) -> None:
    page = opened({"tabs": ["https://crm.partner.example/leads/7?name=Jane"]})
    page.evaluate("fake.agrees = false")
    page.get_by_label("crm.partner.example").check()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#sites-problem")).to_have_text(
        "Chrome did not allow these sites. Start again and choose Allow, or untick them."
    )
    expect(page.locator("#sites-field")).to_be_focused()
    assert heard(page) == []
    page.evaluate("fake.agrees = true")
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("fake.heard.length > 0")


def test_a_site_is_renamed_and_forgotten(opened: Open) -> None:
    page = opened(KNOWN)
    page.get_by_role("button", name="Rename Gmail").click()
    page.get_by_label("Name of mail.google.com").fill("Team mail")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Team mail")).to_be_visible()
    page.get_by_role("button", name="Forget Team mail").click()
    expect(page.locator("#sites li")).to_have_count(1)
    assert page.evaluate("[...fake.origins]") == [CRM["pattern"]]


def test_a_site_whose_grant_was_taken_back_in_the_browser_is_not_offered(opened: Open) -> None:
    page = opened(KNOWN | {"origins": [CRM["pattern"]]})
    expect(page.locator("#sites b")).to_have_text(["Salesforce"])


# --- while it runs ----------------------------------------------------------------------------------------------------


def test_steps_read_in_plain_words(opened: Open) -> None:
    page = reviewing(opened())
    assert [" ".join(text.split()) for text in page.locator(".review-rows .phrase").all_inner_texts()] == [
        "Page shown: Leads",
        "Select a link in Name (name withheld)",
        "Page shown: lead record",
        "Copy from Company (not what)",
        "Elsewhere, 22 s",
        "Page shown: company search",
        "Enter Company (not its content) · same value as in Company",
        "Press Enter in Company",
        "Select a button without a name",
        "Dialog opened: Company details",
        "Select Edit Lead Status · button",
        "Dialog opened: Edit lead",
        "Choose Lead Status: Qualified",
        "Enter No. of Employees (not its content)",
        "Select Save · button",
        "Error: Complete this field.",
        "Enter Email (not its content)",
        "Tick Do Not Call",
        "Select Save · button",
        "Message: Lead … was saved.",
        "Dialog closed: Edit lead",
        "Note: The budget was confirmed on the phone.",
        "Paused, 1 m 0 s",
        "Select Assign to AE · button",
        "Message: text withheld",
    ]


def test_a_secret_says_nothing_of_its_field(opened: Open) -> None:
    page = opened()
    story = json.loads((ROOT / "golden" / "extension" / "interrupted" / "entries.json").read_text(encoding="utf-8"))
    reviewing(page, story["entries"])
    expect(page.locator(".review-rows").get_by_text("Enter the password (not recorded)")).to_be_visible()


def test_the_newest_step_is_first_and_new_ones_come_in(opened: Open) -> None:
    page = opened()
    keep(page, STORY["entries"][:12], phase="recording", ended=None)
    publish(page, entries=12)
    expect(page.locator("#feed .row").first).to_contain_text("Select a button without a name")
    keep(page, STORY["entries"][12:], phase="recording", ended=None)
    publish(page)
    expect(page.locator("#feed .row").first).to_contain_text("Message: text withheld")
    expect(page.locator("#feed .row")).to_have_count(12)


def test_pause_resume_and_stop_are_told_and_seen(opened: Open) -> None:
    page = running(opened())
    page.get_by_role("button", name="Pause").click()
    publish(page, phase="paused")
    expect(page.locator("#badge")).to_have_text("Paused")
    expect(page.locator("#status")).to_have_text("Paused. Nothing is recorded.")
    expect(page.get_by_role("button", name="Resume")).to_be_focused()
    page.get_by_role("button", name="Resume").click()
    publish(page)
    expect(page.locator("#badge")).to_have_text("REC")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.get_by_role("button", name="Stop").click()
    publish(page, phase="stopped")
    expect(page.get_by_role("heading", level=1, name="Qualify an inbound lead")).to_be_visible()
    expect(page.locator("#badge")).to_be_hidden()
    assert [message["type"] for message in heard(page)] == ["pause", "resume", "stop"]


def test_that_it_records_is_in_sight_on_every_screen(opened: Open) -> None:
    page = running(opened())
    for name in ("Earlier", "What is recorded", "Record"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("#badge")).to_have_text("REC")
    expect(page.locator("#running")).to_be_visible()


def test_a_note_is_screened_before_it_is_told(opened: Open) -> None:
    page = running(opened())
    page.get_by_label("Add a note").fill("The budget fits.")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_label("Add a note")).to_have_value("")
    page.get_by_label("Add a note").fill("Jane Miller said the budget is 20,000 by jane@acme.example")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-kept")).to_contain_text("to keep: … said the budget is … by …")
    assert heard(page) == [{"type": "note", "text": "The budget fits."}]
    page.get_by_role("button", name="Add note").click()
    page.wait_for_function("fake.heard.length > 1")
    assert heard(page)[1] == {"type": "note", "text": "… said the budget is … by …"}


def test_what_cannot_be_seen_is_said_with_the_site_that_could_be_added(opened: Open) -> None:
    page = running(opened())
    expect(page.locator("#frames-words")).to_have_text("4 of 5 parts of the pages seen; 1 cannot be seen")
    expect(page.locator("#unlabelled")).to_have_text("1 control has no name. You can give names after Stop.")
    page.get_by_role("button", name="Record forms.partner.example too").click()
    page.wait_for_function("fake.heard.length > 0")
    assert heard(page) == [
        {"type": "site", "site": {"pattern": "https://forms.partner.example/*", "name": "forms.partner.example"}}
    ]


def test_a_button_is_not_taken_from_under_the_hand_while_steps_come_in(opened: Open) -> None:
    page = running(opened())
    publish(page, here=False, elsewhere="https://crm.partner.example")
    button = page.get_by_role("button", name="Record crm.partner.example too")
    button.focus()
    publish(page, here=False, elsewhere="https://crm.partner.example", entries=99)
    publish(page, here=False, elsewhere="https://crm.partner.example", entries=100, unlabelled=3)
    expect(page.locator("#unlabelled")).to_contain_text("3 controls have no name")
    expect(button).to_be_focused()


def test_the_steps_are_counted_as_at_review(opened: Open) -> None:
    page = running(opened())
    expect(page.locator("#steps-count")).to_have_text("25")
    publish(page, phase="stopped")
    expect(page.locator(".found .hint")).to_have_text("25 steps. Delete what does not belong to the work.")


def test_the_key_that_pauses_is_told_as_it_is_set(opened: Open) -> None:
    page = opened(KNOWN | {"commands": [{"name": "pause", "shortcut": "Ctrl+Shift+9"}]})
    running(page)
    expect(page.locator("#keys")).to_have_text("Ctrl+Shift+9 pauses and resumes, on any page.")


def test_a_page_that_is_not_recorded_says_so(opened: Open) -> None:
    page = running(opened())
    publish(page, here=False, elsewhere="https://crm.partner.example")
    expect(page.locator("#where")).to_contain_text("This page is not recorded: it counts as elsewhere.")
    expect(page.get_by_role("button", name="Record crm.partner.example too")).to_be_visible()


# --- review -----------------------------------------------------------------------------------------------------------


def test_a_step_is_deleted_and_comes_back(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("button", name="Delete: Tick Do Not Call").click()
    undo = page.get_by_role("button", name="Undo deleting: Tick Do Not Call")
    expect(undo).to_be_focused()
    found = kept(page)
    assert found
    assert found["review"]["deleted"] == ["a1.16"]
    undo.click()
    expect(page.get_by_role("button", name="Delete: Tick Do Not Call")).to_be_focused()
    found = kept(page)
    assert found
    assert found["review"]["deleted"] == []


def test_an_absence_is_deleted_whole(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("button", name="Delete: Elsewhere, 22 s").click()
    expect(page.locator(".is-deleted")).to_have_count(1)
    found = kept(page)
    assert found
    assert len(found["review"]["deleted"]) == 2


def test_steps_are_found_by_their_words_and_by_their_site(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_label("Find a step or a site").fill("lead status")
    expect(page.locator(".review-rows .phrase")).to_have_text(
        ["Select Edit Lead Status · button", "Choose Lead Status: Qualified"]
    )
    expect(page.locator(".found .hint")).to_have_text("2 of 25 steps.")
    page.get_by_label("Find a step or a site").fill("enrich desk")
    expect(page.locator(".review-rows .row")).to_have_count(5)


def test_controls_without_a_name_are_found_at_once(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("button", name="1 control without a name").click()
    expect(page.locator(".review-rows .phrase")).to_have_text(["Select a button without a name"])
    page.get_by_role("button", name="1 control without a name").click()
    expect(page.locator(".review-rows .row")).to_have_count(25)


def test_a_text_leads_to_the_steps_that_hold_it(opened: Open) -> None:
    page = part(reviewing(opened()), "Texts")
    page.get_by_role("button", name="Save: in 2 steps").click()
    expect(page.get_by_role("tab", name="Steps")).to_be_focused()
    expect(page.locator(".found .hint")).to_have_text("2 of 25 steps with “Save”.")
    expect(page.locator(".review-rows .phrase")).to_have_text(["Select Save · button", "Select Save · button"])
    page.get_by_role("button", name="Show all steps").click()
    expect(page.locator(".review-rows .row")).to_have_count(25)


def test_all_steps_that_were_found_are_deleted_and_come_back(opened: Open) -> None:
    page = reviewing(opened())
    expect(page.locator(".found button")).to_be_hidden()
    page.get_by_label("Find a step or a site").fill("save")
    page.get_by_role("button", name="Delete these 3").click()
    expect(page.locator(".is-deleted")).to_have_count(3)
    found = kept(page)
    assert found
    assert len(found["review"]["deleted"]) == 3
    page.get_by_role("button", name="Undo deleting these 3").click()
    expect(page.locator(".is-deleted")).to_have_count(0)


def test_what_is_withheld_is_withheld_in_the_steps_as_well(opened: Open) -> None:
    page = part(reviewing(opened()), "Texts")
    for text in ("Qualified", "Lead Status", "Salesforce"):
        page.get_by_role("button", name=f"Withhold: {text}", exact=True).first.click()
    part(page, "Steps")
    expect(page.get_by_text("Choose a list (name withheld) (option withheld)")).to_be_visible()
    expect(page.locator(".site", has_text="Withheld site").first).to_be_visible()
    expect(page.locator("#part").get_by_text("Salesforce")).to_have_count(0)


def test_a_recording_is_renamed_in_words_that_pass_the_screen(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("button", name="Rename this recording").click()
    field = page.locator("#review").get_by_label("What is this work called?")
    field.fill("Call Jane Miller")
    field.press("Enter")
    expect(page.locator("#renamed-problem")).to_have_text("This may hold a name or a number. Use plain words only.")
    field.fill("Qualify a webinar lead")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", level=1, name="Qualify a webinar lead")).to_be_visible()
    expect(page.get_by_role("button", name="Rename this recording")).to_be_focused()
    found = kept(page)
    assert found
    assert found["title"] == "Qualify a webinar lead"
    page.get_by_role("button", name="Rename this recording").click()
    field.press("Escape")
    expect(page.get_by_role("heading", level=1, name="Qualify a webinar lead")).to_be_visible()


def test_a_control_without_a_name_gets_one_that_passes_the_screen(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("button", name="Name this control").click()
    page.get_by_label("Name of this control").fill("Jane Miller")
    page.get_by_label("Name of this control").press("Enter")
    expect(page.get_by_text("This may be somebody’s name. Use plain words only.")).to_be_visible()
    page.get_by_label("Name of this control").fill("Open details")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Select Open details · button")).to_be_visible()
    expect(page.get_by_role("button", name="Rename this control")).to_be_focused()


def test_a_text_is_withheld_everywhere_and_shown_again(opened: Open) -> None:
    page = part(reviewing(opened()), "Texts")
    page.get_by_role("button", name="Withhold: Company", exact=True).first.click()
    expect(page.get_by_role("button", name="Show again: Company", exact=True)).to_have_count(2)
    expect(page.locator("#part > .hint")).to_contain_text("2 withheld")
    page.get_by_role("button", name="Show again: Company", exact=True).last.click()
    expect(page.get_by_role("button", name="Withhold: Company", exact=True)).to_have_count(2)


def test_a_text_is_found(opened: Open) -> None:
    page = part(reviewing(opened()), "Texts")
    page.get_by_label("Find a text").fill("qualif")
    expect(page.locator(".texts .text")).to_have_text(["Qualify an inbound lead", "Qualified"])


def test_what_was_left_out_is_said_with_the_promise(opened: Open) -> None:
    page = part(reviewing(opened()), "Left out")
    expect(page.locator("#part .no li").first).to_have_text(
        "No typed text: of a field only that it was filled, cleared or ticked."
    )
    facts = dict(zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts(), strict=True))
    assert facts == {
        "Time elsewhere": "22 s",
        "Time paused": "1 m 0 s",
        "Parts of pages that could not be seen": "1 of 5",
        "Texts left out because they may be content": "2",
        "Texts with a name or number taken out": "1",
        "Steps on a control without a name": "1",
        "Values carried from field to field": "noticed",
        "Event that no person made": "12 times",
        "Key other than Enter, Escape and Tab": "3 times",
    }


def test_the_tabs_go_by_arrow_keys(opened: Open) -> None:
    page = reviewing(opened())
    page.get_by_role("tab", name="Steps").focus()
    for key, name in (("ArrowRight", "Texts"), ("End", "Finish"), ("ArrowRight", "Steps"), ("ArrowLeft", "Finish")):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


# --- finish -----------------------------------------------------------------------------------------------------------


def test_the_file_is_named_after_the_title_and_is_what_python_writes(opened: Open) -> None:
    page = part(reviewing(opened()), "Finish")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").click()
    assert download.value.suggested_filename == "qualify-an-inbound-lead.recording.json"
    text = download.value.path().read_text(encoding="utf-8")
    assert dump(parse("lead", text.encode())) == text
    page.get_by_text("See exactly what is in it").click()
    expect(page.locator("pre")).to_have_text(text)


class Received(NamedTuple):
    """What a receiver was sent."""

    path: str
    token: str
    body: bytes


class Receiver:
    """Answers as ``sopwright listen`` does, from another origin, which the extension's grant would allow."""

    def __init__(self) -> None:
        """Accept what comes, until told otherwise."""
        self.answer: tuple[int, Json] = (201, {})
        self.received: list[Received] = []
        receiver = self

        class Answering(BaseHTTPRequestHandler):
            def do_OPTIONS(self) -> None:
                self.reply(204, b"")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append(Received(self.path, self.headers["Authorization"], body))
                self.reply(receiver.answer[0], json.dumps(receiver.answer[1]).encode())

            def reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.host = f"127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()


def connected(page: Page, receiver: Receiver) -> Page:
    part(reviewing(page), "Finish")
    page.get_by_label("Connection line").fill(f"http://{receiver.host}/#token=abc123")
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_text(f"Goes to {receiver.host} and nowhere else.")).to_be_visible()
    return page


def test_a_recording_is_sent_with_the_token_and_the_sop_comes_back(opened: Open, receiver: Receiver) -> None:
    link = f"http://{receiver.host}/sop/qualify"
    receiver.answer = (201, {"id": "x", "stored": "x.json", "sop": link, "says": "Stored; the SOP has 3 phases."})
    page = connected(opened(), receiver)
    assert receiver.received == []
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".answer .good")).to_have_text("Stored; the SOP has 3 phases.")
    expect(page.get_by_role("link", name="Open the SOP")).to_have_attribute("href", link)
    expect(page.get_by_role("link", name="Open the SOP")).to_be_focused()
    expect(page.locator("#part .primary")).to_have_text(["Open the SOP"])
    expect(page.locator("#left")).to_contain_text(f"Sent to {receiver.host} on ")
    assert [(sent.path, sent.token) for sent in receiver.received] == [("/recordings", "Bearer abc123")]
    golden = ROOT / "golden" / "extension" / "qualified" / "recording.json"
    assert receiver.received[0].body == golden.read_bytes()
    page.get_by_role("button", name="Earlier").click()
    expect(page.locator("#earlier").get_by_text(f"Sent to {receiver.host}")).to_be_visible()
    expect(page.locator("#earlier").get_by_role("link", name="Open the SOP")).to_have_attribute("href", link)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        pytest.param((422, {"problem": "The file is no recording."}), "The file is no recording.", id="refused"),
        pytest.param(
            (401, {"problem": "?"}),
            "The receiver does not know this connection. Forget it and paste a new connection line.",
            id="token",
        ),
        pytest.param((500, {}), "The receiver answered 500 and no more. Nothing is lost; try again.", id="broken"),
    ],
)
def test_after_a_refusal_it_can_be_sent_again(
    opened: Open, receiver: Receiver, answer: tuple[int, Json], problem: str
) -> None:
    receiver.answer = answer
    page = connected(opened(), receiver)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".answer .problem")).to_have_text(problem)
    receiver.answer = (200, {"id": "x", "stored": "x.json", "sop": "", "says": "It was here already."})
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".answer .good")).to_have_text("It was here already.")
    assert receiver.received[0].body == receiver.received[1].body


def test_a_receiver_that_is_not_there_loses_nothing(opened: Open, receiver: Receiver) -> None:
    page = connected(opened(), receiver)
    receiver.server.shutdown()
    receiver.server.server_close()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".answer .problem")).to_have_text(
        f"{receiver.host} cannot be reached. Start sopwright listen there, and try again; nothing is lost."
    )
    found = kept(page)
    assert found
    assert found["sent"] is None


def test_a_link_that_is_no_page_is_not_shown(opened: Open, receiver: Receiver) -> None:
    receiver.answer = (201, {"id": "x", "stored": "x", "sop": "javascript:alert(1)", "says": "Stored."})
    page = connected(opened(), receiver)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".answer .good")).to_have_text("Stored.")
    expect(page.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("line", ["", "sopwright", "http://127.0.0.1:8737/", "ftp://127.0.0.1/#token=a"])
def test_a_connection_line_without_its_token_is_refused(opened: Open, line: str) -> None:
    page = part(reviewing(opened()), "Finish")
    page.get_by_label("Connection line").fill(line)
    page.get_by_role("button", name="Connect").click()
    expect(page.locator("#connect-problem")).to_have_text(
        "Paste the whole line that sopwright listen prints, with its token."
    )


def test_a_connection_is_forgotten_with_its_grant(opened: Open, receiver: Receiver) -> None:
    page = connected(opened(), receiver)
    page.get_by_role("button", name="Forget this connection").click()
    expect(page.get_by_label("Connection line")).to_be_focused()
    assert page.evaluate("[...fake.origins]") == []
    assert page.evaluate("chrome.storage.local.get('receiver')") == {}


def test_discarding_asks_once_and_is_for_good(opened: Open) -> None:
    page = part(reviewing(opened()), "Finish")
    page.get_by_role("button", name="Discard this recording").click()
    page.get_by_role("button", name="Keep it").click()
    assert kept(page)
    page.get_by_role("button", name="Discard this recording").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#start")).to_be_visible()
    assert kept(page) is None


# --- earlier ----------------------------------------------------------------------------------------------------------


def test_a_recording_that_the_browser_cut_short_is_offered_for_review(opened: Open) -> None:
    page = opened()
    keep(page, phase="recording", ended=None)
    page.reload()
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("The browser or the recorder was closed meanwhile.")).to_be_visible()
    expect(page.locator(".review-rows .row")).to_have_count(25)


def test_earlier_recordings_are_listed_opened_and_deleted(opened: Open) -> None:
    page = opened()
    keep(page)
    keep(page, [], id="other", title="Check a duplicate lead", started=HEAD["started"] + 1)
    page.get_by_role("button", name="Earlier").click()
    expect(page.locator(".cards h2")).to_have_text(["Check a duplicate lead", "Qualify an inbound lead"])
    page.get_by_role("button", name="Delete Check a duplicate lead").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".cards h2")).to_have_text(["Qualify an inbound lead"])
    page.get_by_role("button", name="Open Qualify an inbound lead").click()
    expect(page.locator(".review-rows .row")).to_have_count(25)


# --- for everybody ----------------------------------------------------------------------------------------------------


def interrupted(page: Page) -> None:
    keep(page, phase="recording", ended=None)
    page.reload()


def earlier(page: Page) -> None:
    keep(page)
    page.get_by_role("button", name="Earlier").click()


def first_start(page: Page) -> None:
    page.evaluate("void (fake.origins.clear(), fake.tabs.push('https://www.linkedin.com/feed/'))")
    page.evaluate("fake.activated()")
    expect(page.locator("#sites .quiet")).to_have_count(0)


def refused(page: Page) -> None:
    page.evaluate("fake.agrees = false")
    page.locator("#sites input").last.check()
    page.get_by_role("button", name="Start recording").click()


def noting(page: Page) -> None:
    running(page).get_by_label("Add a note").fill("Jane Miller said 20,000")
    page.get_by_role("button", name="Add note").click()


def finding(page: Page) -> None:
    part(reviewing(page), "Texts").get_by_role("button", name="Salesforce: in 17 steps").click()


def deleting(page: Page) -> None:
    earlier(page)
    page.get_by_role("button", name="Delete").click()


def sending(page: Page, status: int) -> Page:
    """Bring the panel to Finish, with a receiver that answers so; 0: it does not."""
    answer = json.dumps({"says": "Stored; the SOP has 3 phases.", "sop": "http://127.0.0.1:1/sop", "problem": "?"})
    free = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
    page.route(
        "**/recordings",
        lambda route: route.fulfill(status=status, body=answer, headers=free) if status else route.abort(),
    )
    known = {"address": "http://127.0.0.1:1", "token": "abc"}
    page.evaluate("(receiver) => chrome.storage.local.set({ receiver })", known)
    part(reviewing(page), "Finish")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    return page


STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: expect(page.locator("#sites li")).to_have_count(3),
    "first start": first_start,
    "more options": lambda page: page.get_by_text("More options").click(),
    "refused": refused,
    "start with problems": lambda page: page.get_by_role("button", name="Start recording").click(),
    "renaming a site": lambda page: page.get_by_role("button", name="Rename Gmail").click(),
    "interrupted": interrupted,
    "running": running,
    "nothing yet": lambda page: publish(page, entries=0, frames={"seen": 0, "blind": 0}, blind_origins=[]),
    "a note with names": noting,
    "elsewhere": lambda page: publish(running(page), here=False, elsewhere="https://crm.partner.example"),
    "paused": lambda page: publish(running(page), phase="paused"),
    "steps": reviewing,
    "naming a control": lambda page: reviewing(page).get_by_role("button", name="Name this control").click(),
    "a deleted step": lambda page: reviewing(page).get_by_role("button", name="Delete: Tick Do Not Call").click(),
    "found steps": finding,
    "renaming it": lambda page: reviewing(page).get_by_role("button", name="Rename this recording").click(),
    "texts": lambda page: part(reviewing(page), "Texts").get_by_role("button", name="Withhold").first.click(),
    "left out": lambda page: part(reviewing(page), "Left out"),
    "finish": lambda page: part(reviewing(page), "Finish").get_by_text("See exactly what is in it").click(),
    "connected": lambda page: sending(page, 200),
    "sent": lambda page: sending(page, 201).get_by_role("button", name="Send", exact=True).click(),
    "wrong token": lambda page: sending(page, 401).get_by_role("button", name="Send", exact=True).click(),
    "nobody there": lambda page: sending(page, 0).get_by_role("button", name="Send", exact=True).click(),
    "discarding": lambda page: part(reviewing(page), "Finish").get_by_role("button", name="Discard").click(),
    "earlier": earlier,
    "deleting an earlier one": deleting,
    "nothing earlier": lambda page: page.get_by_role("button", name="Earlier").click(),
    "about": lambda page: page.get_by_role("button", name="What is recorded").click(),
}


CHECKED = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of axe-core's rules; it leaves out the one of WCAG 2.2 unless it is asked for."""

CUT_OFF = """() => [...document.querySelectorAll("button, input, h1, h2, p, dd")].filter((one) => {
  const { right, width } = one.getBoundingClientRect();
  return width > 1 && right > innerWidth + 1 && !one.closest("pre, .unseen");
}).map((one) => one.outerHTML.slice(0, 200))"""

HIDDEN_FOCUS = """() => {
  const on = document.activeElement;
  const { left, top, width, height } = on.getBoundingClientRect();
  const at = document.elementFromPoint(left + Math.min(width / 2, 8), top + Math.min(height / 2, 8));
  const marked = getComputedStyle(on).outlineStyle !== "none" || on.matches("h1, #part");
  return on === document.body || (marked && (on.contains(at) || at?.contains(on))) ? "" : on.outerHTML.slice(0, 200);
}"""


@pytest.mark.parametrize("state", STATES)
def test_everybody_can_use_it_in_light_and_dark_by_keyboard_and_at_any_width(opened: Open, state: str) -> None:
    page = opened(KNOWN | {"tabs": ["https://a-very-long-name-of-a-customer.partner.example/"]})
    STATES[state](page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("(how) => axe.run(document, how).then((result) => result.violations)", CHECKED)
        assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found] == []
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN_FOCUS) == ""
    for width in (200, 320, 360, 759, 760, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == []


def test_thousands_of_events_are_shown_a_part_at_a_time(opened: Open) -> None:
    row = STORY["entries"][-2]
    entries = [row | {"key": f"z.{at}", "at": HEAD["started"] + at * 1000} for at in range(5000)]
    page = opened()
    keep(page, entries, phase="recording", ended=None)
    publish(page, entries=5000)
    expect(page.locator("#feed .row")).to_have_count(12)
    publish(page, phase="stopped")
    expect(page.locator(".review-rows .row")).to_have_count(100)
    page.get_by_role("button", name="Show 100 more of 4,900").click()
    expect(page.locator(".review-rows .row")).to_have_count(200)
    part(page, "Texts")
    page.get_by_role("button", name="Assign to AE: in 5,000 steps").click()
    expect(page.locator(".found .hint")).to_have_text("5,000 steps. Delete what does not belong to the work.")


def test_no_script_or_style_stands_in_the_page(opened: Open) -> None:
    page = reviewing(opened())
    assert page.evaluate("document.querySelectorAll('[style], style, script:not([src])').length") == 0
