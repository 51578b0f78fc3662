"""How does a step read? A group of acts becomes one line of the procedure.

In: a group of acts and the names of places. Out: a ``Step`` without its place in a run.

Law: the sentence is an imperative that begins with the place; two steps with the same signature do the same thing in
the same place, whatever record they did it to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sopwright.recording.naming import (
    bold,
    edits_in_words,
    field_name,
    is_secret,
    label_in_words,
    listed,
    option_of,
    plain,
    source_name,
)
from sopwright.recording.pages import Places, dialog_of, kept, with_article
from sopwright.recording.schema import Kind, NameState, Page, PageKind, Target
from sopwright.recording.segments import EDITS, JUDGES, is_pick
from sopwright.recording.vocabulary import Vocabulary
from sopwright.recording.work import Act

_NEW = frozenset({"add", "log", "start"})
_LEADS_TO = frozenset({"go", "new"})
_EDIT_TITLES = {
    frozenset({Kind.TOGGLE}): "Tick",
    frozenset({Kind.CHOOSE}): "Choose",
    frozenset({Kind.UPLOAD}): "Attach a file to",
}
_SLUG = re.compile(r"[^a-z0-9]+")
_SHOWN_FIELDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a step says.

    Attributes:
        verb: What is done, in lower case.
        object: What it is done to, singular; may be empty.
        title: Short imperative without Markdown.
        do: Sentence with its place, without the full stop.
        key: What makes it the same step elsewhere, besides verb, object, application and page.
    """

    verb: str
    object: str
    title: str
    do: str
    key: str


def slug(text: str, words: int = 6) -> str:
    """Return a stable name made of the first words of a text.

    Examples:
        >>> slug("Set Status to *Qualified*")
        'set-status-to-qualified'
    """
    return "-".join([word for word in _SLUG.split(text.lower()) if word][:words]) or "step"


def words_of(group: Sequence[Act], places: Places, vocabulary: Vocabulary) -> Words:
    """Return what a group of acts says as one step."""
    edits = [act for act in group if act.kind in EDITS]
    if any(act.carried for act in edits) and all(act.kind in EDITS or act.kind is Kind.COPY for act in group):
        return _carry(group, edits, places)
    if edits:
        rest = [act for act in group if act.kind not in EDITS]
        return _edit(edits, rest[-1] if rest else None, places, vocabulary)
    if len(group) > 1 and group[-1].kind is Kind.ACTIVATE:
        return _menu(group, places, vocabulary)
    return _single(group[-1], places, vocabulary)


def _carry(group: Sequence[Act], edits: Sequence[Act], places: Places) -> Words:
    fields = [field_name(act) for act in edits]
    into = listed(list(dict.fromkeys(fields)))
    copies = [act for act in group if act.kind is Kind.COPY]
    if copies:
        source = _copied(copies[0].target)
        pasted = places.located(edits[0], f"paste it into {into}")
        do = places.located(copies[0], f"copy {source}, and {pasted[0].lower()}{pasted[1:]}")
    else:
        held = next(act.source for act in edits if act.carried and act.source is not None)
        source = source_name(held)
        do = places.located(edits[0], f"paste {source}, copied before, into {into}")
    plain_source, plain_into = source.replace("*", ""), into.replace("*", "")
    return Words(
        verb="copy",
        object=edits[0].page.object,
        title=f"{'Copy' if copies else 'Paste'} {plain_source} into {plain_into}",
        do=do,
        key=f"{plain_source}>{plain_into}",
    )


def _copied(target: Target | None) -> str:
    if target is not None and target.column:
        return f"column {bold(target.column)}"
    return bold(kept(target)) if kept(target) else "the value"


