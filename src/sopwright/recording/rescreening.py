"""Is a recording that somebody else wrote as clean as one that we read ourselves?

In: a recording in our own form, made by a recorder, by hand or by a program. Out: the same with every text passed
through the privacy screen once more.

Law: screening twice changes nothing. Times, kinds, states and ordinals are left as they are.
"""

import re
from dataclasses import replace

from sopwright.recording.places import template_again
from sopwright.recording.schema import (
    App,
    Container,
    Event,
    Kind,
    NameSource,
    NameState,
    Page,
    Recording,
    Target,
    Value,
    ValueClass,
)
from sopwright.recording.screen import CONTENTS, Screen
from sopwright.recording.vocabulary import Vocabulary

LONGEST_WORD = 200
"""Characters; our readers describe in fewer what a source does not hold."""

_ALIAS = re.compile(r"performer-[1-9]\d{0,3}")
_APP_NAME = re.compile(r"[^@/:?#]{1,60}")
_LETTER = re.compile(r"[A-Z]{1,3}")


class _Again:
    """Screens the parts of a recording; equal parts once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._screen = Screen(vocabulary)
        self._vocabulary = vocabulary
        self._pages: dict[Page, Page] = {}
        self._targets: dict[Target, Target] = {}
        self.withheld = 0

    def event(self, event: Event) -> Event:
        """Return the event without what slipped in."""
        secret = event.value is not None and event.value.value_class is ValueClass.SECRET
        target = event.target and (Target() if secret else self._target(event.target))
        page, value = self._page(event.page), event.value and self._value(event.value, target)
        text, state = event.text, event.text_state
        if text:
            text, state = self._text(event)
        if (target, page, value, text, state) == (event.target, event.page, event.value, event.text, event.text_state):
            return event
        return replace(event, target=target, page=page, value=value, text=text, text_state=state)

    def word(self, text: str) -> str:
        """Return a short description of a tool, a role or a count, or what may be kept of it."""
        return self._screen.note(text)[0] if "@" in text or "//" in text or len(text) > LONGEST_WORD else text

    def title(self, text: str) -> str:
        """Return the title when it passes."""
        kept, _ = self._screen.again(text, NameSource.LABEL, "", NameState.CLEAR)
        return kept

    def _text(self, event: Event) -> tuple[str, NameState]:
        if event.kind is Kind.ANNOTATE:
            text, state = self._screen.note(event.text)
        else:
            text, state = self._screen.text_again(event.text, event.text_state)
        if text == event.text:
            return event.text, event.text_state
        self.withheld += not text
        return text, state

    def _page(self, page: Page) -> Page:
        if page not in self._pages:
            name, _ = self._screen.again(page.name, NameSource.TEXT, "tab", NameState.CLEAR)
            template = template_again(page.template, self._vocabulary) if page.template else ""
            about = page.object if page.object in self._vocabulary.objects else ""
            self._pages[page] = replace(page, name=name, template=template, object=about)
        return self._pages[page]

    def _target(self, target: Target) -> Target:
        if target not in self._targets:
            name, state = self._screen.again(target.name, target.name_source, target.role, target.name_state)
            lost = bool(target.name) and not name
            self.withheld += lost
            column = target.column if _LETTER.fullmatch(target.column) else ""
            if target.column and not column:
                column, _ = self._screen.again(target.column, NameSource.LABEL, "columnheader", NameState.CLEAR)
            self._targets[target] = replace(
                target,
                name=name,
                name_state=state,
                name_source=NameSource.CONTENT if lost else target.name_source,
                container=tuple(map(self._container, target.container)),
                column=column,
            )
        return self._targets[target]

    def _container(self, container: Container) -> Container:
        role = "row" if container.role in CONTENTS else container.role
        name, _ = self._screen.again(container.name, NameSource.LABEL, role, NameState.CLEAR)
        return replace(container, name=name)

    def _value(self, value: Value, target: Target | None) -> Value:
        if not value.option:
            return value
        if value.value_class is ValueClass.SECRET:
            return replace(value, option="", option_state=NameState.ABSENT)
        option, state = self._screen.option(value.option, (target and target.name) or "")
        self.withheld += not option
        return value if option == value.option else replace(value, option=option, option_state=state)


def screened(recording: Recording, vocabulary: Vocabulary) -> Recording:
    """Return the recording with every text passed through the privacy screen once more."""
    again = _Again(vocabulary)
    events = tuple(map(again.event, recording.events))
    coverage = recording.coverage
    return replace(
        recording,
        recorder=again.word(recording.recorder),
        title=again.title(recording.title),
        performer=recording.performer if _ALIAS.fullmatch(recording.performer) else "",
        role=again.title(recording.role),
        apps=tuple(map(_app, recording.apps)),
        events=events,
        coverage=replace(
            coverage,
            withheld=coverage.withheld + again.withheld,
            not_recorded=tuple(map(again.word, coverage.not_recorded)),
            dropped=tuple(map(again.word, coverage.dropped)),
        ),
    )


def _app(app: App) -> App:
    return app if _APP_NAME.fullmatch(app.name) else replace(app, name=app.id)
