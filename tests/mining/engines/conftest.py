"""Engines that really run: DuckDB in this process, a PostgreSQL of our own in a temporary folder, Spark in its Java."""

import os
import pwd
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol, TypeAlias

import ibis  # type: ignore[import-untyped]
import polars as pl
import psycopg
import pytest
from psycopg import sql

Table: TypeAlias = Any
"""An Ibis table; Ibis states no types."""

JAVA = 17
"""The oldest Java that Spark 4 runs on."""


class Engine(Protocol):
    """Somewhere a table can lie."""

    name: str

    def table(self, rows: pl.DataFrame) -> Table:
        """Return an Ibis table of the rows, in the engine; it takes the place of the one before."""


class Files:
    """An engine that reads Parquet files, as DuckDB and Spark do."""

    def __init__(self, name: str, backend: Table, folder: Path) -> None:
        self.name = name
        self.backend = backend
        self.folder = folder
        self.made = 0

    def table(self, rows: pl.DataFrame) -> Table:
        self.made += 1
        file = self.folder / f"{self.made}.parquet"
        rows.write_parquet(file)
        return self.backend.read_parquet(str(file))


class Postgres:
    name = "postgres"
    kinds = (
        (pl.String, "text"),
        (pl.Int64, "bigint"),
        (pl.Float64, "double precision"),
        (pl.Datetime("us", "UTC"), "timestamptz"),
        (pl.Datetime("us"), "timestamp"),
        (pl.Date, "date"),
    )

    def __init__(self, address: str) -> None:
        self.address = address
        self.connection = psycopg.connect(address, autocommit=True)
        self.backend = ibis.postgres.from_connection(self.connection)

    def table(self, rows: pl.DataFrame) -> Table:
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(self._kind(kind)))
            for name, kind in rows.schema.items()
        )
        self.connection.execute("DROP TABLE IF EXISTS events")
        self.connection.execute(sql.SQL("CREATE TABLE events ({})").format(columns))
        with self.connection.cursor() as cursor, cursor.copy("COPY events FROM STDIN") as copy:
            for row in rows.iter_rows():
                copy.write_row(row)
        self.connection.execute("ANALYZE events")
        return self.backend.table("events")

    def _kind(self, kind: pl.DataType) -> str:
        return next(word for one, word in self.kinds if kind == one)


def as_user(command: Sequence[str]) -> list[str]:
    """Return a command as it runs for a user that PostgreSQL does not refuse; it refuses root."""
    if os.getuid() != 0:
        return list(command)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _binaries() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    if named is None:
        pytest.fail("These tests ask a real PostgreSQL, and none is installed. Run: sudo apt-get install postgresql")
    return Path(named).resolve().parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Return a PostgreSQL of our own: it listens on no network, and all of it goes when the tests end."""
    binaries = _binaries()
    folder = Path(mkdtemp(prefix="sopwright-pg-", dir="/tmp"))
    try:
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, log = folder / "data", folder / "log"
        made = ["-D", str(data), "-A", "trust", "-U", "sopwright", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run(binaries / "initdb", made)
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c timezone=Asia/Kolkata"
        _run(binaries / "pg_ctl", ["-D", str(data), "-w", "-l", str(log), "-o", options, "start"])
        try:
            server = Postgres(f"host={folder} user=sopwright dbname=postgres")
            yield server
            server.connection.close()
        finally:
            _run(binaries / "pg_ctl", ["-D", str(data), "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _run(program: Path, arguments: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603 - programs of PostgreSQL
        as_user([str(program), *arguments]), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """Return Spark in this process' own Java, which listens on this machine only."""
    _check_java()
    folder = tmp_path_factory.mktemp("spark")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        # Spark 4.3 warns that it does not know pandas 3 well; nothing here goes through pandas.
        warnings.simplefilter("ignore", FutureWarning)
        from pyspark.sql import SparkSession  # noqa: PLC0415 - slow, and only for these tests

        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder}",
            "spark.driver.memory": "1g",
            "spark.log.level": "ERROR",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(folder),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        builder = SparkSession.builder.master("local[2]").appName("sopwright tests")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        engine = Files("spark", ibis.pyspark.connect(session), folder)
    yield engine
    session.stop()


def _check_java() -> None:
    remedy = "Run: sudo apt-get install openjdk-17-jre-headless"
    java = shutil.which("java")
    if java is None:
        pytest.fail(f"These tests ask a real Spark, which needs Java, and none is installed. {remedy}")
    said = subprocess.run([java, "-version"], check=True, capture_output=True, text=True).stderr  # noqa: S603 - Java
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA:
        pytest.fail(f"Spark needs Java {JAVA} or later, and found: {said.splitlines()[0]}. {remedy}")


@pytest.fixture(scope="session")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return DuckDB in this process."""
    return Files("duckdb", ibis.duckdb.connect(), tmp_path_factory.mktemp("duckdb"))


@pytest.fixture(
    params=[
        "duckdb",
        pytest.param("postgres", marks=pytest.mark.xdist_group("postgres")),
        pytest.param("spark", marks=pytest.mark.xdist_group("spark")),
    ]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn."""
    found: Engine = request.getfixturevalue(request.param)
    return found
