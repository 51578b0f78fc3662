"""What does the SOP look like on paper? A tagged PDF, set by Typst in Inter.

In: an SOP. Out: the bytes of a PDF file.

Law: the same SOP becomes the same bytes on every machine: only packaged fonts are used, and no date is written. No text
of the SOP is ever Typst source; all of it goes to the template as JSON.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

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
    Picture,
    Run,
    Section,
    Table,
    on_paper,
    text_of,
)
from sopwright.writing.render.outlining import outline
from sopwright.writing.render.printed_map import printed_map

_KEPT_TOGETHER = 1200
"""Letters that fit on a page even in a narrow column."""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool


def pdf(sop: Sop) -> bytes:
    """Return the SOP as a tagged PDF; by the rules of PDF/UA wherever its text allows it."""
    document = on_paper(outline(sop))
    given = {
        "outline": json.dumps(_document(document), ensure_ascii=False, sort_keys=True),
        "maps": json.dumps([drawn for each in _pictures(document) for drawn in printed_map(each.process_map)]),
    }
    template = (files(__package__) / "sop.typ").read_bytes()
    try:
        return _set(template, given, "ua-1")
    except typst.TypstError as error:
        if "PDF/UA" not in error.message:
            raise
        return _set(template, given, "1.7")


@cache
def packaged_fonts() -> typst.Fonts:
    """Return Inter and the fonts that come with Typst, and none of the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(files("fontpkg_inter") / "files")]
    )


def _set(template: bytes, given: dict[str, str], standard: Literal["ua-1", "1.7"]) -> bytes:
    return typst.compile(
        template, font_paths=packaged_fonts(), sys_inputs=given, format="pdf", pdf_standards=standard, timestamp=0
    )


def _pictures(document: Outline) -> Iterator[Picture]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Picture))


def _document(document: Outline) -> Json:
    targets = _Targets(document)
    return {
        "kind": document.kind,
        "title": document.title,
        "standing": document.standing,
        "front": [_block(block, targets) for block in document.front],
        "sections": [_section(section, targets) for section in document.sections],
    }


class _Targets:
    """The anchors of the document; each is placed once, and only what is placed can be linked."""

    def __init__(self, document: Outline) -> None:
        self._known = set(_anchors(document.sections))
        self._placed: set[str] = set()

    def place(self, anchor: str) -> str:
        """Return the anchor the first time it is asked for, and nothing after that."""
        if anchor in self._placed:
            return ""
        self._placed.add(anchor)
        return anchor

    def link(self, anchor: str) -> str:
        """Return the anchor if it is placed somewhere."""
        return anchor if anchor in self._known else ""


def _anchors(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.anchor
        yield from (item.anchor for block in section.blocks if isinstance(block, Items) for item in block.items)
        yield from _anchors(section.parts)


def _section(section: Section, targets: _Targets) -> Json:
    return {
        "anchor": targets.place(section.anchor),
        "title": _line(section.title, targets),
        "landscape": section.landscape,
        "blocks": [_block(block, targets) for block in section.blocks],
        "parts": [_section(part, targets) for part in section.parts],
    }


def _block(block: Block, targets: _Targets) -> Json:  # noqa: PLR0911 - one arm for each kind of block
    match block:
        case Paragraph(line=line, aside=aside):
            return {"is": "paragraph", "line": _line(line, targets), "aside": aside}
        case Bullets(items=items):
            return {"is": "bullets", "items": [_line(item, targets) for item in items]}
        case Facts(rows=rows):
            facts: list[Json] = [
                {"label": _line(row.label, targets), "lines": _cell(row.lines, targets)} for row in rows
            ]
            return {"is": "facts", "rows": facts}
        case Table():
            return _table(block, targets)
        case Items(items=steps):
            return {"is": "items", "items": [_item(step, targets) for step in steps]}
        case Bar(parts=parts):
            shares: list[Json] = [{"name": part.name, "amount": part.amount, "share": part.share} for part in parts]
            return {"is": "bar", "parts": shares}
        case Picture(alternative=alternative, in_words=table):
            return {"is": "picture", "alternative": alternative, "table": _table(table, targets)}
        case Letter(lines=lines):
            return {"is": "letter", "lines": _cell(lines, targets)}
        case Notes(items=notes):
            return {"is": "notes", "items": [_note(note, targets) for note in notes]}


def _table(table: Table, targets: _Targets) -> Json:
    return {
        "is": "table",
        "title": table.title,
        "to_fill_in": table.to_fill_in,
        "columns": [{"title": each.title, "share": each.share, "numeric": each.numeric} for each in table.columns],
        "rows": [[_cell(cell, targets) for cell in row] for row in table.rows],
        "together": all(_short(*row) for row in table.rows),
    }


def _item(item: Item, targets: _Targets) -> Json:
    return {
        "number": item.number,
        "anchor": targets.place(item.anchor),
        "line": _line(item.line, targets),
        "chips": _cell(item.chips, targets),
        "together": _short((item.line,), tuple(each.line for each in item.details)),
        "details": [{"label": each.label, "line": _line(each.line, targets)} for each in item.details],
    }


def _note(note: Note, targets: _Targets) -> Json:
    return {"number": note.number, "line": _line(note.line, targets)}


def _short(*cells: Cell) -> bool:
    """Return whether a row or a step surely fits on one page, so that it may be kept together."""
    return sum(len(text_of(line)) for cell in cells for line in cell) < _KEPT_TOGETHER


def _cell(cell: Cell, targets: _Targets) -> list[Json]:
    return [_line(line, targets) for line in cell]


def _line(line: Line, targets: _Targets) -> Json:
    return [
        {"origin": phrase.origin or "", "note": phrase.note, "runs": [_run(run, targets.link) for run in phrase.runs]}
        for phrase in line
    ]


def _run(run: Run, link: Callable[[str], str]) -> Json:
    return {
        "text": run.text,
        "strong": run.strong,
        "emphasis": run.emphasis,
        "code": run.code,
        "link": link(run.link),
    }
