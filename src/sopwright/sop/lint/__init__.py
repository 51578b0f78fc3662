"""What is wrong with an SOP, in the field's own terms? The linter: rules in ten families, findings, safe fixes.

In: an SOP. Out: findings that each name a place, what was expected and found, and what to do; or a mended SOP.

Law: findings are about the document, not failures of the program; rules are pure functions, and know nothing of files.
"""

from sopwright.sop.lint.engine import RULES, fix, lint
from sopwright.sop.lint.rule import Family, Finding, Rule, Severity

__all__ = ["RULES", "Family", "Finding", "Rule", "Severity", "fix", "lint"]
