"""What is a recording? The one form that every recorder and every importer writes, and every reader can trust.

In: nothing; these are the types. Out: ``Recording`` and its parts, in version 1 of the schema.

Law: there is no place here for a typed value, a key stroke, a picture, a page title, an address or a query. What was
done is kept as kinds, roles, names of static interface text, states and classes. Records and elements are told apart
by ordinals in order of first sight, which say nothing outside the recording.

Source: ``research/recorder.md`` section 4.1; ARIA roles from WAI-ARIA 1.2.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

SCHEMA_VERSION = 1


class Actor(StrEnum):
    """Who made an event happen."""

    HUMAN = "human"
    SYSTEM = "system"
    RECORDER = "recorder"


class Kind(StrEnum):
    """What happened. Acts first, then what the system showed, then the recorder's own marks."""

    NAVIGATE = "navigate"
    """A person opened a page by address, bookmark, back or reload."""
    ACTIVATE = "activate"
    """A button, link, tab or other control was activated by pointer or key."""
    CHOOSE = "choose"
    """An option of a list was chosen."""
    TOGGLE = "toggle"
    """A checkbox, switch or radio button changed its state."""
    ENTER = "enter"
    """Text, a number or a date was entered; never which."""
    SUBMIT = "submit"
    """A form was submitted."""
    UPLOAD = "upload"
    DOWNLOAD = "download"
    PRESS = "press"
    """One of the named keys Enter, Escape or Tab was pressed."""
    DRAG = "drag"
    COPY = "copy"
    """Something was copied; never what."""
    PASTE = "paste"
    """Something was pasted; never what."""
    VERIFY = "verify"
    """An expectation that a test script states: what should be seen here."""
    ANNOTATE = "annotate"
    """A note that the performer wrote for this recording."""

    TOAST = "toast"
    """A short message appeared, such as *Project created*."""
    ERROR = "error"
    """A message of refusal appeared, at a field or for the page."""
    DIALOG_OPENED = "dialog_opened"
    DIALOG_CLOSED = "dialog_closed"
    PAGE_SHOWN = "page_shown"
    """Another page, or another view of a single-page application, was shown."""
    BUSY_STARTED = "busy_started"
    BUSY_ENDED = "busy_ended"

    AWAY_STARTED = "away_started"
    """No recorded page was visible or focused from here on."""
    AWAY_ENDED = "away_ended"
    PAUSED = "paused"
    RESUMED = "resumed"


ACTS = frozenset(
    {
        Kind.NAVIGATE,
        Kind.ACTIVATE,
        Kind.CHOOSE,
        Kind.TOGGLE,
        Kind.ENTER,
        Kind.SUBMIT,
        Kind.UPLOAD,
        Kind.DOWNLOAD,
        Kind.PRESS,
        Kind.DRAG,
        Kind.COPY,
        Kind.PASTE,
        Kind.VERIFY,
    }
)
"""Kinds that a person does; a ``verify`` is the person's check of a result."""

OUTCOMES = frozenset({Kind.TOAST, Kind.ERROR, Kind.DIALOG_OPENED, Kind.DIALOG_CLOSED, Kind.PAGE_SHOWN})
"""Kinds that answer an act and can be seen by the performer."""


class NameSource(StrEnum):
    """Where a name was read, best first. The source, not the presence, says how far to trust it."""

    LABEL = "label"
    """``<label>``, ``<legend>`` or ``aria-labelledby`` pointing to static text."""
    ARIA = "aria"
    """``aria-label`` or an accessible name computed by the browser."""
    TEXT = "text"
    """The element's own text, where its role takes its name from content (button, tab, menu item, link)."""
    DICTIONARY = "dictionary"
    """The vocabulary of a known application."""
    ALT = "alt"
    TITLE = "title"
    PLACEHOLDER = "placeholder"
    PERFORMER = "performer"
    """The performer named it during review."""
    TECHNICAL = "technical"
    """A test id, id or name attribute, put into words. Weak: not what the performer saw."""
    CONTENT = "content"
    """Run-time content: a record's name, a table cell. Never kept."""
    NONE = "none"


