"""Which application and which page is at this address?"""

import pytest

from sopwright.recording.places import address_of, app_at, template_again
from sopwright.recording.vocabulary import builtin

KNOWN = builtin()
TRYTON = "http://10.0.0.9:8000/#private-database/model/sale.opportunity"


@pytest.mark.parametrize(
    ("url", "template", "kind", "about"),
    [
        pytest.param("https://x.example/", "/", "home", "", id="the root"),
        pytest.param("https://x.example/leads?q=Alice#top", "/leads", "list", "lead", id="query and anchor go"),
        pytest.param("https://x.example/leads/new", "/leads/new", "form", "lead", id="a new record"),
        pytest.param("https://x.example/leads/9b52-40/edit", "/leads/:id/edit", "form", "lead", id="a record's form"),
        pytest.param("https://x.example/leads/7/alice-smith", "/leads/:id/:id", "record", "lead", id="a slug"),
        pytest.param("https://x.example/people/alice", "/people/:id", "record", "contact", id="a person's page"),
        pytest.param("https://x.example/en/123/789-login/", "/en/:id/login", "sign_in", "", id="a hidden sign-in"),
        pytest.param(
            "https://x.example/lightning/r/Lead/00Q/view", "/lightning/r/lead/:id/view", "record", "lead", id="SF"
        ),
        pytest.param("https://x.example/actions/Catalog.action", "/actions/catalog", "list", "product", id="an ending"),
        pytest.param("https://x.example/#/leads/7", "/#/leads/:id", "record", "lead", id="a route behind a hash"),
        pytest.param("https://x.example/#section", "/", "home", "", id="an anchor is no route"),
        pytest.param(
            f"{TRYTON};tab_domain=x&views=1", "/#/model/sale.opportunity", "list", "opportunity", id="Tryton list"
        ),
        pytest.param(
            f"{TRYTON}/3;views=1", "/#/model/sale.opportunity/:id", "record", "opportunity", id="Tryton record"
        ),
        pytest.param(
            f"{TRYTON};views=1", "/#/model/sale.opportunity/new", "form", "opportunity", id="Tryton new record"
        ),
        pytest.param("about:blank", "", "other", "", id="a blank page"),
        pytest.param("http://[broken", "", "other", "", id="no address at all"),
        pytest.param("", "/", "home", "", id="an empty address"),
    ],
)
def test_a_page_is_told_by_the_words_of_its_application(url: str, template: str, kind: str, about: str) -> None:
    page = address_of(url, KNOWN).page
    assert (page.template, page.kind.value, page.object) == (template, kind, about)
    assert template_again(page.template, KNOWN) == page.template


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("/leads/7", "/leads/7/edit", True, id="a record and its form"),
        pytest.param("/leads/7", "/leads/8", False, id="two records"),
        pytest.param("/leads/7", "/contacts/7", False, id="two kinds of records with one number"),
        pytest.param("/crm/7/edit", "/crm/7/view", True, id="a record without an object"),
    ],
)
def test_a_record_is_known_by_its_place_in_the_address(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a row
    first, second = (address_of(f"https://x.example{path}", KNOWN).record for path in (one, other))
    assert first
    assert (first == second) is same


@pytest.mark.parametrize("path", ["/", "/leads", "/en/123", "/2026", "/leads/new"])
def test_a_page_without_a_record_names_none(path: str) -> None:
    assert not address_of(f"https://x.example{path}", KNOWN).record


@pytest.mark.parametrize(
    ("url", "name", "known"),
    [
        pytest.param("https://acme.my.salesforce.com/x", "Salesforce", True, id="a known application"),
        pytest.param("https://shop.acme.co.uk/x", "acme.co.uk", False, id="a registrable domain"),
        pytest.param("http://192.168.1.10:8080/", "local application", False, id="an address of a private network"),
        pytest.param("http://[::1]:8080/", "local application", False, id="an address of version 6"),
        pytest.param("http://localhost/", "local application", False, id="this machine"),
        pytest.param("http://crm.acme-internal/", "local application", False, id="a private name"),
        pytest.param("file:///home/alice/x.html", "local application", False, id="a file"),
        pytest.param("https://alice:secret@acme.com/", "acme.com", False, id="a name and password in the address"),
    ],
)
def test_an_application_is_told_by_its_host(url: str, name: str, known: bool) -> None:  # noqa: FBT001 - a row
    app = app_at(url, KNOWN)
    assert app is not None
    assert (app.name, app.known) == (name, known)


def test_a_page_of_the_browser_is_no_application() -> None:
    assert app_at("chrome://settings", KNOWN) is None
