"""What sort of thing does a field take?"""

import pytest

from sopwright.recording.fields import is_secret, value_class


@pytest.mark.parametrize(
    "name",
    [
        *("password", "repeatedPassword", "user_pwd", "Card number", "cc-csc", "CVV", "SSN", "IBAN", "Passport no"),
        *("taxId", "api_key", "accessToken", "one-time-code", "Social Security Number", "Driver's License", "PIN"),
    ],
)
def test_a_field_for_a_secret_is_known_by_any_of_its_names(name: str) -> None:
    assert is_secret([name])
    assert value_class(field_type="text", role="textbox", names=["x", name]).value == "secret"


@pytest.mark.parametrize("name", ["Opinion", "Shipping", "Mapping", "Discard", "Tokyo", "Pinboard", "Business card"])
def test_a_name_that_only_looks_like_one_is_no_secret(name: str) -> None:
    assert not is_secret([name])


@pytest.mark.parametrize(
    ("field_type", "role", "name", "found"),
    [
        pytest.param("password", "textbox", "x", "secret", id="by type"),
        pytest.param("email", "textbox", "x", "email", id="an e-mail field"),
        pytest.param("text", "textbox", "Company email", "email", id="by its name"),
        pytest.param("number", "spinbutton", "Estimated value", "money", id="an amount"),
        pytest.param("number", "spinbutton", "Floor", "number", id="a plain number"),
        pytest.param("textarea", "textbox", "Email body", "long_text", id="a long text"),
        pytest.param("select-one", "combobox", "Date", "option", id="a list of options"),
        pytest.param("", "checkbox", "x", "flag", id="a box"),
        pytest.param("text", "textbox", "Birthday", "date", id="a date by its name"),
        pytest.param("text", "textbox", "Floor", "text", id="an ordinary field"),
        pytest.param("", "button", "Floor", "unknown", id="no field"),
    ],
)
def test_a_field_is_classed_by_type_role_and_name(field_type: str, role: str, name: str, found: str) -> None:
    assert value_class(field_type=field_type, role=role, names=[name]).value == found
