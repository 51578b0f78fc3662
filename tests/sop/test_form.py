import json
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.conftest import Compare
from tests.strategies import mended, sops

from sopwright.errors import InputError
from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.sop.contract import FieldTest, Operator
from sopwright.sop.document import Sop, Status, Step
from sopwright.sop.form import dump_json, dump_yaml, json_schema, parse

HEAD = "sop: 1\nid: lead\ntitle: Qualify a lead\n"

FULL = """\
sop: 1
id: lead-qualification
title: Qualify a lead
status: in review
owner: Sales Operations Manager
sign_off: [VP of Sales, Director of Marketing]
review: {every: 3 months, next: 2026-03-31}

scope:
  in:
    - leads from the web form
    - text: Are partner leads in scope?
      origin: absent

roles:
  SDR: qualifies the lead
  AE:
    text: receives the hand-off
    origin: derived
    evidence: rec1#3-5 rec2#8

calendars:
  sales-hours: {days: [mon, fri], from: "09:00", to: "17:00", zone: Europe/Berlin}

sla:
  first-contact:
    from: mql-handoff
    to: first-touch
    within: 5 min
    calendar: sales-hours
    missed:
      - {after: 0 min, do: alert manager}
      - {after: 5 min, do: reassign}

criteria:
  scale: {mql: 75}
  points:
    - {id: size, when: {field: company.employees, more_than: 50}, points: 20}
  minimum:
    - id: title
      when: {any: [{field: title, contains: VP}, {not: {event: bounced}}]}
      else_code: D-WrongRole

disqualification:
  D-WrongRole: no decision authority
  D-TooSmall: {meaning: fewer than 51 employees, then: long-term nurture}

routing:
  - {to: {pool: north, by: rotation}, when: {field: country, in: [US, "NO"]}}
  - {to: {queue: unassigned}, otherwise: true}

procedure:
  - id: qualify
    phase: Qualify the lead
    steps:
      - id: check
        do:
          text: On the lead record, set **Lead Status** to *SQL – Accepted*.
          origin: observed
          evidence: rec1#41
        updates: {Lead Status: SQL – Accepted}
        uses: [script-a]
        next: [{go: end, if: criteria met}, {go: duplicate, else: true}]

exceptions:
  - id: duplicate
    title: Lead is a duplicate
    when: the lead exists already
    steps:
      - id: merge
        do: Merge the two leads.
    kind: duplicate
    rejoin: check

assets:
  script-a:
    title: Script A
    kind: call script
    body: |-
      Hello {first_name},

      is **now** a good time?
"""


def test_a_full_document_is_canonical() -> None:
    assert dump_yaml(parse("a.sop.yaml", FULL)) == FULL


def test_the_short_forms_mean_the_long_ones() -> None:
    sop = parse("a.sop.yaml", FULL)
    evidence = tuple(
        EventRef(recording=name, number=n) for name, n in (("rec1", 3), ("rec1", 4), ("rec1", 5), ("rec2", 8))
    )
    assert sop.roles[0].does == Sentence(text="qualifies the lead")
    assert sop.roles[1].does == Sentence(text="receives the hand-off", origin=Origin.DERIVED, evidence=evidence)
    assert sop.disqualification[1].then == "long-term nurture"
    assert sop.steps[0].next[1].else_
    assert sop.status is Status.IN_REVIEW


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("no", "no", id="no is Norway, not false"),
        pytest.param("on", "on", id="on is a word, not true"),
        pytest.param("09:00", "09:00", id="a time is not 540 minutes"),
        pytest.param("1.10", "1.10", id="a version keeps its zero in a text"),
        pytest.param("007", "007", id="leading zeros stay"),
        pytest.param("0x1F", "0x1F", id="nothing is hexadecimal"),
        pytest.param("1_000", "1_000", id="an underscore is no thousand"),
        pytest.param("2026-03-31", "2026-03-31", id="a date in a text is that text"),
        pytest.param("true", "true", id="true in a text is that text"),
        pytest.param("'null'", "null", id="quoted null is a word"),
        pytest.param("|\n  a\n   b\n\n", "a\n b", id="a block has no line breaks at its end"),
        pytest.param(">\n  a\n  b\n", "a b", id="a folded block is one line"),
        pytest.param("a\n  b", "a b", id="a text may go on in the next line"),
    ],
)
def test_a_text_is_what_was_written(written: str, read: str) -> None:
    assert parse("a.sop.yaml", f"{HEAD}owner: {written}\n").owner == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("50", 50), ("-5", -5), ("1.10", Decimal("1.10")), ("1e3", Decimal("1e3")), ("true", True), ('"50"', "50"),
        ("no", "no"), ("01234", "01234"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("1.2.3", "1.2.3"), ("09:00", "09:00"),
        ("2026-03-31", "2026-03-31"),
    ],
)  # fmt: skip
def test_where_numbers_are_allowed_only_an_unquoted_number_is_one(written: str, read: object) -> None:
    text = f"{HEAD}criteria: {{minimum: [{{id: a, when: {{field: f, is: {written}}}}}]}}\n"
    test = parse("a.sop.yaml", text).criteria.minimum[0].when
    assert isinstance(test, FieldTest)
    assert test.operator is Operator.IS
    assert (type(test.value), str(test.value)) == (type(read), str(read))


