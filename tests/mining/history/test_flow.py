from hypothesis import given
from tests.mining.history.made_logs import Row, log_of, rows, traces

from sopwright.mining.graph import NodeKind
from sopwright.mining.history.flow import END, START, Flow, flow, usual_order
from sopwright.mining.history.flow_graph import process_map


def words(found: Flow) -> list[str]:
    """Return the ways as texts, ``>`` being the start and ``.`` the end."""
    names = {START: ">", END: "."} | {stop.code: stop.label for stop in found.stops}
    return [f"{names[way.source]}{names[way.target]} {way.count}" for way in found.ways]


def reached(found: Flow, begin: int, *, ahead: bool) -> set[int]:
    """The oracle: walks."""
    seen, todo = {begin}, [begin]
    while todo:
        at = todo.pop()
        ways = [(way.source, way.target) if ahead else (way.target, way.source) for way in found.ways]
        new = {target for source, target in ways if source == at and target not in seen}
        seen |= new
        todo += sorted(new)
    return seen


def test_a_small_log_is_shown_whole_in_its_usual_order() -> None:
    found = flow(traces("abc", "abc", "ac", "abbc"))
    assert [stop.label for stop in found.stops] == ["a", "b", "c"]
    assert words(found) == [">a 4", "ab 3", "ac 1", "bb 1", "bc 3", "c. 4"]
    assert found.whole


def test_a_way_back_is_the_rarer_direction() -> None:
    found = flow(traces(*["abc"] * 9, "abab"))
    assert [(way.source, way.target) for way in found.ways if way.back] == [(1, 0)]


def test_rare_activities_and_ways_are_left_out_and_counted() -> None:
    found = flow(traces(*["abcdefgh"] * 50, "axyh"), most=8)
    assert "x" not in {stop.label for stop in found.stops}
    assert (found.activities, found.events, found.events_shown) == (10, 404, 402)
    assert (found.moves, found.moves_shown) == (455, 452)
    assert not found.whole


def test_an_activity_that_holds_the_map_together_is_shown_though_it_is_rare() -> None:
    found = flow(traces(*["ab" * 20] * 3, "zab"), most=1)
    labels = {stop.label for stop in found.stops}
    assert labels == {"a", "b"}
    assert {stop.code for stop in found.stops} <= reached(found, START, ahead=True)


def test_lanes_are_systems_where_there_are_a_few() -> None:
    events = [Row(case="1", activity=letter, at=at) for at, letter in enumerate("abc")]
    assert flow(log_of(events)).lanes == ()


def test_where_ways_part_a_decision_stands_in_the_graph() -> None:
    graph = process_map(flow(traces("ab", "ac")), "Title")
    kinds = [node.kind for node in graph.nodes]
    assert kinds.count(NodeKind.DECISION) == 1
    leaving = {edge.source for edge in graph.edges if edge.label}
    assert leaving == {node.id for node in graph.nodes if node.kind is NodeKind.DECISION}


def test_the_order_does_not_depend_on_the_names() -> None:
    one, other = traces("abc", "abc", "bac"), traces("cba", "cba", "bca")
    assert [one.activity.labels[code] for code in usual_order([0, 1, 2], [(0, 1, 2), (1, 2, 2), (1, 0, 1)], one)] == [
        "a",
        "b",
        "c",
    ]
    assert [stop.label for stop in flow(other).stops] == ["c", "b", "a"]


@given(rows())
def test_whatever_is_left_out_the_map_hangs_together(events: list[Row]) -> None:
    log = log_of(events)
    for most in (1, 2, 14):
        found = flow(log, most=most)
        stops = {stop.code for stop in found.stops}
        assert stops <= reached(found, START, ahead=True)
        assert stops <= reached(found, END, ahead=False)
        assert found.events_shown <= found.events == log.events
        assert sum(way.count for way in found.ways) == found.moves_shown <= found.moves == log.events + log.cases
        assert len({(way.source, way.target) for way in found.ways}) == len(found.ways)
