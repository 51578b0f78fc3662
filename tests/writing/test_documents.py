"""All formats say the same words in the same order, and none of them loses one."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.strategies import sops
from tests.writing import shown
from tests.written import AGREED, DRAFT, HOSTILE

from sopwright.evidence import Origin, Sentence
from sopwright.sop.document import Asset, Definition, Sop, Step
from sopwright.sop.document import Phase as PhaseOfWork
from sopwright.writing.render.docx import docx
from sopwright.writing.render.html import html
from sopwright.writing.render.markdown import markdown
from sopwright.writing.render.outline import on_paper, words_of
from sopwright.writing.render.outlining import outline
from sopwright.writing.render.pdf import pdf

every_sop = pytest.mark.parametrize("sop", [pytest.param(DRAFT, id="draft"), pytest.param(AGREED, id="agreed")])
random_sops = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
few_random_sops = settings(
    random_sops, max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking a PDF takes minutes


def pdf_text(sop: Sop) -> str:
    document = outline(sop)
    return shown.in_pdf(pdf(sop), (document.title + document.standing, document.kind + "Page"))


TEXT_OF: dict[str, Callable[[Sop], str]] = {
    "html": lambda sop: shown.in_html(html(sop)),
    "markdown": lambda sop: shown.in_markdown(markdown(sop)),
    "docx": lambda sop: shown.in_docx(docx(sop)),
}


def numbers_left_to_word(sop: Sop, *, paper: bool = True) -> Iterator[str]:
    """Yield the words without the numbers of steps, which Word counts itself."""
    numbers = set(_item_numbers(sop))
    document = on_paper(outline(sop)) if paper else outline(sop)
    yield from (word for word in words_of(document) if word not in numbers)


def _item_numbers(sop: Sop) -> Iterator[str]:
    yield from (str(n + 1) for n in range(len(sop.steps)))
    for order, path in enumerate(sop.exceptions, start=1):
        yield from (f"E{order}.{n + 1}" for n in range(len(path.steps)))
    yield from (f"D{n + 1}" for n in range(len(sop.decisions)))


def sentences(value: object) -> Iterator[Sentence]:
    """Yield every sentence anywhere in a value; knows nothing of sections."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


def hostile_sop(text: str) -> Sop:
    """Return an SOP that says the text wherever it can."""
    said, asked = Sentence(text=text), Sentence(text=text, origin=Origin.ABSENT)
    drafted = Sentence(text=text, origin=Origin.DRAFTED)
    step = Step(id="s1", do=said, result=asked, role=text, system=text, remarks=(drafted,), only_if=text)
    return Sop(
        id="hostile",
        title=text,
        purpose=said,
        trigger=asked,
        definitions=(Definition(term=text, meaning=said),),
        procedure=(PhaseOfWork(id="p1", phase=text, steps=(step,)),),
        completion=(said, asked, drafted),
        assets=(Asset(id="a", title=text, kind=text, subject=text, body=f"{text}\n{text}"),),
    )


@every_sop
def test_html_says_exactly_what_the_outline_says(sop: Sop) -> None:
    assert shown.squeezed(shown.in_html(html(sop))) == shown.squeezed("".join(words_of(outline(sop))))


@every_sop
def test_markdown_says_everything_in_order(sop: Sop) -> None:
    words = (word for word in words_of(outline(sop)) if not word.isdigit())
    assert shown.first_missing(words, shown.in_markdown(markdown(sop))) == ""


@every_sop
def test_word_says_everything_in_order(sop: Sop) -> None:
    assert shown.first_missing(numbers_left_to_word(sop), shown.in_docx(docx(sop))) == ""


@every_sop
def test_pdf_says_everything_in_order(sop: Sop) -> None:
    text = pdf_text(sop)
    words = [word for word in words_of(outline(sop)) if "Process map" not in word]
    before = words.index("Procedure")
    assert shown.first_missing(iter(words[:before]), text) == ""
    assert [word for word in words if shown.squeezed(word) not in text] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("form", TEXT_OF)
def test_a_hostile_text_is_shown_and_never_obeyed(form: str, text: str) -> None:
    sop = hostile_sop(text)
    assert shown.first_missing(numbers_left_to_word(sop, paper=form == "docx"), TEXT_OF[form](sop)) == ""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_does_not_stop_the_pdf(text: str) -> None:
    content = pdf(hostile_sop(text))
    assert content.startswith(b"%PDF-")
    if text.isascii() and text.isprintable():
        assert shown.squeezed(text) in shown.in_pdf(content)


@random_sops
@given(sops())
def test_no_sentence_of_any_sop_is_lost(sop: Sop) -> None:
    for form, text_of in TEXT_OF.items():
        text = shown.squeezed(text_of(sop))
        lost = [each.text for each in sentences(sop) if shown.squeezed(each.text) not in text]
        assert not lost, form


@few_random_sops
@given(sops())
def test_any_sop_becomes_a_pdf(sop: Sop) -> None:
    assert pdf(sop).startswith(b"%PDF-")


DIGESTS = """
import hashlib, sys
from sopwright.writing.render.docx import docx
from sopwright.writing.render.html import html
from sopwright.writing.render.markdown import markdown
from sopwright.writing.render.pdf import pdf
from tests.written import AGREED, DRAFT
for sop in (DRAFT, AGREED):
    for made in (html(sop).encode(), markdown(sop).encode(), pdf(sop), docx(sop)):
        print(hashlib.sha256(made).hexdigest())
"""


def test_the_same_sop_becomes_the_same_bytes_in_every_process() -> None:
    def digests(seed: str, zone: str) -> str:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)}
        ran = subprocess.run([sys.executable, "-c", DIGESTS], capture_output=True, check=True, env=environment)  # noqa: S603 - our own code
        return ran.stdout.decode()

    first = digests("1", "UTC")
    assert first == digests("2", "Asia/Tokyo")
    assert first.split()[:2] == [hashlib.sha256(made(DRAFT).encode()).hexdigest() for made in (html, markdown)]


def test_a_section_with_nothing_to_say_is_left_out() -> None:
    empty = Sop(id="empty", title="Nothing yet")
    assert [section.anchor for section in outline(empty).sections] == ["basis"]


def test_what_is_absent_stands_as_a_question_and_never_as_a_statement() -> None:
    sop = replace(DRAFT, purpose=Sentence(text="Why do we do this?", origin=Origin.ABSENT))
    assert '<span class="said absent" dir="auto"><b>Question: </b>Why do we do this?</span>' in html(sop)
    assert "***Question:** Why do we do this?*" in markdown(sop)


def test_equal_evidence_shares_a_note_and_derived_says_so() -> None:
    text = markdown(DRAFT)
    assert text.count("[^1]") == 3, "scope, the first step and the note itself"
    assert "[^2]: rec1\\#1, derived" in text


def test_the_parts_of_the_time_add_up_as_printed() -> None:
    lines = markdown(DRAFT).split("## Time\n\n")[1].split("\n")
    assert lines[0] == "17.5 s in all."
    assert lines[2:5] == ["- Work 9.2 s", "- Waiting for the system 2.3 s", "- Idle 6.0 s"]
