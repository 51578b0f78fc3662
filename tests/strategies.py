"""Random values for laws: SOPs and their parts, driven by the types, so that a new attribute is tested unasked."""

import string
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.sop.contract import (
    AllOf,
    AnyOf,
    Condition,
    EventTest,
    FieldTest,
    Not,
    Operator,
    RouteTarget,
    RoutingRule,
)
from sopwright.sop.document import Phase, Sop, Step, TimeSplit
from sopwright.sop.duration import Duration, Unit
from sopwright.sop.shape import is_condition, is_record, item_of, key_slot, slots

T = TypeVar("T")

AWKWARD = (
    "no", "on", "Yes", "null", "~", "true", "5", "007", "1.10", "1e3", ".nan", "0x1F", "09:00", "2026-03-31",
    "a: b", "x #y", "# x", "- x", "*a*", "&a", "!a", "%a", "@a", "`a", "{a}", "[a]", "a,b", "a:", ":a", "? a",
    "'a'", '"a"', "a\\b", "<<", "=", "---", "...", " a", "a ", "a  b", "a\nb", "a\n\nb\n", "\na", " a\nb",
    "a\n  b", "a \nb", "a\tb", "\ta",
    "word " * 40, "x" * 150, "é – “ß” 名 😀", "\u2028", "\u00a0", "\ufeff",
)  # fmt: skip
"""Texts that file forms get wrong."""

_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), include_characters="\n\t\r", exclude_characters="\ufffe\uffff"
)
texts = st.one_of(
    st.text(string.ascii_letters + " -:#,", min_size=1, max_size=30),
    st.sampled_from(AWKWARD),
    st.text(_CHARACTERS, min_size=1, max_size=12),
)
ids = st.text(string.ascii_lowercase + string.digits + "-_é", min_size=1, max_size=8).filter(
    lambda text: text[0] != "-"
)
refs = st.builds(EventRef, recording=st.sampled_from(("rec1", "rec2", "a-b.c_d")), number=st.integers(1, 30))
evidence = st.lists(refs, max_size=5, unique=True).map(lambda found: tuple(sorted(found)))
durations = st.builds(Duration, amount=st.integers(0, 9999), unit=st.sampled_from(Unit))
numbers = st.integers(-(10**9), 10**9) | st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-999, max_value=999
)
scalars = st.one_of(texts, numbers, st.booleans(), st.sampled_from((Decimal("1E+5"), Decimal("0.10"))))


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    origin = draw(st.sampled_from(Origin))
    found = draw(evidence)
    if origin in (Origin.OBSERVED, Origin.DERIVED) and not found:
        found = (draw(refs),)
    return Sentence(text=draw(texts.filter(lambda text: bool(text.strip()))), origin=origin, evidence=found)


@st.composite
def field_tests(draw: st.DrawFn) -> FieldTest:
    operator = draw(st.sampled_from(Operator))
    value: Any
    if operator in (Operator.IN, Operator.NOT_IN):
        value = tuple(draw(st.lists(scalars, min_size=1, max_size=3)))
    elif operator is Operator.KNOWN:
        value = draw(st.booleans())
    elif operator in (Operator.CONTAINS, Operator.STARTS_WITH):
        value = draw(texts)
    else:
        value = draw(scalars if operator in (Operator.IS, Operator.IS_NOT) else numbers)
    return FieldTest(field=draw(texts), operator=operator, value=value)


event_tests = st.builds(EventTest, event=texts, within_days=st.integers(0, 99), at_least=st.integers(1, 9))
conditions: st.SearchStrategy[Condition] = st.recursive(
    cast("st.SearchStrategy[Condition]", field_tests() | event_tests),
    lambda inner: st.one_of(
        st.builds(AllOf, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, part=inner),
    ),
    max_leaves=4,
)


@st.composite
def time_splits(draw: st.DrawFn) -> TimeSplit:
    work, system, idle, away, paused = (draw(st.integers(0, 10**6)) for _ in range(5))
    total = work + system + idle + away + paused
    return TimeSplit(total_ms=total, work_ms=work, system_ms=system, idle_ms=idle, away_ms=away, paused_ms=paused)


def values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type hint has no narrower type
    """Return values of any type of an SOP; ids and references within them are not mended."""
    item = item_of(hint)
    if item is EventRef:
        return evidence
    if item is not None:
        key = key_slot(item) if is_record(item) else None
        unique = None if key is None else (lambda value: getattr(value, key.attribute))
        return st.lists(values(item), max_size=2, unique_by=unique).map(tuple)
    if is_condition(hint):
        return conditions
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    known: dict[Any, st.SearchStrategy[Any]] = {
        Sentence: sentences(),
        TimeSplit: time_splits(),
        str: texts,
        bool: st.booleans(),
        int: st.integers(-(10**6), 10**6),
        date: st.dates(),
        Duration: durations,
    }
    return known[hint] if hint in known else st.deferred(lambda: records(hint))


