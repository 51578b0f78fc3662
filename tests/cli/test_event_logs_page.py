"""docs/how-to/event-logs.md: what its examples show is what the commands say."""

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Sopwright

PAGE = ROOT / "docs" / "how-to" / "event-logs.md"
TICKETS = "Vorfall;Action;Done at\nT1;Call;13.02.2026\nT2;;01.02.2026\n"


def examples() -> list[tuple[str, str]]:
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return [
        (found.partition("\n")[0], found.partition("\n")[2]) for block in blocks for found in block.split("$ ") if found
    ]


def test_commands_say_what_the_page_shows(
    sopwright: Sopwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "tickets.csv").write_text(TICKETS)
    monkeypatch.chdir(tmp_path)
    assert len(examples()) == 3
    for command, shown in examples():
        name, *arguments = shlex.split(command)
        assert name == "sopwright"
        said = sopwright(*arguments)
        assert f"{said.out}{said.err}" == shown
