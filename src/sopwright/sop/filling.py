"""Which SOPs can a company start from, and what does its own look like? The template library and how it is filled.

In: the name of a template and the company's answers. Out: the SOP as YAML, ready for ``form.parse``.

Law: only the scalars that hold a placeholder change; all other bytes of the template, comments included, stay. An
answer is text and never syntax: the parsed document holds it letter by letter, or it is refused.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sopwright.errors import InputError, Problem

_FOLDER = files("sopwright.sop") / "templates"
_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
_LONGEST = 120
_OTHER_YAML = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that some version of YAML reads as something else than text, in small letters."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories of signs that break a line, cannot be seen or change how others are shown."""
_JOINERS = "\u200c\u200d"
"""Unseen signs that some languages spell with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """Something a template asks of a company, written ``{{company}}`` in its text.

    Attributes:
        name: Such as ``company``.
        ask: The question to the person who fills the template.
        example: An answer that fits.
        default: The answer when nobody gives one; ``None`` when somebody must.
        pattern: Regular expression that the whole answer must match; empty when every line of text will do.
        form: What ``pattern`` asks for, in words.
    """

    name: str
    ask: str
    example: str
    default: str | None = None
    pattern: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A complete SOP that wants only a company's names.

    Attributes:
        name: Such as ``lead-qualification``; also the id of the SOP.
        title: The title of the SOP.
        about: What it covers, in one sentence.
        placeholders: What it asks, in the order of asking.
    """

    name: str
    title: str
    about: str
    placeholders: tuple[Placeholder, ...]


@cache
def templates() -> tuple[Template, ...]:
    """Return every template, the most general first."""
    abouts, _ = _catalogue()
    return tuple(_template(name, about) for name, about in abouts.items())


def fill(name: str, answers: Mapping[str, str]) -> str:
    """Return the template ``name`` as YAML, with the company's answers in place of all placeholders.

    An answer that another template asks for is welcome and left aside, so that one set of answers serves all.

    Raises:
        InputError: There is no such template, or an answer is missing, unknown or cannot be used; names all of them.
    """
    template = _named(name)
    values = _values(template, answers)
    text = _text(name)
    edits = sorted(_edits(YAML(typ="safe", pure=True).compose(text), text, values))
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


@cache
def _catalogue() -> tuple[dict[str, str], dict[str, Placeholder]]:
    """Return what each template covers, and every placeholder, both by name."""
    told = tomllib.loads((_FOLDER / "catalogue.toml").read_text(encoding="utf-8"))
    return told["templates"], {name: Placeholder(name=name, **entry) for name, entry in told["placeholders"].items()}


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sop.yaml").read_text(encoding="utf-8")


def _template(name: str, about: str) -> Template:
    text = _text(name)
    title = _TITLE.search(text)
    asked = set(_PLACEHOLDER.findall(text))
    _, known = _catalogue()
    assert title is not None, f"{name} has a title in one line"  # noqa: S101 - for us, never for input
    assert asked <= known.keys(), f"{name} asks only what the catalogue explains"  # noqa: S101 - for us
    placeholders = tuple(placeholder for key, placeholder in known.items() if key in asked)
    return Template(name=name, title=title[1], about=about, placeholders=placeholders)


def _named(name: str) -> Template:
    known = {template.name: template for template in templates()}
    if name not in known:
        near = get_close_matches(name.lower(), known, n=1) or list(known)
        problem = f"expected the name of a template, found {name!r}"
        raise InputError(Problem(where="template", problem=problem, remedy=f"Choose {' or '.join(near)}"))
    return known[name]


