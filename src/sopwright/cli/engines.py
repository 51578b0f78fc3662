"""``sopwright summarise`` and ``sopwright pull``: events that lie in a database, counted there or brought here."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import listed
from sopwright.cli.connecting import Place, connected
from sopwright.cli.exits import Exit, WrongUseError
from sopwright.cli.terminal import Json, Quiet, Style, Terminal
from sopwright.writing.amounts import counted

Address = Annotated[str, typer.Argument(metavar="ADDRESS", hidden=True)]
Table = Annotated[str, typer.Option("--table", metavar="NAME", help="The table, or a path to Parquet files.")]
Case = Annotated[str, typer.Option("--case", metavar="COLUMN", help="Column with the case.")]
Activity = Annotated[str, typer.Option("--activity", metavar="COLUMN", help="Column that says what was done.")]
Time = Annotated[str, typer.Option("--time", metavar="COLUMN", help="Column that says when it was completed.")]
Row = Annotated[
    str,
    typer.Option("--row", metavar="COLUMN", help="Column that orders events of equal time.", show_default=False),
]
Start = Annotated[
    str, typer.Option("--start", metavar="COLUMN", help="Column that says when it was begun.", show_default=False)
]
Resource = Annotated[
    str, typer.Option("--resource", metavar="COLUMN", help="Column that says who did it.", show_default=False)
]
Lifecycle = Annotated[
    str,
    typer.Option("--lifecycle", metavar="COLUMN", help="Column with the part of an activity.", show_default=False),
]
Attributes = Annotated[
    list[str] | None,
    typer.Option(
        "--attribute", metavar="COLUMN,...", help="Columns that say something of the case.", show_default=False
    ),
]


def summarise(  # noqa: PLR0913 - one parameter an option
    address: Address,
    *,
    table: Table,
    case: Case,
    activity: Activity,
    time: Time,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="Where to put the tables.", show_default=False)
    ] = "",
    row: Row = "",
    start: Start = "",
    resource: Resource = "",
    lifecycle: Lifecycle = "",
    states: Annotated[
        list[str] | None,
        typer.Option(
            "--states", metavar="STATE,...", help="Parts that count as events (complete).", show_default=False
        ),
    ] = None,
    attribute: Attributes = None,
    each_case: Annotated[bool, typer.Option("--each-case", help="Bring each case too: one row a case.")] = False,
    sql: Annotated[
        bool, typer.Option("--sql", help="Print the questions as SQL; ADDRESS is the dialect, nothing is asked.")
    ] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Count events where they lie: edges, variants, times and people, without moving them.

    ADDRESS is duckdb:///leads.duckdb, duckdb:// (Parquet files), postgresql://user@host/db,
    spark://host:7077, spark://local, sc://host, bigquery://, snowflake:// or databricks://.
    Only counts and times leave the engine; cases do with --each-case. A password is best kept
    out of the address: PostgreSQL reads PGPASSWORD and ~/.pgpass.

    \b
    sopwright summarise postgresql://me@host/crm --table leads_events \
        --case lead_id --activity step --time done_at --row id --out summary/
    sopwright summarise bigquery --sql --table project.crm.events \
        --case lead_id --activity step --time done_at
    """
    terminal = Terminal(quiet=quiet)
    named = {"case": case, "activity": activity, "time": time, "row": row, "start": start}
    named |= {"resource": resource, "lifecycle": lifecycle}
    columns = api.columns_of(**named, states=listed(states) or ("complete",), attributes=listed(attribute))
    if sql:
        return _print_sql(terminal, api.engine_sql(address, table, columns), json=json)
    if not out:
        message = "--out names no folder. Name one for the tables, or give --sql to see the questions."
        raise WrongUseError(message)
    place = Place(address=address, table=table)
    with terminal.progress(2) as advance, connected(place) as found:
        advance(f"Asking {place.shown}")
        summaries = api.engine_summaries(found, columns, place.shown, each_case=each_case)
        advance("Putting the tables in place")
        paths = files.put(Path(out), api.engine_files(summaries, place.shown))
    if json:
        terminal.json({"files": [str(path) for path in paths], **_counts(summaries)})
    else:
        _show(terminal, summaries, paths)
    return Exit.DONE


