from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.encoding import column_of, encoded
from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Moments, Numbers
from sopwright.log.reading import MOMENT, REFUSED, Reading, nothing_refused

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)


def at(hours: int) -> datetime:
    return BEGAN + timedelta(hours=hours)


def reading(rows: list[dict[str, Any]], source: str = "a.csv", notes: tuple[str, ...] = ()) -> Reading:
    frame = pl.DataFrame(
        [{"row": number, "source": source, **row} for number, row in enumerate(rows, 1)], infer_schema_length=None
    )
    times = {name: MOMENT for name in ("time", "start") if name in frame.columns}
    return Reading(rows=frame.cast(times), refused=nothing_refused(), notes=notes)  # type: ignore[arg-type]


def rows_of(*events: tuple[str, str, int], **more: Sequence[object]) -> list[dict[str, Any]]:
    return [
        {"case": case, "activity": activity, "time": at(hour), **{name: values[index] for name, values in more.items()}}
        for index, (case, activity, hour) in enumerate(events)
    ]


def word(column: Column, row: int) -> object:
    """Return one value of a column as a person would write it."""
    if isinstance(column, Coded):
        return column.word(row) or None
    if isinstance(column, Numbers):
        return None if np.isnan(column.values[row]) else float(column.values[row])
    return None if column.values[row] == UNKNOWN else BEGAN + timedelta(microseconds=int(column.values[row]) - EPOCH)


EPOCH = int(BEGAN.timestamp()) * 1_000_000


def as_rows(log: EventLog) -> list[tuple[str, str, int, int, str]]:
    ids = log.case_ids.to_list()
    case = log.case_of()
    return [
        (
            ids[case[row]],
            log.activity.word(row),
            (int(log.time[row]) - EPOCH) // 3_600_000_000,
            int(log.row[row]),
            log.source.word(row),
        )
        for row in range(log.events)
    ]


def test_rows_are_sorted_by_case_then_time_and_ties_keep_the_order_of_reading() -> None:
    events = rows_of(("B", "z", 1), ("A", "late", 5), ("A", "y", 2), ("A", "x", 2), ("B", "a", 1))
    log = encoded([reading(events)])

    assert as_rows(log) == [
        ("A", "y", 2, 3, "a.csv"),
        ("A", "x", 2, 4, "a.csv"),
        ("A", "late", 5, 2, "a.csv"),
        ("B", "z", 1, 1, "a.csv"),
        ("B", "a", 1, 5, "a.csv"),
    ]
    assert log.offsets.tolist() == [0, 3, 5]
    assert log.activity.labels == ("a", "late", "x", "y", "z")


def test_ties_between_files_keep_the_order_of_the_files() -> None:
    one, two = rows_of(("A", "z", 1)), rows_of(("A", "a", 1))

    assert [row[1] for row in as_rows(encoded([reading(one, "1"), reading(two, "2")]))] == ["z", "a"]
    assert [row[1] for row in as_rows(encoded([reading(two, "2"), reading(one, "1")]))] == ["a", "z"]


EVENTS = st.lists(
    st.tuples(st.sampled_from("ABCÄ"), st.sampled_from(["x", "y", "NA", ""]).filter(bool), st.integers(0, 3)),
    min_size=1,
    max_size=25,
)


@given(EVENTS)
def test_nothing_is_added_dropped_or_changed(events: list[tuple[str, str, int]]) -> None:
    expected: dict[str, list[tuple[str, str, int, int, str]]] = defaultdict(list)
    for number, (case, activity, hour) in enumerate(events, 1):
        expected[case].append((case, activity, hour, number, "a.csv"))
    # The oracle: Python's sort is stable.
    wanted = [row for case in sorted(expected) for row in sorted(expected[case], key=lambda row: row[2])]

    assert as_rows(encoded([reading(rows_of(*events))])) == wanted


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_cases_in_the_file_does_not_matter(events: list[tuple[str, str, int]], random: Random) -> None:
    cases = sorted({case for case, _, _ in events})
    shuffled = random.sample(cases, len(cases))
    by_case = [event for case in shuffled for event in events if event[0] == case]

    one, other = encoded([reading(rows_of(*events))]), encoded([reading(rows_of(*by_case))])

    assert [row[:3] for row in as_rows(one)] == [row[:3] for row in as_rows(other)]
    assert one.activity.labels == other.activity.labels
    assert np.array_equal(one.activity.codes, other.activity.codes)


