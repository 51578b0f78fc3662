"""How does one look up a company, send a message and book a meeting in the stand-ins?

In: pages of the stand-ins, and hands. Out: the acts, in the words of the stand-ins.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import FrameLocator, Page, expect
from scripts.examples.hands import Hands

SATURDAY = 5


def next_working_day() -> str:
    """Return the day after tomorrow or the Monday after it, as a date field takes keys in English (US)."""
    day = datetime.now().astimezone().date() + timedelta(days=2)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day.strftime("%m%d%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrichment:
    """The stand-in for enrichment in one tab."""

    page: Page
    hands: Hands

    def look_up(self, name: str) -> None:
        """Search for a company, wait, and open its profile."""
        self.hands.think(self.page)
        self.page.bring_to_front()
        self.hands.enter(self.page.get_by_label("Company name"), name)
        self.hands.click(self.page.get_by_role("button", name="Search"))
        found = self.page.get_by_role("link", name=name)
        found.wait_for()
        self.hands.read(self.page, 6)
        self.hands.click(found)
        self.hands.read(self.page, 18)

    def copy_number(self) -> None:
        """Copy the company number."""
        self.hands.click(self.page.get_by_role("button", name="Copy company number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The stand-in for mail in one tab."""

    page: Page
    hands: Hands

    def compose(self) -> None:
        """Begin a message."""
        self.hands.think(self.page)
        self.page.bring_to_front()
        self.hands.click(self.page.get_by_role("button", name="Compose"))

    def address(self, to: str) -> None:
        """Name the recipient."""
        self.hands.enter(self.page.get_by_label("To", exact=True), to)

    def choose_template(self, name: str) -> None:
        """Choose a template, and read it."""
        self.hands.choose(self.page.get_by_label("Template"), name)
        self.hands.read(self.page, 8)

    def write(self, text: str) -> None:
        """Write below the template's text."""
        body = self.page.get_by_role("textbox", name="Message")
        self.hands.click(body)
        self.hands.press(self.page, "Control+End")
        self.hands.type(self.page, text)

    def schedule(self) -> FrameLocator:
        """Open the calendar's form inside the message, and return its frame."""
        self.hands.click(self.page.get_by_role("button", name="Schedule a meeting"))
        return self.page.frame_locator("#booking")

    def refused(self) -> None:
        """Send too early, and read why it is refused."""
        self.hands.click(self.page.get_by_role("button", name="Send"))
        self.page.get_by_text("Enter at least one recipient.").wait_for()
        self.hands.read(self.page, 6)

    def send(self) -> None:
        """Send, and see that it was sent."""
        self.hands.click(self.page.get_by_role("button", name="Send"))
        self.page.get_by_text("Message sent").wait_for()
        self.hands.wait(self.page, 0.8, 1.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The stand-in for a calendar: in a tab of its own, or in a frame of the mail."""

    page: Page
    hands: Hands
    place: Page | FrameLocator

    def new_meeting(self) -> None:
        """Open the dialog."""
        self.hands.think(self.page)
        self.page.bring_to_front()
        self.hands.click(self.place.get_by_role("button", name="New meeting"))

    def fill(self, title: str, time: str, guest: str) -> None:
        """Fill in the form."""
        if title:
            self.hands.enter(self.place.get_by_label("Title"), title)
        self.pick_date()
        self.pick_time(time)
        self.hands.enter(self.place.get_by_label("Guest"), guest)
        self.hands.click(self.place.get_by_label("Video call"))

    def title(self, title: str) -> None:
        """Give the meeting a title."""
        self.hands.enter(self.place.get_by_label("Title"), title)

    def pick_date(self) -> None:
        """Type a date."""
        date = self.place.get_by_label("Date")
        self.hands.point(date)
        date.click(position={"x": 14, "y": 12})  # the month; elsewhere the browser opens its own picker
        self.hands.type(self.page, next_working_day())

    def pick_time(self, time: str) -> None:
        """Choose a time."""
        self.hands.choose(self.place.get_by_label("Time"), time)

    def book(self) -> None:
        """Book, and see that it was booked."""
        self.hands.click(self.place.get_by_role("button", name="Book"))
        self.place.get_by_text("Meeting booked").wait_for()
        self.hands.wait(self.page, 0.8, 1.6)

    def refused(self, problem: str) -> None:
        """Book, and read why it is refused."""
        self.hands.click(self.place.get_by_role("button", name="Book"))
        expect(self.place.get_by_role("alert")).to_have_text(problem)
        self.hands.read(self.page, 8)
