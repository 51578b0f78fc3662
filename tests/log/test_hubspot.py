"""Property history of HubSpot: long and wide, beside contacts, deals, owners and stages."""

from pathlib import Path

import pytest
from tests.log.tables import at, events, readings

from sopwright.log.formats import read_all
from sopwright.log.options import Options
from sopwright.log.reading import OLD_OWNER, OWNER

HISTORY = """contact_id,property,value,timestamp,source,updated-by
7,createdate,1767600000000,1767600000000,FORM,
7,hubspot_owner_id,11,1767600060000,WORKFLOWS,
7,hs_lead_status,ATTEMPTED_TO_CONTACT,1767603600000,CRM_UI,11
7,lifecyclestage,marketingqualifiedlead,1767607200000,CALCULATED,
7,hubspot_owner_id,12,1767610800000,CRM_UI,11
7,firstname,Ann,1767610860000,CRM_UI,11
7,hubspot_owner_id,,1767610920000,CRM_UI,userId:12
"""
OWNERS = "owner_id,email,first_name,last_name\n11,a@x,Ana,North\n12,b@x,Ben,\n"


def test_properties_are_activities_with_their_labels(tmp_path: Path) -> None:
    found = readings(tmp_path, contact_history=HISTORY, owners=OWNERS)
    assert events(found, "activity", "resource", OWNER, OLD_OWNER) == [
        ("Contact created", None, None, None),
        ("Owner changed", None, "Ana North", None),
        ("Lead Status: Attempted to Contact", "Ana North", None, None),
        ("Lifecycle Stage: Marketing Qualified Lead", None, None, None),
        ("Owner changed", "Ana North", "Ben", "Ana North"),
        ("Firstname changed", "Ana North", None, None),
        ("Owner removed", "Ben", None, "Ben"),
    ]
    assert events(found, "time")[0] == (at("2026-01-05T08:00"),)
    assert found[1].looked_up == 2


def test_a_property_with_as_many_changes_as_hubspot_keeps_is_noted(tmp_path: Path) -> None:
    lines = "".join(f"7,dealstage,{number},{1767600000000 + number * 1000},CRM_UI,11\n" for number in range(20))
    (reading,) = readings(tmp_path, deal_history="deal_id,property,value,timestamp,source,updated-by\n" + lines)
    assert reading.notes[-1] == (
        "deal_history.csv: 1 property of a deal changed 20 times or more; "
        "HubSpot keeps no more, earlier ones may be missing."
    )


def test_stages_have_the_labels_of_their_pipeline(tmp_path: Path) -> None:
    history = "deal_id,timestamp,source,name,value\n1,2026-01-05 09:00:00,CRM,dealstage,998\n"
    stages = "stage_id,label,pipeline_id\n998,Demo booked,1\n"
    found = readings(tmp_path, deal=history, stages=stages)
    assert events(found, "activity") == [("Deal Stage: Demo booked",)]


def test_a_wide_export_gives_an_event_for_each_date(tmp_path: Path) -> None:
    text = (
        "Record ID,First Name,Email,Contact owner,Lifecycle Stage,Create Date,"
        "Became a Marketing Qualified Lead Date,Last Modified Date\n"
        "1,Ann,a@x,Ana,Lead,2026-01-05 09:00,,2026-03-01 09:00\n"
        "2,Ben,b@x,Ana,MQL,2026-01-06 09:00,2026-01-07 09:00,2026-03-01 09:00\n"
    )
    (reading,) = readings(tmp_path, contacts=text)
    assert events(reading, "case", "activity", "time", OWNER) == [
        ("1", "Contact created", at("2026-01-05T09:00"), "Ana"),
        ("2", "Contact created", at("2026-01-06T09:00"), "Ana"),
        ("2", "Became a Marketing Qualified Lead", at("2026-01-07T09:00"), None),
    ]
    assert "a@x" not in reading.rows.write_csv()


def test_contacts_and_deals_with_the_same_ids_are_different_cases(tmp_path: Path) -> None:
    contact = "contact_id,timestamp,source,name,value\n1,2026-01-05 09:00:00,CRM,lifecyclestage,lead\n"
    deal = "deal_id,timestamp,source,name,value\n1,2026-01-05 09:00:00,CRM,dealstage,closedwon\n"
    found = readings(tmp_path, contact=contact, deal=deal)
    assert events(found, "case", "activity") == [
        ("Contact 1", "Lifecycle Stage: Lead"),
        ("Deal 1", "Deal Stage: Closed Won"),
    ]


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["contact_property_history_data.csv", "contact_data.csv"], [100, 22]),
        (["deal_property_history_data.csv", "deal_data.csv", "owner_data.csv", "deal_pipeline_stage_data.csv"],
         [100, 44, 100, 71]),
        (["company_property_history_data.csv"], [100]),
        (["ticket_property_history_data.csv"], [15]),
    ],
)  # fmt: skip
def test_tables_of_a_real_account_are_read_whole(realdata: Path, names: list[str], rows: list[int]) -> None:
    folder = realdata / "leads" / "hubspot" / "seeds"
    found = read_all([(folder / name, name) for name in names], Options())
    assert [each.read for each in found] == rows
    assert all(each.refused.is_empty() for each in found)
