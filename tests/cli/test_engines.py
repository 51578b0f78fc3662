"""Events in a database are counted there, or brought here; passwords stay where they are."""

import json
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from sopwright import api
from sopwright.cli.connecting import Place

from .conftest import Sopwright

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

COLUMNS = ("--case", "lead", "--activity", "step", "--time", "at")
MORE = ("--row", "nr", "--resource", "who", "--attribute", "segment")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a file of DuckDB with a table of events."""
    path = tmp_path / "leads.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA crm")
        connection.execute(
            "CREATE TABLE crm.events AS SELECT * FROM (VALUES "
            "('L1', 'Call', TIMESTAMPTZ '2026-03-02 09:00:00+00', 1, 'Ann', 'SMB'), "
            "('L1', 'Mail', TIMESTAMPTZ '2026-03-02 10:00:00+00', 2, 'Ben', 'SMB'), "
            "('L2', 'Call', TIMESTAMPTZ '2026-03-03 09:00:00+00', 3, 'Ann', NULL), "
            "('NA', 'Call', TIMESTAMPTZ '2026-03-03 09:00:00+00', 4, NULL, 'Enterprise'), "
            "(NULL, 'Call', TIMESTAMPTZ '2026-03-03 09:00:00+00', 5, NULL, NULL)"
            ') AS found(lead, step, "at", nr, who, segment)'
        )
    return path


def test_summaries_of_a_table_are_written_as_tables(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    said = sopwright(
        "summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, *MORE, "--out", tmp_path / "s"
    )
    assert said.code == 0
    engine = json.loads((tmp_path / "s" / "about.json").read_text())["engine"]
    assert said.out.splitlines() == [
        str(tmp_path / "s"),
        f"  4 events of 3 cases, 2 activities, 2 variants; asked of {engine}",
    ]
    assert said.err == "Note: 1 row is left out: no case.\n"
    assert (tmp_path / "s" / "edges.csv").read_text() == (
        "source,target,count,cases,wait_n,wait_mean_ms,wait_median_ms,wait_p90_ms,wait_least_ms,wait_most_ms,"
        "wait_total_ms\nCall,Mail,1,1,1,3600000.0,3600000.0,3600000.0,3600000.0,3600000.0,3600000.0\n"
    )
    assert (tmp_path / "s" / "variants.csv").read_text().splitlines() == [
        "variant,cases,share,events,way",
        "1,2,0.6666666666666666,1,Call",
        "2,1,0.3333333333333333,2,Call → Mail",
    ]
    assert pl.read_parquet(tmp_path / "s" / "variants.parquet")["activities"].to_list() == [["Call"], ["Call", "Mail"]]
    assert (tmp_path / "s" / "left_out.csv").read_text() == "reason,rows\nno case,1\n"
    assert not (tmp_path / "s" / "cases.csv").exists()


def test_cases_leave_the_engine_only_when_asked_for(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    sopwright("summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, *MORE, "--out", tmp_path / "few")
    written = b"".join(path.read_bytes() for path in (tmp_path / "few").iterdir())
    assert b"L1" not in written
    assert b"L2" not in written
    said = sopwright(
        "summarise", str(database), "--table", "crm.events", *COLUMNS, *MORE, "--each-case", "--out", tmp_path / "all"
    )
    assert said.code == 0
    cases = pl.read_csv(tmp_path / "all" / "cases.csv", infer_schema=False)
    assert cases.select("case", "variant", "events", "case:segment").rows() == [
        ("L1", "2", "2", "SMB"),
        ("L2", "1", "1", None),
        ("NA", "1", "1", "Enterprise"),
    ]


def test_the_same_table_gives_the_same_bytes(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        sopwright(
            "summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, *MORE, "--out", tmp_path / name
        )
    ones = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert ones == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


def test_a_program_gets_the_counts_as_json(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    said = sopwright(
        "summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, "--out", tmp_path / "s", "--json"
    )
    found = json.loads(said.out)
    assert (found["events"], found["cases"], found["variants"], found["ties"]) == (4, 3, 2, 0)
    assert found["left_out"] == {"no case": 1}


def test_parquet_files_are_asked_without_a_database(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"COPY crm.events TO '{tmp_path / 'events.parquet'}'")
    said = sopwright(
        "summarise", "duckdb://", "--table", tmp_path / "events.parquet", *COLUMNS, "--out", tmp_path / "s"
    )
    assert said.code == 0
    assert "4 events of 3 cases" in said.out


def test_events_are_brought_here_as_a_log(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.parquet"
    said = sopwright("pull", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, *MORE, "--to", log)
    assert said.code == 0
    assert said.out.splitlines() == [str(log), "  4 events of 3 cases"]
    assert said.err == f"1 row not in the log, with reason: {tmp_path / 'log.refused.csv'}\n"
    assert "no case is stated" in (tmp_path / "log.refused.csv").read_text()
    found = api.event_log([log]).log
    assert found.case_ids.to_list() == ["L1", "L2", "NA"]
    assert found.source.labels == (f"duckdb://{database}: crm.events",)


def test_the_questions_can_be_read_as_sql(sopwright: Sopwright) -> None:
    said = sopwright("summarise", "snowflake", "--sql", "--table", "crm.events", *COLUMNS)
    assert said.code == 0
    assert said.out.startswith("-- left_out\nSELECT\n")
    assert said.out.count("\n-- ") + 1 == said.out.count(";\n") == 8
    as_json = sopwright("summarise", "snowflake", "--sql", "--table", "crm.events", *COLUMNS, "--json")
    assert len(json.loads(as_json.out)) == 8


def test_a_table_that_is_not_there_is_refused_with_those_that_are(
    sopwright: Sopwright, database: Path, tmp_path: Path
) -> None:
    said = sopwright("summarise", f"duckdb://{database}", "--table", "crm.event", *COLUMNS, "--out", tmp_path / "s")
    assert said.code == 3
    assert said.err == (
        f"duckdb://{database}: crm.event: expected a table of that name, found crm.events. "
        "Name one of these, with its schema where it needs one.\n"
    )
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        pytest.param("duckdb:///nowhere.duckdb", 3, "expected a file of DuckDB, found nothing there", id="no file"),
        pytest.param("oracle://host/db", 2, "oracle:// is no engine that is known here.", id="no engine of ours"),
        pytest.param("spark://[", 2, "The address cannot be read", id="no address"),
        pytest.param("", 2, "one is empty", id="nothing"),
        pytest.param(
            "snowflake://me:hush@account/db",
            3,
            "snowflake://me@account/db: events: expected the Python package snowflake, found it not installed. "
            "Run: pip install 'ibis-framework[snowflake]'.",
            id="a package that is not installed",
        ),
        pytest.param(
            "postgresql://me:hush@127.0.0.1:1/crm?connect_timeout=2&sslpassword=whisper",
            3,
            "postgresql://me@127.0.0.1:1/crm: events: expected a table that can be read, found a problem: ",
            id="nobody listens",
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(
    sopwright: Sopwright, tmp_path: Path, address: str, code: int, words: str
) -> None:
    said = sopwright("summarise", address, "--table", "events", *COLUMNS, "--out", tmp_path / "s")
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert "hush" not in said.err
    assert "whisper" not in said.err


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:p%40ss@host:5433/crm?sslmode=require", "postgresql://me@host:5433/crm: events"),
        ("postgresql:///crm", "postgresql:///crm: events"),
        ("duckdb://", "events"),
        ("leads.duckdb", "leads.duckdb: events"),
    ],
)
def test_what_is_shown_of_an_address_has_no_secret(address: str, shown: str) -> None:
    assert Place(address=address, table="events").shown == shown


def test_an_engine_that_repeats_the_password_is_not_quoted_with_it() -> None:
    place = Place(address="postgresql://me:p%40ss@host/crm?passfile=x", table="events")
    assert place.without_secrets('invalid password "p@ss" (p%40ss)') == 'invalid password "…" (…)'


def test_without_a_folder_nothing_is_asked(sopwright: Sopwright, database: Path) -> None:
    said = sopwright("summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS)
    assert said.code == 2
    assert "--out names no folder" in said.err


def test_a_log_needs_the_name_of_a_file(sopwright: Sopwright, database: Path, tmp_path: Path) -> None:
    said = sopwright("pull", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, "--to", tmp_path)
    assert said.code == 2
    assert "names no file" in said.err


def test_without_ibis_one_sentence_says_what_to_install(
    sopwright: Sopwright, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    said = sopwright("summarise", f"duckdb://{database}", "--table", "crm.events", *COLUMNS, "--out", tmp_path / "s")
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        f"duckdb://{database}: crm.events: expected the Python package ibis, found it not installed. "
        "Run: pip install 'sopwright[warehouse]'.\n"
    )
    said = sopwright("summarise", "snowflake", "--sql", "--table", "crm.events", *COLUMNS)
    assert said.code == 3
    assert said.err == (
        "the engine: expected the Python package ibis, found it not installed. "
        "Run: pip install 'sopwright[warehouse]'.\n"
    )
