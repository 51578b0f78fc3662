"""What is carried by hand while the work is done? Pastes, and whether what they carry was copied in the same run.

In: a story. Out: one sentence, or nothing where nothing was pasted.
"""

from sopwright.evidence import Sentence
from sopwright.mining.carrying import all_carries, evidence_of
from sopwright.recording.schema import Kind
from sopwright.writing.amounts import counted
from sopwright.writing.story import Story, derived

SHOWN = 5
"""A sentence names the events of so many pastes at most; its counts cover all of them."""


def carried(story: Story) -> Sentence | None:
    """Return how many values were pasted, and from where."""
    pastes = [carry for carry in all_carries(story.works) if carry.target.kind is Kind.PASTE]
    if not pastes:
        return None
    begins = {
        (case.name, number): case.run.steps[0].events[0]
        for case in story.cases
        for step in case.run.steps
        for number in step.events
    }
    known = [carry for carry in pastes if carry.source is not None]
    own = [
        carry
        for carry in known
        if carry.source and carry.source.number >= begins.get((carry.name, carry.target.number), carry.target.number)
    ]
    text = f"Values are carried by hand: {counted(len(pastes), 'paste')}"
    if len(own) == len(pastes):
        each = "each " if len(pastes) > 1 else ""
        text += f", {each}of a value copied earlier in the same run."
    else:
        parts = ((len(own), "earlier in the same run"), (len(known) - len(own), "before the run"))
        said = [f"{amount:,} of a value copied {when}" for amount, when in parts if amount]
        said += [f"{len(pastes) - len(known):,} from outside the recording"] if len(known) < len(pastes) else []
        text += f": {', '.join(said)}."
    return derived(text, tuple(sorted({ref for carry in pastes[:SHOWN] for ref in evidence_of(carry)})))
