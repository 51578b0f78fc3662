"""Who may come in? Every request is judged by its head, before its body is kept.

In: method, path and headers. Out: nothing when it may come in; else the refusal.

Law: a web page gets nothing, whatever name it gave to this machine; without the token nothing is stored or shown. A
refusal never repeats what was sent.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from sopwright.errors import Problem

LARGEST = 64 * 1024 * 1024
"""Bytes of a body. The longest recording seen has 3 MB."""

RECORDINGS = "/recordings"
"""Where recordings are sent to."""

_EXTENSION = re.compile(r"chrome-extension://[a-p]{32}")
_READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The head of a request.

    Attributes:
        method: In capitals.
        path: Without query, percent signs resolved.
        headers: By name, in capitals and with underscores, as WSGI has them without ``HTTP_``.
    """

    method: str
    path: str
    headers: Mapping[str, str]

    @property
    def extension(self) -> str:
        """The origin, when an extension of the browser asks; else empty."""
        origin = self.headers.get("ORIGIN", "")
        return origin if _EXTENSION.fullmatch(origin) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request may not come in."""

    status: HTTPStatus
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What is let in.

    Attributes:
        port: On which we listen.
        token: What a sender must know.
    """

    port: int
    token: str

    def capability(self, folder: str) -> str:
        """Return the part of an address by which a folder's documents are shown; who has it may read them."""
        return hmac.digest(self.token.encode(), f"sop/{folder}".encode(), "sha256").hex()

    def refusal(self, asked: Asked) -> Refusal | None:
        """Return why a request may not come in; ``None`` when it may."""
        return self._stranger(asked) or (self._without_token(asked) or _body(asked) if _needs_token(asked) else None)

    def _stranger(self, asked: Asked) -> Refusal | None:
        """Return the refusal of a web page: by a name of its own for this machine, or from its own place."""
        hosts = [f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")]
        if asked.headers.get("HOST", "").lower() not in hosts:
            found = "expected a name of this machine, found another"
            return _refusal(HTTPStatus.MISDIRECTED_REQUEST, "Host", found, f"Use http://{hosts[0]}")
        own = [f"http://{host}" for host in hosts]
        origin = asked.headers.get("ORIGIN")
        if origin is not None and not asked.extension and origin not in own:
            found = "expected a request of the Sopwright extension, found one of a web page"
            return _refusal(HTTPStatus.FORBIDDEN, "Origin", found, "Send recordings from the extension's panel")
        if _from_page(asked) and not self._has_token(asked):
            found = "expected an address opened by a person, found one used by a web page"
            return _refusal(HTTPStatus.FORBIDDEN, "Sec-Fetch-Site", found, "Open it in a tab of its own")
        return None

    def _has_token(self, asked: Asked) -> bool:
        kind, _, token = asked.headers.get("AUTHORIZATION", "").partition(" ")
        given = token.strip().encode("utf-8", "surrogateescape")
        return kind.lower() == "bearer" and hmac.compare_digest(given, self.token.encode())

    def _without_token(self, asked: Asked) -> Refusal | None:
        if self._has_token(asked):
            return None
        found = "another" if "AUTHORIZATION" in asked.headers else "none"
        problem = f"expected the token of this receiver, found {found}"
        remedy = "Copy the line that sopwright listen printed, and paste it into the extension"
        return _refusal(HTTPStatus.UNAUTHORIZED, "Authorization", problem, remedy)


def _needs_token(asked: Asked) -> bool:
    return asked.path == RECORDINGS and asked.method != "OPTIONS"


def _from_page(asked: Asked) -> bool:
    """Whether another site's page asks by itself, for a picture or script, say; a link is followed by a person."""
    if asked.extension or asked.headers.get("SEC_FETCH_SITE", "none") in ("none", "same-origin"):
        return False
    return asked.method not in _READING or asked.headers.get("SEC_FETCH_MODE") != "navigate"


def _body(asked: Asked) -> Refusal | None:
    """Return the refusal of a body that cannot be a recording."""
    if asked.method != "POST":
        return None
    kind = asked.headers.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json" or "CONTENT_ENCODING" in asked.headers:
        found = "expected application/json, found another type or a packed one"
        return _refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type", found, "Send the recording as it was saved")
    if int(asked.headers.get("CONTENT_LENGTH") or 0) > LARGEST:
        found = f"expected at most {LARGEST // 1024 // 1024} MiB, found more"
        remedy = "Record a shorter piece of work"
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "recording", found, remedy)
    return None


def _refusal(status: HTTPStatus, where: str, problem: str, remedy: str) -> Refusal:
    return Refusal(status=status, problem=Problem(where=where, problem=problem, remedy=remedy))
