"""Would two people measure the same lead alike? Rules SOP310 to SOP318.

In: the subject of linting. Out: faults in points, stages, minimum criteria and questions.

Law: what no lead can reach, and what no lead can meet, is computed from the conditions, not guessed from words.
"""

from collections.abc import Iterator, Sequence

from sopwright.sop.contract import Condition, Criterion, FieldTest, Operator, PointRule, Question, Stage
from sopwright.sop.lint.conditions import exclude, has_event, required, told
from sopwright.sop.lint.language import words
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject


def _no_criteria(subject: Subject) -> Iterator[Fault]:
    criteria = subject.sop.criteria
    if subject.qualifies and not (criteria.points or criteria.minimum):
        remedy = "State the points and the score of each stage, or the minimum a lead must meet"
        yield subject.top.fault(
            "criteria", "expected how a lead is measured, found neither points nor a minimum", remedy
        )


def highest(rules: Sequence[PointRule]) -> int:
    """Return the most points that one lead can have: of the values that one field can have, only one counts."""
    by_value: dict[tuple[str, object], int] = {}
    total = 0
    for rule in rules:
        test = rule.when
        if rule.points <= 0:
            continue
        if isinstance(test, FieldTest) and test.operator is Operator.IS:
            by_value[test.field, test.value] = by_value.get((test.field, test.value), 0) + rule.points
        else:
            total += rule.points
    fields = {field for field, _ in by_value}
    return total + sum(max(points for (f, _), points in by_value.items() if f == field) for field in fields)


def _unreachable_stage(subject: Subject) -> Iterator[Fault]:
    most = highest(subject.sop.criteria.points)
    for at in subject.every(Stage):
        if at.it.from_points > most:
            message = (
                f"expected a score that a lead can reach, found {at.it.from_points} where at most {most} can be had"
            )
            yield at.fault("from_points", message, "Lower the score, or add rules for points")


def _points_without_stage(subject: Subject) -> Iterator[Fault]:
    if subject.sop.criteria.points and not subject.sop.criteria.scale:
        message = "expected the score from which a lead reaches a stage, found points that nobody reads"
        yield subject.top.fault("criteria.scale", message, "Name the stages with their scores")


def _same_score(subject: Subject) -> Iterator[Fault]:
    first: dict[int, str] = {}
    for at in subject.every(Stage):
        earlier = first.setdefault(at.it.from_points, at.it.name)
        if earlier != at.it.name:
            message = f"expected stages to begin at different scores, found {at.it.from_points} for “{earlier}” too"
            yield at.fault("from_points", message, "Raise the later stage")


