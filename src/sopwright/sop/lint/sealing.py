"""Which generated sentences did a person change? Fingerprints of sentences, as the linter needs them.

In: an SOP with ``generated`` fingerprints. Out: the paths whose sentence no longer has its fingerprint.

Law: a fix that only tidies a generated sentence renews its fingerprint; one that a person changed keeps the old one.
"""

import hashlib
from dataclasses import replace

from sopwright.evidence import Sentence
from sopwright.sop.document import Seal, Sop
from sopwright.sop.lint.places import places


def seal_of(sentence: Sentence) -> str:
    """Return the fingerprint of text, origin and evidence: 8 hexadecimal digits.

    Examples:
        >>> seal_of(Sentence(text="Open the lead."))
        '189f324e'
    """
    said = f"{sentence.origin}\n{' '.join(map(str, sentence.evidence))}\n{sentence.text}"
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:8]


def _sentences(sop: Sop) -> dict[str, Sentence]:
    return {at.path: at.it for at in places(sop) if isinstance(at.it, Sentence)}


def broken_seals(sop: Sop) -> frozenset[str]:
    """Return the paths of sentences that differ from what was generated."""
    if not sop.generated:
        return frozenset()
    now = _sentences(sop)
    return frozenset(seal.path for seal in sop.generated if seal.path in now and seal_of(now[seal.path]) != seal.seal)


def sealed_again(before: Sop, after: Sop, path: str) -> Sop:
    """Return ``after`` with a new fingerprint at ``path``, if its sentence still had its own ``before``."""
    if path in broken_seals(before) or all(seal.path != path for seal in after.generated):
        return after
    now = _sentences(after).get(path)
    if now is None:
        return after
    renewed = tuple(Seal(path=path, seal=seal_of(now)) if seal.path == path else seal for seal in after.generated)
    return replace(after, generated=renewed)
