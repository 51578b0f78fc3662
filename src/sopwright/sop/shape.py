"""Which keys and kinds of value does the file form have? Read off the dataclass types, so there is no second copy.

In: a type of ``document`` or ``contract``. Out: its slots, one for each attribute, with key, type and default.

Law: a new attribute of a type is a new key of the file, of its JSON Schema and of the digest, with nothing else to do.
"""

import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from sopwright.evidence import Sentence
from sopwright.sop.contract import Condition
from sopwright.sop.duration import Duration

_CONDITION = frozenset(get_args(Condition))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One attribute of a type, as the file form sees it.

    Attributes:
        attribute: Name in Python, such as ``if_``.
        key: Name in the file, such as ``if``.
        hint: Type of the value; ``None`` is taken off, and shows as the default.
        required: Whether the file must state it.
        default: The value when the file does not; meaningless when required.
    """

    attribute: str
    key: str
    hint: Any
    required: bool
    default: object


def slots(kind: type) -> tuple[Slot, ...]:
    """Return the attributes of a dataclass in the order of the file."""
    anything: Any = kind  # mypy does not take every type for hashable
    return _slots(anything)


@cache
def _slots(kind: type) -> tuple[Slot, ...]:
    hints = get_type_hints(kind)
    return tuple(
        Slot(
            attribute=field.name,
            key=field.name.removesuffix("_"),
            hint=_without_none(hints[field.name]),
            required=field.default is MISSING and field.default_factory is MISSING,
            default=field.default_factory() if field.default_factory is not MISSING else field.default,
        )
        for field in fields(kind)
    )


def key_slot(kind: type) -> Slot | None:
    """Return the attribute that becomes the key where a section of ``kind`` is a mapping; ``None`` for a list."""
    return _named(kind, getattr(kind, "KEY", None))


def short_slot(kind: type) -> Slot | None:
    """Return the attribute that may stand alone for the whole, or ``None``."""
    return _named(kind, "text" if kind is Sentence else getattr(kind, "SHORT", None))


def item_of(hint: Any) -> Any:  # noqa: ANN401 - a type hint has no narrower type
    """Return the type of the items of ``tuple[X, ...]``; ``None`` for any other type."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def is_record(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no narrower type
    """Return whether the file form writes the type as a mapping of its attributes."""
    return isinstance(hint, type) and is_dataclass(hint) and hint is not Duration


def is_condition(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no narrower type
    """Return whether the type is ``Condition``, which has a form of its own."""
    return _options(hint) == _CONDITION


def _named(kind: type, attribute: str | None) -> Slot | None:
    return next((slot for slot in slots(kind) if slot.attribute == attribute), None)


def _options(hint: Any) -> frozenset[Any]:  # noqa: ANN401 - a type hint has no narrower type
    return frozenset(get_args(hint)) if get_origin(hint) in (Union, types.UnionType) else frozenset()


def _without_none(hint: Any) -> Any:  # noqa: ANN401 - a type hint has no narrower type
    if types.NoneType not in _options(hint):
        return hint
    return Union[tuple(option for option in get_args(hint) if option is not types.NoneType)]  # noqa: UP007 - made at run time
