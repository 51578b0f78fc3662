"""What work does a recording of Playwright's code generator show?

In: the lines of ``codegen --target=jsonl``: options first, then one action a line. Out: a recording without times.

Law: typed values, addresses and snapshots stay behind; a locator is read for role and name and then forgotten.

Source: Playwright ``codegen/jsonl.ts``, ``recorder/src/actions.d.ts``; ``research/recorder.md`` section 3.4.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sopwright.recording.drafting import Draft, Element
from sopwright.recording.fields import words_of
from sopwright.recording.readers.selectors import labels_of_technical, place_of, role_of, technical_names
from sopwright.recording.schema import Actor, Arrival, Kind, NameSource, Recording, Value, ValueState
from sopwright.recording.screen import Place
from sopwright.recording.vocabulary import Vocabulary

RECORDER = "Playwright codegen"
_NOT_RECORDED = ("times", "results that are no change of page")
_ACTIONS = frozenset(
    {
        *("openPage", "closePage", "navigate", "click", "dblclick", "check", "uncheck", "fill", "press", "select"),
        *("setInputFiles", "hover", "assertText", "assertValue", "assertChecked", "assertVisible", "assertSnapshot"),
    }
)
_KEYS = frozenset({"Enter", "Escape", "Tab"})
_PART = re.compile(r"\s*>>\s*(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_QUOTED = r"\"((?:[^\"\\]|\\.)*)\""
_ROLE = re.compile(rf"^internal:role=([\w-]+)(?:.*?\[name={_QUOTED}[is]?\])?")
_NAMED = re.compile(rf"^internal:(label|text)={_QUOTED}[is]?$")
_ATTRIBUTE = re.compile(rf"^internal:(?:attr|testid)=\[([\w-]+)={_QUOTED}[is]?\]$")
_CALL = re.compile(
    r"get_?[bB]y_?(Role|Label|Placeholder|AltText|Alt_text|Title|Text|TestId|Test_?id)\(\s*(['\"])(.*?)(?<!\\)\2"
    r"(?:[^()]*?name\s*[:=]\s*(['\"])(.*?)(?<!\\)\4)?",
    re.IGNORECASE,
)
_SOURCES = {
    "label": NameSource.LABEL,
    "text": NameSource.TEXT,
    "placeholder": NameSource.PLACEHOLDER,
    "alt": NameSource.ALT,
    "alttext": NameSource.ALT,
    "title": NameSource.TITLE,
    "testid": NameSource.TECHNICAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of a locator: what it says of the element, or of the part of the page around it."""

    role: str = ""
    name: str = ""
    source: NameSource = NameSource.ARIA
    path: str = ""


def is_generated(lines: Sequence[object]) -> bool:
    """Whether JSON lines are what the code generator writes."""
    return any(isinstance(line, dict) and line.get("name") in _ACTIONS for line in lines) or any(
        isinstance(line, dict) and "browserName" in line for line in lines[:1]
    )


def read(lines: Sequence[object], vocabulary: Vocabulary) -> Recording:
    """Return the recording of generated lines."""
    draft = Draft(vocabulary)
    actions = [line for line in lines if isinstance(line, dict) and "name" in line]
    typed_into = {_where(action) for action in actions if action.get("name") in ("fill", "press")}
    for action in actions:
        _take(draft, action, "textbox" if _where(action) in typed_into else "")
    return draft.finish(recorder=RECORDER, not_recorded=_NOT_RECORDED)


def _take(draft: Draft, action: Mapping[str, Any], role: str) -> None:
    name = _string(action, "name")
    tab = draft.tab(_string(action, "pageAlias") or "page")
    number = 0
    if name in ("openPage", "navigate"):
        number = _open(draft, _string(action, "url"), tab)
    elif name == "closePage":
        draft.drop("closing of a tab")
    elif name == "hover":
        draft.drop("pointing without a click")
    elif name in _ACTIONS:
        number = _act(draft, name, action, _element(action, role), tab)
    else:
        draft.drop_unknown(name)
    signals = action.get("signals")
    for signal in signals if isinstance(signals, list) else ():
        if isinstance(signal, dict):
            _signal(draft, signal, number, tab)


def _open(draft: Draft, url: str, tab: int) -> int:
    if url in ("", "about:blank"):
        draft.drop("opening of an empty tab")
        return 0
    app, page = draft.go(url)
    return draft.add(Kind.NAVIGATE, app=app, page=page, arrival=Arrival.TYPED, tab=tab)


def _act(draft: Draft, name: str, action: Mapping[str, Any], element: Element, tab: int) -> int:
    if name == "press":
        return _press(draft, _string(action, "key"), element, tab)
    if name == "assertText":
        text, state = draft.screen.text(_string(action, "text"))
        return draft.add(Kind.VERIFY, element=element, text=text, text_state=state, tab=tab)
    if name in ("click", "dblclick"):
        return draft.activate(element, tab=tab)
    kind, value = _kind_and_value(draft, name, action, element)
    return draft.add(kind, element=element, value=value, tab=tab)


