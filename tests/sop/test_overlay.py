from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import mended, sops
from tests.written import DRAFT

from sopwright.evidence import EventRef, Origin, Sentence, absent
from sopwright.sop.document import (
    Basis,
    Decision,
    ExceptionPath,
    OpenQuestion,
    Option,
    Phase,
    Role,
    Scope,
    Sop,
    Source,
    Status,
    Step,
)
from sopwright.sop.duration import Duration
from sopwright.sop.form import dump_yaml, parse
from sopwright.sop.lint.places import places
from sopwright.sop.lint.sealing import broken_seals
from sopwright.sop.overlay import Edit, Kept, edits_of, keep_edits, seal


def seen(text: str, number: int = 1) -> Sentence:
    return Sentence(text=text, origin=Origin.OBSERVED, evidence=(EventRef(recording="rec1", number=number),))


def said(text: str) -> Sentence:
    return Sentence(text=text)


def step(name: str, text: str = "") -> Step:
    return Step(id=name, do=seen(text or f"Do {name}."), system="CRM")


def sop(*steps: Step, **others: Any) -> Sop:  # noqa: ANN401 - any attribute of an SOP
    phases = (Phase(id="one", phase="First", steps=steps[:2]), Phase(id="two", phase="Second", steps=steps[2:]))
    return Sop(id="lead", title="Qualify a lead", purpose=absent("Why?"), procedure=phases, **others)


A, B, C, D = (step(name) for name in "abcd")
MINE = Step(id="mine", do=said("Look him up."))
WAYS = tuple(Option(when=absent("When?"), go=name) for name in "ab")
GENERATED = seal(
    sop(A, B, C, roles=(Role(name="Performer", does=absent("Who?")),), scope=Scope(out=(absent("What not?"),)))
)


def edited(**changes: Any) -> Sop:  # noqa: ANN401 - any attribute of an SOP
    return replace(GENERATED, **changes)


def arranged(one: tuple[Step, ...], two: tuple[Step, ...], of: Sop = GENERATED) -> Sop:
    first, second = of.procedure
    return replace(of, procedure=(replace(first, steps=one), replace(second, steps=two)))


def shape(document: Sop) -> list[list[str]]:
    return [[step.id for step in phase.steps] for phase in document.procedure]


def test_a_seal_is_told_by_text_origin_and_evidence() -> None:
    paths = [found.path for found in GENERATED.generated]
    assert paths[:5] == ["id", "title", "purpose", "scope.out[1]", "roles.Performer.does"]
    assert "steps.a.do" in paths
    changed = arranged((replace(A, do=seen("Do otherwise.")), B), (C,))
    assert broken_seals(changed) == {"steps.a.do"}
    assert edits_of(changed) == (Edit(path="steps.a.do", before="", after="Do otherwise."),)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(GENERATED, id="roles and steps"),
        pytest.param(seal(DRAFT), id="a draft"),
        pytest.param(
            seal(
                Sop(
                    id="x", title="X", decisions=(Decision(id="d", question=absent("Which?"), after="a", options=WAYS),)
                )
            ),
            id="the ways of a decision",
        ),
    ],
)
def test_a_seal_stands_where_the_linter_looks(document: Sop) -> None:
    sealed = {found.path for found in document.generated}
    sentences = {at.path: at.it for at in places(document) if isinstance(at.it, Sentence)}
    generated = {
        path for path, it in sentences.items() if it.origin in (Origin.OBSERVED, Origin.DERIVED, Origin.ABSENT)
    }
    assert generated
    assert generated <= sealed


def test_a_generated_document_has_no_edits() -> None:
    assert edits_of(GENERATED) == ()
    assert keep_edits(GENERATED, GENERATED) == Kept(sop=GENERATED)
    assert keep_edits(GENERATED, parse("a", dump_yaml(GENERATED))).sop == GENERATED


