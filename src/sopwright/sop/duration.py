"""How long may it take? A promise of time as people write it: ``5 min``, ``2 working days``, ``3 months``.

Law: a working day is not a day; the unit is kept as written, and nothing is converted behind the reader's back.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """Unit of time; ``working`` units count opening hours only."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WORKING_HOUR = "working hour"
    WORKING_DAY = "working day"


_WORDS = {
    "min": Unit.MINUTE,
    "minute": Unit.MINUTE,
    "h": Unit.HOUR,
    "hour": Unit.HOUR,
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "month": Unit.MONTH,
    "working hour": Unit.WORKING_HOUR,
    "working day": Unit.WORKING_DAY,
}
_FORM = re.compile(r"^(?P<amount>\d{1,4}) (?P<unit>[a-z]+(?: [a-z]+)?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """An amount of time.

    Attributes:
        amount: How many units, 0 to 9999.
        unit: The unit as written.
    """

    amount: int
    unit: Unit

    def __str__(self) -> str:
        plural = "" if self.amount == 1 or self.unit in (Unit.MINUTE, Unit.HOUR) else "s"
        return f"{self.amount} {self.unit}{plural}"

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Return the duration that ``text`` states.

        Raises:
            ValueError: The text is not an amount and a unit.

        Examples:
            >>> str(Duration.parse("2 working days"))
            '2 working days'
            >>> str(Duration.parse("5 minutes"))
            '5 min'
        """
        match = _FORM.match(text.strip().lower())
        unit = None
        if match is not None:
            word = match["unit"]
            unit = _WORDS.get(word) or _WORDS.get(word.removesuffix("s"))
        if match is None or unit is None:
            message = f"expected a time such as 5 min, 2 h, 3 days, 2 working days or 3 months, found {text!r}"
            raise ValueError(message)
        return cls(amount=int(match["amount"]), unit=unit)