def _values(template: Template, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the value of each placeholder of ``template``; all problems are raised together."""
    values = {one.name: answers.get(one.name, "").strip() or one.default for one in template.placeholders}
    problems = [*_unknown(template, answers)]
    problems += [
        Problem(where=f"{template.name}: {one.name}", problem=problem, remedy=remedy)
        for one in template.placeholders
        for problem, remedy in _wrong(one, values[one.name])
    ]
    opens, closes = values.get("opens") or "", values.get("closes") or "24:00"
    if not problems and opens >= closes:
        problem = f"expected a time after {opens}, found {closes!r}"
        problems.append(Problem(where=f"{template.name}: closes", problem=problem, remedy="Answer again"))
    if problems:
        raise InputError(*problems)
    return {name: answer for name, answer in values.items() if answer is not None}


def _unknown(template: Template, answers: Mapping[str, str]) -> Iterator[Problem]:
    _, known = _catalogue()
    for name in answers:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            asked = [placeholder.name for placeholder in template.placeholders]
            remedy = f"Write {near[0]}" if near else f"Remove it, or choose from {', '.join(asked)}"
            problem = f"expected an answer that a template asks for, found {name!r}"
            yield Problem(where=template.name, problem=problem, remedy=remedy)


def _wrong(placeholder: Placeholder, answer: str | None) -> Iterator[tuple[str, str]]:
    """Yield problem and remedy when there is no ``answer``, or one that cannot be used."""
    if answer is None:
        yield f"expected an answer to “{placeholder.ask}”, found none", f"Answer it, for example {placeholder.example}"
    elif wanted := expected(placeholder, answer):
        yield f"expected {wanted}, found {answer[:_LONGEST]!r}", "Answer again"


def expected(placeholder: Placeholder, answer: str) -> str:
    """Return what was expected instead of ``answer``; empty when it can be used."""
    if any(unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS for sign in answer):
        return "one line of text without control characters"
    if len(answer) > _LONGEST:
        return f"at most {_LONGEST} characters"
    if set("{}") & set(answer):
        return "text without braces, which mark the fields of a lead"
    if placeholder.pattern and re.fullmatch(placeholder.pattern, answer) is None:
        return placeholder.form
    return ""


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """The characters from ``start`` to before ``end`` of the template become ``text``."""

    start: int
    end: int
    text: str


def _edits(node: Node, text: str, values: Mapping[str, str], *, flow: bool = False) -> Iterator[_Edit]:
    """Yield one edit for each scalar below ``node`` that holds a placeholder."""
    if isinstance(node, ScalarNode):
        if _PLACEHOLDER.search(node.value):
            yield _rewritten(node, text, values, flow=flow)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _edits(item, text, values, flow=flow or bool(node.flow_style))
    elif isinstance(node, MappingNode):
        flow = flow or bool(node.flow_style)
        for same in _by_filled_key(node, values):
            (key, value), *others = same
            yield from _edits(key, text, values, flow=flow)
            if others:
                joined = " ".join(_filled(entry.value, values) for _, entry in same)
                yield _Edit(value.start_mark.index, value.end_mark.index, _scalar(joined, flow=flow))
                yield from (_without_line(text, one, entry) for one, entry in others)
            else:
                yield from _edits(value, text, values, flow=flow)


def _by_filled_key(node: MappingNode, values: Mapping[str, str]) -> list[list[tuple[ScalarNode, Node]]]:
    """Return the entries in order, those together whose keys are one name when filled: one system in two uses, say."""
    groups: dict[str, list[tuple[ScalarNode, Node]]] = {}
    for key, value in node.value:
        groups.setdefault(_filled(key.value, values), []).append((key, value))
    return list(groups.values())


def _without_line(text: str, key: ScalarNode, value: Node) -> _Edit:
    assert isinstance(value, ScalarNode), "names that may become one have a sentence each"  # noqa: S101 - for us
    return _Edit(text.rindex("\n", 0, key.start_mark.index) + 1, text.index("\n", value.end_mark.index - 1) + 1, "")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _rewritten(node: ScalarNode, text: str, values: Mapping[str, str], *, flow: bool) -> _Edit:
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        return _Edit(start, end, _filled(text[start:end], values))
    return _Edit(start, end, _scalar(_filled(node.value, values), flow=flow))


def _scalar(value: str, *, flow: bool) -> str:
    """Return ``value`` as YAML reads it back, without quotes where every reader of YAML takes it for text."""
    if value[:1].isalpha() and value.lower() not in _OTHER_YAML and _reads_back(value, flow=flow):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _reads_back(value: str, *, flow: bool) -> bool:
    try:
        read = YAML(typ="safe", pure=True).load(f"[{value}]" if flow else f"- {value}")
    except YAMLError:
        return False
    return bool(read == [value])
