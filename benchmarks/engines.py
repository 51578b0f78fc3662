"""How long do the same questions take here, in DuckDB, in PostgreSQL and in Spark, on one machine?

One log, copied until it has the size; every engine must answer as we do. Writes its part of docs/benchmarks.md.
``--quick`` asks less, to see that it works. Start it with ``python -m benchmarks.engines``.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import ibis  # type: ignore[import-untyped]
import numpy as np
import polars as pl
import psycopg
from benchmarks import mining_data, results
from tests.mining.engines.servers import postgres_server, spark_session

from sopwright.log import store
from sopwright.log.event_log import EventLog
from sopwright.mining.engines import questions
from sopwright.mining.engines.answers import answer
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.events import events
from sopwright.mining.engines.summaries import summaries
from sopwright.mining.history.handovers import handovers
from sopwright.mining.history.statistics import statistics
from sopwright.mining.history.times import durations, edge_times
from sopwright.mining.history.variants import variants

RUNS = 5
COPIES = (1, 4, 39)
LARGEST = {"PostgreSQL": 4, "Spark": 4}
"""Up to so many copies an engine is asked; more would take long and say little on one machine."""
COLUMNS = Columns(
    case="case:concept:name", activity="concept:name", time="time:timestamp", row="row", resource="org:resource"
)
ASKED: Mapping[str, tuple[Callable[[Any], Any], Callable[[EventLog], object]]] = {
    "edges with their waits": (questions.edges, edge_times),
    "variants": (questions.variants, variants),
    "durations of cases": (
        questions.durations,
        lambda log: statistics(durations(log), np.zeros(log.cases, dtype=np.int64), 1),
    ),
    "hand-overs with their waits": (
        questions.handovers,
        lambda log: None if log.resource is None else handovers(log, log.resource),
    ),
}
ALL = "all summaries"
LOCAL = "here, on the encoded log"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="once, on little")
    quick = parser.parse_args().quick
    load = os.getloadavg()[0]
    parts = [_opening(load, quick=quick)]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        source, what = mining_data.xes("bpic2012", place)
        address = stack.enter_context(postgres_server(("shared_buffers=1GB", "work_mem=256MB")))
        session = stack.enter_context(spark_session(place, memory="6g"))
        for copies in COPIES[:1] if quick else COPIES:
            plain = _numbered(mining_data.table(source, copies, place / f"{copies}.parquet"))
            tables: dict[str, Any] = {"DuckDB": ibis.duckdb.connect().read_parquet(str(plain))}
            if copies <= LARGEST["PostgreSQL"]:
                tables["PostgreSQL"] = _in_postgres(address, plain)
            if copies <= LARGEST["Spark"]:
                tables["Spark"] = ibis.pyspark.connect(session).read_parquet(str(plain))
            parts.append(_section(what, plain, copies, tables, 1 if quick else RUNS))
    results.put("engines", "\n".join(parts))


def _opening(load: float, *, quick: bool) -> str:
    runs = "One run each, to see that it works" if quick else f"Medians of {RUNS} runs"
    return f"""## The same questions in engines

{results.machine()}
{runs}, connection and start of Spark not counted.
The load average was {load:.1f} when this began: above 1, other programs worked beside it. The first column asks
a log that was encoded before; the line *reading* says what that takes, once. All engines run on this one machine
and compete with nobody: a warehouse has more machines, and a network in between. Every answer is compared with
ours. Written by `benchmarks/engines.py`.
"""


def _numbered(plain: Path) -> Path:
    """Return the table with a column that decides between equal times."""
    path = plain.with_suffix(".rows.parquet")
    pl.scan_parquet(plain).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).sink_parquet(path)
    return path


def _in_postgres(address: str, plain: Path) -> Any:  # noqa: ANN401 - Ibis has no types
    connection = psycopg.connect(address, autocommit=True)
    rows = pl.read_parquet(plain, columns=list(COLUMNS.named().values()))
    kinds = {pl.String: "text", pl.Int64: "bigint"}
    columns = ", ".join(f'"{name}" {kinds.get(type(kind), "timestamptz")}' for name, kind in rows.schema.items())
    connection.execute("DROP TABLE IF EXISTS events")
    connection.execute(f"CREATE UNLOGGED TABLE events ({columns})".encode())
    with connection.cursor() as cursor, cursor.copy("COPY events FROM STDIN (FORMAT csv)") as copy:
        for part in rows.iter_slices(100_000):
            copy.write(part.write_csv(include_header=False))
    connection.execute("ANALYZE events")
    return ibis.postgres.from_connection(connection).table("events")


def _section(what: str, plain: Path, copies: int, tables: Mapping[str, Any], runs: int) -> str:
    """Return the table of one size."""
    began = time.perf_counter()
    log = store.load(mining_data.kept(plain, plain.with_suffix(".log")))
    reading = time.perf_counter() - began
    cells: dict[str, list[str]] = {"reading": [_shown(reading), *("" for _ in tables)]}
    for name, (question, ours) in ASKED.items():
        cells[name] = [_shown(_took(partial(ours, log), runs))]
        for table in tables.values():
            asked = question(events(table, COLUMNS))
            cells[name].append(_shown(_took(partial(answer, asked), runs)))
    cells[ALL] = [_shown(_took(lambda: [ours(log) for _, ours in ASKED.values()], runs))]
    for name, table in tables.items():
        began = time.perf_counter()
        found = summaries(table, COLUMNS)
        cells[ALL].append(_shown(time.perf_counter() - began))
        flow = variants(log)
        same = found.events == log.events and found.variants.cases.tolist() == flow.cases.tolist()
        same &= found.variants.activity.tolist() == flow.activity.tolist()
        same &= found.waits.median.tolist() == edge_times(log)[1].median.tolist()
        if not same:
            message = f"{name} does not answer as we do"
            raise SystemExit(message)
        print(f"{copies} × {what}: {name} done", flush=True)
    lines = [f"| {name} | {' | '.join(row)} |" for name, row in cells.items()]
    head = f"| Question | {LOCAL} | {' | '.join(tables)} |\n|---|{'---:|' * (1 + len(tables))}"
    times = "once" if copies == 1 else f"{copies} times"
    title = f"### {log.events:,} events, {log.cases:,} cases ({what}, {times})"
    return "\n".join([title, "", head, *lines, ""])


def _took(do: Callable[[], object], runs: int) -> float:
    """Return the median of the seconds that something takes."""
    taken: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        do()
        taken.append(time.perf_counter() - began)
    return median(taken)


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
