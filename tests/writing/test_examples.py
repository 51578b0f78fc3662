"""The SOP of the examples: what `make demo` writes, and readers of the README see first."""

from pathlib import Path

from tests.conftest import Compare

from sopwright import api
from sopwright.recording.vocabulary import with_own

EXAMPLES = Path(__file__).parents[2] / "examples"
WORK = "lead-qualification"


def test_the_examples_are_written_as_the_golden_says(golden: Compare) -> None:
    words = EXAMPLES / f"{WORK}.vocabulary.toml"
    vocabulary = with_own(words.name, words.read_text(encoding="utf-8"))
    files = sorted(EXAMPLES.glob(f"{WORK}-*.recording.json"))
    recordings = [one for file in files for one in api.read(file.name, file.read_bytes(), vocabulary)]
    sop = api.write([api.understand(one, vocabulary) for one in recordings], vocabulary)
    golden(f"writing/example-{WORK}/sop.md", api.render("md", sop).decode())
