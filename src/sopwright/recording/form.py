"""How is a recording written to a file and read back?

In: the bytes of a ``*.recording.json`` file. Out: a ``Recording``, or a refusal that lists every problem at once.

Law: ``parse(name, dump(recording).encode())`` is the recording. A file made by hand passes the same privacy screen as
any other: what slips into a name does not get out of here.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sopwright.errors import InputError, Problem, refuse
from sopwright.recording import schema
from sopwright.recording.docstrings import attributes_of, summary_of
from sopwright.recording.rescreening import screened
from sopwright.recording.schema import (
    SCHEMA_VERSION,
    App,
    Container,
    Coverage,
    Event,
    Page,
    Recording,
    Target,
    Value,
)
from sopwright.recording.source_text import line_of, not_json, text_of, too_deep
from sopwright.recording.vocabulary import Vocabulary, builtin

MARK = '"sopwright_recording"'
"""The key by which our own form is known."""

MOST_PROBLEMS = 20
_FIRST_YEAR, _LAST_YEAR = 1, 9999
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_EARLIER = "Point to an event before this one"
_FORMAT = "Compare it with docs/reference/recording.schema.json"

_WANTED = {
    "missing": "a value",
    "missing_argument": "a value",
    "missing_keyword_only_argument": "a value",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "a text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dataclass_type": "an object in braces",
    "dataclass_exact_type": "an object in braces",
    "datetime_type": "a date and time, such as 2026-03-02T09:00:00Z",
    "datetime_from_date_parsing": "a date and time, such as 2026-03-02T09:00:00Z",
    "datetime_parsing": "a date and time, such as 2026-03-02T09:00:00Z",
}


@cache
def _reader() -> TypeAdapter[Recording | None]:
    """Return the reader; the union hands the configuration on to the plain dataclasses below it."""
    return TypeAdapter(Recording | None, config=ConfigDict(extra="forbid"))


@cache
def _events_writer() -> TypeAdapter[tuple[Event, ...]]:
    return TypeAdapter(tuple[Event, ...])


def parse(name: str, data: bytes, vocabulary: Vocabulary | None = None) -> Recording:
    """Return the recording in ``data``, its texts passed through the privacy screen once more.

    Times that run backwards are raised to the time before them, and ``coverage.dropped`` says so. The id is derived
    anew from the events.

    Args:
        name: The file's name, for messages.
        data: Content of a ``*.recording.json`` file.
        vocabulary: Words known to be interface language; the packaged ones unless given.

    Raises:
        InputError: The file is no recording of this version; carries every problem found, at most twenty and a count.
    """
    text = text_of(name, data)
    try:
        recording = _reader().validate_json(text, strict=True)
    except ValidationError as error:
        raise _refusal(name, text, error) from None
    if recording is None:
        raise refuse(name, "expected a recording, found null", _FORMAT)
    if recording.sopwright_recording != SCHEMA_VERSION:
        raise _other_version(name, recording.sopwright_recording)
    problems = _problems(recording)
    if problems:
        raise _listing(name, text, problems)
    return identified(screened(_with_steady_times(recording), vocabulary or builtin()))


def identified(recording: Recording) -> Recording:
    """Return the recording with its id: the first 12 hexadecimal digits of the SHA-256 of its events."""
    content = _events_writer().dump_json(recording.events, exclude_defaults=True)
    return replace(recording, id=hashlib.sha256(content).hexdigest()[:12])


def dump(recording: Recording) -> str:
    """Return the recording as JSON: defaults left out, one event a line, ended by a line feed."""
    head: dict[str, Any] = {"sopwright_recording": recording.sopwright_recording} | _plain(recording)
    head.pop("events", None)
    lines = [f" {json.dumps(key)}: {_compact(value)}," for key, value in head.items()]
    events = ",\n".join(f"  {_line(event)}" for event in recording.events)
    return "\n".join(["{", *lines, f' "events": [\n{events}\n ]' if events else ' "events": []', "}", ""])


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file, described in the words of the types."""
    tree = TypeAdapter(Recording).json_schema()
    definitions = tree.pop("$defs")
    for title, part in [(Recording.__name__, tree), *definitions.items()]:
        kind: type = getattr(schema, title)
        described = attributes_of(kind)
        part["description"] = summary_of(kind)
        for key, entry in part.get("properties", {}).items():
            entry.pop("title", None)
            entry["description"] = described[key]
        if is_dataclass(kind):
            part["additionalProperties"] = False
    tree["properties"]["sopwright_recording"] |= {"const": SCHEMA_VERSION}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | tree | {"$defs": definitions}


def _line(event: Event) -> str:
    return _compact(_plain(event))


def _compact(value: Any) -> str:  # noqa: ANN401 - any JSON tree
    return json.dumps(value, ensure_ascii=False)


_DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple(
        (entry.name, entry.default_factory() if entry.default_factory is not MISSING else entry.default)
        for entry in fields(kind)
    )
    for kind in (App, Container, Coverage, Event, Page, Recording, Target, Value)
}
"""The attributes of each type, with their defaults."""

_LEAVES = frozenset({int, str, bool, type(None)})


def _plain(value: Any) -> Any:  # noqa: ANN401 - from any of our values to any JSON tree
    """Return a value as JSON, what equals the default left out; it is called for every value of every event."""
    kind = type(value)
    if kind in _LEAVES:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return str(value)
    if kind is datetime:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {name: _plain(item) for name, default in _DEFAULTS[kind] if (item := getattr(value, name)) != default}


