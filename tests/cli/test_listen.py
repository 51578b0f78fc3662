"""Recordings come from the browser: a real process, real HTTP, real kills."""

import http.client
import http.server
import json
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from tests.cli.conftest import CAPTURES, Sopwright
from tests.cli.listener import EXTENSION, LEAD, Listener

from sopwright import api
from sopwright.cli.receiving.answers import Reception
from sopwright.cli.receiving.door import LARGEST, Door
from sopwright.cli.receiving.folder import file_of, own_folder, stem_of
from sopwright.cli.receiving.server import Patience, Server, listening
from sopwright.cli.terminal import Terminal
from sopwright.recording.form import dump, parse
from sopwright.recording.schema import Recording
from sopwright.recording.vocabulary import builtin

TOKEN = "t" * 43
NAME = "qualify-a-lead-b1f17605e9f2.recording.json"
CANARY = "CANARY7351"


Listen = Callable[..., Listener]


@pytest.fixture
def listen(tmp_path: Path) -> Iterator[Listen]:
    """Start receivers, and end those that a test leaves."""
    started: list[Listener] = []

    def start(*options: str, before: tuple[str, ...] = (), **environment: str) -> Listener:
        started.append(Listener(tmp_path / "recordings", *options, before=before, **environment))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.kill()
        each.out.close()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Give one receiver to all tests that leave nothing in it."""
    listener = Listener(tmp_path_factory.mktemp("refusing") / "recordings")
    yield listener
    listener.kill()


def until(condition: Callable[[], bool], running: Callable[[], bool]) -> bool:
    """Wait until a condition holds, as long as something runs; return whether it held."""
    while running():
        if condition():
            return True
    return condition()


def titled(title: str, seed: int = 0) -> bytes:
    """Return a recording like the example, with a title and events of its own."""
    tree = json.loads(LEAD)
    tree["title"] = title
    tree["started"] = f"2026-03-{1 + sum(title.encode()) % 28:02}T09:{seed:02}:00Z"
    tree["events"][-1]["t_ms"] += seed
    tree["duration_ms"] += seed
    return json.dumps(tree).encode()


class TestReceiving:
    def test_a_recording_is_stored_in_our_form_and_told(self, listen: Listen) -> None:
        listener = listen()
        answer = listener.send()
        place = listener.folder / NAME
        assert (answer.status, answer.json) == (
            201,
            {"id": "b1f17605e9f2", "stored": str(place), "sop": "", "says": "It is stored."},
        )
        assert place.read_text() == dump(parse("lead", LEAD))
        assert listener.end() == (0, f"{place}  It is stored.\n")
        said = f"Receiving into {listener.folder}. Paste this line into the extension; Ctrl-C ends it:\n"
        assert listener.errors.read_text() == said

    def test_the_same_recording_again_is_the_same_answer_and_the_same_file(self, listen: Listen) -> None:
        listener = listen()
        first = listener.send()
        before = (listener.folder / NAME).stat()
        again = listener.send()
        assert (first.status, again.status, again.json) == (201, 200, first.json)
        after = (listener.folder / NAME).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_a_recording_that_was_reviewed_again_takes_the_place_of_the_first(self, listen: Listen) -> None:
        listener = listen()
        listener.send()
        answer = listener.send(LEAD.replace(b'"performer-1"', b'"performer-2"'))
        assert (answer.status, listener.stored()) == (201, [NAME])
        assert '"performer-2"' in (listener.folder / NAME).read_text()

    def test_what_was_withheld_at_a_later_review_does_not_stay(self, listen: Listen) -> None:
        listener = listen()
        listener.send()
        tree = json.loads(LEAD)
        tree["title"] = "Another title"
        tree["events"].pop()
        answer = listener.send(json.dumps(tree).encode())
        assert listener.stored() == [Path(answer.json["stored"]).name] != [NAME]

    def test_two_recordings_that_began_at_different_times_both_stay(self, listen: Listen) -> None:
        listener = listen()
        listener.send(titled("Qualify a lead", 1))
        listener.send(titled("Qualify a lead", 2))
        assert len(listener.stored()) == 2

    def test_thirty_at_once_are_all_stored(self, listen: Listen) -> None:
        listener = listen()
        sent = [titled(f"Work {number}", number) for number in range(30)]
        with ThreadPoolExecutor(30) as pool:
            answers = list(pool.map(listener.send, sent))
        assert [answer.status for answer in answers] == [201] * 30
        assert listener.names() == sorted(file_of(parse("sent", each)) for each in sent)
        assert all((listener.folder / file_of(parse("s", each))).read_text() == dump(parse("s", each)) for each in sent)
        code, out = listener.end()
        assert (code, len(out.splitlines())) == (0, 30)
        assert listener.errors.read_text().count("\n") == 1

    def test_what_cannot_be_read_by_others_is_the_token_and_the_recordings(self, listen: Listen) -> None:
        listener = listen()
        listener.send()
        modes = {path.name: path.stat().st_mode & 0o777 for path in listener.folder.iterdir()}
        assert modes == {".token": 0o600, NAME: 0o600}
        assert listener.folder.stat().st_mode & 0o777 == 0o700

    def test_the_token_outlives_a_restart(self, listen: Listen) -> None:
        first = listen()
        first.end()
        (first.folder / ".token").chmod(0o644)
        second = listen()
        assert second.token == first.token
        assert (first.folder / ".token").stat().st_mode & 0o777 == 0o600

    def test_a_token_of_the_user_is_taken_and_not_kept(self, listen: Listen) -> None:
        listener = listen(SOPWRIGHT_TOKEN=TOKEN)
        assert listener.token == TOKEN
        assert listener.send().status == 201
        assert not (listener.folder / ".token").exists()

    def test_the_words_of_the_user_are_known(self, listen: Listen, tmp_path: Path) -> None:
        own = tmp_path / "own.toml"
        own.write_text('[words]\nown = "zylinderkopf"\n')
        strange = titled("Qualify Zylinderkopf")
        assert parse("sent", strange).title == "Qualify …"
        listener = listen("--vocabulary", str(own))
        assert "/qualify-zylinderkopf-" in listener.send(strange).json["stored"]

    def test_a_program_without_a_browser_may_send(self, listen: Listen) -> None:
        listener = listen()
        head = {"Authorization": f"bearer  {listener.token}", "Content_Type": "application/json; charset=utf-8"}
        assert listener.ask("POST", "/recordings", LEAD, **head).status == 201

    def test_the_connection_can_be_tried_without_storing(self, listen: Listen) -> None:
        listener = listen()
        answer = listener.ask("GET", "/recordings", Authorization=f"Bearer {listener.token}", Origin=EXTENSION)
        assert (answer.status, answer.json) == (200, {"says": "Ready to receive."})
        assert listener.ask("GET", "/recordings").status == 401
        assert listener.names() == []


class TestWriting:
    def test_the_sop_is_there_when_the_answer_is(self, listen: Listen, sopwright: Sopwright, tmp_path: Path) -> None:
        listener = listen("--write")
        answer = listener.send()
        says = "Qualify a lead: 6 steps in 2 phases, 1 exception, from 2 runs in 1 recording."
        assert (answer.status, answer.json["says"]) == (201, says)
        sopwright("write", listener.folder / NAME, "--out", tmp_path / "by-hand")
        by_hand = {path.name: path.read_bytes() for path in (tmp_path / "by-hand").iterdir()}
        assert {path.name: path.read_bytes() for path in (listener.folder / "qualify-a-lead").iterdir()} == by_hand
        shown = listener.ask("GET", urlsplit(answer.json["sop"]).path)
        assert (shown.status, shown.body) == (200, by_hand["sop.html"])
        for name, content in by_hand.items():
            shown = listener.ask("GET", urlsplit(answer.json["sop"]).path.replace("sop.html", name))
            assert (shown.status, shown.body) == (200, content)

    def test_sending_again_writes_the_same_again(self, listen: Listen) -> None:
        listener = listen("--write")
        first = listener.send()
        sop = (listener.folder / "qualify-a-lead" / "sop.yaml").read_text()
        again = listener.send()
        assert (first.status, again.status, again.json) == (201, 200, first.json)
        assert (listener.folder / "qualify-a-lead" / "sop.yaml").read_text() == sop

    def test_recordings_of_one_title_are_written_together_and_edits_stay(self, listen: Listen) -> None:
        listener = listen("--write")
        listener.send(titled("Qualify a lead"))
        sop = listener.folder / "qualify-a-lead" / "sop.yaml"
        sop.write_text("# ours\nowner: Head of Sales\n" + sop.read_text())
        answer = listener.send(titled("Qualify a lead!", 7))
        assert answer.json["says"].endswith("from 4 runs in 2 recordings.")
        listener.send(titled("Close a lead", 9))
        assert api.opened("sop", sop.read_text()).owner == "Head of Sales"
        assert sop.read_text().startswith("# ours\n")
        assert [path.name for path in listener.folder.iterdir() if path.is_dir()].count("close-a-lead") == 1

    def test_an_edit_without_a_place_is_told_and_the_earlier_sop_kept(self, listen: Listen) -> None:
        listener = listen("--write")
        listener.send(titled("Qualify a lead"))
        sop = listener.folder / "qualify-a-lead" / "sop.yaml"
        edited = sop.read_text().replace("On **Leads**, select **New lead**.", "Press **New lead**.")
        sop.write_text(edited)
        (listener.folder / NAME).unlink()
        for path in listener.folder.glob("*.recording.json"):
            path.unlink()
        other = json.loads((CAPTURES / "django-crm.recording.json").read_bytes()) | {"title": "Qualify a lead"}
        assert listener.send(json.dumps(other).encode()).status == 201
        assert (sop.parent / "sop.before.yaml").read_text() == edited
        assert "Your edit has no place any more: steps." in listener.errors.read_text()

    def test_recordings_without_a_title_are_not_taken_for_the_same_work(self, listen: Listen) -> None:
        listener = listen("--write")
        answers = [listener.send(titled("", seed)) for seed in (1, 2)]
        assert all("in 1 recording." in answer.json["says"] for answer in answers)
        assert len({answer.json["sop"] for answer in answers}) == 2

    def test_what_cannot_be_written_is_stored_all_the_same(self, listen: Listen) -> None:
        tree = json.loads(LEAD) | {"events": []}
        listener = listen("--write")
        answer = listener.send(json.dumps(tree).encode())
        stored = answer.json["stored"]
        expected = f"{stored}: expected at least one thing that a person did, found none."
        says = f"It is stored; no SOP could be written. {expected} Record the work again, or choose another file."
        assert (answer.status, answer.json["sop"], answer.json["says"]) == (201, "", says)
        assert Path(stored).is_file()

    def test_an_sop_that_a_person_broke_is_told_and_stays(self, listen: Listen) -> None:
        listener = listen("--write")
        sop = listener.folder / "qualify-a-lead" / "sop.yaml"
        sop.parent.mkdir()
        sop.write_text("procedure: {")
        answer = listener.send()
        assert (answer.status, answer.json["sop"]) == (201, "")
        assert f"{sop}:" in answer.json["says"]
        assert sop.read_text() == "procedure: {"

    def test_twelve_at_once_give_one_whole_sop(self, listen: Listen) -> None:
        listener = listen("--write")
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda seed: listener.send(titled("Qualify a lead", seed)), range(12)))
        assert [answer.status for answer in answers] == [201] * 12
        assert any("in 12 recordings." in answer.json["says"] for answer in answers)
        folder = listener.folder / "qualify-a-lead"
        assert sorted(path.name for path in folder.iterdir()) == sorted(f.file for f in api.FORMS if f.by_default)
        assert "in 12 recordings." in listener.send(titled("Qualify a lead", 3)).json["says"]

    @pytest.mark.parametrize(
        "path",
        [
            "/sop/{}/../../.token",
            "/sop/{}/..%2f..%2f.token",
            "/sop/{}/%2e%2e/%2e%2e/.token",
            "/sop/{}//etc/passwd",
            "/sop/{}/sop.yaml%00.html",
            "/sop/{}/sop.before.yaml",
            "/sop/{}/notes.txt",
            "/sop/{}/",
            "/sop/{}",
            "/sop/qualify-a-lead/sop.html",
            "/sop/" + "0" * 64 + "/sop.html",
            "/.token",
            "//.token",
            "/../../../../etc/passwd",
            "/" + NAME,
            "/recordings/" + NAME,
            "/favicon.ico",
        ],
    )
    def test_nothing_else_is_shown(self, refusing: Listener, path: str) -> None:
        listener = refusing
        folder = listener.folder / "qualify-a-lead"
        folder.mkdir(exist_ok=True)
        for name in ("notes.txt", "sop.before.yaml"):
            (folder / name).write_text("mine")
        capability = Door(port=listener.port, token=listener.token).capability(folder.name)
        answer = listener.ask("GET", path.replace("{}", capability))
        assert answer.status == 404
        problem = "address: expected / or a document that was written, found nothing there."
        assert answer.json == {"problem": f"{problem} Send the recording again, and open the address in the answer."}

    def test_a_link_in_the_folder_leads_nowhere(self, listen: Listen, tmp_path: Path) -> None:
        listener = listen()
        (tmp_path / "private").mkdir()
        (tmp_path / "private" / "sop.html").write_text("mine")
        (listener.folder / "linked").symlink_to(tmp_path / "private")
        (listener.folder / "real").mkdir()
        (listener.folder / "real" / "sop.html").symlink_to(tmp_path / "private" / "sop.html")
        door = Door(port=listener.port, token=listener.token)
        for folder in ("linked", "real"):
            assert listener.ask("GET", f"/sop/{door.capability(folder)}/sop.html").status == 404


class TestRefusing:
    @pytest.mark.parametrize(
        ("headers", "status", "problem"),
        [
            pytest.param(
                {"Authorization": "Bearer " + TOKEN},
                401,
                "Authorization: expected the token of this receiver, found another. "
                "Copy the line that sopwright listen printed, and paste it into the extension.",
                id="another token",
            ),
            pytest.param(
                {"Authorization": "Basic dTpw"},
                401,
                "Authorization: expected the token of this receiver, found another. "
                "Copy the line that sopwright listen printed, and paste it into the extension.",
                id="no token of ours",
            ),
            pytest.param(
                {"Authorization": "Bearer \xff\xfe"},
                401,
                "Authorization: expected the token of this receiver, found another. "
                "Copy the line that sopwright listen printed, and paste it into the extension.",
                id="a token that is no text",
            ),
            pytest.param(
                {"Host": "evil.example:{port}"},
                421,
                "Host: expected a name of this machine, found another. Use http://127.0.0.1:{port}.",
                id="another name for this machine",
            ),
            pytest.param(
                {"Host": "127.0.0.1"},
                421,
                "Host: expected a name of this machine, found another. Use http://127.0.0.1:{port}.",
                id="no port",
            ),
            pytest.param(
                {"Origin": "https://evil.example"},
                403,
                "Origin: expected a request of the Sopwright extension, found one of a web page. "
                "Send recordings from the extension's panel.",
                id="a web page",
            ),
            pytest.param(
                {"Origin": "null"},
                403,
                "Origin: expected a request of the Sopwright extension, found one of a web page. "
                "Send recordings from the extension's panel.",
                id="a page in a sandbox",
            ),
            pytest.param(
                {"Origin": EXTENSION + ".evil.example"},
                403,
                "Origin: expected a request of the Sopwright extension, found one of a web page. "
                "Send recordings from the extension's panel.",
                id="a page with a long name",
            ),
            pytest.param(
                {"Content_Type": "text/plain"},
                415,
                "Content-Type: expected application/json, found another type or a packed one. "
                "Send the recording as it was saved.",
                id="what a form can send",
            ),
            pytest.param(
                {"Content_Encoding": "gzip"},
                415,
                "Content-Type: expected application/json, found another type or a packed one. "
                "Send the recording as it was saved.",
                id="a packed body",
            ),
        ],
    )
    def test_who_may_not_come_in_is_told_why(
        self, refusing: Listener, headers: dict[str, Any], status: int, problem: str
    ) -> None:
        listener = refusing
        given: dict[str, Any] = {name: text.replace("{port}", str(listener.port)) for name, text in headers.items()}
        answer = listener.send(**given)
        assert (answer.status, answer.json) == (status, {"problem": problem.replace("{port}", str(listener.port))})
        allowed = [name for name in answer.headers if name.startswith("Access-Control")]
        assert bool(allowed) is ("Origin" not in headers)
        assert listener.stored() == []

    def test_no_token_at_all_is_told(self, refusing: Listener) -> None:
        listener = refusing
        answer = listener.ask("POST", "/recordings", LEAD, Content_Type="application/json")
        assert (answer.status, answer.headers["Www-Authenticate"]) == (401, "Bearer")
        assert "found none. Copy the line" in answer.json["problem"]

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                b"", "recording: expected a recording, found an empty file. Export the recording again.", id="nothing"
            ),
            pytest.param(
                LEAD[: len(LEAD) // 2],
                "recording:26: expected the rest of the JSON, found the end of the file. Export the recording again.",
                id="the first half",
            ),
            pytest.param(
                b'{"sopwright_recording": 1, "id": "\xe9"}',
                "recording: expected text in UTF-8, found other bytes at position 35. "
                "Save it in UTF-8, or choose the file that the recorder wrote.",
                id="no UTF-8",
            ),
            pytest.param(
                b"[" * 100_000,
                "recording: expected a recording, found JSON nested too deeply to be one. Choose another file.",
                id="nested without end",
            ),
            pytest.param(
                b'{"sopwright_recording": 99}',
                "recording: sopwright_recording: expected version 1 of the recording schema, found 99. "
                "Update Sopwright, or record again with a recorder that fits.",
                id="a version of tomorrow",
            ),
            pytest.param(
                b'{"sopwright_recording": 1, "id": "", "recorder": "", "events": [], "title": 7}',
                "recording:1: title: expected a text, found 7. Correct it.",
                id="a number for a title",
            ),
        ],
    )
    def test_what_is_no_recording_is_refused_in_the_words_of_the_reader(
        self, refusing: Listener, body: bytes, problem: str
    ) -> None:
        listener = refusing
        answer = listener.send(body)
        assert (answer.status, answer.json) == (422, {"problem": problem})
        assert listener.stored() == []
        assert listener.errors.read_text().endswith("Refused: 1 problem; the sender was told\n")

    def test_what_is_too_large_is_told_when_it_has_passed(self, listen: Listen) -> None:
        listener = listen()
        answer = listener.send(b" " * (LARGEST + 1))
        problem = "recording: expected at most 64 MiB, found more. Record a shorter piece of work."
        assert (answer.status, answer.json) == (413, {"problem": problem})
        assert listener.send(LEAD + b" " * (LARGEST - len(LEAD))).status == 201

    @pytest.mark.parametrize(
        ("head", "status"),
        [
            pytest.param("POST /recordings HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", 501, id="no length"),
            pytest.param("POST /recordings HTTP/1.1\r\nContent-Length: 99999999999\r\n", 413, id="an endless body"),
            pytest.param("POST /recordings HTTP/1.1\r\nContent-Length: -1\r\n", 400, id="a length below zero"),
            pytest.param("GET / HTTP/1.1\r\n X: folded\r\n", 400, id="a head that is none"),
            pytest.param("nonsense\r\n", 400, id="no HTTP"),
            pytest.param("GET / HTTP/1.1\r\nX: " + "x" * 300_000 + "\r\n", 431, id="an endless head"),
            pytest.param("GET / HTTP/1.0\r\n", 421, id="no host"),
            pytest.param("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n", 421, id="two hosts"),
        ],
    )
    def test_what_is_no_request_is_refused_at_its_head(self, listen: Listen, head: str, status: int) -> None:
        listener = listen()
        with socket.create_connection(("127.0.0.1", listener.port), timeout=60) as connection:
            connection.sendall(head.replace("{port}", str(listener.port)).encode() + b"\r\n")
            assert connection.recv(12)[9:] == str(status).encode()
        assert listener.send().status == 201

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            pytest.param("PUT", "/recordings", "GET, HEAD, POST", id="another verb for recordings"),
            pytest.param("POST", "/", "GET, HEAD", id="a recording for the page"),
            pytest.param("DELETE", "/sop", "GET, HEAD", id="taking away"),
        ],
    )
    def test_other_methods_are_refused(self, refusing: Listener, method: str, path: str, allowed: str) -> None:
        listener = refusing
        answer = listener.ask(method, path, b"{}", Authorization=f"Bearer {listener.token}")
        problem = "request: expected GET, or POST to /recordings, found another method. Use one of these."
        assert (answer.status, answer.headers["Allow"], answer.json) == (405, allowed, {"problem": problem})

    def test_an_extension_may_ask_beforehand_and_a_page_may_not(self, refusing: Listener) -> None:
        listener = refusing
        asked: dict[str, Any] = {
            "Access_Control_Request_Method": "POST",
            "Access_Control_Request_Private_Network": "true",
        }
        allowed = listener.ask("OPTIONS", "/recordings", Origin=EXTENSION, **asked)
        said = {name: text for name, text in allowed.headers.items() if name.startswith("Access-Control")}
        assert (allowed.status, allowed.body) == (200, b"")
        assert said == {
            "Access-Control-Allow-Origin": EXTENSION,
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
            "Access-Control-Allow-Private-Network": "true",
        }
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:{listener.port}"):
            refused = listener.ask("OPTIONS", "/recordings", Origin=origin, **asked)
            assert refused.status in (403, 405)
            assert not [name for name in refused.headers if name.startswith("Access-Control")]

    @pytest.mark.parametrize(
        ("site", "mode", "status"),
        [
            pytest.param("cross-site", "no-cors", 403, id="a picture of another site's page"),
            pytest.param("same-site", "no-cors", 403, id="a page of another port"),
            pytest.param("cross-site", "navigate", 200, id="a link that was followed"),
            pytest.param("none", "navigate", 200, id="an address that was typed"),
            pytest.param("same-origin", "no-cors", 200, id="our own page"),
        ],
    )
    def test_only_a_person_opens_a_page(self, refusing: Listener, site: str, mode: str, status: int) -> None:
        assert refusing.ask("GET", "/", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode).status == status

    def test_every_answer_is_closed_to_others(self, listen: Listen) -> None:
        listener = listen()
        answers = [
            listener.ask("GET", "/"),
            listener.ask("HEAD", "/"),
            listener.ask("GET", "/nothing"),
            listener.ask("POST", "/recordings", b""),
            listener.send(),
        ]
        for answer in answers:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
            assert "Server" not in answer.headers
        assert answers[1].body == b""

    def test_the_page_says_what_to_do_and_not_the_token(self, refusing: Listener) -> None:
        listener = refusing
        answer = listener.ask("GET", "/")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert b"<h1>Sopwright receives recordings here</h1>" in answer.body
        assert listener.token.encode() not in answer.body

    def test_nothing_of_what_is_refused_is_kept_or_shown(self, listen: Listen) -> None:
        listener = listen("--write")
        secret = json.dumps({"sopwright_recording": 1, "title": [CANARY], CANARY: CANARY}).encode()
        answers = [
            listener.send(secret, Authorization=f"Bearer {CANARY}"),
            listener.send(secret, Host=f"{CANARY}.example"),
            listener.send(secret, Origin=f"https://{CANARY}.example"),
            listener.send(secret, Content_Type=f"text/{CANARY}"),
            listener.ask("POST", f"/{CANARY}?{CANARY}", secret, Authorization=f"Bearer {listener.token}"),
            listener.ask("GET", f"/sop/{CANARY}/{CANARY}.html"),
        ]
        assert all(CANARY.encode() not in answer.body for answer in answers)
        assert [answer.status for answer in answers] == [401, 421, 403, 415, 405, 404]
        assert listener.send(secret).status == 422
        assert listener.send(CANARY.encode() + b"\xff").status == 422
        code, out = listener.end()
        assert (code, out, listener.names()) == (0, "", [])
        assert CANARY not in listener.errors.read_text()


@pytest.mark.browser
class TestInBrowser:
    def test_the_sop_reads_as_it_does_from_a_file(self, listen: Listen, chromium: Browser) -> None:
        listener = listen("--write")
        sop = listener.send().json["sop"]
        said: list[str] = []
        page = chromium.new_page()
        page.on("console", lambda message: said.append(message.text))
        for address in (sop, sop.replace("sop.html", "report.html"), sop.replace("sop.html", "map.svg")):
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok
        page.goto(sop)
        assert page.locator("h1").inner_text() == "Qualify a lead"
        assert page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily").startswith("Inter")
        assert said == []
        page.close()

    def test_a_web_page_gets_nothing_and_sends_nothing(self, listen: Listen, chromium: Browser) -> None:
        listener, other = listen("--write"), OtherSite()
        page = chromium.new_page()
        page.goto(other.address)
        tried = """async ([url, token, body]) => {
          const send = (options) => fetch(url + "/recordings", { method: "POST", body, ...options });
          const outcome = (promise) => promise.then((answer) => `${answer.type} ${answer.status}`, () => "failed");
          return [
            await outcome(send({ headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" } })),
            await outcome(send({ mode: "no-cors" })),
            await outcome(fetch(url + "/")),
            await new Promise((done) => {
              const picture = new Image();
              picture.onload = () => done("loaded");
              picture.onerror = () => done("failed");
              picture.src = url + "/";
            }),
          ];
        }"""
        outcomes = page.evaluate(tried, [listener.address, listener.token, LEAD.decode()])
        assert outcomes[0] == outcomes[2] == outcomes[3] == "failed"
        assert outcomes[1] in ("failed", "opaque 0")
        assert listener.names() == []
        page.close()
        other.close()


class TestEnding:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_it_ends_quietly(self, listen: Listen, number: signal.Signals) -> None:
        listener = listen()
        assert listener.end(number) == (0, "")
        assert listener.errors.read_text().count("\n") == 1

    def test_what_is_arriving_is_received_first(self, listen: Listen) -> None:
        listener = listen()
        with listener.begin(sent=1000) as connection:
            assert listener.ask("GET", "/").status == 200  # what was sent before has been looked at
            listener.process.send_signal(signal.SIGTERM)
            assert until(lambda: refuses(listener.port), lambda: listener.process.poll() is None)
            connection.sendall(LEAD[1000:])
            assert connection.recv(12) == b"HTTP/1.1 201"
        assert listener.process.wait() == 0
        assert listener.stored() == [NAME]

    def test_a_second_signal_ends_it_at_once(self, listen: Listen) -> None:
        listener = listen()
        with listener.begin(sent=1000):
            assert listener.ask("GET", "/").status == 200
            listener.process.send_signal(signal.SIGINT)
            assert until(lambda: refuses(listener.port), lambda: listener.process.poll() is None)
            listener.process.send_signal(signal.SIGINT)
            assert listener.process.wait() == 130
        assert listener.stored() == []

    def test_a_kill_during_an_upload_leaves_nothing(self, listen: Listen) -> None:
        listener = listen()
        with listener.begin(sent=len(LEAD) - 1):
            assert listener.ask("GET", "/").status == 200
            listener.kill()
        assert listener.names() == []
        assert listen().send().status == 201

    @pytest.mark.parametrize("moment", ["stored", "written"])
    def test_a_kill_while_writing_leaves_whole_files(self, listen: Listen, moment: str) -> None:
        listener = listen("--write")
        listener.send(titled("Qualify a lead"))
        folder = listener.folder / "qualify-a-lead"
        before = {path.name for path in folder.iterdir()}
        for seed in range(1, 5):  # the moment is short: try again when it was missed; test_files has each step of it
            sent = titled("Qualify a lead", seed)
            place = listener.folder / file_of(parse("sent", sent))
            reached = place.is_file if moment == "stored" else lambda: any(folder.glob(".sopwright-*"))
            if killed_while(listener, sent, reached):
                break
        listener.kill()
        again = listen("--write")
        assert {path.name for path in folder.iterdir()} == before
        assert place.read_text() == dump(parse("sent", sent))
        assert f"from {2 * seed + 2} runs in {seed + 1} recordings." in again.send(sent).json["says"]

    def test_what_a_killed_receiver_left_is_put_in_order(self, listen: Listen, tmp_path: Path) -> None:
        folder = tmp_path / "recordings"
        staging = folder / "lead" / ".sopwright-x"
        for place in (staging / "old", staging / "new"):
            place.mkdir(parents=True)
        (staging / "old" / "sop.yaml").write_text("edited")
        (staging / "new" / "sop.yaml").write_text("new")
        (folder / ".receiving-y").write_text("half")
        (folder / "notes.txt").write_text("mine")
        listener = listen()
        assert listener.names() == ["lead", "notes.txt"]
        assert [(path.name, path.read_text()) for path in (folder / "lead").iterdir()] == [("sop.yaml", "edited")]

    def test_a_sender_that_goes_does_not_end_it(self, listen: Listen) -> None:
        listener = listen()
        for sent in (0, 1000, len(LEAD)):
            connection = listener.begin(sent=sent)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not an end
            connection.close()
        assert listener.send().status in (200, 201)
        assert listener.process.poll() is None

    def test_a_body_that_is_cut_off_is_not_stored(self, listen: Listen) -> None:
        listener = listen()
        with listener.begin(sent=len(LEAD) - 2) as connection:
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(12) == b""
        assert listener.names() == []

    def test_it_receives_when_nobody_reads_what_it_says(self, listen: Listen) -> None:
        listener = listen()
        listener.out.close()
        assert [listener.send(titled("Work", seed)).status for seed in range(3)] == [201] * 3


class TestPatience:
    @pytest.fixture
    def running(self, tmp_path: Path) -> Iterator[tuple[Server, int]]:
        """Run the server in this process, with little patience."""
        with listening(0) as at, own_folder(str(tmp_path / "recordings")) as own:
            port = at.getsockname()[1]
            door = Door(port=port, token=TOKEN)
            reception = Reception(door=door, folder=own, vocabulary=builtin(), terminal=Terminal(quiet=True))
            server = Server(reception, at, Patience(idle=0.5, whole=0.5, ending=0.5))
            thread = threading.Thread(target=server.run)
            thread.start()
            yield server, port
            server.end()
            thread.join()

    def test_a_connection_without_a_request_is_closed(self, running: tuple[Server, int]) -> None:
        with socket.create_connection(("127.0.0.1", running[1]), timeout=60) as connection:
            assert connection.recv(1) == b""

    def test_a_body_that_trickles_is_cut_off(self, running: tuple[Server, int]) -> None:
        with socket.create_connection(("127.0.0.1", running[1]), timeout=60) as connection:
            head = f"POST /recordings HTTP/1.1\r\nHost: 127.0.0.1:{running[1]}\r\nContent-Length: 60000000\r\n\r\n"
            connection.sendall(head.encode())
            with pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):  # noqa: PT012 - it is cut off at any byte
                while True:
                    connection.sendall(b" ")

    def test_an_end_does_not_wait_for_ever(self, running: tuple[Server, int]) -> None:
        server, port = running
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"POST /recordings HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
            assert not server.end()
            assert connection.recv(1) == b""


class TestStarting:
    def test_a_port_in_use_is_told(self, sopwright: Sopwright, tmp_path: Path) -> None:
        with listening(0) as taken:
            port = taken.getsockname()[1]
            said = sopwright("listen", tmp_path / "recordings", "--port", str(port))
        found = "expected a free port, found one in use. End what listens there, or give another --port."
        assert (said.code, said.out, said.err) == (3, "", f"http://127.0.0.1:{port}: {found}\n")
        assert not (tmp_path / "recordings").exists()

    def test_a_file_in_the_place_of_the_folder_is_told(self, sopwright: Sopwright, tmp_path: Path) -> None:
        place = tmp_path / "recordings"
        place.write_text("mine")
        for folder in (place, place / "below"):
            said = sopwright("listen", folder, "--port", "0")
            expected = f"{folder}: expected a folder, found a file. Name another folder.\n"
            assert (said.code, said.out, said.err) == (3, "", expected)
        assert place.read_text() == "mine"

    def test_a_folder_that_cannot_be_written_to_is_told(self, sopwright: Sopwright) -> None:
        for folder in ("/proc/sopwright", "/proc/self"):
            said = sopwright("listen", folder, "--port", "0")
            assert (said.code, said.out) == (3, "")
            assert f"{folder}: expected a folder that can be written to, found a problem: " in said.err

    def test_a_folder_belongs_to_one_receiver(self, listen: Listen, sopwright: Sopwright) -> None:
        folder = listen().folder
        said = sopwright("listen", folder, "--port", "0")
        found = "expected a folder of its own, found another sopwright listen that receives into it"
        assert (said.code, said.err) == (3, f"{folder}: {found}. End that one, or name another folder.\n")

    def test_a_token_file_that_holds_something_else_is_told(self, sopwright: Sopwright, tmp_path: Path) -> None:
        (tmp_path / ".token").write_text(CANARY)
        said = sopwright("listen", tmp_path, "--port", "0")
        found = "expected the token of this receiver, found other text"
        remedy = "Delete it, and a new one is made; the extension then needs the new line."
        assert (said.code, said.err) == (3, f"{tmp_path / '.token'}: {found}. {remedy}\n")

    @pytest.mark.parametrize("token", ["short", "x" * 31, "with a space in it, and long enough so", "ü" * 40])
    def test_a_token_that_can_be_guessed_is_refused(self, sopwright: Sopwright, tmp_path: Path, token: str) -> None:
        said = sopwright("listen", tmp_path / "recordings", "--token", token)
        message = "The token can be guessed, or cannot stand in an address. Give 32 letters, digits, - or _, or none."
        assert (said.code, said.err) == (2, f"sopwright: {message}\n")

    @pytest.mark.parametrize("port", ["-1", "65536", "http"])
    def test_a_port_that_is_none_is_refused(self, sopwright: Sopwright, tmp_path: Path, port: str) -> None:
        assert sopwright("listen", tmp_path / "recordings", "--port", port).code == 2

    def test_a_full_disk_is_told_and_the_receiver_goes_on(self, listen: Listen) -> None:
        limited = (shutil.which("bash") or "bash", "-c", 'ulimit -f 4 && exec "$@"', "bash")
        listener = listen(before=limited)
        answer = listener.send()
        found = "expected a folder that can be written to, found a problem: File too large"
        remedy = "Mend it, and send the recording again; it was not stored."
        assert (answer.status, answer.json) == (507, {"problem": f"{listener.folder}: {found}. {remedy}"})
        assert listener.names() == []
        assert listener.ask("GET", "/").status == 200

    def test_no_other_command_loads_the_server(self) -> None:
        code = "import sys; from sopwright.cli import run; run(['show', sys.argv[1]]); print('waitress' in sys.modules)"
        command = [sys.executable, "-c", code, str(CAPTURES / "bottle-crm.recording.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
        assert done.stdout.endswith("\nFalse\n")


class TestNames:
    @pytest.mark.parametrize(
        ("title", "stem"),
        [
            pytest.param("Qualify a lead", "qualify-a-lead", id="plain words"),
            pytest.param("  QUALIFY   a lead?! ", "qualify-a-lead", id="the same words"),
            pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
            pytest.param("", "recording-0123456789ab", id="nothing"),
            pytest.param("…", "recording-0123456789ab", id="no words"),
        ],
    )
    def test_a_title_gives_a_name(self, title: str, stem: str) -> None:
        assert stem_of(Recording(id="0123456789ab", recorder="", events=(), title=title)) == stem

    def test_titles_that_differ_have_names_that_differ(self) -> None:
        titles = ["Prüfen", "Prufen", "Prufén", "見込み客", "顧客", "a" * 300, "a" * 301, "a_b", "a b", "recording"]
        stems = [stem_of(Recording(id="0123456789ab", recorder="", events=(), title=title)) for title in titles]
        assert len(set(stems)) == len(titles)
        assert all(re.fullmatch(r"[a-z0-9-]{1,80}", stem) for stem in stems)


class OtherSite:
    """A web page of another site: another port is another origin."""

    def __init__(self) -> None:
        self.server = http.server.HTTPServer(("127.0.0.1", 0), Page)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        """Take it away."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Page(http.server.BaseHTTPRequestHandler):
    """An empty page."""

    def do_GET(self) -> None:
        """Answer with it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another site</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def refuses(port: int) -> bool:
    """Return whether nobody listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=60).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:  # it was about to close
        return False
    return False


def killed_while(listener: Listener, sent: bytes, reached: Callable[[], bool]) -> bool:
    """Send a recording and kill the receiver when a state is reached; return whether it was reached and seen."""
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(listener.send, sent)
        if not until(reached, lambda: not sending.done()):
            return False
        listener.kill()
        return True
