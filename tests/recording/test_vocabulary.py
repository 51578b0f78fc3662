"""A user's own vocabulary is added to ours, or refused in words that say what is wrong with it."""

import pytest

from sopwright.errors import InputError
from sopwright.recording.vocabulary import builtin, with_own


def test_own_words_are_added_and_nothing_of_ours_is_lost() -> None:
    own = with_own("own.toml", '[objects]\nenquiry = ["enquiries"]\n[verbs]\nvet = {}\n')
    assert own.objects == builtin().objects | {"enquiry": "enquiry", "enquiries": "enquiry"}
    assert own.verbs == builtin().verbs | {"vet": False}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a =", "Invalid value (at end of document)", id="no TOML"),
        pytest.param("[objects]\nenquiry = 3\n", "a list of texts was expected, and 3 is none", id="a number"),
        pytest.param(
            '[objects]\nenquiry = "enquiries"\n', "a list of texts was expected, and 'enquiries' is none", id="one text"
        ),
        pytest.param(
            "[object]\n",
            "no section is called object; "
            "there are apps, cases, endings, fields, objects, phases, segments, values, verbs, words",
            id="a section that is none",
        ),
    ],
)
def test_a_wrong_vocabulary_is_refused(text: str, found: str) -> None:
    with pytest.raises(InputError) as refused:
        with_own("own.toml", text)
    (problem,) = refused.value.problems
    assert (problem.where, problem.problem) == ("own.toml", f"expected a vocabulary in TOML, found a problem: {found}")
