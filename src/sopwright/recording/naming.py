"""How does one act read? Its label, its imperative, what it sets and what a person should look at.

In: an act. Out: Markdown fragments such as ``select **Save**``, and the weaknesses behind them.

Law: interface text is shown in bold, options and remarks in italics; a name that the screen withheld is said to be
withheld; a control without a name is said to have none and becomes a question, never "click the div".
"""

from collections.abc import Mapping, Sequence

from sopwright.recording.pages import kept
from sopwright.recording.schema import Event, Kind, NameSource, NameState, PageKind, Value, ValueClass, ValueState
from sopwright.recording.segments import is_pick
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Act, Weakness

_FIELD_NOUNS = {
    ValueClass.LONG_TEXT: "a text field",
    ValueClass.NUMBER: "a number field",
    ValueClass.DATE: "a date field",
    ValueClass.EMAIL: "an e-mail field",
    ValueClass.PHONE: "a phone field",
    ValueClass.FILE: "a file field",
    ValueClass.OPTION: "a list",
    ValueClass.FLAG: "a checkbox",
}


def listed(parts: Sequence[str]) -> str:
    """Return the parts as people list them.

    Examples:
        >>> listed(["A", "B", "C"]), listed(["A"])
        ('A, B and C', 'A')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def bold(name: str) -> str:
    """Return interface text as light Markdown; what could be taken for Markdown in it falls away."""
    return f"**{plain(name)}**"


def plain(name: str) -> str:
    """Return a name without its full stop and the characters that light Markdown gives a meaning."""
    return name.replace("*", "").strip().removesuffix(".")


def is_secret(act: Act) -> bool:
    """Whether the act entered something of which not even the field's name is kept."""
    return act.value is not None and act.value.value_class is ValueClass.SECRET


def field_name(act: Act) -> str:
    """Return the field as it stands in a sentence."""
    if is_secret(act):
        place = "password" if act.page.kind is PageKind.SIGN_IN else "secret value, such as a password"
        return f"the {place} (*not recorded*)"
    if kept(act.target):
        return bold(kept(act.target))
    if act.target is not None and act.target.name_state is NameState.WITHHELD:
        return "a field (*name withheld*)"
    value_class = act.value.value_class if act.value is not None else ValueClass.UNKNOWN
    return f"{_FIELD_NOUNS.get(value_class, 'a field')} without a label"


def option_of(value: Value | None) -> str:
    """Return the recorded option of a controlled vocabulary, or nothing."""
    if value is None or value.option_state not in (NameState.CLEAR, NameState.MASKED):
        return ""
    return plain(value.option)


def edits_in_words(acts: Sequence[Act], apps: Mapping[str, str]) -> str:
    """Return what is done to the fields of a form, as one imperative without the place.

    Each verb is named once: what is entered first, then what is chosen, ticked and attached.

    Args:
        acts: The edits.
        apps: Names of the applications by id, to tell where an equal value was seen before.
    """
    entered = [act for act in acts if act.kind is Kind.ENTER and not _cleared(act) and not is_secret(act)]
    clauses = [
        ("complete", [field_name(act) for act in entered if not _is_long(act) and act.source is None]),
        ("write in", [field_name(act) for act in entered if _is_long(act) and act.source is None]),
        *(("fill", [_equal(act, apps)]) for act in entered if act.source is not None),
        ("enter", [field_name(act) for act in acts if act.kind is Kind.ENTER and is_secret(act)]),
        ("clear", [field_name(act) for act in acts if act.kind is Kind.ENTER and _cleared(act)]),
        (
            "set",
            [
                f"{field_name(act)} to *{option_of(act.value)}*"
                for act in acts
                if act.kind is Kind.CHOOSE and option_of(act.value)
            ],
        ),
        ("choose", _unknown_options([act for act in acts if act.kind is Kind.CHOOSE and not option_of(act.value)])),
        ("tick", [field_name(act) for act in acts if act.kind is Kind.TOGGLE and not _unticked(act)]),
        ("untick", [field_name(act) for act in acts if act.kind is Kind.TOGGLE and _unticked(act)]),
        ("attach a file to", [field_name(act) for act in acts if act.kind is Kind.UPLOAD]),
    ]
    return "; ".join(f"{verb} {listed(_counted(fields))}" for verb, fields in clauses if fields)


