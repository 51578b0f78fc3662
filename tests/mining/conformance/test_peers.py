"""Costs that r4pm 0.6.2 and PM4Py 2.7.23 gave for the same models as Petri nets; only what they said is kept here.

r4pm aligned every variant; PM4Py all 226 of helpdesk (sum 617) and samples of the others, and agreed with r4pm on each.
"""

from pathlib import Path

import pytest

from sopwright.log.encoding import encoded
from sopwright.log.xes import read_xes
from sopwright.mining.conformance.alignment import align
from sopwright.mining.conformance.blocks import Again, Block, Do, InOrder, Maybe, OneOf, Together, automaton_of
from sopwright.mining.history.variants import variants

pytestmark = pytest.mark.realdata


def block(of: Block | str) -> Block:
    return Do(step=of) if isinstance(of, str) else of


def order(*parts: Block | str) -> Block:
    return InOrder(parts=tuple(map(block, parts)))


def one(*parts: Block | str) -> Block:
    return OneOf(parts=tuple(map(block, parts)))


def maybe(part: Block | str) -> Block:
    return Maybe(part=block(part))


def again(part: Block | str, between: Block | None = None) -> Block:
    return Again(part=block(part), again=between or order())


def together(*parts: Block | str) -> Block:
    return Together(parts=tuple(map(block, parts)))


HELPDESK = order(
    "Assign seriousness",
    maybe(again("Take in charge ticket")),
    maybe(again("Wait", maybe("Take in charge ticket"))),
    maybe(together("Require upgrade", "Resolve ticket")),
    "Closed",
)
BLOOD = one("Leucocytes", "CRP")
RELEASE = one(*(f"Release {letter}" for letter in "ABCDE"))
WARD = order(
    one("Admission NC", "Admission IC"),
    maybe(again(one("Leucocytes", "CRP", "LacticAcid", "Admission NC"))),
    maybe(RELEASE),
)
SEPSIS = order(
    "ER Registration",
    together("ER Triage", "ER Sepsis Triage"),
    together(maybe("IV Liquid"), maybe("IV Antibiotics"), maybe(again("LacticAcid")), again(BLOOD)),
    maybe(WARD),
    maybe("Return ER"),
)
OFFER = order(
    "A_ACCEPTED",
    together("A_FINALIZED", "O_SELECTED"),
    again(
        order("O_CREATED", "O_SENT", maybe(again("W_Nabellen offertes"))),
        order(maybe("O_CANCELLED"), "O_SELECTED"),
    ),
    maybe(order("O_SENT_BACK", maybe(again("W_Valideren aanvraag")), maybe(again("W_Nabellen incomplete dossiers")))),
    one(
        together("O_ACCEPTED", "A_APPROVED", "A_REGISTERED", "A_ACTIVATED"),
        order("O_DECLINED", "A_DECLINED"),
        order("A_CANCELLED", maybe("O_CANCELLED")),
    ),
)
LOAN = order(
    "A_SUBMITTED",
    "A_PARTLYSUBMITTED",
    maybe(again("W_Beoordelen fraude")),
    maybe(again("W_Afhandelen leads")),
    one(
        "A_DECLINED",
        order("A_PREACCEPTED", maybe(again("W_Completeren aanvraag")), one("A_CANCELLED", "A_DECLINED", OFFER)),
    ),
    maybe(again("W_Wijzigen contractgegevens")),
)


@pytest.mark.parametrize(
    ("name", "model", "ways", "of_ways", "of_cases"),
    [
        pytest.param("helpdesk", HELPDESK, 226, 617, 6_173, id="helpdesk"),
        pytest.param("sepsis", SEPSIS, 846, 616, 677, id="sepsis, much of it in parallel"),
        pytest.param("bpic2012", LOAN, 4_366, 23_550, 31_329, id="loan applications"),
    ],
)
def test_the_costs_are_those_of_r4pm_and_pm4py(
    realdata: Path, name: str, model: Block, ways: int, of_ways: int, of_cases: int
) -> None:
    log = encoded([read_xes(realdata / "logs" / f"{name}.xes.gz", name)])
    allowed, found = automaton_of(model), variants(log)
    shows = [(label,) if label in allowed.labels else () for label in log.activity.labels]
    cost = align(allowed, shows, found.offsets, found.activity).cost
    assert (len(found), cost.sum(), (cost * found.cases).sum()) == (ways, of_ways, of_cases)
