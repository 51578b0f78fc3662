"""What is one element of a mirrored page: its role, its text, whether it is a dialog or a message, whether it is seen?

In: tag and attributes as an rrweb stream has them. Out: answers; nothing is rendered, so that what only a style sheet
says is not known.

Source: roles from HTML's accessibility mapping (HTML-AAM), the part that acts need.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sopwright.recording.readers.selectors import place_of
from sopwright.recording.screen import Place

DOCUMENT, ELEMENT, TEXT = 0, 2, 3
_VALUED = frozenset({"select", "textarea", "datalist"})
"""Elements whose text is what they hold or offer, never a part of the name of what is around them."""
_UNSEEN = frozenset({"style", "script", "noscript", "template", "head", "meta", "link"})
_LONGEST_TEXT = 400

_INPUTS = {
    "checkbox": "checkbox",
    "radio": "radio",
    "submit": "button",
    "button": "button",
    "reset": "button",
    "image": "button",
    "number": "spinbutton",
    "range": "slider",
    "search": "searchbox",
}
_TAGS = {
    "button": "button",
    "summary": "button",
    "select": "combobox",
    "textarea": "textbox",
    "option": "option",
    "img": "img",
    "td": "cell",
    "tr": "row",
    "th": "columnheader",
    "li": "listitem",
    "dialog": "dialog",
    "form": "form",
    "nav": "navigation",
    "fieldset": "group",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_DIALOG_WORDS = frozenset({"modal", "dialog", "popup", "drawer", "lightbox"})
_MESSAGE_WORDS = frozenset({"toast", "toaster", "snackbar", "flash", "notification", "notice", "alert"})
_SHOWING = frozenset({"show", "shown", "showing", "open", "opened", "visible", "active", "in"})
_HIDING = frozenset({"hidden", "hide", "closed", "invisible", "collapsed"})
_ERROR_WORDS = frozenset({"error", "danger", "invalid", "failure"})


@dataclass(slots=True, eq=False)
class Node:
    """One node of the page."""

    id: int
    kind: int
    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    shadow: bool = False
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute; empty when it is not there."""
        return self.attributes.get(name, "")

    @property
    def words(self) -> frozenset[str]:
        """The words of its class and id, in lower case."""
        named = f"{self.get('class')} {self.get('id')}".lower()
        return frozenset(named.replace("-", " ").replace("_", " ").split())

    @property
    def role(self) -> str:
        """Its ARIA role, stated or native; empty when it has none."""
        stated = self.get("role").split()
        if stated:
            return stated[0].lower()
        if self.tag == "a":
            return "link" if "href" in self.attributes else ""
        if self.tag == "input":
            return _INPUTS.get(self.get("type").lower(), "textbox")
        if self.tag == "select" and "multiple" in self.attributes:
            return "listbox"
        return _TAGS.get(self.tag, "")

    @property
    def is_dialog(self) -> bool:
        """Whether it is a dialog, or the veil around one."""
        return self.role in ("dialog", "alertdialog") or bool(self.words & _DIALOG_WORDS)

    @property
    def is_message(self) -> bool:
        """Whether it is made to tell the user something that just happened."""
        return self.role in ("alert", "status") or bool(self.words & _MESSAGE_WORDS)

    @property
    def is_error(self) -> bool:
        """Whether it is made to tell the user of a refusal."""
        return bool(self.words & _ERROR_WORDS)

    @property
    def is_hidden(self) -> bool:
        """Whether its own attributes hide it."""
        style = self.get("style").replace(" ", "").lower()
        hidden = "display:none" in style or "visibility:hidden" in style
        return hidden or "hidden" in self.attributes or self.get("aria-hidden") == "true"

    @property
    def is_shown(self) -> bool | None:
        """Whether its own attributes show it; ``None`` when they leave it to style sheets."""
        if self.is_hidden or self.words & _HIDING:
            return False
        stated = "display:" in self.get("style").replace(" ", "") or "open" in self.attributes
        return True if stated or self.words & _SHOWING or self.get("aria-hidden") == "false" else None

    def above(self) -> "Iterator[Node]":
        """Return the node and those around it, innermost first, through shadow roots, within its document."""
        node: Node | None = self
        while node is not None and node.kind != DOCUMENT:
            yield node
            node = node.parent

    def below(self) -> "Iterator[Node]":
        """Return the node and everything in it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def content(self, longest: int = _LONGEST_TEXT) -> str:
        """Return the text in it, as far as it is shown, without what controls in it hold or offer."""
        parts: list[str] = []
        waiting, size = [self], 0
        while waiting and size < longest:
            node = waiting.pop()
            if node.tag in _UNSEEN or (node is not self and (node.is_hidden or node.tag in _VALUED)):
                continue
            if node.kind == TEXT:
                parts.append(node.text)
                size += len(node.text)
            waiting += reversed(node.children)
        return " ".join(" ".join(parts).split())

    @property
    def path(self) -> str:
        """The way to it as tags, ids and classes, for its place only."""
        steps = []
        for node in self.above():
            names = "".join(f".{name}" for name in node.get("class").split())
            steps.append(f"{node.tag}{'#' + node.get('id') if node.get('id') else ''}{names}")
        return " > ".join(reversed(steps))

    @property
    def place(self) -> Place:
        """Where on the page it stands."""
        return place_of(self.path)
