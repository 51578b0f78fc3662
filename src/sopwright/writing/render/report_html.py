"""What does the report look like? One HTML file that needs nothing else: no network, no script, no picture file.

In: the works and the SOP. Out: HTML text.

Law: every text of a recording is escaped; nothing is loaded from anywhere; each number leads to its evidence; what a
bar shows is also said in words; the same input gives the same page.
"""

from collections.abc import Sequence
from dataclasses import fields
from html import escape
from importlib.resources import files

from sopwright.evidence import EventRef
from sopwright.mining.figures import figures_of
from sopwright.mining.map import draw
from sopwright.recording.work import Times, Work
from sopwright.sop.document import Sop
from sopwright.writing.amounts import counted, duration
from sopwright.writing.render.report_notes import Notes, in_groups
from sopwright.writing.render.style import TOKENS
from sopwright.writing.render.svg import svg
from sopwright.writing.report import report_of
from sopwright.writing.reporting import (
    Bar,
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    FactorLine,
    Paragraph,
    ProcessPicture,
    Report,
    Section,
    Table,
    Tile,
    Tiles,
)

BUCKETS = tuple(field.name for field in fields(Times))
KIND = "workflow intelligence report"
KEY = "n is the number of observations that a number rests on; a small raised number leads to the recorded events."
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def report_html(works: Sequence[Work], sop: Sop) -> str:
    """Return the workflow intelligence report as one HTML file.

    Args:
        works: The recordings' works; the first is ``rec1``.
        sop: The SOP written from them.
    """
    report = report_of(figures_of(works, sop), sop)
    picture = svg(draw(sop), links=False) if sop.all_steps else ""
    return _Page(works=works, picture=picture).page(report)


def page_of(report: Report, kind: str, *, picture: str = "", key: str = "") -> str:
    """Return a report that rests on no recording as one HTML file.

    Args:
        report: What it says; its evidence is in its words.
        kind: What sort of report it is, such as ``conformance``.
        picture: The drawing at the place of a ``ProcessPicture``, as SVG.
        key: How to read its numbers, in one sentence.
    """
    return _Page(works=(), picture=picture, kind=kind, key=key).page(report)


