"""What can be asked on the command line? Commands: parse, call, show.

In: arguments and files. Out: results on standard output, messages on standard error, files, an exit code.
"""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

from sopwright.cli.exits import TRACEBACK, Exit, WrongUseError, defect
from sopwright.errors import InputError


def main() -> None:
    """Run the command that the process was called with, and end the process."""
    gc.disable()  # a command ends soon: looking for cycles takes a sixth of its time and frees next to nothing
    signal.signal(signal.SIGTERM, _terminated)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # head and less may close the pipe: no message
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Unicode shows ? and goes on
    code = run(sys.argv[1:])
    _let_go()
    sys.exit(code)


def _open_closed() -> None:
    """Let what is said into a closed stream (``>&-``) go nowhere, rather than into a file that is opened later."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: PTH123, SIM115 - for good


def _let_go() -> None:
    """Let go of what standard output did not take; that was told before."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminated(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name and return its exit code."""
    try:
        from sopwright.cli.commands import command  # noqa: PLC0415 - a Ctrl-C while it is loaded is quiet too

        code = command().main(list(arguments), prog_name="sopwright", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last stop before the user
        return _ended_by(error)
    return int(code or Exit.DONE)


def _ended_by(error: Exception) -> Exit:
    """Say what ended a command, and return the exit code."""
    from typer import Abort, TyperException  # noqa: PLC0415 - loaded by the command before

    match error:
        case InputError():
            return _complain(str(error), Exit.REFUSED)
        case WrongUseError():
            return _complain(f"sopwright: {error}", Exit.USAGE)
        case TyperException():
            return _complain(_usage(error), Exit.USAGE)
        case Abort():
            return Exit.INTERRUPTED
        case OSError(strerror=str(reason)):
            return _complain(_unwritable(error, reason), Exit.REFUSED)
    if os.environ.get(TRACEBACK) == "1":
        traceback.print_exception(error)
    return _complain(defect(error), Exit.DEFECT)


def _unwritable(error: OSError, reason: str) -> str:
    """Return one sentence about a file or stream that the system refuses, as a full disk does."""
    where = "standard output" if error.filename is None else str(error.filename)
    return f"{where}: expected a place that can be used, found a problem: {reason}. Choose another, or mend it."


def _usage(error: Any) -> str:  # noqa: ANN401 - Typer's error, whose type is not loaded yet
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sopwright"
    return f"{path}: {error.format_message()}\nTry '{path} --help'."


def _complain(text: str, code: Exit) -> Exit:
    from sopwright.cli.terminal import safe  # noqa: PLC0415 - needed only when something is wrong

    print(safe(text), file=sys.stderr)  # noqa: T201 - the one place that speaks without a Terminal
    return code
