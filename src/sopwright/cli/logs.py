"""Which event log did the user name? One that was made before, or files that are read on the spot.

In: arguments and options. Out: one event log, and what did not get into it. ``log``, ``mine`` and ``check`` share this.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import listed
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Advance

Case = Annotated[str, typer.Option("--case", metavar="COLUMN", help="Column with the case.", show_default=False)]
Activity = Annotated[
    str, typer.Option("--activity", metavar="COLUMN", help="Column that says what was done.", show_default=False)
]
Time = Annotated[
    str, typer.Option("--time", metavar="COLUMN", help="Column that says when it was completed.", show_default=False)
]
Start = Annotated[
    str, typer.Option("--start", metavar="COLUMN", help="Column that says when it was begun.", show_default=False)
]
Resource = Annotated[
    str, typer.Option("--resource", metavar="COLUMN", help="Column that says who did it.", show_default=False)
]
Role = Annotated[
    str, typer.Option("--role", metavar="COLUMN", help="Column that says in which role.", show_default=False)
]
System = Annotated[
    str, typer.Option("--system", metavar="COLUMN", help="Column with the application.", show_default=False)
]
Zone = Annotated[
    str, typer.Option("--zone", metavar="ZONE", help="Zone of times that state none (UTC).", show_default=False)
]
Order = Annotated[
    str, typer.Option("--date-order", metavar="dmy|mdy", help="What 03/04/2026 means.", show_default=False)
]
CaseType = Annotated[
    str, typer.Option("--case-type", metavar="TYPE", help="Type of object that is the case (OCEL).", show_default=False)
]
Values = Annotated[
    list[str] | None,
    typer.Option("--values", metavar="FIELD,...", help="Keep the values of these fields.", show_default=False),
]
Drop = Annotated[bool, typer.Option("--drop-duplicates", help="Refuse rows that repeat an earlier one.")]

STEPS = 3
"""How many times it is said that a step begins while files become a log."""


def collected(arguments: Sequence[str], options: dict[str, Any], advance: Advance) -> Any:  # noqa: ANN401 - naming the type loads NumPy
    """Return the log of all files that the user named, as ``mining.collecting.Collected``.

    Args:
        arguments: The files; ``-`` is standard input.
        options: As the keywords of ``log.options.Options``, the order of dates as a word and values as listed.
        advance: Is told what is being done, ``STEPS`` times.

    Raises:
        InputError: A file cannot be used, or no row of any can.
        WrongUseError: An option, or a file named twice, makes no sense.
    """
    chosen = options_of(options)
    files.check_once(arguments)
    with _named(arguments) as named:
        return api.event_log(named, chosen, advance=advance)


def options_of(options: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
    """Return the options of reading, checked."""
    from sopwright.log.options import DateOrder, Options  # noqa: PLC0415 - loads Polars

    order = options.pop("date_order", "")
    if order and order not in set(DateOrder):
        message = f"--date-order {order} is not known. Give dmy (day first) or mdy (month first)."
        raise WrongUseError(message)
    values = frozenset(listed(options.pop("values", None)))
    return Options(**options, values=values, date_order=DateOrder(order) if order else None)


@contextmanager
def _named(arguments: Sequence[str]) -> Iterator[list[tuple[Path, str]]]:
    """Give paths and names; what standard input holds is in a file as long as it is needed."""
    with TemporaryDirectory() as folder:
        named = []
        for argument in arguments:
            if argument == files.STANDARD:
                place = Path(folder) / "input"
                place.write_bytes(b"" if sys.stdin is None else sys.stdin.buffer.read())
                named.append((place, "standard input"))
            elif not argument:
                message = "A file was expected, and its name is empty. Name it, or - for standard input."
                raise WrongUseError(message)
            else:
                named.append((Path(argument), argument))
        yield named
