"""How does a changed SOP get into the text that people wrote, with their comments, quotes and order untouched?

In: the earlier text with its nodes and tree, and the new tree. Out: the new text.

Law: whatever did not change stays as it was, to the byte; a comment stays with what it stands above, beside or in,
and goes only when that goes. Keys that are new stand where the order of the file form puts them.
"""

import re
from collections.abc import Sequence
from typing import Any

from sopwright.sop.encoding import Keyed
from sopwright.sop.json_text import canonical
from sopwright.sop.nodes import ListNode, MapNode, Node, ScalarNode
from sopwright.sop.yaml_text import entry, item, section

Tree = Any
"""A tree of ``encoding``."""

_COMMENT = re.compile(r"^(?:\s*:)?(?P<comment>\s+#.*)$")


def splice(text: str, node: MapNode, old: Tree, new: Tree) -> str | None:
    """Return ``text`` with ``new`` in the place of ``old``; ``None`` where nothing of it can be kept.

    Args:
        text: The earlier text.
        node: What it says, with places.
        old: The tree of the SOP that it states.
        new: The tree of the SOP that it shall state.
    """
    if node.flow or re.search("\r(?!\n)|[\u2028\u2029]", text):
        return text if _same(old, new) else None
    lines = text.replace("\r\n", "\n").split("\n")
    merged = "\n".join(_Splicer(lines).mapping(node, old, new, (0, len(lines)), depth=0))
    return merged.replace("\n", "\r\n") if "\r\n" in text else merged


class _Part:
    """An entry of a mapping or an item of a list, with its lines; half-open, from 0."""

    def __init__(self, node: Node, lead: int, first: int) -> None:
        self.node = node
        self.lead = lead
        """First of the comments and blank lines above it."""
        self.first = first
        """Its own first line."""
        self.content_end = max(_content_end(node), first + 1)
        """End of its last line that is not only comment."""
        self.end = self.content_end
        """End of the comments within it."""


