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

from typer import Abort, TyperException

from sopwright.cli.exits import Exit, WrongUseError
from sopwright.errors import InputError

TRACEBACK = "SOPWRIGHT_TRACEBACK"
"""Set to 1 to see where in the code a defect shows itself."""


def main() -> None:
    """Run the command that the process was called with, and end the process."""
    gc.disable()  # a command ends soon: looking for cycles takes a sixth of its time and frees next to nothing
    signal.signal(signal.SIGTERM, _terminated)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # head and less may close the pipe: no message
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Unicode shows ? and goes on
    sys.exit(run(sys.argv[1:]))


def _terminated(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name and return its exit code."""
    try:
        from sopwright.cli.commands import command  # noqa: PLC0415 - a Ctrl-C while it is loaded is quiet too

        code = command().main(list(arguments), prog_name="sopwright", standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        return _complain(str(error), Exit.REFUSED)
    except WrongUseError as error:
        return _complain(f"sopwright: {error}", Exit.USAGE)
    except TyperException as error:
        return _complain(_usage(error), Exit.USAGE)
    except (KeyboardInterrupt, Abort):
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last stop before the user
        if os.environ.get(TRACEBACK) == "1":
            traceback.print_exc()
        return _complain(_defect(error), Exit.DEFECT)
    return int(code or Exit.DONE)


def _usage(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sopwright"
    return f"{path}: {error.format_message()}\nTry '{path} --help'."


def _defect(error: Exception) -> str:
    """Return one sentence without the error's own text, which may hold what a file holds."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - a name, not a file
    return (
        f"sopwright: a defect of ours showed itself ({type(error).__name__} at {place}). "
        f"Please report it with the command; {TRACEBACK}=1 shows more."
    )


def _complain(text: str, code: Exit) -> Exit:
    from sopwright.cli.terminal import safe  # noqa: PLC0415 - needed only when something is wrong

    print(safe(text), file=sys.stderr)  # noqa: T201 - the one place that speaks without a Terminal
    return code
