"""What sort of thing does a field take, and must nothing of it be kept?

In: a field's type, role and names, as its page writes them. Out: its ``ValueClass``.

Law: a field that takes a password, a payment or a government number is ``secret``, whichever of its names says so.
"""

import re
import unicodedata
from collections.abc import Iterable

from sopwright.recording.schema import ValueClass

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+")


def words_of(name: str) -> list[str]:
    """Return the words of a label or of a technical name, in lower case.

    Examples:
        >>> words_of("account.firstName"), words_of("Address_AddressLine1")
        (['account', 'first', 'name'], ['address', 'address', 'line', '1'])
    """
    return [word.lower() for word in _WORDS.findall(name)]


_SECRET = re.compile(
    r" (password|passwords|passwort|passwd|pwd|passcode|passphrase|pin|cvv|cvc|ccv|csc|ssn|sin|nino|iban|bic|swift"
    r"|passport|token|secret|otp|totp|mfa|2fa|captcha|biometric|ccnumber|cardnumber|creditcard"
    r"|current password|new password|one time code|security code|verification code|access code|auth code|recovery code"
    r"|api key|private key|credit card|debit card|card number|card no|card code|name on card|cardholder"
    r"|cc (number|exp|csc|name|type|given|family)|social security|national (id|insurance)|tax (id|number|no)|taxpayer"
    r"|driver s? ?licen[cs]e|driving licen[cs]e|account (number|no)|sort code|routing number|security (question|answer)"
    r"|mother s maiden|maiden name"
    r"|pincode|mot de passe|code secret|clave|nip|dni|nif|cpf|cnpj|bsn|pesel|curp|aadhaar|codice fiscale"
    r"|carta di credito|tarjeta|carte (bancaire|bleue|de credit)|securite sociale|seguridad social|seguro social"
    r"|steuer (id|nummer)|personalausweis|reisepass|passeport|pasaporte|passaporto|numero de (compte|cuenta)|blz"
    r"|einmalcode|code de verification|codigo de verificacion) "
)
"""Sources: the autofill field names of the HTML standard, PCI DSS's sensitive data, common government numbers."""

_SECRET_PART = re.compile(
    r"passwor|kennwort|contrasen|senha|haslo|wachtwoord|losenord|adgangskode|salasana|jelszo|heslo|sifre|парол|パスワード"
    r"|暗証番号|密码|密碼|验证码|驗證碼|비밀번호|סיסמ|كلمة المرور|kreditkarte|kartennummer"
    r"|kontonummer|bankleitzahl|steuernummer|versicherungsnummer|ausweisnummer"
)
"""Secrets in languages that write several words as one, or without blanks."""

_ACCENT = re.compile(r"[\u0300-\u036f]")

_BY_TYPE = {
    "password": ValueClass.SECRET,
    "email": ValueClass.EMAIL,
    "tel": ValueClass.PHONE,
    "url": ValueClass.URL,
    "date": ValueClass.DATE,
    "datetime-local": ValueClass.DATE,
    "datetime": ValueClass.DATE,
    "month": ValueClass.DATE,
    "week": ValueClass.DATE,
    "time": ValueClass.DATE,
    "file": ValueClass.FILE,
    "checkbox": ValueClass.FLAG,
    "radio": ValueClass.FLAG,
    "select": ValueClass.OPTION,
    "select-one": ValueClass.OPTION,
    "select-multiple": ValueClass.OPTION,
    "textarea": ValueClass.LONG_TEXT,
}

_BY_ROLE = {
    "checkbox": ValueClass.FLAG,
    "switch": ValueClass.FLAG,
    "radio": ValueClass.FLAG,
    "listbox": ValueClass.OPTION,
}

_BY_WORD = {
    ValueClass.EMAIL: {"email", "emails", "mail"},
    ValueClass.PHONE: {"phone", "telephone", "mobile", "fax", "tel", "countrycode", "cellphone"},
    ValueClass.URL: {"url", "website", "homepage", "linkedin", "facebook", "twitter", "instagram"},
    ValueClass.MONEY: {"amount", "price", "budget", "revenue", "cost", "salary", "income", "fee", "value", "discount"},
    ValueClass.DATE: {"date", "birthday", "birth", "deadline", "due", "dob"},
    ValueClass.NUMBER: {"quantity", "number", "count", "probability", "age", "employees", "percent"},
}

_TEXT_ROLES = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})


def is_secret(names: Iterable[str], field_type: str = "") -> bool:
    """Whether any of a field's names says that it takes a secret.

    Examples:
        >>> is_secret(["repeatedPassword"]), is_secret(["Opinion"]), is_secret(["cc-number"])
        (True, False, True)
    """
    return field_type == "password" or any(map(_is_secret_name, names))


def _is_secret_name(name: str) -> bool:
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", name)))
    return bool(_SECRET.search(f" {' '.join(words_of(plain))} ") or _SECRET_PART.search(plain.lower()))


def value_class(*, field_type: str = "", role: str = "", names: Iterable[str] = ()) -> ValueClass:
    """Return what sort of thing a field takes.

    Args:
        field_type: The HTML type, or the tag where it says more: ``email``, ``select-one``, ``textarea``.
        role: ARIA role.
        names: Every name the field has: label, placeholder, id, name attribute, autocomplete token.

    Examples:
        >>> value_class(field_type="number", role="spinbutton", names=["Estimated value"]).value
        'money'
        >>> value_class(names=["#password"]).value
        'secret'
    """
    names = tuple(names)
    if is_secret(names, field_type):
        return ValueClass.SECRET
    plain = _BY_TYPE.get(field_type) or _BY_ROLE.get(role)
    if plain is not None:
        return plain
    words = {word for name in names for word in words_of(name)}
    numeric = field_type == "number" or role in ("spinbutton", "slider")
    allowed = (ValueClass.MONEY, ValueClass.NUMBER) if numeric else tuple(_BY_WORD)
    for found in allowed:
        if words & _BY_WORD[found]:
            return found
    if numeric:
        return ValueClass.NUMBER
    return ValueClass.TEXT if role in _TEXT_ROLES or field_type in ("text", "search") else ValueClass.UNKNOWN
