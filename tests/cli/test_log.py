"""``sopwright log`` as a user meets it."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.conftest import CAPTURES, ROOT, Sopwright

from sopwright.log.store import load

LEADS = """Lead ID,Stage,Completed at,Owner
L1,New,2026-01-05T09:00Z,Ana
L1,,2026-01-05T10:00Z,Ana
L2,New,soon,Ben
L2,Won,2026-01-06T09:00Z,Ben
"""
MADE = ROOT / "examples" / "made-history"


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LEADS)
    return path


def test_a_table_becomes_a_log_and_what_is_refused_is_told(sopwright: Sopwright, leads: Path) -> None:
    to = leads.with_name("log.parquet")
    said = sopwright("log", leads, "--to", to)
    assert said.code == 0
    assert said.out == (
        f"{to}\n  2 events of 2 cases, 2 activities, 2026-01-05 to 2026-01-06\n"
        f"  {leads}: 4 rows read = 2 kept + 2 refused; 2 events\n"
    )
    assert said.err.splitlines() == [
        f"Note: {leads}: case is Lead ID, activity is Stage, time is Completed at, resource is Owner.",
        f"Refused: {leads}:3:Stage: expected an activity, found nothing",
        f"Refused: {leads}:4:Completed at: expected a time, found something else ('soon')",
        f"2 rows are not in the log; all with line and reason in {leads.with_name('log.refused.csv')}:",
        f"  1 row: expected an activity, found nothing, first {leads}:3",
        f"  1 row: expected a time, found something else, first {leads}:4",
    ]
    refused = pl.read_csv(leads.with_name("log.refused.csv"))
    assert refused.columns == ["source", "row", "column", "value", "reason"]
    assert refused["row"].to_list() == [3, 4]
    assert load(to).events == 2


def test_quiet_still_tells_what_is_lost(sopwright: Sopwright, leads: Path) -> None:
    said = sopwright("log", leads, "--to", leads.with_name("log.parquet"), "--quiet")
    assert "Note:" not in said.err
    assert "2 rows are not in the log" in said.err


def test_strict_ends_with_1_when_a_row_was_refused_and_the_log_is_made_all_the_same(
    sopwright: Sopwright, leads: Path
) -> None:
    to = leads.with_name("log.parquet")
    assert sopwright("log", leads, "--to", to, "--strict").code == 1
    assert load(to).events == 2
    leads.write_text("case,activity,time\nL1,New,2026-01-05T09:00Z\n")
    assert sopwright("log", leads, "--to", to, "--strict").code == 0
    assert len(pl.read_csv(leads.with_name("log.refused.csv"))) == 0  # the earlier list misleads nobody


def test_programs_get_json(sopwright: Sopwright, leads: Path) -> None:
    said = sopwright("log", leads, "--to", leads.with_name("log.parquet"), "--json")
    told = json.loads(said.out)
    assert (told["events"], told["cases"], told["activities"], told["refused"]) == (2, 2, 2, 2)
    assert told["sources"] == [{"name": str(leads), "read": 4, "kept": 2, "refused": 2, "events": 2}]
    assert told["reasons"][0] == {"reason": "expected an activity, found nothing", "rows": 1, "first": f"{leads}:3"}
    assert (told["first"], told["last"]) == ("2026-01-05T09:00:00+00:00", "2026-01-06T09:00:00+00:00")


def test_nothing_usable_is_refused_with_3_and_nothing_is_written(sopwright: Sopwright, leads: Path) -> None:
    leads.write_text("case,activity,time\n,New,2026-01-05T09:00Z\nL1,,2026-01-05T09:00Z\n")
    said = sopwright("log", leads, "--to", leads.with_name("log.parquet"))
    assert said.code == 3
    assert said.err.splitlines() == [
        (
            f"{leads}:2:case: expected a case, found nothing in 1 row. "
            "Correct the file, or say with --case, --activity and --time which columns to use."
        ),
        (
            f"{leads}:3:activity: expected an activity, found nothing in 1 row. "
            "Correct the file, or say with --case, --activity and --time which columns to use."
        ),
    ]
    assert [path.name for path in leads.parent.iterdir()] == ["leads.csv"]


def test_a_header_alone_is_refused(sopwright: Sopwright, leads: Path) -> None:
    leads.write_text("case,activity,time\n")
    said = sopwright("log", leads, "--to", leads.with_name("log.parquet"))
    assert (said.code, said.err) == (
        3,
        f"{leads}: expected at least one row under the names of the columns, found none. Export it again.\n",
    )


def test_options_name_columns_zone_and_order(sopwright: Sopwright, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ticket;Was;Wann\nT1;Call;01/02/2026 09:00\n")
    to = tmp_path / "log.parquet"
    mapped = ("--case", "Ticket", "--activity", "Was", "--time", "Wann")
    assert sopwright("log", path, "--to", to, *mapped).code == 3
    said = sopwright("log", path, "--to", to, *mapped, "--date-order", "dmy", "--zone", "Europe/Berlin", "--json")
    assert json.loads(said.out)["first"] == "2026-02-01T08:00:00+00:00"


def test_a_history_with_its_tables_is_one_log(sopwright: Sopwright, tmp_path: Path) -> None:
    files = [MADE / name for name in ("LeadHistory.csv", "Lead.csv", "User.csv")]
    said = sopwright("log", *files, "--to", tmp_path / "log.parquet", "--json")
    told = json.loads(said.out)
    assert (told["cases"], told["events"], told["refused"]) == (600, 5369 - 952, 0)
    assert [(each["read"], each["kept"], each["refused"]) for each in told["sources"]] == [
        (5369, 5369, 0),
        (600, 600, 0),
        (7, 7, 0),
    ]


def test_recordings_and_tables_are_one_log(sopwright: Sopwright, leads: Path) -> None:
    recordings = sorted(CAPTURES.glob("*.recording.json"))
    said = sopwright("log", leads, *recordings, "--to", leads.with_name("log.parquet"), "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert [each["name"] for each in told["sources"]] == [str(leads), f"{len(recordings)} recordings"]
    assert told["events"] > 2


def test_logs_are_joined(sopwright: Sopwright, leads: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("case,activity,time\nL1,Call,2026-01-05T09:30Z\n")
    for name, path in (("a.parquet", leads), ("b.parquet", other)):
        sopwright("log", path, "--to", tmp_path / name)
    sopwright("log", tmp_path / "a.parquet", tmp_path / "b.parquet", "--to", tmp_path / "both.parquet")
    log = load(tmp_path / "both.parquet")
    assert (log.events, log.cases) == (3, 2)
    assert log.source.labels == (str(leads), str(other))


def test_the_same_files_give_the_same_bytes(sopwright: Sopwright, tmp_path: Path) -> None:
    files = [MADE / name for name in ("LeadHistory.csv", "Lead.csv", "User.csv")]
    for name in ("a.parquet", "b.parquet"):
        sopwright("log", *files, "--to", tmp_path / name)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_standard_input_is_read(sopwright: Sopwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LEADS.encode())))
    said = sopwright("log", "-", "--to", tmp_path / "log.parquet", "--quiet")
    assert "  standard input: 4 rows read = 2 kept + 2 refused; 2 events" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a.csv", "--to", ""), "sopwright: --to names no file. Name one, such as log.parquet.\n"),
        (("a.csv", "--to", "x", "--date-order", "ymd"),
         "sopwright: --date-order ymd is not known. Give dmy (day first) or mdy (month first).\n"),
        (("a.csv", "a.csv", "--to", "x"), "sopwright: a.csv is named twice; the work in it would be counted twice.\n"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(sopwright: Sopwright, arguments: tuple[str, ...], words: str) -> None:
    said = sopwright("log", *arguments)
    assert (said.code, said.err) == (2, words)


def test_a_zone_that_is_none_is_refused(sopwright: Sopwright, leads: Path) -> None:
    said = sopwright("log", leads, "--to", leads.with_name("x"), "--zone", "Berlin")
    assert said.code == 3
    assert said.err == (
        "--zone: expected an IANA time zone, found 'Berlin'. Give one such as Europe/Berlin or America/New_York.\n"
    )


def test_what_is_read_is_never_written_over(sopwright: Sopwright, leads: Path) -> None:
    said = sopwright("log", leads, "--to", leads)
    assert said.code == 2
    assert leads.read_text() == LEADS
