"""Who answers for the document, and until when does it hold? Rules SOP901 to SOP911.

In: the subject of linting. Out: faults in owner, review and sign-off, and in the suppressions of findings.

Law: the day is the caller's; without one, nothing is overdue.
"""

from collections.abc import Iterator

from sopwright.sop.document import Status, Suppression
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject

_IN_FORCE = (Status.APPROVED, Status.PUBLISHED)


def _no_owner(subject: Subject) -> Iterator[Fault]:
    if not subject.sop.owner.strip():
        message = "expected the role that answers for the document, found none"
        yield subject.top.fault("owner", message, "Name one role as its owner")


def _no_review_cycle(subject: Subject) -> Iterator[Fault]:
    if subject.sop.review is None or subject.sop.review.every.amount == 0:
        message = "expected how often the document is reviewed, found none"
        yield subject.top.fault("review", message, "Agree on a cycle, such as every 3 months")


def _no_review_date(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    if sop.status in _IN_FORCE and sop.review is not None and sop.review.next is None:
        message = f"expected the next review of an SOP that is {sop.status}, found no date"
        yield subject.top.fault("review.next", message, "Set the date")


def _review_overdue(subject: Subject) -> Iterator[Fault]:
    review, today = subject.sop.review, subject.today
    if review is not None and review.next is not None and today is not None and review.next < today:
        message = f"expected a review date from {today} on, found {review.next}"
        yield subject.top.fault("review.next", message, "Review the document, and set the next date")


def _no_sign_off(subject: Subject) -> Iterator[Fault]:
    if not subject.sop.sign_off and subject.sop.status not in _IN_FORCE:
        message = "expected the roles that sign before publishing, found none"
        yield subject.top.fault("sign_off", message, "Name them, such as VP of Sales and Director of Marketing")


def _published_without_sign_off(subject: Subject) -> Iterator[Fault]:
    if not subject.sop.sign_off and subject.sop.status in _IN_FORCE:
        message = f"expected the roles that signed an SOP that is {subject.sop.status}, found none"
        yield subject.top.fault("sign_off", message, "Name them and let them sign, or set the status back to draft")


def _owner_signs_alone(subject: Subject) -> Iterator[Fault]:
    signing = {name.casefold().strip() for name in subject.sop.sign_off}
    if signing and signing == {subject.sop.owner.casefold().strip()}:
        message = "expected somebody besides the owner to sign, found only the owner"
        yield subject.top.fault("sign_off", message, "Add a second role")


def _review_before_effect(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    following = sop.review.next if sop.review is not None else None
    if sop.effective is not None and following is not None and following <= sop.effective:
        message = f"expected the review after the first day, {sop.effective}, found {following}"
        yield subject.top.fault("review.next", message, "Correct one of the two dates")


def _suppression_without_reason(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Suppression):
        if not at.it.because.strip():
            message = f"expected why people live with {at.it.rule}, found nothing"
            yield at.fault("because", message, "Say why, in a sentence; until then the finding stands")


def _decided_by_the_engine(_subject: Subject) -> Iterator[Fault]:
    """Yield nothing: only the engine knows which suppressions were used, and which rules there are."""
    yield from ()


RULES = mapping(
    Rule(
        code="SOP901",
        name="no-owner",
        severity=Severity.WARNING,
        says="One role answers for the document.",
        why="An SOP without an owner is out of date within months, and nobody notices.",
        bad="""\
            owner: ""
            """,
        good="""\
            owner: Sales Operations Manager
            """,
        check=_no_owner,
    ),
    Rule(
        code="SOP902",
        name="no-review-cycle",
        severity=Severity.WARNING,
        says="The document says how often it is reviewed.",
        why="Scores, territories and tools change every quarter. A cycle makes the look at it a duty instead "
        "of an accident.",
        bad="""\
            review:
            """,
        good="""\
            review: {every: 3 months}
            """,
        check=_no_review_cycle,
    ),
    Rule(
        code="SOP903",
        name="no-review-date",
        severity=Severity.WARNING,
        says="An approved or published document has the date of its next review.",
        why="A cycle without a first date never begins.",
        bad="""\
            status: approved
            review: {every: 3 months, next: }
            """,
        good="""\
            status: approved
            review: {every: 3 months, next: 2030-01-15}
            """,
        check=_no_review_date,
    ),
    Rule(
        code="SOP904",
        name="review-overdue",
        severity=Severity.WARNING,
        says="The next review is not in the past.",
        why="Readers trust a published SOP to be looked after. The day is that of whoever runs the check.",
        bad="""\
            review: {every: 3 months, next: 2020-01-15}
            """,
        good="""\
            review: {every: 3 months, next: 2030-01-15}
            """,
        check=_review_overdue,
    ),
    Rule(
        code="SOP905",
        name="no-sign-off",
        severity=Severity.WARNING,
        says="The document names the roles that sign before it is published.",
        why="Sales and marketing both work by it. What only one of them has agreed to, the other does not keep.",
        bad="""\
            sign_off: []
            """,
        good="""\
            sign_off: [VP of Sales, Director of Marketing]
            """,
        check=_no_sign_off,
    ),
    Rule(
        code="SOP906",
        name="published-without-sign-off",
        severity=Severity.ERROR,
        says="An approved or published document names who signed.",
        why="Without signatures “published” only means that somebody changed a word in a file.",
        bad="""\
            status: published
            sign_off: []
            """,
        good="""\
            status: published
            sign_off: [VP of Sales, Director of Marketing]
            """,
        check=_published_without_sign_off,
    ),
    Rule(
        code="SOP907",
        name="owner-signs-alone",
        severity=Severity.WARNING,
        says="Somebody besides the owner signs.",
        why="Four eyes: whoever wrote a rule overlooks what it costs others.",
        bad="""\
            owner: Sales Operations Manager
            sign_off: [Sales Operations Manager]
            """,
        good="""\
            owner: Sales Operations Manager
            sign_off: [Sales Operations Manager, VP of Sales]
            """,
        check=_owner_signs_alone,
    ),
    Rule(
        code="SOP908",
        name="review-before-effect",
        severity=Severity.ERROR,
        says="The next review comes after the first day on which the document holds.",
        why="One of the two dates is wrong.",
        bad="""\
            effective: 2030-03-01
            review: {every: 3 months, next: 2030-01-15}
            """,
        good="""\
            effective: 2030-03-01
            review: {every: 3 months, next: 2030-06-01}
            """,
        check=_review_before_effect,
    ),
    Rule(
        code="SOP909",
        name="suppression-without-reason",
        severity=Severity.WARNING,
        says="A suppressed finding says why people live with it.",
        why="In a year nobody knows whether it was decided or only silenced.",
        bad="""\
            lint: [{rule: SOP101, because: ""}]
            purpose: Sales works only leads that can buy.
            """,
        good="""\
            lint: [{rule: SOP101, because: The purpose is in the charter of the sales department.}]
            purpose:
            """,
        check=_suppression_without_reason,
    ),
    Rule(
        code="SOP910",
        name="unused-suppression",
        severity=Severity.ADVICE,
        says="Every suppression names a finding that is there.",
        why="A suppression that hides nothing today hides the next fault at that place.",
        bad="""\
            lint: [{rule: SOP101, because: The purpose is in the charter of the sales department.}]
            """,
        good="""\
            lint: []
            """,
        check=_decided_by_the_engine,
    ),
    Rule(
        code="SOP911",
        name="unknown-rule",
        severity=Severity.WARNING,
        says="A suppression names a rule that exists.",
        why="A mistyped code suppresses nothing.",
        bad="""\
            lint: [{rule: SOP999, because: The purpose is in the charter of the sales department.}]
            """,
        good="""\
            lint: []
            """,
        check=_decided_by_the_engine,
    ),
)
