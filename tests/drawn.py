"""SOPs whose maps are drawn: one small and linear, one with roles and exceptions, one long, and hostile ones."""

from xml.etree import ElementTree as ET

from sopwright.evidence import Sentence, absent
from sopwright.sop.document import (
    Branch,
    Decision,
    DecisionStatus,
    ExceptionPath,
    Observation,
    Option,
    Phase,
    Sop,
    Step,
    Update,
)


def tree(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own output


def seen(runs: int, of: int, wait_ms: int | None = None) -> Observation:
    return Observation(runs=runs, of=of, times=runs, wait_ms=wait_ms)


def step(  # noqa: PLR0913 - what the map shows of a step
    id_: str,
    do: str,
    *,
    role: str = "",
    system: str = "",
    only_if: str | None = None,
    sets: dict[str, str] | None = None,
    go: tuple[Branch, ...] = (),
    observed: Observation | None = None,
) -> Step:
    updates = tuple(Update(field=name, to=value) for name, value in (sets or {}).items())
    return Step(
        id=id_,
        do=Sentence(text=do),
        role=role,
        system=system,
        optional=only_if is not None,
        only_if=only_if or "",
        updates=updates,
        next=go,
        observed=observed,
    )


def option(when: str, go: str, observed: Observation | None = None) -> Option:
    return Option(when=Sentence(text=when) if when else absent("By which criterion?"), go=go, seen=observed)


LINEAR = Sop(
    id="capture",
    title="Capture a lead",
    procedure=(
        Phase(
            id="capture",
            phase="Capture the lead",
            steps=(
                step("new", "On **Leads**, select **New lead**.", system="BottleCRM"),
                step(
                    "fields",
                    "On the form, complete **First name**, **Last name**, **Company** and **Email**.",
                    system="BottleCRM",
                    observed=seen(1, 1, 3400),
                ),
                step("choose", "Choose **Status** and **Source**.", system="BottleCRM", sets={"Lead Status": "New"}),
                step("create", "Select **Create lead**.", system="BottleCRM"),
            ),
        ),
    ),
)

ROLES = Sop(
    id="qualify",
    title="Qualify a lead",
    procedure=(
        Phase(
            id="capture",
            phase="Capture the lead",
            steps=(
                step("new", "On **Leads**, select **New lead**.", role="SDR", observed=seen(5, 5)),
                step(
                    "enrich",
                    "In **Clearbit**, look up the company and copy **Industry** and **Employees**.",
                    role="SDR",
                    only_if="the company size is unknown",
                    observed=seen(4, 5, 3400),
                ),
                step("create", "Select **Create lead**.", role="SDR", sets={"Lead Status": "New"}, observed=seen(5, 5)),
            ),
        ),
        Phase(
            id="qualify",
            phase="Qualify the lead",
            steps=(
                step("call", "Call the lead and ask the BANT questions.", role="SDR", observed=seen(5, 5, 86_400_000)),
                step(
                    "set",
                    "On the lead record, set **Lead Status** to *SQL – Accepted*.",
                    role="SDR",
                    sets={"Lead Status": "SQL – Accepted"},
                    observed=seen(4, 5),
                ),
            ),
        ),
        Phase(
            id="hand-over",
            phase="Hand the lead over",
            steps=(
                step(
                    "route",
                    "Assign the lead to the account executive.",
                    role="Operations",
                    observed=seen(4, 5, 240_000),
                ),
                step(
                    "accept", "Accept the lead within the agreed time.", role="Account Executive", sets={"Owner": "AE"}
                ),
                step("meet", "Hold the first meeting and record the outcome.", role="Account Executive"),
            ),
        ),
    ),
    decisions=(
        Decision(
            id="duplicate-found",
            question=Sentence(text="Is there already a lead with this e-mail domain?"),
            after="new",
            options=(option("Yes", "duplicate", seen(1, 5)), option("No", "enrich", seen(4, 5))),
        ),
        Decision(
            id="bant",
            question=Sentence(text="Are budget, authority, need and timing met?"),
            after="call",
            options=(option("Yes", "set"), option("Not reached", "call"), option("No", "reject")),
        ),
        Decision(
            id="accepted",
            question=absent("By which criterion is the lead accepted?"),
            after="accept",
            status=DecisionStatus.CANDIDATE,
            options=(option("", "meet"), option("", "route")),
        ),
    ),
    exceptions=(
        ExceptionPath(
            id="duplicate",
            title="Lead is a duplicate",
            when=Sentence(text="The lead exists already."),
            rejoin="create",
            steps=(
                step("merge", "On the older lead, merge both records.", role="SDR"),
                step("note", "Write down which record was kept.", role="SDR"),
            ),
        ),
        ExceptionPath(
            id="reject",
            title="Lead not pursued",
            when=Sentence(text="The criteria are not met."),
            rejoin="end",
            steps=(step("code", "Set the code.", role="SDR", sets={"Lead Status": "Disqualified"}),),
        ),
        ExceptionPath(
            id="away",
            title="Account executive is away",
            when=Sentence(text="The lead was not accepted within the time limit."),
            steps=(step("alert", "Alert the manager.", role="Operations"),),
        ),
    ),
)

_DO = (
    "Open the lead record.",
    "Check the company name against the list of existing accounts.",
    "Unternehmensregistereintragsbestätigung anfordern.",
    "Call the lead.",
    "Leave a voicemail.",
    "Send the first e-mail.",
    "Log the activity.",
    "Set the next task.",
)
_WHO = ("SDR", "SDR", "SDR", "Operations", "Marketing Automation Specialist", "Account Executive", "Account Executive")
_PHASES = (
    "Capture",
    "Check",
    "Enrich",
    "First touch",
    "Follow up",
    "Qualify with the BANT questions",
    "Hand over",
    "Close",
)


def _long() -> Sop:
    steps = []
    for n in range(40):
        go: tuple[Branch, ...] = ()
        if n == 30:
            go = (Branch(go="s31", if_="answered"), Branch(go="s6", if_="wrong number"), Branch(go="gone", else_=True))
        steps.append(
            step(
                f"s{n}",
                _DO[n % 8],
                role=_WHO[(n // 3) % 7],
                only_if=("the phone number is known" if n % 2 else "") if n % 9 == 4 else None,
                sets={"Lead Status": "Working – Contacted"} if n % 6 == 5 else None,
                go=go,
                observed=seen(11, 12, n * n * 900) if n % 7 == 3 else None,
            )
        )
    return Sop(
        id="long",
        title="From first touch to hand-over",
        procedure=tuple(
            Phase(id=f"p{place}", phase=title, steps=tuple(steps[place * 5 : place * 5 + 5]))
            for place, title in enumerate(_PHASES)
        ),
        decisions=(
            Decision(
                id="interested",
                question=Sentence(text="Is the lead interested?"),
                after="s35",
                options=(option("Yes", "s36"), option("Later", "s2"), option("No", "end")),
            ),
        ),
        exceptions=(
            ExceptionPath(
                id="gone",
                title="Person has left",
                when=Sentence(text="The person has left the company."),
                rejoin="s3",
                steps=tuple(step(f"g{n}", f"Find the successor, attempt {n}.", role="SDR") for n in (1, 2, 3)),
            ),
        ),
    )


LONG = _long()

EMPTY = Sop(id="none", title="Nothing yet")

WILD = Sop(
    id="wild",
    title="Loops & <loose> ends",
    procedure=(
        Phase(
            id="only",
            phase="Only phase",
            steps=(
                step("start", "First thing.", go=(Branch(go="c"),)),
                step("end~", "Never reached.", go=(Branch(go="end~", if_="again"), Branch(go="nowhere", else_=True))),
                step(
                    "c",
                    "Third.",
                    go=(
                        Branch(go="start", if_="x"),
                        Branch(go="c", if_="y"),
                        Branch(go="end", if_="z"),
                        Branch(go="end~", else_=True),
                    ),
                ),
            ),
        ),
    ),
    decisions=(Decision(id="lost", question=Sentence(text="Where am I?"), after="not-a-step"),),
    exceptions=(
        ExceptionPath(id="round", title="Round", when=Sentence(text="It turns."), rejoin="round", steps=()),
        ExceptionPath(id="bare", title="Bare", when=absent("When?"), rejoin="c", steps=()),
    ),
)

ALL = {"linear": LINEAR, "roles": ROLES, "long": LONG, "empty": EMPTY, "wild": WILD}
