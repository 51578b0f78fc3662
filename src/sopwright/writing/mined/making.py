"""What becomes of a log that is mined? The report, the map and the tables, each as a file.

In: a log and what was asked. Out: names and contents of files, and what is said in short.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sopwright.errors import refuse
from sopwright.hours import OpeningHours
from sopwright.log.event_log import EventLog
from sopwright.mining.conformance.check import Conformance, check
from sopwright.mining.conformance.matching import matching
from sopwright.mining.decisions.points import decision_points
from sopwright.mining.history.filter_text import parsed
from sopwright.mining.history.filters import filtered
from sopwright.mining.history.flow_graph import process_map
from sopwright.mining.history.instances import instances
from sopwright.mining.history.soundness import with_wrong_clocks
from sopwright.mining.measures.agreement import routing_agreement
from sopwright.mining.measures.first_touch import first_touch
from sopwright.mining.measures.measure import Measure
from sopwright.mining.measures.reps import rep_variance
from sopwright.mining.measures.routing import routing_accuracy
from sopwright.mining.measures.slow import slow_waits
from sopwright.mining.measures.stakes import stakes_of
from sopwright.mining.measures.touching import Touching
from sopwright.sop.document import Sop
from sopwright.writing.amounts import counted
from sopwright.writing.mined import tables
from sopwright.writing.mined.agreement_section import agreement_section
from sopwright.writing.mined.map_svg import map_svg
from sopwright.writing.mined.page import page
from sopwright.writing.mined.report import told_of
from sopwright.writing.mined.sections import conformance_section, decision_section, lead_section, measured, noteworthy
from sopwright.writing.mined.standouts import NAMED, Standout
from sopwright.writing.mined.telling import Section, Told
from sopwright.writing.mined.words import count, name
from sopwright.writing.mined.worth import slow_section, slow_told, worth_section
from sopwright.writing.mined.worth_tables import worth_tables
from sopwright.writing.render.bpmn import bpmn

FORMS = {
    "report": "report.html: the page to read and filter",
    "svg": "map.svg: the process map",
    "bpmn": "map.bpmn: the process map for modelling tools",
    "parquet": "tables/*.parquet: every number",
    "csv": "tables/*.csv: the same as text",
    "json": "mined.json: what stands out, and the head of each table",
}
"""The forms in which a mined log can be had."""
STEPS = 5
"""How many times it is said that a step begins."""
MOST_FOR_MEASURES = 2_000_000
"""Events above which rules and differences between people are not looked for, as they would take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of a log.

    Attributes:
        title: What the log is called.
        filters: Expressions; only cases that pass them all.
        hours: Working hours, where only they shall count.
        hours_words: The same in words; empty without.
        whole: Whether every row counts by itself, starts and completions apart.
        now: From when open cases are looked at; the last time in the log when ``None``.
        sop: An SOP beside which the work is laid.
        forms: Names from ``FORMS``.
    """

    title: str
    filters: Sequence[str] = ()
    hours: OpeningHours | None = None
    hours_words: str = ""
    whole: bool = False
    now: int | None = None
    sop: Sop | None = None
    forms: Sequence[str] = tuple(FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a log.

    Attributes:
        told: All that the page says.
        files: Contents by name.
    """

    told: Told
    files: dict[str, bytes]


def made(log: EventLog, asked: Asked, advance: Callable[[str], None] = lambda _: None) -> Made:
    """Return the files that were asked for.

    Args:
        log: The log.
        asked: What was asked.
        advance: Is told what is being done, ``STEPS`` times.

    Raises:
        InputError: A filter cannot be used or leaves no case, or the SOP cannot be laid beside the log.
    """
    advance("Choosing cases")
    chosen, basis = _chosen(log, asked)
    advance("Measuring")
    sound, odd = _sound(chosen)
    found = _measured(sound, asked, basis)
    sections = list(found.sections)
    advance("Laying it beside the SOP" if asked.sop else "Looking for what stands out")
    if asked.sop is not None:
        sections += _beside(log, chosen, asked.sop)
    told = told_of(
        chosen,
        asked.title,
        asked.hours,
        now=asked.now,
        basis=[*basis, *(one.text for one in odd)],
        sections=sections,
        further=(*odd, *found.further),
        sound=sound,
    )
    advance("Writing the report")
    files: dict[str, bytes] = {}
    if "report" in asked.forms:
        files["report.html"] = page(told).encode()
    if "svg" in asked.forms:
        files["map.svg"] = map_svg(told.flow, asked.title, alone=True).encode()
    if "bpmn" in asked.forms:
        files["map.bpmn"] = bpmn(process_map(told.flow, asked.title)).encode()
    advance("Writing tables")
    if {"parquet", "csv", "json"} & set(asked.forms):
        all_tables = tables.tables(told.overview, found.figures, found.worth)
        for name, table in all_tables.items():
            if "parquet" in asked.forms:
                files[f"tables/{name}.parquet"] = tables.parquet(table)
            if "csv" in asked.forms:
                files[f"tables/{name}.csv"] = tables.csv(table)
        if "json" in asked.forms:
            files["mined.json"] = tables.as_json(told, all_tables).encode()
    return Made(told=told, files=files)


