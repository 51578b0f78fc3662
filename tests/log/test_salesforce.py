"""Field history of Salesforce beside its tables: one history a record, told once."""

from pathlib import Path

import pytest
from tests.log.tables import at, events, readings, refusals

from sopwright.log.encoding import encoded
from sopwright.log.event_log import Moments
from sopwright.log.options import Options
from sopwright.log.reading import CREATED, OLD_OWNER, OWNER

HISTORY = """Id,LeadId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue
h1,00Q000000000001AAA,005000000000001AAA,2026-01-05T09:00:00.000+0000,created,Text,,
h2,00Q000000000001AAA,005000000000001AAA,2026-01-05T09:05:00.000+0000,Owner,Text,Queue,Ana
h3,00Q000000000001AAA,005000000000001AAA,2026-01-05T09:05:00.000+0000,Owner,EntityId,00G000000000001AAA,005000000000002AAA
h4,00Q000000000001AAA,005000000000002AAA,2026-01-05T10:00:00.000+0000,Status,Text,New,MQL
h5,00Q000000000001AAA,005000000000002AAA,2026-01-06T10:00:00.000+0000,Notes__c,Text,,secret words
h6,00Q000000000001AAA,005000000000002AAA,2026-01-07T10:00:00.000+0000,Rating,Text,Hot,
h7,00Q000000000002AAA,005000000000002AAA,2026-01-07T11:00:00.000+0000,Status,Text,New,Rejected
"""
LEADS = """\
Id,LastName,Email,Company,LeadSource,Country,Status,OwnerId,CreatedDate,IsConverted,ConvertedDate,ConvertedOpportunityId
00Q000000000001AAA,Smith,s@example.com,Acme,Web,DE,MQL,005000000000002AAA,2026-01-05T09:00:00.000+0000,true,2026-01-08,006000000000001AAA
00Q000000000002AAA,Jones,j@example.com,Bolt,Web,DE,Rejected,005000000000002AAA,2026-01-06T09:00:00.000+0000,false,,
00Q000000000003AAA,Brown,b@example.com,Cord,Event,FR,New,005000000000001AAA,2026-01-06T09:30:00.000+0000,false,,
00Q000000000004AAA,Green,g@example.com,Dock,Event,FR,New,005000000000001AAA,,false,,
"""
USERS = "Id,Name,Username,IsActive\n005000000000001AAA,Robot,robot@x,true\n005000000000002AAA,Ana,ana@x,true\n"


def test_a_history_alone_is_one_event_a_change(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, history=HISTORY)
    assert events(reading, "activity", OWNER, OLD_OWNER, "resource", "row") == [
        ("Lead created", "Queue", None, "005000000000001AAA", 2),
        ("Owner changed", "Ana", "Queue", "005000000000001AAA", 3),
        ("Lead Status: MQL", None, None, "005000000000002AAA", 5),
        ("Notes changed", None, None, "005000000000002AAA", 6),
        ("Rating cleared", None, None, "005000000000002AAA", 7),
        ("Lead Status: Rejected", None, None, "005000000000002AAA", 8),
    ]
    assert reading.looked_up == 1
    assert reading.notes[1:] == (
        "history.csv: 1 change is told twice, with names and with ids; each is one event, with the names.",
        "history.csv: values of Notes are withheld; --values names fields whose values may be kept.",
    )


def test_free_text_is_kept_only_when_the_user_names_the_field(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, Options(values=frozenset({"Notes"})), history=HISTORY)
    assert "Notes: secret words" in reading.rows["activity"].to_list()


def test_changes_that_are_told_with_ids_only_are_kept_with_the_names_of_users(tmp_path: Path) -> None:
    only_ids = "\n".join(line for line in HISTORY.splitlines() if not line.startswith("h2"))
    found = readings(tmp_path, history=only_ids, users=USERS)
    assert ("Owner changed", "Ana", "00G000000000001AAA") in events(found, "activity", OWNER, OLD_OWNER)


