"""What do several runs of the same work have in common? The main path, what is left out, and the other ways.

In: runs, as sequences of steps. Out: ``Alignment``: a main path whose steps know in which runs they were seen, ways
that leave it and come back or end elsewhere, and detours after a refusal.

Law: every step of every run is in the main path, in a way or in a detour, exactly once; counts are counts of runs.

The main path is the most common run, with any step that most runs share; it is called most common, never the standard.
Runs are compared by the longest common subsequence of step signatures, most common sequence first.

Source: progressive alignment after research/recorder.md section 6.3; the bit-parallel subsequence is Hyyrö,
"Bit-parallel LCS-length computation revisited" (2004).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sopwright.recording.work import Run, Step

MOST_COMPARED = 60
"""So many different sequences are compared with each other to find the most typical one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A step as it was seen in one run.

    Attributes:
        run: Position of the run, from 0.
        step: The step.
    """

    run: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class MainStep:
    """A step of the main path.

    Attributes:
        seen: Where it was seen, by run and in the run's order; a run may repeat it.
        runs: In how many runs.
    """

    seen: tuple[Seen, ...]
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Steps that some runs took off the main path.

    Attributes:
        after: Position of the main step after which they leave; -1 before the first.
        rejoin: Position of the main step with which they come back; ``None`` when the run ends off the path.
        steps: The steps, each as seen in every run that took this way.
        runs: The positions of the runs that took it.
        skipped: Positions of the main steps that these runs did not do in between.
        apart: Whether these runs came to another outcome; then their steps are told here up to the end.
        beside: Ways that some of these runs took off this one; their positions are those of its steps.
    """

    after: int
    rejoin: int | None
    steps: tuple[tuple[Seen, ...], ...]
    runs: tuple[int, ...]
    skipped: tuple[int, ...]
    apart: bool = False
    beside: tuple["Way", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """What was done in vain: a refused attempt until it was done again, or a step and the one that took it back.

    Attributes:
        rejoin: Position of the main step with which the run goes on; ``None`` when it is not on the main path.
        failure: The refused attempt, or the step that was taken back.
        steps: What was done about it; may be empty.
        back: The step with which the run goes on, the refused one again or the next; ``None`` at the run's end.
        run: Position of the run.
    """

    rejoin: int | None
    failure: Step
    steps: tuple[Step, ...]
    back: Step | None
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Several runs laid side by side.

    Attributes:
        runs: Number of runs.
        main: The main path.
        ways: Ways off the path, the most frequent first.
        detours: What followed refusals.
        usual: Positions of the runs that the main path is made of.
    """

    runs: int
    main: tuple[MainStep, ...]
    ways: tuple[Way, ...]
    detours: tuple[Detour, ...]
    usual: tuple[int, ...]

    def going_on(self, position: int) -> frozenset[int]:
        """Return the runs that were still on the way that the main path goes, at the main step with this position."""
        gone = {run for way in self.ways if way.apart and way.after < position for run in way.runs}
        return frozenset(set(range(self.runs)) - gone)


@dataclass(slots=True)
class _Column:
    """Steps of different runs that are the same step."""

    signature: str
    seen: list[Seen] = field(default_factory=list)
    main: bool = False

    @property
    def runs(self) -> set[int]:
        return {seen.run for seen in self.seen}


def common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return positions of a longest common subsequence, as pairs in ascending order.

    Examples:
        >>> common("ABCD", "BXD")
        [(1, 0), (3, 2)]
    """
    where: dict[str, int] = {}
    for at, item in enumerate(one):
        where[item] = where.get(item, 0) | (1 << at)
    full = (1 << len(one)) - 1
    rows = [full]
    for item in other:
        row, match = rows[-1], where.get(item, 0)
        rows.append(((row + (row & match)) | (row & ~match)) & full)
    pairs: list[tuple[int, int]] = []
    left, right = len(one) - 1, len(other) - 1
    while left >= 0 and right >= 0:
        if rows[right + 1] >> left & 1:
            left -= 1
        elif not rows[right] >> left & 1:
            right -= 1
        else:
            pairs.append((left, right))
            left, right = left - 1, right - 1
    return pairs[::-1]


def align(
    runs: Sequence[Run],
    rank: Callable[[Run], int] = lambda _run: 0,
    undoes: Callable[[Step, Step], bool] = lambda _step, _before: False,
) -> Alignment:
    """Return the runs laid side by side.

    Args:
        runs: The runs; at least one.
        rank: Decides between sequences that are equally common: the higher is the main path. Then the one that has
            most in common with the others, then the longer one, then the earlier one.
        undoes: Whether a step takes back the one right before it.
    """
    detours: list[Detour] = []
    sequences: list[tuple[Step, ...]] = []
    for position, run in enumerate(runs):
        straight, off = _straightened(run, position, undoes)
        sequences.append(straight)
        detours += off
    signatures = [tuple(step.signature for step in sequence) for sequence in sequences]
    counts = Counter(signatures)
    shared = _in_common(signatures, counts)
    order = sorted(
        range(len(runs)),
        key=lambda at: (
            -counts[signatures[at]],
            -rank(runs[at]),
            -shared[at],
            -len(signatures[at]),
            signatures.index(signatures[at]),
            at,
        ),
    )
    columns: list[_Column] = []
    for position in order:
        columns = _merged(columns, sequences[position], position)
    columns = _gathered(columns, len(runs), order[0])
    main = [column for column in columns if column.main]
    place = {id(column): at for at, column in enumerate(main)}
    return Alignment(
        runs=len(runs),
        main=tuple(
            MainStep(
                seen=tuple(sorted(column.seen, key=lambda seen: (seen.run, seen.step.number))), runs=len(column.runs)
            )
            for column in main
        ),
        ways=_ways(columns, place, len(runs)),
        detours=tuple(_placed(detour, main) for detour in detours),
        usual=tuple(range(len(runs))),
    )


def _in_common(signatures: Sequence[tuple[str, ...]], counts: Counter[tuple[str, ...]]) -> list[int]:
    """Return for each sequence how many steps it has in common with the others, as far as these are compared."""
    most = max(counts.values())
    others = counts.most_common(MOST_COMPARED)
    shared = {
        one: sum(times * len(common(one, other)) for other, times in others if other != one)
        for one, times_one in others
        if times_one == most
    }
    return [shared.get(one, 0) for one in signatures]


def _straightened(
    run: Run, position: int, undoes: Callable[[Step, Step], bool]
) -> tuple[tuple[Step, ...], list[Detour]]:
    """Return the run without its detours, and the detours."""
    steps = run.steps
    straight: list[Step] = []
    detours: list[Detour] = []
    at = 0
    while at < len(steps):
        step = steps[at]
        again = next((later for later in range(at + 1, len(steps)) if steps[later].signature == step.signature), None)
        if step.failed and again is not None:
            off = steps[at + 1 : again]
            detours.append(Detour(rejoin=None, failure=step, steps=off, back=steps[again], run=position))
            at = again
        elif at + 1 < len(steps) and undoes(steps[at + 1], step):
            back = steps[at + 2] if at + 2 < len(steps) else None
            detours.append(Detour(rejoin=None, failure=step, steps=(steps[at + 1],), back=back, run=position))
            at += 2
        else:
            straight.append(step)
            at += 1
    return tuple(straight), detours


def _merged(columns: list[_Column], sequence: Sequence[Step], run: int) -> list[_Column]:
    """Return the columns with one more run laid beside them."""
    pairs = common([column.signature for column in columns], [step.signature for step in sequence])
    merged: list[_Column] = []
    column_at = step_at = 0
    for column, step in [*pairs, (len(columns), len(sequence))]:
        merged += columns[column_at:column]
        merged += [_Column(signature=new.signature, seen=[Seen(run=run, step=new)]) for new in sequence[step_at:step]]
        if column < len(columns):
            columns[column].seen.append(Seen(run=run, step=sequence[step]))
            merged.append(columns[column])
        column_at, step_at = column + 1, step + 1
    return merged


def _gathered(columns: list[_Column], runs: int, reference: int) -> list[_Column]:
    """Return the columns with the main path marked, and rare repeats taken into the step that they repeat."""
    for column in columns:
        column.main = reference in column.runs or 2 * len(column.runs) > runs
    best: dict[str, _Column] = {}
    for column in sorted(columns, key=lambda column: -len(column.runs)):
        if column.main:
            best.setdefault(column.signature, column)
    kept: list[_Column] = []
    for column in columns:
        if column.main or column.signature not in best:
            kept.append(column)
        else:
            best[column.signature].seen += column.seen
    return kept


def _ways(columns: Sequence[_Column], place: dict[int, int], runs: int) -> tuple[Way, ...]:
    """Return the stretches that runs took off the main path, equal ones taken together."""
    found: dict[tuple[int, int | None, tuple[str, ...]], list[tuple[int, list[Seen]]]] = {}
    taken_by: list[list[tuple[_Column, Seen]]] = [[] for _ in range(runs)]
    for column in columns:
        for seen in column.seen:
            taken_by[seen.run].append((column, seen))
    for run, taken_columns in enumerate(taken_by):
        after, stretch = -1, list[Seen]()
        for column, seen in taken_columns:
            if id(column) not in place:
                stretch.append(seen)
                continue
            if stretch:
                key = (after, place[id(column)], tuple(one.step.signature for one in stretch))
                found.setdefault(key, []).append((run, stretch))
                stretch = []
            after = place[id(column)]
        if stretch:
            found.setdefault((after, None, tuple(one.step.signature for one in stretch)), []).append((run, stretch))
    ways = [
        Way(
            after=after,
            rejoin=rejoin,
            steps=tuple(tuple(stretch[at] for _, stretch in taken) for at in range(len(signature))),
            runs=tuple(run for run, _ in taken),
            skipped=tuple(range(after + 1, rejoin if rejoin is not None else len(place))),
        )
        for (after, rejoin, signature), taken in found.items()
    ]
    return tuple(sorted(ways, key=lambda way: (-len(way.runs), way.after, way.runs)))


def _placed(detour: Detour, main: Sequence[_Column]) -> Detour:
    back = detour.back
    return replace(
        detour,
        rejoin=next((at for at, column in enumerate(main) if any(one.step is back for one in column.seen)), None),
    )
