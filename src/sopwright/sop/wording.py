"""How does one say it? The contract of an SOP, which the lead engine runs, in the words that people agree to.

In: conditions, rules, limits. Out: plain text without Markdown; a condition is part of a sentence, the rest are whole
sentences.

Law: the words say no less than the data. Two conditions that can decide differently never read alike: a list of three
has commas, what is nested is introduced by *both* or *either*, and what could still be misread stands in parentheses.
"""

import re
from collections.abc import Sequence

from sopwright.sop.contract import (
    AllOf,
    AnyOf,
    Condition,
    Criterion,
    Escalation,
    EventTest,
    FieldTest,
    HandOff,
    Operator,
    PointRule,
    RouteTarget,
    RoutingRule,
    Scalar,
    TimeLimit,
    Touch,
)
from sopwright.sop.scalars import needs_quotes

_VERBS = {
    Operator.IS: ("is", "is not"),
    Operator.IS_NOT: ("is not", "is not other than"),
    Operator.MORE_THAN: ("is more than", "is not more than"),
    Operator.AT_LEAST: ("is at least", "is not at least"),
    Operator.LESS_THAN: ("is less than", "is not less than"),
    Operator.AT_MOST: ("is at most", "is not at most"),
    Operator.CONTAINS: ("contains", "does not contain"),
    Operator.STARTS_WITH: ("starts with", "does not start with"),
    Operator.IN: ("is", "is not"),
    Operator.NOT_IN: ("is not", "is not other than"),
}
"""What an operator says, and what its negation says. A field without a value is neither more nor at most."""

_WORD = re.compile(r"[\w.@+/-]*\w")
_RESERVED = frozenset({"and", "or", "not", "true", "false", "known"})
_MISREAD = re.compile(r" and | or | nor |,")
_QUOTED = re.compile("“[^”]*”")
_PAIR = 2
_PIECES = (Operator.CONTAINS, Operator.STARTS_WITH)


def sentence_of(condition: Condition) -> str:
    """Return a condition in words.

    Examples:
        >>> sentence_of(FieldTest(field="company.employees", operator=Operator.MORE_THAN, value=50))
        'company employees is more than 50'
        >>> sentence_of(EventTest(event="pricing page viewed", within_days=14, at_least=2))
        'pricing page viewed at least 2 times in the last 14 days'
    """
    if isinstance(condition, AllOf | AnyOf):
        return _joined(condition)
    return _leaf(condition)


def points_sentence(rule: PointRule) -> str:
    """Return a rule for points, such as ``25 points when pricing page viewed; half of them after 30 days.``."""
    given = f"{_count(abs(rule.points), 'point')}{' off' if rule.points < 0 else ''}"
    decay = f"; half of them after {_count(rule.half_life_days, 'day')}" if rule.half_life_days else ""
    return f"{given} when {sentence_of(rule.when)}{decay}."


def criterion_sentence(criterion: Criterion) -> str:
    """Return a minimum, such as ``Required: title contains “VP”; else D-WrongRole.``."""
    otherwise = f"; else {criterion.else_code}" if criterion.else_code else ""
    return f"Required: {sentence_of(criterion.when)}{otherwise}."


def routing_sentence(rule: RoutingRule) -> str:
    """Return a row of the routing table, such as ``When country is US: pool north-america, by rotation.``."""
    if rule.when is None:
        return f"Every other lead: {target_phrase(rule.to)}."
    return f"When {sentence_of(rule.when)}: {target_phrase(rule.to)}."


def target_phrase(target: RouteTarget) -> str:
    """Return where a lead goes, such as ``queue unassigned, emptied by Sales Operations Manager``."""
    parts = [f"pool {target.pool}"] if target.pool else []
    parts += [f"queue {target.queue}"] if target.queue else []
    if target.owner:
        parts.append(f"emptied by {target.owner}" if target.queue else target.owner)
    parts += [f"by {target.by}"] if target.by else []
    return ", ".join(parts) or "no one named"


def limit_sentence(limit: TimeLimit) -> str:
    """Return a time limit with what follows when it is missed."""
    who = f"{limit.role}: " if limit.role else ""
    hours = f", counting {limit.calendar}" if limit.calendar else ""
    missed = "".join(f" {escalation_sentence(escalation)}" for escalation in limit.missed)
    return f"{who}within {limit.within}{hours}, from {limit.from_} to {limit.to}.{missed}"


def escalation_sentence(escalation: Escalation) -> str:
    """Return what happens when a limit is missed, such as ``Missed by 5 min: reassign (to SDR manager).``."""
    by = f" by {escalation.after}" if escalation.after.amount else ""
    receiver = f" (to {escalation.to})" if escalation.to else ""
    return f"Missed{by}: {escalation.do}{receiver}."


