"""What does an SOP say, part by part, as one outline for every format?

In: an SOP. Out: its outline.

Law: a section with nothing to say and nothing to ask is left out; what is absent stands there as a question.
"""

from collections.abc import Sequence

from sopwright.evidence import Sentence
from sopwright.mining.graph import ProcessMap
from sopwright.mining.map import draw
from sopwright.sop.digest import digest
from sopwright.sop.document import Asset, Sop, Status
from sopwright.writing.render import map_text, outlining_basis, outlining_contract, outlining_procedure
from sopwright.writing.render.outline import (
    Block,
    Bullets,
    Cell,
    Column,
    Fact,
    Facts,
    Letter,
    Line,
    Outline,
    Paragraph,
    Picture,
    Section,
    Table,
    without_empty_columns,
)
from sopwright.writing.render.phrasing import (
    Footnotes,
    blank,
    cell,
    day,
    legible,
    marked_up,
    one_line,
    words,
)
from sopwright.writing.render.references import Places, places

_SHORT = 12
"""Digits of the digest in the head of every page."""
_MAP_SHARES = (3, 8, 4, 6, 6, 5, 2, 2)
"""Widths of the columns of the map in words."""


def outline(sop: Sop) -> Outline:
    """Return what the document says, in order."""
    where, notes = places(sop), Footnotes()
    fingerprint = digest(sop)
    sections = (
        _said("purpose", "Purpose", sop.purpose, notes),
        _scope(sop, notes),
        _said("trigger", "Trigger", sop.trigger, notes),
        _named("definitions", "Definitions", [(each.term, each.meaning) for each in sop.definitions], notes),
        _named("roles", "Roles", [(each.name, each.does) for each in sop.roles], notes),
        _named("systems", "Systems", [(each.name, each.used_for) for each in sop.systems], notes),
        _listed("prerequisites", "Prerequisites", sop.prerequisites, notes),
        outlining_contract.time_limits(sop, where),
        outlining_contract.criteria(sop.criteria),
        outlining_contract.disqualification(sop),
        outlining_contract.routing(sop),
        outlining_procedure.procedure(sop, where, notes),
        outlining_procedure.decisions(sop, where, notes),
        outlining_procedure.exceptions(sop, where, notes),
        outlining_contract.handoffs(sop, where, notes),
        outlining_contract.cadences(sop, where),
        _listed("completion", "Done when", sop.completion, notes),
        _map(sop),
        _records(sop, notes),
        _metrics(sop),
        _assets(sop, where),
        _listed("improvement", "Improvement", sop.improvement, notes),
        outlining_basis.time(sop.basis),
        outlining_basis.not_captured(sop, notes),
        outlining_basis.questions(sop, where, notes),
        outlining_basis.accepted(sop, where),
        outlining_basis.evidence(notes),
        outlining_basis.basis(sop, fingerprint),
    )
    short = fingerprint.rpartition(":")[2][:_SHORT]
    return Outline(
        kind="Standard operating procedure",
        title=one_line(sop.title),
        standing=f"Version {sop.version} · {sop.status} · {short}",
        front=_front(sop, short),
        sections=tuple(section for section in sections if section.blocks or section.parts),
    )


def _front(sop: Sop, short: str) -> tuple[Block, ...]:
    unset = blank("Not stated")
    if sop.review is None:
        review = unset
    else:
        every = f"Every {sop.review.every.unit if sop.review.every.amount == 1 else sop.review.every}"
        review = words(f"{every}, next on {day(sop.review.next)}" if sop.review.next else every)
    facts: tuple[tuple[str, Line], ...] = (
        ("Version", words(f"{sop.version}, {sop.status}")),
        ("Owner", words(sop.owner) or unset),
        ("Effective", words(f"From {day(sop.effective)}") if sop.effective else unset),
        ("Review", review),
        ("Digest", words(short, code=True)),
        ("Basis", words(outlining_basis.written_from(sop.basis))),
    )
    table = Table(
        title="Sign-off",
        columns=(
            Column(title="Sign-off", share=4),
            Column(title="Name", share=4),
            Column(title="Signature", share=4),
            Column(title="Date", share=2),
        ),
        rows=tuple((cell(words(role)), (), (), ()) for role in sop.sign_off),
        to_fill_in=True,
    )
    return (
        Facts(rows=tuple(Fact(label=words(label), lines=(line,)) for label, line in facts)),
        *((table,) if table.rows and sop.status is not Status.ARCHIVED else ()),
    )


