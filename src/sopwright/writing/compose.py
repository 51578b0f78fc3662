"""What does the SOP say? Recordings of the same work become one document.

In: works, in the order given. Out: an SOP in which every sentence knows its origin and its evidence.

Law: the same works give the same document; what the recordings cannot say is an absent sentence with a question.
"""

from collections.abc import Sequence

from sopwright.errors import refuse
from sopwright.evidence import absent
from sopwright.mining.cases import name_of
from sopwright.recording.steps import slug
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Work
from sopwright.sop.document import Sop
from sopwright.writing import frame
from sopwright.writing.branches import branches_of, with_refusals
from sopwright.writing.forks import forks_of
from sopwright.writing.procedure import Names, procedure_of
from sopwright.writing.story import story_of


def compose(works: Sequence[Work], vocabulary: Vocabulary, *, title: str = "") -> Sop:
    """Return the SOP that the works show.

    Args:
        works: What the recordings show; evidence calls them rec1, rec2 … in this order.
        vocabulary: What is known of applications and objects.
        title: The title; empty to take it from what the work accomplishes.

    Raises:
        InputError: No recording holds a single step.
    """
    if not any(work.runs for work in works):
        names_of_all = ", ".join(name_of(at) for at in range(len(works))) or "recordings"
        problem = "expected at least one thing that a person did, found none"
        raise refuse(names_of_all, problem, "Record the work again, or choose another file")
    story = story_of(works, vocabulary)
    names = Names()
    forks = forks_of(story)
    procedure = procedure_of(story, names, forks)
    branches = branches_of(story, procedure.ids, names, forks)
    named = title or frame.title_of(story, [phase.phase for phase in procedure.phases])
    roles = frame.roles(story)
    return Sop(
        id=slug(named, words=8),
        title=named,
        purpose=frame.purpose(story),
        scope=frame.scope(story),
        trigger=absent("Not stated. What starts this work?"),
        roles=roles,
        systems=frame.systems(story),
        procedure=with_refusals(procedure.phases, branches.refusals),
        decisions=(*procedure.decisions, *branches.decisions),
        exceptions=branches.paths,
        handoffs=frame.handoffs(story, roles[0].name),
        completion=frame.completion(story),
        records=frame.records(story),
        not_captured=frame.not_captured(story),
        questions=(
            *procedure.questions,
            *branches.questions,
            *frame.strangers(story),
            *frame.usual_questions(story, {path.kind for path in branches.paths}),
        ),
        basis=frame.basis(story),
    )
