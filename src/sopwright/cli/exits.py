"""With which number does a command end? What scripts and schedulers may rely on."""

import os
import traceback
from enum import IntEnum

from sopwright.errors import SopwrightError

TRACEBACK = "SOPWRIGHT_TRACEBACK"
"""Set to 1 to see where in the code a defect shows itself."""


class Exit(IntEnum):
    """The exit codes; docs/reference/exit-codes.md says the same, and a test compares them."""

    DONE = 0
    """The command did what was asked. Lint findings and differences are results, not failures."""
    FOUND = 1
    """Findings or differences were found, and ``--strict`` or ``--exit-code`` asked to be told so."""
    USAGE = 2
    """The command was called in a wrong way."""
    REFUSED = 3
    """A file, an answer or a port cannot be read, used or written; each sentence on standard error says what to do."""
    DEFECT = 70
    """Sopwright has a defect; please report it."""
    INTERRUPTED = 130
    """Ctrl-C. Nothing was left half-written."""


class WrongUseError(SopwrightError):
    """The arguments contradict each other or the files; the message says which and what to do."""


def defect(error: Exception) -> str:
    """Return one sentence without the error's own text, which may hold what a file holds."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - a name, not a file
    return (
        f"sopwright: a defect of ours showed itself ({type(error).__name__} at {place}). "
        f"Please report it with the command; {TRACEBACK}=1 shows more."
    )
