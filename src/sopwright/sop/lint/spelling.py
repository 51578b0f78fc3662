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
    for at in texts(subject, {(Sop, "title"), (Phase, "phase"), (ExceptionPath, "title")}):
        if at.it != _sentence_case(at.it):
            yield at.fault(
                "", f"expected a title in sentence case, found “{at.it}”", f"Write “{_sentence_case(at.it)}”"
            )


def _sentence_case(title: str) -> str:
    found = re.findall(r"[A-Za-z][\w'’-]*", own_words(title))
    long = [word for word in found if len(word) >= _LONG_WORD]
    if len(found) < _MANY_WORDS or not all(word[0].isupper() for word in long) or title.isupper():
        return title
    small = words()["small_in_titles"]
    pieces = re.split(r"(\*\*.+?\*\*|\s+)", title)
    return pieces[0] + "".join(
        piece.lower() if piece[1:].islower() and piece.strip(".,:;()").lower() in small else piece
        for piece in pieces[1:]
    )


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
        repair=_on_text(_sentence_case),
    ),
)
