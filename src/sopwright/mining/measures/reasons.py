"""What speaks for automating a piece of work that a log shows, and what against it?

In: a piece of work and the log around it. Out: a ``Judgement``: class by nature, factors, gates.

Law: what a log cannot say is unknown with its reason and adds nothing. A class further than “keep human” needs a
reason that can be seen in the log: it follows at once, it is done twice, a rule decides, or its name says that text is
written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sopwright.evidence import Figure
from sopwright.log.event_log import EventLog, Int64
from sopwright.mining.judging import Class, Factor, Gate, Judgement, Measured, Stop
from sopwright.mining.measures.performers import words
from sopwright.mining.measures.spells import AT_ONCE, MOST_OFTEN, Kind, Neighbours, Spell
from sopwright.mining.opportunities import EFFECTS, ENOUGH_SHARE, ENOUGH_TIMES

NO_INPUTS = "a log does not say where the inputs come from; a recording does"
_WRITES = re.compile(
    r"\b(?:e ?mails?|mail(?:ed|ing)?|messages?|letters?|offers?|quotes?|proposals?|notes?|summar\w+|repl(?:y|ied)|"
    r"follow ups?|sequence|outreach)\b"
)
_READABLE = re.compile(r"[^\W\d_]{3,}")
_TECHNICAL = re.compile(r"\b[0-9a-f]{8,}\b|\b[A-Za-z]*\d{4,}[A-Za-z]*\b")
_PAST = {"pay": "paid", "reply": "replied", "send": "sent"}
_VERBS = {
    form: verb
    for verb in EFFECTS
    for form in (
        verb,
        _PAST.get(verb, f"{verb}d" if verb.endswith("e") else f"{verb}ed"),
        f"{verb.removesuffix('e')}ing",
    )
}
"""Words by which an activity says that its effect reaches others, such as ``rejected``, and their verbs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """What all judgements share.

    Attributes:
        log: The log.
        near: What is next to each row.
        points: For activities after which a mined rule decides: how many times it tells what follows, of how many.
        work: Work time of each row; -1 where it is unknown.
        all_work: Work time of all that people do, as far as it is known.
    """

    log: EventLog
    near: Neighbours
    points: Mapping[int, tuple[int, int]]
    work: Int64
    all_work: int


def judged(spell: Spell, setting: Setting) -> Judgement:
    """Return what should become of a piece of work, and why."""
    rule, detail = _rule(spell, setting)
    by_nature, why = _nature(spell, setting, rule)
    return Judgement(
        by_nature=by_nature,
        why=why,
        factors=(
            _repetition(spell),
            Measured(
                factor=Factor.INPUTS,
                figure=Figure(label=str(Factor.INPUTS), value=None, unit="share", n=0, unknown=NO_INPUTS),
                detail=NO_INPUTS,
            ),
            _time(spell, setting),
            _stability(spell, setting),
            Measured(factor=Factor.RULE, figure=rule, detail=detail),
            _labels(spell, setting),
        ),
        stops=tuple(_stops(spell, setting, rule, detail)),
    )


def _share(factor: Factor, value: float, n: int, detail: str) -> Measured:
    return Measured(factor=factor, figure=Figure(label=str(factor), value=value, unit="share", n=n), detail=detail)


def _repetition(spell: Spell) -> Measured:
    cases = len(spell.cases)
    value = min(1.0, (cases - 1) / (ENOUGH_TIMES - 1))
    return _share(Factor.REPETITION, value, cases, f"seen in {cases:,} cases, {len(spell.rows):,} times")


def _time(spell: Spell, setting: Setting) -> Measured:
    work = setting.work[spell.rows]
    known = work[work >= 0]
    if not len(known) or not setting.all_work:
        reason = "the log states no start of it" if not len(known) else "no work time was measured"
        figure = Figure(label=str(Factor.TIME), value=None, unit="share", n=0, unknown=reason)
        return Measured(factor=Factor.TIME, figure=figure, detail=reason)
    taken = int(known.sum()) / setting.all_work
    return _share(Factor.TIME, min(1.0, taken / ENOUGH_SHARE), len(known), f"{100 * taken:.0f} % of all known work")


def _stability(spell: Spell, setting: Setting) -> Measured:
    """Return how often the first step of the piece comes after the same activity."""
    rows = spell.rows[setting.log.activity.codes[spell.rows] == spell.steps[0]]
    usual = int(np.unique(setting.near.before[rows], return_counts=True)[1].max())
    return _share(
        Factor.STABILITY, usual / len(rows), len(rows), f"{usual:,} of {len(rows):,} times after the same step"
    )


