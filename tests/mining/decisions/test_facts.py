"""What runs knew: options, states, messages, and that values were equal; never which values."""

from tests.made import LEADS, NEW_LEAD, choose, click, enter, lead, message, recording, shown, tick

from sopwright.mining.cases import cases_of
from sopwright.mining.decisions.facts import LEAST_CLASS, Fact, Sort, facts_of
from sopwright.mining.decisions.forks import FEWEST, Fork, decided
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Kind, Recording
from sopwright.recording.vocabulary import builtin


def facts_in(*recordings: Recording) -> dict[tuple[Sort, str], Fact]:
    found = facts_of(cases_of([work_of(one, builtin()) for one in recordings]))
    return {(fact.sort, fact.name): fact for fact in found}


def run(*events: Event) -> tuple[Event, ...]:
    """Return the events of one case: the form, what is done in it, and saving."""
    return (click("New lead", LEADS), shown(NEW_LEAD), *events, click("Save", NEW_LEAD, ends=True), shown(LEADS))


def test_options_states_and_messages_are_known_from_their_event_on() -> None:
    one = recording(
        *run(choose("Country", "Chile"), tick("Partner"), enter("Name")),
        click("Check", lead(1)),
        message(Kind.TOAST, "No duplicate found", lead(1)),
    )
    facts = facts_in(one)
    assert facts[Sort.OPTION, "Country"].known == (((3, "Chile"),),)
    assert facts[Sort.STATE, "Partner"].known == (((4, "checked"),),)
    assert facts[Sort.STATE, "Name"].known == (((5, "filled"),),)
    assert facts[Sort.MESSAGE, "No duplicate found"].known[0][0][1] == "appeared"
    country = facts[Sort.OPTION, "Country"]
    assert (country.before({0: 3}).word(0), country.before({0: 4}).word(0), country.first(0)) == ("", "Chile", 3)


def equal_values(times: int, runs: int) -> Recording:
    """Return so many cases in one recording, of which the first ``times`` hold an equal name."""
    events: list[Event] = []
    for at in range(runs):
        same = 3 if 0 < at < times else 0
        events += run(enter("Name", same_as=same) if same else enter("Name"), enter("City"))
    return recording(*events)


def test_equal_values_are_one_class_when_enough_runs_held_them() -> None:
    facts = facts_in(equal_values(LEAST_CLASS, 12))
    assert facts[Sort.VALUE, "Name"].runs == {"particular 1": LEAST_CLASS}
    assert (Sort.VALUE, "City") not in facts


def test_a_value_that_few_runs_held_is_one_of_the_others() -> None:
    assert facts_in(equal_values(LEAST_CLASS - 1, 12))[Sort.VALUE, "Name"].runs == {"other": LEAST_CLASS - 1}


def test_values_of_different_recordings_are_never_equal() -> None:
    pair = recording(*run(enter("Name"), enter("Name again", same_as=3)))
    facts = facts_in(*[pair] * 12)
    assert facts[Sort.VALUE, "Name again"].runs == {"other": 12}


def test_nothing_is_known_of_a_secret() -> None:
    assert facts_in(recording(*run(enter("Password", secret=True)))) == {}


def fork(taken: list[int], before: int) -> Fork:
    runs = range(len(taken))
    ends = dict.fromkeys(runs, before)
    return Fork(ways=("done", "left out"), taken=dict(zip(runs, taken, strict=True)), before=ends, until=ends)


def test_what_was_chosen_before_decides_and_the_runs_off_it_are_named() -> None:
    runs = [recording(*run(choose("Country", "Chile" if at % 2 else "Peru"))) for at in range(24)]
    facts = list(facts_in(*runs).values())
    found = decided(fork([int(at % 2 == 0) if at != 5 else 1 for at in range(24)], before=4), facts)
    assert found is not None
    assert (found.finding.right, found.finding.of, found.off) == (23, 24, (5,))
    assert decided(fork([at % 2 for at in range(24)], before=3), facts) is None


def test_fewer_runs_than_could_show_a_rule_are_not_looked_at() -> None:
    runs = [recording(*run(choose("Country", "Chile" if at % 2 else "Peru"))) for at in range(FEWEST - 1)]
    assert decided(fork([at % 2 for at in range(FEWEST - 1)], before=4), list(facts_in(*runs).values())) is None
