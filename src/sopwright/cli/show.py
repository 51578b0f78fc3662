"""``sopwright show``: the runs, steps and times of a recording in the terminal."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import OwnVocabulary, known_words, recordings_in
from sopwright.cli.terminal import Json, Style, Terminal
from sopwright.recording.work import Run, Step, Times, Work
from sopwright.writing.amounts import counted, duration, in_parts

BUCKETS = ("Work", "System", "Idle or away")
"""Columns of time; with the pauses they add up to the run."""


def show(
    recording: Annotated[list[str], typer.Argument(metavar="RECORDING", hidden=True)],
    *,
    vocabulary: OwnVocabulary = "",
    json: Json = False,
) -> None:
    r"""Show the runs, steps and times of recordings.

    \b
    sopwright show lead.json
    sopwright show lead.json --json | jq '.recordings[].runs[].steps[].title'
    """
    terminal = Terminal()
    words = known_words(vocabulary)
    works = [
        api.understand(each, words) for source in files.read_all(recording) for each in recordings_in(source, words)
    ]
    if json:
        terminal.json({"recordings": [_as_json(work) for work in works]})
        return
    for number, work in enumerate(works):
        if number:
            terminal.result("")
        _show(terminal, work)


def _show(terminal: Terminal, work: Work) -> None:
    recording = work.recording
    apps = ", ".join(app.name for app in recording.apps) or "no known application"
    terminal.result(recording.title or apps, Style.STRONG)
    terminal.result(
        f"{counted(len(recording.events), 'event')}{_lasting(recording.duration_ms)}, "
        f"{counted(len(work.runs), 'run')}; recorded with {recording.recorder}"
    )
    for run in work.runs:
        terminal.result("")
        terminal.result(_headline(run), Style.STRONG)
        columns = ("No.", "Step", "Application", "Result", *(BUCKETS if recording.timed else ()))
        terminal.table(columns, [_row(step, work) for step in run.steps], right=("No.", *BUCKETS))
    terminal.result("")
    if work.times is not None:
        terminal.result(f"Time: {spoken(work.times)}")
    if work.left_out:
        terminal.result(f"Left out: {counted(len(work.left_out), 'event')} ({_reasons(work.left_out)})")
    for missing in recording.coverage.not_recorded:
        terminal.result(f"Not recorded: {missing}")


def _headline(run: Run) -> str:
    about = f" on one {run.object}" if run.object else ""
    end = "completed" if run.complete else "no completing act was seen"
    return f"Run {run.number}{about}{_lasting(run.times.total if run.times else None)}, {end}"


def _lasting(milliseconds: int | None) -> str:
    return "" if milliseconds is None else f" in {duration(milliseconds)}"


def _row(step: Step, work: Work) -> tuple[str, ...]:
    names = {app.id: app.name for app in work.recording.apps}
    result = f"refused: {step.result}" if step.failed and step.result else step.result
    return (
        str(step.number),
        step.title,
        names.get(step.app, step.app),
        _plain(result) or "no result observed",
        *_buckets(step),
    )


def _plain(text: str) -> str:
    return text.replace("**", "").replace("*", "")


def _buckets(step: Step) -> tuple[str, ...]:
    if step.times is None or step.before is None:
        return ()
    times = step.times + step.before
    return _amount(times.work), _amount(times.system), _amount(times.idle + times.away)


def _amount(milliseconds: int) -> str:
    """Return a time of a step; a dash for none worth a number, so that those that matter stand out."""
    return duration(milliseconds) if milliseconds >= 50 else "–"  # noqa: PLR2004 - half of the last digit shown


def _reasons(left_out: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in Counter(reason for _, reason in left_out).items())


def spoken(times: Times) -> str:
    """Return where the time went; the parts add up to the whole.

    Examples:
        >>> spoken(Times(work=9_000, idle=1_000))
        '10.0 s = 9.0 s work + 1.0 s idle'
    """
    parts = {
        "work": times.work,
        "system": times.system,
        "idle": times.idle,
        "away": times.away,
        "paused": times.paused,
    }
    whole, amounts = in_parts(list(parts.values()))
    said = [f"{amount} {name}" for (name, time), amount in zip(parts.items(), amounts, strict=True) if time]
    return f"{whole} = {' + '.join(said)}" if said else duration(0)


def _as_json(work: Work) -> dict[str, object]:
    recording = work.recording
    return {
        "id": recording.id,
        "title": recording.title,
        "recorder": recording.recorder,
        "started": recording.started,
        "duration_ms": recording.duration_ms,
        "performer": recording.performer,
        "pace": recording.pace,
        "apps": recording.apps,
        "events": len(recording.events),
        "coverage": recording.coverage,
        "times": work.times,
        "between": work.between,
        "left_out": [{"event": number, "reason": reason} for number, reason in work.left_out],
        "runs": [_run_as_json(run) for run in work.runs],
    }


def _run_as_json(run: Run) -> dict[str, object]:
    return {
        "number": run.number,
        "object": run.object,
        "complete": run.complete,
        "start_ms": run.start_ms,
        "end_ms": run.end_ms,
        "times": run.times,
        "steps": [_step_as_json(step) for step in run.steps],
    }


def _step_as_json(step: Step) -> dict[str, object]:
    return {
        "number": step.number,
        "id": step.id,
        "title": step.title,
        "do": step.do,
        "result": step.result or None,
        "failed": step.failed,
        "app": step.app,
        "page": step.page.template,
        "events": step.events,
        "times": step.times,
        "before": step.before,
        "updates": [{"field": field, "to": to or None} for field, to in step.updates],
        "questions": [{"event": number, "about": weakness} for weakness, number in step.weaknesses],
        "choice": step.choice or None,
    }
