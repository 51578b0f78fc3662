"""What is answered to a request? A WSGI application: recordings come in, documents go out.

In: requests that ``door`` judges. Out: JSON for the extension, pages for people.

Law: a recording that is answered with 200 or 201 is on the disk, in our form and whole. What is refused is neither
kept nor shown. The same recording again gets the same answer.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from sopwright import api
from sopwright.cli.exits import defect
from sopwright.cli.receiving.door import LARGEST, RECORDINGS, Asked, Door
from sopwright.cli.receiving.folder import Folder
from sopwright.cli.receiving.page import PAGE
from sopwright.cli.receiving.writer import Writer
from sopwright.cli.terminal import Terminal
from sopwright.errors import InputError, Problem
from sopwright.recording.form import parse
from sopwright.recording.vocabulary import Vocabulary
from sopwright.writing.amounts import counted

_DOCUMENT = re.compile(r"/sop/([0-9a-f]{64})/([a-z]+\.[a-z]+)")
_TYPES = {
    ".yaml": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".bpmn": "application/xml; charset=utf-8",
}
_WRITTEN = frozenset(form.file for form in api.FORMS if form.by_default)
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What our documents need, and nothing else: they are one file each, without a script."""
_ALWAYS = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

Start = Callable[[str, list[tuple[str, str]]], object]


class Body(Protocol):
    """Where a body is read from."""

    def read(self, size: int) -> bytes:
        """Return at most ``size`` bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: HTTPStatus
    body: bytes = b""
    type: str = "application/json; charset=utf-8"
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Takes recordings, and shows what was written from them.

    Attributes:
        door: Who may come in.
        folder: Where recordings are stored.
        vocabulary: What is known of applications and interface words.
        terminal: Where each recording is told.
        writer: Writes SOPs; ``None`` when recordings are only stored.
    """

    door: Door
    folder: Folder
    vocabulary: Vocabulary
    terminal: Terminal
    writer: Writer | None = None
    _storing: Lock = field(default_factory=Lock)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        headers = {key.removeprefix("HTTP_"): text for key, text in environ.items() if isinstance(text, str)}
        asked = Asked(method=environ["REQUEST_METHOD"], path=environ["PATH_INFO"], headers=headers)
        try:
            answer = self._answer(asked, environ["wsgi.input"])
        except Exception as error:  # noqa: BLE001 - one request must not end the receiver, or show what it held
            self.terminal.warn(defect(error))
            answer = _refused(HTTPStatus.INTERNAL_SERVER_ERROR, _DEFECT)
        head = [("Content-Type", answer.type), ("Content-Length", str(len(answer.body))), *_ALWAYS, *answer.more]
        if asked.extension:
            head += [("Access-Control-Allow-Origin", asked.extension), ("Vary", "Origin")]
        start(f"{answer.status.value} {answer.status.phrase}", head)
        return [] if asked.method == "HEAD" else [answer.body]

    def wants_body(self, asked: Asked) -> bool:
        """Return whether the body of a request will be looked at; any other is thrown away as it comes."""
        return asked.method == "POST" and asked.path == RECORDINGS and self.door.refusal(asked) is None

    def _answer(self, asked: Asked, body: Body) -> Answer:
        refusal = self.door.refusal(asked)
        if refusal is not None:
            more = (("WWW-Authenticate", "Bearer"),) if refusal.status is HTTPStatus.UNAUTHORIZED else ()
            return _refused(refusal.status, refusal.problem, *more)
        return self._let_in(asked, body)

    def _let_in(self, asked: Asked, body: Body) -> Answer:
        match asked.method, asked.path:
            case "OPTIONS", _:
                return _preflight(asked)
            case "POST", path if path == RECORDINGS:
                return self._receive(body.read(LARGEST))
            case "GET" | "HEAD", path if path == RECORDINGS:
                return _json(HTTPStatus.OK, {"says": "Ready to receive."})
            case "GET" | "HEAD", "/":
                return Answer(status=HTTPStatus.OK, body=PAGE.encode(), type=_TYPES[".html"])
            case "GET" | "HEAD", path:
                return self._document(path)
            case _:
                allowed = "GET, HEAD, POST" if asked.path == RECORDINGS else "GET, HEAD"
                return _refused(HTTPStatus.METHOD_NOT_ALLOWED, _METHOD, ("Allow", allowed))

    def _receive(self, body: bytes) -> Answer:
        try:
            with self._storing:
                recording = parse("recording", body, self.vocabulary)
                place, new = self.folder.store(recording, api.dumped(recording))
                number = 0 if self.writer is None else self.writer.stored()
        except InputError as error:
            self.terminal.message(f"Refused: {counted(len(error.problems), 'problem')}; the sender was told")
            return _json(HTTPStatus.UNPROCESSABLE_ENTITY, {"problem": str(error)})
        except OSError as error:
            return self._unwritable(error)
        says, sop = "It is stored.", ""
        if self.writer is not None:
            outcome = self.writer.write(recording, number)
            says = outcome.says
            if outcome.folder:
                sop = f"http://127.0.0.1:{self.door.port}/sop/{self.door.capability(outcome.folder)}/sop.html"
        self.terminal.result(f"{place}  {says}".replace("\n", " "))
        status = HTTPStatus.CREATED if new else HTTPStatus.OK
        return _json(status, {"id": recording.id, "stored": str(place), "sop": sop, "says": says})

    def _unwritable(self, error: OSError) -> Answer:
        found = f"expected a folder that can be written to, found a problem: {error.strerror}"
        remedy = "Mend it, and send the recording again; it was not stored"
        problem = Problem(where=str(self.folder.path), problem=found, remedy=remedy)
        self.terminal.warn(str(problem))
        return _refused(HTTPStatus.INSUFFICIENT_STORAGE, problem)

    def _document(self, path: str) -> Answer:
        found = _DOCUMENT.fullmatch(path)
        place = self._place(found[1], found[2]) if found and found[2] in _WRITTEN else None
        if place is None:
            return _refused(HTTPStatus.NOT_FOUND, _NOTHING)
        try:
            return Answer(status=HTTPStatus.OK, body=place.read_bytes(), type=_TYPES[place.suffix])
        except OSError:
            return _refused(HTTPStatus.NOT_FOUND, _NOTHING)

    def _place(self, capability: str, name: str) -> Path | None:
        folders = {self.door.capability(folder.name): folder for folder in self.folder.folders()}
        place = folders[capability] / name if capability in folders else None
        return None if place is None or place.is_symlink() else place


