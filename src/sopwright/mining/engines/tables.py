"""What do the summaries look like as tables that other tools read?

In: ``Summaries``. Out: one frame a question. Times are milliseconds, instants are in UTC; every line has its n.

Law: the tables say all that the summaries say, and nothing of a single case unless cases were asked for.
"""

import polars as pl

from sopwright.log.event_log import UNKNOWN, Coded, Column, Int64, Moments
from sopwright.log.reading import MOMENT
from sopwright.mining.engines.cases import Cases
from sopwright.mining.engines.summaries import Summaries
from sopwright.mining.history.statistics import Statistics

ARROW = " → "
"""Between the activities of a variant in ``way``."""


def tables(found: Summaries) -> dict[str, pl.DataFrame]:
    """Return the summaries as tables, by name."""
    labels = pl.Series(found.labels, dtype=pl.String)
    made = {
        "activities": pl.DataFrame(
            {
                "activity": labels,
                "events": found.activity_events,
                "cases": found.activity_cases,
                "starts": found.starts,
                "ends": found.ends,
            }
        ).hstack(_times("work", found.work)),
        "edges": pl.DataFrame(
            {
                "source": labels.gather(found.edges.source),
                "target": labels.gather(found.edges.target),
                "count": found.edges.count,
                "cases": found.edges.cases,
            }
        ).hstack(_times("wait", found.waits)),
        "variants": _variants(found, labels),
        "durations": pl.DataFrame(_times("duration", found.durations)),
        "days": pl.DataFrame(
            {
                "day": pl.from_epoch(pl.Series(found.days.start), time_unit="us").cast(pl.Date),
                "arrivals": found.days.arrivals,
                "finished": found.days.finished,
                "events": found.days.events,
            }
        ),
        "left_out": pl.DataFrame(
            {"reason": list(found.left_out), "rows": list(found.left_out.values())},
            schema={"reason": pl.String, "rows": pl.Int64},
        ),
    }
    if found.handovers is not None:
        who = pl.Series(found.handovers.labels, dtype=pl.String)
        made["resources"] = pl.DataFrame(
            {"resource": who, "events": found.resource_events, "stays": found.handovers.stays_of}
        )
        made["handovers"] = pl.DataFrame(
            {
                "source": who.gather(found.handovers.source),
                "target": who.gather(found.handovers.target),
                "count": found.handovers.count,
                "cases": found.handovers.cases,
            }
        ).hstack(_times("wait", found.handovers.wait))
    if found.each_case is not None:
        made["cases"] = _cases(found.each_case)
    return made


def _times(what: str, found: Statistics) -> list[pl.Series]:
    """Return columns of times in milliseconds; null where there is none."""
    return [
        pl.Series(f"{what}_n", found.n),
        *(
            pl.Series(f"{what}_{name}_ms", values / 1000).fill_nan(None)
            for name, values in (("mean", found.mean), ("median", found.median), ("p90", found.p90))
        ),
        *(
            pl.Series(f"{what}_{name}_ms", values).replace(UNKNOWN, None) / 1000
            for name, values in (("least", found.least), ("most", found.most))
        ),
        pl.Series(f"{what}_total_ms", found.total / 1000),
    ]


def _variants(found: Summaries, labels: pl.Series) -> pl.DataFrame:
    flow = found.variants
    lengths = flow.offsets[1:] - flow.offsets[:-1]
    words = labels.gather(flow.activity.astype("int64"))
    ways = (
        pl.DataFrame(
            {"variant": pl.int_range(len(flow), eager=True).repeat_by(pl.Series(lengths)).explode(), "way": words}
        )
        .group_by("variant", maintain_order=True)
        .agg("way")["way"]
    )
    return pl.DataFrame(
        {
            "variant": pl.int_range(1, len(flow) + 1, eager=True),
            "cases": flow.cases,
            "share": flow.cases / found.cases,
            "events": lengths,
            "way": ways.list.join(ARROW),
            "activities": ways,
        }
    )


def _cases(found: Cases) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "case": found.ids,
            "variant": found.variant + 1,
            "events": found.events,
            "begin": _instants(found.begin),
            "end": _instants(found.end),
            **{f"case:{name}": _plain(column) for name, column in found.attributes.items()},
        }
    )


def _instants(values: Int64) -> pl.Series:
    return pl.from_epoch(pl.Series(values).replace(UNKNOWN, None), time_unit="us").cast(MOMENT)


def _plain(column: Column) -> pl.Series:
    if isinstance(column, Moments):
        return _instants(column.values)
    if isinstance(column, Coded):
        words = pl.Series([*column.labels, None], dtype=pl.String)
        return words.gather(pl.Series(column.codes).replace(-1, len(column.labels)))
    return pl.Series(column.values).fill_nan(None)
