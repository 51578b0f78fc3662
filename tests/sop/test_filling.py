import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.strategies import AWKWARD

from sopwright.errors import InputError
from sopwright.sop.filling import fill, templates
from sopwright.sop.form import dump_yaml, parse

NAMES = [each.name for each in templates()]
PLACEHOLDERS = {placeholder.name: placeholder for each in templates() for placeholder in each.placeholders}
EXAMPLES = {name: placeholder.example for name, placeholder in PLACEHOLDERS.items()}
REQUIRED = {name: text for name, text in EXAMPLES.items() if PLACEHOLDERS[name].default is None}


def source(name: str) -> str:
    return (files("sopwright.sop") / "templates" / f"{name}.sop.yaml").read_text(encoding="utf-8")


def read(text: str) -> Any:  # noqa: ANN401 - plain YAML
    return YAML(typ="safe", pure=True).load(text)


def replaced(value: Any, answers: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain YAML
    """The oracle: replaces in the parsed document, one placeholder after the other."""
    if isinstance(value, dict):
        return {replaced(key, answers): replaced(inner, answers) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(item, answers) for item in value]
    if isinstance(value, str):
        for name, answer in answers.items():
            value = value.replace("{{" + name + "}}", answer)
    return value


@pytest.mark.parametrize("name", NAMES)
def test_a_template_filled_with_the_examples_is_an_sop_of_that_name_without_blanks(name: str) -> None:
    text = fill(name, EXAMPLES)
    assert parse(name, text).id == name
    assert "{{" not in text


@pytest.mark.parametrize("name", NAMES)
def test_what_has_a_default_need_not_be_answered(name: str) -> None:
    sop = parse(name, fill(name, REQUIRED))
    hours = next(calendar for calendar in sop.calendars if calendar.name == "sales-hours")
    assert (hours.from_, hours.to) == ("09:00", "17:00")


@pytest.mark.parametrize("name", NAMES)
def test_filling_touches_nothing_but_the_scalars_with_placeholders(name: str) -> None:
    before, after = source(name).splitlines(), fill(name, EXAMPLES).splitlines()
    assert len(before) == len(after)
    assert [line for line in before if "{{" not in line] == [
        new for old, new in zip(before, after, strict=True) if "{{" not in old
    ]


@pytest.mark.parametrize("name", NAMES)
def test_filling_twice_gives_the_same_bytes(name: str) -> None:
    assert fill(name, EXAMPLES) == fill(name, dict(reversed(EXAMPLES.items())))


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_template_survives_being_saved_by_the_product(name: str) -> None:
    text = fill(name, EXAMPLES)
    assert dump_yaml(parse(name, text), text) == text


def test_names_stand_without_quotes_where_every_reader_of_yaml_takes_them_for_text() -> None:
    text = fill("lead-qualification", EXAMPLES)
    assert "        system: Salesforce\n" in text
    assert '    from: "08:30"\n' in text


def test_one_system_in_two_uses_becomes_one_entry_with_both() -> None:
    text = fill("first-touch-cadence", {**EXAMPLES, "crm": "HubSpot", "marketing_platform": "HubSpot"})
    assert [(system.name, system.used_for.text) for system in parse("x", text).systems] == [
        ("HubSpot", "The lead record, tasks, calls, e-mails and their outcomes. Long-term nurture after the cadence."),
        ("LinkedIn", "The connection request of day 2."),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("no", id="a word that old YAML takes for false"),
        pytest.param("null", id="a word for nothing"),
        pytest.param("007", id="a number with zeros"),
        pytest.param("Smith: Sons & Co", id="a colon"),
        pytest.param("Acme #1", id="a comment sign"),
        pytest.param('The "Real" Deal', id="double quotes"),
        pytest.param("O'Neill", id="an apostrophe"),
        pytest.param("C:\\sales\\new", id="backslashes"),
        pytest.param("&anchor *alias !tag", id="YAML's own signs"),
        pytest.param("[a, b]", id="brackets"),
        pytest.param("- Acme", id="a dash"),
        pytest.param("Søren & 名 😀", id="other scripts"),
        pytest.param("---", id="a document mark"),
    ],
)
def test_an_answer_is_text_whatever_signs_it_holds(answer: str) -> None:
    sop = parse("x", fill("lead-qualification", {**EXAMPLES, "company": answer, "crm": answer}))
    assert sop.purpose is not None
    assert sop.purpose.text.startswith(f"Every lead {answer} captures")
    assert sop.systems[0].name == answer
    assert sop.assets[0].body.startswith(f"Hello {{first_name}}, this is {{sender_name}} from {answer}.")


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(NAMES), answer=st.sampled_from(AWKWARD) | st.text(max_size=40))
@example(name="lead-lifecycle", answer="{{crm}}")
def test_an_answer_is_kept_letter_by_letter_or_refused(name: str, answer: str) -> None:
    answers = {**EXAMPLES, "company": answer, "crm": f"{answer}1", "benefit": answer}
    try:
        text = fill(name, answers)
    except InputError as refusal:
        assert {problem.where for problem in refusal.problems} <= {f"{name}: {key}" for key in answers}  # noqa: PT017 - most pass
        return
    stripped = {key: value.strip() for key, value in answers.items()}
    assert read(text) == replaced(read(source(name)), stripped)
    assert parse(name, text).id == name
    assert re.sub(r"(?m)^[^#].*\n?", "", text) == re.sub(r"(?m)^[^#].*\n?", "", source(name))


