"""What does the process map say without a drawing? A table and a few sentences, for readers who do not see it.

In: a ``ProcessMap``. Out: rows of plain text, one for each node, and a description.

Law: every node and every edge of the map is in the table; what is not known is empty, never zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopwright.mining.graph import Edge, Node, NodeKind, ProcessMap
from sopwright.writing.render.lettering import wait_words

HEADINGS = ("No.", "What happens", "Lane", "Comes after", "Goes on to", "Sets", "Wait before", "Seen")
_UNNUMBERED = {
    NodeKind.START: "Start",
    NodeKind.END: "End",
    NodeKind.DECISION: "Decision",
    NodeKind.TRIGGER: "Exception",
    NodeKind.STEP: "Step",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One node of the map in words.

    Attributes:
        id: The node's id.
        number: The step's number, or what kind of node it is.
        text: What happens there.
        lane: Name of the lane.
        after: What it comes after, with conditions, such as ``Decision after 4: No``.
        to: Where it goes on, with conditions, such as ``5 if Yes``.
        status: CRM fields that it sets.
        wait: Median wait before it; empty when not recorded.
        seen: In how many runs it was seen; empty when not recorded.
    """

    id: str
    number: str
    text: str
    lane: str
    after: str
    to: str
    status: str
    wait: str
    seen: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row under ``HEADINGS``."""
        return (self.number, self.text, self.lane, self.after, self.to, self.status, self.wait, self.seen)


def table(chart: ProcessMap) -> tuple[Row, ...]:
    """Return one row for each node, in reading order."""
    lanes = {lane.id: lane.name for lane in chart.lanes}
    names = _names(chart)
    arriving: dict[str, list[Edge]] = {node.id: [] for node in chart.nodes}
    leaving: dict[str, list[Edge]] = {node.id: [] for node in chart.nodes}
    for edge in chart.edges:
        arriving[edge.target].append(edge)
        leaving[edge.source].append(edge)
    return tuple(
        Row(
            id=node.id,
            number=node.number or (names[node.id] if node.kind is NodeKind.DECISION else _UNNUMBERED[node.kind]),
            text=_words(node) or _question(node, leaving[node.id], names),
            lane=lanes[node.lane],
            after="; ".join(_way(edge, names[edge.source]) for edge in arriving[node.id]),
            to="; ".join(_way(edge, names[edge.target]) for edge in leaving[node.id]),
            status="; ".join(dict.fromkeys(edge.status for edge in leaving[node.id] if edge.status)),
            wait=_wait(arriving[node.id]),
            seen=f"{node.seen.runs} of {node.seen.of}" if node.seen else "",
        )
        for node in chart.nodes
    )


def describe(chart: ProcessMap) -> str:
    """Return what the map shows in two or three sentences."""
    steps = [node for node in chart.nodes if node.kind is NodeKind.STEP]
    aside = sum(1 for node in steps if node.exception)
    if not steps:
        return f"The process “{chart.title}” has no steps yet."
    main = len(steps) - aside
    handovers = sum(1 for edge in chart.edges if edge.handover)
    names = _listed([lane.name for lane in chart.lanes])
    first = f"The process “{chart.title}” has {_count(main, 'step')}"
    first += f" and {_count(aside, 'step')} in exceptions" if aside else ""
    kind = ("role", "system")[chart.lanes_by == "system"]
    second = f"It runs in {_count(len(chart.lanes), 'lane')}, by {kind}: {names}"
    second += f"; the work changes lanes {_times(handovers)}" if handovers else ""
    decisions = [node for node in chart.nodes if node.kind is NodeKind.DECISION and not node.optional]
    candidates = sum(1 for node in decisions if node.candidate)
    optional = sum(1 for node in steps if node.optional)
    facts = [
        _count(len(decisions), "decision") + (f" ({candidates} only suspected)" if candidates else "")
        if decisions
        else "",
        _count(optional, "optional step") if optional else "",
    ]
    told = [fact for fact in facts if fact]
    third = f" There {'is' if told[0].startswith('1 ') else 'are'} {_listed(told)}." if told else ""
    return f"{first}. {second}.{third}"


def _names(chart: ProcessMap) -> Mapping[str, str]:
    """Return a short name of each node, such as ``4``, ``Decision after 4`` or ``Decision before 5``."""
    found = {node.id: node.number for node in chart.nodes if node.number}
    before: dict[str, str] = {}
    ahead: dict[str, str] = {}
    for edge in chart.edges:
        before.setdefault(edge.target, edge.source)
        if edge.target in found:
            ahead.setdefault(edge.source, found[edge.target])
    given: Counter[str] = Counter()
    for node in chart.nodes:
        if node.id in found:
            continue
        if node.kind in (NodeKind.START, NodeKind.TRIGGER) or node.id not in before:
            found[node.id] = "Start" if node.kind is NodeKind.START else _words(node) or _UNNUMBERED[node.kind]
        elif node.kind is NodeKind.END:
            found[node.id] = node.label
        else:
            name = f"Decision before {ahead[node.id]}" if node.optional and node.id in ahead else ""
            name = name or f"Decision after {_step_before(node.id, before, found)}"
            given[name] += 1
            found[node.id] = name if given[name] == 1 else f"{name} ({given[name]})"
    return found


def _step_before(id_: str, before: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the name of the nearest node before a decision that is no decision itself."""
    passed = {id_}
    at = before[id_]
    while at not in passed and (at not in names or names[at].startswith("Decision")) and at in before:
        passed.add(at)
        at = before[at]
    return names.get(at, "another decision")


def _question(node: Node, leaving: Iterable[Edge], names: Mapping[str, str]) -> str:
    """Return what is asked at a fork that has no words of its own: by its optional step, or by its first condition."""
    if node.kind is not NodeKind.DECISION:
        return ""
    if node.optional:
        return next((f"Is step {names[edge.target]} done? It is optional." for edge in leaving), "")
    condition = next((edge.label for edge in leaving if edge.label and edge.label != "otherwise"), "")
    return f"{condition[0].upper()}{condition[1:].removesuffix('.')}?" if condition else ""


def _words(node: Node) -> str:
    return node.text or node.label


def _way(edge: Edge, name: str) -> str:
    details = [edge.label] if edge.label else []
    if edge.runs is not None and edge.of:
        details.append(f"{edge.runs} of {edge.of}")
    return f"{name} ({', '.join(details)})" if details else name


def _wait(edges: Iterable[Edge]) -> str:
    return "; ".join(wait_words(edge.wait_ms) for edge in edges if edge.wait_ms is not None)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
