"""Does the extension tell a page by its address as Python does? The oracle is Python's own ``address_of``."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from tests.extension.texts import addresses_in, of_files, of_this_tree

from sopwright.recording.places import address_of
from sopwright.recording.vocabulary import builtin

pytestmark = pytest.mark.browser

CAPTURE = Path(__file__).parents[2] / "extension" / "capture"
KNOWN = builtin()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page with the addresses in it; asking them changes nothing."""
    page = chromium.new_page()
    for name in ("vocabulary.js", "patterns.js", "addresses.js"):
        page.add_script_tag(content=(CAPTURE / name).read_text(encoding="utf-8"))
    yield page
    page.close()


def assert_equal(page: Page, urls: Sequence[str]) -> None:
    """Assert that each address is told as Python tells it."""
    found = json.loads(page.evaluate("urls => JSON.stringify(JSON.parse(urls).map(addresses.of))", json.dumps(urls)))
    expected = [told(url) for url in urls]
    assert [(url, js, py) for url, js, py in zip(urls, found, expected, strict=True) if js != py][:20] == []


def told(url: str) -> dict[str, Any]:
    address = address_of(url, KNOWN)
    page = {
        "template": address.page.template,
        "kind": address.page.kind.value,
        "object": address.page.object,
        "name": "",
        "instance": 0,
        "record": 0,
    }
    return {"page": page, "identity": address.identity, "record": address.record}


def test_every_address_of_our_tests_and_goldens_is_told_alike(page: Page) -> None:
    urls = addresses_in(of_this_tree())
    assert len(urls) > 200
    assert_equal(page, urls)


@pytest.mark.realdata
def test_every_address_of_real_recordings_is_told_alike(page: Page, realdata: Path) -> None:
    urls = addresses_in(of_files((realdata / "recordings").rglob("*")))
    assert len(urls) > 50
    assert_equal(page, urls)


def test_every_word_of_a_path_is_known_to_both(page: Page) -> None:
    words = sorted(KNOWN.segments.keys() | KNOWN.objects.keys())
    paths = [
        path for word in words for path in (word, f"{word}/7", f"{word.upper()}/x/view", f"#/{word}/a", f"#{word}")
    ]
    asked = [f"?{key}={word}&view=edit&id=7" for word in words for key in ("module", "etn", "MODEL", "x")]
    assert_equal(page, [f"https://x.example/{path}" for path in (*paths, *asked)])


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://x.example/leads/%C3%A9%FF%E2%82/x", id="bytes that are no text"),
        pytest.param("https://x.example/%EF%BB%BFleads", id="a mark of byte order"),
        pytest.param("https://x.example/ leads ;a=1/\u00a0new\u2003", id="blanks around segments"),
        pytest.param("https://x.example/a/b/c/d/e/f/g/h/i/j/k/l/leads", id="deeper than is looked"),
        pytest.param("https://x.example/leads.ACT\u0131ON", id="an ending with a letter without its dot"),
        pytest.param("https://x.example/login.php5/\u0664\u0662", id="digits of another script"),
        pytest.param("https://mail.example/u/0/#inbox/FMfcg", id="a mail"),
        pytest.param("https://mail.example/mail/u/1/?tab=rm#inbox", id="an inbox"),
        pytest.param("https://app.example/contacts/4711/record/0-1/12", id="a customer's number"),
        pytest.param("https://app.example/contacts/4711/objects/0-1/views/all/list", id="a list of records"),
        pytest.param("https://login.example:8443", id="a host to sign in"),
        pytest.param("https://me:login.@auth.example/", id="a host to sign in behind a name"),
        pytest.param("HTTPS://X.EXAMPLE/Leads", id="capitals"),
        pytest.param(" \x00https://x.example/le\nads", id="signs that browsers take out"),
        pytest.param("http://[::1]:80/leads", id="an address of version 6"),
        pytest.param("http://[::1/leads", id="half of one"),
        pytest.param("http://[1.2.3.4]/leads", id="version 4 in brackets"),
        pytest.param("http://[fe80::1%25eth0]/leads", id="a scope"),
        pytest.param("http://x\u2100.example/leads", id="a sign that hides a slash"),
        pytest.param("http://\uff11.example/leads", id="a wide digit"),
        pytest.param("//x.example/leads", id="no scheme"),
        pytest.param("leads/7", id="no host"),
        pytest.param("?module=Leads&action=EditView&record=b7", id="nothing but a query"),
        pytest.param("https://x.example/i.php?module=+Leads&module=Leads", id="a blank in a query"),
        pytest.param("https://x.example/i.php?module=Le%61ds&record=&id=5", id="an empty record"),
        pytest.param("https://x.example/web#model=crm.lead&id=12&view_type=form", id="a query behind the hash"),
        pytest.param("https://x.example/#!/leads/7?q=1;x", id="an old route"),
        pytest.param("https://x.example/#!!/leads", id="two marks"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("data:text/html,/leads", id="data"),
        pytest.param("blob:https://x.example/leads", id="a blob"),
        pytest.param("1http://x.example/leads", id="a scheme that begins with a digit"),
        pytest.param(":80/leads", id="nothing before the colon"),
    ],
)
def test_a_strange_address_is_told_alike(page: Page, url: str) -> None:
    assert_equal(page, [url])


