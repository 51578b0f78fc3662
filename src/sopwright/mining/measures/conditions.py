"""For which leads does a condition of an SOP hold, and for which can the log not tell?

In: a condition, and what the log knows of each lead. Out: true, false or unknown for each lead, all leads at once.

Law: a comparison with a field that a lead does not state is unknown, not false; only ``known`` asks whether it is
stated. Unknown goes through ``all``, ``any`` and ``not`` as in Kleene's logic. Case does not count in texts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Flags, Moments, Numbers
from sopwright.mining.decisions.suspicion import CURRENT
from sopwright.sop.contract import AllOf, Condition, EventTest, FieldTest, Not, Operator, Scalar


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """What is known of a condition; a lead of which neither holds is unknown.

    Attributes:
        true: For each lead whether it is known to hold.
        false: For each lead whether it is known not to hold.
        missing: Why it is unknown of some leads, one reason each.
    """

    true: Flags
    false: Flags
    missing: tuple[str, ...] = ()


def truth(condition: Condition, log: EventLog, fields: Mapping[str, str]) -> Truth:
    """Return for which leads a condition holds.

    Args:
        condition: The condition.
        log: The log; its cases are leads.
        fields: The attribute of a lead that each field of the SOP is; where a field is left out, ``attribute_of`` finds
            it by its name.
    """
    if isinstance(condition, FieldTest):
        return _field(condition, log, fields)
    if isinstance(condition, EventTest):
        nobody = np.zeros(log.cases, dtype=np.bool_)
        return Truth(true=nobody, false=nobody, missing=(f"what leads do (“{condition.event}”) is not in the log",))
    if isinstance(condition, Not):
        part = truth(condition.part, log, fields)
        return Truth(true=part.false, false=part.true, missing=part.missing)
    parts = [truth(part, log, fields) for part in condition.parts]
    missing = tuple(dict.fromkeys(reason for part in parts for reason in part.missing))
    every, some = np.logical_and.reduce, np.logical_or.reduce
    trues, falses = [part.true for part in parts], [part.false for part in parts]
    if isinstance(condition, AllOf):
        return Truth(true=every(trues), false=some(falses), missing=missing)
    return Truth(true=some(trues), false=every(falses), missing=missing)


def attribute_of(field: str, log: EventLog, fields: Mapping[str, str]) -> str:
    """Return the attribute of a lead that a field of an SOP is; empty where none, or more than one, could be it.

    The whole name goes before its last part, ``employees`` of ``company.employees``, and that before an attribute which
    ends in it, such as ``NumberOfEmployees``. Case, blanks, underscores and Salesforce's ``__c`` do not count. What an
    export states as ``current`` was written later than the decision, and has to be told.
    """
    if field in fields:
        return fields[field] if fields[field] in log.case_attributes else ""
    lasting = [name for name in log.case_attributes if not name.startswith(CURRENT)]
    plain = {name: _plain(name.removesuffix("__c")) for name in lasting}
    whole, last = _plain(field), _plain(field.rpartition(".")[2])
    tests = (
        [name for name, said in plain.items() if said == whole],
        [name for name, said in plain.items() if said == last],
        [name for name, said in plain.items() if said.endswith(last)],
    )
    return next((found[0] if len(found) == 1 else "" for found in tests if found), "")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _field(test: FieldTest, log: EventLog, fields: Mapping[str, str]) -> Truth:
    name = attribute_of(test.field, log, fields)
    if not name:
        nobody = np.zeros(log.cases, dtype=np.bool_)
        return Truth(true=nobody, false=nobody, missing=(f"the log does not know “{test.field}”",))
    column = log.case_attributes[name]
    stated = _stated(column)
    if test.operator is Operator.KNOWN:
        true = stated if test.value is True else ~stated
        return Truth(true=true, false=~true)
    true, false = _compared(column, test)
    unknown = ~(true | false)
    return Truth(true=true, false=false, missing=tuple(_why(test, stated, unknown)))


def _why(test: FieldTest, stated: Flags, unknown: Flags) -> Iterator[str]:
    if (~stated).any():
        yield f"“{test.field}” is not stated"
    if (unknown & stated).any():
        yield f"“{test.field}” cannot be compared by {test.operator}"


def _stated(column: Column) -> Flags:
    if isinstance(column, Coded):
        filled = np.array([bool(label.strip()) for label in column.labels], dtype=np.bool_)
        return np.append(filled, False)[column.codes]
    if isinstance(column, Moments):
        return np.asarray(column.values != UNKNOWN)
    return ~np.isnan(column.values)


def _compared(column: Column, test: FieldTest) -> tuple[Flags, Flags]:
    """Return where the comparison is true and where it is false."""
    values: list[str] | list[float]
    if isinstance(column, Coded):
        values, codes = list(column.labels), column.codes.astype(np.int64)
    elif isinstance(column, Numbers):
        different, codes = np.unique(column.values, return_inverse=True)
        values = different.tolist()
    else:
        nobody = np.zeros(len(column.values), dtype=np.bool_)
        return nobody, nobody
    answers = [_holds(value, test.operator, test.value) for value in values]
    true = np.array([answer is True for answer in answers] + [False])
    false = np.array([answer is False for answer in answers] + [False])
    return true[codes], false[codes]


def _holds(value: str | float, operator: Operator, wanted: Scalar | tuple[Scalar, ...]) -> bool | None:
    """Return whether one value compares; ``None`` where it is not stated or no number where one is needed."""
    if (isinstance(value, str) and not value.strip()) or value != value:  # noqa: PLR0124 - only NaN is not itself
        return None
    if isinstance(wanted, tuple):
        inside = any(_same(value, one) for one in wanted)
        return inside if operator is Operator.IN else not inside
    if operator in (Operator.IS, Operator.IS_NOT):
        return _same(value, wanted) is (operator is Operator.IS)
    if operator in (Operator.CONTAINS, Operator.STARTS_WITH):
        text, part = _text(value), str(wanted).casefold()
        return part in text if operator is Operator.CONTAINS else text.startswith(part)
    number = _number(value)
    if number is None or isinstance(wanted, str | bool):
        return None
    return {
        Operator.MORE_THAN: number > wanted,
        Operator.AT_LEAST: number >= wanted,
        Operator.LESS_THAN: number < wanted,
        Operator.AT_MOST: number <= wanted,
    }[operator]


def _same(value: str | float, wanted: Scalar) -> bool:
    if isinstance(wanted, bool):
        return _text(value) in ({"true", "1", "yes"} if wanted else {"false", "0", "no"})
    if isinstance(wanted, str):
        return _text(value) == wanted.strip().casefold()
    return _number(value) == wanted


def _text(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().casefold()


def _number(value: str | float) -> Decimal | None:
    """Return a value as a number; ``None`` where it is none."""
    try:
        found = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() else None
