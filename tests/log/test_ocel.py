import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from r4pm import export_item, import_item, remove_item

from sopwright.errors import InputError
from sopwright.log.flattening import flatten
from sopwright.log.objects import TypeSummary, overview
from sopwright.log.ocel import read_objects, read_ocel

AT = "2026-03-02T{:02}:00:00Z"


def entry(identity: str, kind: str, hour: int, *objects: str, **attributes: object) -> dict[str, Any]:
    return {
        "id": identity,
        "type": kind,
        "time": AT.format(hour),
        "attributes": [{"name": name, "value": value} for name, value in attributes.items()],
        "relationships": [{"objectId": each, "qualifier": ""} for each in objects],
    }


def thing(identity: str, kind: str, *values: tuple[str, str, Any], related: str = "") -> dict[str, Any]:
    return {
        "id": identity,
        "type": kind,
        "attributes": [{"name": name, "time": time, "value": value} for name, time, value in values],
        "relationships": [{"objectId": related, "qualifier": "of"}] if related else [],
    }


FIRST = "1970-01-01T00:00:00Z"
SALES: dict[str, Any] = {
    "objectTypes": [
        {
            "name": "lead",
            "attributes": [{"name": "segment", "type": "string"}, {"name": "score", "type": "integer"}],
        },
        {"name": "account", "attributes": []},
        {"name": "rep", "attributes": []},
        {"name": "deal", "attributes": []},
    ],
    "eventTypes": [
        {"name": "call", "attributes": [{"name": "minutes", "type": "float"}]},
        *({"name": name, "attributes": []} for name in ("create", "offer", "clean up")),
    ],
    "objects": [
        thing(
            "L1", "lead", ("segment", FIRST, "SMB"), ("score", FIRST, 10), ("score", AT.format(11), 40), related="A1"
        ),
        thing("L2", "lead", ("segment", FIRST, "ENT"), ("score", FIRST, 20), related="A1"),
        thing("L3", "lead"),
        thing("A1", "account"),
        thing("R1", "rep"),
        thing("R2", "rep"),
        thing("D1", "deal"),
        thing("D2", "deal"),
    ],
    "events": [
        entry("e1", "create", 9, "L1", "R1"),
        entry("e2", "call", 10, "L1", "L2", "R1", minutes=2.5),
        entry("e3", "call", 12, "L1", "R1", "R2", minutes=4),
        entry("e4", "offer", 13, "L1", "D1", "R1"),
        entry("e5", "offer", 14, "L1", "D2", "R1"),
        entry("e6", "clean up", 15, "A1"),
    ],
}


def written(path: Path, document: object, name: str = "sales.json") -> Path:
    file = path / name
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return file


def other_form(path: Path, suffix: str) -> Path:
    """Return the log of sales as r4pm writes it in another form."""
    item = import_item("OCEL", str(written(path, SALES)))
    file = path / f"sales.{suffix}"
    export_item(item, str(file))
    remove_item(item)
    return file


@pytest.mark.parametrize("suffix", ["json", "xml", "sqlite"])
def test_a_lead_is_a_case_and_keeps_its_account_its_deals_and_its_reps(tmp_path: Path, suffix: str) -> None:
    file = written(tmp_path, SALES) if suffix == "json" else other_form(tmp_path, suffix)
    rows = read_ocel(file, "sales", "lead").rows

    assert rows.select("case", "activity", "resource", "object:deal", "score", "case:segment").rows() == [
        ("L1", "create", "R1", None, 10.0, "SMB"),
        ("L1", "call", "R1", None, 10.0, "SMB"),
        ("L2", "call", "R1", None, 20.0, "ENT"),
        ("L1", "call", "R1; R2", None, 40.0, "SMB"),
        ("L1", "offer", "R1", "D1", 40.0, "SMB"),
        ("L1", "offer", "R1", "D2", 40.0, "SMB"),
    ]
    assert rows["object:rep:count"].to_list() == [1, 1, 1, 2, 1, 1]
    assert rows["case:object:account"].to_list() == ["A1"] * 6
    assert rows["minutes"].to_list() == [None, 2.5, 2.5, 4.0, None, None]


