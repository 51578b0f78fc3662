"""Write an SOP, a process map and a report from each example, mine many leads and check them; say what to open.

Examples of the same work are written together: ``lead-qualification-1`` to ``-7`` become one SOP. Many leads are the
made history of ``examples/made-history``.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path("examples")
SUFFIX = ".recording.json"
OPEN = {"sop.html": "the procedure", "map.svg": "the process map", "report.html": "where the time went"}
MANY = EXAMPLES / "made-history"
MANY_OPEN = {
    "report.html": "600 made leads: how the work really goes, to filter",
    "conformance.html": "the same leads beside their SOP",
}


def works() -> dict[str, list[str]]:
    """Return the recordings of each work, by its name."""
    found: dict[str, list[str]] = {}
    for path in sorted(EXAMPLES.glob(f"*{SUFFIX}")):
        work = re.sub(r"-\d+$", "", path.name.removesuffix(SUFFIX))
        found.setdefault(work, []).append(str(path))
    return found


def many(folder: str) -> list[list[str]]:
    """Return the commands that make a log of many leads, mine it, and check it against an SOP."""
    log = f"{folder}/600 leads.parquet"
    sop = ["--sop", str(MANY / "lead-handling.sop.yaml")]
    return [
        ["log", *(str(path) for path in sorted(MANY.glob("*.csv"))), "--to", log],
        ["mine", log, *sop, "--hours", "office", "--out", folder],
        ["check", log, *sop, "--roles", str(MANY / "roles.yaml"), "--out", folder],
    ]


def main(folder: str) -> int:
    """Write all examples into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)  # a demo is written anew; to edit an SOP, write it elsewhere
    commands = []
    for work, recordings in works().items():
        own = EXAMPLES / f"{work}.vocabulary.toml"
        words = ["--vocabulary", str(own)] if own.exists() else []
        commands.append(["write", *recordings, *words, "--out", f"{folder}/{work}"])
    leads = f"{folder}/many-leads"
    Path(leads).mkdir(parents=True)
    for command in [*commands, *many(leads)]:
        code = subprocess.run([sys.executable, "-m", "sopwright", *command], check=False).returncode  # noqa: S603 - our own
        if code:
            return code
        print(flush=True)
    print("Open in a browser:")
    pages = {f"{folder}/{work}/{name}": says for work in works() for name, says in OPEN.items()}
    pages |= {f"{leads}/{name}": says for name, says in MANY_OPEN.items()}
    for page, says in pages.items():
        print(f"  {page:{max(map(len, pages))}}  {says}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
