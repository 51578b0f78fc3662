"""What does the mined report look like? One HTML file: map first, then what is unusual, then small charts, then terms.

In: an ``Overview``, what stands out, and sections of figures. Out: HTML text.

Law: the page loads nothing from anywhere; its one script is known by its hash, and without it the page is complete,
only unfiltered. Every text of a log is escaped. The same log gives the same page.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape
from importlib.resources import files

from sopwright.mining.history.overview import Overview
from sopwright.writing.amounts import counted
from sopwright.writing.mined.embedding import embedded
from sopwright.writing.mined.map_svg import map_svg, says, style
from sopwright.writing.mined.shown import LIMIT_WORDS, Cell, Part, Row, parts, shown
from sopwright.writing.mined.standouts import Standout
from sopwright.writing.mined.telling import Figures, Section, Told
from sopwright.writing.mined.words import count, name, span
from sopwright.writing.render.style import TOKENS

_MOST_PERIODS = 1_000
"""A log over more periods than this, which no work spans, has wrong times; its chart would say nothing."""
_STEPS = 16
"""So many steps of a way are shown, as in ``report.js``."""


def page(told: Told) -> str:
    """Return the report as one HTML file."""
    script = files(__package__).joinpath("report.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " form-action 'none'"
    )
    sheet = TOKENS + style() + files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    rows = shown(told.overview)
    found = parts(told.overview)
    title = escape(told.title)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}: how the work really goes</title>
<style>
{sheet}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="kind">{escape(_kind(told.overview))}</p>
<nav aria-label="Contents"><ol>
{_contents(told, found)}
</ol></nav>
</header>
<form id="filter" hidden aria-label="Filter">
<div class="ask"><label for="what" class="aside">Only cases where</label><select id="what"></select>
<label for="value" class="aside">is</label><select id="value" aria-label="Value"></select>
<input id="amount" type="number" step="any" aria-label="Amount" hidden>
<button type="submit">Filter</button></div>
<p id="told" role="status" tabindex="-1"></p>
<div class="active"><span id="chips"></span><button type="button" id="all" hidden>Show all cases</button></div>
</form>
<main>
<section id="map">
<h2>The process</h2>
<div class="map wide" tabindex="0" role="region" aria-label="Process map">
{map_svg(told.flow, told.title)}</div>
<div class="map narrow" tabindex="0" role="region" aria-label="Process map for narrow pages">
{map_svg(told.narrow, told.title, id_="mn")}</div>
<p class="key wide">{escape(says(told.flow))}</p>
<p class="key narrow">{escape(says(told.narrow))} A wider page shows more.</p>
<p class="key">{escape(_legend(told.overview))}</p>
</section>
{_unusual(told.standouts)}
<section id="figures">
<h2>In numbers</h2>
<dl class="tiles" id="tiles">{_tiles(rows["tiles"])}</dl>
{_trend(told.overview, rows["trend"])}
</section>
{"".join(_part(part, rows[part.id], told.overview) for part in found)}
{"".join(_section(section) for section in told.sections)}
<section id="basis">
<h2>What this rests on</h2>
<ul>
{"".join(f"<li>{escape(line)}</li>{chr(10)}" for line in told.basis)}</ul>
</section>
<section id="terms">
<h2>What the words mean</h2>
<dl class="definitions">
{"".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>{chr(10)}" for term, text in told.definitions)}</dl>
</section>
</main>
<dialog id="closer" aria-labelledby="closer-title">
<div class="head"><h2 id="closer-title">Closer</h2>
<button type="button" id="closer-shut" aria-label="Close">×</button></div>
<div id="closer-inside" tabindex="0" role="region" aria-label="Cases, waits and people"></div>
<div class="foot"><button type="button" id="closer-has">Only these cases</button>
<button type="button" id="closer-not">Only the others</button></div>
</dialog>
<script id="data" type="application/json">{_data(told)}</script>
<script>{script}</script>
</body>
</html>
"""


