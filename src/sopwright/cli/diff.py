"""``sopwright diff``: what changed between two SOPs, or between an SOP and what recordings now show."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import OwnVocabulary, known_words, looks_like_sop, sop_in
from sopwright.cli.exits import Exit, WrongUseError
from sopwright.cli.terminal import Json, Quiet, Terminal
from sopwright.cli.works import works_in
from sopwright.recording.vocabulary import Vocabulary
from sopwright.sop.diff import Change
from sopwright.sop.document import Sop
from sopwright.writing.amounts import counted


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", hidden=True)],
    new: Annotated[list[str], typer.Argument(metavar="NEW", hidden=True)],
    *,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with exit code 1 when there are differences.")
    ] = False,
    vocabulary: OwnVocabulary = "",
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Compare an SOP with another, or with fresh recordings.

    Differences are told by step and field, not by line. OLD is an SOP; NEW is an SOP, or one
    or more recordings: then what people wrote into OLD stays, and the differences are what
    the recordings show otherwise.

    \b
    sopwright diff lead-v1.yaml lead-v2.yaml
    sopwright diff lead/sop.yaml today.recording.json --exit-code
    """
    terminal = Terminal(quiet=quiet)
    before, *after = files.read_all([old, *new])
    first = sop_in(before)
    second = _newer(first, after, known_words(vocabulary), terminal)
    changes = api.diff(first, second)
    if json:
        terminal.json({"changes": [_as_json(change) for change in changes]})
    else:
        for change in changes:
            terminal.result(str(change))
        terminal.message(counted(len(changes), "difference") if changes else "No differences")
    return Exit.FOUND if exit_code and changes else Exit.DONE


def _newer(old: Sop, sources: Sequence[files.Input], vocabulary: Vocabulary, terminal: Terminal) -> Sop:
    """Return the SOP to compare with: the other SOP, or the old one as the recordings would make it."""
    sops = [source for source in sources if looks_like_sop(source)]
    if sops and len(sources) > 1:
        message = f"{sops[0].name} is an SOP; an SOP is compared with one SOP, or with recordings alone."
        raise WrongUseError(message)
    if sops:
        return sop_in(sops[0])
    with terminal.progress(len(sources)) as advance:
        works = works_in(sources, vocabulary, advance)
    kept = api.keep_edits(api.write(works, vocabulary), old).sop
    return replace(kept, version=old.version, status=old.status)


def _as_json(change: Change) -> dict[str, object]:
    return {
        "path": change.path,
        "where": change.where,
        "kind": change.kind,
        "before": change.before or None,
        "after": change.after or None,
    }
