"""Can the sentences be followed by a person who was not there? Rules SOP001 to SOP007.

In: the subject of linting. Out: faults in the words.

Law: questions and interface text are not judged; a sentence has one fault of form at most (passive, or not imperative).
"""

import re
from collections.abc import Iterator

from sopwright.evidence import Sentence
from sopwright.sop.contract import Cadence, Code, Escalation, OutcomeRule, PointRule, Question, TimeLimit, Touch
from sopwright.sop.document import Asset, Branch, ExceptionPath, Metric, OpenQuestion, Option, Phase, Sop, Step
from sopwright.sop.lint.language import (
    actions,
    asks_for_action,
    is_passive,
    own_words,
    sentences,
    vague_words,
    words,
)
from sopwright.sop.lint.places import At, Fault, plain
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject
from sopwright.sop.lint.texts import texts

_MANY_ACTIONS = 2

_INSTRUCTIONS = {(Step, "do"), (Touch, "do"), (Escalation, "do"), (OutcomeRule, "then")}
_CONDITIONS = {(Option, "when"), (Branch, "if_"), (Step, "only_if"), (Touch, "only_if"), (ExceptionPath, "when")}
_STATEMENTS = {
    (PointRule, "why"),
    (Question, "ask"),
    (Code, "meaning"),
    (Code, "then"),
    (Cadence, "starts"),
    (Cadence, "stops"),
    (Cadence, "then"),
    (Metric, "definition"),
    (TimeLimit, "from_"),
    (TimeLimit, "to"),
    (Asset, "title"),
    (Sop, "title"),
    (Phase, "phase"),
    (ExceptionPath, "title"),
}

_RECORDER = (
    re.compile(
        r"\b(?:click|press|tap|select|choose|interact)(?:s|ed|ing)?\s+(?:on\s+|with\s+)?(?:the\s+|an?\s+)?"
        r"(?:div|span|svg|path|img|li|ul|td|tr|section|element|node)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:perform|unknown) action\b", re.IGNORECASE),
    re.compile(
        r"//\*?\[?@|:nth-(?:child|of-type)|\bdata-test(?:-?id)?\b|\b[a-z]+\[[a-z-]+[*^$~|]?=|(?<![\w&])#[a-z]\w*[-_]\w+"
    ),
    re.compile(r"\b(?![ie][A-Z])(?!mac[A-Z])[a-z]{2,}[a-z0-9]*[A-Z][a-z]\w*\b"),
    re.compile(r"\b(?!utm_)[a-z][a-z0-9]*_[a-z0-9_]+\b"),
    re.compile(r"\b[\w-]+\.(?:jsx?|tsx?|css|html?|php|aspx?|jsp|png|svg|gif|jpe?g|webp)\b"),
)
_BLANK = re.compile(
    r"\bTO-?DO\b|\bT\.?B\.?[ADC]\b|\bFIXME\b|\bXXX+\b|\blorem ipsum\b|\{\{[^{}]*\}\}|_{3,}|\?{3,}"
    r"|[<\[](?:insert|your|company|name of|enter|fill in)\b[^>\]]*[>\]]",
    re.IGNORECASE,
)
_NO_TERM = re.compile(r"\bD-\w+|" + _BLANK.pattern, re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z](?=[A-Z0-9]*[A-Z])[A-Z0-9]{1,4}s?\b")


def _prose(subject: Subject) -> Iterator[At[str]]:
    """Yield every text that people read, questions and asset bodies excepted."""
    for at in subject.places:
        if isinstance(at.it, Sentence):
            if at.it.known:
                yield At(it=at.it.text, path=at.path, where=at.where)
        elif (
            isinstance(at.it, str) and (type(at.owner), at.field) in _INSTRUCTIONS | _CONDITIONS | _STATEMENTS and at.it
        ):
            yield At(it=at.it, path=at.path, where=at.where)


def _vague_word(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, _INSTRUCTIONS, _CONDITIONS):
        found = vague_words(at.it)
        if found:
            advice = "; ".join(dict.fromkeys(f"for “{word}”, {words()['vague'][word]}" for word in found))
            listed = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
            yield at.fault(
                "", f"expected words that everybody reads alike, found {listed}", advice[0].upper() + advice[1:]
            )


def _first_instruction(at: At[str]) -> str:
    return sentences(at.it)[0] if sentences(at.it) else ""


def _not_imperative(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, {(Step, "do"), (Touch, "do")}):
        first = _first_instruction(at)
        if not asks_for_action(first) and not any(map(is_passive, sentences(at.it))):
            found = " ".join(plain(at.it).split()[:5])
            yield at.fault("", f"expected an instruction, found “{found} …”", "Begin with the place, then with a verb")


def _passive_voice(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, {(Step, "do"), (Touch, "do")}):
        if any(not asks_for_action(one) and is_passive(one) for one in sentences(at.it)):
            yield at.fault(
                "", "expected who does it, found the passive voice", "Say it as an order to the role of the step"
            )


