"""How did a run come to where the work begins? Navigation from the case before is a remark, not a step.

In: a story. Out: the ways that only lead to the beginning, and remarks that tell them.
"""

from sopwright.evidence import Sentence
from sopwright.mining.align import Way
from sopwright.writing.story import Story, derived


def is_approach(way: Way) -> bool:
    """Whether the way only leads to where the work begins, from wherever the case before ended."""
    return way.after < 0 and way.rejoin is not None and all(seen[0].step.verb == "go" for seen in way.steps)


def approaches(story: Story, position: int) -> tuple[Sentence, ...]:
    """Return how some runs came to a main step from the case before."""
    return tuple(
        derived(
            f"In {len(way.runs)} of {story.alignment.runs} runs, first: "
            + "; ".join(f"{seen[0].step.do[0].lower()}{seen[0].step.do[1:]}" for seen in way.steps)
            + ".",
            story.refs([seen[0] for seen in way.steps]),
        )
        for way in story.alignment.ways
        if is_approach(way) and way.rejoin == position
    )