@pytest.mark.parametrize(
    ("existing", "changes"),
    [
        pytest.param(edited(purpose=said("To win.")), {"purpose": said("To win.")}, id="a question answered"),
        pytest.param(
            edited(purpose=Sentence(text="To win.", origin=Origin.ABSENT)), {"purpose": said("To win.")},
            id="a question answered, its origin left as it was",
        ),
        pytest.param(edited(purpose=absent("Why else?")), {"purpose": absent("Why else?")}, id="a question reworded"),
        pytest.param(edited(title="Qualify"), {"title": "Qualify"}, id="a title"),
        pytest.param(edited(owner="Ops"), {"owner": "Ops"}, id="a field that is never generated"),
        pytest.param(
            edited(roles=(*GENERATED.roles, Role(name="AE", does=said("closes")))),
            {"roles": (*GENERATED.roles, Role(name="AE", does=said("closes")))}, id="a role added",
        ),
        pytest.param(edited(roles=()), {"roles": ()}, id="a role removed"),
        pytest.param(edited(scope=Scope(out=(said("All."),))), {"scope": Scope(out=(said("All."),))}, id="a list"),
        pytest.param(
            edited(questions=(OpenQuestion(ask="Really?", about="purpose"),)),
            {"questions": (OpenQuestion(ask="Really?", about="purpose"),)}, id="a question added",
        ),
    ],
)  # fmt: skip
def test_an_edit_outside_the_steps_stays(existing: Sop, changes: dict[str, Any]) -> None:
    kept = keep_edits(GENERATED, existing)
    assert kept.sop == replace(GENERATED, version=kept.sop.version, **changes)
    assert (kept.orphans, kept.conflicts) == ((), ())


def test_an_observed_sentence_that_was_reworded_becomes_authored_and_keeps_its_evidence() -> None:
    changed = replace(A, do=replace(A.do, text="Do it well."), within=Duration.parse("5 min"))
    kept = keep_edits(GENERATED, arranged((changed, B), (C,)))
    assert kept.sop.steps[0].do == Sentence(text="Do it well.", origin=Origin.AUTHORED, evidence=A.do.evidence)
    assert kept.sop.steps[0].within == Duration.parse("5 min")
    assert kept.conflicts == ()


def test_what_nobody_touched_is_as_newly_generated() -> None:
    again = seal(sop(A, replace(B, do=seen("Do b better.")), C, D))
    kept = keep_edits(again, edited(owner="Ops"))
    assert kept.sop == replace(again, owner="Ops", version=2)


def test_a_reworded_sentence_stands_against_a_new_observation_and_both_are_told() -> None:
    changed = arranged((replace(A, do=said("Mine.")), B), (C,))
    kept = keep_edits(seal(sop(replace(A, do=seen("Do a otherwise.")), B, C)), changed)
    assert kept.sop.steps[0].do.text == "Mine."
    assert kept.conflicts == (Edit(path="steps.a.do", before="Do a otherwise.", after="Mine."),)
    assert str(kept.conflicts[0]) == "steps.a.do: Mine. (recorded: Do a otherwise.)"


def test_the_same_observation_in_other_events_is_no_conflict() -> None:
    changed = arranged((replace(A, do=replace(A.do, text="Mine.")), B), (C,))
    kept = keep_edits(seal(sop(replace(A, do=seen("Do a.", 7)), B, C)), changed)
    assert kept.conflicts == ()
    assert kept.sop.steps[0].do.evidence == seen("x", 7).evidence


