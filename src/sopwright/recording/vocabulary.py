"""Which words and applications are known before a recording is seen?

In: the packaged ``vocabulary.toml`` and a user's own file of the same form. Out: ``Vocabulary``, asked by the privacy
screen, the importers and the naming of steps.

Law: what a user's file adds is added; nothing packaged is lost.
"""

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from sopwright.errors import refuse
from sopwright.recording.schema import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownApp:
    """An application that can be recognised.

    Attributes:
        id: Stable name, such as ``salesforce``.
        name: The name people use.
        kind: ``crm``, ``enrichment``, ``mail``, ``calendar``, ``form``, ``sheet`` or ``other``.
        hosts: Host patterns, such as ``*.salesforce.com``; a pattern may end in a port.
    """

    id: str
    name: str
    kind: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRule:
    """One way for a step to belong to a phase; an empty list asks for nothing.

    Attributes:
        verbs: Verbs of steps.
        objects: What the step's page is about, singular.
        fields: Kinds of fields the step sets, such as ``status``.
        pages: Kinds of pages.
        app_kinds: Kinds of applications.
        unsaved: Whether the page's record is not there yet.
    """

    verbs: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    app_kinds: frozenset[str] = frozenset()
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseHint:
    """A phase that is known before a recording is seen.

    Attributes:
        id: Stable name, such as ``qualify``.
        title: Title with ``{object}`` for what the case is.
        rules: A step belongs here when one of them fits.
        sales: Whether only work on what becomes of a lead has this phase.
        closing: Whether only steps after the last step of the other phases belong here.
    """

    id: str
    title: str
    rules: tuple[PhaseRule, ...]
    sales: bool = False
    closing: bool = False


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What is known of objects, path segments, verbs, fields, phases, applications and interface words.

    Attributes:
        objects: Any spelling to the object's singular name.
        segments: Path segments to the kind of page they lead to.
        verbs: First words of labels, and whether such an act completes something.
        fields: Field name in lower case to its kind: ``status``, ``reason``, ``owner``, ``source``, ``next``.
        phases: Phase hints, in order.
        sales: Objects that are a lead or what becomes of one, singular.
        endings: Words of labels and options, in lower case, to ``disqualify``, ``duplicate`` or ``nurture``.
        reached: Words of labels and options, in lower case, that tell that a case came to its usual end.
        apps: Known applications, the user's first.
        words: Every single word that is interface language, in lower case.
        controlled: Names of fields, in lower case, of which the user says that they take one of a few words that may
            be shown; what is typed into them is kept as an option is, where it passes the same screen.
    """

    objects: dict[str, str]
    segments: dict[str, PageKind]
    verbs: dict[str, bool]
    fields: dict[str, str]
    phases: tuple[PhaseHint, ...]
    sales: frozenset[str]
    endings: dict[str, str]
    reached: frozenset[str]
    apps: tuple[KnownApp, ...]
    words: frozenset[str]
    controlled: frozenset[str] = frozenset()

    def app_at(self, host: str) -> KnownApp | None:
        """Return the application at ``host`` (``name`` or ``name:port``), or ``None`` when it is not known."""
        bare = host.partition(":")[0]
        for app in self.apps:
            for pattern in app.hosts:
                if any(fnmatchcase(name, pattern) for name in (host, bare)) or bare == pattern.removeprefix("*."):
                    return app
        return None

    def app_kind(self, app: str) -> str:
        """Return the kind of the application with this id, ``other`` when it is not known."""
        return self._kinds.get(app, "other")

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {app.id: app.kind for app in reversed(self.apps)}

    def field_kind(self, name: str) -> str:
        """Return the kind of the field called ``name``, or nothing when it is an ordinary field.

        Examples:
            >>> builtin().field_kind("Lead Status")
            'status'
        """
        return self.fields.get(name.strip().strip(":*").strip().lower(), "")

    def is_controlled(self, *names: str) -> bool:
        """Whether the user says that a field with one of these names takes one of a few words that may be shown."""
        return any(name.strip().strip(":*").strip().lower() in self.controlled for name in names if name)

    def verb_of(self, label: str) -> str:
        """Return the known verb with which ``label`` begins, or nothing.

        Examples:
            >>> builtin().verb_of("Create lead")
            'create'
        """
        match = _WORD.search(label)
        word = match.group().lower() if match else ""
        return word if word in self.verbs else ""

    def completes(self, verb: str) -> bool:
        """Whether an act with this verb completes what was being done."""
        return self.verbs.get(verb, False)

    def ending_of(self, text: str) -> str:
        """Return the unusual ending that a label or option speaks of, or nothing.

        Examples:
            >>> builtin().ending_of("Mark as Lost"), builtin().ending_of("Convert lead")
            ('disqualify', '')
        """
        padded = _padded(text)
        return next((ending for words, ending in self.endings.items() if f" {words} " in padded), "")

    def reaches(self, text: str) -> bool:
        """Whether a label or option says that the case came to its usual end.

        Examples:
            >>> builtin().reaches("Convert lead"), builtin().reaches("Mark as Lost"), builtin().reaches("Unqualified")
            (True, False, False)
        """
        padded = _padded(text)
        return not self.ending_of(text) and any(f" {words} " in padded for words in self.reached)

    def is_interface_language(self, text: str) -> bool:
        """Whether every word of ``text`` is interface language, so that it can be no run-time content.

        Examples:
            >>> builtin().is_interface_language("Sign In"), builtin().is_interface_language("Maya Reyes")
            (True, False)
        """
        words = _WORD.findall(text.lower())
        return bool(words) and all(word in self.words or word.removesuffix("s") in self.words for word in words)


def _padded(text: str) -> str:
    """Return the words of a text in lower case, each between blanks."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


