"""What work do the tests of a Selenium IDE project show?

In: the JSON of a ``.side`` project, version 1.0 to 3.0. Out: one recording for each test, in order, without times.

Law: typed values stay behind, no script is run, and a name says from which locator it came.

Source: Selenium IDE ``side-model/src/types.ts``; ``research/recorder.md`` section 3.3.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard
from urllib.parse import urljoin

from sopwright.recording.drafting import Draft, Element
from sopwright.recording.readers.selectors import labels_of_technical, place_of, role_of, technical_names
from sopwright.recording.schema import Actor, Arrival, Kind, NameSource, NameState, Recording, ValueState
from sopwright.recording.screen import CONTENTS, Place
from sopwright.recording.vocabulary import Vocabulary

RECORDER = "Selenium IDE"
_NOT_RECORDED = ("times", "the page that a click leads to", "results that the test does not check")
_KEY = re.compile(r"\$\{KEY_(\w+)\}")
_KEYS = {"ENTER": "Enter", "RETURN": "Enter", "ESC": "Escape", "ESCAPE": "Escape", "TAB": "Tab"}
_TEXT = re.compile(
    r"(?:contains\(\s*(?:\.|text\(\))\s*,|(?:text\(\)|\.)\s*=|normalize-space\([^)]*\)\s*=)\s*(['\"])(.+?)\1"
)
_LABELLED = re.compile(r"\[@?(alt|title|placeholder|aria-label)\s*=\s*([\"'])(.+?)\2\]")
_LABELS = {
    "alt": NameSource.ALT,
    "title": NameSource.TITLE,
    "placeholder": NameSource.PLACEHOLDER,
    "aria-label": NameSource.ARIA,
}
_CLICKS = frozenset({"click", "clickAt", "doubleClick", "doubleClickAt"})
_TYPING = frozenset({"type", "sendKeys", "editContent"})
_CHOICES = frozenset({"select", "addSelection", "removeSelection"})
_CHECKS = ("assert", "verify", "waitFor")
_BRANCHES = {
    "if": "The script decides here: if",
    "elseIf": "The script decides here: otherwise if",
    "else": "The script decides here: otherwise",
    "end": "The script's decision or repetition ends here",
    "while": "The script repeats from here, while",
    "times": "The script repeats from here a number of times",
    "forEach": "The script repeats from here for each",
    "do": "The script repeats from here",
    "repeatIf": "The script repeats if",
    "run": "The script runs another test here",
}
_LEFT_OUT = {
    "setWindowSize": "setting of the window size",
    "setSpeed": "setting of the speed",
    "pause": "pause of the script",
    "selectFrame": "change of frame",
    "selectWindow": "change of window",
    "close": "closing of a window",
    "echo": "output of the script",
    "debugger": "stop for debugging",
    "runScript": "script, which is never run",
    "executeScript": "script, which is never run",
    "executeAsyncScript": "script, which is never run",
    **dict.fromkeys(("mouseOver", "mouseOut", "mouseMove", "mouseMoveAt"), "movement of the pointer"),
    **dict.fromkeys(("mouseDown", "mouseDownAt", "mouseUp", "mouseUpAt"), "movement of the pointer"),
}


def is_project(tree: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON tree is a Selenium IDE project."""
    return (
        isinstance(tree, dict)
        and isinstance(tree.get("tests"), list)
        and all(isinstance(test, dict) and isinstance(test.get("commands"), list) for test in tree["tests"])
    )


