"""Turn the raw captures of a trial recorder into recordings for tests.

In: the folder of ``*_session*.json`` files that ``SOURCES.md`` describes under ``recordings/crm``. Out:
``tests/captures/*.recording.json``. Run once, from the root of the repository:

    .venv/bin/python scripts/convert_captures.py ../shared/data/recordings/crm tests/captures

The trial recorder saw one navigation up to five times, from the page and from the browser; they become one.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sopwright.recording.drafting import Draft, Element
from sopwright.recording.form import dump
from sopwright.recording.readers.selectors import labels_of_technical, place_of, technical_names
from sopwright.recording.schema import (
    Actor,
    Arrival,
    Kind,
    NameSource,
    NameState,
    Pace,
    Recording,
    Value,
    ValueClass,
    ValueState,
)
from sopwright.recording.screen import Place
from sopwright.recording.vocabulary import Vocabulary, with_own

CAPTURES = {
    "bottle_session.json": ("bottle-crm", "Qualify a lead"),
    "djcrm_session2.json": ("django-crm", "Convert a lead"),
    "tryton_session.json": ("tryton-1", "Qualify leads"),
    "tryton_session2.json": ("tryton-2", "Qualify leads"),
}
NOT_RECORDED = ("chosen options", "messages and dialogs", "work outside the application")
ONE_NAVIGATION_MS = 250
"""Reports of one navigation, from the page and from the browser, arrive within this time."""

Raw = Mapping[str, Any]


@dataclass(slots=True)
class _Loading:
    """A document that is being loaded: since when, and which act asked for it."""

    since: float
    cause: int


class Converter:
    """Walks once over the raw events of one capture, in order of time."""

    def __init__(self, raw: list[Raw], vocabulary: Vocabulary) -> None:
        """Prepare to read ``raw``."""
        self.draft = Draft(vocabulary)
        self.raw = sorted(raw, key=lambda event: event["t"])
        self.act = 0
        self.picked: dict[str, Element] = {}
        self.shown: tuple[str, float] = ("", 0.0)
        self.loading: _Loading | None = None

    def recording(self, title: str) -> Recording:
        """Return the recording."""
        first = next(event for event in self.raw if event["kind"] != "webNavigation")
        self.draft.go(first["url"])
        for event in self.raw:
            self._take(event)
        return self.draft.finish(
            performer="performer-1",
            recorder="trial recorder",
            title=title,
            pace=Pace.SCRIPT,
            frames=(1, 0),
            not_recorded=NOT_RECORDED,
        )

    def _take(self, event: Raw) -> None:
        kind = event["kind"]
        if kind == "click":
            self._click(event)
        elif kind == "change":
            self._change(event)
        elif kind == "submit":
            self._submit(event)
        elif kind == "key":
            element = element_of(event["target"])
            self.act = self.draft.add(
                Kind.PRESS, at=event["t"], element=element, key=event["key"], tab=self._tab(event)
            )
        elif kind == "pagehide":
            self._busy(event, started=True)
        elif kind == "nav":
            self._nav(event)
        elif kind == "webNavigation":
            self._web_navigation(event)
        else:
            self.draft.drop("report that a page was there")

    def _tab(self, event: Raw) -> int:
        return self.draft.tab(str(event["tab"]))

    def _click(self, event: Raw) -> None:
        element = element_of(event["target"])
        path = event["target"]["css"][0]
        field = self.picked.get("field")
        if "ul > li" in path and event["target"].get("href") == "#" and field is not None:
            chosen = Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION, option_state=NameState.WITHHELD)
            field = Element(labels=field.labels, role="combobox", place=field.place, key=field.key, hints=field.hints)
            self.act = self.draft.add(Kind.CHOOSE, at=event["t"], element=field, value=chosen, tab=self._tab(event))
            return
        self.act = self.draft.add(Kind.ACTIVATE, at=event["t"], element=element, tab=self._tab(event))

    def _change(self, event: Raw) -> None:
        element, change = element_of(event["target"]), event["change"]
        if "selectedIndex" in change:
            kind, value = Kind.CHOOSE, Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION)
        elif "checked" in change:
            state = ValueState.CHECKED if change["checked"] else ValueState.UNCHECKED
            kind, value = Kind.TOGGLE, self.draft.value(element, state)
        else:
            state = ValueState.CLEARED if change["empty"] else ValueState.FILLED
            kind, value = Kind.ENTER, self.draft.value(element, state)
            self.picked["field"] = element
        self.act = self.draft.add(kind, at=event["t"], element=element, value=value, tab=self._tab(event))

    def _submit(self, event: Raw) -> None:
        element = element_of(event["submitter"] or event["target"])
        self.draft.add(Kind.SUBMIT, at=event["t"], element=element, tab=self._tab(event), caused_by=self.act)

    def _nav(self, event: Raw) -> None:
        if event["api"] == "navigation.navigate" and not event["user"]:
            self._show(event["to"], event, Arrival.SCRIPT)
        else:
            self.draft.drop("second report of the same navigation")

    def _web_navigation(self, event: Raw) -> None:
        if event["api"] == "onCommitted":
            self._show(event["url"], event, _arrival(event))
        elif event["api"] == "onCompleted":
            self._busy(event, started=False)
        else:
            self._show(event["url"], event, Arrival.SCRIPT)

    def _show(self, url: str, event: Raw, arrival: Arrival) -> None:
        """Add a page, unless it was just reported by another of the browser's interfaces."""
        before, when = self.shown
        if before == url and event["t"] - when < ONE_NAVIGATION_MS and arrival is Arrival.SCRIPT:
            self.draft.drop("second report of the same navigation")
            return
        self.shown = (url, event["t"])
        cause = self.loading.cause if self.loading else self.act
        number = self.draft.shown(url, at=event["t"], arrival=arrival, cause=cause)
        self.draft.change(number, tab=self._tab(event))

    def _busy(self, event: Raw, *, started: bool) -> None:
        if started:
            self.loading = _Loading(since=event["t"], cause=self.act)
        elif self.loading is None:
            self.draft.drop("end of a loading that began before the recording")
            return
        cause = self.loading.cause if self.loading else 0
        kind = Kind.BUSY_STARTED if started else Kind.BUSY_ENDED
        self.draft.add(kind, at=event["t"], actor=Actor.SYSTEM, tab=self._tab(event), caused_by=cause)
        if not started:
            self.loading = None


