"""The template library says what PRODUCT.md's last section fixes, alike in every template, and nothing dangles."""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from sopwright.sop.contract import Cadence, EventTest, FieldTest, PointRule
from sopwright.sop.document import Asset, Sop
from sopwright.sop.filling import fill, templates
from sopwright.sop.form import parse
from sopwright.sop.lint import lint

EXAMPLES = {placeholder.name: placeholder.example for each in templates() for placeholder in each.placeholders}
SOPS = {each.name: parse(each.name, fill(each.name, EXAMPLES)) for each in templates()}
ABOUT_LEADS = [name for name in SOPS if name != "content-request"]
WITH_CADENCE = ["lead-qualification", "first-touch-cadence", "lead-lifecycle"]
WITH_HANDOFF = ["lead-qualification", "mql-handoff", "lead-lifecycle"]
WITH_POINTS = [name for name, sop in SOPS.items() if sop.criteria.points]
SECTIONS = """owner sign_off review purpose trigger definitions roles systems prerequisites calendars sla procedure
decisions exceptions handoffs completion records metrics assets improvement"""
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "templates.md"


def source(name: str) -> str:
    return (files("sopwright.sop") / "templates" / f"{name}.sop.yaml").read_text(encoding="utf-8")


def assets() -> Iterator[tuple[str, Asset]]:
    for name, sop in SOPS.items():
        yield from ((f"{name}.{asset.id}", asset) for asset in sop.assets)


OUTWARD = {name: asset for name, asset in assets() if asset.kind in ("call script", "e-mail", "social message")}


def points(sop: Sop, kind: str) -> int:
    return sum(rule.points for rule in sop.criteria.points if rule.kind == kind and rule.points > 0)


def rule(name: str, rule_id: str) -> PointRule:
    return next(one for one in SOPS[name].criteria.points if one.id == rule_id)


def test_the_library_is_the_eight_templates_of_the_product() -> None:
    assert list(SOPS) == [
        "lead-qualification",
        "mql-handoff",
        "first-touch-cadence",
        "lead-nurture",
        "demo-booking",
        "disqualification-feedback",
        "content-request",
        "lead-lifecycle",
    ]


@pytest.mark.parametrize("name", SOPS)
def test_a_template_has_no_finding_and_suppresses_none(name: str) -> None:
    assert [str(finding) for finding in lint(SOPS[name])] == []
    assert SOPS[name].lint == ()


@pytest.mark.parametrize("name", SOPS)
def test_a_template_is_complete(name: str) -> None:
    sop = SOPS[name]
    for section in SECTIONS.split():
        assert getattr(sop, section), section
    assert sop.scope.in_
    assert sop.scope.out
    assert str(sop.review.every if sop.review else "") == "3 months"
    assert sop.sign_off == ("VP of Sales", "Director of Marketing")
    assert all(record.keep for record in sop.records)
    assert all(metric.target for metric in sop.metrics)
    assert {"disqualify", "duplicate", "nurture", "no-answer", "error"} <= {path.kind for path in sop.exceptions}


@pytest.mark.parametrize("name", ABOUT_LEADS)
def test_a_template_about_leads_has_criteria_and_codes(name: str) -> None:
    assert SOPS[name].criteria.points or SOPS[name].criteria.minimum
    assert SOPS[name].disqualification


@pytest.mark.parametrize("name", SOPS)
def test_every_step_says_who_does_it_until_when_and_what_can_be_seen_then(name: str) -> None:
    sop = SOPS[name]
    assert all(len(phase.steps) <= 7 for phase in sop.procedure)
    for step in sop.all_steps:
        assert step.role in {role.name for role in sop.roles}, step.id
        assert step.within is not None, step.id
        assert step.result is not None, step.id
        assert step.system in {"", *(system.name for system in sop.systems)}, step.id


@pytest.mark.parametrize("name", SOPS)
def test_every_asset_is_used(name: str) -> None:
    sop = SOPS[name]
    used = {asset for step in sop.all_steps for asset in step.uses}
    used |= {touch.asset for cadence in sop.cadences for touch in cadence.touches}
    assert used - {""} == {asset.id for asset in sop.assets}


