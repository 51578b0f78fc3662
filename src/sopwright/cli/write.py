"""``sopwright write``: recordings in; SOP, process map and report out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import OwnVocabulary, To, chosen_forms, known_words, sop_in
from sopwright.cli.exits import WrongUseError
from sopwright.cli.lint import spoken
from sopwright.cli.terminal import Advance, Json, Quiet, Style, Terminal
from sopwright.cli.works import works_in
from sopwright.errors import refuse
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Work
from sopwright.sop.document import Sop
from sopwright.sop.lint.rule import Severity
from sopwright.sop.overlay import Kept
from sopwright.writing.amounts import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the recordings.

    Attributes:
        works: What the recordings show.
        sop: The document, with the edits that were kept.
        kept: What became of the edits; ``None`` without ``--sop``.
        findings: How many findings of each severity the linter has.
        contents: What goes into each file.
    """

    works: tuple[Work, ...]
    sop: Sop
    kept: Kept | None
    findings: dict[str, int]
    contents: dict[str, bytes]


def write(  # noqa: PLR0913 - one parameter an option
    recording: Annotated[list[str], typer.Argument(metavar="RECORDING", hidden=True)],
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results.")],
    sop: Annotated[
        str, typer.Option("--sop", metavar="FILE", help="Keep the edits made in this SOP.", show_default=False)
    ] = "",
    title: Annotated[str, typer.Option("--title", help="What to call the procedure.", show_default=False)] = "",
    vocabulary: OwnVocabulary = "",
    to: To = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    r"""Turn recordings of the same work into SOP, map and report.

    RECORDING is a file of Sopwright, Chrome DevTools Recorder, rrweb, Selenium IDE,
    Playwright codegen or Action Logger; - reads standard input.

    \b
    sopwright write lead.json --out lead/
    sopwright write monday.json tuesday.json --sop lead/sop.yaml --out lead/
    sopwright write lead.json --to md --out - | less
    """
    terminal = Terminal(quiet=quiet)
    files.check_out(out, json=json)
    forms = chosen_forms(to, lambda form: form.by_default)
    if out == files.STANDARD and len(forms) != 1:
        message = "--out - writes one form to standard output. Choose it: --to md, say."
        raise WrongUseError(message)
    sources = files.read_all(recording)
    existing = files.read(sop) if sop else None
    folder = None if out == files.STANDARD else Path(out)
    if folder is not None:
        files.check_apart([folder / form.file for form in forms], sources)
    with terminal.progress(len(sources) + 2 + len(forms)) as advance:
        written = written_from(sources, existing, known_words(vocabulary), title, forms, advance)
    if folder is not None and "sop.yaml" in written.contents:
        _check_edits(folder / "sop.yaml", existing)
    if folder is None:
        tell_edits(terminal, written.kept, None)
        files.emit(written.contents[forms[0].file])
        return
    paths, earlier = put_in_place(folder, written, existing)
    tell_edits(terminal, written.kept, earlier)
    if json:
        terminal.json(_as_json(written, paths))
    else:
        _show(terminal, written, folder, forms)


def written_from(
    sources: Sequence[files.Input],
    existing: files.Input | None,
    vocabulary: Vocabulary,
    title: str,
    forms: Sequence[api.Form],
    advance: Advance,
) -> Written:
    """Return what becomes of the recordings in ``sources``; the edits made in ``existing`` stay.

    Raises:
        InputError: A file cannot be used, or nothing was done in any recording.
    """
    works = works_in(sources, vocabulary, advance)
    advance("Writing the procedure")
    sop = api.write(works, vocabulary, title=title)
    kept = None if existing is None else api.keep_edits(sop, sop_in(existing))
    sop = sop if kept is None else kept.sop
    onto = "" if existing is None else existing.text
    contents: dict[str, bytes] = {}
    for form in forms:
        advance(f"Making {form.file}")
        contents[form.file] = api.render(form.name, sop, works, onto=onto if form.name == "yaml" else "")
    advance("Putting the files in place")
    return Written(works=works, sop=sop, kept=kept, findings=_findings(sop), contents=contents)


def put_in_place(folder: Path, written: Written, existing: files.Input | None) -> tuple[tuple[Path, ...], Path | None]:
    """Write all files into ``folder``, or none; return where they are, and where the SOP as it was is kept, if it is.

    Raises:
        InputError: They cannot be written there.
    """
    contents = dict(written.contents)
    earlier = _place_for_earlier(folder, written, existing)
    if existing is not None and earlier is not None:
        contents[earlier] = existing.data
    return files.put(folder, contents), None if earlier is None else folder / earlier


def _check_edits(there: Path, existing: files.Input | None) -> None:
    """Refuse to lose what a person wrote into the SOP that would be overwritten."""
    if not there.is_file() or (existing is not None and existing.path is not None and there.samefile(existing.path)):
        return
    edits = api.edits_of(sop_in(files.read(str(there))))
    if edits:
        found = f"expected no edits in an SOP that would be written over, found {counted(len(edits), 'edit')}"
        raise refuse(str(there), found, f"Give --sop {there} to keep them, or another --out")


def _place_for_earlier(folder: Path, written: Written, existing: files.Input | None) -> str | None:
    """Return the name under which the overwritten SOP stays, when some of its edits have no place in the new one."""
    there = folder / "sop.yaml"
    if existing is None or written.kept is None or not written.kept.orphans or "sop.yaml" not in written.contents:
        return None
    if existing.path is None or not there.exists() or not there.samefile(existing.path):
        return None
    names = (f"sop.before{'' if number == 1 else f'-{number}'}.yaml" for number in count(1))
    return next(name for name in names if not (folder / name).exists())


def tell_edits(terminal: Terminal, kept: Kept | None, earlier: Path | None) -> None:
    """Say what became of a person's edits; also when quiet, because something may be lost."""
    for conflict in () if kept is None else kept.conflicts:
        terminal.warn(f"The recordings now show it otherwise; your edit stays: {conflict}")
    for orphan in () if kept is None else kept.orphans:
        terminal.warn(f"Your edit has no place any more: {orphan}")
    if earlier is not None:
        terminal.warn(f"The SOP as it was, with these edits, is kept as {earlier}.")


def in_short(written: Written) -> str:
    """Return how much was written from how much, such as ``6 steps in 2 phases, from 2 runs in 1 recording``."""
    counts = _counts(written)
    exceptions = f", {counted(counts['exceptions'], 'exception')}" if counts["exceptions"] else ""
    return (
        f"{counted(counts['steps'], 'step')} in {counted(counts['phases'], 'phase')}{exceptions}, from "
        f"{counted(counts['runs'], 'run')} in {counted(counts['recordings'], 'recording')}"
    )


def _counts(written: Written) -> dict[str, int]:
    sop = written.sop
    return {
        "recordings": len({work.recording.id for work in written.works}),
        "runs": sum(len(work.runs) for work in written.works),
        "phases": len(sop.procedure),
        "steps": len(sop.steps),
        "exceptions": len(sop.exceptions),
        "questions": len(api.asked(sop)),
    }


def _findings(sop: Sop) -> dict[str, int]:
    counted = Counter(finding.severity for finding in api.lint(sop) if not finding.suppressed_because)
    return {severity.value: counted[severity] for severity in Severity}


def _as_json(written: Written, paths: Sequence[Path]) -> dict[str, object]:
    kept = written.kept
    return {
        "title": written.sop.title,
        **_counts(written),
        "findings": written.findings,
        "orphans": [] if kept is None else list(kept.orphans),
        "conflicts": [] if kept is None else list(kept.conflicts),
        "files": [str(path) for path in paths],
    }


def _show(terminal: Terminal, written: Written, folder: Path, forms: Sequence[api.Form]) -> None:
    terminal.result(written.sop.title, Style.STRONG)
    terminal.result(f"  {in_short(written)}")
    terminal.result(f"  {counted(_counts(written)['questions'], 'open question')}")
    terminal.result(f"  Lint: {spoken(written.findings)}")
    width = max(len(str(folder / form.file)) for form in forms)
    for form in forms:
        terminal.result(f"  {folder / form.file!s:{width}}  {form.says}", Style.PLAIN)
