"""Which texts does a rule read? The known texts at the attributes that it names.

In: the subject of linting and pairs of a type and its attribute. Out: texts with their places.

Law: a question is not a text: what is only asked for is not judged for its words.
"""

from collections.abc import Collection, Iterator

from sopwright.evidence import Sentence
from sopwright.sop.lint.places import At
from sopwright.sop.lint.subject import Subject

Attributes = Collection[tuple[type, str]]


def texts(subject: Subject, *attributes: Attributes) -> Iterator[At[str]]:
    """Yield the known texts at ``attributes``, sentences and plain strings alike, in the order of the document."""
    wanted = {pair for several in attributes for pair in several}
    for at in subject.places:
        if (type(at.owner), at.field) not in wanted:
            continue
        if isinstance(at.it, Sentence) and at.it.known:
            yield At(it=at.it.text, path=at.path, where=at.where)
        elif isinstance(at.it, str) and at.it:
            yield At(it=at.it, path=at.path, where=at.where)
