"""Does the map say what the document says, for any document?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawn import ALL, EMPTY, LINEAR, ROLES, WILD, seen, step

from sopwright.evidence import Sentence
from sopwright.mining.graph import Edge, NodeKind, ProcessMap
from sopwright.mining.labels import short
from sopwright.mining.map import draw
from sopwright.sop.document import Branch, Decision, DecisionStatus, ExceptionPath, Option, Phase, Sop, Step, Update
from sopwright.sop.numbering import numbers


def ways(chart: ProcessMap, source: str) -> dict[str, str]:
    return {edge.target: edge.label for edge in chart.edges if edge.source == source}


def the_edge(chart: ProcessMap, source: str, target: str) -> Edge:
    return next(edge for edge in chart.edges if (edge.source, edge.target) == (source, target))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("On **Leads**, select **New lead**.", "Select New lead", id="place goes"),
        pytest.param("In **Sales, EMEA**, open the lead.", "Open the lead", id="comma inside a name"),
        pytest.param("In **Leads**, on the form, enter **Name**.", "Enter Name", id="two places"),
        pytest.param(
            "On Leads, and only there, select **New**.", "On Leads, and only there, select New", id="no place"
        ),
        pytest.param("Call the lead.", "Call the lead", id="nothing to leave out"),
        pytest.param("In **Leads**,", "In Leads,", id="only a place"),
    ],
)
def test_a_label_leaves_out_the_place(text: str, label: str) -> None:
    assert short(text) == label


def test_steps_carry_the_numbers_of_the_text() -> None:
    assert dict(numbers(ROLES)) == {
        "new": "1",
        "enrich": "2",
        "create": "3",
        "call": "4",
        "set": "5",
        "route": "6",
        "accept": "7",
        "meet": "8",
        "merge": "E1.1",
        "note": "E1.2",
        "code": "E2.1",
        "alert": "E3.1",
    }


def test_a_linear_document_is_a_line_by_system() -> None:
    chart = draw(LINEAR)
    assert [(edge.source, edge.target) for edge in chart.edges] == [
        ("start", "new"),
        ("new", "fields"),
        ("fields", "choose"),
        ("choose", "create"),
        ("create", "end"),
    ]
    assert (chart.lanes_by, [lane.name for lane in chart.lanes]) == ("system", ["BottleCRM"])
    assert the_edge(chart, "choose", "create").status == "Lead Status: New"
    assert the_edge(chart, "new", "fields").wait_ms == 3400


def test_a_wait_stands_at_one_of_the_ways_to_its_step() -> None:
    first = step("a", "A.", go=(Branch(go="b", if_="yes"), Branch(go="c", else_=True)))
    last = step("c", "C.", observed=seen(2, 2, 60_000))
    chart = draw(Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=(first, step("b", "B."), last)),)))
    assert sorted(edge.wait_ms or 0 for edge in chart.edges if edge.target == "c") == [0, 60_000]


def test_a_way_is_not_counted_when_some_runs_began_behind_it() -> None:
    steps = (step("a", "A.", observed=seen(1, 2, 0)), step("b", "B.", observed=seen(2, 2, 0)))
    chart = draw(Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=steps),)))
    assert (the_edge(chart, "start", "a").runs, the_edge(chart, "a", "b").runs) == (1, None)


def test_decisions_exceptions_and_optional_steps_branch() -> None:
    chart = draw(ROLES)
    assert ways(chart, "decision.duplicate-found") == {"merge": "Yes", "optional.enrich": "No"}
    assert ways(chart, "optional.enrich") == {"enrich": "", "create": "otherwise"}
    assert ways(chart, "decision.bant") == {"set": "Yes", "call": "Not reached", "code": "No"}
    assert ways(chart, "note") == {"create": ""}
    assert ways(chart, "code") == {"end.code": ""}
    assert ways(chart, "trigger.away") == {"alert": ""}
    nodes = {node.id: node for node in chart.nodes}
    assert nodes["open.alert"].label == "Not observed"
    assert nodes["decision.accepted"].candidate
    assert ways(chart, "decision.accepted") == {"meet": "criterion not known", "route": "criterion not known"}
    assert the_edge(chart, "set", "route").handover
    assert (the_edge(chart, "decision.duplicate-found", "merge").runs, chart.lanes_by) == (1, "role")


def test_a_document_without_roles_and_systems_has_one_honest_lane() -> None:
    sop = Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=(step("a", "Call."),)),))
    assert [lane.name for lane in draw(sop).lanes] == ["Performer (role not stated)"]


def test_an_empty_document_starts_and_ends() -> None:
    chart = draw(EMPTY)
    assert [node.kind for node in chart.nodes] == [NodeKind.START, NodeKind.END]
    assert ways(chart, "start") == {"end": ""}


def test_loops_and_loose_ends_are_drawn_as_they_are_written() -> None:
    chart = draw(WILD)
    assert ways(chart, "start~") == {"start": ""}
    assert ways(chart, "start") == {"c": ""}
    assert ways(chart, "decision.c") == {
        "start": "x",
        "c": "y",
        "end.decision.c": "z",
        "end~": "otherwise",
    }
    labels = {node.id: node.label for node in chart.nodes}
    assert labels["missing.nowhere.decision.end~"] == "“nowhere” is not in this document"
    assert ways(chart, "trigger.round") == {"open.trigger.round": ""}
    assert ways(chart, "trigger.bare") == {"c": ""}
    assert labels["decision.lost"] == "Where am I?"


def test_a_candidate_without_ways_goes_on_to_the_next_step() -> None:
    steps = (step("a", "Open the lead."), step("b", "Convert the lead."))
    decision = Decision(id="d", question=Sentence(text="Convert?"), after="a", status=DecisionStatus.CANDIDATE)
    chart = draw(Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=steps),), decisions=(decision,)))
    assert ways(chart, "a") == {"decision.d": ""}
    assert ways(chart, "decision.d") == {"b": ""}


def test_two_conditions_to_one_place_are_one_way() -> None:
    go = (Branch(go="end", if_="too small"), Branch(go="end", if_="no budget"))
    chart = draw(Sop(id="x", title="X", procedure=(Phase(id="p", phase="P", steps=(step("a", "Call.", go=go),)),)))
    assert ways(chart, "decision.a") == {"end.decision.a": "too small or no budget"}


IDS = [f"s{n}" for n in range(8)]
GOES = st.sampled_from([*IDS, "e0", "e1", "d0", "p0", "end", "nowhere", ""])
TEXTS = st.sampled_from(["On **Leads**, select **New**.", "Call.", "Ein sehr langer deutscher Satz, der nicht endet."])


@st.composite
def steps_of(draw_: st.DrawFn, ids: list[str]) -> tuple[Step, ...]:
    return tuple(
        Step(
            id=id_,
            do=Sentence(text=draw_(TEXTS)),
            role=draw_(st.sampled_from(["", "SDR", "AE"])),
            system=draw_(st.sampled_from(["", "CRM"])),
            optional=draw_(st.booleans()),
            updates=draw_(st.sampled_from([(), (Update(field="Lead Status", to="New"),)])),
            next=tuple(
                Branch(go=go, if_=if_)
                for go, if_ in draw_(st.lists(st.tuples(GOES, st.sampled_from(["", "yes"])), max_size=3))
            ),
        )
        for id_ in ids
    )


@st.composite
def sops(draw_: st.DrawFn) -> Sop:
    ids = draw_(st.permutations(IDS))
    cuts = sorted(draw_(st.lists(st.integers(0, 8), min_size=3, max_size=3)))
    pieces = [ids[low:high] for low, high in zip([0, *cuts[:2]], cuts, strict=True)]
    first, second, aside = [draw_(steps_of(list(piece))) for piece in pieces]
    goes = draw_(st.lists(GOES, max_size=3))
    return Sop(
        id="any",
        title="Any",
        procedure=(Phase(id="p0", phase="One", steps=first), Phase(id="p1", phase="Two", steps=second)),
        decisions=(
            Decision(
                id="d0",
                question=Sentence(text="Which?"),
                after=draw_(st.sampled_from(IDS)),
                options=tuple(Option(when=Sentence(text="So"), go=go) for go in goes),
            ),
        ),
        exceptions=(
            ExceptionPath(id="e0", title="E", when=Sentence(text="It fails."), steps=aside, rejoin=draw_(GOES)),
            ExceptionPath(id="e1", title="F", when=Sentence(text="It fails."), steps=(), rejoin=draw_(GOES)),
        ),
    )


@settings(max_examples=150, deadline=None)
@given(sop=st.one_of(sops(), st.sampled_from(list(ALL.values()))))
def test_any_document_has_a_map_with_exactly_its_steps(sop: Sop) -> None:
    chart = draw(sop)
    steps = [node for node in chart.nodes if node.kind is NodeKind.STEP]
    assert {node.id: node.number for node in steps} == dict(numbers(sop))
    assert len(steps) == len(sop.all_steps)
    ids = [node.id for node in chart.nodes]
    assert len(ids) == len(set(ids))
    pairs = [(edge.source, edge.target) for edge in chart.edges]
    assert len(pairs) == len(set(pairs))
    assert {id_ for pair in pairs for id_ in pair} <= set(ids)
    assert {node.lane for node in chart.nodes} == {lane.id for lane in chart.lanes}
    kinds = [node.kind for node in chart.nodes]
    assert kinds.count(NodeKind.START) == 1
    assert NodeKind.END in kinds


@settings(max_examples=150, deadline=None)
@given(sop=sops())
def test_no_step_leaves_two_ways_unless_it_decides(sop: Sop) -> None:
    chart = draw(sop)
    forks = {node.id for node in chart.nodes if node.kind is NodeKind.DECISION}
    for node in chart.nodes:
        if node.id not in forks and node.kind is not NodeKind.END:
            assert len(ways(chart, node.id)) == 1