def _edit(edits: Sequence[Act], finisher: Act | None, places: Places, vocabulary: Vocabulary) -> Words:
    names = list(dict.fromkeys(_in_title(act) for act in edits))
    do = places.located(edits[0], edits_in_words(edits, places.apps))
    page = edits[0].page
    where = dialog_of(edits[0].target) or ""
    ending = _ending(edits, vocabulary)
    if finisher is not None and is_pick(edits[-1], finisher):
        do += ", and pick from its suggestions"
        where = f"{where}/{_in_title(edits[-1])}"  # looking one thing up is not filling in a form
    elif finisher is not None:
        if finisher.kind is Kind.ACTIVATE:
            do += f", and select {label_in_words(finisher)}"
        else:
            do += ", and press **Enter**" if finisher.kind is Kind.PRESS else ", and send the form"
        label = kept(finisher.target)
        if finisher.kind is not Kind.ACTIVATE and label in {kept(act.target) for act in edits}:
            label = ""  # it was sent from the field itself
        verb = vocabulary.verb_of(label) or "send"
        about = _object_in(label, vocabulary) or page.object
        title = _title_of_label(label, about, vocabulary) if label else f"Complete {_few(names)} and send the form"
        decided = next(((act, name) for act, name in _chosen(edits) if vocabulary.field_kind(name)), None)
        if decided is not None and label:
            option = option_of(decided[0].value)
            lead = f"Set {decided[1]} to {option}" if option else f"Choose {decided[1]}"
            title = f"{lead} and {title[0].lower()}{title[1:]}"
        key = f"{where}/{label or 'send'}" if where else label or "send"
        return Words(verb=verb, object=about, title=title, do=do, key=key + ending)
    if len(edits) == 1 and edits[0].kind is Kind.CHOOSE:
        option = option_of(edits[0].value)
        title = f"Set {names[0]} to {option}" if option else f"Choose {names[0]}"
        return Words(verb="set", object=page.object, title=title, do=do, key=f"{where}/{names[0]}{ending}")
    kinds = {act.kind for act in edits}
    verb = "complete" if Kind.ENTER in kinds else "set"
    secret = all(map(is_secret, edits))
    does = "Enter" if secret else _EDIT_TITLES.get(frozenset(kinds), "Complete")
    title = f"{does} {_few(names)}"
    return Words(verb=verb, object=page.object, title=title, do=do, key=where + ending)


def _ending(edits: Sequence[Act], vocabulary: Vocabulary) -> str:
    """Return the unusual ending that a chosen option speaks of: such a choice is another step than the usual one."""
    found = (vocabulary.ending_of(option_of(act.value)) for act in edits if option_of(act.value))
    return next((f"={ending}" for ending in found if ending), "")


def _chosen(edits: Sequence[Act]) -> list[tuple[Act, str]]:
    return [(act, plain(kept(act.target))) for act in edits if act.kind is Kind.CHOOSE]


def _in_title(act: Act) -> str:
    """Return the field as a title names it: without Markdown, and of a secret no more than that it is one."""
    if is_secret(act):
        return "the password" if act.page.kind is PageKind.SIGN_IN else "the secret value"
    return field_name(act).replace("*", "")


def _few(names: Sequence[str]) -> str:
    if len(names) <= _SHOWN_FIELDS:
        return listed(names)
    return f"{', '.join(names[:_SHOWN_FIELDS])} and {len(names) - _SHOWN_FIELDS} more"


def _menu(group: Sequence[Act], places: Places, vocabulary: Vocabulary) -> Words:
    *openers, pick = group
    path = listed([label_in_words(act) for act in openers])
    words = _single(pick, places, vocabulary)
    return Words(
        verb=words.verb,
        object=words.object,
        title=words.title,
        do=places.located(openers[0], f"open {path} and select {label_in_words(pick)}"),
        key=words.key,
    )


def _single(act: Act, places: Places, vocabulary: Vocabulary) -> Words:
    label = kept(act.target)
    if act.kind is Kind.ACTIVATE:
        return _activation(act, places, vocabulary)
    if act.kind is Kind.NAVIGATE:
        noun = places.noun(act.app, act.page)
        do = f"Open {noun}" if noun.endswith(f"of {places.apps.get(act.app)}") else f"Open {noun}{_in_app(act, places)}"
        return Words(verb="go", object=act.page.object, title=do.replace("*", ""), do=do, key="")
    what = label_in_words(act)
    verb, imperative = {
        Kind.PRESS: ("press", f"press **{act.key}**"),
        Kind.VERIFY: ("check", _check(act)),
        Kind.COPY: ("copy", f"copy {_copied(act.target)}"),
        Kind.DOWNLOAD: ("download", "download the file"),
        Kind.DRAG: ("drag", f"drag {what}"),
        Kind.SUBMIT: ("send", f"send {what}" if label else "send the form"),
    }[act.kind]
    title = imperative.replace("*", "")
    return Words(
        verb=verb,
        object=act.page.object if act.kind is Kind.SUBMIT else "",
        title=title[0].upper() + title[1:],
        do=places.located(act, imperative),
        key=imperative,
    )


def _check(act: Act) -> str:
    if act.text:
        return f"check that *{plain(act.text)}* is shown"
    return f"check {label_in_words(act)}" if kept(act.target) else "check the result"


def _in_app(act: Act, places: Places) -> str:
    return f" in {places.apps[act.app]}" if act.app in places.apps else ""


