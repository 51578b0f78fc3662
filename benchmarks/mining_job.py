"""How long does one job take, in a process of its own? Runs it some times and prints what it took as JSON.

Standard library only: our interpreter runs it, and so does that of the peers.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

Answer = Mapping[str, float | int | str]


class Job:
    """What is prepared once, and what is asked of it again and again."""

    def __init__(self, prepare: Callable[[Path], Any], ask: Callable[[Any], Answer]) -> None:
        """Name the two parts."""
        self.prepare = prepare
        self.ask = ask


def run(jobs: Mapping[str, Job]) -> None:
    """Run the job that the command line names: name, input, how often."""
    name, source, runs = sys.argv[1:4]
    job = jobs[name]
    start = time.perf_counter()
    prepared = job.prepare(Path(source))
    ready = time.perf_counter() - start
    seconds: list[float] = []
    work: list[float] = []
    answer: Answer = {}
    for _ in range(int(runs)):
        start, busy = time.perf_counter(), time.process_time()
        answer = job.ask(prepared)
        seconds.append(time.perf_counter() - start)
        work.append(time.process_time() - busy)
    found = {"prepare": ready, "seconds": seconds, "work": work, "peak_mb": peak_mb(), "answer": dict(answer)}
    print(json.dumps(found))


def peak_mb() -> float:
    """Return the largest memory of this process, without that of the one that started it where Linux tells."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    kib = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return (kib or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024 / 1e6


def digest(lines: Iterable[str]) -> str:
    """Return a short sum of lines, by which two tools show that they found the same."""
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]


def of_edges(counts: Mapping[tuple[str, str], int]) -> Answer:
    """Return what is compared of directly-follows counts."""
    return {"edges": len(counts), "sum": digest(f"{a}\t{b}\t{count}" for (a, b), count in counts.items())}


def of_times(times: Mapping[tuple[str, str], tuple[float, float]]) -> Answer:
    """Return what is compared of mean and median of each edge, in seconds, to the hundredth of a millisecond."""
    return {
        "edges": len(times),
        "sum": digest(f"{a}\t{b}\t{mean:.5f}\t{median:.5f}" for (a, b), (mean, median) in times.items()),
    }


def of_variants(cases: Iterable[int]) -> Answer:
    """Return what is compared of variants."""
    found = sorted(cases)
    return {"variants": len(found), "sum": digest(map(str, found))}


def of_durations(cases: int, total: float) -> Answer:
    """Return what is compared of durations, in seconds."""
    return {"cases": cases, "total": round(total)}
