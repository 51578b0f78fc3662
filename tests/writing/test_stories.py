"""Recordings of other tools and of several people, all the way to the SOP: what oddities of the formats become."""

from pathlib import Path

import pytest
from tests.conftest import Compare

from sopwright import api
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Times

GOLDEN = Path(__file__).parents[2] / "golden"
STORIES = [
    pytest.param("two-performers", "writing/two-performers/in-*", id="four applications, three endings, two refusals"),
    pytest.param("chrome-lightning-lead", "recording/chrome-lightning-lead/in.*", id="lists made of other elements"),
    pytest.param("chrome-tabs", "recording/chrome-tabs/in.*", id="a mailbox and a calendar in two tabs"),
    pytest.param("rrweb-masked-lead", "recording/rrweb-masked-lead/in.*", id="masked inputs, a refusal, a dialog"),
]


@pytest.mark.parametrize(("story", "files"), STORIES)
def test_a_story_is_written_as_the_golden_says(story: str, files: str, golden: Compare) -> None:
    found = sorted(GOLDEN.glob(files))
    recordings = [one for file in found for one in api.read(file.name, file.read_bytes(), builtin())]
    works = [api.understand(one, builtin()) for one in recordings]
    sop = api.write(works, builtin())
    golden(f"writing/{story}/sop.md", api.render("md", sop, works).decode())


def test_the_parts_of_the_time_add_up_to_each_recording() -> None:
    for file in sorted((GOLDEN / "writing/two-performers").glob("in-*")):
        (recording,) = api.read(file.name, file.read_bytes(), builtin())
        work = api.understand(recording, builtin())
        steps = [step for run in work.runs for step in run.steps]
        spent = sum((step.times + step.before for step in steps if step.times and step.before), work.between or Times())
        assert spent == work.times
        assert spent.total == recording.duration_ms
