"""Does everybody know who does what? Rules SOP201 to SOP206.

In: the subject of linting. Out: faults in roles and in who does a step.

Law: a document without any role is told so once, not at every step.
"""

from collections.abc import Iterator

from sopwright.sop.contract import Escalation, HandOff, RouteTarget, TimeLimit
from sopwright.sop.document import Role, Step
from sopwright.sop.lint.language import words
from sopwright.sop.lint.places import At, Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject


def is_nobody(name: str) -> bool:
    """Return whether a name such as ``user`` or ``the team`` says nothing about who it is."""
    bare = name.casefold().strip(" .").removeprefix("the ").removeprefix("a ").removeprefix("an ")
    return bare in words()["nobody"]


def _no_roles(subject: Subject) -> Iterator[Fault]:
    if not subject.sop.roles:
        remedy = "Name the role that does the steps, and the one that receives the result"
        yield subject.top.fault("roles", "expected who takes part, found nobody", remedy)


def _step_without_role(subject: Subject) -> Iterator[Fault]:
    several = 2
    steps = list(subject.every(Step))
    without = [at for at in steps if not at.it.role]
    if len(subject.sop.roles) < several or not without:
        return
    if len(without) == len(steps) > 1:
        message = f"expected the role that does each step, found none on all {len(steps)} steps"
        yield subject.top.fault("procedure", message, "Give each step one of the roles")
        return
    for at in without:
        yield at.fault("role", "expected the role that does the step, found none", "Give the step one of the roles")


def _named_roles(subject: Subject) -> Iterator[tuple[At[object], str, str]]:
    """Yield where a role is named outside the roles themselves: the place, the part of it, and the name."""
    for at in subject.places:
        match at.it:
            case Step(role=name) if name:
                yield at, "role", name
            case TimeLimit(role=name) if name:
                yield at, "role", name
            case HandOff(from_=name) if name:
                yield at, "from", name
            case Escalation(to=name) if name:
                yield at, "to", name
            case RouteTarget(owner=name) if name:
                yield at, "owner", name
            case _:
                pass


def _unknown_role(subject: Subject) -> Iterator[Fault]:
    known = {role.name.casefold() for role in subject.sop.roles}
    known |= {subject.sop.owner.casefold()} | {name.casefold() for name in subject.sop.sign_off}
    said: set[str] = set()
    for at, part, name in _named_roles(subject):
        if known and subject.sop.roles and name.casefold() not in known and name not in said:
            said.add(name)
            listed = ", ".join(role.name for role in subject.sop.roles)
            yield at.fault(
                part, f"expected one of the roles {listed}, found “{name}”", "Add it to the roles, or correct it"
            )


def _idle_role(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    if not any(step.role for step in sop.all_steps):
        return
    used = {name.casefold() for _, _, name in _named_roles(subject)}
    used |= {sop.owner.casefold(), *(name.casefold() for name in sop.sign_off)}
    received = " ".join(
        [*(h.to.text for h in sop.handoffs), *(e.do for limit in sop.sla for e in limit.missed)]
    ).casefold()
    for at in subject.every(Role):
        name = at.it.name.casefold()
        if name not in used and name not in received:
            message = "expected a role that does or receives something, found no step, hand-off or limit of it"
            yield at.fault("", message, "Give it its part, or take it out")


def _role_without_duty(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Role):
        if not at.it.does.known and not is_nobody(at.it.name):
            yield at.fault("does", "expected what the role does, found a question", "Answer it in a few words")


def _unnamed_role(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Role):
        if is_nobody(at.it.name):
            message = f"expected a role of the company, found “{at.it.name}”"
            yield at.fault("", message, "Say whose work it is, such as SDR or Sales Operations Manager")


RULES = mapping(
    Rule(
        code="SOP201",
        name="no-roles",
        severity=Severity.WARNING,
        says="The document names who takes part.",
        why="A step that is everybody's is nobody's. It is the first thing a new colleague asks.",
        bad="""\
            roles: {}
            """,
        good="""\
            roles:
              SDR: qualifies the lead
              AE: receives the hand-off
            """,
        check=_no_roles,
    ),
    Rule(
        code="SOP202",
        name="step-without-role",
        severity=Severity.WARNING,
        says="Where several roles take part, every step says whose it is.",
        why="The SDR thinks that the AE checks the budget; the AE thinks that it was checked.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    role:
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    role: SDR
            """,
        check=_step_without_role,
    ),
    Rule(
        code="SOP203",
        name="unknown-role",
        severity=Severity.ERROR,
        says="Every role that a step, limit, hand-off or routing row names is among the roles.",
        why="Nobody answers to a name that the document does not explain; mostly it is a second name for the "
        "same role.",
        bad="""\
            sla:
              first-contact: {role: Inside sales}
            """,
        good="""\
            sla:
              first-contact: {role: SDR}
            """,
        check=_unknown_role,
    ),
    Rule(
        code="SOP204",
        name="idle-role",
        severity=Severity.ADVICE,
        says="Every role does or receives something.",
        why="Either its steps are missing, or the reader looks for a part that nobody plays.",
        bad="""\
            roles:
              Sales engineer: joins the demo
            """,
        good="""\
            roles:
              AE: receives the hand-off
            """,
        check=_idle_role,
    ),
    Rule(
        code="SOP205",
        name="role-without-duty",
        severity=Severity.WARNING,
        says="Every role says what it does.",
        why="A title alone means something else in each company.",
        bad="""\
            roles:
              SDR: {text: What does the SDR do?, origin: absent}
            """,
        good="""\
            roles:
              SDR: qualifies the lead
            """,
        check=_role_without_duty,
    ),
    Rule(
        code="SOP206",
        name="unnamed-role",
        severity=Severity.WARNING,
        says="A role is a role of the company, not “user” or “team”.",
        why="“User” names nobody: no queue, no calendar and no manager belongs to it.",
        bad="""\
            roles:
              User: qualifies the lead
            sign_off: [VP of Sales, User]
            """,
        good="""\
            roles:
              SDR: qualifies the lead
            """,
        check=_unnamed_role,
    ),
)
