"""What became of a field, without its value?

Oracle of what is secret and of classes: Python's own `sopwright.recording.fields`.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from sopwright.recording import fields

pytestmark = pytest.mark.browser

CAPTURE = Path(__file__).parents[2] / "extension" / "capture"
KEY = b"a key of the session, thirty-two"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all rows, with a secure origin: `crypto.subtle` is there on such pages only."""
    opened = chromium.new_page()
    opened.route(
        "**/*", lambda route: route.fulfill(body="<!doctype html><title>Test</title>", content_type="text/html")
    )
    opened.goto("https://crm.test/")
    for name in ("roles.js", "fields.js", "names.js", "places.js"):
        opened.add_script_tag(content=(CAPTURE / name).read_text(encoding="utf-8"))
    yield opened
    opened.close()


def shown(page: Page, html: str) -> None:
    page.evaluate("html => document.body.setHTMLUnsafe(html)", html)


def asked(page: Page, question: str, html: str | None = None) -> Any:  # noqa: ANN401 - whatever the script answers
    if html is not None:
        shown(page, html)
    return page.evaluate(f"() => {{ const x = document.querySelector('#x'); return {question}; }}")


# --- secrets --------------------------------------------------------------------------------------------------------

SECRETS = [
    pytest.param('<input id="x" type="password">', True, id="type"),
    pytest.param('<input id="x" autocomplete="cc-number">', True, id="autocomplete"),
    pytest.param('<input id="x" name="repeatedPassword">', True, id="name"),
    pytest.param('<label for="x">Card number</label><input id="x">', True, id="label"),
    pytest.param('<input id="x" aria-label="Social security number">', True, id="aria-label"),
    pytest.param('<input id="x" placeholder="One-time code">', True, id="placeholder"),
    pytest.param('<i id="a">Passport</i><input id="x" aria-labelledby="a">', True, id="reference"),
    pytest.param('<div id="x" contenteditable aria-label="API key"></div>', True, id="editor"),
    pytest.param(
        '<input id="x" role="combobox" aria-haspopup="listbox" autocomplete="new-password">',
        False,
        id="a list to choose from",
    ),
    pytest.param('<input id="x" aria-label="Contrase\u00f1a">', True, id="Spanish"),
    pytest.param('<input id="x" aria-label="Contrasen\u0303a">', True, id="Spanish, with the accent apart"),
    pytest.param('<input id="x" placeholder="Votre mot de passe">', True, id="French"),
    pytest.param('<label for="x">Benutzerkennwort</label><input id="x">', True, id="German, as one word"),
    pytest.param('<label for="x">新しいパスワード</label><input id="x">', True, id="Japanese"),
    pytest.param('<input id="x" aria-label="Opinion">', False, id="pin inside another word"),
    pytest.param('<input id="x" aria-label="Company">', False, id="company"),
    pytest.param('<button id="x">Reset password</button>', False, id="a button takes nothing"),
    pytest.param('<input id="x" type="submit" value="Reset password">', False, id="nor does a button that is an input"),
]


@pytest.mark.parametrize(("html", "secret"), SECRETS)
def test_a_field_is_secret_when_any_of_its_names_says_so(page: Page, html: str, *, secret: bool) -> None:
    assert asked(page, "fields.isSecret(x)", html) is secret


def test_a_password_that_is_shown_stays_secret(page: Page) -> None:
    shown(page, '<input id="x" type="password">')
    page.evaluate("() => { document.querySelector('#x').type = 'text'; }")

    assert asked(page, "fields.isSecret(x)") is True
    assert asked(page, "fields.valueClass(x, 'textbox')") == "secret"


def test_a_password_in_a_watched_shadow_tree_stays_secret(page: Page) -> None:
    shown(page, '<s-x id="x"><template shadowrootmode="open"><input type="password"></template></s-x>')
    page.evaluate("""() => {
      const root = document.querySelector("#x").shadowRoot;
      fields.watch(root);
      root.querySelector("input").type = "text";
    }""")

    assert asked(page, "fields.isSecret(x.shadowRoot.querySelector('input'))") is True


SAID = st.one_of(
    st.sampled_from(
        [
            *("password", "pinCode", "PIN", "Opinion", "cc-csc", "ccNumber", "card_no", "cardNumber2", "newPassword"),
            *("Driver's license", "driver licence", "mother's maiden name", "tax id", "IBAN", "2fa code", "API key"),
            *("account number", "Account name", "sort-code", "estimated value", "due date", "e-mail", "Phone (mobile)"),
            *(
                "Contraseña",
                "Contrasen\u0303a",
                "mot_de_passe",
                "Benutzerkennwort",
                "新しいパスワード",
                "Numéro de compte",
            ),
            *("number of employees", "LinkedIn URL", "Straße", "Größe2", "番号", "ÄÖÜ", "ssn", "discount %"),
        ]
    ),
    st.text(
        st.characters(codec="utf-8", categories=("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No", "Pd", "Pc", "Zs")),
        max_size=20,
    ),
)
TYPES = st.sampled_from(
    ["text", "search", "email", "tel", "url", "number", "date", "month", "week", "time", "file", "checkbox", "radio"]
)
ROLES = st.sampled_from(["textbox", "searchbox", "combobox", "spinbutton", "slider", "switch", "listbox"])


