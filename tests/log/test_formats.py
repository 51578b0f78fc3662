"""The content says what a file is, and never its name."""

import gzip
from pathlib import Path

import polars as pl
import pytest

from sopwright.errors import InputError
from sopwright.log.encoding import encoded
from sopwright.log.formats import Format, format_of, read_all, read_any
from sopwright.log.options import Options
from sopwright.log.store import save

TABLE = b"case,activity,time,amount\nL1,Call,2026-01-05T09:00Z,1\nL1,Mail,2026-01-05T10:00Z,2\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TABLE, Format.TABLE),
        (gzip.compress(TABLE), Format.TABLE),
        (b'<?xml version="1.0"?><log xes.version="1.0"><trace/></log>', Format.XES),
        (b'<?xml version="1.0"?><log><object-types/><objects/></log>', Format.OCEL),
        (b'\xef\xbb\xbf {"objectTypes": [], "eventTypes": []}', Format.OCEL),
        (b'{"ocel:global-log": {}}', Format.OCEL),
        (b"SQLite format 3\0 ...", Format.OCEL),
        (b'{"title": "flow", "steps": []}', Format.RECORDING),
        (b"caseID,timeStamp,userID,targetApp,eventType\n", Format.RECORDING),
        (b"PAR1....", Format.PARQUET),
    ],
)
def test_a_file_is_what_its_content_says(tmp_path: Path, content: bytes, expected: Format) -> None:
    path = tmp_path / "misleading.xes"
    path.write_bytes(content)
    assert format_of(path, path.name) is expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "a.csv: expected content, found an empty file. Export it again."),
        (b" \n", "a.csv: expected content, found an empty file. Export it again."),
        (
            b"PK\x03\x04 a workbook",
            (
                "a.csv: expected a table as text, found a ZIP archive, which may be an Excel workbook. "
                "Save the sheet as CSV, or unpack the archive."
            ),
        ),
        (
            gzip.compress(TABLE)[:-9],
            "a.csv: expected a whole gzip file, found one that is cut off or damaged. Download or copy it again.",
        ),
        (
            b"PAR1 and nothing else",
            "a.csv: expected a whole Parquet file, found one that is cut short or damaged. Copy or export it again.",
        ),
        (
            b'{"title": "flow"}',
            "a.csv: expected a table or an event log, found a recording. Name another file.",
        ),
    ],
    ids=["empty", "blank", "zip", "cut gzip", "damaged Parquet", "recording"],
)
def test_what_holds_no_events_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        read_any(path, "a.csv", Options())
    assert str(refusal.value) == words


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a: expected a file, found nothing there"):
        format_of(tmp_path / "a", "a")
    with pytest.raises(InputError, match="a: expected a file, found a folder"):
        format_of(tmp_path, "a")


def test_every_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "b").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError) as refusal:
        read_all([(tmp_path / "a", "a"), (tmp_path / "b", "b")], Options())
    assert len(refusal.value.problems) == 2


def test_a_log_that_was_made_before_is_read_again_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE)
    first = encoded([read_any(tmp_path / "a.csv", "a.csv", Options())])
    save(first, tmp_path / "log.parquet")
    reading = read_any(tmp_path / "log.parquet", "log.parquet", Options())
    again = encoded([reading])
    assert reading.notes == first.notes
    assert again.activity.labels == first.activity.labels
    assert again.row.tolist() == first.row.tolist()
    assert again.source.labels == ("a.csv",)
    assert again.event_attributes.keys() == first.event_attributes.keys()


def test_a_log_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE)
    save(encoded([read_any(tmp_path / "a.csv", "a.csv", Options())]), tmp_path / "log.parquet")
    data = (tmp_path / "log.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="cut short or damaged"):
        read_any(tmp_path / "cut.parquet", "cut.parquet", Options())


def test_a_column_of_lists_is_left_out_and_said(tmp_path: Path) -> None:
    frame = pl.DataFrame({"case": ["1"], "activity": ["a"], "time": ["2026-01-05T09:00Z"], "tags": [["x"]]})
    frame.write_parquet(tmp_path / "a.parquet")
    reading = read_any(tmp_path / "a.parquet", "a.parquet", Options())
    assert "tags" not in reading.rows.columns
    assert reading.notes[0] == "a.parquet: the column tags holds no plain values and is left out."
