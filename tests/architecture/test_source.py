"""What no import linter sees: purity, size, depth and names in the source itself."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sopwright"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
SHELL = ("cli", "__main__.py")
CORE = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in SHELL]

LONGEST = 400
LONGER = {
    "sop/document.py": "the whole document in one place; two thirds are the documentation of its fields",
    "sop/contract.py": "the same for the part that a lead engine runs",
    "recording/schema.py": "the recording schema in one file",
}

# fmt: off
PURE = frozenset({
    "__future__", "abc", "ast", "base64", "bisect", "codecs", "collections", "contextlib", "copy", "csv", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fnmatch", "fractions", "functools", "hashlib", "heapq", "html",
    "importlib", "inspect", "io", "ipaddress", "itertools", "json", "math", "operator", "re", "statistics",
    "string", "textwrap", "tomllib", "types", "typing", "unicodedata", "urllib", "xml", "zipfile", "zlib",
    "zoneinfo",
})
# fmt: on
"""The whole of the standard library that the core may use: values in, values out."""
OWN_FILES = {"gzip", "pathlib", "sqlite3", "tempfile"}
"""What ``log`` may use besides: an event log is too large to be handed about as bytes."""

CHANCE_AND_CLOCK = {"now", "today", "utcnow", "localtime", "uuid1", "uuid4", "urlopen"}
DISK_AND_SCREEN = {"open", "print", "input", "eval", "exec", "breakpoint", "__import__"}
DRAWERS = {"utils", "helpers", "common", "base", "manager", "service", "handler", "data", "info", "misc"}


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=named)
every_core_module = pytest.mark.parametrize("path", CORE, ids=named)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@every_core_module
def test_the_core_uses_only_what_is_pure(path: Path) -> None:
    used = {name.partition(".")[0] for name in imports(ast.parse(path.read_text()))}
    allowed = PURE | OWN_FILES if named(path).startswith("log/") else PURE
    assert used & set(sys.stdlib_module_names) <= allowed


@every_core_module
def test_the_core_asks_neither_clock_nor_chance_nor_disk(path: Path) -> None:
    called = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    plain = {function.id for function in called if isinstance(function, ast.Name)}
    methods = {function.attr for function in called if isinstance(function, ast.Attribute)}
    assert not (plain | methods) & CHANCE_AND_CLOCK
    assert not plain & DISK_AND_SCREEN


@every_module
def test_a_module_says_what_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), "a module opens with its question"


@every_module
def test_imports_are_absolute_and_hide_no_cycle(path: Path) -> None:
    tree = ast.parse(path.read_text())
    relative = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative
    assert "TYPE_CHECKING" not in path.read_text()


@every_module
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= LONGEST or named(path) in LONGER


def test_the_longer_files_are_still_longer() -> None:
    assert all(len((PACKAGE / name).read_text().splitlines()) > LONGEST for name in LONGER)


@every_module
def test_the_tree_is_at_most_two_folders_deep(path: Path) -> None:
    assert len(path.relative_to(PACKAGE).parts) <= 3


@every_module
def test_no_module_is_a_drawer(path: Path) -> None:
    assert not set(path.relative_to(PACKAGE).with_suffix("").parts) & DRAWERS
