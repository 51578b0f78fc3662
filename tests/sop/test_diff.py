from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sop.test_form import FULL
from tests.strategies import mended, sops

from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.sop.contract import Code, Condition
from sopwright.sop.diff import Change, ChangeKind, diff, words
from sopwright.sop.document import Role, Seal, Sop, Step
from sopwright.sop.duration import Duration
from sopwright.sop.form import parse

SOP = parse("a.sop.yaml", FULL)
PHASE = SOP.procedure[0]
CHECK = SOP.steps[0]
CALL = Step(id="call", do=Sentence(text="Call the lead."))
TWO = replace(SOP, procedure=(replace(PHASE, steps=(CHECK, CALL)),))


def with_step(step: Step) -> Sop:
    return replace(SOP, procedure=(replace(PHASE, steps=(step,)),))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param(SOP, SOP, (), id="nothing"),
        pytest.param(SOP, replace(SOP, title="Qualify"), ("title: Qualify a lead → Qualify",), id="a field"),
        pytest.param(SOP, replace(SOP, owner=""), ("owner removed: Sales Operations Manager",), id="a field goes"),
        pytest.param(
            SOP,
            with_step(replace(CHECK, do=Sentence(text="Set it.", origin=CHECK.do.origin, evidence=CHECK.do.evidence))),
            ("step 1 “Set it”: On the lead record, set **Lead Status** to *SQL – Accepted*. → Set it.",),
            id="the text of a sentence",
        ),
        pytest.param(
            SOP,
            with_step(replace(CHECK, do=replace(CHECK.do, origin=Origin.AUTHORED))),
            ("step 1 “Set Lead Status to SQL – Accepted”, origin: observed → authored",),
            id="the origin of a sentence",
        ),
        pytest.param(
            SOP,
            with_step(replace(CHECK, do=replace(CHECK.do, evidence=(EventRef(recording="rec1", number=42),)))),
            ("step 1 “Set Lead Status to SQL – Accepted”, evidence: rec1#41 → rec1#42",),
            id="the evidence of a sentence",
        ),
        pytest.param(
            SOP,
            with_step(replace(CHECK, within=Duration.parse("5 min"))),
            ("step 1 “Set Lead Status to SQL – Accepted”, within added: 5 min",),
            id="a time limit",
        ),
        pytest.param(SOP, TWO, ("step 2 “Call the lead” added: Call the lead.",), id="a step comes"),
        pytest.param(TWO, SOP, ("step 2 “Call the lead” removed: Call the lead.",), id="a step goes"),
        pytest.param(
            TWO,
            replace(TWO, procedure=(replace(PHASE, steps=(CALL, CHECK)),)),
            ("step 1 “Call the lead” moved: place 2 in “Qualify the lead” → place 1 in “Qualify the lead”",),
            id="a step moves",
        ),
        pytest.param(
            SOP,
            replace(SOP, roles=(SOP.roles[1], SOP.roles[0], Role(name="VP", does=Sentence(text="signs")))),
            ("role “AE” moved: place 2 → place 1", "role “VP” added: signs"),
            id="a keyed section",
        ),
        pytest.param(
            SOP,
            replace(SOP, disqualification=(SOP.disqualification[0], Code(code="D-TooSmall", meaning="tiny"))),
            (
                "code “D-TooSmall”, meaning: fewer than 51 employees → tiny",
                "code “D-TooSmall”, then removed: long-term nurture",
            ),
            id="two fields of one code",
        ),
        pytest.param(
            SOP,
            replace(SOP, routing=SOP.routing[1:]),
            ("routing row 1 removed: When country is US or NO: pool north, by rotation.",),
            id="a row without a name",
        ),
        pytest.param(
            SOP,
            replace(SOP, generated=(Seal(path="a", seal="b"),)),
            (),
            id="a seal is no content",
        ),
    ],
)
def test_changes_in_words(old: Sop, new: Sop, lines: tuple[str, ...]) -> None:
    assert words(diff(old, new)) == lines


def leaves(value: Any, path: str = "") -> dict[str, str]:  # noqa: ANN401 - a document has any value
    """The oracle: every field of a document by its path, found without the types' help."""
    if isinstance(value, Sop | Step):
        path = f"steps.{value.id}" if isinstance(value, Step) else ""
    if isinstance(value, tuple) and all(isinstance(item, str | EventRef) for item in value):
        return {path: repr(value)} if value else {}
    if isinstance(value, tuple):
        found: dict[str, str] = {}
        for n, item in enumerate(value, start=1):
            name = str(getattr(item, getattr(item, "KEY", "id"), ""))
            found |= leaves(item, f"{path}.{name}" if name else f"{path}[{n}]")
        return found
    if is_dataclass(value) and not isinstance(value, Condition | Duration):
        found = {}
        for field in fields(value):
            at = f"{path}.{field.name.rstrip('_')}" if path else field.name
            found |= leaves(getattr(value, field.name), at)
        return found
    return {} if value is None else {path: repr(value)}


def only_named(sop: Sop) -> Sop:
    """Leave out lists whose parts have no name: what is the same part there is a matter of opinion."""

    def step(old: Step) -> Step:
        return replace(old, remarks=(), next=())

    return replace(
        sop,
        generated=(),
        scope=type(sop.scope)(),
        prerequisites=(), completion=(), improvement=(), not_captured=(), questions=(), routing=(), lint=(),
        sla=tuple(replace(limit, missed=()) for limit in sop.sla),
        procedure=tuple(replace(phase, steps=tuple(map(step, phase.steps))) for phase in sop.procedure),
        exceptions=tuple(replace(path, steps=tuple(map(step, path.steps))) for path in sop.exceptions),
        decisions=tuple(replace(decision, options=()) for decision in sop.decisions),
    )  # fmt: skip


@given(st.data())
@settings(max_examples=40)
def test_every_field_that_differs_is_reported_once(data: st.DataObject) -> None:
    old, other = only_named(data.draw(sops())), only_named(data.draw(sops()))
    names = [field.name for field in fields(Sop) if field.name not in ("id", "sop", "title")]
    kept = data.draw(st.lists(st.sampled_from(names), unique=True))
    new = only_named(mended(replace(other, **{name: getattr(old, name) for name in kept})))
    before, after = leaves(old), leaves(new)
    different = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    changed = [change for change in diff(old, new) if change.kind is not ChangeKind.MOVED]
    for path in different:
        assert sum(covers(change, path) for change in changed) == 1, path
    for change in changed:
        assert any(covers(change, path) for path in different), change


def covers(change: Change, leaf: str) -> bool:
    if change.kind is ChangeKind.CHANGED:
        return change.path in (leaf, leaf.removesuffix(".text"))
    return leaf == change.path or leaf.startswith((f"{change.path}.", f"{change.path}["))


@given(sops())
@settings(max_examples=50)
def test_a_document_does_not_differ_from_itself(sop: Sop) -> None:
    assert diff(sop, sop) == ()


@given(sops(), sops())
@settings(max_examples=20)
def test_different_content_shows_and_the_way_back_is_as_long(old: Sop, new: Sop) -> None:
    there, back = diff(old, new), diff(new, old)
    assert bool(there) is (replace(old, generated=()) != replace(new, generated=()))
    assert len([c for c in there if c.kind is not ChangeKind.MOVED]) == len(
        [c for c in back if c.kind is not ChangeKind.MOVED]
    )
    assert all(line.strip() for line in words(there))
