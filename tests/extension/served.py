"""Who serves the proof pages? One loopback server for all host names, answering as a real server would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PAGES = Path(__file__).parent / "pages"
LIBRARIES = Path(__file__).parent / "libraries"
MADE_OF_LIBRARIES = Path(__file__).parents[2] / ".make/libraries"
"""What ``make .make/libraries/made`` bundles from npm."""
SLOW_S = 0.8
STRICT = (
    "default-src 'none'; style-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)

LEAD_FORM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Create lead</title>
<form method="post" action="/leads/create">{problem}<label>Last Name <input name="name"></label>
<button>Save</button></form></html>"""
PROBLEM = '<div role="alert" class="error">Complete this field</div>'
LEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Lead</title>
<div role="status">Lead created</div><nav><a href="/leads">Leads</a></nav></html>"""

ATTACHED = {"Content-Disposition": 'attachment; filename="Maya Reyes.csv"'}
MADE = {
    "/app/": (PAGES / "spa.html").read_text(encoding="utf-8"),
    "/leads/new": LEAD_FORM.format(problem=""),
    "/leads": LEAD,
    "/api": "{}",
    "/slow": "<!doctype html><title>Slow</title><h1>Reports</h1>",
    "/favicon": "x",
}
"""Answers to addresses that begin so; the first that fits is given."""


class Served:
    """A server of pages; more of them can be put in by their path."""

    def __init__(self) -> None:
        """Start serving on a free port."""
        self.more: dict[str, str] = {}
        self._stop = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def at(self, path: str, host: str = "crm.localhost") -> str:
        """Return the address of a page."""
        return f"http://{host}:{self.port}/{path.removeprefix('/')}"

    def made(self, path: str) -> str:
        """Return the page that is made for a path; empty when there is none."""
        return self.more.get(path) or next((text for head, text in MADE.items() if path.startswith(head)), "")

    @staticmethod
    def file(path: str) -> Path:
        """Return the file at a path: a page of our own, or one with a real component library."""
        if not path.startswith("/libraries/"):
            return PAGES / path.lstrip("/")
        name = path.rpartition("/")[2]
        return (LIBRARIES if name.endswith(".html") else MADE_OF_LIBRARIES) / name

    def origins(self, *hosts: str) -> list[str]:
        """Return the origins of these hosts."""
        return [f"http://{host}:{self.port}" for host in hosts]

    def close(self) -> None:
        """Stop serving."""
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(served) -> type[BaseHTTPRequestHandler]:  # noqa: C901, N805 - one branch an answer; `self` is the request here
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                if path.startswith(("/slow", "/api/slow")):
                    served._stop.wait(SLOW_S)
                made = served.made(path)
                file = served.file(path)
                if path.endswith(".csv"):
                    self._send("a,b", "text/csv", ATTACHED if path == "/export.csv" else {})
                elif made:
                    self._send(made)
                elif file.is_file():
                    self._send_file(file)
                else:
                    self._send("", status=HTTPStatus.NOT_FOUND)

            def _send_file(self, file: Path) -> None:
                kind = {".js": "text/javascript", ".css": "text/css"}.get(file.suffix, "text/html")
                strict = {"Content-Security-Policy": STRICT} if file.name == "csp.html" else {}
                self._send(file.read_text(encoding="utf-8"), kind, strict)

            def do_POST(self) -> None:
                body = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
                if body.get("name"):
                    self._send("", headers={"Location": "/leads/00Q5f000007"}, status=HTTPStatus.SEE_OTHER)
                else:
                    self._send(LEAD_FORM.format(problem=PROBLEM))

            def _send(
                self, text: str, kind: str = "text/html", headers: dict[str, str] | None = None, status: int = 200
            ) -> None:
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                for key, value in (headers or {}).items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: a test's output is its own."""

        return Handler


@contextmanager
def serving() -> Iterator[Served]:
    """Serve until the end of the block."""
    served = Served()
    try:
        yield served
    finally:
        served.close()