def _data(told: Told) -> str:
    """Return what the script needs, so written that it cannot end its element."""
    text = json.dumps(embedded(told.overview), ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _kind(told: Overview) -> str:
    log = told.log
    first, last = _day(int(log.time.min())), _day(int(log.time.max()))
    return (
        f"{counted(log.cases, 'case')} · {counted(log.events, 'event')} ·"
        f" {counted(int((told.rework.events > 0).sum()), 'activity', 'activities')} · {first} to {last}"
    )


def _day(microseconds: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).date().isoformat()


def _legend(told: Overview) -> str:
    clock = "in working time" if told.hours else "in clock time"
    text = (
        f"At each way: how often, and the median wait {clock}. The thicker, the more often; ways in orange lead back."
        " In each box: how often the activity happens"
    )
    text += " and the median work on it, where its start is known." if told.log.start is not None else "."
    if (told.waits < 0).any():
        text += " A wait below zero means that the next activity usually begins before the one before it ends."
    return text


def _contents(told: Told, found: Sequence[Part]) -> str:
    names = [("map", "The process")]
    names += [("unusual", "What stands out")] if told.standouts else []
    names += [("figures", "In numbers"), *((part.id, part.title) for part in found)]
    names += [(section.id, section.title) for section in told.sections]
    names += [("basis", "What this rests on"), ("terms", "What the words mean")]
    return "\n".join(f'<li><a href="#{id_}">{escape(title)}</a></li>' for id_, title in names)


def _unusual(found: Iterable[Standout]) -> str:
    items = "\n".join(_standout(one) for one in found)
    if not items:
        text = (
            "Nothing stands out: no wait, repetition, change or difference between groups is beyond what chance gives."
        )
        return f'<section id="unusual"><h2>What stands out</h2><p>{text}</p></section>'
    return f"""<section id="unusual">
<h2>What stands out</h2>
<p class="key about-all">These sentences are about all cases, whatever the filter.</p>
<ol class="standouts">
{items}
</ol>
</section>"""


def _standout(one: Standout) -> str:
    cases = f" Cases, for instance: {', '.join(escape(case) for case in one.cases)}." if one.cases else ""
    key = escape(json.dumps(one.key), quote=True)
    button = f' <button type="button" class="look" data-key="{key}" hidden>Show these cases</button>' if one.key else ""
    return f'<li><p>{escape(one.text)}</p><p class="under">n = {count(one.n)} {escape(one.of)}.{cases}{button}</p></li>'


def _tiles(rows: object) -> str:
    assert isinstance(rows, list)  # noqa: S101 - ours
    return "".join(
        f'<div><dt>{escape(label)}</dt><dd><span class="big">{escape(value)}</span>'
        f'<span class="under">{escape(under)}</span></dd></div>'
        for label, value, under in rows
    )


def _trend(told: Overview, rows: object) -> str:
    assert isinstance(rows, list)  # noqa: S101 - ours
    charts = (
        ("arrivals", f"Cases begun by {told.trend.unit}", 0),
        ("durations", f"Median duration of the cases begun in each {told.trend.unit}", 1),
    )
    unfinished = bool(told.trend.unfinished.any())
    wrong = len(rows) > _MOST_PERIODS
    note = " Pale: cases begun then may go on after the log ends, so their duration is too short." if unfinished else ""
    note += f" Not drawn: {count(len(rows))} periods; look for wrong times in the log." if wrong else ""
    drawn = "".join(_chart(told, id_, title, [row[at] for row in rows]) for id_, title, at in charts)
    return (
        f'<div class="trend">{drawn}</div><p class="key">From {escape(told.trend.labels[0])} to'
        f" {escape(told.trend.labels[-1])}, days and months in {escape(told.trend.zone)}.{note}</p>"
    )


def _chart(told: Overview, id_: str, title: str, values: Sequence[float | None]) -> str:
    say = (lambda value: count(int(value or 0))) if id_ == "arrivals" else span
    most = max((value or 0 for value in values), default=0) or 1
    step = 6
    bars = []
    for place, value in enumerate(values if len(values) <= _MOST_PERIODS else ()):
        h = max(60 * value / most, 1) if value else 0
        pale = ' class="pale"' if told.trend.unfinished[place] and id_ == "durations" else ""
        tip = f"<title>{escape(told.trend.labels[place])}: {say(value)}</title>"
        bars.append(f'<rect{pale} x="{place * step}" y="{_n(62 - h)}" width="{step - 1}" height="{_n(h)}">{tip}</rect>')
    w = max(len(bars) * step, 60)
    label = f"{title}: {_in_words(told, values, say)}"
    return f"""<figure>
<figcaption>{escape(title)}, at most <span id="most-{id_}">{say(most)}</span></figcaption>
<svg id="trend-{id_}" viewBox="0 0 {w} 63" preserveAspectRatio="none" role="img"
 aria-label="{escape(label, quote=True)}">{"".join(bars)}</svg>
</figure>"""


def _in_words(told: Overview, values: Sequence[float | None], say: Callable[[float | None], str]) -> str:
    known = [(value, place) for place, value in enumerate(values) if value is not None]
    if not known:
        return "nothing"
    (low, first), (high, last) = min(known), max(known)
    return f"from {say(low)} in {told.trend.labels[first]} to {say(high)} in {told.trend.labels[last]}"


def _part(part: Part, rows: object, told: Overview) -> str:
    assert isinstance(rows, list)  # noqa: S101 - ours
    heads = "".join(
        f'<th scope="col"{_kind_of(column)}>{escape(column.removesuffix("#"))}</th>' for column in part.columns
    )
    body = _rows(part, rows, told.log.activity.labels)
    some, none = (" hidden", "") if not rows else ("", " hidden")
    return f"""<section id="{part.id}">
<h2>{escape(part.title)}</h2>
<p class="key">{escape(part.says)}</p>
<div class="scroll"><table id="table-{part.id}"{some}><thead><tr>{heads}</tr></thead>
<tbody id="rows-{part.id}">{body}</tbody></table></div>
<p id="none-{part.id}"{none}>{escape(part.none)}</p>
</section>
"""


def _kind_of(column: str) -> str:
    return ' class="number"' if column.endswith("#") else ""


def _rows(part: Part, rows: Sequence[Row], labels: Sequence[str]) -> str:
    first = rows[0]["key"] if rows else {}
    assert isinstance(first, dict)  # noqa: S101 - ours
    usual = set(first.get("way", ()))
    found = []
    for row in rows:
        cells = row["cells"]
        assert isinstance(cells, list)  # noqa: S101 - ours
        tds = []
        for place, (column, cell) in enumerate(zip(part.columns, cells, strict=True)):
            heading = escape(column.removesuffix("#"), quote=True)
            inside = _cell(cell, labels, usual)
            if place:
                tds.append(f'<td{_kind_of(column)} data-label="{heading}">{inside}</td>')
            else:
                tds.append(f'<th{_kind_of(column)} scope="row">{inside}</th>')
        found.append(f"<tr>{''.join(tds)}</tr>")
    return "".join(found)


def _cell(cell: Cell, labels: Sequence[str], usual: set[int]) -> str:
    match cell:
        case str():
            return escape(cell)
        case {"bar": float() | int() as part, "text": str() as text}:
            return f'<span class="meter"><i style="width: {_n(100 * part)}%;"></i></span>{escape(text)}'
        case {"hist": list() as values}:
            return _sparkline(values)
        case {"strip": list() as way}:
            steps = "".join(
                f"<li>{escape(name(labels[code]))}</li>"
                if code in usual
                else f'<li class="other">{escape(name(labels[code]))}</li>'
                for code in way[:_STEPS]
            )
            more = f'<li class="more">and {len(way) - _STEPS} more</li>' if len(way) > _STEPS else ""
            return f'<ol class="strip">{steps}{more}</ol>'
    raise AssertionError


def _sparkline(values: Sequence[int]) -> str:
    most, total = max(*values, 1), sum(values)
    top = values.index(most) if most in values else 0
    label = f"Most often {LIMIT_WORDS[top]}{' and more' if top else ''}: {count(values[top])} of {count(total)}"
    bars = []
    for place, value in enumerate(values):
        h = max(20 * value / most, 1) if value else 0
        bars.append(f'<rect x="{place * 7}" y="{_n(21 - h)}" width="6" height="{_n(h)}"></rect>')
    return (
        f'<svg class="hist" viewBox="0 0 69 22" role="img" aria-label="{escape(label, quote=True)}">{"".join(bars)}'
        '<path d="M0 21.5H69"></path></svg>'
    )


def _section(section: Section) -> str:
    said = "".join(f'<p class="says">{escape(text)}</p>\n' for text in section.says)
    tables = "".join(_table(table) for table in section.tables if table.lines)
    return f"""<section id="{section.id}" class="fixed">
<h2>{escape(section.title)}</h2>
<p class="key about-all">About all cases, whatever the filter.</p>
{said}{tables}</section>
"""


def _table(table: Figures) -> str:
    heads = "".join(
        f'<th scope="col"{_kind_of(column)}>{escape(column.removesuffix("#"))}</th>' for column in table.columns
    )
    rows = []
    for line in table.lines:
        cells = []
        for place, (column, text) in enumerate(zip(table.columns, line.cells, strict=True)):
            heading = escape(column.removesuffix("#"), quote=True)
            last = place == len(line.cells) - 1
            under = f'<span class="under">{escape(line.under)}</span>' if last and line.under else ""
            if place:
                unknown = " unknown" if line.unknown and place == 1 else ""
                kind = f"{'number' if column.endswith('#') else ''}{unknown}".strip()
                cells.append(
                    f"<td{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}"
                    f' data-label="{heading}">{escape(text)}{under}</td>'
                )
            else:
                cells.append(f'<th scope="row">{escape(text)}{under}</th>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(table.title)}</caption><thead><tr>{heads}</tr></thead>"
    return f'<div class="scroll"><table>{caption}<tbody>{"".join(rows)}</tbody></table></div>\n'


def _n(number: float) -> str:
    """Return a number with at most one decimal, rounded as the page's script rounds."""
    tenths = int(number * 10 + 0.5)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