def _arrival(event: Raw) -> Arrival:
    if event["transition"] == "form_submit":
        return Arrival.REDIRECTED if "server_redirect" in event["quals"] else Arrival.SUBMITTED
    return {"link": Arrival.LINK, "reload": Arrival.RELOAD, "typed": Arrival.TYPED}.get(
        event["transition"], Arrival.UNKNOWN
    )


def element_of(target: Raw) -> Element:
    """Return the element of a raw target; its accessible name was computed by the trial recorder."""
    path = target["css"][0]
    hints = technical_names(path)
    kind = target.get("type")
    source = NameSource.ARIA if target.get("role") not in ("link", "button") else NameSource.TEXT
    return Element(
        labels=((target["name"], source), *labels_of_technical(hints))
        if target["name"]
        else labels_of_technical(hints),
        role=target.get("role") or ("form" if target["tag"] == "form" else ""),
        field_type=kind if isinstance(kind, str) and target["tag"] in ("input", "select", "textarea") else "",
        place=place_of(path) if target.get("role") != "form" else Place.UNKNOWN,
        key=path,
        hints=hints,
        finalises=kind == "submit",
    )


def convert(raw: list[Raw], title: str, vocabulary: Vocabulary) -> Recording:
    """Return the recording of one capture."""
    return Converter(raw, vocabulary).recording(title)


def main(captures: Path, examples: Path) -> None:
    """Convert every capture."""
    own = examples / "vocabulary.toml"
    vocabulary = with_own(own.name, own.read_text(encoding="utf-8"))
    for file, (name, title) in CAPTURES.items():
        raw = json.loads((captures / file).read_text(encoding="utf-8"))
        recording = convert(raw, title, vocabulary)
        target = examples / f"{name}.recording.json"
        target.write_text(dump(recording), encoding="utf-8")
        print(f"{target}: {len(raw)} raw events, {len(recording.events)} events, {recording.duration_ms} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
