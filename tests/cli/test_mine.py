"""``sopwright mine`` as a user meets it."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Sopwright
from tests.writing.mined.logs import story

from sopwright.log.store import save
from sopwright.writing.mined.tables import COLUMNS

MADE = Path(__file__).parents[2] / "examples" / "made-history"
FORMS = ["report.html", "map.svg", "map.bpmn", "mined.json"]
TABLES = {"activities", "edges", "variants", "cases", "people", "handovers", "trend", "figures", "worth", "slow"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log on disk: the story of sixty leads."""
    path = tmp_path / "leads.parquet"
    save(story(), path)
    return path


def test_a_log_becomes_a_report_a_map_and_tables(sopwright: Sopwright, log: Path, tmp_path: Path) -> None:
    said = sopwright("mine", log, "--out", tmp_path / "mined")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:2] == ["leads", "  60 cases, 290 events"]
    assert sum(line.startswith("  · ") for line in lines) == 5
    assert all((tmp_path / "mined" / name).is_file() for name in FORMS)
    found = {path.name for path in (tmp_path / "mined" / "tables").iterdir()}
    assert found == {f"{name}.{form}" for name in COLUMNS for form in ("csv", "parquet")}


def test_only_the_forms_that_were_asked_for_are_written(sopwright: Sopwright, log: Path, tmp_path: Path) -> None:
    assert sopwright("mine", log, "--out", tmp_path / "mined", "--to", "svg,json").code == 0
    assert sorted(path.name for path in (tmp_path / "mined").iterdir()) == ["map.svg", "mined.json"]


def test_filters_hours_and_title_are_told(sopwright: Sopwright, log: Path, tmp_path: Path) -> None:
    hours = ["--hours", "mon-fri 09:00-17:00 Europe/Berlin DE-BE"]
    asked = ["--filter", "segment=large", "-f", "has=Close", *hours, "--title", "Large ones", "--to", "json", "--json"]
    said = json.loads(sopwright("mine", log, "--out", tmp_path / "mined", *asked).out)
    assert (said["title"], said["cases"], said["refused"]) == ("Large ones", 15, 0)
    assert (
        "Waits, work and durations count working time only: mon-fri 09:00-17:00 Europe/Berlin DE-BE." in said["basis"]
    )
    assert "Only cases whose segment is “large”." in said["basis"]


def test_a_file_that_is_no_log_yet_is_read_on_the_spot(sopwright: Sopwright, tmp_path: Path) -> None:
    files = [MADE / name for name in ("LeadHistory.csv", "Lead.csv", "User.csv")]
    said = sopwright("mine", *files, "--out", tmp_path / "mined", "--to", "report")
    assert said.code == 0
    assert "600 cases" in said.out
    assert "Routing accuracy is 58 % where first owner is Avery Example" in said.out


def test_the_same_log_gives_the_same_files(sopwright: Sopwright, log: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert sopwright("mine", log, "--out", tmp_path / folder).code == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / f).rglob("*.*")} for f in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(
            ["--to", "docx"], 2, "--to docx is not known. Choose from report, svg, bpmn, parquet, csv, json.", id="form"
        ),
        pytest.param(["--lifecycle", "some"], 2, "--lifecycle some is not known.", id="lifecycle"),
        pytest.param(
            ["--now", "soon"],
            3,
            "--now soon: expected a date and time, found something else. Write it as 2026-03-31T17:00+02:00.",
            id="now",
        ),
        pytest.param(
            ["--hours", "all day"], 3, "--hours all day: expected working hours, found something else.", id="hours"
        ),
        pytest.param(
            ["--hours", "mon-xyz 9:00-17:00 UTC"],
            3,
            "--hours mon-xyz 9:00-17:00 UTC: expected days such as mon-fri, found 'mon-xyz'.",
            id="days",
        ),
        pytest.param(
            ["--hours", "mon-fri 9:00-17:00 Mars/Base"], 3, "--hours mon-fri 9:00-17:00 Mars/Base: ", id="zone"
        ),
        pytest.param(["--filter", "duration>=900d"], 3, "expected a case that passes, found none of 60", id="filter"),
        pytest.param(["--out", ""], 2, "--out names no folder.", id="out"),
        pytest.param(["--out", "-"], 2, "--out names no folder.", id="standard output"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sopwright: Sopwright, log: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    out = [] if "--out" in arguments else ["--out", tmp_path / "mined"]
    said = sopwright("mine", log, *out, *arguments)
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert not (tmp_path / "mined").exists()


def test_a_log_is_never_written_over(sopwright: Sopwright, log: Path, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    there = tmp_path / "tables" / "edges.parquet"
    there.write_bytes(log.read_bytes())
    said = sopwright("mine", there, "--out", tmp_path)
    assert said.code == 2
    assert "is read by this command, and would be overwritten" in said.err
    assert there.read_bytes() == log.read_bytes()