def test_a_key_without_a_value_is_not_stated() -> None:
    assert parse("a.sop.yaml", f"{HEAD}owner:\nreview: ~\nroles: null\n") == Sop(id="lead", title="Qualify a lead")


@given(sops())
@settings(max_examples=50)
def test_what_is_written_reads_back_equal_from_yaml_and_from_json(sop: Sop) -> None:
    assert parse("a.sop.yaml", dump_yaml(sop)) == sop
    assert parse("a.sop.json", dump_json(sop)) == sop


@given(sops())
@settings(max_examples=25)
def test_what_is_written_is_valid_for_editors(sop: Sop) -> None:
    assert not list(Draft202012Validator(json_schema()).iter_errors(json.loads(dump_json(sop))))


def test_the_schema_is_a_schema_and_its_copy_for_editors_is_up_to_date(golden: Compare) -> None:
    Draft202012Validator.check_schema(json_schema())
    golden("../docs/reference/sop.schema.json", json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


COMMENTED = """\
# Our way of working
# (c) Sales Operations

sop: 1   # the form
title: 'Qualify a lead'   # quoted
id: lead
version: 1

# who takes part
roles:   # all of them
  # the first
  SDR: qualifies the lead   # junior
  "AE": receives the hand-off
    # deep
# before the signatures
sign_off:
- VP of Sales   # Anna
# the director
- Director of Marketing

procedure:
- id: qualify
  phase: Qualify
  steps:
  # first
  - id: a   # the id
    do: >
      On **Leads**, select
      **New**.
    within: 5 minutes   # the promise
    # at the end of a

  # second
  - id: b
    do: {text: Do it., origin: observed, evidence: rec1#4}
# the end
"""


def test_an_unchanged_document_keeps_its_text_to_the_byte() -> None:
    for text in (COMMENTED, COMMENTED.replace("\n", "\r\n"), FULL, COMMENTED.rstrip("\n")):
        assert dump_yaml(parse("a.sop.yaml", text), text) == text


def test_a_change_leaves_all_other_lines_as_they_were() -> None:
    sop = parse("a.sop.yaml", COMMENTED)
    phase = sop.procedure[0]
    first, second = phase.steps
    steps = (replace(second, role="SDR"), replace(first, within=None), Step(id="c", do=Sentence(text="Stop.")))
    changed = replace(
        sop,
        title="Qualify",
        version=2,
        owner="Ops",
        roles=sop.roles[::-1],
        sign_off=("Director of Marketing", "CEO"),
        procedure=(replace(phase, steps=steps),),
    )
    assert dump_yaml(changed, COMMENTED) == """\
# Our way of working
# (c) Sales Operations

sop: 1   # the form
title: Qualify   # quoted
id: lead
version: 2
owner: Ops

# who takes part
roles:   # all of them
  "AE": receives the hand-off
    # deep
  # the first
  SDR: qualifies the lead   # junior
# before the signatures
sign_off:
# the director
- Director of Marketing
- CEO

procedure:
- id: qualify
  phase: Qualify
  steps:

  # second
  - id: b
    do: {text: Do it., origin: observed, evidence: rec1#4}
    role: SDR
  # first
  - id: a   # the id
    do: >
      On **Leads**, select
      **New**.
    # at the end of a
  - id: c
    do: Stop.
# the end
"""  # fmt: skip


@given(st.data())
@settings(max_examples=25)
def test_any_document_can_be_written_onto_any_other(data: st.DataObject) -> None:
    old, other = data.draw(sops()), data.draw(sops())
    names = [field.name for field in fields(Sop) if field.name not in ("id", "sop", "title")]
    kept = data.draw(st.lists(st.sampled_from(names), unique=True))
    new = mended(replace(other, **{name: getattr(old, name) for name in kept}))
    text = dump_yaml(old)
    assert dump_yaml(old, text) == text
    assert parse("a.sop.yaml", dump_yaml(new, text)) == new


@given(st.data())
@settings(max_examples=25)
def test_reordered_lists_are_written_in_their_new_order(data: st.DataObject) -> None:
    sop = data.draw(sops())
    lists = [field.name for field in fields(Sop) if isinstance(getattr(sop, field.name), tuple)]
    orders: dict[str, Any] = {
        name: tuple(data.draw(st.permutations(getattr(sop, name)))) for name in lists if name != "routing"
    }
    new = replace(sop, **orders)
    assert parse("a.sop.yaml", dump_yaml(new, dump_yaml(sop))) == new


def test_json_is_the_base_of_yaml_as_long_as_nothing_changes() -> None:
    sop = parse("a.sop.yaml", FULL)
    assert dump_yaml(sop, dump_json(sop)) == dump_json(sop)
    assert dump_yaml(replace(sop, title="New"), dump_json(sop)) == FULL.replace("title: Qualify a lead", "title: New")


def test_an_earlier_text_that_is_no_sop_is_refused() -> None:
    with pytest.raises(InputError, match="the earlier text:1: title: expected title, found nothing"):
        dump_yaml(Sop(id="a", title="A"), "id: a\n")


def test_a_text_may_begin_with_a_mark() -> None:
    assert parse("a.sop.yaml", "\ufeff" + FULL) == parse("a.sop.yaml", FULL)
