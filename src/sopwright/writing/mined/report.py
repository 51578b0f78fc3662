"""What does the report say of a log? Its figures gathered, judged and put into words.

In: a log, working hours, what was filtered. Out: ``Told``, all that the page shows.
"""

from collections.abc import Iterable, Sequence

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog
from sopwright.mining.history.flow import flow
from sopwright.mining.history.overview import Overview, overview
from sopwright.writing.amounts import counted
from sopwright.writing.mined.embedding import MOST_EVENTS
from sopwright.writing.mined.standouts import Standout, standouts
from sopwright.writing.mined.telling import Section, Told
from sopwright.writing.mined.words import count, share

NARROW = 6
"""Activities on the map for phones."""


def told_of(  # noqa: PLR0913 - what the page is of, and what others found
    log: EventLog,
    title: str,
    hours: OpeningHours | None = None,
    *,
    now: int | None = None,
    basis: Sequence[str] = (),
    sections: Sequence[Section] = (),
    further: Iterable[Standout] = (),
    sound: EventLog | None = None,
) -> Told:
    """Return all that the page shows.

    Args:
        log: The log, at least one case.
        title: What it is called.
        hours: Working hours, where only they count.
        now: From when open cases are looked at; the last time in the log when left out.
        basis: What whoever asks did to the log before, one sentence each.
        sections: Further figures about all cases.
        further: What stands out among them.
        sound: The cases of which it is told what stands out; all when left out.
    """
    judged = overview(log if sound is None else sound, hours, now)
    found = judged if sound is None or sound is log else overview(log, hours, judged.still.now)
    return Told(
        title=title,
        overview=found,
        flow=flow(found.log, hours),
        narrow=flow(found.log, hours, most=NARROW, fewest_ways=0),
        standouts=standouts(judged, further),
        sections=tuple(sections),
        basis=(*basis, *_basis(found)),
        definitions=definitions(found),
    )


def _basis(told: Overview) -> list[str]:
    log = told.log
    found = list(dict.fromkeys(log.notes))
    if told.ties:
        found.append(
            f"{counted(told.ties, 'event')} ({share(told.ties, log.events)}) have the time of the event before in"
            f" their case;"
            " such ties keep the order of the source."
        )
    alone = int((log.lengths == 1).sum())
    if alone:
        found.append(f"{counted(alone, 'case has', 'cases have')} one event only: nothing of theirs can wait.")
    found += [f"Unknown: {what}." for what in _missing(log)]
    if log.start is not None:
        unknown = int((log.start == UNKNOWN).sum())
        if unknown:
            found.append(
                f"The start of {counted(unknown, 'event')} of {count(log.events)} is unknown; work on them is too."
            )
    if log.events > MOST_EVENTS:
        every = -(-log.events // MOST_EVENTS)
        found.append(
            f"To stay small the page carries one case in {every} along, in the order of their ids. All numbers"
            " shown without a filter are of all cases; numbers under a filter are of that sample, and say so."
        )
    zone = "UTC" if told.hours is None else told.hours.zone
    found.append(f"Periods begin in the zone {zone}. Times are cut to the millisecond.")
    return found


def _missing(log: EventLog) -> list[str]:
    return [
        *(["who did what, because no event states a person"] if log.resource is None else []),
        *(["work, because no event states when it was begun; waits hold the work too"] if log.start is None else []),
        *(["hand-overs between systems, because no event states a system"] if log.system is None else []),
    ]


def definitions(told: Overview) -> tuple[tuple[str, str], ...]:
    """Return the terms of the page and what they mean."""
    clock = "Working time" if told.hours else "Clock time; nights and weekends count"
    return (
        ("Case", "What the log follows through the work, such as one lead: all events that carry its id."),
        ("n", "The number of observations that a number rests on."),
        (
            "Way on the map",
            "One activity follows directly upon another in the same case. Counted as often as it happens.",
        ),
        (
            "Wait",
            (
                f"From the end of one event to the beginning of the next in its case. {clock}. Below zero where they"
                f" overlap."
            ),
        ),
        (
            "Share of all waiting",
            "The waits of one way together, of the waits of all ways together; overlaps count as none.",
        ),
        ("Work", f"From the start of an event to its end, where the log knows both. {clock}."),
        (
            "Duration",
            (
                f"From the first beginning in a case to its last end. {clock}. Cases that are still open count until"
                f" their last event."
            ),
        ),
        (
            "Different way (variant)",
            (
                "A distinct sequence of activities. Two cases go the same way when all their activities are the same"
                " in the same order."
            ),
        ),
        ("Done again", "An activity happens that happened earlier in the same case. At once: with nothing between."),
        ("Hand-over", "Two events after each other in one case that state different people, or systems."),
        (
            "Open case",
            (
                "A case whose last activity is none that ends cases. Which do is concluded from the log: those that"
                " are last in at least half of their occurrences."
            ),
        ),
        (
            "Median and 90th percentile",
            (
                "The value at a share p of the sorted values, at place (n + 1) × p, interpolated, never beyond the"
                " smallest or the largest."
            ),
        ),
        (
            "What stands out",
            (
                "What is particular, such as a person, a region or a date, before the general shape; then by the share"
                " of cases or of time it concerns. A difference between groups or periods is told only where a test"
                " says that chance alone would hardly make one so large among all that were looked at. Of one person"
                " or attribute only the weightiest is told; the tables have the rest. What a record says when it is"
                " exported, or when its case has ended, is a result and sets no cases apart."
            ),
        ),
    )