def test_an_attribute_that_is_the_same_throughout_each_case_is_one_of_the_case() -> None:
    events = rows_of(("A", "x", 1), ("A", "y", 2), ("B", "x", 1), segment=["SMB", "SMB", "ENT"], note=["1", None, "1"])
    log = encoded([reading(events)])

    assert [word(log.case_attributes["segment"], case) for case in range(2)] == ["SMB", "ENT"]
    assert [word(log.event_attributes["note"], row) for row in range(3)] == ["1", None, "1"]


def test_with_one_event_a_case_nothing_is_taken_for_an_attribute_of_the_case() -> None:
    assert encoded([reading(rows_of(("A", "x", 1), ("B", "x", 1), n=[1, 2]))]).case_attributes == {}


def test_what_is_stated_of_a_case_is_its_first_value_and_every_other_one_is_kept() -> None:
    values = [None, "SMB", "ENT", "SMB"]
    events = rows_of(("A", "x", 1), ("A", "y", 2), ("A", "z", 3), ("B", "x", 1), **{"case:segment": values})
    log = encoded([reading(events, notes=("from the reader",))])

    assert [word(log.case_attributes["segment"], case) for case in range(2)] == ["SMB", "SMB"]
    assert [word(log.event_attributes["segment (each event)"], row) for row in range(4)] == values
    assert log.notes == (
        "from the reader",
        "1 case states several values of “segment”; the case has the first, “segment (each event)” has each.",
    )


def test_an_attribute_of_the_event_never_takes_the_place_of_one_of_the_case() -> None:
    events = rows_of(("A", "x", 1), ("A", "y", 2), tier=["1", "1"], **{"case:tier": ["gold", "gold"]})
    log = encoded([reading(events)])

    assert word(log.case_attributes["tier"], 0) == "gold"
    assert word(log.event_attributes["tier"], 0) == "1"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param(pl.Series([1, None]), [1.0, None], id="whole numbers"),
        pytest.param(pl.Series([2**53 + 1, 1]), ["9007199254740993", "1"], id="numbers of too many digits"),
        pytest.param(pl.Series([-(2**60), None]), [str(-(2**60)), None], id="negative ones"),
        pytest.param(pl.Series([float("nan"), 1.5]), [None, 1.5], id="no number"),
        pytest.param(pl.Series([Decimal("1.50"), None]), [1.5, None], id="decimals"),
        pytest.param(pl.Series([True, None]), ["true", None], id="flags"),
        pytest.param(pl.Series([date(2026, 3, 2), None]), [BEGAN, None], id="days"),
        pytest.param(pl.Series([datetime(2026, 3, 2, 1), None]), [at(1), None], id="times without zone"),  # noqa: DTZ001 - without a zone on purpose
        pytest.param(pl.Series([["a", "b"], None, []]), ["a; b", None, None], id="lists"),
        pytest.param(pl.Series([[1, 2], [3]]), ["1; 2", "3"], id="lists of numbers"),
        pytest.param(pl.Series([{"a": 1}, None]), ["{'a': 1}", None], id="structs"),
        pytest.param(pl.Series([b"\xff", None]), ["b'\\xff'", None], id="bytes"),
        pytest.param(pl.Series([timedelta(hours=1), None]), ["1:00:00", None], id="durations"),
        pytest.param(pl.Series(["b", "a", None], dtype=pl.Categorical), ["b", "a", None], id="categories"),
        pytest.param(pl.Series([None, None]), [None, None], id="nothing"),
        pytest.param(pl.Series(["x" * 1_000_000, "y"]), ["x" * 1_000_000, "y"], id="long texts"),
    ],
)
def test_a_column_of_any_type_is_kept(column: pl.Series, expected: list[object]) -> None:
    kept = column_of(column)

    assert [word(kept, row) for row in range(len(column))] == expected


