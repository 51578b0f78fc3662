"""How does a reader put a recording together without keeping what must not be kept?

In: what a reader found, entry by entry: kinds, addresses, raw labels, keys that tell elements apart. Out: a
``Recording`` whose texts passed the screen and whose pages, records, elements and tabs are ordinals.

Law: raw labels and addresses live only here, while a file is read; the finished recording holds none of them. The same
entries give the same recording, byte for byte.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sopwright.recording.fields import value_class
from sopwright.recording.form import identified
from sopwright.recording.page_names import with_page_names
from sopwright.recording.patterns import tidy
from sopwright.recording.places import LOCAL, address_of, app_at
from sopwright.recording.schema import (
    ACTS,
    Actor,
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
    Recording,
    Target,
    Value,
    ValueClass,
    ValueState,
)
from sopwright.recording.screen import CONTENTS, CONTROLS, Named, Place, Screen
from sopwright.recording.vocabulary import Vocabulary

_TAKES_NOTHING = (CONTROLS | CONTENTS | {"link"}) - {"checkbox", "radio", "switch"}
_STAYS = frozenset(
    {"textbox", "searchbox", "spinbutton", "combobox", "listbox", "checkbox", "radio", "switch", "option"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element as a reader found it; lives only while a file is read.

    Attributes:
        labels: Raw labels with the place they were read from, best first.
        role: ARIA role; empty when unknown.
        field_type: HTML type of a field, or its tag where that says more.
        place: Where on the page it stands.
        key: What tells it from other elements of the same page; empty when nothing does.
        hints: Other names that may say what sort of field it is: id, name attribute, autocomplete token.
        container: Raw names of the parts around it, innermost first, each with its role.
        column: Heading or letter of its column.
        finalises: Whether it submits a form.
    """

    labels: tuple[tuple[str, NameSource], ...] = ()
    role: str = ""
    field_type: str = ""
    place: Place = Place.UNKNOWN
    key: str = ""
    hints: tuple[str, ...] = ()
    container: tuple[tuple[str, str], ...] = ()
    column: str = ""
    finalises: bool = False

    @property
    def value_class(self) -> ValueClass:
        """What sort of thing it takes, told by all its names; unknown for what takes nothing, such as a link."""
        if self.role in _TAKES_NOTHING:
            return ValueClass.UNKNOWN
        names = (*(text for text, source in self.labels if source is not NameSource.CONTENT), *self.hints)
        return value_class(field_type=self.field_type, role=self.role, names=names)


@dataclass(frozen=True, slots=True)
class _Entry:
    event: Event
    at: float | None


@dataclass(slots=True)
class _Ordinals:
    """Numbers things from 1 in order of first sight."""

    seen: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, key: str, among: str = "") -> int:
        known = self.seen.setdefault(among, {})
        return known.setdefault(key, len(known) + 1)


