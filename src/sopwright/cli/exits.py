"""With which number does a command end? What scripts and schedulers may rely on."""

from enum import IntEnum

from sopwright.errors import SopwrightError


class Exit(IntEnum):
    """The exit codes; docs/reference/exit-codes.md says the same, and a test compares them."""

    DONE = 0
    """The command did what was asked. Lint findings and differences are results, not failures."""
    FOUND = 1
    """Findings or differences were found, and ``--strict`` or ``--exit-code`` asked to be told so."""
    USAGE = 2
    """The command was called in a wrong way."""
    REFUSED = 3
    """A file or an answer cannot be read, used or written; each sentence on standard error names it and what to do."""
    DEFECT = 70
    """Sopwright has a defect; please report it."""
    INTERRUPTED = 130
    """Ctrl-C. Nothing was left half-written."""


class WrongUseError(SopwrightError):
    """The arguments contradict each other or the files; the message says which and what to do."""
