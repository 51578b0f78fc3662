"""What is asked of the engine? One Ibis expression for each question.

In: ``Events``. Out: expressions whose answers are small: one row an activity, an edge, a variant, a period.

Law: a question is one statement, so it sees the table at one moment. Whatever engine answers, the answer is exact: no
quantile is approximate, no sequence is only hashed. Where an engine's own function differs from the others' (median,
ordered aggregation), the question is put in forms that all of them have: positions by window functions, and sorted
arrays of whole numbers.

A sum of times comes in two halves (``high`` × 2**32 + ``low``), because it may not fit into 64 bits; a quantile comes
as the two values between which it lies.
"""

from collections.abc import Callable, Mapping

import ibis  # type: ignore[import-untyped]

from sopwright.log.reading import ACTIVITY, CASE, RESOURCE, ROW, START, TIME
from sopwright.mining.engines.events import BEFORE, LAST, STATE, Events, N, Relation, Value

SOURCE, TARGET = "source", "target"
CODES = 2**20
"""So many activities an engine can number; a position in a case takes the bits above."""
SAME_WIDTH = 10**15
"""Added to numbers so that their digits sort as they do; BigQuery turns no array of numbers into one of texts."""
HALF = 2**32
QUANTILES = {"median": (1, 2), "p90": (9, 10)}
"""Shares of the values that lie below, as fractions."""
BEGIN, END, CASES, EVENTS, COUNT = "begin", "end", "cases", "events", "count"
STARTS, ENDS, TIES, UNDECIDED, CODE = "starts", "ends", "ties", "undecided", "code"
SEQUENCE, MODEL = "sequence", "model"
PERIOD, KIND = "period", "kind"
DAY = 86_400_000_000
EARLIEST = -62_135_596_800_000_000
"""The first moment of the year 1."""
_VALUE, _RANK, _ALL = "value_", "rank_", "all_"


def left_out(events: Events) -> Relation:
    """Return how many rows are events (under the empty state), and how many are not, by reason."""
    return events.rows.group_by(STATE).agg(events.rows.count().name(COUNT))


def totals(events: Events) -> Relation:
    """Return one row: events, cases, first and last time, and pairs of neighbours at the same time.

    ``undecided`` counts those of them with different activities that nothing but the activity's name puts in order.
    """
    found = events.numbered(ROW, before=(ACTIVITY, TIME, ROW))
    tied = (found[N] > 0) & (found[TIME] == found[f"{BEFORE}{TIME}"])
    other = found[ACTIVITY] != found[f"{BEFORE}{ACTIVITY}"]
    undecided = (
        tied & other & found[ROW].identical_to(found[f"{BEFORE}{ROW}"]) if ROW in found.columns else tied & other
    )
    return found.agg(
        **{
            EVENTS: found.count(),
            CASES: _times(found[N] == 0),
            TIES: _times(tied),
            UNDECIDED: _times(undecided),
            BEGIN: found[TIME].min(),
            END: found[TIME].max(),
        }
    )


def activities(events: Events) -> Relation:
    """Return each activity with its code, its events, and the cases that have it, begin and end with it."""
    found = events.numbered(last=True)
    grouped = found.group_by(ACTIVITY).agg(
        **{
            EVENTS: found.count(),
            CASES: found[CASE].nunique(),
            STARTS: _times(found[N] == 0),
            ENDS: _times(found[LAST]),
        }
    )
    return _coded(grouped)


def edges(events: Events) -> Relation:
    """Return what follows directly upon what: how often, in how many cases, and how long the waits are."""
    found = events.numbered(START, before=(ACTIVITY, TIME))
    pairs = found.filter(found[N] > 0)
    pairs = pairs.select(
        **{
            SOURCE: pairs[f"{BEFORE}{ACTIVITY}"],
            TARGET: pairs[ACTIVITY],
            CASE: pairs[CASE],
            _VALUE: _begin(pairs) - pairs[f"{BEFORE}{TIME}"],
        }
    )
    return _measured(pairs, (SOURCE, TARGET), {CASES: lambda ranked: ranked[CASE].nunique()})


def work(events: Events) -> Relation:
    """Return how long each activity is worked on, of the events whose start is known; needs a column of starts."""
    found = events.numbered(START)
    known = found.filter(found[START].notnull())
    return _measured(known.select(**{ACTIVITY: known[ACTIVITY], _VALUE: known[TIME] - known[START]}), (ACTIVITY,), {})


def durations(events: Events) -> Relation:
    """Return in one row how long the cases take, from their earliest beginning to their last end."""
    found = events.numbered(START)
    found = found.mutate(_begin(found).name(BEGIN))
    found = found.group_by(CASE).agg(**{BEGIN: found[BEGIN].min(), END: found[TIME].max()})
    return _measured(found.select(**{_VALUE: found[END] - found[BEGIN]}), (), {})


def days(events: Events) -> Relation:
    """Return for each day in UTC on which anything happened the cases that began, the cases that ended, the events.

    The day is in microseconds since ``EARLIEST``, so that it is never below zero: engines divide such numbers unalike.
    """
    found = events.numbered(START)
    ends = found.mutate(_begin(found).name(BEGIN)).group_by(CASE)
    cases_ = ends.agg(**{BEGIN: ibis._[BEGIN].min(), END: ibis._[TIME].max()})
    kinds = (
        (STARTS, cases_, cases_[BEGIN]),
        (ENDS, cases_, cases_[END]),
        (EVENTS, found, found[TIME]),
    )
    parts = [
        table.select(ibis.literal(kind).name(KIND), ((at - EARLIEST) - (at - EARLIEST) % DAY).name(PERIOD))
        for kind, table, at in kinds
    ]
    both = ibis.union(*parts, distinct=False)
    return both.group_by(KIND, PERIOD).agg(**{COUNT: both.count()})


