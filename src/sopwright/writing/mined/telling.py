"""What does the mined report consist of? Values that the page sets, and nothing of how it looks.

In: nothing; these are the types. ``report.told_of`` fills ``Told``.
"""

from dataclasses import dataclass

from sopwright.mining.history.flow import Flow
from sopwright.mining.history.overview import Overview
from sopwright.writing.mined.standouts import Standout


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table of figures.

    Attributes:
        cells: What stands in each column; the first names the row.
        under: What explains the last cell, in small letters; empty for nothing.
        unknown: Whether the value is not known.
    """

    cells: tuple[str, ...]
    under: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table of figures about all cases, which no filter changes.

    Attributes:
        title: What stands above it.
        columns: Headings; one that ends in ``#`` holds numbers.
        lines: Its rows.
    """

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page about all cases.

    Attributes:
        id: Its name on the page.
        title: Its heading.
        says: Sentences before the tables.
        tables: The tables; those without rows are left out.
    """

    id: str
    title: str
    says: tuple[str, ...]
    tables: tuple[Figures, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that the page says.

    Attributes:
        title: What the log is called.
        overview: What is there to tell.
        flow: What the map shows.
        narrow: What the map on a phone shows.
        standouts: What is unusual, the weightiest first.
        sections: Figures about all cases.
        basis: What the page rests on: filters on the command line, life cycle, working hours, notes of the log.
        definitions: Terms and what they mean.
    """

    title: str
    overview: Overview
    flow: Flow
    narrow: Flow
    standouts: tuple[Standout, ...]
    sections: tuple[Section, ...]
    basis: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