def _with_steady_times(recording: Recording) -> Recording:
    """Return the recording with times that never run backwards and an end that is not before the last of them."""
    if recording.duration_ms is None:
        return recording
    now = raised = 0
    events = []
    for event in recording.events:
        assert event.t_ms is not None, "checked before"  # noqa: S101 - for us, never for input
        raised += event.t_ms < now
        now = max(now, event.t_ms)
        events.append(event if event.t_ms == now else replace(event, t_ms=now))
    if not raised and recording.duration_ms >= now:
        return recording
    said = (f"{raised} × time that ran backwards; raised to the time before it",) if raised else ()
    dropped = recording.coverage.dropped + said
    coverage = replace(recording.coverage, dropped=dropped)
    return replace(recording, events=tuple(events), duration_ms=max(now, recording.duration_ms), coverage=coverage)


_Found = tuple[tuple[str | int, ...], str, str]
"""A place in the file, what was expected and found there, and the remedy."""


def _problems(recording: Recording) -> list[_Found]:
    """Return what a type cannot say: numbers in order, causes before their effects, times on all events or on none."""
    found: list[_Found] = []
    for at, app in enumerate(recording.apps):
        if not _SLUG.fullmatch(app.id):
            problem = f"expected lower-case letters, digits and hyphens, found {_shown(app.id)}"
            found.append((("apps", at, "id"), problem, "Choose a short name, such as salesforce"))
    listed = {app.id for app in recording.apps} | {""}
    for at, event in enumerate(recording.events):
        if event.app not in listed:
            problem = f"expected an application listed in apps, found {_shown(event.app)}"
            found.append((("events", at, "app"), problem, "Add it to apps"))
            listed.add(event.app)
        found += _problems_of(event, at, timed=recording.duration_ms is not None)
    if recording.started is not None and recording.started.tzinfo is None:
        found.append((("started",), "expected a time with its zone, found none", "Add Z when it is in UTC"))
    elif recording.started is not None and not _FIRST_YEAR < recording.started.year < _LAST_YEAR:
        found.append((("started",), f"expected a year of our time, found {recording.started.year}", "Correct it"))
    return found


def _problems_of(event: Event, at: int, *, timed: bool) -> Iterator[_Found]:
    place = ("events", at)
    if event.number != at + 1:
        yield (*place, "number"), f"expected {at + 1}, found {event.number}", "Number the events 1, 2, 3 and so on"
    if (event.t_ms is not None) is not timed:
        problem = f"expected times and a duration, or neither, found {_shown(event.t_ms)}"
        yield (*place, "t_ms"), problem, "Give all times and duration_ms, or leave all out"
    if not 0 <= event.caused_by <= at:
        yield (*place, "caused_by"), f"expected an earlier event, found {event.caused_by}", _EARLIER
    if event.value is not None and not 0 <= event.value.same_as <= at:
        yield (*place, "value", "same_as"), f"expected an earlier event, found {event.value.same_as}", _EARLIER
    if event.key not in ("", "Enter", "Escape", "Tab"):
        yield (*place, "key"), "expected Enter, Escape or Tab, found another key", "Leave the event out"


def _refusal(name: str, text: str, error: ValidationError) -> InputError:
    errors = error.errors(include_url=False)
    first = errors[0]
    if first["type"] == "json_invalid":
        return _no_json(name, text, first["msg"])
    tree = json.loads(text)
    version = tree.get("sopwright_recording", SCHEMA_VERSION) if isinstance(tree, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        return _other_version(name, version)
    return _listing(name, text, [_found(entry) for entry in errors])


def _no_json(name: str, text: str, said: str) -> InputError:
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        return not_json(name, text, problem.pos)
    except RecursionError:
        return too_deep(name)
    if "recursion" in said:
        return too_deep(name)
    return refuse(name, "expected JSON, found a text with half a character in it", "Export the recording again")


def _other_version(name: str, version: object) -> InputError:
    problem = f"expected version {SCHEMA_VERSION} of the recording schema, found {_shown(version)}"
    return refuse(
        f"{name}: sopwright_recording", problem, "Update Sopwright, or record again with a recorder that fits"
    )


def _found(error: ErrorDetails) -> _Found:
    place, kind, value = error["loc"], error["type"], error["input"]
    if kind == "unexpected_keyword_argument":
        return place, "expected only the keys of the schema, found this one", "Remove it or correct its spelling"
    if kind.startswith("missing"):
        return place, "expected a value, found nothing", "Add it"
    if kind == "value_error":
        return place, error["msg"].removeprefix("Value error, ").partition(", found")[0] + ", found otherwise", _FORMAT
    if kind == "enum":
        return place, f"expected {error['ctx']['expected']}, found {_shown(value)}", "Choose one of these"
    return place, f"expected {_WANTED.get(kind, error['msg'])}, found {_shown(value)}", "Correct it"


def _shown(value: object) -> str:
    """Return a value for a message, cut short; a refused file's long texts are nobody's business."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - fits in a message


def _listing(name: str, text: str, found: list[_Found]) -> InputError:
    shown = [
        Problem(where=f"{name}:{line_of(text, place)}: {_path(place)}", problem=problem, remedy=remedy)
        for place, problem, remedy in found[:MOST_PROBLEMS]
    ]
    if len(found) > MOST_PROBLEMS:
        more = len(found) - MOST_PROBLEMS
        shown.append(
            Problem(where=name, problem=f"expected no problems, found {more} more", remedy="Correct these first")
        )
    return InputError(*shown)


def _path(place: tuple[str | int, ...]) -> str:
    """Return a place as people write it: ``events[3].kind``, counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".") or "the whole file"
