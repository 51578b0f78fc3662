"""What does the user say of activities and people? Options and small files, turned into tables.

In: arguments as typed. Out: activities with their steps, people with their roles. What cannot be used is told with its
line.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from sopwright.cli import files
from sopwright.cli.exits import WrongUseError
from sopwright.errors import InputError, Problem, refuse

_COLUMNS = 2


def matches_of(matching: str, match: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the steps of each activity; what an option says wins over the file.

    Raises:
        InputError: The file is not as it must be.
        WrongUseError: An option is not of the form ``ACTIVITY=STEP``.
    """
    found = _mapping(files.read(matching), "Status: Working: open-record") if matching else {}
    for each in match:
        activity, equals, steps = each.rpartition("=")
        if not equals or not activity.strip() or not steps.strip():
            message = f"--match {each} is not understood. Write ACTIVITY=STEP, or ACTIVITY=- for no step."
            raise WrongUseError(message)
        found[activity.strip()] = tuple(step.strip() for step in steps.split(",") if step.strip())
    return found


def roles_of(roles: str) -> dict[str, tuple[str, ...]]:
    """Return the roles of each person, from a CSV file with two columns or a YAML mapping.

    Raises:
        InputError: The file is not as it must be.
    """
    if not roles:
        return {}
    source = files.read(roles)
    first = source.text.lstrip().partition("\n")[0]
    if any(mark in first for mark in ",;\t") and not first.startswith(("{", "#")) and ": " not in first:
        return _rows(source)
    return _mapping(source, "Blake Example: SDR")


def _rows(source: files.Input) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    text = source.text
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    problems = []
    for number, row in enumerate(csv.reader(StringIO(text), delimiter=mark), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and {"role", "roles"} & {cell.casefold() for cell in cells}):
            continue
        if len(cells) != _COLUMNS or not all(cells):
            problem = f"expected a person and a role, found {mark.join(row)!r}"
            problems.append(Problem(where=f"{source.name}:{number}", problem=problem, remedy="Write person,role"))
            continue
        found[cells[0]] = (*found.get(cells[0], ()), cells[1])
    if problems:
        raise InputError(*problems)
    return found


def _mapping(source: files.Input, example: str) -> dict[str, tuple[str, ...]]:
    """Return a YAML or JSON mapping of words to a word or a list of words."""
    from sopwright.sop.nodes import MapNode, line_of, read  # noqa: PLC0415 - loads ruamel

    node = read(source.name, source.text)
    if not isinstance(node, MapNode):
        raise refuse(source.name, "expected a mapping, found something else", f"Write lines such as {example}")
    found = {}
    problems = []
    for key, value in node.entries:
        words = tuple(_words(value))
        if not words or not key.text.strip():
            where = f"{source.name}:{line_of(value)}"
            problem = f"expected a word or a list of words after {key.text!r}, found something else"
            problems.append(Problem(where=where, problem=problem, remedy=f"Write lines such as {example}"))
        found[key.text.strip()] = words
    if problems:
        raise InputError(*problems)
    return found


def _words(node: object) -> Iterator[str]:
    """Yield a word, or the words of a list; nothing where it is neither."""
    from sopwright.sop.nodes import ListNode, ScalarNode  # noqa: PLC0415 - as above

    if isinstance(node, ScalarNode) and node.text.strip():
        yield node.text.strip()
    elif isinstance(node, ListNode) and all(isinstance(item, ScalarNode) for item in node.items):
        for item in node.items:
            yield from _words(item)