@pytest.mark.parametrize("name", SOPS)
def test_limits_and_codes_name_what_is_there(name: str) -> None:
    sop = SOPS[name]
    steps = {step.id for step in sop.all_steps}
    ends = {"first call logged", "next step dated", "touch logged"}
    assert {limit.to for limit in sop.sla} <= steps | ends
    assert {limit.role for limit in sop.sla} <= {role.name for role in sop.roles}
    assert {missed.to for limit in sop.sla for missed in limit.missed} <= {role.name for role in sop.roles}
    codes = set(re.findall(r"\bD-\w+", source(name)))
    assert codes <= {code.code for code in sop.disqualification}


@pytest.mark.parametrize("name", SOPS)
def test_a_template_refers_only_to_templates_that_exist(name: str) -> None:
    found = re.findall(r"[Ss]ee ((?:[a-z]+-[a-z-]+)(?:,?\s+(?:#\s*)?(?:and )?[a-z]+-[a-z-]+)*)", source(name))
    named = {word for text in found for word in re.findall(r"[a-z]+(?:-[a-z]+)+", text)}
    assert named
    assert named <= SOPS.keys()


@pytest.mark.parametrize(
    "shared",
    [
        pytest.param(lambda sop: {one.term: one for one in sop.definitions}, id="definitions"),
        pytest.param(lambda sop: {one.code: one for one in sop.disqualification}, id="codes"),
        pytest.param(lambda sop: {one.id: one for one in sop.criteria.points}, id="points"),
        pytest.param(lambda sop: {one.id: one for one in sop.criteria.minimum}, id="minimum"),
        pytest.param(lambda sop: {one.id: one for one in sop.criteria.questions}, id="questions"),
        pytest.param(lambda sop: {one.name: one for one in sop.calendars}, id="calendars"),
        pytest.param(lambda sop: {one.id: one for one in sop.cadences}, id="cadences"),
        pytest.param(lambda sop: {one.id: one for one in sop.assets}, id="assets"),
        pytest.param(lambda sop: {one.name: one for one in sop.metrics}, id="metrics"),
    ],
)
def test_what_two_templates_share_they_say_alike(shared: Callable[[Sop], dict[str, object]]) -> None:
    first: dict[str, object] = {}
    for name, sop in SOPS.items():
        for key, one in shared(sop).items():
            assert first.setdefault(key, one) == one, f"{name}: {key}"


# --- The figures that the field has fixed: the last section of PRODUCT.md --------------------------------------------


@pytest.mark.parametrize("name", WITH_POINTS)
def test_an_mql_has_75_points_or_more(name: str) -> None:
    assert [(stage.name, stage.from_points) for stage in SOPS[name].criteria.scale] == [("mql", 75)]


@pytest.mark.parametrize("name", WITH_POINTS)
def test_points_come_from_downloads_webinars_and_the_pricing_page(name: str) -> None:
    events = {one.when.event for one in SOPS[name].criteria.points if isinstance(one.when, EventTest)}
    assert {"content downloaded", "webinar attended", "pricing page viewed"} <= events


@pytest.mark.parametrize("name", WITH_POINTS)
def test_neither_fit_nor_reading_alone_makes_an_mql_but_fit_and_a_look_at_prices_do(name: str) -> None:
    sop = SOPS[name]
    assert points(sop, "fit") == 50
    assert points(sop, "engagement") == 40
    assert points(sop, "fit") + rule(name, "pricing-page").points == 75
    assert points(sop, "engagement") + rule(name, "pricing-page").points < 75
    assert rule(name, "demo-request").points == 75


@pytest.mark.parametrize("name", [name for name, sop in SOPS.items() if sop.criteria.minimum])
def test_the_minimum_is_more_than_50_employees_and_a_vp_level_title(name: str) -> None:
    tests = [(one.when, one.else_code) for one in SOPS[name].criteria.minimum]
    minimum = [
        (test.field, str(test.operator), test.value, code) for test, code in tests if isinstance(test, FieldTest)
    ]
    assert minimum == [
        ("company.employees", "more_than", 50, "D-TooSmall"),
        ("contact.seniority", "in", ("VP", "C-level", "Owner"), "D-WrongRole"),
    ]