def variants(events: Events, *, model: bool = False) -> Relation:
    """Return each distinct sequence of activities with its number of cases.

    The sequence is a text of numbers, ``SAME_WIDTH + position * CODES + code``, ascending; codes are those of
    ``activities``.

    Args:
        events: The events.
        model: Whether to name the smallest case of each variant, which ``cases`` names too.
    """
    found = _sequences(events)
    said = {MODEL: found[CASE].min()} if model else {}
    return found.group_by(SEQUENCE).agg(**{CASES: found.count(), **said})


def cases(events: Events) -> Relation:
    """Return each case: begin and end, events, the smallest case of the same variant, and what is said of it."""
    found = _sequences(events)
    model = found[CASE].min().over(ibis.window(group_by=found[SEQUENCE]))
    return found.mutate(model.name(MODEL)).drop(SEQUENCE)


def resources(events: Events) -> Relation:
    """Return who did how many events in how many cases, null where nobody is stated; needs a resource."""
    found = events.numbered(RESOURCE)
    return found.group_by(RESOURCE).agg(**{EVENTS: found.count(), CASES: found[CASE].nunique()})


def handovers(events: Events) -> Relation:
    """Return who follows directly upon whom, null where nobody is stated, as ``edges`` does; needs a resource."""
    found = events.numbered(START, RESOURCE, before=(TIME, RESOURCE))
    pairs = found.filter(found[N] > 0)
    pairs = pairs.select(
        **{
            SOURCE: pairs[f"{BEFORE}{RESOURCE}"],
            TARGET: pairs[RESOURCE],
            CASE: pairs[CASE],
            _VALUE: _begin(pairs) - pairs[f"{BEFORE}{TIME}"],
        }
    )
    return _measured(pairs, (SOURCE, TARGET), {CASES: lambda ranked: ranked[CASE].nunique()})


def _times(flag: Value) -> Value:
    """Return how often a flag is true; null is false, and no row is none."""
    return flag.ifelse(1, 0).sum().fill_null(0).cast("int64")


def _coded(grouped: Relation) -> Relation:
    """Number activities, in the engine's own order of texts."""
    return grouped.mutate(ibis.row_number().over(ibis.window(order_by=grouped[ACTIVITY])).name(CODE))


def _begin(found: Relation) -> Value:
    return found[START].fill_null(found[TIME]) if START in found.columns else found[TIME]


def _of_case(found: Relation, events: Events) -> Mapping[str, Value]:
    said = {name: _first(found, name) for name in events.columns.of_case()}
    return {EVENTS: found.count(), BEGIN: found[BEGIN].min(), END: found[TIME].max(), **said}


def _first(found: Relation, name: str) -> Value:
    """Return the first stated value of a case."""
    return found[name].argmin(found[N], where=found[name].notnull())


def _sequences(events: Events) -> Relation:
    """Return one row a case, with its sequence as a text of ascending numbers."""
    numbered = events.numbered(START, *events.columns.of_case())
    known = _coded(numbered.group_by(ACTIVITY).agg(numbered.count().name(EVENTS)))
    known = known.select(**{CODE: known[CODE], "activity_": known[ACTIVITY]})
    found = numbered.join(known, numbered[ACTIVITY] == known.activity_)
    found = found.mutate(_begin(found).name(BEGIN), place_=(found[N] * CODES + found[CODE] + SAME_WIDTH).cast("string"))
    gathered = found.group_by(CASE).agg(**_of_case(found, events), places_=found.place_.collect())
    text = gathered.places_.sort().join(",")
    return gathered.mutate(text.name(SEQUENCE)).drop("places_")


def _measured(values: Relation, by: tuple[str, ...], more: Mapping[str, Callable[[Relation], Value]]) -> Relation:
    """Return for each group the count, the halves of the sum, the ends and the neighbours of the quantiles."""
    high = (values[_VALUE] // HALF).cast("int64")
    group = [values[name] for name in by]
    ranked = values.mutate(
        (ibis.row_number().over(ibis.window(group_by=group, order_by=values[_VALUE])) + 1).name(_RANK),
        ibis._.count().over(ibis.window(group_by=group)).name(_ALL),
        high.name("high_"),
    )
    value, rank, n = ranked[_VALUE], ranked[_RANK], ranked[_ALL]
    found = {
        COUNT: ranked.count(),
        "high": ranked.high_.sum().cast("int64"),
        "low": (value - ranked.high_ * HALF).sum().cast("int64"),
        "least": value.min(),
        "most": value.max(),
    }
    for name, (numerator, denominator) in QUANTILES.items():
        below = ibis.greatest((n + 1) * numerator // denominator, 1).cast("int64")
        below = ibis.least(below, n)
        found[f"{name}_below"] = value.max(where=rank == below)
        found[f"{name}_above"] = value.max(where=rank == ibis.least(below + 1, n))
    found.update({name: ask(ranked) for name, ask in more.items()})
    return ranked.group_by(list(by)).agg(**found) if by else ranked.agg(**found)
