"""What work does a flow of the Chrome DevTools Recorder show?

In: the JSON of a user flow, in the form of 2021 or later. Out: a recording without times, since the format holds none.

Law: typed values, titles, addresses and expressions stay behind; nothing is replayed, nothing evaluated.

Source: ``@puppeteer/replay`` ``src/Schema.ts``; ``research/recorder.md`` section 3.1.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from sopwright.recording.drafting import Draft, Element
from sopwright.recording.readers.selectors import (
    is_error,
    is_message,
    labels_of_technical,
    place_of,
    role_of,
    tag_of,
    technical_names,
)
from sopwright.recording.schema import Actor, Arrival, Kind, NameSource, Recording, Value, ValueClass, ValueState
from sopwright.recording.screen import CONTROLS, FIELDS, Place
from sopwright.recording.vocabulary import Vocabulary

RECORDER = "Chrome DevTools Recorder"
_NOT_RECORDED = ("times", "chosen options", "results that are no change of page")
_ROLE = re.compile(r"\[role=[\"']?([\w-]+)[\"']?\]")
_SETTINGS = {
    "setViewport": "setting of the window size",
    "emulateNetworkConditions": "setting of the network",
    "scroll": "scrolling",
    "hover": "pointing without a click",
    "waitForExpression": "wait for an expression, which is never evaluated",
}
_KEYS = frozenset({"Enter", "Escape", "Tab"})
_TOGGLES = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})


def is_flow(tree: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON tree is a user flow."""
    return (
        isinstance(tree, dict)
        and isinstance(tree.get("steps"), list)
        and ("title" in tree or any(isinstance(step, dict) and "type" in step for step in tree["steps"]))
        and all(isinstance(step, dict) for step in tree["steps"])
    )


def read(flow: Mapping[str, Any], vocabulary: Vocabulary) -> Recording:
    """Return the recording of a user flow."""
    draft = Draft(vocabulary)
    steps: list[Mapping[str, Any]] = flow["steps"]
    typed_into = {path for step in steps if step.get("type") == "change" for path in _paths(step)}
    for step in steps:
        _take(draft, step, "textbox" if typed_into & _paths(step) else "")
    return draft.finish(recorder=RECORDER, title=_text(flow.get("title")), not_recorded=_NOT_RECORDED)


def _take(draft: Draft, step: Mapping[str, Any], role: str) -> None:
    """Add what one step shows; ``role`` is the element's where the step does not say it."""
    kind = _text(step.get("type"))
    tab = draft.tab(_text(step.get("target")) or "main")
    number = 0
    if kind == "navigate":
        app, page = draft.go(_text(step.get("url")))
        number = draft.add(Kind.NAVIGATE, app=app, page=page, arrival=Arrival.TYPED, tab=tab)
    elif kind in ("click", "doubleClick"):
        number = _click(draft, step, _element(step, role), tab)
    elif kind == "change":
        number = _change(draft, step, _element(step, role), tab)
    elif kind in ("keyDown", "keyUp"):
        number = _key(draft, kind, _text(step.get("key")), tab)
    elif kind == "waitForElement":
        draft.add(Kind.VERIFY, element=_element(step), tab=tab)
    elif kind == "customStep":
        text, state = draft.screen.text(_text(step.get("name")))
        draft.add(Kind.ANNOTATE, actor=Actor.RECORDER, text=text, text_state=state, tab=tab)
    elif kind == "close":
        draft.drop("closing of a tab")
    elif kind in _SETTINGS:
        draft.drop(_SETTINGS[kind])
    else:
        draft.drop_unknown(kind)
    _answers(draft, step, number, tab)


def _answers(draft: Draft, step: Mapping[str, Any], cause: int, tab: int) -> None:
    """Add the pages that the step was seen to lead to."""
    events = step.get("assertedEvents")
    for answer in events if isinstance(events, list) else ():
        if isinstance(answer, dict) and answer.get("type") == "navigation" and answer.get("url"):
            arrival = Arrival.TYPED if step.get("type") == "navigate" else Arrival.UNKNOWN
            draft.change(draft.shown(_text(answer["url"]), arrival=arrival, cause=cause), tab=tab)


def _click(draft: Draft, step: Mapping[str, Any], element: Element, tab: int) -> int:
    path = _path(step)
    if is_message(path) and element.role not in CONTROLS:
        draft.drop("click on a message, kept as the message")
        text = next((label for label, source in element.labels if source is not NameSource.TECHNICAL), "")
        number = draft.message(Kind.ERROR if is_error(path) else Kind.TOAST, text, cause=draft.last_act)
        draft.change(number, tab=tab)
        return 0
    if element.role in _TOGGLES:
        value = draft.value(element)
        return draft.add(Kind.TOGGLE, element=element, value=value, tab=tab)
    number = draft.activate(element, tab=tab)
    draft.lose_sight(element, app=False)
    return number


