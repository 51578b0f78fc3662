"""``sopwright import``: recordings made by other tools, in our format."""

from pathlib import Path
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import OwnVocabulary, known_words, recordings_in
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Json, Quiet, Terminal
from sopwright.writing.amounts import counted

SUFFIX = ".recording.json"


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", hidden=True)],
    *,
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="PATH", help="File, or folder; standard output when left out."),
    ] = files.STANDARD,
    vocabulary: OwnVocabulary = "",
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    r"""Turn another tool's recording into Sopwright's format.

    Nothing that was typed is kept. FILE is of Chrome DevTools Recorder, rrweb, Selenium IDE, Playwright codegen or
    Action Logger; - reads standard input. Several recordings in one file are numbered.

    \b
    sopwright import order.json --out order.recording.json
    sopwright import suite.side --out recordings/
    """
    terminal = Terminal(quiet=quiet)
    files.check_out(out, json=False)  # a recording is JSON anyway
    source = files.read(file)
    texts = [api.dumped(each).encode() for each in recordings_in(source, known_words(vocabulary))]
    if out == files.STANDARD:
        if len(texts) > 1:
            message = f"{source.name} holds {len(texts)} recordings. Give a folder for them: --out recordings/"
            raise WrongUseError(message)
        files.emit(texts[0])
        return
    folder, contents = _placed(source, out, texts)
    files.check_apart([folder / name for name in contents], [source])
    paths = files.put(folder, contents)
    if json:
        terminal.json({"files": [str(path) for path in paths]})
        return
    terminal.message(f"{counted(len(paths), 'recording')} from {source.name}")
    for path in paths:
        terminal.result(str(path))


def _placed(source: files.Input, out: str, texts: list[bytes]) -> tuple[Path, dict[str, bytes]]:
    """Return the folder, and what goes into each file in it."""
    if len(texts) == 1 and not files.is_folder(out):
        return Path(out).parent, {Path(out).name: texts[0]}
    stem = "recording" if source.path is None else source.path.name.removesuffix(SUFFIX).rpartition(".")[0]
    stem = stem or (source.path.name.removesuffix(SUFFIX) if source.path else "recording")
    if len(texts) == 1:
        return Path(out), {stem + SUFFIX: texts[0]}
    width = len(str(len(texts)))
    return Path(out), {f"{stem}-{number:0{width}}{SUFFIX}": text for number, text in enumerate(texts, 1)}
