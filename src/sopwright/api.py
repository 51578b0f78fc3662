"""What can a program ask of Sopwright? The whole way from recordings to documents, in a handful of functions.

In: names and contents of files. Out: values, and the contents of files. Nothing is read or written here, but for event
logs, which are too large to be handed about.

Law: the command line does nothing with recordings and SOPs that a program cannot do through these functions.

A renderer is imported when it is first asked for, so that showing a recording does not wait for the PDF compiler.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopwright.recording.schema import Recording
from sopwright.recording.vocabulary import Vocabulary, builtin
from sopwright.recording.work import Work
from sopwright.sop.diff import Change
from sopwright.sop.document import Sop
from sopwright.sop.filling import Template
from sopwright.sop.lint.rule import Finding, Rule
from sopwright.sop.overlay import Edit, Kept


def read(name: str, data: bytes, vocabulary: Vocabulary | None = None) -> tuple[Recording, ...]:
    """Return the recordings in a file of any format that is recognised.

    Args:
        name: The file's name, for messages.
        data: The file's content.
        vocabulary: What is known of applications and interface words; ours when left out.

    Raises:
        InputError: The file is no recording, or not as its format says; names every problem.
    """
    from sopwright.recording.reading import read as read_any

    return read_any(name, data, vocabulary or builtin())


def understand(recording: Recording, vocabulary: Vocabulary | None = None) -> Work:
    """Return the work that a recording shows: its runs, steps and times."""
    from sopwright.recording.runs import work_of

    return work_of(recording, vocabulary or builtin())


def write(works: Sequence[Work], vocabulary: Vocabulary | None = None, *, title: str = "") -> Sop:
    """Return the SOP of the work that recordings show, sealed so that later edits are seen.

    Args:
        works: Recordings of the same work, at least one.
        vocabulary: As for ``read``.
        title: What to call the procedure; found from the work when left out.
    """
    from sopwright.sop.overlay import seal
    from sopwright.writing.compose import compose

    return seal(compose(works, vocabulary or builtin(), title=title))


def dumped(recording: Recording) -> str:
    """Return the text of our own recording format, the same for the same recording."""
    from sopwright.recording.form import dump

    return dump(recording)


def opened(name: str, text: str) -> Sop:
    """Return the SOP in a YAML or JSON text.

    Raises:
        InputError: The text is no SOP; names every problem with file, line and key.
    """
    from sopwright.sop.form import parse

    return parse(name, text)


def keep_edits(generated: Sop, existing: Sop) -> Kept:
    """Return ``generated`` with what people wrote into ``existing``, and what of it found no place."""
    from sopwright.sop.overlay import keep_edits as keep

    return keep(generated, existing)


def edits_of(existing: Sop) -> tuple[Edit, ...]:
    """Return what people changed since an SOP was generated; all of it when it never was."""
    from sopwright.sop.overlay import edits_of as edits

    return edits(existing)


def diff(old: Sop, new: Sop) -> tuple[Change, ...]:
    """Return what changed between two SOPs, by step and field."""
    from sopwright.sop.diff import diff as differences

    return differences(old, new)


def asked(sop: Sop) -> tuple[str, ...]:
    """Return everything that somebody who knows the work has to answer, each question once."""
    from sopwright.sop.asking import asked as asked_in

    return asked_in(sop)


def rules() -> Mapping[str, Rule]:
    """Return every lint rule by its code."""
    from sopwright.sop.lint import RULES

    return RULES


def lint(sop: Sop, today: date | None = None) -> tuple[Finding, ...]:
    """Return what an SOP lacks or contradicts; a review that is overdue only when ``today`` is given."""
    from sopwright.sop.lint import lint as find

    return find(sop, today)


def fix(sop: Sop) -> tuple[Sop, tuple[Finding, ...]]:
    """Return an SOP with all put right that is safe to put right, and what that was."""
    from sopwright.sop.lint import fix as mend

    return mend(sop)


def templates() -> tuple[Template, ...]:
    """Return the template library."""
    from sopwright.sop.filling import templates as library

    return library()


def fill(template: str, answers: Mapping[str, str]) -> str:
    """Return the YAML text of a template with a company's answers in it.

    Raises:
        InputError: There is no such template, or an answer is missing or cannot be used.
    """
    from sopwright.sop.filling import fill as filled

    return filled(template, answers)


def event_log(
    files: Sequence[object],
    options: Any = None,  # noqa: ANN401 - naming the type would load Polars for every command
    vocabulary: Vocabulary | None = None,
    advance: Callable[[str], None] | None = None,
) -> Any:  # noqa: ANN401 - as above
    """Return one event log of files of any kind, with all that was refused: a ``mining.collecting.Collected``.

    Args:
        files: Paths, or pairs of a ``Path`` and what to call the file.
        options: How they are read, a ``log.options.Options``; recognised when left out.
        vocabulary: As for ``read``.
        advance: Is told what is being done, three times.

    Raises:
        InputError: A file cannot be used, or no row of any can; says why.
    """
    from sopwright.log.formats import named_files
    from sopwright.log.options import Options
    from sopwright.mining.collecting import collected

    return collected(named_files(files), options or Options(), vocabulary or builtin(), advance or (lambda _: None))


def check(
    log: Any,  # noqa: ANN401 - naming the type would load Polars for every command
    sop: Sop,
    matches: Mapping[str, Sequence[str]] | None = None,
    *,
    roles: Mapping[str, Sequence[str]] | None = None,
    won: Sequence[str] = (),
) -> Any:  # noqa: ANN401 - as above
    """Return how the work in a log fits an SOP: a ``mining.conformance.check.Conformance``.

    Args:
        log: An event log, such as that of ``event_log``.
        sop: The SOP that was agreed.
        matches: Steps that an activity shows, where names do not say it; ``-`` for none.
        roles: The roles of each person, where the log does not state them.
        won: Activities that mean that a lead was won.

    Raises:
        InputError: No activity shows any step, or something that is said names nothing.
    """
    from sopwright.mining.conformance.check import Told
    from sopwright.mining.conformance.check import check as checked
    from sopwright.mining.conformance.matching import matching

    return checked(log, sop, matching(log, sop, matches), Told(roles=roles or {}, won=won))


def columns_of(**named: Any) -> Any:  # noqa: ANN401 - naming the type would load more for every command
    """Return which columns of a table say what, a ``mining.engines.columns.Columns``; arguments as for that."""
    from sopwright.mining.engines.columns import Columns

    return Columns(**named)


def engine_summaries(table: Any, columns: Any, name: str = "the table", *, each_case: bool = False) -> Any:  # noqa: ANN401 - as above
    """Return what an engine says of the events in an Ibis table: a ``mining.engines.summaries.Summaries``.

    Args:
        table: An Ibis table, in whatever engine it lies.
        columns: As ``columns_of`` returns them.
        name: What to call the table in messages.
        each_case: Whether to bring each case too: one row a case.

    Raises:
        InputError: Ibis is not installed, a column cannot be used, there is no event, or the table changed meanwhile.
    """
    _check_ibis()
    from sopwright.mining.engines.summaries import summaries

    return summaries(table, columns, name, each_case=each_case)


def engine_files(summaries: Any, source: str) -> dict[str, bytes]:  # noqa: ANN401 - as above
    """Return the summaries as files, each table as Parquet and CSV, and where they are from."""
    from sopwright.mining.engines.tables import contents

    return contents(summaries, source)


def engine_log(table: Any, columns: Any, name: str = "the table") -> tuple[Any, Any]:  # noqa: ANN401 - as above
    """Return the events in an Ibis table as an event log, and the rows that are none.

    Raises:
        InputError: As ``engine_summaries``.
    """
    _check_ibis()
    from sopwright.log.encoding import encoded
    from sopwright.mining.engines.pulling import reading_of

    found = reading_of(table, columns, name)
    return encoded([found]), found.refused


def engine_sql(dialect: str, table: str, columns: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """Return the SQL of each question on a table, by name, for an engine that nobody is connected to.

    Raises:
        InputError: Ibis is not installed, or the questions cannot be put in the dialect.
    """
    _check_ibis()
    from sopwright.mining.engines.texts import texts

    return texts(dialect, table, columns)


def _check_ibis() -> None:
    from importlib.util import find_spec

    if find_spec("ibis") is None:
        from sopwright.errors import refuse

        where, found = "the engine", "expected the Python package ibis, found it not installed"
        raise refuse(where, found, "Run: pip install 'sopwright[warehouse]'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which an SOP, its map or its report can be had.

    Attributes:
        name: What people ask for, such as ``pdf``.
        file: The file's usual name, such as ``sop.pdf``.
        says: What it is, in a few words.
        by_default: Whether it is written when nobody chose.
        from_recordings: Whether it needs the recordings, and not the SOP alone.
    """

    name: str
    file: str
    says: str
    by_default: bool = True
    from_recordings: bool = False


