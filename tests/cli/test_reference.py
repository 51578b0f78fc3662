"""Every command, exit code and rule has its page, and the pages say what the program says."""

import re
from pathlib import Path

import pytest
from scripts.reference import FOLDER, stale

from sopwright import api
from sopwright.cli.commands import command
from sopwright.cli.exits import Exit

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = sorted(command().commands)


def test_the_generated_reference_is_what_the_program_says() -> None:
    assert not stale(), "Run: make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_section(name: str) -> None:
    assert command().commands[name].help
    assert f"\n## sopwright {name}\n" in (FOLDER / "cli.md").read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [each for each in command().commands[name].params if each.param_type_name == "option"]
    assert all(option.help for option in options)


@pytest.mark.parametrize("code", Exit)
def test_every_exit_code_is_documented(code: Exit) -> None:
    assert f"| {code.value} |" in (FOLDER / "exit-codes.md").read_text()


@pytest.mark.parametrize("code", api.rules())
def test_every_rule_has_a_page(code: str) -> None:
    page = (FOLDER / "rules" / f"{code}.md").read_text()
    assert all(f"\n## {part}\n" in page for part in ("Why", "Bad", "Good"))


def links() -> list[tuple[Path, str]]:
    pages = [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
    return [
        (page, target) for page in pages for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    ]


def test_every_link_in_the_docs_leads_somewhere() -> None:
    broken = [f"{page.name}: {target}" for page, target in links() if not (page.parent / target).exists()]
    assert not broken