def _rule(spell: Spell, setting: Setting) -> tuple[Figure, str]:
    label = str(Factor.RULE)
    last = spell.steps[-1]
    rows = spell.rows[setting.log.activity.codes[spell.rows] == last]
    after = setting.near.after[rows]
    codes, counts = np.unique(after, return_counts=True)
    usual = int(counts.max())
    if usual >= MOST_OFTEN * len(rows):
        return Figure(label=label, value=1.0, unit="share", n=len(rows)), (
            f"nothing is decided here: {usual:,} of {len(rows):,} times the same follows"
        )
    if last in setting.points:
        right, of = setting.points[last]
        return Figure(label=label, value=right / of, unit="share", n=of), (
            f"a mined rule tells what follows {right:,} of {of:,} times"
        )
    reason = f"{len(codes):,} different ways follow, and no rule on what is known of the case was mined"
    return Figure(label=label, value=None, unit="share", n=0, unknown=reason), reason


def _labels(spell: Spell, setting: Setting) -> Measured:
    names = [setting.log.activity.labels[step] for step in spell.steps]
    readable = sum(bool(_READABLE.search(name)) and not _TECHNICAL.search(name) for name in names)
    return _share(Factor.LABELS, readable / len(names), len(names), f"{readable} of {len(names)} names in words")


def _nature(spell: Spell, setting: Setting, rule: Figure) -> tuple[Class, str]:
    if spell.kind is Kind.REPEAT:
        return Class.REMOVE, "it is done twice within a minute by the same person; keep it if that is on purpose"
    if spell.kind is Kind.PASSED_ON:
        return Class.REMOVE, "leads went to somebody else first; routing them right at once removes it"
    if spell.kind is Kind.STEP and (said := _follows_at_once(spell, setting)):
        return Class.RULE, said
    names = " ".join(words(setting.log.activity.labels[step]) for step in spell.steps)
    if found := _WRITES.search(names):
        return Class.DRAFT, f"text is written, which a person must answer for (“{found[0]}”)"
    return _by_decision(spell.steps[-1] in setting.points, rule)


def _by_decision(mined: bool, rule: Figure) -> tuple[Class, str]:  # noqa: FBT001 - both are said at the only call
    if rule.value is None:
        return Class.SUGGEST, "something is decided here, and the log shows many decisions to learn from"
    if not mined:
        return Class.HUMAN, "the log does not say what is done in it; record it to learn more"
    if rule.value >= MOST_OFTEN:
        return Class.RULE, "a rule that was mined from the log decides what follows"
    return Class.SUGGEST, "a rule that was mined from the log decides most of what follows, but not all"


def _follows_at_once(spell: Spell, setting: Setting) -> str:
    """Return upon which step of the same person it always follows at once, and nothing else does; or nothing."""
    log, rows = setting.log, spell.rows[setting.near.before[spell.rows] >= 0]
    if len(rows) < MOST_OFTEN * len(spell.rows):
        return ""
    codes, counts = np.unique(setting.near.before[rows], return_counts=True)
    usual = int(codes[np.argmax(counts)])
    same = setting.near.before[rows] == usual
    if log.resource is not None:
        same &= log.resource.codes[rows] == log.resource.codes[rows - 1]
    quick = same & (log.time[rows] - log.time[rows - 1] <= AT_ONCE)
    all_usual = int((setting.near.person & (log.activity.codes == usual)).sum())
    if quick.sum() < MOST_OFTEN * max(len(spell.rows), all_usual):
        return ""
    return (
        f"it follows within a minute upon “{log.activity.labels[usual]}” by the same person, "
        f"{int(quick.sum()):,} of {len(spell.rows):,} times"
    )


def _stops(spell: Spell, setting: Setting, rule: Figure, detail: str) -> list[Stop]:
    found = []
    said = {word for step in spell.steps for word in words(setting.log.activity.labels[step]).split()}
    verbs = sorted({_VERBS[word] for word in said & _VERBS.keys()})
    if verbs:
        found.append(Stop(gate=Gate.EFFECT, because=", ".join(verbs)))
    if spell.kind in (Kind.STEP, Kind.CHAIN) and (rule.value is None or rule.value < MOST_OFTEN):
        found.append(Stop(gate=Gate.DECISION, because=detail))
    return found
