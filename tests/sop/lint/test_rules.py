"""Every rule is proven by its own examples, laid over a complete document without findings."""

import io
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from ruamel.yaml import YAML

from sopwright.sop.document import Sop
from sopwright.sop.form import parse
from sopwright.sop.lint import RULES, Family, Rule, lint

BASE = Path(__file__).parent / "base.sop.yaml"
TODAY = date(2029, 1, 1)
BY_ID = {"procedure", "steps"}


def over_base(snippet: str) -> Sop:
    """Lay an example over the base: mappings are merged, nothing takes away, lists replace, phases and steps go by id."""
    yaml = YAML(typ="rt", pure=True)
    whole = merged(yaml.load(BASE.read_text()), yaml.load(dedent(snippet)))
    text = io.StringIO()
    yaml.dump(whole, text)
    return parse("example.sop.yaml", text.getvalue())


def merged(base: Any, over: Any, key: str = "") -> Any:
    if isinstance(base, dict) and isinstance(over, dict) and over:
        for name, value in over.items():
            new = merged(base.get(name), value, name)
            base.pop(name, None) if new is None else base.__setitem__(name, new)
        return base
    if isinstance(base, list) and key in BY_ID and over:
        for item in over:
            same = next((n for n, old in enumerate(base) if old["id"] == item["id"]), None)
            base.append(item) if same is None else base.__setitem__(same, merged(base[same], item))
        return base
    return over


def codes(snippet: str) -> list[str]:
    return [finding.rule for finding in lint(over_base(snippet), TODAY) if not finding.suppressed_because]


every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)


def test_the_base_has_no_findings() -> None:
    assert [str(finding) for finding in lint(parse("base", BASE.read_text()), TODAY)] == []


@every_rule
def test_the_bad_example_shows_this_fault_and_no_other(rule: Rule) -> None:
    assert codes(rule.bad) == [rule.code]


@every_rule
def test_the_good_example_shows_no_fault(rule: Rule) -> None:
    assert codes(rule.good) == []
