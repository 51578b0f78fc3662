"""The page: what its markup promises to browsers, to assistive technology and to the people who own the data."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.conftest import Compare
from tests.writing.shown import VOID
from tests.written import AGREED, DRAFT, HOSTILE

from sopwright.sop.document import Sop
from sopwright.writing.render.html import html


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)


@pytest.mark.parametrize(("name", "sop"), [("draft", DRAFT), ("agreed", AGREED)])
def test_the_page_is_as_reviewed(name: str, sop: Sop, golden: Compare) -> None:
    page = re.sub(r"<style>.*?</style>", "<style>…</style>", html(sop), flags=re.DOTALL)
    golden(f"writing/{name}/sop.html", re.sub(r"<svg .*?</svg>", "<svg>…</svg>", page, flags=re.DOTALL))


def test_the_page_forbids_every_request_and_asks_for_none() -> None:
    page = html(AGREED)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    tags = _Tags(page).found
    assert not [tag for tag, _ in tags if tag in {"script", "link", "iframe", "img", "object", "embed", "base", "form"}]
    links = [value for _, attributes in tags for key, value in attributes.items() if key in {"href", "src", "action"}]
    assert all(link.startswith("#") for link in links)
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_an_sop_becomes_markup(text: str) -> None:
    hostile = replace(DRAFT, title=text, owner=text, status=DRAFT.status)
    plain, attacked = _Tags(html(DRAFT)), _Tags(html(hostile))
    assert not attacked.unbalanced
    assert {tag for tag, _ in attacked.found} <= {tag for tag, _ in plain.found} | {"b", "em"}


@pytest.mark.parametrize("sop", [DRAFT, AGREED], ids=["draft", "agreed"])
def test_every_id_is_unique_and_every_link_arrives(sop: Sop) -> None:
    tags = _Tags(html(sop)).found
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {attributes["href"][1:] for tag, attributes in tags if tag == "a"}
    assert links <= set(ids)


def test_a_step_can_be_linked_by_its_id() -> None:
    assert '<li id="step-convert">' in html(DRAFT)


def test_headings_descend_without_gaps() -> None:
    levels = [int(tag[1]) for tag, _ in _Tags(html(AGREED)).found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_the_title_in_the_print_head_cannot_leave_its_string() -> None:
    page = html(replace(DRAFT, title='"; } </style><script>alert(1)</script>'))
    style = page[page.index("<style>") : page.index("</style>")]
    assert "alert" in style, "the title is in the head of the printed page"
    assert "<script" not in page
    assert 'content: "\\22 \\3b  \\7d  \\3c \\2f style' in style


def test_the_language_is_stated() -> None:
    assert '<html lang="en">' in html(DRAFT)
