"""What did the page look like to its user when something happened? A page rebuilt from an rrweb stream, as plain data.

In: a full snapshot and the mutations after it. Out: nodes that can be asked for role, labels, place and containers.

Law: nothing is rendered, loaded or run; the page is thrown away with the reader.

Source: rrweb ``packages/types``; names follow the order of the W3C's accessible name computation, the parts that an
event needs: ``aria-labelledby``, ``aria-label``, the native label, the content where the role allows it, the title.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopwright.recording.readers.nodes import DOCUMENT, ELEMENT, Node
from sopwright.recording.schema import NameSource

_CLIMB = 6
"""How far around a click its control may be."""

_INTERACTIVE = frozenset(
    {
        *("button", "link", "combobox", "listbox", "textbox", "searchbox", "spinbutton", "slider", "checkbox", "radio"),
        *("switch", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem"),
    }
)
_LABELLED = frozenset({"input", "select", "textarea", "meter", "output", "progress"})


@dataclass(slots=True)
class Change:
    """What a mutation brought into sight, and what it took out of sight.

    Attributes:
        added: Nodes that were added, and texts that were changed.
        shown: Elements that were there and are no longer hidden.
        gone: Ids of all that was removed or hidden.
    """

    added: list[Node] = field(default_factory=list)
    shown: list[Node] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)


class Mirror:
    """The page as it is now."""

    def __init__(self) -> None:
        """Start without a page."""
        self.nodes: dict[int, Node] = {}
        self.frames: set[int] = set()
        self.filled: set[int] = set()
        self._index: dict[str, list[Node]] | None = None

    @property
    def blind_frames(self) -> int:
        """How many frames were seen from outside only."""
        return len(self.frames - self.filled)

    def load(self, tree: object) -> None:
        """Replace the page by a full snapshot."""
        self.nodes.clear()
        self._index = None
        self._add(tree, None, None)

    def change(self, data: Mapping[str, Any]) -> "Change":
        """Apply one mutation; return what came into sight by it and what went out of sight."""
        seen = Change()
        self._index = None
        for entry in _rows(data, "removes"):
            seen.gone |= self._remove(entry.get("id"))
        for entry in _in_order(_rows(data, "adds")):
            node = self._add(entry.get("node"), self.nodes.get(_number(entry.get("parentId"))), entry.get("nextId"))
            seen.added += [node] if node is not None else []
        for entry in _rows(data, "texts"):
            node = self.nodes.get(_number(entry.get("id")))
            if node is not None:
                node.text = _string(entry.get("value"))
                seen.added.append(node)
        for entry in _rows(data, "attributes"):
            node = self.nodes.get(_number(entry.get("id")))
            changes = entry.get("attributes")
            if node is None or not isinstance(changes, dict):
                continue
            shown = _set(node, changes)
            if shown is True:
                seen.shown.append(node)
            elif shown is False:
                seen.gone |= {one.id for one in node.below()}
        return seen

    def control(self, number: int) -> Node | None:
        """Return the control that a node belongs to: the nearest interactive one around it, or the element itself."""
        node = self.nodes.get(number)
        while node is not None and node.kind != ELEMENT:
            node = node.parent
        if node is None:
            return None
        around = list(node.above())[:_CLIMB]
        found = next((one for one in around if one.role in _INTERACTIVE), None)
        label = next((one for one in around if one.tag == "label"), None)
        return found or (label and self._labelled_by(label)) or node

    def _labelled_by(self, label: Node) -> Node | None:
        if label.get("for"):
            return self._by_id(label, label.get("for"))
        return next((node for node in label.below() if node.tag in _LABELLED), None)

    def labels(self, node: Node) -> tuple[tuple[str, NameSource], ...]:
        """Return the labels of a control, best first."""
        return tuple((text, source) for text, source in self._labels(node) if text.strip())

    def _labels(self, node: Node) -> Iterator[tuple[str, NameSource]]:
        named = [self._by_id(node, one) for one in node.get("aria-labelledby").split()]
        yield " ".join(one.content() for one in named if one is not None), NameSource.LABEL
        yield node.get("aria-label"), NameSource.ARIA
        if node.tag in _LABELLED and node.role != "button":
            for label in self._native_labels(node):
                yield label, NameSource.LABEL
        if node.role == "button" and node.tag == "input":
            yield node.get("value"), NameSource.TEXT
        elif node.tag not in _LABELLED:
            pictures = [one.get("alt") for one in node.below() if one.tag == "img"]
            yield node.content(), NameSource.TEXT
            yield " ".join(pictures), NameSource.ALT
        yield node.get("title"), NameSource.TITLE
        yield node.get("placeholder"), NameSource.PLACEHOLDER
        for name in ("data-testid", "data-test", "name", "id"):
            yield node.get(name), NameSource.TECHNICAL

    def _native_labels(self, node: Node) -> Iterator[str]:
        around = next((one for one in node.above() if one.tag == "label"), None)
        if node.get("id"):
            for one in self._named(f"for {node.get('id')}", node):
                yield one.content()
        if around is not None:
            yield around.content()

    def containers(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Return the named parts around a control, innermost first."""
        found = []
        for one in list(node.above())[1:]:
            if one.role in ("dialog", "alertdialog") or one.words & {"modal", "dialog"}:
                found.append(("dialog", self.title_of(one)))
            elif one.tag == "fieldset":
                legend = next((inner for inner in one.children if inner.tag == "legend"), None)
                found.append(("group", legend.content() if legend else ""))
            elif one.role in ("form", "tabpanel", "row", "navigation"):
                found.append((one.role, one.get("aria-label")))
        return tuple(found[:3])

    def title_of(self, node: Node) -> str:
        """Return what a dialog calls itself: its label, or its first heading."""
        named = [self._by_id(node, one) for one in node.get("aria-labelledby").split()]
        text = " ".join(one.content() for one in named if one is not None) or node.get("aria-label")
        heading = next((one for one in node.below() if one.role == "heading"), None)
        return text or (heading.content() if heading else "")

    def _by_id(self, node: Node, name: str) -> Node | None:
        """Return the element with an id, in the node's own document or shadow tree."""
        return next(self._named(f"id {name}", node), None)

    def _named(self, key: str, beside: Node) -> Iterator[Node]:
        """Return the elements with an id, or the labels for one, in the document or shadow tree of another node."""
        if self._index is None:
            self._index = {}
            for node in self.nodes.values():
                self._index.setdefault(f"id {node.get('id')}", []).append(node)
                if node.tag == "label":
                    self._index.setdefault(f"for {node.get('for')}", []).append(node)
        root = _root(beside)
        return (node for node in self._index.get(key, ()) if _root(node) is root)

    def _add(self, tree: object, parent: Node | None, before: object) -> Node | None:
        """Take a tree of nodes in, without recursion; return its first."""
        first: Node | None = None
        waiting: list[tuple[object, Node | None]] = [(tree, parent)]
        while waiting:
            raw, above = waiting.pop()
            if not isinstance(raw, dict):
                continue
            node = _node(raw)
            node.parent = above
            self.nodes[node.id] = node
            if node.tag == "iframe":
                self.frames.add(node.id)
            if node.kind == DOCUMENT and above is not None:
                self.filled.add(above.id)
            if first is None:
                first = node
            if above is not None:
                at = _place_before(above, before) if node is first else len(above.children)
                above.children.insert(at, node)
            children = raw.get("childNodes")
            waiting += [(child, node) for child in reversed(children)] if isinstance(children, list) else []
        return first

    def _remove(self, number: object) -> set[int]:
        """Take a node and all that is in it out; return their ids."""
        node = self.nodes.get(_number(number))
        if node is None:
            return set()
        if node.parent is not None:
            node.parent.children.remove(node)
        gone = {one.id for one in node.below()}
        for one in gone:
            self.nodes.pop(one, None)
        return gone


