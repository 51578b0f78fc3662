"""Is it written as an instruction is written? Rules SOP008 to SOP010, which the linter can put right itself.

In: the subject of linting. Out: faults of form; and for each the repair.

Law: a repair takes away or puts in only words and signs that say nothing; interface text stays to the letter. What a
repair leaves behind, its rule does not find again.
"""

import re
from collections.abc import Callable, Iterator

from sopwright.evidence import Sentence
from sopwright.sop.contract import Touch
from sopwright.sop.document import ExceptionPath, Phase, Sop, Step
from sopwright.sop.lint.language import own_words, words
from sopwright.sop.lint.places import Fault, rewrite
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject
from sopwright.sop.lint.texts import texts

_MANY_WORDS = 3
_LONG_WORD = 4
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_TITLES = {(Sop, "title"), (Phase, "phase"), (ExceptionPath, "title")}
_KEPT = re.compile(r"(\*\*.+?\*\*|(?<!\*)\*[^*]+\*(?!\*)|“[^”]*”|\"[^\"]*\"|`[^`]*`)")


def _filler_word(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, {(Step, "do"), (Touch, "do")}):
        if at.it != _without_filler(at.it):
            listed = " or ".join(f"“{word}”" for word in words()["filler"] if word in at.it.lower())
            message = f"expected only words that tell what to do, found {listed}"
            yield at.fault("", message, "Leave it out")


def _without_filler(text: str) -> str:
    """Return ``text`` without the words that say nothing; interface text stays as it is."""
    fillers = "|".join(words()["filler"])
    pieces = _KEPT.split(text)
    for n in range(0, len(pieces), 2):
        trailing = rf",?\s+\b(?:{fillers})\b(?=\s*[.!]?\s*$)" if n == len(pieces) - 1 else r"(?!)"
        pieces[n] = re.sub(trailing, "", pieces[n], flags=re.IGNORECASE)
        pieces[n] = re.sub(rf"\b(?:{fillers})\b,?\s+", "", pieces[n], flags=re.IGNORECASE)
    rest = "".join(pieces)
    if rest == text or not rest.strip(" .!"):
        return text
    return rest[:1].upper() + rest[1:] if text[:1].isupper() else rest


def _full_stop(subject: Subject) -> Iterator[Fault]:
    for at in texts(subject, {(Step, "do"), (Touch, "do")}):
        if at.it.rstrip() != _stopped(at.it):
            found = "none" if not re.search(r"[.!?…:]\W*$", at.it) else "more than one"
            yield at.fault(
                "", f"expected one full stop at the end of an instruction, found {found}", "End it with one stop"
            )


def _stopped(text: str) -> str:
    bare = text.rstrip()
    if bare.endswith(("…", ":")) or re.search(r"(?<!\.)[.!?][)*”\"’]*$", bare):
        return bare
    return re.sub(r"\.{2,}$", "", bare).rstrip(" ,;") + "."


def _title_case(subject: Subject) -> Iterator[Fault]:
    labels = _labels(subject.sop)
    for at in texts(subject, _TITLES):
        better = _sentence_case(at.it, labels)
        if at.it != better:
            yield at.fault("", f"expected a title in sentence case, found “{at.it}”", f"Write “{better}”")


def _labels(sop: Sop) -> frozenset[str]:
    """Return the interface text of the steps, which a title may repeat as it is on the screen."""
    return frozenset(found for step in sop.all_steps for found in re.findall(r"\*\*(.+?)\*\*", step.do.text))


def _sentence_case(title: str, labels: frozenset[str]) -> str:
    found = _WORD.findall(own_words(title))
    long = [word for word in found if len(word) >= _LONG_WORD]
    if len(found) < _MANY_WORDS or not all(word[0].isupper() for word in long):
        return title
    kept = "|".join(rf"(?<!\w){re.escape(label)}(?!\w)" for label in sorted(labels, key=len, reverse=True))
    pieces = re.split(rf"(\*\*.+?\*\*{f'|{kept}' if kept else ''}|\s+)", title)
    return pieces[0] + "".join(
        piece.lower() if n % 2 == 0 and _is_capital_by_habit(piece) else piece for n, piece in enumerate(pieces[1:], 1)
    )


def _is_capital_by_habit(word: str) -> bool:
    bare = word.strip(".,:;()").lower()
    return word[1:].islower() and (bare in words()["small_in_titles"] or bare.endswith("ly"))


def _in_sentence_case(sop: Sop, path: str) -> Sop:
    return _on_text(lambda title: _sentence_case(title, _labels(sop)))(sop, path)


def _on_text(change: Callable[[str], str]) -> Callable[[Sop, str], Sop]:
    """Return the repair that changes the text at a path, whether it is a sentence or a plain string."""

    def changed(value: object) -> object:
        if isinstance(value, Sentence):
            return Sentence(text=change(value.text), origin=value.origin, evidence=value.evidence)
        return change(value) if isinstance(value, str) else value

    return lambda sop, path: rewrite(sop, path, changed)


RULES = mapping(
    Rule(
        code="SOP008",
        name="filler-word",
        severity=Severity.ADVICE,
        says="An instruction has no “please”, “kindly” or “simply”.",
        why="These words say nothing, and “please” makes a duty look like a favour.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: Please open the lead record.
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: Open the lead record.
            """,
        check=_filler_word,
        repair=_on_text(_without_filler),
    ),
    Rule(
        code="SOP009",
        name="full-stop",
        severity=Severity.ADVICE,
        says="An instruction ends with one full stop.",
        why="It shows that the sentence is whole; a step that was cut off looks like one without a stop.",
        bad="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: Open the lead record
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - id: check-criteria
                    do: Open the lead record.
            """,
        check=_full_stop,
        repair=_on_text(_stopped),
    ),
    Rule(
        code="SOP010",
        name="title-case",
        severity=Severity.ADVICE,
        says="Titles of the document, of phases and of exceptions are in sentence case.",
        why="Capitals are kept for names and interface text, so that a reader sees what is a label on the screen.",
        bad="""\
            title: Qualify The Inbound Lead
            """,
        good="""\
            title: Qualify the inbound lead
            """,
        check=_title_case,
        repair=_in_sentence_case,
    ),
)
