"""What stands in for enrichment, mail and calendar when the examples are performed?

In: the made-up companies of ``leads.py``. Out: three small web applications of our own on loopback, told apart by host
name, and what was sent and booked in them.

Law: they are plainly called stand-ins on every page; they reach nothing and nobody outside this machine.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from scripts.examples.leads import COMPANIES, Company

HERE = Path(__file__).parent
PORT = 8301
APPS = ("enrichment", "mail", "calendar")
SLOW_SECONDS = 1.6
"""How long the company look-up takes: long enough to be seen as waiting."""
TAKEN = "10:00"
"""Somebody else always meets at this time, so that a first choice can be refused."""
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}

Answer = tuple[HTTPStatus, object]


def address(app: str) -> str:
    """Return where the stand-in ``app`` is."""
    return f"http://{app}.localhost:{PORT}/"


@dataclass
class Done:
    """What was done in the stand-ins; emptied by each start."""

    messages: list[dict[str, str]] = field(default_factory=list)
    meetings: list[dict[str, str]] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    """The server of all stand-ins."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", PORT), Pages)
        self.done = Done()


class Pages(BaseHTTPRequestHandler):
    """Files by host, and three questions in JSON."""

    server: Server

    def do_GET(self) -> None:
        """Answer with a file, or with companies."""
        parts = urlsplit(self.path)
        if parts.path == "/api/companies":
            time.sleep(SLOW_SECONDS)
            asked = parse_qs(parts.query).get("name", [""])[0].strip().lower()
            self._json((HTTPStatus.OK, [card(company) for company in COMPANIES if asked in company.name.lower()]))
            return
        app = self.headers.get("Host", "").partition(".")[0]
        named = HERE / parts.path.removeprefix("/")
        self._file(named if named.suffix in TYPES and named.parent == HERE else HERE / f"{app}.html")

    def do_POST(self) -> None:
        """Take a message or a meeting."""
        said: dict[str, str] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/messages":
            self.server.done.messages.append({**said, "at": now()})
            self._json((HTTPStatus.CREATED, {}))
        elif said.get("time") == TAKEN:
            self._json((HTTPStatus.CONFLICT, {"problem": "This time is taken. Choose another time."}))
        else:
            self.server.done.meetings.append({**said, "at": now()})
            self._json((HTTPStatus.CREATED, {}))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def _json(self, answer: Answer) -> None:
        self._send(answer[0], "application/json", json.dumps(answer[1]).encode())

    def _file(self, path: Path) -> None:
        if path.exists():
            self._send(HTTPStatus.OK, TYPES[path.suffix], path.read_bytes())
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such stand-in.")

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def now() -> str:
    """Return the time at which something was sent or booked."""
    return datetime.now(UTC).isoformat()


def card(company: Company) -> dict[str, str]:
    """Return what the stand-in for enrichment shows of a company."""
    return {
        "name": company.name,
        "place": company.place,
        "industry": company.industry,
        "employees": f"{company.employees:,}",
        "revenue": f"{company.revenue:,} EUR",
        "phone": company.phone,
        "site": company.host,
        "number": company.number,
    }


@contextmanager
def running() -> Iterator[Done]:
    """Run the stand-ins; yield what is done in them."""
    server = Server()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.done
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with running():
        print("Stand-ins:", *(address(app) for app in APPS), "- stop them with Ctrl-C.")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
