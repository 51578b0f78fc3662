"""Make the history of leads that never were, with truths planted in it, in the form in which Salesforce exports it.

In: a seed, a number of leads, and which truths to plant. Out: ``Lead.csv``, ``LeadHistory.csv`` and ``User.csv``;
without any truth it is pure noise: who gets a lead, how long things take and what becomes of it depend on nothing.

Law: the same seed, number and truths give the same bytes. No real person or company is in it.
"""

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

FOLDER = Path("examples/made-history")
SEED = 20260302
LEADS = 600

ZONE = ZoneInfo("Europe/Berlin")
OPENS, CLOSES = time(8, 30), time(17, 30)
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25)})
FIRST_DAY = datetime(2026, 3, 2, tzinfo=ZONE)
LAST_DAY = datetime(2026, 8, 1, tzinfo=ZONE)
"""Nothing happens at or after this instant: leads on their way then stay open."""
DRIFT = datetime(2026, 5, 18, tzinfo=ZONE)
"""From this day on a lead must pass Discovery before it is qualified."""
TOO_SMALL = 51
"""Leads with fewer employees are rejected as D-TooSmall."""
NOISE = 0.05

MACHINE, QUEUE = "Integration User", "Inbound Queue"
QUALIFIERS = ("Avery Example", "Blake Example", "Casey Example", "Dana Example")
CLOSERS = ("Ellis Example", "Frankie Example")
REGIONS = ("North", "South", "East", "West")
TERRITORY = dict(zip(REGIONS, QUALIFIERS, strict=True))
MISROUTED, TAKEN_BY = "West", "Avery Example"
"""The region whose leads go to the wrong person first, and who that is."""
MISROUTED_SHARE = 0.7
OWN_WAY = "Casey Example"
"""Who works another way: sets the rating at once and qualifies without a contact of her own."""
SOURCES = ("Web", "Event", "Partner", "Referral")
CODES = ("D-NoBudget", "D-NoNeed", "D-NoAuthority", "D-Unreachable")
INDUSTRIES = ("Manufacturing", "Logistics", "Retail", "Health", "Education")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truths:
    """What is planted; all false is pure noise.

    Attributes:
        monday_wait: Leads qualified on a Monday wait six times as long for the hand-over.
        biased_router: Leads of each region go to the person of that region; 70 % of West's to the wrong one first.
        own_way: One person works another way.
        rule_change: From ``DRIFT`` on there is one more stage.
        too_small: Leads with fewer than 51 employees are rejected with a code of their own, with 5 % noise.
        rework: One lead in six that was qualified goes back to be worked again.
        nurture: One lead in six is nurtured for about a month first.
        duplicates: One lead in twenty turns out to be a duplicate.
        stagnation: One lead in twelve is taken and then left lying.
    """

    monday_wait: bool = False
    biased_router: bool = False
    own_way: bool = False
    rule_change: bool = False
    too_small: bool = False
    rework: bool = False
    nurture: bool = False
    duplicates: bool = False
    stagnation: bool = False


