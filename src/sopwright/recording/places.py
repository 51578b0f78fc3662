"""Which application and which page is at this address, told without the address?

In: an address. Out: the application by its known name or registrable domain, and the page as a template.

Law: of a path only words that the vocabulary knows survive; all else becomes ``:id``. Host of a private network, port
and database name are never kept, and of a query no more than the object and the kind of view, where they stand there
instead of in the path.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from sopwright.recording.fields import words_of
from sopwright.recording.schema import App, Page, PageKind
from sopwright.recording.vocabulary import Vocabulary

RUN_TIME = ":id"
"""What stands in a template for a segment that is not a word of the application."""

LOCAL = App(id="local-application", name="local application")
"""Every application without a public name: its host says where somebody works, and nothing about the work."""

_EXTENSION = re.compile(r"\.(action|aspx?|cfm|cgi|do|html?|jsf|jsp|php\d?|x?html)$", re.IGNORECASE)
_SIGN_IN = frozenset({"login", "signin", "signon", "logon", "sso", "saml", "oauth", "totp", "otp", "mfa"})
_SIGN_IN_HOST = re.compile(r"(?:login|signin|auth|sso|accounts|id)\.")
_SESSION = re.compile(r"/u/\d+(?=/|$)")
"""Which of several accounts somebody is signed in to, as Google's applications say it."""
_PORTAL = re.compile(r"^/contacts/\d+(?=/(?:objects|record)/)")
"""HubSpot's number of the customer, which looks like a contact's."""
_QUERY_OBJECT = ("module", "etn", "model", "entity")
_QUERY_VIEW = ("action", "view", "view_type", "pagetype")
_QUERY_RECORD = ("record", "id")
"""Keys of SuiteCRM, SugarCRM and vtiger (``module``), Dynamics 365 (``etn``) and Odoo (``model``)."""
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-f:.]+\](:\d+)?")
_BRANCH = re.compile(r"^!?/|/")
_OF_A_RECORD = frozenset({PageKind.RECORD, PageKind.FORM, PageKind.MAIL})
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page, and what tells it from other pages with the same template.

    Attributes:
        page: The page, its ``instance`` not yet numbered.
        identity: What makes two addresses the same page; never to be kept in a recording.
        record: What makes two addresses pages of the same record, empty when none is named; never to be kept.
    """

    page: Page
    identity: str
    record: str = ""


@cache
def _registrable_domain() -> Callable[[str], str]:
    """Return what finds the registrable domain of a host; loaded at the first host that is not known."""
    from tldextract import TLDExtract  # noqa: PLC0415 - brings requests, and most recordings never need it

    extract = TLDExtract(cache_dir=None, suffix_list_urls=())
    return lambda host: extract(host).top_domain_under_public_suffix


def app_at(url: str, vocabulary: Vocabulary) -> App | None:
    """Return the application at an address; ``None`` for a blank page or a page of the browser itself.

    Examples:
        >>> from sopwright.recording.vocabulary import builtin
        >>> app_at("https://acme.lightning.force.com/x", builtin()).name
        'Salesforce'
        >>> app_at("https://shop.timkadlec.com/", builtin()).id, app_at("http://10.0.0.7:8080/", builtin()).name
        ('timkadlec-com', 'local application')
    """
    host = _host(url)
    if not host:
        return LOCAL if url.startswith("file:") else None
    known = vocabulary.app_at(host)
    if known is not None:
        return App(id=known.id, name=known.name, known=True)
    bare = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    domain = "" if _is_ip(bare) else _registrable_domain()(bare)
    return App(id=domain.replace(".", "-"), name=domain) if domain else LOCAL


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    return host if _HOST.fullmatch(host) else ""


def _is_ip(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def address_of(url: str, vocabulary: Vocabulary) -> Address:
    """Return the page at an address, as a template, with its numbers yet to be given.

    Examples:
        >>> from sopwright.recording.vocabulary import builtin
        >>> page = address_of("http://127.0.0.1:8303/leads/9b524018-711c/edit?tab=2", builtin()).page
        >>> page.template, page.kind.value, page.object
        ('/leads/:id/edit', 'form', 'lead')
        >>> address_of("http://127.0.0.1/#sales/model/sale.opportunity/3;views=1", builtin()).page.template
        '/#/model/sale.opportunity/:id'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return Address(page=Page(), identity="")
    if parts.scheme not in ("http", "https", ""):
        return Address(page=Page(), identity="")
    path = _segments(_PORTAL.sub("", _SESSION.sub("", parts.path)))
    route = _route(parts.fragment, vocabulary)
    asked = _asked(parts.query, vocabulary) or _asked(parts.fragment, vocabulary)
    if asked:
        path, route = [*path[:-1], *asked], []
    words = [_word(segment, vocabulary) for segment in path]
    hashed = [_word(segment, vocabulary) for segment in route]
    template = "/" + "/".join(words) + ("#/" + "/".join(hashed) if hashed else "")
    kind, about = _kind(hashed or words, vocabulary)
    if not words and not hashed and _SIGN_IN_HOST.match(_host(url)):
        kind = PageKind.SIGN_IN
    return Address(
        page=Page(template=template, kind=kind, object=about),
        identity="\n".join((_host(url), *path, "#", *route)),
        record=_record([*path, *route], [*words, *hashed], vocabulary),
    )


