"""How differently do the runs go, and how differently do people work?

In: the runs. Out: exact variants, their similarity, and rep variance behind its gate.

Law: the runs of all variants add up to all runs; the most common path is never called the standard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, Figure
from sopwright.mining.cases import Case, field_label
from sopwright.mining.quantiles import share
from sopwright.mining.similarity import Sequenced, affordable, mean_between, mean_similarity, variants
from sopwright.recording.work import Step

FEWEST_PEOPLE = 2
FEWEST_RUNS_EACH = 3

SIMILARITY = (
    "Mean over all pairs of runs of 1 minus edit distance ÷ length of the longer run, on the sequences of steps; "
    "1 means that all runs went exactly the same way."
)
REP_VARIANCE = (
    "mean similarity between runs of the same person minus mean similarity between runs of different people; "
    "above 0 when people differ from each other more than from themselves."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One exact way through the steps.

    Attributes:
        steps: Titles of the steps, in order.
        runs: How many runs went this way.
        cases: Which, as recording and number of the run.
        evidence: The events of the first of them.
    """

    steps: tuple[str, ...]
    runs: int
    cases: tuple[tuple[str, int], ...]
    evidence: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """How differently the runs go.

    Attributes:
        variants: Exact ways through the steps, most common first.
        figures: Variants, share of the most common one, similarity, variants by single acts.
        people: Rep variance, or why it cannot be told.
    """

    variants: tuple[Variant, ...]
    figures: tuple[Figure, ...]
    people: Figure


def step_sequence(case: Case) -> Sequenced:
    """Return the signatures of the steps of a run."""
    return tuple(step.signature for step in case.run.steps)


def act_sequence(case: Case) -> Sequenced:
    """Return the acts of a run as application, kind and field."""
    return tuple(f"{act.app}|{act.kind}|{field_label(act.target)}" for act in case.acts)


def variation_of(cases: Sequence[Case]) -> Variation:
    """Return how differently these runs go."""
    sequences = [step_sequence(case) for case in cases]
    groups = variants(sequences)
    titles = _titles(cases)
    rows = tuple(
        Variant(
            steps=tuple(titles[signature] for signature in sequence),
            runs=len(indices),
            cases=tuple(cases[index].key for index in indices),
            evidence=cases[indices[0]].all_evidence,
        )
        for sequence, indices in groups.items()
    )
    counts = {sequence: len(indices) for sequence, indices in groups.items()}
    return Variation(variants=rows, figures=_figures(cases, counts), people=_people(cases))


def _titles(cases: Sequence[Case]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for case in cases:
        for step in case.run.steps:
            titles.setdefault(step.signature, _title(step))
    return titles


def _title(step: Step) -> str:
    return step.title or step.signature


def _figures(cases: Sequence[Case], counts: Mapping[Sequenced, int]) -> tuple[Figure, ...]:
    n = len(cases)
    exact = "Runs with exactly the same steps in the same order are one variant."
    if n < 2:  # noqa: PLR2004 - a comparison takes two
        reason = f"needs 2 runs; there {'is' if n == 1 else 'are'} {n}"
        labels = (("Variants of the path", "count"), ("Runs on the most common path", "share"), ("Similarity", "share"))
        return tuple(Figure(label=label, value=None, unit=unit, n=n, unknown=reason) for label, unit in labels)
    mean, rests_on = mean_similarity(counts)
    by_acts = len({act_sequence(case) for case in cases})
    return (
        Figure(label="Variants of the path", value=len(counts), unit="count", n=n, definition=exact),
        share(
            "Runs on the most common path",
            max(counts.values()),
            n,
            n=n,
            definition=f"{exact} The most common path is what was seen most often; nobody declared it the standard.",
        ),
        Figure(
            label="Similarity",
            value=mean,
            unit="share",
            n=rests_on,
            unknown="" if mean is not None else "the runs are too long to compare",
            definition=SIMILARITY,
        ),
        Figure(
            label="Variants by single acts",
            value=by_acts,
            unit="count",
            n=n,
            definition="The same, where every act (application, kind, field) must be the same in the same order.",
        ),
    )


def _people(cases: Sequence[Case]) -> Figure:
    by_person: dict[str, list[Sequenced]] = {}
    for case in cases:
        by_person.setdefault(case.work.recording.performer, []).append(step_sequence(case))
    if "" in by_person and len({case.work.recording.id for case in cases}) > 1:
        reason = "not every recording says who performed it"
        return Figure(label="Rep variance", value=None, unit="share", n=0, unknown=reason, definition=REP_VARIANCE)
    enough = [sequences for sequences in by_person.values() if len(sequences) >= FEWEST_RUNS_EACH]
    if len(enough) < FEWEST_PEOPLE:
        people = f"{len(by_person)} {'person' if len(by_person) == 1 else 'people'}"
        most = f"{len(cases)} {'run' if len(cases) == 1 else 'runs'}"
        reason = f"needs two people with three runs each; there are {people} with {most} in all"
        return Figure(label="Rep variance", value=None, unit="share", n=0, unknown=reason, definition=REP_VARIANCE)
    kept = affordable(_counts([sequence for sequences in enough for sequence in sequences]))
    groups = [_counts([sequence for sequence in sequences if sequence in kept]) for sequences in enough]
    within = [mean for mean, _ in map(mean_similarity, groups) if mean is not None]
    between = mean_between(groups)
    if between is None or not within:
        reason = "the runs are too many and too different to compare"
        return Figure(label="Rep variance", value=None, unit="share", n=0, unknown=reason, definition=REP_VARIANCE)
    return Figure(
        label="Rep variance",
        value=sum(within) / len(within) - between,
        unit="difference",
        n=sum(sum(group.values()) for group in groups),
        definition=REP_VARIANCE,
    )


def _counts(sequences: Sequence[Sequenced]) -> dict[Sequenced, int]:
    return {sequence: len(indices) for sequence, indices in variants(sequences).items()}
