"""What is wrong with this SOP, and what of it can be put right at once?

In: an SOP. Out: findings in the order of the document, or a mended SOP.

Law: linting never fails on an SOP that could be read; every finding names a place of the document; mending twice is
mending once, and leaves nothing that could be mended.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from sopwright.sop.document import Sop, Suppression
from sopwright.sop.lint import (
    criteria,
    decisions,
    exceptions,
    governance,
    handoff,
    limits,
    procedure,
    records,
    roles,
    scope,
    spelling,
    wording,
)
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Finding, Rule
from sopwright.sop.lint.sealing import sealed_again
from sopwright.sop.lint.subject import Subject, subject_of

RULES: Mapping[str, Rule] = dict(
    sorted(
        (
            wording.RULES
            | spelling.RULES
            | scope.RULES
            | roles.RULES
            | decisions.RULES
            | criteria.RULES
            | procedure.RULES
            | exceptions.RULES
            | handoff.RULES
            | limits.RULES
            | records.RULES
            | governance.RULES
        ).items()
    )
)
"""Every rule by code, in the order of the codes."""

_UNUSED, _UNKNOWN = "SOP910", "SOP911"


def lint(sop: Sop, today: date | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with ``sop``, by place and then by code; what people decided to live with is marked.

    Args:
        sop: The document.
        today: The day on which a review is overdue or not; without it, none is.
    """
    subject = subject_of(sop, today)
    order = {at.path: n for n, at in reversed(list(enumerate(subject.places)))}
    where = {at.path: at.where for at in reversed(subject.places)}
    found = [_finding(rule, fault, where) for rule in RULES.values() for fault in rule.check(subject)]
    for about_suppressions in (False, True):
        idle = _idle_suppressions(subject, found, about_suppressions=about_suppressions)
        found += [_finding(RULES[code], fault, where) for code, fault in idle]
    found = [_suppressed(finding, sop.lint) for finding in found]
    return tuple(sorted(found, key=lambda finding: (order.get(finding.path, len(order)), finding.rule)))


def _finding(rule: Rule, fault: Fault, where: Mapping[str, str]) -> Finding:
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        path=fault.path,
        where=where.get(fault.path, fault.path),
        message=fault.message,
        remedy=fault.remedy,
        fixable=rule.fixable,
    )


def _suppressed(finding: Finding, suppressions: tuple[Suppression, ...]) -> Finding:
    for suppression in suppressions:
        if suppression.because.strip() and _covers(suppression, finding):
            return replace(finding, suppressed_because=suppression.because)
    return finding


def _covers(suppression: Suppression, finding: Finding) -> bool:
    if suppression.rule != finding.rule:
        return False
    below = finding.path.startswith((f"{suppression.at}.", f"{suppression.at}["))
    return not suppression.at or finding.path == suppression.at or below


def _idle_suppressions(subject: Subject, found: list[Finding], *, about_suppressions: bool) -> list[tuple[str, Fault]]:
    """Return the faults of suppressions: first of those of other rules, then of those of these two rules."""
    idle: list[tuple[str, Fault]] = []
    for at in subject.every(Suppression):
        if (at.it.rule in (_UNUSED, _UNKNOWN)) is not about_suppressions:
            continue
        if at.it.rule not in RULES:
            near = get_close_matches(at.it.rule.upper(), RULES, n=1)
            remedy = f"Write {near[0]}" if near else "Correct the code; sopwright explain lists the rules"
            idle.append((_UNKNOWN, at.fault("rule", f"expected the code of a rule, found “{at.it.rule}”", remedy)))
        elif at.it.because.strip() and not any(_covers(at.it, finding) for finding in found):
            place = f" at {at.it.at}" if at.it.at else ""
            message = f"expected a finding of {at.it.rule}{place}, found none"
            idle.append((_UNUSED, at.fault("", message, "Take the suppression out")))
    return idle


def fix(sop: Sop, today: date | None = None) -> tuple[Sop, tuple[Finding, ...]]:
    """Return ``sop`` with every safe fix made, and the findings that it put right.

    A fix changes spelling, stops, capitals, the mark of origin and repetitions, never what the document means. What
    people decided to live with stays.
    """
    mended: list[Finding] = []
    while todo := [finding for finding in lint(sop, today) if finding.fixable and not finding.suppressed_because]:
        before = sop
        for finding in todo:
            repair = RULES[finding.rule].repair
            changed = repair(sop, finding.path) if repair is not None else sop
            if changed != sop:
                mended.append(finding)
                sop = sealed_again(sop, changed, finding.path)
        if sop == before:
            break
    return sop, tuple(mended)
