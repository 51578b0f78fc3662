"""How is the agreement written down: time limits, criteria, codes, routing, hand-offs, cadences?

In: the contract parts of an SOP. Out: sections of the outline, mostly tables.

Law: every condition is shown in the words of ``sop.wording``, so that text and engine mean the same.
"""

from sopwright.sop.contract import Cadence, Calendar, Criteria, Escalation, TimeLimit, Touch
from sopwright.sop.document import Sop
from sopwright.sop.wording import sentence_of, target_phrase
from sopwright.writing.render.outline import Cell, Column, Fact, Facts, Line, Section, Table, without_empty_columns
from sopwright.writing.render.phrasing import Footnotes, blank, cell, glue, marked_up, words
from sopwright.writing.render.references import Places, anchor

_DAYS = dict(
    zip(
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


def time_limits(sop: Sop, places: Places) -> Section:
    """Return the time limits with their escalation, and the working hours that they count."""
    limits = Table(
        title="Time limits",
        columns=(
            Column(title="From", share=3),
            Column(title="To", share=3),
            Column(title="Within"),
            Column(title="Who"),
            Column(title="If it is missed", share=4),
        ),
        rows=tuple(_limit(limit, places) for limit in sop.sla),
    )
    hours = Section(
        anchor="working-hours",
        title=words("Working hours"),
        blocks=(Facts(rows=tuple(_hours(calendar) for calendar in sop.calendars)),) if sop.calendars else (),
    )
    return Section(
        anchor="time-limits",
        title=words("Time limits"),
        blocks=_filled(limits),
        parts=(hours,) if hours.blocks else (),
    )


def _limit(limit: TimeLimit, places: Places) -> tuple[Cell, ...]:
    within = words(str(limit.within))
    if limit.calendar:
        within = (*within, *glue(f" ({limit.calendar})"))
    missed = tuple(words(_missed(late)) for late in limit.missed)
    return cell(places.step(limit.from_)), cell(places.step(limit.to)), cell(within), cell(words(limit.role)), missed


def _missed(late: Escalation) -> str:
    after = f"After {late.after}" if late.after.amount else "At once"
    return f"{after}: {late.do}" + (f" → {late.to}" if late.to else "")


def _hours(calendar: Calendar) -> Fact:
    days = _days(calendar.days)
    holidays = f", except holidays ({calendar.holidays})" if calendar.holidays else ""
    return Fact(
        label=words(calendar.name),
        lines=cell(words(f"{days}, {calendar.from_} to {calendar.to}, {calendar.zone}{holidays}")),
    )


def _days(days: tuple[str, ...]) -> str:
    order = tuple(_DAYS)
    places = [order.index(day) for day in days if day in order]
    if len(places) > 2 and len(places) == len(days) and places == list(range(places[0], places[0] + len(places))):  # noqa: PLR2004 - two days are listed
        return f"{_DAYS[days[0]]} to {_DAYS[days[-1]]}"
    return ", ".join(_DAYS.get(day, day) for day in days)


def criteria(measures: Criteria) -> Section:
    """Return how a lead is measured: stages, points, minimum, questions."""
    parts = (
        _part("stages", "Stages by score", _stages(measures)),
        _part("points", "Points", _points(measures)),
        _part("minimum", "Minimum", _minimum(measures)),
        _part("qualifying-questions", "Questions to ask", _questions(measures)),
    )
    return Section(anchor="criteria", title=words("Criteria"), parts=tuple(part for part in parts if part.blocks))


def _part(name: str, title: str, table: Table) -> Section:
    return Section(anchor=name, title=words(title), blocks=_filled(table))


def _filled(table: Table) -> tuple[Table, ...]:
    return (without_empty_columns(table),) if table.rows else ()


def _stages(measures: Criteria) -> Table:
    return Table(
        title="Stages by score",
        columns=(Column(title="Stage", share=1), Column(title="From", share=3)),
        rows=tuple((cell(words(stage.name)), cell(words(f"{stage.from_points:,} points"))) for stage in measures.scale),
    )


def _points(measures: Criteria) -> Table:
    return Table(
        title="Points",
        columns=(
            Column(title="When", share=6),
            Column(title="Points", share=2, numeric=True),
            Column(title="Counts for", share=4),
            Column(title="Why", share=6),
        ),
        rows=tuple(
            (
                cell(words(sentence_of(rule.when))),
                cell(words(f"{rule.points:+,}".replace("-", "\N{MINUS SIGN}"))),
                cell(
                    words(rule.kind),
                    words(f"half after {rule.half_life_days:,} days" if rule.half_life_days else ""),
                ),
                cell(marked_up(rule.why)),
            )
            for rule in measures.points
        ),
    )


def _minimum(measures: Criteria) -> Table:
    return Table(
        title="Minimum",
        columns=(Column(title="Must hold", share=6), Column(title="Otherwise", share=3)),
        rows=tuple(
            (
                cell(words(sentence_of(criterion.when))),
                cell(words(criterion.else_code, code=True) or words("look at it again")),
            )
            for criterion in measures.minimum
        ),
    )


def _questions(measures: Criteria) -> Table:
    return Table(
        title="Questions to ask",
        columns=(
            Column(title="Ask", share=6),
            Column(title="Serves", share=3),
            Column(title="Kept in", share=3),
            Column(title="Needed", share=2),
        ),
        rows=tuple(
            (
                cell(marked_up(question.ask)),
                cell(words(question.framework)),
                cell(words(question.field, code=True) or words("a note")),
                cell(words("required" if question.required else "if it comes up")),
            )
            for question in measures.questions
        ),
    )


def disqualification(sop: Sop) -> Section:
    """Return the codes for leads that are not pursued."""
    table = Table(
        title="Disqualification codes",
        columns=(Column(title="Code", share=2), Column(title="When", share=5), Column(title="Then", share=3)),
        rows=tuple(
            (cell(words(code.code, code=True)), cell(marked_up(code.meaning)), cell(marked_up(code.then)))
            for code in sop.disqualification
        ),
    )
    return Section(
        anchor="disqualification",
        title=words("Disqualification codes"),
        blocks=_filled(table),
    )


def routing(sop: Sop) -> Section:
    """Return who gets which lead; the first row that holds decides."""
    table = Table(
        title="Routing, first row that holds",
        columns=(
            Column(title="Order", share=1, numeric=True),
            Column(title="If", share=6),
            Column(title="Lead goes to", share=5),
        ),
        rows=tuple(
            (
                cell(words(str(index))),
                cell(words(sentence_of(rule.when)) if rule.when is not None else words("every lead that is left")),
                cell(words(target_phrase(rule.to))),
            )
            for index, rule in enumerate(sop.routing, start=1)
        ),
    )
    return Section(anchor="routing", title=words("Routing"), blocks=_filled(table))


def handoffs(sop: Sop, places: Places, notes: Footnotes) -> Section:
    """Return where the lead changes hands."""
    table = Table(
        title="Hand-offs",
        columns=(
            Column(title="From", share=2),
            Column(title="To", share=3),
            Column(title="After", share=2),
            Column(title="Acts within", share=2),
            Column(title="Status", share=3),
            Column(title="Includes", share=4),
        ),
        rows=tuple(
            (
                cell(words(handoff.from_)),
                cell(notes.statement(handoff.to)),
                cell(places.step(handoff.after)),
                cell(words(str(handoff.within)) if handoff.within else blank("not agreed")),
                cell(marked_up(handoff.status)),
                cell(*(marked_up(item) for item in handoff.includes)),
            )
            for handoff in sop.handoffs
        ),
    )
    return Section(anchor="hand-offs", title=words("Hand-offs"), blocks=_filled(table))


def cadences(sop: Sop, places: Places) -> Section:
    """Return the planned series of contacts."""
    return Section(
        anchor="cadence",
        title=words("Cadence" if len(sop.cadences) == 1 else "Cadences"),
        parts=tuple(_cadence(cadence, places) for cadence in sop.cadences),
    )


def _cadence(cadence: Cadence, places: Places) -> Section:
    facts = tuple(
        Fact(label=words(label), lines=cell(line))
        for label, line in (
            ("Starts", places.step(cadence.starts)),
            ("Stops", marked_up(cadence.stops)),
            ("Then", marked_up(cadence.then)),
        )
        if line
    )
    table = Table(
        title="Contacts by day",
        columns=(
            Column(title="Day", share=1, numeric=True),
            Column(title="Channel", share=2),
            Column(title="Do", share=5),
            Column(title="Within", share=2),
            Column(title="Use", share=3),
            Column(title="By outcome", share=5),
        ),
        rows=tuple(_touch(touch, places) for touch in cadence.touches),
    )
    return Section(
        anchor=anchor("cadence", cadence.id),
        title=words(_titled(cadence.id)),
        blocks=(*((Facts(rows=facts),) if facts else ()), *_filled(table)),
    )


def _titled(name: str) -> str:
    said = name.replace("-", " ").replace("_", " ").strip()
    return said[:1].upper() + said[1:]


def _touch(touch: Touch, places: Places) -> tuple[Cell, ...]:
    return (
        cell(words(str(touch.day))),
        cell(words(touch.channel)),
        cell(marked_up(touch.do), _only_if(touch)),
        cell(words(str(touch.within)) if touch.within else ()),
        cell(places.asset(touch.asset)),
        tuple(
            (*words(outcome.outcome, strong=True), *glue(": "), *marked_up(outcome.then)) for outcome in touch.outcomes
        ),
    )


def _only_if(touch: Touch) -> Line:
    return (*glue("Only if "), *marked_up(touch.only_if)) if touch.only_if.strip() else ()