@settings(max_examples=150, deadline=None)
@given(name=SAID, label=SAID, field_type=TYPES, role=ROLES)
def test_the_class_of_a_field_is_the_one_that_python_says(
    page: Page, name: str, label: str, field_type: str, role: str
) -> None:
    html = f'<input type="{field_type}" name="{escape(name)}" aria-label="{escape(label)}">'
    shown(page, html)
    given_names = [name, " ".join(label.split())]

    found = page.evaluate(f"() => fields.valueClass(document.querySelector('input'), {json.dumps(role)})")

    assert found == fields.value_class(field_type=field_type, role=role, names=given_names)


@settings(max_examples=100, deadline=None)
@given(name=SAID)
def test_a_field_is_secret_when_python_says_so(page: Page, name: str) -> None:
    shown(page, f'<input name="{escape(name)}">')

    assert page.evaluate("() => fields.isSecret(document.querySelector('input'))") is fields.is_secret([name])


# --- states ---------------------------------------------------------------------------------------------------------

STATES = [
    pytest.param('<input id="x">', "empty", id="empty"),
    pytest.param('<input id="x" value="Acme">', "filled", id="filled"),
    pytest.param('<textarea id="x">Acme</textarea>', "filled", id="text area"),
    pytest.param('<div id="x" contenteditable> <br></div>', "empty", id="empty editor"),
    pytest.param('<div id="x" contenteditable>Acme</div>', "filled", id="editor"),
    pytest.param('<input id="x" type="checkbox" checked>', "checked", id="checked"),
    pytest.param('<input id="x" type="radio">', "unchecked", id="unchecked"),
    pytest.param('<div id="x" role="switch" aria-checked="true"></div>', "checked", id="switch"),
    pytest.param('<div id="x" role="checkbox" aria-checked="mixed"></div>', "unknown", id="mixed"),
    pytest.param('<select id="x"><option value="">None<option selected>Won</select>', "chosen", id="chosen"),
    pytest.param('<select id="x"><option value="">None<option>Won</select>', "empty", id="nothing chosen"),
    pytest.param('<input id="x" type="file">', "empty", id="no file"),
    pytest.param('<button id="x">Save</button>', "unknown", id="button"),
    pytest.param('<input id="x" type="submit">', "unknown", id="button that is an input"),
]


@pytest.mark.parametrize(("html", "state"), STATES)
def test_the_state_of_a_field_is_one_word(page: Page, html: str, state: str) -> None:
    assert asked(page, "fields.state(x)", html) == state


def test_a_field_that_was_filled_and_is_empty_now_is_cleared(page: Page) -> None:
    shown(page, '<input id="x">')
    field = page.locator("#x")

    states = []
    for text in ("", "Acme", "", ""):
        field.fill(text)
        states.append(asked(page, "fields.state(x)"))

    assert states == ["empty", "filled", "cleared", "empty"]


def test_a_field_that_the_page_delivered_filled_is_cleared_at_first_sight(page: Page) -> None:
    shown(page, '<input id="x" value="Acme">')
    page.locator("#x").fill("")

    assert asked(page, "fields.state(x)") == "cleared"


def test_a_file_input_that_holds_a_file_is_filled(page: Page) -> None:
    shown(page, '<input id="x" type="file">')
    page.locator("#x").set_input_files({"name": "SECRET.csv", "mimeType": "text/csv", "buffer": b"a"})

    assert asked(page, "fields.state(x)") == "filled"


# --- options --------------------------------------------------------------------------------------------------------

OPTIONS = [
    pytest.param('<select id="x"><option>Open<option selected>Won</select>', {"text": "Won", "count": 2}, id="one"),
    pytest.param('<select id="x"><option label="Won">w</option></select>', {"text": "Won", "count": 1}, id="label"),
    pytest.param(
        '<select id="x" multiple><option selected>A<option>B</select>', {"text": "A", "count": 2}, id="of many"
    ),
    pytest.param(
        '<select id="x" multiple><option selected>A<option selected>B</select>', {"text": None, "count": 2}, id="two"
    ),
    pytest.param('<select id="x"></select>', {"text": "", "count": 0}, id="none"),
    pytest.param('<div id="x" role="listbox"></div>', None, id="no select"),
]


@pytest.mark.parametrize(("html", "option"), OPTIONS)
def test_the_option_of_a_native_select_comes_with_the_count(page: Page, html: str, option: object) -> None:
    assert asked(page, "fields.option(x)", html) == option


