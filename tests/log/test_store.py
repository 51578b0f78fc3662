import json
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.encoding import encoded
from sopwright.log.event_log import Coded, Column, EventLog, Numbers
from sopwright.log.reading import MOMENT, Reading, nothing_refused
from sopwright.log.store import KEY, is_log, load, save
from sopwright.log.xes import read_xes

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ROWS = st.fixed_dictionaries(
    {
        "case": st.sampled_from(["A", "B", "NA", "Ä"]),
        "activity": TEXTS.filter(bool),
        "time": st.integers(-(10**15), 10**15).map(lambda us: BEGAN + timedelta(microseconds=us)),
        "start": st.none() | st.just(BEGAN),
        "resource": st.none() | TEXTS.filter(bool),
        "text": st.none() | TEXTS,
        "number": st.none() | st.floats(allow_nan=False),
        "moment": st.none() | st.just(BEGAN),
        "case:of": st.none() | TEXTS,
    }
)


def log_of(rows: list[dict[str, Any]]) -> EventLog:
    frame = pl.DataFrame(
        [{"row": number, "source": "a.csv", **row} for number, row in enumerate(rows, 1)], infer_schema_length=None
    )
    times = {name: MOMENT for name in ("time", "start", "moment") if name in frame.columns}
    return encoded([Reading(rows=frame.cast(times), refused=nothing_refused(), notes=("a note",))])  # type: ignore[arg-type]


def same_column(left: Column | None, right: Column | None) -> bool:
    if left is None or right is None:
        return left is right
    if isinstance(left, Coded):
        rows = range(len(left.codes))
        return isinstance(right, Coded) and [left.word(row) for row in rows] == [right.word(row) for row in rows]
    assert not isinstance(right, Coded)
    return type(left) is type(right) and np.array_equal(left.values, right.values, equal_nan=isinstance(left, Numbers))


def same(left: EventLog, right: EventLog) -> bool:
    words = ("activity", "resource", "role", "system", "lifecycle", "source")
    return (
        all(np.array_equal(getattr(left, name), getattr(right, name)) for name in ("offsets", "time", "row"))
        and ((left.start is None and right.start is None) or np.array_equal(left.start, right.start))  # type: ignore[arg-type]
        and all(same_column(getattr(left, name), getattr(right, name)) for name in words)
        and left.case_ids.equals(right.case_ids)
        and left.case_attributes.keys() == right.case_attributes.keys()
        and left.event_attributes.keys() == right.event_attributes.keys()
        and all(same_column(one, right.case_attributes[name]) for name, one in left.case_attributes.items())
        and all(same_column(one, right.event_attributes[name]) for name, one in left.event_attributes.items())
        and left.notes == right.notes
    )


@given(st.lists(ROWS, min_size=1, max_size=12))
def test_a_log_that_is_saved_and_loaded_is_equal_in_every_column(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "law.parquet"
    log = log_of(rows)
    save(log, file)

    assert same(log, load(file))
    assert is_log(file)


ROW: dict[str, Any] = {"case": "A", "activity": "x", "time": BEGAN}
SMALL = [ROW, {**ROW, "activity": "y"}, {**ROW, "case": "B", "segment": "SMB"}]


def test_a_part_of_a_log_keeps_its_labels(tmp_path: Path) -> None:
    log = log_of([{**row, "note": name} for row, name in zip(SMALL, "abc", strict=True)])
    part = log.with_cases(np.array([False, True]))
    save(part, tmp_path / "part.parquet")
    found = load(tmp_path / "part.parquet")

    assert same(part, found)
    assert found.activity.labels == ("x", "y")


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        save(log_of(SMALL), tmp_path / name)

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.realdata
def test_a_real_log_gives_the_same_bytes_and_is_small_in_memory(realdata: Path, tmp_path: Path) -> None:
    log = encoded([read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012")])
    save(log, tmp_path / "1")
    found = load(tmp_path / "1")
    save(found, tmp_path / "2")

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    assert same(log, found)
    columns = (found.activity, found.resource, found.lifecycle, found.source)
    octets = found.time.nbytes + found.row.nbytes + sum(column.codes.nbytes for column in columns if column)
    assert octets / found.events == 32


def test_only_the_attributes_that_are_asked_for_are_read(tmp_path: Path) -> None:
    rows = [{**ROW, "a": str(number), "b": number, "case:c": "x", "case:a:b": "y"} for number in range(3)]
    save(log_of(rows), tmp_path / "log")

    found = load(tmp_path / "log", ["b", "a:b"])
    assert [*found.event_attributes, *found.case_attributes] == ["b", "a:b"]


def test_other_tools_read_the_file(tmp_path: Path) -> None:
    save(log_of(SMALL), tmp_path / "log.parquet")

    query = f"select \"case\", activity, epoch_us(time) from '{tmp_path / 'log.parquet'}'"  # noqa: S608 - our own file
    found = duckdb.sql(query)
    assert found is not None
    assert found.fetchall() == [
        ("A", "x", 1_772_409_600_000_000),
        ("A", "y", 1_772_409_600_000_000),
        ("B", "x", 1_772_409_600_000_000),
    ]


def refusal(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        load(file)
    return str(caught.value)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pl.DataFrame({"case": ["A"]}).write_parquet(file)

    assert refusal(file) == (
        f"{file}: expected an event log that sopwright log wrote, found another file. "
        "Run sopwright log a.parquet --to log.parquet, and use that."
    )
    assert not is_log(tmp_path / "none")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    file = tmp_path / "log"
    save(log_of(SMALL), file)
    file.write_bytes(file.read_bytes()[: int(share * file.stat().st_size)])

    assert "expected an event log that sopwright log wrote, found another file" in refusal(file)


@given(st.integers(0, 100_000), st.integers(1, 255))
def test_a_file_that_lost_a_bit_is_refused_or_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.parquet"
    log = log_of([{**ROW, "activity": f"a{number}", "note": str(number)} for number in range(50)])
    save(log, file)
    content = bytearray(file.read_bytes())
    content[place % len(content)] ^= change
    file.write_bytes(bytes(content))
    try:
        found = load(file)
    except InputError:
        return
    assert same(log, found)


def changed(file: Path, about: dict[str, Any], *, consistent: bool) -> None:
    """Write the metadata of a log anew."""
    table = pq.read_table(file)
    text = json.dumps(about)
    metadata = {**(table.schema.metadata or {}), KEY.encode(): text.encode()}
    if consistent:
        metadata[f"{KEY}.crc32".encode()] = str(zlib.crc32(text.encode())).encode()
    pq.write_table(table.replace_schema_metadata(metadata), file)


@pytest.mark.parametrize(
    ("change", "consistent", "message"),
    [
        (
            {"version": 99},
            True,
            "expected an event log of version 1, found version 99. Make it again with this version",
        ),
        ({"cases": 3}, False, "expected a whole event log, found a damaged one. Make it again with sopwright log."),
        ({"cases": 3}, True, "expected a whole event log, found a damaged one."),
        ({"labels": {"activity": ["x"]}}, True, "expected a whole event log, found a damaged one."),
        ({"sums": {}}, True, "expected a whole event log, found a damaged one."),
        ({"notes": None}, True, "expected a whole event log, found a damaged one."),
    ],
)
def test_metadata_that_were_altered_are_refused(
    tmp_path: Path, change: dict[str, Any], message: str, *, consistent: bool
) -> None:
    file = tmp_path / "log"
    save(log_of(SMALL), file)
    about = json.loads(pl.read_parquet_metadata(file)[KEY])
    changed(file, {**about, **change}, consistent=consistent)

    assert message in refusal(file)