FORMS = (
    Form(name="yaml", file="sop.yaml", says="the SOP to edit"),
    Form(name="html", file="sop.html", says="the SOP to read"),
    Form(name="pdf", file="sop.pdf", says="the SOP to print"),
    Form(name="docx", file="sop.docx", says="the SOP for Word"),
    Form(name="md", file="sop.md", says="the SOP as Markdown"),
    Form(name="svg", file="map.svg", says="the process map"),
    Form(name="bpmn", file="map.bpmn", says="the process map for modelling tools"),
    Form(name="report", file="report.html", says="where the time went", from_recordings=True),
    Form(name="json", file="sop.json", says="the SOP for programs", by_default=False),
    Form(name="figures", file="report.json", says="the report for programs", by_default=False, from_recordings=True),
)


def render(form: str, sop: Sop, works: Sequence[Work] = (), *, onto: str = "") -> bytes:
    """Return the content of the file in the form called ``form``.

    Args:
        form: Name of one of ``FORMS``.
        sop: The document.
        works: The work it was written from; needed by the forms that are ``from_recordings``.
        onto: For ``yaml``: the earlier text, whose comments are kept.

    Raises:
        KeyError: No form is called so.
    """
    if form == "yaml":
        from sopwright.sop.form import dump_yaml

        return dump_yaml(sop, onto).encode()
    content = _REPORTS[form](works, sop) if form in _REPORTS else _RENDERERS[form](sop)
    return content if isinstance(content, bytes) else content.encode()


