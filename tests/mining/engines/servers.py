"""Servers that tests and benchmarks ask: a PostgreSQL of our own in a temporary folder, Spark in its Java."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg

PATIENCE = 120
"""Seconds until a server must answer."""
JAVA = 17
"""The oldest Java that Spark 4 runs on."""
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
"""Makes Java start and warm up sooner."""


class MissingError(Exception):
    """What a server needs is not installed; the message says what to do."""


def as_user(command: Sequence[str], *, ends_with_us: bool = False) -> list[str]:
    """Return a command as it runs for a user that PostgreSQL does not refuse; it refuses root.

    Args:
        command: The command.
        ends_with_us: Whether it is told to quit when this process ends, even when that is killed.
    """
    user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    return ["setpriv", *user, *(["--pdeathsig", "QUIT"] if ends_with_us else []), *command]


@contextmanager
def postgres_server(settings: Sequence[str] = ()) -> Iterator[str]:
    """Give the address of a PostgreSQL of our own: it listens on no network, and all of it goes in the end."""
    binaries = _binaries()
    folder = Path(mkdtemp(prefix="sopwright-pg-", dir="/tmp"))
    try:
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, log = folder / "data", folder / "log"
        made = ["-D", str(data), "-A", "trust", "-U", "sopwright", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run(binaries / "initdb", made)
        chosen = [
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "fsync=off",
            "timezone=Asia/Kolkata",
            *settings,
        ]
        options = [word for each in chosen for word in ("-c", each)]
        address = f"host={folder} user=sopwright dbname=postgres"
        command = as_user([str(binaries / "postgres"), "-D", str(data), *options], ends_with_us=True)
        with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, cwd="/") as server:  # noqa: S603 - as below
            try:
                _await(server, address, log)
                yield address
            finally:
                server.send_signal(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder)


def _await(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        else:
            return


def _binaries() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    if named is None:
        message = "A real PostgreSQL is asked here, and none is installed. Run: sudo apt-get install postgresql"
        raise MissingError(message)
    return Path(named).resolve().parent


def _run(program: Path, arguments: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603 - programs of PostgreSQL
        as_user([str(program), *arguments]), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
    )
    assert done.returncode == 0, done.stderr.decode()


@contextmanager
def spark_session(folder: Path, memory: str = "1g", *, small: bool = False) -> Iterator[Any]:
    """Give Spark in this process' own Java, which listens on this machine only.

    Args:
        folder: Where it may write.
        memory: How much it may take.
        small: Whether it is asked about a handful of rows: then nothing is compiled that runs once.
    """
    _check_java()
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        # Spark 4.3 warns that it does not know pandas 3 well; nothing here goes through pandas.
        warnings.simplefilter("ignore", FutureWarning)
        import ibis.backends.pyspark  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - it warns when loaded
        from pyspark.sql import SparkSession  # noqa: PLC0415 - slow, and only for these tests

        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder} {QUICK_JAVA if small else ''}",
            "spark.driver.memory": memory,
            "spark.log.level": "ERROR",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN" if small else "FALLBACK",
            "spark.sql.codegen.wholeStage": str(not small).lower(),
            "spark.sql.shuffle.partitions": "1" if small else "2",
            "spark.sql.warehouse.dir": str(folder),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        builder = SparkSession.builder.master("local[2]").appName("sopwright tests")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.range(1).count()
    try:
        yield session
    finally:
        session.stop()


def _check_java() -> None:
    remedy = "Run: sudo apt-get install openjdk-17-jre-headless"
    java = shutil.which("java")
    if java is None:
        message = f"A real Spark is asked here, which needs Java, and none is installed. {remedy}"
        raise MissingError(message)
    said = subprocess.run([java, "-version"], check=True, capture_output=True, text=True).stderr  # noqa: S603 - Java
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA:
        message = f"Spark needs Java {JAVA} or later, and found: {said.splitlines()[0]}. {remedy}"
        raise MissingError(message)
