"""Which figures about all cases stand on the page beside what the reader can filter? Measures, decisions, conformance.

In: a log, and an SOP where the user gives one. Out: sections of tables, and the figures themselves.

Law: a figure that is unknown says why; every share and median has its n.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import polars as pl

from sopwright.evidence import Figure
from sopwright.mining.conformance.check import Conformance
from sopwright.mining.conformance.deviations import KIND, PERSON, STEP
from sopwright.mining.decisions.rules import ENDS, DecisionPoint, Rule, Words
from sopwright.mining.decisions.wording import said as in_words
from sopwright.mining.measures.first_touch import FirstTouch
from sopwright.mining.measures.habits import Habit
from sopwright.mining.measures.measure import Interval, Measure
from sopwright.mining.measures.reps import Reps
from sopwright.mining.measures.routing import FIRST_OWNER, Routing
from sopwright.mining.quantiles import RULE
from sopwright.writing.mined.standouts import NAMED, Standout
from sopwright.writing.mined.telling import Figures, Line, Section
from sopwright.writing.mined.words import MINUS, count, name, share, span

_MOST_LINES = 12
_MOST_TOLD = 3
_MOST_HABITS = 2
_OF_PEOPLE = frozenset({FIRST_OWNER, "person"})
"""Groups that are people."""
_MEASURED = ("Measure", "Value#", "n#", "How it is counted")


def said(figure: Figure) -> str:
    """Return the value of a figure with its unit."""
    return _valued(figure.value, figure.unit)


def _valued(value: float | None, unit: str) -> str:
    if value is None:
        return "unknown"
    if unit == "ms":
        return span(value)
    if unit == "share":
        return share(value, 1)
    if unit == "count":
        return f"{value:,.1f}".removesuffix(".0")
    if unit == "difference":
        return f"{value:+.2f}".replace("-", MINUS)
    return f"{value:,.2f}".rstrip("0").rstrip(".") + f" {unit}"


def _between(interval: Interval | None, unit: str) -> str:
    if interval is None:
        return ""
    high = "open" if interval.high is None else _valued(interval.high, unit)
    return f"95 % interval: {_valued(interval.low, unit)} to {high}"


def lead_section(touch: FirstTouch, routing: Routing, reps: Reps) -> Section:
    """Return time to first touch, routing accuracy and rep variance."""
    tables = [
        _measures("Time to first touch", touch.measures),
        _measures("Routing", routing.measures),
        _measures("How differently people work", reps.measures),
        _grouped("Time to first touch by month", "Month", touch.by_month),
        _grouped("Time to first touch by person", "Person", touch.by_person),
        *(_grouped(f"Routing accuracy by {by}", by.capitalize(), measures) for by, measures in routing.groups),
        _grouped("How far each person stands apart", "Person", reps.people),
        Figures(
            title="What some people do much more, or less, often than the others",
            columns=("Person", "Activity", "Their runs", "The others’ runs"),
            lines=tuple(
                Line(
                    cells=(
                        habit.person,
                        habit.step,
                        f"{count(habit.does)} of {count(habit.of)}",
                        f"{count(habit.others)} of {count(habit.of_others)}",
                    ),
                    under=f"Cases, for instance: {', '.join(habit.cases[:5])}" if habit.cases else "",
                )
                for habit in reps.habits[:_MOST_LINES]
            ),
        ),
    ]
    notes = tuple(dict.fromkeys((*touch.notes, *routing.notes, *reps.notes)))
    return Section(id="leads", title="First touch, routing and how people differ", says=notes, tables=tuple(tables))


def noteworthy(touch: FirstTouch, routing: Routing, reps: Reps, points: Sequence[DecisionPoint]) -> Iterator[Standout]:
    """Yield what stands out among the figures: groups beyond chance, habits of people, and rules.

    Args:
        touch: Time to first touch.
        routing: Routing accuracy.
        reps: How people differ.
        points: Where ways part.
    """
    yield from _unlike((by, one) for by, some in routing.groups for one in some)
    yield from _unlike(
        (by, one) for by, some in (("month", touch.by_month), ("person", touch.by_person)) for one in some
    )
    yield from _own_ways(reps)
    people = {one.group for one in (*reps.people, *touch.by_person)}
    ranked = sorted((point for point in points if point.finding.rules), key=lambda one: -one.finding.rules[0].of)
    for point in ranked[:_MOST_TOLD]:
        yield _ruled(point, people)


def _ruled(point: DecisionPoint, people: AbstractSet[str]) -> Standout:
    """Return the first rule of a point in one sentence."""
    rule = point.finding.rules[0]
    way = point.ways[rule.way]
    onward = "the case ends" if way.activity == ENDS else f"it goes on to “{name(way.label)}”"
    unsure = tuple(dict.fromkeys(test.feature for test in rule.tests if test.feature in point.described))
    when = f" (the log does not say when {' and '.join(unsure)} became known)" if unsure else ""
    words = {word for test in rule.tests if isinstance(test, Words) for word in test.words}
    return Standout(
        text=f"After “{name(point.label)}”: if {_condition(rule)}, {onward} in {count(rule.right)} of"
        f" {count(rule.of)}{when}.",
        n=rule.of,
        of="decisions",
        cases=(),
        weight=0.5,
        about=(*unsure, *sorted(words & people)),
    )


def _touched(touch: FirstTouch) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    return ("month", touch.by_month), ("person", touch.by_person)


def _unlike(groups: Iterable[tuple[str, Measure]]) -> Iterator[Standout]:
    """Yield groups whose figure is unlike all others; those behind which the same cases are, in one breath."""
    behind: dict[tuple[str, ...], list[tuple[str, Measure]]] = {}
    for by, one in groups:
        if one.unusual and one.group:
            behind.setdefault(one.cases or (by, one.group), []).append((by, one))
    for (by, one), *others in list(behind.values())[:_MOST_TOLD]:
        text = f"{one.figure.label} is {said(one.figure)} where {by} is {name(one.group)}, {one.unusual.split(';')[0]}."
        if others:
            also = " and ".join(f"{which} is {name(same.group)} ({said(same.figure)})" for which, same in others)
            text += f" The same cases are behind it where {also}."
        yield Standout(
            text=text,
            n=one.figure.n,
            of="cases",
            cases=tuple(name(case) for case in one.cases[:NAMED]),
            weight=0.75,
            about=tuple(
                same.group if which in {FIRST_OWNER, "person"} else which for which, same in ((by, one), *others)
            ),
        )


def _own_ways(reps: Reps) -> Iterator[Standout]:
    """Yield the people who work another way than the others, and what they do more or less often."""
    known: dict[str, list[Habit]] = {habit.person: [] for habit in reps.habits}
    for habit in reps.habits:
        known[habit.person].append(habit)
    apart = {one.group: one for one in reps.people if one.unusual}
    people = list(dict.fromkeys((*known, *apart)))
    for person in people[:_MOST_TOLD]:
        shown = known.get(person, [])[:_MOST_HABITS]
        each = [
            f"“{name(habit.step)}” in {count(habit.does)} of their {count(habit.of)} cases, the others in"
            f" {count(habit.others)} of {count(habit.of_others)}"
            for habit in shown
        ]
        text = f"{name(person)} works another way than the others" + (f": {'; '.join(each)}." if each else ".")
        more = len(people) - _MOST_TOLD
        if more > 0 and person == people[0]:
            text += f" So {'does' if more == 1 else 'do'} {count(more)} more, listed below."
        cases = shown[0].cases if shown else apart[person].cases
        yield Standout(
            text=text,
            n=shown[0].of + shown[0].of_others if shown else apart[person].figure.n,
            of="cases",
            cases=tuple(name(case) for case in cases[:NAMED]),
            weight=0.55,
            about=(person,),
        )


def _condition(rule: Rule) -> str:
    return " and ".join(in_words(test) for test in rule.tests)


def _noted(point: DecisionPoint) -> tuple[str, ...]:
    """Return what must be known of the features of its rules."""
    features = dict.fromkeys(test.feature for rule in point.finding.rules for test in rule.tests)
    return tuple(f"{feature}: {point.described[feature]}" for feature in features if point.described.get(feature))


def _measures(title: str, measures: Sequence[Measure]) -> Figures:
    """Return a table of measures; how they are counted is said once where it is the same."""
    lines, before = [], ""
    for one in measures:
        counted = (one.figure.definition or "–").replace(f" The median, {RULE}.", "")
        why = f"unknown: {one.figure.unknown}" if one.figure.unknown else ""
        below = (why, _between(one.interval, one.figure.unit))
        lines.append(
            Line(
                cells=(
                    one.figure.label,
                    said(one.figure),
                    count(one.figure.n),
                    "In the same way." if counted == before else counted,
                ),
                under=". ".join(_capital(part) for part in (*below, one.unusual) if part),
                unknown=one.figure.value is None,
            )
        )
        before = counted
    return Figures(title=title, columns=_MEASURED, lines=tuple(lines))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _grouped(title: str, by: str, measures: Sequence[Measure]) -> Figures:
    shown = measures[:_MOST_LINES]
    lines = [
        Line(
            cells=(
                one.group or "all",
                said(one.figure),
                count(one.figure.n),
                one.figure.unknown or _between(one.interval, one.figure.unit) or "–",
            ),
            under=_capital(one.unusual),
            unknown=one.figure.value is None,
        )
        for one in shown
    ]
    rest = len(measures) - len(shown)
    name = f"{title} ({count(rest)} more in the tables)" if rest > 0 else title
    return Figures(title=name, columns=(by, "Value#", "n#", "Interval, or why there is none"), lines=tuple(lines))


def decision_section(points: Sequence[DecisionPoint]) -> Section:
    """Return the points at which cases go different ways, and what decides where something was found to."""
    found = [point for point in points if point.finding.rules]
    silent = len(points) - len(found)
    text = (
        f"{count(len(points))} activities were looked at after which cases go different ways; a rule was found for"
        f" {count(len(found))}."
        f" For the other {count(silent)} nothing that the log states beforehand tells the ways apart better than"
        f" chance."
        if points
        else "After no activity do enough cases go different ways to look for a rule."
    )
    return Section(
        id="decisions",
        title="What decides where ways part",
        says=(text,) if len(found) < len(points) or not points else (text.partition(" For the other")[0],),
        tables=(
            Figures(
                title="Rules found",
                columns=("After", "If", "Then", "Held"),
                lines=tuple(line for point in found for line in _rules(point)),
            ),
        ),
    )


def _rules(point: DecisionPoint) -> Iterator[Line]:
    finding = point.finding
    for rule in finding.rules:
        off = len(rule.exceptions)
        others = f"{count(off)} went another way" if off else "none went another way"
        yield Line(
            cells=(
                point.label,
                _condition(rule),
                point.ways[rule.way].label,
                f"{count(rule.right)} of {count(rule.of)}",
            ),
            under="; ".join(
                (
                    f"95 % interval: {share(rule.least, 1)} to {share(rule.most, 1)}",
                    others,
                    *_noted(point),
                )
            ),
        )
    if finding.otherwise >= 0:
        rest = sum(finding.rest)
        yield Line(
            cells=(
                point.label,
                "otherwise",
                f"most often {point.ways[finding.otherwise].label}",
                f"{count(finding.rest[finding.otherwise])} of {count(rest)}",
            )
        )


def conformance_section(found: Conformance) -> Section:
    """Return how the work fits the SOP."""
    figures = tuple(
        Line(
            cells=(one.label, said(one), count(one.n), one.definition or "–"),
            under=f"Unknown: {one.unknown}" if one.unknown else "",
            unknown=one.value is None,
        )
        for one in (found.fitness, found.fitness_of_cases, found.fitting, found.clean)
    )
    tables = (
        Figures(title=f"Against “{found.sop.title}”", columns=_MEASURED, lines=figures),
        Figures(
            title="Deviations, the most frequent first",
            columns=("Step", "Deviation", "Cases#", "Times#", "Examples"),
            lines=tuple(
                Line(
                    cells=(
                        str(row[STEP] or "–"),
                        str(row[KIND]),
                        count(row["cases"]),
                        count(row["times"]),
                        ", ".join(str(one) for one in row["examples"]),
                    )
                )
                for row in found.steps.head(_MOST_LINES).iter_rows(named=True)
            ),
        ),
        Figures(
            title="People: in how many of their cases something deviates where they stand",
            columns=("Person", "Cases#", "Of#", "Share#"),
            lines=tuple(
                Line(
                    cells=(str(row[PERSON]), count(row["cases"]), count(row["n"]), share(row["cases"], row["n"])),
                )
                for row in _often(found.people).iter_rows(named=True)
            ),
        ),
    )
    notes = list(found.notes)
    if found.unjudged:
        notes.append(f"{count(found.unjudged)} cases show no step of the SOP and are not judged.")
    return Section(id="conformance", title="Beside the SOP", says=tuple(notes), tables=tables)


def _often(people: pl.DataFrame) -> pl.DataFrame:
    return people.sort("share", "n", PERSON, descending=[True, True, False]).head(_MOST_LINES)


def measured(touch: FirstTouch, routing: Routing, reps: Reps) -> Iterator[tuple[str, Measure]]:
    """Yield every measure with the name of what it belongs to, for tables."""
    for of, measures in (
        ("first touch", (*touch.measures, *touch.by_month, *touch.by_person)),
        ("routing", (*routing.measures, *(one for _, some in routing.groups for one in some))),
        ("people", (*reps.measures, *reps.people)),
    ):
        for one in measures:
            yield of, one
