"""Write an SOP, a process map and a report from each example, and say what to open.

Examples of the same work are written together: ``lead-qualification-1`` to ``-6`` become one SOP.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path("examples")
SUFFIX = ".recording.json"
OPEN = {"sop.html": "the procedure", "map.svg": "the process map", "report.html": "where the time went"}


def works() -> dict[str, list[str]]:
    """Return the recordings of each work, by its name."""
    found: dict[str, list[str]] = {}
    for path in sorted(EXAMPLES.glob(f"*{SUFFIX}")):
        work = re.sub(r"-\d+$", "", path.name.removesuffix(SUFFIX))
        found.setdefault(work, []).append(str(path))
    return found


def main(folder: str) -> int:
    """Write all examples into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)  # a demo is written anew; to edit an SOP, write it elsewhere
    for work, recordings in works().items():
        own = EXAMPLES / f"{work}.vocabulary.toml"
        words = ["--vocabulary", str(own)] if own.exists() else []
        command = [sys.executable, "-m", "sopwright", "write", *recordings, *words, "--out", f"{folder}/{work}"]
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own command
        if code:
            return code
        print(flush=True)
    print("Open in a browser:")
    width = max(len(f"{folder}/{work}/report.html") for work in works())
    for work in works():
        for name, says in OPEN.items():
            print(f"  {f'{folder}/{work}/{name}':{width}}  {says}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