def records(kind: type[T]) -> st.SearchStrategy[T]:
    """Return values of a type, each attribute left at its default as often as not."""
    chosen: dict[str, st.SearchStrategy[Any]] = {}
    for slot in slots(kind):
        keyed = slot == key_slot(kind)
        value = values(slot.hint) if not keyed else texts.filter(lambda text: bool(text.strip()))
        chosen[slot.attribute] = value if slot.required else st.just(slot.default) | value
    return st.builds(kind, **chosen)


@st.composite
def sops(draw: st.DrawFn) -> Sop:
    """Draw an SOP that its own file form accepts: unique ids, references that point to something."""
    return mended(replace(draw(records(Sop)), id="sop", sop=1))


def mended(sop: Sop, *, ids: bool = True) -> Sop:
    """Return ``sop`` with ids that are unique, unless they are said to be, and references that point somewhere."""
    return _pointed(_renamed(sop) if ids else sop)


def _renamed(sop: Sop) -> Sop:
    counts = {"s": 0}

    def stepped(steps: Sequence[Step]) -> tuple[Step, ...]:
        found = []
        for step in steps:
            counts["s"] += 1
            found.append(replace(step, id=f"s{counts['s']}"))
        return tuple(found)

    return replace(
        sop,
        procedure=tuple(
            replace(phase, id=f"p{n}", steps=stepped(phase.steps)) for n, phase in enumerate(sop.procedure)
        ),
        exceptions=tuple(replace(path, id=f"e{n}", steps=stepped(path.steps)) for n, path in enumerate(sop.exceptions)),
        criteria=replace(
            sop.criteria,
            points=tuple(replace(rule, id=f"r{n}") for n, rule in enumerate(sop.criteria.points)),
            questions=tuple(replace(question, id=f"q{n}") for n, question in enumerate(sop.criteria.questions)),
        ),
    )


def _pointed(sop: Sop) -> Sop:
    steps = [step.id for step in sop.all_steps]
    onward = [*steps, *(path.id for path in sop.exceptions), "end"]
    if not steps:
        sop = replace(sop, decisions=())
    assets = [asset.id for asset in sop.assets]

    def step(old: Step) -> Step:
        ways = tuple(replace(branch, go=_one(onward, branch.go)) for branch in old.next)
        return replace(old, next=ways, uses=tuple(_one(assets, name) for name in old.uses if assets))

    def phase(old: Phase) -> Phase:
        return replace(old, steps=tuple(map(step, old.steps)))

    codes = [code.code for code in sop.disqualification]
    calendars = [calendar.name for calendar in sop.calendars]
    minimum = enumerate(sop.criteria.minimum)
    return replace(
        sop,
        procedure=tuple(map(phase, sop.procedure)),
        exceptions=tuple(
            replace(path, steps=tuple(map(step, path.steps)), rejoin=_one(["", "end", *steps], path.rejoin))
            for path in sop.exceptions
        ),
        decisions=tuple(
            replace(
                decision,
                id=f"d{n}",
                after=_one(steps, decision.after),
                options=tuple(replace(option, go=_one(onward, option.go)) for option in decision.options),
            )
            for n, decision in enumerate(sop.decisions)
        ),
        handoffs=tuple(replace(handoff, after=_one(["", *steps], handoff.after)) for handoff in sop.handoffs),
        sla=tuple(replace(limit, calendar=_one(["", *calendars], limit.calendar)) for limit in sop.sla),
        criteria=replace(
            sop.criteria,
            minimum=tuple(
                replace(rule, id=f"m{n}", else_code=_one(["", *codes], rule.else_code)) for n, rule in minimum
            ),
        ),
        cadences=tuple(
            replace(
                cadence,
                touches=tuple(
                    replace(touch, id=f"t{n}", asset=_one(["", *assets], touch.asset))
                    for n, touch in enumerate(cadence.touches)
                ),
            )
            for cadence in sop.cadences
        ),
        routing=_routed(sop.routing),
    )


def _routed(rules: Sequence[RoutingRule]) -> tuple[RoutingRule, ...]:
    rows = [
        replace(rule, id=rule.id and f"row{n}", otherwise=False)
        for n, rule in enumerate(rules)
        if rule.when is not None
    ]
    return (*rows, RoutingRule(to=RouteTarget(queue="unassigned"), otherwise=True)) if rules else ()


def _one(choices: Sequence[str], seed: str) -> str:
    """Return ``seed`` if it can be chosen, else a choice that depends on it only."""
    return seed if seed in choices else choices[sum(map(ord, seed)) % len(choices)]