NOTHING = Truths()
EVERYTHING = Truths(**{field.name: True for field in fields(Truths)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A made lead.

    Attributes:
        number: From 1.
        created: When the form was sent.
        region: Where it is from.
        source: Where it came from.
        industry: What it does.
        employees: How many people it has; ``None`` where nobody knows, as with one in thirty.
        owner: Who has it at the end.
        status: What became of it.
        code: Why it was rejected; empty when it was not.
    """

    number: int
    created: datetime
    region: str
    source: str
    industry: str
    employees: int | None
    owner: str = QUEUE
    status: str = "New"
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one field of one lead.

    Attributes:
        lead: Number of the lead.
        at: When.
        by: Who.
        field: Which field, as Salesforce names it.
        old: What it was.
        new: What it became.
    """

    lead: int
    at: datetime
    by: str
    field: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All leads, and all changes in the order of time."""

    leads: tuple[Lead, ...]
    changes: tuple[Change, ...]


def made(seed: int = SEED, leads: int = LEADS, truths: Truths = EVERYTHING) -> History:
    """Return a made history."""
    pick = Random(seed)  # noqa: S311 - nothing here is a secret
    times = sorted(_arrival(pick) for _ in range(leads))
    found: list[Lead] = []
    changes: list[Change] = []
    for number, created in enumerate(times, start=1):
        life = _Life(Random(pick.getrandbits(64)), _born(number, created, pick), truths)  # noqa: S311 - nor here
        life.live()
        kept = [change for change in life.changes if change.at < LAST_DAY]
        changes += kept
        found.append(_at_the_end(life.lead, kept))
    return History(leads=tuple(found), changes=tuple(sorted(changes, key=lambda one: one.at)))


def _arrival(pick: Random) -> datetime:
    """Return when a form is sent: any day, more on working days, most by day."""
    while True:
        day = FIRST_DAY + timedelta(days=pick.randrange((LAST_DAY - FIRST_DAY).days))
        if day.weekday() < 5 or pick.random() < 0.25:  # noqa: PLR2004 - a form is sent on a weekend, but more rarely
            break
    hour = min(max(pick.gauss(13, 4), 0), 23.99)
    return (day + timedelta(seconds=round(hour * 3600))).astimezone(UTC)


def _born(number: int, created: datetime, pick: Random) -> Lead:
    employees = None if pick.random() < 1 / 30 else max(1, round(pick.lognormvariate(4.6, 1.1)))
    return Lead(
        number=number,
        created=created,
        region=pick.choice(REGIONS),
        source=pick.choice(SOURCES),
        industry=pick.choice(INDUSTRIES),
        employees=employees,
    )


def _at_the_end(lead: Lead, changes: Iterable[Change]) -> Lead:
    """Return the lead as its last changes left it."""
    last = {change.field: change.new for change in changes}
    status, code = last.get("Status", lead.status), last.get("DisqualificationCode__c", "")
    return replace(lead, owner=last.get("Owner", lead.owner), status=status, code=code)


class _Life:
    """What happens to one lead, in order."""

    def __init__(self, pick: Random, lead: Lead, truths: Truths) -> None:
        self.pick = pick
        self.lead = lead
        self.truths = truths
        self.at = lead.created
        self.values = {"Status": "New", "Owner": QUEUE}
        self.changes: list[Change] = []

    def live(self) -> None:
        """Let everything happen, to the end of the lead or of the log."""
        self._add(MACHINE, "created")
        self.at += timedelta(seconds=self.pick.randint(2, 90))
        self._route()
        self._work_minutes(self.pick.choice((3, 20, 90, 240)))
        self._become("Working")
        if self.truths.stagnation and self.pick.random() < 1 / 12:
            return
        if self.truths.duplicates and self.pick.random() < 1 / 20:
            self._work_minutes(30)
            self._become("Duplicate")
            return
        self._learn()
        if self._too_small():
            self._reject("D-TooSmall")
        elif self.pick.random() < 0.3:  # noqa: PLR2004 - as many are rejected for other reasons
            self._reject(self.pick.choice(CODES))
        else:
            self._qualify()

    def _add(self, by: str, field: str, new: str = "") -> None:
        self.changes.append(
            Change(lead=self.lead.number, at=self.at, by=by, field=field, old=self.values.get(field, ""), new=new)
        )
        if new:
            self.values[field] = new

    def _become(self, status: str) -> None:
        self._add(self.values["Owner"], "Status", status)

    def _work_minutes(self, mean: float) -> None:
        self.at = later(self.at, self.pick.expovariate(1 / mean))

    def _route(self) -> None:
        right = TERRITORY[self.lead.region] if self.truths.biased_router else self.pick.choice(QUALIFIERS)
        if self.truths.biased_router:
            wrong = self.lead.region == MISROUTED and self.pick.random() < MISROUTED_SHARE
            first = TAKEN_BY if wrong else right
        else:
            first = self.pick.choice(QUALIFIERS) if self.pick.random() < 0.08 else right  # noqa: PLR2004 - chance
        self._add(MACHINE, "Owner", first)
        if first != right:
            self._work_minutes(600)
            self._add(first, "Owner", right)

    def _learn(self) -> None:
        """Rate the lead and talk to it."""
        own_way = self.truths.own_way and self.values["Owner"] == OWN_WAY
        self._work_minutes(45)
        if own_way or self.pick.random() < 0.25:  # noqa: PLR2004 - chance
            self._add(self.values["Owner"], "Rating", self.pick.choice(("Hot", "Warm", "Cold")))
            self._work_minutes(20)
        if own_way:
            return
        if self.pick.random() < 0.9:  # noqa: PLR2004 - chance
            self._work_minutes(200)
            self._become("Contacted")
        if self.truths.nurture and self.pick.random() < 1 / 6:
            self._work_minutes(120)
            self._become("Nurture")
            self._work_minutes(22 * 540)
            self._become("Working")

    def _too_small(self) -> bool:
        if not self.truths.too_small or self.lead.employees is None:
            return False
        small = self.lead.employees < TOO_SMALL
        return small is not (self.pick.random() < NOISE)

    def _reject(self, code: str) -> None:
        self._work_minutes(240)
        self._become("Rejected")
        self._add(self.values["Owner"], "DisqualificationCode__c", code)

    def _qualify(self) -> None:
        if self.truths.rule_change and self.at >= DRIFT:
            self._work_minutes(300)
            self._become("Discovery")
        self._work_minutes(300)
        self._become("Qualified")
        if self.truths.rework and self.pick.random() < 1 / 6:
            self._work_minutes(300)
            self._become("Working")
            self._work_minutes(300)
            self._become("Qualified")
        monday = self.at.astimezone(ZONE).weekday() == 0
        self._work_minutes(1440 if self.truths.monday_wait and monday else 240)
        self._add(self.values["Owner"], "Status", "Handed over")
        self._add(self.values["Owner"], "Owner", self.pick.choice(CLOSERS))
        if self.pick.random() < 0.6:  # noqa: PLR2004 - as many are converted
            self._work_minutes(3 * 540)
            self._become("Converted")
            self._add(self.values["Owner"], "leadConverted")


def later(at: datetime, minutes: float) -> datetime:
    """Return the instant after so many minutes of working time, to the second."""
    left = timedelta(minutes=minutes)
    now = at.astimezone(ZONE)
    while True:
        opens = datetime.combine(now.date(), OPENS, tzinfo=ZONE)
        closes = datetime.combine(now.date(), CLOSES, tzinfo=ZONE)
        now = max(now, opens)
        open_today = now.weekday() < 5 and now.date() not in HOLIDAYS and now < closes  # noqa: PLR2004 - Saturday
        if open_today and left < closes - now:
            return (now + left).replace(microsecond=0).astimezone(UTC)
        if open_today:
            left -= closes - now
        now = datetime.combine(now.date() + timedelta(days=1), OPENS, tzinfo=ZONE)


# What follows writes it as Salesforce exports it.

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LEAD, USER, GROUP, LEAD_HISTORY = "00Q", "005", "00G", "017"
"""How the Ids of these objects begin."""


def salesforce_id(prefix: str, number: int) -> str:
    """Return an Id of 18 characters: 15 in which case matters, and 3 that tell the case of each.

    Examples:
        >>> salesforce_id("00Q", 1)
        '00Qfk0000000001EAA'
    """
    tail = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        tail = _DIGITS[digit] + tail
    short = f"{prefix}fk0{tail.rjust(9, '0')}"
    blocks = (short[begin : begin + 5] for begin in range(0, 15, 5))
    return short + "".join(
        _LETTERS[sum(char.isupper() << place for place, char in enumerate(block))] for block in blocks
    )


def tables(history: History) -> dict[str, str]:
    """Return the text of each file by its name."""
    return {
        "Lead.csv": _csv(_lead_rows(history)),
        "LeadHistory.csv": _csv(_history_rows(history)),
        "User.csv": _csv(
            {"Id": _ids()[name], "Name": name, "IsActive": "true", "UserType": "Standard"}
            for name in (MACHINE, *QUALIFIERS, *CLOSERS)
        ),
    }


def _ids() -> dict[str, str]:
    people = {name: salesforce_id(USER, number) for number, name in enumerate((MACHINE, *QUALIFIERS, *CLOSERS), 1)}
    return {**people, QUEUE: salesforce_id(GROUP, 1)}


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def _lead_rows(history: History) -> Iterator[dict[str, str]]:
    ids = _ids()
    last = {change.lead: change.at for change in history.changes}
    for lead in history.leads:
        yield {
            "Id": salesforce_id(LEAD, lead.number),
            "IsDeleted": "false",
            "LastName": f"Made {lead.number:04}",
            "Company": f"Made Company {lead.number:04}",
            "Status": lead.status,
            "LeadSource": lead.source,
            "Region__c": lead.region,
            "Industry": lead.industry,
            "NumberOfEmployees": "" if lead.employees is None else str(lead.employees),
            "DisqualificationCode__c": lead.code,
            "OwnerId": ids[lead.owner],
            "IsConverted": str(lead.status == "Converted").lower(),
            "CreatedDate": _instant(lead.created),
            "CreatedById": ids[MACHINE],
            "LastModifiedDate": _instant(last[lead.number]),
        }


def _history_rows(history: History) -> Iterator[dict[str, str]]:
    """Yield each change; a change of the owner is two rows, one with names and one with Ids."""
    ids = _ids()
    number = 0
    for change in history.changes:
        pairs = [("Text", change.old, change.new)]
        if change.field == "Owner":
            pairs.append(("EntityId", ids[change.old], ids[change.new]))
        for kind, old, new in pairs:
            number += 1
            yield {
                "Id": salesforce_id(LEAD_HISTORY, number),
                "IsDeleted": "false",
                "LeadId": salesforce_id(LEAD, change.lead),
                "CreatedById": ids[change.by],
                "CreatedDate": _instant(change.at),
                "Field": change.field,
                "DataType": kind,
                "OldValue": old,
                "NewValue": new,
            }


def _csv(rows: Iterable[dict[str, str]]) -> str:
    found = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(found[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def main(arguments: list[str]) -> int:
    """Write the files; without arguments, the example in this repository."""
    parser = argparse.ArgumentParser(description="Make a Salesforce lead history with planted truths.")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--leads", type=int, default=LEADS)
    parser.add_argument("--only", nargs="*", metavar="TRUTH", help=f"plant only these of {', '.join(asdict(NOTHING))}")
    chosen = parser.parse_args(arguments)
    truths = EVERYTHING if chosen.only is None else Truths(**dict.fromkeys(chosen.only, True))
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, text in tables(made(chosen.seed, chosen.leads, truths)).items():
        (chosen.out / name).write_text(text, encoding="utf-8", newline="")
        print(f"{chosen.out / name}  {len(text):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
