"""From events to named steps and runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import (
    LEADS,
    NEW_LEAD,
    around,
    choose,
    click,
    edit_lead,
    enter,
    lead,
    message,
    recording,
    shown,
    target,
    tick,
    within,
)

from sopwright.recording.runs import work_of
from sopwright.recording.schema import Arrival, Event, Kind, Page, PageKind, ValueClass
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Run, Weakness

BLANK = Page(template="/x", kind=PageKind.OTHER, instance=1)


def runs(*events: Event) -> tuple[Run, ...]:
    return work_of(recording(*events), builtin()).runs


def lines(*events: Event) -> list[str]:
    return [step.do for run in runs(*events) for step in run.steps]


def answers(*events: Event) -> list[str]:
    return [step.result for run in runs(*events) for step in run.steps]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        pytest.param(
            [click("New lead", LEADS, "link"), shown(NEW_LEAD)],
            ["On the list of leads, select **New lead**"],
            id="a link that begins something",
        ),
        pytest.param(
            [click("?", LEADS, "link"), shown(lead())],
            ["On the list of leads, open the lead (*name withheld*)"],
            id="a record whose name is withheld",
        ),
        pytest.param(
            [click("?", BLANK, "link")],
            ["On the start page of CRM, select an item (*name withheld*)"],
            id="something withheld that led nowhere",
        ),
        pytest.param(
            [enter("First name"), enter("Last name"), click("Save", NEW_LEAD, ends=True)],
            ["On the new-lead form, complete **First name** and **Last name**, and select **Save**"],
            id="a short form takes in its button",
        ),
        pytest.param(
            [*(enter(name) for name in "ABCD"), click("Save", NEW_LEAD, ends=True)],
            ["On the new-lead form, complete **A**, **B**, **C** and **D**", "On the new-lead form, select **Save**"],
            id="a long form keeps its button apart",
        ),
        pytest.param(
            [choose("Status", "Qualified", lead())],
            ["On the lead, set **Status** to *Qualified*"],
            id="a recorded option",
        ),
        pytest.param(
            [choose("Status", "", lead())],
            ["On the lead, choose **Status** (option *not recorded*)"],
            id="an option that was not recorded",
        ),
        pytest.param(
            [enter("", secret=True, page=Page(template="/login", kind=PageKind.SIGN_IN, instance=1))],
            ["On the sign-in page, enter the password (*not recorded*)"],
            id="a password stays in the procedure",
        ),
        pytest.param(
            [enter(""), enter("")],
            ["On the new-lead form, complete 2 fields without a label"],
            id="fields without a label are counted",
        ),
        pytest.param(
            [click("", LEADS, "link"), shown(lead())],
            ["On the list of leads, open the lead"],
            id="a link without a label to a record",
        ),
        pytest.param(
            [click("Next lead", lead()), shown(lead(2))], ["On the lead, select **Next lead**"], id="on to the next"
        ),
        pytest.param(
            [click("", lead(), "img"), shown(edit_lead())],
            ["On the lead, select a control without a label"],
            id="never click the img",
        ),
        pytest.param(
            [
                within("New project", enter("Project name", LEADS)),
                within("New project", click("Create project", LEADS)),
            ],
            ["In the **New project** dialog, complete **Project name**, and select **Create project**"],
            id="a dialog is the place",
        ),
        pytest.param(
            [click("Actions", lead()), click("Convert", lead(), "menuitem")],
            ["On the lead, open **Actions** and select **Convert**"],
            id="a menu and what is chosen from it",
        ),
        pytest.param(
            [
                around("navigation", "", click("Sales", lead(), "link")),
                around("navigation", "", click("Leads", lead(), "link")),
                shown(LEADS),
            ],
            ["In the menu, open **Sales** and select **Leads**"],
            id="a part of the navigation that unfolds is no step",
        ),
        pytest.param(
            [
                around("navigation", "", click("Home", lead(), "link")),
                shown(Page(template="/", kind=PageKind.HOME, instance=1)),
                around("navigation", "", click("Leads", Page(template="/", kind=PageKind.HOME, instance=1), "link")),
                shown(LEADS),
            ],
            ["In the menu, go to **Home**", "In the menu, go to **Leads**"],
            id="a part of the navigation that leads on is one",
        ),
        pytest.param(
            [around("navigation", "", click("Close", lead()))],
            ["On the lead, select **Close**"],
            id="a button beside the navigation is no entry of it",
        ),
        pytest.param(
            [around("form", "New message", enter("To", Page(template="/compose", kind=PageKind.MAIL, instance=1)))],
            ["In the **New message** form, complete **To**"],
            id="a form with a name is the place",
        ),
        pytest.param(
            [around("region", "Book a meeting", enter("Date", Page(template="/:id", instance=1)))],
            ["Under **Book a meeting**, complete **Date**"],
            id="a part with a name is the place where nothing is known of the page",
        ),
        pytest.param(
            [around("region", "Details", enter("Phone", lead()))],
            ["On the lead, complete **Phone**"],
            id="a part of a page that is known is none",
        ),
        pytest.param([click("Details", lead(), "tab")], ["On the lead, go to the **Details** tab"], id="a tab"),
        pytest.param([tick("Hot", lead())], ["On the lead, tick **Hot**"], id="a checkbox"),
        pytest.param(
            [Event(number=1, kind=Kind.UPLOAD, app="crm", page=lead(), target=target("Attachment", "textbox"))],
            ["On the lead, attach a file to **Attachment**"],
            id="a file",
        ),
        pytest.param(
            [
                Event(number=1, kind=Kind.COPY, app="crm", page=lead(), target=target("Phone", "textbox")),
                enter("Company", lead()),
            ],
            ["On the lead, copy **Phone**", "On the lead, complete **Company**"],
            id="a copy is no sending of what is entered next",
        ),
        pytest.param(
            [click("Save *all*", lead())],
            ["On the lead, select **Save all**"],
            id="interface text cannot break the Markdown",
        ),
        pytest.param(
            [enter("Company", lead()), click("Save", lead()), enter("Party", lead(), same_as=1), enter("Note", lead())],
            [
                "On the lead, complete **Company**, and select **Save**",
                "On the lead, complete **Note**; fill **Party** with the same value as in **Company**",
            ],
            id="an equal value that was not pasted hides no other field",
        ),
        pytest.param(
            [
                Event(number=1, kind=Kind.COPY, app="crm", page=lead(), target=target("Phone", "textbox")),
                click("Save", lead()),
                enter("Mobile", lead(), same_as=1),
            ],
            [
                "On the lead, copy **Phone**",
                "On the lead, select **Save**",
                "On the lead, paste **Phone**, copied before, into **Mobile**",
            ],
            id="a copied value is pasted",
        ),
        pytest.param(
            [enter("Party", lead()), click("?", lead(), "link"), enter("Owner", lead()), click("", lead(), "option")],
            [
                "On the lead, complete **Party**, and pick from its suggestions",
                "On the lead, complete **Owner**, and pick from its suggestions",
            ],
            id="what a field offers is picked in the same step",
        ),
    ],
)
def test_acts_read_as(events: list[Event], said: list[str]) -> None:
    assert lines(*events) == said


@pytest.mark.parametrize(
    ("events", "result"),
    [
        pytest.param(
            [click("Save", lead()), message(Kind.TOAST, "Saved")], "the message *Saved* appeared", id="a toast"
        ),
        pytest.param([click("Save", lead())], "", id="nothing seen, nothing said"),
        pytest.param([click("New lead", LEADS, "link"), shown(NEW_LEAD)], "the new-lead form opened", id="a form"),
        pytest.param(
            [click("Send", NEW_LEAD), shown(NEW_LEAD, arrival=Arrival.SUBMITTED)],
            "the new-lead form was shown again (*sent without being led on: usually a refusal*)",
            id="the same form again",
        ),
        pytest.param(
            [click("New lead", LEADS, "link"), shown(NEW_LEAD), click("Cancel", NEW_LEAD), shown(LEADS)],
            "back on the list of leads",
            id="back where it came from",
        ),
    ],
)
def test_the_last_result_reads_as(events: list[Event], result: str) -> None:
    assert answers(*events)[-1] == result


def test_the_navigation_gives_a_page_its_name() -> None:
    home = Page(template="/", kind=PageKind.HOME, instance=1)
    assert lines(click("Zebras", home, "link"), shown(BLANK), click("Save", BLANK)) == [
        "On the home page, go to **Zebras**",
        "On the page behind **Zebras**, select **Save**",
    ]
    assert lines(click("Leads", home, "link"), shown(LEADS), click("New lead", LEADS)) == [
        "On the home page, go to **Leads**",
        "On **Leads**, select **New lead**",
    ]


def test_the_title_of_a_password_is_short() -> None:
    secret = Page(template="/login", kind=PageKind.SIGN_IN)
    (run,) = runs(enter("Password", secret, secret=True), click("", secret, "link"))
    assert run.steps[0].title == "Enter the password"


def test_the_way_back_gives_a_page_no_name() -> None:
    found = answers(click("Back to leads", lead(), "link"), shown(LEADS))
    assert found == ["the list of leads opened"]


def test_a_refused_attempt_its_mend_and_the_retry_are_three_steps() -> None:
    steps = runs(
        click("Convert", lead()),
        shown(lead(), arrival=Arrival.SUBMITTED),
        enter("Company email", lead()),
        click("Convert", lead()),
        shown(LEADS, arrival=Arrival.REDIRECTED),
    )[0].steps
    assert [(step.id, step.failed) for step in steps] == [
        ("convert", True),
        ("complete-company-email", False),
        ("convert-2", False),
    ]
    assert steps[0].signature == steps[2].signature


class TestRuns:
    """Where one case ends and the next begins."""

    def test_another_record_after_a_completed_one_is_another_run(self) -> None:
        found = runs(
            click("?", LEADS, "link"),
            shown(lead(1)),
            click("Convert lead", lead(1)),
            click("Leads", lead(1), "link"),
            shown(LEADS),
            click("?", LEADS, "link"),
            shown(lead(2)),
            click("Reject", lead(2)),
        )
        assert [[step.id for step in run.steps] for run in found] == [
            ["open-the-lead", "convert-the-lead"],
            ["go-to-leads", "open-the-lead", "reject"],
        ]

    def test_a_record_opened_after_creating_one_is_the_created_one(self) -> None:
        found = runs(
            click("New lead", LEADS, "link"),
            shown(NEW_LEAD),
            enter("Company"),
            click("Create lead", NEW_LEAD, ends=True),
            shown(LEADS),
            click("?", LEADS, "link"),
            shown(lead(1)),
            click("Convert lead", lead(1)),
        )
        assert len(found) == 1

    def test_looking_something_up_elsewhere_and_coming_back_is_no_new_run(self) -> None:
        found = runs(
            click("?", LEADS, "link"),
            shown(lead(1)),
            click("?", lead(1), "link"),
            shown(lead(2)),
            click("Back", lead(2)),
            shown(lead(1)),
            click("Convert lead", lead(1)),
        )
        assert len(found) == 1

    def test_the_way_to_a_case_that_never_came_is_no_run(self) -> None:
        case = [click("?", LEADS, "link"), shown(lead(1)), click("Convert lead", lead(1))]
        way = [click("Leads", lead(1), "link"), shown(LEADS)]
        other = [click("?", LEADS, "link"), shown(lead(2)), click("Reject", lead(2))]
        back = [click("Leads", lead(2), "link"), shown(LEADS)]
        assert [len(run.steps) for run in runs(*case, *way, *other, *back)] == [2, 4]

    def test_the_first_record_of_another_sort_belongs_to_the_case(self) -> None:
        contact = Page(template="/contacts/:id", kind=PageKind.RECORD, object="contact", instance=9, record=9)
        case = [
            click("?", LEADS, "link"),
            shown(lead(1)),
            click("Convert lead", lead(1)),
            shown(contact),
            click("Save", contact),
        ]
        found = runs(*case, click("Leads", contact, "link"), shown(LEADS), click("?", LEADS, "link"), shown(lead(2)))
        assert [run.object for run in found] == ["lead", "lead"]
        assert [len(run.steps) for run in found] == [3, 2]

    def test_the_same_beginning_after_a_completion_is_another_run(self) -> None:
        once = [click("New", BLANK), enter("Name", BLANK), click("Save", BLANK, ends=True)]
        assert [len(run.steps) for run in runs(*once, *once, *once)] == [2, 2, 2]

    def test_a_case_is_named_after_its_records(self) -> None:
        assert runs(click("?", LEADS, "link"), shown(lead()), click("Convert lead", lead()))[0].object == "lead"


@pytest.mark.parametrize(
    ("event", "weakness"),
    [
        pytest.param(click("", lead(), "button"), Weakness.UNLABELLED, id="no label"),
        pytest.param(choose("Status", "", lead()), Weakness.OPTION_NOT_RECORDED, id="no option"),
        pytest.param(click("?", lead(), "link"), Weakness.WITHHELD, id="withheld, and no sort of record known"),
    ],
)
def test_a_weak_step_says_why(event: Event, weakness: Weakness) -> None:
    (run,) = runs(event, message(Kind.TOAST, "Done"))
    assert run.steps[0].weaknesses == ((weakness, 1),)


ANY = st.sampled_from(
    [
        click("New lead", LEADS, "link"),
        click("?", LEADS, "link"),
        click("Convert lead", lead(1)),
        click("Save", NEW_LEAD, ends=True),
        click("", lead(2), "img"),
        enter("Company"),
        enter("", secret=True),
        choose("Status", "Open", lead(2)),
        choose("Owner"),
        tick("Hot", lead(1)),
        shown(NEW_LEAD),
        shown(lead(1)),
        shown(lead(2)),
        shown(LEADS, arrival=Arrival.SUBMITTED),
        message(Kind.TOAST, "Saved"),
        message(Kind.ERROR, "Required"),
        Event(number=1, kind=Kind.NAVIGATE, app="crm", page=LEADS),
        Event(number=1, kind=Kind.VERIFY, app="crm", page=LEADS),
        Event(number=1, kind=Kind.DRAG, app="crm", page=LEADS),
        Event(number=1, kind=Kind.COPY, app="excel"),
    ]
)


@given(st.lists(ANY, max_size=40))
def test_every_act_is_in_one_step_which_begins_with_a_capital_and_has_its_own_id(events: list[Event]) -> None:
    work = work_of(recording(*events), builtin())
    placed = [number for run in work.runs for step in run.steps for number in step.events]
    placed += [number for number, _ in work.left_out]
    assert sorted(placed) == list(range(1, len(events) + 1))
    for run in work.runs:
        assert len({step.id for step in run.steps}) == len(run.steps)
        assert [step.number for step in run.steps] == list(range(1, len(run.steps) + 1))
        for step in run.steps:
            assert step.do[0].isupper()
            assert step.title[0].isupper()
            assert step.do.count("*") % 2 == 0


def test_no_time_is_unknown_not_zero() -> None:
    work = work_of(recording(click("Save")), builtin())
    assert work.times is None
    assert work.runs[0].steps[0].times is None
    assert work.runs[0].times is None


def test_a_secret_keeps_nothing_but_its_class() -> None:
    (step,) = runs(enter("", secret=True))[0].steps
    assert step.acts[0].value is not None
    assert step.acts[0].value.value_class is ValueClass.SECRET
    assert "secret value" in step.do


def test_a_message_that_says_so_is_a_refusal() -> None:
    said = {"Party is required": True, "The mail could not be sent": True, "Record saved": False}
    for text, failed in said.items():
        (run,) = work_of(recording(click("Save", lead()), message(Kind.TOAST, text)), builtin()).runs
        assert run.steps[-1].failed is failed
