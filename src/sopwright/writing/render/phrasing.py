"""How does a sentence of the SOP become phrases of the outline?

In: sentences in light Markdown, dates. Out: runs, phrases and lines.

Law: only ``**interface text**`` and ``*remark*`` are markup; every other character stands for itself, and none is lost
but those that XML forbids or that would reorder the text of their neighbours.
"""

import re
from collections.abc import Iterator
from datetime import date

from sopwright.evidence import EventRef, Origin, Sentence, spans
from sopwright.writing.render.outline import Cell, Line, Note, Notes, Phrase, Run

_MARKED = re.compile(
    r"\*\*(?=\S)(?P<strong>(?:[^*]|\*(?!\*)|\*(?=\*\*(?!\*)))+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\*)\*(?![\s*])(?P<emphasis>(?:[^*]|\*\*[^*]+\*\*)+?)(?<!\s)\*(?!\*)"
)
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ASKS = re.compile(r"[^.!?]*\?")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - read as a line
)


def legible(text: str) -> str:
    r"""Return the text without characters that cannot be shown or that would reorder their neighbours.

    Examples:
        >>> ascii(legible("a\x00b\u202ec"))
        "'a\\ufffdbc'"
    """
    return _ILLEGAL.sub("\ufffd", _REORDERING.sub("", text))


def one_line(text: str) -> str:
    """Return the legible text with every stretch of white space as one space."""
    return " ".join(legible(text).split())


def runs(text: str, *, strong: bool = False, emphasis: bool = False) -> tuple[Run, ...]:
    """Return the runs of a text in light Markdown.

    Examples:
        >>> [(run.text, run.strong) for run in runs("Select **Save** * now")]
        [('Select ', False), ('Save', True), (' * now', False)]
    """
    return tuple(run for run in _runs(one_line(text), strong=strong, emphasis=emphasis) if run.text)


def _runs(text: str, *, strong: bool, emphasis: bool) -> Iterator[Run]:
    end = 0
    for match in _MARKED.finditer(text):
        yield Run(text=text[end : match.start()], strong=strong, emphasis=emphasis)
        bold = match["strong"] is not None
        inside = match["strong"] if bold else match["emphasis"]
        yield from _runs(inside, strong=strong or bold, emphasis=emphasis or not bold)
        end = match.end()
    yield Run(text=text[end:], strong=strong, emphasis=emphasis)


def words(text: str, *, strong: bool = False, code: bool = False, link: str = "") -> Line:
    """Return words of the form as a line; asterisks in them stand for themselves."""
    clean = one_line(text)
    return (Phrase(runs=(Run(text=clean, strong=strong, code=code, link=link),)),) if clean else ()


def glue(text: str) -> Line:
    """Return words of the form whose outer spaces matter, such as `` or ``."""
    return (Phrase(runs=(Run(text=text),)),)


def marked_up(text: str) -> Line:
    """Return a text that people wrote in light Markdown, but that is no sentence with an origin."""
    found = runs(text)
    return (Phrase(runs=found),) if found else ()


def blank(text: str) -> Line:
    """Return the honest blank, such as ``Not stated``, in the style of a question."""
    return (Phrase(runs=(Run(text=text),), origin=Origin.ABSENT),)


def cell(*lines: Line) -> Cell:
    """Return the lines that say something, one below the other."""
    return tuple(line for line in lines if line)


class Footnotes:
    """The numbers of the evidence notes, given in the order in which statements are written down."""

    def __init__(self) -> None:
        """Start without notes."""
        self._numbers: dict[tuple[str, bool], int] = {}

    def number(self, evidence: tuple[EventRef, ...], origin: Origin = Origin.OBSERVED) -> int:
        """Return the number of the note on this evidence, 0 for none; equal evidence shares a note."""
        if not evidence:
            return 0
        return self._numbers.setdefault((spans(evidence), origin is Origin.DERIVED), len(self._numbers) + 1)

    def statement(self, sentence: Sentence) -> Line:
        """Return the sentence with its mark: a note number, ``drafted``, or ``Question:`` where it starts by asking."""
        said = runs(sentence.text)
        note = self.number(sentence.evidence, sentence.origin)
        if sentence.origin is Origin.ABSENT and _ASKS.match(sentence.text):
            said = (Run(text="Question: ", strong=True), *said)
        if sentence.origin is Origin.DRAFTED:
            said = (*said, Run(text=" (drafted, not confirmed)", emphasis=True))
        return (Phrase(runs=said, origin=sentence.origin, note=note),)

    def asked(self, question: str, evidence: tuple[EventRef, ...]) -> Line:
        """Return an open question with the number of its note."""
        return (Phrase(runs=runs(question), origin=Origin.ABSENT, note=self.number(evidence)),)

    def notes(self) -> Notes:
        """Return all notes given so far."""
        return Notes(
            items=tuple(
                Note(number=number, line=words(f"{where}, derived" if derived else where))
                for (where, derived), number in self._numbers.items()
            )
        )


def day(value: date) -> str:
    """Return a date that reads the same in every country.

    Examples:
        >>> day(date(2026, 3, 1))
        '1 March 2026'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
