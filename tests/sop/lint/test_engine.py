"""Findings have places, order and suppressions; fixes are safe and final."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from tests.strategies import sops

from sopwright.evidence import EventRef, Origin, Sentence, absent
from sopwright.sop.contract import Touch
from sopwright.sop.document import Branch, ExceptionPath, Option, Phase, Seal, Sop, Step, Suppression
from sopwright.sop.form import parse
from sopwright.sop.lint import RULES, fix, lint
from sopwright.sop.lint.sealing import seal_of

BASE = parse("base", (Path(__file__).parent / "base.sop.yaml").read_text(encoding="utf-8"))
OTHER = parse("other", (Path(__file__).parent / "other.sop.yaml").read_text(encoding="utf-8"))


def with_first_step(sop: Sop, **changes: Any) -> Sop:  # noqa: ANN401 - whatever a step holds
    phase = sop.procedure[0]
    step = replace(phase.steps[0], **changes)
    return replace(sop, procedure=(replace(phase, steps=(step, *phase.steps[1:])), *sop.procedure[1:]))


def do(text: str) -> Sop:
    return with_first_step(BASE, do=Sentence(text=text))


def rules(sop: Sop) -> list[str]:
    return [finding.rule for finding in lint(sop) if not finding.suppressed_because]


def exists(value: object, path: str) -> bool:
    """The oracle: follow a path by trying every way to read it; shares no code with the linter."""
    if not path:
        return True
    if isinstance(value, Sop) and path.startswith("steps."):
        return any(
            path[6:].startswith(step.id) and exists(step, path[6 + len(step.id) :].removeprefix("."))
            for step in value.all_steps
        )
    if isinstance(value, tuple):
        for n, item in enumerate(value, 1):
            key = getattr(item, getattr(item, "KEY", "id"), "")
            leads = item.go if isinstance(item, Branch | Option) else key
            for name in (f"[{n}]", f".{key}", f".{leads}"):
                if path.startswith(name) and exists(item, path[len(name) :].removeprefix(".")):
                    return True
    for attribute in fields(cast("Any", value)) if is_dataclass(value) else ():
        name, inner = attribute.name.rstrip("_"), getattr(value, attribute.name)
        rest = path[len(name) :]
        if path.startswith(name) and (not rest or rest[0] in ".["):
            return exists(inner, rest if isinstance(inner, tuple) else rest.removeprefix("."))
    return False


def test_a_finding_names_the_place_as_people_find_it() -> None:
    [finding] = lint(do("On **Leads**, please open the lead."))
    assert str(finding) == (
        "SOP008 step 1 “Please open the lead”: expected only words that tell what to do, found “please”. Leave it out."
    )
    assert finding.path == "steps.check-criteria.do"


def test_findings_stand_in_the_order_of_the_document() -> None:
    sop = replace(do("Please open the lead"), owner="", records=(), purpose=None)
    assert rules(sop) == ["SOP901", "SOP101", "SOP008", "SOP009", "SOP801"]


def test_an_sop_that_says_nothing_is_not_told_about_leads() -> None:
    found = rules(Sop(id="empty", title="Nothing yet"))
    assert found == [
        "SOP901",
        "SOP905",
        "SOP902",
        "SOP101",
        "SOP102",
        "SOP103",
        "SOP104",
        "SOP201",
        "SOP401",
        "SOP105",
        "SOP801",
    ]


@pytest.mark.parametrize(
    ("title", "about_leads"),
    [
        pytest.param("Qualify a lead", True, id="a lead"),
        pytest.param("Accept MQLs", True, id="an MQL"),
        pytest.param("Convert a prospect", True, id="a prospect"),
        pytest.param("Create a project", False, id="a project"),
        pytest.param("What leads to a delay", False, id="the verb"),
    ],
)
def test_a_title_tells_whether_the_work_is_about_leads(title: str, about_leads: bool) -> None:  # noqa: FBT001 - a row
    steps = (Step(id="convert", do=Sentence(text="Select **Convert**.")),)
    sop = Sop(id="a", title=title, procedure=(Phase(id="p", phase="Work", steps=steps),))
    assert ("SOP503" in rules(sop)) is about_leads


def test_what_is_out_of_scope_does_not_make_a_document_about_leads() -> None:
    scope = replace(OTHER.scope, out=(Sentence(text="Leads, which sales qualifies."),))
    assert rules(replace(OTHER, scope=scope)) == []


def test_a_question_is_asked_once() -> None:
    sop = with_first_step(OTHER, do=absent("What is done first?"))
    assert rules(sop) == ["SOP808"]


def test_a_review_is_overdue_only_for_who_knows_the_day() -> None:
    assert [finding.rule for finding in lint(BASE, date(2030, 1, 16))] == ["SOP904"]
    assert [finding.rule for finding in lint(BASE, date(2030, 1, 15))] == []
    assert rules(BASE) == []


class TestSuppressions:
    def sop(self, *suppressions: Suppression) -> Sop:
        return replace(do("Please open the lead."), lint=suppressions)

    def test_hide_a_finding_and_tell_why(self) -> None:
        [finding] = lint(self.sop(Suppression(rule="SOP008", because="Our customers read it.")))
        assert (finding.rule, finding.suppressed_because) == ("SOP008", "Our customers read it.")

    @pytest.mark.parametrize(
        ("at", "left"),
        [
            pytest.param("steps.check-criteria.do", [], id="the place"),
            pytest.param("steps.check-criteria", [], id="what holds it"),
            pytest.param("steps.check", ["SOP008", "SOP910"], id="a longer name is another place"),
            pytest.param("steps.call-lead", ["SOP008", "SOP910"], id="another place"),
        ],
    )
    def test_may_be_limited_to_a_place(self, at: str, left: list[str]) -> None:
        assert rules(self.sop(Suppression(rule="SOP008", because="A reason.", at=at))) == left

    def test_without_a_reason_hide_nothing(self) -> None:
        assert rules(self.sop(Suppression(rule="SOP008", because=" "))) == ["SOP008", "SOP909"]

    def test_of_a_rule_that_is_not_there_are_found_with_the_nearest_one(self) -> None:
        finding = lint(self.sop(Suppression(rule="sop008", because="A reason.")))[-1]
        assert (finding.rule, finding.where, finding.remedy) == ("SOP911", "suppression 1, rule", "Write SOP008")

    def test_are_respected_by_fix(self) -> None:
        sop = self.sop(Suppression(rule="SOP008", because="A reason."))
        assert fix(sop) == (sop, ())

    def test_can_hide_even_that_one_is_unused(self) -> None:
        unused = Suppression(rule="SOP101", because="Some day.")
        sop = replace(BASE, lint=(unused, Suppression(rule="SOP910", because="We know.")))
        assert rules(sop) == []


class TestFix:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param("Please open the lead.", "Open the lead.", id="please"),
            pytest.param("Please, select **Please sign**.", "Select **Please sign**.", id="but not in interface text"),
            pytest.param("Open the lead, please.", "Open the lead.", id="please at the end"),
            pytest.param("Open the lead", "Open the lead.", id="no stop"),
            pytest.param("Open the lead..", "Open the lead.", id="two stops"),
            pytest.param("Select **Save**", "Select **Save**.", id="no stop after interface text"),
            pytest.param("Kindly open the lead ;", "Open the lead.", id="two faults at once"),
            pytest.param("Ask *“Who decides?”*", "Ask *“Who decides?”*", id="a question mark is a stop"),
            pytest.param("Open the list …", "Open the list …", id="an ellipsis is not a stop too many"),
        ],
    )  # fmt: skip
    def test_tidies_an_instruction(self, before: str, after: str) -> None:
        assert fix(do(before))[0].steps[0].do.text == after

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param("Qualify The Inbound Lead", "Qualify the inbound lead", id="title case"),
            pytest.param("Qualify Leads In Salesforce", "Qualify leads in Salesforce", id="a name keeps its capital"),
            pytest.param("Set the Lead Status", "Set the Lead Status", id="a label in a sentence"),
            pytest.param("Lead Qualification", "Lead Qualification", id="two words may be a name"),
        ],
    )
    def test_writes_titles_in_sentence_case(self, before: str, after: str) -> None:
        assert fix(replace(BASE, title=before))[0].title == after

    def test_leaves_labels_of_the_screen_in_titles(self) -> None:
        labelled = with_first_step(OTHER, do=Sentence(text="Complete **Name** and **Email**."))
        phase = replace(labelled.procedure[0], phase="Complete Name and Email")
        assert rules(replace(labelled, procedure=(phase,))) == []

    def test_marks_what_was_changed_by_hand_as_authored(self) -> None:
        seen = Sentence(text="Open the lead.", origin=Origin.OBSERVED, evidence=(EventRef(recording="rec1", number=1),))
        sop = with_first_step(BASE, do=replace(seen, text="Open the record."), result=Sentence(text="It is open."))
        sop = replace(sop, generated=(Seal(path="steps.check-criteria.do", seal=seal_of(seen)),))
        mended, findings = fix(sop)
        assert mended.steps[0].do.origin is Origin.AUTHORED
        assert mended.generated == sop.generated
        assert "SOP804" in [finding.rule for finding in findings]

    def test_a_tidied_sentence_stays_observed(self) -> None:
        seen = Sentence(text="Open the lead", origin=Origin.OBSERVED, evidence=(EventRef(recording="rec1", number=1),))
        sop = with_first_step(BASE, do=seen, result=Sentence(text="It is open."))
        mended, _ = fix(replace(sop, generated=(Seal(path="steps.check-criteria.do", seal=seal_of(seen)),)))
        assert mended.steps[0].do == replace(seen, text="Open the lead.")
        assert "SOP804" not in rules(mended)

    def test_a_clean_document_is_returned_as_it_is(self) -> None:
        assert fix(BASE) == (BASE, ())


@settings(max_examples=30, deadline=None)
@given(sop=sops())
def test_law_every_finding_names_a_place_of_the_document(sop: Sop) -> None:
    for finding in lint(sop, date(2026, 1, 1)):
        assert exists(sop, finding.path), finding
        assert finding.where
        assert finding.rule in RULES
        assert not finding.message.endswith("."), finding
        assert not finding.remedy.endswith("."), finding


@settings(max_examples=30, deadline=None)
@given(sop=sops())
def test_law_mending_twice_is_mending_once(sop: Sop) -> None:
    mended, findings = fix(sop)
    assert fix(mended) == (mended, ())
    assert not [found for found in lint(mended) if found.fixable and not found.suppressed_because]
    assert bool(findings) is (mended != sop)


def test_the_same_document_gives_the_same_findings() -> None:
    sop = replace(BASE, cadences=(), routing=(), exceptions=())
    assert lint(sop) == lint(sop)


def test_a_document_with_many_steps_is_linted() -> None:
    steps = tuple(Step(id=f"s{n}", do=Sentence(text=f"Open lead {n}.")) for n in range(3000))
    path = ExceptionPath(id="e", title="It fails", when=Sentence(text="An error."), steps=(), rejoin="end")
    sop = Sop(id="long", title="Long", procedure=(Phase(id="p", phase="Work", steps=steps),), exceptions=(path,))
    assert "SOP405" in rules(sop)


def test_touches_of_a_cadence_are_named_with_their_day() -> None:
    cadence = replace(BASE.cadences[0], touches=(Touch(id="call-1", day=1, channel="phone", do="Call the lead"),))
    [finding] = [found for found in lint(replace(BASE, cadences=(cadence,), assets=())) if found.rule == "SOP009"]
    assert finding.where == "cadence “first-touch”, touch “call-1” on day 1"
