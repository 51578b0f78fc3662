"""How do requests come in? HTTP on the loopback of this machine, by waitress.

In: a listening socket and the application. Out: answers, until somebody ends it.

Law: a body that nobody wants is dropped as it comes; who sends or reads too slowly is cut off; when it ends, what has
begun to arrive is received and answered first.
"""

import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from select import select
from time import time
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, TransferEncodingNotImplemented
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer

from sopwright.cli.receiving.answers import Reception
from sopwright.cli.receiving.door import LARGEST, Asked
from sopwright.errors import refuse

_TICK = 1.0
"""Seconds between two looks at who is too slow."""

_WAITING = 100
"""Connections that may wait to be accepted when the end is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long we wait, in seconds.

    Attributes:
        idle: For a connection on which nothing happens.
        whole: For a request to arrive whole.
        ending: For what is arriving when we are asked to end.
    """

    idle: float = 30
    whole: float = 120
    ending: float = 10


def listening(port: int) -> socket.socket:
    """Return a socket on the loopback of this machine; port 0 takes any that is free.

    Raises:
        InputError: The port is taken, or not for us.
    """
    where = f"http://127.0.0.1:{port}"
    try:
        return socket.create_server(("127.0.0.1", port))
    except PermissionError as error:
        raise refuse(where, "expected a port you may use, found one you may not", "Give --port 8737, say") from error
    except OSError as error:
        found = "expected a free port, found one in use"
        raise refuse(where, found, "End what listens there, or give another --port") from error


class Server:
    """Serves one application on one socket."""

    def __init__(self, reception: Reception, at: socket.socket, patience: Patience | None = None) -> None:
        """Listen from now on; answer when ``run``."""
        logging.getLogger("waitress").addHandler(logging.NullHandler())  # it must not repeat what was sent
        logging.getLogger("waitress").propagate = False
        settings = Adjustments(threads=8, ident=None, inbuf_overflow=LARGEST + 1, log_socket_errors=False)
        self._patience = patience or Patience()
        self._map: dict[int, Any] = {}
        self._at = at
        self._server = TcpWSGIServer(
            reception,
            map=self._map,
            _sock=at,
            adj=settings,
            sockinfo=(at.family, at.type, at.proto, at.getsockname()),
            bind_socket=False,
        )
        self._server.channel_class = _channels_of(reception)
        self._ending = False

    def run(self) -> None:
        """Answer until ``end`` is called, and then what has begun to arrive."""
        while not self._ending:
            self._turn(_TICK)
        self._let_in_who_waits()
        wasyncore.dispatcher.close(self._server)
        last = time() + self._patience.ending
        while self._channels():
            for channel in self._channels():
                if not _busy(channel) or (not channel.requests and time() > last):
                    channel.will_close = True
            self._turn(_TICK / 4)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._map)

    def end(self) -> bool:
        """Ask for the end, from a signal or another thread; return whether it was asked for before."""
        before, self._ending = self._ending, True
        with suppress(OSError):  # it has ended already
            self._server.pull_trigger()
        return before

    def _let_in_who_waits(self) -> None:
        """Accept who has connected before the end was asked for, and read what they have sent."""
        for _ in range(_WAITING):
            ready, _, _ = select([self._at], [], [], 0)
            if not ready:
                break
            self._turn(0)
        self._turn(0)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)
        now = time()
        for channel in self._channels():
            late = channel.request is not None and channel.began < now - self._patience.whole
            if not channel.requests and (late or channel.last_activity < now - self._patience.idle):
                channel.will_close = True

    def _channels(self) -> list["_Channel"]:
        return [each for each in self._map.values() if isinstance(each, _Channel)]


class _Channel(HTTPChannel):
    """A connection that knows when the request began that is arriving."""

    began = 0.0

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time()
        return super().received(data)


def _busy(channel: HTTPChannel) -> bool:
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)


def _channels_of(reception: Reception) -> type[_Channel]:
    """Return the connections of this application: they keep only the bodies that it wants."""

    class Request(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.chunked:
                message = "Send the length of the body, and no chunks"
                raise TransferEncodingNotImplemented(message)
            asked = Asked(method=str(self.command), path=vars(self)["path"], headers=self.headers)
            if self.body_rcv is not None and not reception.wants_body(asked):
                self.body_rcv = FixedStreamReceiver(self.content_length, _Nowhere(0))

    class Channel(_Channel):
        parser_class = Request

    return Channel


class _Nowhere(OverflowableBuffer):
    """Keeps nothing."""

    def append(self, s: bytes) -> None:
        """Drop ``s``."""
