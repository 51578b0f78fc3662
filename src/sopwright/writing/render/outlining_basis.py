"""What does the document rest on: where the time went, what was not seen, what nobody answered, which events?

In: the basis, questions and notes of an SOP. Out: sections of the outline.

Law: the parts of the time add up to the whole as printed; unknown is said.
"""

from sopwright.sop.document import Basis, Sop, Source, TimeSplit
from sopwright.writing.amounts import counted, duration, in_parts
from sopwright.writing.render.outline import Bar, Block, Bullets, Column, Fact, Facts, Paragraph, Part, Section, Table
from sopwright.writing.render.phrasing import (
    Footnotes,
    blank,
    cell,
    day,
    glue,
    words,
)
from sopwright.writing.render.references import Places


def written_from(basis: Basis | None) -> str:
    """Return what the document was written from, in one sentence.

    Examples:
        >>> written_from(None)
        'Not written from recordings.'
    """
    if basis is None or not basis.sources:
        return "Not written from recordings."
    parts = [counted(len(basis.sources), "recording")]
    if basis.performers:
        parts.append(counted(basis.performers, "performer"))
    if basis.runs:
        parts.append(counted(basis.runs, "run"))
    parts.append(counted(sum(source.events for source in basis.sources), "event"))
    lengths = [source.duration_ms for source in basis.sources]
    known = [length for length in lengths if length is not None]
    if basis.time is not None:
        parts.append(duration(basis.time.total_ms))
    elif known and len(known) == len(lengths):
        parts.append(duration(sum(known)))
    else:
        parts.append("times not recorded")
    return f"Written from {', '.join(parts)}."


def time(basis: Basis | None) -> Section:
    """Return where the time of all runs went."""
    blocks: tuple[Block, ...] = ()
    if basis is not None and basis.time is not None and basis.time.total_ms:
        bar = _bar(basis.time)
        blocks = (Paragraph(line=words(f"{bar.whole} in all.")), bar, *_pace(basis.sources))
    return Section(anchor="time", title=words("Time"), blocks=blocks)


def _bar(split: TimeSplit) -> Bar:
    named = (
        ("Work", split.work_ms),
        ("Waiting for the system", split.system_ms),
        ("Idle", split.idle_ms),
        ("Elsewhere", split.away_ms),
        ("Paused", split.paused_ms),
    )
    whole, parts = in_parts([amount for _, amount in named])
    return Bar(
        parts=tuple(
            Part(name=name, amount=said, share=amount / split.total_ms)
            for (name, amount), said in zip(named, parts, strict=True)
            if amount
        ),
        whole=whole,
    )


def _pace(sources: tuple[Source, ...]) -> tuple[Paragraph, ...]:
    scripted = [source.name for source in sources if source.pace == "script"]
    unknown = [source.name for source in sources if source.pace == "unknown"]
    said = []
    if scripted:
        which = "Performed" if len(scripted) == len(sources) else f"{', '.join(scripted)} performed"
        said.append(f"{which} by a script: think times are not a person's.")
    if unknown:
        which = "" if len(unknown) == len(sources) else f" in {', '.join(unknown)}"
        said.append(f"Whether a person or a script worked{which} is not known.")
    return tuple(Paragraph(line=words(sentence), aside=True) for sentence in said)


def not_captured(sop: Sop, notes: Footnotes) -> Section:
    """Return what the recordings could not show."""
    items = tuple(notes.statement(sentence) for sentence in sop.not_captured)
    return Section(anchor="not-captured", title=words("Not captured"), blocks=(Bullets(items=items),) if items else ())


def questions(sop: Sop, places: Places, notes: Footnotes) -> Section:
    """Return what nobody has answered yet."""
    table = Table(
        title="Open questions",
        columns=(Column(title="Question", share=7), Column(title="About", share=3), Column(title="Rule", share=2)),
        rows=tuple(
            (
                cell(notes.asked(question.ask, question.evidence)),
                cell(places.about(question.about)),
                cell(words(question.rule, code=True)),
            )
            for question in sop.questions
        ),
    )
    return Section(anchor="open-questions", title=words("Open questions"), blocks=(table,) if table.rows else ())


def accepted(sop: Sop, places: Places) -> Section:
    """Return the findings that people decided to live with."""
    table = Table(
        title="Accepted findings",
        columns=(Column(title="Because", share=7), Column(title="About", share=3), Column(title="Rule", share=2)),
        rows=tuple(
            (
                cell(words(finding.because)),
                cell(places.about(finding.at) if finding.at else words("the whole document")),
                cell(words(finding.rule, code=True)),
            )
            for finding in sop.lint
        ),
    )
    return Section(anchor="accepted-findings", title=words("Accepted findings"), blocks=(table,) if table.rows else ())


def evidence(notes: Footnotes) -> Section:
    """Return the events behind the numbered statements."""
    found = notes.notes()
    explained = words(
        "A raised number leads from a statement to the recorded events behind it; "
        "rec1#3 is the third event of the recording rec1."
    )
    blocks: tuple[Block, ...] = (Paragraph(line=explained, aside=True), found) if found.items else ()
    return Section(anchor="evidence", title=words("Evidence"), blocks=blocks)


def basis(sop: Sop, fingerprint: str) -> Section:
    """Return the recordings and the fingerprint of the document."""
    sources = sop.basis.sources if sop.basis is not None else ()
    table = Table(
        title="Recordings",
        columns=(
            Column(title="Name", share=2),
            Column(title="Recorder", share=4),
            Column(title="Events", share=2, numeric=True),
            Column(title="Runs", share=2, numeric=True),
            Column(title="Performer", share=3),
            Column(title="Length", share=3, numeric=True),
            Column(title="Pace", share=2),
            Column(title="Day", share=4),
        ),
        rows=tuple(
            (
                cell(words(source.name, code=True)),
                cell(words(source.recorder)),
                cell(words(f"{source.events:,}")),
                cell(words(f"{source.runs:,}")),
                cell(words(source.performer) or blank("not known")),
                cell(blank("not recorded") if source.duration_ms is None else words(duration(source.duration_ms))),
                cell(words(source.pace)),
                cell(words(day(source.started)) if source.started else blank("not recorded")),
            )
            for source in sources
        ),
    )
    facts = Facts(
        rows=(
            Fact(label=words("Document"), lines=cell((*words(sop.id, code=True), *glue(f", version {sop.version}")))),
            *(
                Fact(label=words(f"Recording {source.name}"), lines=cell(words(source.recording, code=True)))
                for source in sources
            ),
            Fact(label=words("Digest"), lines=cell(words(fingerprint, code=True))),
        )
    )
    return Section(
        anchor="basis",
        title=words("Basis"),
        blocks=(Paragraph(line=words(written_from(sop.basis))), *((table,) if table.rows else ()), facts),
    )
