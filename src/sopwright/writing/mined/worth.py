"""What does the page say of work that is worth automating, and of those who wait longer than others?

In: what is at stake, and slow waits. Out: sections of tables, and what stands out.

Law: a class never stands without its reason, a score never without what is reachable, hours never without their
arithmetic or the reason why they are unknown.
"""

from collections.abc import Iterator, Sequence

from sopwright.mining.judging import Class
from sopwright.mining.measures.slow import PERSON, WEEKDAY, Slow
from sopwright.mining.measures.spells import FEWEST_CASES
from sopwright.mining.measures.stakes import Stake, Stakes
from sopwright.mining.measures.weekly import NO_WORK, Hours
from sopwright.writing.amounts import counted
from sopwright.writing.mined.standouts import NAMED, Standout
from sopwright.writing.mined.telling import Figures, Line, Section
from sopwright.writing.mined.words import count, name, span

_MOST_LINES = 12
_MOST_TOLD = 2
_SAYS = (
    "Judged as in the report on recordings: a score of weighted factors, and gates that only hold back. A log does not"
    " say where inputs come from and often not when work began; such factors add nothing, and the score that can be"
    f" reached without them stands beside it. Nothing is claimed of what was seen in fewer than {FEWEST_CASES} cases."
)


def worth_section(found: Stakes) -> Section:
    """Return what is worth automating, and known uses of AI for which something was seen."""
    candidates = [one for one in found.stakes if one.judgement.verdict is not Class.HUMAN]
    human = len(found.stakes) - len(candidates)
    shown = candidates[:_MOST_LINES]
    rest = len(candidates) - len(shown)
    says = [_SAYS]
    if human:
        says.append(f"As far as the log shows, {counted(human, 'piece')} of work stay human; the tables list them.")
    reasons = dict.fromkeys(one.hours.arithmetic for one in shown if one.hours.usual is None)
    says += [f"Hours are unknown where {reason}." for reason in reasons if reason == NO_WORK]
    return Section(
        id="worth",
        title="What is worth automating",
        says=(*says, *found.notes),
        tables=(
            Figures(
                title=f"Candidates, highest score first ({count(rest)} more in the tables)" if rest else "Candidates",
                columns=("Work", "Class", "Score#", "Hours a week#", "Why"),
                lines=tuple(map(_candidate, shown)),
            ),
            Figures(
                title="Known uses of AI for which the log shows an occasion",
                columns=("Use", "Seen", "Times#", "Needs"),
                lines=tuple(
                    Line(cells=(use.title, use.seen, f"{count(use.times)}, of {counted(use.of, 'case')}", use.needs))
                    for use in found.uses
                ),
            ),
        ),
    )


def _candidate(one: Stake) -> Line:
    judgement, hours = one.judgement, one.hours
    held = [f"Held back: {stop.gate} ({stop.because})" for stop in judgement.stops]
    factors = [
        f"{measured.factor} {measured.points:.0f} ({measured.detail})"
        for measured in judgement.factors
        if measured.figure.value is not None
    ]
    return Line(
        cells=(
            f"{name(one.title)}, in {count(one.seen_in)} of {counted(one.of, 'case')}",
            str(judgement.verdict),
            f"{judgement.score:.0f} of {judgement.reachable}",
            "unknown" if hours.usual is None else f"{hours.usual:.3g} ({hours.low:.3g} to {hours.high:.3g})",
            f"{judgement.why[:1].upper()}{judgement.why[1:]}",
        ),
        under=". ".join((*held, f"Score: {', '.join(factors)}", *_hours(hours))),
    )


def _hours(found: Hours) -> tuple[str, ...]:
    """Return the arithmetic and what would change it; nothing where no start is stated, which is said once for all."""
    if found.arithmetic == NO_WORK:
        return ()
    return (f"Hours: {found.arithmetic}", f"Changed by: {found.changed_by}")


def slow_section(found: Sequence[Slow]) -> Section:
    """Return for whom, and when, work waits longer than for others."""
    rest = len(found) - _MOST_LINES
    compared = found[0].compared if found else 0
    return Section(
        id="slow",
        title="Where some wait longer than others",
        says=(
            f"Waits between the same two activities were compared {count(compared)} times, by weekday, by who ended the"
            " wait and by what is known of the case. A rank test says what is more than chance; weekends do not count."
            if found
            else "No weekday, person or group of cases waits longer than the others by more than chance.",
        ),
        tables=(
            Figures(
                title=f"Most extra waiting first ({count(rest)} more in the tables)" if rest > 0 else "Slow waits",
                columns=("Wait", "Slow", "Median#", "n#", "The others"),
                lines=tuple(
                    Line(
                        cells=(
                            f"{name(one.source)} → {name(one.target)}",
                            f"{name(one.group)} ({one.by})",
                            span(one.median / 1000),
                            count(one.n),
                            f"{span(one.others_median / 1000)}, n = {count(one.others)}",
                        ),
                        under=f"{span(one.extra / 1000)} more in all. Cases, for instance: {', '.join(one.cases[:5])}",
                    )
                    for one in found[:_MOST_LINES]
                ),
            ),
        ),
    )


def slow_told(found: Sequence[Slow]) -> Iterator[Standout]:
    """Yield the slowest groups, one for each pair of activities, and each group once."""
    seen: dict[tuple[str, str], Slow] = {}
    groups: set[tuple[str, str]] = set()
    for one in found:
        if (one.source, one.target) not in seen and (one.by, one.group) not in groups:
            seen[one.source, one.target] = one
            groups.add((one.by, one.group))
    for one in list(seen.values())[:_MOST_TOLD]:
        yield Standout(
            text=(
                f"{_which(one)} take longer: {span(one.median / 1000)}, median (n = {count(one.n)}); the others"
                f" {span(one.others_median / 1000)} (n = {count(one.others)})."
            ),
            n=one.n + one.others,
            of="waits",
            cases=tuple(name(case) for case in one.cases[:NAMED]),
            weight=0.6,
            about=() if one.by == WEEKDAY else (one.group if one.by == PERSON else one.by,),
        )


def _which(one: Slow) -> str:
    """Return which waits are longer, in words."""
    between = (
        f"Waits from one “{name(one.source)}” to the next"
        if one.source == one.target
        else f"Waits between “{name(one.source)}” and “{name(one.target)}”"
    )
    if one.by == WEEKDAY:
        return f"{between} that begin on a {one.group}"
    if one.by == PERSON:
        return f"{between} that {name(one.group)} ends"
    return f"{between} where {name(one.by)} is {name(one.group)}"
