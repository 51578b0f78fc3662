import gzip
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from sopwright.errors import InputError
from sopwright.log.encoding import encoded
from sopwright.log.reading import Reading
from sopwright.log.xes import read_xes

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
DAY = "2026-03-02T10:00:00.000+01:00"


def event(activity: str, time: str = DAY, more: str = "") -> str:
    name = f'<string key="concept:name" value="{activity}"/>' if activity else ""
    stamp = f'<date key="time:timestamp" value="{time}"/>' if time else ""
    return f"<event>{name}{stamp}{more}</event>"


def trace(case: str, *events: str, more: str = "") -> str:
    name = f'<string key="concept:name" value="{case}"/>' if case else ""
    return f"<trace>{name}{more}{''.join(events)}</trace>"


def log(*traces: str, head: str = "") -> str:
    return f'{HEADER}<log xes.version="1.0">{head}{"".join(traces)}</log>'


def read(path: Path, text: str | bytes) -> Reading:
    file = path / "leads.xes"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_xes(file, "leads.xes")


def refusal(path: Path, text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(path, text)
    return str(caught.value)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("file", "events", "cases", "activities", "resources"),
    [
        pytest.param("bpic2012.xes.gz", 262_200, 13_087, 24, 68, id="BPIC 2012: 68 people, and rows without one"),
        pytest.param("helpdesk.xes.gz", 21_348, 4_580, 14, 22, id="helpdesk"),
        pytest.param("sepsis.xes.gz", 15_214, 1_050, 16, 0, id="sepsis: groups, no people"),
    ],
)
def test_real_logs_hold_what_is_known_of_them(
    realdata: Path, file: str, events: int, cases: int, activities: int, resources: int
) -> None:
    reading = read_xes(realdata / "logs" / file, file)
    found = encoded([reading])

    assert len(reading.refused) == 0
    assert (found.events, found.cases, len(found.activity.labels)) == (events, cases, activities)
    assert (0 if found.resource is None else len(found.resource.labels)) == resources
    assert reading.rows["row"].to_list() == list(range(1, events + 1))


@pytest.mark.realdata
def test_bpic_2012_has_its_times_in_utc_and_its_life_cycle(realdata: Path) -> None:
    reading = read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012.xes.gz")
    rows = reading.rows

    assert rows["time"].min() == datetime(2011, 9, 30, 22, 38, 44, 546_000, tzinfo=UTC)
    assert rows["time"].max() == datetime(2012, 3, 14, 15, 4, 54, 681_000, tzinfo=UTC)
    assert dict(rows["lifecycle"].value_counts().iter_rows()) == {
        "SCHEDULE": 26_318,
        "START": 71_376,
        "COMPLETE": 164_506,
    }
    # 69 in lists of known figures counts the rows that name nobody as one more resource.
    assert rows["resource"].null_count() == 18_010
    assert rows["case:REG_DATE"].dtype == pl.Datetime("us", "UTC")
    (note,) = reading.notes
    assert note == (
        "bpic2012.xes.gz: activities are concept:name; the file also names a classifier “Activity classifier” "
        "(concept:name + lifecycle:transition)."
    )


@pytest.mark.realdata
@pytest.mark.parametrize(("file", "variants"), [("bpic2012", 4_366), ("helpdesk", 226), ("sepsis", 846)])
def test_real_logs_have_the_known_number_of_variants(realdata: Path, file: str, variants: int) -> None:
    found = encoded([read_xes(realdata / "logs" / f"{file}.xes.gz", file)])
    sequences = {
        found.activity.codes[begin:end].tobytes()
        for begin, end in zip(found.offsets[:-1], found.offsets[1:], strict=True)
    }

    assert len(sequences) == variants


@pytest.mark.realdata
def test_sepsis_keeps_the_types_of_its_attributes(realdata: Path) -> None:
    rows = read_xes(realdata / "logs" / "sepsis.xes.gz", "sepsis").rows

    assert rows.select("Age", "CRP", "Hypoxie").dtypes == [pl.Int64(), pl.Float64(), pl.Boolean()]
    assert rows["Age"][0] == 85


