"""Is what happened kept, and does the document say only what is known? Rules SOP801 to SOP809.

In: the subject of linting. Out: faults in records, evidence, fingerprints and open questions.

Law: a blank that a rule of another family asks for is not asked for again here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sopwright.evidence import Origin, Sentence
from sopwright.sop.document import Definition, Record, Sop, Status, Step, System, Update
from sopwright.sop.lint.language import own_words
from sopwright.sop.lint.places import At, Fault, rewrite
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.sealing import broken_seals
from sopwright.sop.lint.subject import Subject

_ALWAYS = re.compile(
    r"\b(?:always|never|every (?:lead|time|case|run)|all leads|in all cases|usually|typically)\b", re.IGNORECASE
)
_KEPT = re.compile(r"\bcodes?\b|\breasons?\b")
_IN_FORCE = (Status.APPROVED, Status.PUBLISHED)


def _no_records(subject: Subject) -> Iterator[Fault]:
    if not any(record.holds.known for record in subject.sop.records):
        remedy = "Say which record keeps what, such as status, owner and answers"
        yield subject.top.fault("records", "expected what is kept, found nothing", remedy)


def _update_not_kept(subject: Subject) -> Iterator[Fault]:
    kept = " ".join(f"{record.name} {record.holds.text}" for record in subject.sop.records).casefold()
    said: set[str] = set()
    for at in subject.every(Update):
        field = at.it.field.casefold()
        if kept and not _mentions(kept, field) and field not in said:
            said.add(field)
            message = f"expected the records to hold each field that a step sets, found no “{at.it.field}”"
            yield at.fault("", message, "Add it to the records")


def _mentions(text: str, field: str) -> bool:
    """Return whether ``text`` names the field, in full or by its last word, as in ``status`` for ``Lead Status``."""
    last = field.rsplit(maxsplit=1)[-1] if field.split() else field
    return field in text or re.search(rf"\b{re.escape(last)}(?:es|s)?\b", text) is not None


def _reason_not_kept(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    if not sop.disqualification or not sop.records:
        return
    kept = " ".join(f"{record.name} {record.holds.text}" for record in sop.records)
    kept += " ".join(update.it.field for update in subject.every(Update))
    if not _KEPT.search(kept.casefold()):
        remedy = "Name the record and the field that keep the code"
        yield subject.top.fault(
            "records", "expected the record that keeps the disqualification code, found none", remedy
        )


def _changed_by_hand(subject: Subject) -> Iterator[Fault]:
    broken = broken_seals(subject.sop)
    for at in subject.every(Sentence):
        if at.path in broken and at.it.origin in (Origin.OBSERVED, Origin.DERIVED, Origin.DRAFTED):
            message = (
                f"expected an {at.it.origin} sentence as it was written from the recording, found it changed by hand"
            )
            yield at.fault("", message.replace("an de", "a de").replace("an dr", "a dr"), "Mark it as authored")


def _as_authored(sop: Sop, path: str) -> Sop:
    """Return ``sop`` with the sentence at ``path`` as a person's own; its fingerprint stays, and tells what it was."""

    def authored(value: object) -> object:
        return replace(value, origin=Origin.AUTHORED) if isinstance(value, Sentence) else value

    return rewrite(sop, path, authored)


def _claim_beyond_evidence(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Sentence):
        claim = _ALWAYS.search(own_words(at.it.text))
        runs = (
            subject.sop.basis.runs if subject.sop.basis is not None else len({ref.recording for ref in at.it.evidence})
        )
        if claim and at.it.origin in (Origin.OBSERVED, Origin.DERIVED) and runs <= 1:
            message = f"expected a claim that the recordings carry, found “{claim.group()}” from one run"
            yield at.fault("", message, "Record more runs, or say only what was seen")


def _unknown_evidence(subject: Subject) -> Iterator[Fault]:
    basis = subject.sop.basis
    sources = {source.name: source.events for source in basis.sources} if basis is not None else {}
    for at in subject.every(Sentence):
        for ref in at.it.evidence:
            if ref.recording not in sources:
                message = f"expected evidence from a recording of the basis, found {ref}"
                yield at.fault(
                    "", message, "Write the document from that recording again, or mark the sentence as authored"
                )
                break
            if ref.number > sources[ref.recording]:
                message = f"expected one of the {sources[ref.recording]} events of {ref.recording}, found {ref}"
                yield at.fault(
                    "", message, "Write the document from that recording again, or mark the sentence as authored"
                )
                break


def _unconfirmed_draft(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Sentence):
        if at.it.origin is Origin.DRAFTED and subject.sop.status in _IN_FORCE:
            message = (
                f"expected confirmed sentences in an SOP that is {subject.sop.status}, found one drafted by a model"
            )
            yield at.fault("", message, "Let a person confirm it, and mark it as authored")


def _open_statement(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Sentence):
        if not at.it.known and _asked_here_only(subject, at):
            yield at.fault(
                "", "expected a statement, found an open question", "Ask the person who knows, and write the answer"
            )