def test_flattening_says_what_it_did_to_the_log(tmp_path: Path) -> None:
    reading, distortion = flatten(read_objects(written(tmp_path, SALES), "sales.json"), "lead")

    assert (distortion.deficient, distortion.idle, distortion.convergent, distortion.copies) == (1, 1, 1, 1)
    # Two offers for different deals; two calls of which the second had another person with it are none.
    assert (distortion.divergent, distortion.divergent_cases, distortion.divergent_types) == (2, 1, ("deal",))
    assert reading.refused.rows() == [
        ("sales.json", 6, "case", "", "no object of type “lead” takes part in it"),
    ]
    assert reading.notes == (
        "sales.json: one case for each object of type “lead”: 6 events became 6 rows of 2 cases.",
        "sales.json: 1 object of type “lead” without an event: no case (deficiency).",
        "sales.json: 1 of 6 events without an object of type “lead”: left out (deficiency).",
        (
            "sales.json: 1 of 6 events with several objects of type “lead”: copied to each, 1 row more than events "
            "(convergence); totals over cases count them repeatedly."
        ),
        (
            "sales.json: 2 rows in 1 case repeat an activity of their case for other objects of type “deal” "
            "(divergence): it looks like rework and may be none, and their order may mean nothing."
        ),
        "sales.json: who did it is the object of type “rep”.",
    )


def test_the_overview_counts_objects_events_and_relations(tmp_path: Path) -> None:
    found = overview(read_objects(written(tmp_path, SALES), "sales.json"))

    assert (found.events, found.without) == (6, 0)
    assert found.types[2:] == (
        TypeSummary(type="lead", objects=3, idle=1, events=5, most=2, activities=3),
        TypeSummary(type="rep", objects=2, idle=0, events=5, most=2, activities=3),
    )
    assert ("call", "lead", 2) in found.activities
    assert found.relations == (("lead", "account", 2),)


