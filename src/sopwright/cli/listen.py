"""``sopwright listen``: recordings come from the browser; files go into a folder."""

import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Annotated

import typer

from sopwright.cli.choices import OwnVocabulary, known_words
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Quiet, Style, Terminal

PORT = 8737
_MOST = 65_535


def listen(
    folder: Annotated[str, typer.Argument(metavar="DIR", hidden=True)] = "recordings",
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=_MOST, help="Where to listen; 0 takes a free port.")] = PORT,
    write: Annotated[bool, typer.Option("--write", help="Write SOP, map and report of what has come.")] = False,
    token: Annotated[
        str,
        typer.Option(
            "--token",
            envvar="SOPWRIGHT_TOKEN",
            metavar="TEXT",
            help="What a sender must know; made and kept in DIR/.token when left out.",
            show_default=False,
        ),
    ] = "",
    vocabulary: OwnVocabulary = "",
    quiet: Quiet = False,
) -> None:
    r"""Receive recordings from the browser extension.

    Only this computer can reach it. Paste the line that is printed into the extension. Each
    recording is checked and stored in DIR (recordings/ when left out); with --write, all that
    have the same title are written together into DIR/TITLE/. Ctrl-C ends it.

    \b
    sopwright listen
    sopwright listen leads/ --write
    """
    terminal = _Unheard(quiet=quiet)
    words = known_words(vocabulary)
    # What follows is loaded here, so that no other command waits for it.
    from sopwright.cli.receiving.answers import Reception  # noqa: PLC0415 - see above
    from sopwright.cli.receiving.door import Door  # noqa: PLC0415 - see above
    from sopwright.cli.receiving.folder import TOKEN, own_folder  # noqa: PLC0415 - see above
    from sopwright.cli.receiving.server import Server, listening  # noqa: PLC0415 - see above
    from sopwright.cli.receiving.writer import Writer  # noqa: PLC0415 - see above

    if token and not TOKEN.fullmatch(token):
        message = "The token can be guessed, or cannot stand in an address. Give 32 letters, digits, - or _, or none."
        raise WrongUseError(message)
    if not folder:
        message = "DIR is empty. Name a folder, or leave it out."
        raise WrongUseError(message)
    with listening(port) as at, own_folder(folder) as own:
        door = Door(port=at.getsockname()[1], token=token or own.token())
        writer = Writer(own, words, terminal) if write else None
        reception = Reception(door=door, folder=own, vocabulary=words, terminal=terminal, writer=writer)
        server = Server(reception, at)
        _end_by_signals(server.end)
        if writer is not None:
            Thread(target=writer.rehearse, daemon=True).start()
        terminal.message(f"Receiving into {own.path}. Paste this line into the extension; Ctrl-C ends it:")
        terminal.result(f"http://127.0.0.1:{door.port}/#token={door.token}", Style.STRONG)
        server.run()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unheard(Terminal):
    """A terminal that may be closed while recordings still come."""

    def result(self, text: str, style: Style = Style.PLAIN) -> None:
        with suppress(OSError, SystemExit):  # Rich ends the program when nobody reads any more
            Terminal.result(self, text, style)

    def message(self, text: str, style: Style = Style.PLAIN) -> None:
        with suppress(OSError, SystemExit):
            Terminal.message(self, text, style)

    def warn(self, text: str) -> None:
        with suppress(OSError, SystemExit):
            Terminal.warn(self, text)


def _end_by_signals(end: Callable[[], bool]) -> None:
    """Let Ctrl-C and SIGTERM end the receiver in order, and a second one at once."""

    def ended(_number: int, _frame: object) -> None:
        if end():
            raise KeyboardInterrupt

    gc.enable()  # a receiver runs for days
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a sender that has gone must not end us
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ended)
