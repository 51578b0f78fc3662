"""How does the text name another place of the document: a step, an exception, a decision, a script?

In: an SOP. Out: lines such as ``step 7``, with the anchor they lead to.

Law: a reference to nothing is shown as written, so that the reader sees it; it is never dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sopwright.sop.document import Sop
from sopwright.sop.numbering import numbers
from sopwright.writing.render.outline import Line
from sopwright.writing.render.phrasing import glue, words

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the document.

    Attributes:
        number: Its number in the text, such as ``4``, ``E1`` or ``D1``; empty for an asset.
        name: How the text calls it, such as ``step 4``.
        anchor: Its name as the target of links.
    """

    number: str
    name: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every place of one document that others refer to, by id."""

    steps: Mapping[str, Place]
    exceptions: Mapping[str, Place]
    decisions: Mapping[str, Place]
    assets: Mapping[str, Place]

    def way(self, target: str, go_to: str = "go to") -> Line:
        """Return the clause that says where a way leads: to a step, to an exception or to the end."""
        if target == "end":
            return words(f"{'T' if go_to[0].isupper() else 't'}he procedure ends")
        return (*glue(f"{go_to} "), *self._name(target, self.steps, self.exceptions))

    def asset(self, target: str) -> Line:
        """Return the name of a script or text."""
        return self._name(target, self.assets)

    def step(self, target: str) -> Line:
        """Return the name of a step or of a decision."""
        return self._name(target, self.steps, self.decisions)

    def about(self, path: str) -> Line:
        """Return what a path such as ``steps.convert-lead.result`` is about, in the words of the document."""
        kind, _, rest = path.partition(".")
        ids = {"steps": self.steps, "exceptions": self.exceptions, "decisions": self.decisions, "assets": self.assets}
        known = ids.get(kind, {})
        best = max((id_ for id_ in known if rest == id_ or rest.startswith(f"{id_}.")), key=len, default="")
        if best:
            name = known[best].name
            return words(name[:1].upper() + name[1:], link=known[best].anchor)
        return words(path.replace("_", " ").replace("handoffs", "hand-offs").capitalize() if not rest else path)

    @staticmethod
    def _name(target: str, *known: Mapping[str, Place]) -> Line:
        for places in known:
            if target in places:
                return words(places[target].name, link=places[target].anchor)
        return words(target)


def anchor(kind: str, name: str) -> str:
    """Return the name of a place as the target of links.

    Examples:
        >>> anchor("step", "convert lead")
        'step-convert-lead'
    """
    return f"{kind}-{_UNSAFE.sub('-', name)}"


def places(sop: Sop) -> Places:
    """Return every place of the document that others refer to."""
    number = numbers(sop)
    exceptions = {
        path.id: Place(
            number=f"E{index}", name=f"exception E{index} ({path.title})", anchor=anchor("exception", path.id)
        )
        for index, path in enumerate(sop.exceptions, start=1)
    }
    decisions = {
        decision.id: Place(number=f"D{index}", name=f"decision D{index}", anchor=anchor("decision", decision.id))
        for index, decision in enumerate(sop.decisions, start=1)
    }
    return Places(
        steps={
            step.id: Place(number=number[step.id], name=f"step {number[step.id]}", anchor=anchor("step", step.id))
            for step in sop.all_steps
        },
        exceptions=exceptions,
        decisions=decisions,
        assets={asset.id: Place(number="", name=asset.title, anchor=anchor("asset", asset.id)) for asset in sop.assets},
    )
