"""Which work is in these files? Each is read and understood by itself.

In: files and the vocabulary. Out: the work of each recording, in the order of the files.

Law: every file that is refused is told, and not the first one only.
"""

from collections.abc import Sequence

from sopwright import api
from sopwright.cli.choices import recordings_in
from sopwright.cli.files import Input
from sopwright.cli.terminal import Advance
from sopwright.errors import InputError, Problem, refuse
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Work


def works_in(sources: Sequence[Input], vocabulary: Vocabulary, advance: Advance) -> tuple[Work, ...]:
    """Return the work in all files, saying once for each file that a step begins.

    Raises:
        InputError: Some files are no recordings, or nothing was done in any of them.
    """
    works: list[Work] = []
    problems: list[Problem] = []
    for source in sources:
        advance(f"Finding the steps in {source.name}")
        try:
            recordings = recordings_in(source, vocabulary)
            works += [api.understand(recording, vocabulary) for recording in recordings]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    if not any(work.runs for work in works):
        where = ", ".join(source.name for source in sources)
        found = "expected at least one thing that a person did, found none"
        raise refuse(where, found, "Record the work again, or choose another file")
    return tuple(works)
