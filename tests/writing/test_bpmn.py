"""Does another modeller open our BPMN? bpmn-io reads and lints it; an own check follows every reference."""

from typing import cast

import pytest
from bpmn_io import BpmnModdle, check
from bpmn_io.lint import Linter
from bpmn_io.lint.linter import Resolver
from bpmn_io.lint.resolver import NodeResolver
from bpmn_io.moddle.base import ModdleElement
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Compare
from tests.drawn import ALL, ROLES, step, tree
from tests.mining.test_map import sops

from sopwright.mining.map import draw
from sopwright.sop.document import Phase, Sop
from sopwright.writing.render.bpmn import bpmn

B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
NODES = {f"{B}{tag}" for tag in ("startEvent", "endEvent", "userTask", "exclusiveGateway")}


@pytest.mark.parametrize("name", ["linear", "roles"])
def test_the_file_is_as_reviewed(name: str, golden: Compare) -> None:
    golden(f"writing/map/{name}.bpmn", bpmn(draw(ALL[name])))


@pytest.mark.parametrize("name", ["linear", "roles", "long"])
def test_bpmnlint_recommends_nothing_as_an_error(name: str) -> None:
    root = BpmnModdle().from_xml(bpmn(draw(ALL[name]))).root_element
    resolver = cast("Resolver", NodeResolver())
    found = Linter(config={"extends": "bpmnlint:recommended"}, resolver=resolver).lint(cast("ModdleElement", root))
    assert {rule for rule, reports in found.items() if reports} <= {"fake-join"}


def test_steps_whose_ids_differ_in_letters_that_xml_knows_not_stay_two() -> None:
    sop = Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=(step("für", "A."), step("fär", "B."))),))
    named = {node.attrib["name"]: node.attrib["id"] for node in tree(bpmn(draw(sop))).iter(f"{B}userTask")}
    assert named == {"1 A": "Node_f_r", "2 B": "Node_f_r_"}


@settings(max_examples=40, deadline=None)
@given(sop=st.one_of(sops(), st.sampled_from(list(ALL.values()))))
def test_any_document_becomes_a_file_that_holds_together(sop: Sop) -> None:
    chart = draw(sop)
    text = bpmn(chart)
    report = check(text)
    assert (report.ok, report.errors, report.warnings) == (True, [], [])
    root = tree(text)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    nodes = {element.attrib["id"]: element for element in root.iter() if element.tag in NODES}
    flows = {element.attrib["id"]: element for element in root.iter(f"{B}sequenceFlow")}
    assert (len(nodes), len(flows)) == (len(chart.nodes), len(chart.edges))
    in_lanes = [element.text for element in root.iter(f"{B}flowNodeRef")]
    assert sorted(filter(None, in_lanes)) == sorted(nodes)
    for role, way in (("targetRef", "incoming"), ("sourceRef", "outgoing")):
        stated = {(flow, id_) for id_, node in nodes.items() for flow in (e.text for e in node.iter(f"{B}{way}"))}
        assert stated == {(flow, element.attrib[role]) for flow, element in flows.items()}
    shapes = {element.attrib["bpmnElement"] for element in root.iter(f"{DI}BPMNShape")}
    lanes = {element.attrib["id"] for element in root.iter(f"{B}lane")}
    assert shapes == set(nodes) | lanes | {"Participant_1"}
    assert {element.attrib["bpmnElement"] for element in root.iter(f"{DI}BPMNEdge")} == set(flows)


def test_the_same_map_gives_the_same_file() -> None:
    assert bpmn(draw(ROLES)) == bpmn(draw(ROLES))
