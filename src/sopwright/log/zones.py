"""How far from Greenwich is a zone that a time states?

In: what stands behind a time, such as ``Z``, ``+02:00`` or ``EST``. Out: minutes east.

Law: an abbreviation is understood only where sales tools write it and it means one thing to them (``EST`` is New York's
winter); any other is not known, and the value is refused.
"""

import re

_OFFSET = re.compile(r"^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$")
_FARTHEST = 14 * 60
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9,
    "AEST": 10, "AEDT": 11,
}  # fmt: skip


def offset_of(zone: str) -> int | None:
    """Return how many minutes east of Greenwich a zone is; ``None`` when that is not known.

    Examples:
        >>> offset_of("+0530"), offset_of("Z"), offset_of("EST"), offset_of("GMT-3"), offset_of("XYZ")
        (330, 0, -300, -180, None)
    """
    found = _OFFSET.match(zone)
    if found is None:
        hours = _HOURS.get(zone.upper())
        return None if hours is None else hours * 60
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > _FARTHEST or int(found[3] or 0) > 59:  # noqa: PLR2004 - minutes of an hour
        return None
    return -minutes if found[1] == "-" else minutes