def _rule_without_points(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(PointRule):
        if at.it.points == 0:
            yield at.fault(
                "points", "expected points to give or to take away, found 0", "Give points, or take the rule out"
            )


def _repeated_criterion(subject: Subject) -> Iterator[Fault]:
    points = [(at.fault, at.it.id, at.it.when) for at in subject.every(PointRule)]
    minimum = [(at.fault, at.it.id, at.it.when) for at in subject.every(Criterion)]
    for rules in (points, minimum):
        first: dict[Condition, str] = {}
        for fault, name, when in rules:
            earlier = first.setdefault(when, name)
            if earlier != name:
                message = f"expected each condition once, found the condition of “{earlier}” again"
                yield fault("when", message, "Take one of the two out, or change its condition")


def _impossible_criteria(subject: Subject) -> Iterator[Fault]:
    minimum = [(at, test) for at in subject.every(Criterion) for test in required(at.it.when)]
    for n, (at, test) in enumerate(minimum):
        clash = next((other for _, other in minimum[:n] if exclude(other, test)), None)
        if clash is not None:
            message = f"expected conditions that one lead can meet, found {told(test)} against {told(clash)}"
            yield at.fault("when", message, "Correct one of the two")
    for rule in subject.every(PointRule):
        tests = required(rule.it.when)
        pair = next(((a, b) for n, b in enumerate(tests) for a in tests[:n] if exclude(a, b)), None)
        if pair is not None:
            message = f"expected a condition that some lead can meet, found {told(pair[1])} against {told(pair[0])}"
            yield rule.fault("when", message, "Correct one of the two")


def _half_life_on_fact(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(PointRule):
        if at.it.half_life_days and not has_event(at.it.when):
            found = f"a half-life of {at.it.half_life_days} days on a fact"
            message = f"expected points that fade to rest on an event, found {found}"
            yield at.fault("half_life_days", message, "Take the half-life out, or test an event")


def _element_not_asked(subject: Subject) -> Iterator[Fault]:
    asked = [f"{at.it.framework} {at.it.field} {at.it.ask}".casefold() for at in subject.every(Question)]
    tested = [test.it.field.replace("_", " ").casefold() for test in subject.every(FieldTest)]
    for framework, elements in words()["frameworks"].items():
        if not any(framework.casefold() in at.it.framework.casefold() for at in subject.every(Question)):
            continue
        missing = [
            element
            for element, others in elements.items()
            if not any(word in text for word in (element, *others) for text in asked + tested)
        ]
        if missing:
            message = f"expected all elements of {framework} to be asked, found none for {', '.join(missing)}"
            yield subject.top.fault("criteria.questions", message, "Add a question for each")


RULES = mapping(
    Rule(
        code="SOP310",
        name="no-criteria",
        severity=Severity.WARNING,
        says="A procedure that qualifies leads states the points or the minimum criteria.",
        why="Leaving the scoring criteria out is the first of the field's classic mistakes: the document then "
        "describes clicks, and the judgement stays in the heads of the reps.",
        bad="""\
            criteria: {}
            """,
        good="""\
            criteria:
              minimum:
                - {id: authority, when: {field: contact.level, in: [VP, C-level]}, else_code: D-WrongRole}
            """,
        check=_no_criteria,
    ),
    Rule(
        code="SOP311",
        name="unreachable-stage",
        severity=Severity.ERROR,
        says="Every stage can be reached with the points that the rules give.",
        why="A threshold above the highest possible score silently stops every lead.",
        bad="""\
            criteria:
              scale: {mql: 75}
              points:
                - {id: pricing-page, when: {event: pricing page viewed}, points: 25}
                - {id: webinar, when: {event: webinar attended}, points: 30}
            """,
        good="""\
            criteria:
              scale: {mql: 55}
              points:
                - {id: pricing-page, when: {event: pricing page viewed}, points: 25}
                - {id: webinar, when: {event: webinar attended}, points: 30}
            """,
        check=_unreachable_stage,
    ),
    Rule(
        code="SOP312",
        name="points-without-stage",
        severity=Severity.WARNING,
        says="Points lead to a stage.",
        why="A score that starts nothing is work for marketing and a number for nobody.",
        bad="""\
            criteria:
              scale: {}
            """,
        good="""\
            criteria:
              scale: {mql: 75}
            """,
        check=_points_without_stage,
    ),
    Rule(
        code="SOP313",
        name="same-score",
        severity=Severity.ERROR,
        says="Every stage begins at its own score.",
        why="At the same score nobody can tell which of the two stages a lead is in.",
        bad="""\
            criteria:
              scale: {mql: 75, sql: 75}
            """,
        good="""\
            criteria:
              scale: {mql: 50, sql: 75}
            """,
        check=_same_score,
    ),
    Rule(
        code="SOP314",
        name="rule-without-points",
        severity=Severity.WARNING,
        says="A rule for points gives points or takes them away.",
        why="Zero points are mostly a blank that somebody meant to fill.",
        bad="""\
            criteria:
              points:
                - {id: webinar, when: {event: webinar attended}, points: 0}
                - {id: demo-request, when: {event: demo requested}, points: 80}
            """,
        good="""\
            criteria:
              points:
                - {id: webinar, when: {event: webinar attended}, points: 30}
                - {id: demo-request, when: {event: demo requested}, points: 80}
            """,
        check=_rule_without_points,
    ),
    Rule(
        code="SOP315",
        name="repeated-criterion",
        severity=Severity.ERROR,
        says="No two rules have the same condition.",
        why="The same fact is counted twice; or two numbers stand for one fact, and one of them is wrong.",
        bad="""\
            criteria:
              points:
                - {id: demo-request, when: {event: demo requested}, points: 80}
                - {id: webinar, when: {event: webinar attended}, points: 30}
                - {id: webinar-again, when: {event: webinar attended}, points: 20}
            """,
        good="""\
            criteria:
              points:
                - {id: demo-request, when: {event: demo requested}, points: 80}
                - {id: webinar, when: {event: webinar attended}, points: 30}
                - {id: webinar-again, when: {event: webinar attended, at_least: 2}, points: 20}
            """,
        check=_repeated_criterion,
    ),
    Rule(
        code="SOP316",
        name="impossible-criteria",
        severity=Severity.ERROR,
        says="One lead can meet all minimum criteria, and every single condition.",
        why="Criteria that exclude each other reject every lead, or reps learn to ignore them.",
        bad="""\
            criteria:
              minimum:
                - {id: company-size, when: {field: company.employees, more_than: 50}, else_code: D-TooSmall}
                - {id: small-business, when: {field: company.employees, less_than: 20}}
            """,
        good="""\
            criteria:
              minimum:
                - {id: company-size, when: {field: company.employees, more_than: 50}, else_code: D-TooSmall}
                - {id: small-business, when: {field: company.employees, less_than: 5000}}
            """,
        check=_impossible_criteria,
    ),
    Rule(
        code="SOP317",
        name="half-life-on-fact",
        severity=Severity.WARNING,
        says="Only points of events fade.",
        why="A company does not have fewer employees because a month has passed; a fact has no date from "
        "which to fade.",
        bad="""\
            criteria:
              points:
                - {id: demo-request, when: {event: demo requested}, points: 80}
                - {id: company-size, when: {field: company.employees, more_than: 50}, points: 20, half_life_days: 30}
            """,
        good="""\
            criteria:
              points:
                - {id: demo-request, when: {event: demo requested}, points: 80}
                - {id: company-size, when: {field: company.employees, more_than: 50}, points: 20}
            """,
        check=_half_life_on_fact,
    ),
    Rule(
        code="SOP318",
        name="element-not-asked",
        severity=Severity.WARNING,
        says="Who uses BANT, CHAMP or MEDDIC asks all of its elements.",
        why="BANT is budget, authority, need and timeline. The element that is not asked is the one on which "
        "the deal fails after the hand-off.",
        bad="""\
            criteria:
              questions:
                - {id: budget, ask: Which budget is set aside?, framework: "BANT: budget"}
                - {id: need, ask: Which problem is to be solved?, framework: "BANT: need"}
            """,
        good="""\
            criteria:
              questions:
                - {id: budget, ask: Which budget is set aside?, framework: "BANT: budget"}
                - {id: authority, ask: Who decides?, framework: "BANT: authority"}
                - {id: need, ask: Which problem is to be solved?, framework: "BANT: need"}
                - {id: timeline, ask: When is a decision to be made?, framework: "BANT: timeline"}
            """,
        check=_element_not_asked,
    ),
)
