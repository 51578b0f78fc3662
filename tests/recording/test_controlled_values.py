"""Whether a value that was put into a field may be shown is said by the user, by field, before the file is read."""

import pytest

from sopwright.recording.form import dump, parse
from sopwright.recording.reading import read
from sopwright.recording.schema import NameState, Recording
from sopwright.recording.vocabulary import Vocabulary, builtin, with_own

HEADER = (
    "timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.class,"
    "target.tagName,target.type,target.name,target.value,target.innerText,target.checked,target.href,target.option,"
    "target.title,target.innerHTML"
)
OWN = '[values]\ncontrolled = ["Country", "Phone number"]\n'


def log(*rows: tuple[str, str, str]) -> bytes:
    """Return a log in which values are put into fields, by entering or pasting."""
    lines = [HEADER]
    for second, (kind, field, value) in enumerate(rows):
        pasted, entered = (value, "") if kind == "paste" else ("", value)
        start = f"2026-03-02T08:00:{second:02}.000Z,ann,Chrome,{kind},https://forms.example.com/new,{pasted}"
        lines.append(f"{start},,,,,INPUT,text,{field},{entered},,,,,,")
    return "\n".join(lines).encode()


def options(recording: Recording) -> list[tuple[str, NameState]]:
    return [(event.value.option, event.value.option_state) for event in recording.events if event.value is not None]


def shown(vocabulary: Vocabulary, *rows: tuple[str, str, str]) -> Recording:
    (one,) = read("made.csv", log(*rows), vocabulary)
    return one


ROWS = (("editField", "Country", "Chile"), ("paste", "Country", "Peru"), ("editField", "City", "Lima"))


def test_without_the_users_word_nothing_that_was_put_in_is_kept() -> None:
    assert {option for option, _ in options(shown(builtin(), *ROWS))} == {""}
    assert not [word for word in ("Chile", "Peru", "Lima") if word in dump(shown(builtin(), *ROWS))]


def test_what_is_put_into_a_controlled_field_is_kept_as_an_option_is() -> None:
    vocabulary = with_own("own.toml", OWN)
    one = shown(vocabulary, *ROWS)
    assert [option for option, _ in options(one) if option] == ["Chile", "Peru"]
    assert "Lima" not in dump(one)
    assert parse("again.json", dump(one).encode(), vocabulary) == one


@pytest.mark.parametrize("value", ["0049 170 1234567", "ann@example.com", "sk_live_51H8x9KJ2eZvKYlo2C"])
def test_what_no_option_may_be_is_not_kept_even_then(value: str) -> None:
    one = shown(with_own("own.toml", OWN), ("editField", "Country", value), ("paste", "Phone number", value))
    assert {option for option, _ in options(one)} == {""}
    assert value not in dump(one)


def test_a_password_stays_secret_whatever_the_vocabulary_says() -> None:
    one = shown(with_own("own.toml", '[values]\ncontrolled = ["password"]\n'), ("editField", "password", "Chile"))
    assert "Chile" not in dump(one)