class _Splicer:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def mapping(self, node: MapNode, old: Tree, new: Tree, place: tuple[int, int], depth: int) -> list[str]:
        """Return the lines of a mapping in block style."""
        column = node.entries[0][0].span.column
        keys = {key.text: key for key, _ in node.entries}
        firsts = [key.span.line for key, _ in node.entries]
        found = self._parts([inner for _, inner in node.entries], firsts, column, place)
        parts = dict(zip(keys, found, strict=True))
        head = [] if depth else self.lines[place[0] : firsts[0]]
        if not depth:
            found[0].lead = firsts[0]
        lines = head
        for name in _order(list(parts), old, new):
            if name not in parts:
                lines += section(name, new[name]) if not depth else entry(name, new[name], column, depth + 1)
            elif name not in new or (name in old and _same(old[name], new[name])):
                lines += self.lines[parts[name].lead : parts[name].end]
            else:
                lines += self._entry(keys[name], parts[name], old.get(name), new[name], depth + 1)
        return lines + self.lines[found[-1].end : place[1]]

    def _entry(self, key: ScalarNode, part: _Part, old: Tree, new: Tree, depth: int) -> list[str]:
        """Return the lines of a changed entry."""
        node = part.node
        start = key.span.line + 1
        above = self.lines[part.lead : part.first]
        if isinstance(node, MapNode) and not node.flow and _both(dict, old, new) and set(old) <= _names(node):
            return [*above, self.lines[key.span.line], *self.mapping(node, old, new, (start, part.end), depth)]
        if isinstance(node, ListNode) and not node.flow and _both(list, old, new):
            return [*above, self.lines[key.span.line], *self._listing(node, old, new, (start, part.end), depth)]
        written = entry(key.text, new, key.span.column, depth)
        return [*above, *self._commented(key, node, written), *self.lines[part.content_end : part.end]]

    def _listing(
        self, node: ListNode, old: list[Tree], new: list[Tree], place: tuple[int, int], depth: int
    ) -> list[str]:
        column = node.span.column
        firsts = [self._dash(inner, column) for inner in node.items]
        parts = self._parts(node.items, firsts, column, place)
        lines: list[str] = []
        for value, match in zip(new, _matches(old, new), strict=True):
            if match is None:
                lines += item(value, column, depth + 1)
            elif _same(old[match], value):
                lines += self.lines[parts[match].lead : parts[match].end]
            else:
                lines += self._item(parts[match], column, old[match], value, depth + 1)
        return lines + self.lines[parts[-1].end : place[1]]

    def _item(self, part: _Part, column: int, old: Tree, new: Tree, depth: int) -> list[str]:
        """Return the lines of a changed item."""
        node = part.node
        above = self.lines[part.lead : part.first]
        if not isinstance(node, MapNode) or node.flow or not _both(dict, old, new) or not set(old) <= _names(node):
            below = self.lines[part.content_end : part.end]
            return [*above, *self._commented(node, node, item(new, column, depth)), *below]
        dashed = self.lines[part.first]
        self.lines[part.first] = f"{dashed[:column]} {dashed[column + 1 :]}".rstrip()
        lines = self.mapping(node, old, new, (part.first, part.end), depth)
        first = next(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
        lines[first] = f"{lines[first][:column]}-{lines[first][column + 1 :]}"
        return above + lines

    def _parts(self, nodes: Sequence[Node], firsts: list[int], column: int, place: tuple[int, int]) -> list[_Part]:
        """Return the parts of a collection; comments deeper than ``column`` belong to the part above them."""
        parts: list[_Part] = []
        lead = place[0]
        for node, first, following in zip(nodes, firsts, [*firsts[1:], place[1]], strict=True):
            part = _Part(node, lead, first)
            while part.content_end > first + 1 and not self.lines[part.content_end - 1].strip():
                part.content_end -= 1
            part.end = part.content_end
            for n in range(part.content_end, following):
                if _indent(self.lines[n]) > column:
                    part.end = n + 1
            lead = part.end
            parts.append(part)
        return parts

    def _dash(self, node: Node, column: int) -> int:
        """Return the line of the dash before an item."""
        line = node.span.line
        while self.lines[line][column : column + 1] != "-" or self.lines[line][:column].strip():
            line -= 1
        return line

    def _commented(self, key: Node, node: Node, written: list[str]) -> list[str]:
        """Return what was written anew with the comment that stood beside the old value."""
        block = not isinstance(node, ScalarNode) and not node.flow
        line, column = (key.span.line, key.span.end_column) if block else (node.span.end_line, node.span.end_column)
        found = _COMMENT.match(self.lines[line][column:]) if column else None
        if found is None:
            return written
        if len(written) == 1:
            return [written[0] + found["comment"]]
        return [" " * _indent(written[0]) + found["comment"].strip(), *written]


def _order(there: list[str], old: Tree, new: Tree) -> list[str]:
    """Return the names of the new mapping in order; names of defaults that the text states stay."""
    if isinstance(new, Keyed):
        return list(new)
    names = [name for name in there if name in new or name not in old]
    before = ""
    for name, value in new.items():
        if name not in names and not (name in old and _same(old[name], value)):
            names.insert(names.index(before) + 1 if before else 0, name)
        before = name if name in names else before
    return names


def _matches(old: list[Tree], new: list[Tree]) -> list[int | None]:
    """Return for each new item the old one that it was: by id, else by what it says, else by its place."""
    free = dict(enumerate(old))
    found: list[int | None] = []
    for value in new:
        same = (n for n, other in free.items() if _id(value) and _id(other) == _id(value))
        alike = (n for n, other in free.items() if _same(other, value))
        match = next(same if _id(value) else alike, None)
        free.pop(-1 if match is None else match, None)
        found.append(match)
    for n, value in enumerate(new):
        if found[n] is None and n in free and not _id(value) and not _id(free[n]):
            found[n] = n
            del free[n]
    return found


def _id(tree: Tree) -> str:
    return str(tree.get("id", "")) if isinstance(tree, dict) else ""


def _same(old: Tree, new: Tree) -> bool:
    """Return whether two trees say the same; ``True`` and 1 do not."""
    return type(old) is type(new) and canonical(old) == canonical(new)


def _both(kind: type, old: Tree, new: Tree) -> bool:
    return isinstance(old, kind) and isinstance(new, kind) and bool(old) and bool(new)


def _names(node: MapNode) -> set[str]:
    return {key.text for key, _ in node.entries}


def _indent(line: str) -> int:
    """Return the column of the first character; of a blank line -1, which is deeper than nothing."""
    return len(line) - len(line.lstrip()) if line.strip() else -1


def _content_end(node: Node) -> int:
    if isinstance(node, MapNode) and not node.flow:
        return _content_end(node.entries[-1][1])
    if isinstance(node, ListNode) and not node.flow:
        return _content_end(node.items[-1])
    return node.span.end_line + (1 if node.span.end_column else 0)
