"""How do the parts of an OCEL file become a log of objects? They are gathered one by one, then put into tables.

In: events, objects and relations as one of the forms of OCEL states them. Out: an ``ObjectLog``.

Law: an event without an activity or a time is refused with its number; each other one is in the log, in the order of
the file. A relation to an object that the file does not declare is kept without a type, and a note says so.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from sopwright.log.amounts import counted
from sopwright.log.iso_times import instants
from sopwright.log.objects import EVENT, ID, NAME, OBJECT, OTHER, QUALIFIER, TYPE, VALUE, ObjectLog
from sopwright.log.reading import ACTIVITY, REFUSED, ROW, SOURCE, TIME
from sopwright.log.xes_stated import BOOLEAN, DATE, FLOAT, INT, STRING, Stated
from sopwright.log.xes_values import column_of, dense, merged

_KINDS = {
    "boolean": BOOLEAN,
    "bool": BOOLEAN,
    "integer": INT,
    "int": INT,
    "float": FLOAT,
    "double": FLOAT,
    "time": DATE,
    "date": DATE,
    "timestamp": DATE,
}
Found = dict[str, tuple[list[int], list[str], list[int]]]


def kind_of(declared: str) -> int:
    """Return the code of a type that a file declares; text when it declares none that is known."""
    return _KINDS.get(declared.lower(), STRING)


class Gathering:
    """Collects what a file states."""

    def __init__(self, source: str, zone: str = "") -> None:
        """Begin with nothing; times that name no zone are of ``zone``, UTC when empty."""
        self._source = source
        self._zone = zone
        self._events: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._event_attributes: Found = {}
        self._objects: dict[str, tuple[int, str]] = {}
        self._values: tuple[list[int], list[str], list[str | None], list[str], list[int]] = ([], [], [], [], [])
        self._relations: tuple[list[int], list[str], list[str]] = ([], [], [])
        self._related: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._retyped: list[str] = []
        self.notes: list[str] = []

    def event(self, identity: str, activity: str, time: str) -> int:
        """Take an event, and return its number."""
        for texts, text in zip(self._events, (identity, activity, time), strict=True):
            texts.append(text)
        return len(self._events[0])

    def event_attribute(self, event: int, name: str, value: str, kind: int) -> None:
        """Take an attribute of an event."""
        owner, values, kinds = self._event_attributes.setdefault(name, ([], [], []))
        owner.append(event - 1)
        values.append(value)
        kinds.append(kind)

    def object(self, identity: str, kind: str) -> None:
        """Take an object; of two with one id the first decides the type."""
        known = self._objects.setdefault(identity, (len(self._objects), kind))
        if known[1] != kind:
            self._retyped.append(identity)

    def object_attribute(self, identity: str, name: str, value: str, kind: int, since: str | None = None) -> None:
        """Take a value that an attribute of an object had, since a time where the file states one."""
        place, names, times, values, kinds = self._values
        place.append(self._objects[identity][0])
        names.append(name)
        times.append(since)
        values.append(value)
        kinds.append(kind)

    def relation(self, event: int, identity: str, qualifier: str) -> None:
        """Take that an object took part in an event."""
        self._relations[0].append(event)
        self._relations[1].append(identity)
        self._relations[2].append(qualifier)

    def related(self, identity: str, other: str, qualifier: str) -> None:
        """Take that an object is related to another."""
        self._related[0].append(identity)
        self._related[1].append(other)
        self._related[2].append(qualifier)

    def object_log(self) -> ObjectLog:
        """Return all that was taken."""
        events, attributes, refused = self._event_tables()
        objects = pl.DataFrame(
            {OBJECT: list(self._objects), TYPE: [kind for _, kind in self._objects.values()]},
            schema={OBJECT: pl.String, TYPE: pl.String},
        )
        of_objects, changes = self._object_tables(objects)
        relations = _table((EVENT, OBJECT, QUALIFIER), self._relations, {EVENT: pl.Int64})
        relations = relations.filter(pl.col(EVENT).is_in(events[EVENT].implode())).unique(maintain_order=True)
        relations = relations.join(objects, on=OBJECT, how="left", maintain_order="left")
        self._note_undeclared(relations)
        return ObjectLog(
            source=self._source,
            events=events,
            event_attributes=attributes,
            objects=objects,
            object_attributes=of_objects,
            changes=changes,
            relations=relations.select(EVENT, OBJECT, TYPE, QUALIFIER),
            related=_table((OBJECT, OTHER, QUALIFIER), self._related, {}).unique(maintain_order=True),
            refused=refused,
            notes=tuple(f"{self._source}: {note}." for note in self.notes),
        )

    def _event_tables(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Return events, their attributes, and the events that are refused."""
        frame = _table((ID, ACTIVITY, "text"), self._events, {})
        time, zoneless = instants(frame["text"], self._zone)
        if zoneless:
            zone = self._zone or "UTC"
            self.notes.append(f"{zoneless:,} of {counted(len(frame), 'time')} name no zone; they were read as {zone}")
        frame = frame.with_columns(pl.Series(EVENT, np.arange(1, len(frame) + 1)), time.alias(TIME))
        kept = (frame[ACTIVITY] != "") & time.is_not_null()
        found = [
            dense(column_of(name, merged(_stated(*stated)), self.notes, self._zone), len(frame)).alias(name)
            for name, stated in sorted(self._event_attributes.items())
        ]
        refused = self._refused(frame.filter(~kept))
        return frame.filter(kept).select(EVENT, ID, ACTIVITY, TIME), _filtered(found, kept), refused

    def _refused(self, frame: pl.DataFrame) -> pl.DataFrame:
        nameless = pl.col(ACTIVITY) == ""
        no_time = (
            pl.when(pl.col("text") == "").then(pl.lit("no time")).otherwise(pl.lit("no time as ISO 8601 writes it"))
        )
        return frame.select(
            pl.lit(self._source).alias(SOURCE),
            pl.col(EVENT).alias(ROW),
            pl.when(nameless).then(pl.lit("type")).otherwise(pl.lit(TIME)).alias("column"),
            pl.when(nameless).then(pl.lit("")).otherwise(pl.col("text").str.slice(0, 80)).alias("value"),
            pl.format(
                "event “{}” has {}", pl.col(ID), pl.when(nameless).then(pl.lit("no type")).otherwise(no_time)
            ).alias("reason"),
        ).cast(REFUSED)

    def _object_tables(self, objects: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the first value of each attribute of each object, and all values of those that changed."""
        if self._retyped:
            several = counted(len(self._retyped), "object is", "objects are")
            self.notes.append(f"{several} declared with two types, such as “{self._retyped[0]}”; the first was kept")
        table = _table(("place", NAME, TIME, VALUE, "kind"), self._values, {"place": pl.Int64, "kind": pl.UInt8})
        moments, _ = instants(table[TIME], self._zone)
        unread = moments.is_null() & table[TIME].is_not_null()
        if unread.any():
            count, example = counted(int(unread.sum()), "value"), table[TIME].filter(unread)[0][:80]
            self.notes.append(f"{count} of objects since a time that could not be read, such as “{example}”, left out")
        table = table.with_columns(moments.alias(TIME)).filter(~unread)
        table = table.sort("place", NAME, TIME, nulls_last=False, maintain_order=True)
        first = table.unique(["place", NAME], keep="first", maintain_order=True)
        columns = [
            dense(
                column_of(name, _stated(part["place"], part[VALUE], part["kind"]), self.notes, self._zone), len(objects)
            ).alias(name)
            for part in first.sort(NAME, "place").partition_by(NAME, maintain_order=True)
            for name in (str(part[NAME][0]),)
        ]
        several_values = pl.col(VALUE).n_unique().over("place", NAME) > 1
        changes = table.filter(several_values).with_columns(
            objects[OBJECT].gather(table.filter(several_values)["place"])
        )
        return pl.DataFrame(columns), changes.select(OBJECT, NAME, TIME, VALUE)

    def _note_undeclared(self, relations: pl.DataFrame) -> None:
        unknown = relations.filter(pl.col(TYPE).is_null())[OBJECT].unique().sort()
        if len(unknown):
            several = counted(len(unknown), "object takes", "objects take")
            self.notes.append(f"{several} part in events without being declared, such as “{unknown[0]}”")


def _table(
    names: Sequence[str], columns: Sequence[Sequence[object]], kinds: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame:
    """Return a table; columns are text unless ``kinds`` says otherwise."""
    return pl.DataFrame(
        {name: pl.Series(column, dtype=kinds.get(name, pl.String)) for name, column in zip(names, columns, strict=True)}
    )


def _stated(owner: npt.ArrayLike, value: Iterable[str], kind: npt.ArrayLike) -> Stated:
    texts = pl.Series(value, dtype=pl.String)
    return Stated(owner=np.asarray(owner, np.int64), value=texts, kind=np.asarray(kind, np.uint8))


def _filtered(columns: list[pl.Series], kept: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(columns).filter(kept) if columns else pl.DataFrame()