def pull(  # noqa: PLR0913 - one parameter an option
    address: Address,
    *,
    table: Table,
    case: Case,
    activity: Activity,
    time: Time,
    to: Annotated[str, typer.Option("--to", "-o", metavar="FILE", help="Where to put the log, such as log.parquet.")],
    row: Row = "",
    start: Start = "",
    resource: Resource = "",
    lifecycle: Lifecycle = "",
    attribute: Attributes = None,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Bring the events of a database here, as a log that mine and check read.

    ADDRESS is as for summarise. Rows that are no events are in FILE.refused.csv, with reason.

    \b
    sopwright pull postgresql://me@host/crm --table leads_events --case lead_id \
        --activity step --time done_at --row id --to log.parquet
    """
    terminal = Terminal(quiet=quiet)
    target = Path(to)
    if not target.name or files.is_folder(to):
        message = f"--to {to} names no file. Name one, such as log.parquet."
        raise WrongUseError(message)
    named = {"case": case, "activity": activity, "time": time, "row": row, "start": start}
    columns = api.columns_of(**named, resource=resource, lifecycle=lifecycle, attributes=listed(attribute))
    place = Place(address=address, table=table)
    with terminal.progress(2) as advance, connected(place) as found:
        advance(f"Reading {place.shown}")
        log, refused = api.engine_log(found, columns, place.shown)
        advance("Putting the log in place")
        paths = _put(target, log, refused)
    if json:
        counts = {"events": log.events, "cases": log.cases, "refused": len(refused), "notes": list(log.notes)}
        terminal.json({"files": [str(path) for path in paths], **counts})
        return Exit.DONE
    terminal.result(str(paths[0]), Style.STRONG)
    terminal.result(f"  {counted(log.events, 'event')} of {counted(log.cases, 'case')}")
    for note in log.notes:
        terminal.message(f"Note: {note}", Style.FAINT)
    if len(refused):
        terminal.warn(f"{counted(len(refused), 'row')} not in the log, with reason: {paths[1]}")
    return Exit.DONE


def _print_sql(terminal: Terminal, texts: dict[str, str], *, json: bool) -> int:
    if json:
        terminal.json(texts)
    else:
        for name, text in texts.items():
            terminal.result(f"-- {name}\n{text.rstrip()};\n")
    return Exit.DONE


def _counts(summaries: Any) -> dict[str, object]:  # noqa: ANN401 - naming the type loads Ibis
    return {
        "engine": summaries.engine,
        "events": summaries.events,
        "cases": summaries.cases,
        "activities": len(summaries.labels),
        "variants": len(summaries.variants),
        "ties": summaries.ties,
        "undecided": summaries.undecided,
        "left_out": dict(summaries.left_out),
        "notes": list(summaries.notes),
    }


def _show(terminal: Terminal, summaries: Any, paths: tuple[Path, ...]) -> None:  # noqa: ANN401 - as above
    terminal.result(str(paths[0].parent), Style.STRONG)
    terminal.result(
        f"  {counted(summaries.events, 'event')} of {counted(summaries.cases, 'case')}, "
        f"{counted(len(summaries.labels), 'activity', 'activities')}, "
        f"{counted(len(summaries.variants), 'variant')}; asked of {summaries.engine}"
    )
    for note in summaries.notes:
        terminal.message(f"Note: {note}", Style.FAINT)


def _put(target: Path, log: Any, refused: Any) -> tuple[Path, ...]:  # noqa: ANN401 - as above
    from sopwright.log.store import save  # noqa: PLC0415 - loads Polars

    with TemporaryDirectory() as folder:
        save(log, Path(folder) / "log")
        contents = {target.name: (Path(folder) / "log").read_bytes()}
    rejected = f"{target.stem}.refused.csv"
    if len(refused) or (target.parent / rejected).is_file():
        contents[rejected] = refused.write_csv().encode()
    return files.put(target.parent, contents)
