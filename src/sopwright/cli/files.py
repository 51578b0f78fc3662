"""What is in the files that the user named, and where may results be written?

In: arguments as typed. Out: names and contents; written files, all of them or none.

Law: what is refused is refused before anything is written; a failure or Ctrl-C at any moment leaves every file as it
was; files that are not ours stay.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sopwright.cli.exits import WrongUseError
from sopwright.errors import InputError, Problem, refuse

LIMIT = 256 * 1024 * 1024
"""Bytes. The longest recording seen has 3 MB; what is larger is no recording."""

STANDARD = "-"
"""The argument that stands for standard input or output."""

_STAGING = ".sopwright-"
"""How the folder begins in which results wait until all are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that the user named.

    Attributes:
        name: As named by the user, for messages; ``standard input`` for ``-``.
        path: Where it is; ``None`` for standard input.
        data: Its content.
    """

    name: str
    path: Path | None
    data: bytes

    @property
    def text(self) -> str:
        """The content as text.

        Raises:
            InputError: It is not UTF-8.
        """
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data[: error.start].count(b"\n") + 1
            found = f"expected text in UTF-8, found the byte 0x{self.data[error.start]:02X}"
            where = f"{self.name}:{line}"
            raise refuse(where, found, "Save the file as UTF-8") from error


def read_all(arguments: Sequence[str]) -> tuple[Input, ...]:
    """Return the files that ``arguments`` name, ``-`` being standard input.

    Raises:
        InputError: Some cannot be read; names each of them.
        WrongUseError: A file is named twice.
    """
    check_once(arguments)
    problems: list[Problem] = []
    inputs: list[Input] = []
    for argument in arguments:
        try:
            inputs.append(read(argument))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(inputs)


def read(argument: str) -> Input:
    """Return the file that ``argument`` names, ``-`` being standard input.

    Raises:
        InputError: It cannot be read, is empty or too large.
        WrongUseError: The argument is empty, as a variable is that was not set.
    """
    if not argument:
        message = "A file was expected, and its name is empty. Name it, or - for standard input."
        raise WrongUseError(message)
    if argument == STANDARD:
        name, path = "standard input", None
    else:
        name, path = argument, Path(argument)
    try:
        data = _content(name, path)
    except FileNotFoundError as error:
        raise refuse(name, "expected a file, found nothing there", "Check the name and the folder") from error
    except PermissionError as error:
        raise refuse(name, "expected a file you may read, found one you may not", "Change its permissions") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise refuse(name, f"expected a readable file, found a problem: {reason}", "Check the name") from error
    if not data.strip():
        raise refuse(name, "expected content, found an empty file", "Export or save it again")
    return Input(name=name, path=path, data=data)


def _content(name: str, path: Path | None) -> bytes:
    if path is None:
        data = b"" if sys.stdin is None else sys.stdin.buffer.read(LIMIT + 1)
    else:
        if path.is_dir():
            raise refuse(name, "expected a file, found a folder", "Name the files in it")
        if path.stat().st_size > LIMIT:
            raise _too_large(name)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise _too_large(name)
    return data


def _too_large(name: str) -> InputError:
    found = f"expected at most {LIMIT // 1024 // 1024} MiB, found more"
    return refuse(name, found, "Choose the recording itself, or record less at a time")


def check_once(arguments: Sequence[str]) -> None:
    """Refuse a file that is named twice.

    Raises:
        WrongUseError: It is.
    """
    seen: set[str] = set()
    for argument in arguments:
        key = argument if argument == STANDARD else str(real(argument))
        if key in seen:
            message = f"{argument} is named twice; the work in it would be counted twice."
            raise WrongUseError(message)
        seen.add(key)


def real(place: str | Path) -> Path:
    """Return where a place really is; links that lead round in a circle stay as they are."""
    return Path(os.path.realpath(place))


def check_out(out: str, *, json: bool) -> None:
    """Refuse a place for results that is none, and two results on one standard output.

    Raises:
        WrongUseError: ``--out`` is empty, or ``--json`` would tell of files while none is written.
    """
    if not out:
        message = "--out is empty. Name a place, or - for standard output."
        raise WrongUseError(message)
    if json and out == STANDARD:
        message = "--json tells which files were written, and standard output holds the content. Give --out."
        raise WrongUseError(message)


def check_apart(outputs: Sequence[Path], inputs: Sequence[Input]) -> None:
    """Refuse to write over what is read.

    Raises:
        WrongUseError: An output is an input.
    """
    taken = {real(source.path) for source in inputs if source.path is not None}
    for output in outputs:
        if real(output) in taken:
            message = f"{output} is read by this command, and would be overwritten. Choose another place."
            raise WrongUseError(message)


def put(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all ``files`` into ``folder``, or none; return where they are.

    The folder is made when it is not there. Other files in it stay.

    Raises:
        InputError: They cannot be written there.
    """
    try:
        check_free(folder, tuple(files))
        with _staging(folder) as staging:
            _write(staging, files)
            _move(staging, folder, tuple(files))
    except OSError as error:
        found = f"expected a folder to write to, found a problem: {error.strerror}"
        raise refuse(str(folder), found, "Nothing was changed. Choose another --out, or mend it") from error
    return tuple(folder / name for name in files)


def check_free(folder: Path, names: Sequence[str] = ()) -> None:
    """Refuse a folder that is none, and names in it that files cannot have.

    Raises:
        InputError: Something else is there.
    """
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise refuse(str(place), "expected a folder, found a file", "Choose another --out")
    for name in names:
        if (folder / name).is_dir():
            raise refuse(str(folder / name), "expected a file or nothing, found a folder", "Choose another --out")
        if (folder / name).exists() and not (folder / name).is_file():
            raise refuse(str(folder / name), "expected a file or nothing, found a device", "Choose another --out")


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a place on the same disk as ``folder``, and take away all that is not wanted in the end."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=_STAGING, dir=folder) as name:
            yield Path(name)
    except BaseException:
        for place in made:
            with contextlib.suppress(OSError):  # somebody else's file in it keeps it
                place.rmdir()
        raise


def _write(staging: Path, files: Mapping[str, bytes]) -> None:
    (staging / "old").mkdir()
    (staging / "new").mkdir()
    for name, content in files.items():
        (staging / "new" / name).write_bytes(content)


def _move(staging: Path, folder: Path, names: Sequence[str]) -> None:
    old, new = staging / "old", staging / "new"
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(old / name)
            (new / name).replace(folder / name)
    except BaseException:
        for name in names:
            if not (new / name).exists():
                (folder / name).unlink(missing_ok=True)
            if (old / name).exists():
                (old / name).replace(folder / name)
        raise


def mend(folder: Path) -> None:
    """Put back what a ``put`` took away that was killed on its way; nobody else may be writing to ``folder``."""
    for staging in folder.glob(f"{_STAGING}*"):
        for old in (staging / "old").glob("*"):
            old.replace(folder / old.name)
        shutil.rmtree(staging)


def emit(content: bytes) -> None:
    """Write ``content`` to standard output as it is.

    Raises:
        WrongUseError: It is no text, and standard output is a terminal.
    """
    if b"\0" in content and sys.stdout.isatty():
        message = "This form is no text. Give --out FILE, or send it on with > or |."
        raise WrongUseError(message)
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def is_folder(out: str) -> bool:
    """Return whether ``--out`` names a folder: one that is there, or a name that ends like one."""
    return Path(out).is_dir() or out.endswith((os.sep, "/"))
