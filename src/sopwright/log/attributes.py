"""What may be kept of a column that is neither case nor activity nor time? Its values, unless they are private.

In: a column, its name, the names that the user allowed. Out: text, numbers or times; nothing where it is private.

Law: addresses, telephone numbers, people's names and free text stay out unless the user names the column; who did
something is a resource and no attribute. A number is made of text only where nothing is lost: ``007`` stays text.
"""

from collections.abc import Collection, Sequence

import polars as pl

from sopwright.log.columns import plain
from sopwright.log.instants import instants
from sopwright.log.options import DateOrder, Options

_PRIVATE = frozenset({
    "email", "e mail", "mail", "phone", "telephone", "mobile", "fax", "street", "address", "birthdate", "birthday",
    "salutation", "notes", "note", "comment", "comments", "description", "message", "body", "subject", "password",
    "token", "ip", "latitude", "longitude", "iban", "ssn",
})  # fmt: skip
_PRIVATE_NAMES = frozenset({
    "first name", "last name", "middle name", "full name", "name", "customer name", "contact name", "lead name",
    "postal code", "zip", "zip code", "photo url", "ip address", "account name", "company name", "company",
})  # fmt: skip
_NUMBER = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$"
_PLAIN_TIME = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)"


def is_private(name: str) -> bool:
    """Return whether a column's name says that it holds what is private.

    Examples:
        >>> is_private("Email"), is_private("MobilePhone"), is_private("Lead Source"), is_private("last_name")
        (True, True, False, True)
    """
    words = plain(name.removeprefix("case:"))
    return words in _PRIVATE_NAMES or not _PRIVATE.isdisjoint(words.split()) or words in _PRIVATE


def allowed(name: str, values: Collection[str]) -> bool:
    """Return whether the user named a column or field whose values may be kept."""
    return plain(name) in {plain(each) for each in values}


def attribute(name: str, column: pl.Series, options: Options) -> pl.Series | None:
    """Return a column as an attribute; ``None`` when it is private and the user did not name it."""
    if is_private(name) and not allowed(name, options.values):
        return None
    if column.dtype != pl.String:
        return column.cast(pl.String) if column.dtype.is_nested() or column.dtype == pl.Binary else column
    return _typed(name, column, options.zone)


def _typed(name: str, column: pl.Series, zone: str) -> pl.Series:
    """Return numbers and times where every value is one."""
    column = pl.select(pl.when(column.str.strip_chars() != "").then(column)).to_series()
    stated = column.drop_nulls()
    if stated.is_empty():
        return column
    head = stated.head(1000)
    called = plain(name)
    if head.str.contains(_NUMBER).all() and not called.endswith((" id", "number", " code")) and called != "id":
        numbers = column.cast(pl.Float64, strict=False)
        if stated.str.contains(_NUMBER).all():
            return numbers
    if head.str.contains(_PLAIN_TIME).all():
        found = instants("", {name: column}, zone, DateOrder.DMY)[name]
        if not found.wrong.any():
            return found.values
    return column


def withheld(name: str, columns: Sequence[str]) -> str:
    """Return the note on columns that were left out."""
    what = "column" if len(columns) == 1 else "columns"
    return (
        f"{name}: the {what} {', '.join(columns)} may hold what is private and {'is' if len(columns) == 1 else 'are'} "
        f"left out; --values {columns[0]} keeps {'it' if len(columns) == 1 else 'one'}."
    )
