"""Write the generated files of extension/ from the program itself, or check with ``--check`` that they are up to date.

The recorder decides on texts, addresses and applications by the same words as the reader, and writes the same types:
they are kept once, in Python. Nothing in these files is written by hand, so nothing in them can differ.
"""

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum, StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from scripts.reference import kinds_in, said_of_members
from tldextract import TLDExtract

from sopwright.recording import schema
from sopwright.recording.docstrings import attributes_of, summary_of
from sopwright.recording.places import LOCAL
from sopwright.recording.vocabulary import Vocabulary, builtin

FOLDER = Path(__file__).parents[1] / "extension"
NOTE = "Written by `make docs` from {source}. Do not edit."
WIDTH = 120

NAMES: dict[type, str] = {schema.Event: "RecordedEvent"}
"""What a type is called in TypeScript where the DOM has taken its name."""

WORDS = {str: "string", int: "number", bool: "boolean", NoneType: "null", datetime: "string"}


def files() -> dict[str, str]:
    """Return the content of every generated file by its name below extension/."""
    known = builtin()
    return {
        "recording.d.ts": types(),
        "capture/vocabulary.js": vocabulary(known),
        "recording/applications.js": applications(known),
    }


# --- types ------------------------------------------------------------------------------------------------------------


def types() -> str:
    """Return the recording schema as global types of TypeScript."""
    source = "src/sopwright/recording/schema.py"
    opening = (
        "What is a recording, in memory?",
        "",
        NOTE.format(source=source),
        "Every attribute is there; what equals its default is left out only when a recording is written to a file.",
    )
    members = said_of_members(schema)
    parts = [_comment(opening)]
    for kind in kinds_in(schema):
        if issubclass(kind, Enum):
            parts.append(_comment([summary_of(kind), *_values(kind, members[kind.__name__])]) + _union(kind))
        else:
            parts.append(_comment([summary_of(kind)]) + _interface(kind))
    return "\n".join(parts)


def _values(kind: type[Enum], said: Mapping[str, str]) -> Iterator[str]:
    """Yield what is said of the members of an enumeration."""
    for member in kind:
        if member.name in said:
            yield f"- `{member.value}`: {said[member.name]}"


def _union(kind: type[Enum]) -> str:
    text = " | ".join(json.dumps(member.value) for member in kind)
    whole = f"type {kind.__name__} = {text};\n"
    return whole if len(whole) <= WIDTH else f"type {kind.__name__} =\n{_filled(text, '  ').rstrip()};\n"


def _interface(kind: type) -> str:
    said, hints = attributes_of(kind), get_type_hints(kind)
    lines = [f"interface {NAMES.get(kind, kind.__name__)} {{\n"]
    for part in _fields(kind):
        lines.append(_comment([said[part.name].replace("`None`", "`null`")], "  "))
        lines.append(f"  {part.name}: {_type(hints[part.name])};\n")
    return "".join([*lines, "}\n"])


def _type(hint: Any) -> str:  # noqa: ANN401 - any annotation
    arguments = [each for each in get_args(hint) if each is not Ellipsis]
    if get_origin(hint) in (Union, UnionType):
        return " | ".join(_type(each) for each in arguments)
    if get_origin(hint) is tuple:
        return f"{_type(arguments[0])}[]"
    return WORDS.get(hint) or NAMES.get(hint) or str(hint.__name__)


# --- words ------------------------------------------------------------------------------------------------------------


def vocabulary(known: Vocabulary) -> str:
    """Return the words by which texts and addresses are screened."""
    spellings: dict[str, list[str]] = {}
    for word, singular in known.objects.items():
        spellings.setdefault(singular, []).append(word)
    segments: dict[str, list[str]] = {}
    for word, kind in known.segments.items():
        segments.setdefault(kind.value, []).append(word)
    owners = [name for name, kind in known.fields.items() if kind == "owner"]
    opening = (
        "Which words are known to be interface language?",
        "",
        NOTE.format(source="src/sopwright/recording/vocabulary.toml"),
        "One string each, put into sets when the first text is screened: loading costs next to nothing.",
    )
    return (
        _comment(opening)
        + "const VOCABULARY = Object.freeze({\n"
        + _comment(["By the singular name of an object: its spellings."], "  ")
        + _table("objects", spellings)
        + _comment(["By the kind of page: the segments of a path that lead to it."], "  ")
        + _table("segments", segments)
        + _comment(["Words with which a label may begin."], "  ")
        + f"  verbs: `\n{_filled(' '.join(known.verbs), '    ')}  `,\n"
        + _comment(["Fields whose options are people, in lower case."], "  ")
        + f"  owners: {_listing(owners)},\n"
        + _comment(["Every single word that is interface language, in lower case."], "  ")
        + f"  words: `\n{_filled(' '.join(sorted(known.words)), '    ')}  `,\n"
        + "});\n"
    )


