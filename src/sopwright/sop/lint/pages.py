"""What does the documentation say about a rule? One Markdown page for each rule, and an index, made of the rules' data.

In: rules. Out: Markdown.

Law: the pages in ``docs/reference/rules`` are these texts to the byte; a test compares them.
"""

from collections.abc import Mapping

from sopwright.sop.lint.rule import Family, Rule, Severity

_EFFECTS = {
    Severity.ERROR: "the document contradicts itself, or nobody can follow it there",
    Severity.WARNING: "something is missing that the work needs",
    Severity.ADVICE: "the document can be followed, and would be better otherwise",
}


def page(rule: Rule) -> str:
    """Return the page of one rule."""
    mend = "`sopwright lint --fix` puts it right." if rule.fixable else "Only a person can put it right."
    return f"""# {rule.code} {rule.name}

{rule.says}

| Family | Severity | Fix |
|---|---|---|
| {rule.family} | {rule.severity}: {_EFFECTS[rule.severity]} | {mend} |

## Why

{rule.why}

## Bad

```yaml
{rule.bad.rstrip()}
```

## Good

```yaml
{rule.good.rstrip()}
```

## Living with it

Say so in the SOP, with the reason. `at` limits it to one place, such as `steps.check-criteria`; without it, the whole
document is meant.

```yaml
lint:
  - {{rule: {rule.code}, because: the reason}}
```
"""


def index(rules: Mapping[str, Rule]) -> str:
    """Return the index of all pages, by family."""
    parts = [
        f"""# Lint rules

`sopwright lint` reads an SOP as an experienced colleague would. {len(rules)} rules in {len(Family)} families; the
hundreds digit of a code is its family. `sopwright explain SOP601` shows a page in the terminal.

A finding names its place, what was expected and found, and what to do. Findings are about the document: they do not
make the command fail. Their severity says how much they matter.

| Severity | Meaning |
|---|---|
"""
    ]
    parts += [f"| {severity} | {effect} |\n" for severity, effect in _EFFECTS.items()]
    parts.append(
        """
Rules about leads keep silent in an SOP that is not about leads: one without criteria, disqualification codes, routing
or cadences, whose title, purpose, scope, trigger, phases and steps name no lead, prospect, opportunity, MQL or SQL.

An example on a page shows the part of an SOP that matters; items that it names by id are those of a complete SOP.
"""
    )
    for family in Family:
        parts.append(f"\n## {family.value.capitalize()}\n\n| Rule | Severity | It asks |\n|---|---|---|\n")
        parts += [_row(rule) for rule in rules.values() if rule.family is family]
    return "".join(parts)


def _row(rule: Rule) -> str:
    severity = f"{rule.severity}, fix" if rule.fixable else rule.severity
    return f"| [{rule.code}]({rule.code}.md) {rule.name} | {severity} | {rule.says} |\n"
