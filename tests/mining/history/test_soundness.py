from tests.mining.history.made_logs import Row, log_of

from sopwright.mining.history.soundness import with_wrong_clocks

YEARS = 60 * 24 * 366


def test_a_case_with_an_event_or_a_start_at_a_wrong_time_is_not_sound() -> None:
    rows = [Row(case=f"{case:02}", activity="a", at=case) for case in range(30)]
    odd = [Row(case="03", activity="b", at=300 * YEARS), Row(case="05", activity="b", at=-200 * YEARS)]
    log = log_of([*rows, *odd])
    assert log.case_ids.filter(with_wrong_clocks(log)).to_list() == ["03", "05"]


def test_where_all_clocks_agree_every_case_is_sound() -> None:
    assert not with_wrong_clocks(log_of([Row(case="1", activity="a", at=0)])).any()
