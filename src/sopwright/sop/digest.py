"""Is this the text that was agreed? One fingerprint for one content, however it is written down.

In: an SOP. Out: its digest, which a signature or a printed copy can name.

Law: YAML or JSON, quotes, comments and the order of keys do not change it; any change of what is stated does. Status,
accepted lint findings and the seals of generated sentences are no part of what is stated.
"""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from sopwright.sop.document import Sop, Status
from sopwright.sop.encoding import encode
from sopwright.sop.json_text import canonical

_SHORT = 12


def digest(sop: Sop) -> str:
    """Return the SHA-256 of the content, ``sha256:`` and 64 hexadecimal digits.

    Examples:
        >>> digest(Sop(id="lead", title="Qualify a lead"))
        'sha256:2f49ae15dfa9d468b5103bdbfeeb9baf3895e0925e3e0fa12a6f1ff903ba81da'
    """
    content = replace(sop, status=Status.DRAFT, lint=(), generated=())
    return f"sha256:{sha256(canonical(_sorted(encode(content))).encode()).hexdigest()}"


def short(digest: str) -> str:
    """Return the first digits of a digest, for people to compare.

    Examples:
        >>> short("sha256:2f49ae15dfa9d468b5103bdbfeeb9baf3895e0925e3e0fa12a6f1ff903ba81da")
        '2f49ae15dfa9'
    """
    return digest.removeprefix("sha256:")[:_SHORT]


def _sorted(tree: Any) -> Any:  # noqa: ANN401 - any tree of ``encoding``
    if isinstance(tree, dict):
        return {key: _sorted(tree[key]) for key in sorted(tree)}
    return [_sorted(item) for item in tree] if isinstance(tree, list) else tree
