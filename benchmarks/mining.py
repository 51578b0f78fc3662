"""How fast are questions to an event log answered, beside PM4Py and r4pm, and how does that grow?

Each job runs in a process of its own, at least five times (``--quick``: twice, on less); the tools must answer alike,
or the page says that they do not. Writes its part of docs/benchmarks.md. Peers run in an interpreter of their own, with
``benchmarks/peers-mining.txt`` installed: ``.make/mining-venv``, or the one named by ``--peers``.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import mining_data, results

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".make" / "mining-venv" / "bin" / "python"
QUESTIONS = {
    "edges": "what follows what, counted",
    "times": "mean and median wait of each edge",
    "variants": "variants, verified",
    "durations": "durations of cases",
}
COPIES = 39
SIZES = (100_000, 1_000_000, 10_000_000, 100_000_000)
NEEDED = 100
"""Bytes of free memory for each event, below which a size is left out."""
PATIENCE = 900
"""Seconds after which a peer's job is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a job took.

    Attributes:
        prepare: Seconds to prepare it, once.
        seconds: Seconds of each run.
        work: Seconds of the processor of each run, all cores together, which other programs disturb less.
        peak_mb: Largest memory of the process, in MB of 1,000,000 bytes.
        answer: What it found.
    """

    prepare: float
    seconds: tuple[float, ...]
    work: tuple[float, ...]
    peak_mb: float
    answer: dict[str, float | int | str]

    @property
    def middle(self) -> float:
        """The median of the runs."""
        return median(self.seconds)

    def __str__(self) -> str:
        return shown(self.middle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """How it is measured.

    Attributes:
        place: Folder for files.
        peers: Interpreter of the peers; ``None`` when there is none.
        runs: How often each job runs.
        quick: Whether less is measured, to see that it works.
    """

    place: Path
    peers: Path | None
    runs: int
    quick: bool

    def ours(self, job: str, source: Path, runs: int | None = None) -> Took:
        """Run a job of ours."""
        found = self._run([sys.executable, "-m", "benchmarks.mining_ours", job, str(source), str(runs or self.runs)])
        assert found is not None, f"{job} must work"  # noqa: S101 - for us
        return found

    def theirs(self, peer: str, job: str, source: Path, runs: int | None = None) -> Took | None:
        """Run a job of a peer; ``None`` where it cannot, or not in time."""
        if self.peers is None:
            return None
        return self._run([str(self.peers), "-m", f"benchmarks.mining_{peer}", job, str(source), str(runs or self.runs)])

    def _run(self, command: Sequence[str]) -> Took | None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        own = command[0] == sys.executable
        try:
            done = subprocess.run(  # noqa: S603 - our own commands
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=own, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            return None
        lines = [line for line in done.stdout.splitlines() if line.startswith('{"prepare"')]
        if not lines:
            print(done.stderr[-2000:], file=sys.stderr)
            return None
        found = json.loads(lines[-1])
        return Took(
            prepare=found["prepare"],
            seconds=tuple(found["seconds"]),
            work=tuple(found["work"]),
            peak_mb=found["peak_mb"],
            answer=found["answer"],
        )


def shown(seconds: float) -> str:
    """Return a time as people read it."""
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def cell(one: Took | None, ours: Took) -> str:
    """Return a peer's time, the ratio to ours, and whether it found the same."""
    if one is None:
        return "–"
    same = "" if one.answer == ours.answer else " (another answer)"
    work = median(one.work) / max(median(ours.work), 1e-6)
    return f"{one} = {one.middle / ours.middle:.1f}× ({work:.1f}×){same}"