class _Page:
    """Writes one page and gives the notes their numbers on the way."""

    def __init__(self, *, works: Sequence[Work], picture: str, kind: str = KIND, key: str = KEY) -> None:
        self._works = works
        self._kind = kind
        self._key = key
        self._picture = picture
        self._notes = Notes()

    def page(self, report: Report) -> str:
        verdict = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in report.verdict)
        warnings = "\n".join(f'<p class="warn">{escape(warning)}</p>' for warning in report.warnings)
        contents = "\n".join(f'<li><a href="#{one.id}">{escape(one.title)}</a></li>' for one in report.sections)
        tiles = self._tiles(report.tiles)
        sections = "\n".join(self._section(section) for section in report.sections)
        title = escape(report.title)
        style = TOKENS + (files(__package__) / "report.css").read_text("utf-8")
        return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}: {escape(self._kind)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="kind">{escape(report.subtitle)}</p>
</header>
<main>
<section aria-label="Verdict">
<div class="verdict">
{verdict}
</div>
{warnings}
{tiles}
<p class="key">{escape(self._key)}</p>
</section>
<nav aria-label="Contents">
<ol>
{contents}
</ol>
</nav>
{sections}
{self._definitions(report.definitions)}
{self._evidence()}
</main>
</body>
</html>
"""

    def _section(self, section: Section) -> str:
        blocks = "\n".join(self._block(block) for block in section.blocks)
        heading = f"<h2>{escape(section.title)}</h2>"
        return f'<section id="{section.id}">\n{heading}\n{blocks}\n</section>'

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one line for each sort of block
        match block:
            case Tiles():
                return self._tiles(block)
            case Table():
                return self._table(block)
            case Bars():
                return self._bars(block)
            case Paragraph():
                return f"<p{_class('warn' if block.loud else '')}>{escape(block.text)}</p>"
            case Bullets():
                return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in block.items) + "\n</ul>"
            case Card():
                return self._card(block)
            case ProcessPicture():
                return self._process(block)

    def _note(self, evidence: tuple[EventRef, ...]) -> str:
        number = self._notes.number(evidence)
        if not number:
            return ""
        return f'<a class="note" href="#note-{number}" aria-label="Evidence, note {number}">{number}</a>'

    def _tiles(self, tiles: Tiles) -> str:
        return '<dl class="tiles">\n' + "\n".join(self._tile(tile) for tile in tiles.tiles) + "\n</dl>"

    def _tile(self, tile: Tile) -> str:
        kind = "big unknown" if tile.unknown else "big"
        return (
            f"<div><dt>{escape(tile.label)}</dt>"
            f'<dd class="{kind}">{escape(tile.value)}{self._note(tile.evidence)}</dd>'
            f'<dd class="under">{escape(tile.under)}</dd></div>'
        )

    def _table(self, table: Table) -> str:
        head = "".join(
            f'<th scope="col"{_class("number" if column.number else "")}>{escape(column.title)}</th>'
            for column in table.columns
        )
        rows = "\n".join(
            "<tr>" + "".join(self._cell(cell, table, place) for place, cell in enumerate(row)) + "</tr>"
            for row in table.rows
        )
        more = f'\n<p class="more">{counted(table.more, "more row")} in the JSON form.</p>' if table.more else ""
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(table.caption)}">\n'
            f"<table>\n<caption>{escape(table.caption)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>{more}\n</div>"
        )

    def _cell(self, cell: Cell, table: Table, place: int) -> str:
        names = ("number" if table.columns[place].number else "", "unknown" if cell.unknown else "")
        text = f"<strong>{escape(cell.text)}</strong>" if cell.strong else escape(cell.text)
        under = f'<span class="under">{escape(cell.under)}</span>' if cell.under else ""
        body = f"{text}{self._note(cell.evidence)}{_meter(cell.share)}{under}"
        name = _class(" ".join(part for part in names if part))
        if place == 0:
            return f'<th scope="row"{name}>{body}</th>'
        return f'<td{name} data-label="{escape(table.columns[place].title)}"><div>{body}</div></td>'

    def _bars(self, bars: Bars) -> str:
        longest = max((bar.times.total for bar in bars.bars), default=0)
        used = [name for name in BUCKETS if any(getattr(bar.times, name) for bar in bars.bars)]
        swatch = (
            '<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="{0}" width="10" height="10" rx="2"/></svg>{0}'
        )
        legend = "".join(f"<li>{swatch.format(name)}</li>" for name in used)
        drawn = "\n".join(self._bar(bar, longest, whole=place == 0) for place, bar in enumerate(bars.bars))
        return (
            f'<figure class="bars">\n<figcaption>{escape(bars.caption)}</figcaption>\n'
            f'<ul class="legend">{legend}</ul>\n{drawn}\n</figure>'
        )

    def _bar(self, bar: Bar, longest: int, *, whole: bool) -> str:
        said = ", ".join(f"{name} {duration(getattr(bar.times, name))}" for name in BUCKETS if getattr(bar.times, name))
        steps = f" · {counted(bar.steps, 'step')} seen" if bar.steps else ""
        rects, left = [], 0.0
        for name in BUCKETS:
            width = 1000 * getattr(bar.times, name) / longest if longest else 0.0
            if width:
                rects.append(f'<rect class="{name}" x="{left:.2f}" width="{width:.2f}" height="10"/>')
            left += width
        label = escape(f"{bar.title}: {said or 'no time'}")
        return (
            f'<div class="bar{" whole" if whole else ""}"><b>{escape(bar.title)}</b>{self._note(bar.evidence)}'
            f'<span class="under">{duration(bar.times.total)}: {said or "no time"}{steps}</span>'
            f'<svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
            f"{''.join(rects)}</svg></div>"
        )

    def _card(self, card: Card) -> str:
        why = "".join(f"<li>{escape(reason)}</li>" for reason in card.why)
        changed = "".join(f"<li>{escape(what)}</li>" for what in card.changed_by)
        change = f"<h4>What would change this</h4><ul>{changed}</ul>" if changed else ""
        return (
            f'<article class="card">\n<header><div><h3>{escape(card.title)}{self._note(card.evidence)}</h3>'
            f'<span class="class">{escape(card.verdict)}</span></div>'
            f'<div class="score">{escape(card.score)}<span class="under">{escape(card.reach)}</span></div></header>\n'
            f"<p>{escape(card.facts)}</p>\n<ul>{why}</ul>\n{change}\n"
            f"<details>\n<summary>How the score of {escape(card.score)} comes about</summary>\n"
            f'<dl class="factors">{"".join(_factor(factor) for factor in card.factors)}</dl>\n</details>\n</article>'
        )

    def _process(self, block: ProcessPicture) -> str:
        if not self._picture:
            return ""
        caption = f"<figcaption>{escape(block.caption)}</figcaption>"
        return f'<figure class="map" tabindex="0">\n{caption}\n{self._picture}\n</figure>'

    def _definitions(self, definitions: Sequence[tuple[str, str]]) -> str:
        listed = "\n".join(f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in definitions)
        return (
            f'<section id="definitions">\n<h2>Definitions</h2>\n<dl class="definitions">\n{listed}\n</dl>\n</section>'
        )

    def _evidence(self) -> str:
        rows = list(self._notes.rows(self._works))
        known = {row.ref for row in rows}
        notes = "\n".join(
            f'<li id="note-{number}" value="{number}">{", ".join(_linked(group, known) for group in in_groups(events))}'
            f"{' ' if more else ''}{more}</li>"
            for number, events, more in self._notes.listed()
        )
        if not notes:
            return ""
        listed = "\n".join(
            f'<tr id="{_anchor(row.ref)}"><th scope="row">{row.ref}</th>'
            f'<td class="number" data-label="At">{row.at}</td><td data-label="What">{escape(row.what)}</td>'
            f'<td data-label="Where">{escape(row.where)}</td><td data-label="Control">{escape(row.control)}</td></tr>'
            for row in rows
        )
        return (
            '<section id="evidence" class="evidence">\n<h2>Evidence</h2>\n'
            f"<p>Each note names recorded events: the recording, then the event's number in it.</p>\n"
            f"<ol>\n{notes}\n</ol>\n"
            f'<details class="listing">\n<summary>{counted(len(rows), "event")} named by these notes</summary>\n'
            '<div class="scroll" tabindex="0" role="group" aria-label="Events">\n<table>\n'
            "<caption>Events: when, what, where; no value, title or address is kept in a recording</caption>\n"
            '<thead><tr><th scope="col">Event</th><th scope="col" class="number">At</th><th scope="col">What</th>'
            '<th scope="col">Where</th><th scope="col">Control</th></tr></thead>\n'
            f"<tbody>\n{listed}\n</tbody>\n</table>\n</div>\n</details>\n</section>"
        )


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _meter(share: float | None) -> str:
    """Return a bar that repeats what the text beside it says."""
    if share is None:
        return ""
    return f'<span class="meter" aria-hidden="true"><i style="width:{100 * share:.1f}%"></i></span>'


def _factor(factor: FactorLine) -> str:
    return (
        f"<div><dt><span>{escape(factor.title)}</span><span>{escape(factor.points)}</span></dt>"
        f"<dd>{_meter(factor.share)}{escape(factor.detail)}</dd></div>"
    )


def _anchor(ref: EventRef) -> str:
    return f"{ref.recording}-{ref.number}"


def _linked(group: tuple[EventRef, str], known: set[EventRef]) -> str:
    first, text = group
    return f'<a href="#{_anchor(first)}">{text}</a>' if first in known else text
