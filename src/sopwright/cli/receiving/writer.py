"""What is written from the recordings that have come so far? The SOP, map and report of each title, renewed in place.

In: a folder of recordings. Out: the same files as ``sopwright write`` makes, and a sentence about them.

Law: one at a time; who waited while another wrote what they sent gets that result. A recording that cannot be written
is no failure: it was stored before, and the sentence tells why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock

from sopwright import api
from sopwright.cli import files
from sopwright.cli.exits import defect
from sopwright.cli.receiving.folder import Folder, stem_of
from sopwright.cli.terminal import Terminal
from sopwright.cli.write import Written, in_short, put_in_place, tell_edits, written_from
from sopwright.errors import InputError, refuse
from sopwright.recording.form import dump, identified
from sopwright.recording.schema import Event, Kind, NameSource, NameState, Recording, Target
from sopwright.recording.vocabulary import Vocabulary

_FORMS = tuple(form for form in api.FORMS if form.by_default)
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the recordings of one title.

    Attributes:
        folder: Name of the folder with the documents; empty when none were written.
        says: One sentence or more for the person who recorded.
    """

    folder: str
    says: str


class Writer:
    """Writes what has come, one title at a time."""

    def __init__(self, folder: Folder, vocabulary: Vocabulary, terminal: Terminal) -> None:
        """Write into ``folder``."""
        self._folder = folder
        self._vocabulary = vocabulary
        self._terminal = terminal
        self._writing = Lock()
        self._numbers: Iterator[int] = count(1)
        self._newest = 0
        self._last: dict[str, tuple[int, Outcome]] = {}

    def rehearse(self) -> None:
        """Write a made-up step in memory, so that who sends first does not wait for what is loaded only then."""
        button = Target(role="button", name="Save", name_source=NameSource.TEXT, name_state=NameState.CLEAR)
        step = Event(number=1, kind=Kind.ACTIVATE, t_ms=0, target=button)
        made = identified(Recording(id="", recorder="rehearsal", duration_ms=1, events=(step,)))
        source = files.Input(name="rehearsal", path=None, data=dump(made).encode())
        written_from([source], None, self._vocabulary, "", _FORMS, _quietly)

    def stored(self) -> int:
        """Return the number of a recording that has just been stored; not to be called twice at once."""
        self._newest = next(self._numbers)
        return self._newest

    def write(self, recording: Recording, number: int) -> Outcome:
        """Return what became of a recording and all of the same title, written after this one was stored.

        Args:
            recording: It has been stored.
            number: From ``stored``.
        """
        stem = stem_of(recording)
        with self._writing:
            covers, outcome = self._last.get(stem, (0, None))
            if outcome is None or covers < number:
                covers = self._newest
                outcome = self._outcome(stem, recording)
                self._last[stem] = covers, outcome
            return outcome

    def _outcome(self, stem: str, recording: Recording) -> Outcome:
        try:
            written = self._renewed(self._folder.path / stem, recording)
        except InputError as error:
            return Outcome(folder="", says=f"It is stored; no SOP could be written. {error}")
        except Exception as error:  # noqa: BLE001 - the recording is safe; the next one may be written
            self._terminal.warn(defect(error))
            return Outcome(folder="", says="It is stored; no SOP could be written. A defect of ours showed itself.")
        return Outcome(folder=stem, says=f"{written.sop.title}: {in_short(written)}.")

    def _renewed(self, folder: Path, recording: Recording) -> Written:
        """Write the SOP, again when a person saved it in the meantime."""
        place = folder / "sop.yaml"
        sources = files.read_all([str(path) for path in self._folder.like(recording)])
        for _ in range(_TRIES):
            existing = files.read(str(place)) if place.exists() else None
            written = written_from(sources, existing, self._vocabulary, "", _FORMS, _quietly)
            if existing is None or place.read_bytes() == existing.data:
                _, earlier = put_in_place(folder, written, existing)
                tell_edits(self._terminal, written.kept, earlier)
                return written
        found = "expected an SOP that rests while it is written, found one that changes"
        raise refuse(str(place), found, "Close it elsewhere, and send the recording again")


def _quietly(doing: str) -> None:
    """Show no progress."""
