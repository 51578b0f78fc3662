from csv import reader

import polars as pl
import pytest

from sopwright.log.spreadsheet import csv


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-2+3", "\t=1", " =1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it(text: str) -> None:
    made = csv(pl.DataFrame({"name": [text]}))
    assert pl.read_csv(made)["name"].to_list() == [f"'{text}"]


@pytest.mark.parametrize("text", ["Call", "-5", "+49", "-1,234.5", "1-2", "'", "a=b", "", "-1e5"])
def test_every_other_text_is_as_it_is(text: str) -> None:
    made = csv(pl.DataFrame({"name": [text], "n": [-1]}))
    assert list(reader(made.decode().splitlines())) == [["name", "n"], [text, "-1"]]


def test_a_table_without_texts_is_written() -> None:
    assert csv(pl.DataFrame({"n": [1, None]})) == b"n\n1\n\n"
