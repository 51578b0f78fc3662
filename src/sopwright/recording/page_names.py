"""What does an application call its pages? The static link that led to a page gives it its name.

In: events in order. Out: the same events, whose pages have the names that the navigation has for them.

Law: a record gives no name, nor does a link that says only where one comes from, such as *Back to leads*.
"""

from collections.abc import Sequence
from dataclasses import replace

from sopwright.recording.schema import Event, Kind, NameState, PageKind

_NAMED_BY_LINK = frozenset({PageKind.LIST, PageKind.HOME, PageKind.SEARCH, PageKind.SETUP, PageKind.CALENDAR})
_WAYS = frozenset({"back", "next", "previous", "return", "continue"})


def names_a_way(label: str) -> bool:
    """Whether a label names the way to a page and not the page.

    Examples:
        >>> names_a_way("Back to leads"), names_a_way("Leads")
        (True, False)
    """
    return label.lower().partition(" ")[0] in _WAYS


def with_page_names(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give pages the name of the static link that led to them: ``Leads`` for the list of leads."""
    names: dict[tuple[str, str], str] = {}
    for event in events:
        cause = events[event.caused_by - 1] if event.kind is Kind.PAGE_SHOWN and event.caused_by else None
        if cause is None or cause.target is None or event.page.kind not in _NAMED_BY_LINK or event.page.record:
            continue
        target = cause.target
        links = target.role in ("link", "tab", "menuitem") and target.name_state is NameState.CLEAR
        if links and not names_a_way(target.name):
            names.setdefault((event.app, event.page.template), target.name)
    if not names:
        return tuple(events)
    return tuple(
        replace(event, page=replace(event.page, name=names.get((event.app, event.page.template), "")))
        for event in events
    )