def _asked_here_only(subject: Subject, at: At[Sentence]) -> bool:
    """Return whether no other rule asks for this statement."""
    if isinstance(at.owner, (Definition, System)) or (isinstance(at.owner, Step) and at.field == "do"):
        return True
    if isinstance(at.owner, Record):
        return any(record.holds.known for record in subject.sop.records)
    if at.path.startswith("completion["):
        return any(sentence.known for sentence in subject.sop.completion)
    return at.path.startswith(("prerequisites[", "improvement["))


def _published_with_questions(subject: Subject) -> Iterator[Fault]:
    if subject.sop.status in _IN_FORCE and subject.sop.questions:
        count = len(subject.sop.questions)
        message = (
            f"expected answers in an SOP that is {subject.sop.status}, found {count} open question{'s' * (count > 1)}"
        )
        yield subject.top.fault("questions", message, "Answer them, or set the status back to draft")


RULES = mapping(
    Rule(
        code="SOP801",
        name="no-records",
        severity=Severity.WARNING,
        says="The document says what is kept, and where.",
        why="What is not recorded can be neither measured nor handed over.",
        bad="""\
            records: {}
            """,
        good="""\
            records:
              Lead record: Lead Status, Disqualification Code and the answers
            """,
        check=_no_records,
    ),
    Rule(
        code="SOP802",
        name="update-not-kept",
        severity=Severity.ADVICE,
        says="Every field that a step sets is among the records.",
        why="The records tell a report where to look. A status that no record names is counted nowhere.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: call-lead
                    updates: {Next Step: Call again}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: call-lead
                    updates: {Next Step: Call again}
            records:
              Lead record: Lead Status, Next Step, Disqualification Code and the answers
            """,
        check=_update_not_kept,
    ),
    Rule(
        code="SOP803",
        name="reason-not-kept",
        severity=Severity.WARNING,
        says="Some record keeps the disqualification code.",
        why="Marketing learns from the codes of rejected leads, campaign by campaign; so they must be in a field.",
        bad="""\
            records:
              Lead record: Lead Status and the answers
            """,
        good="""\
            records:
              Lead record: Lead Status, Disqualification Code and the answers
            """,
        check=_reason_not_kept,
    ),
    Rule(
        code="SOP804",
        name="changed-by-hand",
        severity=Severity.WARNING,
        says="A sentence that a person has changed is marked as authored.",
        why="“Observed” promises that the recording shows it. After a change by hand it shows something else.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: {text: "On the lead record, check the size.", origin: observed, evidence: "rec1#3"}
                    result: The lead record is open.
            generated: {steps.check-criteria.do: "00000000"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: {text: "On the lead record, check the size.", origin: authored, evidence: "rec1#3"}
            generated: {steps.check-criteria.do: "00000000"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        check=_changed_by_hand,
        repair=_as_authored,
    ),
    Rule(
        code="SOP805",
        name="claim-beyond-evidence",
        severity=Severity.WARNING,
        says="One run does not show what happens always, never or usually.",
        why="A claim about all leads needs more than one. Who finds one false sentence distrusts the rest.",
        bad="""\
            trigger: {text: The lead always comes from the form., origin: derived, evidence: "rec1#1"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        good="""\
            trigger: {text: The lead came from the form., origin: derived, evidence: "rec1#1"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        check=_claim_beyond_evidence,
    ),
    Rule(
        code="SOP806",
        name="unknown-evidence",
        severity=Severity.ERROR,
        says="Evidence names an event of a recording that the document rests on.",
        why="Evidence that nobody can look up proves nothing.",
        bad="""\
            trigger: {text: The lead came from the form., origin: derived, evidence: "rec2#1"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        good="""\
            trigger: {text: The lead came from the form., origin: derived, evidence: "rec1#1"}
            basis: {runs: 1, sources: {rec1: {recording: r, recorder: Sopwright, events: 9, runs: 1, performer: p1}}}
            """,
        check=_unknown_evidence,
    ),
    Rule(
        code="SOP807",
        name="unconfirmed-draft",
        severity=Severity.ERROR,
        says="An approved or published document has no sentence that only a language model has worded.",
        why="A model words what sounds right. Before people are held to it, a person must have read it.",
        bad="""\
            status: approved
            purpose: {text: Sales works only leads that can buy., origin: drafted}
            """,
        good="""\
            status: approved
            purpose: Sales works only leads that can buy.
            """,
        check=_unconfirmed_draft,
    ),
    Rule(
        code="SOP808",
        name="open-statement",
        severity=Severity.WARNING,
        says="No statement is left as a question.",
        why="A recording cannot know everything; people can. (Questions about purpose, scope, roles, "
        "decisions, results and hand-offs have rules of their own.)",
        bad="""\
            definitions:
              Working: {text: When is a lead working?, origin: absent}
            """,
        good="""\
            definitions:
              Working: a lead that an SDR has opened
            """,
        check=_open_statement,
    ),
    Rule(
        code="SOP809",
        name="published-with-questions",
        severity=Severity.ERROR,
        says="An approved or published document has no open questions.",
        why="Signatures are on answers. A question left open is decided by each reader.",
        bad="""\
            status: approved
            questions: [{ask: Who receives leads at night?, about: routing}]
            """,
        good="""\
            status: approved
            questions: []
            """,
        check=_published_with_questions,
    ),
)
