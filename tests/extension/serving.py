"""How does a page under test load the extension's modules? From a server on this machine, for as long as it is asked.

Modules do not load from ``file:`` and ``crypto.subtle`` needs a trustworthy origin; loopback is one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[2]


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Give the panel the policy that it has in the extension."""
        if "/panel/" in self.path:
            manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))
            self.send_header("Content-Security-Policy", manifest["content_security_policy"]["extension_pages"])
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path = ROOT) -> Iterator[str]:
    """Serve a folder on a free port of loopback; the value is the address, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
