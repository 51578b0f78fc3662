"""What is said of rows whatever they were read from: repeated rows, wrong clocks, columns that look wrong."""

from pathlib import Path

from tests.log.tables import readings, refusals

from sopwright.log.findings import with_findings

HEADER = "case,activity,time\n"
ROWS = "".join(f"L{number % 7},Call,2026-01-{number % 28 + 1:02}T09:{number:02}Z\n" for number in range(50))


def notes(folder: Path, text: str) -> tuple[str, ...]:
    return with_findings(readings(folder, a=HEADER + text), drop_duplicates=False)[-1].notes[1:]


def test_rows_that_repeat_are_counted_and_kept(tmp_path: Path) -> None:
    found = with_findings(readings(tmp_path, a=HEADER + ROWS, b=HEADER + ROWS[:104]), drop_duplicates=False)
    assert [len(each.rows) for each in found] == [50, 4]
    assert found[-1].notes[-1] == "4 events repeat an earlier one in every column; --drop-duplicates refuses such."


def test_rows_that_repeat_are_refused_when_the_user_says_so(tmp_path: Path) -> None:
    text = "L1,Call,2026-01-05\nL2,Call,2026-01-05\nL1,Call,2026-01-05\n"
    (found,) = with_findings(readings(tmp_path, a=HEADER + text), drop_duplicates=True)
    reason = "expected a row of its own, found one that repeats an earlier row"
    assert refusals(found) == [(4, "", "L1, Call", reason)]
    assert found.rows["row"].to_list() == [2, 3]


def test_rows_that_differ_in_an_attribute_do_not_repeat(tmp_path: Path) -> None:
    text = "case,activity,time,amount\nL1,Call,2026-01-05,1\nL1,Call,2026-01-05,2\n"
    (found,) = with_findings(readings(tmp_path, a=text), drop_duplicates=True)
    assert len(found.rows) == 2


def test_columns_with_other_types_in_another_file_are_compared_as_text(tmp_path: Path) -> None:
    one = "case,activity,time,x\nL1,Call,2026-01-05,1\n"
    other = "case,activity,time,x\nL1,Call,2026-01-05,one\n"
    assert [len(each.rows) for each in with_findings(readings(tmp_path, a=one, b=other), drop_duplicates=True)] == [
        1,
        1,
    ]


def test_clocks_that_are_wrong_are_kept_and_counted(tmp_path: Path) -> None:
    wrong = "L1,x,1970-01-01T00:00Z\nL1,x,9999-12-31T00:00Z\nL2,x,2090-01-01T00:00Z\nL2,x,1999-01-01T00:00Z\n"
    assert notes(tmp_path, ROWS + wrong) == (
        "1 event before 1971, as clocks say that were never set; kept.",
        "1 event after the year 2199; kept.",
        "1 event long after nearly all others (2026-01-02 to 2026-01-26); kept.",
        "1 event long before nearly all others (2026-01-02 to 2026-01-26); kept.",
    )


def test_sound_rows_need_no_note(tmp_path: Path) -> None:
    assert notes(tmp_path, ROWS) == ()


def test_cases_of_one_event_and_activities_that_never_come_again_are_said(tmp_path: Path) -> None:
    text = "".join(f"L{number},Act {number},2026-01-05T09:00Z\n" for number in range(300))
    assert notes(tmp_path, text) == (
        "Each of 300 cases has one event: look whether the column of the case is the right one.",
        "300 activities in 300 events: look whether the column of the activity is the right one.",
    )


def test_activities_that_differ_in_capitals_or_space_are_shown(tmp_path: Path) -> None:
    text = "L1,Call,2026-01-05\nL1,call ,2026-01-06\nL1,Mail,2026-01-07\n"
    assert notes(tmp_path, text)[-1] == (
        "Activities that differ only in capitals or space are different ones: 'Call' and 'call '."
    )
