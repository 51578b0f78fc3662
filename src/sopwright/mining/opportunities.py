"""Which steps, and which ways of carrying values, are worth automating, and what at them needs a person?

In: the runs and their SOP. Out: candidates with factors, gates and the hours at stake, best first.

Law: nothing is claimed without n; hours need the runs per week, which only the user knows, so the work per run is
given and the arithmetic shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, Figure
from sopwright.mining.carrying import Carry, sources_of
from sopwright.mining.cases import INPUTS, Case, Seen, field_label, grouped, place_label, runs_of, why_unmeasured
from sopwright.mining.judging import Class, Factor, Gate, Judgement, Measured, Stop
from sopwright.mining.quantiles import quantile
from sopwright.recording.schema import Kind, NameState, Pace, ValueClass
from sopwright.recording.work import Act, Weakness
from sopwright.sop.document import Decision, DecisionStatus, Sop

ENOUGH_TIMES = 10
"""Seen this often, repetition is 1."""
ENOUGH_SHARE = 0.25
"""Taking this share of all work, the share of work is 1."""
EFFECTS = frozenset({
    "archive", "book", "convert", "delete", "discard", "disqualify", "email", "import", "invite", "merge", "pay",
    "place", "post", "publish", "reject", "remove", "reply", "send", "share", "submit",
})  # fmt: skip
"""Verbs whose effect reaches others or cannot simply be taken back."""
MOVES = frozenset({Kind.NAVIGATE, Kind.ACTIVATE, Kind.PRESS})
PREPARED = frozenset({Kind.CHOOSE, Kind.TOGGLE, Kind.PASTE, Kind.UPLOAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A step or a span of work that was judged.

    Attributes:
        title: What it is.
        place: Where it is done.
        times: How often it was seen.
        runs: In how many runs.
        of: Out of how many runs.
        judgement: Class, score and reasons.
        work: Working time per run in which it was seen, in the middle.
        low: The same, lower quartile or least.
        high: The same, upper quartile or most.
        evidence: Its events.
    """

    title: str
    place: str
    times: int
    runs: int
    of: int
    judgement: Judgement
    work: Figure
    low: float | None
    high: float | None
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all judgements share.

    Attributes:
        cases: All runs.
        carried: Recording and number of every event that received a carried value.
        decisions: Decisions of the SOP by the events of the step after which they are taken.
        work_ms: Working time of all steps.
        before: Signature of the step before each time seen.
    """

    cases: Sequence[Case]
    carried: frozenset[tuple[str, int]]
    decisions: Mapping[EventRef, Decision]
    work_ms: int
    before: Mapping[tuple[str, int, int], str]


def opportunities_of(
    cases: Sequence[Case], seen: Sequence[Seen], carries: Sequence[Carry], sop: Sop | None = None
) -> tuple[Opportunity, ...]:
    """Return every step and every way of carrying values, judged: highest score first."""
    setting = Setting(
        cases=cases,
        carried=frozenset(sources_of(carries)),
        decisions=_decisions(sop),
        work_ms=sum(one.work_ms or 0 for one in seen),
        before=_before(cases),
    )
    steps = [_opportunity(group[0].step.title, group, setting) for group in grouped(seen).values()]
    spans = [_opportunity(title, group, setting, span=True) for title, group in _spans(carries, seen)]
    return tuple(sorted([*spans, *steps], key=lambda one: (-one.judgement.score, -(one.work.value or 0))))


def _spans(carries: Iterable[Carry], seen: Sequence[Seen]) -> Iterator[tuple[str, tuple[Seen, ...]]]:
    """Yield each way of carrying values between two applications that takes more than one kind of step.

    A span is the carrying alone: sending or converting what was filled in is left to the step that does it.
    """
    at = {(one.case.name, number): one for one in seen for number in one.step.events}
    ways: dict[tuple[str, str], dict[tuple[tuple[str, int], int], Seen]] = {}
    for carry in carries:
        if carry.source is None or carry.source.app == carry.target.app:
            continue
        app_name = carry.work.recording.app_name
        way = ways.setdefault((app_name(carry.source.app), app_name(carry.target.app)), {})
        for number in (carry.source.number, carry.target.number):
            if one := at.get((carry.name, number)):
                way[one.case.key, one.index] = one
    for (source, target), parts in ways.items():
        if len({one.step.signature for one in parts.values()}) > 1:
            yield f"Carry values from {source} to {target}", tuple(parts[key] for key in sorted(parts))


def _decisions(sop: Sop | None) -> dict[EventRef, Decision]:
    if sop is None:
        return {}
    after = {decision.after: decision for decision in sop.decisions}
    return {
        ref: after[step.id]
        for step in sop.all_steps
        if step.id in after
        for ref in (*step.do.evidence, *(step.observed.evidence if step.observed else ()))
    }


def _before(cases: Sequence[Case]) -> dict[tuple[str, int, int], str]:
    return {
        (*case.key, index): case.run.steps[index - 1].signature if index else "start"
        for case in cases
        for index in range(len(case.run.steps))
    }


def _opportunity(title: str, group: Sequence[Seen], setting: Setting, *, span: bool = False) -> Opportunity:
    per_run: dict[tuple[str, int], int] = {}
    for one in group:
        if one.work_ms is not None:
            per_run[one.case.key] = per_run.get(one.case.key, 0) + one.work_ms
    work = list(per_run.values())
    evidence = _events(group)
    places = dict.fromkeys(place_label(one.case.work, one.step.app, one.step.page) for one in group)
    return Opportunity(
        title=title,
        place=" and ".join(list(places)[:2]) + (" …" if len(places) > 2 else ""),  # noqa: PLR2004 - two fit a line
        times=len(group),
        runs=runs_of(group),
        of=len(setting.cases),
        judgement=_judge(group, setting, span=span),
        work=Figure(
            label="Work per run",
            value=quantile(work, 0.5) if work else None,
            unit="ms",
            n=len(work),
            evidence=evidence,
            unknown="" if work else why_unmeasured(group),
            definition="Working time of these steps in one run in which they were seen; the median of such runs.",
        ),
        low=quantile(work, 0.25) if work else None,
        high=quantile(work, 0.75) if work else None,
        evidence=evidence,
    )


def _judge(group: Sequence[Seen], setting: Setting, *, span: bool) -> Judgement:
    rule, rule_detail = _rule(group, setting)
    inputs, prepared = _inputs(group, setting)
    by_nature, why = _nature(group, inputs=inputs, prepared=prepared)
    return Judgement(
        by_nature=by_nature,
        why=why,
        factors=(
            _repetition(group),
            _measured(Factor.INPUTS, len(prepared), len(inputs), "inputs carried or chosen", seen=len(group)),
            _time(group, setting),
            _stability(group, setting),
            Measured(factor=Factor.RULE, figure=rule, detail=rule_detail),
            _labels(group),
        ),
        stops=tuple(stop for stop in _stops(group, rule) if not (span and stop.gate is Gate.EFFECT)),
    )


def _measured(factor: Factor, part: int, whole: int, words: str, *, seen: int = 0) -> Measured:
    """Return a share as a factor; where there is nothing to take a share of, nothing stands in the way."""
    figure = Figure(label=str(factor), value=part / whole if whole else 1.0, unit="share", n=whole or seen)
    return Measured(factor=factor, figure=figure, detail=f"{part} of {whole} {words}" if whole else f"no {words}")


def _repetition(group: Sequence[Seen]) -> Measured:
    n = len(group)
    value = min(1.0, (n - 1) / (ENOUGH_TIMES - 1))
    figure = Figure(label=str(Factor.REPETITION), value=value, unit="share", n=n)
    return Measured(factor=Factor.REPETITION, figure=figure, detail=f"seen {n} {'time' if n == 1 else 'times'}")


def _inputs(group: Sequence[Seen], setting: Setting) -> tuple[list[tuple[Seen, Act]], list[tuple[Seen, Act]]]:
    inputs = [(one, act) for one in group for act in one.step.acts if act.kind in INPUTS]
    prepared = [
        (one, act)
        for one, act in inputs
        if act.kind in PREPARED or any((one.case.name, number) in setting.carried for number in act.events)
    ]
    return inputs, prepared


def _time(group: Sequence[Seen], setting: Setting) -> Measured:
    known = [one.work_ms for one in group if one.work_ms is not None]
    scripted = any(one.case.work.recording.pace is Pace.SCRIPT for one in group)
    reason = why_unmeasured(group) if not known else "a script's times are not a person's" if scripted else ""
    if not reason and not setting.work_ms:
        reason = "no working time was measured"
    taken = sum(known) / setting.work_ms if setting.work_ms else 0.0
    figure = Figure(
        label=str(Factor.TIME),
        value=None if reason else min(1.0, taken / ENOUGH_SHARE),
        unit="share",
        n=0 if reason else len(known),
        unknown=reason,
    )
    return Measured(factor=Factor.TIME, figure=figure, detail=reason or f"{100 * taken:.0f} % of all work")


def _stability(group: Sequence[Seen], setting: Setting) -> Measured:
    before = {
        signature: Counter(setting.before[*one.case.key, one.index] for one in same)
        for signature, same in grouped(group).items()
    }
    usual = sum(max(counts.values()) for counts in before.values())
    return _measured(Factor.STABILITY, usual, len(group), "times after the same step")


def _rule(group: Sequence[Seen], setting: Setting) -> tuple[Figure, str]:
    label = str(Factor.RULE)
    decisions = [decision for one in group for ref in one.evidence if (decision := setting.decisions.get(ref))]
    settled = [decision for decision in decisions if decision.status is not DecisionStatus.CANDIDATE]
    if settled:
        options = settled[0].options
        known = sum(option.when.known for option in options)
        value = known / len(options) if options else 1.0
        detail = f"{known} of {len(options)} ways have a known criterion" if options else "stated in the SOP"
        return Figure(label=label, value=value, unit="share", n=len(group)), detail
    if decisions or any(one.step.choice for one in group):
        reason = "something may be decided here, and no rule was mined or stated"
        return Figure(label=label, value=None, unit="share", n=0, unknown=reason), reason
    return Figure(label=label, value=1.0, unit="share", n=len(group)), "nothing is decided here"


def _labels(group: Sequence[Seen]) -> Measured:
    acts = [act for one in group for act in one.step.acts if act.target is not None]
    weak = {
        (one.case.name, number)
        for one in group
        for weakness, number in one.step.weaknesses
        if weakness in (Weakness.UNLABELLED, Weakness.TECHNICAL_NAME)
    }
    named = [
        act
        for one in group
        for act in one.step.acts
        if act.target is not None
        and act.target.name_state is not NameState.ABSENT
        and not any((one.case.name, number) in weak for number in act.events)
    ]
    return _measured(Factor.LABELS, len(named), len(acts), "controls with a name people can read", seen=len(group))


def _nature(
    group: Sequence[Seen],
    *,
    inputs: Sequence[tuple[Seen, Act]],
    prepared: Sequence[tuple[Seen, Act]],
) -> tuple[Class, str]:
    if all(_detour(one) for one in group):
        return Class.REMOVE, "it only went somewhere and came back; keep it if something was read there"
    if len(inputs) == len(prepared):
        return Class.RULE, "all its inputs are carried or chosen" if inputs else "it takes no input"
    given = {id(act) for _, act in prepared}
    typed = [act for _, act in inputs if id(act) not in given]
    if any(act.value is not None and act.value.value_class is ValueClass.LONG_TEXT for act in typed):
        return Class.DRAFT, "free text is written, which a person must answer for"
    if 2 * len(prepared) >= len(inputs):
        return Class.DRAFT, "most of its inputs are carried or chosen"
    fields = ", ".join(dict.fromkeys(field_label(act.target) for act in typed[:3]))
    return Class.HUMAN, f"values are typed whose source was not seen ({fields})"


def _detour(one: Seen) -> bool:
    steps = one.case.run.steps
    if not 0 < one.index < len(steps) - 1:
        return False
    left, back = steps[one.index - 1], steps[one.index + 1]
    same = (left.app, left.page) == (back.app, back.page) and (one.step.app, one.step.page) != (left.app, left.page)
    return same and not one.step.updates and all(act.kind in MOVES and not _final(act) for act in one.step.acts)


def _final(act: Act) -> bool:
    return act.target is not None and act.target.finalises


def _stops(group: Sequence[Seen], rule: Figure) -> Iterator[Stop]:
    runs = runs_of(group)
    if runs == 1:
        times = len(group)
        yield Stop(gate=Gate.ONE_RUN, because=f"1 run, {times} {'time' if times == 1 else 'times'}")
    verbs = sorted({one.step.verb for one in group if one.step.verb in EFFECTS})
    if verbs:
        which = [one for one in group if one.step.verb in EFFECTS]
        yield Stop(gate=Gate.EFFECT, because=", ".join(verbs), evidence=_events(which))
    secret = [
        one
        for one in group
        for act in one.step.acts
        if act.value is not None and act.value.value_class is ValueClass.SECRET
    ]
    if secret:
        yield Stop(gate=Gate.SENSITIVE, because="a secret is entered", evidence=_events(secret))
    if rule.value is None or rule.value < 1:
        chosen = [one for one in group if one.step.choice] or group
        because = next((one.step.choice for one in group if one.step.choice), "decided after this step")
        yield Stop(gate=Gate.DECISION, because=because, evidence=_events(chosen))
    blank = [(one, n) for one in group for weakness, n in one.step.weaknesses if weakness is Weakness.UNLABELLED]
    if blank:
        evidence = tuple(dict.fromkeys(ref for one, number in blank for ref in one.case.refs([number])))
        yield Stop(gate=Gate.UNLABELLED, because=f"{len(blank)} of its controls", evidence=evidence)
    failed = [one for one in group if one.step.failed]
    if failed:
        yield Stop(gate=Gate.ERRORS, because=f"{len(failed)} of {len(group)} times", evidence=_events(failed))
    if all(one.case.work.recording.pace is Pace.SCRIPT for one in group):
        yield Stop(gate=Gate.SCRIPTED, because="how a person does it was not seen")


def _events(group: Iterable[Seen]) -> tuple[EventRef, ...]:
    return tuple(dict.fromkeys(ref for one in group for ref in one.evidence))
