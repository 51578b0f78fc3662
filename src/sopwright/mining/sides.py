"""Where do runs with another outcome leave the main path? Each outcome is laid out by itself and joined to the path.

In: runs and their outcomes. Out: one ``Alignment``: its main path is that of the usual runs, and every other outcome
is one way that leaves it once, where the two differ, and does not come back.

Law: every step of every run is in the main path, in a way, beside a way or in a detour, exactly once; where all runs
have one outcome, this is ``align`` and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sopwright.mining.align import Alignment, Detour, MainStep, Seen, Way, align, common
from sopwright.mining.outcomes import USUAL, Outcome
from sopwright.recording.work import Run, Step

Rank = Callable[[Run], int]
Undoes = Callable[[Step, Step], bool]


def laid_out(
    runs: Sequence[Run], outcomes: Sequence[Outcome], rank: Rank, undoes: Undoes = lambda _step, _before: False
) -> Alignment:
    """Return the runs laid side by side, the usual ones first and every other outcome beside them.

    Args:
        runs: The runs; at least one, and at least one with the usual outcome.
        outcomes: The outcome of each.
        rank: Decides between usual runs that are equally common.
        undoes: Whether a step takes back the one right before it.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for at, outcome in enumerate(outcomes):
        groups.setdefault(outcome.key, []).append(at)
    usual = next(members for key, members in groups.items() if key[0] == USUAL)
    path = _of_members(runs, usual, rank, undoes)
    for members in groups.values():
        if members is not usual:
            side = _of_members(runs, members, _nearest(path), undoes)
            deciding = {at: by.number for at in members if (by := outcomes[at].by) is not None}
            path = _joined(path, side, members, deciding)
    ways = sorted(path.ways, key=lambda way: (-len(way.runs), way.after, way.runs))
    return replace(path, runs=len(runs), ways=tuple(ways))


def _nearest(path: Alignment) -> Rank:
    """Return the rank by which, of equally common runs, the one that keeps longest to the main path is first."""
    usual = [step.seen[0].step.signature for step in path.main]

    def rank(run: Run) -> int:
        shared = len(common(usual, [step.signature for step in run.steps]))
        return shared * (len(usual) + 1) - len(run.steps)

    return rank


def _of_members(runs: Sequence[Run], members: Sequence[int], rank: Rank, undoes: Undoes) -> Alignment:
    """Return some of the runs side by side, each under its own position among all runs."""
    found = align([runs[at] for at in members], rank, undoes)

    def own(seen: Seen) -> Seen:
        return replace(seen, run=members[seen.run])

    return replace(
        found,
        main=tuple(replace(step, seen=tuple(map(own, step.seen))) for step in found.main),
        ways=tuple(
            replace(
                way,
                steps=tuple(tuple(map(own, column)) for column in way.steps),
                runs=tuple(members[at] for at in way.runs),
            )
            for way in found.ways
        ),
        detours=tuple(replace(detour, run=members[detour.run]) for detour in found.detours),
        usual=tuple(members),
    )


def _joined(path: Alignment, side: Alignment, members: Sequence[int], deciding: dict[int, int]) -> Alignment:
    """Return the main path with one more outcome beside it."""
    found = [(lead, _shared(path, side, lead, deciding)) for lead in dict.fromkeys((0, _way_in(side)))]
    lead, places = max(found, key=lambda one: len(one[1]))
    left = lead + len(places)
    after = places[-1] if places else -1
    main = list(path.main)
    for column, place in zip(side.main[lead:left], places, strict=True):
        seen = tuple(sorted((*main[place].seen, *column.seen), key=lambda one: (one.run, one.step.number)))
        main[place] = MainStep(seen=seen, runs=len({one.run for one in seen}))
    on_path = [way for way in side.ways if way.rejoin is not None and way.rejoin < left]
    ways = [_placed(way, places, lead) for way in on_path]
    if lead:
        ways.append(_off(side, members, (0, lead), after=-1, rejoin=places[0]))
    own = _off(side, members, (left, len(side.main)), after=after, rejoin=None, end=len(main))
    beside = tuple(_moved(way, left) for way in side.ways if way not in on_path)
    return replace(
        path,
        main=tuple(main),
        ways=(*path.ways, *ways, replace(own, apart=True, beside=beside)),
        detours=(*path.detours, *(_found(detour, places, lead) for detour in side.detours)),
    )


def _off(
    side: Alignment,
    members: Sequence[int],
    columns: tuple[int, int],
    *,
    after: int,
    rejoin: int | None,
    end: int = 0,
) -> Way:
    """Return some steps of a side path as a way off the main path."""
    return Way(
        after=after,
        rejoin=rejoin,
        steps=tuple(column.seen for column in side.main[slice(*columns)]),
        runs=tuple(members),
        skipped=tuple(range(after + 1, end if rejoin is None else rejoin)),
    )


def _way_in(side: Alignment) -> int:
    """Return how many steps of a side path only lead to where the work begins, from wherever the case before ended."""
    lead = next((at for at, column in enumerate(side.main) if column.seen[0].step.verb != "go"), len(side.main))
    strays = any(way.rejoin is not None and way.rejoin < lead for way in side.ways)
    everyone = all(column.runs == len(side.usual) for column in side.main[:lead])
    return 0 if strays or not everyone else lead


def _shared(path: Alignment, side: Alignment, lead: int, deciding: dict[int, int]) -> list[int]:
    """Return the main steps with which a side path begins: up to its first own step, and before what decides it.

    It may begin at any of them. From there on it may leave out a main step only where most runs of the main path do.
    """
    usual = set(path.usual)
    places: list[int] = []
    at = 0
    for column in side.main[lead:-1]:
        if any(deciding.get(one.run) == one.step.number for one in column.seen):
            break
        here = next((place for place in range(at, len(path.main)) if _same(path.main[place], column)), None)
        if here is None or (places and any(_usual(path.main[place], usual) for place in range(at, here))):
            break
        places.append(here)
        at = here + 1
    return places


def _usual(step: MainStep, usual: set[int]) -> bool:
    return 2 * len(usual & {one.run for one in step.seen}) >= len(usual)


def _same(one: MainStep, other: MainStep) -> bool:
    return one.seen[0].step.signature == other.seen[0].step.signature


def _placed(way: Way, places: Sequence[int], lead: int) -> Way:
    """Return a way off the beginning of a side path as one off the main path."""
    after = places[way.after - lead] if way.after >= lead else -1
    rejoin = places[(way.rejoin or 0) - lead]
    return replace(way, after=after, rejoin=rejoin, skipped=tuple(range(after + 1, rejoin)))


def _moved(way: Way, left: int) -> Way:
    """Return a way off a side path, with positions counted from the first step that is the side path's own."""
    return replace(
        way,
        after=max(way.after - left, -1),
        rejoin=None if way.rejoin is None else way.rejoin - left,
        skipped=tuple(at - left for at in way.skipped if at >= left),
    )


def _found(detour: Detour, places: Sequence[int], lead: int) -> Detour:
    """Return a detour with its place on the main path, or none when it comes back to a side path's own step."""
    at = -1 if detour.rejoin is None else detour.rejoin - lead
    return replace(detour, rejoin=places[at] if 0 <= at < len(places) else None)
