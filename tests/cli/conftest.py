"""The command line as a user meets it: in this process for speed, in one of its own where the process matters."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sopwright.cli import run

ROOT = Path(__file__).parents[2]
CAPTURES = ROOT / "tests" / "captures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command said, and with which code it ended."""

    code: int
    out: str
    err: str


Sopwright = Callable[..., Said]


@pytest.fixture
def sopwright(capfd: pytest.CaptureFixture[str]) -> Sopwright:
    """Run a command in this process."""

    def call(*arguments: str | Path) -> Said:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return call


def process(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "sopwright", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
    )


@pytest.fixture
def lead() -> Path:
    """Return a real recording: two leads worked in BottleCRM."""
    return CAPTURES / "bottle-crm.recording.json"
