"""What is wrong with something a person wrote, recorded or exported, and what to do about it?

In: facts about a place in a file. Out: one sentence, always in the order
``where: expected, found. Do this.``

Law: a problem names a place a person can open, counts from 1, shows the value found, and ends in an order.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in a person's file that is not as it must be.

    Attributes:
        where: A place a person can open, such as ``lead.sop.yaml:41: criteria.points[2].points``.
        problem: What was expected and what was found, without a full stop.
        remedy: The next action as an order, without a full stop.

    Examples:
        >>> print(Problem(where="a.json", problem="expected JSON, found nothing", remedy="Export it again"))
        a.json: expected JSON, found nothing. Export it again.
    """

    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}. {self.remedy}."


class SopwrightError(Exception):
    """Any refusal that Sopwright makes on purpose."""


class InputError(SopwrightError):
    """Something the user wrote, recorded or exported cannot be used, and the user can correct it.

    Attributes:
        problems: Every problem found, in the order of the file; never empty.
    """

    def __init__(self, *problems: Problem) -> None:
        """Carry at least one problem."""
        assert problems, "an InputError says what is wrong"  # noqa: S101 - for us, never for input
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def refuse(where: str, problem: str, remedy: str) -> InputError:
    """Return the refusal of one problem, ready to be raised.

    Examples:
        >>> raise refuse("a.json", "expected a recording, found a list", "Choose a recording")
        Traceback (most recent call last):
        ...
        sopwright.errors.InputError: a.json: expected a recording, found a list. Choose a recording.
    """
    return InputError(Problem(where=where, problem=problem, remedy=remedy))