_METHOD = Problem(
    where="request", problem="expected GET, or POST to /recordings, found another method", remedy="Use one of these"
)
_NOTHING = Problem(
    where="address",
    problem="expected / or a document that was written, found nothing there",
    remedy="Send the recording again, and open the address in the answer",
)
_DEFECT = Problem(
    where="sopwright listen",
    problem="expected an answer, found a defect of ours",
    remedy="Look at its terminal, and report what it says there",
)


def _preflight(asked: Asked) -> Answer:
    """Return what an extension may send; a web page is told nothing."""
    if not asked.extension:
        return _refused(HTTPStatus.METHOD_NOT_ALLOWED, _METHOD, ("Allow", "GET, HEAD"))
    more = [
        ("Access-Control-Allow-Methods", "GET, POST"),
        ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
        ("Access-Control-Max-Age", "600"),
    ]
    if asked.headers.get("ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK") == "true":
        more.append(("Access-Control-Allow-Private-Network", "true"))
    return Answer(status=HTTPStatus.OK, more=tuple(more))


def _refused(status: HTTPStatus, problem: Problem, *more: tuple[str, str]) -> Answer:
    return _json(status, {"problem": str(problem)}, *more)


def _json(status: HTTPStatus, value: dict[str, str], *more: tuple[str, str]) -> Answer:
    return Answer(status=status, body=json.dumps(value, ensure_ascii=False).encode(), more=more)
