"""What is a report made of, before it is a page? Words, numbers and bars, each with its evidence.

In: nothing; these are the types. ``report.report_of`` fills them, ``render.report_html`` shows them.

Law: a cell or tile that shows a number of the recordings carries n or its evidence.
"""

from dataclasses import dataclass

from sopwright.evidence import EventRef
from sopwright.recording.work import Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: What it says.
        under: A quieter second line, such as ``n = 50``.
        evidence: The events it rests on.
        share: Length of a bar beside the text, from 0 to 1; ``None`` for no bar.
        strong: Whether it stands out.
        unknown: Whether it says that something is not known.
    """

    text: str
    under: str = ""
    evidence: tuple[EventRef, ...] = ()
    share: float | None = None
    strong: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        title: Its heading.
        number: Whether it holds numbers, which stand at the right.
    """

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings; the first cell of a row names it.

    Attributes:
        caption: What the table shows.
        columns: The headings.
        rows: The rows.
        more: How many rows were left out; 0 when all are shown.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One big number.

    Attributes:
        value: The number in words.
        label: What it is.
        under: n, or why it is unknown.
        evidence: The events it rests on.
        unknown: Whether it is unknown.
    """

    value: str
    label: str
    under: str
    evidence: tuple[EventRef, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Big numbers in a row."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of times.

    Attributes:
        title: What it is the time of.
        times: The buckets.
        steps: How many times its steps were seen.
        evidence: The events.
    """

    title: str
    times: Times
    steps: int
    evidence: tuple[EventRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Stacked bars on one scale, with their numbers as a table.

    Attributes:
        caption: What they show.
        bars: The bars; the first is the whole.
    """

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A few sentences.

    Attributes:
        text: What they say.
        loud: Whether the reader must not miss it.
    """

    text: str
    loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Lines without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLine:
    """One factor of a score, as a bar.

    Attributes:
        title: The factor.
        share: Its value from 0 to 1; ``None`` when unknown.
        points: What it adds, such as ``12.0 of 20``.
        detail: The numbers behind it.
    """

    title: str
    share: float | None
    points: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One candidate for automation.

    Attributes:
        title: What it is.
        verdict: The class.
        score: The score, such as ``72``, with what was reachable beneath.
        reach: What was reachable, when not 100.
        facts: How often, where, and the time at stake.
        why: Why this class, gates included.
        factors: The factors.
        changed_by: What would change the judgement.
        evidence: Its events.
    """

    title: str
    verdict: str
    score: str
    reach: str
    facts: str
    why: tuple[str, ...]
    factors: tuple[FactorLine, ...]
    changed_by: tuple[str, ...]
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPicture:
    """The place of the process map."""

    caption: str


Block = Tiles | Table | Bars | Paragraph | Bullets | Card | ProcessPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report.

    Attributes:
        id: Its anchor.
        title: Its heading.
        blocks: What it shows.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A workflow intelligence report.

    Attributes:
        title: The work it is about.
        subtitle: What it rests on, in one line.
        verdict: Two to four sentences.
        warnings: What a reader must know before any number.
        tiles: The first numbers.
        sections: The parts, in order.
        definitions: Terms and how they are computed.
    """

    title: str
    subtitle: str
    verdict: tuple[str, ...]
    warnings: tuple[str, ...]
    tiles: Tiles
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]
