"""Can the steps be followed from the first to the end? Rules SOP401 to SOP411.

In: the subject of linting. Out: faults in phases and steps and in the ways between them.

Law: a way that leads to nothing at all is refused when the file is read; here stand the ways that lead nowhere useful.
"""

import re
from collections.abc import Iterator

from sopwright.evidence import Origin
from sopwright.sop.document import Asset, ExceptionPath, Phase, Step
from sopwright.sop.lint.flow import endless, unreachable
from sopwright.sop.lint.language import bare
from sopwright.sop.lint.places import At, Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject

_MOST_STEPS = 7
_KEBAB = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def _no_steps(subject: Subject) -> Iterator[Fault]:
    if not subject.sop.steps:
        yield subject.top.fault("procedure", "expected steps, found none", "Write the steps, or record the work once")


def _empty_phase(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Phase):
        if not at.it.steps and subject.sop.steps:
            yield at.fault(
                "steps", "expected steps in each phase, found none", "Write its steps, or take the phase out"
            )


def _unreachable_step(subject: Subject) -> Iterator[Fault]:
    lost = unreachable(subject.sop)
    for at in subject.main_steps:
        if at.it.id in lost:
            message = "expected a way that leads to each step, found none to this one"
            yield at.fault("", message, "Let a step or a decision before it go here, or take it out")


def _endless_loop(subject: Subject) -> Iterator[Fault]:
    first = endless(subject.sop)
    for at in subject.every(Step):
        if at.it.id in first:
            message = "expected a way out of each loop, found none from here to an end"
            yield at.fault("next", message, "Say when the loop ends, and where the work goes on")


def _long_phase(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Phase):
        if len(at.it.steps) > _MOST_STEPS:
            message = f"expected at most {_MOST_STEPS} steps in a phase, found {len(at.it.steps)}"
            yield at.fault("steps", message, "Split it into phases with a goal each")


def _no_result_observed(subject: Subject) -> Iterator[Fault]:
    remedy = "Ask the performer how to see that it worked"
    recorded = [at for at in subject.every(Step) if _is_recorded(at.it)]
    without = [at for at in recorded if at.it.result is None or not at.it.result.known]
    if len(without) == len(recorded) > 1:
        message = f"expected what can be seen afterwards, found no observed result on any of {len(without)} steps"
        yield subject.top.fault("procedure", message, remedy)
        return
    for at in without:
        yield at.fault("result", "expected what can be seen afterwards, found no observed result", remedy)


def _is_recorded(step: Step) -> bool:
    asked = step.result is not None and not step.result.known
    return asked or step.observed is not None or step.do.origin in (Origin.OBSERVED, Origin.DERIVED)


def _optional_without_condition(subject: Subject) -> Iterator[Fault]:
    together: list[At[Step]] = []
    for at in (*subject.every(Step), None):
        asked = at is not None and at.it.optional and not at.it.only_if
        if together and not (asked and at is not None and _left_out_together(together[-1].it, at.it)):
            several = f", on {len(together)} steps from here on" if len(together) > 1 else ""
            message = f"expected when an optional step is done, found no condition{several}"
            yield together[0].fault("only_if", message, "Say in which case it is done")
            together = []
        if asked and at is not None:
            together.append(at)


def _left_out_together(step: Step, following: Step) -> bool:
    """Return whether the recordings show two optional steps equally often, which is one question, not two."""
    seen, later = step.observed, following.observed
    return seen is not None and later is not None and (seen.runs, seen.of) == (later.runs, later.of)


def _repeated_step(subject: Subject) -> Iterator[Fault]:
    groups = [subject.main_steps]
    groups += [tuple(at for at in subject.every(Step) if at.owner is path.it) for path in subject.every(ExceptionPath)]
    for steps in groups:
        yield from _repeated_among(steps)


def _repeated_among(steps: tuple[At[Step], ...]) -> Iterator[Fault]:
    first: dict[str, At[Step]] = {}
    for at in steps:
        earlier = first.setdefault(bare(at.it.do.text), at)
        if earlier is not at and at.it.do.known:
            message = f"expected steps that can be told apart, found the text of {earlier.where.split(' “')[0]} again"
            yield at.fault("do", message, "Say what is different, or lead back to the earlier step")


def _id_not_kebab_case(subject: Subject) -> Iterator[Fault]:
    if not _KEBAB.match(subject.sop.id):
        message = f"expected an id such as lead-qualification, found “{subject.sop.id}”"
        yield subject.top.fault("id", message, "Write it in small letters with hyphens, before anybody refers to it")
    for at in subject.every(Step):
        if not _KEBAB.match(at.it.id):
            message = f"expected an id such as check-criteria, found “{at.it.id}”"
            yield at.fault("id", message, "Write it in small letters with hyphens, before anybody refers to it")


def _unknown_system(subject: Subject) -> Iterator[Fault]:
    known = {system.name.casefold() for system in subject.sop.systems}
    said: set[str] = set()
    for at in subject.every(Step):
        if at.it.system and at.it.system.casefold() not in known | said:
            said.add(at.it.system.casefold())
            message = f"expected one of the systems of the document, found “{at.it.system}”"
            yield at.fault("system", message, "Add it to the systems with what it is used for")


def _unused_asset(subject: Subject) -> Iterator[Fault]:
    used = {name for step in subject.sop.all_steps for name in step.uses}
    used |= {touch.asset for cadence in subject.sop.cadences for touch in cadence.touches}
    for at in subject.every(Asset):
        if at.it.id not in used:
            message = "expected a step or touch that uses each asset, found none"
            yield at.fault("", message, "Name it where it is used, or take it out")


