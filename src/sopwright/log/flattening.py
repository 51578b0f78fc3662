"""How do events about several objects become cases? One case for each object of a type, at a price that is stated.

In: a log of objects, and the type of object that is the case. Out: a ``Reading``, and what flattening did to the log.

Law: each event is a row of every object of the type that took part in it, or refused because none did. Objects of
other types stay with the event: ``object:account`` names them. Of an attribute that changed, a row has the value that
it had when the event happened.

Source: van der Aalst, *Object-centric process mining: dealing with divergence and convergence in event data*, 2019, for
deficiency, convergence and divergence.
"""

from dataclasses import dataclass

import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.objects import EVENT, NAME, OBJECT, OTHER, QUALIFIER, TYPE, VALUE, ObjectLog
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    LIFECYCLE,
    MOMENT,
    NAMES,
    OF_CASE,
    REFUSED,
    RESOURCE,
    ROLE,
    ROW,
    SOURCE,
    START,
    TIME,
    Reading,
)

OF_OBJECT = "object:"
"""How the name of an attribute begins that names the objects of another type."""
AND = "; "
"""What stands between several objects."""
_OURS = {
    "resource": RESOURCE,
    "org:resource": RESOURCE,
    "org:role": ROLE,
    "lifecycle": LIFECYCLE,
    "lifecycle:transition": LIFECYCLE,
    "start_timestamp": START,
}
"""Attributes of events that are columns of ours."""
_PEOPLE = ("resource", "rep", "sales rep", "user", "employee", "agent", "worker", "staff", "performer", "person")
"""Types of objects that are people, in the order in which they are taken for the resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """What flattening did to a log.

    Attributes:
        case: The type of object that became the case.
        events: Events before flattening.
        rows: Rows after it.
        cases: Cases with at least one row.
        idle: Objects of the type without an event; they are no case.
        deficient: Events in which no object of the type took part; they were left out.
        convergent: Events in which several took part; they were copied.
        copies: Rows that are such copies, the first of each event not counted.
        divergent: Rows of an activity that is repeated in a case for different objects of some type, people left out:
            it looks like rework, and may be none.
        divergent_cases: Cases that hold such rows.
        divergent_types: The types of those other objects, by name.
    """

    case: str
    events: int
    rows: int
    cases: int
    idle: int
    deficient: int
    convergent: int
    copies: int
    divergent: int
    divergent_cases: int
    divergent_types: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """Return what a reader of figures must know, in words."""
        case, events = self.case, f"of {counted(self.events, 'event')}"
        became = f"{counted(self.rows, 'row')} of {counted(self.cases, 'case')}"
        found = [f"one case for each object of type “{case}”: {counted(self.events, 'event')} became {became}"]
        if self.idle:
            found.append(f"{counted(self.idle, 'object')} of type “{case}” without an event: no case (deficiency)")
        if self.deficient:
            found.append(f"{self.deficient:,} {events} without an object of type “{case}”: left out (deficiency)")
        if self.convergent:
            found.append(
                f"{self.convergent:,} {events} with several objects of type “{case}”: copied to each, "
                f"{counted(self.copies, 'row')} more than events (convergence); totals over cases count them repeatedly"
            )
        if self.divergent:
            types = ", ".join(f"“{kind}”" for kind in self.divergent_types)
            found.append(
                f"{counted(self.divergent, 'row')} in {counted(self.divergent_cases, 'case')} repeat an activity of "
                f"their case for other objects of type {types} (divergence): it looks like rework and may be none, and "
                "their order may mean nothing"
            )
        return tuple(found)


def flatten(log: ObjectLog, case: str) -> tuple[Reading, Distortion]:
    """Return one case for each object of a type.

    Args:
        log: Events and objects.
        case: The type of object; one that ``log.objects`` has.
    """
    known = log.relations.drop_nulls(TYPE)
    own = known.filter(pl.col(TYPE) == case)
    pairs = own.group_by(EVENT, OBJECT, maintain_order=True).agg(pl.col(QUALIFIER).filter(pl.col(QUALIFIER) != ""))
    rows = log.events.join(pairs, on=EVENT, how="inner", maintain_order="left_right")
    others = _others(known, case)
    taken = {CASE, ACTIVITY, TIME, ROW, SOURCE}
    frame = rows.select(
        pl.col(OBJECT).alias(CASE),
        pl.col(ACTIVITY),
        pl.col(TIME),
        pl.col(EVENT).alias(ROW),
        pl.lit(log.source).alias(SOURCE),
    )
    people, note = _resource(log, others)
    columns = [*_event_columns(log, rows, taken), *_other_columns(others, rows, people)]
    columns += [*_case_columns(log, rows), *_changing(log, rows)]
    if rows[QUALIFIER].list.len().max():
        columns.append(rows[QUALIFIER].list.join(AND).alias(QUALIFIER))
    distortion = _distortion(log, rows, others, case)
    notes = [*log.notes, *(f"{log.source}: {sentence}." for sentence in (*distortion.sentences(), *note))]
    deficient = log.events.join(own.select(EVENT), on=EVENT, how="anti", maintain_order="left")
    refused = pl.concat([log.refused, _left_out(deficient, log.source, case)]).sort(ROW, maintain_order=True)
    return Reading(rows=frame.with_columns(columns), refused=refused, notes=tuple(notes)), distortion


def _others(known: pl.DataFrame, case: str) -> dict[str, pl.DataFrame]:
    """Return for each other type the objects of each event, joined, and how many."""
    found = known.filter(pl.col(TYPE) != case).unique([EVENT, OBJECT], maintain_order=True)
    each = found.sort(EVENT, TYPE, OBJECT).group_by(EVENT, TYPE, maintain_order=True)
    joined = each.agg(pl.col(OBJECT).str.join(AND).alias("objects"), pl.len().alias("count"))
    return {
        str(part[TYPE][0]): part.drop(TYPE) for part in joined.sort(TYPE, EVENT).partition_by(TYPE, maintain_order=True)
    }


def _event_columns(log: ObjectLog, rows: pl.DataFrame, taken: set[str]) -> list[pl.Series]:
    """Return the attributes of events for each row."""
    place = log.events[EVENT].search_sorted(rows[EVENT])
    found = []
    for name in log.event_attributes.columns:
        column = log.event_attributes[name].gather(place)
        ours = _OURS.get(name.lower(), "")
        if ours and ours not in taken and (ours != START or column.dtype == MOMENT):
            taken.add(ours)
            found.append((column if ours == START else column.cast(pl.String)).alias(ours))
        else:
            found.append(column.alias(_free(name)))
    return found


def _free(name: str) -> str:
    """Return a name for an attribute of events that is none of our own."""
    reserved = name in NAMES or name == QUALIFIER or name.startswith((OF_CASE, OF_OBJECT))
    return f"event:{name}" if reserved else name


def _resource(log: ObjectLog, others: dict[str, pl.DataFrame]) -> tuple[str, tuple[str, ...]]:
    """Return the type of objects that are the people, where events do not name theirs."""
    if any(_OURS.get(name.lower()) == RESOURCE for name in log.event_attributes.columns):
        return "", ()
    people = {_plain(kind): kind for kind in sorted(others, reverse=True) if _is_people(kind)}
    found = next((people[word] for one in _PEOPLE for word in (one, f"{one}s") if word in people), "")
    return found, ((f"who did it is the object of type “{found}”",) if found else ())


def _plain(kind: str) -> str:
    return kind.lower().replace("_", " ")


def _is_people(kind: str) -> bool:
    """Return whether objects of a type are people, by its name."""
    return _plain(kind).removesuffix("s") in _PEOPLE or _plain(kind) in _PEOPLE


def _other_columns(others: dict[str, pl.DataFrame], rows: pl.DataFrame, people: str) -> list[pl.Series]:
    """Return which objects of other types took part in each row's event, and how many where it is not always one."""
    found = []
    for kind, part in others.items():
        each = rows.select(EVENT).join(part, on=EVENT, how="left", maintain_order="left")
        found.append(each["objects"].alias(f"{OF_OBJECT}{kind}"))
        if kind == people:
            found.append(each["objects"].alias(RESOURCE))
        most = each["count"].max()
        if isinstance(most, int) and most > 1:
            found.append(each["count"].fill_null(0).cast(pl.Int64).alias(f"{OF_OBJECT}{kind}:count"))
    return found


