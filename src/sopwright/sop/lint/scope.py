"""Does a reader know what the procedure is for, where it begins and where it ends? Rules SOP101 to SOP108.

In: the subject of linting. Out: faults in purpose, scope, trigger, completion and definitions.

Law: a statement that is only asked for is not there yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sopwright.evidence import Sentence
from sopwright.sop.document import Definition, Sop
from sopwright.sop.lint.language import same
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject


def _said(sentences: Sequence[Sentence | None]) -> bool:
    return any(sentence is not None and sentence.known for sentence in sentences)


def _no_purpose(subject: Subject) -> Iterator[Fault]:
    if not _said([subject.sop.purpose]):
        remedy = "Say why the procedure exists and which quality it protects"
        yield subject.top.fault("purpose", "expected the purpose, found none", remedy)


def _no_scope(subject: Subject) -> Iterator[Fault]:
    if not _said(subject.sop.scope.in_):
        remedy = "Say which cases, sources, regions or teams it covers"
        yield subject.top.fault("scope.in", "expected what the procedure covers, found nothing", remedy)


def _no_out_of_scope(subject: Subject) -> Iterator[Fault]:
    if not _said(subject.sop.scope.out):
        remedy = "Name the neighbouring cases that are handled elsewhere"
        yield subject.top.fault("scope.out", "expected what the procedure does not cover, found nothing", remedy)


def _no_trigger(subject: Subject) -> Iterator[Fault]:
    if not _said([subject.sop.trigger]):
        remedy = "Name the event or the status that starts the work"
        yield subject.top.fault("trigger", "expected what starts the procedure, found nothing", remedy)


def _no_completion(subject: Subject) -> Iterator[Fault]:
    if not _said(subject.sop.completion):
        remedy = "Say what can be seen when nothing is left to do"
        yield subject.top.fault("completion", "expected how to see that the work is done, found nothing", remedy)


def _in_and_out(subject: Subject) -> Iterator[Fault]:
    for n, outside in enumerate(subject.sop.scope.out, 1):
        if outside.known and any(inside.known and same(inside.text, outside.text) for inside in subject.sop.scope.in_):
            message = f"expected a case to be either in scope or out of it, found “{outside.text}” in both"
            yield subject.top.fault(f"scope.out[{n}]", message, "Take it out of one of the two")


def _twice_defined(subject: Subject) -> Iterator[tuple[int, Definition, Definition]]:
    first: dict[str, Definition] = {}
    for n, definition in enumerate(subject.sop.definitions):
        earlier = first.setdefault(" ".join(definition.term.casefold().split()), definition)
        if earlier is not definition:
            yield n, earlier, definition


def _repeated_definition(subject: Subject) -> Iterator[Fault]:
    for _, earlier, later in _twice_defined(subject):
        if _agree(earlier, later):
            message = f"expected one definition of a term, found “{earlier.term}” again"
            yield subject.top.fault(f"definitions.{later.term}", message, "Take out the second one")


def _contradictory_definition(subject: Subject) -> Iterator[Fault]:
    for _, earlier, later in _twice_defined(subject):
        if not _agree(earlier, later):
            message = (
                f"expected one meaning for “{later.term}”, found “{earlier.meaning.text}” and “{later.meaning.text}”"
            )
            yield subject.top.fault(f"definitions.{later.term}", message, "Agree on one meaning")


def _agree(one: Definition, other: Definition) -> bool:
    return same(one.meaning.text, other.meaning.text) and one.meaning.origin == other.meaning.origin


def _without_repeated(sop: Sop, _path: str) -> Sop:
    kept: list[Definition] = []
    for definition in sop.definitions:
        term = " ".join(definition.term.casefold().split())
        if not any(" ".join(k.term.casefold().split()) == term and _agree(k, definition) for k in kept):
            kept.append(definition)
    return replace(sop, definitions=tuple(kept))


RULES = mapping(
    Rule(
        code="SOP101",
        name="no-purpose",
        severity=Severity.WARNING,
        says="The document says why the procedure exists.",
        why="Whoever meets a case that the steps do not foresee decides by the purpose. Without one, they guess.",
        bad="""\
            purpose:
            """,
        good="""\
            purpose: Sales works only leads that can buy, and works them within minutes.
            """,
        check=_no_purpose,
    ),
    Rule(
        code="SOP102",
        name="no-scope",
        severity=Severity.WARNING,
        says="The document says what it covers.",
        why="A procedure without a scope is applied to partner leads, trade-fair lists and customers alike.",
        bad="""\
            scope:
              in: []
            """,
        good="""\
            scope:
              in:
                - Inbound leads from the web site, all regions.
            """,
        check=_no_scope,
    ),
    Rule(
        code="SOP103",
        name="no-out-of-scope",
        severity=Severity.ADVICE,
        says="The document says what it does not cover.",
        why="The limits are where two teams meet; what neither claims is worked twice or not at all.",
        bad="""\
            scope:
              out: []
            """,
        good="""\
            scope:
              out:
                - Leads from partners.
            """,
        check=_no_out_of_scope,
    ),
    Rule(
        code="SOP104",
        name="no-trigger",
        severity=Severity.WARNING,
        says="The document says what starts the procedure.",
        why="A clock cannot run, and nobody can be late, when nobody knows when the work begins.",
        bad="""\
            trigger:
            """,
        good="""\
            trigger: A lead reaches 75 points.
            """,
        check=_no_trigger,
    ),
    Rule(
        code="SOP105",
        name="no-completion",
        severity=Severity.WARNING,
        says="The document says how to see that the work is done.",
        why="Without it, leads stay open in the CRM although everybody thinks that somebody else has finished them.",
        bad="""\
            completion: []
            """,
        good="""\
            completion:
              - The lead is accepted or rejected, and has an owner.
            """,
        check=_no_completion,
    ),
    Rule(
        code="SOP106",
        name="in-and-out",
        severity=Severity.ERROR,
        says="Nothing is both in scope and out of scope.",
        why="The document contradicts itself, and each team quotes the line that suits it.",
        bad="""\
            scope:
              in:
                - Inbound leads from the web site.
              out:
                - Inbound leads from the web site.
            """,
        good="""\
            scope:
              in:
                - Inbound leads from the web site.
              out:
                - Leads from partners.
            """,
        check=_in_and_out,
    ),
    Rule(
        code="SOP107",
        name="repeated-definition",
        severity=Severity.ADVICE,
        says="A term is defined once.",
        why="The second copy is the one that nobody changes later.",
        bad="""\
            definitions:
              Hot list: the leads of today
              hot list: the leads of today
            """,
        good="""\
            definitions:
              Hot list: the leads of today
            """,
        check=_repeated_definition,
        repair=_without_repeated,
    ),
    Rule(
        code="SOP108",
        name="contradictory-definition",
        severity=Severity.ERROR,
        says="A term has one meaning.",
        why="Two meanings of one term are two processes: reports count one, people work by the other.",
        bad="""\
            definitions:
              Hot list: the leads of today
              hot list: the leads above 90 points
            """,
        good="""\
            definitions:
              Hot list: the leads above 90 points
            """,
        check=_contradictory_definition,
    ),
)
