"""In which engine does the user's table lie? A connection that only reads.

In: an address and the name of a table, as typed. Out: an Ibis table, for as long as the command runs.

Law: nothing is written into the engine; one that can is told so. A password is never shown, kept or passed on: what is
shown of an address has none.
"""

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sopwright.cli.exits import WrongUseError
from sopwright.errors import InputError, refuse

DUCKDB, POSTGRES, SPARK = "duckdb", ("postgres", "postgresql"), ("sc", "spark")
LOCAL_SPARK = "spark://local"
"""Spark in a Java of its own on this machine, on all its cores."""
OTHERS = ("bigquery", "databricks", "snowflake")
"""Engines that Ibis connects to, and in which our questions are compiled but not tried."""
_FILES = (".duckdb", ".ddb", ".db")
_TABLES = (".parquet", ".csv", ".tsv")
_OURS = {"ibis", "psycopg", "duckdb", "_duckdb", "pyspark", "py4j", "grpc", "google", "snowflake", "databricks"}
"""Packages whose errors tell of the engine, and not of a defect of ours."""
_TABLES_SHOWN = 12
_SHOWN = 300
"""Characters of an engine's error that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a table lies.

    Attributes:
        address: As typed, with a password if it has one; never shown.
        table: Name of the table, or a path to Parquet files.
    """

    address: str
    table: str

    @property
    def scheme(self) -> str:
        """What kind of engine it is, in lower case; ``duckdb`` for a file."""
        scheme, found, _ = self.address.partition("://")
        return scheme.lower() if found else DUCKDB

    @property
    def shown(self) -> str:
        """The address without a password and options, and the table."""
        if "://" not in self.address:
            return f"{self.address}: {self.table}"
        if self.address.endswith("://"):
            return self.table
        parts = urlsplit(self.address)
        user = f"{parts.username}@" if parts.username else ""
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path}: {self.table}"

    def without_secrets(self, text: str) -> str:
        """Return a text of the engine without the password."""
        found = urlsplit(self.address) if "://" in self.address else None
        if found is None:
            return text
        options = [part.partition("=")[2] for part in found.query.split("&") if part]
        for secret in (found.password, *options):
            for form in (secret, unquote(secret)) if secret else ():
                text = text.replace(form, "…")
        return text


@contextmanager
def connected(place: Place) -> Iterator[Any]:
    """Give the table, as long as its engine is connected.

    Raises:
        InputError: What the engine needs is not installed, it cannot be reached, or it refuses; says why.
        WrongUseError: The address or the name makes no sense.
    """
    try:
        urlsplit(place.address)
    except ValueError as error:
        message = f"The address cannot be read: {error}. Give one such as postgresql://user@host/database."
        raise WrongUseError(message) from error
    if not place.address or not place.table:
        message = "An address and a table were expected, and one is empty. Name both."
        raise WrongUseError(message)
    with ExitStack() as stack:
        warnings.simplefilter("ignore")  # of libraries among each other; nothing that a user can act on
        try:
            yield _table(_backend(place, stack), place)
        except ModuleNotFoundError as error:
            raise _missing(place, error) from error
        except (InputError, WrongUseError):
            raise
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in _OURS:
                raise
            raise _refused(place, error) from error


def _backend(place: Place, stack: ExitStack) -> Any:  # noqa: ANN401 - Ibis has no types
    import ibis  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, and optional

    if place.scheme == DUCKDB:
        return _duckdb(ibis, place)
    if place.scheme in POSTGRES:
        return _postgres(ibis, place, stack)
    if place.scheme in SPARK:
        return _spark(ibis, place, stack)
    if place.scheme not in OTHERS:
        known = ", ".join((DUCKDB, "postgresql", *SPARK, *OTHERS))
        message = f"{place.scheme}:// is no engine that is known here. Known are {known}."
        raise WrongUseError(message)
    return ibis.connect(place.address)


