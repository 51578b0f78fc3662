"""Recordings of any size, made by a rule: leads worked one after the other, as people do, never two quite the same.

In: a seed and a number of events. Out: the text of a recording file. The same numbers give the same text.
"""

from collections.abc import Iterator
from random import Random

from sopwright import api
from sopwright.recording.schema import (
    Actor,
    App,
    Arrival,
    Container,
    Event,
    Kind,
    NameSource,
    NameState,
    Page,
    PageKind,
    Recording,
    Target,
    Value,
    ValueClass,
    ValueState,
)

APPS = (App(id="salesforce", name="Salesforce", known=True), App(id="zoominfo", name="ZoomInfo", known=True))
LIST = Page(template="/leads", kind=PageKind.LIST, object="lead", name="Leads")
FORM = Page(template="/leads/new", kind=PageKind.FORM, object="lead", name="New Lead")
FIELDS = (
    ("First Name", ValueClass.TEXT),
    ("Last Name", ValueClass.TEXT),
    ("Company", ValueClass.TEXT),
    ("Email", ValueClass.EMAIL),
    ("Phone", ValueClass.PHONE),
    ("Title", ValueClass.TEXT),
)
STATUSES = ("Working", "Nurturing", "Unqualified", "Qualified")


class Desk:
    """One person at work: keeps the time and numbers what happens."""

    def __init__(self, seed: int) -> None:
        """Begin at time 0."""
        self.random = Random(seed)  # noqa: S311 - reproducible, not secret
        self.events: list[Event] = []
        self.now = 0

    def add(self, kind: Kind, page: Page, *, app: str = "salesforce", pause: int = 0, **more: object) -> None:
        """Let something happen after a pause such as people make, or after exactly ``pause`` milliseconds."""
        self.now += pause or int(self.random.lognormvariate(7.6, 0.7))
        actor = Actor.HUMAN if pause == 0 else Actor.SYSTEM
        number = len(self.events) + 1
        event = Event(number=number, kind=kind, t_ms=self.now, page=page, app=app, actor=actor, tab=1, **more)  # type: ignore[arg-type]
        self.events.append(event)

    def press(
        self, page: Page, name: str, *, role: str = "button", ends: bool = False, app: str = "salesforce"
    ) -> None:
        """Select a control."""
        self.add(Kind.ACTIVATE, page, app=app, target=control(role, name, ends=ends))

    def show(self, page: Page, arrival: Arrival = Arrival.LINK, app: str = "salesforce") -> None:
        """Let the application show a page."""
        pause = self.random.randint(150, 1500)
        self.add(Kind.PAGE_SHOWN, page, app=app, pause=pause, arrival=arrival, caused_by=len(self.events))


def control(role: str, name: str, *, ends: bool = False, container: str = "") -> Target:
    """Return a control with a static name."""
    around = (Container(role="form", name=container),) if container else ()
    source = NameSource.TEXT if role in {"button", "link"} else NameSource.LABEL
    return Target(
        role=role, name=name, name_source=source, name_state=NameState.CLEAR, container=around, finalises=ends
    )


def lead(desk: Desk, instance: int) -> None:
    """Work one lead: capture, enrich, qualify, log."""
    record = Page(template="/leads/:id", kind=PageKind.RECORD, object="lead", name="Lead", instance=instance)
    desk.press(LIST, "New", role="button")
    desk.show(FORM)
    for name, value_class in FIELDS:
        if desk.random.random() < 0.9:  # noqa: PLR2004 - nine of ten fields are filled
            value = Value(state=ValueState.FILLED, value_class=value_class)
            desk.add(Kind.ENTER, FORM, target=control("textbox", name, container="Lead Information"), value=value)
    desk.press(FORM, "Save", ends=True)
    desk.show(record, Arrival.REDIRECTED)
    if desk.random.random() < 0.6:  # noqa: PLR2004 - six of ten leads are looked up
        search = Page(template="/search", kind=PageKind.SEARCH, object="company", name="Search")
        desk.add(Kind.NAVIGATE, search, app="zoominfo", arrival=Arrival.TYPED)
        desk.press(search, "Search", app="zoominfo", ends=True)
        desk.show(search, Arrival.SUBMITTED, app="zoominfo")
    status = desk.random.choice(STATUSES)
    chosen = Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION, option=status, option_state=NameState.CLEAR)
    desk.add(Kind.CHOOSE, record, target=control("combobox", "Lead Status"), value=chosen)
    desk.press(record, "Save", ends=True)
    desk.add(Kind.TOAST, record, pause=400, text="Lead was saved", text_state=NameState.CLEAR)
    if status == "Qualified":
        desk.press(record, "Convert")
        desk.add(Kind.DIALOG_OPENED, record, pause=300, text="Convert Lead", text_state=NameState.CLEAR)
        desk.press(record, "Convert", ends=True)
        desk.add(Kind.TOAST, record, pause=600, text="Your lead has been converted", text_state=NameState.CLEAR)
    elif desk.random.random() < 0.5:  # noqa: PLR2004 - every other lead gets a note
        note = Value(state=ValueState.FILLED, value_class=ValueClass.LONG_TEXT)
        desk.add(Kind.ENTER, record, target=control("textbox", "Comments"), value=note)
        desk.press(record, "Add Note", ends=True)
    desk.press(record, "Leads", role="link")
    desk.show(LIST)


def made_recording(events: int, seed: int = 1) -> str:
    """Return the text of a recording with so many events."""
    desk = Desk(seed)
    for instance in _count_until(desk, events):
        lead(desk, instance)
    kept = tuple(desk.events[:events])
    return api.dumped(
        Recording(
            id=f"{seed:012x}",
            recorder="made for a benchmark",
            events=kept,
            duration_ms=(kept[-1].t_ms or 0) + 500,
            performer=f"performer-{seed % 7 + 1}",
            apps=APPS,
        )
    )


def _count_until(desk: Desk, events: int) -> Iterator[int]:
    instance = 0
    while len(desk.events) < events:
        instance += 1
        yield instance
