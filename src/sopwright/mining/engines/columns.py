"""Which column of a table says what?

In: names. Out: ``Columns``. This module does without Ibis, so that what is not installed is missed only when asked.
"""

from dataclasses import dataclass

from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, RESOURCE, ROW, START, TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a table says what.

    Attributes:
        case: What the events of one case share: text or a whole number.
        activity: What was done: text.
        time: When it was done, or completed: a time or a date; without a zone it is taken as UTC.
        row: What decides between events of a case at the same time, such as a serial number; empty when there is none.
        start: When the work on it began; empty when there is none.
        resource: Who did it; empty when there is none.
        lifecycle: Which part of an activity it was; empty when there is none.
        states: Which parts count as events, in lower case; used only with ``lifecycle``.
        attributes: Columns that say something of the case: its first stated value counts.
    """

    case: str
    activity: str
    time: str
    row: str = ""
    start: str = ""
    resource: str = ""
    lifecycle: str = ""
    states: tuple[str, ...] = ("complete",)
    attributes: tuple[str, ...] = ()

    def named(self) -> dict[str, str]:
        """Return the columns that are named, by what they say."""
        found = {
            CASE: self.case,
            ACTIVITY: self.activity,
            TIME: self.time,
            ROW: self.row,
            START: self.start,
            RESOURCE: self.resource,
            LIFECYCLE: self.lifecycle,
        }
        return {what: name for what, name in found.items() if name}

    def of_case(self) -> dict[str, str]:
        """Return what the columns of attributes are called in questions, in letters that every engine takes."""
        return {f"attribute_{number}": name for number, name in enumerate(self.attributes, start=1)}
