"""How does each performer work on each lead?

In: a desk with the CRM and the stand-ins open in tabs, and a lead. Out: the lead worked on, as a person would: with a
look-up, a refusal, a change of mind, a message and a meeting.

Law: a performance changes nothing but by pointer and keys; what came of it is checked against the CRM's own history
and against what was sent and booked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from playwright.sync_api import BrowserContext, Page
from scripts.examples import tryton
from scripts.examples.crm import Crm
from scripts.examples.hands import Hands
from scripts.examples.leads import EMPLOYEES, LEADS, Lead, Outcome
from scripts.examples.products import Calendar, Enrichment, Mail
from scripts.examples.standins import server

PACE = {"dana": 1.0, "robin": 1.25}
"""How fast each performer is; see ``Hands.pace``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a performer has open."""

    lead: Lead
    hands: Hands
    crm: Crm
    enrichment: Enrichment
    mail: Mail
    calendar: Calendar
    note: Callable[[str], None]
    """Writes a note into the recording."""

    @property
    def number(self) -> int:
        """Return the number of the lead in the CRM, where the seeded opportunities come first."""
        known = sum(lead.company.known for lead in LEADS)
        return known + 1 + LEADS.index(self.lead)


def sit_down(context: BrowserContext, lead: Lead, note: Callable[[str], None]) -> Desk:
    """Open the CRM and the stand-ins in tabs and sign in, before a recording starts."""
    hands = Hands(pace=PACE[lead.performer], chance=Random(f"{lead.performer}-{lead.subject}"))  # noqa: S311 - rhythm
    crm = Crm(page=context.new_page(), hands=hands)
    crm.sign_in(tryton.ADDRESS, lead.performer, tryton.PASSWORD)
    enrichment, mail, calendar = (opened(context, app) for app in server.APPS)
    crm.page.bring_to_front()
    return Desk(
        lead=lead,
        hands=hands,
        crm=crm,
        enrichment=Enrichment(page=enrichment, hands=hands),
        mail=Mail(page=mail, hands=hands),
        calendar=Calendar(page=calendar, hands=hands, place=calendar),
        note=note,
    )


def opened(context: BrowserContext, app: str) -> Page:
    """Return a tab with a stand-in."""
    page = context.new_page()
    page.goto(server.address(app))
    return page


def begin(desk: Desk) -> None:
    """Begin as everybody does: open the lead, and look its company up."""
    desk.crm.open_leads()
    desk.crm.open_lead(desk.number)
    desk.enrichment.look_up(desk.lead.company.name)


def qualify(desk: Desk) -> None:
    """Qualify a lead: name the party, say what it is worth, convert, book a meeting, write."""
    take_over(desk)
    desk.crm.create_party(desk.lead.company.name)
    convert(desk, "Budget next month. Decides herself.")
    desk.calendar.new_meeting()
    desk.calendar.fill("First call", "16:30", desk.lead.email)
    desk.calendar.book()
    write(desk, "Meeting invitation", text="I look forward to it.")


def qualify_forgetful(desk: Desk) -> None:
    """Qualify a lead: forget the party and be refused, book at a taken time and again, take another template."""
    lead, crm = desk.lead, desk.crm
    take_over(desk)
    crm.enter("Amount:", lead.amount)
    crm.add_comment("Budget this quarter. Decides herself.")
    crm.save()
    desk.note("Fits: more than twenty people, and the budget is set.")
    crm.refused("Convert to Opportunity")
    crm.create_party(lead.company.name)
    crm.save()
    crm.move("Convert to Opportunity", "opportunity")
    desk.calendar.new_meeting()
    desk.calendar.fill("First call", server.TAKEN, lead.email)
    desk.calendar.refused("This time is taken. Choose another time.")
    desk.calendar.pick_time("11:30")
    desk.calendar.book()
    write(desk, "Not a fit", "Meeting invitation", text="I look forward to it.")


def qualify_from_mail(desk: Desk) -> None:
    """Qualify a lead another way: book the meeting from inside the message, and forget its title."""
    mail = desk.mail
    take_over(desk)
    desk.crm.create_party(desk.lead.company.name)
    convert(desk, "Four depots. Decides with the owner.", probability="60")
    mail.compose()
    mail.address(desk.lead.email)
    mail.choose_template("Meeting invitation")
    inside = Calendar(page=mail.page, hands=desk.hands, place=mail.schedule())
    inside.fill("", "14:00", desk.lead.email)
    inside.refused("Title is required.")
    inside.title("First call")
    inside.book()
    mail.write("See you then.")
    mail.send()


def take_over(desk: Desk) -> None:
    """Begin, and carry the company's number into the CRM."""
    begin(desk)
    desk.enrichment.copy_number()
    desk.crm.front()
    desk.crm.paste("Reference:")


