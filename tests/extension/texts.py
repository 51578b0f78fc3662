"""Which texts and addresses do our tests, goldens and real recordings hold? The extension's screen is tried on them."""

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 400
_ADDRESS = re.compile(r"(?:https?|file|chrome|about):[^\s\"'<>`]*|#[^\s\"'<>`]*/[^\s\"'<>`]*")


def of_this_tree() -> list[str]:
    """Return every text of the tests, goldens and examples."""
    folders = (ROOT / "tests", ROOT / "golden", ROOT / "examples")
    return of_files(file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts)


def of_files(files: Iterable[Path]) -> list[str]:
    """Return the different texts of files, sorted: strings of JSON and Python, cells of CSV, lines of what else."""
    found = {text for file in files if file.is_file() for text in _of(file)}
    return sorted(text for text in found if text and len(text) <= LONGEST and text.isprintable() | ("\n" in text))


def addresses_in(texts: Iterable[str]) -> list[str]:
    """Return the different addresses in texts, sorted."""
    return sorted({hit for text in texts for hit in (text, *_ADDRESS.findall(text)) if "/" in hit or ":" in hit})


def _of(file: Path) -> Iterator[str]:
    try:
        content = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if file.suffix == ".py":
        yield from (
            node.value
            for node in ast.walk(ast.parse(content))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
    elif file.suffix in (".json", ".side"):
        try:
            yield from _strings(json.loads(content))
        except ValueError:
            yield from content.splitlines()
    elif file.suffix == ".csv":
        yield from (cell for row in csv.reader(content.splitlines()) for cell in row)
    else:
        yield from (part for line in content.splitlines() for part in re.split(r"<[^>]*>", line))


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)
