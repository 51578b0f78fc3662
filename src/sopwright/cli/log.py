"""``sopwright log``: files of any kind in, one event log out, and every row that could not be used."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from sopwright.cli import files
from sopwright.cli.exits import Exit, WrongUseError
from sopwright.cli.logs import (
    STEPS,
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
from sopwright.cli.terminal import Json, Quiet, Style, Terminal
from sopwright.writing.amounts import counted

_SHOWN = 5
"""Refused rows that are shown; all are in the file beside the log."""


def log(  # noqa: PLR0913 - one parameter an option
    file: Annotated[list[str], typer.Argument(metavar="FILE", hidden=True)],
    *,
    to: Annotated[str, typer.Option("--to", "-o", metavar="FILE", help="Where to put the log, such as log.parquet.")],
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
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 when a row was refused.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Make one event log of recordings, CRM history and logs of other tools.

    FILE is CSV, Parquet, XES, OCEL, a field history export of Salesforce with its Lead and
    Opportunity tables, a property history export of HubSpot, a recording, or a log made
    before; - reads standard input. The format is told by the content. Columns are recognised
    or named with options. Rows that cannot be used are listed with line and reason in a file
    beside the log, such as log.refused.csv.

    \b
    sopwright log leads.csv --to log.parquet
    sopwright log LeadHistory.csv Lead.csv --to log.parquet --zone Europe/Berlin
    sopwright log tickets.csv --case Ticket --activity Action --time "Done at" --to log.parquet
    """
    terminal = Terminal(quiet=quiet)
    place = _place(to)
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
    with terminal.progress(STEPS + 1) as advance:
        made = collected(file, options, advance)
        advance("Putting the files in place")
        refused = place.with_name(f"{place.stem}.refused.csv")
        _check_apart((place, refused), file)
        paths = _put(place, refused, made)
    if json:
        terminal.json(_as_json(made, paths))
    else:
        _show(terminal, made, paths)
    return Exit.FOUND if strict and len(made.refused) else Exit.DONE


def _place(to: str) -> Path:
    if not to or to == files.STANDARD:
        message = "--to names no file. Name one, such as log.parquet."
        raise WrongUseError(message)
    if files.is_folder(to):
        return Path(to) / "log.parquet"
    return Path(to)


def _check_apart(outputs: Sequence[Path], inputs: Sequence[str]) -> None:
    taken = {files.real(each) for each in inputs if each != files.STANDARD}
    for output in outputs:
        if files.real(output) in taken:
            message = f"{output} is read by this command, and would be overwritten. Choose another place."
            raise WrongUseError(message)


def _put(place: Path, refused: Path, made: Any) -> tuple[Path, ...]:  # noqa: ANN401 - naming the type loads NumPy
    """Write the log, and what was refused; nothing that was refused leaves no earlier list of it behind."""
    from sopwright.log import spreadsheet  # noqa: PLC0415 - loads Polars
    from sopwright.log.store import save  # noqa: PLC0415 - loads Polars

    with TemporaryDirectory() as folder:
        save(made.log, Path(folder) / "log")
        contents = {place.name: (Path(folder) / "log").read_bytes()}
    if len(made.refused) or refused.is_file():
        contents[refused.name] = spreadsheet.csv(made.refused)
    return files.put(place.parent, contents)


def _as_json(made: Any, paths: Sequence[Path]) -> dict[str, object]:  # noqa: ANN401 - as above
    return {
        "files": [str(path) for path in paths],
        "events": made.log.events,
        "cases": made.log.cases,
        "activities": len(set(made.log.activity.codes.tolist())),
        "first": _when(int(made.log.time.min())).isoformat(),
        "last": _when(int(made.log.time.max())).isoformat(),
        "sources": list(made.tallies),
        "refused": len(made.refused),
        "reasons": [{"reason": reason, "rows": rows, "first": first} for reason, rows, first in made.reasons()],
        "notes": list(made.log.notes),
    }


def _show(terminal: Terminal, made: Any, paths: Sequence[Path]) -> None:  # noqa: ANN401 - as above
    log = made.log
    terminal.result(str(paths[0]), Style.STRONG)
    terminal.result(
        f"  {counted(log.events, 'event')} of {counted(log.cases, 'case')}, "
        f"{counted(len(log.activity.labels), 'activity', 'activities')}, "
        f"{_when(int(log.time.min())):%Y-%m-%d} to {_when(int(log.time.max())):%Y-%m-%d}"
    )
    for tally in made.tallies:
        rows = f"{counted(tally.read, 'row')} read = {tally.kept:,} kept + {tally.refused:,} refused"
        terminal.result(f"  {tally.name}: {rows}; {counted(tally.events, 'event')}")
    for note in log.notes:
        terminal.message(f"Note: {note}", Style.FAINT)
    _warn(terminal, made, paths)


def _warn(terminal: Terminal, made: Any, paths: Sequence[Path]) -> None:  # noqa: ANN401 - as above
    """Tell what was refused, quiet or not: it is not in the log."""
    refused = made.refused
    if not len(refused):
        return
    for row in refused.head(_SHOWN).rows(named=True):
        where = ":".join(str(part) for part in (row["source"], row["row"], row["column"]) if part)
        value = f" ({row['value']!r})" if row["value"] else ""
        terminal.warn(f"Refused: {where}: {row['reason']}{value}")
    rows = counted(len(refused), "row")
    terminal.warn(
        f"{rows} {'is' if len(refused) == 1 else 'are'} not in the log; all with line and reason in {paths[1]}:"
    )
    for reason, amount, first in made.reasons():
        terminal.warn(f"  {counted(amount, 'row')}: {reason}, first {first}")


def _when(time: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time)
