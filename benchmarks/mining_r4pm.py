"""What r4pm is asked in ``benchmarks/mining.py``; run by an interpreter in which it is installed."""

from pathlib import Path

import polars as pl
import r4pm
from benchmarks.mining_job import Answer, Job, of_edges, of_variants, run


def asked_xes(path: Path) -> Answer:
    """Read XES into a data frame."""
    return {"events": len(r4pm.df.import_xes(str(path))[0])}


def log_of(path: Path) -> str:
    """Return a table as r4pm's own log, converted."""
    return str(r4pm.import_item_from_df("EventLog", pl.read_parquet(path)))


def asked_edges(log: str) -> Answer:
    """Return the directly-follows counts."""
    found = r4pm.bindings.discover_dfg(log)["directly_follows_relations"]
    return of_edges({(one[0][0], one[0][1]): one[1] for one in found})


def asked_variants(log: str) -> Answer:
    """Return the variants, the projection that they need included."""
    projection = r4pm.convert_item(log, "EventLogActivityProjection")
    found = r4pm.bindings.get_variants(projection)
    r4pm.remove_item(projection)
    return of_variants(variant["count"] for variant in found)


JOBS = {
    "xes": Job(lambda path: path, asked_xes),
    "edges": Job(log_of, asked_edges),
    "variants": Job(log_of, asked_variants),
}

if __name__ == "__main__":
    run(JOBS)