_SECTIONS = frozenset(
    {"objects", "segments", "verbs", "fields", "cases", "endings", "phases", "apps", "words", "values"},
)


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - the value of a TOML key
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        message = f"a list of texts was expected, and {value!r} is none"
        raise TypeError(message)
    return tuple(value)


def vocabulary_of(*texts: tuple[str, str]) -> Vocabulary:
    """Return the vocabulary of several files, the first being the packaged one.

    Args:
        texts: Name and TOML text of each file.

    Raises:
        InputError: A file is not TOML, or a section has another form than the packaged file shows.
    """
    objects: dict[str, str] = {}
    segments: dict[str, PageKind] = {}
    verbs: dict[str, bool] = {}
    fields: dict[str, str] = {}
    phases: list[PhaseHint] = []
    sales: set[str] = set()
    endings: dict[str, str] = {}
    reached: set[str] = set()
    apps: list[KnownApp] = []
    words: set[str] = set()
    controlled: set[str] = set()
    for name, text in texts:
        try:
            tree = tomllib.loads(text)
            if unknown := sorted(tree.keys() - _SECTIONS):
                message = f"no section is called {', '.join(unknown)}; there are {', '.join(sorted(_SECTIONS))}"
                raise ValueError(message)  # noqa: TRY301 - told like every other fault of the file
            for singular, others in tree.get("objects", {}).items():
                objects |= {singular: singular} | dict.fromkeys(_strings(others), singular)
            segments |= {key: PageKind(kind) for key, kind in tree.get("segments", {}).items()}
            verbs |= {key: bool(row.get("completes")) for key, row in tree.get("verbs", {}).items()}
            for kind, names in tree.get("fields", {}).items():
                fields |= {field.lower(): kind for field in _strings(names)}
            sales |= set(_strings(tree.get("cases", {}).get("sales", ())))
            controlled |= {field.lower() for field in _strings(tree.get("values", {}).get("controlled", ()))}
            reached |= set(_strings(tree.get("cases", {}).get("reached", ())))
            for ending, spellings in tree.get("endings", {}).items():
                endings |= dict.fromkeys(_strings(spellings), ending)
            phases += [_phase(row) for row in tree.get("phases", [])]
            apps = [_app(row) for row in tree.get("apps", [])] + apps
            words |= {word for listing in tree.get("words", {}).values() for word in listing.lower().split()}
        except (tomllib.TOMLDecodeError, ValueError, KeyError, AttributeError, TypeError) as error:
            remedy = "Compare it with the packaged vocabulary.toml, which docs/how-to/vocabulary.md explains"
            raise refuse(name, f"expected a vocabulary in TOML, found a problem: {error}", remedy) from error
    spoken = [*objects, *segments, *verbs, *fields]
    return Vocabulary(
        objects=objects,
        segments=segments,
        verbs=verbs,
        fields=fields,
        phases=tuple(phases),
        sales=frozenset(sales),
        endings=endings,
        reached=frozenset(reached),
        apps=tuple(apps),
        words=frozenset(words).union(*(_WORD.findall(entry.lower()) for entry in spoken)),
        controlled=frozenset(controlled),
    )


def _phase(row: dict[str, Any]) -> PhaseHint:
    rules = tuple(_rule(rule) for rule in row["rules"])
    return PhaseHint(
        id=row["id"], title=row["title"], rules=rules, sales=bool(row.get("sales")), closing=bool(row.get("closing"))
    )


def _rule(row: dict[str, Any]) -> PhaseRule:
    names = {key: frozenset(_strings(listing)) for key, listing in row.items() if key != "unsaved"}
    return PhaseRule(**names, unsaved=bool(row.get("unsaved")))


def _app(row: dict[str, Any]) -> KnownApp:
    return KnownApp(id=row["id"], name=row["name"], kind=row.get("kind", "other"), hosts=_strings(row["hosts"]))


def _packaged() -> tuple[str, str]:
    text = files("sopwright.recording").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return ("vocabulary.toml", text)


@cache
def builtin() -> Vocabulary:
    """Return the packaged vocabulary."""
    return vocabulary_of(_packaged())


def with_own(name: str, text: str) -> Vocabulary:
    """Return the packaged vocabulary with a user's own file added.

    Args:
        name: The file's name, for messages.
        text: The file's TOML text.

    Raises:
        InputError: The file is not a vocabulary.
    """
    return vocabulary_of(_packaged(), (name, text))