def test_an_event_is_a_row_under_our_names(tmp_path: Path) -> None:
    more = (
        '<string key="org:resource" value="Ada"/><string key="org:role" value="SDR"/>'
        '<string key="org:group" value="North"/><string key="lifecycle:transition" value="COMPLETE"/>'
        '<float key="cost:total" value="2.5"/><date key="start_timestamp" value="2026-03-02T09:30:00+01:00"/>'
    )
    reading = read(tmp_path, log(trace("L-1", event("Call", more=more), more='<string key="segment" value="SMB"/>')))

    assert reading.rows.row(0, named=True) == {
        "case": "L-1",
        "activity": "Call",
        "time": datetime(2026, 3, 2, 9, tzinfo=UTC),
        "row": 1,
        "source": "leads.xes",
        "resource": "Ada",
        "role": "SDR",
        "org:group": "North",
        "lifecycle": "COMPLETE",
        "cost:total": 2.5,
        "start": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        "case:segment": "SMB",
    }
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("text", "instant", "note"),
    [
        ("2026-03-02T10:00:00Z", datetime(2026, 3, 2, 10, tzinfo=UTC), False),
        ("2026-03-02T10:00:00.123456789-05:00", datetime(2026, 3, 2, 15, 0, 0, 123_456, tzinfo=UTC), False),
        ("2026-03-02T10:00:00", datetime(2026, 3, 2, 10, tzinfo=UTC), True),
        ("2026-03-02 10:00", datetime(2026, 3, 2, 10, tzinfo=UTC), True),
        ("2026-03-02T10:00+0100", datetime(2026, 3, 2, 9, tzinfo=UTC), False),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC), True),
        ("1969-12-31T23:59:59.5+00:00", datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), False),
    ],
)
def test_a_time_is_read_in_utc_and_its_missing_zone_is_said(
    tmp_path: Path, text: str, instant: datetime, *, note: bool
) -> None:
    reading = read(tmp_path, log(trace("1", event("a", text))))

    assert reading.rows["time"][0] == instant
    assert reading.notes == (("leads.xes: 1 of 1 times name no zone; they were read as UTC.",) if note else ())


def test_a_time_without_a_zone_is_read_in_the_zone_that_the_user_names(tmp_path: Path) -> None:
    file = tmp_path / "a.xes"
    shown_twice, never_shown = "2026-10-25T02:30:00", "2026-03-29T02:30:00"
    due = '<date key="due" value="2026-03-02T10:00:00"/>'
    file.write_text(log(trace("1", event("a", shown_twice, due), event("b", never_shown), event("c", "2026-03-02"))))
    reading = read_xes(file, "a.xes", "Europe/Berlin")

    assert reading.rows["time"].to_list() == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 1, 23, tzinfo=UTC),
    ]
    assert reading.rows["due"][0] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert reading.notes[0] == "a.xes: 3 of 3 times name no zone; they were read as Europe/Berlin."


def test_an_event_without_a_name_or_a_time_is_refused_with_its_place(tmp_path: Path) -> None:
    traces = [
        trace("1", event("a"), event("", DAY), event("c", "")),
        trace("2", "<event/>", event("b", "soon"), event("d")),
    ]
    reading = read(tmp_path, log(*traces))

    assert reading.rows["row"].to_list() == [1, 6]
    assert reading.refused.rows() == [
        ("leads.xes", 2, "concept:name", "", "event 2 of trace 1 has no concept:name"),
        ("leads.xes", 3, "time:timestamp", "", "event 3 of trace 1 has no time:timestamp"),
        ("leads.xes", 4, "concept:name", "", "event 1 of trace 2 has no concept:name"),
        (
            "leads.xes",
            5,
            "time:timestamp",
            "soon",
            "event 2 of trace 2: time:timestamp is no time as ISO 8601 writes it",
        ),
    ]


def test_a_default_that_the_file_declares_is_not_taken_for_a_time_that_was_recorded(tmp_path: Path) -> None:
    head = '<global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>'
    reading = read(tmp_path, log(trace("1", event("a"), event("b", "")), head=head))

    assert (len(reading.rows), len(reading.refused)) == (1, 1)


def test_an_event_outside_of_any_trace_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, log(event("a"), trace("1", event("b"))))

    assert reading.rows["row"].to_list() == [2]
    assert reading.refused["reason"].to_list() == ["the event is outside of any trace"]


def test_a_case_called_na_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, log(trace("NA", event("a")))).rows["case"].to_list() == ["NA"]


def test_traces_without_a_name_are_named_by_another_id_or_their_number(tmp_path: Path) -> None:
    traces = [trace("", event("a"), more='<string key="ID" value="Q-7"/>'), trace("", event("b")), trace("x")]
    reading = read(tmp_path, log(*traces))

    assert reading.rows["case"].to_list() == ["Q-7", "trace 2"]
    assert reading.notes == (
        "leads.xes: 1 of 3 traces have no concept:name; their case is named by “ID”.",
        "leads.xes: 1 of 3 traces have no name; their case is named by their number, from 1.",
        "leads.xes: 1 of 3 traces hold no event and are left out.",
    )


