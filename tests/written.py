"""Two small SOPs made by hand: one as if written from recordings, one as people write it, with a contract."""

from datetime import date

from sopwright.evidence import EventRef, Origin, Sentence, absent
from sopwright.sop.contract import (
    Cadence,
    Calendar,
    Code,
    Criteria,
    Criterion,
    Escalation,
    EventTest,
    FieldTest,
    HandOff,
    Operator,
    OutcomeRule,
    PointRule,
    Question,
    RouteTarget,
    RoutingRule,
    Stage,
    TimeLimit,
    Touch,
)
from sopwright.sop.document import (
    Asset,
    Basis,
    Branch,
    Decision,
    DecisionStatus,
    Definition,
    ExceptionPath,
    Metric,
    Observation,
    OpenQuestion,
    Option,
    Phase,
    Record,
    Review,
    Role,
    Scope,
    Sop,
    Source,
    Status,
    Step,
    Suppression,
    System,
    TimeSplit,
    Update,
)
from sopwright.sop.duration import Duration


def events(first: int, last: int = 0, recording: str = "rec1") -> tuple[EventRef, ...]:
    """Return the events from ``first`` to ``last``."""
    return tuple(EventRef(recording=recording, number=number) for number in range(first, (last or first) + 1))


def observed(text: str, first: int, last: int = 0) -> Sentence:
    """Return an observed sentence."""
    return Sentence(text=text, origin=Origin.OBSERVED, evidence=events(first, last))


def derived(text: str, first: int, last: int = 0) -> Sentence:
    """Return a derived sentence."""
    return Sentence(text=text, origin=Origin.DERIVED, evidence=events(first, last))


def stated(text: str) -> Sentence:
    """Return a sentence that a person wrote."""
    return Sentence(text=text)


UNSEEN = absent("No result observed.")

DRAFT = Sop(
    id="qualify-a-lead",
    title="Qualify a lead in BottleCRM",
    purpose=absent("Why does this procedure exist, and which pipeline quality does it protect?"),
    scope=Scope(in_=(observed("Leads entered by hand in BottleCRM.", 3, 6),), out=(absent("What is out of scope?"),)),
    roles=(Role(name="Performer", does=absent("Which role does this work?")),),
    systems=(System(name="BottleCRM", used_for=derived("Capturing and qualifying leads.", 1)),),
    procedure=(
        Phase(
            id="capture",
            phase="Capture the lead",
            steps=(
                Step(
                    id="new-lead",
                    do=observed("On **Leads**, select **New lead**.", 3, 6),
                    result=observed("The new-lead form opened.", 6),
                    system="BottleCRM",
                    observed=Observation(runs=2, of=2, times=3, work_ms=3200, wait_ms=640, evidence=events(3, 6)),
                ),
                Step(
                    id="fill-form",
                    do=observed("On the form, complete **First name**, **Company** and **Estimated value**.", 7, 13),
                    system="BottleCRM",
                ),
                Step(
                    id="choose",
                    do=observed("Choose **Status** (*the option chosen was not recorded by this tool*).", 14, 15),
                    system="BottleCRM",
                    remarks=(Sentence(text="Only new leads have a source.", origin=Origin.DRAFTED),),
                ),
            ),
        ),
        Phase(
            id="qualify",
            phase="Qualify the lead",
            steps=(
                Step(
                    id="note", do=observed("On the lead, select **Add note**.", 20), result=UNSEEN, system="BottleCRM"
                ),
                Step(id="convert", do=observed("Select **Convert lead**.", 23), result=UNSEEN, system="BottleCRM"),
            ),
        ),
    ),
    decisions=(
        Decision(
            id="pursue",
            question=absent("The performer converted this lead and closed another: by which criterion?"),
            after="note",
            status=DecisionStatus.CANDIDATE,
            options=(
                Option(
                    when=absent("When is it converted?"),
                    go="convert",
                    seen=Observation(runs=1, of=2, evidence=events(23)),
                ),
                Option(when=absent("When not?"), go="not-pursued"),
            ),
        ),
    ),
    exceptions=(
        ExceptionPath(
            id="not-pursued",
            title="Lead not pursued",
            kind="disqualify",
            when=absent("When is a lead not pursued?"),
            steps=(
                Step(id="edit", do=observed("On the lead, select **Edit**.", 28, 29), system="BottleCRM"),
                Step(id="save", do=observed("Select **Save changes**.", 31), result=UNSEEN, system="BottleCRM"),
            ),
            observed=Observation(runs=1, of=2, times=1, evidence=events(28, 31)),
        ),
    ),
    handoffs=(HandOff(id="to-sales", from_="Performer", to=absent("Who receives the lead?")),),
    records=(
        Record(name="Lead record", holds=observed("Status, estimated value and a note.", 13, 15), system="BottleCRM"),
    ),
    not_captured=(absent("Option names."), absent("Anything outside BottleCRM.")),
    questions=(
        OpenQuestion(ask="Who receives the lead, and within which time?", about="handoffs", rule="SOP401"),
        OpenQuestion(
            ask="By which criterion is a lead converted?", about="steps.convert", rule="SOP301", evidence=events(23)
        ),
    ),
    basis=Basis(
        sources=(
            Source(
                name="rec1",
                recording="bottle-session",
                recorder="capture 0.9",
                events=41,
                runs=2,
                performer="performer 1",
                duration_ms=17_500,
                pace="script",
                started=date(2026, 3, 1),
            ),
        ),
        time=TimeSplit(total_ms=17_500, work_ms=9_149, system_ms=2_349, idle_ms=6_002, away_ms=0, paused_ms=0),
        performers=1,
        runs=2,
    ),
)
"""As ``write`` leaves it: what was seen has its events, what was not is asked."""

