"""Try the package as a user gets it: a wheel in an empty environment, without any tool of the developers.

This finds a data file that was left out of the wheel, and an import of something that only developers have.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*command: str, cwd: Path = ROOT) -> str:
    """Run a command that must succeed, and return what it says."""
    done = subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    return done.stdout


def main() -> None:
    """Build, install, write an SOP from an example, mine many leads and check them."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        pinned = ("--build-constraint", str(ROOT / "constraints-dev.txt"))
        run(sys.executable, "-m", "pip", "wheel", *quiet, *pinned, "--no-deps", "-w", str(place), str(ROOT))
        wheel = next(place.glob("sopwright-*.whl"))
        venv.create(place / "venv", with_pip=True)
        python = str(place / "venv" / "bin" / "python")
        run(python, "-m", "pip", "install", *quiet, "-c", str(ROOT / "constraints.txt"), str(wheel))
        sopwright = str(place / "venv" / "bin" / "sopwright")
        print(run(sopwright, "--version", cwd=place), end="")
        run(sopwright, "--help", cwd=place)
        run(sopwright, "new", "lead-qualification", "--example", "--out", "lead.sop.yaml", cwd=place)
        run(sopwright, "lint", "lead.sop.yaml", "--strict", cwd=place)
        example = next(iter(sorted((ROOT / "examples").glob("*.recording.json"))))
        print(run(sopwright, "write", str(example), "--out", "sop", cwd=place), end="")
        many = ROOT / "examples" / "made-history"
        leads = [str(path) for path in sorted(many.glob("*.csv"))]
        print(run(sopwright, "mine", *leads, "--out", "mined", cwd=place), end="")
        print(run(sopwright, "check", *leads, "--sop", str(many / "lead-handling.sop.yaml"), cwd=place), end="")


if __name__ == "__main__":
    main()
