from collections.abc import Sequence
from dataclasses import replace

from tests.made import NEW_LEAD, enter, target
from tests.made_work import in_app, step, work

from sopwright.mining.carrying import NOT_CHECKED, Carrying, all_carries, carrying_of
from sopwright.mining.cases import cases_of
from sopwright.recording.schema import Event, Kind, Value, ValueState
from sopwright.recording.work import Work


def cell(column: str, kind: Kind = Kind.COPY) -> Event:
    return Event(number=1, kind=kind, app="excel", target=replace(target("", "gridcell"), column=column))


def paste(name: str, same_as: int = 0) -> Event:
    value = Value(state=ValueState.FILLED, same_as=same_as)
    return Event(number=1, kind=Kind.PASTE, app="crm", page=NEW_LEAD, target=target(name, "textbox"), value=value)


def found_in(works: Sequence[Work]) -> Carrying:
    return carrying_of(works, cases_of(works), all_carries(works))


def routes(*works: Work) -> list[tuple[str, str, str, str, int, int]]:
    found = found_in(works).routes
    return [(r.from_app, r.from_field, r.to_app, r.to_field, r.times, r.equal) for r in found]


def test_a_copy_and_the_next_paste_are_one_carried_value() -> None:
    copied = work((step("Carry", cell("A"), paste("Company"), cell("B"), paste("Email")),))
    assert routes(copied) == [
        ("Excel", "column A", "CRM", "Company", 1, 0),
        ("Excel", "column B", "CRM", "Email", 1, 0),
    ]


def test_the_edit_that_a_paste_makes_is_not_carried_a_second_time() -> None:
    assert routes(work((step("Carry", cell("A"), paste("Company"), enter("Company", same_as=1)),))) == [
        ("Excel", "column A", "CRM", "Company", 1, 0)
    ]


def test_an_entry_that_equals_an_earlier_field_was_carried_by_reading_and_typing() -> None:
    typed = work((step("Type it again", in_app("excel", enter("Name")), enter("Company", same_as=1)),))
    assert routes(typed) == [("Excel", "Name", "CRM", "Company", 1, 1)]


def test_equality_says_more_than_the_clipboard() -> None:
    both = work((step("Carry", cell("A"), cell("B"), paste("Company", same_as=1)),))
    assert routes(both) == [("Excel", "column A", "CRM", "Company", 1, 1)]


def test_a_paste_without_a_copy_has_no_known_source() -> None:
    works = [work((step("Paste", paste("Company")),))]
    figures = {figure.label: figure for figure in found_in(works).figures}
    assert figures["Values carried by hand"].value == 0
    assert figures["Pastes whose source was not recorded"].value == 1


def test_the_same_route_is_counted_over_runs_with_its_evidence() -> None:
    run = (step("Carry", cell("A"), paste("Company")),)
    works = [work(run, run), work(run)]
    (route,) = found_in(works).routes
    assert (route.times, route.runs) == (3, 3)
    assert [str(ref) for ref in route.evidence] == ["rec1#1", "rec1#2", "rec1#3", "rec1#4", "rec2#1", "rec2#2"]


def test_where_nothing_was_checked_nothing_is_claimed() -> None:
    works = [work((step("Type", enter("Company")),))]
    (figure,) = found_in(works).figures
    assert (figure.value, figure.unknown) == (None, NOT_CHECKED)
