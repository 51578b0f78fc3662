"""The mined report in a real browser: the same figures as Python after the same filter, for everybody, and quiet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import ROOT
from tests.writing.mined.logs import HOSTILE, at_once, hostile, one_event, story

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.store import load, save
from sopwright.log.xes import read_xes
from sopwright.mining.history.filter_text import parsed
from sopwright.mining.history.filters import filtered
from sopwright.mining.history.instances import instances
from sopwright.mining.history.overview import overview
from sopwright.mining.history.trends import trend
from sopwright.writing.mined.page import page as html
from sopwright.writing.mined.report import told_of
from sopwright.writing.mined.shown import shown
from sopwright.writing.mined.words import count, share, span

pytestmark = pytest.mark.browser

AXE = ROOT / ".make" / "node" / "node_modules" / "axe-core" / "axe.min.js"
LOGS = {"story": story(), "hostile": hostile(), "one event": one_event(), "all at once": at_once()}


@contextmanager
def opened(chromium: Browser, log: EventLog, folder: Path, **options: Any) -> Iterator[tuple[Page, list[str]]]:  # noqa: ANN401 - as Playwright takes them
    """Open the report of a log; give the page and what it complained of or asked for."""
    file = folder / "report.html"
    file.write_text(html(told_of(log, "A log")), encoding="utf-8")
    page = chromium.new_page(**options)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page, complaints
    page.close()


def of_script(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("sopwright.shown()")
    return found


def of_python(log: EventLog, whole: EventLog) -> dict[str, Any]:
    """Return what Python says of a filtered log, in the periods of the whole one."""
    found = shown(overview(log))
    periods, mine = trend(whole), trend(log, unit=trend(whole).unit)
    rows = dict(zip(mine.labels, zip(mine.arrivals.tolist(), mine.duration.median.tolist(), strict=True), strict=True))
    nothing = (0, float("nan"))
    found["trend"] = [
        [begun, None if not begun else middle / 1000]
        for begun, middle in (rows.get(label, nothing) for label in periods.labels)
    ]
    return found


FILTERS = [
    pytest.param({"kind": "person", "value": "Ann"}, "person=Ann", id="person"),
    pytest.param({"kind": "person", "value": "Ann", "not": True}, "person!=Ann", id="person not"),
    pytest.param({"kind": "activity", "value": "Ask manager"}, 'has="Ask manager"', id="activity"),
    pytest.param({"kind": "activity", "value": "Ask manager", "not": True}, 'has!="Ask manager"', id="activity not"),
    pytest.param({"kind": "edge", "value": ["Call", "Call"]}, 'next="Call -> Call"', id="follows"),
    pytest.param({"kind": "attribute", "attribute": 0, "value": 0}, "segment=large", id="attribute"),
    pytest.param({"kind": "attribute", "attribute": 0, "value": 0, "not": True}, "segment!=large", id="attribute not"),
    pytest.param({"kind": "least", "attribute": 1, "value": 300}, "size>=300", id="number"),
    pytest.param({"kind": "longer", "value": 17 * 864e5}, "duration>=17d", id="duration"),
    pytest.param({"kind": "since", "value": 2}, "period=2026-01-19..", id="period"),
]


@pytest.mark.parametrize(("filter_", "text"), FILTERS)
def test_a_filter_gives_the_same_figures_as_in_python(
    chromium: Browser, tmp_path: Path, filter_: dict[str, Any], text: str
) -> None:
    log = LOGS["story"]
    wanted = dict(filter_)
    names = {"person": log.resource.labels if log.resource else (), "activity": log.activity.labels}
    if wanted["kind"] in names:
        wanted["value"] = names[wanted["kind"]].index(wanted["value"])
    if wanted["kind"] == "edge":
        wanted["value"] = [log.activity.labels.index(label) for label in wanted["value"]]
    chosen = filtered(log, [parsed(text, log)])
    assert 0 < chosen.cases < log.cases
    with opened(chromium, log, tmp_path) as (page, complaints):
        page.evaluate("filter => sopwright.change([filter])", wanted)
        assert of_script(page) == of_python(chosen, log)
        assert page.locator("#tiles dd .big").first.inner_text() == f"{chosen.cases}"
        expect(page.locator("#told")).to_contain_text(f"Showing {chosen.cases} of 60 cases")
        assert complaints == []


@pytest.mark.parametrize("name", LOGS)
def test_without_a_filter_the_script_shows_what_python_wrote(chromium: Browser, tmp_path: Path, name: str) -> None:
    parts = "document.querySelectorAll('#tiles, [id^=rows-], .mm, .trend')"
    texts = f"[...{parts}].map(each => each.textContent)"
    with opened(chromium, LOGS[name], tmp_path, java_script_enabled=True) as (page, complaints):
        page.evaluate("document.querySelectorAll('button.look').forEach(each => each.remove())")
        after = page.evaluate(texts)
        markup = page.evaluate("[...document.querySelectorAll('[id^=rows-]')].map(each => each.innerHTML)")
        assert of_script(page) == of_python(LOGS[name], LOGS[name])
        assert complaints == []
    file = tmp_path / "report.html"
    script = file.read_text(encoding="utf-8").rpartition("<script>")
    file.write_text(script[0] + "<script></script></body></html>", encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert page.evaluate(texts) == after
    assert page.evaluate("[...document.querySelectorAll('[id^=rows-]')].map(each => each.innerHTML)") == markup
    page.close()


def test_a_reader_filters_looks_closer_and_goes_back(chromium: Browser, tmp_path: Path) -> None:
    with opened(chromium, LOGS["story"], tmp_path) as (page, complaints):
        before = of_script(page)
        page.get_by_label("Only cases where").select_option("segment is")
        page.get_by_label("Value").select_option("large")
        page.get_by_role("button", name="Filter").click()
        expect(page.locator("#told")).to_have_text("Showing 15 of 60 cases: segment is “large”.")
        way = page.get_by_role("button", name="Ask manager → Qualify").first
        way.focus()
        page.keyboard.press("Enter")
        closer = page.get_by_role("dialog")
        expect(closer).to_contain_text("In 15 cases of those that the filter shows.")
        expect(closer).to_contain_text("L00")
        closer.get_by_role("button", name="Only the others").click()
        expect(page.locator("#told")).to_contain_text("Showing 0 of 60 cases")
        page.get_by_role("button", name="Take away: “Qualify” never follows").click()
        expect(page.locator("#told")).to_contain_text("Showing 15 of 60 cases")
        page.get_by_role("button", name="Show all cases").click()
        expect(page.locator("#told")).to_have_text("Showing all 60 cases.")
        assert of_script(page) == before
        assert complaints == []


def test_without_a_script_the_page_is_complete(chromium: Browser, tmp_path: Path) -> None:
    with opened(chromium, LOGS["story"], tmp_path, java_script_enabled=False) as (page, complaints):
        expect(page.locator("#filter")).to_be_hidden()
        expect(page.locator("#rows-edges tr")).not_to_have_count(0)
        assert page.locator("#tiles dd .big").first.inner_text() == "60"
        assert page.get_by_role("button").count() == 0
        assert complaints == []


@pytest.mark.parametrize("name", LOGS)
def test_everybody_can_use_it_in_light_and_dark_and_at_any_width(chromium: Browser, tmp_path: Path, name: str) -> None:
    with opened(chromium, LOGS[name], tmp_path, bypass_csp=True) as (page, complaints):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for state in ("all", "filtered", "closer"):
                if state == "filtered":
                    page.evaluate("sopwright.change([{kind: 'activity', value: 0}])")
                if state == "closer":
                    page.locator(".mm .stop .hit").first.press("Enter")
                found = page.evaluate(
                    "axe.run(document, { resultTypes: ['violations'] }).then((one) => one.violations)"
                )
                said = [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in found]
                assert said == [], state
            page.keyboard.press("Escape")
            page.evaluate("sopwright.change([])")
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert complaints == []


def test_names_of_a_log_are_never_read_as_markup(chromium: Browser, tmp_path: Path) -> None:
    with opened(chromium, LOGS["hostile"], tmp_path) as (page, complaints):
        assert page.locator("#rows-variants b, #rows-people b, .mm b, script").count() == 2  # the data and the script
        assert HOSTILE[0] in (page.locator("main").text_content() or "")
        page.evaluate("sopwright.change([{kind: 'activity', value: 0}])")
        assert page.locator("#rows-variants b, #rows-people b, .mm b, script").count() == 2
        assert complaints == []


def test_numbers_are_said_as_in_python(chromium: Browser, tmp_path: Path) -> None:

    times = [
        0,
        0.4,
        1,
        350,
        999,
        999.5,
        1000,
        9_949,
        9_950,
        59_400,
        59_500,
        90_000,
        3_599_000,
        36e5,
        1728e5,
        864e7,
        -5e4,
    ]
    shares = [(0, 1), (1, 3), (1, 200), (199, 200), (1, 1), (5, 1000), (995, 1000), (0, 0)]
    with opened(chromium, LOGS["one event"], tmp_path) as (page, _):
        assert page.evaluate("all => all.map(sopwright.span)", times) == [span(one) for one in times]
        assert page.evaluate("all => all.map((one) => sopwright.share(...one))", shares) == [
            share(*one) for one in shares
        ]
        assert page.evaluate("[0, 999, 1000, 1234567].map(sopwright.count)") == [
            count(n) for n in (0, 999, 1000, 1234567)
        ]


@pytest.mark.realdata
@pytest.mark.parametrize("filters", [[], ['has="W_Nabellen offertes"'], ['next="O_SENT -> W_Nabellen offertes"']])
def test_a_large_log_is_filtered_at_once_and_exactly(
    chromium: Browser, tmp_path: Path, realdata: Path, filters: list[str]
) -> None:

    path = tmp_path / "log.parquet"
    save(encoded([read_xes(realdata / "logs" / "bpic2012.xes.gz", "bpic2012")]), path)
    log = instances(load(path))
    labels = log.activity.labels.index
    known: dict[str, Any] = {
        'has="W_Nabellen offertes"': lambda: {"kind": "activity", "value": labels("W_Nabellen offertes")},
        'next="O_SENT -> W_Nabellen offertes"': lambda: {
            "kind": "edge",
            "value": [labels("O_SENT"), labels("W_Nabellen offertes")],
        },
    }
    chosen = filtered(log, [parsed(text, log) for text in filters])
    with opened(chromium, log, tmp_path) as (page, complaints):
        assert (tmp_path / "report.html").stat().st_size < 5_000_000
        took = page.evaluate(
            "all => { const begin = performance.now(); sopwright.change(all); return performance.now() - begin; }",
            [known[text]() for text in filters],
        )
        assert took < 3_000
        assert of_script(page) == of_python(chosen, log)
        assert complaints == []
