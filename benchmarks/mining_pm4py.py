"""What PM4Py is asked in ``benchmarks/mining.py``; run by an interpreter in which it is installed.

PM4Py is AGPL: it is measured here, and is no part of Sopwright. It is asked by its own documented functions. Alignments
by r4pm are here too, because the net is made by PM4Py.
"""

import itertools
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd  # type: ignore[import-untyped]
import pm4py  # type: ignore[import-not-found]
import r4pm
from benchmarks.mining_job import Answer, Job, of_durations, of_edges, of_times, of_variants, run
from benchmarks.mining_models import SAMPLE, Tree, models
from benchmarks.mining_r4pm import log_of

Theirs: TypeAlias = Any
"""A value of the peer's own, which has no types."""


def frame(path: Path) -> Theirs:
    """Return a table as PM4Py wants it."""
    return pm4py.format_dataframe(
        pd.read_parquet(path),
        case_id="case:concept:name",
        activity_key="concept:name",
        timestamp_key="time:timestamp",
    )


def asked_xes(path: Path) -> Answer:
    """Read XES with PM4Py's own reader."""
    return {"events": len(pm4py.read_xes(str(path), variant="iterparse"))}


def asked_edges(log: Theirs) -> Answer:
    """Return the directly-follows counts."""
    return of_edges(dict(pm4py.discover_dfg(log)[0]))


def asked_times(log: Theirs) -> Answer:
    """Return mean and median of each edge."""
    found = pm4py.discover_performance_dfg(log)[0]
    return of_times({edge: (float(times["mean"]), float(times["median"])) for edge, times in found.items()})


def asked_variants(log: Theirs) -> Answer:
    """Return the variants."""
    return of_variants(int(count) for count in pm4py.get_variants(log).values())


def asked_durations(log: Theirs) -> Answer:
    """Return the durations."""
    found = pm4py.get_all_case_durations(log)
    return of_durations(len(found), float(sum(found)))


def text(tree: Tree) -> str:
    """Return a model as PM4Py writes process trees."""
    if isinstance(tree, str):
        return f"'{tree}'" if tree else "tau"
    signs = {"sequence": "->", "choice": "X", "loop": "*", "parallel": "+"}
    return f"{signs[str(tree[0])]}( {', '.join(text(part) for part in tree[1:])} )"


def net(labels: list[str]) -> Theirs:
    """Return the model as a Petri net with its markings."""
    return pm4py.convert_to_petri_net(pm4py.parse_process_tree(text(models(labels))))


def r4pm_to_align(path: Path) -> Theirs:
    """Return the model and the variants, as r4pm wants them."""
    log = log_of(path)
    projection = r4pm.convert_item(log, "EventLogActivityProjection")
    labels = sorted(r4pm.bindings.get_projection_activities(projection))
    return r4pm.petri_net.from_pm4py(*net(labels)), projection


def r4pm_aligned(given: Theirs) -> Answer:
    """Return the cost of all cases."""
    found = r4pm.bindings.align_variants(*given)
    return {"variants": len(found), "cost": sum(cost_of(one["result"]) * one["frequency"] for one in found)}


def cost_of(result: Theirs) -> int:
    """Return the cost that r4pm tells of one variant."""
    inner = result.get("Ok", result.get("ok", result))
    return int(inner["cost"])


def asked_to_align(path: Path) -> Theirs:
    """Return the model and a log of one case each of the most frequent variants."""
    log = frame(path)
    found = sorted(pm4py.get_variants(log).items(), key=lambda item: (-int(item[1]), item[0]))
    sample = found[:SAMPLE]
    rows = [
        {"case:concept:name": str(n), "concept:name": label, "time:timestamp": pd.Timestamp(at, unit="s", tz="UTC")}
        for n, (variant, _) in enumerate(sample)
        for at, label in enumerate(variant)
    ]
    events = sum(len(variant) for variant, _ in found)
    return net(sorted(set(log["concept:name"]))), pd.DataFrame(rows), len(found), events


def asked_aligned(given: Theirs) -> Answer:
    """Return the cost of the sample, one case a variant."""
    model, sample, number, events = given
    found = pm4py.conformance_diagnostics_alignments(sample, *model)
    moves = itertools.chain.from_iterable(one["alignment"] for one in found)
    cost = sum((a == ">>") != (b == ">>" or b is None) and b is not None for a, b in moves)
    return {"variants": len(found), "of": number, "events": len(sample), "events of": events, "cost": cost}


JOBS = {
    "xes": Job(lambda path: path, asked_xes),
    "edges": Job(frame, asked_edges),
    "times": Job(frame, asked_times),
    "variants": Job(frame, asked_variants),
    "durations": Job(frame, asked_durations),
    "whole-edges": Job(lambda path: path, lambda path: asked_edges(frame(path))),
    "whole-times": Job(lambda path: path, lambda path: asked_times(frame(path))),
    "whole-variants": Job(lambda path: path, lambda path: asked_variants(frame(path))),
    "whole-durations": Job(lambda path: path, lambda path: asked_durations(frame(path))),
    "r4pm-align": Job(r4pm_to_align, r4pm_aligned),
    "align": Job(asked_to_align, asked_aligned),
}

if __name__ == "__main__":
    run(JOBS)
