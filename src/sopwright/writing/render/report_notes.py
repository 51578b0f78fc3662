"""Which events stand behind a number of the report, and what were they?

In: evidence, in the order in which numbers are shown. Out: numbered notes, and the events they name.

Law: equal evidence shares a note; a long list is cut and says by how much; nothing of an event is shown but its time,
kind, place and the screened name of its control.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, spans
from sopwright.mining.cases import field_label, name_of, place_label
from sopwright.recording.schema import Event
from sopwright.recording.work import Work
from sopwright.writing.amounts import counted, duration

MOST_EVENTS = 60
"""Events named by one note."""
MOST_ROWS = 3000
"""Events listed at the end, over all recordings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as the report shows it.

    Attributes:
        ref: Its name.
        at: When, since the start of the recording.
        what: Its kind.
        where: Its place.
        control: The element acted on, or nothing.
    """

    ref: EventRef
    at: str
    what: str
    where: str
    control: str


class Notes:
    """The numbers of the evidence notes, given in the order in which numbers are shown."""

    def __init__(self) -> None:
        """Start without notes."""
        self._numbers: dict[tuple[EventRef, ...], int] = {}

    def number(self, evidence: tuple[EventRef, ...]) -> int:
        """Return the number of the note on this evidence, 0 for none."""
        return self._numbers.setdefault(evidence, len(self._numbers) + 1) if evidence else 0

    def listed(self) -> Iterator[tuple[int, tuple[EventRef, ...], str]]:
        """Yield each note: its number, the events it names, and how many more there are in words."""
        for evidence, number in self._numbers.items():
            events = tuple(dict.fromkeys(evidence))
            more = len(events) - MOST_EVENTS
            yield number, events[:MOST_EVENTS], f"and {counted(more, 'more event')}" if more > 0 else ""

    def rows(self, works: Sequence[Work]) -> Iterator[EventRow]:
        """Yield every event that a note names, in order, as far as there is room."""
        place = {name_of(index): index for index in range(len(works))}
        named = {ref for _, events, _ in self.listed() for ref in events}
        for ref in sorted(named, key=lambda ref: (place[ref.recording], ref.number))[:MOST_ROWS]:
            work = works[place[ref.recording]]
            yield _row(ref, work, work.recording.events[ref.number - 1])


def in_groups(events: Sequence[EventRef]) -> Iterator[tuple[EventRef, str]]:
    """Yield neighbouring events as their first one and their short form, such as ``rec1#3–#5``."""
    group: list[EventRef] = []
    for ref in events:
        if group and (ref.recording, ref.number) != (group[-1].recording, group[-1].number + 1):
            yield group[0], spans(tuple(group))
            group = []
        group.append(ref)
    if group:
        yield group[0], spans(tuple(group))


def _row(ref: EventRef, work: Work, event: Event) -> EventRow:
    return EventRow(
        ref=ref,
        at="not recorded" if event.t_ms is None else duration(event.t_ms),
        what=str(event.kind).replace("_", " "),
        where=place_label(work, event.app, event.page),
        control="" if event.target is None else field_label(event.target),
    )