def _several_actions(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, {(Step, "do"), (Touch, "do")}):
        found = actions(at.it)
        if len(found) > _MANY_ACTIONS:
            message = f"expected one action, or two in the same place, found {len(found)}: {', '.join(found)}"
            yield at.fault("", message, "Make a step of each")


def _recorder_string(subject: Subject) -> Iterator[Fault]:
    for at in _prose(subject):
        match = next((match for pattern in _RECORDER if (match := pattern.search(at.it))), None)
        if match is not None:
            message = f"expected the words a person sees on the screen, found “{match.group()}”"
            yield at.fault("", message, "Name the button, field or page as it is labelled")


def _placeholder_left(subject: Subject) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for at in subject.places:
        text = at.it.text if isinstance(at.it, Sentence) else at.it if isinstance(at.it, str) else ""
        match = _BLANK.search(text)
        if match is not None and (match.group(), at.path) not in seen and not isinstance(at.owner, OpenQuestion):
            seen.add((match.group(), at.path))
            yield at.fault("", f"expected the final text, found “{match.group()}”", "Write it, or take it out")


def _undefined_abbreviation(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    named = [d.term for d in sop.definitions] + [r.name for r in sop.roles] + [s.name for s in sop.systems]
    named += [step.role for step in sop.all_steps] + [h.from_ for h in sop.handoffs] + [h.to.text for h in sop.handoffs]
    known = set(words()["common_capitals"]) | {_singular(word) for name in named for word in re.findall(r"\w+", name)}
    for at in _prose(subject):
        known |= set(re.findall(r"\(([A-Z][A-Z0-9]+)s?\)", at.it))
    for at in (at for at in _prose(subject) if not at.path.startswith("not_captured")):
        for word in map(_singular, _CAPITALS.findall(_NO_TERM.sub("", own_words(at.it)))):
            if word not in known:
                known.add(word)
                message = f"expected abbreviations to be defined, found “{word}” without a definition"
                yield at.fault("", message, f"Add {word} to the definitions, or write it out")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[:-1].isupper() else word  # noqa: PLR2004 - SQLs, not US


RULES = mapping(
    Rule(
        code="SOP001",
        name="vague-word",
        severity=Severity.WARNING,
        says="An instruction or a condition uses no word that each reader takes differently.",
        why="“Should”, “as appropriate” or “as soon as possible” leave the decision to the reader's mood: two "
        "people act differently on the same lead, and nobody can be held to it.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, set **Lead Status** as appropriate.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, set **Lead Status** to *Working*.
            """,
        check=_vague_word,
    ),
    Rule(
        code="SOP002",
        name="not-imperative",
        severity=Severity.ADVICE,
        says="A step says what to do: the place first, then a verb.",
        why="A reader in the middle of a task looks for the place and the verb. Both the Microsoft and the "
        "Google style guides ask for the imperative in every required action.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: The SDR opens the lead record.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On **Leads**, open the lead record.
            """,
        check=_not_imperative,
    ),
    Rule(
        code="SOP003",
        name="passive-voice",
        severity=Severity.ADVICE,
        says="A step says who acts, not what is done.",
        why="“The lead is assigned” does not say whether a person or the system assigns it; that is where "
        "leads stay lying.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: The lead is checked for duplicates.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On **Leads**, check the lead for duplicates.
            """,
        check=_passive_voice,
    ),
    Rule(
        code="SOP004",
        name="several-actions",
        severity=Severity.ADVICE,
        says="A step asks for one action, or for two in the same place.",
        why="Who is interrupted in a step with three actions does not know where to go on, and no recording "
        "can be compared with it. The Microsoft style guide joins only short actions in the same place.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: Open the lead, check the company size, set the status and call the contact.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, check the company size and set the status.
            """,
        check=_several_actions,
    ),
    Rule(
        code="SOP005",
        name="recorder-string",
        severity=Severity.ERROR,
        says="A text names what a person sees, not what the page is made of.",
        why="“Click the div” or “#lead_status” comes from the page's code. No reader can find it on the screen.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, click the div.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: On the lead record, select **Mark as current status**.
            """,
        check=_recorder_string,
    ),
    Rule(
        code="SOP006",
        name="placeholder-left",
        severity=Severity.ERROR,
        says="No placeholder is left in the document.",
        why="A reader cannot follow TBD. What is not known yet is a question to somebody, not a blank.",
        bad="""\
            purpose: TBD
            """,
        good="""\
            purpose: Sales works only leads that can buy, and works them within minutes.
            """,
        check=_placeholder_left,
    ),
    Rule(
        code="SOP007",
        name="undefined-abbreviation",
        severity=Severity.WARNING,
        says="Every abbreviation is defined, or is the name of a role or a system.",
        why="Sales and marketing fight over what an SQL is exactly where the SOP does not say it.",
        bad="""\
            purpose: Sales works only leads that became SAL.
            """,
        good="""\
            purpose: Sales works only leads that became SAL.
            definitions:
              SAL: a lead that sales has accepted
            """,
        check=_undefined_abbreviation,
    ),
)
