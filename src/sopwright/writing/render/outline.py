"""What does the document say, in which order, before it is HTML, Markdown, PDF or Word?

In: nothing; these are the types. ``outlining.outline`` fills them from an SOP, each renderer walks them.

Law: every word of every format comes from here, so all formats say the same words in the same order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sopwright.evidence import Origin
from sopwright.mining.graph import ProcessMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some characters in one style.

    Attributes:
        text: Plain text, no markup; every character legal in XML.
        strong: Interface text.
        emphasis: An option or a remark.
        code: A name for machines, such as an id or a digest.
        link: Anchor of this document that the text leads to; empty for none.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A statement, or words of the form around it.

    Attributes:
        runs: Its characters.
        origin: Where the statement comes from; ``None`` for words of the form, such as ``Result:``.
        note: Number of the evidence note; 0 for none.
    """

    runs: tuple[Run, ...]
    origin: Origin | None = None
    note: int = 0

    @property
    def text(self) -> str:
        """The phrase without styles."""
        return "".join(run.text for run in self.runs)


Line = tuple[Phrase, ...]
"""Phrases that stand behind one another."""

Cell = tuple[Line, ...]
"""Lines that stand below one another; empty for a blank cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of prose.

    Attributes:
        line: What it says.
        aside: Whether it explains the document rather than the work.
    """

    line: Line
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Lines without an order."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name and what is known under it."""

    label: Line
    lines: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names and what is known under them."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its head.
        share: Its width against the other columns.
        numeric: Whether it holds numbers, to be set flush right.
    """

    title: str
    share: int = 2
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on every page.

    Attributes:
        title: What the table holds, for those who cannot see it; not printed.
        columns: The head.
        rows: As many cells in each row as there are columns.
        to_fill_in: Whether empty cells are boxes for a pen.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    to_fill_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A line below a step.

    Attributes:
        label: What the line tells, such as ``Result``; empty when it speaks for itself.
        line: What it says.
    """

    label: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered step or decision.

    Attributes:
        number: Such as ``4``, ``E1.2`` or ``D1``.
        anchor: Its name as the target of links.
        line: What to do.
        chips: Short facts: role, system, time limit, optional.
        details: Result, branches, remarks and so on.
    """

    number: str
    anchor: str
    line: Line
    chips: tuple[Line, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Steps or decisions in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a whole.

    Attributes:
        name: Such as ``Work``.
        amount: How much, with its unit.
        share: From 0 to 1.
    """

    name: str
    amount: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Parts that add up to a whole, drawn as one bar with a key.

    Attributes:
        parts: At least one, none of them nothing.
        whole: The whole, with its unit.
    """

    parts: tuple[Part, ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The process map as a drawing, and the same in words.

    Attributes:
        process_map: The graph.
        alternative: What the drawing shows, in one sentence; not printed.
        in_words: The table that says what the drawing shows.
    """

    process_map: ProcessMap
    alternative: str
    in_words: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A text to be sent or spoken, line by line as written; a line may be empty."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The evidence behind the statements that carry its number."""

    number: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """All evidence notes, ascending."""

    items: tuple[Note, ...]


Block = Paragraph | Bullets | Facts | Table | Items | Bar | Picture | Letter | Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it.

    Attributes:
        anchor: Its name as the target of links.
        title: The heading.
        blocks: What it says.
        parts: Sections one level down.
        landscape: Whether it needs a wide page.
    """

    anchor: str
    title: Line
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A whole document.

    Attributes:
        kind: What it is, above the title.
        title: Its title.
        standing: Version, status and short digest, for the head of every page.
        front: What stands between the title and the first section.
        sections: The rest, in order.
    """

    kind: str
    title: str
    standing: str
    front: tuple[Block, ...]
    sections: tuple[Section, ...]


def on_paper(outline: Outline) -> Outline:
    """Return the document with its wide pages last, so that none of them leaves half a page empty before it."""
    return replace(outline, sections=tuple(sorted(outline.sections, key=lambda section: section.landscape)))


def without_empty_columns(table: Table) -> Table:
    """Return the table without the columns in which no row says anything."""
    kept = [place for place, _ in enumerate(table.columns) if any(row[place] for row in table.rows)] or [0]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


def text_of(line: Line) -> str:
    """Return the words of a line without styles and note numbers."""
    return "".join(phrase.text for phrase in line)


def words_of(outline: Outline) -> Iterator[str]:
    """Yield every text of the document in the order in which every format must show it."""
    yield outline.kind
    yield outline.title
    for block in outline.front:
        yield from _words_of_block(block)
    for section in outline.sections:
        yield from _words_of_section(section)


def _words_of_section(section: Section) -> Iterator[str]:
    yield from _words_of(section.title)
    for block in section.blocks:
        yield from _words_of_block(block)
    for part in section.parts:
        yield from _words_of_section(part)


def _words_of_block(block: Block) -> Iterator[str]:  # noqa: C901 - one arm for each kind of block
    match block:
        case Paragraph(line=line):
            yield from _words_of(line)
        case Bullets(items=lines) | Letter(lines=lines):
            yield from _words_of(*lines)
        case Facts(rows=rows):
            for fact in rows:
                yield from _words_of(fact.label, *fact.lines)
        case Table(columns=columns, rows=cells):
            yield from (column.title for column in columns)
            yield from (word for row in cells for cell in row for word in _words_of(*cell))
        case Items(items=items):
            for item in items:
                yield from _words_of_item(item)
        case Bar(parts=parts):
            yield from (word for part in parts for word in (part.name, part.amount))
        case Notes(items=notes):
            for note in notes:
                yield str(note.number)
                yield from _words_of(note.line)
        case Picture(in_words=table):
            yield from _words_of_block(table)


def _words_of_item(item: Item) -> Iterator[str]:
    yield item.number
    yield from _words_of(item.line, *item.chips)
    for detail in item.details:
        yield detail.label
        yield from _words_of(detail.line)


def _words_of(*lines: Line) -> Iterator[str]:
    yield from (phrase.text for line in lines for phrase in line)
