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
    hands = Hands(pace=PACE[lead.performer], chance=Random(f"{lead.performer}-{lead.outcome}"))  # noqa: S311 - rhythm
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
    """Qualify a lead: forget the party, be refused, convert, book at a taken time, book again, write."""
    lead, crm = desk.lead, desk.crm
    begin(desk)
    desk.enrichment.copy_number()
    crm.front()
    crm.paste("Reference:")
    crm.enter("Amount:", lead.amount)
    crm.add_comment("Budget this quarter. Decides herself.")
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
    """Qualify a lead another way: name the party in time, and book from inside the message."""
    lead, crm, mail = desk.lead, desk.crm, desk.mail
    begin(desk)
    desk.enrichment.copy_number()
    crm.front()
    crm.create_party(lead.company.name)
    crm.paste("Reference:")
    crm.enter("Amount:", lead.amount)
    crm.replace("Conversion Probability:", "60")
    crm.save()
    crm.move("Convert to Opportunity", "opportunity")
    mail.compose()
    mail.address(lead.email)
    mail.choose_template("Meeting invitation")
    inside = Calendar(page=mail.page, hands=desk.hands, place=mail.schedule())
    inside.fill("", "14:00", lead.email)
    inside.refused("Title is required.")
    inside.title("First call")
    inside.book()
    mail.send()


def disqualify(desk: Desk) -> None:
    """Disqualify a lead that is too small: mark it as lost, give the reason, write to nobody, then to the contact."""
    crm = desk.crm
    begin(desk)
    crm.front()
    crm.move("Mark as Lost", "lost")
    desk.note("We serve teams of twenty and more.")
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
    desk.enrichment.back()
    crm.front()
    crm.move("Cancel", "cancelled")
    crm.move("Set as Lead", "lead")
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
    desk.note("A colleague has an open opportunity with this company.")
    crm.show_tab("Leads")
    crm.open_lead(desk.number)
    crm.move("Mark as Lost", "lost")
    crm.move("Set as Lead", "lead")
    crm.add_comment("Duplicate of an open opportunity.")
    crm.save()
    crm.move("Cancel", "cancelled")
    write(desk, "Hand-over to a colleague")


def reassign(desk: Desk) -> None:
    """Find that the company is a colleague's customer, and hand the lead over."""
    crm = desk.crm
    begin(desk)
    crm.find_party(desk.lead.company.name.split()[0])
    crm.close_tab()
    crm.choose_party(desk.lead.company.name)
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

WAYS: dict[tuple[str, Outcome], Way] = {
    ("dana", Outcome.QUALIFIED): qualify,
    ("dana", Outcome.DISQUALIFIED): disqualify,
    ("dana", Outcome.DUPLICATE): cancel_duplicate,
    ("robin", Outcome.QUALIFIED): qualify_from_mail,
    ("robin", Outcome.DISQUALIFIED): disqualify_at_last,
    ("robin", Outcome.MISROUTED): reassign,
}


def work(desk: Desk) -> None:
    """Work on the lead of the desk."""
    WAYS[desk.lead.performer, desk.lead.outcome](desk)


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
