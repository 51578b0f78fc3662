"""What does the agreed process look like? A graph derived from the SOP document and from nothing else.

In: an SOP, also one written by hand with loops, dangling references or no steps. Out: a ``ProcessMap``.

Law: the map cannot disagree with the text: every step of the document is a node exactly once, under the number that
the text prints; a way is drawn only where the document states it or where the order of the steps implies it; where the
document does not say how the work goes on, the map shows an open end instead of a guess.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sopwright.evidence import Sentence
from sopwright.mining.graph import Edge, Lane, Node, NodeKind, ProcessMap
from sopwright.mining.labels import plain, short
from sopwright.sop.document import (
    Branch,
    Decision,
    DecisionStatus,
    ExceptionPath,
    Observation,
    Option,
    Sop,
    Step,
)
from sopwright.sop.numbering import numbered

NOBODY = "Performer (role not stated)"
NO_ROLE = "Role not stated"
NO_SYSTEM = "Outside any system"
OPEN_END = "Not observed"
END = "end"
LEAST_WAIT_MS = 1_000
"""A shorter wait is left out: nobody plans by it."""


def draw(sop: Sop) -> ProcessMap:
    """Return the process map of the SOP."""
    return _Sketch(sop).finished()


def _lane_names(sop: Sop) -> tuple[str, dict[int, str]]:
    """Return what the lanes stand for, and the lane of each step by its place in the document."""
    steps = sop.all_steps
    if 2 * sum(1 for step in steps if step.role) > len(steps):
        return "role", {place: step.role or NO_ROLE for place, step in enumerate(steps)}
    if 2 * sum(1 for step in steps if step.system) > len(steps):
        return "system", {place: step.system or NO_SYSTEM for place, step in enumerate(steps)}
    return "role", dict.fromkeys(range(len(steps)), NOBODY)


class _Sketch:
    """The map while it is drawn: names are given out first, then nodes and ways in the order of the document."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop
        self.lanes_by, lanes = _lane_names(sop)
        self.taken: set[str] = set()
        self.nodes: list[Node] = []
        self.ends: list[Node] = []
        self.edges: dict[tuple[str, str], Edge] = {}
        self.main: list[str] = []
        self.paths: dict[str, list[str]] = {}
        self.steps: dict[str, Step] = {}
        self.node: dict[str, Node] = {}
        self.gate: dict[str, str] = {}
        self.first_lane = lanes.get(0, NOBODY)
        self._take_steps(lanes)
        self.decisions = {self._free(f"decision.{each.id}"): each for each in sop.decisions}
        self.anchored = {each.after for each in sop.decisions}

    def finished(self) -> ProcessMap:
        start = Node(id=self._free("start"), kind=NodeKind.START, lane=self.first_lane, label="Start")
        self._add(start)
        self.last = self._free(END)
        self._gates()
        self._join(start.id, self._entry(self.main[0]) if self.main else self.last)
        self._path(self.main, self.last, exception=False)
        for number, path in enumerate(self.sop.exceptions):
            self._exception(number, path)
        self._loose_decisions()
        self._triggers()
        self._main_end()
        arrived = {target for _, target in self.edges}
        nodes = (*self.nodes, *(end for end in self.ends if end.id in arrived or end.id == self.last))
        lanes = {node.lane: Lane(id="", name=node.lane) for node in nodes}
        names = {name: f"lane-{place}" for place, name in enumerate(lanes, start=1)}
        return ProcessMap(
            title=self.sop.title,
            lanes_by=self.lanes_by,
            lanes=tuple(Lane(id=names[name], name=name) for name in lanes),
            nodes=tuple(replace(node, lane=names[node.lane]) for node in nodes),
            edges=self._edges(nodes),
        )

    # -- names and nodes ------------------------------------------------------------------------------------------

    def _free(self, name: str) -> str:
        while name in self.taken:
            name += "~"
        self.taken.add(name)
        return name

    def _add(self, node: Node) -> None:
        self.nodes.append(node)
        self.node[node.id] = node

    def _take_steps(self, lanes: dict[int, str]) -> None:
        """Name every step's node before anything else, so that a step always keeps its own id."""
        phases = [phase.phase for phase in self.sop.procedure for _ in phase.steps]
        first = {step.id for step in self.sop.all_steps}
        self.taken |= first
        seen: set[str] = set()
        for place, (number, step) in enumerate(numbered(self.sop)):
            id_ = step.id if step.id not in seen else self._free(step.id)
            seen.add(step.id)
            aside = place >= len(phases)
            self.steps[id_] = step
            self.node[id_] = Node(
                id=id_,
                kind=NodeKind.STEP,
                lane=lanes[place],
                label=short(step.do.text),
                text=plain(step.do.text),
                number=number,
                phase="" if aside else phases[place],
                exception=aside,
                optional=step.optional,
                seen=step.observed,
            )
            if not aside:
                self.main.append(id_)
        rest = iter(list(self.steps)[len(self.main) :])
        for order, path in enumerate(self.sop.exceptions):
            self.paths[str(order)] = [next(rest) for _ in path.steps]

    def _gates(self) -> None:
        """Name the fork before every optional step."""
        for id_, step in self.steps.items():
            if step.optional:
                self.gate[id_] = self._free(f"optional.{id_}")

    def _entry(self, id_: str) -> str:
        return self.gate.get(id_, id_)

    # -- where a reference leads ----------------------------------------------------------------------------------

    def _target(self, go: str, source: str, visited: tuple[str, ...] = ()) -> str:
        """Return the node that ``go`` leads to, seen from ``source``."""
        if go in self.steps:
            return self._entry(go)
        for order, path in enumerate(self.sop.exceptions):
            if path.id == go and go not in visited:
                ids = self.paths[str(order)]
                return self._entry(ids[0]) if ids else self._target(path.rejoin, source, (*visited, go))
        named = {phase.id: self._entry(phase.steps[0].id) for phase in self.sop.procedure if phase.steps}
        named |= {decision.id: id_ for id_, decision in self.decisions.items()}
        if go in named:
            return named[go]
        if go == END:
            return self._end(source, END, "End")
        known = not go or go in visited
        label = OPEN_END if known else f"“{go}” is not in this document"
        return self._end(source, "open" if known else f"missing.{go}", label, open_=True)

    def _end(self, source: str, name: str, label: str, *, open_: bool = False) -> str:
        """Return the end of this kind that belongs to ``source``."""
        id_ = f"{name}.{source}"
        if id_ not in self.node:
            leaves = self.node[source]
            self.taken.add(id_)
            node = Node(
                id=id_, kind=NodeKind.END, lane=leaves.lane, label=label, exception=leaves.exception, candidate=open_
            )
            self.node[id_] = node
            self.ends.append(node)
        return id_

    # -- ways -----------------------------------------------------------------------------------------------------

    def _join(self, source: str, target: str, label: str = "", seen: Observation | None = None) -> None:
        """Draw a way; two ways between the same nodes become one with both conditions."""
        edge = Edge(
            source=source,
            target=target,
            label=label,
            runs=seen.runs if seen else None,
            of=seen.of if seen else None,
        )
        before = self.edges.get((source, target))
        if before is not None:
            both = dict.fromkeys(text for text in (before.label, label) if text)
            known = before.runs is not None and edge.runs is not None and before.of == edge.of
            edge = replace(
                edge,
                label=" or ".join(both),
                runs=(before.runs or 0) + (edge.runs or 0) if known else None,
                of=edge.of if known else None,
            )
        self.edges[source, target] = edge

    def _path(self, ids: Sequence[str], after: str, *, exception: bool) -> None:
        """Draw steps one after the other; ``after`` is the node that follows the last."""
        for place, id_ in enumerate(ids):
            follower = self._entry(ids[place + 1]) if place + 1 < len(ids) else after
            step = self.steps[id_]
            if id_ in self.gate:
                before = self.node[ids[place - 1]] if place else self.node[id_]
                decided = next((name for name, each in self.decisions.items() if each.after == id_), follower)
                self._open_gate(id_, step, decided, lane=before.lane)
            self._add(self.node[id_])
            self._ways_on(id_, step, follower, exception=exception)

    def _open_gate(self, id_: str, step: Step, follower: str, *, lane: str) -> None:
        gate = Node(
            id=self.gate[id_],
            kind=NodeKind.DECISION,
            lane=lane,
            label=_only_if(step.only_if),
            phase=self.node[id_].phase,
            exception=self.node[id_].exception,
            optional=True,
        )
        self._add(gate)
        self._join(gate.id, id_)
        self._join(gate.id, follower, "otherwise" if step.only_if else "skip")

    def _ways_on(self, id_: str, step: Step, follower: str, *, exception: bool) -> None:
        decided = [(name, each) for name, each in self.decisions.items() if each.after == id_]
        branches = step.next
        if not decided and all(not branch.if_ for branch in branches) and len(branches) <= 1:
            branch = branches[0] if branches else None
            target = follower if branch is None else self._target(branch.go, id_)
            self._join(id_, target, seen=branch.seen if branch else None)
            return
        if not decided:
            decided = [(self._free(f"decision.{id_}"), None)]  # type: ignore[list-item]
        source = id_
        for name, decision in decided:
            self._add(self._decision(name, decision, after=self.node[id_], exception=exception))
            self._join(source, name)
            source = name
            if decision is not None:
                self._options(name, decision)
        self._branches(source, branches)
        if self._goes_on(branches, [each for _, each in decided]):
            self._join(source, follower, "otherwise" if branches else "")

    def _decision(self, name: str, decision: Decision | None, *, after: Node, exception: bool) -> Node:
        return Node(
            id=name,
            kind=NodeKind.DECISION,
            lane=after.lane,
            label=short(decision.question.text) if decision else "",
            text=plain(decision.question.text) if decision else "",
            phase=after.phase,
            exception=exception,
            candidate=decision is not None and decision.status is DecisionStatus.CANDIDATE,
        )

    def _options(self, name: str, decision: Decision) -> None:
        for option in decision.options:
            self._join(name, self._target(option.go, name), self._way_label(option), option.seen)

    def _way_label(self, option: Option) -> str:
        """Return the condition of a way, or, where it is not known, what the exception is called that it leads to."""
        title = next((path.title for path in self.sop.exceptions if path.id == option.go), "")
        return plain(title) if title and not option.when.known else _condition(option.when)

    def _branches(self, source: str, branches: Iterable[Branch]) -> None:
        for branch in branches:
            label = plain(branch.if_) or ("otherwise" if branch.else_ else "")
            self._join(source, self._target(branch.go, source), label, branch.seen)

    @staticmethod
    def _goes_on(branches: Sequence[Branch], decided: Sequence[Decision | None]) -> bool:
        """Return whether the order of the document adds the remaining way to the ways that are written."""
        if branches:
            return len(branches) == 1 and bool(branches[0].if_)
        last = decided[-1]
        return last is not None and len(last.options) < 2  # noqa: PLR2004 - a real decision has two ways

    def _exception(self, order: int, path: ExceptionPath) -> None:
        ids = self.paths[str(order)]
        if ids:
            after = self._target(path.rejoin, ids[-1])
            self._path(ids, after, exception=True)

    def _loose_decisions(self) -> None:
        """Draw the decisions that come after a step that is not in the document."""
        for name, decision in self.decisions.items():
            if decision.after not in self.steps:
                stray = Node(id="", kind=NodeKind.STEP, lane=self.first_lane, label="")
                self._add(self._decision(name, decision, after=stray, exception=False))
                self._options(name, decision)

    def _triggers(self) -> None:
        """Draw what sets off the exceptions to which no way leads."""
        reached = {target for _, target in self.edges}
        for order, path in enumerate(self.sop.exceptions):
            ids = self.paths[str(order)]
            if ids and self._entry(ids[0]) in reached:
                continue
            if not ids and self._refers_to(path.id):
                continue
            when = path.when if path.when.known else None
            trigger = Node(
                id=self._free(f"trigger.{path.id}"),
                kind=NodeKind.TRIGGER,
                lane=self.node[ids[0]].lane if ids else self.first_lane,
                label=short(when.text) if when else path.title,
                text=plain(path.when.text),
                exception=True,
            )
            at = self.nodes.index(self.node[self._entry(ids[0])]) if ids else len(self.nodes)
            self.nodes.insert(at, trigger)
            self.node[trigger.id] = trigger
            target = self._entry(ids[0]) if ids else self._target(path.rejoin, trigger.id, (path.id,))
            self._join(trigger.id, target)

    def _refers_to(self, id_: str) -> bool:
        branches = (branch.go for step in self.steps.values() for branch in step.next)
        options = (option.go for decision in self.sop.decisions for option in decision.options)
        rejoins = (path.rejoin for path in self.sop.exceptions if path.id != id_)
        return id_ in {*branches, *options, *rejoins}

    def _main_end(self) -> None:
        reached = any(target == self.last for _, target in self.edges)
        if reached or not self.ends:
            lane = self.node[self.main[-1]].lane if self.main else self.first_lane
            self.ends.insert(0, Node(id=self.last, kind=NodeKind.END, lane=lane, label="End"))

    # -- what is known about a way --------------------------------------------------------------------------------

    def _edges(self, nodes: Sequence[Node]) -> tuple[Edge, ...]:
        place = {node.id: at for at, node in enumerate(nodes)}
        lane = {node.id: node.lane for node in nodes}
        ways_in = Counter(target for _, target in self.edges)
        waited: set[str] = set()
        found = []
        for edge in sorted(self.edges.values(), key=lambda each: (place[each.source], place[each.target])):
            seen = self.node[edge.target].seen if edge.target in self.steps else None
            runs, of = edge.runs, edge.of
            before = self.node[edge.source].seen
            all_came = before is None or seen is None or before.runs >= seen.runs  # else some runs began at the target
            if seen is not None and runs is None and ways_in[edge.target] == 1 and all_came:
                runs, of = seen.runs, seen.of
            wait = seen.wait_ms if seen is not None and edge.target not in waited else None
            wait = None if wait is not None and wait < LEAST_WAIT_MS else wait
            waited.add(edge.target)
            found.append(
                replace(
                    edge,
                    runs=runs,
                    of=of,
                    wait_ms=wait,
                    status=self._status(edge.source),
                    handover=lane[edge.source] != lane[edge.target],
                )
            )
        return tuple(found)

    def _status(self, source: str) -> str:
        step = self.steps.get(source)
        return "; ".join(f"{plain(each.field)}: {plain(each.to)}" for each in step.updates) if step else ""


def _only_if(condition: str) -> str:
    words = plain(condition).removesuffix(".")
    if not words or words.lower().startswith(("only ", "if ", "when ")):
        return words
    return f"Only if {words}"


def _condition(when: Sentence) -> str:
    return plain(when.text).removesuffix(".") if when.known else "criterion not known"
