"""What is unusual in a log, in plain sentences? Each with its n and the cases behind it, the weightiest first.

In: an ``Overview``. Out: sentences.

Law: nothing is said of fewer than ``FEWEST`` observations; a difference between groups is told only where chance alone
would hardly make one so large among all groups that were looked at (rank-sum test, its level divided by the number of
groups). A sentence says what was seen, never why. What is particular comes before the general shape, and one person or
attribute is told of once. What a record says when it is exported, or when its case has ended, is a result: no cases are
set apart by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sopwright.log.event_log import Coded, Flags, Int32, Int64
from sopwright.mining.decisions.suspicion import at_the_end
from sopwright.mining.history.overview import Overview, cases_with_edge
from sopwright.mining.history.times import first_begins
from sopwright.mining.measures.slow import slower
from sopwright.writing.amounts import counted
from sopwright.writing.mined.words import capital, count, name, share, span

FEWEST = 20
NAMED = 5
"""So many cases are named as evidence."""
LEVEL = 0.001
_MUCH, _SOME, _OFTEN = 0.1, 0.2, 0.5
_MOST_GROUPS = 60
_LONG_TAIL = 5.0
_MOST_CHANGES = 3
_FAR = 1.5
_A_WAIT = 1.0
"""Milliseconds; where half of the waits are shorter, nobody waits there as a rule."""
_SHAPE = 0.3
"""What may be said of any log, such as how alike its cases are, weighs no more."""
_MOST_PLACES = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standout:
    """Something unusual.

    Attributes:
        text: One sentence, or two.
        n: On how many observations it rests.
        of: What these are, such as ``cases``.
        cases: Ids of cases that show it, at most ``NAMED``.
        weight: How much it matters, 0 to 1: the share of cases or of time that it concerns.
        key: The filter of the page that shows just these cases; empty for none.
        about: The people and attributes that it is about, of which nothing lighter is told.
    """

    text: str
    n: int
    of: str
    cases: tuple[str, ...]
    weight: float
    key: dict[str, object] = field(default_factory=dict)
    about: tuple[str, ...] = ()


def standouts(told: Overview, further: Iterable[Standout] = ()) -> tuple[Standout, ...]:
    """Return what is unusual, the weightiest first; ties by text.

    Args:
        told: What is there to tell.
        further: What was found elsewhere.
    """
    found = [
        *further,
        *_slow(told),
        *_usual_way(told),
        *_again(told),
        *_loops(told),
        *_hands(told),
        *_tail(told),
        *_drift(told),
        *_still(told),
        *_groups(told),
    ]
    about: set[str] = set()
    kept = []
    for one in sorted(found, key=lambda one: (-one.weight, one.text)):
        if about.isdisjoint(one.about):
            kept.append(one)
            about.update(one.about)
    return tuple(kept)


def _ids(told: Overview, cases: Int64) -> tuple[str, ...]:
    return tuple(name(case) for case in told.log.case_ids.gather(cases[:NAMED]).to_list())


def _slow(told: Overview) -> Iterator[Standout]:
    """Ways that hold far more of the waiting than their number would say."""
    codes = {label: code for code, label in enumerate(told.log.activity.labels)}
    edges = told.found.edges
    for place, line in enumerate(told.slow[:3]):
        if line.share < max(_MUCH if place == 0 else _SOME, _FAR * line.often) or line.n < FEWEST:
            continue
        if line.median / 1000 < _A_WAIT:
            continue
        one, two = codes[line.source], codes[line.target]
        at = int(np.flatnonzero((edges.source == one) & (edges.target == two))[0])
        named = (
            f"between “{name(line.source)}” and the next “{name(line.source)}”"
            if one == two
            else f"between “{name(line.source)}” and “{name(line.target)}”"
        )
        part, often = capital(share(line.share, 1)), share(line.often, 1)
        begin = f"{part} of all waiting lies {named}, on {often} of all steps onward"
        yield Standout(
            text=f"{begin}: half of these waits take longer than {span(line.median / 1000)}, a tenth longer than"
            f" {span(line.p90 / 1000)}.",
            n=line.n,
            of="waits",
            cases=_ids(told, cases_with_edge(told, at)),
            weight=0.35 + 0.5 * line.share,
            key={"edge": [one, two]},
        )


def _usual_way(told: Overview) -> Iterator[Standout]:
    cases, found = told.log.cases, told.variants
    if cases < FEWEST or len(found) == 1:
        return
    first = int(found.cases[0])
    half = int(np.searchsorted(np.cumsum(found.cases), cases / 2)) + 1
    if first / cases >= _OFTEN:
        ways = "another one" if len(found) == 2 else f"{count(len(found) - 1)} different ways"  # noqa: PLR2004 - two
        text = f"{share(first, cases)} of the cases go one and the same way; the others go {ways}."
    elif first / cases >= _SOME:
        text = (
            f"{share(first, cases)} of the cases go the most common way; it takes the {count(half)} most common of"
            f" {count(len(found))} ways to cover half of the cases."
        )
    else:
        text = (
            f"No way is usual: there are {count(len(found))} ways for {count(cases)} cases, and the most common"
            f" one is that of"
            f" {share(first, cases)}."
        )
    which = np.flatnonzero(found.of_case == 0)
    yield Standout(
        text=text,
        n=cases,
        of="cases",
        cases=_ids(told, which),
        weight=0.9 * _SHAPE,
        key={"way": list(found.sequence(0))},
    )


def _again(told: Overview) -> Iterator[Standout]:
    again = told.rework.repeating
    some, rest = int(again.sum()), int((~again).sum())
    if some < FEWEST:
        return
    longest = np.flatnonzero(again)[np.argsort(-told.durations[again], kind="stable")]
    text = f"In {share(some, some + rest)} of the cases something is done again"
    if rest >= FEWEST:
        one, other = (float(np.median(told.durations[which])) / 1000 for which in (again, ~again))
        text += f"; half of them take longer than {span(one)}, half of the others longer than {span(other)}"
    found = told.rework
    top = int(np.argmax(found.again_cases))
    inside, times = int(found.cases[top]), int(found.again_cases[top])
    label = told.log.activity.labels[top]
    text += (
        f". Most often it is “{name(label)}”: twice or more in {count(times)} of the {count(inside)} cases"
        f" that have it."
    )
    yield Standout(
        text=text,
        n=some + rest,
        of="cases",
        cases=_ids(told, longest),
        weight=_SHAPE * (0.6 + 0.4 * some / (some + rest)),
        key={"activity": top},
    )


def _loops(told: Overview) -> Iterator[Standout]:
    found = told.loops
    if not len(found.count) or int(found.cases[0]) < max(FEWEST, told.log.cases // 20):
        return
    labels = told.log.activity.labels
    one, two = labels[found.source[0]], labels[found.between[0]]
    cases, codes = int(found.cases[0]), told.log.activity.codes
    row = np.flatnonzero(
        (codes[:-2] == found.source[0]) & (codes[1:-1] == found.between[0]) & (codes[2:] == found.source[0])
    )
    case = np.unique(np.searchsorted(told.log.offsets, row, side="right") - 1)
    which = case[told.log.offsets[case + 1] - told.log.offsets[case] > 2]  # noqa: PLR2004 - a loop has three rows
    inside = int(told.rework.cases[found.source[0]])
    often = "" if int(found.count[0]) == cases else f", {count(int(found.count[0]))} times in all"
    yield Standout(
        text=f"Work goes from “{name(one)}” to “{name(two)}” and back in {count(cases)} of the"
        f" {counted(inside, 'case that has', 'cases that have')} “{name(one)}”{often}; it takes"
        f" {span(float(found.time.median[0]) / 1000)}, median, until it is back.",
        n=int(found.count[0]),
        of="times",
        cases=_ids(told, which),
        weight=0.4 + 0.2 * cases / max(inside, cases),
        key={"edge": [int(found.source[0]), int(found.between[0])]},
    )


def _hands(told: Overview) -> Iterator[Standout]:
    """How long work lies when it changes hands, beside when it does not."""
    column = told.log.resource
    if column is None or told.persons is None:
        return
    row = told.found.row
    one, two = column.codes[row], column.codes[row + 1]
    given, kept = (one >= 0) & (two >= 0) & (one != two), (one >= 0) & (one == two)
    if given.sum() < FEWEST or kept.sum() < FEWEST:
        return
    over, own = (float(np.median(told.waits[which])) / 1000 for which in (given, kept))
    part = float(np.maximum(told.waits[given], 0).sum() / max(np.maximum(told.waits, 0).sum(), 1))
    middle = float(np.median(told.persons.in_case)) if len(told.persons.in_case) else 0
    order = np.argsort(-np.where(given, told.waits, -1), kind="stable")[:NAMED]
    case = np.searchsorted(told.log.offsets, row[order], side="right") - 1
    yield Standout(
        text=f"Half of the cases pass through {middle:g} people or more. Where work changes hands it lies"
        f" {span(over)}, median; where the same person goes on, {span(own)}. {capital(share(part, 1))} of all waiting"
        " is before somebody else goes on.",
        n=int(given.sum()),
        of="hand-overs",
        cases=_ids(told, case),
        weight=_SHAPE * part,
    )


def _tail(told: Overview) -> Iterator[Standout]:
    middle, high = float(told.duration.median[0]), float(told.duration.p90[0])
    if told.log.cases < FEWEST or middle <= 0 or high < _LONG_TAIL * middle:
        return
    slowest = np.argsort(-told.durations, kind="stable")
    yield Standout(
        text=f"A tenth of the cases take longer than {span(high / 1000)}, {high / middle:.0f} times as long as the"
        f" median,"
        f" {span(middle / 1000)}.",
        n=told.log.cases,
        of="cases",
        cases=_ids(told, slowest),
        weight=0.8 * _SHAPE,
    )


def _still(told: Overview) -> Iterator[Standout]:
    found = told.still
    some = len(found.case)
    if not some or found.open > _OFTEN * told.log.cases:
        return  # where most cases look open, what ends a case cannot be told from this log
    codes, times = np.unique(found.activity, return_counts=True)
    order = np.argsort(-times, kind="stable")[:_MOST_PLACES]
    places = [f"{count(int(times[at]))} after “{name(told.log.activity.labels[codes[at]])}”" for at in order]
    if len(codes) > _MOST_PLACES:
        places.append(f"{count(some - int(times[order].sum()))} elsewhere")
    yield Standout(
        text=f"{count(some)} of the {counted(found.open, 'open case', 'open cases')}"
        f" {'lies' if some == 1 else 'lie'} still for longer than nine tenths of all waits after the same activity:"
        f" {', '.join(places)}; the longest for {span(float(found.silent[0]) / 1000)}.",
        n=found.open,
        of="open cases",
        cases=_ids(told, found.case),
        weight=0.4 + 0.4 * some / told.log.cases,
    )


# -- changes and differences -------------------------------------------------------------------------------------------


def _drift(told: Overview) -> Iterator[Standout]:
    """What changed at some date: how long cases take, and what follows upon what, each activity once."""
    begun = first_begins(told.log)
    seen: set[str] = set()
    told_of = 0
    for change in told.changes:
        if {change.source, change.target} & seen or told_of >= _MOST_CHANGES:
            continue
        seen |= {change.source, change.target}
        told_of += 1
        day = (_EPOCH + timedelta(microseconds=change.at)).astimezone(ZoneInfo(told.trend.zone)).date().isoformat()
        n = f"n = {count(change.n_after)}", f"n = {count(change.n_before)}"
        if change.what == "duration":
            word = "longer" if change.after > change.before else "less"
            text = (
                f"Since {day} cases take {word}: {span(change.after / 1000)}, median ({n[0]}), before that"
                f" {span(change.before / 1000)} ({n[1]})."
            )
            weight = 0.6
        else:
            text = (
                f"Since {day} “{name(change.target)}” follows upon “{name(change.source)}” in"
                f" {share(change.after, 1)} of the"
                f" cases ({n[0]}), before that in {share(change.before, 1)} ({n[1]})."
            )
            weight = 0.45 + 0.4 * abs(change.after - change.before)
        yield Standout(
            text=text,
            n=change.n_before + change.n_after,
            of="cases",
            cases=_ids(told, np.flatnonzero(begun >= change.at)),
            weight=weight,
        )


def _groups(told: Overview) -> Iterator[Standout]:
    """Values of attributes whose cases take far longer or shorter than all others."""
    order = np.argsort(told.durations, kind="stable")
    columns = [
        (key, column.codes, column.labels)
        for key, column in told.log.case_attributes.items()
        if isinstance(column, Coded) and 1 < len(column.labels) <= _MOST_GROUPS and not at_the_end(key)
    ]
    looked = sum(len(labels) for _, _, labels in columns)
    for attribute, codes, labels in columns:
        chances = _chances(told.durations[order], codes[order], len(labels))
        lines = [(chance, code) for code, chance in enumerate(chances) if chance * looked < LEVEL]
        if not lines:
            continue
        _, code = min(lines)
        which: Flags = codes == code
        other: Flags = (codes >= 0) & ~which
        one, two = (float(np.median(told.durations[some])) / 1000 for some in (which, other))
        if max(one, two) < _FAR * min(one, two):
            continue
        slowest = np.flatnonzero(which)[np.argsort(-told.durations[which], kind="stable")]
        yield Standout(
            text=f"Cases whose {name(attribute)} is “{name(labels[code])}” take {span(one)}, median (n ="
            f" {count(int(which.sum()))}); the others"
            f" {span(two)} (n = {count(int(other.sum()))}).",
            n=int(which.sum()) + int(other.sum()),
            of="cases",
            cases=_ids(told, slowest),
            weight=0.35 + 0.25 * float(which.sum()) / told.log.cases,
            key={"attribute": attribute, "value": code},
            about=(attribute,),
        )


def _chances(durations: Int64, codes: Int32, groups: int) -> list[float]:
    """Return for each group how likely chance alone makes it so much slower, or faster, than all others.

    Args:
        durations: Durations of cases, ascending.
        codes: The group of each; -1 for none.
        groups: How many groups there are; those that are too small, or leave too few others, get 1.
    """
    stated = codes >= 0
    values, code = durations[stated], codes[stated].astype(np.int64)
    sizes = np.bincount(code, minlength=groups)
    if not len(values):
        return [1.0] * groups
    sides = (slower(values, code), slower(-values[::-1], code[::-1]))
    both = np.ones(groups)
    both[: len(sides[0])] = np.minimum(2 * np.minimum(*sides), 1.0)
    return [float(one) for one in np.where(np.minimum(sizes, len(values) - sizes) >= FEWEST, both, 1.0)]