def _chosen(log: EventLog, asked: Asked) -> tuple[EventLog, list[str]]:
    """Return the cases that were asked for, and how they were chosen, in sentences."""
    basis: list[str] = []
    if log.lifecycle is not None:
        if asked.whole:
            basis.append("Every row of the log counts by itself, starts and completions apart (--lifecycle all).")
        else:
            joined = instances(log)
            if joined is not log:
                basis.append(
                    "Starts and completions of the same activity are joined into one event (--lifecycle instances)."
                )
            log = joined
    if asked.hours is not None:
        basis.append(f"Waits, work and durations count working time only: {asked.hours_words}.")
    if not asked.filters:
        return log, basis
    zone = "UTC" if asked.hours is None else asked.hours.zone
    wanted = [parsed(text, log, zone) for text in asked.filters]
    found = filtered(log, wanted)
    if found.cases == 0:
        where = " and ".join(f"--filter {text}" for text in asked.filters)
        raise refuse(where, f"expected a case that passes, found none of {count(log.cases)}", "Loosen a filter")
    held = "all" if found.cases == log.cases else count(found.cases)
    basis.append(f"Of {counted(log.cases, 'case')} the report holds {held}.")
    basis += [one.sentence for one in wanted]
    return found, basis


def _sound(log: EventLog) -> tuple[EventLog, tuple[Standout, ...]]:
    """Return the cases in which no clock is clearly wrong, and what must be said of the others."""
    wrong = with_wrong_clocks(log)
    some = int(wrong.sum())
    if some in (0, log.cases):
        return log, ()
    said = Standout(
        text=f"In {count(some)} of {counted(log.cases, 'case')} a clock is clearly wrong: 1970, beyond 2199, or years"
        " away from the rest. They are counted on the map and in the tables; what stands out, first touch, routing,"
        " people and rules are of the other cases.",
        n=log.cases,
        of="cases",
        cases=tuple(name(case) for case in log.case_ids.filter(pl.Series(wrong)).head(NAMED).to_list()),
        weight=1.0,
    )
    return log.with_cases(~wrong), (said,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """Figures about all cases, in three forms."""

    figures: tuple[tuple[str, Measure], ...] = ()
    sections: tuple[Section, ...] = ()
    further: tuple[Standout, ...] = ()
    worth: Mapping[str, pl.DataFrame] | None = None


def _measured(log: EventLog, asked: Asked, basis: list[str]) -> _Measured:
    if log.events > MOST_FOR_MEASURES:
        basis.append(
            f"First touch, routing, differences between people and rules were not looked for: the log has"
            f" {count(log.events)} events, more than {count(MOST_FOR_MEASURES)}. Choose cases with --filter."
        )
        return _Measured()
    touch = first_touch(log, Touching(now=asked.now), asked.hours)
    routing, reps = routing_accuracy(log), rep_variance(log, hours=asked.hours)
    points = decision_points(log)
    slow = slow_waits(log, asked.hours)
    stakes = stakes_of(log, points, opening=asked.hours)
    return _Measured(
        figures=tuple(measured(touch, routing, reps)),
        sections=(
            lead_section(touch, routing, reps),
            slow_section(slow),
            decision_section(points),
            worth_section(stakes),
        ),
        further=(*noteworthy(touch, routing, reps, points), *slow_told(slow)),
        worth=worth_tables(stakes, slow),
    )


def _beside(log: EventLog, chosen: EventLog, sop: Sop) -> Iterator[Section]:
    """Yield how the chosen cases fit the SOP, and its routing table where it has one."""
    yield conformance_section(_checked(log, chosen, sop))
    if sop.routing:
        yield agreement_section(routing_agreement(chosen, sop.routing))


def _checked(log: EventLog, chosen: EventLog, sop: Sop) -> Conformance:
    """Return how the chosen cases fit; parts of activities are looked at as the check wants them."""
    kept = log.case_ids.is_in(chosen.case_ids.implode()).to_numpy()
    some = log if kept.all() else log.with_cases(kept)
    return check(some, sop, matching(some, sop))
