"""Does every choice say by what it is made? Rules SOP301 to SOP304.

In: the subject of linting. Out: faults in decisions, branches and the words of conditions.

Law: a candidate that one recording suggests is a question, and is asked once.
"""

from collections.abc import Iterator, Sequence

from sopwright.sop.contract import Code, Touch
from sopwright.sop.document import Branch, Decision, DecisionStatus, ExceptionPath, Option, Step
from sopwright.sop.lint.language import judgements, same
from sopwright.sop.lint.places import At, Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject
from sopwright.sop.lint.texts import texts

_TWO = 2
_JUDGED = {
    (Option, "when"),
    (Branch, "if_"),
    (Step, "only_if"),
    (Touch, "only_if"),
    (ExceptionPath, "when"),
    (Code, "meaning"),
}


def _decision_without_criterion(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Decision):
        unknown = [option for option in at.it.options if not option.when.known]
        if unknown or (not at.it.options and at.it.status is not DecisionStatus.STATED):
            message = "expected the criterion by which each way is chosen, found a question"
            yield at.fault("", message, "Ask who decides, and write the criterion to each way")


def _one_way(subject: Subject) -> Iterator[Fault]:
    remedy = "Say what happens otherwise"
    for at in subject.every(Decision):
        if at.it.status is DecisionStatus.STATED and len(at.it.options) < _TWO:
            yield at.fault("options", f"expected at least two ways, found {len(at.it.options)}", remedy)
    for step in subject.every(Step):
        if len(step.it.next) == 1 and step.it.next[0].if_ and not step.it.next[0].else_:
            message = f"expected at least two ways, found only “{step.it.next[0].if_}”"
            yield step.fault("next", message, remedy)


def _same_way_twice(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Decision):
        yield from _twice(at, "options", [(o.when.text, o.go) for o in at.it.options if o.when.known])
    for step in subject.every(Step):
        yield from _twice(step, "next", [(branch.if_, branch.go) for branch in step.it.next if branch.if_])


def _twice(at: At[Decision] | At[Step], part: str, ways: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    for n, (when, go) in enumerate(ways):
        other = next((way for way in ways[:n] if same(way[0], when) and way[1] != go), None)
        if other is not None:
            message = f"expected one way for “{when}”, found {other[1]} and {go}"
            yield at.fault(part, message, "Say what tells the two ways apart")


def _vague_criterion(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, _JUDGED):
        found = judgements(at.it)
        if found:
            message = f"expected a criterion on which two people agree, found “{found[0]}”"
            yield at.fault("", message, "State the field and the value, or the number")


RULES = mapping(
    Rule(
        code="SOP301",
        name="decision-without-criterion",
        severity=Severity.WARNING,
        says="Every decision says by which criterion each way is taken.",
        why="A performer converts one lead and closes the next. Unless the criterion is written, the next "
        "performer decides otherwise, and nobody can tell who was right.",
        bad="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: {text: By which criterion?, origin: absent}, go: call-lead}
                  - {when: No decision authority, go: reject-lead}
            """,
        good="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
                  - {when: Fewer than 50 employees, go: reject-lead}
            """,
        check=_decision_without_criterion,
    ),
    Rule(
        code="SOP302",
        name="one-way-decision",
        severity=Severity.WARNING,
        says="A decision has at least two ways.",
        why="“If the budget fits, go on” leaves out what most leads meet: the other case.",
        bad="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
            """,
        good="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
                  - {when: Fewer than 50 employees, go: reject-lead}
            """,
        check=_one_way,
    ),
    Rule(
        code="SOP303",
        name="same-way-twice",
        severity=Severity.ERROR,
        says="One criterion leads one way.",
        why="Two ways with the same criterion leave the reader to choose.",
        bad="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
                  - {when: 50 employees or more, go: reject-lead}
            """,
        good="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
                  - {when: Fewer than 50 employees, go: reject-lead}
            """,
        check=_same_way_twice,
    ),
    Rule(
        code="SOP304",
        name="vague-criterion",
        severity=Severity.WARNING,
        says="A criterion names a value or a number, not an impression.",
        why="“Good fit” and “large company” are what every rep already does, each in their own way. A "
        "criterion can be checked by a second person with the same result.",
        bad="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: The lead is a good fit, go: call-lead}
                  - {when: Anything else, go: reject-lead}
            """,
        good="""\
            decisions:
              - id: convert-or-close
                options:
                  - {when: 50 employees or more, go: call-lead}
                  - {when: Anything else, go: reject-lead}
            """,
        check=_vague_criterion,
    ),
)