def template_again(template: str, vocabulary: Vocabulary) -> str:
    """Return a template with every segment that is not a word of the application replaced."""
    path, mark, route = template.partition("#")
    words = "/".join(_word(segment, vocabulary) for segment in _segments(path))
    hashed = "/".join(_word(segment, vocabulary) for segment in _segments(route))
    return ("/" + words if template.startswith("/") else words) + ("#/" + hashed if mark else "")


def _segments(path: str) -> list[str]:
    plain = [unquote(segment.partition(";")[0]).strip() for segment in path.split("/")]
    return [segment for segment in plain if segment][:_DEEPEST]


def _asked(query: str, vocabulary: Vocabulary) -> list[str]:
    """Return the segments of a path that would say what a query says of an object, its view and its record.

    Examples:
        >>> from sopwright.recording.vocabulary import builtin
        >>> _asked("module=Leads&action=EditView&record=b7", builtin()), _asked("q=leads", builtin())
        (['leads', 'b7', 'edit'], [])
    """
    pairs = {key.lower(): value for key, value in reversed(parse_qsl(query))}
    about = next((pairs[key].lower() for key in _QUERY_OBJECT if key in pairs), "")
    if about not in vocabulary.objects:
        return []
    view = " ".join(pairs[key] for key in _QUERY_VIEW if key in pairs)
    kinds = {vocabulary.segments[word]: word for word in reversed(words_of(view)) if word in vocabulary.segments}
    record = [pairs[key] for key in _QUERY_RECORD if pairs.get(key)][:1]
    if record:
        return [about, *record, *([kinds[PageKind.FORM]] if kinds.get(PageKind.FORM, "form") != "form" else [])]
    return [about, "new"] if PageKind.FORM in kinds else [about]


def _route(fragment: str, vocabulary: Vocabulary) -> list[str]:
    """Return the segments of a route that a single-page application keeps behind the ``#``."""
    path, _, options = fragment.partition(";")
    segments = _segments(path.partition("?")[0].removeprefix("!"))
    if len(segments) > 2 and segments[1] in ("model", "wizard", "report"):  # noqa: PLR2004 - Tryton: database/model/name
        unsaved = len(segments) == 3 and "tab_domain" not in options and "search_value" not in options  # noqa: PLR2004 - no id
        return [*segments[1:], "new"] if unsaved and segments[1] == "model" else segments[1:]
    mailbox = len(segments) == 1 and vocabulary.segments.get(segments[0].lower()) is PageKind.MAIL
    return segments if mailbox or _BRANCH.search(path) else []


def _word(segment: str, vocabulary: Vocabulary) -> str:
    bare = _EXTENSION.sub("", segment).lower()
    if bare in vocabulary.segments or bare in vocabulary.objects or segment == RUN_TIME:
        return bare
    return "login" if _SIGN_IN & set(words_of(segment)) else RUN_TIME


def _kind(words: Sequence[str], vocabulary: Vocabulary) -> tuple[PageKind, str]:
    """Return what sort of page a template is, and what it is about."""
    about = next((vocabulary.objects[word] for word in reversed(words) if word in vocabulary.objects), "")
    if not words:
        return PageKind.HOME, about
    meant = next((word for word in reversed(words) if len(word) > 1 and word != RUN_TIME), "")
    behind = words[-1] == RUN_TIME
    kind = vocabulary.segments.get(meant, PageKind.OTHER)
    if kind is PageKind.MAIL and about not in ("", "email"):  # an inbox of leads, say
        return PageKind.RECORD if behind else PageKind.LIST, about
    if kind is PageKind.MAIL and behind:
        return PageKind.RECORD, "email"
    if meant in vocabulary.objects and (behind or kind is PageKind.OTHER):
        return PageKind.RECORD if behind else PageKind.LIST, about
    return kind, about


def _record(segments: Sequence[str], words: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return what the record is called in an address: what stands behind an object, or beside ``view`` or ``edit``."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] != RUN_TIME:
            continue
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        numbered = any(character.isdigit() for character in segments[at])
        if before in vocabulary.objects and (numbered or words[-1] != "list"):
            return f"{vocabulary.objects[before]}\n{segments[at].lower()}"
        if numbered and (
            vocabulary.segments.get(after) in _OF_A_RECORD or vocabulary.segments.get(before) in _OF_A_RECORD
        ):
            return f"\n{segments[at].lower()}"
    return ""
