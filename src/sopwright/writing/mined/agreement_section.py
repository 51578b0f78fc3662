"""What does the page say of leads and the routing table of the SOP?

In: how far leads went where the table sends them. Out: a section.

Law: each share stands with its n and interval; leads that could not be judged are told with the reason.
"""

from sopwright.mining.measures.agreement import Agreement
from sopwright.mining.measures.measure import Measure
from sopwright.writing.mined.telling import Figures, Line, Section
from sopwright.writing.mined.words import count, name, share


def agreement_section(found: Agreement) -> Section:
    """Return how far leads went where the SOP sends them."""
    return Section(
        id="routing",
        title="Routing beside the SOP",
        says=(found.measure.figure.definition, *found.notes),
        tables=(
            Figures(
                title="Leads whose first owner is the one the table names",
                columns=("Rule", "Share#", "n#", "Interval, or why there is none"),
                lines=tuple(_line(one) for one in (found.measure, *found.rules)),
            ),
        ),
    )


def _line(one: Measure) -> Line:
    figure, interval = one.figure, one.interval
    between = figure.unknown
    if interval is not None and interval.high is not None:
        between = f"95 % interval: {share(interval.low, 1)} to {share(interval.high, 1)}"
    return Line(
        cells=(
            name(one.group) if one.group else "All rules",
            "unknown" if figure.value is None else share(figure.value, 1),
            count(figure.n),
            between,
        ),
        under=f"Went elsewhere, for instance: {', '.join(map(name, one.cases[:5]))}" if one.cases else "",
        unknown=figure.value is None,
    )
