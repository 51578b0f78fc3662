"""CSV as tools and people write it: every record is a row or is refused with its true line."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.delimited import read_delimited
from sopwright.log.table import Table, unique_names


def rows(table: Table) -> list[tuple[str | None, ...]]:
    return [tuple(row) for row in table.rows.rows()]


def refused(table: Table) -> list[tuple[int, str]]:
    return [(row["row"], row["reason"]) for row in table.refused.rows(named=True)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a,b\n1,2\n", [("1", "2")], id="commas"),
        pytest.param(b"a;b\n1;2,5\n", [("1", "2,5")], id="semicolons with decimal commas"),
        pytest.param(b"a\tb\n1\t2", [("1", "2")], id="tabs, no newline at the end"),
        pytest.param(b"a|b|c\n1|2|3\n", [("1", "2", "3")], id="pipes"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", [("1", "2")], id="a mark of UTF-8"),
        pytest.param("a,b\nü,2\n".encode("utf-16"), [("ü", "2")], id="UTF-16 with a mark"),
        pytest.param("a,bbbbbb\nx,2\n".encode("utf-16-le"), [("x", "2")], id="UTF-16 without a mark"),
        pytest.param("a,b\nü,2\n".encode("utf-16-be"), [("ü", "2")], id="UTF-16 of the other kind, without a mark"),
        pytest.param("a,b\nü,€\n".encode("cp1252"), [("ü", "€")], id="Windows-1252"),
        pytest.param(b"a,b\r\n1,2\r\n3,4\r\n", [("1", "2"), ("3", "4")], id="CR LF"),
        pytest.param(b"a,b\r1,2\r3,4\r", [("1", "2"), ("3", "4")], id="CR alone"),
        pytest.param(b'a,b\n"x\ny","say ""hi"""\n', [("x\ny", 'say "hi"')], id="quoted newline, doubled quotes"),
        pytest.param(b'a,b\n1,6" pipe\n', [("1", '6" pipe')], id="a quote inside an unquoted value"),
        pytest.param(b"sep=;\r\na;b\r\n1;2\r\n", [("1", "2")], id="Excel's line with the delimiter"),
        pytest.param(b"\n\na,b\n\n1,2\n\n", [("1", "2")], id="empty lines"),
        pytest.param(b"a,b\n1,2,\n3,4,\n", [("1", "2", None), ("3", "4", None)], id="delimiters at the ends"),
        pytest.param(b"a,b\nNA,null\n1.0,01\n", [("NA", "null"), ("1.0", "01")], id="values stay as written"),
    ],
)  # fmt: skip
def test_what_is_written_is_read(data: bytes, expected: list[tuple[str | None, ...]]) -> None:
    table = read_delimited("a.csv", data)
    assert rows(table) == expected
    assert refused(table) == []
    assert table.read == len(expected)


@pytest.mark.parametrize(
    ("data", "kept", "gone"),
    [
        pytest.param(
            b"a,b\n1,2,3\n4\n5,6\n",
            [("5", "6")],
            [(2, "expected 2 values, found 3"), (3, "expected 2 values, found 1")],
            id="ragged rows",
        ),
        pytest.param(
            b'a,b\n1,"x\n2,y\n3,"good"\n',
            [("2", "y"), ("3", "good")],
            [(2, "expected a quote that ends its value, found one that does not")],
            id="a quote that is never closed spoils its own line only",
        ),
        pytest.param(
            b'a,b\n"two\nlines",1\n3,"4"x\n5,6\n',
            [("two\nlines", "1"), ("5", "6")],
            [(4, "expected a quote that ends its value, found one that does not")],
            id="true lines after a value of two lines",
        ),
        pytest.param(b"a,b\n1,\x002\n3,4\n", [("3", "4")], [(2, "expected text, found a NUL byte")], id="a NUL byte"),
        pytest.param(
            "a,b\nü,1\nö,2\n".encode() + b"\xff,3\n4,4\n",
            [("ü", "1"), ("ö", "2"), ("4", "4")],
            [(4, "expected text, found not UTF-8")],
            id="one line of another encoding",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(
    data: bytes, kept: list[tuple[str, ...]], gone: list[tuple[int, str]]
) -> None:
    table = read_delimited("a.csv", data)
    assert rows(table) == kept
    assert refused(table) == gone
    assert table.read == len(kept) + len(gone)


def test_lines_are_those_of_the_file() -> None:
    table = read_delimited("a.csv", b'sep=,\na,b\n"x\n\ny",1\n\n2,3\n"p\nq",4\n5,6\n')
    assert table.lines.to_list() == [3, 7, 8, 10]


def test_a_western_file_is_said_to_be_one() -> None:
    table = read_delimited("a.csv", "a,b\nü,1\n".encode("cp1252"))
    assert table.notes == ("a.csv is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if letters look wrong.",)


def test_columns_of_the_same_name_are_told_apart() -> None:
    names, notes = unique_names(["Name", "Name (2)", "Name", ""])
    assert names == ["Name", "Name (2)", "Name (3)", "column 4"]
    assert len(notes) == 2


def test_a_huge_value_is_one_value() -> None:
    value = "x" * 3_000_000
    table = read_delimited("a.csv", f'a,b\n"{value}",1\n2,3\n'.encode())
    assert table.rows["a"].str.len_bytes().to_list() == [3_000_000, 1]


def test_a_refused_value_is_shown_in_part() -> None:
    table = read_delimited("a.csv", b"a,b\n" + b"x" * 1000 + b"\n1,2\n")
    assert table.refused["value"].to_list() == ["x" * 80]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "a.csv: expected content, found an empty file. Export it again."),
        (b"\n \n", "a.csv: expected content, found an empty file. Export it again."),
        (
            bytes(range(256)) * 9,
            "a.csv: expected a table as text, found a binary file. Export it as CSV, Parquet, XES or OCEL.",
        ),
        (
            b"hello\nworld\n",
            (
                "a.csv: expected a table with columns divided by commas, semicolons, tabs, pipes, found one column or "
                "none. Export it as CSV, Parquet, XES or OCEL."
            ),
        ),
        (
            "a,b\n1,2\n".encode("utf-16")[:-1],
            "a.csv: expected whole UTF-16, found a text that is cut short or damaged. Save it as UTF-8.",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_delimited("a.csv", data)
    assert str(refusal.value) == words


values = st.text(st.characters(codec="utf-8", include_characters="\n\t", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.tuples(values, values, values), min_size=1, max_size=12), st.sampled_from([",", ";", "\t", "|"]))
def test_what_python_writes_is_read_with_its_values_and_lines(
    written: list[tuple[str, str, str]], delimiter: str
) -> None:
    """The oracle: Python's writer knows on which line each row begins, by counting newlines in what it wrote."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    lines = []
    for row in written:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    table = read_delimited("a.csv", text.getvalue().encode())
    assert table.lines.to_list() == lines
    assert rows(table) == written


@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data: bytes) -> None:
    try:
        table = read_delimited("a.csv", b"a,b\n" + data)
    except InputError:
        return
    assert table.read == len(table.rows) + len(table.refused)


@given(st.integers(0, 10_000))
def test_damaged_quotes_lose_no_record(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    body = "".join(chance.choice(['"', ",", "\n", "a", '""', ',"', '",']) for _ in range(60))
    table = read_delimited("a.csv", b"a,b\n1,2\n" + body.encode())
    assert table.read == len(table.rows) + len(table.refused)
    assert table.rows.row(0) == ("1", "2")
