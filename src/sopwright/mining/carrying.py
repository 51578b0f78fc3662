"""Which values did a person carry by hand from one place to another?

In: the recordings. Out: routes from field to field, with counts.

Law: a carried value is told by two events, where it came from and where it went; never by the value. What the
recorder could not see (equality of typed values, say) is said, not counted as none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import Case, events_by_number, field_key, field_label, name_of
from sopwright.mining.quantiles import count
from sopwright.recording.schema import Event, Kind
from sopwright.recording.work import Work

_RECEIVING = frozenset({Kind.PASTE, Kind.ENTER, Kind.CHOOSE})
NOT_CHECKED = "the recorder did not check whether values were equal, and nothing was copied or pasted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """One value carried from one place to another.

    Attributes:
        name: The recording.
        work: The work it belongs to.
        source: The event where the value was before; ``None`` when a paste has no source in the recording.
        target: The event that put it into another place.
        equal: Whether the recorder saw that the values were equal; otherwise copy and paste say so.
    """

    name: str
    work: Work
    source: Event | None
    target: Event
    equal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """From one field to another.

    Attributes:
        from_app: Name of the application it came from.
        from_field: Name of the field it came from.
        to_app: Name of the application it went to.
        to_field: Name of the field it went to.
        times: How often.
        runs: In how many runs.
        equal: How often the recorder saw that the values were equal.
        evidence: The events on both sides.
    """

    from_app: str
    from_field: str
    to_app: str
    to_field: str
    times: int
    runs: int
    equal: int
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """All values carried by hand.

    Attributes:
        routes: From field to field, most frequent first.
        figures: Values carried, across applications, pastes, pastes without a source.
    """

    routes: tuple[Route, ...]
    figures: tuple[Figure, ...]


def carries_of(name: str, work: Work) -> Iterator[Carry]:
    """Yield each value carried in one recording, in order."""
    events = events_by_number(work)
    copied: Event | None = None
    pasted: Event | None = None
    for event in work.recording.events:
        if event.kind is Kind.COPY:
            copied, pasted = event, None
            continue
        if event.kind not in _RECEIVING:
            continue
        if event.kind is not Kind.PASTE and pasted is not None and _same_field(pasted, event):
            continue
        linked = events.get(event.value.same_as) if event.value else None
        if event.kind is Kind.PASTE:
            pasted = event
            yield Carry(name=name, work=work, source=linked or copied, target=event, equal=linked is not None)
        elif linked is not None and not _same_field(linked, event):
            yield Carry(name=name, work=work, source=linked, target=event, equal=True)


def _same_field(one: Event, other: Event) -> bool:
    key = field_key(one.app, one.page, one.target)
    return key is not None and key == field_key(other.app, other.page, other.target)


def carrying_of(works: Sequence[Work], cases: Sequence[Case], carries: Sequence[Carry]) -> Carrying:
    """Return the routes by which these values were carried by hand."""
    run_of = {(case.name, n): case.run.number for case in cases for step in case.run.steps for n in step.events}
    groups: dict[tuple[str, str, str, str], list[Carry]] = {}
    for carry in carries:
        if carry.source is not None:
            groups.setdefault(_ends(carry, carry.source), []).append(carry)
    routes = [
        Route(
            from_app=ends[0],
            from_field=ends[1],
            to_app=ends[2],
            to_field=ends[3],
            times=len(group),
            runs=len({(c.name, run) for c in group if (run := run_of.get((c.name, c.target.number)))}),
            equal=sum(carry.equal for carry in group),
            evidence=tuple(ref for carry in group for ref in evidence_of(carry)),
        )
        for ends, group in groups.items()
    ]
    return Carrying(routes=tuple(sorted(routes, key=lambda route: -route.times)), figures=_figures(works, carries))


def sources_of(carries: Iterable[Carry]) -> dict[tuple[str, int], str]:
    """Return where each carried value came from, by recording and number of the event that received it."""
    return {
        (carry.name, carry.target.number): f"{carry.source.app} {field_label(carry.source.target)}"
        for carry in carries
        if carry.source is not None
    }


def all_carries(works: Sequence[Work]) -> tuple[Carry, ...]:
    """Return every value carried in any of the recordings, in order."""
    return tuple(carry for index, work in enumerate(works) for carry in carries_of(name_of(index), work))


def evidence_of(carry: Carry) -> tuple[EventRef, ...]:
    """Return the event the value came from and the event that put it elsewhere."""
    events = (carry.source, carry.target)
    return tuple(EventRef(recording=carry.name, number=event.number) for event in events if event is not None)


def _ends(carry: Carry, source: Event) -> tuple[str, str, str, str]:
    recording = carry.work.recording
    target = carry.target
    return (
        recording.app_name(source.app),
        field_label(source.target),
        recording.app_name(target.app),
        field_label(target.target),
    )


def _figures(works: Sequence[Work], carries: Sequence[Carry]) -> tuple[Figure, ...]:
    checked = [work for work in works if any(e.value and e.value.same_as for e in work.recording.events)]
    definition = (
        "A paste, or an entry that equals a field seen earlier in the same recording; the value itself is never kept. "
        "n counts the pastes, entries and choices looked at. "
        f"Equality was seen in {len(checked)} of {len(works)} recordings; elsewhere only copying and pasting shows it."
    )
    pastes = [carry for carry in carries if carry.target.kind is Kind.PASTE]
    known = [carry for carry in carries if carry.source is not None]
    across = [carry for carry in known if carry.source and carry.source.app != carry.target.app]
    if not carries and not checked:
        return (
            Figure(
                label="Values carried by hand",
                value=None,
                unit="count",
                n=0,
                unknown=NOT_CHECKED,
                definition=definition,
            ),
        )
    n = sum(event.kind in _RECEIVING for work in works for event in work.recording.events)
    return (
        count("Values carried by hand", len(known), n=n, definition=definition, evidence=_all(known)),
        count("Of these, between applications", len(across), n=len(known), definition=definition),
        count("Pastes", len(pastes), n=n, definition="Paste events in all recordings; n as before."),
        count(
            "Pastes whose source was not recorded",
            sum(carry.source is None for carry in pastes),
            n=len(pastes),
            definition="Pastes with no copy and no equal value before them in the recording.",
            evidence=_all([carry for carry in pastes if carry.source is None]),
        ),
    )


def _all(carries: Sequence[Carry]) -> tuple[EventRef, ...]:
    return tuple(ref for carry in carries for ref in evidence_of(carry))
