"""How are candidates for automation and AI said?

In: judged steps and spans, and known chances. Out: cards and tables of the report.

Law: a class never stands without its reasons, a score never without its factors, time never without its arithmetic.
"""

from collections.abc import Sequence

from sopwright.mining.judging import CAPS, WEIGHTS, Class, Gate, Measured
from sopwright.mining.leads import Chance
from sopwright.mining.opportunities import ENOUGH_SHARE, ENOUGH_TIMES, Opportunity
from sopwright.mining.quantiles import FEWEST_FOR_QUARTILES
from sopwright.recording.naming import plain
from sopwright.writing.amounts import counted, duration
from sopwright.writing.reporting import Block, Card, Cell, Column, FactorLine, Table

MOST_CARDS = 5
_SCORE = f"""\
The sum of six factors, each from 0 to its weight: {", ".join(f"{factor} {most}" for factor, most in WEIGHTS.items())};
{sum(WEIGHTS.values())} can be reached. Repeated is full when seen {ENOUGH_TIMES} times, share of work at
{100 * ENOUGH_SHARE:.0f} % of all work; inputs digital is the share of inputs that were carried or chosen, stable
place the share of times after the same step, labels clear the share of controls with a name people can read. An
unknown factor adds nothing, and the highest score reachable without it is shown. The weights are Sopwright's
judgement, not a measurement."""
_CLASS = f"""\
What should become of it, the furthest first: {", ".join(Class)}. Its nature allows a class; a gate caps it:
{"; ".join(f"{gate}: at most “{cap}”" for gate, cap in CAPS.items())}."""
TERMS = (("Score", _SCORE.replace("\n", " ")), ("Class", _CLASS.replace("\n", " ")))
"""How score and class come about."""
EXAMPLE = 100
"""Runs per week of the worked example."""


def chances(found: Sequence[Chance]) -> tuple[Block, ...]:
    """Return the known uses of AI for which something was seen; nothing when there are none."""
    if not found:
        return ()
    rows = tuple(
        (
            Cell(text=chance.title, strong=True),
            Cell(text=chance.seen[:1].upper() + chance.seen[1:]),
            Cell(text=f"{chance.times:,}", under=f"in {counted(chance.runs, 'run')}", evidence=chance.evidence),
            Cell(text=chance.needs[:1].upper() + chance.needs[1:]),
        )
        for chance in found
    )
    columns = ("Use", "What was seen", "Times", "What it takes")
    return (
        Table(
            caption="Known uses of AI in lead work, only where something was seen",
            columns=tuple(Column(title=title, number=title == "Times") for title in columns),
            rows=rows,
        ),
    )


def opportunities(judged: Sequence[Opportunity]) -> tuple[Block, ...]:
    """Return the best candidates as cards and the others as a table."""
    cards = tuple(_card(one) for one in judged[:MOST_CARDS])
    rest = judged[MOST_CARDS:]
    if not rest:
        return cards
    columns = ("Step", "Class", "Score", "Why", "Work per run")
    return (
        *cards,
        Table(
            caption=f"The other {counted(len(rest), 'candidate')}, highest score first",
            columns=tuple(Column(title=title, number=title in ("Score", "Work per run")) for title in columns),
            rows=tuple(_row(one) for one in rest),
        ),
    )


def _row(one: Opportunity) -> tuple[Cell, ...]:
    judgement = one.judgement
    gates = "; ".join(dict.fromkeys(str(stop.gate) for stop in judgement.stops))
    known = one.work.value is not None and not _scripted(one)
    return (
        Cell(text=one.title, under=f"{one.place} · in {one.runs} of {counted(one.of, 'run')}", evidence=one.evidence),
        Cell(text=str(judgement.verdict)),
        Cell(text=f"{judgement.score:.0f}", under=_reach(one)),
        Cell(text=gates or judgement.why),
        Cell(
            text=duration(one.work.value or 0) if known else "unknown",
            under=f"n = {one.work.n}" if known else one.work.unknown or "a script's times",
            unknown=not known,
        ),
    )


def _reach(one: Opportunity) -> str:
    reachable = one.judgement.reachable
    return "" if reachable == sum(WEIGHTS.values()) else f"of {reachable} reachable"


def _card(one: Opportunity) -> Card:
    judgement = one.judgement
    why = [f"By itself a case for “{judgement.by_nature}”: {judgement.why}."]
    why += [f"Held back: {stop.gate} ({plain(stop.because)})." for stop in judgement.stops]
    return Card(
        title=one.title,
        verdict=str(judgement.verdict),
        score=f"{judgement.score:.0f}",
        reach=_reach(one) or "of 100",
        facts=f"{one.place[:1].upper()}{one.place[1:]}. {_seen(one)} {_stake(one)}",
        why=tuple(why),
        factors=tuple(_factor(measured) for measured in judgement.factors),
        changed_by=judgement.changed_by,
        evidence=one.evidence,
    )


def _factor(measured: Measured) -> FactorLine:
    weight = WEIGHTS[measured.factor]
    known = measured.figure.value is not None
    detail = measured.detail or measured.figure.unknown
    return FactorLine(
        title=str(measured.factor).capitalize(),
        share=measured.figure.value,
        points=f"{measured.points:.1f}".removesuffix(".0") + f" of {weight}" if known else f"unknown, 0 of {weight}",
        detail=detail[:1].upper() + detail[1:],
    )


def _seen(one: Opportunity) -> str:
    return f"Seen {counted(one.times, 'time')} in {one.runs} of {counted(one.of, 'run')}."


def _scripted(one: Opportunity) -> bool:
    return any(stop.gate is Gate.SCRIPTED for stop in one.judgement.stops)


def _stake(one: Opportunity) -> str:
    """Return the arithmetic of the time at stake; the runs per week are the reader's."""
    if _scripted(one):
        return "Time at stake: unknown, a script's times are not a person's."
    work = one.work.value
    if work is None:
        return f"Time at stake: unknown, {one.work.unknown}."
    low, high = one.low or 0.0, one.high or 0.0
    spread = f" (half of the runs between {duration(low)} and {duration(high)})"
    between = spread if one.work.n >= FEWEST_FOR_QUARTILES else ""
    arithmetic = f"{duration(work)} of work per run{between} × your runs per week"
    return f"Time at stake: {arithmetic}; with {EXAMPLE} runs, {duration(work * EXAMPLE)} a week."
