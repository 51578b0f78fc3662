"""What does the report say to a program? The figures as JSON, with all evidence.

In: works and the SOP. Out: JSON text.

Law: the same figures as the page shows, unrounded; the same input gives the same text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from sopwright.evidence import EventRef, spans
from sopwright.mining.figures import figures_of
from sopwright.mining.judging import Judgement
from sopwright.recording.work import Times, Work
from sopwright.sop.document import Sop
from sopwright.writing.verdict import verdict_of, warnings_of


def report_json(works: Sequence[Work], sop: Sop) -> str:
    """Return the figures of these recordings as JSON.

    Events are written as in the SOP, such as ``rec1#3–#5, #9``; times are whole milliseconds.
    """
    figures = figures_of(works, sop)
    plain = {
        "report": 1,
        "sop": sop.id,
        "verdict": list(verdict_of(figures)),
        "warnings": list(warnings_of(figures)),
        "figures": _plain(figures),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: object) -> object:  # noqa: PLR0911 - one line for each sort of value
    if isinstance(value, tuple) and value and all(isinstance(item, EventRef) for item in value):
        return spans(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 6)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)} | _said(value)
    return value


def _said(value: object) -> dict[str, object]:
    """Return what a reader would otherwise have to compute again."""
    if isinstance(value, Judgement):
        return {
            "verdict": str(value.verdict),
            "score": round(value.score, 6),
            "reachable": value.reachable,
            "changed_by": list(value.changed_by),
        }
    return {"total": value.total} if isinstance(value, Times) else {}