def reading(bench: Bench) -> str:
    """Measure reading XES."""
    rows = ""
    for name in ("helpdesk",) if bench.quick else ("helpdesk", "bpic2012"):
        path, what = mining_data.xes(name, bench.place)
        ours = bench.ours("read", path)
        rust, pm4py = bench.theirs("r4pm", "xes", path), bench.theirs("pm4py", "xes", path, 1 if bench.quick else None)
        memory = " / ".join(f"{one.peak_mb:.0f}" if one else "–" for one in (ours, rust, pm4py))
        rows += f"| {what} | {ours.answer['events']:,} | **{ours}** | {cell(rust, ours)} | {cell(pm4py, ours)} | "
        rows += f"{memory} |\n"
    head = "| Log | Events | Sopwright, read and encoded | r4pm to a data frame | PM4Py (iterparse) | Peak MB |\n"
    return f"### Reading XES (gz)\n\n{head}|---|---:|---:|---:|---:|---:|\n{rows}"


def questions(bench: Bench, copies: int, title: str) -> str:
    """Measure the questions on one log: encoded, and from a plain Parquet file."""
    source, what = mining_data.xes("bpic2012", bench.place)
    plain = mining_data.table(source, copies, bench.place / f"plain-{copies}.parquet")
    own = mining_data.kept(plain, bench.place / f"log-{copies}.parquet")
    fewer = bench.runs if copies == 1 else min(bench.runs, 3)
    rows = whole = ""
    for name, words in QUESTIONS.items():
        ours, pm4py = bench.ours(name, own), bench.theirs("pm4py", name, plain)
        rust = bench.theirs("r4pm", name, plain) if name in ("edges", "variants") else None
        rows += f"| {words} | **{ours}** | {cell(pm4py, ours)} | {cell(rust, ours)} |"
        rows += f" {' / '.join(f'{one.peak_mb:.0f}' if one else '–' for one in (ours, pm4py, rust))} |\n"
        mine = bench.ours(f"whole-{name}", plain)
        other = bench.theirs("pm4py", f"whole-{name}", plain, fewer)
        whole += f"| {words} | **{mine}** | {cell(other, mine)} |"
        whole += f" {' / '.join(f'{one.peak_mb:.0f}' if one else '–' for one in (mine, other))} |\n"
    load, explored = bench.ours("load", own), bench.ours("explored", own)
    size = bench.ours("size", own, 1).answer
    head = "| Question | Sopwright | PM4Py | r4pm | Peak MB |\n|---|---:|---:|---:|---:|\n"
    second = "| Question | Sopwright | PM4Py | Peak MB |\n|---|---:|---:|---:|\n"
    rare = "" if fewer == bench.runs else f" PM4Py runs {fewer} times."
    return (
        f"### {title}: {what}, {size['events']:,} events\n\n"
        "On the log once it is in the form of the tool (ours: encoded; PM4Py: a sorted data frame; r4pm: its log).\n\n"
        f"{head}{rows}\n"
        f"Loading our encoded log takes {load}. Filter by the period of the middle half, then the map with its times, "
        f"then the variants of the {explored.answer['events']:,} events that stay: **{explored}**, "
        f"peak {explored.peak_mb:.0f} MB. "
        f"The encoded log takes {size['bytes']} bytes an event.\n\n"
        f"From a plain Parquet file in the order of time, everything included.{rare}\n\n{second}{whole}"
    )


def small(bench: Bench) -> str:
    """Measure the questions on one log of usual size."""
    return questions(bench, 1, "Questions")


def large(bench: Bench) -> str:
    """Measure the questions on ten million events."""
    return questions(bench, 2 if bench.quick else COPIES, "The same on many events")