def _root(node: Node) -> Node:
    """Return the top of the document or shadow tree in which a node stands."""
    while node.parent is not None and not node.shadow and node.parent.kind != DOCUMENT:
        node = node.parent
    return node.parent if node.parent is not None else node


def _node(raw: Mapping[str, Any]) -> Node:
    given = raw.get("attributes")
    attributes = given if isinstance(given, dict) else {}
    return Node(
        id=_number(raw.get("id")),
        kind=_number(raw.get("type")),
        tag=_string(raw.get("tagName")).lower(),
        attributes={
            str(key): "" if value is True else str(value) for key, value in attributes.items() if value is not False
        },
        text=_string(raw.get("textContent")),
        shadow=raw.get("isShadow") is True,
    )


def _set(node: Node, changes: Mapping[str, Any]) -> bool | None:
    """Change attributes; return whether the node came into sight by it, or went out of it, as far as they say."""
    before = node.is_shown
    for key, value in changes.items():
        if value is None or value is False:
            node.attributes.pop(key, None)
        elif key == "style" and isinstance(value, dict):
            rules = dict(rule.split(":", 1) for rule in node.get("style").split(";") if ":" in rule)
            rules |= {name: "" if rule is False else str(rule) for name, rule in value.items()}
            node.attributes["style"] = ";".join(f"{name}:{rule}" for name, rule in rules.items() if rule)
        else:
            node.attributes[key] = "" if value is True else str(value)
    after = node.is_shown
    if before == after:
        return None
    return after if after is not None else not before


def _in_order(adds: "list[Mapping[str, Any]]") -> "list[Mapping[str, Any]]":
    """Return additions so that a parent comes before what is added to it, in file order otherwise."""
    own = {_number(entry["node"].get("id")) for entry in adds if isinstance(entry.get("node"), dict)}
    ready: list[Mapping[str, Any]] = []
    left, there = adds, set[int]()
    while left:
        now = [entry for entry in left if _number(entry.get("parentId")) not in own - there]
        if not now:
            break
        ready += now
        there |= {_number(entry["node"].get("id")) for entry in now if isinstance(entry.get("node"), dict)}
        taken = set(map(id, now))
        left = [entry for entry in left if id(entry) not in taken]
    return ready


def _place_before(parent: Node, number: object) -> int:
    at = next((at for at, child in enumerate(parent.children) if child.id == number), None)
    return len(parent.children) if at is None else at


def _rows(data: Mapping[str, Any], key: str) -> "list[Mapping[str, Any]]":
    rows = data.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
