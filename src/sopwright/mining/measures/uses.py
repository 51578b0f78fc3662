"""For which known uses of AI in lead handling does a log show an occasion?

In: a log, and who in it is a person. Out: enrich, score before a person opens the lead, suggest the owner; each with
how often, and only where it was seen in enough cases.

Law: what is not seen is not suggested. Activities are recognised by their names, which are told.
"""

import re
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.mining.measures import performers
from sopwright.mining.measures.measure import case_names
from sopwright.mining.measures.performers import words
from sopwright.mining.measures.spells import FEWEST_CASES, Neighbours
from sopwright.mining.measures.touching import first_rows

_ENRICHES = re.compile(
    r"\b(?:enrich\w*|research\w*|look(?:ed)? ?up|linkedin|zoominfo|clearbit|apollo|cognism|firmographics?|"
    r"(?:number of )?employees|annual ?revenue|company ?size|industry|website)\b"
)
_REJECTS = re.compile(r"\b(?:reject\w*|dis ?qualif\w*|un ?qualif\w*|junk|spam|declin\w*|not a fit|bad fit|duplicate)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A known use of AI for which a log shows an occasion.

    Attributes:
        title: What could be done.
        seen: What was seen, in words.
        times: How often.
        of: How many cases there are.
        needs: What it takes.
        cases: The cases.
    """

    title: str
    seen: str
    times: int
    of: int
    needs: str
    cases: tuple[str, ...]


def uses_of(log: EventLog, near: Neighbours) -> tuple[Use, ...]:
    """Return the known uses of AI for which the log shows an occasion in at least ``FEWEST_CASES`` cases."""
    found = (_enrich(log, near), _score_first(log, near), _suggest_owner(log, near))
    return tuple(use for use in found if use is not None)


def _use(log: EventLog, cases: Int64, times: int, words_: tuple[str, str, str]) -> Use | None:
    if len(cases) < FEWEST_CASES:
        return None
    title, seen, needs = words_
    return Use(title=title, seen=seen, times=times, of=log.cases, needs=needs, cases=case_names(log, cases))


def _named(log: EventLog, pattern: re.Pattern[str]) -> tuple[Flags, str]:
    """Return which rows have an activity that is so named, and the names."""
    labels = np.array([bool(pattern.search(words(label))) for label in log.activity.labels], dtype=np.bool_)
    return performers.rows_of(log.activity, labels), performers.named(log.activity, labels)


def _enrich(log: EventLog, near: Neighbours) -> Use | None:
    """What people look up or fill in about a company."""
    rows, names = _named(log, _ENRICHES)
    rows &= near.person
    return _use(
        log,
        np.unique(near.case[rows]),
        int(rows.sum()),
        (
            "Enrich from a second source",
            f"people looked up or filled in what a provider knows ({names})",
            "an enrichment provider that answers for the same fields",
        ),
    )


def _score_first(log: EventLog, near: Neighbours) -> Use | None:
    """Leads that a person took up and rejected, with nothing in between."""
    assigning = np.array([performers.assigns(label) for label in log.activity.labels], dtype=np.bool_)
    acts = near.person & ~performers.rows_of(log.activity, assigning)
    rejects, names = _named(log, _REJECTS)
    first = first_rows(log, acts)
    rest = acts.copy()
    rest[first[first >= 0]] = False
    second = first_rows(log, rest)
    at_once = (first >= 0) & rejects[first]
    after_one = (second >= 0) & rejects[second]
    cases = np.flatnonzero(at_once | after_one)
    return _use(
        log,
        cases,
        len(cases),
        (
            "Score before a person opens the lead",
            f"a lead was taken up and rejected, with at most one step before ({names})",
            "scoring criteria in the SOP, so that the list can say which lead is worth opening",
        ),
    )


def _suggest_owner(log: EventLog, near: Neighbours) -> Use | None:
    """Leads whose owner a person set before any hand-over."""
    labels = log.activity.labels
    assigning = np.array([performers.assigns(label) for label in labels], dtype=np.bool_)
    handing = np.array([performers.hands_over(label) for label in labels], dtype=np.bool_)
    over = first_rows(log, performers.rows_of(log.activity, handing))
    when = np.where(over >= 0, log.time[over], np.iinfo(np.int64).max)
    rows = near.person & performers.rows_of(log.activity, assigning) & (log.time < when[near.case])
    return _use(
        log,
        np.unique(near.case[rows]),
        int(rows.sum()),
        (
            "Suggest the owner",
            f"a person set the owner by hand ({performers.named(log.activity, assigning)})",
            "routing rules in the SOP: territory, segment or rotation",
        ),
    )
