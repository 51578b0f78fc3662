"""What does the check of a log against an SOP hand to programs? Tables, and plain values.

In: ``Conformance``. Out: tables by name, and what JSON can hold.

Law: the same numbers as the page shows, unrounded, and the rows that it leaves out.
"""

from collections.abc import Sequence

import polars as pl

from sopwright.evidence import Figure
from sopwright.mining.conformance.check import Conformance
from sopwright.mining.conformance.deviations import STEP
from sopwright.mining.conformance.limits import Limit


def tables(found: Conformance) -> dict[str, pl.DataFrame]:
    """Return the tables by the name of their file."""
    return {
        "deviations": found.deviations,
        "leads": found.cases,
        "steps": found.steps.with_columns(pl.col("examples").list.join(" ")),
        "people": found.people,
        "standing-out": found.outstanding,
        "periods": found.periods,
        "along": found.along,
        "limits": _limits_table(found.limits),
        "matching": _matching_table(found),
    }


def plain(found: Conformance) -> dict[str, object]:
    """Return the result as plain values, without the rows of single leads."""
    return {
        "sop": found.sop.id,
        "version": found.sop.version,
        "leads": len(found.cases),
        "not_judged": found.unjudged,
        "figures": [
            _plain_figure(each) for each in (found.fitness, found.fitness_of_cases, found.fitting, found.clean)
        ],
        "deviations": found.steps.to_dicts(),
        "people": found.people.to_dicts(),
        "standing_out": found.outstanding.to_dicts(),
        "periods": found.periods.to_dicts(),
        "along": found.along.to_dicts(),
        "limits": _limits_table(found.limits).to_dicts(),
        "matching": {
            "matched": [
                {"activity": each.activity, "steps": list(each.steps), "by": each.by, "events": each.events}
                for each in found.matching.matches
            ],
            "unknown": [
                {"activity": each.activity, "events": each.events, "cases": each.cases}
                for each in found.matching.unknown
            ],
            "not_observable": list(found.matching.hidden),
        },
        "won": found.won or None,
        "notes": list(found.notes),
    }


def _plain_figure(figure: Figure) -> dict[str, object]:
    return {"label": figure.label, "value": figure.value, "n": figure.n, "definition": figure.definition}


def _limits_table(limits: Sequence[Limit]) -> pl.DataFrame:
    rows = [
        {
            "limit": limit.name,
            STEP: limit.step or None,
            "from": limit.from_,
            "to": limit.to,
            "within": str(limit.within),
            "calendar": limit.calendar or None,
            "n": len(limit.took),
            "late": int(limit.late.sum()),
            "not_reached": limit.open,
            "median_us": pl.Series(limit.took).median() if len(limit.took) else None,
            "allowed_us": limit.allowed if not limit.unknown else None,
            "unknown": limit.unknown or None,
        }
        for limit in limits
    ]
    words = {name: pl.String() for name in ("limit", STEP, "from", "to", "within", "calendar")}
    numbers = {name: pl.Int64() for name in ("n", "late", "not_reached")}
    schema = {**words, **numbers, "median_us": pl.Float64(), "allowed_us": pl.Int64(), "unknown": pl.String()}
    return pl.DataFrame(rows, schema=schema)


def _matching_table(found: Conformance) -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {"activity": each.activity, "steps": " ".join(each.steps), "by": each.by.value, "events": each.events}
        for each in found.matching.matches
    ]
    rows += [
        {"activity": each.activity, "steps": None, "by": "no step" if each.told else "unknown", "events": each.events}
        for each in found.matching.unknown
    ]
    rows += [{"activity": None, "steps": step, "by": "not observable", "events": 0} for step in found.matching.hidden]
    return pl.DataFrame(rows, schema={"activity": pl.String, "steps": pl.String, "by": pl.String, "events": pl.Int64})
