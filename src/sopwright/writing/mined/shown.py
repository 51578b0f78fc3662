"""Which rows and numbers does the page show? Words and shares, ready to be set, which the page's script makes as well.

In: an ``Overview``. Out: for each part of the page its rows.

Law: ``report.js`` makes the same rows, cell by cell, from the embedded data after the same filter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Float64, Int32, Int64
from sopwright.mining.history.handovers import Handovers
from sopwright.mining.history.overview import Overview, histogram
from sopwright.writing.amounts import counted
from sopwright.writing.mined.words import count, name, share, span

VARIANTS, EDGES, AGAIN, PEOPLE, PAIRS = 10, 12, 8, 12, 12
LIMITS_MS = (1_000, 60_000, 600_000, 3_600_000, 14_400_000, 86_400_000, 259_200_000, 604_800_000, 2_592_000_000)
LIMIT_WORDS = ("under 1 s", "1 s", "1 min", "10 min", "1 h", "4 h", "1 day", "3 days", "1 week", "30 days")

Cell = str | dict[str, object]
"""Words; or ``bar`` (0 to 1) with ``text``; or ``hist``, counts by ``LIMITS_MS``; or ``strip``, codes of activities."""
Row = dict[str, object]
"""``key``, what the row is about, and ``cells``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the page whose rows change with the filter.

    Attributes:
        id: Its name on the page.
        title: Its heading.
        says: What it shows, and how to read it.
        columns: Its headings; one that ends in ``#`` holds numbers.
        none: What stands there when there are no rows.
    """

    id: str
    title: str
    says: str
    columns: tuple[str, ...]
    none: str


def shown(told: Overview) -> dict[str, object]:
    """Return everything on the page that changes with the filter."""
    return {
        "tiles": list(tiles(told)),
        "variants": list(_variants(told)),
        "edges": list(_edges(told)),
        "again": list(_again(told)),
        "work": list(_work(told)),
        "people": list(_people(told)),
        "handovers": list(_handovers(told.by_person)),
        "systems": list(_handovers(told.by_system)),
        "trend": trend_rows(told),
    }


def _ms(value: float) -> float | None:
    return None if np.isnan(value) else float(value) / 1000


def tiles(told: Overview) -> Iterator[list[str]]:
    """Yield label, value and what it rests on."""
    log, duration = told.log, told.duration
    yield ["Cases", count(log.cases), counted(log.events, "event")]
    yield ["Different ways", count(len(told.variants)), f"{share(_usual(told), log.cases)} of cases go the most common"]
    yield ["Duration, median", span(_ms(duration.median[0])), f"n = {count(int(duration.n[0]))}"]
    yield ["Duration, 90th percentile", span(_ms(duration.p90[0])), f"n = {count(int(duration.n[0]))}"]
    if told.persons is not None:
        some = told.persons.in_case
        people = int((told.persons.events > 0).sum())
        middle = _median(some)
        yield ["People", count(people), "none in these cases" if middle is None else f"{middle:g} in a case, median"]
    again = int(told.rework.repeating.sum())
    yield ["Cases with something done again", share(again, log.cases), f"{count(again)} of {count(log.cases)}"]


def _usual(told: Overview) -> int:
    return int(told.variants.cases[0]) if len(told.variants) else 0


def _median(values: Int64) -> float | None:
    if not len(values):
        return None
    ordered = np.sort(values)
    return (int(ordered[(len(ordered) - 1) // 2]) + int(ordered[len(ordered) // 2])) / 2


def _variants(told: Overview) -> Iterator[Row]:
    cases = told.log.cases
    for place in range(min(VARIANTS, len(told.variants))):
        some = int(told.variants.cases[place])
        sequence = list(told.variants.sequence(place))
        lasting = _middle(told.durations[told.variants.of_case == place])
        cells: list[Cell] = [
            {"bar": some / cases, "text": f"{count(some)} · {share(some, cases)}"},
            span(lasting),
            {"strip": sequence},
        ]
        yield {"key": {"way": sequence}, "cells": cells}


def _middle(values: Int64) -> float | None:
    ordered = np.sort(values)
    if not len(ordered):
        return None
    return (int(ordered[(len(ordered) - 1) // 2]) + int(ordered[len(ordered) // 2])) / 2 / 1000


def _edges(told: Overview) -> Iterator[Row]:
    edges, wait = told.found.edges, told.wait
    late = np.maximum(told.waits, 0) // 1000
    total = _totals(late, told.found.edge, len(edges.count))
    whole = int(total.sum())
    for at in _most(total, EDGES):
        values = told.waits[told.found.edge == at] // 1000
        source, target = int(edges.source[at]), int(edges.target[at])
        cells: list[Cell] = [
            f"{name(told.log.activity.labels[source])} → {name(told.log.activity.labels[target])}",
            count(int(edges.count[at])),
            span(_ms(wait.median[at])),
            span(_ms(wait.p90[at])),
            {"hist": histogram(values, LIMITS_MS)},
            {"bar": int(total[at]) / whole, "text": f"{share(int(total[at]), whole)} · {span(float(total[at]))}"},
        ]
        yield {"key": {"edge": [source, target]}, "cells": cells}


def _totals(values: Int64, group: Int32, groups: int) -> Int64:
    """Return the sum of each group, exact."""
    total = np.zeros(groups, dtype=np.int64)
    np.add.at(total, group, values)
    return total


def _most(values: Int64 | Float64, most: int) -> list[int]:
    """Return the places of the largest values above zero; ties in order."""
    order = np.argsort(-values, kind="stable")[:most]
    return [int(at) for at in order if values[at] > 0]


def _again(told: Overview) -> Iterator[Row]:
    found = told.rework
    for at in _most(found.again, AGAIN):
        inside, some = int(found.cases[at]), int(found.again_cases[at])
        cells: list[Cell] = [
            name(told.log.activity.labels[at]),
            {"bar": some / inside, "text": f"{share(some, inside)} · {count(some)} of {counted(inside, 'case')}"},
            count(int(found.again[at])),
            count(int(found.at_once[at])),
            span(_ms(found.until_again.median[at])),
        ]
        yield {"key": {"activity": at}, "cells": cells}


def _work(told: Overview) -> Iterator[Row]:
    total = np.maximum(np.nan_to_num(told.work.total) // 1000, 0)
    whole = float(total.sum())
    for at in _most(total, AGAIN):
        cells: list[Cell] = [
            name(told.log.activity.labels[at]),
            count(int(told.work.n[at])),
            span(_ms(told.work.median[at])),
            span(_ms(told.work.p90[at])),
            {"bar": total[at] / whole, "text": f"{share(total[at], whole)} · {span(float(total[at]))}"},
        ]
        yield {"key": {"activity": at}, "cells": cells}


def _people(told: Overview) -> Iterator[Row]:
    found = told.persons
    if found is None:
        return
    whole = int(found.events.sum())
    for at in _most(found.events, PEOPLE):
        events = int(found.events[at])
        cells: list[Cell] = [
            name(found.labels[at]),
            {"bar": events / whole, "text": f"{share(events, whole)} · {counted(events, 'event')}"},
            count(int(found.cases[at])),
            f"{span(_ms(found.taken.median[at]))}" if found.taken.n[at] else "–",
            f"{span(_ms(found.work.median[at]))}" if found.work.n[at] else "–",
        ]
        yield {"key": {"person": at}, "cells": cells}


def _handovers(found: Handovers | None) -> Iterator[Row]:
    if found is None:
        return
    whole = found.total
    for at in _most(found.count, PAIRS):
        times = int(found.count[at])
        cells: list[Cell] = [
            f"{name(found.labels[found.source[at]])} → {name(found.labels[found.target[at]])}",
            {"bar": times / whole, "text": f"{share(times, whole)} · {count(times)} ×"},
            count(int(found.cases[at])),
            span(_ms(found.wait.median[at])),
        ]
        yield {"key": {}, "cells": cells}


def trend_rows(told: Overview) -> list[list[object]]:
    """Return for each period how many cases began, and their median duration in milliseconds."""
    found = told.trend
    return [[int(found.arrivals[at]), _ms(found.duration.median[at])] for at in range(len(found.labels))]


def parts(told: Overview) -> Sequence[Part]:
    """Return the parts of the page whose rows change with the filter."""
    clock = "working time" if told.hours else "clock time, nights and weekends included"
    found = [
        Part(
            id="variants",
            title="Ways through the work",
            says="The most common ways first; each strip is one way, step by step. Most common is not standard: that is"
            " for people to say.",
            columns=("Cases", "Duration, median#", "The way"),
            none="There are no cases.",
        ),
        Part(
            id="edges",
            title="Where work lies",
            says=f"From the end of one activity to the beginning of the next, in {clock}. Largest total first. The"
            f" small"
            " chart counts waits from under 1 second, at the left, to 30 days and more, at the right.",
            columns=("From → to", "Times#", "Median#", "90th percentile#", "Waits", "Share of all waiting"),
            none="No case has two events, so nothing waits between two.",
        ),
        Part(
            id="again",
            title="What is done again",
            says="In the same case. Whether a repetition is waste or the work itself, such as a second call, the log"
            " cannot say.",
            columns=("Activity", "Cases with a repetition", "Repetitions#", "At once#", "Until again, median#"),
            none="Nothing is done twice in any case.",
        ),
    ]
    if told.log.start is not None:
        found.append(
            Part(
                id="work",
                title="Where people work",
                says="From the start of an activity to its completion, where the log knows both. Largest total first.",
                columns=("Activity", "Times#", "Median#", "90th percentile#", "Share of all work"),
                none="No start is known, so work cannot be told from waiting.",
            )
        )
    if told.persons is not None:
        found += _of_people(told)
    if told.by_system is not None:
        found.append(
            Part(
                id="systems",
                title="From system to system",
                says="How often work goes on in another system, and how long it lies on the way.",
                columns=("From → to", "Hand-overs", "Cases#", "Wait, median#"),
                none="Work never changes the system.",
            )
        )
    return found


def _of_people(told: Overview) -> list[Part]:
    untold = 0 if told.by_person is None else told.by_person.untold
    missing = f" {counted(untold, 'transition')} cannot be told: one of the two events states nobody." if untold else ""
    return [
        Part(
            id="people",
            title="People beside each other",
            says="What each takes part in. The wait lies before work that came from somebody else: it is the work that"
            " lies, not the person who is slow.",
            columns=("Person", "Events", "Cases#", "Wait before, median#", "Work, median#"),
            none="No event in these cases states who did it.",
        ),
        Part(
            id="handovers",
            title="From person to person",
            says="Two events after each other in one case that state different people." + missing,
            columns=("From → to", "Hand-overs", "Cases#", "Wait, median#"),
            none="No case goes from one person to another.",
        ),
    ]
