"""``sopwright check``: is the work in a log done as the SOP says?"""

from collections.abc import Sequence
from io import BytesIO
from json import dumps
from pathlib import Path
from typing import Annotated, Any

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import sop_in
from sopwright.cli.exits import Exit, WrongUseError
from sopwright.cli.logs import (
    STEPS,
    Activity,
    Case,
    CaseType,
    Order,
    Resource,
    Role,
    Start,
    System,
    Time,
    Zone,
    collected,
)
from sopwright.cli.telling import matches_of, roles_of
from sopwright.cli.terminal import Json, Quiet, Style, Terminal

_NAMED = 12


def check(  # noqa: PLR0913 - one parameter an option
    log: Annotated[list[str], typer.Argument(metavar="LOG", hidden=True)],
    *,
    sop: Annotated[str, typer.Option("--sop", metavar="FILE", help="The SOP that was agreed.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="Folder for report and tables.", show_default=False)
    ] = "",
    match: Annotated[
        list[str] | None,
        typer.Option(
            "--match", metavar="ACTIVITY=STEP", help="What an activity shows; - for no step.", show_default=False
        ),
    ] = None,
    matching: Annotated[
        str, typer.Option("--matching", metavar="FILE", help="The same for many activities (YAML).", show_default=False)
    ] = "",
    roles: Annotated[
        str, typer.Option("--roles", metavar="FILE", help="The role of each person (CSV or YAML).", show_default=False)
    ] = "",
    won: Annotated[
        list[str] | None,
        typer.Option("--won", metavar="ACTIVITY", help="Activity that means success.", show_default=False),
    ] = None,
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
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 1 when fitness is below --at-least.")
    ] = False,
    at_least: Annotated[float, typer.Option("--at-least", metavar="FITNESS", help="From 0 to 1.", min=0, max=1)] = 1.0,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Compare the work in a log with an SOP: skipped, out of order, extra, late, wrong role.

    LOG is an event log of sopwright log, or any file that sopwright log reads. Activities are
    matched with steps by what the SOP says under activities, by what a step sets, its id or its
    words; the result lists what was matched how, and what was not. With --out, conformance.html
    and tables in CSV, Parquet and JSON are written.

    \b
    sopwright check log.parquet --sop lead/sop.yaml --out conformance/
    sopwright check LeadHistory.csv Lead.csv --sop lead/sop.yaml --match "Status: Working=open-record"
    sopwright check log.parquet --sop lead/sop.yaml --strict --at-least 0.9
    """
    terminal = Terminal(quiet=quiet)
    if out == files.STANDARD:
        message = "--out writes several files. Give a folder, or leave it out."
        raise WrongUseError(message)
    told = matches_of(matching, match or ())
    people = roles_of(roles)
    agreed = sop_in(files.read(sop))
    options = {
        "case": case,
        "activity": activity,
        "time": time,
        "start": start,
        "resource": resource,
        "role": role,
        "system": system,
        "zone": zone,
        "date_order": date_order,
        "case_type": case_type,
    }
    if out:
        files.check_free(Path(out))
    with terminal.progress(STEPS + 2) as advance:
        made = collected(log, options, advance)
        advance("Comparing with the SOP")
        found = api.check(made.log, agreed, told, roles=people, won=listed_whole(won))
        advance("Putting the files in place")
        paths = _put(Path(out), found, log) if out else ()
    if len(made.refused):
        terminal.warn(f"{len(made.refused):,} rows could not be read and are not in the log; sopwright log lists them.")
    if json:
        terminal.json(_as_json(found, paths))
    else:
        _show(terminal, found, paths)
    return Exit.FOUND if strict and found.fitness.value < at_least else Exit.DONE


def listed_whole(values: Sequence[str] | None) -> tuple[str, ...]:
    """Return the entries of an option that may be repeated; an activity may hold commas."""
    return tuple(value.strip() for value in values or () if value.strip())


def _put(folder: Path, found: Any, sources: Sequence[str]) -> tuple[Path, ...]:  # noqa: ANN401 - naming the type loads NumPy
    """Write the report and all tables."""
    from sopwright.log import spreadsheet  # noqa: PLC0415 - loads Polars
    from sopwright.writing.mined.conformance_report import html  # noqa: PLC0415 - loads Polars
    from sopwright.writing.mined.conformance_tables import plain, tables  # noqa: PLC0415 - as above

    contents = {"conformance.html": html(found).encode()}
    contents["conformance.json"] = (dumps(_values(plain(found)), ensure_ascii=False, indent=2) + "\n").encode()
    for name, table in tables(found).items():
        contents[f"conformance-{name}.csv"] = spreadsheet.csv(table)
        stored = BytesIO()
        table.write_parquet(stored)
        contents[f"conformance-{name}.parquet"] = stored.getvalue()
    places = [folder / name for name in contents]
    files.check_apart(places, [files.Input(name=each, path=Path(each), data=b"") for each in sources if each != "-"])
    return files.put(folder, contents)


def _as_json(found: Any, paths: Sequence[Path]) -> object:  # noqa: ANN401 - as above
    from sopwright.writing.mined.conformance_tables import plain  # noqa: PLC0415 - as above

    return _values({**plain(found), "files": [str(path) for path in paths]})


def _values(value: object) -> object:
    """Return what JSON can hold."""
    if isinstance(value, dict):
        return {str(key): _values(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_values(each) for each in value]
    if isinstance(value, float):
        return None if value != value else round(value, 6)  # noqa: PLR0124 - NaN
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _show(terminal: Terminal, found: Any, paths: Sequence[Path]) -> None:  # noqa: ANN401 - as above
    from sopwright.writing.mined.conformance_words import in_lines, verdict_of, warnings_of  # noqa: PLC0415 - as above

    terminal.result(found.sop.title, Style.STRONG)
    for sentence in verdict_of(found):
        terminal.result(f"  {sentence}")
    for sentence in warnings_of(found):
        terminal.result(f"  {sentence}", Style.WARNING)
    if found.steps.height:
        terminal.result("")
        terminal.table(("Deviation", "Look it up in"), tuple(in_lines(found)))
    if unknown := found.matching.unknown:
        shown = ", ".join(f"{each.activity} ({each.events:,})" for each in unknown[:_NAMED] if not each.told)
        if shown:
            more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
            terminal.result("")
            terminal.result(f"  Extra or unknown, not counted; say what they are with --match: {shown}{more}")
    if unheld := [limit.name for limit in found.limits if limit.unknown]:
        of = f"{len(unheld)} of {len(found.limits)} time limits"
        terminal.message(
            f"{of} cannot be held against this log: {', '.join(unheld)}. The report says why.", Style.FAINT
        )
    for note in found.notes:
        terminal.message(f"Note: {note}", Style.FAINT)
    if not paths:
        return
    pages = [path for path in paths if path.suffix in {".html", ".json"}]
    for path in pages:
        terminal.result(f"  {path}")
    terminal.result(f"  {(len(paths) - len(pages)) // 2} tables beside it, conformance-*.csv and .parquet")
