"""What Sopwright is asked in ``benchmarks/mining.py``; each question in a process of its own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from benchmarks.mining_job import Answer, Job, of_durations, of_edges, of_times, of_variants, run
from benchmarks.mining_models import SAMPLE, Tree, models

from sopwright.log import store
from sopwright.log.encoding import encoded
from sopwright.log.event_log import Coded, EventLog
from sopwright.log.formats import read_any
from sopwright.log.options import Options
from sopwright.mining.conformance.alignment import align
from sopwright.mining.conformance.automaton import Automaton
from sopwright.mining.conformance.blocks import Again, Block, Do, InOrder, Maybe, OneOf, Together, automaton_of
from sopwright.mining.history.edges import edges
from sopwright.mining.history.filters import InPeriod, Span, filtered
from sopwright.mining.history.times import durations, edge_times
from sopwright.mining.history.variants import Variants, variants

SECOND = 1e6


def read(path: Path) -> EventLog:
    """Return the log in any file."""
    return encoded([read_any(path, path.name, Options())])


def tiled(path: Path) -> EventLog:
    """Return the log of ``name@events``: a stored log repeated until it has so many events."""
    name, _, size = path.name.rpartition("@")
    log = store.load(path.with_name(name), attributes=[])
    whole, rest = divmod(int(size), log.events)
    part = np.searchsorted(log.offsets, rest, side="right") - 1
    rows = np.concatenate([np.arange(log.events)] * whole + [np.arange(log.offsets[part])])
    lengths = np.concatenate([log.lengths] * whole + [log.lengths[:part]])

    def again(column: Coded | None) -> Coded | None:
        return None if column is None else column.at(rows)

    return replace(
        log,
        offsets=np.concatenate(([0], np.cumsum(lengths))),
        activity=log.activity.at(rows),
        time=log.time[rows],
        resource=again(log.resource),
        lifecycle=again(log.lifecycle),
        row=np.arange(len(rows)),
        source=log.source.at(rows),
        case_ids=pl.Series(np.arange(len(lengths))).cast(pl.String),
    )


def asked_edges(log: EventLog) -> Answer:
    """Return the directly-follows counts."""
    found, labels = edges(log), log.activity.labels
    columns = (found.source.tolist(), found.target.tolist(), found.count.tolist())
    return of_edges({(labels[a], labels[b]): count for a, b, count in zip(*columns, strict=True)})


def asked_times(log: EventLog) -> Answer:
    """Return mean and median of each edge."""
    (found, times), labels = edge_times(log), log.activity.labels
    columns = (found.source.tolist(), found.target.tolist(), times.mean.tolist(), times.median.tolist())
    return of_times(
        {(labels[a], labels[b]): (mean / SECOND, median / SECOND) for a, b, mean, median in zip(*columns, strict=True)}
    )


def asked_variants(log: EventLog) -> Answer:
    """Return the variants."""
    return of_variants(variants(log).cases.tolist())


def asked_durations(log: EventLog) -> Answer:
    """Return the durations."""
    found = durations(log)
    return of_durations(len(found), float(found.sum() / SECOND))


def explored(log: EventLog) -> Answer:
    """Filter by a period, then the map with its times, then the variants."""
    start, end = np.quantile(log.time[log.offsets[:-1]], (0.25, 0.75)).astype(np.int64).tolist()
    kept = filtered(log, [InPeriod(start=start, end=end, words="the middle half", span=Span.BEGUN)])
    found, _ = edge_times(kept)
    return {"events": kept.events, "edges": len(found.count), "variants": len(variants(kept))}


def size(log: EventLog) -> Answer:
    """Return how many bytes the log takes for each event."""
    words = (log.activity, log.source, log.resource, log.lifecycle)
    bytes_ = sum(column.codes.nbytes for column in words if column is not None) + log.case_ids.estimated_size()
    bytes_ += sum(column.nbytes for column in (log.offsets, log.time, log.row))
    return {"events": log.events, "bytes": round(bytes_ / log.events, 1)}


def block(tree: Tree) -> Block:
    """Return a model as a block of ours."""
    if isinstance(tree, str):
        return Do(step=tree) if tree else InOrder(parts=())
    kind, *parts = tree
    inner = tuple(block(part) for part in parts)
    if kind == "choice" and "" in parts:
        kept = tuple(one for one, part in zip(inner, parts, strict=True) if part)
        return Maybe(part=kept[0] if len(kept) == 1 else OneOf(parts=kept))
    made: dict[str, Callable[[], Block]] = {
        "sequence": lambda: InOrder(parts=inner),
        "choice": lambda: OneOf(parts=inner),
        "loop": lambda: Again(part=inner[0], again=inner[1]),
        "parallel": lambda: Together(parts=inner),
    }
    return made[str(kind)]()


def to_align(path: Path) -> tuple[Automaton, list[tuple[str, ...]], Variants]:
    """Return the model of a log, what its activities are, and its variants."""
    log = store.load(path, attributes=[])
    ways = variants(log)
    return automaton_of(block(models(log.activity.labels))), [(label,) for label in log.activity.labels], ways


def aligned(given: tuple[Automaton, list[tuple[str, ...]], Variants]) -> Answer:
    """Return the cost of all cases."""
    model, shows, ways = given
    found = align(model, shows, ways.offsets, ways.activity)
    return {"variants": len(ways), "cost": int((found.cost * ways.cases).sum())}


def aligned_sample(given: tuple[Automaton, list[tuple[str, ...]], Variants]) -> Answer:
    """Return the cost of the variants that PM4Py aligns, one case each."""
    model, shows, ways = given
    found = align(model, shows, ways.offsets, ways.activity)
    return {"cost": int(found.cost[:SAMPLE].sum())}


QUESTIONS: dict[str, Callable[[EventLog], Answer]] = {
    "edges": asked_edges,
    "times": asked_times,
    "variants": asked_variants,
    "durations": asked_durations,
    "explored": explored,
    "size": size,
}


def stored(path: Path) -> EventLog:
    """Return a log that was kept, without its attributes."""
    return store.load(path, attributes=[])


def itself(path: Path) -> Path:
    """Prepare nothing."""
    return path


def from_file(ask: Callable[[EventLog], Answer]) -> Callable[[Path], Answer]:
    """Return a question that reads and encodes the file first."""
    return lambda path: ask(read(path))


JOBS = {
    "read": Job(itself, lambda path: {"events": read(path).events}),
    "load": Job(itself, lambda path: {"events": stored(path).events}),
    "align": Job(to_align, aligned),
    "align-sample": Job(to_align, aligned_sample),
    **{name: Job(stored, ask) for name, ask in QUESTIONS.items()},
    **{f"tiled-{name}": Job(tiled, ask) for name, ask in QUESTIONS.items()},
    **{f"whole-{name}": Job(itself, from_file(ask)) for name, ask in QUESTIONS.items()},
}

if __name__ == "__main__":
    run(JOBS)