def _said(name: str, title: str, sentence: Sentence | None, notes: Footnotes) -> Section:
    blocks = (Paragraph(line=notes.statement(sentence)),) if sentence is not None else ()
    return Section(anchor=name, title=words(title), blocks=blocks)


def _listed(name: str, title: str, sentences: Sequence[Sentence], notes: Footnotes) -> Section:
    items = tuple(notes.statement(sentence) for sentence in sentences)
    return Section(anchor=name, title=words(title), blocks=(Bullets(items=items),) if items else ())


def _named(name: str, title: str, pairs: Sequence[tuple[str, Sentence]], notes: Footnotes) -> Section:
    rows = tuple(Fact(label=words(label), lines=cell(notes.statement(sentence))) for label, sentence in pairs)
    return Section(anchor=name, title=words(title), blocks=(Facts(rows=rows),) if rows else ())


def _scope(sop: Sop, notes: Footnotes) -> Section:
    rows = tuple(
        Fact(label=words(label), lines=lines)
        for label, lines in (("Covers", _all(sop.scope.in_, notes)), ("Does not cover", _all(sop.scope.out, notes)))
        if lines
    )
    return Section(anchor="scope", title=words("Scope"), blocks=(Facts(rows=rows),) if rows else ())


def _all(sentences: Sequence[Sentence], notes: Footnotes) -> Cell:
    return cell(*(notes.statement(sentence) for sentence in sentences))


def _map(sop: Sop) -> Section:
    chart = draw(sop)
    picture = Picture(process_map=chart, alternative=one_line(map_text.describe(chart)), in_words=_map_in_words(chart))
    return Section(
        anchor="process-map", title=words("Process map"), blocks=(picture,) if sop.steps else (), landscape=True
    )


def _map_in_words(chart: ProcessMap) -> Table:
    table = Table(
        title="Process map in words",
        columns=tuple(
            Column(title=title, share=share) for title, share in zip(map_text.HEADINGS, _MAP_SHARES, strict=True)
        ),
        rows=tuple(tuple(cell(words(text)) for text in row.cells) for row in map_text.table(chart)),
    )
    return without_empty_columns(table)


def _records(sop: Sop, notes: Footnotes) -> Section:
    table = Table(
        title="Records",
        columns=(
            Column(title="Record", share=3),
            Column(title="Holds", share=6),
            Column(title="Kept in", share=3),
            Column(title="Kept for", share=2),
        ),
        rows=tuple(
            (
                cell(words(record.name)),
                cell(notes.statement(record.holds)),
                cell(words(record.system)),
                cell(words(str(record.keep)) if record.keep else blank("not stated")),
            )
            for record in sop.records
        ),
    )
    return Section(anchor="records", title=words("Records"), blocks=(table,) if table.rows else ())


def _metrics(sop: Sop) -> Section:
    table = Table(
        title="Metrics",
        columns=(
            Column(title="Metric", share=3),
            Column(title="How it is computed", share=6),
            Column(title="Target", share=3),
        ),
        rows=tuple(
            (
                cell(words(metric.name)),
                cell(marked_up(metric.definition)),
                cell(marked_up(metric.target) or blank("none set")),
            )
            for metric in sop.metrics
        ),
    )
    return Section(anchor="metrics", title=words("Metrics"), blocks=(table,) if table.rows else ())


def _assets(sop: Sop, where: Places) -> Section:
    return Section(
        anchor="assets",
        title=words("Assets"),
        parts=tuple(_asset(asset, where.assets[asset.id].anchor) for asset in sop.assets),
    )


def _asset(asset: Asset, name: str) -> Section:
    facts = tuple(
        Fact(label=words(label), lines=cell(line))
        for label, line in (
            ("Kind", words(asset.kind)),
            ("Stage", words(asset.stage)),
            ("Subject", words(asset.subject)),
        )
        if line
    )
    body = tuple(words(line) for line in legible(asset.body).strip("\n").split("\n")) if asset.body.strip() else ()
    return Section(
        anchor=name,
        title=words(asset.title),
        blocks=(*((Facts(rows=facts),) if facts else ()), *((Letter(lines=body),) if body else ())),
    )