def _change(draft: Draft, step: Mapping[str, Any], element: Element, tab: int) -> int:
    typed = step.get("value")
    empty = typed in ("", None)
    if element.role in _TOGGLES:
        state = {"true": ValueState.CHECKED, "on": ValueState.CHECKED, "false": ValueState.UNCHECKED}
        value = draft.value(element, state.get(str(typed), ValueState.UNKNOWN))
        return draft.add(Kind.TOGGLE, element=element, value=value, tab=tab)
    if isinstance(typed, str) and typed.startswith("C:\\fakepath\\"):
        value = Value(state=ValueState.FILLED, value_class=ValueClass.FILE)
        return draft.add(Kind.UPLOAD, element=element, value=value, tab=tab)
    if tag_of(_path(step)) == "select" or element.role == "listbox":
        chosen = Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION)
        return draft.add(Kind.CHOOSE, element=element, value=chosen, tab=tab)
    value = draft.value(element, ValueState.CLEARED if empty else ValueState.FILLED)
    return draft.add(Kind.ENTER, element=element, value=value, tab=tab)


def _key(draft: Draft, kind: str, key: str, tab: int) -> int:
    if key not in _KEYS:
        draft.drop("key other than Enter, Escape and Tab" if kind == "keyDown" else "release of a key")
        return 0
    if kind == "keyDown":
        return draft.add(Kind.PRESS, key=key, tab=tab)
    draft.drop("release of a key")
    return 0


def _element(step: Mapping[str, Any], role: str = "") -> Element:
    """Return the element that a step's selectors lead to, with its labels, best first."""
    labels: list[tuple[str, NameSource]] = []
    texts: list[tuple[str, NameSource]] = []
    hints: list[str] = []
    found = ""
    for chain in _chains(step):
        if chain[0].startswith("aria/"):
            name, found = _accessible(chain, found)
            labels += [(name, NameSource.ARIA)] if name else []
        elif chain[-1].startswith("text/"):
            texts.append((chain[-1].removeprefix("text/"), NameSource.TEXT))
        else:
            hints += technical_names(_plain(chain[-1]))
    path = _path(step)
    role = found if found not in ("", "generic", "none", "presentation", "StaticText") else role_of(path) or role
    return Element(
        labels=(*_as_written(labels, texts), *texts, *labels_of_technical(tuple(dict.fromkeys(hints)))),
        role="link" if role == "img" and role_of(path) == "link" else role,
        field_type="select" if tag_of(path) == "select" else "textarea" if tag_of(path) == "textarea" else "",
        place=Place.CONTENT if role == "img" else place_of(path),
        key=f"{step.get('frame')} {path or labels}",
        hints=tuple(hints),
    )


def _as_written(
    labels: list[tuple[str, NameSource]], texts: list[tuple[str, NameSource]]
) -> list[tuple[str, NameSource]]:
    """Return labels as the page's text has them, where style sheets had only changed small letters to capitals."""
    written = {text.casefold(): text for text, _ in texts}
    return [(written.get(text.casefold(), text), source) for text, source in labels]


def _chains(step: Mapping[str, Any]) -> list[list[str]]:
    """Return the selectors, each as its path through shadow roots."""
    selectors = step.get("selectors")
    chains = [[one] if isinstance(one, str) else one for one in selectors] if isinstance(selectors, list) else []
    texts = [[part for part in chain if isinstance(part, str)] for chain in chains if isinstance(chain, list)]
    return [chain for chain in texts if chain]


def _accessible(chain: list[str], role: str) -> tuple[str, str]:
    """Return the last name in a chain through the accessibility tree, and the role when it stands at that name."""
    name = ""
    for part in chain:
        plain = part.removeprefix("aria/")
        match = _ROLE.search(plain)
        here = _ROLE.sub("", plain).strip()
        if here:
            name = here
        if match and (here or not name or match[1] in FIELDS):
            role = match[1]
    return name, role


def _plain(selector: str) -> str:
    return selector.removeprefix("pierce/").removeprefix("xpath/")


def _paths(step: Mapping[str, Any]) -> frozenset[str]:
    """Return the CSS paths and XPaths of a step's element, through shadow roots."""
    chains = (chain for chain in _chains(step) if not chain[-1].startswith(("aria/", "text/")))
    return frozenset(" >>> ".join(map(_plain, chain)) for chain in chains)


def _path(step: Mapping[str, Any]) -> str:
    """Return the CSS path or XPath that says most: the longest, through shadow roots."""
    paths = sorted(_paths(step))
    return max(paths, key=lambda path: (path.count(">") + path.count("/"), not path.startswith("/")), default="")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
