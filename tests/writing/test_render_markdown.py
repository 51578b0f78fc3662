"""The Markdown: tidy to read, and markup only where we put it."""

import pytest
from markdown_it import MarkdownIt
from tests.conftest import Compare
from tests.written import AGREED, DRAFT, HOSTILE

from sopwright.evidence import Sentence
from sopwright.sop.document import Sop
from sopwright.writing.render.markdown import escaped, markdown


@pytest.mark.parametrize(("name", "sop"), [("draft", DRAFT), ("agreed", AGREED)])
def test_the_text_is_as_reviewed(name: str, sop: Sop, golden: Compare) -> None:
    golden(f"writing/{name}/sop.md", markdown(sop))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_an_escaped_text_is_one_plain_line(text: str) -> None:
    line = " ".join(text.split())
    (paragraph,) = (token for token in MarkdownIt("commonmark").parse(f"Say: {escaped(line)}") if token.children)
    assert [child.type for child in paragraph.children or []] == ["text"] * len(paragraph.children or [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Select **Save**.", "<p>Select <strong>Save</strong>.</p>", id="bold"),
        pytest.param("*Back on **Leads**.*", "<p><em>Back on <strong>Leads</strong>.</em></p>", id="bold in italic"),
        pytest.param("**Email ***, then go", "<p><strong>Email *</strong>, then go</p>", id="a required field"),
        pytest.param("**“Note”**s", "<p><strong>“Note”</strong>s</p>", id="marks that CommonMark would not read"),
        pytest.param("1. first", "<p>1. first</p>", id="no list"),
        pytest.param("- first", "<p>- first</p>", id="no bullets"),
        pytest.param("17.5 s", "<p>17.5 s</p>", id="a number"),
        pytest.param("a\n\n# b", "<p>a # b</p>", id="no heading"),
    ],
)
def test_a_sentence_keeps_its_light_markup_and_nothing_else(text: str, shown: str) -> None:
    written = markdown(Sop(id="a", title="A", purpose=Sentence(text=text)))
    assert shown in MarkdownIt("commonmark").render(written)


def test_steps_are_counted_on_through_the_phases() -> None:
    lists = [token for token in MarkdownIt("commonmark").parse(markdown(DRAFT)) if token.type == "ordered_list_open"]
    assert [token.attrGet("start") for token in lists] == [None, 4]
