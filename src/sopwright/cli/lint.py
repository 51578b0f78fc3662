"""``sopwright lint``: what an SOP lacks or contradicts, and what to do about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from sopwright import api
from sopwright.cli import files
from sopwright.cli.choices import listed, sop_in
from sopwright.cli.exits import Exit, WrongUseError
from sopwright.cli.terminal import Json, Quiet, Style, Terminal
from sopwright.sop.document import Sop
from sopwright.sop.lint.rule import Finding, Severity
from sopwright.writing.amounts import counted

_STYLES = {Severity.ERROR: Style.BAD, Severity.WARNING: Style.WARNING, Severity.ADVICE: Style.PLAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in one SOP.

    Attributes:
        source: The file.
        sop: The document, mended when that was asked for.
        findings: What is left to do.
        lived_with: What people decided to live with, with their reasons.
        mended: What was put right.
    """

    source: files.Input
    sop: Sop
    findings: tuple[Finding, ...]
    lived_with: tuple[Finding, ...]
    mended: tuple[Finding, ...] = ()


def lint(
    sop: Annotated[list[str], typer.Argument(metavar="SOP", hidden=True)],
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what is safe to put right, in the file.")] = False,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODE,...", help="Only these rules: SOP601, or SOP6 for a family.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODE,...", help="All but these rules.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 when something was found.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    r"""Find what SOPs lack or contradict.

    Findings are results, not failures: the exit code is 0 without --strict. SOP is a YAML or
    JSON file of Sopwright; - reads standard input, and with --fix writes the SOP to standard
    output.

    \b
    sopwright lint lead/sop.yaml
    sopwright lint sops/*.yaml --strict --ignore SOP9
    sopwright explain SOP601
    """
    terminal = Terminal(quiet=quiet)
    if fix and (select or ignore):
        message = "--fix puts right all that is safe. Choose rules with --select and --ignore when looking only."
        raise WrongUseError(message)
    if fix and json and files.STANDARD in sop:
        message = "--json and the mended SOP both want standard output. Give the SOP as a file, or leave out --json."
        raise WrongUseError(message)
    chosen = Choice(select=listed(select), ignore=listed(ignore))
    reports = [_report(source, chosen, fix=fix) for source in files.read_all(sop)]
    if fix:
        for report in reports:
            _save(report)
    piped = fix and any(report.source.path is None for report in reports)
    if json:
        terminal.json({"files": [_as_json(report) for report in reports]})
    else:
        for report in reports:
            _show(terminal, report, aside=piped)
    return Exit.FOUND if strict and any(report.findings for report in reports) else Exit.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which rules count.

    Attributes:
        select: Codes or their beginnings; empty for all.
        ignore: Codes or their beginnings.

    Raises:
        WrongUseError: No rule has such a code.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for code in (*self.select, *self.ignore):
            if not any(rule.startswith(code) for rule in api.rules()):
                message = f"No rule begins with {code}. sopwright explain lists all rules."
                raise WrongUseError(message)

    def counts(self, finding: Finding) -> bool:
        """Return whether the rule of ``finding`` was chosen."""
        selected = not self.select or finding.rule.startswith(self.select)
        return selected and not (self.ignore and finding.rule.startswith(self.ignore))


def _report(source: files.Input, chosen: Choice, *, fix: bool) -> Report:
    sop = sop_in(source)
    mended: tuple[Finding, ...] = ()
    if fix:
        sop, mended = api.fix(sop)
    findings = [finding for finding in api.lint(sop, datetime.now(UTC).date()) if chosen.counts(finding)]
    return Report(
        source=source,
        sop=sop,
        findings=tuple(finding for finding in findings if not finding.suppressed_because),
        lived_with=tuple(finding for finding in findings if finding.suppressed_because),
        mended=mended,
    )


def _save(report: Report) -> None:
    is_json = report.source.text.lstrip().startswith("{")
    content = api.render("json" if is_json else "yaml", report.sop, onto="" if is_json else report.source.text)
    if report.source.path is None:
        files.emit(content)
    elif report.mended:
        files.put(report.source.path.parent, {report.source.path.name: content})


def _show(terminal: Terminal, report: Report, *, aside: bool) -> None:
    say = terminal.message if aside else terminal.result
    name = report.source.name
    for finding in report.mended:
        terminal.message(f"{name}: put right: {finding}", Style.GOOD)
    for finding in report.findings:
        say(f"{name}: {finding}", _STYLES[finding.severity])
    found = Counter(finding.severity for finding in report.findings)
    fixable = sum(finding.fixable for finding in report.findings)
    more = [f"{fixable} can be put right by --fix"] if fixable else []
    more += [f"{counted(len(report.lived_with), 'finding')} suppressed with a reason"] if report.lived_with else []
    terminal.message(f"{name}: {'; '.join([spoken({each.value: found[each] for each in Severity}), *more])}")


def spoken(counts: Mapping[str, int]) -> str:
    """Return how many findings there are of each severity.

    Examples:
        >>> spoken({"error": 1, "warning": 2, "advice": 0})
        '1 error, 2 warnings'
        >>> spoken({"error": 0})
        'nothing found'
    """
    said = [
        counted(number, severity, "advice" if severity == "advice" else "")
        for severity, number in counts.items()
        if number
    ]
    return ", ".join(said) or "nothing found"


def _as_json(report: Report) -> dict[str, object]:
    return {
        "file": report.source.name,
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": [_finding(finding) for finding in report.lived_with],
        "fixed": [_finding(finding) for finding in report.mended],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "where": finding.where,
        "message": finding.message,
        "remedy": finding.remedy,
        "fixable": finding.fixable,
        "because": finding.suppressed_because or None,
    }
