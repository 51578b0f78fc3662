"""Does the extension keep of a text what Python keeps? The oracle is Python's own screen."""

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from tests.extension.texts import of_files, of_this_tree

from sopwright.recording.fields import words_of
from sopwright.recording.patterns import is_code, is_forbidden, tidy
from sopwright.recording.schema import NameSource, NameState
from sopwright.recording.screen import CONTENTS, CONTROLS, FIELDS, Place, Screen
from sopwright.recording.vocabulary import builtin

pytestmark = pytest.mark.browser

CAPTURE = Path(__file__).parents[2] / "extension" / "capture"
SCREEN = Screen(builtin())
ROLES = [*sorted(FIELDS | CONTROLS | CONTENTS), "link", ""]
SOURCES, PLACES = list(NameSource), list(Place)

Row = tuple[str, NameSource, str, Place]

COMMON: list[tuple[NameSource, str, Place]] = [
    (NameSource.LABEL, "textbox", Place.UNKNOWN),
    (NameSource.PLACEHOLDER, "combobox", Place.UNKNOWN),
    (NameSource.TEXT, "button", Place.UNKNOWN),
    (NameSource.ARIA, "button", Place.LIST),
    (NameSource.TEXT, "link", Place.CONTENT),
    (NameSource.TEXT, "link", Place.STATIC),
    (NameSource.ARIA, "dialog", Place.STATIC),
    (NameSource.TEXT, "columnheader", Place.STATIC),
    (NameSource.TECHNICAL, "textbox", Place.UNKNOWN),
    (NameSource.TITLE, "", Place.UNKNOWN),
]
"""Sources, roles and places that take different ways through the screen."""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page with the screen in it; asking it changes nothing."""
    page = chromium.new_page()
    for name in ("vocabulary.js", "patterns.js", "proper.js", "redaction.js"):
        page.add_script_tag(content=(CAPTURE / name).read_text(encoding="utf-8"))
    yield page
    page.close()


def assert_equal(page: Page, call: str, rows: Sequence[Sequence[Any]], expected: Sequence[Any]) -> None:
    """Assert that ``call``, with a row as its arguments, returns for each row what Python says."""
    asked = f"rows => JSON.stringify(JSON.parse(rows).map(row => ({call})(...row)))"
    found = json.loads(page.evaluate(asked, json.dumps([list(row) for row in rows])))
    assert len(found) == len(expected)
    assert [(row, js, py) for row, js, py in zip(rows, found, expected, strict=True) if js != py][:20] == []


def assert_names_equal(page: Page, rows: Sequence[Row]) -> None:
    assert_equal(page, "redaction.name", rows, [screened(*SCREEN.name(*row)) for row in rows])


def assert_texts_equal(page: Page, texts: Sequence[str]) -> None:
    """Assert that names, options, messages and notes are screened alike, whatever the text is."""
    rows = [(text,) for text in texts]
    assert_names_equal(page, [(text, *kind) for text in texts for kind in COMMON])
    assert_equal(page, "redaction.message", rows, [screened(*SCREEN.text(text)) for text in texts])
    assert_equal(page, "redaction.note", rows, [screened(*SCREEN.note(text)) for text in texts])
    assert_equal(page, "redaction.title", rows, [SCREEN.title(text) for text in texts])
    options = [(text, field, count) for text in texts for field, count in (("", 3), ("Stage", None), ("Owner", 3))]
    assert_equal(page, "redaction.option", options, [screened(*SCREEN.option(*row)) for row in options])


def screened(text: str, state: NameState) -> dict[str, str]:
    return {"text": text, "state": state.value}


def test_every_text_of_our_tests_and_goldens_is_screened_alike(page: Page) -> None:
    texts = of_this_tree()
    assert len(texts) > 3000
    assert_texts_equal(page, texts)


@pytest.mark.realdata
def test_every_text_of_real_recordings_is_screened_alike(page: Page, realdata: Path) -> None:
    texts = of_files((realdata / "recordings").rglob("*"))
    assert len(texts) > 1000
    assert_texts_equal(page, texts)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_source_and_place_takes_the_same_way(page: Page, role: str) -> None:
    labels = [
        "Save lead",
        "Alice Smith",
        "Remove Alice Smith",
        "Kanban",
        "Mark",
        "Mark Alice",
        "Mark as Hooli",
        "Jane's phone",
        "Leads 28",
        "leadstatus",
    ]
    assert_names_equal(page, list(product(labels, SOURCES, [role], PLACES)))


def test_every_word_of_the_vocabulary_is_known_to_both(page: Page) -> None:
    words = sorted(builtin().words)
    labels = [
        label for word in words for label in (word, f"{word}s", f"{word.title()} Hooli", f"id_{word}_2", word + "date")
    ]
    kinds = [COMMON[at] for at in (0, 2, 4, 8)]
    assert_names_equal(page, [(label, *kind) for label in labels for kind in kinds])
    options = [
        ("Rotunda", label, 5) for label in (*labels, *builtin().fields, *(f" {name}: " for name in builtin().fields))
    ]
    assert_equal(page, "redaction.option", options, [screened(*SCREEN.option(*row)) for row in options])


LADDERS = [
    pytest.param([("", "aria"), ("dueDate", "technical")], "textbox", id="a technical name for a missing label"),
    pytest.param([("Alice Smith", "text"), ("lead", "technical")], "link", id="none for a withheld one"),
    pytest.param([("Alice Smith 1234567", "label"), ("lead", "technical")], "textbox", id="but at a field"),
    pytest.param([("Alice Smith", "text"), ("Save", "title")], "button", id="the next label"),
    pytest.param([], "button", id="no label"),
]


@pytest.mark.parametrize(("labels", "role"), LADDERS)
def test_the_best_label_is_the_same(page: Page, labels: list[tuple[str, str]], role: str) -> None:
    best = SCREEN.best([(text, NameSource(source)) for text, source in labels], role, Place.UNKNOWN)
    expected = {"name": best.name, "state": best.state.value, "source": best.source.value}
    assert page.evaluate("([labels, role]) => redaction.best(labels, role, 'unknown')", [labels, role]) == expected


# --- laws -------------------------------------------------------------------------------------------------------------

_UNASSIGNED = {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cn"}
"""Characters that Python has not heard of; the browser may know newer ones."""

ANY = st.characters(exclude_categories=("Cs", "Cn"))
SPOKEN = st.sampled_from(sorted(builtin().words)).flatmap(
    lambda word: st.sampled_from((word, word.title(), word.upper(), f"{word}s"))
)
STRANGE = """
Alice Smith Maya Reyes O’Brien Jane's McDONALD van der Łukasz Ñandú Hooli İstanbul ıssız ſecret Straße ΣΊΣΥΦΟΣ
ǅungla Ⅳ ⓐ 田中 太郎 Нина محمد שרה jane@doe.example @ a@ https://canary.example/x?q=1 www.acme.com/x acme.io
ACME.İO x.ſvg Hooli-NDA.pdf tier.docx, report.PDF. +49 (030) 12-34-567 30.1234567 4711 50,000 3. #7 x1 1x A1B2
SECRETAlice iPhone CRMs ２８ ² ① ٣ x٣ ½ Ⅷ9 12:30 1/2 (3) [12+] 28+ (required) (OPTIONAL) (optıonal) (Ctrl+S)
(⌘K) person_outline add ⋮ - – — | : · … ... * ! ? . , “x 'quoted' y” „ab“ « » ‘ ’ 😀 👩‍💼 _ __x of about as
Mark mark id_ txtName APjFqb leadOwner __ #edit_button
""".split()  # noqa: RUF001, SIM905 - letters that look like others are the point
UNSEEN = list("\u202a\u202e\u200b\u00ad\ufeff\u2066\u2028\u2029\u0085\u001c\u00a0\u3000\t\n\u0345\ue000\0\u180e")
PIECES = st.one_of(
    SPOKEN,
    st.sampled_from(sorted(builtin().verbs)).map(str.title),
    st.sampled_from(sorted(builtin().objects)),
    st.sampled_from(STRANGE),
    st.sampled_from([*UNSEEN, "\r\n", "e\u0301", "+49 30 1234567", "mark as", "x" * 81, "word " * 12]),
    st.text(ANY, max_size=4),
)
LONGEST = 2000
TEXTS = st.one_of(
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "_", "-", ".", "  "])), max_size=8).map(
        lambda parts: "".join(map("".join, parts))
    ),
    st.text(ANY, max_size=30),
    st.tuples(PIECES, st.integers(1, 400)).map(lambda part: (part[0] + " ") * part[1]),
    st.tuples(PIECES, st.integers(1, 200)).map(lambda part: part[0] * part[1]),
).map(lambda text: text[: LONGEST // 2])


@settings(max_examples=80)
@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_texts_of_any_making_are_screened_alike(page: Page, texts: list[str]) -> None:
    assert_texts_equal(page, texts)


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(TEXTS, st.sampled_from(SOURCES), st.sampled_from(ROLES), st.sampled_from(PLACES)),
        min_size=1,
        max_size=30,
    )
)
def test_names_of_any_role_source_and_place_are_screened_alike(page: Page, rows: list[Row]) -> None:
    assert_names_equal(page, rows)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=30))
def test_the_parts_of_a_text_are_told_alike(page: Page, texts: list[str]) -> None:
    rows = [(text,) for text in texts]
    assert_equal(page, "patterns.tidy", rows, list(map(tidy, texts)))
    assert_equal(page, "patterns.isForbidden", rows, list(map(is_forbidden, texts)))
    assert_equal(page, "patterns.isCode", rows, list(map(is_code, texts)))
    assert_equal(page, "patterns.wordsOf", rows, list(map(words_of, texts)))
    assert_equal(page, "redaction.isLanguage", rows, list(map(builtin().is_interface_language, texts)))


def test_every_character_is_of_the_same_class(page: Page) -> None:
    classes = {
        "letter": str.isalpha,
        "digit": str.isdigit,
        "capital": str.isupper,
        "blanks": str.isspace,
        "latin": lambda letter: "a" <= letter.lower() <= "z",
        "spoken": lambda letter: letter.isalnum() and not letter.isdecimal(),
        "noteNumber": str.isdecimal,
    }
    assigned = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assigned = [letter for letter in assigned if letter not in _UNASSIGNED]
    for name, belongs in classes.items():
        asked = "(text, name) => patterns.has(name === 'noteNumber' ? text + text : text, name)"
        told = page.evaluate(
            f"([letters, name]) => [...letters].map(letter => +({asked})(letter, name)).join('')",
            ["".join(assigned), name],
        )
        expected = "".join("01"[belongs(letter)] for letter in assigned)
        differing = [hex(ord(letter)) for letter, js, py in zip(assigned, told, expected, strict=True) if js != py]
        assert (name, differing) == (name, [])


def test_half_a_character_is_taken_out(page: Page) -> None:
    assert page.evaluate(r"redaction.name('Save \ud83d', 'text', 'button', 'static')") == screened(
        "Save", NameState.CLEAR
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 100_000, id="one word"),
        pytest.param("Save " + "x" * 100_000 + "@", id="a verb and a word"),
        pytest.param("Save " + "1x" * 50_000, id="codes"),
        pytest.param("Save " + "a." * 50_000, id="a host that never ends"),
        pytest.param("Save " + "(" * 50_000 + "x", id="brackets"),
    ],
)
def test_of_a_long_text_only_the_beginning_is_looked_at(page: Page, text: str) -> None:
    for call in ("text => redaction.name(text, 'text', 'tab', 'static')", "redaction.message", "redaction.note"):
        assert page.evaluate(call, text) == page.evaluate(call, text[:LONGEST])


def test_a_short_text_among_many_blanks_is_no_long_one(page: Page) -> None:
    text = "\n" * 50_000 + "Save" + " " * 50_000
    assert page.evaluate("text => redaction.name(text, 'text', 'tab', 'static')", text) == screened(
        "Save", NameState.CLEAR
    )
