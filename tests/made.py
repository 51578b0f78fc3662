"""Recordings made by hand, short enough to be read in a test.

Law: an event says only what the test is about; numbers are given in order, times only where the test gives them.
"""

from collections.abc import Iterable
from dataclasses import replace

from sopwright.recording.schema import (
    App,
    Arrival,
    Container,
    Coverage,
    Event,
    Kind,
    NameSource,
    NameState,
    Pace,
    Page,
    PageKind,
    Recording,
    Target,
    Value,
    ValueClass,
    ValueState,
)

LEADS = Page(template="/leads", kind=PageKind.LIST, object="lead", instance=1)
NEW_LEAD = Page(template="/leads/new", kind=PageKind.FORM, object="lead", instance=1)


def lead(record: int = 1) -> Page:
    """Return the page of one lead."""
    return Page(template="/leads/:id", kind=PageKind.RECORD, object="lead", instance=record, record=record)


def edit_lead(record: int = 1) -> Page:
    """Return the form for editing one lead."""
    return Page(template="/leads/:id/edit", kind=PageKind.FORM, object="lead", instance=record, record=record)


def target(name: str = "", role: str = "button", **more: object) -> Target:
    """Return a target: named by a clear label, or withheld when the name is ``?``, or without a name."""
    if name == "?":
        return Target(role=role, name_source=NameSource.CONTENT, name_state=NameState.WITHHELD, **more)  # type: ignore[arg-type]
    if not name:
        return Target(role=role, **more)  # type: ignore[arg-type]
    return Target(role=role, name=name, name_source=NameSource.LABEL, name_state=NameState.CLEAR, **more)  # type: ignore[arg-type]


def click(name: str, page: Page = LEADS, role: str = "button", t: int | None = None, *, ends: bool = False) -> Event:
    """Return an activation."""
    return Event(number=1, kind=Kind.ACTIVATE, t_ms=t, app="crm", page=page, target=target(name, role, finalises=ends))


def enter(
    name: str,
    page: Page = NEW_LEAD,
    t: int | None = None,
    same_as: int = 0,
    secret: bool = False,  # noqa: FBT001, FBT002 - reads well in a row of events
) -> Event:
    """Return an entry into a field."""
    value = Value(
        state=ValueState.FILLED, value_class=ValueClass.SECRET if secret else ValueClass.TEXT, same_as=same_as
    )
    return Event(number=1, kind=Kind.ENTER, t_ms=t, app="crm", page=page, target=target(name, "textbox"), value=value)


def choose(name: str, option: str = "", page: Page = NEW_LEAD, t: int | None = None) -> Event:
    """Return a choice; without an option, which one was not recorded."""
    state = NameState.CLEAR if option else NameState.ABSENT
    value = Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION, option=option, option_state=state)
    return Event(number=1, kind=Kind.CHOOSE, t_ms=t, app="crm", page=page, target=target(name, "combobox"), value=value)


def tick(name: str, page: Page = NEW_LEAD, t: int | None = None) -> Event:
    """Return a checkbox being ticked."""
    value = Value(state=ValueState.CHECKED, value_class=ValueClass.FLAG)
    return Event(number=1, kind=Kind.TOGGLE, t_ms=t, app="crm", page=page, target=target(name, "checkbox"), value=value)


def shown(page: Page, t: int | None = None, arrival: Arrival = Arrival.LINK) -> Event:
    """Return a page that was shown."""
    return Event(number=1, kind=Kind.PAGE_SHOWN, t_ms=t, app="crm", page=page, arrival=arrival)


def message(kind: Kind, text: str, page: Page = LEADS, t: int | None = None) -> Event:
    """Return a toast, an error or a dialog with static text."""
    return Event(number=1, kind=kind, t_ms=t, app="crm", page=page, text=text, text_state=NameState.CLEAR)


def mark(kind: Kind, t: int) -> Event:
    """Return one of the recorder's own marks, such as a pause."""
    return Event(number=1, kind=kind, t_ms=t)


def within(dialog: str, event: Event) -> Event:
    """Return the event inside a dialog."""
    assert event.target is not None
    return replace(event, target=replace(event.target, container=(Container(role="dialog", name=dialog),)))


def around(role: str, name: str, event: Event) -> Event:
    """Return the event inside another part of the page."""
    assert event.target is not None
    return replace(event, target=replace(event.target, container=(Container(role=role, name=name),)))


def recording(*events: Event, end: int | None = None, **more: object) -> Recording:
    """Return a recording of the events, numbered in order; timed when ``end`` is given."""
    return Recording(
        id="made-by-hand",
        recorder="hand",
        events=tuple(_numbered(events)),
        duration_ms=end,
        apps=(App(id="crm", name="CRM", known=True), App(id="excel", name="Excel", known=True)),
        pace=Pace.PERSON,
        coverage=Coverage(),
        **more,  # type: ignore[arg-type]
    )


def _numbered(events: Iterable[Event]) -> Iterable[Event]:
    return (replace(event, number=number) for number, event in enumerate(events, start=1))
