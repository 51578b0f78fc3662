"""What is a lint rule, and what is a finding?

In: nothing; these are the types. A rule is data with one pure function; families collect rules in plain mappings.

Law: a rule's family is the hundreds digit of its code; a finding names a place that exists in the document.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import dedent

from sopwright.sop.document import Sop
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.subject import Subject

Check = Callable[[Subject], Iterable[Fault]]
Repair = Callable[[Sop, str], Sop]

_CODE = re.compile(r"^SOP[0-9]{3}$")


class Severity(StrEnum):
    """How much it matters. No severity makes a command fail."""

    ERROR = "error"
    """The document contradicts itself, or nobody can follow it here."""
    WARNING = "warning"
    """Something is missing that the work needs."""
    ADVICE = "advice"
    """It can be followed; it would be better otherwise."""


class Family(StrEnum):
    """What a rule is about; the order is that of the hundreds digit."""

    WORDING = "wording"
    SCOPE = "scope"
    ROLES = "roles"
    CRITERIA = "criteria and decisions"
    PROCEDURE = "procedure"
    EXCEPTIONS = "exceptions"
    HAND_OFF = "hand-off"
    TIME = "time"
    RECORDS = "records and evidence"
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that makes an SOP better, checked by one pure function.

    Attributes:
        code: Stable code, such as ``SOP601``.
        name: Stable name, such as ``handoff-without-receiver``.
        severity: How much it matters.
        says: The rule in one line.
        why: Why a reader of the field cares; with the source where it rests on one.
        bad: Part of an SOP file that breaks the rule.
        good: The same part put right.
        check: Finds the faults.
        repair: Returns the document with the fault at a path put right; ``None`` when only people can.

    Raises:
        ValueError: The code is not of the form ``SOP601``.
    """

    code: str
    name: str
    severity: Severity
    says: str
    why: str
    bad: str
    good: str
    check: Check
    repair: Repair | None = None

    def __post_init__(self) -> None:
        if not _CODE.match(self.code):
            message = f"expected a code such as SOP601, found {self.code!r}"
            raise ValueError(message)

    @property
    def family(self) -> Family:
        """What the rule is about."""
        return tuple(Family)[int(self.code[3])]

    @property
    def fixable(self) -> bool:
        """Whether ``fix`` can put it right without changing what the document means."""
        return self.repair is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault in one document.

    Attributes:
        rule: Code of the rule.
        severity: How much it matters.
        path: The place as a path, such as ``steps.convert-lead.do``.
        where: The place as people find it, such as ``step 4 “Convert the lead”``.
        message: What was expected and what was found, without a full stop.
        remedy: The next action as an order, without a full stop.
        fixable: Whether ``fix`` puts it right.
        suppressed_because: Why people decided to live with it; empty when they did not.

    Examples:
        >>> print(Finding(rule="SOP901", severity=Severity.WARNING, path="owner", where="owner",
        ...     message="expected the role that answers for the document, found none", remedy="Name the owner"))
        SOP901 owner: expected the role that answers for the document, found none. Name the owner.
    """

    rule: str
    severity: Severity
    path: str
    where: str
    message: str
    remedy: str
    fixable: bool = False
    suppressed_because: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.where}: {self.message}. {self.remedy}."


def mapping(*rules: Rule) -> dict[str, Rule]:
    """Return ``rules`` by code, their examples without the indentation that they have in the source."""
    return {rule.code: replace(rule, bad=dedent(rule.bad), good=dedent(rule.good)) for rule in rules}
