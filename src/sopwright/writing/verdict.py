"""What should a person who reads one paragraph know? Two to four sentences, each made from figures by a stated rule.

In: the figures. Out: sentences.

Law: no sentence says more than its figures: without times nothing about speed, with one run nothing about what is
usual, with a script nothing about people.

Rules: first what it rests on; then the time of a run, where a person's times are known; then regularity, from two runs
on; then the one thing to look at first: of the candidates that the gates let through, the one with most work among
those within 5 points of the best; else what stands in the way.
"""

from collections import Counter

from sopwright.mining.coverage import performers_in
from sopwright.mining.figures import Figures
from sopwright.mining.judging import Class, Gate
from sopwright.mining.opportunities import Opportunity
from sopwright.mining.rework import Sort
from sopwright.writing.amounts import counted, duration, percent

ALIKE = 0.95
MOSTLY_ALIKE = 0.8
NEAR = 5
READY = (Class.REMOVE, Class.RULE, Class.DRAFT)
_COULD = {
    Class.REMOVE: "it could be left out",
    Class.RULE: "a rule could do it",
    Class.DRAFT: "AI could draft it for a person to confirm",
}
_BECAUSE = {
    Gate.ONE_RUN: "steps were seen in one run only",
    Gate.EFFECT: "the effects reach outside or cannot be taken back",
    Gate.SENSITIVE: "sensitive fields are filled in",
    Gate.DECISION: "nobody has said yet by which criterion is decided",
    Gate.UNLABELLED: "controls have no usable name",
    Gate.ERRORS: "the system refused what was tried",
    Gate.SCRIPTED: "a script performed the work; record a person doing it",
}


def verdict_of(figures: Figures) -> tuple[str, ...]:
    """Return the verdict: at most four sentences."""
    parts = (_basis(figures), _time(figures), _regularity(figures), _first_thing(figures))
    return tuple(part for part in parts if part)


def warnings_of(figures: Figures) -> tuple[str, ...]:
    """Return what must be known before any number."""
    spending = figures.spending
    names = len(figures.basis.sources)
    warnings = []
    if spending.scripted:
        which = "" if len(spending.scripted) == names else f" in {', '.join(spending.scripted)}"
        warnings.append(f"Performed by a script{which}: think times are not a person's.")
    if spending.untimed:
        which = "" if len(spending.untimed) == names else f" in {', '.join(spending.untimed)}"
        warnings.append(f"Times were not recorded{which}: durations are unknown, not zero.")
    return tuple(warnings)


def runs_in(figures: Figures) -> int:
    """Return the number of runs."""
    return sum(source.runs for source in figures.basis.sources)


def _basis(figures: Figures) -> str:
    sources = figures.basis.sources
    people = performers_in(sources)
    events = sum(source.events for source in sources)
    runs = runs_in(figures)
    rests = f"{counted(runs, 'run')} in {counted(len(sources), 'recording')}"
    if figures.spending.scripted and len(figures.spending.scripted) == len(sources):
        return f"This rests on {rests} performed by a script, {counted(events, 'event')} in all."
    by = f" of {counted(people, 'person', 'people')}" if people else ""
    return f"This rests on {rests}{by}, {counted(events, 'event')} in all."


def _time(figures: Figures) -> str:
    spending = figures.spending
    whole = spending.whole
    if whole is None or not whole.total or len(spending.scripted) == len(figures.basis.sources):
        return ""
    values = {figure.label: figure for figure in spending.runs}
    median, high = values["Median run"], values["Upper quartile of run"]
    active = whole.total - whole.paused
    split = f"{percent(whole.work / active)} of the recorded time was work, the rest waiting or idle" if active else ""
    if median.value is not None:
        slower = high.value is not None and duration(high.value) != duration(median.value)
        over = f", and a quarter of the runs take {duration(high.value or 0)} or more" if slower else ""
        return f"Half of the {median.n} runs take {duration(median.value)} or less{over}; {split}."
    listed = [duration(figure.value) for figure in spending.listed if figure.value is not None]
    took = f"The {'run' if len(listed) == 1 else 'runs'} took {' and '.join(listed)}; " if listed else ""
    return (took + split)[:1].upper() + (took + split)[1:] + "."


def _regularity(figures: Figures) -> str:
    runs = runs_in(figures)
    if runs < 2:  # noqa: PLR2004 - a comparison takes two
        return "One run cannot show what is usual, so nothing here says how often anything happens." if runs else ""
    same = figures.variation.variants[0].runs
    alike = next(figure for figure in figures.variation.figures if figure.label == "Similarity").value
    if alike is None:
        return ""
    if runs == 2:  # noqa: PLR2004 - one pair is no average
        return _pair(figures)
    if alike >= ALIKE:
        how = "The work is done in almost the same way every time"
    elif alike >= MOSTLY_ALIKE:
        how = "The work is mostly done the same way"
    else:
        how = "The work goes many different ways"
    if same == 1:
        return f"{how}: no two runs take exactly the same steps, and on average two runs are {percent(alike)} alike."
    return (
        f"{how}: {same} of {runs} runs take exactly the same steps, and two runs are on average {percent(alike)} alike."
    )


def _pair(figures: Figures) -> str:
    ways = [set(variant.steps) for variant in figures.variation.variants]
    if len(ways) == 1:
        return "Both runs took exactly the same steps; two are too few to say what is usual."
    shared, every = len(ways[0] & ways[1]), len(ways[0] | ways[1])
    both = f"{shared} occur{'s' * (shared == 1)} in both" if shared else "none occurs in both"
    return f"The two runs went different ways: of {counted(every, 'different step')}, {both}."


def _first_thing(figures: Figures) -> str:
    ready = [one for one in figures.opportunities if one.judgement.verdict in READY]
    refused = sum(line.times for line in figures.rework if line.sort is Sort.REFUSED)
    refusals = (
        f" The system refused {counted(refused, 'attempt')}, which should be understood first." if refused else ""
    )
    if ready:
        near = [one for one in ready if one.judgement.score >= ready[0].judgement.score - NEAR]
        first = max(near, key=lambda one: one.work.value or 0)
        return f"Look first at “{first.title}”: {_stake(first)}.{refusals}"
    stops = Counter(stop.gate for one in figures.opportunities for stop in one.judgement.stops)
    if not stops:
        return refusals.strip()
    gate = stops.most_common(1)[0][0]
    return f"Nothing here can be called ready to automate yet, above all because {_BECAUSE[gate]}.{refusals}"


def _stake(one: Opportunity) -> str:
    could = f"{_COULD[one.judgement.verdict]} (score {one.judgement.score:.0f} of {one.judgement.reachable})"
    if one.work.value is None or one.judgement.reachable < 100:  # noqa: PLR2004 - the full score
        return could
    return f"it takes {duration(one.work.value)} of work per run (median of {counted(one.work.n, 'run')}), and {could}"
