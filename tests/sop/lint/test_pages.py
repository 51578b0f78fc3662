"""Every rule has its page, and the page says what the rule says."""

import pytest
from tests.conftest import ROOT

from sopwright.sop.lint import RULES, Rule
from sopwright.sop.lint.pages import index, page

PAGES = ROOT / "docs" / "reference" / "rules"


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    file = PAGES / name
    if request.config.getoption("--golden-update"):
        PAGES.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_page_of_a_rule_is_made_of_the_rule(rule: Rule, request: pytest.FixtureRequest) -> None:
    compare(f"{rule.code}.md", page(rule), request)


def test_the_index_lists_every_rule(request: pytest.FixtureRequest) -> None:
    compare("index.md", index(RULES), request)


def test_there_is_no_page_without_a_rule() -> None:
    assert sorted(file.stem for file in PAGES.glob("SOP*.md")) == list(RULES)


def test_codes_and_names_are_unique_and_families_complete() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert {rule.code[3] for rule in RULES.values()} == set("0123456789")
    assert all(rule.says.endswith(".") and rule.why.endswith((".", ".)")) for rule in RULES.values())
