"""Where does a reference lead when the step that it named is no more? To the nearest step that is.

In: a merged document and the documents that it came from. Out: the document with every reference to a step pointing to
a step; each reference that had to be changed is noted.

Law: a way on leads to the next step that still stands; what came after a step comes after the one before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from sopwright.sop.document import Decision, Sop, Step
from sopwright.sop.merging import Edit
from sopwright.sop.references import END


def mended(sop: Sop, origins: Sequence[Sop], orphans: list[Edit]) -> Sop:
    """Return ``sop`` without references to steps that are gone; ``orphans`` receives what was changed."""
    known = {step.id for step in sop.all_steps}
    onward = known | {path.id for path in sop.exceptions} | {END, ""}
    sequences = [[step.id for step in origin.all_steps] for origin in origins]

    def moved(path: str, name: str, target: str) -> str:
        orphans.append(Edit(path=path, before=target, after=name))
        return target

    def way_on(path: str, name: str) -> str:
        return name if name in onward else moved(path, name, _near(name, sequences, known, after=True))

    def step(old: Step) -> Step:
        return replace(
            old, next=tuple(replace(way, go=way_on(f"steps.{old.id}.next.{way.go}", way.go)) for way in old.next)
        )

    def decision(old: Decision) -> Decision:
        path = f"decisions.{old.id}"
        options = tuple(replace(way, go=way_on(f"{path}.options.{way.go}", way.go)) for way in old.options)
        return replace(old, after=came_after(f"{path}.after", old.after), options=options)

    def came_after(path: str, name: str) -> str:
        return name if name in known or not name else moved(path, name, _near(name, sequences, known, after=False))

    return replace(
        sop,
        procedure=tuple(replace(phase, steps=tuple(map(step, phase.steps))) for phase in sop.procedure),
        exceptions=tuple(
            replace(
                path,
                steps=tuple(map(step, path.steps)),
                rejoin=path.rejoin and way_on(f"exceptions.{path.id}.rejoin", path.rejoin),
            )
            for path in sop.exceptions
        ),
        decisions=tuple(map(decision, sop.decisions)) if known else (),
        handoffs=tuple(
            replace(handoff, after=came_after(f"handoffs.{handoff.id}.after", handoff.after))
            for handoff in sop.handoffs
        ),
    )


def _near(name: str, sequences: Sequence[Sequence[str]], known: set[str], *, after: bool) -> str:
    """Return the nearest step that stands, after or else before ``name`` in the document where it was last."""
    for sequence in sequences:
        if name in sequence:
            at = sequence.index(name)
            later = [step for step in sequence[at:] if step in known]
            earlier = [step for step in sequence[:at] if step in known]
            if after:
                return later[0] if later else END
            return earlier[-1] if earlier else later[0] if later else ""
    return END if after else ""
