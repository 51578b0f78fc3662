"""Does the page say how far leads went where the SOP sends them, and why some could not be judged?"""

from scripts.made_history import TERRITORY, Truths, made
from tests.synthetic.made_log import log_of

from sopwright.mining.measures.agreement import routing_agreement
from sopwright.sop.contract import FieldTest, Operator, RouteTarget, RoutingRule
from sopwright.writing.mined.agreement_section import agreement_section


def test_each_rule_stands_with_its_share_and_what_could_not_be_judged_with_its_reason() -> None:
    log = log_of(made(1, 200, Truths(biased_router=True)))
    rules = [
        RoutingRule(
            id=region.lower(),
            when=FieldTest(field="lead.region", operator=Operator.IS, value=region),
            to=RouteTarget(owner=owner),
        )
        for region, owner in TERRITORY.items()
        if region != "East"
    ]
    table = (*rules, RoutingRule(otherwise=True, to=RouteTarget(queue="Rest")))
    section = agreement_section(routing_agreement(log, table))
    lines = {line.cells[0]: line for line in section.tables[0].lines}
    assert lines["north → Avery Example"].cells[1] == "100 %"
    assert lines["west → Dana Example"].cells[1] not in {"100 %", "unknown"}
    assert lines["west → Dana Example"].under.startswith("Went elsewhere, for instance: ")
    assert section.says[1].startswith("Not counted because who belongs to “Rest” is not stated: ")
