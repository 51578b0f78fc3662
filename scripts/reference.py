"""Write docs/reference/ from the program itself, or check with ``--check`` that it is what the program says.

The command line comes from ``--help``, the file formats from the types and their docstrings, the rules and templates
from their own data. Nothing here is written by hand, so nothing here can be out of date.
"""

import ast
import inspect
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sopwright import api, evidence
from sopwright.cli import exits
from sopwright.cli.commands import command
from sopwright.recording import form as recording_form
from sopwright.recording import schema
from sopwright.recording.docstrings import attributes_of, summary_of
from sopwright.sop import contract, document, duration
from sopwright.sop import form as sop_form
from sopwright.sop.lint.pages import index, page

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
NOTE = "<!-- Written by `make docs`. Do not edit. -->\n\n"
WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", Decimal: "number", NoneType: "null"}


def pages() -> dict[str, str]:
    """Return the content of every generated file by its name below docs/reference/.

    The schemas are those that the file forms publish, the pages of rules those of the linter.
    """
    return {
        "cli.md": cli_page(),
        "exit-codes.md": exit_codes_page(),
        "recording.md": types_page("The recording format", "recording.schema.json", schema),
        "recording.schema.json": as_json(recording_form.json_schema()),
        "sop.md": types_page("The SOP format", "sop.schema.json", document, contract, duration, evidence),
        "sop.schema.json": as_json(sop_form.json_schema()),
        "templates.md": templates_page(),
        "rules/index.md": index(api.rules()),
        **{f"rules/{code}.md": page(rule) for code, rule in api.rules().items()},
    }


def as_json(value: object) -> str:
    """Return JSON for people and editors."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# --- the command line -------------------------------------------------------------------------------------------------


def cli_page() -> str:
    """Return what every command's ``--help`` says."""
    whole = command()
    context = whole.make_context("sopwright", [], resilient_parsing=True, max_content_width=100, terminal_width=100)
    text = f"{NOTE}# The command line\n\n```text\n{whole.get_help(context)}\n```\n"
    for name, each in whole.commands.items():
        inner = each.make_context(name, [], parent=context, resilient_parsing=True, terminal_width=100)
        text += f"\n## sopwright {name}\n\n```text\n{each.get_help(inner)}\n```\n"
    return text


def exit_codes_page() -> str:
    """Return the exit codes with what each means."""
    said = said_of_members(exits)["Exit"]
    rows = "".join(f"| {code.value} | {said[code.name]} |\n" for code in exits.Exit)
    return (
        f"{NOTE}# Exit codes\n\n| Code | Meaning |\n|---:|---|\n{rows}\n"
        "Results go to standard output; progress, messages and complaints go to standard error. When the reader of a\n"
        "pipe has gone, a command ends at once and says nothing.\n"
    )


# --- file formats -----------------------------------------------------------------------------------------------------


def types_page(title: str, json_schema: str, *modules: ModuleType) -> str:
    """Return the reference of a file format from the types that it is read into."""
    paragraphs = inspect.cleandoc(modules[0].__doc__ or "").replace("``", "`").split("\n\n")
    told = [each for each in paragraphs if not each.startswith(("In:", "Source:"))]
    bare = [each.removeprefix("Law: ").removeprefix("File form: ") for each in told]
    opening = "\n\n".join(each[0].upper() + each[1:] for each in bare)
    text = f"{NOTE}# {title}\n\nFor editors and programs: [{json_schema}]({json_schema}).\n\n{opening}\n"
    for module in modules:
        members = said_of_members(module)
        for kind in kinds_in(module):
            text += f"\n## {kind.__name__}\n\n{summary_of(kind)}\n"
            text += values_table(kind, members) if issubclass(kind, Enum) else keys_table(kind)
    return text


def kinds_in(module: ModuleType) -> Iterator[type]:
    """Yield the types that a module defines and a file can hold, in the order of the source."""
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__ and _has_a_table(value):
            yield value


def _has_a_table(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, Enum)


def values_table(kind: type[Enum], members: Mapping[str, Mapping[str, str]]) -> str:
    """Return the values of an enumeration and what each means."""
    rows = "".join(f"| `{member.value}` | {members[kind.__name__].get(member.name, '')} |\n" for member in kind)
    return f"\n| Value | Meaning |\n|---|---|\n{rows}"


def keys_table(kind: type) -> str:
    """Return the keys of a mapping, the type of each and what it means."""
    said, hints, rows = attributes_of(kind), get_type_hints(kind), ""
    for part in fields(kind):
        needed = part.default is MISSING and part.default_factory is MISSING
        key = f"`{part.name.rstrip('_')}`" + (" (required)" if needed else "")
        rows += f"| {key} | {type_words(hints[part.name])} | {said.get(part.name, '').replace('|', '/')} |\n"
    short = getattr(kind, "SHORT", "")
    key = getattr(kind, "KEY", "")
    note = f"\nIn a file, `{key}` stands as the key" if key else ""
    note += f", and `{short}` may stand alone as its value.\n" if short else ".\n" if note else ""
    return f"\n| Key | Type | Meaning |\n|---|---|---|\n{rows}{note}"


def type_words(hint: Any) -> str:  # noqa: ANN401 - any annotation
    """Return a type as people say it, with a link to what has a table of its own."""
    arguments = [each for each in get_args(hint) if each is not Ellipsis]
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(dict.fromkeys(type_words(each) for each in arguments))
    if get_origin(hint) is tuple:
        return f"list of {type_words(arguments[0])}"
    if hint in WORDS:
        return WORDS[hint]
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Enum)):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {"datetime": "date and time", "date": "date"}.get(getattr(hint, "__name__", ""), "text")


def said_of_members(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the docstrings below the members of each enumeration of a module."""
    said: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef):
            said[node.name] = {}
            for one, following in zip(node.body, node.body[1:], strict=False):
                if isinstance(one, ast.Assign) and isinstance(following, ast.Expr):
                    name, text = one.targets[0], following.value
                    if isinstance(name, ast.Name) and isinstance(text, ast.Constant):
                        said[node.name][name.id] = " ".join(str(text.value).replace("``", "`").split())
    return said


# --- templates -------------------------------------------------------------------------------------------------------


def templates_page() -> str:
    """Return the template library and what it asks."""
    library = api.templates()
    text = f"{NOTE}# Templates\n\n| Template | What it covers |\n|---|---|\n"
    text += "".join(f"| `{each.name}` | {each.about} |\n" for each in library)
    text += "\n## What they ask\n\n| Answer | What is asked | Example | When not answered |\n|---|---|---|---|\n"
    asked = {placeholder.name: placeholder for each in library for placeholder in each.placeholders}
    for each in asked.values():
        text += f"| `{each.name}` | {each.ask} | {each.example} | {each.default or 'must be answered'} |\n"
    return text


# --- the script -------------------------------------------------------------------------------------------------------


def stale() -> list[str]:
    """Return the files of docs/reference/ that are not what the program says."""
    wanted = pages()
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    changed = [name for name, text in wanted.items() if name not in there or (FOLDER / name).read_text() != text]
    return sorted([*changed, *(there - wanted.keys())])


def update() -> None:
    """Write what is stale, and take away what nothing writes any more."""
    wanted = pages()
    for name in stale():
        path = FOLDER / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name])
        else:
            path.unlink()
        print(f"docs/reference/{name}")


def main() -> int:
    """Write or check."""
    os.environ["COLUMNS"] = "100"
    if "--check" not in sys.argv:
        update()
        return 0
    for name in stale():
        print(f"docs/reference/{name} is not what the program says. Run: make docs", file=sys.stderr)
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main())
