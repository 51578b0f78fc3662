"""Write an SOP, a process map and a report from each example, and say what to open.

Examples of the same work are written together: ``tryton-1`` and ``tryton-2`` become one SOP.
"""

import re
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path("examples")
SUFFIX = ".recording.json"


def works() -> dict[str, list[str]]:
    """Return the recordings of each work, by its name."""
    found: dict[str, list[str]] = {}
    for path in sorted(EXAMPLES.glob(f"*{SUFFIX}")):
        work = re.sub(r"-\d+$", "", path.name.removesuffix(SUFFIX))
        found.setdefault(work, []).append(str(path))
    return found


def main(folder: str) -> int:
    """Write all examples into ``folder``."""
    for work, recordings in works().items():
        command = [sys.executable, "-m", "sopwright", "write", *recordings, "--out", f"{folder}/{work}"]
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own command
        if code:
            return code
        print()
    print("Open in a browser:")
    for work in works():
        print(f"  {folder}/{work}/sop.html      the procedure")
        print(f"  {folder}/{work}/map.svg       the process map")
        print(f"  {folder}/{work}/report.html   where the time went")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
