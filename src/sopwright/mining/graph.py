"""What does the process look like as a graph? Lanes, nodes and edges, without any place on a page.

In: nothing; these are the types. ``map.draw`` fills them from an SOP.

Law: every node has a lane; every edge joins two nodes, and no two edges join the same two in the same direction; there
is one start and at least one end.
"""

from dataclasses import dataclass
from enum import StrEnum

from sopwright.sop.document import Observation


class NodeKind(StrEnum):
    """What a node stands for."""

    START = "start"
    END = "end"
    STEP = "step"
    DECISION = "decision"
    TRIGGER = "trigger"
    """What sets off an exception of which the document does not say where it leaves the procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A role or a system.

    Attributes:
        id: Stable name.
        name: As shown.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A step, a decision, the start or an end.

    Attributes:
        id: Stable name; for a step the step's id.
        kind: What it stands for.
        lane: Id of its lane.
        label: Plain text without Markdown, shortened for a box; may be long, the layout wraps it.
        text: The whole sentence without Markdown; empty where the label says it all.
        number: The step's number in the text, such as ``4`` or ``E1.2``; empty for other nodes.
        phase: Title of the phase; empty outside the procedure.
        exception: Whether it belongs to an exception path.
        optional: Whether the step may be left out.
        candidate: Whether a decision is only suspected, or how it goes on was not observed (an end).
        seen: What recordings say; ``None`` when not recorded.
    """

    id: str
    kind: NodeKind
    lane: str
    label: str
    text: str = ""
    number: str = ""
    phase: str = ""
    exception: bool = False
    optional: bool = False
    candidate: bool = False
    seen: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way from one node to the next.

    Attributes:
        source: Id of the node it leaves.
        target: Id of the node it reaches.
        label: The condition, or empty.
        runs: In how many runs it was seen; ``None`` when not recorded.
        of: Out of how many runs; ``None`` when not recorded.
        wait_ms: Median wait in milliseconds; ``None`` when not recorded.
        status: CRM fields set before this way, such as ``Lead Status: SQL – Accepted``; empty for none.
        handover: Whether the lane changes here.
    """

    source: str
    target: str
    label: str = ""
    runs: int | None = None
    of: int | None = None
    wait_ms: int | None = None
    status: str = ""
    handover: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMap:
    """A process as a graph.

    Attributes:
        title: Title of the SOP.
        lanes_by: ``role`` or ``system``.
        lanes: In order of first use.
        nodes: In reading order: start, steps as in the text, exceptions, ends.
        edges: In the order of their sources.
    """

    title: str
    lanes_by: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
