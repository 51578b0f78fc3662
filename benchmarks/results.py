"""Where do the results stand? In docs/benchmarks.md: each command writes its own part and leaves the other as it is."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
OPENING = """# Benchmarks

Written by `make bench`: the first part by `benchmarks/writing.py`, the second by `benchmarks/recorder.py`, the third by
`benchmarks/mining.py`, the fourth by `benchmarks/engines.py`. Each part says on what machine and when it was measured.
"""
PARTS = ("writing", "recorder", "mining", "engines")


def put(part: str, text: str) -> None:
    """Write a part of the page in place of what stood there."""
    found = _parts(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    found[part] = text.strip()
    written = "".join(f"\n<!-- {name} -->\n\n{found[name]}\n" for name in PARTS if found.get(name))
    PAGE.write_text(f"{OPENING}{written}", encoding="utf-8")


def machine() -> str:
    """Return on what and when something is measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    named = (line.partition(":")[2].strip() for line in _cpu() if line.startswith("model name"))
    return (
        f"{len(os.sched_getaffinity(0))} cores ({next(named, platform.machine())}), {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}, {platform.system()}; {datetime.now(UTC).date().isoformat()}."
    )


def _parts(text: str) -> dict[str, str]:
    pieces = {name: text.partition(f"<!-- {name} -->")[2].partition("<!-- ")[0].strip() for name in PARTS}
    return {name: piece for name, piece in pieces.items() if piece}


def _cpu() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []
