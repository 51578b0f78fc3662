"""How does the user want files to be read? What no file can say of itself.

In: what was chosen on the command line or by a program. Out: one value that every reader understands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from sopwright.errors import refuse
from sopwright.log.reading import ACTIVITY, CASE, RESOURCE, ROLE, START, SYSTEM, TIME


class DateOrder(StrEnum):
    """What ``03/04/2026`` means."""

    DMY = "dmy"
    """Day, month, year: 3 April."""
    MDY = "mdy"
    """Month, day, year: March 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How files are read.

    Attributes:
        case: Name of the column with the case; recognised when empty, as for the columns that follow.
        activity: Name of the column that says what was done.
        time: Name of the column that says when it was done, or completed.
        start: Name of the column that says when work on it began.
        resource: Name of the column that says who did it.
        role: Name of the column that says in which role.
        system: Name of the column that says in which application.
        zone: IANA time zone of times that state none; UTC when empty.
        date_order: What ``03/04/2026`` means; decided by evidence when ``None``.
        case_type: Which type of object is the case, for OCEL.
        values: Fields of history exports, and columns, whose values may be kept although they may be private.
        drop_duplicates: Whether rows that repeat an earlier one in every column are refused.
    """

    case: str = ""
    activity: str = ""
    time: str = ""
    start: str = ""
    resource: str = ""
    role: str = ""
    system: str = ""
    zone: str = ""
    date_order: DateOrder | None = None
    case_type: str = ""
    values: frozenset[str] = frozenset()
    drop_duplicates: bool = False

    def __post_init__(self) -> None:
        if self.zone:
            _check_zone(self.zone)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that were mapped, by our name."""
        chosen = {
            CASE: self.case,
            ACTIVITY: self.activity,
            TIME: self.time,
            START: self.start,
            RESOURCE: self.resource,
            ROLE: self.role,
            SYSTEM: self.system,
        }
        return {ours: theirs for ours, theirs in chosen.items() if theirs}


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError) as error:
        where, found = "--zone", f"expected an IANA time zone, found {zone!r}"
        raise refuse(where, found, "Give one such as Europe/Berlin or America/New_York") from error
