import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import CAPTURES, Sopwright, process

ALL = ["map.bpmn", "map.svg", "report.html", "sop.docx", "sop.html", "sop.md", "sop.pdf", "sop.yaml"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_recording_becomes_every_document(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    said = sopwright("write", lead, "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    assert names_in(tmp_path / "out") == ALL
    assert all(str(tmp_path / "out" / name) in said.out for name in ALL)
    assert "from 2 runs in 1 recording" in said.out


def test_recordings_of_the_same_work_become_one_sop(sopwright: Sopwright, tmp_path: Path) -> None:
    recordings = sorted(CAPTURES.glob("tryton-*.recording.json"))
    said = sopwright("write", *recordings, "--out", tmp_path, "--to", "yaml", "--json")
    summary = json.loads(said.out)
    assert (summary["recordings"], summary["runs"]) == (2, 4)
    assert summary["files"] == [str(tmp_path / "sop.yaml")]


def test_the_same_recording_gives_the_same_bytes(lead: Path, tmp_path: Path) -> None:
    here = process("write", lead, "--out", "a", cwd=tmp_path, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = elsewhere / "copy.json"
    copy.write_bytes(lead.read_bytes())
    there = process("write", copy, "--out", "b", cwd=elsewhere, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert (here.returncode, there.returncode) == (0, 0)
    for name in ALL:
        assert (tmp_path / "a" / name).read_bytes() == (elsewhere / "b" / name).read_bytes(), name


def test_a_document_can_go_to_standard_output_alone(lead: Path) -> None:
    done = process("write", "-", "--to", "md", "--out", "-", stdin=lead.read_bytes())
    assert done.returncode == 0
    assert done.stdout.decode().startswith("*Standard operating procedure*")
    assert done.stderr == b""


def test_the_report_is_to_be_had_for_programs(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    assert sopwright("write", lead, "--out", tmp_path, "--to", "figures").code == 0
    assert names_in(tmp_path) == ["report.json"]
    assert json.loads((tmp_path / "report.json").read_text())["report"] == 1


def test_a_title_is_taken_over(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    sopwright("write", lead, "--out", tmp_path, "--to", "md", "--title", "Work a fresh lead")
    assert "# Work a fresh lead" in (tmp_path / "sop.md").read_text()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b'{"sopwright_recording": 1, "id": ', id="cut off JSON"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="an unknown encoding"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="a picture"),
        pytest.param(b"PK\x03\x04", id="an archive"),
        pytest.param(b'{"sopwright_recording": 99, "events": []}', id="a version of tomorrow"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b'{"a": 1}', id="other JSON"),
        pytest.param(b"name,mail\nA,B\n", id="other CSV"),
        pytest.param(b"sop: 1\nid: lead\ntitle: Lead\n", id="an SOP"),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_written(
    sopwright: Sopwright, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "lead.json"
    file.write_bytes(content)
    said = sopwright("write", file, "--out", tmp_path / "out")
    assert (said.code, said.out) == (3, "")
    lines = said.err.splitlines()
    assert lines
    assert all(line.startswith(str(file)) and ": expected " in line and line.endswith(".") for line in lines)
    assert names_in(tmp_path) == ["lead.json"]


def test_one_bad_recording_of_several_stops_all(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert sopwright("write", lead, bad, "--out", tmp_path / "out").code == 3
    assert names_in(tmp_path) == ["bad.json"]


@pytest.mark.parametrize(
    ("more", "said_part"),
    [
        pytest.param(["--to", "pfd"], "--to pfd is not known. Choose from yaml, html, pdf,", id="a form that is none"),
        pytest.param(["--out", "-"], "--out - writes one form to standard output. Choose it", id="all forms to a pipe"),
        pytest.param(["--nope"], "No such option: --nope", id="an option that is none"),
    ],
)
def test_wrong_use_is_told(sopwright: Sopwright, lead: Path, tmp_path: Path, more: list[str], said_part: str) -> None:
    said = sopwright("write", lead, "--out", tmp_path / "out", *more)
    assert (said.code, said.out) == (2, "")
    assert said_part in said.err
    assert not names_in(tmp_path)


def test_an_output_never_replaces_a_recording(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    recording = tmp_path / "sop.md"
    recording.write_bytes(lead.read_bytes())
    said = sopwright("write", recording, "--out", tmp_path)
    assert said.code == 2
    assert "would be overwritten" in said.err
    assert recording.read_bytes() == lead.read_bytes()


def test_edits_are_kept_when_the_work_is_recorded_again(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
    sop = tmp_path / "sop.yaml"
    sop.write_text("# ours\nowner: Sales Operations Manager\n" + sop.read_text())
    assert sopwright("write", lead, "--out", tmp_path, "--to", "yaml", "--sop", sop).code == 0
    assert "owner: Sales Operations Manager" in sop.read_text()
    assert "# ours" in sop.read_text()


def test_edits_are_not_lost_by_forgetting_to_name_them(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
    sop = tmp_path / "sop.yaml"
    edited = "owner: Sales Operations Manager\n" + sop.read_text()
    sop.write_text(edited)
    said = sopwright("write", lead, "--out", tmp_path)
    assert said.code == 3
    assert f"Give --sop {sop} to keep them, or another --out." in said.err
    assert sop.read_text() == edited
    assert names_in(tmp_path) == ["sop.yaml"]


def test_an_edit_without_a_place_is_told_and_kept_in_the_earlier_file(
    sopwright: Sopwright, lead: Path, tmp_path: Path
) -> None:
    sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
    sop = tmp_path / "sop.yaml"
    edited = sop.read_text().replace("On **Leads**, select **New lead**.", "Press **New lead**.")
    sop.write_text(edited)
    other = CAPTURES / "django-crm.recording.json"
    said = sopwright("write", other, "--out", tmp_path, "--to", "yaml", "--sop", sop, "--quiet")
    assert said.code == 0
    assert "Your edit has no place any more: steps.start-a-new-lead.do: Press **New lead**." in said.err
    assert (tmp_path / "sop.before.yaml").read_text() == edited
    assert sopwright("write", other, "--out", tmp_path, "--to", "yaml").code == 0


def test_an_sop_without_edits_is_written_again(sopwright: Sopwright, lead: Path, tmp_path: Path) -> None:
    sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
    first = (tmp_path / "sop.yaml").read_text()
    assert sopwright("write", lead, "--out", tmp_path, "--to", "yaml").code == 0
    assert (tmp_path / "sop.yaml").read_text() == first


def test_ctrl_c_is_quiet_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sopwright", "write", "-", "--out", str(tmp_path / "out")]
    running = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        # A shell that runs the tests in the background lets them ignore Ctrl-C, and what they start with them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - this process has no threads that fork
    )
    assert running.stdin is not None
    running.stdin.write(b"{" * 1_000_000)  # more than a pipe holds: it is being read when this returns
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out, err) == (130, b"", b"")
    assert not names_in(tmp_path)


def test_progress_is_shown_on_a_terminal_alone(lead: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "sopwright", "write", str(lead), "--out", str(tmp_path), "--to", "md"]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True, env=environment)  # noqa: S603 - ours
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert b"Reading" in shown or b"Making sop.md" in shown or b"Putting" in shown
    assert b"\x1b[3" not in shown  # no colour
    assert b"\x1b" not in done.stdout


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so when the other side has closed
        return b""
