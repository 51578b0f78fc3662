"""Which columns may hold what was written only after the decision, or tell nothing but which case it is?

In: columns that the log states once for a case, without saying when, and the way each case took. Out: the columns that
are left out, each with its reason.

Law: when in doubt a column is left out, and it is said. A rule from what became of the case is no rule.
"""

import re
from collections.abc import Mapping

import numpy as np

from sopwright.log.event_log import Coded, Flags, Float64, Int64, Numbers
from sopwright.mining.decisions.miner import mine_rules
from sopwright.mining.decisions.rules import Feature, LeftOut

CURRENT = "current "
"""How the readers of CRM exports begin the name of what a record says at the time of the export."""
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# fmt: off
_AT_THE_END = frozenset({
    "acceptance", "accepted", "canceled", "cancelled", "close", "closed", "closing", "complete", "completed",
    "completion", "conversion", "converted", "cycle", "deleted", "disposition", "disqualification", "disqualified",
    "duration", "end", "ended", "ending", "final", "finally", "finish", "finished", "label", "last", "loss",
    "lost", "outcome", "rejected", "rejection", "resolution", "result", "stage", "state", "status", "target",
    "throughput", "variant", "win", "won",
})
"""Words in the names of columns that are usually written when a case has ended."""
_NAMES_A_CASE = frozenset({
    "case", "code", "email", "guid", "id", "identifier", "ids", "key", "name", "no", "nr", "number", "phone",
    "uuid",
})
# fmt: on
_ENOUGH = 20
_NEARLY = 0.9
_HALF = 0.5
_UNITS_US = (1e6, 6e7, 3.6e9, 8.64e10)
"""Second, minute, hour and day in microseconds."""


def words_of(text: str) -> list[str]:
    """Return the words of a name, in lower case.

    Examples:
        >>> words_of("IsConverted"), words_of("closed_date")
        (['is', 'converted'], ['closed', 'date'])
    """
    return [word.lower() for word in _WORDS.findall(text)]


def suspected_in_cases(
    columns: Mapping[str, Feature], ways: Coded, lengths: Int64, spans: Int64
) -> tuple[LeftOut, ...]:
    """Return which columns of the case are not to be used, and why.

    Args:
        columns: What the log states of each case, by name.
        ways: The way each took.
        lengths: Events of each case in all.
        spans: Microseconds from the first event of each case to the last.
    """
    found = []
    for name, column in sorted(columns.items()):
        reason = _reason(name, column, ways, lengths, spans)
        if reason:
            found.append(LeftOut(feature=name, reason=reason))
    return tuple(found)


def suspected_in_events(columns: Mapping[str, Feature], ways: Coded) -> tuple[LeftOut, ...]:
    """Return which columns of events say in so many words what comes next, or are another value nearly each time."""
    found = []
    for name, column in sorted(columns.items()):
        if isinstance(column, Coded):
            reason = _names_the_way(column, ways) or _of_one_case(name, column)
            if reason:
                found.append(LeftOut(feature=name, reason=reason))
    return tuple(found)


def at_the_end(name: str) -> str:
    """Return why a column is, by its name, written when its case has ended or is exported; empty where it is not.

    Examples:
        >>> at_the_end("current owner"), at_the_end("region")
        ('it is what the record says at the export', '')
    """
    told = set(words_of(name)) & _AT_THE_END
    if told:
        return f"“{min(told)}” in its name may mean what became of the case"
    return "it is what the record says at the export" if name.startswith(CURRENT) else ""


def _reason(name: str, column: Feature, ways: Coded, lengths: Int64, spans: Int64) -> str:
    told = at_the_end(name)
    if told:
        return told
    return _of_one_case(name, column) or _of_its_values(column, ways, lengths, spans)


def _of_its_values(column: Feature, ways: Coded, lengths: Int64, spans: Int64) -> str:
    named = _names_the_way(column, ways) if isinstance(column, Coded) else ""
    if named:
        return named
    if isinstance(column, Numbers) and _measures_the_case(column.values, lengths, spans):
        return "it measures the whole case"
    if _stated_with_the_way(column, ways):
        return "whether it is stated goes with the way, as of something that is written afterwards"
    if _is_the_way(column, ways):
        return "its values and the ways are the same thing in every case, as of something that is written afterwards"
    return ""


def _stated(column: Feature) -> Flags:
    return column.codes >= 0 if isinstance(column, Coded) else ~np.isnan(column.values)


def _of_one_case(name: str, column: Feature) -> str:
    stated = _stated(column)
    if stated.sum() < _ENOUGH:
        return ""
    values = column.codes[stated] if isinstance(column, Coded) else column.values[stated]
    different = len(np.unique(values))
    if isinstance(column, Coded):
        return "it has another value in most cases" if different > _HALF * len(values) else ""
    whole = bool(np.all(values == np.round(values)))
    words = words_of(name)
    named = bool(set(words) & _NAMES_A_CASE) and words[:2] != ["number", "of"]
    return "it numbers the cases" if whole and named and different > _NEARLY * len(values) else ""


def _names_the_way(column: Coded, ways: Coded) -> str:
    """Return the reason where the values are the names of the ways that follow."""
    same = np.array([[_alike(value, way) for way in ways.labels] for value in column.labels]).reshape(
        len(column.labels), len(ways.labels)
    )
    rows = np.flatnonzero(column.codes >= 0)
    if len(rows) < _ENOUGH or len(np.unique(column.codes[rows])) < 2 or not same.any():  # noqa: PLR2004 - two values
        return ""
    named = same[column.codes[rows], ways.codes[rows]].mean()
    return "its values are the names of what comes next" if named >= _NEARLY else ""


def _alike(value: str, way: str) -> bool:
    one, other = set(words_of(value)), set(words_of(way))
    return bool(one) and bool(other) and (one <= other or other <= one)


def _measures_the_case(values: Float64, lengths: Int64, spans: Int64) -> bool:
    stated = ~np.isnan(values)
    if stated.sum() < _ENOUGH or len(np.unique(values[stated])) < 3:  # noqa: PLR2004 - a flag measures nothing
        return False
    known, events, span = values[stated], lengths[stated], spans[stated]
    if np.mean(known == events) >= _NEARLY:
        return True
    return any(
        np.mean(np.abs(known * unit - span) <= 0.01 * np.abs(span) + 0.51 * unit) >= _NEARLY
        and np.mean(span > unit) >= _NEARLY
        for unit in _UNITS_US
    )


def _stated_with_the_way(column: Feature, ways: Coded) -> bool:
    stated = _stated(column)
    if stated.all() or not stated.any():
        return False
    flags = Coded(codes=stated.astype(np.int32), labels=("no", "yes"))
    if mine_rules({"stated": flags}, ways).rules:
        return True
    among = np.unique(ways.codes[stated])
    return len(among) == 1 and len(np.unique(ways.codes)) > 1 and int(stated.sum()) >= _ENOUGH // 2


def _is_the_way(column: Feature, ways: Coded) -> bool:
    """Whether each value goes one way, each way has one value, and there are at least two of either."""
    stated = _stated(column)
    if stated.sum() < _ENOUGH or not stated.all():
        return False
    values = column.codes if isinstance(column, Coded) else column.values
    _, code = np.unique(values, return_inverse=True)
    kinds = int(code.max()) + 1
    taken = np.unique(ways.codes)
    pairs = np.unique(code.astype(np.int64) * len(ways.labels) + ways.codes)
    return kinds == len(taken) == len(pairs) > 1
