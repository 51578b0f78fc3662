"""What does the report say? The words around the figures, section by section.

In: the figures and the SOP. Out: ``Report``: verdict first, definitions and what was not captured last.

Law: every number is shown with n or its evidence; what is unknown is said with its reason; the most common path is
never called the standard, and no person is ranked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sopwright.evidence import Figure
from sopwright.mining.figures import Figures
from sopwright.mining.quantiles import RULE, count
from sopwright.mining.rework import Sort
from sopwright.sop.document import Sop
from sopwright.writing.amounts import counted, duration, rests_on, said
from sopwright.writing.candidates import TERMS, chances, opportunities
from sopwright.writing.decided import decided
from sopwright.writing.reporting import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    ProcessPicture,
    Report,
    Section,
    Table,
    Tile,
    Tiles,
)
from sopwright.writing.verdict import verdict_of, warnings_of

MOST_TILES = 5
MOST_ROWS = 40
"""Rows of a table; what is beyond is counted, and is in the JSON form in full."""


def report_of(figures: Figures, sop: Sop) -> Report:
    """Return the report on these figures."""
    names = {source.recorder: None for source in figures.basis.sources}
    return Report(
        title=sop.title,
        subtitle=f"Workflow intelligence report · recorded with {', '.join(names) or 'nothing'}",
        verdict=verdict_of(figures),
        warnings=warnings_of(figures),
        tiles=Tiles(tiles=tuple(tile(figure) for figure in _first(figures))),
        sections=(
            _time(figures),
            _steps(figures),
            _places(figures),
            _carrying(figures),
            _rework(figures),
            _variation(figures),
            *decided(sop),
            _leads(figures),
            _opportunities(figures),
            _basis(figures),
        ),
        definitions=_definitions(figures),
    )


def tile(figure: Figure) -> Tile:
    """Return the figure as a big number."""
    return Tile(
        value=said(figure),
        label=figure.label,
        under=_beneath(figure),
        evidence=figure.evidence,
        unknown=figure.value is None,
    )


def _beneath(figure: Figure) -> str:
    """Return what a big number rests on; runs rest on themselves, and a likeness on pairs of them."""
    if figure.label == "Runs":
        return ""
    if figure.label == "Similarity" and figure.value is not None:
        return counted(figure.n * (figure.n - 1) // 2, "pair of runs", "pairs of runs")
    return rests_on(figure)


def cell(figure: Figure, *, under: bool = True, noted: bool = True) -> Cell:
    """Return the figure as a cell, with n beneath and its evidence unless the row says them already."""
    return Cell(
        text=said(figure),
        under=rests_on(figure) if under or figure.value is None else "",
        evidence=figure.evidence if noted else (),
        unknown=figure.value is None,
    )


def table(caption: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table; a column whose title ends in ``#`` holds numbers."""
    listed = tuple(rows)
    return Table(
        caption=caption,
        columns=tuple(Column(title=title.removesuffix("#"), number=title.endswith("#")) for title in columns),
        rows=listed[:MOST_ROWS],
        more=max(0, len(listed) - MOST_ROWS),
    )


def _first(figures: Figures) -> list[Figure]:
    """Return the first numbers: of those that are known, the ones that a reader asks for first."""
    runs = {figure.label: figure for figure in (*figures.spending.runs, *figures.basis.figures)}
    alike = [figure for figure in figures.variation.figures if figure.label == "Similarity" and figure.n > 2]  # noqa: PLR2004 - one pair is no average
    switches = figures.places.figures[1:2] if len(figures.places.apps) > 1 else ()
    listed = figures.spending.listed
    durations = listed if len(listed) == 1 else (runs["Median run"],)
    wanted = (runs["Runs"], *durations, *alike, *figures.carrying.figures[:1], *switches, _refusals(figures))
    return [figure for figure in (*wanted, runs["Recorded time"]) if figure.value is not None][:MOST_TILES]


def _refusals(figures: Figures) -> Figure:
    refused = [line for line in figures.rework if line.sort is Sort.REFUSED]
    return count(
        "Refused by the system",
        sum(line.times for line in refused),
        n=sum(line.times for line in figures.steps),
        evidence=tuple(ref for line in refused for ref in line.evidence),
    )


