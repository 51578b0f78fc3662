"""What does the document still ask? Questions in place of statements, and those about steps.

In: an SOP. Out: its questions, in the order of the document.

Law: an absent statement that asks is a question; one that only says that nothing was observed is none.
"""

from sopwright.evidence import Origin, Sentence
from sopwright.sop.document import OpenQuestion, Sop
from sopwright.sop.sealing import leaves


def asked(sop: Sop) -> tuple[str, ...]:
    """Return everything that somebody who knows the work has to answer, each question once.

    Examples:
        >>> from sopwright.evidence import absent
        >>> asked(Sop(id="a", title="A", purpose=absent("Why?"), trigger=absent("Not observed.")))
        ('Why?',)
    """
    found: list[str] = []
    for leaf in leaves(sop):
        if isinstance(leaf.value, OpenQuestion):
            found.append(leaf.value.ask)
        elif isinstance(leaf.value, Sentence) and leaf.value.origin is Origin.ABSENT and "?" in leaf.value.text:
            found.append(leaf.value.text)
    return tuple(dict.fromkeys(found))
