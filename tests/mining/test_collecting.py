"""Files of any kind as one log: nothing is lost, whatever is in the tables."""

import random
from pathlib import Path

import pytest
from tests.log.tables import written

from sopwright import api
from sopwright.errors import InputError
from sopwright.log.options import DateOrder, Options
from sopwright.log.store import save

HEADERS = (
    "LeadId,Field,OldValue,NewValue,CreatedDate,CreatedById,DataType",
    "Id,Name,Status,LeadSource,OwnerId,CreatedDate,IsConverted,ConvertedDate,ConvertedOpportunityId,NumberOfEmployees",
    "OpportunityId,StageName,Amount,CloseDate,CreatedDate,CreatedById",
    "Id,StageName,CloseDate,CreatedDate,IsClosed,OwnerId",
    "contact_id,property,value,timestamp,source,updated-by",
    "Record ID,Create Date,Became a Lead Date,Lifecycle Stage,Contact owner",
    "Id,Name,Username",
    "WhoId,WhatId,Status,TaskSubtype,CreatedDate,OwnerId",
    "case,activity,time,start,resource,row,case:x",
    "id,first_date,second date,close date,stage",
    "case,activity,activity,time,",
)
VALUES = (
    "", "", "NA", "L1", "00Q000000000001AAA", "00Q000000000001", "006000000000001AAA", "005000000000001AAA",
    "2026-01-05", "2026-01-05T09:00:00Z", "13/02/2026", "1767600000000", "9999-12-31", "x", "Closed Won", "true",
    "Owner", "Status", "created", "leadConverted", "Completed", "2.5", "é", '"a\nb"', '"open', "  ", "z,z",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_in_tables_each_row_is_kept_or_refused(tmp_path: Path, seed: int) -> None:
    """``collected`` itself refuses to lose a row; here it meets rows that nobody would write."""
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    files = {}
    for number in range(chance.choice([1, 1, 2, 3])):
        header = chance.choice(HEADERS)
        rows = [",".join(chance.choice(VALUES) for _ in header.split(",")) for _ in range(chance.choice([1, 5, 20]))]
        files[f"table{number}"] = "\n".join((header, *rows))
    options = Options(
        zone=chance.choice(["", "Europe/Berlin"]), date_order=DateOrder.DMY, drop_duplicates=seed % 3 == 0
    )
    try:
        made = api.event_log(written(tmp_path, **files), options)
    except InputError:
        return  # no row of any file can be used
    assert made.log.events == sum(tally.events for tally in made.tallies)
    assert all(tally.read == tally.kept + tally.refused for tally in made.tallies)


def test_a_log_alone_is_opened_as_it_is(tmp_path: Path) -> None:
    files = written(tmp_path, a="case,activity,time\nL1,Call,2026-01-05T09:00Z\nL1,Mail,2026-01-05T09:30Z\n")
    first = api.event_log(files).log
    save(first, tmp_path / "log.parquet")
    again = api.event_log([tmp_path / "log.parquet"])
    assert again.log.notes == first.notes
    assert again.log.time.tolist() == first.time.tolist()
    assert [(tally.read, tally.kept, tally.events) for tally in again.tallies] == [(2, 2, 2)]


def test_every_file_that_cannot_be_used_is_told_recordings_too(tmp_path: Path) -> None:
    files = written(tmp_path, a=b"", b=b'{"no": "recording"}', c=b"PK\x03\x04")
    with pytest.raises(InputError) as refusal:
        api.event_log(files)
    assert sorted(problem.where for problem in refusal.value.problems) == ["a.csv", "b.csv", "c.csv"]


def test_reasons_are_counted_most_frequent_first(tmp_path: Path) -> None:
    text = "case,activity,time\nL1,Call,2026-01-05\n,Call,2026-01-05\nL1,Call,soon\nL1,Call,later\nL1,Call,2026-01-06\n"
    made = api.event_log(written(tmp_path, a=text))
    assert made.reasons() == [
        ("expected a time, found something else", 2, "a.csv:4"),
        ("expected a case, found nothing", 1, "a.csv:3"),
    ]
