"""``sopwright listen`` in a process of its own, and what is sent to it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import CAPTURES

EXTENSION = "chrome-extension://" + "abcdefghijklmnop" * 2
LEAD = (CAPTURES / "bottle-crm.recording.json").read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, str]:
        said = json.loads(self.body)
        assert isinstance(said, dict)
        return said


class Listener:
    """``sopwright listen`` in a process of its own."""

    def __init__(self, folder: Path, *options: str, before: tuple[str, ...] = (), **environment: str) -> None:
        self.folder = folder
        self.errors = folder.parent / f"{folder.name}.stderr"
        command = [*before, sys.executable, "-m", "sopwright", "listen", str(folder), "--port", "0", *options]
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                command, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **environment}
            )
        assert self.process.stdout is not None
        self.out = self.process.stdout
        line = self.out.readline().decode().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#token=[A-Za-z0-9_-]{32,}", line), self.errors.read_text()
        self.address, _, self.token = line.partition("/#token=")
        self.port = int(self.address.rpartition(":")[2])

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send one request; names of headers have underscores for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, text in headers.items():
                connection.putheader(name.replace("_", "-"), text)
            if body is not None and "Content_Length" not in headers:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(status=answer.status, headers=dict(answer.getheaders()), body=answer.read())
        finally:
            connection.close()

    def send(self, body: bytes = LEAD, **headers: str) -> Answer:
        """Send a recording as the extension does."""
        head = {"Authorization": f"Bearer {self.token}", "Content_Type": "application/json", "Origin": EXTENSION}
        return self.ask("POST", "/recordings", body, **(head | headers))

    def begin(self, sent: int, *, length: int = len(LEAD)) -> socket.socket:
        """Send the head of an upload, and ``sent`` bytes of it."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(
            f"POST /recordings HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()
            + LEAD[:sent]
        )
        return connection

    def kill(self) -> None:
        """End it as the system does that has no memory left."""
        self.process.kill()
        self.process.wait()
        self.out.close()

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End it in order; return the exit code and what it had still to say."""
        self.process.send_signal(number)
        out = self.out.read().decode()
        self.out.close()
        return self.process.wait(), out

    def stored(self) -> list[str]:
        """Return the names of the recordings in its folder."""
        return sorted(path.name for path in self.folder.glob("*.recording.json"))

    def names(self) -> list[str]:
        """Return all that lies in its folder but the token."""
        return sorted(path.name for path in self.folder.iterdir() if path.name != ".token")
