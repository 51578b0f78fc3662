"""``sopwright render``: an SOP in other forms."""

from pathlib import Path
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import To, chosen_forms, sop_in
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Json, Quiet, Terminal


def render(
    sop: Annotated[str, typer.Argument(metavar="SOP", hidden=True)],
    *,
    to: To = None,
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", metavar="PATH", help="Folder, or file for one form; standard output when left out."
        ),
    ] = files.STANDARD,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    r"""Turn an SOP into PDF, Word, HTML and other forms.

    SOP is a YAML or JSON file of Sopwright; - reads standard input.

    \b
    sopwright render lead.sop.yaml --to pdf,docx --out lead/
    sopwright render lead.sop.yaml --to svg --out lead.svg
    sopwright render lead.sop.yaml --to md | less
    """
    terminal = Terminal(quiet=quiet)
    files.check_out(out, json=json)
    forms = chosen_forms(to, lambda form: form.by_default and form.name != "yaml" and not form.from_recordings)
    if wanting := next((form.name for form in forms if form.from_recordings), ""):
        message = (
            f"--to {wanting} needs recordings, and an SOP holds none. Use sopwright write RECORDING --to {wanting}."
        )
        raise WrongUseError(message)
    if len(forms) > 1 and (out == files.STANDARD or Path(out).is_file()):
        message = f"{len(forms)} forms need a folder. Give one: --out sop/, or choose one form: --to md, say."
        raise WrongUseError(message)
    source = files.read(sop)
    contents: dict[str, bytes] = {}
    with terminal.progress(1 + len(forms)) as advance:
        advance(f"Reading {source.name}")
        document = sop_in(source)
        for form in forms:
            advance(f"Making {form.file}")
            contents[form.file] = api.render(form.name, document, onto=source.text if form.name == "yaml" else "")
    if out == files.STANDARD:
        files.emit(contents[forms[0].file])
        return
    folder = Path(out)
    if len(forms) == 1 and not files.is_folder(out):
        folder, contents = Path(out).parent, {Path(out).name: contents[forms[0].file]}
    files.check_apart([folder / name for name in contents], [source])
    paths = files.put(folder, contents)
    if json:
        terminal.json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        terminal.result(str(path))
