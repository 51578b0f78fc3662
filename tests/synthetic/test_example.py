"""Is the example what the script makes, and does the reader of Salesforce histories read what was made?"""

from pathlib import Path

import pytest
from scripts.made_history import EVERYTHING, FOLDER, NOTHING, Truths, made, salesforce_id, tables
from tests.synthetic.made_log import log_of

from sopwright.log.encoding import encoded
from sopwright.log.formats import read_all
from sopwright.log.options import Options


def test_the_example_is_what_the_script_makes_to_the_byte() -> None:
    for name, text in tables(made()).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text


def test_the_same_seed_gives_the_same_and_another_one_another() -> None:
    assert made(3, 40, EVERYTHING) == made(3, 40, EVERYTHING) != made(4, 40, EVERYTHING)


def test_an_id_of_salesforce_ends_in_three_letters_that_tell_the_case_of_each() -> None:
    assert salesforce_id("00Q", 61) == "00Qfk000000000zEAA"
    assert salesforce_id("00Q", 62**5 + 36) == "00Qfk000010000aEAA"


@pytest.mark.parametrize("truths", [EVERYTHING, NOTHING], ids=["everything planted", "nothing planted"])
def test_the_reader_makes_the_same_log_of_the_files(truths: Truths, tmp_path: Path) -> None:
    history = made(5, 60, truths)
    for name, text in tables(history).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    files = [(path, path.name) for path in sorted(tmp_path.glob("*.csv"))]
    found, ours = encoded(read_all(files, Options())), log_of(history)
    assert found.resource is not None
    assert ours.resource is not None
    assert found.activity.labels == ours.activity.labels
    assert found.activity.codes.tolist() == ours.activity.codes.tolist()
    assert found.time.tolist() == ours.time.tolist()
    assert found.resource.labels == ours.resource.labels
    assert found.resource.codes.tolist() == ours.resource.codes.tolist()
    assert found.offsets.tolist() == ours.offsets.tolist()