def test_traces_of_one_name_are_one_case_and_a_note_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, log(trace("1", event("a")), trace("2", event("b")), trace("1", event("c"))))

    assert reading.rows["case"].to_list() == ["1", "2", "1"]
    assert reading.notes == (
        "leads.xes: 2 traces share their name with others, such as “1”; traces of one name are one case.",
    )


@pytest.mark.parametrize(
    ("attributes", "expected", "note"),
    [
        pytest.param(['<int key="n" value="7"/>', '<float key="n" value="1.5"/>'], [7.0, 1.5], "", id="numbers"),
        pytest.param(['<int key="n" value="7"/>', '<string key="n" value="x"/>'], ["7", "x"], "", id="mixed types"),
        pytest.param(
            ['<int key="n" value="7"/>', '<int key="n" value="99999999999999999999"/>'],
            ["7", "99999999999999999999"],
            "1 of 2 values of “n” are no int, such as “99999999999999999999”; the attribute was kept as text",
            id="a number with more digits than a number holds",
        ),
        pytest.param(
            ['<boolean key="n" value="true"/>', '<boolean key="n" value="perhaps"/>'],
            ["true", "perhaps"],
            "1 of 2 values of “n” are no boolean, such as “perhaps”; the attribute was kept as text",
            id="a flag that is none",
        ),
        pytest.param(['<id key="n" value="x"/>', ""], ["x", None], "", id="an id that is no UUID"),
        pytest.param(
            ['<string key="n" value="x"/><string key="n" value="y"/>', ""], ["x; y", None], "", id="stated twice"
        ),
        pytest.param(
            ['<date key="n" value="2026-03-02T00:00:00Z"/>', ""],
            [datetime(2026, 3, 2, tzinfo=UTC), None],
            "",
            id="date",
        ),
    ],
)
def test_an_attribute_has_its_type_or_is_text(
    tmp_path: Path, attributes: list[str], expected: list[object], note: str
) -> None:
    reading = read(tmp_path, log(trace("1", *(event("a", more=more) for more in attributes))))

    assert reading.rows["n"].to_list() == expected
    assert reading.notes == ((f"leads.xes: {note}.",) if note else ())


def test_attributes_that_are_called_like_our_columns_keep_apart(tmp_path: Path) -> None:
    more = '<string key="source" value="web"/><string key="case:tier" value="gold"/>'
    rows = read(tmp_path, log(trace("1", event("a", more=more)))).rows

    assert (rows["source"][0], rows["event:source"][0], rows["event:case:tier"][0]) == ("leads.xes", "web", "gold")


def test_nested_attributes_and_lists_are_kept_under_their_path(tmp_path: Path) -> None:
    more = (
        '<float key="cost:total" value="9"><string key="cost:currency" value="EUR"/></float>'
        '<list key="tags"><values><string key="tag" value="a"/><string key="tag" value="b"/></values></list>'
    )
    rows = read(tmp_path, log(trace("1", event("a", more=more)))).rows

    assert (rows["cost:total"][0], rows["cost:total/cost:currency"][0], rows["tags/tag"][0]) == (9.0, "EUR", "a; b")


def test_a_file_without_extensions_is_read_by_its_own_names_and_says_so(tmp_path: Path) -> None:
    text = (
        '<string key="Activity" value="Call"/><date key="Timestamp" value="2026-03-02T10:00:00Z"/>'
        '<string key="Role" value="SDR"/>'
    )
    reading = read(tmp_path, f'<log><trace><string key="Case ID" value="7"/><event>{text}</event></trace></log>')

    assert reading.rows.select("case", "activity", "Role").row(0) == ("7", "Call", "SDR")
    assert reading.notes == (
        "leads.xes: no event has concept:name; activities are “Activity”.",
        "leads.xes: no event has time:timestamp; times are “Timestamp”.",
        "leads.xes: 1 of 1 traces have no concept:name; their case is named by “Case ID”.",
    )


def test_a_classifier_names_activities_that_have_no_name(tmp_path: Path) -> None:
    head = '<classifier name="Steps" keys="step \'sub step\'"/>'
    more = '<string key="step" value="Call"/><string key="sub step" value="Dial"/>'
    reading = read(tmp_path, log(trace("1", event("", more=more)), head=head))

    assert reading.rows["activity"].to_list() == ["Call+Dial"]
    assert reading.notes == (
        "leads.xes: no event has concept:name; activities are the classifier “Steps” (step + sub step).",
    )


