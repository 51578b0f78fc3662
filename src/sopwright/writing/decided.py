"""What does the report say of what decides? A table of the mined conditions, or nothing.

In: the SOP. Out: a section with each condition, where it leads, how often it held, and the runs that did not go by it.

Law: only what the SOP says is repeated; where nothing was found to decide, there is no section.
"""

from collections.abc import Iterator

from sopwright.evidence import Origin, Sentence
from sopwright.mining.labels import plain
from sopwright.sop.document import Sop, Step
from sopwright.sop.numbering import numbered
from sopwright.writing.deciding import FOUND, SUCH
from sopwright.writing.reporting import Cell, Column, Paragraph, Section, Table

_SAYS = (
    "What was known before, such as chosen options, equal values and messages, was compared with the way that each run "
    "took. Chance alone would put a condition here in fewer than one of 200 reports. A condition says what went "
    "together, not why."
)


def decided(sop: Sop) -> tuple[Section, ...]:
    """Return the section, where there is something to say."""
    rows = (*_of_decisions(sop), *_of_steps(sop))
    if not rows:
        return ()
    columns = tuple(Column(title=title, number=title == "Taken") for title in ("Where", "When", "Then", "Taken"))
    table = Table(caption="Conditions and how they held", columns=columns, rows=tuple(rows))
    return (Section(id="decides", title="What decides", blocks=(Paragraph(text=_SAYS), table)),)


def _of_decisions(sop: Sop) -> Iterator[tuple[Cell, ...]]:
    titles = {step.id: plain(step.do.text) for step in sop.all_steps}
    titles |= {path.id: path.title for path in sop.exceptions}
    for decision in sop.decisions:
        known = [option for option in decision.options if option.when.known and option.when.origin is Origin.DERIVED]
        held = next((step.remarks for step in sop.all_steps if decision.id == f"whether-{step.id}"), ())
        under = next((plain(remark.text) for remark in held if FOUND in remark.text), "")
        for place, option in enumerate(known):
            seen = option.seen
            yield (
                Cell(text=plain(decision.question.text), under=under, evidence=decision.question.evidence)
                if not place
                else Cell(text=""),
                Cell(text=plain(option.when.text), evidence=option.when.evidence),
                Cell(text=titles.get(option.go, option.go)),
                Cell(text=f"{seen.runs:,}" if seen else "", under=f"of {seen.of:,} runs" if seen else ""),
            )


def _of_steps(sop: Sop) -> Iterator[tuple[Cell, ...]]:
    decided_on = {decision.id for decision in sop.decisions}
    for number, step in numbered(sop):
        seen = step.observed
        if step.only_if and f"whether-{step.id}" not in decided_on:
            note = next((remark for remark in step.remarks if FOUND in remark.text), None)
            yield (
                Cell(
                    text=f"Step {number}",
                    under=plain(note.text) if note else "",
                    evidence=note.evidence if note else (),
                ),
                Cell(text=plain(step.only_if)),
                Cell(text=plain(step.do.text)),
                Cell(text=f"{seen.runs:,}" if seen else "", under=f"of {seen.of:,} runs" if seen else ""),
            )
        for remark, held in _conditions(step):
            yield (
                Cell(text=f"In step {number}", under=plain(held.text) if held else "", evidence=remark.evidence),
                Cell(text=plain(remark.text)),
                Cell(text=plain(step.do.text)),
                Cell(text=""),
            )


def _conditions(step: Step) -> Iterator[tuple[Sentence, Sentence | None]]:
    """Return the remarks that state a mined condition, each with how it held."""
    for place, remark in enumerate(step.remarks):
        if remark.origin is Origin.DERIVED and SUCH in remark.text:
            following = step.remarks[place + 1] if place + 1 < len(step.remarks) else None
            yield remark, following if following is not None and FOUND in following.text else None
