"""How is a Word file dressed: page, styles, numbering, head and foot, and the parts that python-docx has no words for?

In: an empty python-docx document. Out: the same document, ready to be written in.

Law: what is a heading, a step or a question in the SOP has a style of that name, so that people can change its look in
one place.
"""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TEXT_FONT, CODE_FONT = "Calibri", "Consolas"
INK, QUIET, ACCENT, WARN = "111820", "55606E", "0F5C8C", "8A4B00"
RULE, RAISED, WARN_SOFT = "D9DDE3", "F6F7F9", "FDF1E0"
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP = Mm(210), Mm(297), Mm(22), Mm(24)
TEXT_WIDTH = Emu(PAGE_WIDTH - 2 * SIDE)
STEP_INDENT = Mm(11)

STEP, STEP_FACTS, STEP_DETAIL = "Step", "Step facts", "Step detail"
ASIDE, LETTER, CELL, CELL_HEAD = "Aside", "Letter", "Table text", "Table head"
QUESTION, INTERFACE, MACHINE, REFERENCE, LABEL = "Question", "Interface text", "Machine name", "Reference", "Label"


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML, such as ``w:shd`` with ``w_fill`` for ``w:fill``."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":", 1)), value)
    return made


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph its style by id; python-docx reads the whole list of styles each time it is told a name."""
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - see above
    return paragraph


def lettered(run: Run, style: str) -> Run:
    """Give letters their style by id, as ``styled`` does for a paragraph."""
    run._r.style = style.replace(" ", "")  # noqa: SLF001 - see above
    return run


def dress(document: Document) -> None:
    """Give the document its page and its styles."""
    _page(document.sections[0])
    _base(document)
    for level, size, before in ((1, 16, 22), (2, 12, 16), (3, 11, 12)):
        _heading(document.styles[f"Heading {level}"], size, before)
    _heading(document.styles["Title"], 26, 0)
    borders = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        document.styles["Title"].element.pPr.remove(borders)
    _paragraph(document, STEP, before=6, after=2)
    _paragraph(document, STEP_FACTS, size=9, colour=QUIET, indent=True)
    _paragraph(document, STEP_DETAIL, size=10, indent=True)
    _paragraph(document, ASIDE, colour=QUIET, after=6)
    _paragraph(document, LETTER, size=10)
    _paragraph(document, CELL, size=9)
    _paragraph(document, CELL_HEAD, size=8.5, colour=QUIET)
    letter = document.styles[LETTER].element.get_or_add_pPr()
    edges = element("w:pBdr")
    edges.append(element("w:left", w_val="single", w_sz="18", w_space="8", w_color=RULE))
    letter.append(edges)
    letter.append(element("w:shd", w_val="clear", w_color="auto", w_fill=RAISED))
    question = _character(document, QUESTION, colour=WARN)
    question.element.get_or_add_rPr().append(element("w:shd", w_val="clear", w_color="auto", w_fill=WARN_SOFT))
    _character(document, INTERFACE).font.bold = True
    _character(document, MACHINE, font=CODE_FONT).font.size = Pt(8.5)
    _character(document, REFERENCE, colour=ACCENT)
    _character(document, LABEL, colour=QUIET)


def _page(section: Section) -> None:
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = TOP
    section.header_distance = section.footer_distance = Mm(11)


def turn(section: Section, *, landscape: bool) -> None:
    """Lay the pages of a section on their side, or stand them up again."""
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    section.page_width, section.page_height = sides


def _base(document: Document) -> None:
    normal = document.styles["Normal"]
    _letters(normal, TEXT_FONT, 10.5, INK)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.15
    for name in ("List Bullet", "Header", "Footer"):
        _letters(
            document.styles[name],
            TEXT_FONT,
            10.5 if name == "List Bullet" else 8,
            INK if name == "List Bullet" else QUIET,
        )


def _heading(style: ParagraphStyle, size: float, before: float) -> None:
    _letters(style, TEXT_FONT, size, INK)
    style.font.bold = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    style.paragraph_format.keep_with_next = True


def _paragraph(
    document: Document,
    name: str,
    *,
    size: float = 10.5,
    colour: str = INK,
    before: float = 0,
    after: float = 2,
    indent: bool = False,
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _letters(style, TEXT_FONT, size, colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if indent:
        style.paragraph_format.left_indent = STEP_INDENT


def _character(document: Document, name: str, *, colour: str = "", font: str = "") -> CharacterStyle:
    style: CharacterStyle = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    if font:
        style.font.name = font
    return style


def _letters(style: CharacterStyle, font: str, size: float, colour: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    fonts.set(qn("w:hAnsi"), font)


def run_heads(document: Document, title: str, standing: str, kind: str) -> None:
    """Write the head and the foot of every page; the first page, which says it all itself, has only a foot."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _ends(head, title, standing)
    for foot in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
        _ends(foot, kind, "Page ")
        _field(foot, "PAGE")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES")


def _ends(paragraph: Paragraph, left: str, right: str) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    if paragraph.style is not None:
        paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.add_run(f"{left}\t{right}")


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = element("w:fldSimple", w_instr=instruction)
    run = element("w:r")
    text = element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


class Numbering:
    """Automatic numbers for steps: one list for each prefix, counted on wherever the prefix comes again."""

    def __init__(self, document: Document) -> None:
        """Start without lists."""
        self._numbering: BaseOxmlElement = document.part.numbering_part.element
        self._lists: dict[str, str] = {}

    def number(self, paragraph: Paragraph, prefix: str) -> None:
        """Let the paragraph carry the next number of the prefix, such as ``E1.``."""
        if prefix not in self._lists:
            self._lists[prefix] = self._define(prefix)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no numbering
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = int(self._lists[prefix])

    def _define(self, prefix: str) -> str:
        name = str(900 + len(self._lists))
        shape = element("w:abstractNum", w_abstractNumId=name)
        shape.append(element("w:multiLevelType", w_val="singleLevel"))
        level = element("w:lvl", w_ilvl="0")
        for child in (
            element("w:start", w_val="1"),
            element("w:numFmt", w_val="decimal"),
            element("w:lvlText", w_val=f"{prefix}%1"),
            element("w:lvlJc", w_val="left"),
        ):
            level.append(child)
        indent = element("w:pPr")
        indent.append(element("w:ind", w_left=str(STEP_INDENT.twips), w_hanging=str(STEP_INDENT.twips)))
        letters = element("w:rPr")
        letters.append(element("w:b"))
        letters.append(element("w:color", w_val=QUIET))
        level.extend((indent, letters))
        shape.append(level)
        self._numbering.insert(0, shape)
        user = element("w:num", w_numId=name)
        user.append(element("w:abstractNumId", w_val=name))
        self._numbering.append(user)
        return name
