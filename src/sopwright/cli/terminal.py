"""How does a command speak? Results on standard output; progress and messages on standard error.

In: plain texts, rows and values. Out: what the user sees. Rich leaves colours out where there is no terminal, and
where NO_COLOR is set.

Law: nothing from a file reaches a terminal as a control sequence; a row that goes to a pipe is one line.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Annotated, Any, Protocol

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show results and errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

_UNBROKEN = 10_000
"""Columns of a table that does not go to a terminal: enough for any row."""


class Style(StrEnum):
    """How a text stands out on a terminal."""

    PLAIN = ""
    STRONG = "bold"
    FAINT = "dim"
    GOOD = "green"
    WARNING = "yellow"
    BAD = "red"


class Advance(Protocol):
    """Say which step of a long work begins."""

    def __call__(self, doing: str) -> None:
        """Show what is being done now, the step before being done."""


def safe(text: str) -> str:
    """Return ``text`` without what could steer a terminal.

    Examples:
        >>> safe(f"{chr(27)}[31mred")
        '�[31mred'
    """
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "�" for letter in text)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _UNBROKEN
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False, soft_wrap=True)


def _plain(value: object) -> object:
    """Return what JSON can hold for a value of ours: a mapping for what has parts, words for all else."""
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        return {part.name.rstrip("_"): getattr(value, part.name) for part in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where a command shows its results and its progress.

    Attributes:
        quiet: Whether progress and messages are left out.
    """

    quiet: bool = False
    _out: Console = field(default_factory=lambda: _console(stderr=False))
    _err: Console = field(default_factory=lambda: _console(stderr=True))

    def result(self, text: str, style: Style = Style.PLAIN) -> None:
        """Print a result."""
        self._out.print(Text(safe(text), style=style.value), soft_wrap=True)

    def message(self, text: str, style: Style = Style.PLAIN) -> None:
        """Tell something that is no result, unless quiet."""
        if not self.quiet:
            self._err.print(Text(safe(text), style=style.value), soft_wrap=True)

    def warn(self, text: str) -> None:
        """Tell something that the user must not miss, quiet or not."""
        self._err.print(Text(safe(text), style=Style.WARNING.value), soft_wrap=True)

    def json(self, value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Print a result as JSON."""
        self._out.file.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()) -> None:
        """Print rows under headings.

        Args:
            columns: The headings.
            rows: The cells of each row.
            right: Headings of columns of numbers.
        """
        table = Table(box=box.SIMPLE_HEAD if self._out.is_terminal else None, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column, justify="right" if column in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(safe(cell).replace("\n", " ")) for cell in row))
        self._out.print(table)

    @contextmanager
    def progress(self, steps: int) -> Iterator[Advance]:
        """Show how far a long work has come, on a terminal only.

        Args:
            steps: How many times it will be said that a step begins.
        """
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
        )
        shown = self._err.is_terminal and not self.quiet
        with Progress(*columns, console=self._err, transient=True, disable=not shown) as progress:
            task = progress.add_task("Starting", total=steps + 1)

            def advance(doing: str) -> None:
                progress.update(task, description=safe(doing), advance=1)

            yield advance
