"""Event logs made by hand, short enough to be read in a test, and drawn ones for laws.

Law: times are minutes after 2026-03-02 00:00 UTC, a Monday; rows are given in the order of the source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import strategies as st

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event."""

    case: str
    activity: str
    at: int
    start: int | None = None
    person: str | None = None
    part: str | None = None
    more: dict[str, object] = field(default_factory=dict)


def moment(minutes: int) -> int:
    """Return minutes after the Monday as microseconds since 1970."""
    return round((MONDAY + timedelta(minutes=minutes)).timestamp()) * 1_000_000


def log_of(rows: Sequence[Row]) -> EventLog:
    """Return the log of some rows."""
    frame = pl.DataFrame(
        {
            "case": [row.case for row in rows],
            "activity": [row.activity for row in rows],
            "time": pl.Series([MONDAY + timedelta(minutes=row.at) for row in rows], dtype=MOMENT),
            "start": pl.Series(
                [None if row.start is None else MONDAY + timedelta(minutes=row.start) for row in rows], dtype=MOMENT
            ),
            "resource": pl.Series([row.person for row in rows], dtype=pl.String),
            "lifecycle": pl.Series([row.part for row in rows], dtype=pl.String),
            "row": list(range(1, len(rows) + 1)),
            "source": ["made"] * len(rows),
            **{name: [row.more.get(name) for row in rows] for name in dict.fromkeys(n for r in rows for n in r.more)},
        }
    )
    return encoded([Reading(rows=frame, refused=nothing_refused())])


def traces(*words: str) -> EventLog:
    """Return a log with one case a word and one event a letter, a minute apart; all cases begin together."""
    return log_of(
        [Row(case=f"{n:03}", activity=letter, at=at) for n, word in enumerate(words) for at, letter in enumerate(word)]
    )


def rows(letters: str = "abc", most: int = 24, parts: Sequence[str | None] = (None,)) -> st.SearchStrategy[list[Row]]:
    """Return lists of rows with many ties, unsorted, some with a start and a person."""
    row = st.builds(
        lambda case, activity, at, took, person, part: Row(
            case=case, activity=activity, at=at, start=None if took is None else at - took, person=person, part=part
        ),
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from(letters),
        st.integers(0, 8),
        st.sampled_from([None, 0, 1, 4]),
        st.sampled_from([None, "Ann", "Bob"]),
        st.sampled_from(parts),
    )
    return st.lists(row, min_size=1, max_size=most)


def by_case(found: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of each case in order: by time, ties as given; plain Python for oracles."""
    cases: dict[str, list[Row]] = {}
    for row in found:
        cases.setdefault(row.case, []).append(row)
    return {case: sorted(cases[case], key=lambda row: row.at) for case in sorted(cases)}
