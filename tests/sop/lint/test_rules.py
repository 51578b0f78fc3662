"""Every rule is proven by its own examples, laid over a complete document without findings."""

import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from ruamel.yaml import YAML

from sopwright.sop.document import Sop
from sopwright.sop.form import parse
from sopwright.sop.lint import RULES, Rule, lint

HERE = Path(__file__).parent
BASE = HERE / "base.sop.yaml"
OTHER = HERE / "other.sop.yaml"
TODAY = date(2029, 1, 1)
BY_ID = {"decisions", "exceptions", "procedure", "steps"}


def over(base: Path, snippet: str) -> Sop:
    """Lay an example over a base: mappings merge, items with ids are completed, nothing takes away, lists replace."""
    whole = merged(deepcopy(loaded(base)), YAML(typ="safe", pure=True).load(dedent(snippet)))
    return parse("example.sop.json", json.dumps(whole, default=str))


@cache
def loaded(base: Path) -> object:
    return YAML(typ="safe", pure=True).load(base.read_text(encoding="utf-8"))


def merged(base: object, example: object, key: str = "") -> object:
    if isinstance(base, dict) and isinstance(example, dict) and example:
        for name, value in example.items():
            new = merged(base.get(name), value, name)
            base.pop(name, None) if new is None else base.__setitem__(name, new)
        return base
    if isinstance(base, list) and isinstance(example, list) and key in BY_ID:
        old = {item["id"]: item for item in base}
        new_items = {item["id"]: merged(old.get(item["id"]), item) for item in example}
        kept = old if example and key != "exceptions" else {}
        return list((kept | new_items).values())
    return example


def codes(rule: Rule, snippet: str) -> list[str]:
    sop = over(OTHER if rule.code == "SOP501" else BASE, snippet)
    return [finding.rule for finding in lint(sop, TODAY) if not finding.suppressed_because]


every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)


@pytest.mark.parametrize("base", [BASE, OTHER], ids=lambda base: base.name)
def test_the_bases_have_no_findings(base: Path) -> None:
    assert [str(finding) for finding in lint(parse(base.name, base.read_text(encoding="utf-8")), TODAY)] == []


@every_rule
def test_the_bad_example_shows_this_fault_and_no_other(rule: Rule) -> None:
    assert codes(rule, rule.bad) == [rule.code]


@every_rule
def test_the_good_example_shows_no_fault(rule: Rule) -> None:
    assert codes(rule, rule.good) == []
