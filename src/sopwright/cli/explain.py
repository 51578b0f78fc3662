"""``sopwright explain``: why a lint rule is there, with a bad and a good example."""

from difflib import get_close_matches
from textwrap import indent
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli.exits import WrongUseError
from sopwright.cli.terminal import Json, Style, Terminal
from sopwright.sop.lint.rule import Rule


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", hidden=True)] = "",
    *,
    json: Json = False,
) -> None:
    r"""Explain a lint rule.

    RULE is its code or name; without it, all rules are listed.

    \b
    sopwright explain
    sopwright explain SOP601
    """
    terminal = Terminal()
    if not rule:
        rows = [(each.code, each.severity.value, each.says) for each in api.rules().values()]
        if json:
            terminal.json({"rules": [_as_json(each) for each in api.rules().values()]})
        else:
            terminal.table(("Rule", "Severity", "What it asks"), rows)
        return
    found = _named(rule)
    if json:
        terminal.json(_as_json(found))
        return
    terminal.result(f"{found.code} {found.name}", Style.STRONG)
    terminal.result(f"{found.severity}, {found.family}{', put right by --fix' if found.fixable else ''}", Style.FAINT)
    terminal.result(f"\n{found.says}\n\n{found.why}")
    for title, example in (("Bad", found.bad), ("Good", found.good)):
        terminal.result(f"\n{title}", Style.STRONG)
        terminal.result(indent(example.strip("\n"), "  "))
    terminal.result(f"\nTo live with it:\n\n  lint:\n    - {{rule: {found.code}, because: the reason}}")


def _named(name: str) -> Rule:
    rules = api.rules()
    by_name = {each.name: each for each in rules.values()}
    found = rules.get(name.upper()) or by_name.get(name.lower())
    if found is None:
        near = get_close_matches(name.upper(), rules, n=1) or get_close_matches(name.lower(), by_name, n=1)
        remedy = f"Did you mean {near[0]}?" if near else "sopwright explain lists all rules."
        message = f"No rule is called {name}. {remedy}"
        raise WrongUseError(message)
    return found


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "family": rule.family,
        "fixable": rule.fixable,
        "says": rule.says,
        "why": rule.why,
        "bad": rule.bad,
        "good": rule.good,
    }
