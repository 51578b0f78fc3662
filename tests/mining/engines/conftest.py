"""Engines that really run: DuckDB in this process, a PostgreSQL of our own in a temporary folder, Spark in its Java."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import ibis  # type: ignore[import-untyped]
import polars as pl
import psycopg
import pytest
from psycopg import sql

from .servers import MissingError, postgres_server, spark_session

Table: TypeAlias = Any
"""An Ibis table; Ibis states no types."""


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Return a PostgreSQL of our own; where none is installed the tests fail, and say what to do."""
    try:
        with postgres_server() as address:
            server = Postgres(address)
            yield server
            server.connection.close()
    except MissingError as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """Return Spark; where Java is not installed the tests fail, and say what to do."""
    folder = tmp_path_factory.mktemp("spark")
    try:
        with spark_session(folder, small=True) as session:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # as in spark_session
                engine = Files("spark", ibis.pyspark.connect(session), folder)
            yield engine
    except MissingError as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return DuckDB in this process."""
    return Files("duckdb", ibis.duckdb.connect(), tmp_path_factory.mktemp("duckdb"))


@pytest.fixture(params=["duckdb", "postgres"])
def quick(request: pytest.FixtureRequest) -> Engine:
    """Return each engine that answers at once, in turn."""
    found: Engine = request.getfixturevalue(request.param)
    return found


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
