"""The contracts of the architecture hold, and each falls when it is broken on purpose."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LAYERS = "Imports go down only"
PURE = "The core is pure"
CYCLES = "No cycles anywhere"


def lint_imports(tree: Path) -> tuple[int, str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", "pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    return done.returncode, done.stdout


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(tree: Path) -> None:
    code, said = lint_imports(tree)
    assert code == 0, said


@pytest.mark.parametrize(
    ("file", "planted", "broken"),
    [
        pytest.param("sop/duration.py", "import sopwright.mining.graph", LAYERS, id="a room imports the one above"),
        pytest.param("sop/duration.py", "import sopwright.recording.work", LAYERS, id="rooms side by side meet"),
        pytest.param("recording/work.py", "import sopwright.sop.document", LAYERS, id="and the other way round"),
        pytest.param("writing/compose.py", "import sopwright.cli.files", LAYERS, id="writing imports the shell"),
        pytest.param("stray.py", '"""A module that is on no map."""', LAYERS, id="a module is on no map"),
        pytest.param("mining/graph.py", "import time", PURE, id="the core looks at the clock"),
        pytest.param("errors.py", "import random", PURE, id="the core draws lots"),
        pytest.param("api.py", "import os", PURE, id="the front asks the environment"),
        pytest.param("sop/contract.py", "import sopwright.sop.document", CYCLES, id="two modules import each other"),
    ],
)
def test_a_planted_violation_breaks_the_contract(tree: Path, file: str, planted: str, broken: str) -> None:
    module = tree / "src" / "sopwright" / file
    before = module.read_text() if module.exists() else ""
    module.write_text(f"{before}\n{planted}\n")
    code, said = lint_imports(tree)
    assert code != 0
    assert f"{broken} BROKEN" in said