def _case_columns(log: ObjectLog, rows: pl.DataFrame) -> list[pl.Series]:
    """Return the attributes of each row's case that never changed, and what it is related to without an event."""
    changed = set(log.changes[NAME])
    place = rows.select(OBJECT).join(log.objects.with_row_index("place"), on=OBJECT, how="left", maintain_order="left")
    found = [
        log.object_attributes[name].gather(place["place"]).alias(f"{OF_CASE}{name}")
        for name in log.object_attributes.columns
        if name not in changed
    ]
    both = pl.concat(
        [
            log.related.select(OBJECT, OTHER),
            log.related.select(pl.col(OTHER).alias(OBJECT), pl.col(OBJECT).alias(OTHER)),
        ]
    )
    types = log.objects.rename({OBJECT: OTHER})
    joined = (
        both.unique()
        .join(types, on=OTHER)
        .sort(TYPE, OBJECT, OTHER)
        .group_by(TYPE, OBJECT, maintain_order=True)
        .agg(pl.col(OTHER).str.join(AND))
    )
    for part in joined.partition_by(TYPE, maintain_order=True):
        each = rows.select(OBJECT).join(part, on=OBJECT, how="left", maintain_order="left")
        found.append(each[OTHER].alias(f"{OF_CASE}{OF_OBJECT}{part[TYPE][0]}"))
    return [column for column in found if column.null_count() < len(column)]


