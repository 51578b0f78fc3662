"""Where is it done? Words for pages and dialogs, from static interface text and from what a page is about.

In: the acts of one recording. Out: ``Places``, which names the place of an act and the page that an outcome shows.

Law: a name comes from the application's navigation, from a dialog's title or from the page's kind and object; a page
title or an address never gives one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sopwright.recording.page_names import names_a_way
from sopwright.recording.schema import Event, Kind, NameState, Page, PageKind, Recording, Target
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Act

_FRAMES = frozenset({"dialog", "alertdialog"})
_LEADS_ON = frozenset({"link", "menuitem", "tab", "treeitem", ""})
_ENTRIES = frozenset({"", "link", "menuitem", "treeitem"})
_STARTS = frozenset({"new", "create", "add", "register", "signup"})
_EDITS = frozenset({"edit", "change", "update"})
_INSIDE = frozenset({PageKind.SHEET, PageKind.MAIL, PageKind.CALENDAR})
_PLAIN = {
    PageKind.SIGN_IN: "the sign-in page",
    PageKind.SEARCH: "the search page",
    PageKind.HOME: "the home page",
    PageKind.SETUP: "the settings",
    PageKind.MAIL: "the mailbox",
    PageKind.CALENDAR: "the calendar",
    PageKind.SHEET: "the sheet",
    PageKind.FORM: "the form",
    PageKind.RECORD: "the record",
    PageKind.LIST: "the list",
}


def with_article(noun: str) -> str:
    """Return the noun with its indefinite article.

    Examples:
        >>> with_article("lead"), with_article("opportunity")
        ('a lead', 'an opportunity')
    """
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def plural(noun: str) -> str:
    """Return the plural of an object's name.

    Examples:
        >>> plural("lead"), plural("opportunity"), plural("process")
        ('leads', 'opportunities', 'processes')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def kept(target: Target | None) -> str:
    """Return the target's name where the privacy screen left one."""
    if target is None or target.name_state not in (NameState.CLEAR, NameState.MASKED):
        return ""
    return target.name


def dialog_of(target: Target | None) -> str | None:
    """Return the name of the dialog around the target, empty when it has none; ``None`` outside dialogs."""
    frames = (container for container in target.container if container.role in _FRAMES) if target else iter(())
    return next((container.name for container in frames), None)


def in_menu(target: Target | None) -> bool:
    """Whether the target is an entry of the application's navigation, which is the same on every page."""
    if target is None or target.role not in _ENTRIES:
        return False
    return any(container.role == "navigation" for container in target.container)


def _named(target: Target | None, role: str) -> str:
    """Return what the innermost part around the target with this role is called, of those that have a name."""
    parts = target.container if target is not None else ()
    return next((container.name for container in parts if container.role == role and container.name), "")


PageKey = tuple[str, str, int]
"""Application and template, and for a template with run-time parts the instance."""


def _key(app: str, page: Page) -> PageKey:
    return (app, page.template, page.instance if ":" in page.template else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Names of the pages of one recording.

    Attributes:
        names: What the application's navigation calls a page.
        openers: The label of the act that first led to a page, where the page has no better name.
        apps: Names of the applications by id.
        many: Whether the work is spread over several applications, so that the place must say which.
        first: The first page of the recording.
    """

    names: dict[PageKey, str]
    openers: dict[PageKey, str]
    apps: dict[str, str]
    many: bool
    first: PageKey

    def noun(self, app: str, page: Page) -> str:
        """Return the page as a noun with its article, with Markdown for interface text."""
        key = _key(app, page)
        if page.name or key in self.names:
            return f"**{page.name or self.names[key]}**"
        if page.object and page.kind in (PageKind.LIST, PageKind.RECORD, PageKind.FORM):
            return _about(page)
        if page.kind in _PLAIN:
            return "the new message" if page.template.endswith("/compose") else _PLAIN[page.kind]
        if key in self.openers:
            return f"the page behind **{self.openers[key]}**"
        if page.object:
            return f"the {page.object} page"
        return (
            f"the {'start page' if key == self.first else 'page'} of {self.apps.get(app, app)}" if app else "the page"
        )

    def phrase(self, act: Act) -> str:
        """Return where the act is done, as the beginning of a sentence; empty when nothing is known of the place."""
        dialog, named = dialog_of(act.target), self.apps.get(act.app, act.app)
        if dialog is not None:
            place = f"in the **{dialog}** dialog" if dialog else "in the dialog"
        elif in_menu(act.target):
            place = "in the menu"
        elif form := _named(act.target, "form"):
            place = f"in the **{form}** form"
        elif (region := _named(act.target, "region")) and not _is_told(act.page):
            place = f"under **{region}**"
        elif _is_unknown(act.page):
            place = f"in {named}" if named else ""
        else:
            preposition = "in" if act.page.kind in _INSIDE else "on"
            place = f"{preposition} {self.noun(act.app, act.page)}"
        if self.many and named and place and not place.endswith((f"of {named}", f"in {named}")):
            place = f"in {named}, {place}"
        return place[:1].upper() + place[1:]

    def located(self, act: Act, imperative: str) -> str:
        """Return the imperative as a sentence that begins with the place, as far as the place is known."""
        place = self.phrase(act)
        return f"{place}, {imperative}" if place else imperative[0].upper() + imperative[1:]


def _is_told(page: Page) -> bool:
    """Whether the page has a name, or it is known what sort of page it is."""
    return bool(page.name or page.object) or page.kind is not PageKind.OTHER


def _is_unknown(page: Page) -> bool:
    """Whether the source does not say on which page it was done."""
    return not (page.template or page.name or page.object) and page.kind is PageKind.OTHER


def _about(page: Page) -> str:
    if page.kind is PageKind.LIST:
        return f"the list of {plural(page.object)}"
    if page.kind is PageKind.RECORD:
        return f"the {page.object}"
    segments = set(page.template.split("/"))
    if segments & _STARTS or (not segments & _EDITS and not page.record):
        return f"the new-{page.object} form"
    return f"the form for editing the {page.object}"


def places_of(recording: Recording, acts: Sequence[Act], vocabulary: Vocabulary) -> Places:
    """Return the names of the recording's pages, learned from its own navigation."""
    names: dict[PageKey, str] = {}
    openers: dict[PageKey, str] = {}
    for act in acts:
        shown = _shown(act)
        label = kept(act.target)
        if shown is None or not label or act.kind is not Kind.ACTIVATE or _same_page(act, shown):
            continue
        key = _key(shown.app or act.app, shown.page)
        verb = vocabulary.verb_of(label)
        leads_on = act.target is not None and act.target.role in _LEADS_ON and not names_a_way(label)
        if leads_on and not verb and not shown.page.record and vocabulary.is_interface_language(label):
            names.setdefault(key, label)
        openers.setdefault(key, label)
    used = [act.app for act in acts if act.app]
    first = next((_key(event.app, event.page) for event in recording.events), ("", "", 0))
    return Places(
        names=names,
        openers=openers,
        apps={app.id: app.name for app in recording.apps},
        many=len(set(used)) > 1,
        first=first,
    )


def _shown(act: Act) -> Event | None:
    return next((outcome for outcome in reversed(act.outcomes) if outcome.kind is Kind.PAGE_SHOWN), None)


def _same_page(act: Act, shown: Event) -> bool:
    return _key(act.app, act.page) == _key(shown.app, shown.page)
