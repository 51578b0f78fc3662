"""How is the CRM of the examples set up, started, stopped and asked what really happened in it?

In: nothing but PyPI and the npm registry. Out: Tryton on loopback, with made-up master data, and its history table.

Law: everything lies below ``.make/tryton``; each start begins with the same fresh database; nothing listens outside
this machine. Tryton (GPL-3.0) is installed for making examples and is no part of Sopwright.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PLACE = ROOT / ".make" / "tryton"
VENV = PLACE / "venv"
SAO = PLACE / "package"
SEEDED = PLACE / "seeded.sqlite"
DATABASE = PLACE / "db" / "crm.sqlite"
CONFIG = PLACE / "trytond.conf"
LOG = PLACE / "trytond.log"

SAO_VERSION = "8.0.11"
NPM_AS_OF = "2026-11-20"
"""The client names version ranges; npm takes the newest of each as of this day, so that every set-up is the same."""

HOST = "crm.localhost"
"""Browsers resolve every ``*.localhost`` to this machine and trust it like HTTPS, which value tags need."""
PORT = 8300
ADDRESS = f"http://{HOST}:{PORT}/#crm"
PASSWORD = "lead flow 1"  # noqa: S105 - of a throw-away database on loopback
START_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of Tryton's own history of opportunities."""

    opportunity: int
    description: str
    state: str
    party: str
    employee: str
    amount: str


def run(*command: str | Path, cwd: Path = PLACE, **environment: str) -> None:
    """Run a command that must succeed; show what it said when it does not."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"make examples: {' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def set_up() -> None:
    """Install server and client, and seed a database; leave out what was done before from the same files."""
    installed = made_from("tryton.txt", also=f"{SAO_VERSION} {NPM_AS_OF}")
    if not is_stamped("installed", installed):
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.mkdir(parents=True)
        install_server()
        install_client()
        (PLACE / "installed").write_text(installed)
    seeded = made_from("tryton_seed.py", "leads.py", also=installed)
    if not is_stamped("seeded", seeded):
        seed()
        (PLACE / "seeded").write_text(seeded)


def made_from(*names: str, also: str) -> str:
    """Return what changes when one of these files does, or the text."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in names) + also.encode()).hexdigest()


def is_stamped(name: str, mark: str) -> bool:
    """Tell whether the stamp is there and says ``mark``."""
    stamp = PLACE / name
    return stamp.exists() and stamp.read_text() == mark


def install_server() -> None:
    """Install trytond, and node for the client, from PyPI."""
    print("Tryton: installing the server from PyPI", flush=True)
    venv.create(VENV, with_pip=True)
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-deps")
    run(VENV / "bin" / "python", "-m", "pip", "install", *quiet, "-r", HERE / "tryton.txt")


def install_client() -> None:
    """Install the web client from the npm registry, without running any script of the packages."""
    print("Tryton: installing the web client from npm", flush=True)
    npm = VENV / "bin" / "npm"
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run(npm, "pack", "--silent", f"tryton-sao@{SAO_VERSION}", PATH=path)
    with tarfile.open(PLACE / f"tryton-sao-{SAO_VERSION}.tgz") as archive:
        archive.extractall(PLACE, filter="data")
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    kinds = ("--omit=dev", "--legacy-peer-deps", "--ignore-scripts", f"--before={NPM_AS_OF}")
    run(npm, "install", *kinds, *quiet, cwd=SAO, PATH=path)


def seed() -> None:
    """Make the database that every start begins with."""
    print("Tryton: making the database", flush=True)
    shutil.rmtree(DATABASE.parent, ignore_errors=True)
    DATABASE.parent.mkdir()
    DATABASE.touch()
    CONFIG.write_text(
        f"[database]\nuri = sqlite://\npath = {DATABASE.parent}\n"
        f"[web]\nlisten = 127.0.0.1:{PORT}\nroot = {SAO}\n"
        "[session]\ntimeout = 86400\n"
    )
    password = PLACE / "password"
    password.write_text(PASSWORD)
    admin = (VENV / "bin" / "trytond-admin", "-c", CONFIG, "-d", "crm")
    run(*admin, "--all", "--email", "admin@example.test", TRYTONPASSFILE=str(password))
    run(*admin, "-u", "party", "company", "sale_opportunity", "--activate-dependencies")
    run(VENV / "bin" / "python", "-m", "scripts.examples.tryton_seed", CONFIG, PASSWORD, cwd=ROOT)
    shutil.move(DATABASE, SEEDED)


@contextmanager
def running() -> Iterator[str]:
    """Run Tryton on a fresh copy of the seeded database; yield its address."""
    if is_answering():
        sys.exit(f"make examples: expected port {PORT} of 127.0.0.1 to be free, found a server there. Stop it.")
    for left in DATABASE.parent.glob("crm.sqlite*"):
        left.unlink()
    shutil.copyfile(SEEDED, DATABASE)
    with LOG.open("wb") as log:
        command = (VENV / "bin" / "trytond", "-c", CONFIG, "-d", "crm")
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own command
        try:
            wait_for(server)
            yield ADDRESS
        finally:
            server.terminate()
            server.wait()


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if is_answering():
            return
        time.sleep(0.2)
    sys.exit(f"make examples: expected Tryton on 127.0.0.1:{PORT}, found none. Read {LOG}")


def is_answering() -> bool:
    """Tell whether there is a web server on the port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/"):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def history() -> list[Change]:
    """Return what Tryton itself wrote down about each lead, oldest first: the ground truth of the examples."""
    question = """
        SELECT h.id, coalesce(h.description, ''), h.state, coalesce(p.name, ''), coalesce(e.name, ''),
               coalesce(CAST(h.amount AS TEXT), '')
        FROM sale_opportunity__history h
        LEFT JOIN party_party p ON p.id = h.party
        LEFT JOIN company_employee c ON c.id = h.employee LEFT JOIN party_party e ON e.id = c.party
        ORDER BY h.__id
    """
    with closing(sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)) as database:
        return [
            Change(opportunity=row[0], description=row[1], state=row[2], party=row[3], employee=row[4], amount=row[5])
            for row in database.execute(question)
        ]


if __name__ == "__main__":
    set_up()
    with running() as where:
        print(f"Tryton is at {where}, user dana or robin, password {PASSWORD!r}. Stop it with Ctrl-C.")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print(*history(), sep="\n")
