"""What does the check of a log against an SOP say? The verdict first, then where, who, when, and what it rests on.

In: ``Conformance``. Out: a ``Report`` for the page, the same as sentences, tables and plain values.

Law: every number stands with n; a deviation is shown with leads and rows in which it can be looked up; what goes along
with a deviation is never called its effect; no person is ranked, and what cannot be said is said to be unknown.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from sopwright.evidence import Figure
from sopwright.mining.conformance.check import Conformance
from sopwright.mining.conformance.comparing import FEWEST_COMPARED
from sopwright.mining.conformance.deviations import KIND, PERSON, STEP
from sopwright.mining.conformance.limits import Limit
from sopwright.mining.conformance.moves import Kind
from sopwright.mining.map import draw
from sopwright.mining.measures.measure import FEWEST, wilson
from sopwright.writing.amounts import counted
from sopwright.writing.mined.conformance_words import (
    do_of,
    drift,
    longer,
    looked_up,
    percent,
    range_of,
    span_of,
    two,
    verdict_of,
    warnings_of,
    who_stands_out,
)
from sopwright.writing.mined.words import MINUS
from sopwright.writing.render.report_html import page_of
from sopwright.writing.render.svg import svg
from sopwright.writing.report import table
from sopwright.writing.reporting import (
    Block,
    Bullets,
    Cell,
    Paragraph,
    ProcessPicture,
    Report,
    Section,
    Tile,
    Tiles,
)

KEY = "n is the number of leads that a number rests on; ranges are 95 % intervals."
_TERMS = (
    (
        "Fitness",
        "1 minus the cost of the cheapest alignment with the SOP, over the cost of doing everything apart.",
    ),
    ("Skipped", "A step was left out, and a later one was done. The event named is the one that came instead."),
    ("Stopped after", "The work went no further than this step, which is no end. It may still be under way."),
    ("Out of order", "A step was done, but before or after its place."),
    ("Extra", "A step was done where the SOP has none, such as once more."),
    ("Late", "More time passed than a time limit allows, in the hours that count for it."),
    ("Wrong role, wrong system", "The log states another role or system for a step than the SOP does."),
    (
        "Person",
        "Who did the event that shows a deviation; for a skipped step whoever went on without it, not who should have.",
    ),
)


def html(found: Conformance) -> str:
    """Return the report as one HTML file."""
    picture = svg(draw(found.sop), links=False) if found.sop.all_steps else ""
    return page_of(report_of(found), "conformance", picture=picture, key=KEY)


def report_of(found: Conformance) -> Report:
    """Return the report as blocks."""
    return Report(
        title=found.sop.title,
        subtitle=f"Conformance to version {found.sop.version} · {counted(len(found.cases), 'lead')}",
        verdict=verdict_of(found),
        warnings=warnings_of(found),
        tiles=Tiles(tiles=tuple(map(_tile, (found.fitness, found.fitting, found.clean)))),
        sections=(
            Section(id="deviations", title="What deviates most", blocks=tuple(_deviations(found))),
            Section(id="steps", title="Step by step", blocks=tuple(_steps(found))),
            Section(id="limits", title="Time limits", blocks=tuple(_limits(found))),
            Section(id="people", title="People", blocks=tuple(_people(found))),
            Section(id="time", title="Over time", blocks=tuple(_periods(found))),
            Section(id="along", title="What goes along with deviations", blocks=tuple(_along(found))),
            Section(id="basis", title="What this rests on", blocks=tuple(_basis(found))),
        ),
        definitions=_TERMS,
    )


def _tile(figure: Figure) -> Tile:
    value = two(figure.value) if figure.label == "Fitness" else percent(figure.value)
    return Tile(value=value, label=figure.label, under=f"n = {figure.n:,}")


def _deviations(found: Conformance) -> Iterator[Block]:
    if found.steps.is_empty():
        yield Paragraph(text="Nothing deviates: every lead went as the SOP says.")
        return
    rows = [
        (
            Cell(text=row[KIND], strong=True),
            Cell(text=row[STEP], under=do_of(found, row[STEP])),
            Cell(text=f"{row['cases']:,}", under=range_of(row), share=row["share"]),
            Cell(text=f"{row['times']:,}"),
            Cell(text=looked_up(found, row)),
        )
        for row in found.steps.iter_rows(named=True)
    ]
    yield table("Deviations, the most frequent first", ("Deviation", "Step", "Leads#", "Times#", "Look it up in"), rows)


def _steps(found: Conformance) -> Iterator[Block]:
    counts = {(row[KIND], row[STEP]): row["cases"] for row in found.steps.iter_rows(named=True)}
    shown = [kind for kind in Kind if any(key[0] == kind.value for key in counts)]
    rows, seen_right = [], []
    for step in found.sop.all_steps:
        if step.id in found.matching.hidden:
            cells = [Cell(text="not observable in this log", unknown=True), *[Cell(text="")] * max(len(shown) - 1, 0)]
        else:
            each = [counts.get((kind.value, step.id), 0) for kind in shown]
            if not any(each):
                seen_right.append(f"“{step.id}”")
                continue
            cells = [Cell(text=f"{cases:,}" if cases else "–") for cases in each]
        rows.append((Cell(text=step.id, under=do_of(found, step.id)), *cells))
    if shown:
        titles = ("Step", *(f"{kind.value.capitalize()}#" for kind in shown))
        yield table(f"Leads with each deviation, of {len(found.cases):,}", titles, rows)
        if seen_right:
            yield Paragraph(text=f"Nothing deviates at {len(seen_right):,} more: {', '.join(seen_right)}.")
    yield ProcessPicture(caption="The SOP")


def _limits(found: Conformance) -> Iterator[Block]:
    if not found.limits:
        yield Paragraph(text="The SOP sets no time limit.")
        return
    yield table(
        "Time limits, as often as their clock ran",
        ("Limit", "From", "To", "Within", "Kept#", "Median#", "Not reached#"),
        (_limit(limit) for limit in found.limits),
    )
    yield Paragraph(
        text="A limit of a step is counted from the step that the SOP has directly before it. Clocks that were never "
        "stopped are counted as not reached, and neither as kept nor as missed: the lead may have gone another way."
    )


def _limit(limit: Limit) -> tuple[Cell, ...]:
    names = (Cell(text=limit.name), Cell(text=limit.from_), Cell(text=limit.to))
    if limit.unknown:
        why = Cell(text="unknown", under=limit.unknown, unknown=True)
        return (*names, Cell(text=str(limit.within)), why, Cell(text=""), Cell(text=""))
    hours = f"in {limit.calendar}" if limit.calendar else "every hour counts"
    head = (*names, Cell(text=str(limit.within), under=hours))
    n, late = len(limit.took), int(limit.late.sum())
    if not n:
        return (*head, Cell(text="never reached", unknown=True), Cell(text=""), Cell(text=f"{limit.open:,}"))
    interval = wilson(n - late, n)
    kept = Cell(
        text=percent((n - late) / n),
        under=f"{percent(interval.low)} to {percent(interval.high)}, n = {n:,}",
        share=(n - late) / n,
    )
    return (*head, kept, Cell(text=span_of(float(np.median(limit.took)))), Cell(text=f"{limit.open:,}"))


def _people(found: Conformance) -> Iterator[Block]:
    if found.people.is_empty():
        yield Paragraph(text=f"Nobody did steps of {FEWEST} leads or more, or the log does not say who did what.")
        return
    rows = [
        (
            Cell(text=row[PERSON]),
            Cell(text=f"{row['n']:,}"),
            Cell(text=percent(row["share"]), under=range_of(row), share=row["share"]),
            Cell(text=row["most"] or "–", under=counted(row["most_cases"], "lead") if row["most"] else ""),
        )
        for row in found.people.iter_rows(named=True)
    ]
    caption = f"People who did steps of {FEWEST} leads or more, by name"
    yield table(caption, ("Person", "Leads#", "With a deviation#", "Most often"), rows)
    if len(found.outstanding):
        yield Paragraph(text="One person stands beside these more often than others (Fisher's exact test, 5 % in all):")
        yield Bullets(items=tuple(who_stands_out(found)))
    yield Paragraph(text="Leads differ from person to person, so these shares compare the work, not the people.")


def _periods(found: Conformance) -> Iterator[Block]:
    caption = f"Leads by the {found.period} in which they began"
    columns = (found.period.capitalize(), "Leads#", "Mean fitness#", "Fit in full#", "Late#")
    yield table(caption, columns, map(_period, found.periods.iter_rows(named=True)))
    if said := drift(found):
        yield Paragraph(text=said)
    yield Paragraph(text="Leads of the last periods may still be under way, and then do not fit in full yet.")


def _period(row: dict[str, Any]) -> tuple[Cell, ...]:
    head = (Cell(text=row["period"]), Cell(text=f"{row['n']:,}"))
    if row["fitness"] is None:
        few = Cell(text="–", under=f"fewer than {FEWEST} leads", unknown=True)
        return (*head, few, Cell(text="–", unknown=True), Cell(text=f"{row['late']:,}"))
    share = Cell(text=percent(row["share"]), under=range_of(row), share=row["share"])
    return (*head, Cell(text=two(row["fitness"])), share, Cell(text=f"{row['late']:,}"))


def _along(found: Conformance) -> Iterator[Block]:
    if found.along.is_empty():
        need = f"{FEWEST_COMPARED} leads with it and {FEWEST_COMPARED} that did the step without it"
        yield Paragraph(text=f"No deviation has {need}: nothing can be compared.")
        return
    apart = found.along.filter(_apart("longer_low_us", "longer_high_us") | _apart("won_more_low", "won_more_high"))
    of = counted(len(found.along), "deviation")
    yield Paragraph(
        text=f"{of} could be compared with leads that did the same step without it. Shown are those whose interval "
        f"leaves out zero; by chance alone about one in twenty would. These differences go along with the deviations; "
        "leads that deviate may differ in other ways as well."
    )
    rows = [
        (
            Cell(text=f"{row[KIND]} {row[STEP]}", under=f"{row['n_with']:,} with it, {row['n_without']:,} without"),
            Cell(
                text=longer(row["longer_us"]),
                under=f"{span_of(row['longer_low_us'])} to {span_of(row['longer_high_us'])}",
            ),
            _won_cell(row),
        )
        for row in apart.iter_rows(named=True)
    ]
    if rows:
        columns = ("Deviation", "Lead takes, median#", "Reached the goal#")
        yield table("What goes along with a deviation", columns, rows)
    if found.won:
        yield Paragraph(text=f"Which leads reached the goal is unknown: {found.won}.")


def _apart(low: str, high: str) -> pl.Expr:
    return ((pl.col(low) > 0) | (pl.col(high) < 0)).fill_null(value=False)


def _won_cell(row: dict[str, Any]) -> Cell:
    if row["won_more"] is None:
        return Cell(text="unknown", unknown=True)
    return Cell(
        text=f"{percent(row['won_with'])} against {percent(row['won_without'])}",
        under=f"{100 * row['won_more_low']:+.0f} to {100 * row['won_more_high']:+.0f} points".replace("-", MINUS),
    )


def _basis(found: Conformance) -> Iterator[Block]:
    rows = [
        (
            Cell(text=each.activity),
            Cell(text=", ".join(each.steps)),
            Cell(text=each.by.value),
            Cell(text=f"{each.events:,}"),
        )
        for each in found.matching.matches
    ]
    yield table("Activities that show a step", ("Activity", "Step", "Known by", "Events#"), rows)
    if found.matching.unknown:
        unknown = [
            (
                Cell(text=each.activity),
                Cell(text=f"{each.events:,}"),
                Cell(text=f"{each.cases:,}"),
                Cell(text="no step, as you said" if each.told else "extra or unknown: say what it is"),
            )
            for each in found.matching.unknown
        ]
        yield table("Activities that show no step; they do not count", ("Activity", "Events#", "Leads#", ""), unknown)
    notes = [f"{figure.label}: {figure.definition}." for figure in (found.fitness, found.fitting, found.clean)]
    yield Bullets(items=(*notes, *found.notes))