def _time(figures: Figures) -> Section:
    spending = figures.spending
    blocks: list[Block] = []
    if spending.whole is None:
        blocks.append(Paragraph(text="The source holds no times. Durations are unknown, not zero."))
        return Section(id="time", title="Where the time went", blocks=tuple(blocks))
    if spending.untimed:
        listed = ", ".join(spending.untimed)
        blocks.append(Paragraph(text=f"Without times, and so not in these numbers: {listed}."))
    whole = Bar(title="All recorded time", times=spending.whole, steps=sum(one.steps for one in spending.phases))
    phases = tuple(Bar(title=p.title, times=p.times, steps=p.steps, evidence=p.evidence) for p in spending.phases)
    n = len(spending.timed)
    caption = f"Recorded time by phase and kind, from {counted(n, 'recording')}"
    blocks.append(Bars(caption=f"{caption}. The parts add up to the whole; shown rounded.", bars=(whole, *phases)))
    shown = [*(spending.listed or spending.runs), *spending.pauses]
    blocks.append(Tiles(tiles=tuple(tile(figure) for figure in shown)))
    return Section(id="time", title="Where the time went", blocks=tuple(blocks))


def _steps(figures: Figures) -> Section:
    most = max((line.work.value or 0 for line in figures.steps), default=0)
    rows = (
        (
            Cell(text=line.title, under=" · ".join(part for part in (line.place, line.phase) if part)),
            Cell(text=str(line.times), under=f"in {line.runs} of {counted(line.of, 'run')}", evidence=line.evidence),
            Cell(
                text=said(line.work),
                under=rests_on(line.work),
                share=(line.work.value or 0) / most if most else None,
                unknown=line.work.value is None,
            ),
            _beside(line.work, cell(line.share, under=False)),
            _beside(line.work, cell(line.median, noted=False)),
            _beside(line.work, cell(line.wait, noted=False)),
        )
        for line in figures.steps
    )
    shown = table(
        "Every step over all times it was seen, most work first",
        ("Step", "Seen#", "Work in all#", "Share of work#", "Work, median#", "Wait before, median#"),
        rows,
    )
    picture = ProcessPicture(caption="The process as the SOP describes it")
    return Section(id="steps", title="Steps by work and by wait", blocks=(picture, shown))


def _beside(said: Figure, shown: Cell) -> Cell:
    """Return the cell without its reason for knowing nothing, where the row has given one already."""
    return replace(shown, under="") if said.value is None and shown.unknown else shown


def _places(figures: Figures) -> Section:
    places = figures.places
    apps = table(
        "Applications",
        ("Application", "Acts#", "Runs#", "Work in steps done there alone#"),
        (
            (Cell(text=line.name), Cell(text=f"{line.acts:,}"), Cell(text=f"{line.runs:,}"), cell(line.work))
            for line in places.apps
        ),
    )
    if len(places.apps) == 1:
        only = Paragraph(text=f"Everything was done in one application, {places.apps[0].name}.")
        return Section(id="applications", title="Applications and look-ups", blocks=(only, apps))
    blocks: list[Block] = [Tiles(tiles=tuple(tile(figure) for figure in places.figures)), apps]
    for caption, moves in (("Switches between applications", places.switches), ("Look-ups", places.lookups)):
        if moves:
            rows = (
                (
                    Cell(text=move.source),
                    Cell(text=move.target),
                    Cell(text=f"{move.times:,}", under=f"in {counted(move.runs, 'run')}", evidence=move.evidence),
                )
                for move in moves
            )
            blocks.append(table(caption, ("From", "To", "Times#"), rows))
    return Section(id="applications", title="Applications and look-ups", blocks=tuple(blocks))


def _carrying(figures: Figures) -> Section:
    carrying = figures.carrying
    if carrying.figures[0].value is None:
        text = f"Not known: {carrying.figures[0].unknown}."
        return Section(id="carried", title="Values carried by hand", blocks=(Paragraph(text=text),))
    blocks: list[Block] = [Tiles(tiles=tuple(tile(figure) for figure in carrying.figures))]
    if carrying.routes:
        rows = (
            (
                Cell(text=route.from_field, under=route.from_app),
                Cell(text=route.to_field, under=route.to_app),
                Cell(text=f"{route.times:,}", under=f"in {counted(route.runs, 'run')}", evidence=route.evidence),
                Cell(text=f"{route.equal:,}", under=f"of {route.times:,}"),
            )
            for route in carrying.routes
        )
        blocks.append(table("From field to field", ("From", "To", "Times#", "Seen to be equal#"), rows))
        blocks.append(
            Paragraph(
                text="What was carried is not known: a recording keeps no value. Not counted: values read and typed"
                " again where the recorder did not check equality."
            )
        )
    return Section(id="carried", title="Values carried by hand", blocks=tuple(blocks))


def _rework(figures: Figures) -> Section:
    if not figures.rework:
        text = "Nothing was refused, done again or taken back in what was recorded."
        return Section(id="rework", title="Rework and refusals", blocks=(Paragraph(text=text),))
    rows = (
        (
            Cell(text=line.what, under=line.place),
            Cell(text=str(line.sort).capitalize()),
            Cell(text=f"{line.times:,}", under=f"in {counted(line.runs, 'run')}", evidence=line.evidence),
            Cell(text="; ".join(f"{what} ({times}×)" for what, times in line.followed)),
            cell(line.cost),
        )
        for line in figures.rework
    )
    columns = ("Where", "What happened", "Times#", "What followed", "Time it cost#")
    return Section(
        id="rework",
        title="Rework and refusals",
        blocks=(table("What was refused, done again or taken back", columns, rows),),
    )


