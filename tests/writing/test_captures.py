"""The recordings that we ship, all the way to the SOP and the report: what a reader of the work would check."""

import re
from pathlib import Path

import pytest
from tests.conftest import Compare

from sopwright import api
from sopwright.mining.figures import figures_of
from sopwright.recording.vocabulary import with_own
from sopwright.recording.work import Work
from sopwright.sop.document import Sop

CAPTURES = Path(__file__).parents[1] / "captures"
STORIES = [
    pytest.param("bottlecrm", ("bottle-crm",), id="one converted, one closed"),
    pytest.param("djangocrm", ("django-crm",), id="refused, mended, converted"),
    pytest.param("tryton", ("tryton-1", "tryton-2"), id="two recordings of two leads each"),
]
PLANTED = ("SECRET", "Alice", "Smith", "Maya", "Reyes", "Seller", "LeadFlow")


def works_of(names: tuple[str, ...]) -> tuple[list[Work], Sop]:
    """Return what the recordings show, and the SOP of it."""
    vocabulary = with_own("vocabulary.toml", (CAPTURES / "vocabulary.toml").read_text())
    works: list[Work] = []
    for name in names:
        file = CAPTURES / f"{name}.recording.json"
        works += [api.understand(one, vocabulary) for one in api.read(file.name, file.read_bytes(), vocabulary)]
    return works, api.write(works, vocabulary)


def written(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the SOP as YAML and Markdown, and the report."""
    works, sop = works_of(names)
    return tuple(api.render(form, sop, works).decode() for form in ("yaml", "md", "report"))


@pytest.mark.parametrize(("story", "names"), STORIES)
def test_the_captures_are_written_as_the_goldens_say(story: str, names: tuple[str, ...], golden: Compare) -> None:
    sop, markdown, _ = written(names)
    golden(f"writing/example-{story}/sop.yaml", sop)
    golden(f"writing/example-{story}/sop.md", markdown)


@pytest.mark.parametrize(("story", "names"), STORIES)
def test_the_same_recordings_give_the_same_bytes(story: str, names: tuple[str, ...]) -> None:
    assert written(names) == written(names), story


@pytest.mark.parametrize(("story", "names"), STORIES)
def test_the_sop_and_the_report_say_the_same_of_a_step(story: str, names: tuple[str, ...]) -> None:
    works, sop = works_of(names)
    lines = {line.evidence[0]: line for line in figures_of(works, sop).steps}
    compared = 0
    for step in sop.all_steps:
        seen = step.observed
        line = lines.get(seen.evidence[0]) if seen else None
        if seen is not None and line is not None and line.times == seen.times:
            of_report = [None if one.value is None else round(one.value) for one in (line.median, line.wait)]
            assert [seen.work_ms, seen.wait_ms] == of_report, f"{story}: {step.id}"
            compared += 1
    assert compared > 1


@pytest.mark.parametrize(("story", "names"), STORIES)
def test_no_planted_name_and_no_raw_selector_reaches_a_document(story: str, names: tuple[str, ...]) -> None:
    for text in written(names):
        assert not any(name in text for name in PLANTED), story
        assert not re.search(r"nth-of-type|#ui-id|127\.0\.0\.1|\bclick the (div|span)\b", text, re.IGNORECASE), story
