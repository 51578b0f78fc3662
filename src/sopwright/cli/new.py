"""``sopwright new``: an SOP from the template library, with a company's names in it."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Json, Quiet, Terminal
from sopwright.errors import InputError
from sopwright.sop.filling import Placeholder, Template, expected


def new(
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", hidden=True)] = "",
    *,
    answers: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=ANSWER", help="Answer one question of the template.")
    ] = None,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to write; standard output when left out.")
    ] = files.STANDARD,
    example: Annotated[bool, typer.Option("--example", help="Answer what is left with examples.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    r"""Start an SOP from a template.

    Without TEMPLATE, the templates and what they ask are listed. On a terminal, what was not
    answered by --set is asked.

    \b
    sopwright new
    sopwright new lead-qualification --example | less
    sopwright new lead-qualification --set company=Acme --out lead.sop.yaml
    """
    terminal = Terminal(quiet=quiet)
    if not template:
        _list(terminal, as_json=json)
        return
    files.check_out(out, json=json)
    given = _given(answers or ())
    known = {each.name: each for each in api.templates()}.get(template)
    if known is not None and example:
        given = {**{each.name: each.default or each.example for each in known.placeholders}, **given}
    elif known is not None and sys.stdin.isatty() and sys.stderr.isatty():
        given = {**_asked(known, given), **given}
    try:
        text = api.fill(template, given)
    except InputError:
        if known is not None:
            terminal.message("Answer with --set NAME=ANSWER, or look at the template first with --example.")
        raise
    if out == files.STANDARD:
        files.emit(text.encode())
        return
    target = Path(out) / f"{template}.sop.yaml" if files.is_folder(out) else Path(out)
    if target.exists() and not force:
        message = f"{target} is there already. Choose another --out, or write over it with --force."
        raise WrongUseError(message)
    files.put(target.parent, {target.name: text.encode()})
    if json:
        terminal.json({"files": [str(target)]})
    else:
        terminal.result(str(target))
        terminal.message(f"Next: edit it, then sopwright lint {target}")


def _given(answers: list[str] | tuple[()]) -> dict[str, str]:
    given: dict[str, str] = {}
    for answer in answers:
        name, equals, text = answer.partition("=")
        if not equals or not name.strip():
            message = f"--set {answer}: expected NAME=ANSWER, such as company=Acme."
            raise WrongUseError(message)
        given[name.strip()] = text
    return given


def _asked(template: Template, given: Mapping[str, str]) -> dict[str, str]:
    """Return what the user answers on the terminal; Enter takes the default, and what cannot be used is asked again."""
    return {
        placeholder.name: typer.prompt(
            _question(placeholder), default=placeholder.default, value_proc=partial(_usable, placeholder), err=True
        )
        for placeholder in template.placeholders
        if placeholder.name not in given
    }


def _usable(placeholder: Placeholder, answer: str) -> str:
    if wanted := expected(placeholder, answer.strip()):
        message = f"expected {wanted}."
        raise typer.BadParameter(message)
    return answer


def _question(placeholder: Placeholder) -> str:
    example = "" if placeholder.default else f" (such as {placeholder.example})"
    return f"{placeholder.ask}{example}"


def _list(terminal: Terminal, *, as_json: bool) -> None:
    library = api.templates()
    if as_json:
        terminal.json({"templates": library})
        return
    terminal.table(("Template", "What it covers"), [(each.name, each.about) for each in library])
    asked = {placeholder.name: placeholder for each in library for placeholder in each.placeholders}
    terminal.result("")
    terminal.table(
        ("Answer", "What is asked", "When not answered"),
        [(each.name, each.ask, each.default or f"must be answered, such as {each.example}") for each in asked.values()],
    )
    terminal.message("\nsopwright new TEMPLATE --set NAME=ANSWER --out FILE")