def alignments(bench: Bench) -> str:
    """Measure alignments to an SOP-like model."""
    rows = ""
    for name in ("helpdesk",) if bench.quick else ("helpdesk", "bpic2012"):
        source, what = mining_data.xes(name, bench.place)
        plain = mining_data.table(source, 1, bench.place / f"align-{name}.parquet")
        own = mining_data.kept(plain, bench.place / f"align-{name}-log.parquet")
        ours = bench.ours("align", own)
        rust, pm4py = bench.theirs("pm4py", "r4pm-align", plain), bench.theirs("pm4py", "align", plain, 1)
        scaled = "–"
        if pm4py is not None:
            share = int(pm4py.answer["events"]) / int(pm4py.answer["events of"])
            whole = pm4py.middle / share
            scaled = f"{shown(whole)} = {whole / ours.middle:.0f}×"
            if share < 1:
                scaled += f" ({pm4py} for {pm4py.answer['variants']} of {pm4py.answer['of']} variants)"
            if pm4py.answer["cost"] != bench.ours("align-sample", own, 1).answer["cost"]:
                scaled += " (another cost)"
        rows += f"| {what} | {ours.answer['variants']:,} | **{ours}** | {cell(rust, ours)} | {scaled} |\n"
    head = "| Log | Variants | Sopwright | r4pm | PM4Py |\n|---|---:|---:|---:|---:|\n"
    note = (
        "The model of `benchmarks/mining_models.py`; variants are gathered before, for all. The same cost was found\n"
        "where nothing else is said. PM4Py aligns the most frequent variants only, once; the time for all is that\n"
        "time divided by the share of their events, which favours PM4Py: rarer variants are harder.\n"
    )
    return f"### Optimal alignments to an SOP-like model\n\n{head}{rows}\n{note}"


def growth(bench: Bench) -> str:
    """Measure how time and memory grow with the number of events."""
    source, what = mining_data.xes("bpic2012", bench.place)
    plain = mining_data.table(source, 1, bench.place / "grow.parquet")
    own = mining_data.kept(plain, bench.place / "grow-log.parquet")
    rows = ""
    for size in SIZES[:2] if bench.quick else SIZES:
        if size * NEEDED > os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES"):
            rows += f"| {size:,} | left out: less than {size * NEEDED / 1e9:.0f} GB of memory is free | | | | | |\n"
            continue
        path = own.with_name(f"{own.name}@{size}")
        took = [bench.ours(f"tiled-{name}", path) for name in QUESTIONS]
        bytes_ = bench.ours("tiled-size", path, 1).answer["bytes"]
        peak = max(one.peak_mb for one in took)
        rows += f"| {size:,} | {' | '.join(map(str, took))} | {bytes_} | "
        rows += f"{peak:,.0f} MB = {peak * 1e6 / size:.0f} bytes an event |\n"
    head = "| Events | Edges | Their times | Variants | Durations | Bytes an event, encoded | Peak of any question |\n"
    note = f"Made by repeating {what}, encoded. The peak is that of the whole process, the making of the log included."
    return f"### Growth\n\n{head}|---:|---:|---:|---:|---:|---:|---:|\n{rows}\n{note}\n"


def main() -> None:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs on little; writes no page")
    parser.add_argument("--peers", type=Path, default=VENV, help="interpreter with peers-mining.txt installed")
    chosen = parser.parse_args()
    peers = chosen.peers if chosen.peers.exists() else None
    load = os.getloadavg()[0]
    parts: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(place=Path(name), peers=peers, runs=2 if chosen.quick else 5, quick=chosen.quick)
        for section in (reading, small, alignments, growth, large):
            parts.append(section(bench))
            print(parts[-1], flush=True)
    versions = ", ".join((ROOT / "benchmarks" / "peers-mining.txt").read_text().split())
    text = (
        f"## Questions to event logs\n\n{results.machine()}\n"
        f"Medians of {2 if chosen.quick else 5} runs after what is prepared, each job in a process of its own; "
        "*n*× is the peer's time divided by ours, and in brackets the same for processor time of all cores.\n"
        f"The load average of the machine was {load:.1f} when this began: above 1, other programs worked beside it.\n"
        f"{f'Peers: {versions}.' if peers else 'Peers were not installed, and not measured.'}\n\n" + "\n".join(parts)
    )
    if not chosen.quick:
        results.put("mining", text)


if __name__ == "__main__":
    main()
