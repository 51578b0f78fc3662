"""What does the SOP look like as a page? One self-contained HTML file, for screens large and small and for paper.

In: an SOP. Out: HTML text.

Law: the page asks nobody for anything: no request, no script, and a policy in it that forbids both; every text is
escaped, so a sentence can show markup but never be markup.
"""

from html import escape
from importlib.resources import files

from sopwright.evidence import Origin
from sopwright.sop.document import Sop
from sopwright.writing.render.outline import (
    Bar,
    Block,
    Bullets,
    Cell,
    Facts,
    Item,
    Items,
    Letter,
    Line,
    Note,
    Notes,
    Outline,
    Paragraph,
    Phrase,
    Picture,
    Run,
    Section,
    Table,
    text_of,
)
from sopwright.writing.render.outlining import outline
from sopwright.writing.render.style import TOKENS
from sopwright.writing.render.svg import svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_COLUMN = 880
"""About how many pixels a band of the map may be long, so that it fits the column of the page."""
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page">
<header class="front">
<p class="kind">{kind}</p>
<h1 dir="auto">{title}</h1>
{front}
</header>
<nav class="contents" aria-label="Contents">
<details>
<summary>Contents</summary>
{contents}
</details>
</nav>
<main id="content" tabindex="-1">
{sections}
</main>
</div>
</body>
</html>
"""


def html(sop: Sop) -> str:
    """Return the SOP as one HTML page that needs nothing else."""
    document = outline(sop)
    where = {note.number: text_of(note.line) for note in _notes(document)}
    writer = _Writer(where)
    return _PAGE.format(
        policy=_POLICY,
        style=TOKENS + (files(__package__) / "sop.css").read_text("utf-8") + _running_head(document),
        kind=escape(document.kind),
        title=escape(document.title),
        front="\n".join(map(writer.block, document.front)),
        contents=_contents(document.sections),
        sections="\n".join(writer.section(section, 2) for section in document.sections),
    )


def _notes(document: Outline) -> tuple[Note, ...]:
    return tuple(
        note
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Notes)
        for note in block.items
    )


def _running_head(document: Outline) -> str:
    """Return the page head of the print, with the title as a CSS string that cannot end early."""
    boxes = (("top-left", document.title), ("top-right", document.standing))
    rules = "".join(f"@{place} {{ content: {_css_string(text)}; }}" for place, text in boxes)
    return f"@page {{ {rules} }}\n"


def _css_string(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def _contents(sections: tuple[Section, ...]) -> str:
    entries = "\n".join(
        f'<li><a href="#{escape(section.anchor)}">{escape(text_of(section.title))}</a>'
        + (_contents(section.parts) if section.anchor in ("procedure", "exceptions") and section.parts else "")
        + "</li>"
        for section in sections
    )
    return f"<ol>\n{entries}\n</ol>"


class _Writer:
    """Writes blocks as HTML, with the evidence of each note at hand."""

    def __init__(self, where: dict[int, str]) -> None:
        self._where = where

    def section(self, section: Section, level: int) -> str:
        """Return a section and its parts."""
        name = escape(section.anchor)
        inside = [
            *map(self.block, section.blocks),
            *(self.section(part, level + 1) for part in section.parts),
        ]
        heading = f'<h{level} id="{name}-title">{self.line(section.title)}</h{level}>'
        return "\n".join((f'<section id="{name}" aria-labelledby="{name}-title">', heading, *inside, "</section>"))

    def block(self, block: Block) -> str:  # noqa: PLR0911 - one arm for each kind of block
        """Return a block."""
        match block:
            case Paragraph(line=line, aside=aside):
                return f'<p class="aside">{self.line(line)}</p>' if aside else f"<p>{self.line(line)}</p>"
            case Bullets(items=items):
                return _list("ul", "bullets", [f"<li>{self.line(item)}</li>" for item in items])
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Items(items=items):
                return _list("ol", "steps", [self._item(item) for item in items])
            case Bar():
                return _bar(block)
            case Picture():
                return self._picture(block)
            case Letter(lines=lines):
                inside = "\n".join(f"<p>{self.line(line) or '<br>'}</p>" for line in lines)
                return f'<blockquote class="letter">\n{inside}\n</blockquote>'
            case Notes(items=notes):
                return _list("ol", "notes", [_note(note) for note in notes])

    def line(self, line: Line) -> str:
        """Return phrases behind one another."""
        return "".join(map(self._phrase, line))

    def _phrase(self, phrase: Phrase) -> str:
        inside = "".join(map(_run, phrase.runs))
        if phrase.origin is not None:
            inside = f'<span class="said {phrase.origin}" dir="auto">{inside}</span>'
        if phrase.note:
            verb = "Derived from" if phrase.origin is Origin.DERIVED else "Observed in"
            tip = escape(f"{verb} {self._where[phrase.note].removesuffix(', derived')}")
            inside += (
                f'<sup><a class="mark" href="#note-{phrase.note}" aria-label="Evidence {phrase.note}" '
                f'data-tip="{tip}">{phrase.note}</a></sup>'
            )
        return inside

    def _facts(self, facts: Facts) -> str:
        rows = "\n".join(
            f"<div><dt>{self.line(fact.label)}</dt>"
            + "".join(f"<dd>{self.line(line)}</dd>" for line in fact.lines)
            + "</div>"
            for fact in facts.rows
        )
        return f'<dl class="facts">\n{rows}\n</dl>'

    def _table(self, table: Table) -> str:
        whole = sum(column.share for column in table.columns)
        widths = "".join(f'<col style="width:{100 * column.share / whole:.1f}%">' for column in table.columns)
        head = "".join(
            f'<th scope="col"{_numeric(column.numeric)}>{escape(column.title)}</th>' for column in table.columns
        )
        rows = "\n".join(f"<tr>{self._row(table, row)}</tr>" for row in table.rows)
        kind = "to-fill-in" if table.to_fill_in else "rows"
        return (
            f'<table class="{kind}" aria-label="{escape(table.title)}">\n<colgroup>{widths}</colgroup>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def _row(self, table: Table, row: tuple[Cell, ...]) -> str:
        cells = []
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            name, scope = ("td", "") if index else ("th", ' scope="row"')
            label = f' data-label="{escape(column.title)}"'
            cells.append(f"<{name}{scope}{_numeric(column.numeric)}{label}>{self._cell(cell)}</{name}>")
        return "".join(cells)

    def _cell(self, cell: Cell) -> str:
        if len(cell) == 1:
            return f"<div>{self.line(cell[0])}</div>"
        return "".join(f"<div>{self.line(line)}</div>" for line in cell)

    def _item(self, item: Item) -> str:
        name = escape(item.anchor)
        chips = "".join(f"<li>{self.line(chip)}</li>" for chip in item.chips)
        details = "\n".join(
            f'<li class="{detail.label.lower().replace(" ", "-") or "plain"}">'
            + (f'<span class="label">{escape(detail.label)}</span> ' if detail.label else "")
            + f"{self.line(detail.line)}</li>"
            for detail in item.details
        )
        return "\n".join(
            part
            for part in (
                f'<li id="{name}"><a class="number" href="#{name}">{escape(item.number)}</a>',
                f'<div class="step"><p class="do">{self.line(item.line)}</p>',
                f'<ul class="chips">{chips}</ul>' if chips else "",
                f'<ul class="details">\n{details}\n</ul>' if details else "",
                "</div></li>",
            )
            if part
        )

    def _picture(self, picture: Picture) -> str:
        drawings = "\n".join(
            f'<div class="map {kind}" role="region" tabindex="0" aria-label="Drawing of the process">\n{drawing}</div>'
            for kind, drawing in (
                ("wide", svg(picture.process_map, longest=_COLUMN)),
                ("narrow", svg(picture.process_map, orientation="vertical")),
            )
        )
        words = f"<details>\n<summary>The map in words</summary>\n{self._table(picture.in_words)}\n</details>"
        return f"{drawings}\n{words}"


def _run(run: Run) -> str:
    inside = escape(run.text)
    for name, wanted in (("code", run.code), ("em", run.emphasis), ("b", run.strong)):
        inside = f"<{name}>{inside}</{name}>" if wanted else inside
    return f'<a href="#{escape(run.link)}">{inside}</a>' if run.link else inside


def _numeric(numeric: bool) -> str:  # noqa: FBT001 - the one thing it asks
    return ' class="number"' if numeric else ""


def _list(name: str, kind: str, items: list[str]) -> str:
    return "\n".join((f'<{name} class="{kind}">', *items, f"</{name}>"))


def _note(note: Note) -> str:
    return (
        f'<li id="note-{note.number}"><span class="number">{note.number}</span> '
        f"<span>{escape(text_of(note.line))}</span></li>"
    )


def _bar(bar: Bar) -> str:
    said = ", ".join(f"{part.name} {part.amount}" for part in bar.parts)
    slices = "".join(
        f'<span class="{_kind(part.name)}" style="flex-grow:{part.share:.4f}"></span>' for part in bar.parts
    )
    key = "".join(
        f'<li><span class="dot {_kind(part.name)}"></span>{escape(part.name)} <b>{escape(part.amount)}</b></li>'
        for part in bar.parts
    )
    return f'<div class="bar" role="img" aria-label="{escape(said)}">{slices}</div>\n<ul class="key">{key}</ul>'


def _kind(name: str) -> str:
    return "part-" + name.lower().replace(" ", "-")
