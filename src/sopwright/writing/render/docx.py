"""What does the SOP look like as a Word file? One that people can go on writing in.

In: an SOP. Out: the bytes of a DOCX file.

Law: the same SOP becomes the same bytes; headings, steps, tables and page numbers are Word's own, never look-alikes.
"""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import typst
from docx import api
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from sopwright.evidence import Origin
from sopwright.sop.document import Sop
from sopwright.writing.render import docx_form as form
from sopwright.writing.render.docx_form import element
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
    Notes,
    Outline,
    Paragraph,
    Phrase,
    Picture,
    Run,
    Section,
    Table,
    on_paper,
)
from sopwright.writing.render.outlining import outline
from sopwright.writing.render.pdf import packaged_fonts
from sopwright.writing.render.printed_map import printed_map

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAP_PPI = 180


def docx(sop: Sop) -> bytes:
    """Return the SOP as a Word file."""
    document = on_paper(outline(sop))
    word = api.Document()
    form.dress(word)
    form.run_heads(word, document.title, document.standing, document.kind)
    _describe(word, document, sop)
    _Writer(word, document).write(document)
    return _packed(word)


def _describe(word: Document, document: Outline, sop: Sop) -> None:
    """Fill in the properties of the file from the SOP, and nothing from the machine or the clock."""
    core = word.core_properties
    core.title, core.subject, core.author = document.title[:255], document.kind, sop.owner[:255]
    core.keywords, core.comments, core.last_modified_by = "", document.standing[:255], ""
    core.revision, core.version, core.language = max(sop.version, 1), str(sop.version), "en"
    for stamp in core._element.xpath("dcterms:created | dcterms:modified"):  # noqa: SLF001 - no other way to remove them
        core._element.remove(stamp)  # noqa: SLF001 - no other way


def _packed(word: Document) -> bytes:
    """Return the file with every part dated alike."""
    loose, packed = BytesIO(), BytesIO()
    word.save(loose)
    with ZipFile(loose) as parts, ZipFile(packed, "w") as archive:
        for part in parts.infolist():
            info = ZipInfo(part.filename, date_time=_EPOCH)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, parts.read(part))
    return packed.getvalue()


