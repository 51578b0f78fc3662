"""What does a path to an element say of the element: its role, its place on the page, its technical names?

In: CSS selectors and XPaths as recorders write them. Out: words of our own schema.

Law: a path is used to understand and to tell apart; nothing of it is kept but technical names, which are screened.
"""

import re

from sopwright.recording.schema import NameSource
from sopwright.recording.screen import Place

_STEP = re.compile(r"\s*(?:>>>|>>|>|/{1,2})\s*|\s+(?![^\[]*\])")
_TAG = re.compile(r"^\(*\s*(?:[a-z]+::)?([a-zA-Z][\w-]*)")
_NAMES = re.compile(r"[#.]([\w-]+)|\[@?(?:id|name|class|role|data-[\w-]+)\s*[~*^|]?=\s*[\"']?([^\"'\]]*)")
_LIGHTNING_OPTION = re.compile(r"combobox-(?:button|input)-\d+-\d+-\d+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_IDS = re.compile(r"#([\w-]+(?:\\.[\w-]*)*)")
_ATTRIBUTE = re.compile(
    r"\[@?(id|name|data-test(?:-?id)?|data-qa|data-cy|autocomplete|placeholder)\s*=\s*([\"']?)(.+?)\2\]"
)

_ROLES = {
    "a": "link",
    "button": "button",
    "summary": "button",
    "select": "combobox",
    "option": "option",
    "textarea": "textbox",
    "img": "img",
    "td": "cell",
    "tr": "row",
    "li": "listitem",
    "label": "",
}
_ROLES |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_INTERACTIVE = frozenset({"a", "button", "summary", "select", "textarea", "option"})
_STATIC_TAGS = frozenset({"nav", "header", "menu", "menubar", "dialog", "footer"})
_STATIC_WORDS = frozenset(
    {"nav", "navbar", "navigation", "menu", "menubar", "sidebar", "tabs", "tablist", "toolbar", "header", "topbar"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTENT_TAGS = frozenset({"td", "tr", "tbody", "option", "img", "picture", "article", "figure"}) | _HEADINGS
_CONTENT_WORDS = frozenset(
    {"row", "cell", "grid", "result", "results", "card", "cards", "carousel", "feed", "breadcrumb", "breadcrumbs"}
)
_MESSAGE_WORDS = frozenset({"toast", "toaster", "snackbar", "flash", "notification", "alert", "messages"})
_ERROR_WORDS = frozenset({"error", "errors", "danger", "invalid", "failure"})


def _steps(path: str) -> list[str]:
    return [step for step in _STEP.split(path.replace("\\ ", "-")) if step]


def _tag(step: str) -> str:
    match = _TAG.match(step)
    return match[1].lower() if match else ""


def _words(step: str) -> set[str]:
    names = (one or other for one, other in _NAMES.findall(step))
    return {word.lower() for name in names for word in _WORD.findall(name)}


def place_of(path: str) -> Place:
    """Return where on the page a path leads.

    Examples:
        >>> place_of("#nav > ul > li:nth-child(2) > a").value, place_of("#list > tbody > tr > th > a").value
        ('static', 'content')
    """
    steps = _steps(path)
    tags, words = {_tag(step) for step in steps}, set().union(*map(_words, steps)) if steps else set()
    if tags & _CONTENT_TAGS:
        return Place.CONTENT
    if tags & _STATIC_TAGS or words & _STATIC_WORDS:
        return Place.STATIC
    if words & _CONTENT_WORDS:
        return Place.CONTENT
    return Place.LIST if tags & {"li", "dd"} else Place.UNKNOWN


def role_of(path: str) -> str:
    """Return the role of the element at the end of a path, or of the control around it; empty when it does not say.

    Examples:
        >>> role_of("//form[@id='login']/button/i"), role_of("#app > ul > li:nth-child(2) > a"), role_of("#email")
        ('button', 'link', '')
    """
    steps = _steps(path)
    tags = [_tag(step) for step in steps]
    around = next((tag for tag in reversed(tags[-4:]) if tag in _INTERACTIVE), "")
    return _ROLES.get(around, "") or _list_role(steps[-4:]) or _ROLES.get(tags[-1] if tags else "", "")


def _list_role(steps: list[str]) -> str:
    """Return the role of a list of choices that is made of other elements, or of an option of it."""
    for step in reversed(steps):
        tag = _tag(step)
        if tag.endswith(("-option", "combobox-item")) or _LIGHTNING_OPTION.search(step) or "role=option" in step:
            return "option"
        if tag.endswith(("-select", "-combobox", "-dropdown")) or "combobox" in _words(step):
            return "combobox"
    return ""


def tag_of(path: str) -> str:
    """Return the tag at the end of a path; empty when it does not say."""
    steps = _steps(path)
    return _tag(steps[-1]) if steps else ""


def is_message(path: str) -> bool:
    """Whether a path leads to a message that the system showed, such as a toast."""
    return any(_words(step) & _MESSAGE_WORDS for step in _steps(path)[-3:])


def is_error(path: str) -> bool:
    """Whether a path leads to a message of refusal."""
    return any(_words(step) & _ERROR_WORDS for step in _steps(path)[-3:])


def technical_names(path: str) -> tuple[str, ...]:
    """Return the id, name attribute and test id of the element at the end of a path.

    Examples:
        >>> technical_names("#app > [data-test=checkout]"), technical_names("//input[@name='q']")
        (('checkout',), ('q',))
    """
    steps = _steps(path)
    if not steps:
        return ()
    found = [value for kind, _, value in _ATTRIBUTE.findall(steps[-1]) if kind != "placeholder"]
    return (*found, *(name.replace("\\", "") for name in _IDS.findall(steps[-1])))


def labels_of_technical(names: tuple[str, ...]) -> tuple[tuple[str, NameSource], ...]:
    """Return technical names as labels."""
    return tuple((name, NameSource.TECHNICAL) for name in names)