def _table(name: str, rows: Mapping[str, Iterable[str]]) -> str:
    lines = "".join(f"    {key}: {json.dumps(' '.join(words), ensure_ascii=False)},\n" for key, words in rows.items())
    return f"  {name}: Object.freeze({{\n{lines}  }}),\n"


def _listing(texts: Iterable[str]) -> str:
    return "Object.freeze([\n" + _filled(", ".join(map(json.dumps, texts)) + ",", "    ") + "  ])"


# --- applications -----------------------------------------------------------------------------------------------------


def applications(known: Vocabulary) -> str:
    """Return the known applications and the order and defaults of attributes, for the worker."""
    opening = (
        "Which applications are known, and what is left out of a file?",
        "",
        NOTE.format(source="src/sopwright/recording/vocabulary.toml, places.py and schema.py"),
    )
    rows = "".join(f"  {_row(app.id, app.name, app.kind, app.hosts)},\n" for app in known.apps)
    tables = "".join(f"  {NAMES.get(kind, kind.__name__)}: {_attributes(kind)},\n" for kind in _records())
    return (
        _comment(opening)
        + "\n"
        + _comment(["A pattern of `hosts` may begin with `*.`; the first application that fits is the one."])
        + f"export const APPLICATIONS = Object.freeze([\n{rows}]);\n\n"
        + _comment(["Every application whose host has no public name."])
        + f"export const LOCAL = Object.freeze({{ id: {json.dumps(LOCAL.id)}, name: {json.dumps(LOCAL.name)} }});\n\n"
        + _comment(["What a public host may end in, as browsers spell it; source: the Public Suffix List."])
        + f"export const PUBLIC_ENDINGS = `\n{_filled(' '.join(sorted(public_endings())), '  ')}`;\n\n"
        + _comment(
            [
                "The attributes of each type in the order of a file, with their defaults; `undefined` for none.",
                "In a file an attribute is left out when it equals its default.",
                "",
                "@type {Readonly<Record<string, readonly (readonly [name: string, fallback: unknown])[]>>}",
            ]
        )
        + f"export const ATTRIBUTES = Object.freeze({{\n{tables}}});\n"
    )


def public_endings() -> set[str]:
    """Return the last labels of public hosts, as ``app_at`` knows them."""
    listed = TLDExtract(cache_dir=None, suffix_list_urls=()).tlds
    return {label.encode("idna").decode() for label in listed if "." not in label}


def _row(name: str, called: str, kind: str, hosts: tuple[str, ...]) -> str:
    told = ", ".join(f"{key}: {json.dumps(value)}" for key, value in (("id", name), ("name", called), ("kind", kind)))
    return f"{{ {told}, hosts: {json.dumps(list(hosts))} }}"


def _records() -> Iterator[type]:
    return (kind for kind in kinds_in(schema) if is_dataclass(kind))


def _attributes(kind: type) -> str:
    lines = "".join(f'    ["{part.name}", {_fallback(part)}],\n' for part in _fields(kind))
    return f"[\n{lines}  ]"


def _fields(kind: Any) -> tuple["Field[Any]", ...]:  # noqa: ANN401 - a dataclass has no narrower type
    return fields(kind)


def _fallback(part: "Field[Any]") -> str:
    value = part.default if part.default_factory is MISSING else part.default_factory()
    return "undefined" if value is MISSING else _literal(value)


def _literal(value: Any) -> str:  # noqa: ANN401 - any default of the schema
    if is_dataclass(value) and not isinstance(value, type):
        inner = (f"{part.name}: {_literal(getattr(value, part.name))}" for part in fields(value))
        return "{ " + ", ".join(inner) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value.value if isinstance(value, StrEnum) else value)


# --- the script -------------------------------------------------------------------------------------------------------


def _comment(lines: Iterable[str], indent: str = "") -> str:
    """Return lines as a JSDoc comment, wrapped."""
    wrapped = [part for line in lines for part in textwrap.wrap(line, WIDTH - len(indent) - 3) or [""]]
    if len(wrapped) == 1 and len(wrapped[0]) + len(indent) + 7 <= WIDTH:
        return f"{indent}/** {wrapped[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in wrapped)
    return f"{indent}/**\n{body}{indent} */\n"


def _filled(text: str, indent: str) -> str:
    filled = textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled + "\n"


def stale() -> list[str]:
    """Return the generated files that are not what the program says."""
    return [
        name
        for name, text in files().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]


def update() -> None:
    """Write what is stale."""
    wanted = files()
    for name in stale():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")
        print(f"extension/{name}")


def main() -> int:
    """Write or check."""
    if "--check" not in sys.argv:
        update()
        return 0
    for name in stale():
        print(f"extension/{name} is not what the program says. Run: make docs", file=sys.stderr)
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main())
