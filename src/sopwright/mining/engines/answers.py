"""What does the engine answer? The rows of an expression, as they are read here.

In: an Ibis expression over a table that is connected. Out: a Polars frame with the columns that were asked for.

Law: nothing passes through a form that loses the word ``NA``, or the last digits of a whole number.
"""

import ibis  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa

from sopwright.mining.engines.events import SPARK, Relation


def answer(expression: Relation) -> pl.DataFrame:
    """Ask the engine and return what it answers; whole numbers as such, however wide the engine sums them."""
    engine = expression.get_backend()
    if engine.name == SPARK:  # Ibis goes through pandas here, which makes whole numbers beside nulls floating
        table: pa.Table = engine.raw_sql(ibis.to_sql(expression, dialect=SPARK)).toArrow()
    else:
        table = expression.to_pyarrow()
    found = pl.DataFrame(pl.from_arrow(table))
    kinds = expression.schema()
    return found.with_columns(pl.col(name).cast(pl.Int64) for name in found.columns if kinds[name].is_integer())


def engine_of(table: Relation) -> str:
    """Return the engine's name and version, such as ``duckdb 2.0.0``."""
    engine = table.get_backend()
    return f"{engine.name} {engine.version}"