class Draft:
    """A recording while its entries are being read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Start empty; everything is screened by the words of ``vocabulary``."""
        self.screen = Screen(vocabulary)
        self.vocabulary = vocabulary
        self._entries: list[_Entry] = []
        self._apps: dict[str, App] = {}
        self._pages, self._records, self._elements, self._tabs = _Ordinals(), _Ordinals(), _Ordinals(), _Ordinals()
        self._dropped: Counter[str] = Counter()
        self._unlabelled: set[int] = set()
        self._where: tuple[str, Page] = ("", Page())
        self._tab = 0
        self._left_at: dict[int, tuple[str, Page]] = {}
        self._locals: dict[str, App] = {}
        self._seen: dict[str, tuple[str, Page]] = {}

    @property
    def last(self) -> int:
        """Number of the last event; 0 when there is none."""
        return len(self._entries)

    @property
    def last_act(self) -> int:
        """Number of the last thing a person did, a check of a result aside; 0 when there is none."""
        kinds = ACTS - {Kind.VERIFY}
        numbers = range(len(self._entries), 0, -1)
        return next((number for number in numbers if self._entries[number - 1].event.kind in kinds), 0)

    def drop(self, what: str, count: int = 1) -> None:
        """Count entries that are no acts, under a name that is the application's or the format's, never a person's."""
        self._dropped[what] += count

    def drop_unknown(self, kind: object) -> None:
        """Count an entry of a kind that is not known."""
        name, state = self.screen.name(str(kind)[:40], NameSource.TECHNICAL, "", Place.UNKNOWN)
        self.drop(f"entry of the unknown kind {name}" if state is NameState.CLEAR else "entry of an unknown kind")

    def go(self, url: str) -> tuple[str, Page]:
        """Return application and page at an address, and let later events happen there."""
        self._where = self.at(url)
        return self._where

    def at(self, url: str) -> tuple[str, Page]:
        """Return application and page at an address."""
        if url not in self._seen:
            self._seen[url] = self._look_up(url)
        return self._seen[url]

    def lose_sight(self, element: Element | None, *, app: bool) -> None:
        """Let later events happen on an unknown page: the source does not say where an activation led.

        Args:
            element: What was activated; a field that takes input leads nowhere.
            app: Whether the application is unknown from here on, too.
        """
        if element is None or element.role not in _STAYS:
            self._where = ("" if app else self._where[0], Page())

    def place(self, app: App, page: Page) -> None:
        """Let later events happen in an application that has no addresses, such as a spreadsheet."""
        self._apps.setdefault(app.id, app)
        self._where = (app.id, page)

    def instance(self, page: Page, identity: str) -> Page:
        """Return the page with the number that tells it from others with the same template."""
        return replace(page, instance=self._pages.of(identity, page.template))

    def record(self, page: Page, identity: str) -> Page:
        """Return the page with the number of the record it shows."""
        return replace(page, record=self._records.of(identity)) if identity else page

    def _look_up(self, url: str) -> tuple[str, Page]:
        app = app_at(url, self.vocabulary)
        if app is None:
            return "", Page()
        address = address_of(url, self.vocabulary)
        if app.id == LOCAL.id:
            app = self._local(address.identity.partition("\n")[0])
        self._apps.setdefault(app.id, app)
        page = self.record(
            self.instance(address.page, address.identity), address.record and f"{app.id} {address.record}"
        )
        return app.id, page

    def _local(self, host: str) -> App:
        """Return the application on a private host, told from others by a number."""
        if host not in self._locals:
            number = len(self._locals) + 1
            numbered = App(id=f"{LOCAL.id}-{number}", name=f"{LOCAL.name} {number}")
            self._locals[host] = LOCAL if number == 1 else numbered
        return self._locals[host]

    def tab(self, key: str) -> int:
        """Return the number of a browser tab, and let later events happen where that tab was left.

        A tab that is new is on an unknown page, unless its key is its address.
        """
        number = self._tabs.of(key)
        if number != self._tab and self._tab:
            self._left_at[self._tab] = self._where
            self._where = self._left_at[number] if number in self._left_at else self.at(key)
        self._tab = number
        return number

    def activate(self, element: Element, *, at: float | None = None, tab: int = 0) -> int:
        """Add that an element was activated; a click on an option of the list just opened is a choice in that list."""
        opener = self._entries[-1].event if self._entries else None
        if element.role != "option" or opener is None or not _opens_list(opener, self._where, tab):
            return self.add(Kind.ACTIVATE, at=at, element=element, tab=tab)
        option = next((text for text, source in element.labels if source is not NameSource.TECHNICAL), "")
        field = "" if opener.target is None or opener.kind is Kind.ENTER else opener.target.name
        kept, state = self.screen.option(tidy(option), field)
        value = Value(state=ValueState.CHOSEN, value_class=ValueClass.OPTION, option=kept, option_state=state)
        return self.add(Kind.CHOOSE, at=at, target=opener.target, value=value, tab=tab)

    def target(self, element: Element, named: Named | None = None) -> Target:
        """Return an element without anything that must not be kept."""
        if element.value_class is ValueClass.SECRET:
            return Target()
        named = named or self.screen.best(element.labels, element.role, element.place)
        parts = []
        for role, name in element.container[:3]:
            source = NameSource.LABEL if role in ("group", "form", "dialog") else NameSource.TEXT
            kept, _ = self.screen.name(name, source, role if role not in CONTENTS else "row", Place.UNKNOWN)
            parts.append(Container(role=role, name=kept))
        return Target(
            role=element.role,
            name=named.name,
            name_source=named.source,
            name_state=named.state,
            container=tuple(parts),
            element=self._element(element),
            column=element.column,
            finalises=element.finalises,
        )

    def _element(self, element: Element) -> int:
        app, page = self._where
        return self._elements.of(f"{app}\n{page.template}\n{element.key}") if element.key else 0

    def value(
        self, element: Element, state: ValueState = ValueState.UNKNOWN, option: str = "", options: int | None = None
    ) -> Value:
        """Return what became of a field, with its option when that is a word of a controlled vocabulary."""
        found = element.value_class
        if found is ValueClass.SECRET or not option:
            return Value(state=state, value_class=found)
        named = self.screen.best(element.labels, element.role, element.place)
        kept, option_state = self.screen.option(option, named.name, options)
        return Value(state=state, value_class=ValueClass.OPTION, option=kept, option_state=option_state)

    def add(self, kind: Kind, *, at: float | None = None, element: Element | None = None, **parts: object) -> int:
        """Add an event and return its number for the time being, for ``caused_by`` and ``same_as``.

        Args:
            kind: What happened.
            at: Milliseconds since 1970, in UTC; ``None`` when the source holds no time.
            element: What it was done to.
            parts: Other attributes of ``Event``; application and page are the present ones unless given.
        """
        app, page = self._where
        number = len(self._entries) + 1
        given: dict[str, object] = {"app": app, "page": page, "actor": Actor.HUMAN} | parts
        if element is not None:
            given["target"] = self.target(element)
            if element.value_class is ValueClass.SECRET and given.get("value") is None:
                given["value"] = Value(value_class=ValueClass.SECRET)
        self._entries.append(_Entry(event=Event(number=number, kind=kind, **given), at=at))  # type: ignore[arg-type]
        return number

    def change(self, number: int, *, at: float | None = None, **parts: object) -> None:
        """Replace attributes of an event that was added before, and its time when given."""
        entry = self._entries[number - 1]
        event = replace(entry.event, **parts)  # type: ignore[arg-type]
        self._entries[number - 1] = _Entry(event=event, at=entry.at if at is None else at)

    def shown(self, url: str, *, at: float | None = None, arrival: Arrival = Arrival.UNKNOWN, cause: int = 0) -> int:
        """Add that a page was shown, as an answer to an act, and let later events happen there."""
        app, page = self.go(url)
        return self.add(
            Kind.PAGE_SHOWN, at=at, app=app, page=page, actor=Actor.SYSTEM, arrival=arrival, caused_by=cause
        )

    def message(self, kind: Kind, text: str, *, at: float | None = None, cause: int = 0, role: str = "") -> int:
        """Add a message that the system showed."""
        kept, state = self.screen.text(text)
        target = Target(role=role) if role else None
        return self.add(kind, at=at, actor=Actor.SYSTEM, text=kept, text_state=state, target=target, caused_by=cause)

    def finish(
        self,
        *,
        recorder: str,
        title: str = "",
        performer: str = "",
        pace: Pace = Pace.UNKNOWN,
        frames: tuple[int | None, int | None] = (None, None),
        not_recorded: Iterable[str] = (),
        span: tuple[float, float] | None = None,
    ) -> Recording:
        """Return the recording: events in order of time, numbered, with what could not be seen.

        Args:
            recorder: The tool that recorded it.
            title: Raw title; kept only when it passes the screen.
            performer: An alias; empty when the source does not say who it was.
            pace: Whose rhythm the times show.
            frames: Frames seen and frames blind, ``None`` where the source does not say.
            not_recorded: What the source format does not hold.
            span: When the recording began and ended, where it is longer than from the first event to the last.
        """
        events, started, duration = self._in_order(span)
        events = with_page_names(events)
        used = {event.app for event in events}
        coverage = Coverage(
            frames_seen=frames[0],
            frames_blind=frames[1],
            unlabelled=sum(1 for event in events if _unlabelled(event)),
            withheld=sum(_withheld(event) for event in events),
            not_recorded=tuple(not_recorded),
            dropped=tuple(f"{count} × {what}" for what, count in sorted(self._dropped.items())),
        )
        begun = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(started)) if started is not None else None
        return identified(
            Recording(
                id="",
                recorder=recorder,
                events=events,
                title=self.screen.title(title),
                started=begun,
                duration_ms=duration,
                performer=performer,
                pace=pace,
                apps=tuple(app for app in self._apps.values() if app.id in used),
                coverage=coverage,
            )
        )

    def _in_order(self, span: tuple[float, float] | None) -> tuple[tuple[Event, ...], float | None, int | None]:
        """Return the events by time and numbered anew, the first time, and the time to the last."""
        times = [entry.at for entry in self._entries if entry.at is not None]
        if not times or len(times) < len(self._entries):
            return tuple(entry.event for entry in self._entries), None, None
        order = sorted(range(len(self._entries)), key=times.__getitem__)
        moved = sum(1 for before, after in pairwise(order) if before > after)
        if moved:
            self.drop("place in the file that was not the order of time; put in order of time", moved)
        number = {0: 0} | {old + 1: new for new, old in enumerate(order, start=1)}
        first = min([times[order[0]], *(span or ())])
        last = max([times[order[-1]], *(span or ())])
        events = []
        for old in order:
            event = self._entries[old].event
            value = event.value
            if value is not None and value.same_as:
                value = replace(value, same_as=_earlier(number[value.same_as], number[old + 1]))
            events.append(
                replace(
                    event,
                    number=number[old + 1],
                    t_ms=round(times[old] - first),
                    caused_by=_earlier(number[event.caused_by], number[old + 1]),
                    value=value,
                )
            )
        return tuple(events), first, round(last - first)


def _earlier(number: int, than: int) -> int:
    return number if number < than else 0


def _withheld(event: Event) -> int:
    states = [event.text_state]
    states += [event.target.name_state] if event.target else []
    states += [event.value.option_state] if event.value else []
    return sum(state is NameState.WITHHELD for state in states)


def _opens_list(event: Event, where: tuple[str, Page], tab: int) -> bool:
    """Whether an event opened, or searched, the list of options of a field on the present page."""
    listed = event.target is not None and event.target.role in ("combobox", "listbox")
    did = event.kind in (Kind.ACTIVATE, Kind.ENTER)
    return listed and did and (event.app, event.page) == where and event.tab == tab


def _unlabelled(event: Event) -> bool:
    if event.target is None or event.actor is not Actor.HUMAN or event.target.column or event.kind is Kind.VERIFY:
        return False
    secret = event.value is not None and event.value.value_class is ValueClass.SECRET
    return not secret and event.target.name_state is NameState.ABSENT