def asks(name: str) -> str:
    one = PLACEHOLDERS[name]
    return f"{name}: expected an answer to “{one.ask}”, found none. Answer it, for example {one.example}."


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        pytest.param(
            {"compny": "Acme", "crm": "Salesforce", "content_library": " ", "time_zone": "Europe/Berlin"},
            """expected an answer that a template asks for, found 'compny'. Write company.
            """
            + "\n".join(map(asks, ("company", "content_library", "holidays"))),
            id="all that is missing at once",
        ),
        pytest.param(
            {**EXAMPLES, "time_zone": "half past nine", "opens": "9", "company": "A\nB", "crm": "{{company}}"},
            """company: expected one line of text without control characters, found 'A\\nB'. Answer again.
            crm: expected text without braces, which mark the fields of a lead, found '{{company}}'. Answer again.
            time_zone: expected an IANA time zone such as Europe/Berlin, found 'half past nine'. Answer again.
            opens: expected a time such as 09:00, found '9'. Answer again.""",
            id="answers that cannot be used",
        ),
        pytest.param(
            {**EXAMPLES, "company": "x" * 121},
            f"company: expected at most 120 characters, found '{'x' * 120}'. Answer again.",
            id="an answer that fills a page",
        ),
        pytest.param(
            {**EXAMPLES, "opens": "18:00", "closes": "09:00"},
            "closes: expected a time after 18:00, found '09:00'. Answer again.",
            id="a day that ends before it begins",
        ),
    ],
)
def test_a_refusal_names_everything_that_is_wrong(answers: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        fill("content-request", answers)
    expected = [f"content-request: {line.strip()}" for line in said.splitlines()]
    assert str(refused.value).splitlines() == expected


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        pytest.param("lead-qualificaton", "lead-qualification", id="a slip of the finger"),
        pytest.param("xyz", " or ".join(NAMES), id="a name that resembles none"),
    ],
)
def test_a_template_that_does_not_exist_is_refused_with_the_nearest(name: str, choice: str) -> None:
    with pytest.raises(InputError) as refused:
        fill(name, EXAMPLES)
    assert str(refused.value) == f"template: expected the name of a template, found '{name}'. Choose {choice}."


def test_an_answer_for_another_template_is_welcome() -> None:
    assert "postal_address" not in {one.name for one in templates()[1].placeholders}
    assert fill(NAMES[1], EXAMPLES) == fill(NAMES[1], {k: v for k, v in EXAMPLES.items() if k != "postal_address"})


def test_a_placeholder_that_no_template_uses_would_be_a_question_for_nothing() -> None:
    used = {name for each in NAMES for name in re.findall(r"\{\{([a-z_]+)\}\}", source(each))}
    assert used == set(PLACEHOLDERS)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS.values(), ids=PLACEHOLDERS)
def test_examples_and_defaults_are_what_is_asked_for(placeholder: Any) -> None:  # noqa: ANN401 - a Placeholder
    for answer in (placeholder.example, placeholder.default):
        assert answer is None or re.fullmatch(placeholder.pattern or ".+", answer)