class _Writer:
    """Writes the blocks into one Word document."""

    def __init__(self, word: Document, document: Outline) -> None:
        self._word = word
        self._numbering = form.Numbering(word)
        self._bookmarks: dict[str, str] = {}
        self._placed: set[str] = set()
        for anchor in _anchors(document.sections):
            self._bookmarks.setdefault(anchor, f"p{len(self._bookmarks) + 1}")

    def write(self, document: Outline) -> None:
        """Write the whole document."""
        self._paragraph(form.ASIDE, document.kind)
        self._paragraph("Title", document.title)
        self._blocks(document.front)
        for section in document.sections:
            self._section(section, 1)

    def _paragraph(self, style: str, text: str = "") -> WordParagraph:
        return form.styled(self._word.add_paragraph(text), style)

    def _section(self, section: Section, level: int) -> None:
        if section.landscape:
            form.turn(self._word.add_section(WD_SECTION.NEW_PAGE), landscape=True)
        heading = self._paragraph(f"Heading {level}")
        self._bookmark(heading, section.anchor)
        self._line(heading, section.title)
        self._blocks(section.blocks)
        for part in section.parts:
            self._section(part, level + 1)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:  # noqa: C901, PLR0912 - one arm for each kind of block
        match block:
            case Paragraph(line=line, aside=aside):
                self._line(self._paragraph(form.ASIDE if aside else "Normal"), line)
            case Bullets(items=items):
                for item in items:
                    self._line(self._paragraph("List Bullet"), item)
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Items(items=steps):
                for step in steps:
                    self._item(step)
            case Bar(parts=parts):
                shares = [max(1, round(part.share * 1000)) for part in parts]
                self._bar(shares, [_colour(part.name) for part in parts])
                for part in parts:
                    self._paragraph("List Bullet", f"{part.name} {part.amount}")
            case Picture():
                self._picture(block)
            case Letter(lines=lines):
                for line in lines:
                    self._line(self._paragraph(form.LETTER), line)
            case Notes(items=notes):
                for note in notes:
                    paragraph = self._paragraph(form.CELL)
                    self._bookmark(paragraph, f"note-{note.number}")
                    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(9))
                    form.lettered(paragraph.add_run(f"{note.number}\t"), form.LABEL)
                    self._line(paragraph, note.line)

    def _item(self, item: Item) -> None:
        paragraph = self._paragraph(form.STEP)
        self._numbering.number(paragraph, item.number.rstrip("0123456789"))
        self._bookmark(paragraph, item.anchor)
        self._line(paragraph, item.line)
        if item.chips:
            facts = self._paragraph(form.STEP_FACTS)
            for index, chip in enumerate(item.chips):
                facts.add_run(" · " if index else "")
                self._line(facts, chip)
        for detail in item.details:
            below = self._paragraph(form.STEP_DETAIL)
            if detail.label:
                form.lettered(below.add_run(f"{detail.label}: "), form.LABEL)
            self._line(below, detail.line)

    def _facts(self, facts: Facts) -> None:
        table = self._word.add_table(rows=0, cols=2)
        for fact in facts.rows:
            label, lines = table.add_row().cells
            self._fill(label, (fact.label,))
            self._fill(lines, fact.lines)
        _shape(table, (2, 7), form.TEXT_WIDTH)
        self._gap()

    def _table(self, table: Table) -> None:
        made = self._word.add_table(rows=1, cols=len(table.columns))
        for column, cell in zip(table.columns, made.rows[0].cells, strict=True):
            cell.paragraphs[0].add_run(column.title)
            form.styled(cell.paragraphs[0], form.CELL_HEAD)
            _flush(cell, right=column.numeric)
        made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - not in python-docx
        for row in table.rows:
            added = made.add_row()
            for column, cell, lines in zip(table.columns, added.cells, row, strict=True):
                self._fill(cell, lines)
                _flush(cell, right=column.numeric)
            if table.to_fill_in:
                added.height = Mm(11)
        _shape(made, tuple(column.share for column in table.columns), self._width())
        made._tbl.tblPr.append(element("w:tblDescription", w_val=table.title))  # noqa: SLF001 - nor alternative texts
        self._gap()

    def _width(self) -> Length:
        section = self._word.sections[-1]
        return Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))

    def _gap(self) -> None:
        after = self._word.add_paragraph()
        after.paragraph_format.space_after = Pt(0)
        after.paragraph_format.line_spacing = Pt(6)

    def _fill(self, cell: _Cell, lines: Cell) -> None:
        for index, line in enumerate(lines):
            paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
            self._line(paragraph, line)
        for paragraph in cell.paragraphs:
            form.styled(paragraph, form.CELL)

    def _bar(self, shares: list[int], colours: list[str]) -> None:
        table = self._word.add_table(rows=1, cols=len(shares))
        for cell, colour in zip(table.rows[0].cells, colours, strict=True):
            cell._tc.get_or_add_tcPr().append(element("w:shd", w_val="clear", w_color="auto", w_fill=colour))  # noqa: SLF001 - no other way
            form.styled(cell.paragraphs[0], form.CELL)
        _shape(table, tuple(shares), form.TEXT_WIDTH, ruled=False)
        self._gap()

    def _picture(self, picture: Picture) -> None:
        most = form.PAGE_WIDTH - 2 * form.TOP - Mm(22)
        for index, drawn in enumerate(printed_map(picture.process_map)):
            shape = self._word.add_picture(BytesIO(_png(drawn)), width=self._width())
            if shape.height > most:
                shape.width, shape.height = Emu(shape.width * most // shape.height), Emu(most)
            described = shape._inline.docPr  # noqa: SLF001 - python-docx has no alternative texts
            described.set("descr", "The process map, continued" if index else picture.alternative)
        self._paragraph(form.CELL).paragraph_format.page_break_before = True
        self._table(picture.in_words)

    def _line(self, paragraph: WordParagraph, line: Line) -> None:
        for phrase in line:
            self._phrase(paragraph, phrase)

    def _phrase(self, paragraph: WordParagraph, phrase: Phrase) -> None:
        for run in phrase.runs:
            self._run(paragraph, run, phrase.origin)
        if phrase.note:
            mark = self._linked(paragraph, f"note-{phrase.note}", str(phrase.note))
            mark.append(element("w:vertAlign", w_val="superscript"))

    def _run(self, paragraph: WordParagraph, run: Run, origin: Origin | None) -> None:
        if run.link in self._bookmarks:
            self._linked(paragraph, run.link, run.text)
            return
        made = paragraph.add_run(run.text)
        if origin is Origin.ABSENT:
            form.lettered(made, form.QUESTION)
            made.bold = run.strong or None
        elif run.code:
            form.lettered(made, form.MACHINE)
        elif run.strong:
            form.lettered(made, form.INTERFACE)
        made.italic = run.emphasis or None
        if origin is Origin.DRAFTED:
            made.underline = True

    def _linked(self, paragraph: WordParagraph, anchor: str, text: str) -> BaseOxmlElement:
        """Write a link to a place of the document; return the properties of its letters."""
        link = element("w:hyperlink", w_anchor=self._bookmarks[anchor])
        run = form.lettered(paragraph.add_run(text), form.REFERENCE)
        link.append(run._r)  # noqa: SLF001 - python-docx has no links inside the document
        paragraph._p.append(link)  # noqa: SLF001 - no other way
        return run._r.get_or_add_rPr()  # noqa: SLF001 - no other way

    def _bookmark(self, paragraph: WordParagraph, anchor: str) -> None:
        name = self._bookmarks.get(anchor, "")
        if not name or name in self._placed:
            return
        self._placed.add(name)
        number = str(len(self._placed))
        paragraph._p.append(element("w:bookmarkStart", w_id=number, w_name=name))  # noqa: SLF001 - nor bookmarks
        paragraph._p.append(element("w:bookmarkEnd", w_id=number))  # noqa: SLF001 - no other way


def _anchors(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        yield section.anchor
        for block in section.blocks:
            if isinstance(block, Items):
                yield from (item.anchor for item in block.items)
            if isinstance(block, Notes):
                yield from (f"note-{note.number}" for note in block.items)
        yield from _anchors(section.parts)


def _colour(name: str) -> str:
    colours = {"Work": "1F77B4", "Waiting for the system": "B07D1A", "Idle": "98A2AE", "Elsewhere": "7A5EA8"}
    return colours.get(name, "D3D8DE")


def _flush(cell: _Cell, *, right: bool) -> None:
    if right:
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shape(table: WordTable, shares: tuple[int, ...], width: Length, *, ruled: bool = True) -> None:
    """Fix the widths of the columns, also in the grid, which LibreOffice reads, and draw the hairlines."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    whole = sum(shares)
    for index, share in enumerate(shares):
        wide = Emu(width * share // whole)
        table.columns[index].width = wide
        for cell in table.columns[index].cells:
            cell.width = wide
    room = element("w:tblCellMar")
    for edge in ("top", "bottom"):
        room.append(element(f"w:{edge}", w_w="45" if ruled else "0", w_type="dxa"))
    borders = element("w:tblBorders")
    if ruled:
        for edge in ("bottom", "insideH"):
            borders.append(element(f"w:{edge}", w_val="single", w_sz="4", w_space="0", w_color=form.RULE))
    table._tbl.tblPr.extend((borders, room))  # noqa: SLF001 - python-docx has no borders and no padding
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - no other way


def _png(drawing: str) -> bytes:
    """Return the drawing as PNG, lettered in the packaged font."""
    source = b"""
        #set page(width: auto, height: auto, margin: 0pt)
        #set text(font: "Inter")
        #image(bytes(sys.inputs.map), format: "svg")
    """
    return typst.compile(source, font_paths=packaged_fonts(), sys_inputs={"map": drawing}, format="png", ppi=_MAP_PPI)
