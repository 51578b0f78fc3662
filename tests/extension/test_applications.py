"""Which application is at a host? Python's own ``app_at`` is the oracle."""

import json
import re
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from sopwright.recording.places import LOCAL, app_at
from sopwright.recording.vocabulary import builtin

pytestmark = pytest.mark.browser

EXTENSION = Path(__file__).parents[2] / "extension"
KNOWN = builtin()
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
NAME = re.compile(r"[^@/:?#]{1,60}")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page with ``appAt`` in it."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:  # noqa: ANN401 - what the server hands on
            super().__init__(*args, directory=str(EXTENSION))

        def log_message(self, *args: Any) -> None:  # noqa: ANN401 - what the handler says
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/manifest.json")
        page.evaluate("async () => { window.appAt = (await import('/worker/applications.js')).appAt; }")
        yield page
        page.close()
        server.shutdown()


def apps_at(page: Page, rows: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    asked = "rows => JSON.stringify(JSON.parse(rows).map(row => appAt(...row)))"
    found: list[dict[str, Any]] = json.loads(page.evaluate(asked, json.dumps(rows)))
    return found


def in_python(host: str) -> dict[str, Any]:
    app = app_at(f"https://{host}/", KNOWN)
    assert app is not None
    return {"id": app.id, "name": app.name, "known": app.known}


HOSTS_IN_WORDS = """
acme.lightning.force.com salesforce.com app.hubspot.com:443 mail.google.com www.google.com excel notmail.google.com
xsalesforce.com crm.zoho.eu a.crm.zoho.eu shop.timkadlec.com www.acme.com shop.acme.co.uk www.acme.com.au acme.de
crm.acme.de:8443 crm.acme.cloud x.xn--p1ai a_b.acme.io localhost 127.0.0.1:8000 10.0.0.7 [::1]:8000 [fe80::1]
crm.acme-internal crm.acme.local crm crm.test nas.lan crm.corp acme.internal:8080 x.example intranet.home a.invalid
acme..com
""".split()  # noqa: SIM905 - shorter so


@pytest.mark.parametrize("host", [*HOSTS_IN_WORDS, ""])
def test_a_host_is_told_as_python_tells_it(page: Page, host: str) -> None:
    expected = in_python(host) if host else {"id": LOCAL.id, "name": LOCAL.name, "known": False}
    assert apps_at(page, [(host, "")]) == [expected]


@pytest.mark.parametrize(
    ("host", "name", "app"),
    [
        pytest.param("crm.sap.de", "", ("crm-sap-de", "crm.sap.de", False), id="three labels behind a short one"),
        pytest.param("crm.acme.lan", "Acme CRM", ("acme-crm", "Acme CRM", False), id="a given name"),
        pytest.param("crm.acme.lan", "crm.acme.lan", (LOCAL.id, LOCAL.name, False), id="a private host as its name"),
        pytest.param("10.0.0.7:8000", "10.0.0.7", (LOCAL.id, LOCAL.name, False), id="a number as its name"),
        pytest.param("10.0.0.7:8000", "10.0.0.7 8000", (LOCAL.id, LOCAL.name, False), id="a number and a port"),
        pytest.param("[::1]:8000", "[ 1]", (LOCAL.id, LOCAL.name, False), id="what is left of version 6"),
        pytest.param("www.acme.com", "acme.com", ("acme-com", "acme.com", False), id="a public host as its name"),
        pytest.param("app.hubspot.com", "Marketing", ("hubspot", "Marketing", True), id="a known one by another name"),
        pytest.param("crm.acme.lan", "Salesforce", ("salesforce", "Salesforce", True), id="a known one's name"),
        pytest.param(
            "x.acme.com", "a@b/c:d?e#f", ("a-b-c-d-e-f", "a b c d e f", False), id="signs that are not allowed"
        ),
        pytest.param("x.acme.com", "Käufer Übersicht", ("kaufer-ubersicht", "Käufer Übersicht", False), id="accents"),
        pytest.param("x.acme.com", "営業", ("site-gxi-ktp", "営業", False), id="no letters of an id"),
        pytest.param("x.acme.com", " \u202e ", ("acme-com", "acme.com", False), id="nothing that is seen"),
    ],
)
def test_a_site_is_called_what_its_performer_calls_it(
    page: Page, host: str, name: str, app: tuple[str, str, bool]
) -> None:
    assert apps_at(page, [(host, name)]) == [dict(zip(("id", "name", "known"), app, strict=True))]


LABELS = st.one_of(
    st.sampled_from("www crm acme alice-smith a co com xn--p1ai 3m a_b mail google force".split()),  # noqa: SIM905 - shorter
    st.text("abcxyz019-", min_size=1, max_size=8),
)
ENDINGS = st.sampled_from(
    "com de uk io cloud lan local internal corp test example xn--p1ai acme-internal 7".split()  # noqa: SIM905 - shorter
)
HOSTS = st.tuples(st.lists(LABELS, max_size=4), ENDINGS, st.sampled_from(["", ":8080"])).map(
    lambda parts: ".".join([*parts[0], parts[1]]) + parts[2]
)
NAMES = st.one_of(
    st.just(""), st.text(max_size=90), st.sampled_from(["Acme CRM", "營業 ", "-", "x" * 99, "😀" * 99, "ﬀ", "İ"])
)


@given(st.lists(st.tuples(HOSTS, NAMES), min_size=1, max_size=40))
def test_ids_and_names_are_such_as_python_reads(page: Page, rows: list[tuple[str, str]]) -> None:
    for app in apps_at(page, rows):
        assert SLUG.fullmatch(app["id"])
        assert NAME.fullmatch(app["name"])


@given(st.lists(HOSTS, min_size=1, max_size=40))
def test_what_python_withholds_is_withheld_and_what_it_knows_is_known(page: Page, hosts: list[str]) -> None:
    for host, app in zip(hosts, apps_at(page, [(host, "") for host in hosts]), strict=True):
        expected = in_python(host)
        if expected["known"] or app["known"]:
            assert app == expected, host
        elif expected["id"] == LOCAL.id:
            assert app["id"] == LOCAL.id or app["name"].count(".") == 1, host  # a public ending by itself, say
        else:
            bare = host.partition(":")[0]
            assert app["name"] == LOCAL.name or bare.endswith(app["name"]), host
            assert app["name"].count(".") <= 2, host
