"""docs/how-to/check.md: what its example shows is what the command says."""

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Sopwright

PAGE = ROOT / "docs" / "how-to" / "check.md"


def blocks(kind: str) -> list[str]:
    found: list[str] = re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return found


def test_the_command_says_what_the_page_shows(
    sopwright: Sopwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    agreed, roles = blocks("yaml")
    Path("leads.csv").write_text(blocks("csv")[0])
    Path("lead.sop.yaml").write_text(agreed)
    Path("roles.yaml").write_text(roles)
    (example,) = blocks("console")
    command, _, shown = example.removeprefix("$ ").partition("\n")
    said = sopwright(*shlex.split(command)[1:])
    assert [line.rstrip() for line in f"{said.out}{said.err}".splitlines()] == shown.splitlines()
