# ruff: noqa: SLF001 - python-docx shows numbers, heads and alternative texts only below its surface
"""The Word file: Word's own headings, numbers, tables and page fields, and nothing of the machine that wrote it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from tests.written import AGREED, DRAFT

from sopwright.sop.document import Sop
from sopwright.writing.render.docx import docx


def word(sop: Sop) -> WordDocument:
    return Document(BytesIO(docx(sop)))


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def parts(sop: Sop) -> ZipFile:
    return ZipFile(BytesIO(docx(sop)))


def test_headings_are_headings() -> None:
    headings = [(style_of(each), each.text) for each in word(DRAFT).paragraphs if style_of(each).startswith("Head")]
    assert headings[:3] == [("Heading 1", "Purpose"), ("Heading 1", "Scope"), ("Heading 1", "Roles")]
    assert ("Heading 2", "Phase 2 · Qualify the lead") in headings


def test_steps_are_numbered_by_word_and_counted_on_through_the_phases() -> None:
    steps = [each for each in word(DRAFT).paragraphs if style_of(each) == "Step"]
    lists = [each._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for each in steps]
    assert len(lists) == 8, "five steps, one decision, two steps of the exception"
    assert len(set(lists)) == 3, "one count for each of 1, D1 and E1.1"
    assert lists[:5] == [lists[0]] * 5


@pytest.mark.parametrize("sop", [DRAFT, AGREED], ids=["draft", "agreed"])
def test_heads_of_tables_repeat_and_widths_stand_in_the_grid(sop: Sop) -> None:
    for table in word(sop).tables:
        widths = [column.width for column in table.columns]
        assert all(widths)
        assert [cell.width for cell in table.rows[0].cells] == widths
        described = table._tbl.tblPr.find(qn("w:tblDescription")) is not None
        assert described == bool(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"))


def test_the_map_lies_on_a_wide_page_and_says_what_it_shows() -> None:
    document = word(DRAFT)
    ways = [section.orientation for section in document.sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("The process “Qualify a lead in BottleCRM” has 5 steps")


def test_pages_are_counted_by_fields() -> None:
    with parts(DRAFT) as archive:
        foot = b"".join(archive.read(name) for name in archive.namelist() if "footer" in name)
    assert b'w:instr="PAGE"' in foot
    assert b'w:instr="NUMPAGES"' in foot


def test_the_head_carries_title_version_and_digest() -> None:
    head = word(AGREED).sections[0].header.paragraphs[0].text
    assert head.startswith("Hand an MQL over to sales\tVersion 3 · published · ")


def test_nothing_tells_when_or_by_whom_the_file_was_made() -> None:
    with parts(AGREED) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "dcterms" not in core.partition(">")[2].partition(">")[2]
    assert "<dc:creator>Sales Operations Manager</dc:creator>" in core
    assert "python" not in core


def test_questions_have_a_style_of_their_own() -> None:
    styled = [run.text for each in word(DRAFT).paragraphs for run in each.runs if run.style.name == "Question"]
    assert "Why does this procedure exist, and which pipeline quality does it protect?" in styled


def test_every_link_arrives_at_a_bookmark() -> None:
    body = word(AGREED).element.body
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert links
    assert links <= marks
