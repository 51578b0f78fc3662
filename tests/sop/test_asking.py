"""What the document still asks."""

from sopwright.evidence import Sentence, absent
from sopwright.sop.asking import asked
from sopwright.sop.document import ExceptionPath, OpenQuestion, Phase, Role, Sop, Step

STEP = Step(id="open", do=Sentence(text="Open it."), result=absent("No result was observed."))


def test_questions_are_those_in_place_of_statements_and_those_about_steps() -> None:
    sop = Sop(
        id="sop",
        title="Sop",
        purpose=absent("Why does it exist?"),
        roles=(Role(name="Performer", does=absent("Who does this?")),),
        procedure=(Phase(id="one", phase="One", steps=(STEP,)),),
        exceptions=(ExceptionPath(id="other", title="Other", when=absent("When is this way taken?"), steps=()),),
        questions=(OpenQuestion(ask="Which option?", about="steps.open"),),
    )
    assert set(asked(sop)) == {"Why does it exist?", "Who does this?", "When is this way taken?", "Which option?"}


def test_a_question_that_stands_twice_counts_once() -> None:
    assert asked(Sop(id="a", title="A", purpose=absent("Why?"), trigger=absent("Why?"))) == ("Why?",)
