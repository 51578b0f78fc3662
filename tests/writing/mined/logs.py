"""Logs that the mined report is tested on: a story small enough to count by hand, and names that nobody should give."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused

BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"quoted\" 'twice' & <b>bold</b>",
    "\u202eRTL override",
    "שלום עולם",
    "🚀🧑‍🚀 launch",
    "x" * 400,
    "   ",
    "line\u2028break\u0001control",
    "${1}$&$`",
)

Event = tuple[str, str, float, float | None, str | None]
"""Case, activity, hours after ``BEGIN``, hours when it was begun, person."""


def log_of(events: Iterable[Event], **attributes: Sequence[Any]) -> EventLog:
    """Return the log of events; attributes have one value an event, ``case:`` already before their name or not."""
    rows = list(events)
    frame = pl.DataFrame(
        {
            "case": [row[0] for row in rows],
            "activity": [row[1] for row in rows],
            "time": pl.Series([BEGIN + timedelta(hours=row[2]) for row in rows]).cast(MOMENT),
            "start": pl.Series([None if row[3] is None else BEGIN + timedelta(hours=row[3]) for row in rows]).cast(
                MOMENT
            ),
            "resource": pl.Series([row[4] for row in rows], dtype=pl.String),
            "row": range(1, len(rows) + 1),
            "source": ["story"] * len(rows),
            **{f"case:{name}": values for name, values in attributes.items()},
        }
    )
    return encoded([Reading(rows=frame, refused=nothing_refused())])


def story() -> EventLog:
    """Return sixty leads: a slow hand-over, a second call, another way for one segment, one still open."""
    events: list[Event] = []
    segments: list[str] = []
    sizes: list[float] = []
    for number in range(60):
        lead, day = f"L{number:02}", number * 24.0 * 3
        large = number % 4 == 0
        who = ("Ann", "Ben", "Cara")[number % 3]
        steps: list[tuple[str, float, float | None, str | None]] = [
            ("Created", 0.0, None, None),
            ("Call", 2.0 + number % 5, 1.5 + number % 5, who),
        ]
        if number % 2:
            steps.append(("Call", 30.25 + number % 7, 30.0 + number % 7, who))
        if large:
            steps.append(("Ask manager", 60.0 + number, None, "Dora"))
        steps.append(("Qualify", 150.0 + number % 11, 149.0 + number % 11, "Eve" if number % 3 else who))
        if number % 10 == 9:
            steps.append(("Call", 160.0 + number % 11, None, who))
        if number != 59:
            steps.append(("Close", 400.0 + number % 13, None, "Eve"))
        for activity, at, begun, person in steps:
            events.append((lead, activity, day + at, None if begun is None else day + begun, person))
            segments.append("large" if large else "small")
            sizes.append(10.0 * number + 0.5)
    return log_of(events, segment=segments, size=sizes)


def hostile() -> EventLog:
    """Return a log whose activities, people, cases and attributes are called as nobody should call them."""
    events: list[Event] = []
    words = []
    for number in range(40):
        for place in range(1 + number % 5):
            name = HOSTILE[(number + place) % len(HOSTILE)]
            events.append(
                (f"{name[:60]}{number}", name, number * 5.0 + place, None, HOSTILE[(number * 3 + place) % 10])
            )
            words.append(HOSTILE[number % len(HOSTILE)])
    return log_of(events, **{"</script>": words})


def one_event() -> EventLog:
    """Return one case with one event."""
    return log_of([("1", "Only", 0.0, None, None)])


def at_once(cases: int = 30) -> EventLog:
    """Return cases in which everything happens at one instant."""
    return log_of([(str(case), activity, 0.0, None, "Ann") for case in range(cases) for activity in "abc"])


def many_activities(number: int) -> EventLog:
    """Return a log in which no activity happens twice."""
    return log_of((f"{at // 10:06}", f"activity {at:06}", float(at % 10), None, None) for at in range(number))
