"""``sopwright check`` as a user meets it."""

import csv
import json
import re
from pathlib import Path

import polars as pl
import pytest
from tests.cli.conftest import ROOT, Sopwright
from tests.mining.conformance.leads import TEXT

LEADS = """Lead,Step,Done at,Who
L1,create-lead,2026-03-02T09:00Z,Robot
L1,assign-owner,2026-03-02T09:01Z,Robot
L1,call-lead,2026-03-02T09:20Z,Ann
L1,SQL – Accepted,2026-03-02T09:30Z,Ann
L1,book-demo,2026-03-02T09:31Z,Ann
L2,create-lead,2026-03-02T10:00Z,Robot
L2,assign-owner,2026-03-02T10:01Z,Robot
L2,call-lead,2026-03-02T14:20Z,Bob
L2,book-demo,2026-03-02T14:31Z,Bob
L2,Coffee,2026-03-02T14:32Z,Bob
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    log, agreed = tmp_path / "leads.csv", tmp_path / "lead.sop.yaml"
    log.write_text(LEADS)
    agreed.write_text(TEXT)
    return log, agreed


def test_a_manager_reads_what_deviates_and_where_to_look_it_up(sopwright: Sopwright, files: tuple[Path, Path]) -> None:
    log, agreed = files
    said = sopwright("check", log, "--sop", agreed, "--quiet")
    assert said.code == 0
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert lines[:4] == [
        "Qualify a lead",
        "  1 lead of 2 (50 %) went exactly as the SOP allows, from its first step to an end; fitness is 0.93.",
        "  Most often: “accept-lead” skipped in 1 lead (50 %).",
        "  “call-lead” was late in 1 of 2 leads (50 %), half of the times by 3.3 h or more.",
    ]
    hidden = "enrich-lead, reject-lead, forget-lead"
    assert lines[4] == f"  3 steps of 8 cannot be observed in this log ({hidden}): neither called done nor skipped."
    assert lines[7:9] == [
        f"late “call-lead” in 1 of 2 leads (50 %)       L2 ({log.name}:9)",
        f"skipped “accept-lead” in 1 of 2 leads (50 %)  L2 ({log.name}:10)",
    ]
    assert lines[-1] == "  Extra or unknown, not counted; say what they are with --match: Coffee (1)"


def test_report_and_tables_are_written_and_say_the_same(
    sopwright: Sopwright, files: tuple[Path, Path], tmp_path: Path
) -> None:
    log, agreed = files
    out = tmp_path / "out"
    said = sopwright("check", log, "--sop", agreed, "--out", out, "--json")
    told = json.loads(said.out)
    assert told == json.loads((out / "conformance.json").read_text()) | {"files": told["files"]}
    assert sorted(told["files"]) == sorted(str(path) for path in out.iterdir())
    names = {path.name for path in out.iterdir()}
    tables = ("deviations", "leads", "steps", "people", "standing-out", "periods", "along", "limits", "matching")
    assert names == {"conformance.html", "conformance.json"} | {
        f"conformance-{name}.{form}" for name in tables for form in ("csv", "parquet")
    }
    with (out / "conformance-deviations.csv").open() as file:
        rows = list(csv.DictReader(file))
    stored = pl.read_parquet(out / "conformance-deviations.parquet")
    assert [(row["case"], row["deviation"], row["step"]) for row in rows] == [
        ("L2", "late", "call-lead"),
        ("L2", "skipped", "accept-lead"),
    ]
    assert stored.height == len(rows)
    page = (out / "conformance.html").read_text()
    assert "1 lead of 2 (50 %) went exactly as the SOP allows" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    again = sopwright("check", log, "--sop", agreed, "--out", out, "--json")
    assert again.out == said.out
    assert (out / "conformance.html").read_text() == page


def test_strict_ends_with_1_below_the_wanted_fitness(sopwright: Sopwright, files: tuple[Path, Path]) -> None:
    log, agreed = files
    assert sopwright("check", log, "--sop", agreed, "--strict").code == 1
    assert sopwright("check", log, "--sop", agreed, "--strict", "--at-least", "0.9").code == 0
    assert sopwright("check", log, "--sop", agreed, "--at-least", "1.0").code == 0


def test_activities_and_people_are_told_by_options_and_files(
    sopwright: Sopwright, files: tuple[Path, Path], tmp_path: Path
) -> None:
    log, agreed = files
    matching, roles = tmp_path / "matching.yaml", tmp_path / "roles.csv"
    matching.write_text("Coffee: accept-lead\nSQL – Accepted: [accept-lead]\n")
    roles.write_text("person,role\nRobot,Automation\nAnn,SDR\nBob,AE\n")
    told = sopwright("check", log, "--sop", agreed, "--matching", matching, "--roles", roles, "--json")
    found = json.loads(told.out)
    assert [(each["deviation"], each["step"]) for each in found["deviations"]] == [
        ("late", "call-lead"),
        ("out of order", "book-demo"),
        ("wrong role", "accept-lead"),
        ("wrong role", "call-lead"),
    ]
    none = sopwright("check", log, "--sop", agreed, "--matching", matching, "--match", "Coffee=-", "--json")
    assert json.loads(none.out)["matching"]["unknown"] == [{"activity": "Coffee", "events": 1, "cases": 1}]


@pytest.mark.parametrize(
    ("arguments", "content", "code", "message"),
    [
        (("--match", "Coffee"), "", 2, "--match Coffee is not understood. Write ACTIVITY=STEP, or "),
        (("--match", "Coffee=brew"), "", 3, "--match Coffee: expected the id of a step, found 'brew'. Write one"),
        (("--match", "Tea=call-lead"), "", 3, "--match: expected an activity of the log, found 'Tea'. Write one"),
        (("--matching", "{file}"), "- a\n- b\n", 3, "{file}: expected a mapping, found something else. "),
        (("--matching", "{file}"), "Coffee:\n", 3, "{file}:1: expected a word or a list of words after"),
        (("--roles", "{file}"), "Ann,SDR\nBob\n", 3, "{file}:2: expected a person and a role, found 'Bob'."),
        (("--won", "Sold"), "", 3, "--won Sold: expected an activity of the log, found 'Sold'. "),
        (("--out", "-"), "", 2, "--out writes several files. Give a folder, or leave it out."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_what_to_do(
    sopwright: Sopwright, files: tuple[Path, Path], arguments: tuple[str, str], content: str, code: int, message: str
) -> None:
    log, agreed = files
    file = log.with_name("told.txt")
    file.write_text(content or "x")
    said = sopwright("check", log, "--sop", agreed, *(each.format(file=file) for each in arguments))
    assert said.code == code
    assert message.format(file=file) in said.err


def test_a_log_in_place_of_an_sop_and_the_other_way_round_are_refused(
    sopwright: Sopwright, files: tuple[Path, Path]
) -> None:
    log, agreed = files
    assert sopwright("check", log, "--sop", log).code == 3
    assert sopwright("check", agreed, "--sop", agreed).code == 3


def test_the_examples_fit_the_sop_that_is_written_from_them(sopwright: Sopwright, tmp_path: Path) -> None:
    recordings = sorted((ROOT / "examples").glob("*.recording.json"))
    words = ROOT / "examples" / "lead-qualification.vocabulary.toml"
    assert sopwright("write", *recordings, "--vocabulary", words, "--to", "yaml", "--out", tmp_path).code == 0
    said = sopwright("check", *recordings, "--sop", tmp_path / "sop.yaml", "--json")
    fitness = json.loads(said.out)["figures"][0]["value"]
    assert fitness > 0.9
