"""Which made-up companies and leads do the examples work on?

In: nothing. Out: what the CRM is seeded with, what the stand-in for enrichment knows, and what a performer reads.

Law: every name, address and number is made up; hosts end in ``.example``, phone numbers are of ranges kept for fiction.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a lead."""

    QUALIFIED = "qualified"
    DISQUALIFIED = "disqualified"
    DUPLICATE = "duplicate"
    MISROUTED = "misrouted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company as the stand-in for enrichment knows it."""

    name: str
    place: str
    industry: str
    employees: int
    revenue: int
    phone: str
    known: bool = False
    """Whether the CRM holds it already, with an open opportunity of the other employee."""

    @property
    def host(self) -> str:
        """Return the company's made-up web site."""
        return "".join(letter for letter in self.name.lower() if letter.isalpha()) + ".example"

    @property
    def number(self) -> str:
        """Return the number under which the stand-in for enrichment keeps the company."""
        return f"SE-{self.phone[-4:]}-{self.employees:05}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A lead that waits in the CRM."""

    performer: str
    outcome: Outcome
    subject: str
    company: Company
    contact: str
    request: str
    days_ago: int
    amount: str = ""
    """What a qualified lead is thought to be worth, in EUR."""

    @property
    def email(self) -> str:
        """Return the contact's made-up address."""
        return f"{self.contact.split()[0].lower()}@{self.company.host}"

    @property
    def comment(self) -> str:
        """Return what the web form wrote into the CRM."""
        return f"{self.request}\n{self.contact}, {self.company.name}\n{self.email}"


EMPLOYEES = {"dana": "Dana Whitlow", "robin": "Robin Estrup"}
"""Login and made-up name of the two who perform; recordings call them by alias."""

OWN = "Sable and Finch Software"

MARLOW = Company(
    name="Marlow Ceramics", place="Leeds, GB", industry="Building materials", employees=140, revenue=24_000_000,
    phone="+44 113 496 0101",
)  # fmt: skip
PELHAM = Company(
    name="Pelham Press", place="Bath, GB", industry="Publishing", employees=3, revenue=180_000, phone="+44 117 496 0102"
)
HALDEN = Company(
    name="Halden Instruments", place="Boston, US", industry="Measuring devices", employees=420, revenue=91_000_000,
    phone="+1 617 555 0103", known=True,
)  # fmt: skip
OSIER = Company(
    name="Osier Logistics", place="Cardiff, GB", industry="Freight", employees=260, revenue=48_000_000,
    phone="+44 29 2018 0104",
)  # fmt: skip
TAMSIN = Company(
    name="Tamsin Yoga", place="Austin, US", industry="Fitness", employees=2, revenue=90_000, phone="+1 512 555 0105"
)
VELBERT = Company(
    name="Velbert Optics", place="Denver, US", industry="Optics", employees=85, revenue=17_000_000,
    phone="+1 303 555 0106", known=True,
)  # fmt: skip
QUENBY = Company(
    name="Quenby Mills", place="Derby, GB", industry="Textiles", employees=95, revenue=13_000_000,
    phone="+44 1632 960107",
)  # fmt: skip
COMPANIES = (MARLOW, PELHAM, HALDEN, OSIER, TAMSIN, VELBERT, QUENBY)

LEADS = (
    Lead(
        performer="dana", outcome=Outcome.QUALIFIED, subject="Demo request", company=MARLOW, contact="Ines Marlow",
        request="We would like to see the planning module. Budget is set for this quarter.", days_ago=1, amount="24000",
    ),
    Lead(
        performer="dana", outcome=Outcome.DISQUALIFIED, subject="Price question", company=PELHAM, contact="Owen Pell",
        request="What does one seat cost? We are three people.", days_ago=2,
    ),
    Lead(
        performer="dana", outcome=Outcome.DUPLICATE, subject="Call me back", company=HALDEN, contact="Tess Berg",
        request="Please call about a quote that we asked for.", days_ago=1,
    ),
    Lead(
        performer="robin", outcome=Outcome.QUALIFIED, subject="Trial request", company=OSIER, contact="Hugh Osier",
        request="We run four depots and want to plan shifts in one place.", days_ago=1, amount="41000",
    ),
    Lead(
        performer="robin", outcome=Outcome.DISQUALIFIED, subject="Brochure request", company=TAMSIN,
        contact="Tamsin Vale", request="Can I use this for my studio? I am on my own.", days_ago=3,
    ),
    Lead(
        performer="robin", outcome=Outcome.MISROUTED, subject="Trade fair card", company=VELBERT, contact="Jan Velbert",
        request="Met at the fair. Says that somebody of us has called before.", days_ago=2,
    ),
    Lead(
        performer="dana", outcome=Outcome.QUALIFIED, subject="Webinar question", company=QUENBY, contact="Alma Quenby",
        request="Can your planning handle three shifts? We decide next month.", days_ago=1, amount="18000",
    ),
)  # fmt: skip
