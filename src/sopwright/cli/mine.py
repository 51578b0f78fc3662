"""``sopwright mine``: an event log in; process map, report and tables out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from sopwright.cli import files
from sopwright.cli.choices import listed, sop_in
from sopwright.cli.exits import WrongUseError
from sopwright.cli.logs import STEPS as READING
from sopwright.cli.logs import (
    Activity,
    Case,
    CaseType,
    Drop,
    Order,
    Resource,
    Role,
    Start,
    System,
    Time,
    Values,
    Zone,
    collected,
)
from sopwright.cli.terminal import Advance, Json, Quiet, Style, Terminal
from sopwright.cli.working_hours import working_hours
from sopwright.errors import refuse

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORMS = ("report", "svg", "bpmn", "parquet", "csv", "json")
_LIFECYCLES = ("instances", "all")
_TOLD = 5
"""So many of the most telling sentences are printed; all are in the report."""


def mine(  # noqa: PLR0913 - one parameter an option
    file: Annotated[list[str], typer.Argument(metavar="FILE", hidden=True)],
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results.")],
    filter_: Annotated[
        list[str] | None,
        typer.Option(
            "--filter", "-f", metavar="EXPR", help="Only cases that pass; may be repeated.", show_default=False
        ),
    ] = None,
    sop: Annotated[
        str, typer.Option("--sop", metavar="FILE", help="Lay the work beside this SOP.", show_default=False)
    ] = "",
    hours: Annotated[
        str,
        typer.Option("--hours", metavar="HOURS", help="Count working time only, in these hours.", show_default=False),
    ] = "",
    now: Annotated[
        str,
        typer.Option(
            "--now", metavar="TIME", help="When open cases are looked at (the log's end).", show_default=False
        ),
    ] = "",
    lifecycle: Annotated[
        str, typer.Option("--lifecycle", metavar="instances|all", help="Join starts and completions, or not.")
    ] = "instances",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="FORM,...", help=f"Forms to write: {', '.join(_FORMS)} (all).", show_default=False
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What to call the log.", show_default=False)] = "",
    case: Case = "",
    activity: Activity = "",
    time: Time = "",
    start: Start = "",
    resource: Resource = "",
    role: Role = "",
    system: System = "",
    zone: Zone = "",
    date_order: Order = "",
    case_type: CaseType = "",
    values: Values = None,
    drop_duplicates: Drop = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    r"""Find out how the work really goes: process map, report and tables.

    FILE is an event log that sopwright log made, or any file that it reads; - reads standard
    input. The report is one page that its reader can filter, without a network.

    \b
    sopwright mine log.parquet --out mined/
    sopwright mine leads.csv --out mined/ --hours "mon-fri 09:00-17:00 Europe/Berlin"
    sopwright mine log.parquet --out q1/ --filter period=2026-Q1 --filter segment=Enterprise
    sopwright mine log.parquet --out mined/ --sop lead.sop.yaml --to report,svg
    """
    terminal = Terminal(quiet=quiet)
    folder = _folder(out)
    forms = _chosen(to)
    if lifecycle not in _LIFECYCLES:
        message = f"--lifecycle {lifecycle} is not known. Give instances (starts and completions joined) or all."
        raise WrongUseError(message)
    options = {
        "case": case,
        "activity": activity,
        "time": time,
        "start": start,
        "resource": resource,
        "role": role,
        "system": system,
        "zone": zone,
        "case_type": case_type,
        "date_order": date_order,
        "values": values,
        "drop_duplicates": drop_duplicates,
    }
    document = sop_in(files.read(sop)) if sop else None
    at = _instant(now) if now else None
    from sopwright.writing.mined.making import STEPS, Asked, made  # noqa: PLC0415 - loads NumPy and Polars

    with terminal.progress(READING + STEPS + 1) as advance:
        log, refused = _log(file, options, advance)
        asked = Asked(
            title=title or _named(file),
            filters=tuple(filter_ or ()),
            hours=working_hours(hours, document, *_years(log)) if hours else None,
            hours_words=" ".join(hours.split()),
            whole=lifecycle == "all",
            now=at,
            sop=document,
            forms=forms,
        )
        done = made(log, asked, advance)
        advance("Putting the files in place")
        _check_apart(folder, tuple(done.files), file)
        paths = _put(folder, done.files)
    if json:
        terminal.json(_as_json(done, refused, paths))
        return
    _show(terminal, done, refused, paths)


def _log(arguments: Sequence[str], options: dict[str, Any], advance: Advance) -> tuple[Any, int]:
    """Return the log, and how many rows were refused; one log of ours that is named alone is taken as it is."""
    from sopwright.log.store import is_log, load  # noqa: PLC0415 - loads Polars

    alone = len(arguments) == 1 and arguments[0] not in ("", files.STANDARD)
    if alone and not any(options.values()) and Path(arguments[0]).is_file() and is_log(Path(arguments[0])):
        for _ in range(READING):
            advance(f"Reading {arguments[0]}")
        return load(Path(arguments[0])), 0
    found = collected(arguments, options, advance)
    return found.log, len(found.refused)


def _folder(out: str) -> Path:
    if not out or out == files.STANDARD:
        message = "--out names no folder. Name one, such as mined/."
        raise WrongUseError(message)
    files.check_free(Path(out))
    return Path(out)


def _named(arguments: Sequence[str]) -> str:
    """Return what to call a log that nobody named: as its first file."""
    name = Path(arguments[0].removesuffix(".gz")).stem.removesuffix(".recording")
    name = "Event log" if arguments[0] == files.STANDARD or not name else name
    return f"{name} and {len(arguments) - 1} more" if len(arguments) > 1 else name


def _chosen(to: list[str] | None) -> tuple[str, ...]:
    names = listed(to)
    for name in names:
        if name not in _FORMS:
            message = f"--to {name} is not known. Choose from {', '.join(_FORMS)}."
            raise WrongUseError(message)
    return tuple(form for form in _FORMS if not names or form in names)


def _instant(text: str) -> int:
    """Return an instant in microseconds; UTC where the text states no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        remedy = "Write it as 2026-03-31T17:00+02:00"
        where = f"--now {text}"
        raise refuse(where, "expected a date and time, found something else", remedy) from None
    known = found if found.tzinfo else found.replace(tzinfo=UTC)
    return (known - _EPOCH) // timedelta(microseconds=1)


