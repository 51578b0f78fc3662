"""What a reader of each format sees: its plain text, got by tools that share nothing with our writers."""

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from pypdf import PdfReader

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
NOT_TEXT = {"style", "script", "svg", "nav", "summary", "sup", "title"}
SKIPPED_CLASSES = {"skip"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag in NOT_TEXT or dict(attrs).get("class") in SKIPPED_CLASSES)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.text.append(data)


def in_html(page: str) -> str:
    """Return the text of an HTML page without its furniture: contents, note marks, drawings."""
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "\n".join(reader.text)


def in_markdown(text: str) -> str:
    """Return the text that CommonMark with tables shows; the marks of footnotes taken away."""
    without_marks = re.sub(r"(?<!\\)\[\^\d+\](?!:)", "", text)
    notes_as_text = re.sub(r"(?m)^\[\^(\d+)\]: ", r"\n\1 ", without_marks)
    return in_html(MarkdownIt("commonmark").enable("table").render(notes_as_text))


def in_docx(content: bytes) -> str:
    """Return the text of the body of a Word file; note marks and automatic numbers are not part of it."""
    return "\n".join(_lines(Document(BytesIO(content))))


def _lines(document: object) -> Iterator[str]:
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Paragraph):
            yield "".join(
                run.text
                for part in block.iter_inner_content()
                for run in (part.runs if hasattr(part, "runs") else [part])
                if not run.font.superscript
            )
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _lines(cell)


def in_pdf(content: bytes, furniture: tuple[str, ...] = ()) -> str:
    """Return the squeezed text of a PDF, page by page, without the given heads and feet of its pages."""
    found = []
    for page in PdfReader(BytesIO(content)).pages:
        text = squeezed(page.extract_text())
        for each in furniture:
            text = text.replace(squeezed(each), "")
        found.append(re.sub(r"Page\d+of\d+", "", text))
    return "".join(found)


def squeezed(text: str) -> str:
    """Return the visible characters only: no spaces, controls or asterisks."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c)[0] != "C" and c not in "*\ufffd")


def first_missing(parts: Iterator[str], text: str) -> str:
    """Return the first part that does not stand in the text after the parts before it; empty when all do."""
    plain, place = squeezed(text), 0
    for part in map(squeezed, parts):
        found = plain.find(part, place)
        if found < 0:
            return part
        place = found + len(part)
    return ""
