"""Tables of a SQLite file, read from its bytes."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.log.sheets import DamagedError, Sheet, sheets

VALUES = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.sampled_from([0, 1, -1, 127, 128, -129, 2**15, 2**23, 2**31, 2**47, 2**48])
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
    | st.integers(100, 40_000).map(lambda length: "é" * length)
    | st.binary(max_size=10)
)
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=30)


def written(folder: Path, statements: list[str], rows: list[tuple[object, ...]], pragma: str = "") -> bytes:
    file = folder / "a.sqlite"
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    if pragma:
        database.execute(pragma)
    for statement in statements:
        database.execute(statement)
    for row in rows:
        database.execute(f"insert into t values ({', '.join('?' * len(row))})", row)  # noqa: S608 - our own row
    database.commit()
    database.close()
    return file.read_bytes()


@settings(max_examples=60)
@given(rows=ROWS, size=st.sampled_from([512, 1024, 4096, 65536]), encoding=st.sampled_from(["UTF-8", "UTF-16le"]))
def test_each_row_is_read_as_the_file_has_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]], size: int, encoding: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    statements = [f"pragma page_size={size}", "create table t (a, b, c)"]
    data = written(folder, statements, rows, f"pragma encoding='{encoding}'")
    database = sqlite3.connect(folder / "a.sqlite")
    expected = database.execute("select * from t order by rowid").fetchall()
    database.close()

    assert [*sheets(data)["t"].rows] == expected


def test_many_rows_over_many_pages_keep_their_order(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(number, f"event {number}") for number in range(20_000)]
    data = written(tmp_path, ["create table t (n, name)"], rows)

    assert sheets(data)["t"].rows == tuple(rows)


def test_columns_are_told_from_constraints_whatever_their_names(tmp_path: Path) -> None:
    statement = (
        'create table t (id INTEGER PRIMARY KEY, "two words" TEXT NOT NULL, [check] REAL, `a,b` varchar(10, 2), '
        "n timestamp default (1), primary_contact text, unique (n), foreign key (n) references t (id))"
    )
    data = written(tmp_path, [statement], [(None, "x", 1.0, "y", 3, "z")])

    assert sheets(data)["t"] == Sheet(
        columns={
            "id": "integer",
            "two words": "text",
            "check": "real",
            "a,b": "varchar",
            "n": "timestamp",
            "primary_contact": "text",
        },
        rows=((1, "x", 1.0, "y", 3, "z"),),
    )


def test_a_column_that_was_added_later_is_empty_in_earlier_rows(tmp_path: Path) -> None:
    written(tmp_path, ["create table t (a)"], [(1,)])
    database = sqlite3.connect(tmp_path / "a.sqlite")
    database.execute("alter table t add column b")
    database.commit()
    database.close()

    assert sheets((tmp_path / "a.sqlite").read_bytes())["t"].rows == ((1, None),)


def test_a_table_without_row_ids_is_read_by_its_key(tmp_path: Path) -> None:
    data = written(tmp_path, ["create table t (a primary key) without rowid"], [("y",), ("x",)])

    assert sheets(data)["t"].rows == (("x",), ("y",))


def test_a_closed_file_that_wrote_ahead_is_read(tmp_path: Path) -> None:
    data = written(tmp_path, ["create table t (a)"], [(1,)], "pragma journal_mode=wal")

    assert sheets(data)["t"].rows == ((1,),)


@given(st.integers(0, 8191), st.integers(1, 255))
def test_a_damaged_file_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, place: int, change: int) -> None:
    rows: list[tuple[object, ...]] = [(number, "x" * number) for number in range(60)]
    data = bytearray(written(tmp_path_factory.getbasetemp(), ["create table t (n, name)"], rows))
    data[place % len(data)] ^= change
    with suppress(DamagedError):
        assert isinstance(sheets(bytes(data)), dict)


def test_other_files_are_refused() -> None:
    for data in (b"", b"SQLite format 3\0", b"x" * 200):
        with pytest.raises(DamagedError):
            sheets(data)