def _activation(act: Act, places: Places, vocabulary: Vocabulary) -> Words:
    label = kept(act.target)
    shown = next((outcome.page for outcome in reversed(act.outcomes) if outcome.kind is Kind.PAGE_SHOWN), None)
    withheld = act.target is not None and act.target.name_state is NameState.WITHHELD
    if not label and shown is not None and (withheld or _opens_another(act, shown)):
        opened = _opened(shown)
        return Words(
            verb="open",
            object=shown.object,
            title=f"Open {opened}",
            do=places.located(act, f"open {opened} (*name withheld*)" if withheld else f"open {opened}"),
            key="record",
        )
    what = label_in_words(act)
    role = act.target.role if act.target is not None else ""
    if not label:
        return Words(
            verb="select",
            object=act.page.object,
            title=f"Select {what.partition(' (')[0]}",
            do=places.located(act, f"select {what}"),
            key=role,
        )
    verb = vocabulary.verb_of(label)
    about = _object_in(label, vocabulary) or act.page.object
    if role == "tab":
        return Words(
            verb="go",
            object=about,
            title=f"Go to the {plain(label)} tab",
            do=places.located(act, f"go to the {what} tab"),
            key=label,
        )
    if " another " in f" {label.lower()} ":  # begins the next case
        return Words(verb="go", object=about, title=plain(label), do=places.located(act, f"select {what}"), key=label)
    if role == "link" and not verb and shown is not None and not shown.record:
        return Words(
            verb="go", object=about, title=f"Go to {plain(label)}", do=places.located(act, f"go to {what}"), key=label
        )
    return Words(
        verb=verb or "select",
        object=about,
        title=_title_of_label(label, about, vocabulary),
        do=places.located(act, f"select {what}"),
        key=label,
    )


def _opens_another(act: Act, shown: Page) -> bool:
    """Whether an act leads to the page of another record, so that it is known what was opened without any label."""
    return shown.kind is PageKind.RECORD and bool(shown.object) and shown.record not in (0, act.page.record)


def _opened(page: Page) -> str:
    if page.object:
        return f"the {page.object}"
    return "a record" if page.kind is PageKind.RECORD else "an item"


def _object_in(label: str, vocabulary: Vocabulary) -> str:
    """Return the object that the label names, other than in its first word."""
    words = re.findall(r"[^\W\d_]+", label.lower())
    return next((vocabulary.objects[word] for word in words[1:] if word in vocabulary.objects), "")


def _title_of_label(label: str, about: str, vocabulary: Vocabulary) -> str:
    """Return a title made of a control's label: ``Convert lead`` becomes ``Convert the lead``."""
    verb, words = vocabulary.verb_of(label), re.findall(r"[^\W\d_]+", label)
    if not verb:
        return f"Select {plain(label)}"
    if len(words) == 2 and words[1].lower() in vocabulary.objects:  # noqa: PLR2004 - verb and object
        noun = words[1].lower()
        if verb == "next":
            return f"Go to the next {noun}"
        article = with_article(noun) if verb in _NEW else f"the {noun}"
        return f"Start a new {noun}" if verb == "new" else f"{words[0].capitalize()} {article}"
    if len(words) == 1 and verb == "new":
        return f"Start a new {about}" if about else "Start a new one"
    return (
        f"{words[0].capitalize()} {plain(label)[len(words[0]) :].strip()}".strip()
        if plain(label).startswith(words[0])
        else f"Select {plain(label)}"
    )


def signature_of(words: Words, group: Sequence[Act]) -> str:
    """Return what makes steps of different runs the same step.

    What leads to another page is told by that page, from wherever it was done; all else by the page it was done on.
    """
    last = group[-1]
    shown = next((outcome.page for outcome in reversed(last.outcomes) if outcome.kind is Kind.PAGE_SHOWN), None)
    place = f"to {shown.template}" if shown is not None and words.verb in _LEADS_TO else group[0].page.template
    place += " in a dialog" if dialog_of(last.target) is not None else ""
    return f"{words.verb}|{words.object}|{group[0].app}|{place}|{words.key}"


def completes(verb: str, acts: Sequence[Act], vocabulary: Vocabulary) -> bool:
    """Whether a step completes what was being done: it saves, sends, converts or the like."""
    if any(act.target is not None and act.target.finalises for act in acts):
        return True
    activated = any(act.kind is Kind.ACTIVATE for act in acts)
    return (activated and vocabulary.completes(verb)) or (verb == "send" and any(act.kind in EDITS for act in acts))


def choice_in(words: Words, group: Sequence[Act], updates: Sequence[tuple[str, str]]) -> str:
    """Return what was decided in a step, as the beginning of a question to the performer, or nothing."""
    for name, option in updates:
        return f"{bold(name)} was set to *{option}*" if option else f"an option of {bold(name)} was chosen"
    label = kept(group[-1].target)
    return f"{bold(label)} was selected" if words.verb in JUDGES and label else ""
