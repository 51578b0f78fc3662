"""Where in a log do cases go different ways, and what decides?

In: an event log. Out: its decision points, the most frequent first, each with what was found to decide.

Law: only what the log states before the decision, or in the row of the activity itself, is looked at. Cases are
independent of each other, rows of one case are not: the first time that a case comes to the point counts. Where that
shows no rule, and cases come back to the point, every time is looked at, for what may change in between, and each case
weighs as one. Only then it is asked whether how the case had gone tells the way, the ways themselves left aside: that
an activity which is done once is not done again decides nothing. The chance of a false rule is shared by all points.
"""

from collections.abc import Mapping

import numpy as np

from sopwright.log.event_log import Coded, EventLog, Int64
from sopwright.mining.decisions.features import Known
from sopwright.mining.decisions.miner import CHANCE, counted_in, mine_rules
from sopwright.mining.decisions.rules import ELSE, ENDS, DecisionPoint, Feature, Finding, LeftOut, Way
from sopwright.mining.decisions.suspicion import suspected_in_cases, suspected_in_events

FEWEST_CASES = 20
"""Cases that must come to a point before it is looked at."""
FEWEST_OF_WAY = 5
RAREST_WAY = 0.02
"""Share of all times that a way must have to be told apart."""
MOST_WAYS = 6
MOST_POINTS = 50
MOST_ROWS = 5_000
"""Rules are looked for in so many rows of a table, spread evenly over it, and counted in all of them."""
_TABLES = 3
"""Tables that are looked at for each point, at most."""
_COME_BACK = 1.2
"""Visits a case from which every visit is looked at."""


def decision_points(log: EventLog) -> tuple[DecisionPoint, ...]:
    """Return the points at which cases go different ways; start and complete rows should have been paired before.

    At most ``MOST_POINTS``, those with most cases. A point is an activity that at least ``FEWEST_CASES`` cases come to
    and after which at least two ways are each taken ``FEWEST_OF_WAY`` times, and in ``RAREST_WAY`` of all.
    """
    known = Known(log)
    following = _following(log)
    places = [(visits, ways) for visits in _visits(log, known) if len(ways := _ways(log, following, visits)) > 1]
    places = places[:MOST_POINTS]
    chance = CHANCE / max(1, len(places))
    return tuple(_point(known, following, visits, ways, chance) for visits, ways in places)


def _following(log: EventLog) -> Int64:
    """Return for each row the activity of the next row of its case, ``ENDS`` at its end."""
    following = np.concatenate((log.activity.codes[1:], [ENDS])).astype(np.int64)
    following[log.offsets[1:] - 1] = ENDS
    return following


def _visits(log: EventLog, known: Known) -> list[Int64]:
    """Return for each activity that enough cases come to the rows at which they do, most cases first."""
    order = np.argsort(log.activity.codes, kind="stable")
    bounds = np.searchsorted(log.activity.codes[order], np.arange(len(log.activity.labels) + 1))
    found: list[tuple[int, int, Int64]] = []
    for code in np.flatnonzero(np.diff(bounds) >= FEWEST_CASES):
        rows = order[bounds[code] : bounds[code + 1]]
        cases = len(_first_of_each(known.case[rows]))
        if cases >= FEWEST_CASES:
            found.append((-cases, int(code), rows))
    return [rows for _, _, rows in sorted(found, key=lambda one: one[:2])]


def _first_of_each(cases: Int64) -> Int64:
    """Return where each case, in ascending order, comes first."""
    return np.flatnonzero(np.concatenate(([True], cases[1:] != cases[:-1])))


def _ways(log: EventLog, following: Int64, rows: Int64) -> tuple[Way, ...]:
    """Return the ways that are told apart, most frequent first; the rest are one way if there are two others."""
    codes, counts = np.unique(following[rows], return_counts=True)
    least = max(FEWEST_OF_WAY, RAREST_WAY * len(rows))
    often = [(int(count), int(code)) for code, count in zip(codes, counts, strict=True) if count >= least]
    often = sorted(often, key=lambda one: (-one[0], one[1]))[:MOST_WAYS]
    ways = tuple(Way(label=_label(log, code), activity=code, count=count) for count, code in often)
    rest = len(rows) - sum(way.count for way in ways)
    return (*ways, Way(label=_label(log, ELSE), activity=ELSE, count=rest)) if rest and len(ways) > 1 else ways