@pytest.mark.parametrize("name", [name for name, sop in SOPS.items() if sop.criteria.questions])
def test_bant_is_asked_in_full(name: str) -> None:
    asked = {question.framework for question in SOPS[name].criteria.questions}
    assert asked == {"BANT: budget", "BANT: authority", "BANT: need", "BANT: timeline"}


@pytest.mark.parametrize("name", ABOUT_LEADS)
def test_the_codes_of_the_field_are_there(name: str) -> None:
    assert {"D-TooSmall", "D-WrongRole", "D-Budget"} <= {code.code for code in SOPS[name].disqualification}


@pytest.mark.parametrize("name", WITH_HANDOFF)
def test_the_standard_handoff_is_opened_within_5_minutes_and_accepted_or_rejected(name: str) -> None:
    sop = SOPS[name]
    limits = {limit.id: limit for limit in sop.sla}
    for limit in (limits["record-opened"], limits["first-contact"]):
        assert (limit.from_, str(limit.within), limit.calendar) == ("MQL – New Handoff", "5 min", "sales-hours")
    assert [str(missed.after) for missed in limits["record-opened"].missed][:2] == ["0 min", "5 min"]
    statuses = {update.to for step in sop.all_steps for update in step.updates if update.field == "Lead Status"}
    assert {"MQL – New Handoff", "SQL – Accepted", "Rejected: Return to Marketing"} <= statuses
    accept = next(step for step in sop.steps if step.id == "accept-lead")
    assert [(one.field, one.to) for one in accept.updates] == [
        ("Lead Status", "SQL – Accepted"),
        ("Lead Owner", "the accepting SDR"),
    ]
    handoff = next(one for one in sop.handoffs if one.id == "mql-to-sdr")
    assert (handoff.status, str(handoff.within)) == ("MQL – New Handoff", "5 min")
    assert [row.to.by for row in sop.routing if row.id == "rotation"] == ["rotation"]
    assert sop.routing[-1].otherwise
    assert sop.routing[-1].to.owner == "Sales Operations Manager"


def first_touch(name: str) -> Cadence:
    return next(cadence for cadence in SOPS[name].cadences if cadence.id == "first-touch")


@pytest.mark.parametrize("name", WITH_CADENCE)
def test_the_standard_cadence_is_five_touches_in_five_days(name: str) -> None:
    cadence = first_touch(name)
    assert [(touch.day, touch.channel, str(touch.within or ""), touch.asset) for touch in cadence.touches] == [
        (1, "phone", "5 min", "script-a"),
        (1, "e-mail", "2 h", "email-1"),
        (2, "social", "", "linkedin-1"),
        (3, "e-mail", "", "email-2"),
        (5, "phone", "", "script-a"),
        (5, "e-mail", "", "email-3"),
    ]
    assert [rule.outcome for rule in cadence.touches[0].outcomes] == ["Connected", "Left Voicemail", "No Answer"]
    assert "task for day 2" in cadence.touches[1].do
    assert "task for day 5" in cadence.touches[3].do
    assert "15-minute call" in cadence.touches[3].do
    assert cadence.touches[5].only_if == "the final call was not answered"
    assert "reply" in cadence.stops
    assert cadence.then == "Lead Status Outreach Complete, then the long-term nurture queue."


@pytest.mark.parametrize("name", WITH_CADENCE)
def test_the_texts_of_the_cadence_say_what_the_field_asks_of_them(name: str) -> None:
    assets = {asset.id: asset for asset in SOPS[name].assets}
    assert "{company}" in assets["email-1"].subject
    assert "value proposition" in assets["email-1"].title
    assert {"{industry}", "{pain_point}"} <= set(re.findall(r"\{\w+\}", assets["linkedin-1"].body))
    assert "case study" in assets["email-2"].title
    assert "15 minutes" in assets["email-2"].body
    assert {"{industry}", "{case_study_customer}"} <= set(re.findall(r"\{\w+\}", assets["email-2"].body))
    assert "break-up" in assets["email-3"].title


