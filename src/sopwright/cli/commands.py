"""Which commands are there? The command line as one object."""

from collections.abc import Callable
from importlib.metadata import version
from inspect import cleandoc
from typing import Annotated, Any

import typer

from sopwright.cli.check import check
from sopwright.cli.diff import diff
from sopwright.cli.engines import pull, summarise
from sopwright.cli.explain import explain
from sopwright.cli.import_ import import_
from sopwright.cli.lint import lint
from sopwright.cli.listen import listen
from sopwright.cli.log import log
from sopwright.cli.mine import mine
from sopwright.cli.new import new
from sopwright.cli.render import render
from sopwright.cli.show import show
from sopwright.cli.write import write


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"sopwright {version('sopwright')}")
        raise typer.Exit


def _top(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - acts by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Turn recordings of real work into an SOP, a process map and a report.

    Results go to standard output, progress and messages to standard error; - is standard
    input or output; NO_COLOR is honoured. Exit codes: 0 done, 1 found something (only with
    --strict or --exit-code), 2 wrong use, 3 a file was refused, 70 a defect of ours.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _help(function: Callable[..., object]) -> str:
    """Return the docstring, with the mark after which Typer leaves lines as they are."""
    return cleandoc(function.__doc__ or "").replace("\\b", "\b")


def command() -> Any:  # noqa: ANN401 - Typer does not name the type
    """Return the whole command line, ready to be called with ``main(arguments)``."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(invoke_without_command=True)(_top)
    for name, function in (
        ("write", write),
        ("log", log),
        ("summarise", summarise),
        ("pull", pull),
        ("mine", mine),
        ("show", show),
        ("import", import_),
        ("listen", listen),
        ("check", check),
        ("lint", lint),
        ("diff", diff),
        ("render", render),
        ("new", new),
        ("explain", explain),
    ):
        app.command(name, help=_help(function))(function)
    return typer.main.get_command(app)
