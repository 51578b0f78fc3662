"""What must be in no file of the repository: planted secrets, machine paths, private hosts."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = re.compile(rb"(?i)secret(?:alice|smith|son)")
"""The names that were planted into the captures of tests/captures/."""

REASONS = ROOT / "docs" / "decisions" / "0012-what-we-depend-on.md"

MACHINE = re.compile(
    rb"/wor[k]/|/roo[t]/|/tm[p]/[a-z]|index-ur[l]|extra-inde[x]|"
    rb"https?://[a-z0-9.-]*(?:pypi|proxy|mirror|artifactory|nexus)[a-z0-9.-]*/simple"
)
"""Places of one machine or one company's network; the brackets keep this file from finding itself."""


def tracked(*folders: str) -> list[Path]:
    listed = subprocess.run(  # noqa: S603 - fixed arguments
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders],  # noqa: S607 - git by name
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name and (ROOT / name.decode()).is_file()]


@pytest.mark.parametrize("folder", ["examples", "tests/captures", "golden", "docs", "src", "benchmarks", "scripts"])
def test_no_planted_secret_survives(folder: str) -> None:
    found = [str(path) for path in tracked(folder) if PLANTED.search(path.read_bytes())]
    assert not found


def test_no_file_names_a_machine() -> None:
    found = {str(path.relative_to(ROOT)): MACHINE.findall(path.read_bytes()) for path in tracked()}
    assert not {name: hits for name, hits in found.items() if hits}


def test_every_file_of_text_is_utf_8() -> None:
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".json", ".svg", ".html", ".css", ".txt"}:
            path.read_bytes().decode()


def test_every_exception_to_a_lint_rule_says_why() -> None:
    bare = re.compile(r"# noqa(?!: [A-Z0-9, ]+ - \S)|# type: ignore(?!\[)")
    files = [path for path in tracked("src", "tests", "scripts", "benchmarks") if path.suffix == ".py"]
    assert not [
        f"{path.name}:{line}" for path in files if path != Path(__file__) for line in bare.findall(path.read_text())
    ]


def test_every_package_that_is_needed_is_pinned_and_nothing_else_is_said_of_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run, dev = (
        [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]
        for name in ("constraints.txt", "constraints-dev.txt")
    )
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in (*run, *dev))
    assert {wanted(each) for each in project["project"]["dependencies"]} <= {pin.partition("==")[0] for pin in run}
    assert {wanted(each) for each in project["dependency-groups"]["dev"]} <= {pin.partition("==")[0] for pin in dev}


def test_every_package_that_is_needed_has_its_reason_and_no_other_has_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = (
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    )
    table = [line.split("|")[1] for line in REASONS.read_text().splitlines() if line.startswith("| `")]
    told = [name for cell in table for name in re.findall(r"`([^`]+)`", cell)]
    assert sorted(map(wanted, told)) == sorted(map(wanted, needed))


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert hashlib.sha256(text.encode()).hexdigest().startswith("cfc7749b96f63bd3")
    assert text.rstrip().endswith("limitations under the License.")


def wanted(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].replace(".", "-").replace("_", "-").lower()