@pytest.mark.parametrize("name", WITH_CADENCE)
def test_silence_ends_in_outreach_complete(name: str) -> None:
    step = next(step for step in SOPS[name].all_steps if step.id == "complete-outreach")
    assert [(one.field, one.to) for one in step.updates] == [("Lead Status", "Outreach Complete")]
    assert "long-term nurture queue" in step.do.text


@pytest.mark.parametrize(
    ("metric", "definition"),
    [
        pytest.param("Conversion rate", "Converted leads / all leads × 100.", id="conversion rate"),
        pytest.param(
            "Pipeline velocity",
            "Leads in the pipeline / average sales-cycle length in days × 100.",
            id="pipeline velocity of the sales-lead SOP",
        ),
        pytest.param(
            "Pipeline velocity (industry)",
            "Opportunities × win rate × average deal value / sales-cycle length in days.",
            id="pipeline velocity of the industry",
        ),
    ],
)
@pytest.mark.parametrize("name", ["lead-qualification", "lead-lifecycle"])
def test_the_formulas_are_those_of_the_field(name: str, metric: str, definition: str) -> None:
    assert {one.name: one.definition for one in SOPS[name].metrics}[metric] == definition


@pytest.mark.parametrize("name", SOPS)
def test_sales_marketing_and_management_review_each_quarter(name: str) -> None:
    said = " ".join(sentence.text for sentence in SOPS[name].improvement)
    assert re.search(r"Each quarter, sales, marketing and management review", said)


@pytest.mark.parametrize("name", ["lead-qualification", "lead-lifecycle"])
def test_the_documented_workflow_is_followed_in_its_order(name: str) -> None:
    order = [step.id for step in SOPS[name].steps]
    documented = [
        "capture-lead",
        "enrich-lead",
        "score-lead",
        "assign-owner",
        "check-criteria",
        "accept-lead",
        "call-lead",
    ]
    assert [step for step in order if step in documented] == documented


# --- Texts that leave the company ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTWARD)
def test_a_message_is_short_and_has_no_blank_of_the_company(name: str) -> None:
    asset = OUTWARD[name]
    assert len(asset.body.split()) <= 120
    assert len(asset.subject) <= 60
    assert "{{" not in asset.body + asset.subject
    assert bool(asset.subject) == (asset.kind == "e-mail")
    assert re.sub(r"\{[a-z_0-9]+\}", "", asset.body + asset.subject).count("{") == 0


@pytest.mark.parametrize("name", [name for name in OUTWARD if name.startswith("lead-nurture.")])
def test_a_marketing_message_says_who_writes_and_how_to_end_it(name: str) -> None:
    assert "{unsubscribe_link}" in OUTWARD[name].body
    assert EXAMPLES["postal_address"] in OUTWARD[name].body


@pytest.mark.parametrize("name", WITH_CADENCE)
def test_the_linkedin_request_fits_into_the_200_signs_of_a_free_account(name: str) -> None:
    body = next(asset.body for asset in SOPS[name].assets if asset.id == "linkedin-1")
    filled = body.format(first_name="Christopher", industry="contract logistics", pain_point="late deliveries")
    assert len(filled) <= 200


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_how_to_lists_the_templates_as_they_are() -> None:
    rows = [f"| `{each.name}` | {each.title} | {each.about} |" for each in templates()]
    assert "\n".join(rows) in HOW_TO.read_text(encoding="utf-8")


def test_the_how_to_explains_only_fields_that_messages_use() -> None:
    page = HOW_TO.read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `\{(\w+)\}`", page, re.MULTILINE))
    used = {field for _, asset in assets() for field in re.findall(r"\{(\w+)\}", asset.body + asset.subject)}
    assert explained
    assert explained <= used
