"""In which month does an instant lie?

In: instants in UTC, and the zone of the working hours. Out: months by name, and the month of each instant.

Law: months are local where working hours say which zone is; else they are those of UTC.
"""

import numpy as np
import polars as pl

from sopwright.hours import OpeningHours
from sopwright.log.event_log import Int64


def months(instants: Int64, hours: OpeningHours | None = None) -> tuple[tuple[str, ...], Int64]:
    """Return the months in order, such as ``2026-03``, and for each instant the place of its month.

    Examples:
        >>> months(np.array([0, 40 * 86_400_000_000, 1]))
        (('1970-01', '1970-02'), array([0, 1, 0]))
    """
    zone = "UTC" if hours is None else hours.zone
    local = pl.Series(instants).cast(pl.Datetime("us")).dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    names, places = np.unique(local.dt.strftime("%Y-%m").to_numpy(), return_inverse=True)
    return tuple(str(name) for name in names), places