def test_tables_add_creation_conversion_and_what_is_known(tmp_path: Path) -> None:
    found = readings(tmp_path, history=HISTORY, leads=LEADS, users=USERS)
    assert events(found, "case", "activity", "time", "resource", OWNER) == [
        ("00Q000000000001AAA", "Lead created", at("2026-01-05T09:00"), "Robot", "Queue"),
        ("00Q000000000001AAA", "Owner changed", at("2026-01-05T09:05"), "Robot", "Ana"),
        ("00Q000000000001AAA", "Lead Status: MQL", at("2026-01-05T10:00"), "Ana", None),
        ("00Q000000000001AAA", "Notes changed", at("2026-01-06T10:00"), "Ana", None),
        ("00Q000000000001AAA", "Rating cleared", at("2026-01-07T10:00"), "Ana", None),
        ("00Q000000000001AAA", "Lead converted", at("2026-01-08"), None, None),
        ("00Q000000000002AAA", "Lead created", at("2026-01-06T09:00"), None, "Ana"),
        ("00Q000000000002AAA", "Lead Status: Rejected", at("2026-01-07T11:00"), "Ana", None),
        ("00Q000000000003AAA", "Lead created", at("2026-01-06T09:30"), None, "Robot"),
    ]
    assert refusals(found[1]) == [(5, "CreatedDate", "", "expected a time, found nothing")]
    log = encoded([each for each in found if len(each.rows)])
    assert set(log.case_attributes) >= {CREATED, "lead source", "country", "current owner", "current status"}
    assert isinstance(log.case_attributes[CREATED], Moments)


def test_nothing_private_of_a_lead_is_kept(tmp_path: Path) -> None:
    found = readings(tmp_path, history=HISTORY, leads=LEADS)
    text = "\n".join(each.rows.write_csv() for each in found)
    for word in ("Smith", "example.com", "Acme", "secret words"):
        assert word not in text


def test_a_day_without_a_clock_is_not_before_what_was_done_on_it(tmp_path: Path) -> None:
    leads = LEADS.replace("true,2026-01-08", "true,2026-01-07")
    found = readings(tmp_path, history=HISTORY, leads=leads)
    assert ("Lead converted", at("2026-01-07T10:00")) in events(found, "activity", "time")


def test_ids_of_15_and_of_18_letters_are_the_same_record(tmp_path: Path) -> None:
    short = HISTORY.replace("00Q000000000001AAA", "00Q000000000001").replace("00Q000000000002AAA", "00Q000000000002")
    found = readings(tmp_path, history=short, leads=LEADS)
    assert {case for (case,) in events(found, "case")} == {f"00Q00000000000{number}AAA" for number in (1, 2, 3)}


OPPORTUNITIES = """Id,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon
006000000000001AAA,Acme deal,Closed Won,100,2026-02-01,005000000000002AAA,2026-01-08T12:00:00.000+0000,true,true
006000000000002AAA,Other deal,Prospecting,50,2026-12-01,005000000000002AAA,2026-01-09T12:00:00.000+0000,false,false
"""
STAGES = """Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability
s1,006000000000001AAA,005000000000002AAA,2026-01-08T12:00:00.000+0000,Prospecting,90,2026-02-01,10
s2,006000000000001AAA,005000000000002AAA,2026-01-12T12:00:00.000+0000,Prospecting,100,2026-02-01,10
s3,006000000000001AAA,005000000000002AAA,2026-01-20T12:00:00.000+0000,Closed Won,100,2026-02-01,100
"""


def test_an_opportunity_goes_on_with_the_case_of_its_lead(tmp_path: Path) -> None:
    found = readings(tmp_path, leads=LEADS, deals=OPPORTUNITIES, stages=STAGES)
    lead = [row[1:] for row in events(found, "case", "activity", "time") if row[0] == "00Q000000000001AAA"]
    assert lead == [
        ("Lead created", at("2026-01-05T09:00")),
        ("Lead converted", at("2026-01-08T12:00")),  # its day is known, and that the deal was made on it
        ("Opportunity created", at("2026-01-08T12:00")),
        ("Stage: Prospecting", at("2026-01-08T12:00")),
        ("Amount changed", at("2026-01-12T12:00")),
        ("Stage: Closed Won", at("2026-01-20T12:00")),
    ]
    assert "1 opportunity goes on with the case of the lead that was converted." in found[0].notes
    assert [row[1] for row in events(found, "case", "activity") if row[0] == "006000000000002AAA"] == [
        "Opportunity created"
    ]


def test_an_opportunity_without_history_is_closed_on_its_close_date(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, deals=OPPORTUNITIES)
    assert events(reading, "activity", "time")[:2] == [
        ("Opportunity created", at("2026-01-08T12:00")),
        ("Opportunity closed: Closed Won", at("2026-02-01")),
    ]
    assert len(reading.rows) == 3


def test_a_second_row_of_a_record_is_refused(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, leads=LEADS + LEADS.splitlines()[1] + "\n")
    assert refusals(reading)[-1] == (
        6, "Id", "00Q000000000001AAA", "expected one row a record, found another with this id",
    )  # fmt: skip