def _kind_and_value(draft: Draft, name: str, action: Mapping[str, Any], element: Element) -> tuple[Kind, Value | None]:
    if name in ("check", "uncheck"):
        return Kind.TOGGLE, draft.value(element, ValueState.CHECKED if name == "check" else ValueState.UNCHECKED)
    if name == "fill":
        return Kind.ENTER, draft.value(element, ValueState.FILLED if action.get("text") else ValueState.CLEARED)
    if name == "select":
        given = action.get("options")
        options = [option for option in given if isinstance(option, str)] if isinstance(given, list) else []
        worded = _as_shown(options[0]) if len(options) == 1 and any(map(str.isalpha, options[0])) else ""
        return Kind.CHOOSE, draft.value(element, ValueState.CHOSEN, worded)
    if name == "setInputFiles":
        return Kind.UPLOAD, draft.value(element, ValueState.FILLED)
    return Kind.VERIFY, None


def _as_shown(option: str) -> str:
    """Return an option in words, where the generator wrote its code for want of a label: ``IN_PROGRESS``."""
    return " ".join(words_of(option)).capitalize() if re.fullmatch(r"[A-Za-z]+(?:_[A-Za-z]+)+", option) else option


def _press(draft: Draft, key: str, element: Element, tab: int) -> int:
    if key in _KEYS:
        return draft.add(Kind.PRESS, element=element, key=key, tab=tab)
    draft.drop("key other than Enter, Escape and Tab")
    return 0


def _signal(draft: Draft, signal: Mapping[str, Any], cause: int, tab: int) -> None:
    name = signal.get("name")
    if name == "navigation" and signal.get("url"):
        draft.change(draft.shown(_string(signal, "url"), cause=cause), tab=tab)
    elif name == "popup":
        draft.drop("report that another tab was opened")
    elif name == "download":
        draft.add(Kind.DOWNLOAD, actor=Actor.SYSTEM, caused_by=cause, tab=tab)
    elif name == "dialog":
        draft.add(Kind.DIALOG_OPENED, actor=Actor.SYSTEM, caused_by=cause, tab=tab)
    else:
        draft.drop_unknown(name)


def _element(action: Mapping[str, Any], role: str) -> Element:
    """Return the element that an action's locator leads to, with its labels, and the named parts around it."""
    selector, locator = _string(action, "selector"), action.get("locator")
    parts = list(_from_selector(selector)) or list(_from_locator(locator))
    inner = parts[-1] if parts else _Part()
    around = tuple((part.role, part.name) for part in reversed(parts[:-1]) if part.role)
    hints = technical_names(inner.path) if inner.path else ()
    kind = _string(action, "name")
    if kind == "select":
        role = "combobox"
    elif kind in ("check", "uncheck"):
        role = "checkbox"
    found = inner.role or role_of(inner.path) or role
    content = any(part.role in ("row", "listitem", "cell", "gridcell") for part in parts)
    named = ((inner.name, inner.source),) if inner.name else ()
    return Element(
        labels=(*named, *labels_of_technical(hints)),
        role=found,
        field_type="select-one" if kind == "select" else "file" if kind == "setInputFiles" else "",
        place=Place.CONTENT if content else place_of(inner.path),
        key=_where(action),
        hints=hints,
        container=around,
    )


def _where(action: Mapping[str, Any]) -> str:
    return f"{action.get('framePath')} {_string(action, 'selector') or action.get('locator')}"


def _from_selector(selector: str) -> Iterator[_Part]:
    """Return the parts of an internal selector, ``internal:role=row[…] >> internal:role=button[name="Save"i]``."""
    for part in _PART.split(selector):
        role, named, attribute = _ROLE.match(part), _NAMED.match(part), _ATTRIBUTE.match(part)
        if role:
            yield _Part(role=role[1], name=_unquoted(role[2] or ""))
        elif named:
            yield _Part(name=_unquoted(named[2]), source=_SOURCES[named[1]])
        elif attribute:
            yield _Part(name=_unquoted(attribute[2]), source=_SOURCES.get(attribute[1], NameSource.TECHNICAL))
        elif part and not part.startswith(("internal:", "nth=", "visible=")):
            yield _Part(path=part)


def _from_locator(locator: object) -> Iterator[_Part]:
    """Return the parts of a locator: JSON of the code generator, or text such as ``getByRole('button', …)``."""
    if isinstance(locator, str):
        for kind, _, body, _, name in _CALL.findall(locator):
            yield _named(kind.lower().replace("_", ""), body, name)
        return
    seen = 0
    while isinstance(locator, dict) and seen < 20:  # noqa: PLR2004 - no chain is as long
        options = locator.get("options")
        name = _string(options, "name") if isinstance(options, dict) else ""
        kind, body = _string(locator, "kind"), _string(locator, "body")
        if kind == "default":
            yield _Part(path=body)
        elif kind in ("role", "label", "placeholder", "text", "alt", "title", "test-id"):
            yield _named(kind.replace("-", ""), body, name)
        locator, seen = locator.get("next"), seen + 1


def _named(kind: str, body: str, name: str) -> _Part:
    return _Part(role=body, name=name) if kind == "role" else _Part(name=body, source=_SOURCES[kind])


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _string(tree: Mapping[str, Any], key: str) -> str:
    value = tree.get(key)
    return value if isinstance(value, str) else ""