class NameState(StrEnum):
    """What the privacy screen did to a name."""

    CLEAR = "clear"
    MASKED = "masked"
    """A part was taken out, such as digits or a record's name; ``…`` stands where it was."""
    WITHHELD = "withheld"
    """There was a name; it was run-time content and was not kept."""
    ABSENT = "absent"
    """The element has no name."""


class ValueState(StrEnum):
    """What became of a field, without its value."""

    EMPTY = "empty"
    FILLED = "filled"
    CLEARED = "cleared"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    CHOSEN = "chosen"
    UNKNOWN = "unknown"


class ValueClass(StrEnum):
    """What sort of thing a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    FILE = "file"
    OPTION = "option"
    FLAG = "flag"
    SECRET = "secret"  # noqa: S105 - a class of fields, not a password
    """Password, payment or government number. Nothing of its target is kept but this class."""
    UNKNOWN = "unknown"


class PageKind(StrEnum):
    """What sort of page it is."""

    LIST = "list"
    RECORD = "record"
    FORM = "form"
    """A page or dialog for creating or editing one record."""
    SEARCH = "search"
    SIGN_IN = "sign_in"
    HOME = "home"
    SETUP = "setup"
    MAIL = "mail"
    CALENDAR = "calendar"
    SHEET = "sheet"
    """A spreadsheet."""
    OTHER = "other"


class Arrival(StrEnum):
    """How a page came to be shown."""

    LINK = "link"
    TYPED = "typed"
    """By address, bookmark or the browser's own interface."""
    SUBMITTED = "submitted"
    """A form was sent and the answer came at once, without a redirect: usually the form again, with a refusal."""
    REDIRECTED = "redirected"
    """A form was sent and the server led on to another address: usually accepted."""
    SCRIPT = "script"
    """The application changed its view by itself or after an act."""
    BACK_FORWARD = "back_forward"
    RELOAD = "reload"
    UNKNOWN = "unknown"


