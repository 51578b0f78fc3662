"""Which neighbouring acts are one step: each cue alone, and with what it needs to part them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import (
    LEADS,
    NEW_LEAD,
    choose,
    click,
    enter,
    lead,
    message,
    recording,
    shown,
    tick,
    within,
)
from tests.made_work import in_app

from sopwright.recording.cleaning import acts_of
from sopwright.recording.schema import Event, Kind, Page, PageKind
from sopwright.recording.segments import groups_of
from sopwright.recording.vocabulary import builtin

SECOND_PAGE = Page(template="/leads/new/2", kind=PageKind.FORM, object="lead", instance=1)
UNTOLD = Page()
OTHER_LEAD = replace(NEW_LEAD, record=2)
THRESHOLD_MS = 15_000


def sizes(*events: Event, end: int | None = None) -> list[int]:
    """Return how many acts each group has."""
    acts, _ = acts_of(recording(*events, end=end))
    return [len(group) for group in groups_of(acts, builtin(), THRESHOLD_MS)]


COPY = Event(number=1, kind=Kind.COPY, app="excel")
OPEN_MENU = click("More", LEADS)
PICK = click("Export", LEADS, "menuitem")
FIELDS = [enter(name) for name in "ABCDEFGHI"]
SAVE = click("Save", NEW_LEAD, ends=True)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([enter("Company"), enter("Email")], [2], id="two fields of one form"),
        pytest.param([enter("Company"), enter("Phone", SECOND_PAGE)], [2], id="a form that goes on on the next page"),
        pytest.param(
            [enter("Company"), within("Phone", enter("Phone", SECOND_PAGE))], [1, 1], id="another page and a dialog"
        ),
        pytest.param([enter("Company"), within("Phone", enter("Phone"))], [2], id="a dialog of the same form"),
        pytest.param([enter("Company"), enter("Company", OTHER_LEAD)], [1, 1], id="the same form of another record"),
        pytest.param([enter("Company"), in_app("excel", enter("Company"))], [1, 1], id="another application"),
        pytest.param(
            [in_app("excel", enter("Company", UNTOLD)), in_app("crm", enter("Company", UNTOLD))],
            [1, 1],
            id="another application, whose pages nobody tells apart",
        ),
        pytest.param([click("Leads", LEADS, "link"), click("Reports", LEADS, "link")], [1, 1], id="two activations"),
        pytest.param([enter("Company"), click("Help", NEW_LEAD)], [1, 1], id="an activation that finishes nothing"),
        pytest.param([enter("Company"), SAVE], [2], id="a field and what saves it"),
        pytest.param([*FIELDS[:3], SAVE], [4], id="three fields and what saves them"),
        pytest.param([*FIELDS[:4], SAVE], [4, 1], id="the button of a long form is a step of its own"),
        pytest.param([*FIELDS[:8]], [8], id="eight fields"),
        pytest.param([*FIELDS], [8, 1], id="the ninth field begins another step"),
        pytest.param(
            [enter("Notes", lead()), click("Qualify lead", lead(), ends=True)], [1, 1], id="a verdict stands alone"
        ),
        pytest.param([OPEN_MENU, PICK], [2], id="a menu and what is picked from it"),
        pytest.param([PICK, PICK], [1, 1], id="two picks"),
        pytest.param([COPY, enter("Company", same_as=1)], [2], id="a copy and where it goes"),
        pytest.param([COPY, enter("Company", same_as=1), enter("Email")], [2, 1], id="a field beside a carried value"),
        pytest.param([enter("Email"), COPY, enter("Company", same_as=2)], [1, 2], id="a copy begins a step"),
    ],
)
def test_acts_are_grouped(events: list[Event], expected: list[int]) -> None:
    assert sizes(*events) == expected


@pytest.mark.parametrize(
    ("later", "pause", "expected"),
    [
        pytest.param(enter("Email"), THRESHOLD_MS * 2, [2], id="a long pause within a form is a pause"),
        pytest.param(enter("Phone", SECOND_PAGE), THRESHOLD_MS, [2], id="the next page at the threshold"),
        pytest.param(enter("Phone", SECOND_PAGE), THRESHOLD_MS + 1, [1, 1], id="the next page after a long pause"),
    ],
)
def test_a_long_pause_parts_what_another_page_alone_does_not(later: Event, pause: int, expected: list[int]) -> None:
    assert sizes(enter("Company", t=0), replace(later, t_ms=pause), end=pause) == expected


def test_what_is_mended_between_two_attempts_is_a_step_of_its_own() -> None:
    refused = message(Kind.ERROR, "Email is required", NEW_LEAD)
    assert sizes(enter("Company"), SAVE, refused, enter("Email"), SAVE, shown(lead())) == [2, 1, 1]


EVENTS = st.sampled_from([*FIELDS, SAVE, COPY, OPEN_MENU, PICK, enter("X", lead(1)), choose("Status"), tick("Hot")])


@given(st.lists(EVENTS, max_size=12))
def test_every_act_is_in_one_group_in_order(events: list[Event]) -> None:
    acts, _ = acts_of(recording(*events))
    assert [act for group in groups_of(acts, builtin(), None) for act in group] == list(acts)