@pytest.mark.parametrize(
    ("existing", "generated", "phases"),
    [
        pytest.param(arranged((A, MINE, B), (C,)), sop(A, B, C), [["a", "mine", "b"], ["c"]], id="a step added"),
        pytest.param(
            arranged((MINE, A, B), (C,)), sop(A, B, C), [["mine", "a", "b"], ["c"]], id="a step added at the start"
        ),
        pytest.param(
            arranged((A, B, MINE), (C,)), sop(A, B, C), [["a", "b", "mine"], ["c"]], id="a step added at the end"
        ),
        pytest.param(
            arranged((A, MINE, B), (C,)), sop(D, B, C), [["d", "mine", "b"], ["c"]], id="its neighbour before is gone"
        ),
        pytest.param(arranged((A, MINE, B), (C,)), sop(D, C, A), [["d", "c"], ["a", "mine"]], id="its neighbour moved"),
        pytest.param(arranged((B,), (C,)), sop(A, B, C), [["b"], ["c"]], id="a step removed"),
        pytest.param(arranged((B, A), (C,)), sop(A, B, C), [["b", "a"], ["c"]], id="steps swapped"),
        pytest.param(arranged((B, A), (C,)), sop(A, D, B, C), [["b", "a", "d"], ["c"]], id="swapped, one new"),
        pytest.param(arranged((B,), (A, C)), sop(A, B, C), [["b"], ["a", "c"]], id="a step moved to another phase"),
        pytest.param(arranged((A, B), (C,)), sop(B, A, C), [["b", "a"], ["c"]], id="the recordings have another order"),
    ],
)
def test_steps_stand_where_a_person_put_them(existing: Sop, generated: Sop, phases: list[list[str]]) -> None:
    kept = keep_edits(generated, existing)
    assert shape(kept.sop) == phases
    assert kept.orphans == ()


def test_a_removed_step_is_listed() -> None:
    kept = keep_edits(GENERATED, arranged((B,), (C,)))
    assert kept.deleted == (Edit(path="steps.a", before="Do a.", after=""),)
    assert edits_of(arranged((B,), (C,))) == (Edit(path="steps.a", before="", after=""),)


def test_an_edit_of_a_step_that_is_no_more_is_an_orphan() -> None:
    changed = arranged((replace(A, do=said("Mine."), role="SDR"), B), (C,))
    kept = keep_edits(sop(B, C, D), changed)
    assert kept.orphans == (
        Edit(path="steps.a.do", before="", after="Mine."),
        Edit(path="steps.a.role", before="", after="SDR"),
    )


def test_references_to_removed_steps_lead_to_the_nearest_that_stands() -> None:
    decision = Decision(id="d", question=absent("Which?"), after="b", options=(Option(when=absent("When?"), go="b"),))
    path = ExceptionPath(id="x", title="Lost", when=seen("Lost."), steps=(D,), rejoin="b")
    generated = seal(replace(sop(A, B, C), decisions=(decision,), exceptions=(path,)))
    first, second = generated.procedure
    kept = keep_edits(generated, replace(generated, procedure=(replace(first, steps=(A,)), second)))
    assert kept.sop.decisions[0].after == "a"
    assert kept.sop.decisions[0].options[0].go == "c"
    assert kept.sop.exceptions[0].rejoin == "c"
    assert [str(edit) for edit in kept.orphans] == [
        "exceptions.x.rejoin: b (recorded: c)",
        "decisions.d.options.b: b (recorded: c)",
        "decisions.d.after: b (recorded: a)",
    ]
    assert parse("a", dump_yaml(kept.sop)) == kept.sop


def test_evidence_of_other_recordings_does_not_stay() -> None:
    def basis(recording: str) -> Basis:
        source = Source(name="rec1", recording=recording, recorder="x", events=9, runs=1, performer="p")
        return Basis(sources=(source,))

    mine = Step(id="mine", do=seen("Copied from elsewhere."))
    old = replace(seal(replace(sop(A, B, C), basis=basis("monday"))), owner="Ops")
    kept = keep_edits(replace(sop(A, B, C), basis=basis("friday")), arranged((A, mine, B), (C,), of=old))
    assert kept.sop.steps[1].do == said("Copied from elsewhere.")


def test_a_change_makes_the_next_version_a_draft() -> None:
    published = edited(version=4, status=Status.PUBLISHED)
    assert keep_edits(GENERATED, published).sop == published
    assert keep_edits(sop(A, B, C, D), published).sop.version == 5
    assert keep_edits(sop(A, B, C, D), published).sop.status is Status.DRAFT


