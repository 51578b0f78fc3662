"""The PDF: tagged, the same everywhere, with a head and a foot on its pages and the map on a wide one."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from tests.writing.shown import squeezed
from tests.written import AGREED, DRAFT

from sopwright.sop.document import Sop
from sopwright.writing.render.pdf import pdf


def reader(sop: Sop) -> PdfReader:
    return PdfReader(BytesIO(pdf(sop)))


def catalog_of(sop: Sop) -> dict[str, Any]:
    return dict(reader(sop).root_object)


def wide(page: PageObject) -> bool:
    return bool(page.mediabox.width > page.mediabox.height)


@pytest.mark.parametrize("sop", [DRAFT, AGREED], ids=["draft", "agreed"])
def test_the_file_is_tagged_and_says_so_by_the_rules_of_pdf_ua(sop: Sop) -> None:
    catalog = catalog_of(sop)
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


@pytest.mark.parametrize(
    "title", [pytest.param("Qualify 😀 a lead", id="no font has the character"), pytest.param("\u200e", id="nothing")]
)
def test_what_pdf_ua_does_not_allow_costs_its_mark_but_not_the_document(title: str) -> None:
    catalog = catalog_of(replace(DRAFT, title=title))
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" not in catalog["/Metadata"].get_data()


def test_the_file_names_its_title_and_no_moment() -> None:
    found = reader(DRAFT)
    assert found.metadata is not None
    assert found.metadata.title == DRAFT.title
    assert found.metadata.creation_date is None


def test_only_packaged_fonts_are_used() -> None:
    resources: list[dict[str, Any]] = [dict(page)["/Resources"] for page in reader(AGREED).pages]  # type: ignore[misc]
    fonts = {font.get_object()["/BaseFont"].partition("+")[2] for each in resources for font in each["/Font"].values()}
    assert fonts <= {"Inter-Regular", "Inter-Italic", "DejaVuSansMono", "DejaVuSansMono-Bold"}


def test_every_page_but_the_first_is_headed_by_title_version_and_digest() -> None:
    texts = [squeezed(page.extract_text()) for page in reader(AGREED).pages]
    assert all("HandanMQLovertosalesVersion3·published·" in text for text in texts[1:])
    assert all(f"Page{number}of{len(texts)}" in text for number, text in enumerate(texts, start=1))


def test_the_map_and_its_words_have_the_last_pages_wide_and_to_themselves() -> None:
    pages = reader(DRAFT).pages
    assert [wide(page) for page in pages] == [False] * (len(pages) - 2) + [True] * 2
    drawn, said = (squeezed(page.extract_text()) for page in pages[-2:])
    assert squeezed("Process map") in drawn
    assert squeezed("What happens") in said


def test_sections_are_bookmarks() -> None:
    titles = [each.title for each in reader(DRAFT).outline if not isinstance(each, list)]
    assert titles[:3] == ["Purpose", "Scope", "Roles"]


def test_the_head_of_a_long_table_is_repeated() -> None:
    codes = tuple(replace(AGREED.disqualification[0], code=f"D-{number}") for number in range(80))
    pages = [squeezed(page.extract_text()) for page in reader(replace(AGREED, disqualification=codes)).pages]
    assert sum("CodeWhenThen" in page for page in pages) > 1
