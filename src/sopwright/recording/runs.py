"""What work does a recording show? The whole way from events to runs of steps with their times.

In: a recording and the vocabulary. Out: ``Work``.

Law: every event is in exactly one step or left out with a reason; every millisecond is in exactly one bucket of one
step, of the waiting before it, or of the time between; the sums are the recording's duration.

A run is the work on one case. A new one begins where, after something was completed, the first step of a run comes
again, or another record is turned to. A record that is opened right after one was created counts as the created one;
looking something up in another record and coming back is no new run, nor is going on to the first record of another
sort: the contact that a lead became, the e-mail that answers it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sopwright.recording.answers import answer_of
from sopwright.recording.buckets import Clock, Moment, clock_of
from sopwright.recording.cleaning import acts_of
from sopwright.recording.naming import updates_of, weaknesses_of
from sopwright.recording.pages import Places, places_of
from sopwright.recording.schema import Kind, Page, PageKind, Recording
from sopwright.recording.segments import groups_of
from sopwright.recording.steps import choice_in, completes, signature_of, slug, words_of
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Act, Run, Step, Times, Work

_ABOUT_ONE = frozenset({PageKind.RECORD, PageKind.FORM})

Spent = tuple[Times | None, Times | None]
"""Buckets of a step and of the waiting before it; ``None`` when times were not recorded."""


def work_of(recording: Recording, vocabulary: Vocabulary) -> Work:
    """Return the runs, steps and times that a recording shows."""
    acts, left_out = acts_of(recording)
    clock = clock_of(recording, _moments(acts)) if recording.timed else None
    groups = groups_of(acts, vocabulary, clock.threshold_ms if clock else None)
    steps = _steps(groups, places_of(recording, acts, vocabulary), vocabulary)
    starts = _starts(steps, vocabulary) if steps else []
    spent: Sequence[Spent] = [(None, None)] * len(steps)
    between = None
    if clock is not None:
        spent, between = _spent(groups, clock, recording.duration_ms or 0, frozenset(starts))
    return Work(
        recording=recording,
        runs=_runs(steps, starts, spent, vocabulary),
        left_out=left_out,
        times=sum((times + before for times, before in spent if times and before), between) if between else None,
        between=between,
        threshold_ms=clock.threshold_ms if clock else None,
    )


def _moments(acts: Sequence[Act]) -> list[Moment]:
    return [
        Moment(
            at_ms=act.at_ms,
            answered_ms=max([act.at_ms, *(o.t_ms for o in act.outcomes if o.kind is Kind.PAGE_SHOWN and o.t_ms)]),
            page=(act.app, act.page.template, act.page.instance),
        )
        for act in acts
        if act.at_ms is not None
    ]


def _steps(groups: Sequence[tuple[Act, ...]], places: Places, vocabulary: Vocabulary) -> list[Step]:
    steps: list[Step] = []
    seen: set[tuple[str, str, int]] = set()
    for group in groups:
        first = group[0]
        seen.update((a.app, a.page.template, a.page.instance) for a in group if a.kind is not Kind.NAVIGATE)
        words = words_of(group, places, vocabulary)
        answer = answer_of(group, places, seen)
        updates = updates_of(group, vocabulary)
        steps.append(
            Step(
                number=0,
                id=slug(words.title),
                signature=signature_of(words, group),
                verb=words.verb,
                object=words.object,
                title=words.title,
                do=words.do,
                result=answer.text,
                result_events=answer.events,
                failed=answer.failed,
                acts=group,
                events=tuple(sorted({number for act in group for number in act.events})),
                app=first.app,
                page=first.page,
                times=None,
                before=None,
                updates=updates,
                weaknesses=weaknesses_of(group, known_record=words.verb == "open" and bool(words.object)),
                choice=choice_in(words, group, updates),
            )
        )
        seen.update(
            (outcome.app, outcome.page.template, outcome.page.instance)
            for act in group
            for outcome in act.outcomes
            if outcome.kind is Kind.PAGE_SHOWN
        )
    return steps


def _spent(
    groups: Sequence[Sequence[Act]], clock: Clock, duration_ms: int, starts: frozenset[int]
) -> tuple[list[Spent], Times]:
    """Return the buckets of each group and of the waiting before it, and those before, between and after the runs.

    The work in a gap belongs to the act that ends it, the system's time to the act that began it. ``starts`` are the
    positions of the groups with which a run begins: what is done before them is no part of a run.
    """
    times = [Times()] * len(groups)
    before = [Times()] * len(groups)
    acts = [(at, act.at_ms) for at, group in enumerate(groups) for act in group if act.at_ms is not None]
    if not acts:
        return list(zip(times, before, strict=True)), clock.split(0, duration_ms)
    between = clock.split(0, acts[0][1])
    for (one, start), (other, end) in pairwise(acts):
        gap = clock.split(start, end)
        if one == other:
            times[one] += gap
        elif other in starts:
            times[one] += Times(system=gap.system)
            between += replace(gap, system=0)
        else:
            times[one] += Times(system=gap.system)
            times[other] += Times(work=gap.work)
            before[other] += Times(idle=gap.idle, away=gap.away, paused=gap.paused)
    last, end = acts[-1]
    rest = clock.split(end, duration_ms)
    times[last] += Times(system=rest.system)
    between += replace(rest, system=0)
    return list(zip(times, before, strict=True)), between


def _runs(
    steps: Sequence[Step], starts: Sequence[int], spent: Sequence[Spent], vocabulary: Vocabulary
) -> tuple[Run, ...]:
    bounds = pairwise([*starts, len(steps)])
    return tuple(
        _run(number, steps[start:end], spent[start:end], vocabulary) for number, (start, end) in enumerate(bounds, 1)
    )


def _run(number: int, steps: Sequence[Step], spent: Sequence[Spent], vocabulary: Vocabulary) -> Run:
    used: Counter[str] = Counter()
    named: list[Step] = []
    for at, (step, (times, before)) in enumerate(zip(steps, spent, strict=True), start=1):
        used[step.id] += 1
        unique = step.id if used[step.id] == 1 else f"{step.id}-{used[step.id]}"
        named.append(replace(step, number=at, id=unique, times=times, before=before))
    way = steps[0] if steps[0].verb == "go" else None  # it begins on a page of the case before
    pages = [page for step in steps for page in (*(() if step is way else (step.page,)), *_shown(step)) if page.object]
    objects = Counter(page.object for page in pages if page.kind in _ABOUT_ONE) or Counter(
        page.object for page in pages
    )
    moments = [act.at_ms for step in steps for act in step.acts if act.at_ms is not None]
    answers = [
        outcome.t_ms for step in steps for act in step.acts for outcome in act.outcomes if outcome.t_ms is not None
    ]
    return Run(
        number=number,
        steps=tuple(named),
        object=max(objects, key=lambda name: objects[name], default=""),
        complete=any(completes(step.verb, step.acts, vocabulary) for step in steps),
        start_ms=min(moments, default=None),
        end_ms=max([*moments, *answers], default=None),
    )


def _starts(steps: Sequence[Step], vocabulary: Vocabulary) -> list[int]:
    """Return the positions of the steps with which a run begins."""
    starts = [0]
    completed, record, about, on_record = False, 0, "", 0
    case: dict[int, str] = {}
    for at, step in enumerate(steps):
        start = starts[-1]
        turned_to = _record(step)
        again = completed and at > start and step.signature in (steps[0].signature, steps[start].signature)
        anew = completed and at > start and any(_is_new_form(page, about) for page in _shown(step))
        elsewhere = bool(record and turned_to and turned_to not in case) and not _is_related(step, turned_to, case)
        looked_up = elsewhere and not completed and any(_record(later) == record for later in steps[at + 1 :])
        if elsewhere and not looked_up and at > start:
            starts.append(_after_transit(steps, max(on_record, start) + 1, at))
        elif again or anew:
            starts.append(at)
        if starts[-1] != start:
            completed, record, about, case = False, 0, "", {}
        if turned_to and not looked_up:
            record, on_record = turned_to, at
            case[turned_to] = _sort_of(step, turned_to)
        elif step.page.record and step.page.record == record and not _leaves(step):
            on_record = at
        about = about or next((page.object for page in (step.page, *_shown(step)) if page.kind in _ABOUT_ONE), "")
        completed = completed or (completes(step.verb, step.acts, vocabulary) and not step.failed)
    if len(starts) > 1 and all(step.verb == "go" for step in steps[starts[-1] :]):
        starts.pop()  # the way to a case that never came
    return starts


def _after_transit(steps: Sequence[Step], earliest: int, latest: int) -> int:
    """Return where the next case begins: with the way to it, which follows the last step that was more than a way."""
    start = latest
    while start > earliest and steps[start - 1].verb == "go":
        start -= 1
    return start


def _shown(step: Step) -> list[Page]:
    return [outcome.page for act in step.acts for outcome in act.outcomes if outcome.kind is Kind.PAGE_SHOWN]


def _leaves(step: Step) -> bool:
    """Whether the step leads from a record to a page that shows none."""
    shown = _shown(step)
    return bool(shown) and not shown[-1].record


def _record(step: Step) -> int:
    """Return the record that the step leads to or is done on, 0 when there is none or it is left."""
    shown = [page.record for page in _shown(step) if page.record]
    if shown:
        return shown[-1]
    return 0 if _leaves(step) else step.page.record


def _sort_of(step: Step, record: int) -> str:
    """Return what a record is that the step leads to or is done on: its object, or the kind of its page."""
    return next((page.object or page.kind.value for page in (*_shown(step), step.page) if page.record == record), "")


def _is_related(step: Step, record: int, case: Mapping[int, str]) -> bool:
    """Whether a record belongs to the case at hand: the first of its sort, such as the contact of a converted lead."""
    return _sort_of(step, record) not in case.values()


def _is_new_form(page: Page, about: str) -> bool:
    return page.kind is PageKind.FORM and not page.record and bool(page.object) and page.object == about
