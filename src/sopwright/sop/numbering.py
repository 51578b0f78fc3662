"""Which number does a step carry? One rule for the text, the map and the exports.

In: an SOP. Out: its steps with their numbers as printed.

Law: steps of the procedure count 1, 2, 3 … through all phases; steps of the first exception are E1.1, E1.2 …; every
step has exactly one number, and the numbers ascend in the order of the document.
"""

from collections.abc import Mapping

from sopwright.sop.document import Sop, Step


def numbered(sop: Sop) -> tuple[tuple[str, Step], ...]:
    """Return every step with its number, in the order of the document.

    Examples:
        >>> numbered(Sop(id="empty", title="Nothing yet"))
        ()
    """
    main = [(str(place), step) for place, step in enumerate(sop.steps, start=1)]
    aside = [
        (f"E{order}.{place}", step)
        for order, path in enumerate(sop.exceptions, start=1)
        for place, step in enumerate(path.steps, start=1)
    ]
    return (*main, *aside)


def numbers(sop: Sop) -> Mapping[str, str]:
    """Return the printed number of each step by the step's id; of two steps with one id, the first counts."""
    found: dict[str, str] = {}
    for number, step in numbered(sop):
        found.setdefault(step.id, number)
    return found