def test_a_report_of_histories_is_read_by_its_labels(tmp_path: Path) -> None:
    text = (
        "Lead ID,Edit Date,Edited By,Field / Event,Old Value,New Value\n"
        "00Q1,1/13/2026 9:00 AM,Ana,Lead Status,New,Working\n00Q1,1/13/2026 9:30 AM,Ana,Lead Owner,Ben,Ana\n"
    )
    (reading,) = readings(tmp_path, report=text)
    assert events(reading, "activity", "time", "resource", OWNER, OLD_OWNER) == [
        ("Lead Status: Working", at("2026-01-13T09:00"), "Ana", None, None),
        ("Owner changed", at("2026-01-13T09:30"), "Ana", "Ana", "Ben"),
    ]


def test_options_that_name_columns_read_it_as_any_table(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, Options(case="LeadId", activity="Field", time="CreatedDate"), history=HISTORY)
    assert reading.rows["activity"].to_list()[:2] == ["created", "Owner"]
    assert reading.looked_up == 0


def test_rows_without_record_field_or_time_are_refused(tmp_path: Path) -> None:
    text = HISTORY + "h8,,u,2026-01-05,Status,Text,a,b\nh9,00Q1,u,,Status,Text,a,b\nh10,00Q1,u,2026-01-05,,Text,a,b\n"
    (reading,) = readings(tmp_path, history=text)
    assert [(line, column) for line, column, _, _ in refusals(reading)] == [
        (9, "LeadId"),
        (10, "CreatedDate"),
        (11, "Field"),
    ]


@pytest.mark.realdata
def test_tables_of_a_real_org_are_read(realdata: Path) -> None:
    from sopwright.log.formats import read_all  # noqa: PLC0415 - the only test that needs it

    folder = realdata / "leads" / "salesforce" / "seeds"
    names = ["sf_opportunity_history_data.csv", "sf_opportunity_data.csv", "sf_lead_data.csv", "sf_user_data.csv"]
    found = read_all([(folder / name, name) for name in names], Options())
    assert [(each.read, len(each.refused)) for each in found] == [(10, 0), (10, 0), (1, 0), (10, 0)]
    assert encoded([each for each in found if len(each.rows)]).cases == 11


TASKS = """Id,WhoId,WhatId,Status,IsClosed,TaskSubtype,OwnerId,CreatedDate,CompletedDateTime,Subject
t1,00Q000000000001AAA,,Completed,true,Call,005000000000002AAA,2026-01-05T09:20:00Z,2026-01-05T09:30:00Z,Ring Smith
t2,003000000000001AAA,,Completed,true,Email,005000000000002AAA,2026-01-09T09:20:00.000+0000,,Write Smith
t3,,006000000000002AAA,Completed,true,Task,005000000000002AAA,2026-01-10T09:20:00.000+0000,,Do
t4,00Q000000000002AAA,,Not Started,false,Call,005000000000002AAA,2026-01-10T09:20:00.000+0000,,Ring Jones
t5,,,Completed,true,Call,005000000000002AAA,2026-01-10T09:20:00.000+0000,,Nobody
"""


def test_tasks_that_are_done_are_events_of_leads_contacts_and_deals(tmp_path: Path) -> None:
    leads = LEADS.replace("ConvertedOpportunityId", "ConvertedContactId").replace(
        "006000000000001AAA", "003000000000001AAA"
    )
    found = readings(tmp_path, tasks=TASKS, leads=leads, users=USERS)
    assert events(found[0], "case", "activity", "time", "resource") == [
        ("006000000000002AAA", "Task", at("2026-01-10T09:20"), "Ana"),
        ("00Q000000000001AAA", "Call", at("2026-01-05T09:30"), "Ana"),
        ("00Q000000000001AAA", "Email", at("2026-01-09T09:20"), "Ana"),
    ]
    assert refusals(found[0]) == [
        (5, "Status", "Not Started", "expected a task that is done, found an open one"),
        (6, "WhoId", "", "expected a record that the task is for, found nothing"),
    ]
    assert "1 contact goes on with the case of the lead that was converted." in found[0].notes
    assert "Smith" not in found[0].rows.write_csv()


def test_headers_in_capitals_as_the_data_loader_writes_them_are_the_same(tmp_path: Path) -> None:
    capitals = [text.partition("\n") for text in (HISTORY, LEADS, USERS)]
    history, leads, users = (f"{header.upper()}\n{rows}" for header, _, rows in capitals)
    shouted = readings(tmp_path, history=history, leads=leads, users=users)
    usual = readings(tmp_path, history=HISTORY, leads=LEADS, users=USERS)
    columns = ("case", "activity", "time", "resource", OWNER, OLD_OWNER)
    assert events(shouted, *columns) == events(usual, *columns)
    assert shouted[1].rows.columns == usual[1].rows.columns
