"""Which SOP-like model is aligned? One text for all tools: a tree of sequences, choices, loops and parallel work.

Law: a tree is a label, the empty text for nothing, or ``(kind, part, …)``. It is written from the labels of a log, in
the order of the alphabet, so that it fits some of the log and misfits the rest: steps that may be left out, pairs to
choose from, loops.
"""

from collections.abc import Sequence

SAMPLE = 300
"""So many of the most frequent variants are aligned by PM4Py."""

Tree = str | tuple["Tree", ...]

BANK = (
    "sequence",
    "A_SUBMITTED",
    "A_PARTLYSUBMITTED",
    ("choice", ("loop", "W_Beoordelen fraude", ""), ""),
    ("choice", ("loop", "W_Afhandelen leads", ""), ""),
    (
        "choice",
        "A_DECLINED",
        (
            "sequence",
            "A_PREACCEPTED",
            ("loop", "W_Completeren aanvraag", ""),
            ("choice", "A_CANCELLED", ("sequence", "A_ACCEPTED", ("parallel", "A_FINALIZED", "O_SELECTED"))),
            ("choice", ("loop", ("sequence", "O_CREATED", "O_SENT"), "O_CANCELLED"), ""),
            ("choice", ("loop", "W_Nabellen offertes", ""), ""),
            ("choice", "O_SENT_BACK", ""),
            ("choice", ("loop", "W_Valideren aanvraag", ("choice", "W_Nabellen incomplete dossiers", "")), ""),
            ("choice", ("sequence", "O_ACCEPTED", "A_APPROVED"), "O_DECLINED", ""),
            ("choice", "A_REGISTERED", ""),
            ("choice", "A_ACTIVATED", ""),
        ),
    ),
)
HELPDESK = (
    "sequence",
    ("choice", "Insert ticket", ""),
    ("loop", "Assign seriousness", ""),
    ("loop", ("sequence", "Take in charge ticket", ("choice", "Wait", "")), ""),
    ("choice", "Require upgrade", "Create SW anomaly", ""),
    ("loop", "Resolve ticket", ""),
    "Closed",
)


def models(labels: Sequence[str]) -> Tree:
    """Return the model for a log that has these activities."""
    if "A_SUBMITTED" in labels:
        return BANK
    if "Take in charge ticket" in labels:
        return HELPDESK
    optional = (("choice", ("loop", label, ""), "") for label in labels[1:-1])
    return ("sequence", labels[0], *optional, labels[-1])
