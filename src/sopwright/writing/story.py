"""What is there to tell? The works of all recordings, their runs side by side, and what they are about.

In: works in the order given. Out: ``Story``, from which every part of the SOP is written.

Law: recordings are called rec1, rec2 … in the order given; evidence uses these names and the events' own numbers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.mining.align import Alignment, Seen
from sopwright.mining.cases import Case, cases_of, name_of
from sopwright.mining.outcomes import Outcome, ending_of, outcomes_of, undoes
from sopwright.mining.quantiles import quantile
from sopwright.mining.sides import laid_out
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Run, Step, Work
from sopwright.sop.document import Observation

SHOWN_RUNS = 5
"""A sentence names the events of so many runs at most; its counts cover all of them."""

FEW_RECORDINGS = 10
"""Of more recordings only the first few are named where something rests on all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All recordings of one piece of work.

    Attributes:
        works: One for each recording.
        cases: All runs, each with the name of its recording and its work.
        outcomes: What became of the case in each run.
        alignment: The runs side by side.
        about: What a case is, singular, such as ``lead``; empty when it cannot be told.
        vocabulary: What is known beforehand.
    """

    works: tuple[Work, ...]
    cases: tuple[Case, ...]
    outcomes: tuple[Outcome, ...]
    alignment: Alignment
    about: str
    vocabulary: Vocabulary

    @property
    def sales(self) -> bool:
        """Whether the work is on a lead or what becomes of one, so that the field's usual questions apply."""
        return self.about in self.vocabulary.sales

    @property
    def case(self) -> str:
        """What a case is called in a sentence."""
        return self.about or "case"

    def refs(self, seen: Sequence[Seen]) -> tuple[EventRef, ...]:
        """Return the events of a step as seen in the first few runs, with those that held an equal value before."""
        shown = list(dict.fromkeys(one.run for one in seen))[:SHOWN_RUNS]
        return self._refs((one.run, (*one.step.events, *_sources(one.step))) for one in seen if one.run in shown)

    def result_refs(self, seen: Sequence[Seen]) -> tuple[EventRef, ...]:
        """Return the events behind the results of a step in the first few runs."""
        shown = list(dict.fromkeys(one.run for one in seen if one.step.result))[:SHOWN_RUNS]
        return self._refs((one.run, one.step.result_events) for one in seen if one.run in shown)

    def run_refs(self, run: int, events: Sequence[int]) -> tuple[EventRef, ...]:
        """Return events of one run."""
        return self._refs([(run, events)])

    def _refs(self, parts: Iterable[tuple[int, Sequence[int]]]) -> tuple[EventRef, ...]:
        return tuple(sorted({ref for run, numbers in parts for ref in self.cases[run].refs(numbers)}))

    def everything(self) -> tuple[EventRef, ...]:
        """Return the first and the last event of every recording, or of the first few of many: they stand for all."""
        shown = self.works if len(self.works) <= FEW_RECORDINGS else self.works[:SHOWN_RUNS]
        ends = [
            EventRef(recording=name_of(at), number=number)
            for at, work in enumerate(shown)
            for number in (1, len(work.recording.events))
            if work.recording.events
        ]
        return tuple(sorted(set(ends)))

    def observation(self, seen: Sequence[Seen], of: int | None = None) -> Observation:
        """Return what the recordings say about a step."""
        measured = [self.cases[one.run].seen(one.step.number - 1) for one in seen]
        runs = list(dict.fromkeys(one.run for one in seen))
        first = [next(one for one in seen if one.run == run) for run in runs[:SHOWN_RUNS]]
        return Observation(
            runs=len(runs),
            of=self.alignment.runs if of is None else of,
            times=len(seen),
            work_ms=_median([one.work_ms for one in measured]),
            wait_ms=_median([one.wait_ms for one in measured]),
            evidence=self._refs((one.run, one.step.events[:1]) for one in first),
        )


def _sources(step: Step) -> list[int]:
    return [act.source.number for act in step.acts if act.source is not None]


def _median(values: Sequence[int | None]) -> int | None:
    """Return the median of the known values by the report's rule, in whole milliseconds."""
    known = [value for value in values if value is not None]
    return round(quantile(known, 0.5)) if known else None


def story_of(works: Sequence[Work], vocabulary: Vocabulary) -> Story:
    """Return what the works tell; at least one run is needed."""
    found = cases_of(works)
    objects = Counter(case.run.object for case in found if case.run.object)
    ranks = sorted(objects, key=lambda name: (-objects[name], name not in vocabulary.sales, name))
    runs = [case.run for case in found]
    outcomes = outcomes_of(runs, vocabulary)
    return Story(
        works=tuple(works),
        cases=found,
        outcomes=outcomes,
        alignment=laid_out(
            runs,
            outcomes,
            rank=lambda run: _rank(run, vocabulary),
            undoes=lambda step, before: undoes(step, before, vocabulary),
        ),
        about=ranks[0] if ranks else "",
        vocabulary=vocabulary,
    )


def _rank(run: Run, vocabulary: Vocabulary) -> int:
    """Return higher for a run that completes without an unusual ending."""
    return int(run.complete) + int(not any(ending_of(step, vocabulary) for step in run.steps))


def said(text: str) -> str:
    """Return a text as a sentence: a capital first, a full stop last.

    Examples:
        >>> said("the new-lead form opened")
        'The new-lead form opened.'
    """
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def derived(text: str, evidence: tuple[EventRef, ...]) -> Sentence:
    """Return a sentence that a stated rule concludes from events."""
    return Sentence(text=text, origin=Origin.DERIVED, evidence=evidence)
