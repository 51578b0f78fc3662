"""How fast does Sopwright write, how much memory does it take, and how does that grow?

Runs the command line as a user does, in processes of its own, at least five times each; compares the PDF and the Word
file with named peers on the same document in the same run; writes docs/benchmarks.md. Start it with ``make bench``.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import results
from benchmarks.made_recordings import made_recording

ROOT = Path(__file__).parents[1]
RUNS = 5
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What some runs of a command took.

    Attributes:
        seconds: Wall time of each run.
        processor: Processor time of each run, which other work on the machine disturbs less.
        peak_mb: Largest memory of any run, in MB of 1,000,000 bytes.
    """

    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    peak_mb: float

    @property
    def middle(self) -> float:
        """The median of the wall times."""
        return median(self.seconds)

    @property
    def work(self) -> float:
        """The median of the processor times."""
        return median(self.processor)

    @property
    def spread(self) -> str:
        """The smallest and the largest wall time."""
        return f"{min(self.seconds):.2f}–{max(self.seconds):.2f} s"


def measured(command: Sequence[str], runs: int = RUNS) -> Measured:
    """Run a command several times, each in a process of its own."""
    seconds, processor, peak = [], [], 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - start)
        processor.append(used.ru_utime + used.ru_stime)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        peak = max(peak, used.ru_maxrss)
    return Measured(seconds=tuple(seconds), processor=tuple(processor), peak_mb=peak * 1024 / 1e6)


def sopwright(*arguments: str) -> list[str]:
    """Return the command line of Sopwright with ``arguments``."""
    return [sys.executable, "-m", "sopwright", *arguments]


def written(files: Sequence[Path], out: Path, *more: str) -> list[str]:
    """Return the command that writes one SOP from recordings."""
    return sopwright("write", *map(str, files), "--out", str(out), "--quiet", *more)


def ours(place: Path) -> str:
    """Measure the two main jobs."""
    one = place / "one.recording.json"
    one.write_text(made_recording(10_000))
    many = [place / f"many-{number:03}.recording.json" for number in range(100)]
    for number, path in enumerate(many):
        path.write_text(made_recording(1_000, seed=number + 1))
    rows = ""
    for name, aim, files in (
        ("one recording of 10,000 events to all outputs", 2, [one]),
        ("100 recordings of 1,000 events to one SOP, all outputs", 10, many),
    ):
        result = measured(written(files, place / "out"))
        size = sum(path.stat().st_size for path in files) / 1e6
        took = f"**{result.middle:.2f} s** | {result.spread} | {result.work:.2f} s | < {aim} s"
        rows += f"| {name} | {size:.1f} MB | {took} | {result.peak_mb:.0f} MB |\n"
    head = "| Job | Input | Median | Smallest–largest | Processor | Aim | Peak memory |\n"
    head += "|---|---:|---:|---:|---:|---:|---:|\n"
    return f"## The two main jobs\n\n{head}{rows}"


def growth(place: Path) -> str:
    """Measure how time and memory grow with the number of events."""
    rows, first = "", None
    for size in SIZES:
        path = place / f"grow-{size}.recording.json"
        path.write_text(made_recording(size))
        result = measured(written([path], place / "out"))
        first = first or result
        more = f"{(result.work - first.work) / (size - SIZES[0]) * 1e6:.0f} µs" if size != SIZES[0] else ""
        rows += f"| {size:,} | {result.middle:.2f} s | {result.work:.2f} s | {more} | {result.peak_mb:.0f} MB |\n"
    head = "| Events | Median | Processor | For each further event | Peak memory |\n|---:|---:|---:|---:|---:|\n"
    return f"## Growth: one recording to all outputs\n\n{head}{rows}"


def forms(place: Path) -> str:
    """Measure each form of one real SOP by itself, start of the program included."""
    sop = place / "demo" / "sop.yaml"
    start = measured(sopwright("--version"))
    rows = f"| *start only* (`--version`) | {start.middle * 1000:.0f} ms | {start.work * 1000:.0f} ms |\n"
    for form in ("yaml", "json", "md", "svg", "bpmn", "html", "docx", "pdf"):
        result = measured(sopwright("render", str(sop), "--to", form, "--out", str(place / f"one.{form}")))
        rows += f"| {form} | {result.middle * 1000:.0f} ms | {result.work * 1000:.0f} ms |\n"
    return f"## Each form of one SOP, in a process of its own\n\n| Form | Median | Processor |\n|---|---:|---:|\n{rows}"


WEASYPRINT = """
import sys, time
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
"""

PANDOC = """
import sys, pypandoc
pypandoc.convert_file(sys.argv[1], "docx", outputfile=sys.argv[2])
"""


def peers(place: Path) -> str:
    """Compare with peers: the same document to the same format, each in a process of its own."""
    folder = place / "demo"
    rows = ""
    for form, peer, script, source in (
        ("pdf", f"WeasyPrint {version('weasyprint')}", WEASYPRINT, "sop.html"),
        ("docx", f"pandoc (pypandoc-binary {version('pypandoc-binary')})", PANDOC, "sop.md"),
    ):
        mine = measured(sopwright("render", str(folder / "sop.yaml"), "--to", form, "--out", str(place / f"a.{form}")))
        theirs = measured([sys.executable, "-c", script, str(folder / source), str(place / f"b.{form}")])
        ratio = f"{theirs.middle / mine.middle:.1f}× ({theirs.work / mine.work:.1f}× processor)"
        rows += (
            f"| {form} | {mine.middle * 1000:.0f} ms, {mine.peak_mb:.0f} MB | {peer} from our `{source}` | "
            f"{theirs.middle * 1000:.0f} ms, {theirs.peak_mb:.0f} MB | {ratio} |\n"
        )
    head = "| Form | Sopwright | Peer | Peer's median | Peer's time / ours |\n|---|---:|---|---:|---:|\n"
    note = (
        "Both start a Python process and write one file. Sopwright reads the YAML and lays the document out; the peer\n"
        "gets our finished HTML or Markdown, so it has less to do. Time and memory are compared, not looks.\n"
    )
    return f"## Beside peers\n\n{head}{rows}\n{note}"


def main() -> None:
    """Measure everything and write the page."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        example = min((ROOT / "examples").glob("*.recording.json"))
        subprocess.run(written([example], place / "demo"), check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        parts: list[str] = []
        sections: tuple[Callable[[Path], str], ...] = (ours, growth, forms, peers)
        for section in sections:
            parts.append(section(place))
            print(parts[-1], flush=True)
    how = f"Medians of {RUNS} runs, each a process of its own, start of Python included."
    made = "The recordings are made by `benchmarks/made_recordings.py`."
    results.put("writing", f"{results.machine()}\n{how}\n{made}\n\n" + "\n".join(parts))


if __name__ == "__main__":
    main()