def _years(log: Any) -> tuple[int, int]:  # noqa: ANN401 - naming the type loads NumPy
    """Return the years of the log, for holidays; within those that a calendar can say."""
    year = timedelta(days=366)
    first, last = (_EPOCH + timedelta(microseconds=int(at)) for at in (log.time.min(), log.time.max()))
    return max(first.year, 1900), min((last + year).year if last.year < 9998 else last.year, 2200)  # noqa: PLR2004 - the end of dates


def _check_apart(folder: Path, names: Sequence[str], inputs: Sequence[str]) -> None:
    taken = {files.real(each) for each in inputs if each != files.STANDARD}
    for name in names:
        if files.real(folder / name) in taken:
            message = f"{folder / name} is read by this command, and would be overwritten. Choose another --out."
            raise WrongUseError(message)


def _put(folder: Path, contents: dict[str, bytes]) -> tuple[Path, ...]:
    """Write the files; those in a folder below first, so that the report stands for all of them."""
    paths: list[Path] = []
    for place in sorted({str(Path(name).parent) for name in contents}, reverse=True):
        here = {Path(name).name: content for name, content in contents.items() if str(Path(name).parent) == place}
        paths += files.put(folder / place, here)
    return tuple(paths)


def _as_json(done: Any, refused: int, paths: Sequence[Path]) -> dict[str, object]:  # noqa: ANN401 - as above
    told = done.told
    log = told.overview.log
    return {
        "title": told.title,
        "events": log.events,
        "cases": log.cases,
        "says": [{"text": one.text, "n": one.n, "of": one.of, "cases": list(one.cases)} for one in told.standouts],
        "basis": list(told.basis),
        "refused": refused,
        "files": [str(path) for path in paths],
    }


def _show(terminal: Terminal, done: Any, refused: int, paths: Sequence[Path]) -> None:  # noqa: ANN401 - as above
    from sopwright.writing.amounts import counted  # noqa: PLC0415 - with the rest of the report

    told = done.told
    log = told.overview.log
    terminal.result(told.title, Style.STRONG)
    terminal.result(f"  {counted(log.cases, 'case')}, {counted(log.events, 'event')}")
    if refused:
        terminal.warn(f"{counted(refused, 'row was', 'rows were')} refused. sopwright log tells which and why.")
    for one in told.standouts[:_TOLD]:
        terminal.result(f"  · {one.text} (n = {one.n:,} {one.of})")
    if not told.standouts:
        terminal.result("  Nothing stands out beyond what chance gives.")
    shown = [path for path in paths if path.parent.name != "tables"]
    inside = len(paths) - len(shown)
    for path in shown:
        terminal.result(f"  {path}")
    if inside:
        terminal.result(
            f"  {counted(inside, 'table')} in {next(path.parent for path in paths if path.parent.name == 'tables')}"
        )
