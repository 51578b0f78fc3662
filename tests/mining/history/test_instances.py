from hypothesis import given
from tests.mining.history.made_logs import Row, by_case, log_of, moment, rows, traces

from sopwright.log.event_log import UNKNOWN, EventLog
from sopwright.mining.history.instances import instances


def shown(log: EventLog) -> list[tuple[str, str, int | None, int, str]]:
    """Case, activity, start, time (minutes) and person of each row."""
    zero = moment(0)
    start = [UNKNOWN] * log.events if log.start is None else log.start.tolist()
    people = ["" if log.resource is None else log.resource.word(row) for row in range(log.events)]
    ids = log.case_ids.gather(log.case_of()).to_list()
    return [
        (
            ids[row],
            log.activity.word(row),
            None if start[row] == UNKNOWN else (start[row] - zero) // 60_000_000,
            (int(log.time[row]) - zero) // 60_000_000,
            people[row],
        )
        for row in range(log.events)
    ]


def parts(text: str) -> list[Row]:
    """Return rows from words such as ``a+Ann`` (start by Ann) and ``a-`` (complete), a minute apart."""
    kinds = {"+": "start", "-": "complete", "~": "schedule"}
    return [
        Row(case="1", activity=word[0], at=at, part=kinds[word[1]], person=word[2:] or None)
        for at, word in enumerate(text.split())
    ]


def test_a_completion_takes_the_oldest_open_start() -> None:
    found = instances(log_of(parts("a+ a+ a- a-")))
    assert shown(found) == [("1", "a", 0, 2, ""), ("1", "a", 1, 3, "")]


def test_a_completion_looks_first_for_a_start_of_the_same_person() -> None:
    rows = parts("a+Ann a+Bob a-Bob a-Ann")
    assert shown(instances(log_of(rows))) == [("1", "a", 1, 2, "Bob"), ("1", "a", 0, 3, "Ann")]
    assert shown(instances(log_of(rows), by_person=False)) == [("1", "a", 0, 2, "Bob"), ("1", "a", 1, 3, "Ann")]


def test_a_completion_by_somebody_else_takes_the_oldest_open_start() -> None:
    found = instances(log_of(parts("a+Ann a+Bob a-Eve a-Bob")))
    assert shown(found) == [("1", "a", 0, 2, "Eve"), ("1", "a", 1, 3, "Bob")]


def test_what_is_not_matched_is_kept_and_counted() -> None:
    found = instances(log_of(parts("a- a~ a+ a- b+ c-")))
    assert shown(found) == [
        ("1", "a", None, 0, ""),
        ("1", "a", 2, 3, ""),
        ("1", "b", None, 4, ""),
        ("1", "c", None, 5, ""),
    ]
    assert found.notes == (
        "1 start was joined with the completion of the same activity in the same case.",
        "2 completions have no start: how long was worked there is unknown.",
        "1 start was never completed: its time is when it began.",
        "1 event of the part 'schedule' left out.",
    )


def test_a_completion_before_the_first_start_does_not_take_a_later_one() -> None:
    assert shown(instances(log_of(parts("a- a+ a- a-")))) == [
        ("1", "a", None, 0, ""),
        ("1", "a", 1, 2, ""),
        ("1", "a", None, 3, ""),
    ]


def test_a_log_whose_parts_are_words_of_its_own_keeps_every_row() -> None:
    words = ("in progress", "wait - user", "closed")  # as BPI Challenge 2013 has them
    log = log_of([Row(case="1", activity="a", at=at, part=word) for at, word in enumerate(words)])
    assert instances(log) is log


def test_a_log_in_which_all_is_only_planned_keeps_every_row() -> None:
    log = log_of(parts("a~ b~"))
    assert instances(log) is log


def test_a_part_that_is_a_word_of_the_source_is_a_row_beside_pieces_of_work() -> None:
    found = instances(log_of([*parts("a+ a-"), Row(case="1", activity="a", at=2, part="wait - user")]))
    assert shown(found) == [("1", "a", 0, 1, ""), ("1", "a", None, 2, "")]
    assert found.notes[-1] == "1 event of parts that XES does not know counted each: 'wait - user'."


def test_a_log_without_parts_stays_as_it_is() -> None:
    log = traces("ab")
    assert instances(log) is log
    only = log_of(parts("a- b-"))
    assert instances(only) is only


def test_a_case_of_nothing_but_other_parts_is_left_out_and_counted() -> None:
    found = instances(log_of([*parts("a+ a-"), Row(case="2", activity="a", at=0, part="schedule")]))
    assert found.case_ids.to_list() == ["1"]
    assert found.notes[-1] == "1 case of nothing else left out."


@given(rows(letters="ab", parts=("start", "complete", "schedule", None)))
def test_rows_are_joined_as_by_looking_at_each_in_turn(given_rows: list[Row]) -> None:
    given_rows = [Row(case=r.case, activity=r.activity, at=r.at, person=r.person, part=r.part) for r in given_rows]
    log = log_of(given_rows)
    if log.lifecycle is None or all(row.part == "schedule" for row in given_rows):
        return
    for by_person in (True, False):
        expected = []
        for case, of_case in by_case(given_rows).items():
            waiting: list[Row] = []
            open_rows: list[tuple[int, Row]] = []
            done: list[tuple[int, tuple[str, str, int | None, int, str]]] = []
            for place, row in enumerate(of_case):
                if row.part == "start":
                    waiting.append(row)
                    open_rows.append((place, row))
                elif row.part != "schedule":
                    mine = [one for one in waiting if one.activity == row.activity]
                    same = [one for one in mine if one.person == row.person] if by_person else []
                    start = next(iter(same or mine), None)
                    if start is not None:
                        waiting.remove(start)
                        taken = next(item for item in open_rows if item[1] is start)
                        open_rows.remove(taken)
                    at = None if start is None else start.at
                    done.append((place, (case, row.activity, at, row.at, row.person or "")))
            done += [(place, (case, row.activity, None, row.at, row.person or "")) for place, row in open_rows]
            expected += [line for _, line in sorted(done, key=lambda item: item[0])]
        assert shown(instances(log, by_person=by_person)) == expected