RULES = mapping(
    Rule(
        code="SOP401",
        name="no-steps",
        severity=Severity.ERROR,
        says="The document has steps.",
        why="Without steps it is a policy: it says what is wanted, not what to do.",
        bad="""\
            procedure: []
            decisions: []
            handoffs:
              sdr-to-ae: {after: ""}
            """,
        good="""\
            procedure:
              - id: qualify
                phase: Qualify the lead
                steps:
                  - {id: check-criteria, do: "On the lead record, check the company size.", role: SDR}
            """,
        check=_no_steps,
    ),
    Rule(
        code="SOP402",
        name="empty-phase",
        severity=Severity.WARNING,
        says="Every phase has steps.",
        why="A heading without steps shows that something is done there, and not what.",
        bad="""\
            procedure:
              - {id: report, phase: Report the result, steps: []}
            """,
        good="""\
            procedure:
              - id: report
                phase: Report the result
                steps:
                  - {id: tell-marketing, do: "In Salesforce, set **Campaign Status**.", role: SDR, within: 1 day}
            records:
              Campaign record: Campaign Status
            """,
        check=_empty_phase,
    ),
    Rule(
        code="SOP403",
        name="unreachable-step",
        severity=Severity.ERROR,
        says="Some way leads to every step.",
        why="A step that nobody reaches is never done; mostly a branch before it leads to the wrong place.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: call-lead
                    next: [{go: end}]
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: call-lead
                    next: [{go: end, if: nobody answers}, {go: hand-over, else: true}]
            """,
        check=_unreachable_step,
    ),
    Rule(
        code="SOP404",
        name="endless-loop",
        severity=Severity.ERROR,
        says="Every loop has a way out.",
        why="“Call again until somebody answers” keeps a rep busy for ever. Say after how many attempts the "
        "lead goes where.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: hand-over
                    next: [{go: call-lead}]
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: hand-over
                    next: [{go: call-lead, if: the AE returns the lead}, {go: end, else: true}]
            """,
        check=_endless_loop,
    ),
    Rule(
        code="SOP405",
        name="long-phase",
        severity=Severity.ADVICE,
        says="A phase has at most seven steps.",
        why="The Microsoft style guide sets seven as the most that a reader keeps in view. More steps are two goals.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - {id: note-source, do: "Write down the source.", role: SDR}
                  - {id: note-campaign, do: "Write down the campaign.", role: SDR}
                  - {id: note-industry, do: "Write down the industry.", role: SDR}
                  - {id: note-country, do: "Write down the country.", role: SDR}
                  - {id: note-title, do: "Write down the job title.", role: SDR}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - {id: note-source, do: "Write down the source, the campaign and the industry.", role: SDR}
            """,
        check=_long_phase,
    ),
    Rule(
        code="SOP406",
        name="no-result-observed",
        severity=Severity.ADVICE,
        says="A recorded step says what could be seen afterwards.",
        why="A reader checks each step by its result. The recording saw none, and an invented one would be false.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    result: {text: No result was observed., origin: absent}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    result: The lead record shows the status *Working*.
            """,
        check=_no_result_observed,
    ),
    Rule(
        code="SOP407",
        name="optional-without-condition",
        severity=Severity.WARNING,
        says="An optional step says when it is done.",
        why="“Optional” without a condition means: some do it, some do not. That is the variance the SOP is to remove.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    optional: true
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    optional: true
                    only_if: the lead came without a company size
            """,
        check=_optional_without_condition,
    ),
    Rule(
        code="SOP408",
        name="repeated-step",
        severity=Severity.WARNING,
        says="Two steps have different texts.",
        why="Who is asked to do the same again wonders whether something went wrong, or whether it is a copy "
        "left behind.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - {id: look-again, do: "On the lead record, check the company size and the job title.", role: SDR}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - {id: look-again, do: "On the account record, check the number of employees.", role: SDR}
            """,
        check=_repeated_step,
    ),
    Rule(
        code="SOP409",
        name="id-not-kebab-case",
        severity=Severity.ADVICE,
        says="Ids of the document and of steps are small letters with hyphens.",
        why="Ids stand in addresses, file names and conditions; two spellings of one id are two steps to a computer.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - {id: Tell_Marketing, do: "Tell marketing about the lead.", role: SDR}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - {id: tell-marketing, do: "Tell marketing about the lead.", role: SDR}
            """,
        check=_id_not_kebab_case,
    ),
    Rule(
        code="SOP410",
        name="unknown-system",
        severity=Severity.WARNING,
        says="Every system that a step names is among the systems.",
        why="A new colleague needs an account for each of them before the first lead comes.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    system: ZoomInfo
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    system: Salesforce
            """,
        check=_unknown_system,
    ),
    Rule(
        code="SOP411",
        name="unused-asset",
        severity=Severity.ADVICE,
        says="Every script, text or form is used by a step or a touch.",
        why="What no step names is not found when the phone rings.",
        bad="""\
            assets:
              script-b: {title: Call script B, kind: call script, body: "Hello {first_name} …"}
            """,
        good="""\
            assets:
              script-b: {title: Call script B, kind: call script, body: "Hello {first_name} …"}
            procedure:
              - id: qualify
                steps:
                  - {id: call-lead, uses: [script-b]}
            """,
        check=_unused_asset,
    ),
)
