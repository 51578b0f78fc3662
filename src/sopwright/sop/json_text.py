"""How does a tree look as JSON? Decimal numbers to the last digit, which the standard library would round."""

import json
from decimal import Decimal
from typing import Any


def pretty(tree: Any, indent: str = "") -> str:  # noqa: ANN401 - any tree of ``encoding``
    """Return JSON for people, two spaces a level, without a line break at the end."""
    inner = f"{indent}  "
    if isinstance(tree, dict) and tree:
        members = [f"{inner}{_text(key)}: {pretty(value, inner)}" for key, value in tree.items()]
        return "{\n" + ",\n".join(members) + f"\n{indent}}}"
    if isinstance(tree, list) and tree:
        return "[\n" + ",\n".join(f"{inner}{pretty(value, inner)}" for value in tree) + f"\n{indent}]"
    return str(tree) if isinstance(tree, Decimal) else _text(tree)


def canonical(tree: Any) -> str:  # noqa: ANN401 - any tree of ``encoding``
    """Return the one JSON text of a tree: no spaces, equal numbers written alike; the order of keys is kept.

    Examples:
        >>> canonical({"a": Decimal("1.50"), "b": [Decimal("2.0"), True]})
        '{"a":1.5,"b":[2,true]}'
    """
    if isinstance(tree, dict):
        return "{" + ",".join(f"{_text(key)}:{canonical(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(canonical, tree)) + "]"
    return _number(tree) if isinstance(tree, Decimal) else _text(tree)


def _number(number: Decimal) -> str:
    whole = number.to_integral_value()
    if whole == number:
        return str(int(number)) if abs(number.adjusted()) < _PLAIN_DIGITS else f"{number.normalize()}"
    return f"{number.normalize()}"


_PLAIN_DIGITS = 40


def _text(value: str | int | bool | dict[str, Any] | list[Any]) -> str:  # noqa: FBT001 - a scalar to write, no switch
    return json.dumps(value, ensure_ascii=False)