# --- captions, and labels that repeat what is held ------------------------------------------------------------------


def test_only_a_button_has_a_caption(page: Page) -> None:
    assert asked(page, "fields.caption(x)", '<input id="x" type="submit" value="Send">') == "Send"
    assert asked(page, "fields.caption(x)", '<input id="x" type="submit">') == "Submit"
    for kind in ("text", "checkbox", "hidden", "password", "email"):
        assert asked(page, "fields.caption(x)", f'<input id="x" type="{kind}" value="SECRET">') == ""


WITHOUT = [
    pytest.param("Stage - Current Selection: Open", "Open", "Stage", id="Lightning"),
    pytest.param("Lead Source, --None--", "--None--", "Lead Source", id="an older Lightning"),
    pytest.param("Open", "Open", "", id="nothing else"),
    pytest.param("Openness", "Open", "Openness", id="another word"),
    pytest.param("Stage", "Open", "Stage", id="says nothing of it"),
]


@pytest.mark.parametrize(("label", "held", "left"), WITHOUT)
def test_a_label_is_told_without_what_its_control_holds(page: Page, label: str, held: str, left: str) -> None:
    html = f'<button id="x" role="combobox">{held}</button>'

    assert asked(page, f"fields.without(x, {json.dumps(label)})", html).strip() == left


# --- tags of equal values -------------------------------------------------------------------------------------------


def tag_of(text: str) -> str:
    """The oracle: the same tag by Python's own HMAC."""
    return base64.b64encode(hmac.new(KEY, text.encode(), hashlib.sha256).digest()).decode()


def keyed(page: Page) -> None:
    page.evaluate("key => fields.setKey(key)", base64.b64encode(KEY).decode())


def test_equal_texts_have_equal_tags_whatever_holds_them(page: Page) -> None:
    keyed(page)

    for html in (
        '<input id="x" value="Acme  Ltd ">',
        '<textarea id="x">Acme Ltd</textarea>',
        '<div id="x" contenteditable>Acme <b>Ltd</b></div>',
    ):
        assert asked(page, "fields.tag(x)", html) == tag_of("Acme Ltd")


NO_TAG = [
    pytest.param('<input id="x" value="abc">', id="short"),
    pytest.param('<input id="x" type="password" value="hunter2">', id="secret by its type"),
    pytest.param('<input id="x" name="iban" value="DE0012345678">', id="secret by its name"),
    pytest.param('<input id="x" type="checkbox" value="accepted" checked>', id="flag"),
    pytest.param('<select id="x"><option selected>Qualified</select>', id="option"),
    pytest.param('<input id="x" type="submit" value="Save lead">', id="button"),
    pytest.param('<p id="x">Acme Ltd</p>', id="no field"),
]


@pytest.mark.parametrize("html", NO_TAG)
def test_what_is_secret_short_or_no_text_has_no_tag(page: Page, html: str) -> None:
    keyed(page)

    assert asked(page, "fields.tag(x)", html) == ""


def test_there_is_no_tag_without_a_key(page: Page) -> None:
    keyed(page)
    page.evaluate("() => fields.clearKey()")

    assert asked(page, "fields.tag(x)", '<input id="x" value="Acme Ltd">') == ""


def test_a_tag_that_is_made_while_the_key_is_thrown_away_is_thrown_away_too(page: Page) -> None:
    keyed(page)
    shown(page, '<input id="x" value="Acme Ltd">')

    assert (
        page.evaluate(
            "() => { const made = fields.tag(document.querySelector('#x')); fields.clearKey(); return made; }"
        )
        == ""
    )


def test_what_is_copied_has_the_tag_of_the_field_it_came_from(page: Page) -> None:
    keyed(page)
    shown(page, '<p id="x">Acme Ltd</p><input type="password" value="hunter2">')
    page.evaluate("() => document.getSelection().selectAllChildren(document.querySelector('#x'))")
    assert asked(page, "fields.tagOfSelection()") == tag_of("Acme Ltd")

    page.locator("input").select_text()
    assert asked(page, "fields.tagOfSelection()") == ""


def test_there_is_no_tag_on_a_page_without_cryptography(chromium: Browser) -> None:
    insecure = chromium.new_page()
    insecure.route("**/*", lambda route: route.fulfill(body="<input id=x value='Acme Ltd'>", content_type="text/html"))
    insecure.goto("http://crm.test/")
    for name in ("roles.js", "fields.js", "names.js", "places.js"):
        insecure.add_script_tag(content=(CAPTURE / name).read_text(encoding="utf-8"))
    keyed(insecure)

    assert asked(insecure, "[globalThis.crypto?.subtle === undefined, 1][0]") is True
    assert asked(insecure, "fields.tag(x)") == ""
    insecure.close()
