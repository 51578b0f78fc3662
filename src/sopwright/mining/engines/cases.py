"""Which ways through the work are there, and which case took which, by what the engine says?

In: the answers to ``questions.variants`` and ``questions.cases``. Out: ``Variants`` and ``Cases``: all that checking
cases against a procedure needs, without their events.

Law: equal to ``history.variants`` of the same events. A sequence is compared as a whole; nothing rests on a hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.encoding import column_of
from sopwright.log.event_log import Column, Int64
from sopwright.log.reading import CASE
from sopwright.mining.engines.questions import BEGIN, CASES, CODES, END, EVENTS, MODEL, SAME_WIDTH, SEQUENCE
from sopwright.mining.history.variants import Variants


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cases:
    """What is known of each case.

    Attributes:
        ids: What it is called: text, ascending.
        variant: The number of its variant.
        events: Number of its events.
        begin: When it began: microseconds since 1970 in UTC.
        end: When it ended.
        attributes: What else is said of it, by name.
    """

    ids: pl.Series
    variant: Int64
    events: Int64
    begin: Int64
    end: Int64
    attributes: Mapping[str, Column]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sequences:
    """The ways through the work.

    Attributes:
        variants: The ways, the most frequent first.
        model: For each the case that stands for it, as the engine names it; ``None`` where it was not asked for.
    """

    variants: Variants
    model: pl.Series | None


def sequences_of(answered: pl.DataFrame, codes: Int64, name: str) -> Sequences:
    """Return the ways through the work, cases counted in the order of their variants.

    Args:
        answered: One row a sequence.
        codes: The engine's code of each activity, in the order of our codes.
        name: What to call the table in messages.

    Raises:
        InputError: The sequences hold what is no activity: the table changed.
    """
    places = answered.select(pl.col(SEQUENCE).str.split(",").cast(pl.List(pl.Int64)))[SEQUENCE]
    sizes = places.list.len().cast(pl.Int64).to_numpy()
    flat = places.explode().to_numpy() - SAME_WIDTH
    ours = np.full(CODES, -1, dtype=np.int64)
    ours[codes] = np.arange(len(codes))
    activity = ours[flat % CODES].astype(np.int32)
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    if (activity < 0).any() or not np.array_equal(flat // CODES, np.arange(len(flat)) - np.repeat(offsets[:-1], sizes)):
        raise changed(name)
    text, counts = activity.astype(">u4").tobytes(), answered[CASES].to_list()
    bounds = (4 * offsets).tolist()
    names = [text[begin:end] for begin, end in pairwise(bounds)]
    order = sorted(range(len(names)), key=lambda at: (-counts[at], names[at]))
    cases = answered[CASES].to_numpy()[order]
    variants = Variants(
        of_case=np.repeat(np.arange(len(order)), cases),
        cases=cases,
        offsets=np.concatenate(([0], np.cumsum(sizes[order]))),
        activity=np.frombuffer(b"".join(names[at] for at in order), dtype=">u4").astype(np.int32),
    )
    return Sequences(variants=variants, model=answered[MODEL].gather(order) if MODEL in answered.columns else None)


def cases_of(answered: pl.DataFrame, sequences: Sequences, attributes: Mapping[str, str], name: str) -> Cases:
    """Return what is known of each case, by id.

    Args:
        answered: One row a case.
        sequences: The ways through the work, with their models.
        attributes: What columns of the answer are called in the table.
        name: What to call the table in messages.

    Raises:
        InputError: A case belongs to no known variant, or there are more or fewer: the table changed.
    """
    assert sequences.model is not None, "whoever asks for cases asks for their models"  # noqa: S101 - for us
    known = pl.DataFrame({MODEL: sequences.model, "variant": np.arange(len(sequences.model))})
    found = answered.join(known, on=MODEL, how="left").with_columns(pl.col(CASE).cast(pl.String)).sort(CASE)
    variant = found["variant"].fill_null(-1).to_numpy()
    counts = np.bincount(np.maximum(variant, 0), minlength=len(known))
    if (variant < 0).any() or not np.array_equal(counts, sequences.variants.cases):
        raise changed(name)
    return Cases(
        ids=found[CASE],
        variant=variant,
        events=found[EVENTS].to_numpy(),
        begin=found[BEGIN].to_numpy(),
        end=found[END].to_numpy(),
        attributes={called: column_of(found[column]) for column, called in attributes.items()},
    )


def by_case(variants: Variants, cases: Cases | None) -> Variants:
    """Return the ways through the work with the variant of each case, by id, where the cases are known."""
    return variants if cases is None else replace(variants, of_case=cases.variant)


def changed(name: str) -> InputError:
    """Return the refusal of a table that did not stand still."""
    found = "expected a table that stands still while it is asked, found answers that do not fit together"
    return refuse(name, found, "Ask again when nothing writes to it, or name a copy or a view of past times")
