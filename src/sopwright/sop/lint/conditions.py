"""Can these conditions hold together? Arithmetic on field tests.

In: conditions of the contract. Out: whether one lead can meet both.

Law: an answer is “no” only when it is certain; values that cannot be compared exclude nothing.
"""

from decimal import Decimal

from sopwright.sop.contract import AllOf, AnyOf, Condition, FieldTest, Not, Operator


def required(condition: Condition) -> list[FieldTest]:
    """Return the tests of which each must hold; parts of an ``any`` or a ``not`` are not among them."""
    match condition:
        case FieldTest():
            return [condition]
        case AllOf(parts=parts):
            return [test for part in parts for test in required(part)]
        case _:
            return []


def exclude(one: FieldTest, other: FieldTest) -> bool:
    """Return whether no value of the field passes both tests; false when that is not certain."""
    if one.field != other.field:
        return False
    return _clash(one, other) or _clash(other, one)


def _clash(one: FieldTest, other: FieldTest) -> bool:  # noqa: PLR0911 - one line for each pair of operators
    op = Operator
    if one.operator is op.KNOWN:
        missing = one.value is False
        return missing and not (other.operator in (op.IS_NOT, op.NOT_IN) or other == one)
    if one.operator in (op.IS, op.IN):
        mine = set(one.value) if isinstance(one.value, tuple) else {one.value}
        match other.operator:
            case op.IS:
                return other.value not in mine
            case op.IN if isinstance(other.value, tuple):
                return not mine & set(other.value)
            case op.IS_NOT:
                return mine == {other.value}
            case op.NOT_IN if isinstance(other.value, tuple):
                return mine <= set(other.value)
            case op.MORE_THAN | op.AT_LEAST | op.LESS_THAN | op.AT_MOST:
                return all(not _within(value, other) for value in mine)
            case _:
                return False
    if one.operator in (op.MORE_THAN, op.AT_LEAST) and other.operator in (op.LESS_THAN, op.AT_MOST):
        low, high = _number(one.value), _number(other.value)
        strict = one.operator is op.MORE_THAN or other.operator is op.LESS_THAN
        return low is not None and high is not None and (low > high or (strict and low == high))
    return False


def _within(value: object, test: FieldTest) -> bool:
    number, bound = _number(value), _number(test.value)
    if number is None or bound is None:
        return True
    match test.operator:
        case Operator.MORE_THAN:
            return number > bound
        case Operator.AT_LEAST:
            return number >= bound
        case Operator.LESS_THAN:
            return number < bound
        case _:
            return number <= bound


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def told(test: FieldTest) -> str:
    """Return the test as it is shown in a finding."""
    value = ", ".join(map(str, test.value)) if isinstance(test.value, tuple) else str(test.value)
    return f"“{test.field} {test.operator.replace('_', ' ')} {value}”"


def has_event(condition: Condition) -> bool:
    """Return whether the condition looks at something that happened."""
    match condition:
        case FieldTest():
            return False
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(map(has_event, parts))
        case Not(part=part):
            return has_event(part)
        case _:
            return True
