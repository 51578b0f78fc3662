# ruff: noqa: E501 - the exact words of a message stay on one line
"""What ``parse`` refuses, in its exact words: they are what people see."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sop.test_form import FULL, HEAD

from sopwright.errors import InputError
from sopwright.sop.form import parse
from sopwright.sop.nodes import MAX_BYTES


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        parse("a.sop.yaml", text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        pytest.param(
            "points: 20", "points: many",
            "38: criteria.points[1].points: expected a whole number, found 'many'. Write a number such as 25, without quotes.",
            id="a word for a number",
        ),
        pytest.param(
            "more_than: 50", "more_then: 50",
            "38: criteria.points[1].when.more_then: expected a key that exists, found 'more_then'. Write more_than.",
            id="a key with a slip",
        ),
        pytest.param(
            "more_than: 50", "more_than: 50, is: 3",
            "38: criteria.points[1].when: expected one comparison, found more_than, is. "
            "Write a condition such as {field: company.employees, more_than: 50}.",
            id="two comparisons",
        ),
        pytest.param(
            "more_than: 50", "more_than: big",
            "38: criteria.points[1].when.more_than: expected a number after more_than, found 'big'. "
            "Correct the value or the comparison.",
            id="a comparison with the wrong kind",
        ),
        pytest.param(
            "more_than: 50", "is: .nan",
            "38: criteria.points[1].when.is: expected a text or a number, found '.nan'. "
            "Write the value, in double quotes if it is a text.",
            id="not a number",
        ),
        pytest.param(
            "{event: bounced}", "{happened: bounced}",
            "41: criteria.minimum[1].when.any[2].not: expected field, event, all, any or not, found 'happened'. "
            "Write a condition such as {field: company.employees, more_than: 50}.",
            id="no condition",
        ),
        pytest.param(
            "status: in review", "status: reviewing",
            "4: status: expected draft, in review, approved, published, superseded or archived, found 'reviewing'. "
            "Choose one of them.",
            id="a word outside the list",
        ),
        pytest.param(
            "within: 5 min", "within: 5",
            "29: sla.first-contact.within: expected a time such as 5 min, 2 h, 3 days, 2 working days or 3 months, found '5'. "
            "Write an amount, a space and a unit.",
            id="a time without a unit",
        ),
        pytest.param(
            "2026-03-31", "31.3.2026",
            "7: review.next: expected a date such as 2026-03-31, found '31.3.2026'. Write year-month-day.",
            id="a date in another form",
        ),
        pytest.param(
            "else: true", "else: yes",
            "63: procedure[1].steps[1].next[2].else: expected true or false, found 'yes'. "
            "Write true or false, without quotes.",
            id="yes for true",
        ),
        pytest.param(
            "evidence: rec1#41", "evidence: event 41",
            "60: procedure[1].steps[1].do.evidence: expected events such as rec1#3-5 rec2#8, found 'event 41'. "
            "Name events as recording#number.",
            id="evidence that names no event",
        ),
        pytest.param(
            "          evidence: rec1#41\n", "",
            "58: procedure[1].steps[1].do: expected the events behind a sentence that is observed, found none. "
            "Correct it here.",
            id="observed without evidence",
        ),
        pytest.param(
            "title: Qualify a lead", "title:",
            "3: title: expected a text, found nothing. Write it after the colon.",
            id="a required key without a value",
        ),
        pytest.param(
            "id: lead-qualification\n", "id:\n",
            "2: id: expected a text, found nothing. Write it after the colon.",
            id="a required key without a value, before another",
        ),
        pytest.param(
            "    title: Script A\n", "",
            "77: assets.script-a.title: expected title, found nothing. Add title.",
            id="a required key that is not there",
        ),
        pytest.param(
            "  SDR: qualifies the lead\n", "  SDR: qualifies the lead\n  SDR: again\n",
            "17: roles.SDR: expected each key once, found 'SDR' in line 16 before. Remove one of them.",
            id="a key twice",
        ),
        pytest.param(
            "sign_off: [VP of Sales, Director of Marketing]", "sign_off: VP of Sales",
            "6: sign_off: expected a list, found 'VP of Sales'. Write each item on a line of its own after a dash.",
            id="one for a list",
        ),
        pytest.param(
            "id: merge", "id: check",
            "70: exceptions[1].steps[1].id: expected an id that no other step or exception has, found 'check', "
            "which is also procedure[1].steps[1].id in line 56. Rename one of them.",
            id="an id twice",
        ),
        pytest.param(
            "id: merge", "id: Merge leads",
            "70: exceptions[1].steps[1].id: expected an id of letters, digits, - and _, found 'Merge leads'. "
            "Write merge-leads.",
            id="an id with a space",
        ),
        pytest.param(
            "id: merge", "id: end",
            "70: exceptions[1].steps[1].id: expected an id other than end, which ends the work, found 'end'. Rename it.",
            id="a step named end",
        ),
        pytest.param(
            "go: duplicate", "go: duplicates",
            "63: procedure[1].steps[1].next[2].go: expected the id of a step or exception, or end, found 'duplicates'. "
            "Write duplicate, or add duplicates.",
            id="a way to nowhere",
        ),
        pytest.param(
            "uses: [script-a]", "uses: [mail]",
            "62: procedure[1].steps[1].uses[1]: expected the id of an asset, found 'mail'. "
            "Correct the name, or add what it names.",
            id="an asset that is not there",
        ),
        pytest.param(
            "else_code: D-WrongRole", "else_code: D-Role",
            "42: criteria.minimum[1].else_code: expected a disqualification code, found 'D-Role'. "
            "Write D-WrongRole, or add D-Role.",
            id="a code that is not there",
        ),
        pytest.param(
            "calendar: sales-hours", "calendar: hours",
            "30: sla.first-contact.calendar: expected the name of a calendar, found 'hours'. "
            "Write sales-hours, or add hours.",
            id="a calendar that is not there",
        ),
        pytest.param(
            "rejoin: check", "rejoin: chek",
            "73: exceptions[1].rejoin: expected the id of a step, or end, found 'chek'. Write check, or add chek.",
            id="a way back to nowhere",
        ),
        pytest.param(
            'when: {field: country, in: [US, "NO"]}', "otherwise: true",
            "49: routing[1].otherwise: expected otherwise in the last row, 2, found it in row 1. Move the row to the end.",
            id="a catch-all before the end",
        ),
        pytest.param(
            ", otherwise: true", "",
            "50: routing[2]: expected when or otherwise, found neither. Add when, or otherwise: true in the last row.",
            id="a row without a condition",
        ),
        pytest.param("sop: 1", "sop: 2", "1: sop: expected version 1 of the file form, found 2. Update Sopwright.", id="a later form"),
        pytest.param(
            "owner: Sales", "owner: &boss Sales",
            "5: expected plain values, found the anchor &boss. Remove it, or quote the value.",
            id="an anchor",
        ),
        pytest.param(
            "owner: Sales Operations Manager", "owner: *boss",
            "5: expected plain values, found the alias *boss. Write the value out, or quote it.",
            id="an alias",
        ),
        pytest.param(
            "owner: Sales", "owner: !!python/object Sales",
            "5: expected plain values, found the tag tag:yaml.org,2002:python/object. Remove it, or quote the value.",
            id="a tag",
        ),
        pytest.param(
            "sign_off:", "---\nsign_off:",
            "6: expected one document, found a second. Keep one SOP in one file.",
            id="two documents",
        ),
        pytest.param(
            "  SDR:", "\tSDR:",
            "16: expected spaces, found a tab. Replace the tab with spaces.",
            id="a tab",
        ),
        pytest.param(
            "title: Qualify", "title: Qualify: now",
            "3: expected YAML, found a mistake: mapping values are not allowed here. Correct this line or the one before it.",
            id="a colon in a text",
        ),
        pytest.param("Qualify a", "Qualify\x00a", "3: expected text, found the character U+0000. Remove it.", id="a zero byte"),
        pytest.param(
            "sop: 1", "%YAML 1.1\n---\nsop: 1",
            "2: expected YAML 1.2 without directives, found a directive. Remove the line that begins with %.",
            id="an older YAML",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_key_value_and_remedy(right: str, wrong: str, words: str) -> None:
    assert FULL.count(right) >= 1
    assert refusal(FULL.replace(right, wrong, 1)) == f"a.sop.yaml:{words}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "a.sop.yaml: expected an SOP, found an empty file. Start from a template.", id="empty"),
        pytest.param("# x\n", "a.sop.yaml: expected an SOP, found only comments. Start from a template.", id="comments"),
        pytest.param(
            "- a\n", "a.sop.yaml:1: expected a mapping with id and title, found a list. Write each as key: value.", id="a list"
        ),
        pytest.param(
            "hello", "a.sop.yaml:1: expected a mapping with id and title, found 'hello'. Write each as key: value.", id="a text"
        ),
        pytest.param(
            '{"id": "a",\n "title" 1}', "a.sop.yaml:2: expected a colon, found '1}'. Correct the JSON here.", id="broken JSON"
        ),
        pytest.param(
            '{"id": "a", "title": "\\ud800"}', "a.sop.yaml:1: expected text, found the character U+D800. Remove it.", id="half"
        ),
        pytest.param(
            "a: " + "[" * 99, "a.sop.yaml:1: expected at most 40 levels, found more. Write the section with fewer levels.", id="deep"
        ),
        pytest.param(
            '{"a": ' * 99, "a.sop.yaml:1: expected at most 40 levels, found more. Write the section with fewer levels.", id="deep JSON"
        ),
        pytest.param(
            "#" * (MAX_BYTES + 1), "a.sop.yaml: expected at most 5 MiB, found 5.0 MiB. Move long texts out of the SOP.", id="large"
        ),
    ],
)  # fmt: skip
def test_what_is_no_sop_at_all_is_refused(text: str, words: str) -> None:
    assert refusal(text) == words


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = HEAD.replace("title", "titel") + "owner: [a]\nreview: {every: often}\nsign_off: [1, {a: b}]\n"
    assert [line.split(". ")[0] for line in refusal(text).splitlines()] == [
        "a.sop.yaml:1: title: expected title, found nothing",
        "a.sop.yaml:3: titel: expected a key that exists, found 'titel'",
        "a.sop.yaml:4: owner: expected a text, found a list",
        "a.sop.yaml:5: review.every: expected a time such as 5 min, 2 h, 3 days, 2 working days or 3 months, found 'often'",
        "a.sop.yaml:6: sign_off[2]: expected a text, found a mapping",
    ]


@given(st.text(st.sampled_from(list("{}[]:,-#&*!|>'\"%@`~?=<. \n\tabid01é\u2028")), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + "roles:\n  a: " + text):
        try:
            parse("a.sop.yaml", whole)
        except InputError as refused:
            places = {problem.where.split(":")[0] for problem in refused.problems}
            assert places == {"a.sop.yaml"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    try:
        parse("a.sop.json", json.dumps({"id": "a", "title": "A", "criteria": value, "roles": {"a": value}}))
    except InputError as refused:
        places = {problem.where.split(": ")[0] for problem in refused.problems}
        assert places == {"a.sop.json:1"}