def test_an_attribute_that_is_a_number_in_one_file_and_text_in_another_is_text() -> None:
    one = reading(rows_of(("A", "x", 1), n=[7], list=[["a"]], day=[date(2026, 3, 2)], only=[1]), "1")
    two = reading(rows_of(("B", "x", 1), n=["seven"], list=["b"], day=[at(0)]), "2")
    log = encoded([one, two])

    assert [word(log.event_attributes["n"], row) for row in range(2)] == ["7", "seven"]
    assert [word(log.event_attributes["list"], row) for row in range(2)] == ["a", "b"]
    assert [word(log.event_attributes["day"], row) for row in range(2)] == [BEGAN, BEGAN]
    assert [word(log.event_attributes["only"], row) for row in range(2)] == [1.0, None]


def test_life_cycles_are_in_lower_case() -> None:
    log = encoded([reading(rows_of(*[("A", "x", 1)] * 4, lifecycle=["START", "start", "Complete", None]))])

    assert log.lifecycle is not None
    assert (log.lifecycle.labels, log.lifecycle.codes.tolist()) == (("complete", "start"), [1, 1, 0, -1])


def test_a_blank_name_is_no_name() -> None:
    log = encoded([reading(rows_of(*[("A", "x", 1)] * 3, resource=["", " ", "Ada"], role=["", None, " "]))])

    assert log.resource is not None
    assert (log.resource.labels, log.resource.codes.tolist(), log.role) == (("Ada",), [-1, -1, 0], None)


def test_a_column_that_no_row_states_is_not_there() -> None:
    log = encoded([reading(rows_of(("A", "x", 1), resource=[None], start=[None], empty=[None]))])

    assert (log.resource, log.start, log.event_attributes) == (None, None, {})


def test_a_start_is_unknown_where_a_row_does_not_state_it() -> None:
    log = encoded([reading(rows_of(("A", "x", 2), ("A", "y", 3), start=[at(1), None]))])

    assert log.start is not None
    assert log.start.tolist() == [EPOCH + 3_600_000_000, UNKNOWN]


def test_a_start_after_its_end_is_unknown_and_noted() -> None:
    rows = rows_of(("1", "a", 3), ("1", "b", 5), start=[at(4), at(4)])
    log = encoded([reading(rows)])
    assert log.start is not None
    assert log.start.tolist() == [UNKNOWN, 4 * 3_600_000_000 + (log.time[0] - 3 * 3_600_000_000)]
    assert log.notes == ("1 event is said to begin after the end; when that was is taken as unknown.",)


def test_one_event_is_a_log() -> None:
    log = encoded([reading(rows_of(("A", "x", 1)))])

    assert (log.events, log.cases, log.offsets.tolist()) == (1, 1, [0, 1])


def test_a_hundred_thousand_activities_are_kept_apart() -> None:
    labels = pl.Series([f"activity {number}" for number in range(100_000)])
    frame = pl.DataFrame({"activity": labels}).with_columns(
        case=pl.lit("A"),
        time=pl.lit(BEGAN).cast(MOMENT),
        row=pl.int_range(1, 100_001),
        source=pl.lit("a"),
    )
    log = encoded([Reading(rows=frame, refused=nothing_refused())])

    assert len(log.activity.labels) == 100_000
    assert log.activity.labels == tuple(sorted(labels))
    assert log.activity.word(99_999) == "activity 99999"


def test_times_keep_their_microseconds() -> None:
    moment = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    log = encoded([reading([{"case": "A", "activity": "x", "time": moment, "due": moment}])])

    assert log.time.tolist() == [-1]
    due = log.event_attributes["due"]
    assert isinstance(due, Moments)
    assert due.values.tolist() == [-1]


def test_a_log_without_a_row_is_refused_with_what_was_refused() -> None:
    none = reading(rows_of(("A", "x", 1))).rows.clear()
    refused = pl.DataFrame([("a.csv", 2, "time", "soon", "it is no time")], schema=REFUSED, orient="row")

    with pytest.raises(InputError) as caught:
        encoded([Reading(rows=none, refused=refused)])

    assert str(caught.value) == (
        "a.csv: expected at least one event, found none (1 row refused, the first because: it is no time). "
        "Choose another file."
    )
    with pytest.raises(InputError, match=r"^the log: expected at least one event, found none\. "):
        encoded([Reading(rows=none, refused=nothing_refused())])
