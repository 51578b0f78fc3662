"""A connection to PostgreSQL only reads, and reads one state of its tables."""

from pathlib import Path

import pytest

from sopwright import api
from sopwright.cli import run
from sopwright.cli.connecting import Place, connected
from sopwright.errors import InputError

from .conftest import Postgres
from .test_summaries import ALL, NAMED, check_same, local

TABLE = NAMED["self loops"]


def place(postgres: Postgres, table: str = "events") -> Place:
    folder = postgres.connection.info.host
    return Place(address=f"postgres://sopwright:hush@/postgres?host={folder}", table=table)


def test_what_others_write_meanwhile_is_not_seen(postgres: Postgres) -> None:
    postgres.table(TABLE)
    with connected(place(postgres)) as table:
        assert table.count().to_pyarrow().as_py() == len(TABLE)
        postgres.connection.execute("INSERT INTO events (id, what, at) VALUES ('z', 'x', now())")
        found = api.engine_summaries(table, ALL)
    check_same(found, local(TABLE))


def test_nothing_can_be_written(postgres: Postgres) -> None:
    postgres.table(TABLE)
    with pytest.raises(InputError) as refused, connected(place(postgres)) as table:
        table.get_backend().con.execute("DELETE FROM events")
    assert str(refused.value) == (
        "postgres://sopwright@/postgres: events: expected a table that can be read, found a problem: cannot execute "
        "DELETE in a read-only transaction. Check the address, the table and what you may read."
    )


def test_reading_is_all_the_right_that_is_needed(postgres: Postgres) -> None:
    postgres.table(TABLE)
    role = "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; GRANT SELECT ON events TO reader"
    postgres.connection.execute(role)
    address = place(postgres).address.replace("sopwright:hush", "reader")
    with connected(Place(address=address, table="public.events")) as table:
        check_same(api.engine_summaries(table, ALL, each_case=True), local(TABLE))
    postgres.connection.execute("REVOKE SELECT ON events FROM reader")
    with pytest.raises(InputError) as refused, connected(Place(address=address, table="events")) as table:
        api.engine_summaries(table, ALL)
    assert "permission denied for table events" in str(refused.value)
    postgres.connection.execute("DROP ROLE reader")


def test_the_password_is_in_nothing_that_is_written(
    postgres: Postgres, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    postgres.table(TABLE)
    columns = ["--case", "id", "--activity", "what", "--time", "at", "--row", "nr"]
    address = place(postgres).address
    assert run(["summarise", address, "--table", "events", *columns, "--each-case", "--out", str(tmp_path)]) == 0
    assert run(["pull", address, "--table", "events", *columns, "--to", str(tmp_path / "log.parquet")]) == 0
    said = capfd.readouterr()
    assert "postgres" in said.out
    assert "hush" not in said.out + said.err
    assert not [path.name for path in tmp_path.iterdir() if b"hush" in path.read_bytes()]


def test_a_wrong_table_is_refused_with_those_that_are_there(postgres: Postgres) -> None:
    postgres.table(TABLE)
    with pytest.raises(InputError) as refused, connected(place(postgres, "Events")):
        pass
    assert "expected a table of that name, found events. Name one of these" in str(refused.value)
