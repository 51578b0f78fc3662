"""How is a table written as CSV so that a spreadsheet runs nothing of it?

In: a table. Out: CSV.

Law: a text that a spreadsheet would take for a formula (it begins with ``=``, ``@``, a tab or a carriage return, or
with ``+`` or ``-`` and is no number) has an apostrophe before it; every other value is as it is. Parquet has all as it
is.

Source: OWASP, CSV Injection.
"""

import polars as pl

_FORMULA = r"^\s*[=@]|^[\t\r]|^\s*[+\-]"
_NUMBER = r"^[+\-]?\d+([.,]\d+)*([eE][+\-]?\d+)?$"


def csv(table: pl.DataFrame, datetime_format: str | None = None) -> bytes:
    r"""Return a table as CSV.

    Args:
        table: The table.
        datetime_format: How instants are written; as Polars does when left out.

    Examples:
        >>> csv(pl.DataFrame({"name": ["=1+1", "-5", "a-b"]}))
        b"name\n'=1+1\n-5\na-b\n"
    """
    texts = pl.col(pl.String)
    formula = texts.str.contains(_FORMULA) & ~texts.str.contains(_NUMBER)
    return (
        table.with_columns(pl.when(formula).then("'" + texts).otherwise(texts).name.keep())
        .write_csv(datetime_format=datetime_format)
        .encode()
    )