def _label(log: EventLog, code: int) -> str:
    return {ENDS: "the case ends", ELSE: "something else"}.get(code) or log.activity.labels[code]


def _point(known: Known, following: Int64, visits: Int64, ways: tuple[Way, ...], chance: float) -> DecisionPoint:
    """Return what decides at one activity: what was known the first time, every time, or else what was done before."""
    log = known.log
    first = visits[_first_of_each(known.case[visits])]
    taken = _taken(following[first], ways)
    chance /= _TABLES
    of_case, facts = known.of_case(first), {**known.of_events(first), **known.of_clock(first)}
    left_out = (
        *suspected_in_cases(of_case, taken, log.lengths[known.case[first]], _spans(log)[known.case[first]]),
        *suspected_in_events(facts, taken),
    )
    finding = _mined({**of_case, **facts}, taken, ways, left_out, chance)
    rows = first
    if not finding.rules and len(visits) >= _COME_BACK * len(first):
        every = _every_time(known, following, visits, ways, chance)
        finding, rows = (every, visits) if every.rules else (finding, first)
    if not finding.rules:
        course = known.of_course(first, {way.activity for way in ways})
        done = _mined(course, taken, ways, left_out, chance)
        finding = done if done.rules else finding
    code = int(log.activity.codes[first[0]])
    return DecisionPoint(
        activity=code,
        label=log.activity.labels[code],
        ways=ways,
        times=len(rows),
        cases=len(first),
        first_only=rows is first,
        rows=rows,
        finding=finding,
        described=_described(of_case, finding.left_out),
    )


def _every_time(known: Known, following: Int64, visits: Int64, ways: tuple[Way, ...], chance: float) -> Finding:
    """Return what decides when every visit is looked at."""
    taken = _taken(following[visits], ways)
    changing = {**known.of_events(visits), **known.of_clock(visits), **known.again(visits)}
    weight = len(_first_of_each(known.case[visits])) / len(visits)
    left_out = suspected_in_events(changing, taken)
    return _mined(changing, taken, ways, left_out, chance, weight)


def _mined(
    columns: Mapping[str, Feature],
    taken: Coded,
    ways: tuple[Way, ...],
    left_out: tuple[LeftOut, ...],
    chance: float,
    weight: float = 1.0,
) -> Finding:
    """Return what decides in a table: looked for in some of its rows where there are many, and counted in all."""
    rows = len(taken.codes)
    some = np.unique(np.linspace(0, rows - 1, min(rows, MOST_ROWS)).astype(np.int64))
    spared = frozenset(at for at, way in enumerate(ways) if way.activity == ELSE)
    part = _usable({name: column.at(some) for name, column in columns.items()})
    found = mine_rules(part, taken.at(some), left_out=left_out, weight=weight, chance=chance, spared=spared)
    return found if len(some) == rows else counted_in(found, columns, taken)


def _taken(following: Int64, ways: tuple[Way, ...]) -> Coded:
    """Return the way of each row, as a position among the ways; the last one is for all that are not told apart."""
    position = {way.activity: at for at, way in enumerate(ways)}
    codes, inverse = np.unique(following, return_inverse=True)
    places = np.array([position.get(int(code), len(ways) - 1) for code in codes], dtype=np.int32)
    return Coded(codes=places[inverse], labels=tuple(way.label for way in ways))


def _usable(columns: Mapping[str, Feature]) -> dict[str, Feature]:
    """Return the columns that have more than one value."""
    return {name: column for name, column in columns.items() if _varies(column)}


def _varies(column: Feature) -> bool:
    values = column.codes if isinstance(column, Coded) else np.nan_to_num(column.values, nan=-np.inf)
    return len(values) > 0 and bool((values != values[0]).any())


def _spans(log: EventLog) -> Int64:
    return log.time[log.offsets[1:] - 1] - log.time[log.offsets[:-1]]


def _described(of_case: Mapping[str, Feature], left_out: tuple[LeftOut, ...]) -> dict[str, str]:
    """Return what must be known of columns that a rule may rest on."""
    dropped = {one.feature for one in left_out}
    told = "stated once for the case; the log does not say when it was written"
    return {name: told for name in sorted(of_case) if name not in dropped}