AGREED = Sop(
    id="mql-handoff",
    title="Hand an MQL over to sales",
    version=3,
    status=Status.PUBLISHED,
    owner="Sales Operations Manager",
    sign_off=("VP of Sales", "Director of Marketing"),
    review=Review(every=Duration.parse("3 months"), next=date(2026, 6, 1)),
    effective=date(2026, 3, 1),
    purpose=stated("Every lead that marketing hands over is answered within 5 minutes."),
    scope=Scope(in_=(stated("Leads with 75 points or more."),), out=(stated("Renewals."), stated("Job applicants."))),
    trigger=stated("The score of a lead reaches 75 points."),
    definitions=(Definition(term="MQL", meaning=stated("A lead that reached the agreed score.")),),
    roles=(
        Role(name="SDR", does=stated("Accepts or rejects the lead.")),
        Role(name="AE", does=stated("Receives the qualified lead.")),
    ),
    systems=(System(name="CRM", used_for=stated("The lead record.")),),
    prerequisites=(stated("The values of **Lead Status** are those named here."),),
    calendars=(
        Calendar(
            name="sales-hours",
            days=("mon", "tue", "wed"),
            from_="09:00",
            to="17:00",
            zone="Europe/Berlin",
            holidays="DE",
        ),
    ),
    sla=(
        TimeLimit(
            id="first-contact",
            from_="MQL – New Handoff",
            to="call",
            within=Duration.parse("5 min"),
            calendar="sales-hours",
            role="SDR",
            missed=(
                Escalation(after=Duration.parse("0 min"), do="alert", to="SDR Manager"),
                Escalation(after=Duration.parse("5 min"), do="reassign to the next SDR"),
            ),
        ),
    ),
    criteria=Criteria(
        scale=(Stage(name="MQL", from_points=75),),
        points=(
            PointRule(
                id="pricing",
                when=EventTest(event="pricing page viewed", within_days=14, at_least=2),
                points=25,
                half_life_days=30,
                kind="intent",
                why="Whoever looks at prices compares.",
            ),
            PointRule(
                id="free-mail",
                when=FieldTest(field="contact.email_type", operator=Operator.IS, value="free"),
                points=-10,
            ),
        ),
        minimum=(
            Criterion(
                id="size",
                when=FieldTest(field="company.employees", operator=Operator.MORE_THAN, value=50),
                else_code="D-TooSmall",
            ),
        ),
        questions=(Question(id="need", ask="Why now?", field="bant.need", framework="BANT: need"),),
    ),
    disqualification=(Code(code="D-TooSmall", meaning="50 employees or fewer.", then="long-term nurture"),),
    routing=(
        RoutingRule(
            to=RouteTarget(pool="North America", by="rotation"),
            when=FieldTest(field="country", operator=Operator.IN, value=("US", "CA")),
        ),
        RoutingRule(to=RouteTarget(queue="Unassigned", owner="Sales Operations Manager"), otherwise=True),
    ),
    procedure=(
        Phase(
            id="accept",
            phase="Accept the lead",
            steps=(
                Step(
                    id="check",
                    do=stated("On the lead record, compare **Employees** with the minimum criteria."),
                    result=stated("The criterion is ticked or crossed."),
                    role="SDR",
                    system="CRM",
                    within=Duration.parse("5 min"),
                    next=(
                        Branch(if_="the lead is too small", go="reject"),
                        Branch(else_=True, go="call"),
                    ),
                ),
                Step(
                    id="call",
                    do=stated("Call with the script, then set **Lead Status** to *SQL – Accepted*."),
                    role="SDR",
                    updates=(Update(field="Lead Status", to="SQL – Accepted"),),
                    uses=("script-a",),
                    next=(Branch(go="end"),),
                ),
            ),
        ),
    ),
    exceptions=(
        ExceptionPath(
            id="reject",
            title="Lead is too small",
            kind="disqualify",
            when=stated("A minimum criterion does not hold."),
            steps=(
                Step(
                    id="code",
                    do=stated("Choose **Disqualification Code**."),
                    role="SDR",
                    optional=True,
                    only_if="the code is not there yet",
                ),
            ),
            rejoin="end",
        ),
    ),
    handoffs=(
        HandOff(
            id="to-ae",
            from_="SDR",
            to=stated("AE"),
            after="call",
            within=Duration.parse("1 working day"),
            status="SQL – Accepted",
            includes=("BANT answers", "what was promised"),
        ),
    ),
    cadences=(
        Cadence(
            id="first-touch",
            starts="call",
            stops="a reply",
            then="long-term nurture",
            touches=(
                Touch(
                    id="call-1",
                    day=1,
                    channel="phone",
                    do="Call with script A.",
                    within=Duration.parse("5 min"),
                    asset="script-a",
                    outcomes=(
                        OutcomeRule(outcome="Connected", then="qualify now"),
                        OutcomeRule(outcome="No Answer", then="send e-mail 1"),
                    ),
                ),
                Touch(id="mail-1", day=2, channel="e-mail", do="Send e-mail 1.", only_if="nobody answered"),
            ),
        ),
    ),
    completion=(stated("The lead is accepted, or rejected with a code."),),
    metrics=(Metric(name="Speed to lead", definition="Median minutes from hand-off to first call.", target="5 min"),),
    assets=(
        Asset(
            id="script-a",
            title="Script A",
            kind="call script",
            stage="qualification",
            subject="",
            body="Hello {first_name}, this is {sender}.\n\nIs it a good moment?\n- yes: go on\n- no: when?",
        ),
    ),
    improvement=(stated("Each quarter sales and marketing look at the codes."),),
    lint=(Suppression(rule="SOP303", because="Nurture has its own SOP.", at="exceptions"),),
)
"""As people agreed on it: nothing was recorded, and everything is stated."""

HOSTILE = (
    "<script>alert(1)</script> &amp; </style> ]]>",
    "a | b || c",
    "# no heading",
    "`code` ``` ~~~",
    '#import "x.typ": * #eval("1") $x$ @label <label> \\u{41}',
    "- no list, 1. no list, > no quote, [no](link), ![no](image), [^1]",
    "**bold *both*** and **open, *open",
    "مرحبا بالعالم و עברית",
    "\u202ereversed\u202c",
    "👩\u200d💻 é 名 ﷽",
    "x" * 300,
    "https://evil.example/?q=1 www.evil.example a@evil.example",
    "tab\tand\nline\r\nbreaks \x00\x07 \ufffe end",
    "{{crm}} {first_name} %s %(x)s ${x}",
    "1. first",
    "+ plus = equals - minus",
)
"""Texts that want to be more than text."""
