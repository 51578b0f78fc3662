"""Where do received recordings lie? In one folder that one receiver has for itself.

In: recordings in our form. Out: files, whole or not there at all, and their names.

Law: a kill at any moment leaves each file as it was before or as it is to be; what else lies in the folder stays. Two
titles never share a name, and recordings without a title are never taken for the same work.
"""

import contextlib
import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from sopwright.cli import files
from sopwright.cli.import_ import SUFFIX
from sopwright.errors import InputError, refuse
from sopwright.recording.form import dump
from sopwright.recording.schema import Recording

TOKEN = re.compile(r"[A-Za-z0-9_-]{32,128}")
"""What a token looks like: letters that an address may hold, too many to be guessed."""

_TOKEN_FILE = ".token"  # noqa: S105 - the name of a file
_TOKEN_BYTES = 32
_UNFINISHED = ".receiving-"
_LONGEST = 60
_HEAD = 4_000
"""Characters in which the head of a recording's file lies."""
_OTHER_FOLDER = "Name another folder, or mend it"


def stem_of(recording: Recording) -> str:
    """Return the name that recordings of the same title share, with ``recording`` for none.

    Examples:
        >>> stem_of(Recording(id="b1f17605e9f2", recorder="", events=(), title="Qualify a lead!"))
        'qualify-a-lead'
        >>> stem_of(Recording(id="b1f17605e9f2", recorder="", events=()))
        'recording-b1f17605e9f2'
        >>> stem_of(Recording(id="b1f17605e9f2", recorder="", events=(), title="見込み客を確認する"))
        'recording-e3a5a507'
    """
    words = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", recording.title).casefold()))
    if not words:
        return f"recording-{recording.id}"
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    plain = "-".join(re.findall(r"[a-z0-9]+", bare))
    if plain == words and len(plain) <= _LONGEST:
        return plain
    mark = hashlib.sha256(words.encode()).hexdigest()[:8]
    return f"{plain[:_LONGEST].rstrip('-') or 'recording'}-{mark}"


def file_of(recording: Recording) -> str:
    """Return the name of the file that holds the recording."""
    stem = stem_of(recording)
    return f"{stem}{SUFFIX}" if stem.endswith(f"-{recording.id}") else f"{stem}-{recording.id}{SUFFIX}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder of received recordings, and of what is written from them.

    Attributes:
        path: As the user named it.
    """

    path: Path

    def token(self) -> str:
        """Return the token that is kept here; a new one, of 256 random bits, when there is none.

        Raises:
            InputError: Something else is kept in its place.
        """
        place = self.path / _TOKEN_FILE
        if not place.exists():
            self._put(_TOKEN_FILE, f"{secrets.token_urlsafe(_TOKEN_BYTES)}\n".encode())
        place.chmod(stat.S_IRUSR | stat.S_IWUSR)
        text = place.read_text(encoding="utf-8", errors="replace").strip()
        if not TOKEN.fullmatch(text):
            remedy = "Delete it, and a new one is made; the extension then needs the new line"
            raise refuse(str(place), "expected the token of this receiver, found other text", remedy)
        return text

    def store(self, recording: Recording, text: str) -> tuple[Path, bool]:
        """Store a recording; return where it is, and whether it was not there before.

        What was sent before of the same recording is withdrawn: the performer has reviewed it again, and what they
        withheld since must not stay.

        Raises:
            OSError: It cannot be written; nothing was changed.
        """
        place = self.path / file_of(recording)
        content = text.encode()
        if place.is_file() and place.read_bytes() == content:
            return place, False
        self._put(place.name, content)
        for other in self._earlier(recording, place):
            other.unlink()
        return place, True

    def _earlier(self, recording: Recording, place: Path) -> Iterator[Path]:
        """Return the files of a recording by the same recorder that began in the same millisecond."""
        if recording.started is None:
            return
        for other in sorted(self.path.glob(f"*{SUFFIX}")):
            with other.open(encoding="utf-8", errors="replace") as file:
                head = file.read(_HEAD)
            if other != place and all(line in head for line in _signs(recording)):
                yield other

    def like(self, recording: Recording) -> tuple[Path, ...]:
        """Return the recordings that share the title of ``recording``, in the order in which they came."""
        name = file_of(recording)
        stem, end = stem_of(recording), f"-{recording.id}{SUFFIX}"
        if name != stem + end:
            return (self.path / name,)
        pattern = re.compile(rf"{re.escape(stem)}-[0-9a-f]{{12}}{re.escape(SUFFIX)}")
        found = [place for place in self.path.iterdir() if pattern.fullmatch(place.name) and place.is_file()]
        return tuple(sorted(found, key=lambda place: (place.stat().st_mtime_ns, place.name)))

    def folders(self) -> Iterator[Path]:
        """Return the folders in it."""
        return (place for place in self.path.iterdir() if place.is_dir() and not place.is_symlink())

    def sweep(self) -> None:
        """Take away what a receiver that was killed left half-done, and put back what it had taken away."""
        for place in self.path.glob(f"{_UNFINISHED}*"):
            place.unlink()
        for folder in self.folders():
            files.mend(folder)

    def _put(self, name: str, content: bytes) -> None:
        """Write a file so that it is there whole, and stays, or is not there."""
        handle, temporary = mkstemp(prefix=_UNFINISHED, dir=self.path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self.path / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        with _opened(self.path) as folder:
            os.fsync(folder)


def _signs(recording: Recording) -> list[str]:
    """Return the lines at the beginning of a recording's file by which it is known again after another review."""
    lines = dump(recording).splitlines()
    return [line for line in lines if line.startswith((' "recorder": ', ' "started": ', ' "performer": '))]


@contextlib.contextmanager
def own_folder(name: str) -> Iterator[Folder]:
    """Give the folder called ``name``, made when it is not there, to this process alone.

    Raises:
        InputError: It is no folder, cannot be written to, or belongs to another receiver that runs.
    """
    path = Path(name)
    with contextlib.ExitStack() as until_end:
        try:
            path.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
            _take(name, until_end.enter_context(_opened(path)))
            folder = Folder(path=path)
            folder.sweep()
            handle, temporary = mkstemp(prefix=_UNFINISHED, dir=path)
            os.close(handle)
            Path(temporary).unlink()
        except (FileExistsError, NotADirectoryError) as error:
            raise refuse(name, "expected a folder, found a file", "Name another folder") from error
        except OSError as error:
            found = f"expected a folder that can be written to, found a problem: {error.strerror}"
            raise refuse(name, found, _OTHER_FOLDER) from error
        yield folder


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


def _take(name: str, handle: int) -> None:
    """Lock the folder until ``handle`` is closed, by whatever end of the process."""
    import fcntl  # noqa: PLC0415 - not on every system; only this command needs it

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _taken(name) from error


def _taken(name: str) -> InputError:
    found = "expected a folder of its own, found another sopwright listen that receives into it"
    return refuse(name, found, "End that one, or name another folder")