class Pace(StrEnum):
    """Whose rhythm the times show."""

    PERSON = "person"
    SCRIPT = "script"
    """A script performed it: think times are not a person's."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An application that the recording saw.

    Attributes:
        id: Short stable name used by events, such as ``bottlecrm``.
        name: The name people use, such as ``BottleCRM``; for an unknown site its registrable domain.
        known: Whether the vocabulary knows the application.
    """

    id: str
    name: str
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, as a template; never an address or a title.

    Attributes:
        template: Path with run-time parts replaced, such as ``/leads/:id/edit``.
        kind: What sort of page it is.
        object: What the page is about, in the singular and lower case, such as ``lead``; empty when unknown.
        name: What the application calls the page, from its static navigation text, such as ``Leads``; may be empty.
        instance: Which of the pages with this template, numbered from 1 in order of first sight; equal numbers are
            the same address. 0 when it cannot be told.
        record: Which record the page shows, numbered from 1 over the whole recording in order of first sight of its
            id in the address; equal numbers are the same record, on whatever page. 0 when the address names none.
    """

    template: str = ""
    kind: PageKind = PageKind.OTHER
    object: str = ""
    name: str = ""
    instance: int = 0
    record: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A named part of the page around a target, such as a dialog or a field group.

    Attributes:
        role: ARIA role, such as ``dialog``, ``group``, ``tabpanel``, ``form``, ``row``.
        name: Static name; empty when it has none or it was withheld.
    """

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The element that was acted on.

    Attributes:
        role: ARIA role, such as ``button``, ``link``, ``textbox``, ``combobox``, ``checkbox``; empty when unknown.
        name: Static interface text; empty unless ``name_state`` is clear or masked.
        name_source: Where the name was read.
        name_state: What the privacy screen did to it.
        container: Named parts around the target, innermost first, at most 3.
        element: Which element of the recording, numbered from 1 in order of first sight; 0 when it cannot be told.
            Events with the same number acted on the same element.
        column: For spreadsheets and tables: the static column heading or letter, such as ``B``.
        finalises: Whether the element ends what was being filled in: a submit button, say.
    """

    role: str = ""
    name: str = ""
    name_source: NameSource = NameSource.NONE
    name_state: NameState = NameState.ABSENT
    container: tuple[Container, ...] = ()
    element: int = 0
    column: str = ""
    finalises: bool = False

    def __post_init__(self) -> None:
        kept = self.name_state in (NameState.CLEAR, NameState.MASKED)
        if bool(self.name) is not kept:
            message = f"expected a name exactly when it is clear or masked, found {self.name_state} {self.name!r}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What became of a field; never its value.

    Attributes:
        state: Filled, cleared, checked and so on.
        value_class: What sort of thing the field takes.
        option: The chosen option of a controlled vocabulary, such as ``Qualified``; empty when it was not recorded.
        option_state: What the privacy screen did to the option; ``absent`` when the source did not hold it.
        same_as: Number of the earlier event whose field held an equal value; 0 when none is known.
    """

    state: ValueState = ValueState.UNKNOWN
    value_class: ValueClass = ValueClass.UNKNOWN
    option: str = ""
    option_state: NameState = NameState.ABSENT
    same_as: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened.

    Attributes:
        number: 1, 2, 3 … in the order of the recording; evidence points here as ``rec1#41``.
        t_ms: Milliseconds since the recording started; ``None`` when the source holds no time.
        actor: Who made it happen.
        kind: What happened.
        app: Id of the application; empty when unknown.
        page: The page on which it happened; for ``page_shown`` the page that is now shown.
        target: The element acted on, or the place where an outcome appeared.
        value: What became of a field.
        arrival: For ``page_shown`` and ``navigate``: how the page came.
        key: For ``press``: ``Enter``, ``Escape`` or ``Tab``.
        text: Static text of an outcome that passed the screen, such as ``Project created``, or the performer's note.
        text_state: What the privacy screen did to ``text``.
        caused_by: Number of the act that the recorder saw cause this event; 0 when it did not say.
        tab: Browser tab, numbered from 1 in order of first sight; 0 when it cannot be told.
    """

    number: int
    kind: Kind
    t_ms: int | None = None
    actor: Actor = Actor.HUMAN
    app: str = ""
    page: Page = field(default_factory=Page)
    target: Target | None = None
    value: Value | None = None
    arrival: Arrival = Arrival.UNKNOWN
    key: str = ""
    text: str = ""
    text_state: NameState = NameState.ABSENT
    caused_by: int = 0
    tab: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the recorder could and could not see.

    Attributes:
        frames_seen: Frames that were recorded; ``None`` when the source does not say.
        frames_blind: Frames that could not be entered; ``None`` when the source does not say.
        unlabelled: Acted-on elements without a usable name.
        withheld: Names, options and texts that the screen withheld.
        not_recorded: What the source format does not hold, in words, such as ``times`` or ``chosen options``.
        dropped: Source entries that are no acts of a person and were left out, in words with counts.
    """

    frames_seen: int | None = None
    frames_blind: int | None = None
    unlabelled: int = 0
    withheld: int = 0
    not_recorded: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recording of work in a browser or between applications.

    Attributes:
        sopwright_recording: Version of this schema; 1.
        id: Derived from the content: the first 12 hexadecimal digits of the SHA-256 of the events.
        title: What the performer called the work; empty when nothing safe was given.
        recorder: The tool that recorded it, such as ``Chrome DevTools Recorder``.
        started: Wall-clock start, in UTC; ``None`` when the source holds no date.
        duration_ms: From start to end; ``None`` when the source holds no time.
        performer: An alias such as ``performer-1``, never a person's name; empty when the source does not say.
        role: The performer's role, such as ``SDR``; empty when not stated.
        pace: Whose rhythm the times show.
        apps: The applications seen, in order of first sight.
        coverage: What could and could not be seen.
        events: What happened, by number.
    """

    id: str
    recorder: str
    events: tuple[Event, ...]
    sopwright_recording: int = SCHEMA_VERSION
    title: str = ""
    started: datetime | None = None
    duration_ms: int | None = None
    performer: str = ""
    role: str = ""
    pace: Pace = Pace.UNKNOWN
    apps: tuple[App, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def timed(self) -> bool:
        """Whether the source held times; without them every duration is unknown, never 0."""
        return self.duration_ms is not None

    def app_name(self, app: str) -> str:
        """Return the name people use for the application with this id; the id itself when it is not listed."""
        return next((known.name for known in self.apps if known.id == app), app)