def test_an_extension_may_have_a_prefix_of_its_own(tmp_path: Path) -> None:
    head = '<extension name="Concept" prefix="c" uri="x"/><extension name="Time" prefix="t" uri="y"/>'
    body = '<string key="c:name" value="a"/><date key="t:timestamp" value="2026-03-02T10:00:00Z"/>'
    text = log(f'<trace><string key="c:name" value="1"/><event>{body}</event></trace>', head=head)
    reading = read(tmp_path, text)

    assert (reading.rows["case"][0], reading.rows["activity"][0], reading.notes) == ("1", "a", ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(log(trace("é", event("a &amp; b"))).encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + log(trace("é", event("a &amp; b"))).encode(), id="UTF-8 with a mark"),
        pytest.param(
            log(trace("é", event("a &amp; b"))).replace("UTF-8", "ISO-8859-1").encode("latin-1"), id="Latin-1"
        ),
        pytest.param(log(trace("é", event("a &amp; b"))).replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"),
        pytest.param(gzip.compress(log(trace("é", event("a &amp; b"))).encode()), id="compressed"),
        pytest.param(
            log(trace("é", event("a &amp; b")))
            .replace("<log", '<x:log xmlns:x="http://www.xes-standard.org/"')
            .replace("</log", "</x:log")
            .encode(),
            id="with a prefix",
        ),
        pytest.param(log(trace("é", event("a &#38; b"), more="<!-- <event> -->")).encode(), id="with a comment"),
        pytest.param(log(trace("é", event("a\n&amp; b"))).encode(), id="with a line end, which XML makes a blank"),
    ],
)
def test_any_xml_is_understood(tmp_path: Path, text: bytes) -> None:
    assert read(tmp_path, text).rows.select("case", "activity").row(0) == ("é", "a & b")


def test_references_are_resolved_as_xml_does_and_not_as_browsers_do(tmp_path: Path) -> None:
    rows = read(tmp_path, log(trace("1", event("&#150;&#x96;&#10;&lt;&#128512;&quot;&apos;")))).rows

    assert rows["activity"][0] == "\x96\x96\n<😀\"'"


def test_a_very_long_value_is_kept(tmp_path: Path) -> None:
    more = f'<string key="note" value="{"x" * 5_000_000}"/>'
    rows = read(tmp_path, log(trace("1", event("a", more=more), event("b")), trace("2", event("a")))).rows

    assert len(rows["note"][0]) == 5_000_000


WHOLE = log(trace("1", event("a")), trace("2", event("b")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            WHOLE[:-40],
            "leads.xes:2: expected </log> at the end, found a file that is cut off after 2 events. "
            "Export or download it again.",
            id="cut off",
        ),
        pytest.param(
            gzip.compress(WHOLE.encode())[:-30],
            "leads.xes: expected a whole gzip file, found one that is cut off or damaged. Download or copy it again.",
            id="cut off when compressed",
        ),
        pytest.param(
            WHOLE.replace("</trace>", "</event>"),
            "leads.xes:2: expected XML, found an error in it (mismatched tag). Export it again.",
            id="mismatched tags",
        ),
        pytest.param(
            "<html><body/></html>",
            "leads.xes: expected an XES log, found XML that begins with <html>. "
            "Choose an XES file, or export the log as CSV.",
            id="other XML",
        ),
        pytest.param(
            "case,activity\n1,a\n",
            "leads.xes: expected an XES log, found a file that is not XML. Choose an XES file (.xes or .xes.gz).",
            id="no XML",
        ),
        pytest.param(
            "",
            "leads.xes: expected an XES log, found a file that is not XML. Choose an XES file (.xes or .xes.gz).",
            id="nothing",
        ),
        pytest.param(
            WHOLE.replace("UTF-8", "UTF-88"),
            "leads.xes: expected XML in a known encoding, found unknown encoding: UTF-88. Save it in UTF-8.",
            id="in no known encoding",
        ),
        pytest.param(
            WHOLE.replace('"a"', '"&#0;"'),
            "leads.xes:2: expected XML, found an error in it (reference to invalid character number). Export it again.",
            id="a character that XML forbids",
        ),
        pytest.param(
            log(), "leads.xes: expected at least one event, found none. Choose another file.", id="without a trace"
        ),
        pytest.param(
            log(trace("1")),
            "leads.xes: expected at least one event, found none. Choose another file.",
            id="without an event",
        ),
        pytest.param(
            log(trace("1", '<event><int key="step" value="1"/></event>')),
            "leads.xes: expected concept:name at events, found step. Name the activity concept:name, or use CSV.",
            id="without names",
        ),
        pytest.param(
            log(trace("1", event("a", ""))),
            "leads.xes: expected time:timestamp at events, found concept:name. Export the log with its times.",
            id="without times",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert refusal(tmp_path, text) == message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file, found none that can be read"):
        read_xes(tmp_path / "none.xes", "none.xes")
