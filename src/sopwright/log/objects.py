"""What does a log look like in which an event is about several things? Events, objects, and who took part in what.

In: nothing; these are the types. ``ocel.read_objects`` fills them, ``flattening.flatten`` makes cases of them.

Law: nothing is flattened here: an event names all its objects, an object all that it is related to, and an attribute of
an object each value that it had.
"""

from dataclasses import dataclass

import polars as pl

EVENT = "event"
"""Number of the event in its file, from 1."""
OBJECT = "object"
TYPE = "type"
QUALIFIER = "qualifier"
OTHER = "other"
NAME = "name"
VALUE = "value"
ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ObjectLog:
    """Events and the objects that took part in them.

    Attributes:
        source: The file, as the user named it.
        events: ``event`` (its number in the file, from 1, ascending), ``id``, ``activity`` (text, never null or empty)
            and ``time`` (``MOMENT``, never null).
        event_attributes: One row for each row of ``events``, one column for each attribute.
        objects: ``object`` (its id, each once, in the order of the file) and ``type``.
        object_attributes: One row for each row of ``objects``, one column for each attribute: its first value.
        changes: ``object``, ``name``, ``time`` and ``value`` (text): every value of those attributes that changed, the
            first one included; by object, name and time.
        relations: ``event``, ``object``, ``type`` (null where the file does not declare the object) and ``qualifier``.
        related: ``object``, ``other`` and ``qualifier``: what the file relates without an event.
        refused: Events that could not be read, as ``reading.REFUSED``.
        notes: What whoever reads figures from these must know.
    """

    source: str
    events: pl.DataFrame
    event_attributes: pl.DataFrame
    objects: pl.DataFrame
    object_attributes: pl.DataFrame
    changes: pl.DataFrame
    relations: pl.DataFrame
    related: pl.DataFrame
    refused: pl.DataFrame
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSummary:
    """One type of object.

    Attributes:
        type: Its name.
        objects: How many objects the file has of it.
        idle: How many of these took part in no event.
        events: In how many events at least one took part.
        most: The most of them in one event.
        activities: In how many activities they took part.
    """

    type: str
    objects: int
    idle: int
    events: int
    most: int
    activities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectOverview:
    """What a log of objects holds, before anything is flattened.

    Attributes:
        events: Number of events.
        without: Number of events in which no object took part.
        types: The types of objects, by name.
        activities: For each activity and type in how many of its events objects of the type took part; by both names.
        relations: For each pair of types how often objects are related without an event; by both names.
    """

    events: int
    without: int
    types: tuple[TypeSummary, ...]
    activities: tuple[tuple[str, str, int], ...]
    relations: tuple[tuple[str, str, int], ...]


def overview(log: ObjectLog) -> ObjectOverview:
    """Return what a log of objects holds."""
    known = log.relations.drop_nulls(TYPE).join(log.events.select(EVENT, "activity"), on=EVENT)
    taking_part = known.unique([EVENT, OBJECT])
    each = taking_part.group_by(EVENT, TYPE, "activity").len()
    activities = each.group_by("activity", TYPE).len().sort("activity", TYPE)
    types = log.objects.select(OBJECT, first=TYPE)
    pairs = (
        log.related.join(types, on=OBJECT)
        .join(types.rename({OBJECT: OTHER, "first": "second"}), on=OTHER)
        .group_by("first", "second")
        .len()
        .sort("first", "second")
    )
    return ObjectOverview(
        events=len(log.events),
        without=len(log.events) - known[EVENT].n_unique(),
        types=tuple(_summary(log, taking_part, each, kind) for kind in log.objects[TYPE].unique().sort()),
        activities=tuple(activities.iter_rows()),
        relations=tuple(pairs.iter_rows()),
    )


def _summary(log: ObjectLog, taking_part: pl.DataFrame, each: pl.DataFrame, kind: str) -> TypeSummary:
    objects = log.objects.filter(pl.col(TYPE) == kind)
    own = each.filter(pl.col(TYPE) == kind)
    busy = taking_part.filter(pl.col(TYPE) == kind)[OBJECT].n_unique()
    most = own["len"].max()
    return TypeSummary(
        type=kind,
        objects=len(objects),
        idle=len(objects) - busy,
        events=len(own),
        most=most if isinstance(most, int) else 0,
        activities=own["activity"].n_unique(),
    )