def test_without_a_type_the_types_are_listed(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_ocel(written(tmp_path, SALES), "sales.json")

    assert str(caught.value) == (
        "sales.json: expected the type of object that is the case, one of account (1 object, 1 event); "
        "deal (2 objects, 2 events); lead (3 objects, 5 events); rep (2 objects, 5 events); found none. "
        "Choose one with --case-type."
    )
    with pytest.raises(InputError, match="found “leads”, which is none of them"):
        read_ocel(written(tmp_path, SALES), "sales.json", "leads")


@pytest.mark.realdata
def test_a_real_log_of_version_1_is_read(realdata: Path) -> None:
    file = realdata / "logs" / "recruiting-red.jsonocel"
    reading = read_ocel(file, "recruiting", "applications")

    assert (len(reading.rows), reading.rows["case"].n_unique(), len(reading.refused)) == (6_607, 916, 0)
    assert reading.notes == (
        "recruiting: one case for each object of type “applications”: 6,607 events became 6,607 rows of 916 cases.",
    )
    offers = read_ocel(file, "recruiting", "offers")
    assert (len(offers.rows), offers.rows["case"].n_unique(), len(offers.refused)) == (270, 135, 6_337)


OLD_XML = """<?xml version="1.0"?><log><global scope="log"/><events><event>
<string key="id" value="e1"/><string key="activity" value="call"/><date key="timestamp" value="2026-03-02T10:00:00Z"/>
<list key="omap"><string key="object-id" value="L1"/></list><list key="vmap"><int key="n" value="3"/></list></event>
</events><objects><object><string key="id" value="L1"/><string key="type" value="lead"/>
<list key="ovmap"><string key="segment" value="SMB"/></list></object></objects></log>"""
OLD_JSON = {
    "ocel:events": {
        "e1": {
            "ocel:activity": "call",
            "ocel:timestamp": "2026-03-02 10:00:00",
            "ocel:omap": ["L1"],
            "ocel:vmap": {"n": 3},
        }
    },
    "ocel:objects": {"L1": {"ocel:type": "lead", "ocel:ovmap": {"segment": "SMB"}}},
}


@pytest.mark.parametrize("document", [pytest.param(OLD_XML, id="XML"), pytest.param(OLD_JSON, id="JSON")])
def test_version_1_is_read(tmp_path: Path, document: object) -> None:
    rows = read_ocel(written(tmp_path, document), "old", "lead").rows

    assert rows.select("case", "activity", "n", "case:segment").rows() == [("L1", "call", 3, "SMB")]
    assert rows["time"].dt.hour().to_list() == [10]


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sales.json.gz"
    file.write_bytes(gzip.compress(json.dumps(SALES).encode()))

    assert len(read_ocel(file, "sales", "lead").rows) == 6


def test_events_keep_the_order_of_the_file_where_times_are_equal(tmp_path: Path) -> None:
    events = [entry("z", "first", 9, "L1"), entry("a", "second", 9, "L1")]
    rows = read_ocel(written(tmp_path, {**SALES, "events": events}), "sales", "lead").rows

    assert rows["activity"].to_list() == ["first", "second"]


def test_an_event_without_a_type_or_a_time_is_refused(tmp_path: Path) -> None:
    events = [entry("e1", "", 9, "L1"), {**entry("e2", "call", 9, "L1"), "time": "soon"}, entry("e3", "call", 9, "L1")]
    reading = read_ocel(written(tmp_path, {**SALES, "events": events}), "sales", "lead")

    assert reading.rows["row"].to_list() == [3]
    assert reading.refused.rows() == [
        ("sales", 1, "type", "", "event “e1” has no type"),
        ("sales", 2, "time", "soon", "event “e2” has no time as ISO 8601 writes it"),
    ]


def test_an_object_that_is_not_declared_is_said(tmp_path: Path) -> None:
    events = [entry("e1", "call", 9, "L1", "ghost")]
    reading = read_ocel(written(tmp_path, {**SALES, "events": events}), "sales", "lead")

    assert reading.notes[0] == "sales: 1 object takes part in events without being declared, such as “ghost”."


def test_a_value_since_a_time_that_is_none_is_left_out_and_said(tmp_path: Path) -> None:
    objects = [thing("L1", "lead", ("segment", FIRST, "SMB"), ("segment", "soon", "ENT"))]
    document = {**SALES, "objects": objects, "events": [entry("e1", "call", 9, "L1")]}
    reading = read_ocel(written(tmp_path, document), "sales", "lead")

    assert reading.rows["case:segment"].to_list() == ["SMB"]
    assert (
        reading.notes[0] == "sales: 1 value of objects since a time that could not be read, such as “soon”, left out."
    )


def test_attributes_that_are_called_like_our_columns_keep_apart(tmp_path: Path) -> None:
    events = [entry("e1", "call", 9, "L1", source="web", resource="Ada", case="x")]
    rows = read_ocel(written(tmp_path, {**SALES, "events": events}), "sales", "lead").rows

    assert rows.select("source", "event:source", "resource", "event:case").row(0) == ("sales", "web", "Ada", "x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a:1: expected the whole of a JSON file, found one that is cut off. Export it again."),
        ("[]", "a: expected an object with events and objects, found a list. Export it again as OCEL 2.0 JSON."),
        ('{"x": 1}', "a: expected OCEL with events and objects, found JSON with x. Choose an OCEL file."),
        (json.dumps(SALES)[:-200], "a:1: expected the whole of a JSON file, found one that is cut off."),
        ('{"events": [,]}', "a:1: expected JSON, found an error in it (expecting value)."),
        ('{"events": {}, "objects": [3]}', "a: objects[1]: expected an object, found 3."),
        ('{"events": 7, "objects": []}', "a: events: expected a list, found 7."),
        ('{"events": [], "objects": []}', "a: expected at least one event, found none. Choose another file."),
        (
            '{"events": [{"id": "e", "relationships": [{}]}], "objects": []}',
            "a: events[1].relationships[1]: expected objectId, found none.",
        ),
        ("<log><trace/></log>", "a: expected OCEL with events and objects, found XML that begins with <log>."),
        ("<log><events>", "a:1: expected XML, found a file that is cut off."),
        ("<log><events></log>", "a:1: expected XML, found an error in it (mismatched tag"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_objects(written(tmp_path, text), "a")

    assert str(caught.value).startswith(message)


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    file = other_form(tmp_path, "sqlite")
    file.write_bytes(file.read_bytes()[:9000])

    with pytest.raises(InputError) as caught:
        read_objects(file, "sales.sqlite")
    assert str(caught.value) == (
        "sales.sqlite: expected a whole SQLite file, found one that cannot be read: database disk image is malformed. "
        "Export it again as OCEL 2.0."
    )


def test_another_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as database:
        database.execute("create table leads (id integer primary key)")
    database.close()

    with pytest.raises(InputError) as caught:
        read_objects(tmp_path / "a.sqlite", "a.sqlite")
    assert str(caught.value) == (
        "a.sqlite: expected the tables of OCEL 2.0 (event, object, event_map_type, object_map_type, event_object), "
        "found leads. Choose an OCEL 2.0 file."
    )


def test_a_database_with_changes_beside_it_is_refused(tmp_path: Path) -> None:
    file = other_form(tmp_path, "sqlite")
    (tmp_path / "sales.sqlite-wal").write_bytes(b"changes")

    with pytest.raises(InputError, match=r"expected a closed database, found changes beside it in sales\.sqlite-wal"):
        read_objects(file, "sales.sqlite")


def test_an_event_of_a_database_that_has_no_time_is_refused(tmp_path: Path) -> None:
    file = other_form(tmp_path, "sqlite")
    with sqlite3.connect(file) as database:
        database.execute("insert into event values ('e9', 'call')")
        database.execute("insert into event_object values ('e8', 'L1', '')")
    database.close()
    reading = read_ocel(file, "sales", "lead")

    assert reading.refused["reason"].to_list()[-1] == "event “e9” has no time"
    assert reading.notes[0] == "sales: 1 relation to events that the file does not have, left out."


KINDS = ("lead", "deal")
EVENTS = st.lists(
    st.tuples(st.sampled_from(["call", "offer"]), st.sets(st.sampled_from(["L1", "L2", "D1", "D2", "D3"]))), max_size=12
)


@given(EVENTS)
def test_what_flattening_did_is_counted_as_it_is_by_hand(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, set[str]]]
) -> None:
    objects = [thing(identity, KINDS[identity[0] == "D"]) for identity in ("L1", "L2", "D1", "D2", "D3")]
    listed = [entry(f"e{at}", kind, 9, *sorted(taking)) for at, (kind, taking) in enumerate(events)]
    listed.append(entry("last", "call", 10, "L1"))
    document = {"objectTypes": [], "eventTypes": [], "objects": objects, "events": listed}
    log = read_objects(written(tmp_path_factory.getbasetemp(), document), "law")
    reading, found = flatten(log, "lead")

    expected: list[tuple[str, str, frozenset[str]]] = []
    leads_of = []
    for kind, taking in [*events, ("call", {"L1"})]:
        leads = sorted(identity for identity in taking if identity[0] == "L")
        leads_of.append(len(leads))
        expected += [(lead, kind, frozenset(taking) - {"L1", "L2"}) for lead in leads]
    divergent = [
        (lead, kind)
        for lead, kind, _ in expected
        if len({deals for other, same, deals in expected if (other, same) == (lead, kind) and deals}) > 1
    ]

    assert reading.rows.select("case", "activity").rows() == [(lead, kind) for lead, kind, _ in expected]
    assert (found.events, found.rows, found.cases) == (len(leads_of), len(expected), len({row[0] for row in expected}))
    assert (found.deficient, found.convergent) == (leads_of.count(0), leads_of.count(2))
    assert len(reading.refused) == found.deficient
    assert found.copies == leads_of.count(2)
    assert (found.divergent, found.divergent_cases) == (len(divergent), len({lead for lead, _ in divergent}))
