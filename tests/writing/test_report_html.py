import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.made import NEW_LEAD, choose, click, enter, message, target
from tests.made_work import step, work

from sopwright.evidence import EventRef, Origin, Sentence
from sopwright.recording.schema import Coverage, Event, Kind, Pace
from sopwright.recording.work import Weakness, Work
from sopwright.sop.document import Phase, Sop, Step
from sopwright.writing.render.report_html import report_html
from sopwright.writing.render.report_json import report_json

SAVE = click("Create lead", NEW_LEAD, ends=True)
FILL = step("Complete Company and Email", enter("Company"), enter("Email"), work=9000, wait=1500)
CREATE = step("Create the lead", SAVE, work=1200, system=2900)
REFUSED = step("Create the lead", SAVE, message(Kind.ERROR, "Email is required"), work=900, failed=True)
STATUS = step("Choose Status", choose("Status", "Qualified"), work=1800, choice="an option was chosen")
COPY = step(
    "Copy the company", Event(number=1, kind=Kind.COPY, app="excel", target=target("Company", "gridcell")), work=2100
)
PASTE = step(
    "Paste the company",
    Event(number=1, kind=Kind.PASTE, app="crm", page=NEW_LEAD, target=target("Company", "textbox")),
    work=1400,
)
UNNAMED = step("Activate an unnamed button", click(""), work=700, weaknesses=(Weakness.UNLABELLED,))


def sop_of(*phases: tuple[str, tuple[int, ...]]) -> Sop:
    """An SOP with one step in each phase, resting on these events of the first recording."""
    made: list[Phase] = []
    for title, numbers in phases:
        evidence = tuple(EventRef(recording="rec1", number=number) for number in numbers)
        do = Sentence(text=f"{title}.", origin=Origin.OBSERVED, evidence=evidence)
        made.append(
            Phase(id=title.lower().replace(" ", "-"), phase=title, steps=(Step(id=f"step-{len(made)}", do=do),))
        )
    return Sop(id="qualify-a-lead", title="Qualify a lead", procedure=tuple(made))


ONE_SCRIPTED_RUN = (
    work(
        (FILL, REFUSED, FILL, CREATE, UNNAMED),
        between=400,
        pace=Pace.SCRIPT,
        coverage=Coverage(not_recorded=("chosen options",), unlabelled=1, withheld=2),
    ),
)
MANY_RUNS = (
    work(*[(COPY, PASTE, FILL, CREATE)] * 5, (COPY, PASTE, FILL, REFUSED, FILL, CREATE), between=2500),
    work(*[(COPY, PASTE, FILL, CREATE, STATUS)] * 3, (FILL, CREATE, STATUS), performer="performer-2"),
)
UNTIMED = (work((step("Open the lead", work=None), step("Save the lead", work=None))),)
STORIES = {
    "report-one-scripted-run": (ONE_SCRIPTED_RUN, Sop(id="create-a-lead", title="Create a lead")),
    "report-many-runs": (
        MANY_RUNS,
        sop_of(("Capture the lead", (1, 2, 3, 4)), ("Log the outcome", (5,))),
    ),
    "report-untimed": (UNTIMED, sop_of(("Qualify the lead", (1, 2)))),
}
each_story = pytest.mark.parametrize(("works", "sop"), STORIES.values(), ids=STORIES)


@pytest.mark.parametrize("story", ["report-one-scripted-run", "report-many-runs"])
def test_the_report_is_this_page(story: str, golden: Callable[[str, str | bytes], None]) -> None:
    works, sop = STORIES[story]
    golden(f"writing/{story}/report.html", report_html(works, sop))


def test_the_figures_are_this_json(golden: Callable[[str, str | bytes], None]) -> None:
    works, sop = STORIES["report-many-runs"]
    golden("writing/report-many-runs/report.json", report_json(works, sop))


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.loads += [value for name, value in attrs if name in ("src", "srcset", "xlink:href") and value]
        self.loads += [given.get("href") or ""] if tag in ("link", "use", "image") else []


@each_story
def test_every_link_leads_somewhere_and_every_id_is_there_once(works: tuple[Work, ...], sop: Sop) -> None:
    page = Page(report_html(works, sop))
    assert [name for name, times in Counter(page.ids).items() if times > 1] == []
    assert [link for link in page.links if link.removeprefix("#") not in page.ids or link[0] != "#"] == []


@each_story
def test_the_page_needs_nothing_else(works: tuple[Work, ...], sop: Sop) -> None:
    text = report_html(works, sop)
    page = Page(text)
    assert page.tags["script"] == 0
    assert page.loads == []
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import", text)
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)


@each_story
def test_headings_go_down_one_by_one_and_every_table_has_a_caption(works: tuple[Work, ...], sop: Sop) -> None:
    page = Page(report_html(works, sop))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert page.tags["table"] == page.tags["caption"] == page.tags["thead"]


@each_story
def test_the_same_input_gives_the_same_page(works: tuple[Work, ...], sop: Sop) -> None:
    assert report_html(works, sop) == report_html(works, sop)
    assert report_json(works, sop) == report_json(works, sop)


def test_a_name_that_looks_like_markup_is_shown_and_not_obeyed() -> None:
    evil = step("Select <script>alert(1)</script>", click("<img src=x onerror=alert(1)>"), work=1)
    text = report_html([work((evil,))], replace(Sop(id="x", title='<b>X</b> & "Y"'), procedure=()))
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;b&gt;X&lt;/b&gt; &amp; &quot;Y&quot;" in text


def test_without_times_no_zero_is_shown_for_a_duration() -> None:
    text = report_html(*STORIES["report-untimed"])
    assert "Times were not recorded: durations are unknown, not zero." in text
    assert ">0 s<" not in text


def test_a_long_list_of_evidence_is_cut_and_says_by_how_much() -> None:
    text = report_html([work(*[(step("Open the lead"),)] * 100)], Sop(id="x", title="X"))
    assert "and 40 more events" in text


def test_the_json_has_the_same_verdict_and_unrounded_numbers() -> None:
    works, sop = STORIES["report-many-runs"]
    tree = json.loads(report_json(works, sop))
    page = report_html(works, sop)
    assert tree["report"] == 1
    assert all(sentence in page for sentence in tree["verdict"])
    whole = tree["figures"]["spending"]["whole"]
    assert whole["total"] == sum(one.times.total for one in works if one.times)
    assert tree["figures"]["opportunities"][0]["judgement"]["score"] > 0