def touch_sentence(touch: Touch) -> str:
    """Return a planned contact, such as ``Day 1, within 5 min, phone: Call with script A. No answer: leave …``."""
    when = f"Day {touch.day}{f', within {touch.within}' if touch.within else ''}, {touch.channel}"
    only = f", only if {touch.only_if}" if touch.only_if else ""
    asset = f" (with {touch.asset})" if touch.asset else ""
    outcomes = "".join(f" {rule.outcome}: {_stopped(rule.then)}" for rule in touch.outcomes)
    return f"{when}{only}: {_stopped(touch.do.rstrip('.') + asset)}{outcomes}"


def handoff_sentence(handoff: HandOff) -> str:
    """Return a hand-off; a receiver who is not known is asked for."""
    receiver = handoff.to.text if handoff.to.known else "a receiver not stated"
    after = f" after step {handoff.after}" if handoff.after else ""
    within = f", who must act within {handoff.within}" if handoff.within else ""
    status = f"; the status is {_shown(handoff.status)}" if handoff.status else ""
    includes = f"; handed over: {_listed(handoff.includes, 'and')}" if handoff.includes else ""
    asked = f". To be answered: {handoff.to.text}" if not handoff.to.known else ""
    return _stopped(f"{handoff.from_} hands the lead to {receiver}{after}{within}{status}{includes}{asked}")


def _joined(condition: AllOf | AnyOf) -> str:
    """Return a condition of several parts at the outermost level."""
    word = "and" if isinstance(condition, AllOf) else "or"
    parts = [_part(part) for part in condition.parts]
    if len(parts) <= _PAIR and not any(map(_is_several, condition.parts)):
        return f" {word} ".join(map(_shielded, parts))
    shielded = [
        text if _is_several(part) else _shielded(text) for text, part in zip(parts, condition.parts, strict=True)
    ]
    if len(shielded) == _PAIR:
        return f", {word} ".join(shielded)
    return f"{', '.join(shielded[:-1])}, {word} {shielded[-1]}" if len(shielded) > 1 else shielded[0]


def _part(condition: Condition) -> str:
    """Return a condition within another: one level of *both* and *either*, deeper levels in parentheses."""
    if not isinstance(condition, AllOf | AnyOf):
        return _leaf(condition)
    if len(condition.parts) == 1:
        return _part(condition.parts[0])
    if len(condition.parts) > _PAIR or any(map(_is_several, condition.parts)):
        return f"({_joined(condition)})"
    both, word = ("both", "and") if isinstance(condition, AllOf) else ("either", "or")
    return f"{both} {f' {word} '.join(_shielded(_part(part)) for part in condition.parts)}"


def _is_several(condition: Condition) -> bool:
    if isinstance(condition, AllOf | AnyOf):
        return len(condition.parts) > 1 or _is_several(condition.parts[0])
    return False


def _shielded(text: str) -> str:
    """Return a text in parentheses when it has a connective of its own outside of quotes."""
    return f"({text})" if _MISREAD.search(_QUOTED.sub("", text)) and not text.endswith(")") else text


def _leaf(condition: Condition) -> str:
    if isinstance(condition, FieldTest):
        return _comparison(condition, negated=False)
    if isinstance(condition, EventTest):
        times = "" if condition.at_least == 1 else f" at least {condition.at_least} times"
        return f"{_name(condition.event)}{times}{_window(condition)}"
    assert not isinstance(condition, AllOf | AnyOf)  # noqa: S101 - the callers see to it
    part = condition.part
    if isinstance(part, FieldTest):
        return _comparison(part, negated=True)
    if isinstance(part, EventTest):
        fewer = "never" if part.at_least == 1 else f"fewer than {part.at_least} times"
        return f"{_name(part.event)} {fewer}{_window(part)}"
    return f"not ({sentence_of(part)})"


def _comparison(test: FieldTest, *, negated: bool) -> str:
    name = _name(re.sub(r"[._]", " ", test.field))
    if test.operator is Operator.KNOWN:
        return f"{name} is known" if test.value is not negated else f"{name} is not known"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    shown = [f"“{value}”" if test.operator in _PIECES else _shown(value) for value in values]
    if len(shown) > 1 and negated is (test.operator is Operator.IN):
        return f"{name} is neither {_listed(shown, 'nor')}"
    return f"{name} {_VERBS[test.operator][negated]} {_listed(shown, 'or')}"


def _window(test: EventTest) -> str:
    if not test.within_days:
        return ""
    return " in the last day" if test.within_days == 1 else f" in the last {test.within_days} days"


def _name(text: str) -> str:
    """Return a name as it is, in quotes only when a connective in it could be misread."""
    return f"“{text}”" if _MISREAD.search(text) else text


def _shown(value: Scalar) -> str:
    """Return a value: numbers and single words bare, other texts in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    bare = _WORD.fullmatch(value) and value not in _RESERVED and not needs_quotes(value)
    return value if bare else f"“{value}”"


def _listed(values: Sequence[str], word: str) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} {word} {values[-1]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
