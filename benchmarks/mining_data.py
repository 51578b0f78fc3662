"""Which logs are measured? Public ones where they are at hand, made ones of like shape where they are not.

Law: what is made is made by one seed and says so in the page. A table is plain: the columns of PM4Py, rows in the order
of time and not by case, case ids as text.
"""

import gzip
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from sopwright.log import store
from sopwright.log.encoding import encoded
from sopwright.log.formats import read_any
from sopwright.log.options import Options

SHARED = Path(os.environ.get("SOPWRIGHT_REALDATA", Path(__file__).parents[2] / "shared" / "data")) / "logs"
CASES = 13_087
STEPS = tuple(f"Step {n:02}" for n in range(24))
PEOPLE = 69


def xes(name: str, place: Path) -> tuple[Path, str]:
    """Return a log as XES, and what it is."""
    found = SHARED / f"{name}.xes.gz"
    if found.exists():
        return found, name
    path = place / f"{name}.xes.gz"
    if not path.exists():
        with gzip.open(path, "wt", compresslevel=3, encoding="utf-8") as file:
            file.writelines(_made(CASES if name == "bpic2012" else CASES // 4, seed=len(name)))
    return path, "a made log (public one not at hand)"


def table(source: Path, copies: int, path: Path) -> Path:
    """Write a log several times over into one plain Parquet file, in the order of time."""
    rows = read_any(source, source.name, Options()).rows
    columns = {"activity": "concept:name", "time": "time:timestamp", "resource": "org:resource"}
    columns = {ours: theirs for ours, theirs in columns.items() if ours in rows.columns}
    parts = [
        rows.select(
            pl.format("{}-{}", pl.col("case"), pl.lit(copy)).alias("case:concept:name"),
            *(pl.col(ours).alias(theirs) for ours, theirs in columns.items()),
        )
        for copy in range(copies)
    ]
    pl.concat(parts).sort("time:timestamp", maintain_order=True).write_parquet(path)
    return path


def kept(plain: Path, path: Path) -> Path:
    """Encode a plain table and keep it as our own log."""
    store.save(encoded([read_any(plain, plain.name, Options())]), path)
    return path


def _made(cases: int, seed: int) -> Iterator[str]:
    """Yield the lines of a made log as XES."""
    chance = random.Random(seed)  # noqa: S311 - a made log's chance is no secret
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    for case in range(cases):
        yield f'<trace><string key="concept:name" value="{100_000 + case}"/>\n'
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * case)
        step = 0
        while step < len(STEPS):
            at += timedelta(seconds=round(chance.lognormvariate(8, 1.3), 3))
            yield (
                f'<event><string key="concept:name" value="{STEPS[step]}"/>'
                f'<string key="org:resource" value="P{chance.randrange(PEOPLE):02}"/>'
                f'<string key="lifecycle:transition" value="complete"/>'
                f'<date key="time:timestamp" value="{at.isoformat(timespec="milliseconds")}"/></event>\n'
            )
            step += chance.choices((0, 1, 2, 30), weights=(25, 55, 17, 3))[0]
        yield "</trace>\n"
    yield "</log>\n"
