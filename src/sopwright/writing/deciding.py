"""How is it said what decides? A mined rule becomes conditions with counts, and the runs off it are named.

In: what was found at a fork of runs. Out: texts and sentences with evidence.

Law: a condition tells how many runs it applied to and in how many it held; a value that was withheld stays so; every
run that went another way than the rule says is named with its events.
"""

from collections.abc import Sequence

from sopwright.evidence import EventRef, Sentence
from sopwright.mining.decisions.facts import OTHER, Fact, Sort
from sopwright.mining.decisions.forks import Decided
from sopwright.mining.decisions.rules import Test, Words
from sopwright.recording.naming import bold, listed
from sopwright.writing.amounts import counted
from sopwright.writing.story import Story, derived

_STATES = {
    "": ("is not filled in", "is filled in"),
    "filled": ("is filled in", "is not filled in"),
    "empty": ("is empty", "is not empty"),
    "cleared": ("is cleared", "is not cleared"),
    "checked": ("is ticked", "is not ticked"),
    "unchecked": ("is unticked", "is not unticked"),
    "chosen": ("is chosen", "is not chosen"),
}
FOUND = "Found by comparing the runs"
"""With these words begins how well a mined condition holds."""
SUCH = " such run"
"""These words are in each mined condition that carries its counts."""
MOST_NAMED = 5
"""Runs off a rule that are named; the others are counted."""


def condition(found: Decided, way: int, *, seen: bool = True) -> str:
    """Return when a way is taken, in words; empty where the rules do not say.

    Args:
        found: What decides.
        way: Position of the way.
        seen: Whether it is said how many runs held a value that is withheld.
    """
    rules = found.finding.rules
    own = [" and ".join(_said(found, test, seen=seen) for test in rule.tests) for rule in rules if rule.way == way]
    if own:
        return " or ".join(own)
    if way != found.finding.otherwise:
        return ""
    if len(rules) == 1 and len(rules[0].tests) == 1:
        return _said(found, rules[0].tests[0], not_=True, seen=seen)
    return "none of the other conditions holds" if len(rules) > 1 else "that does not hold"


def held(found: Decided, way: int) -> tuple[int, int]:
    """Return in how many of the runs to which the condition of a way applies it was taken, and how many these are."""
    rules = [rule for rule in found.finding.rules if rule.way == way]
    right, of = sum(rule.right for rule in rules), sum(rule.of for rule in rules)
    if way == found.finding.otherwise:
        right, of = right + found.finding.rest[way], of + sum(found.finding.rest)
    return right, of


def when(story: Story, found: Decided, way: int, evidence: tuple[EventRef, ...]) -> Sentence | None:
    """Return when a way is taken, with its counts; nothing where the rules do not say."""
    text = condition(found, way, seen=False)
    if not text:
        return None
    right, of = held(found, way)
    return derived(f"{text}, as in {right} of {counted(of, 'such run')}", evidence or events_of(story, found))


def exceptions(story: Story, found: Decided) -> Sentence:
    """Return how well the rules hold, and which runs did not go by them."""
    whole, off = found.finding.of, found.off
    if not off:
        return derived(f"{FOUND}: all {whole} went by it.", events_of(story, found))
    more = [counted(len(off) - MOST_NAMED, "more run")] if len(off) > MOST_NAMED else []
    named = listed([*(run_name(story, run) for run in off[:MOST_NAMED]), *more])
    text = f"{FOUND}: {whole - len(off)} of {whole} went by it; {named} did not."
    return derived(text, events_of(story, found, off))


def options_told(story: Story, found: Decided) -> tuple[Sentence, ...]:
    """Return when which option is chosen, and the runs off it."""
    texts = []
    for way, option in enumerate(found.fork.ways):
        text = condition(found, way, seen=False)
        right, of = held(found, way)
        if text:
            texts.append(f"*{option}* when {text} ({right} of {counted(of, 'such run')})")
    return (derived(f"{'; '.join(texts)}.", events_of(story, found)), exceptions(story, found))


def run_name(story: Story, run: int) -> str:
    """Return what a run is called: by its recording, and by its number where the recording holds several."""
    case = story.cases[run]
    return f"run {case.run.number} of {case.name}" if len(case.work.runs) > 1 else case.name


def events_of(story: Story, found: Decided, runs: Sequence[int] = ()) -> tuple[EventRef, ...]:
    """Return the events at which some runs took their ways; of all, those of the first few runs of each way."""
    if not runs:
        by_way: dict[int, list[int]] = {}
        for run in found.runs:
            by_way.setdefault(found.fork.taken[run], []).append(run)
        runs = [run for group in by_way.values() for run in group[:2]]
    numbers = {run: (_last_event(story, run, found.fork.before[run]),) for run in runs}
    return tuple(sorted({ref for run, events in numbers.items() for ref in story.run_refs(run, events)}))


def _last_event(story: Story, run: int, before: int) -> int:
    """Return the event of a run at which, or last before which, it took its way."""
    events = sorted(number for step in story.cases[run].run.steps for number in step.events)
    return max((number for number in events if number <= before), default=events[0])


def _said(found: Decided, test: Test, *, not_: bool = False, seen: bool = True) -> str:
    assert isinstance(test, Words)  # noqa: S101 - facts of runs are words
    fact = found.facts[test.feature]
    negated, words = test.negated is not not_, test.words
    if OTHER in words:
        words, negated = tuple(sorted({*fact.runs, ""} - set(words))), not negated
    if fact.sort is Sort.VALUE:
        return _value(fact, words, negated=negated, seen=seen)
    if fact.sort is Sort.STATE:
        return f"{bold(fact.name)} {(' and ' if negated else ' or ').join(_STATES[word][negated] for word in words)}"
    if fact.sort is Sort.MESSAGE:
        appeared = ("appeared" in words) is not negated
        return f"the message *{fact.name}* {'appeared' if appeared else 'did not appear'} before"
    of_field = fact.sort is Sort.OPTION
    shown = [(f"*{word}*" if of_field else word) if word else "not set" for word in words]
    choice = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return f"{bold(fact.name) if of_field else f'the {fact.sort}'} {'is not' if negated else 'is'} {choice}"


def _value(fact: Fact, words: Sequence[str], *, negated: bool, seen: bool) -> str:
    """Return which of the classes of equal values a field holds, by how many runs held one of them."""
    particular = [word for word in words if word]
    if not particular:
        return f"{bold(fact.name)} {'holds' if negated else 'does not hold'} a value seen before"
    if negated:
        several = "a value seen before, except" if "" in words else "any value except"
        several += " one" if len(particular) == 1 else f" {len(particular)} particular ones"
    else:
        several = "one particular value" if len(particular) == 1 else f"one of {len(particular)} particular values"
        several += " or none seen before" if "" in words else ""
    runs = sum(fact.runs.get(word, 0) for word in particular)
    remark = f"*withheld; seen in {runs} of {counted(len(fact.known), 'run')}*" if seen else "*withheld*"
    return f"{bold(fact.name)} holds {several} ({remark})"