def _html(sop: Sop) -> str:
    from sopwright.writing.render.html import html

    return html(sop)


def _pdf(sop: Sop) -> bytes:
    from sopwright.writing.render.pdf import pdf

    return pdf(sop)


def _docx(sop: Sop) -> bytes:
    from sopwright.writing.render.docx import docx

    return docx(sop)


def _markdown(sop: Sop) -> str:
    from sopwright.writing.render.markdown import markdown

    return markdown(sop)


def _svg(sop: Sop) -> str:
    from sopwright.mining.map import draw
    from sopwright.writing.render.svg import svg

    return svg(draw(sop))


def _bpmn(sop: Sop) -> str:
    from sopwright.mining.map import draw
    from sopwright.writing.render.bpmn import bpmn

    return bpmn(draw(sop))


def _json(sop: Sop) -> str:
    from sopwright.sop.form import dump_json

    return dump_json(sop)


_RENDERERS: dict[str, Callable[[Sop], str | bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "md": _markdown,
    "svg": _svg,
    "bpmn": _bpmn,
    "json": _json,
}


def _report(works: Sequence[Work], sop: Sop) -> str:
    from sopwright.writing.render.report_html import report_html

    return report_html(works, sop)


def _figures(works: Sequence[Work], sop: Sop) -> str:
    from sopwright.writing.render.report_json import report_json

    return report_json(works, sop)


_REPORTS: dict[str, Callable[[Sequence[Work], Sop], str]] = {"report": _report, "figures": _figures}
