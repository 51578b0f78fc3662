"""What can recordings say about the handling of leads, and what can they not?

In: the runs and their SOP. Out: time to first touch, routing accuracy, and three known chances for AI, only when seen.

Law: what needs data that recordings do not hold is unknown with its reason. Definitions: ``PRODUCT.md`` M3 and
``research/recorder.md`` section 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import INPUTS, Case, Seen
from sopwright.mining.places import lookups_of
from sopwright.mining.quantiles import quantile
from sopwright.mining.spending import phase_titles
from sopwright.recording.schema import PageKind
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Step, Times
from sopwright.sop.document import Sop

QUEUE_UNKNOWN = "a recording begins when somebody is already there; give the creation times of the leads (CRM export)"
ROUTING_UNKNOWN = "needs the owner history of the leads, or a routing rule and 20 leads; a recording holds neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A known use of AI for which something was seen.

    Attributes:
        title: What could be done.
        seen: What was seen, in words.
        times: How often.
        runs: In how many runs.
        needs: What it takes.
        evidence: The events.
    """

    title: str
    seen: str
    times: int
    runs: int
    needs: str
    evidence: tuple[EventRef, ...]


def lead_figures(
    cases: Sequence[Case], seen: Sequence[Seen], sop: Sop | None, vocabulary: Vocabulary
) -> tuple[Figure, ...]:
    """Return time to first touch and routing accuracy as far as recordings can tell."""
    owners = _owner_acts(cases, vocabulary)
    return (
        Figure(
            label="Time to first touch: wait in the queue",
            value=None,
            unit="ms",
            n=0,
            unknown=QUEUE_UNKNOWN,
            definition="From the creation of a lead to the first act on it.",
        ),
        *_first_touch(seen, sop),
        Figure(
            label="Routing accuracy",
            value=None,
            unit="share",
            n=0,
            unknown=ROUTING_UNKNOWN,
            definition="Leads whose first owner is still right, of all leads routed.",
        ),
        Figure(
            label="Owners set by hand",
            value=len(owners),
            unit="count",
            n=len(cases),
            evidence=tuple(ref for case, number in owners for ref in case.refs([number])),
            definition="Acts that set a field which says who is responsible.",
        ),
    )


def _first_touch(seen: Sequence[Seen], sop: Sop | None) -> tuple[Figure, ...]:
    titles = [phase.phase for phase in sop.procedure if phase.id.startswith("qualify")] if sop else []
    spent: dict[tuple[str, int], Times] = {}
    reached: set[tuple[str, int]] = set()
    for one, title in zip(seen, phase_titles(seen, sop), strict=True):
        key = one.case.key
        if key in reached or one.step.before is None or one.step.times is None:
            continue
        before = one.step.before if one.index else Times()
        spent[key] = spent.get(key, Times()) + before
        if title in titles:
            reached.add(key)
        else:
            spent[key] += one.step.times
    rows = [spent[key] for key in sorted(reached)]
    reason = "no timed run reached a phase of qualification" if titles else "the SOP has no phase of qualification"
    definition = "From the first act of a run to its first step in the phase of qualification; the median of such runs."
    return tuple(
        Figure(
            label=f"Time to first touch: {label} within the run",
            value=quantile(values, 0.5) if values else None,
            unit="ms",
            n=len(values),
            unknown="" if values else reason,
            definition=definition,
        )
        for label, values in (
            ("work", [times.work for times in rows]),
            ("wait", [times.waiting for times in rows]),
        )
    )


def _owner_acts(cases: Sequence[Case], vocabulary: Vocabulary) -> list[tuple[Case, int]]:
    return [
        (case, act.number)
        for case in cases
        for act in case.acts
        if act.kind in INPUTS and act.target is not None and vocabulary.field_kind(act.target.name) == "owner"
    ]


def chances_of(cases: Sequence[Case], vocabulary: Vocabulary) -> tuple[Chance, ...]:
    """Return the known uses of AI for which something was seen; none for which nothing was."""
    found = (_enrich(cases, vocabulary), _score_first(cases), _suggest_owner(cases, vocabulary))
    return tuple(chance for chance in found if chance is not None)


def _chance(title: str, seen: str, needs: str, acts: Sequence[tuple[Case, tuple[int, ...]]]) -> Chance | None:
    if not acts:
        return None
    return Chance(
        title=title,
        seen=seen,
        times=len(acts),
        runs=len({case.key for case, _ in acts}),
        needs=needs,
        evidence=tuple(ref for case, numbers in acts for ref in case.refs(numbers)),
    )


def _enrich(cases: Sequence[Case], vocabulary: Vocabulary) -> Chance | None:
    """A look-up in an enrichment application, or on a search page, after which something was put in."""
    visits = []
    for case in cases:
        inputs = [act.number for act in case.acts if act.kind in INPUTS]
        for _, visit in lookups_of(case):
            second = vocabulary.app_kind(visit.app) == "enrichment" or any(
                act.page.kind is PageKind.SEARCH for act in visit.acts
            )
            if second and any(number > visit.acts[-1].number for number in inputs):
                visits.append((case, tuple(act.number for act in visit.acts)))
    return _chance(
        "Enrich from a second source",
        "another source was looked up before fields were filled in",
        "an enrichment provider that answers for the same fields",
        visits,
    )


def _score_first(cases: Sequence[Case]) -> Chance | None:
    """A record that was opened and left for a list without anything put in or completed."""
    opened = [
        (case, step.events)
        for case in cases
        for step, after in zip(case.run.steps, case.run.steps[1:], strict=False)
        if step.page.kind is PageKind.RECORD and after.page.kind is PageKind.LIST and not _changes(step)
    ]
    return _chance(
        "Score before a rep opens the record",
        "a record was opened and left for the list again, and nothing was changed",
        "scoring criteria in the SOP, so that the list can say which record is worth opening",
        opened,
    )


def _changes(step: Step) -> bool:
    return any(act.kind in INPUTS or (act.target is not None and act.target.finalises) for act in step.acts)


def _suggest_owner(cases: Sequence[Case], vocabulary: Vocabulary) -> Chance | None:
    return _chance(
        "Suggest the owner",
        "the owner was set by hand",
        "routing rules in the SOP: territory, segment or rotation",
        [(case, (number,)) for case, number in _owner_acts(cases, vocabulary)],
    )