def _variation(figures: Figures) -> Section:
    variation = figures.variation
    blocks: list[Block] = [Tiles(tiles=tuple(tile(figure) for figure in (*variation.figures, variation.people)))]
    total = sum(variant.runs for variant in variation.variants)
    if total > 1:
        rows = (
            (
                Cell(text=f"{variant.runs} of {total}", share=variant.runs / total, evidence=variant.evidence),
                Cell(text=f"{len(variant.steps)}"),
                Cell(text=" → ".join(_folded(variant.steps))),
            )
            for variant in variation.variants
        )
        caption = (
            "Exact ways through the steps, most common first. Most common is not standard: that is for people to say."
        )
        blocks.append(table(caption, ("Runs", "Steps#", "The way"), rows))
    return Section(id="variants", title="How differently it goes", blocks=tuple(blocks))


def _folded(steps: Sequence[str]) -> list[str]:
    folded: list[list[str]] = []
    for step in steps:
        if folded and folded[-1][0] == step:
            folded[-1].append(step)
        else:
            folded.append([step])
    return [group[0] + (f" ({len(group)}×)" if len(group) > 1 else "") for group in folded]


def _leads(figures: Figures) -> Section:
    rows = ((Cell(text=figure.label, under=figure.definition), cell(figure)) for figure in figures.leads)
    shown = table("What recordings can and cannot say about leads", ("Measure", "Value#"), rows)
    return Section(id="leads", title="First touch and routing", blocks=(shown,))


def _opportunities(figures: Figures) -> Section:
    intro = Paragraph(
        text="Each step was judged by what was measured, not by what it is called. The score adds up six factors, whose"
        " weights are Sopwright's judgement, stated under Definitions. What holds a step back limits what may become of"
        " it, whatever its score."
    )
    return Section(
        id="opportunities",
        title="Candidates for automation and AI",
        blocks=(intro, *chances(figures.chances), *opportunities(figures.opportunities)),
    )


def _basis(figures: Figures) -> Section:
    basis = figures.basis
    sources = table(
        "Recordings",
        ("Name", "Recorded with", "Performer", "Day", "Pace", "Events#", "Runs#", "Length#"),
        (
            (
                Cell(text=source.name),
                Cell(text=source.recorder),
                Cell(text=source.performer or "not stated", unknown=not source.performer),
                Cell(text=source.started.isoformat() if source.started else "not recorded", unknown=not source.started),
                Cell(text=source.pace),
                Cell(text=f"{source.events:,}"),
                Cell(text=f"{source.runs:,}", under=f"{source.complete:,} complete"),
                Cell(
                    text="not recorded" if source.duration_ms is None else duration(source.duration_ms),
                    unknown=source.duration_ms is None,
                ),
            )
            for source in basis.sources
        ),
    )
    missing = [f"Not held by the source: {gap.what} ({', '.join(gap.recordings)})." for gap in basis.not_recorded]
    missing += [f"Left out on import: {gap.what} ({', '.join(gap.recordings)})." for gap in basis.dropped]
    missing += [f"In no step: {counted(gap.times, 'event')}, {gap.what}." for gap in basis.left_out]
    missing.append("Nothing outside the recorded applications: calls, paper, conversations, other windows.")
    blocks = (sources, Tiles(tiles=tuple(tile(figure) for figure in basis.coverage)), Bullets(items=tuple(missing)))
    return Section(id="basis", title="What this rests on, and what was not captured", blocks=blocks)


def _definitions(figures: Figures) -> tuple[tuple[str, str], ...]:
    shown = [
        *figures.basis.figures,
        *figures.spending.runs[:1],
        *figures.spending.pauses[:1],
        *figures.places.figures,
        *figures.carrying.figures[:1],
        *figures.variation.figures,
        figures.variation.people,
    ]
    fixed = (
        ("Work", "Time in which a person worked: the gap before an act, up to the performer's own threshold."),
        ("System", "The application was busy and the person waited for it."),
        ("Idle", "Nothing happened for longer than the performer's own threshold."),
        ("Away", "No recorded page was visible or focused."),
        ("Paused", "The recording was paused by the performer."),
        ("Quantiles", f"The value at a share p of the runs, {RULE}."),
        ("n", "The number of observations that a number rests on."),
    )
    own = {figure.label: figure.definition[0].upper() + figure.definition[1:] for figure in shown if figure.definition}
    return (*fixed, *own.items(), *TERMS)