def _equal(act: Act, apps: Mapping[str, str]) -> str:
    """Return a field with the earlier one that held an equal value, as the recorder saw without seeing the value."""
    if act.source is None:
        return field_name(act)
    app = apps.get(act.source.app, "")
    where = f" of {app}" if app and act.source.app != act.app else ""
    return f"{field_name(act)} with the same value as in {source_name(act.source)}{where}"


def source_name(source: Event) -> str:
    """Return what held a value before, as it stands in a sentence."""
    if source.target is not None and source.target.column:
        return f"column {bold(source.target.column)}"
    return bold(kept(source.target)) if kept(source.target) else "a field seen before"


def _is_long(act: Act) -> bool:
    return act.value is not None and act.value.value_class is ValueClass.LONG_TEXT


def _counted(fields: Sequence[str]) -> list[str]:
    """Return each field once; fields without a label are counted instead of repeated."""
    counted: list[str] = []
    for field in dict.fromkeys(fields):
        times = fields.count(field)
        if times > 1 and "without a label" in field:
            noun = field.removeprefix("a ").removeprefix("an ").removesuffix(" without a label")
            counted.append(f"{times} {noun}s without a label")
        else:
            counted.append(field)
    return counted


def _unknown_options(acts: Sequence[Act]) -> list[str]:
    if not acts:
        return []
    names = [field_name(act) for act in acts]
    withheld = {act.value.option_state for act in acts if act.value is not None} == {NameState.WITHHELD}
    remark = "*withheld*" if withheld else "*not recorded*"
    which = "option" if len(names) == 1 else "options"
    return [f"{listed(names)} ({which} {remark})"]


def _cleared(act: Act) -> bool:
    return act.value is not None and act.value.state in (ValueState.CLEARED, ValueState.EMPTY)


def _unticked(act: Act) -> bool:
    return act.value is not None and act.value.state is ValueState.UNCHECKED


def label_in_words(act: Act) -> str:
    """Return the control that was activated, as it stands in a sentence."""
    if kept(act.target):
        return bold(kept(act.target))
    if act.target is not None and act.target.name_state is NameState.WITHHELD:
        return "an item (*name withheld*)"
    role = act.target.role if act.target is not None else ""
    noun = role if role in ("button", "link", "tab", "checkbox", "image", "menuitem") else "control"
    return f"a {noun.replace('menuitem', 'menu item')} without a label"


def weaknesses_of(acts: Sequence[Act], *, known_record: bool) -> tuple[tuple[Weakness, int], ...]:
    """Return what a person should look at, each with the number of the event.

    Args:
        acts: The acts of one step.
        known_record: Whether it is known what sort of record a withheld name stood for.
    """
    found: list[tuple[Weakness, int]] = []
    for before, act in zip((None, *acts), acts, strict=False):
        target = act.target
        if before is not None and is_pick(before, act):
            continue  # what it is, the field says
        if is_secret(act) or act.kind in (Kind.PRESS, Kind.NAVIGATE, Kind.COPY, Kind.VERIFY):
            continue
        if target is None or target.name_state is NameState.ABSENT:
            if not (known_record and act is acts[-1]):
                found.append((Weakness.UNLABELLED, act.number))
        elif target.name_source is NameSource.TECHNICAL:
            found.append((Weakness.TECHNICAL_NAME, act.number))
        elif target.name_state is NameState.WITHHELD and not known_record and act.kind is Kind.ACTIVATE:
            found.append((Weakness.WITHHELD, act.number))
        if act.kind is Kind.CHOOSE and (act.value is None or act.value.option_state is NameState.ABSENT):
            found.append((Weakness.OPTION_NOT_RECORDED, act.number))
    return tuple(found)


def updates_of(acts: Sequence[Act], vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return the fields that say where a case stands, with the option they were set to, empty when not recorded."""
    return tuple(
        (plain(kept(act.target)), option_of(act.value))
        for act in acts
        if act.kind is Kind.CHOOSE and vocabulary.field_kind(kept(act.target))
    )