def convert(desk: Desk, comment: str, probability: str = "") -> None:
    """Say what a lead is worth and what was learned, and convert it."""
    crm = desk.crm
    crm.enter("Amount:", desk.lead.amount)
    if probability:
        crm.replace("Conversion Probability:", probability)
    crm.add_comment(comment)
    crm.save()
    desk.note("Fits: more than twenty people, and somebody who decides.")
    crm.move("Convert to Opportunity", "opportunity")


def disqualify(desk: Desk) -> None:
    """Disqualify a lead that is too small: mark it as lost, give the reason, write to nobody, then to the contact."""
    crm = desk.crm
    begin(desk)
    crm.front()
    desk.note("We serve teams of twenty and more.")
    crm.move("Mark as Lost", "lost")
    crm.enter("Reason for loss", "Too small: fewer than twenty people.")
    crm.save()
    desk.mail.compose()
    desk.mail.choose_template("Not a fit")
    desk.mail.refused()
    desk.mail.address(desk.lead.email)
    desk.mail.send()


def disqualify_at_last(desk: Desk) -> None:
    """Disqualify a lead another way: cancel it by mistake, take that back, and mark it as lost."""
    crm = desk.crm
    begin(desk)
    crm.front()
    crm.move("Cancel", "cancelled")
    crm.move("Set as Lead", "lead")
    desk.note("Too small for us.")
    crm.move("Mark as Lost", "lost")
    crm.enter("Reason for loss", "One person, no team.")
    crm.save()
    write(desk, "Not a fit", text="Come back when you grow.")


def cancel_duplicate(desk: Desk) -> None:
    """Find that a colleague works on the company: mark the lead as lost, take that back, and cancel it."""
    crm = desk.crm
    begin(desk)
    crm.front()
    crm.choose_party(desk.lead.company.name)
    crm.save()
    crm.back_to_list()
    crm.show_tab("Opportunities")
    crm.show_tab("Leads")
    crm.open_lead(desk.number)
    crm.move("Mark as Lost", "lost")
    crm.move("Set as Lead", "lead")
    crm.add_comment("Duplicate of an open opportunity.")
    crm.save()
    desk.note("A colleague has an open opportunity with this company.")
    crm.move("Cancel", "cancelled")
    write(desk, "Hand-over to a colleague")


def reassign(desk: Desk) -> None:
    """Find that the company is a colleague's customer, and hand the lead over."""
    crm = desk.crm
    begin(desk)
    crm.find_party(desk.lead.company.name.split()[0])
    crm.close_tab()
    crm.choose_party(desk.lead.company.name)
    desk.note("The company is a customer of a colleague.")
    crm.replace("Employee:", "Dana")
    crm.completion(EMPLOYEES["dana"])
    crm.add_comment("Belongs to your account.")
    crm.save()
    write(desk, "Hand-over to a colleague")


def write(desk: Desk, *templates: str, text: str = "") -> None:
    """Send a message; of several templates all are chosen in turn, as one who changes their mind does."""
    desk.mail.compose()
    desk.mail.address(desk.lead.email)
    for template in templates:
        desk.mail.choose_template(template)
    if text:
        desk.mail.write(text)
    desk.mail.send()


Way = Callable[[Desk], None]

WAYS: dict[str, Way] = {
    "Demo request": qualify_forgetful,
    "Price question": disqualify,
    "Call me back": cancel_duplicate,
    "Trial request": qualify_from_mail,
    "Brochure request": disqualify_at_last,
    "Trade fair card": reassign,
    "Webinar question": qualify,
}
"""How each lead is worked on, by its subject."""


def work(desk: Desk) -> None:
    """Work on the lead of the desk."""
    WAYS[desk.lead.subject](desk)


TRUTH = {
    Outcome.QUALIFIED: "opportunity",
    Outcome.DISQUALIFIED: "lost",
    Outcome.DUPLICATE: "cancelled",
    Outcome.MISROUTED: "lead",
}
"""In which state the CRM has a lead after each outcome."""


def problems(desk: Desk, history: Sequence[tryton.Change], done: server.Done) -> list[str]:
    """Return what did not come of a performance, by what the CRM and the stand-ins wrote down themselves."""
    last = [change for change in history if change.opportunity == desk.number][-1]
    lead = desk.lead
    owner = "dana" if lead.outcome is Outcome.MISROUTED else lead.performer
    party = "" if lead.outcome is Outcome.DISQUALIFIED else lead.company.name
    meetings = 1 if lead.outcome is Outcome.QUALIFIED else 0
    checks = (
        ("state", TRUTH[lead.outcome], last.state),
        ("description", lead.subject, last.description),
        ("employee", EMPLOYEES[owner], last.employee),
        ("party", party, last.party),
        ("amount", lead.amount, last.amount),
        ("messages to", [lead.email], [message["to"] for message in done.messages]),
        ("meetings with", [lead.email] * meetings, [meeting["guest"] for meeting in done.meetings]),
    )
    return [f"{what}: expected {meant!r}, found {found!r}" for what, meant, found in checks if meant != found]
