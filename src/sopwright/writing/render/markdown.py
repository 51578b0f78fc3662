"""What does the SOP look like as text? GitHub-flavoured Markdown, tidy enough to be read as it is.

In: an SOP. Out: Markdown text.

Law: every character of a sentence that Markdown would take for markup is escaped; the notes are footnotes.
"""

import re
from itertools import groupby, zip_longest

from sopwright.evidence import Origin
from sopwright.sop.document import Sop
from sopwright.writing.render.outline import (
    Bar,
    Block,
    Bullets,
    Cell,
    Facts,
    Item,
    Items,
    Letter,
    Line,
    Notes,
    Paragraph,
    Phrase,
    Picture,
    Run,
    Section,
    Table,
)
from sopwright.writing.render.outlining import outline

_MARKUP = re.compile(r"([\\`*_\[\]<>&|~#$])")
_LINK = re.compile(r"(?i)(https?|ftp)(:)(?=//)|(www)(\.)|(@)")
_LEADING = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|)([-+=.)])")
_CODE = re.compile(r"[\w.:-]+")


def markdown(sop: Sop) -> str:
    """Return the SOP as GitHub-flavoured Markdown."""
    document = outline(sop)
    parts = [
        f"*{escaped(document.kind)}*",
        f"# {escaped(document.title)}",
        *map(_block, document.front),
        *(_section(section, 2) for section in document.sections),
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Return the text so that Markdown shows it as it is, wherever in a line it stands.

    Examples:
        >>> print(escaped("a | b `c` <script> https://x.example *"))
        a \| b \`c\` \<script\> https\://x.example \*
    """
    plain = _MARKUP.sub(r"\\\1", text)
    return _LINK.sub(lambda match: "".join(_unlinked(group) for group in match.groups() if group), plain)


def _unlinked(group: str) -> str:
    return f"\\{group}" if group in ":.@" else group


def _section(section: Section, level: int) -> str:
    return "\n\n".join(
        (
            f"{'#' * level} {_line(section.title)}",
            *map(_block, section.blocks),
            *(_section(part, level + 1) for part in section.parts),
        )
    )


def _block(block: Block) -> str:  # noqa: PLR0911 - one arm for each kind of block
    match block:
        case Paragraph(line=line):
            return _start(_line(line))
        case Bullets(items=items):
            return "\n".join(f"- {_start(_line(item))}" for item in items)
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)
        case Items(items=items):
            return "\n".join(map(_item, items))
        case Bar(parts=parts):
            return "\n".join(f"- {escaped(part.name)} {escaped(part.amount)}" for part in parts)
        case Picture(in_words=table):
            return _table(table)
        case Letter(lines=lines):
            return _letter([_line(line) for line in lines])
        case Notes(items=notes):
            return "\n".join(f"[^{note.number}]: {_start(_line(note.line))}" for note in notes)


def _letter(lines: list[str]) -> str:
    written = []
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        end = "\\" if line and following else ""
        written.append(f"> {_start(line)}{end}" if line else ">")
    return "\n".join(written)


def _facts(facts: Facts) -> str:
    lines = []
    for fact in facts.rows:
        label = f"- **{_line(fact.label)}**"
        if len(fact.lines) == 1:
            lines.append(f"{label}: {_line(fact.lines[0])}")
        else:
            lines += [label, *(f"  - {_start(_line(line))}" for line in fact.lines)]
    return "\n".join(lines)


def _table(table: Table) -> str:
    head = [escaped(column.title) for column in table.columns]
    rule = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [head, rule, *([_cell(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _item(item: Item) -> str:
    counted = item.number.isdigit()
    mark = f"{item.number}. " if counted else "* "  # another bullet than the facts before, so another list
    indent = " " * len(mark)
    first = _start(_line(item.line)) if counted else f"**{escaped(item.number)}** {_line(item.line)}"
    below = [
        *([" · ".join(map(_line, item.chips))] if item.chips else []),
        *(
            f"*{escaped(detail.label)}:* {_line(detail.line)}" if detail.label else _line(detail.line)
            for detail in item.details
        ),
    ]
    return "\n".join((f"{mark}{first}", *(f"{indent}- {_start(line)}" for line in below)))


def _start(text: str) -> str:
    """Return a text so that its first characters do not open a list, a heading or a rule."""
    return _LEADING.sub(r"\1\\\2", text)


def _line(line: Line) -> str:
    phrases = [phrase for phrase in line if phrase.text]
    written = ""
    for phrase, following in zip_longest(phrases, phrases[1:]):
        assert phrase is not None  # noqa: S101 - the first list is the longer one
        after = "[" if phrase.note else following.text[0] if following is not None else ""
        written += _phrase(phrase, written[-1:], after)
    return written


def _phrase(phrase: Phrase, before: str, after: str) -> str:
    asks = phrase.origin is Origin.ABSENT
    groups = [(marked, list(runs)) for marked, runs in groupby(phrase.runs, lambda run: run.emphasis or asks)]
    written = ""
    for index, (marked, runs) in enumerate(groups):
        following = groups[index + 1][1][0].text[:1] if index + 1 < len(groups) else after
        inside = _strong(runs)
        last = written[-1:] or before
        written += _marked(inside, "*", "em", last, following) if marked else inside
    return written + (f"[^{phrase.note}]" if phrase.note else "")


def _strong(runs: list[Run]) -> str:
    written = ""
    for run, following in zip_longest(runs, runs[1:]):
        assert run is not None  # noqa: S101 - the first list is the longer one
        after = following.text[:1] if following is not None else ""
        inside = _plain(run)
        written += _marked(inside, "**", "strong", written[-1:], after) if run.strong else inside
    return written


def _plain(run: Run) -> str:
    return f"`{run.text}`" if run.code and _CODE.fullmatch(run.text) else escaped(run.text)


def _marked(text: str, mark: str, tag: str, before: str, after: str) -> str:
    """Return the text between marks; between tags where CommonMark would not read the marks as such."""
    core = text.strip()
    if not core:
        return text
    start, _, end = text.partition(core)
    opens = core.strip("*")[:1].isalnum() or not (start or before).strip() or not before.isalnum()
    closes = core.strip("*")[-1:].isalnum() or not (end or after).strip() or not after.isalnum()
    crowded = "*" in ((end or after)[:1], (start or before)[-1:])
    first, last = (mark, mark) if opens and closes and not crowded else (f"<{tag}>", f"</{tag}>")
    return f"{start}{first}{core}{last}{end}"