def _duckdb(ibis: Any, place: Place) -> Any:  # noqa: ANN401 - as above
    """Return a DuckDB: of its own file, which is opened to be read, or of none, to read Parquet."""
    file = place.address.split("://", 1)[-1]
    if not file or file == ":memory:":
        return ibis.duckdb.connect()
    if not Path(file).is_file():
        raise refuse(file, "expected a file of DuckDB, found nothing there", "Check the name and the folder")
    if not file.endswith(_FILES) and file.endswith(_TABLES):
        message = (
            f"{file} is read by sopwright log, which needs no engine. For DuckDB, name duckdb:// and --table {file}."
        )
        raise WrongUseError(message)
    return ibis.duckdb.connect(file, read_only=True)


def _postgres(ibis: Any, place: Place, stack: ExitStack) -> Any:  # noqa: ANN401 - as above
    """Return a PostgreSQL that reads one state of its tables, whatever others write meanwhile."""
    import psycopg  # noqa: PLC0415 - slow, and optional

    address = place.address.replace("postgres://", "postgresql://", 1)
    connection = stack.enter_context(psycopg.connect(address, autocommit=True, application_name="sopwright"))
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    backend = ibis.postgres.from_connection(connection)
    stack.enter_context(connection.transaction())
    return backend


def _spark(ibis: Any, place: Place, stack: ExitStack) -> Any:  # noqa: ANN401 - as above
    from pyspark.sql import SparkSession  # noqa: PLC0415 - slow, and optional

    builder = SparkSession.builder.appName("sopwright").config("spark.ui.showConsoleProgress", "false")
    if place.scheme == "sc":
        session = builder.remote(place.address).getOrCreate()
    else:
        master = "local[*]" if place.address == LOCAL_SPARK else place.address
        session = builder.master(master).config("spark.log.level", "ERROR").getOrCreate()
    stack.callback(session.stop)
    return ibis.pyspark.connect(session)


def _table(backend: Any, place: Place) -> Any:  # noqa: ANN401 - as above
    if "/" in place.table or place.table.endswith(".parquet"):
        return backend.read_parquet(place.table)
    *where, name = place.table.split(".")
    database = None if not where else where[0] if len(where) == 1 else tuple(where)
    from ibis.common.exceptions import TableNotFound  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    try:
        return backend.table(name, database=database)
    except TableNotFound as error:
        names = _names(backend, database)
        listed = ", ".join(names[:_TABLES_SHOWN]) or "none"
        more = f" and {len(names) - _TABLES_SHOWN} more" if len(names) > _TABLES_SHOWN else ""
        found = f"expected a table of that name, found {listed}{more}"
        raise refuse(place.shown, found, "Name one of these, with its schema where it needs one") from error


def _names(backend: Any, database: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return the tables that are there."""
    if backend.name != DUCKDB:
        return sorted(backend.list_tables(database=database))
    asked = (
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() UNION ALL "
        "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal"
    )
    return sorted(name for (name,) in backend.con.execute(asked).fetchall())  # Ibis 12 cannot list them in DuckDB 2.0


def _missing(place: Place, error: ModuleNotFoundError) -> InputError:
    extra = "postgres" if place.scheme in POSTGRES else "spark" if place.scheme in SPARK else "warehouse"
    package = f"ibis-framework[{place.scheme}]" if place.scheme in OTHERS else f"sopwright[{extra}]"
    found = f"expected the Python package {(error.name or 'ibis').partition('.')[0]}, found it not installed"
    return refuse(place.shown, found, f"Run: pip install '{package}'")


def _refused(place: Place, error: Exception) -> InputError:
    """Return what the engine says, in one line and without secrets."""
    text = " ".join(place.without_secrets(str(error)).split()) or type(error).__name__
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    found = f"expected a table that can be read, found a problem: {text.rstrip('.')}"
    return refuse(place.shown, found, "Check the address, the table and what you may read")
