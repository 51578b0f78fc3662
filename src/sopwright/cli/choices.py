"""What did the user choose? Options that several commands share, turned into values.

In: arguments as typed. Out: forms, vocabularies, recordings, SOPs. A wrong choice is told with all the right ones.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from json import loads
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.exits import WrongUseError
from sopwright.errors import InputError, refuse
from sopwright.recording.schema import Recording
from sopwright.recording.vocabulary import Vocabulary, builtin, with_own
from sopwright.sop.document import Sop

OwnVocabulary = Annotated[
    str,
    typer.Option("--vocabulary", metavar="FILE", help="Your own words and applications (TOML).", show_default=False),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="FORM,...",
        help=f"What to write: {', '.join(form.name for form in api.FORMS)}.",
        show_default=False,
    ),
]

_SOP_YAML = re.compile(r"^(?:sop|id|title|procedure)[ \t]*:", re.MULTILINE)
_LARGEST_SOP = 16 * 1024 * 1024
"""Bytes; many hundred pages of text."""


def chosen_forms(to: Sequence[str] | None, default: Callable[[api.Form], bool]) -> tuple[api.Form, ...]:
    """Return the forms that ``--to`` names, in our order; those that ``default`` picks when it names none.

    Raises:
        WrongUseError: A form is not known.
    """
    names = listed(to)
    known = {form.name for form in api.FORMS}
    for name in names:
        if name not in known:
            message = f"--to {name} is not known. Choose from {', '.join(form.name for form in api.FORMS)}."
            raise WrongUseError(message)
    return tuple(form for form in api.FORMS if (form.name in names if names else default(form)))


def listed(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return the entries of an option that may be repeated and may hold commas.

    Examples:
        >>> listed(["html, pdf", "md"])
        ('html', 'pdf', 'md')
    """
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def known_words(vocabulary: str) -> Vocabulary:
    """Return our vocabulary with the user's own file added, when there is one."""
    if not vocabulary:
        return builtin()
    own = files.read(vocabulary)
    return with_own(own.name, own.text)


def recordings_in(source: files.Input, vocabulary: Vocabulary) -> tuple[Recording, ...]:
    """Return the recordings in a file.

    Raises:
        InputError: It is no recording; an SOP in its place is called so.
    """
    try:
        return api.read(source.name, source.data, vocabulary)
    except InputError:
        if looks_like_sop(source):
            remedy = "Name a recording, or use sopwright lint or render"
            raise refuse(source.name, "expected a recording, found an SOP", remedy) from None
        raise


def sop_in(source: files.Input) -> Sop:
    """Return the SOP in a file.

    Raises:
        InputError: It is no SOP; a recording in its place is called so.
    """
    try:
        return api.opened(source.name, source.text)
    except InputError:
        if _looks_like_recording(source):
            remedy = "Name an SOP, or use sopwright write to make one of the recording"
            raise refuse(source.name, "expected an SOP, found a recording", remedy) from None
        raise


def _looks_like_recording(source: files.Input) -> bool:
    if len(source.data) > _LARGEST_SOP or looks_like_sop(source):
        return False
    try:
        return bool(api.read(source.name, source.data))
    except InputError:
        return False


def looks_like_sop(source: files.Input) -> bool:
    """Return whether a file is an SOP rather than a recording, judged by its content and not by its name."""
    if len(source.data) > _LARGEST_SOP:
        return False
    text = source.data.decode("utf-8-sig", errors="replace").lstrip()
    if not text.startswith(("{", "[")):
        return bool(_SOP_YAML.search(text))
    try:
        content = loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and not content.keys().isdisjoint({"sop", "procedure"})
