"""What do one or several recordings say in numbers?

In: the works, in order, and the SOP written from them. Out: ``Figures``, everything the report shows.

Law: every figure has n and either a value or the reason why it is unknown; nothing here is a word of judgement, which
is ``writing.report``'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sopwright.evidence import Figure
from sopwright.mining.carrying import Carrying, all_carries, carrying_of, sources_of
from sopwright.mining.cases import cases_of, seen_in
from sopwright.mining.coverage import BasisFigures, basis_of
from sopwright.mining.leads import Chance, chances_of, lead_figures
from sopwright.mining.opportunities import Opportunity, opportunities_of
from sopwright.mining.places import Places, places_of
from sopwright.mining.rework import ReworkLine, rework_of
from sopwright.mining.spending import Spending, StepLine, spending_of, step_lines
from sopwright.mining.variation import Variation, variation_of
from sopwright.recording.vocabulary import Vocabulary, builtin
from sopwright.recording.work import Work
from sopwright.sop.document import Sop


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that the report shows.

    Attributes:
        basis: What the numbers rest on, and what is missing.
        spending: Where the time went.
        steps: Every step: most work first.
        places: Applications, switches, look-ups.
        carrying: Values carried by hand.
        rework: What was refused, done again or taken back.
        variation: How differently the runs go.
        leads: Time to first touch and routing accuracy.
        chances: Known uses of AI for which something was seen.
        opportunities: Steps and spans, judged: highest score first.
    """

    basis: BasisFigures
    spending: Spending
    steps: tuple[StepLine, ...]
    places: Places
    carrying: Carrying
    rework: tuple[ReworkLine, ...]
    variation: Variation
    leads: tuple[Figure, ...]
    chances: tuple[Chance, ...]
    opportunities: tuple[Opportunity, ...]


def figures_of(works: Sequence[Work], sop: Sop | None = None, vocabulary: Vocabulary | None = None) -> Figures:
    """Return what these recordings say in numbers.

    Args:
        works: The works; the first is called ``rec1``, the next ``rec2`` and so on.
        sop: The SOP written from them, for its phases and decisions.
        vocabulary: What is known of applications and fields; the packaged one by default.
    """
    known = vocabulary or builtin()
    cases = cases_of(works)
    seen = seen_in(cases)
    carries = all_carries(works)
    return Figures(
        basis=basis_of(works),
        spending=spending_of(works, cases, seen, sop),
        steps=step_lines(cases, seen, sop),
        places=places_of(works, cases, seen),
        carrying=carrying_of(works, cases, carries),
        rework=rework_of(cases, sources_of(carries)),
        variation=variation_of(cases),
        leads=lead_figures(cases, seen, sop, known),
        chances=chances_of(cases, known),
        opportunities=opportunities_of(cases, seen, carries, sop),
    )
