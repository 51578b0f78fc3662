"""What happens when it does not go the usual way? Rules SOP501 to SOP509.

In: the subject of linting. Out: faults in exceptions and disqualification codes.

Law: a path counts wherever the document states it: as an exception, a branch, a code or the end of a cadence. A way
whose criterion the decision before it lacks is asked for there.
"""

import re
from collections.abc import Iterator

from sopwright.evidence import Sentence
from sopwright.sop.contract import Code, Criterion
from sopwright.sop.document import ExceptionPath
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject, told

_REJECT = re.compile(r"disqualif|unqualif|\breject|not (?:be )?pursued|\b(?:as|closed?) lost\b|\bdiscard")
_DUPLICATE = re.compile(r"duplicat|\bmerge|already (?:exists|in the crm)")
_NURTURE = re.compile(r"nurtur|\brecycl|\blater follow-up|long-term")
_CODE = re.compile(r"\bD-[A-Z][A-Za-z0-9]+\b")
_CODE_IN_SMALL = re.compile(r"\bd-[a-z0-9]+\b")
_ANY_CODE = re.compile(r"\b(?:codes?|reasons?)\b")


def _only_the_usual_way(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    branches = any(len(step.next) > 1 for step in sop.all_steps) or any(len(d.options) > 1 for d in sop.decisions)
    if sop.steps and not subject.qualifies and not sop.exceptions and not branches:
        remedy = "Ask the performer what goes wrong most often, and write it down"
        yield subject.top.fault(
            "exceptions", "expected what to do when it does not go the usual way, found nothing", remedy
        )


def _no_disqualify_path(subject: Subject) -> Iterator[Fault]:
    if subject.qualifies and not (_has_kind(subject, "disqualify") or _REJECT.search(told(subject))):
        remedy = "Write what is done with a lead that does not meet the criteria, and with which code"
        yield subject.top.fault("exceptions", "expected a path for leads that are not pursued, found none", remedy)


def _no_duplicate_path(subject: Subject) -> Iterator[Fault]:
    if subject.qualifies and not (_has_kind(subject, "duplicate") or _DUPLICATE.search(told(subject))):
        remedy = "Write how a duplicate is recognised, and which of the two is kept"
        yield subject.top.fault("exceptions", "expected a path for duplicates, found none", remedy)


def _no_nurture_path(subject: Subject) -> Iterator[Fault]:
    ends = [code.then for code in subject.sop.disqualification] + [cadence.then for cadence in subject.sop.cadences]
    said = f"{told(subject)}\n{' '.join(ends).casefold()}"
    if subject.qualifies and not (_has_kind(subject, "nurture") or _NURTURE.search(said)):
        remedy = "Write where a lead goes that may buy later, and who takes it up again"
        yield subject.top.fault("exceptions", "expected a path back into nurture, found none", remedy)


def _has_kind(subject: Subject, kind: str) -> bool:
    return any(path.kind == kind for path in subject.sop.exceptions)


def _no_codes(subject: Subject) -> Iterator[Fault]:
    rejects = _has_kind(subject, "disqualify") or _REJECT.search(told(subject))
    if subject.leads and rejects and not subject.sop.disqualification:
        remedy = "List the codes, such as D-TooSmall, each with its meaning"
        yield subject.top.fault("disqualification", "expected codes for leads that are not pursued, found none", remedy)


def _undefined_code(subject: Subject) -> Iterator[Fault]:
    known = {code.code for code in subject.sop.disqualification}
    if not known:
        return
    for at in subject.places:
        text = at.it.text if isinstance(at.it, Sentence) else at.it if isinstance(at.it, str) else ""
        for found in _CODE.findall(text):
            if found not in known and not isinstance(at.owner, Code):
                known.add(found)
                message = f"expected one of the disqualification codes, found “{found}”"
                yield at.fault("", message, "Add it to the codes with its meaning, or correct it")


def _unused_code(subject: Subject) -> Iterator[Fault]:
    said = told(subject)
    if any(
        _ANY_CODE.search(line) and not _CODE_IN_SMALL.search(line)
        for line in said.splitlines()
        if "code" in line or "reason" in line
    ):
        return
    used = {at.it.else_code for at in subject.every(Criterion)}
    for at in subject.every(Code):
        if at.it.code not in used and at.it.code.casefold() not in said:
            message = "expected a criterion, step or exception that uses each code, found none"
            yield at.fault("", message, "Say when it is set, or take it out")


def _path_without_end(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(ExceptionPath):
        leaves = at.it.steps and any(branch.else_ or not branch.if_ for branch in at.it.steps[-1].next)
        if not at.it.rejoin and not leaves:
            message = "expected where the work goes on after an exception, found nothing"
            yield at.fault("rejoin", message, "Name the step it returns to, or end")


def _path_without_steps(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(ExceptionPath):
        if not at.it.steps:
            yield at.fault("steps", "expected what to do, found no step", "Write the steps, or take the exception out")


def _path_without_trigger(subject: Subject) -> Iterator[Fault]:
    unknown = [o.go for d in subject.sop.decisions for o in d.options if not o.when.known]
    for at in subject.every(ExceptionPath):
        asked_already = any(go == at.it.id or any(step.id == go for step in at.it.steps) for go in unknown)
        if not at.it.when.known and not asked_already:
            yield at.fault(
                "when", "expected what triggers the exception, found a question", "Say how to recognise the case"
            )


RULES = mapping(
    Rule(
        code="SOP501",
        name="only-the-usual-way",
        severity=Severity.ADVICE,
        says="The document says what to do when it does not go the usual way.",
        why="The usual way is what people manage without a document. (Procedures that qualify leads have "
        "rules of their own: SOP502, SOP503 and SOP504.)",
        bad="""\
            exceptions: []
            """,
        good="""\
            exceptions:
              - id: name-taken
                title: The name is taken
                when: The form says that the name exists.
                steps: [{id: choose-name, do: "On the form, add the year to **Project name**.", role: Project manager}]
                rejoin: create
            """,
        check=_only_the_usual_way,
    ),
    Rule(
        code="SOP502",
        name="no-disqualify-path",
        severity=Severity.WARNING,
        says="A procedure that qualifies leads says what is done with those that fail.",
        why="Only the happy path is the second of the field's classic mistakes. Most leads are not pursued; "
        "without a path they stay open, or vanish without a reason that marketing could learn from.",
        bad="""\
            exceptions:
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture}
            """,
        check=_no_disqualify_path,
    ),
    Rule(
        code="SOP503",
        name="no-duplicate-path",
        severity=Severity.WARNING,
        says="A procedure that qualifies leads says what is done with duplicates.",
        why="Two reps call the same person within the hour, and the older record keeps the history.",
        bad="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: nurture-lead, kind: nurture}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture}
            """,
        check=_no_duplicate_path,
    ),
    Rule(
        code="SOP504",
        name="no-nurture-path",
        severity=Severity.WARNING,
        says="A procedure that qualifies leads says where a lead goes that may buy later.",
        why="“Not now” is the most frequent answer. Without a way back into nurture the money spent on the "
        "lead is lost.",
        bad="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture}
            """,
        check=_no_nurture_path,
    ),
    Rule(
        code="SOP505",
        name="no-codes",
        severity=Severity.WARNING,
        says="Where leads are rejected, there are disqualification codes.",
        why="Free text cannot be counted. Codes tell marketing which campaigns bring leads that sales cannot use.",
        bad="""\
            disqualification: {}
            criteria:
              minimum: []
            """,
        good="""\
            disqualification:
              D-TooSmall: fewer than 51 employees
              D-WrongRole: no decision authority
            """,
        check=_no_codes,
    ),
    Rule(
        code="SOP506",
        name="undefined-code",
        severity=Severity.ERROR,
        says="Every code that a text uses is among the disqualification codes.",
        why="The CRM has no such value in its list, so the rep chooses another one, and the report is wrong.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, set **Code** to *D-Competitor*.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, set **Code** to *D-TooSmall*.
            """,
        check=_undefined_code,
    ),
    Rule(
        code="SOP507",
        name="unused-code",
        severity=Severity.ADVICE,
        says="Every disqualification code is used, unless a step lets the rep choose from all of them.",
        why="A code that nothing leads to is set at random, or never.",
        bad="""\
            disqualification:
              D-Competitor: works for a competitor
            """,
        good="""\
            disqualification:
              D-WrongRole: no decision authority
            """,
        check=_unused_code,
    ),
    Rule(
        code="SOP508",
        name="path-without-end",
        severity=Severity.WARNING,
        says="Every exception says where the work goes on, or that it ends.",
        why="After the exception the rep stands there with the lead.",
        bad="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, rejoin: ""}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, rejoin: end}
            """,
        check=_path_without_end,
    ),
    Rule(
        code="SOP509",
        name="path-without-steps",
        severity=Severity.ERROR,
        says="Every exception says what to do.",
        why="Naming the case without the steps leaves it to each reader.",
        bad="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, steps: []}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, steps: [{id: nurture, do: "Set **Campaign**.", role: SDR}]}
            """,
        check=_path_without_steps,
    ),
    Rule(
        code="SOP510",
        name="path-without-trigger",
        severity=Severity.WARNING,
        says="Every exception says how to recognise its case.",
        why="A path that was seen in a recording was taken for a reason, which the recording does not show.",
        bad="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, when: {text: When is a lead nurtured?, origin: absent}}
            """,
        good="""\
            exceptions:
              - {id: reject-lead, kind: disqualify}
              - {id: merge-lead, kind: duplicate}
              - {id: nurture-lead, kind: nurture, when: The person names a month in which they decide.}
            """,
        check=_path_without_trigger,
    ),
)