def read(project: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[Recording, ...]:
    """Return the recordings of a project, one for each test that shows any act."""
    base = _string(project, "url")
    recordings = (_Reader(vocabulary, base).recording(test) for test in project["tests"])
    return tuple(recording for recording in recordings if recording.events)


class _Reader:
    """Walks once over the commands of one test."""

    def __init__(self, vocabulary: Vocabulary, base: str) -> None:
        self.draft = Draft(vocabulary)
        self.base = base
        self.roles: dict[str, str] = {}
        self.locators: dict[str, list[str]] = {}

    def recording(self, test: Mapping[str, Any]) -> Recording:
        """Return what the test shows."""
        commands = [command for command in test["commands"] if isinstance(command, dict)]
        for command in commands:
            verb, target = _string(command, "command"), _string(command, "target")
            self.locators[target] = max(self.locators.get(target, []), list(_locators(command)), key=len)
            if verb in _TYPING:
                self.roles[target] = "textbox"
            elif verb in _CHOICES:
                self.roles[target] = "combobox"
        for command in commands:
            self._take(command)
        return self.draft.finish(recorder=RECORDER, title=_string(test, "name"), not_recorded=_NOT_RECORDED)

    def _take(self, command: Mapping[str, Any]) -> None:
        verb = _string(command, "command")
        if verb.startswith("//") or command.get("skip") is True:
            self.draft.drop("command that is switched off")
            return
        self._note(_string(command, "comment"))
        if verb == "open":
            app, page = self.draft.go(_address(self.base, _string(command, "target")))
            self.draft.add(Kind.NAVIGATE, app=app, page=page, arrival=Arrival.TYPED)
        elif verb in _CLICKS:
            element = self._element(command)
            self.draft.activate(element)
            self.draft.lose_sight(element, app=True)
        elif verb in ("check", "uncheck"):
            element = self._element(command, "checkbox")
            state = ValueState.CHECKED if verb == "check" else ValueState.UNCHECKED
            self.draft.add(Kind.TOGGLE, element=element, value=self.draft.value(element, state))
        elif verb in _TYPING:
            self._type(command)
        elif verb in _CHOICES:
            self._choose(command)
        elif verb.startswith(_CHECKS):
            self._verify(verb, command)
        else:
            self._other(verb, command)

    def _other(self, verb: str, command: Mapping[str, Any]) -> None:
        if verb == "submit":
            self.draft.add(Kind.SUBMIT, element=self._element(command, "form"), caused_by=self.draft.last_act)
            self.draft.lose_sight(None, app=True)
        elif verb.startswith("dragAndDrop"):
            self.draft.add(Kind.DRAG, element=self._element(command))
        elif verb in _BRANCHES:
            self.draft.add(Kind.ANNOTATE, actor=Actor.RECORDER, text=_BRANCHES[verb], text_state=NameState.CLEAR)
        elif verb in _LEFT_OUT:
            self.draft.drop(_LEFT_OUT[verb])
        elif verb.startswith("store"):
            self.draft.drop("reading of a value into the script")
        elif verb:
            self.draft.drop_unknown(verb)

    def _note(self, comment: str) -> None:
        text, state = self.draft.screen.text(comment)
        if text:
            self.draft.add(Kind.ANNOTATE, text=text, text_state=state)
        elif comment.strip():
            self.draft.drop("comment that could hold names, withheld")

    def _type(self, command: Mapping[str, Any]) -> None:
        element, typed = self._element(command), _string(command, "value")
        keys = [_KEYS[key] for key in _KEY.findall(typed) if key in _KEYS]
        text = _KEY.sub("", typed)
        if text or not keys:
            state = ValueState.FILLED if text else ValueState.CLEARED
            self.draft.add(Kind.ENTER, element=element, value=self.draft.value(element, state))
        for key in keys:
            self.draft.add(Kind.PRESS, element=element, key=key)
        if "Enter" in keys:
            self.draft.lose_sight(None, app=True)

    def _choose(self, command: Mapping[str, Any]) -> None:
        element = self._element(command)
        kind, _, option = _string(command, "value").partition("=")
        value = self.draft.value(element, ValueState.CHOSEN, option.strip() if kind == "label" else "")
        self.draft.add(Kind.CHOOSE, element=element, value=value)

    def _verify(self, verb: str, command: Mapping[str, Any]) -> None:
        expected = _string(command, "value") or ("" if _locator(command) else _string(command, "target"))
        element = self._element(command) if _locator(command) else None
        if verb.endswith(("Text", "TextPresent")) and expected:
            kept, state = self.draft.screen.text(expected.replace("\\n", "\n"))
            self.draft.add(Kind.VERIFY, element=element, text=kept, text_state=state)
        else:
            self.draft.add(Kind.VERIFY, element=element)

    def _element(self, command: Mapping[str, Any], role: str = "") -> Element:
        """Return the element that a command's locators lead to, with its labels, best first."""
        locators = self.locators[_string(command, "target")]
        paths = [path for path in map(_path, locators) if path]
        deepest = max(paths, key=lambda path: path.count("/") + path.count(">"), default="")
        hints = tuple(dict.fromkeys(name for path in paths for name in technical_names(path)))
        linked = any(one.startswith(("linkText=", "link=", "partialLinkText=")) for one in locators)
        found = next(filter(None, map(role_of, [deepest, *paths])), "")
        role = self.roles.get(_string(command, "target")) or ("link" if linked else found) or role
        places = [place_of(path) for path in paths]
        return Element(
            labels=(*_labels(locators), *labels_of_technical(hints)),
            role="" if role in CONTENTS and role not in ("img", "option") else role,
            field_type=_field_type(role, paths),
            place=next((place for place in places if place is not Place.UNKNOWN), Place.UNKNOWN),
            key=f"{_string(command, 'frameLocation') or 'root'} {_string(command, 'target')}",
            hints=hints,
        )


def _field_type(role: str, paths: list[str]) -> str:
    if role == "combobox":
        return "select-one"
    return "textarea" if any("textarea" in path for path in paths) else ""


def _labels(locators: list[str]) -> Iterator[tuple[str, NameSource]]:
    """Return labels in the order: link text, inner text, alternative text and other attributes."""
    for locator in locators:
        kind, _, rest = locator.partition("=")
        if kind in ("linkText", "link", "partialLinkText"):
            yield rest, NameSource.TEXT
    for locator in sorted(locators, key=lambda one: "contains(." not in one):
        match = _TEXT.search(locator)
        if match is not None:
            yield match[2], NameSource.TEXT
    for locator in locators:
        for kind, _, text in _LABELLED.findall(locator):
            yield text, _LABELS[kind]


def _locators(command: Mapping[str, Any]) -> Iterator[str]:
    yield _string(command, "target")
    targets = command.get("targets")
    for pair in targets if isinstance(targets, list) else ():
        if isinstance(pair, list) and pair and isinstance(pair[0], str):
            yield pair[0]


def _locator(command: Mapping[str, Any]) -> str:
    """Return a command's locator; empty when its target is a text, as for ``assertTitle``."""
    target = _string(command, "target")
    return target if re.match(r"(?:id|name|css|xpath|linkText|link|partialLinkText|class)=|//|\(//", target) else ""


def _path(locator: str) -> str:
    """Return a locator as a path; empty when it is none, or holds a text that could be taken for one."""
    kind, _, rest = locator.partition("=")
    if kind == "id":
        return f"[id='{rest}']"
    if kind == "name":
        return f"[name='{rest}']"
    if kind in ("css", "xpath") and "contains(" not in rest and "normalize-space(" not in rest:
        return rest
    return locator if locator.startswith(("//", "(//")) and "contains(" not in locator else ""


def _address(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def _string(tree: Mapping[str, Any], key: str) -> str:
    value = tree.get(key)
    return value if isinstance(value, str) else ""
