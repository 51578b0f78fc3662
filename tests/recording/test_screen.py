"""What of a name may be kept?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.recording.patterns import tidy
from sopwright.recording.schema import NameSource, NameState
from sopwright.recording.screen import ABSENT, Place, Screen
from sopwright.recording.vocabulary import builtin

SCREEN = Screen(builtin())
ARIA, TEXT, LABEL = NameSource.ARIA, NameSource.TEXT, NameSource.LABEL
PLACEHOLDER, TECHNICAL = NameSource.PLACEHOLDER, NameSource.TECHNICAL
STATIC, CONTENT, LIST, UNKNOWN = Place.STATIC, Place.CONTENT, Place.LIST, Place.UNKNOWN
CLEAR, MASKED, WITHHELD, GONE = NameState.CLEAR, NameState.MASKED, NameState.WITHHELD, NameState.ABSENT

TOY = "Add to cart - 5 Surprise Mini Brands Mystery Capsule Real Miniature Brands Collectible Toy by ZURU (3 Pack)"


@pytest.mark.parametrize(
    ("text", "source", "role", "place", "kept", "state"),
    [
        pytest.param(
            "Leads 28", TEXT, "link", STATIC, "Leads", CLEAR, id="a count behind a navigation link is cut off"
        ),
        pytest.param("View cart (1)", ARIA, "button", UNKNOWN, "View cart", CLEAR, id="a count in brackets is cut off"),
        pytest.param(TOY, ARIA, "button", UNKNOWN, "Add to cart", MASKED, id="a product's name behind a dash goes"),
        pytest.param("Remove Alice Smith", TEXT, "button", UNKNOWN, "Remove …", MASKED, id="a person behind a verb"),
        pytest.param("Call Alice", TEXT, "button", UNKNOWN, "Call …", MASKED, id="a first name behind a verb"),
        pytest.param("Remove Mark Price", TEXT, "button", UNKNOWN, "Remove …", MASKED, id="a name of words"),
        pytest.param("Remove Mark Stevens", TEXT, "button", UNKNOWN, "Remove …", MASKED, id="half a name of words"),
        pytest.param("Add one Cafe Latte", ARIA, "button", LIST, "Add one …", MASKED, id="a product in a list"),
        pytest.param("remove acme", TEXT, "button", LIST, "remove …", MASKED, id="a small-letter name in a list"),
        pytest.param("Alice Smith", TEXT, "button", UNKNOWN, "", WITHHELD, id="a button that is a person"),
        pytest.param("Alice Price", TEXT, "button", UNKNOWN, "", WITHHELD, id="a person named like a word"),
        pytest.param("Maya Reyes Field Sales Manager", TEXT, "link", CONTENT, "", WITHHELD, id="a link to a record"),
        pytest.param("person_outline Alice", TEXT, "link", CONTENT, "", WITHHELD, id="a record behind an icon"),
        pytest.param("Edit", TEXT, "link", CONTENT, "Edit", CLEAR, id="an act in a row"),
        pytest.param("View lead", TEXT, "link", CONTENT, "View lead", CLEAR, id="an act on an object in a row"),
        pytest.param("Mark", TEXT, "link", CONTENT, "", WITHHELD, id="a first name that is a verb"),
        pytest.param("Total amount", TEXT, "cell", CONTENT, "", WITHHELD, id="text of a cell"),
        pytest.param("Leads", TEXT, "heading", UNKNOWN, "", WITHHELD, id="a heading"),
        pytest.param("Leads", NameSource.ALT, "", UNKNOWN, "", WITHHELD, id="a picture's text"),
        pytest.param("Convert \u0425", TEXT, "button", UNKNOWN, "Convert", CLEAR, id="a Cyrillic letter as an icon"),
        pytest.param("Type of company:", ARIA, "combobox", UNKNOWN, "Type of company", CLEAR, id="a colon goes"),
        pytest.param("Amount *", LABEL, "textbox", UNKNOWN, "Amount", CLEAR, id="a required star goes"),
        pytest.param("Say more…", ARIA, "textbox", UNKNOWN, "Say more", CLEAR, id="an ellipsis goes"),
        pytest.param("Address line 2", LABEL, "textbox", UNKNOWN, "Address line 2", CLEAR, id="an ordinal of a field"),
        pytest.param("Ref 4711 code", LABEL, "textbox", UNKNOWN, "Ref … code", MASKED, id="a number in a label"),
        pytest.param("Order #10234", TEXT, "button", UNKNOWN, "Order #…", MASKED, id="digits are masked in place"),
        pytest.param("Segment Tier", LABEL, "textbox", UNKNOWN, "Segment Tier", CLEAR, id="a label of unknown words"),
        pytest.param("Phone of Alice Smith", ARIA, "textbox", UNKNOWN, "Phone of …", MASKED, id="whose field it is"),
        pytest.param(
            "Write a note about Jane", LABEL, "textbox", UNKNOWN, "Write a note about …", MASKED, id="about whom"
        ),
        pytest.param(
            "Note for maya reyes", LABEL, "textbox", UNKNOWN, "Note for …", MASKED, id="whose, in small letters"
        ),
        pytest.param("Status – Maya", LABEL, "textbox", UNKNOWN, "Status – …", MASKED, id="a name behind a dash"),
        pytest.param("Maya/Reyes", LABEL, "textbox", UNKNOWN, "", WITHHELD, id="names written as one"),
        pytest.param("\u2066Maya \u2069\u2066Reyes\u2069", LABEL, "textbox", UNKNOWN, "…", MASKED, id="unseen signs"),
        pytest.param("Code 4 7 1 1", LABEL, "textbox", UNKNOWN, "Code …", MASKED, id="a number in single digits"),
        pytest.param("Maya", ARIA, "textbox", CONTENT, "…", MASKED, id="a field in data"),
        pytest.param("Call Will", TEXT, "button", UNKNOWN, "Call …", MASKED, id="a first name that is a word"),
        pytest.param("Will Page", TEXT, "tab", STATIC, "", WITHHELD, id="a tab of a name of words"),
        pytest.param("Mark all as read", TEXT, "button", UNKNOWN, "Mark all as read", CLEAR, id="no name, but a verb"),
        pytest.param("Jane's phone", LABEL, "textbox", UNKNOWN, "… phone", MASKED, id="an owner's field"),
        pytest.param("Upload Hooli-NDA.pdf", ARIA, "", UNKNOWN, "Upload …", MASKED, id="a file behind a verb"),
        pytest.param("Hooli-NDA.pdf", LABEL, "textbox", UNKNOWN, "", WITHHELD, id="a field named like a file"),
        pytest.param("e.g. Acme Corp", PLACEHOLDER, "textbox", UNKNOWN, "", WITHHELD, id="an example as placeholder"),
        pytest.param("Search leads", PLACEHOLDER, "textbox", UNKNOWN, "Search leads", CLEAR, id="a plain placeholder"),
        pytest.param("Kanban", TEXT, "tab", UNKNOWN, "Kanban", CLEAR, id="a tab of a word of CRM systems"),
        pytest.param("Hooli", TEXT, "tab", UNKNOWN, "", WITHHELD, id="a tab that is a company"),
        pytest.param("Deals Hooli", TEXT, "tab", UNKNOWN, "", WITHHELD, id="a tab with a company behind a word"),
        pytest.param(
            "Send \u202a(Ctrl-Enter)\u202c", ARIA, "button", UNKNOWN, "Send", CLEAR, id="a key beside a label"
        ),
        pytest.param("Alice", TEXT, "button", UNKNOWN, "", WITHHELD, id="a button that is a first name"),
        pytest.param("alice", TEXT, "menuitem", UNKNOWN, "", WITHHELD, id="a menu item that is a user name"),
        pytest.param("田中 太郎", TEXT, "button", UNKNOWN, "", WITHHELD, id="a name without capitals"),
        pytest.param("保存", TEXT, "button", UNKNOWN, "保存", CLEAR, id="a common Japanese button"),
        pytest.param("Speichern", TEXT, "button", UNKNOWN, "Speichern", CLEAR, id="a common German button"),
        pytest.param("Jane won", TEXT, "dialog", STATIC, "", WITHHELD, id="a dialog about a person"),
        pytest.param("Zap zyx", TEXT, "button", UNKNOWN, "", WITHHELD, id="an unknown verb before unknown words"),
        pytest.param("Chatter", TEXT, "link", STATIC, "Chatter", CLEAR, id="an entry of the navigation"),
        pytest.param("Unfurl task", TEXT, "button", UNKNOWN, "Unfurl task", CLEAR, id="an unknown verb"),
        pytest.param("Register Now!", TEXT, "link", UNKNOWN, "Register Now!", CLEAR, id="a link in interface language"),
        pytest.param("Acme", TEXT, "link", UNKNOWN, "", WITHHELD, id="a link of unknown words"),
        pytest.param("Mocha", ARIA, "", UNKNOWN, "", WITHHELD, id="anything of unknown role and words"),
        pytest.param("jane@doe.com", TEXT, "tab", STATIC, "", WITHHELD, id="an e-mail address"),
        pytest.param("Email jane@doe.com", TEXT, "button", STATIC, "Email …", MASKED, id="an address behind a verb"),
        pytest.param("Open www.acme.com/x", TEXT, "button", STATIC, "Open …", MASKED, id="a web address"),
        pytest.param("Call 030 1234 567", TEXT, "button", STATIC, "Call …", MASKED, id="a telephone number"),
        pytest.param("one " * 12, LABEL, "textbox", UNKNOWN, "", WITHHELD, id="twelve words"),
        pytest.param("x" * 81, LABEL, "textbox", UNKNOWN, "", WITHHELD, id="eighty-one characters"),
        pytest.param("SECRETAlice", TEXT, "button", UNKNOWN, "", WITHHELD, id="a word with capitals inside"),
        pytest.param("$", TEXT, "", UNKNOWN, "", GONE, id="a sign is no name"),
        pytest.param("  ", TEXT, "button", UNKNOWN, "", GONE, id="blanks are no name"),
        pytest.param("#edit_button", TEXT, "button", UNKNOWN, "", GONE, id="an icon's name behind a sign is no name"),
        pytest.param("person_outline(3)", TEXT, "link", STATIC, "", GONE, id="an icon's name with a count is no name"),
        pytest.param("account.firstName", TECHNICAL, "textbox", UNKNOWN, "Account first name", CLEAR, id="camel case"),
        pytest.param("Address_AddressLine1", TECHNICAL, "", UNKNOWN, "Address line 1", CLEAR, id="snake case"),
        pytest.param(
            "id_company_email", TECHNICAL, "", UNKNOWN, "Company email", CLEAR, id="a prefix of the framework"
        ),
        pytest.param("leadstatus", TECHNICAL, "combobox", UNKNOWN, "Lead status", CLEAR, id="an object run together"),
        pytest.param("townsend", TECHNICAL, "textbox", UNKNOWN, "", GONE, id="a name made of two words"),
        pytest.param("APjFqb", TECHNICAL, "", UNKNOWN, "", GONE, id="gibberish"),
        pytest.param("stripes--1861766302", TECHNICAL, "", UNKNOWN, "", GONE, id="a generated number"),
        pytest.param("ui-id-28", TECHNICAL, "", UNKNOWN, "", GONE, id="a generated id"),
        pytest.param("Cafe_Latte", TECHNICAL, "", UNKNOWN, "", GONE, id="a record's name as test id"),
        pytest.param("q", TECHNICAL, "", UNKNOWN, "", GONE, id="an initial"),
    ],
)
def test_a_name_is_kept_as_far_as_an_author_wrote_it(
    text: str, source: NameSource, role: str, place: Place, kept: str, state: NameState
) -> None:
    assert SCREEN.name(text, source, role, place) == (kept, state)


def test_a_technical_name_stands_in_for_a_missing_label() -> None:
    labels = [("", ARIA), ("dueDate", TECHNICAL)]
    assert SCREEN.best(labels, "textbox", UNKNOWN) == ("Due date", CLEAR, TECHNICAL)


def test_a_technical_name_does_not_stand_in_for_a_withheld_link() -> None:
    labels = [("Alice Smith", TEXT), ("lead", TECHNICAL)]
    assert SCREEN.best(labels, "link", CONTENT) == ("", WITHHELD, NameSource.CONTENT)


def test_no_label_is_absent_and_not_withheld() -> None:
    assert SCREEN.best([], "button", UNKNOWN) == ABSENT


@pytest.mark.parametrize(
    ("option", "field", "count", "kept", "state"),
    [
        pytest.param("Qualified", "Status", 5, "Qualified", CLEAR, id="a status"),
        pytest.param("Cold Call", "Lead Source", None, "Cold Call", CLEAR, id="a source"),
        pytest.param("SQL – Accepted", "Lead Status", None, "SQL – Accepted", CLEAR, id="an accepted lead"),
        pytest.param("Alice Smith", "Owner", 5, "", WITHHELD, id="a person as owner"),
        pytest.param("Acme", "Company", 5, "", WITHHELD, id="a company"),
        pytest.param("Startup", "Type of company", 5, "Startup", CLEAR, id="a kind of company"),
        pytest.param("Rotunda", "Owner", 5, "", WITHHELD, id="an unknown word as owner"),
        pytest.param("Unassigned", "Owner", 5, "Unassigned", CLEAR, id="no owner yet"),
        pytest.param("None", "Owner", 5, "None", CLEAR, id="nobody as owner"),
        pytest.param("Alice", "Interviewer", 5, "", WITHHELD, id="a field that is not known to take words"),
        pytest.param("Hooli Group", "Territory", 5, "", WITHHELD, id="half a company"),
        pytest.param("Alice", "", 5, "", WITHHELD, id="an option of a field without a name"),
        pytest.param("Qualified", "Status", 51, "", WITHHELD, id="one of more than fifty"),
        pytest.param("0171 555", "Status", 5, "", WITHHELD, id="a number"),
        pytest.param("Tier 1 of 12", "Segment", 5, "", WITHHELD, id="three digits in all"),
        pytest.param("Tier 12", "Segment", 5, "Tier 12", CLEAR, id="two digits"),
        pytest.param("Plan XK7-PQ", "Segment", 5, "", WITHHELD, id="a code"),
        pytest.param("a@b.example", "Status", 5, "", WITHHELD, id="an e-mail address"),
        pytest.param("", "Status", 5, "", GONE, id="nothing"),
    ],
)
def test_an_option_passes_when_it_is_of_a_controlled_vocabulary(
    option: str, field: str, count: int | None, kept: str, state: NameState
) -> None:
    assert SCREEN.option(option, field, count) == (kept, state)


@pytest.mark.parametrize(
    ("text", "kept", "state"),
    [
        pytest.param("Project created", "Project created", CLEAR, id="a plain message"),
        pytest.param(
            "✓ Project created. Let's make it happen.",
            "Project created. Let's make it …",
            MASKED,
            id="one of two sentences",
        ),
        pytest.param("Lead Alice Smith was created", "Lead … was created", MASKED, id="a name inside"),
        pytest.param("The lead “mark price” was saved.", "The lead … was saved.", MASKED, id="a quoted name"),
        pytest.param("Lead Mark Stevens was saved", "Lead … was saved", MASKED, id="half a name of words"),
        pytest.param("Mail sent to jane@doe.example", "Mail sent to …", MASKED, id="an address inside"),
        pytest.param("Order 4711 was saved", "Order … was saved", MASKED, id="a number inside"),
        pytest.param("Alice Smith", "", WITHHELD, id="nothing but a name"),
        pytest.param("×", "", GONE, id="nothing but a sign"),
    ],
)
def test_a_message_keeps_its_interface_language(text: str, kept: str, state: NameState) -> None:
    assert SCREEN.text(text) == (kept, state)


def test_a_note_keeps_its_words_but_no_names_numbers_and_addresses() -> None:
    note = "asked Alice Smith, write to a@b.example, budget 50,000"
    assert SCREEN.note(note) == ("asked … write to … budget …", MASKED)


@given(st.sampled_from(["jane@canary.example", "https://canary.example/x", "+49 30 1234567", "4111 1111 1111 1111"]))
def test_addresses_and_long_numbers_pass_nowhere(secret: str) -> None:
    for role in ("button", "textbox", "link", "tab", "", "dialog"):
        for source in NameSource:
            for place in Place:
                for label in (secret, f"Call {secret}", f"Company {secret} name"):
                    kept, _ = SCREEN.name(label, source, role, place)
                    assert "canary" not in kept
                    assert not any(letter.isdigit() for letter in kept)


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(
    st.lists(st.sampled_from(["Remove", "Alice", "lead", "28", "(3)", "-", "x1", "SECRETx", "Ort", "…"]), max_size=6),
    st.sampled_from(["button", "link", "textbox", "tab", ""]),
    st.sampled_from([ARIA, TEXT, LABEL]),
    st.sampled_from(list(Place)),
)
def test_what_was_kept_once_is_kept_again(words: list[str], role: str, source: NameSource, place: Place) -> None:
    kept, state = SCREEN.name(" ".join(words), source, role, place)
    assert SCREEN.again(kept, source, role, state) == (kept, state)


@given(st.lists(st.sampled_from(["Lead", "Alice", "was", "saved.", "“x”", "28", "zyx", "Please", "…"]), max_size=9))
def test_a_message_kept_once_is_kept_again(words: list[str]) -> None:
    kept, state = SCREEN.text(" ".join(words))
    if kept:
        assert SCREEN.text_again(kept, state) == (kept, state)