def _changing(log: ObjectLog, rows: pl.DataFrame) -> list[pl.Series]:
    """Return what each attribute of the case that changed was when the row's event happened."""
    found = []
    numbered = rows.select(OBJECT, TIME).with_row_index("place").sort(TIME, maintain_order=True)
    for name in sorted(set(log.changes[NAME])):
        first = log.objects.select(OBJECT).with_columns(log.object_attributes[name].cast(pl.String).alias(VALUE))
        changes = log.changes.filter(pl.col(NAME) == name).select(OBJECT, TIME, VALUE)
        constant = first.join(changes, on=OBJECT, how="anti").with_columns(pl.lit(None, dtype=MOMENT).alias(TIME))
        values = pl.concat([constant.select(OBJECT, TIME, VALUE), changes])
        values = values.with_columns(pl.col(TIME).fill_null(_EARLIEST)).sort(TIME, maintain_order=True)
        each = numbered.join_asof(values, on=TIME, by=OBJECT, check_sortedness=False).sort("place")[VALUE]
        if each.null_count() < len(each):
            found.append(_typed(each, log.object_attributes.schema[name]).alias(_free(name)))
    return found


def _typed(texts: pl.Series, kind: pl.DataType) -> pl.Series:
    """Return values as numbers where the attribute is one and all of them are."""
    if not kind.is_numeric():
        return texts
    numbers = texts.cast(pl.Float64, strict=False)
    return numbers if numbers.null_count() == texts.null_count() else texts


_EARLIEST = pl.datetime(1, 1, 1, time_unit="us", time_zone="UTC")


def _distortion(log: ObjectLog, rows: pl.DataFrame, others: dict[str, pl.DataFrame], case: str) -> Distortion:
    copies = rows.group_by(EVENT).len()["len"]
    divergent = rows.select(EVENT, OBJECT, ACTIVITY).with_row_index("place")
    marks, types = pl.Series([False] * len(rows), dtype=pl.Boolean), []
    for kind, part in others.items():
        if _is_people(kind):
            continue  # that another person does it again is rework indeed
        each = divergent.join(part, on=EVENT, how="left", maintain_order="left")
        mark = each.select(pl.col("objects").drop_nulls().n_unique().over(OBJECT, ACTIVITY) > 1)["objects"]
        if mark.any():
            types.append(kind)
            marks = marks | mark
    objects = log.objects.filter(pl.col(TYPE) == case)
    return Distortion(
        case=case,
        events=len(log.events),
        rows=len(rows),
        cases=rows[OBJECT].n_unique(),
        idle=len(objects) - rows[OBJECT].n_unique(),
        deficient=len(log.events) - rows[EVENT].n_unique(),
        convergent=int((copies > 1).sum()),
        copies=len(rows) - len(copies),
        divergent=int(marks.sum()),
        divergent_cases=rows[OBJECT].filter(marks).n_unique(),
        divergent_types=tuple(types),
    )


def _left_out(events: pl.DataFrame, source: str, case: str) -> pl.DataFrame:
    return events.select(
        pl.lit(source).alias(SOURCE),
        pl.col(EVENT).alias(ROW),
        pl.lit(CASE).alias("column"),
        pl.lit("").alias("value"),
        pl.format("no object of type “{}” takes part in it", pl.lit(case)).alias("reason"),
    ).cast(REFUSED)
