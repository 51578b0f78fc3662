"""Which working hours did the user name? Written out, or those of an SOP's calendar.

In: ``mon-fri 09:00-17:00 Europe/Berlin DE-BE``, or the name of a calendar of an SOP. Out: opening hours.
"""

import re
from typing import Any

from sopwright.errors import InputError, refuse
from sopwright.sop.document import Sop

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TEXT = re.compile(
    r"^(?P<days>[a-z,-]+)\s+(?P<from>[0-9:.]+)\s*[-–]\s*(?P<to>[0-9:.]+)\s+(?P<zone>[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*)"
    r"(?:\s+(?P<holidays>[A-Za-z]{2}(?:-[A-Za-z0-9]+)?))?$",
    re.IGNORECASE,
)
_FORM = (
    'Write days, times and zone, such as --hours "mon-fri 09:00-17:00 Europe/Berlin", with DE-BE after it for holidays'
)


def working_hours(text: str, sop: Sop | None, first: int, last: int) -> Any:  # noqa: ANN401 - naming the type loads NumPy
    """Return the working hours that ``text`` names, as ``hours.OpeningHours``.

    Args:
        text: The hours, or the name of a calendar of the SOP.
        sop: The SOP that was given; ``None`` without one.
        first: The first year for which holidays are needed.
        last: The last one.

    Raises:
        InputError: They cannot be understood.
    """
    from sopwright.mining.conformance.calendars import opening_hours  # noqa: PLC0415 - loads NumPy
    from sopwright.sop.contract import Calendar  # noqa: PLC0415 - only here

    for calendar in () if sop is None else sop.calendars:
        if calendar.name == text:
            return opening_hours(calendar, first, last)
    match = _TEXT.match(" ".join(text.split()))
    if match is None:
        names = ", ".join(calendar.name for calendar in sop.calendars) if sop is not None else ""
        remedy = f"{_FORM}, or name a calendar of the SOP: {names}" if names else _FORM
        where = f"--hours {text}"
        raise refuse(where, "expected working hours, found something else", remedy)
    calendar = Calendar(
        name="hours",
        days=_days(text, match["days"].lower()),
        from_=match["from"],
        to=match["to"],
        zone=match["zone"],
        holidays=match["holidays"] or "",
    )
    try:
        return opening_hours(calendar, first, last)
    except InputError as error:
        one = error.problems[0]
        where = f"--hours {text}"
        raise refuse(where, one.problem, one.remedy) from None


def _days(text: str, days: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in days.split(","):
        begin, _, end = part.partition("-")
        if begin[:3] not in _DAYS or (end and end[:3] not in _DAYS):
            where, found_ = f"--hours {text}", f"expected days such as mon-fri, found {part!r}"
            raise refuse(where, found_, _FORM)
        one = _DAYS.index(begin[:3])
        two = _DAYS.index(end[:3]) if end else one
        found += _DAYS[one : two + 1] if one <= two else (*_DAYS[one:], *_DAYS[: two + 1])
    return tuple(dict.fromkeys(found))