def test_everything_in_a_document_without_seals_was_written_by_hand() -> None:
    by_hand = replace(sop(A, MINE, C), generated=(), owner="Ops")
    kept = keep_edits(GENERATED, by_hand)
    assert shape(kept.sop) == [["a", "mine", "b"], ["c"]]
    assert kept.sop.owner == "Ops"


@st.composite
def stories(draw: st.DrawFn) -> tuple[Sop, Sop, Sop]:
    """Draw a generated document, what people made of it, and what is generated next."""
    first, second, third = draw(sops()), draw(sops()), draw(sops())
    generated = seal(first)
    return generated, mixed(draw, generated, second, by_hand=True), mixed(draw, first, third, by_hand=False)


def mixed(draw: st.DrawFn, base: Sop, other: Sop, *, by_hand: bool) -> Sop:
    """Return ``base`` with some of its sections from ``other``, some steps gone or moved.

    Only a person rewords a step: a generator's steps are observed, and sealed.
    """
    names = [
        field.name for field in fields(Sop) if field.name not in ("id", "sop", "generated", "procedure", "exceptions")
    ]
    taken = draw(st.lists(st.sampled_from(names), max_size=6, unique=True))
    phases: list[Phase] = []
    spare: list[Step] = draw(st.permutations(list(base.steps)))
    for phase in base.procedure:
        size = draw(st.integers(0, len(spare)))
        steps, spare = spare[:size], spare[size:]
        phases.append(replace(phase, steps=tuple(reworded(draw, step) if by_hand else step for step in steps)))
    extra = tuple(replace(step, id=f"new-{n}") for n, step in enumerate(other.steps[:2]))
    longer = draw(st.booleans())
    if phases and longer:
        phases[0] = replace(phases[0], steps=(*phases[0].steps, *extra))
    changes: dict[str, Any] = {name: getattr(other, name) for name in taken}
    return mended(replace(base, procedure=tuple(phases), **changes), ids=False)


def reworded(draw: st.DrawFn, step: Step) -> Step:
    return replace(step, do=said("By hand.")) if draw(st.integers(0, 3)) == 0 else step


def written(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value of a document
    """The oracle: the text of every sentence that people or models wrote."""
    if isinstance(value, Sentence):
        if value.origin in (Origin.AUTHORED, Origin.DRAFTED):
            yield value.text
    elif isinstance(value, tuple):
        for item in value:
            yield from written(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from written(getattr(value, field.name))


@given(sops().map(seal))
@settings(max_examples=25)
def test_without_edits_the_generated_document_stands(generated: Sop) -> None:
    assert keep_edits(generated, generated) == Kept(sop=generated)


@given(stories())
@settings(max_examples=25)
def test_everything_written_is_in_the_result_or_an_orphan(story: tuple[Sop, Sop, Sop]) -> None:
    _, existing, again = story
    kept = keep_edits(again, existing)
    there = {*written(kept.sop), *(edit.after for edit in kept.orphans)}
    assert set(written(existing)) <= there


@given(stories())
@settings(max_examples=25)
def test_keeping_edits_twice_changes_nothing_more(story: tuple[Sop, Sop, Sop]) -> None:
    _, existing, again = story
    once = keep_edits(again, existing).sop
    twice = keep_edits(again, once)
    assert twice.sop == once
    assert twice.orphans == ()


@given(stories())
@settings(max_examples=25)
def test_a_step_that_a_person_removed_stays_away(story: tuple[Sop, Sop, Sop]) -> None:
    generated, existing, again = story
    sealed = {found.path for found in generated.generated}
    gone = {step.id for step in generated.all_steps if f"steps.{step.id}.do" in sealed}
    gone -= {step.id for step in existing.all_steps}
    kept = keep_edits(again, existing)
    assert not gone & {step.id for step in kept.sop.all_steps}
    assert {f"steps.{name}" for name in gone & {step.id for step in again.all_steps}} <= {e.path for e in kept.deleted}