# --- a law ------------------------------------------------------------------------------------------------------------

ANY = st.characters(exclude_categories=("Cs", "Cn"))
WORDS = st.sampled_from(sorted(KNOWN.segments.keys() | KNOWN.objects.keys()))
ODD = """
9b524018-711c alice-smith 00Q5g model wizard report u 0 contacts objects record :id %C3%A9 %FF % %4 %zz Login
single-sign-on SAML2 signIn x;login \u0663 \u00b2 crm.lead 0-1 \u0130d viewAll ! . .. *
""".split()  # noqa: SIM905 - shorter so
SEGMENTS = st.one_of(
    WORDS,
    WORDS.map(str.upper),
    WORDS.map(str.title),
    st.tuples(WORDS, st.sampled_from([".html", ".ASP", ".php5", ";x=1", "%20", "%2Fnew", "\u00a0", "-login"])).map(
        "".join
    ),
    st.integers(0, 99999).map(str),
    st.sampled_from([*ODD, "", " "]),
    st.text(ANY, max_size=4),
)
PATHS = st.lists(SEGMENTS, max_size=6).map("/".join)
KEYS = ["module", "etn", "model", "entity", "action", "view", "view_type", "pagetype", "record", "id", "q", "ID", ""]
VIEWS = ["Leads", "EditView", "DetailView", "form", "list", "new+edit", "Edit%56iew", "createRecord", "a b"]
PAIRS = st.tuples(
    st.sampled_from(KEYS), st.sampled_from(["=", "=", "=", "", "=="]), SEGMENTS | st.sampled_from(VIEWS)
).map("".join)
QUERIES = st.lists(PAIRS, max_size=5).map("&".join)
HOSTS = """
x.example login.acme.com id.acme.com:443 127.0.0.1:8303 localhost [::1]:80 acme.test me:pw@sso.x.io
[::1 ::1] [v1.x] [1.2.3.4] [] [fe80::1%a] x:y:z \u00e9.example \uff20.example a@b@auth.c
""".split()  # noqa: SIM905 - shorter so
ROUTES = st.tuples(
    st.sampled_from(["", "!", "/", "!/", "db/"]), PATHS, st.sampled_from(["", ";views=1", ";tab_domain=x", "?a=b"])
).map("".join)
FRAGMENTS = st.one_of(PATHS, QUERIES, ROUTES)
SCHEMES = "https:// http:// HTTP:// // / about: ftp:// file:// h+x.1-:".split()  # noqa: SIM905 - shorter so


@st.composite
def urls(draw: st.DrawFn) -> str:
    url = (
        draw(st.sampled_from([*SCHEMES, "", " http://"]))
        + draw(st.sampled_from([*HOSTS, "", "a b"]))
        + "/"
        + draw(PATHS)
    )
    if draw(st.booleans()):
        url += "?" + draw(QUERIES)
    if draw(st.booleans()):
        url += "#" + draw(FRAGMENTS)
    return url


@settings(max_examples=80)
@given(st.lists(st.one_of(urls(), urls(), st.text(ANY, max_size=30)), min_size=1, max_size=40))
def test_addresses_of_any_making_are_told_alike(page: Page, given_urls: list[str]) -> None:
    assert_equal(page, given_urls)
