"""How does one operate the CRM of the examples by its web client?

In: a page of Tryton's own client, and hands. Out: the acts of lead work, in the words of the client.

Law: each act waits for what a person would see before going on; fields are clicked and typed into, never filled in,
because the client swaps some of its inputs when they get the focus.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from scripts.examples.hands import Hands

SIGN_IN_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Crm:
    """Tryton in one tab."""

    page: Page
    hands: Hands

    def sign_in(self, address: str, login: str, password: str) -> None:
        """Sign in; done before a recording starts."""
        self.page.goto(address, wait_until="networkidle")  # it asks for its databases first
        self.page.get_by_label("User name").fill(login, timeout=SIGN_IN_MS)
        self.page.get_by_role("button", name="Login").click()
        self.page.get_by_label("Password for").fill(password)
        self.page.keyboard.press("Enter")
        self.menu("Sales").wait_for(timeout=SIGN_IN_MS)

    def menu(self, name: str) -> Locator:
        """Return an entry of the menu."""
        return self.page.locator("#menu").get_by_role("cell", name=name, exact=True).get_by_text(name)

    def front(self) -> None:
        """Go to this tab."""
        self.hands.think(self.page)
        self.page.bring_to_front()

    def settle(self) -> None:
        """Wait until the client has stopped working."""
        expect(self.page.locator("#processing")).to_be_hidden()

    def open_leads(self) -> None:
        """Open the list of leads from the menu."""
        self.hands.click(self.menu("Sales").first, times=2)
        self.hands.click(self.menu("Leads and Opportunities"), times=2)
        self.page.get_by_role("tab", name="Leads", exact=False).last.wait_for()
        self.settle()

    def open_lead(self, number: int) -> None:
        """Open a lead of the list."""
        self.hands.read(self.page, 8)
        self.hands.click(self.cell(str(number)), times=2)
        self.field("Description:").wait_for()
        self.settle()
        self.hands.read(self.page, 24)

    def cell(self, text: str) -> Locator:
        """Return a cell of the list in front."""
        return self.visible(self.page.locator("table.tree")).get_by_role("cell", name=text, exact=True).first

    def visible(self, found: Locator) -> Locator:
        """Return those that can be seen; the client keeps hidden tabs."""
        return found.filter(visible=True)

    def field(self, label: str) -> Locator:
        """Return a field of the form in front."""
        return self.visible(self.page.get_by_label(label, exact=True)).last

    def button(self, name: str) -> Locator:
        """Return a button of the form in front."""
        return self.visible(self.page.get_by_role("button", name=name, exact=True)).last

    def back_to_list(self) -> None:
        """Go from the form to the list."""
        self.hands.click(self.button("Switch"))
        self.visible(self.page.locator("table.tree")).last.wait_for()
        self.settle()

    def show_tab(self, name: str) -> None:
        """Show another part of the list, such as ``Opportunities``."""
        self.hands.click(self.visible(self.page.get_by_role("tab", name=re.compile(f"^{name}( \\d+)?"))).last)
        self.settle()
        self.hands.read(self.page, 12)

    def find_party(self, name: str) -> None:
        """Look in the list of parties for a name, in another tab of the client."""
        self.front()
        self.hands.click(self.menu("Parties").first, times=2)
        self.hands.click(self.menu("Parties").nth(1), times=2)
        search = self.visible(self.page.get_by_role("combobox", name="Search")).last
        self.hands.enter(search, name)
        self.hands.press(self.page, "Enter")
        self.settle()
        self.hands.read(self.page, 6)

    def close_tab(self) -> None:
        """Close the client's tab in front, and be back at the one before."""
        tab = self.page.locator("#tablist li.active")
        self.hands.click(tab.get_by_role("button", name="Close"))
        self.field("Party:").wait_for()

    def choose_party(self, name: str) -> None:
        """Choose a party that is known."""
        self.hands.enter(self.field("Party:"), name)
        self.completion(name)

    def create_party(self, name: str) -> None:
        """Make a new party out of the field, in a dialog."""
        self.hands.enter(self.field("Party:"), name)
        self.completion("Create...")
        dialog = self.visible(self.page.locator(".modal-dialog"))
        expect(dialog.get_by_label("Name:", exact=True)).to_have_value(name)
        self.hands.read(self.page, 5)
        self.hands.click(dialog.get_by_role("button", name="Save", exact=True))
        expect(dialog).to_have_count(0)
        self.settle()

    def completion(self, text: str) -> None:
        """Choose from what the client offers below a field."""
        offered = self.visible(self.page.locator(".dropdown-completion")).get_by_role("link", name=text)
        offered.wait_for()
        self.hands.click(offered)
        self.settle()

    def enter(self, label: str, text: str) -> None:
        """Type into a field, and leave it."""
        self.hands.enter(self.field(label), text)
        self.hands.press(self.page, "Tab")

    def replace(self, label: str, text: str) -> None:
        """Type into a field in place of what it holds."""
        self.hands.click(self.field(label))
        self.hands.press(self.page, "Control+a")
        self.hands.type(self.page, text)

    def paste(self, label: str) -> None:
        """Paste into a field, and leave it."""
        self.hands.click(self.field(label))
        self.hands.press(self.page, "Control+v")
        self.hands.press(self.page, "Tab")

    def add_comment(self, text: str) -> None:
        """Write below what the comment says."""
        self.hands.click(self.field("Comment"))
        self.hands.press(self.page, "Control+End")
        self.hands.press(self.page, "Enter")
        self.hands.type(self.page, text)

    def save(self) -> None:
        """Save the form."""
        self.hands.click(self.button("Save"))
        self.settle()
        self.hands.wait(self.page, 0.5, 1.2)

    def move(self, button: str, state: str) -> None:
        """Press a button that changes the state of a lead, and see that it did."""
        self.hands.click(self.button(button))
        expect(self.field("State:")).to_have_value(f'"{state}"')
        self.settle()
        self.hands.wait(self.page, 0.6, 1.4)

    def refused(self, button: str) -> None:
        """Press a button too early, read why it is refused, and agree."""
        self.hands.click(self.button(button))
        dialog = self.visible(self.page.locator(".warning-dialog"))
        dialog.wait_for()
        self.hands.read(self.page, 8)
        self.hands.click(dialog.get_by_role("button", name="OK"))
        expect(dialog).to_have_count(0)
